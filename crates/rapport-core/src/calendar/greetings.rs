//! Days on which somebody may be greeted: a reviewed table, by rule or as data to 2035.
//!
//! New Year is for everybody. Every other day is greeted only where the user knows that the person
//! keeps it; nothing is concluded from a country or a name. Days that are solemn or disputed
//! (Memorial Day, Good Friday, Yom Kippur, Ashura, Tomb-Sweeping) are left out on purpose: nobody
//! is wished a happy one. Where a sighting of the moon or an almanac decides, the date is marked
//! estimated and the user is asked.
//!
//! Hebrew dates are computed by the rule of the four postponements (Dershowitz and Reingold,
//! *Calendrical Calculations*); Eid and Diwali are those of India's table of public holidays.
//! Not here: public holidays (`holidays`), and who keeps which day (the user says).

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

use super::{WorkCalendar, holidays};
use crate::place::Country;

/// One day that may be greeted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GreetingDay {
    /// The word stored and typed.
    pub key: &'static str,
    /// The name shown to the user.
    pub name: &'static str,
    /// What is wished in English, after "I wish you".
    pub wish: &'static str,
    /// The same in German, after "ich wünsche Ihnen".
    pub german_wish: &'static str,
    /// Who keeps it, to remind the user.
    pub kept_by: &'static str,
}

/// When a day is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GreetingDate {
    /// The day; of a feast of several days the first.
    pub date: Date,
    /// A sighting or an almanac decides, so it may be a day off.
    pub estimated: bool,
}

/// The one for everybody of whom nothing else is known.
pub const DEFAULT: &str = "new-year";

/// All days, in the order of the year.
pub const DAYS: &[GreetingDay] = &[
    day(DEFAULT, "New Year", "a good new year", "ein gutes neues Jahr", "everybody"),
    day(
        "orthodox-christmas",
        "Orthodox Christmas",
        "a peaceful Christmas",
        "ein friedliches Weihnachtsfest",
        "many Orthodox Christians, on 7 January",
    ),
    day(
        "lunar-new-year",
        "Lunar New Year",
        "a happy Lunar New Year",
        "ein gutes neues Mondjahr",
        "people in China, Taiwan, Korea, Vietnam, Singapore",
    ),
    day(
        "nowruz",
        "Nowruz",
        "a happy Nowruz",
        "ein frohes Nouruz",
        "people from Iran, Afghanistan, Central Asia, Kurds",
    ),
    day("eid-al-fitr", "Eid al-Fitr", "a blessed Eid", "ein gesegnetes Fest", "Muslims"),
    day("easter", "Easter", "a happy Easter", "frohe Ostern", "western Christians"),
    day(
        "orthodox-easter",
        "Orthodox Easter",
        "a happy Easter",
        "frohe Ostern",
        "Orthodox Christians",
    ),
    day("eid-al-adha", "Eid al-Adha", "a blessed Eid", "ein gesegnetes Opferfest", "Muslims"),
    day(
        "rosh-hashanah",
        "Rosh Hashanah",
        "a good and sweet year",
        "ein gutes und süßes Jahr",
        "Jews",
    ),
    day(
        "mid-autumn",
        "Mid-Autumn Festival",
        "a bright Mid-Autumn Festival",
        "ein schönes Mondfest",
        "people in China, Taiwan, Korea, Vietnam",
    ),
    day(
        "thanksgiving-canada",
        "Thanksgiving in Canada",
        "a happy Thanksgiving",
        "ein schönes Thanksgiving",
        "people in Canada",
    ),
    day("diwali", "Diwali", "a bright Diwali", "ein lichtvolles Diwali", "Hindus, Sikhs, Jains"),
    day(
        "thanksgiving",
        "Thanksgiving",
        "a happy Thanksgiving",
        "ein schönes Thanksgiving",
        "people in the United States",
    ),
    day("hanukkah", "Hanukkah", "a happy Hanukkah", "ein frohes Chanukka", "Jews"),
    day(
        "christmas",
        "Christmas",
        "a peaceful Christmas",
        "frohe Weihnachten",
        "western Christians",
    ),
];

const fn day(
    key: &'static str,
    name: &'static str,
    wish: &'static str,
    german_wish: &'static str,
    kept_by: &'static str,
) -> GreetingDay {
    GreetingDay { key, name, wish, german_wish, kept_by }
}

