//! Public holidays of Sweden, Norway, Denmark, Finland and Poland.
//!
//! Sources of the rules: the holiday acts of the five countries.
//! Not here: the eves that are days off by custom only.

use jiff::civil::Weekday::{Friday, Saturday};

use super::rule::{Table, When, day, easter, fixed};

/// Sweden.
pub(super) static SWEDEN: Table = Table::new(
    "SE",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Epiphany", fixed(1, 6)),
        day("Good Friday", easter(-2)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("May Day", fixed(5, 1)),
        day("Ascension Day", easter(39)),
        day("Whit Sunday", easter(49)),
        day("National Day", fixed(6, 6)),
        day("Midsummer Day", When::OnOrAfter(6, 20, Saturday)),
        day("All Saints' Day", When::OnOrAfter(10, 31, Saturday)),
        day("Christmas Day", fixed(12, 25)),
        day("Second Day of Christmas", fixed(12, 26)),
    ],
);

/// Norway.
pub(super) static NORWAY: Table = Table::new(
    "NO",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Maundy Thursday", easter(-3)),
        day("Good Friday", easter(-2)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("Labour Day", fixed(5, 1)),
        day("Constitution Day", fixed(5, 17)),
        day("Ascension Day", easter(39)),
        day("Whit Sunday", easter(49)),
        day("Whit Monday", easter(50)),
        day("Christmas Day", fixed(12, 25)),
        day("Second Day of Christmas", fixed(12, 26)),
    ],
);

/// Denmark. The Great Prayer Day was abolished from 2024.
pub(super) static DENMARK: Table = Table::new(
    "DK",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Maundy Thursday", easter(-3)),
        day("Good Friday", easter(-2)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("Ascension Day", easter(39)),
        day("Whit Sunday", easter(49)),
        day("Whit Monday", easter(50)),
        day("Christmas Day", fixed(12, 25)),
        day("Second Day of Christmas", fixed(12, 26)),
    ],
);

/// Finland, with the two eves that collective agreements make days off.
pub(super) static FINLAND: Table = Table::new(
    "FI",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Epiphany", fixed(1, 6)),
        day("Good Friday", easter(-2)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("May Day", fixed(5, 1)),
        day("Ascension Day", easter(39)),
        day("Whit Sunday", easter(49)),
        day("Midsummer Eve", When::OnOrAfter(6, 19, Friday)),
        day("Midsummer Day", When::OnOrAfter(6, 20, Saturday)),
        day("All Saints' Day", When::OnOrAfter(10, 31, Saturday)),
        day("Independence Day", fixed(12, 6)),
        day("Christmas Eve", fixed(12, 24)),
        day("Christmas Day", fixed(12, 25)),
        day("Second Day of Christmas", fixed(12, 26)),
    ],
);

/// Poland. Christmas Eve is a day off from 2025.
pub(super) static POLAND: Table = Table::new(
    "PL",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Epiphany", fixed(1, 6)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("Labour Day", fixed(5, 1)),
        day("Constitution Day", fixed(5, 3)),
        day("Whit Sunday", easter(49)),
        day("Corpus Christi", easter(60)),
        day("Assumption Day", fixed(8, 15)),
        day("All Saints' Day", fixed(11, 1)),
        day("Independence Day", fixed(11, 11)),
        day("Christmas Eve", fixed(12, 24)).from(2025),
        day("Christmas Day", fixed(12, 25)),
        day("Second Day of Christmas", fixed(12, 26)),
    ],
);
