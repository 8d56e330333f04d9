//! Public holidays of Japan.
//!
//! Source of the rules: the Act on National Holidays (1948, as amended), whose article 3 on substitute and
//! citizens' holidays is in `evaluate`. The equinoxes are announced each February for the next year; the formula
//! is the customary approximation for 1980 to 2099.

use jiff::civil::Date;
use jiff::civil::Weekday::Monday;

use super::rule::{Entry, Table, When, day, fixed, nth};

/// Japan.
pub(super) static JAPAN: Table =
    Table { country: "JP", places: "", entries: ENTRIES, japanese_law: true };

static ENTRIES: &[Entry] = &[
    day("New Year's Day", fixed(1, 1)),
    day("Coming of Age Day", nth(1, 2, Monday)),
    day("Foundation Day", fixed(2, 11)),
    day("Emperor's Birthday", fixed(2, 23)),
    day("Vernal Equinox Day", When::Computed(vernal_equinox)),
    day("Shōwa Day", fixed(4, 29)),
    day("Constitution Day", fixed(5, 3)),
    day("Greenery Day", fixed(5, 4)),
    day("Children's Day", fixed(5, 5)),
    day("Marine Day", nth(7, 3, Monday)),
    day("Mountain Day", fixed(8, 11)),
    day("Respect for the Aged Day", nth(9, 3, Monday)),
    day("Autumnal Equinox Day", When::Computed(autumnal_equinox)),
    day("Sports Day", nth(10, 2, Monday)),
    day("Culture Day", fixed(11, 3)),
    day("Labour Thanksgiving Day", fixed(11, 23)),
];

fn vernal_equinox(year: i16) -> Option<Date> {
    Date::new(year, 3, equinox(208_431, year)?).ok()
}

fn autumnal_equinox(year: i16) -> Option<Date> {
    Date::new(year, 9, equinox(232_488, year)?).ok()
}

/// The day of the month in Japan, from the equinox of 1980 in ten-thousandths of a day: the tropical year drifts
/// 0.242194 days a year against the calendar, and a leap day every four years pulls it back.
fn equinox(in_1980: i64, year: i16) -> Option<i8> {
    let years = i64::from(year) - 1980;
    let drift = (in_1980 * 100 + 242_194 * years).div_euclid(1_000_000);
    i8::try_from(drift - years.div_euclid(4)).ok()
}