/// The day of that key.
#[must_use]
pub fn of_key(key: &str) -> Option<&'static GreetingDay> {
    DAYS.iter().find(|day| day.key == key)
}

/// When a day is in a year from [`holidays::FIRST_YEAR`] to [`holidays::LAST_YEAR`]; the first time
/// in a year that has it twice.
#[must_use]
pub fn date_in(key: &str, year: i16) -> Option<GreetingDate> {
    if !(holidays::FIRST_YEAR..=holidays::LAST_YEAR).contains(&year) {
        return None;
    }
    let sure = |date: Option<Date>| date.map(|date| GreetingDate { date, estimated: false });
    let fixed = |month, day| sure(Date::new(year, month, day).ok());
    match key {
        DEFAULT => fixed(1, 1),
        "orthodox-christmas" => fixed(1, 7),
        "christmas" => fixed(12, 25),
        "nowruz" => Date::new(year, 3, 20).ok().map(|date| GreetingDate { date, estimated: true }),
        "thanksgiving" => {
            sure(Date::new(year, 11, 1).ok()?.nth_weekday_of_month(4, Weekday::Thursday).ok())
        }
        "thanksgiving-canada" => {
            sure(Date::new(year, 10, 1).ok()?.nth_weekday_of_month(2, Weekday::Monday).ok())
        }
        "easter" => sure(western_easter(year)),
        "orthodox-easter" => sure(orthodox_easter(year)),
        "rosh-hashanah" => sure(new_year_of(i64::from(year) + 3761)),
        "hanukkah" => sure(hanukkah(year)),
        "lunar-new-year" => sure(listed(LUNAR_NEW_YEAR, year)),
        "mid-autumn" => sure(listed(MID_AUTUMN, year)),
        "eid-al-fitr" => of_india("Eid al-Fitr", year, true),
        "eid-al-adha" => of_india("Eid al-Adha", year, true),
        "diwali" => of_india("Diwali", year, false),
        _ => None,
    }
}

/// The next time a day is from a date on.
#[must_use]
pub fn next(key: &str, from: Date) -> Option<GreetingDate> {
    (from.year()..=from.year().saturating_add(1))
        .filter_map(|year| date_in(key, year))
        .find(|found| found.date >= from)
}

/// Business days from the first day of a greeting's window to its last.
pub const WINDOW_DAYS: i32 = 3;

/// The first day of the window in which a greeting arrives well: three business days before the
/// day; for New Year the second of the year, because nobody reads wishes on the first.
#[must_use]
pub fn window_opens(key: &str, date: Date, calendar: &WorkCalendar) -> Date {
    calendar.add_business_days(date, if key == DEFAULT { 2 } else { -WINDOW_DAYS })
}

fn listed(dates: &[(i16, i8, i8)], year: i16) -> Option<Date> {
    let (year, month, day) = dates.iter().find(|(listed, ..)| *listed == year)?;
    Date::new(*year, *month, *day).ok()
}

/// First day of the first Chinese month, as computed for Beijing.
const LUNAR_NEW_YEAR: &[(i16, i8, i8)] = &[
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 3),
    (2031, 1, 23),
    (2032, 2, 11),
    (2033, 1, 31),
    (2034, 2, 19),
    (2035, 2, 8),
];

/// Fifteenth day of the eighth Chinese month.
const MID_AUTUMN: &[(i16, i8, i8)] = &[
    (2024, 9, 17),
    (2025, 10, 6),
    (2026, 9, 25),
    (2027, 9, 15),
    (2028, 10, 3),
    (2029, 9, 22),
    (2030, 9, 12),
    (2031, 10, 1),
    (2032, 9, 19),
    (2033, 9, 8),
    (2034, 9, 27),
    (2035, 9, 16),
];

fn of_india(name: &str, year: i16, by_moon: bool) -> Option<GreetingDate> {
    let india = Country::parse("IN")?;
    let days = holidays::list(india, None, year).ok()?;
    let found = days.iter().find(|day| day.name.contains(name))?;
    Some(GreetingDate { date: found.date, estimated: by_moon || found.estimated })
}

/// Western Easter by the rule of Gauss as Butcher wrote it.
fn western_easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    day_of(year, sum / 31, sum % 31 + 1)
}

/// Orthodox Easter by the Julian rule of Meeus; thirteen days lie between the calendars until 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let d = (19 * (year % 19) + 15) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    let sum = d + e + 114;
    day_of(year, sum / 31, sum % 31 + 1)?.checked_add(Span::new().days(13)).ok()
}

