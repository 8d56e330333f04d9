//! Public holidays, weekends and business days of the countries we claim, 2024 to 2035.
//!
//! Here: asking for the holidays of a country or of a part of it, and counting business days.
//! The facts are tables in the modules below, one per country or group of neighbours; `rule` has their words and
//! `evaluate` turns them into dates.
//! Where a law lets the parts of a country choose, the whole country has only what all of them keep.
//! Next: `tests/holidays_oracle.rs` compares every day with an independent data set.

mod americas;
mod australasia;
mod britain;
mod central_europe;
mod evaluate;
mod india;
mod japan;
mod northern_europe;
mod rule;
mod spain;
mod united_states;
mod weekend;
mod western_europe;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use jiff::civil::Date;

use self::evaluate::plus;
use self::rule::{Table, names};
pub use self::weekend::{is_quiet_season, is_weekend};
use crate::place::{Country, Subdivision};

/// The first year whose holidays are known.
pub const FIRST_YEAR: i16 = 2024;

/// The last year whose holidays are known. The data expires at its end.
pub const LAST_YEAR: i16 = 2035;

/// One public holiday, or several that fall on the same date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// The day off.
    pub date: Date,
    /// English name; a day given because the holiday met a weekend has "(observed)" behind it, and the names of
    /// holidays on one date are joined with "; ".
    pub name: Cow<'static, str>,
    /// Whether the date rests on a moon or an almanac that no authority has confirmed: it may be a day off.
    pub estimated: bool,
    /// Whether only parts of the country have the day off. Never in a list of the whole country.
    pub subdivision_only: bool,
}

/// What was asked for that the tables do not have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unknown {
    /// No holidays are known for this country.
    Country(Country),
    /// The country is known, this part of it is not.
    Subdivision(Country, Subdivision),
    /// The year is before [`FIRST_YEAR`] or after [`LAST_YEAR`].
    Year(i16),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => {
                let known: Vec<&str> = TABLES.iter().map(|table| table.country).collect();
                write!(
                    f,
                    "no holidays are known for country {country}; give one of {}",
                    known.join(", ")
                )
            }
            Self::Subdivision(country, subdivision) => {
                let known = subdivisions(*country).join(", ");
                if known.is_empty() {
                    write!(
                        f,
                        "no subdivisions are known for country {country}; leave {subdivision} away"
                    )
                } else {
                    write!(
                        f,
                        "no subdivision {subdivision} is known in country {country}; give one of {known}"
                    )
                }
            }
            Self::Year(year) => write!(
                f,
                "no holidays are known for {year}; give a year from {FIRST_YEAR} to {LAST_YEAR}, \
                 or install a newer version of Rapport"
            ),
        }
    }
}

impl std::error::Error for Unknown {}

/// Sorted by country.
static TABLES: [&Table; 24] = [
    &central_europe::AUSTRIA,
    &australasia::AUSTRALIA,
    &western_europe::BELGIUM,
    &americas::BRAZIL,
    &americas::CANADA,
    &central_europe::SWITZERLAND,
    &central_europe::GERMANY,
    &northern_europe::DENMARK,
    &spain::SPAIN,
    &northern_europe::FINLAND,
    &western_europe::FRANCE,
    &britain::UNITED_KINGDOM,
    &britain::IRELAND,
    &india::INDIA,
    &western_europe::ITALY,
    &japan::JAPAN,
    &americas::MEXICO,
    &western_europe::NETHERLANDS,
    &northern_europe::NORWAY,
    &australasia::NEW_ZEALAND,
    &northern_europe::POLAND,
    &western_europe::PORTUGAL,
    &northern_europe::SWEDEN,
    &united_states::UNITED_STATES,
];

/// The countries whose holidays are known, sorted by code.
#[must_use]
pub fn countries() -> Vec<Country> {
    TABLES.iter().filter_map(|table| Country::parse(table.country)).collect()
}

