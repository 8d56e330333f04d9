//! Weekends and quiet seasons.
//!
//! Here: which weekdays a country rests on, and the seasons in which checks wait although offices are open.
//! Not here: holidays (the parent module and its tables).

use jiff::civil::{Date, Weekday};

use crate::place::Country;

/// Countries that rest on Friday and Saturday.
const FRIDAY_SATURDAY: &str = "AF BD BH DJ DZ EG IL IQ JO KW LY MR MV OM PS QA SA SD SY YE";

/// Whether the country rests on that date: Saturday and Sunday, unless its own weekend is another.
///
/// Known for countries without holiday data too. The Emirates rest on Saturday and Sunday since 2022, and
/// rested on Friday and Saturday before.
#[must_use]
pub fn is_weekend(country: Country, date: Date) -> bool {
    let code = country.as_str();
    let emirates_before = code == "AE" && date.year() < 2022;
    match date.weekday() {
        Weekday::Friday => {
            emirates_before
                || code == "IR"
                || code == "BN"
                || FRIDAY_SATURDAY.split(' ').any(|known| known == code)
        }
        Weekday::Saturday => code != "IR" && code != "BN",
        Weekday::Sunday => {
            !emirates_before
                && code != "IR"
                && !FRIDAY_SATURDAY.split(' ').any(|known| known == code)
        }
        _ => false,
    }
}

/// Whether checks and win-backs should rather wait, although offices are open: 20 December to 5 January
/// everywhere, August in France, Italy and Spain, Golden Week (29 April to 6 May) in Japan.
#[must_use]
pub fn is_quiet_season(country: Country, date: Date) -> bool {
    let turn_of_the_year = matches!((date.month(), date.day()), (12, 20..) | (1, ..=5));
    let own = match country.as_str() {
        "FR" | "IT" | "ES" => date.month() == 8,
        "JP" => matches!((date.month(), date.day()), (4, 29..) | (5, ..=6)),
        _ => false,
    };
    turn_of_the_year || own
}
