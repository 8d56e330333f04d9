//! Public holidays of the United Kingdom and Ireland.
//!
//! Sources of the rules: the Banking and Financial Dealings Act 1971 and proclamations under it; the Organisation
//! of Working Time Act 1997 (Ireland), which gives no substitute days.

use jiff::civil::Date;
use jiff::civil::Weekday::{Friday, Monday};

use super::rule::Kind::AlsoNextFree;
use super::rule::{Entry, Shift, Table, When, day, easter, fixed, nth, shift};

const SUBSTITUTE: &[Shift] = &[shift(AlsoNextFree)];

/// The United Kingdom.
pub(super) static UNITED_KINGDOM: Table = Table::new("GB", BRITISH).places("ENG NIR SCT WLS");

static BRITISH: &[Entry] = &[
    day("New Year's Day", fixed(1, 1)).shifts(SUBSTITUTE),
    day("New Year Holiday", fixed(1, 2)).only("SCT").shifts(SUBSTITUTE),
    day("Saint Patrick's Day", fixed(3, 17)).only("NIR").shifts(SUBSTITUTE),
    day("Good Friday", easter(-2)),
    day("Easter Monday", easter(1)).only("ENG NIR WLS"),
    day("Early May Bank Holiday", nth(5, 1, Monday)),
    day("Spring Bank Holiday", nth(5, -1, Monday)),
    day("World Cup Bank Holiday", When::Stated(&[(2026, 6, 15)], i16::MAX)).only("SCT"),
    day("Battle of the Boyne", fixed(7, 12)).only("NIR").shifts(SUBSTITUTE),
    day("Summer Bank Holiday", nth(8, 1, Monday)).only("SCT"),
    day("Summer Bank Holiday", nth(8, -1, Monday)).only("ENG NIR WLS"),
    day("Saint Andrew's Day", fixed(11, 30)).only("SCT").shifts(SUBSTITUTE),
    day("Christmas Day", fixed(12, 25)).shifts(SUBSTITUTE),
    day("Boxing Day", fixed(12, 26)).shifts(SUBSTITUTE),
];

/// Ireland.
pub(super) static IRELAND: Table = Table::new(
    "IE",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Saint Brigid's Day", When::Computed(saint_brigid)),
        day("Saint Patrick's Day", fixed(3, 17)),
        day("Easter Monday", easter(1)),
        day("May Bank Holiday", nth(5, 1, Monday)),
        day("June Bank Holiday", nth(6, 1, Monday)),
        day("August Bank Holiday", nth(8, 1, Monday)),
        day("October Bank Holiday", nth(10, -1, Monday)),
        day("Christmas Day", fixed(12, 25)),
        day("Saint Stephen's Day", fixed(12, 26)),
    ],
);

/// The first Monday of February, or 1 February when that is a Friday.
fn saint_brigid(year: i16) -> Option<Date> {
    let first = Date::new(year, 2, 1).ok()?;
    if first.weekday() == Friday { Some(first) } else { first.nth_weekday_of_month(1, Monday).ok() }
}