fn day_of(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Days from the epoch of the Hebrew calendar to the first day of a Hebrew year.
const fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

/// The first of Tishri.
fn new_year_of(year: i64) -> Option<Date> {
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let postponed = if after - this == 356 {
        2
    } else if this - before == 382 {
        1
    } else {
        0
    };
    // Counted from a year whose first day is known: 5785 began on 3 October 2024.
    let since = this + postponed - elapsed(5785);
    date(2024, 10, 3).checked_add(Span::new().days(since)).ok()
}

/// The first day of Hanukkah, the 25th of Kislev; it begins the evening before.
fn hanukkah(year: i16) -> Option<Date> {
    let hebrew = i64::from(year) + 3761;
    let first = new_year_of(hebrew)?;
    let length = first.until(new_year_of(hebrew + 1)?).ok()?.get_days();
    // Heshvan has thirty days in a complete year only.
    let heshvan = if length % 10 == 5 { 30 } else { 29 };
    first.checked_add(Span::new().days(30 + heshvan + 24)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(key: &str, year: i16) -> (i8, i8) {
        let found = date_in(key, year).unwrap().date;
        assert_eq!(found.year(), year);
        (found.month(), found.day())
    }

    #[test]
    fn every_day_is_known_in_every_year_to_2035() {
        for day in DAYS {
            for year in holidays::FIRST_YEAR..=holidays::LAST_YEAR {
                assert!(date_in(day.key, year).is_some(), "{} in {year}", day.key);
            }
            assert_eq!(of_key(day.key), Some(day));
            assert_eq!(date_in(day.key, 2036), None);
        }
        assert_eq!(date_in("yom-kippur", 2026), None);
    }

    #[test]
    fn days_by_rule_are_those_of_published_calendars() {
        assert_eq!(on("thanksgiving", 2026), (11, 26));
        assert_eq!(on("thanksgiving-canada", 2027), (10, 11));
        assert_eq!(on("easter", 2027), (3, 28));
        assert_eq!(on("easter", 2028), (4, 16));
        for (year, day) in [(2024, (5, 5)), (2025, (4, 20)), (2026, (4, 12)), (2027, (5, 2))] {
            assert_eq!(on("orthodox-easter", year), day, "{year}");
        }
        let first_of_tishri = [
            (2024, (10, 3)),
            (2025, (9, 23)),
            (2026, (9, 12)),
            (2027, (10, 2)),
            (2028, (9, 21)),
            (2029, (9, 10)),
            (2030, (9, 28)),
        ];
        for (year, day) in first_of_tishri {
            assert_eq!(on("rosh-hashanah", year), day, "{year}");
        }
        for (year, day) in [(2024, (12, 26)), (2025, (12, 15)), (2026, (12, 5))] {
            assert_eq!(on("hanukkah", year), day, "{year}");
        }
    }

    #[test]
    fn what_a_moon_decides_is_marked() {
        for key in ["eid-al-fitr", "eid-al-adha", "nowruz"] {
            assert!(date_in(key, 2026).unwrap().estimated, "{key}");
        }
        assert!(date_in("diwali", 2030).unwrap().estimated);
        assert!(!date_in("christmas", 2030).unwrap().estimated);
        assert_eq!(on("diwali", 2026), (11, 8));
    }

    #[test]
    fn a_window_ends_with_the_day_and_new_year_begins_with_the_work() {
        let calendar = crate::testing::new_york();
        for (key, day, opens, closes) in [
            (DEFAULT, date(2027, 1, 1), date(2027, 1, 5), date(2027, 1, 8)),
            ("thanksgiving", date(2026, 11, 26), date(2026, 11, 23), date(2026, 11, 27)),
            ("christmas", date(2026, 12, 25), date(2026, 12, 22), date(2026, 12, 28)),
        ] {
            let first = window_opens(key, day, &calendar);
            assert_eq!(first, opens, "{key}");
            assert_eq!(calendar.add_business_days(first, WINDOW_DAYS), closes, "{key}");
        }
    }

    #[test]
    fn the_next_time_may_be_next_year() {
        let found = next(DEFAULT, date(2026, 11, 17)).unwrap();
        assert_eq!(found.date, date(2027, 1, 1));
        assert_eq!(next("thanksgiving", date(2026, 11, 26)).unwrap().date, date(2026, 11, 26));
    }
}
