//! Public holidays of France, Italy, Portugal, Belgium and the Netherlands.
//!
//! Sources of the rules: the French Code du travail (L3133-1), the Italian law 260 of 1949 and later ones, the
//! Portuguese Código do Trabalho (234), the Belgian royal decree of 1974, the Dutch Algemene termijnenwet.
//! Not here: Spain (`spain`), days of departments, provinces and towns.

use jiff::civil::Weekday::Sunday;

use super::rule::Kind::MoveSaturday;
use super::rule::{Table, day, easter, fixed, nth, shift};

/// France without its overseas departments and the two more days of Alsace and Moselle.
pub(super) static FRANCE: Table = Table::new(
    "FR",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Easter Monday", easter(1)),
        day("Labour Day", fixed(5, 1)),
        day("Victory Day", fixed(5, 8)),
        day("Ascension Day", easter(39)),
        day("Whit Monday", easter(50)),
        day("National Day", fixed(7, 14)),
        day("Assumption Day", fixed(8, 15)),
        day("All Saints' Day", fixed(11, 1)),
        day("Armistice Day", fixed(11, 11)),
        day("Christmas Day", fixed(12, 25)),
    ],
);

/// Italy. Saint Francis is back from 2026 (law 151 of 2025).
pub(super) static ITALY: Table = Table::new(
    "IT",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Epiphany", fixed(1, 6)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("Liberation Day", fixed(4, 25)),
        day("Labour Day", fixed(5, 1)),
        day("Republic Day", fixed(6, 2)),
        day("Assumption Day", fixed(8, 15)),
        day("Saint Francis of Assisi", fixed(10, 4)).from(2026),
        day("All Saints' Day", fixed(11, 1)),
        day("National Unity Day", nth(11, 1, Sunday)),
        day("Immaculate Conception", fixed(12, 8)),
        day("Christmas Day", fixed(12, 25)),
        day("Saint Stephen's Day", fixed(12, 26)),
    ],
);

/// Portugal.
pub(super) static PORTUGAL: Table = Table::new(
    "PT",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Good Friday", easter(-2)),
        day("Easter Sunday", easter(0)),
        day("Freedom Day", fixed(4, 25)),
        day("Labour Day", fixed(5, 1)),
        day("Corpus Christi", easter(60)),
        day("Portugal Day", fixed(6, 10)),
        day("Assumption Day", fixed(8, 15)),
        day("Republic Day", fixed(10, 5)),
        day("All Saints' Day", fixed(11, 1)),
        day("Restoration of Independence Day", fixed(12, 1)),
        day("Immaculate Conception", fixed(12, 8)),
        day("Christmas Day", fixed(12, 25)),
    ],
);

/// Belgium.
pub(super) static BELGIUM: Table = Table::new(
    "BE",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("Labour Day", fixed(5, 1)),
        day("Ascension Day", easter(39)),
        day("Whit Sunday", easter(49)),
        day("Whit Monday", easter(50)),
        day("National Day", fixed(7, 21)),
        day("Assumption Day", fixed(8, 15)),
        day("All Saints' Day", fixed(11, 1)),
        day("Armistice Day", fixed(11, 11)),
        day("Christmas Day", fixed(12, 25)),
    ],
);

/// The Netherlands. Liberation Day is a day off every five years, as for civil servants.
pub(super) static NETHERLANDS: Table = Table::new(
    "NL",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Good Friday", easter(-2)),
        day("Easter Sunday", easter(0)),
        day("Easter Monday", easter(1)),
        day("King's Day", fixed(4, 27)).shifts(&[shift(MoveSaturday)]),
        day("Liberation Day", fixed(5, 5)).every(2025, 5),
        day("Ascension Day", easter(39)),
        day("Whit Sunday", easter(49)),
        day("Whit Monday", easter(50)),
        day("Christmas Day", fixed(12, 25)),
        day("Second Day of Christmas", fixed(12, 26)),
    ],
);
