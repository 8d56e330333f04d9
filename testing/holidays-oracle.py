"""Prints the public holidays that the PyPI package `holidays` knows, for the test `holidays_oracle` of rapport-core.

Arguments: first year, last year, then country codes; a code with a plus behind it ("DE+") means its subdivisions too.
Output: one line per place and day, "DE<TAB>2026-01-01" or "DE-BY<TAB>2026-01-06", and one "DE-BY<TAB>-" per place,
so that a place without days is seen as well. The answer goes through a pipe and is kept nowhere.
"""

import logging
import sys

VERSION = "0.108"

try:
    import holidays
except ImportError:
    sys.exit(f"the package holidays is not installed; run: cargo xtask deps (it installs holidays=={VERSION})")

if holidays.__version__ != VERSION:
    sys.exit(f"holidays {holidays.__version__} is installed, the test wants {VERSION}; run: cargo xtask deps")

logging.disable(logging.CRITICAL)


def days(country, subdivision, years):
    """The default (public, observed) days of one place, year by year so that no year leaks into another."""
    for year in years:
        found = holidays.country_holidays(country, subdiv=subdivision, years=year)
        yield from sorted(day for day in found if day.year == year)


def main():
    first, last, *countries = sys.argv[1:]
    years = range(int(first), int(last) + 1)
    for country in countries:
        places = [None]
        if country.endswith("+"):
            country = country[:-1]
            places += holidays.country_holidays(country).subdivisions
        for place in places:
            name = f"{country}-{place}" if place else country
            print(name, "-", sep="\t")
            for day in days(country, place, years):
                print(name, day.isoformat(), sep="\t")


main()