/// The parts of the country whose own holidays are known, sorted; empty for a country without any, and for an
/// unknown one.
#[must_use]
pub fn subdivisions(country: Country) -> Vec<&'static str> {
    find(country).map_or_else(Vec::new, |(_, table)| table.places.split_whitespace().collect())
}

/// The holidays of the whole country in that year and, when a subdivision is given, those of the subdivision
/// instead: the days of the country it keeps, and its own. Sorted, one per date.
///
/// # Errors
/// [`Unknown`] when the country, the subdivision or the year is not in the tables.
pub fn list(
    country: Country,
    subdivision: Option<&Subdivision>,
    year: i16,
) -> Result<Vec<Holiday>, Unknown> {
    let (index, table) = find(country).ok_or(Unknown::Country(country))?;
    if let Some(subdivision) = subdivision
        && !names(table.places, subdivision.as_str())
    {
        return Err(Unknown::Subdivision(country, subdivision.clone()));
    }
    remembered(index, table, subdivision, year).map(<[Holiday]>::to_vec).ok_or(Unknown::Year(year))
}

/// Whether the date is a public holiday there. False outside the known countries and years; an unknown
/// subdivision has the days of the whole country.
#[must_use]
pub fn is_holiday(country: Country, subdivision: Option<&Subdivision>, date: Date) -> bool {
    find(country)
        .and_then(|(index, table)| remembered(index, table, subdivision, date.year()))
        .is_some_and(|days| days.binary_search_by_key(&date, |day| day.date).is_ok())
}

/// The n-th business day after the date: no weekend, no holiday. With `n` 0, the date itself or, when it is no
/// business day, the first one after it. An unknown subdivision has the days of the whole country.
///
/// # Errors
/// [`Unknown::Country`], or [`Unknown::Year`] when the count leaves the years whose holidays are known.
pub fn business_day_after(
    country: Country,
    subdivision: Option<&Subdivision>,
    date: Date,
    n: u32,
) -> Result<Date, Unknown> {
    find(country).ok_or(Unknown::Country(country))?;
    let mut left = n;
    let mut day = date;
    loop {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
            return Err(Unknown::Year(day.year()));
        }
        let working = !is_weekend(country, day) && !is_holiday(country, subdivision, day);
        // The start itself never counts, except for the question about day 0.
        if working && (day > date || n == 0) {
            left = left.saturating_sub(1);
            if left == 0 {
                return Ok(day);
            }
        }
        day = plus(day, 1).ok_or(Unknown::Year(day.year()))?;
    }
}

/// The table of the country and its place among the tables.
fn find(country: Country) -> Option<(usize, &'static Table)> {
    let index = TABLES.binary_search_by(|table| table.country.cmp(country.as_str())).ok()?;
    TABLES.get(index).map(|&table| (index, table))
}

/// Years in the tables.
pub(super) const YEARS: usize = (LAST_YEAR - FIRST_YEAR + 1) as usize;

/// The answers of one country: `YEARS` for the country as a whole, then `YEARS` for each subdivision.
type Answers = Vec<OnceLock<Vec<Holiday>>>;

/// The holidays, computed the first time they are asked for. `None` for an unknown year.
fn remembered(
    index: usize,
    table: &'static Table,
    subdivision: Option<&Subdivision>,
    year: i16,
) -> Option<&'static [Holiday]> {
    static ANSWERS: [OnceLock<Answers>; TABLES.len()] = [const { OnceLock::new() }; TABLES.len()];

    let offset = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
    if offset >= YEARS {
        return None;
    }
    let mut places = table.places.split_whitespace();
    let place = subdivision.and_then(|wanted| places.position(|known| known == wanted.as_str()));
    let answers = ANSWERS.get(index)?.get_or_init(|| {
        let places = 1 + table.places.split_whitespace().count();
        std::iter::repeat_with(OnceLock::new).take(places * YEARS).collect()
    });
    let row = place.map_or(0, |place| place + 1);
    let code = place.and(subdivision).map(Subdivision::as_str);
    answers
        .get(row * YEARS + offset)
        .map(|slot| slot.get_or_init(|| evaluate::holidays(table, code, year)).as_slice())
}
