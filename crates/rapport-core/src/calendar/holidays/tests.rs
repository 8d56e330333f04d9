//! Tests of the rules with known dates, of the tables as data, and of counting business days.
//!
//! Not here: the comparison of every day with an independent data set (`tests/holidays_oracle.rs`).

use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

use super::evaluate::easter_sunday;
use super::rule::{Scope, names};
use super::*;

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn part(code: &str) -> Option<Subdivision> {
    (!code.is_empty()).then(|| Subdivision::parse(code).unwrap())
}

/// Checks that a place ("DE", "DE-BY") has exactly these days in a month, written "3 4 17".
#[track_caller]
fn check(place: &str, year: i16, month: i8, expected: &str) {
    let (code, subdivision) = place.split_once('-').unwrap_or((place, ""));
    let days: Vec<String> = list(country(code), part(subdivision).as_ref(), year)
        .unwrap()
        .iter()
        .filter(|day| day.date.month() == month)
        .map(|day| day.date.day().to_string())
        .collect();
    assert_eq!(days.join(" "), expected, "{place} {year}-{month:02}");
}

fn name(place: &str, date: Date) -> String {
    list(country(place), None, date.year())
        .unwrap()
        .iter()
        .find(|day| day.date == date)
        .unwrap()
        .name
        .to_string()
}

#[test]
fn easter_follows_the_gregorian_computus() {
    for sunday in [
        date(1943, 4, 25),
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2024, 3, 31),
        date(2027, 3, 28),
        date(2028, 4, 16),
        date(2285, 3, 22),
    ] {
        assert_eq!(easter_sunday(sunday.year()), Some(sunday));
    }
}

#[test]
fn federal_days_move_to_the_nearest_weekday_even_into_the_year_before() {
    check("US", 2026, 7, "3 4");
    check("US", 2027, 7, "4 5");
    check("US", 2027, 12, "24 25 31");
    check("US", 2028, 1, "1 17");
    assert_eq!(name("US", date(2027, 12, 31)), "New Year's Day (observed)");
}

#[test]
fn states_leave_federal_days_out_and_add_their_own() {
    check("US-TX", 2026, 10, "");
    check("US-NY", 2026, 10, "12");
    check("US-MA", 2026, 7, "4");
    check("US-GA", 2033, 12, "23 25 26");
    check("US-NC", 2027, 12, "23 24 25 26 27 31");
    check("US-VA", 2029, 1, "1 15 20");
}

#[test]
fn british_substitutes_do_not_land_on_each_other() {
    check("GB", 2027, 12, "25 26 27 28");
    check("GB", 2033, 12, "25 26 27");
    check("GB-SCT", 2028, 1, "1 2 3 4");
    check("GB-SCT", 2034, 1, "1 2 3");
    check("GB-ENG", 2026, 4, "3 6");
    check("GB-SCT", 2026, 4, "3");
}

#[test]
fn ireland_keeps_saint_brigid_on_a_friday_when_the_first_is_one() {
    check("IE", 2026, 2, "2");
    check("IE", 2030, 2, "1");
}

#[test]
fn australian_states_move_australia_day_and_tasmania_moves_boxing_day() {
    check("AU", 2030, 1, "1 26");
    check("AU-NSW", 2030, 1, "1 28");
    check("AU-TAS", 2026, 12, "25 28");
    check("AU-NSW", 2026, 12, "25 26 28");
    check("AU-QLD", 2027, 4, "26");
    check("AU-NSW", 2027, 4, "25 26");
}

#[test]
fn new_zealand_mondayises_and_knows_matariki() {
    check("NZ", 2028, 1, "1 2 3 4");
    check("NZ", 2026, 7, "10");
    check("NZ", 2027, 2, "6 8");
}

#[test]
fn japan_has_substitute_and_citizens_holidays_and_computed_equinoxes() {
    check("JP", 2026, 5, "3 4 5 6");
    check("JP", 2026, 9, "21 22 23");
    check("JP", 2024, 9, "16 22 23");
    check("JP", 2027, 3, "21 22");
    assert_eq!(name("JP", date(2026, 9, 22)), "Citizens' Holiday");
}

#[test]
fn spanish_communities_differ_on_sundays() {
    check("ES", 2026, 11, "");
    check("ES-MD", 2026, 11, "2");
    check("ES-CT", 2026, 11, "");
    check("ES-AN", 2027, 3, "1 25 26");
}

#[test]
fn german_and_swiss_parts_have_their_own_days() {
    check("DE-BY", 2026, 6, "4");
    check("DE-BE", 2026, 6, "");
    check("DE-SN", 2026, 11, "18");
    check("CH-GL", 2026, 4, "3 6 9");
    check("CH-VD", 2026, 9, "21");
    check("CH-GE", 2026, 9, "10");
    check("CH-AI", 2026, 12, "8 25");
}

#[test]
fn years_of_validity_and_steps_are_kept() {
    check("PL", 2024, 12, "25 26");
    check("PL", 2025, 12, "24 25 26");
    check("IT", 2025, 10, "");
    check("IT", 2026, 10, "4");
    check("NL", 2025, 5, "5 29");
    check("NL", 2026, 5, "14 24 25");
    check("NL", 2025, 4, "18 20 21 26");
    check("MX", 2030, 10, "1");
    check("MX", 2026, 10, "");
    check("CA-YT", 2026, 5, "18");
    check("SE", 2026, 10, "31");
}

#[test]
fn lunar_days_are_estimated_until_a_gazette_has_them() {
    let eid = |year| {
        list(country("IN"), None, year)
            .unwrap()
            .into_iter()
            .find(|day| day.name.contains("Fitr"))
            .unwrap()
    };
    assert!(!eid(2026).estimated);
    assert!(eid(2027).estimated);
    assert_eq!(eid(2027).date, date(2027, 3, 10));
}

#[test]
fn holidays_of_one_date_are_one_line() {
    assert_eq!(name("NO", date(2027, 5, 17)), "Constitution Day; Whit Monday");
    // The Prophet's birthday is estimated, but Independence Day on the same date is certain.
    let august = list(country("IN"), None, 2027).unwrap();
    let day = august.iter().find(|day| day.date == date(2027, 8, 15)).unwrap();
    assert!(!day.estimated);
}

#[test]
fn days_of_a_part_are_marked() {
    let bavaria = list(country("DE"), part("BY").as_ref(), 2026).unwrap();
    let marked = |date| bavaria.iter().find(|day| day.date == date).unwrap().subdivision_only;
    assert!(marked(date(2026, 1, 6)));
    assert!(!marked(date(2026, 1, 1)));
    // A day of the country that only the states move is theirs on the new date.
    let victoria = list(country("AU"), part("VIC").as_ref(), 2030).unwrap();
    assert!(victoria.iter().any(|day| day.date == date(2030, 1, 28) && day.subdivision_only));
}

#[test]
fn the_unknown_is_refused_with_what_is_known() {
    let refusal = list(country("ZZ"), None, 2026).unwrap_err();
    assert!(refusal.to_string().contains("AT, AU, BE"), "{refusal}");
    let refusal = list(country("GB"), part("XYZ").as_ref(), 2026).unwrap_err();
    assert!(refusal.to_string().contains("ENG, NIR, SCT, WLS"), "{refusal}");
    let refusal = list(country("FR"), part("IDF").as_ref(), 2026).unwrap_err();
    assert!(refusal.to_string().contains("leave IDF away"), "{refusal}");
    assert_eq!(list(country("DE"), None, 2023), Err(Unknown::Year(2023)));
    assert_eq!(list(country("DE"), None, 2036), Err(Unknown::Year(2036)));
    assert_eq!(list(country("DE"), None, i16::MIN), Err(Unknown::Year(i16::MIN)));
    assert!(!is_holiday(country("ZZ"), None, date(2026, 12, 25)));
    assert!(!is_holiday(country("DE"), None, date(2040, 12, 25)));
    assert!(is_holiday(country("FR"), part("IDF").as_ref(), date(2026, 12, 25)));
}

#[test]
fn weekends_are_the_countrys_own() {
    let (friday, saturday, sunday) = (date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8));
    let weekend = |code: &str| [friday, saturday, sunday].map(|day| is_weekend(country(code), day));
    assert_eq!(weekend("DE"), [false, true, true]);
    assert_eq!(weekend("IN"), [false, true, true]);
    assert_eq!(weekend("AE"), [false, true, true]);
    assert_eq!(weekend("SA"), [true, true, false]);
    assert_eq!(weekend("EG"), [true, true, false]);
    assert_eq!(weekend("IL"), [true, true, false]);
    assert_eq!(weekend("IR"), [true, false, false]);
    assert_eq!(weekend("BN"), [true, false, true]);
    assert!(is_weekend(country("AE"), date(2021, 3, 5)));
}

#[test]
fn quiet_seasons_are_those_of_the_country() {
    assert!(is_quiet_season(country("DE"), date(2026, 12, 20)));
    assert!(is_quiet_season(country("DE"), date(2027, 1, 5)));
    assert!(!is_quiet_season(country("DE"), date(2027, 1, 6)));
    assert!(!is_quiet_season(country("DE"), date(2026, 12, 19)));
    assert!(is_quiet_season(country("FR"), date(2026, 8, 1)));
    assert!(!is_quiet_season(country("DE"), date(2026, 8, 1)));
    assert!(is_quiet_season(country("JP"), date(2026, 5, 1)));
    assert!(!is_quiet_season(country("JP"), date(2026, 5, 7)));
}

#[test]
fn business_days_skip_weekends_and_holidays() {
    let after = |code: &str, subdivision: &str, from, n| {
        business_day_after(country(code), part(subdivision).as_ref(), from, n).unwrap()
    };
    assert_eq!(after("US", "", date(2026, 7, 1), 2), date(2026, 7, 6));
    assert_eq!(after("US", "", date(2026, 7, 4), 0), date(2026, 7, 6));
    assert_eq!(after("US", "", date(2026, 7, 4), 1), date(2026, 7, 6));
    assert_eq!(after("US", "", date(2026, 7, 6), 0), date(2026, 7, 6));
    assert_eq!(after("DE", "", date(2026, 1, 5), 1), date(2026, 1, 6));
    assert_eq!(after("DE", "BY", date(2026, 1, 5), 1), date(2026, 1, 7));
    assert_eq!(
        business_day_after(country("ZZ"), None, date(2026, 1, 5), 1),
        Err(Unknown::Country(country("ZZ")))
    );
    assert_eq!(
        business_day_after(country("DE"), None, date(2026, 1, 5), u32::MAX),
        Err(Unknown::Year(2036))
    );
    assert_eq!(
        business_day_after(country("DE"), None, Date::MIN, 1),
        Err(Unknown::Year(Date::MIN.year()))
    );
}

#[test]
fn the_tables_are_well_formed() {
    assert!(TABLES.is_sorted_by(|one, next| one.country < next.country));
    assert_eq!(countries().len(), TABLES.len());
    for table in TABLES {
        let places: Vec<&str> = table.places.split_whitespace().collect();
        assert!(places.is_sorted_by(|one, next| one < next), "{}", table.country);
        let known = |codes: &str| codes.split(' ').all(|code| names(table.places, code));
        for entry in table.entries {
            let scope_known = match entry.scope {
                Scope::Country => true,
                Scope::Only(codes) | Scope::Except(codes) => known(codes),
            };
            let shifts_known = entry.shifts.iter().filter_map(|shift| shift.places).all(known);
            assert!(scope_known && shifts_known, "{} {}", table.country, entry.name);
            // An entry that never gives a day is a slip of the pen.
            let given = (FIRST_YEAR..=LAST_YEAR).any(|year| {
                std::iter::once(None)
                    .chain(places.iter().map(|&place| Some(place)))
                    .any(|place| entry.holds(place, year))
            });
            assert!(given, "{} {}", table.country, entry.name);
        }
    }
}

/// The age of the mean moon in days at Indian noon, from the new moon of 6 January 2000, 18:14 UTC.
fn age_of_moon(day: Date) -> f64 {
    const MONTH: f64 = 29.530_588_853;
    let days = f64::from(date(2000, 1, 6).until(day).unwrap().get_days());
    (days + (6.5 - 18.233) / 24.0).rem_euclid(MONTH)
}

/// A check of the lunar tables that owes nothing to the data set they agree with.
#[test]
fn lunar_days_stand_under_the_right_moon() {
    // The usual age of the moon in days on each holiday: lunar day n of the almanac is kept about n − 0.5 days after
    // the new moon, and the first day of a Muslim month begins nearly two days after it.
    let ages = [
        ("Maha Shivaratri", 28.5),
        ("Holi", 15.5),
        ("Ram Navami", 8.5),
        ("Mahavira's Birthday", 12.5),
        ("Buddha Purnima", 14.5),
        ("Janmashtami", 22.5),
        ("Dussehra", 9.5),
        ("Diwali", 29.3),
        ("Guru Nanak's Birthday", 14.5),
        ("Eid al-Fitr", 1.8),
        ("Eid al-Adha", 10.8),
        ("Ashura", 10.8),
        ("Prophet's Birthday", 12.8),
    ];
    let mut checked = 0;
    for (code, subdivision) in [("IN", ""), ("ES", "CE")] {
        for year in FIRST_YEAR..=LAST_YEAR {
            for day in list(country(code), part(subdivision).as_ref(), year).unwrap() {
                for &(_, age) in ages.iter().filter(|(name, _)| day.name.contains(name)) {
                    let difference =
                        (age_of_moon(day.date) - age + 15.0).rem_euclid(29.530_588_853) - 15.0;
                    assert!(difference.abs() < 1.6, "{} {}: {difference:.2}", day.date, day.name);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 160, "only {checked} lunar days");
}

fn any_place() -> impl Strategy<Value = (Country, Option<Subdivision>)> {
    let places: Vec<_> = countries()
        .into_iter()
        .flat_map(|country| {
            let parts = subdivisions(country).into_iter().map(Subdivision::parse);
            std::iter::once(None).chain(parts).map(move |part| (country, part))
        })
        .collect();
    proptest::sample::select(places)
}

proptest! {
    #[test]
    fn business_days_are_working_days_in_order(
        (country, subdivision) in any_place(),
        offset in 0_i32..4000,
        n in 0_u32..60,
    ) {
        let from = date(2024, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
        let day = business_day_after(country, subdivision.as_ref(), from, n).unwrap();
        let next = business_day_after(country, subdivision.as_ref(), from, n + 1).unwrap();
        prop_assert!(day >= from);
        // Day 0 of a day off is its day 1; otherwise each day is later than the one before.
        prop_assert!(next > day || (n == 0 && next == day && day > from));
        for day in [day, next] {
            prop_assert!(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
            prop_assert!(!is_holiday(country, subdivision.as_ref(), day));
        }
    }

    #[test]
    fn lists_are_sorted_without_doubles_and_agree_with_is_holiday(
        (country, subdivision) in any_place(),
        year in FIRST_YEAR..=LAST_YEAR,
    ) {
        let days = list(country, subdivision.as_ref(), year).unwrap();
        prop_assert!(days.is_sorted_by(|one, next| one.date < next.date));
        let mut day = date(year, 1, 1);
        while day.year() == year {
            let listed = days.iter().any(|holiday| holiday.date == day);
            prop_assert_eq!(listed, is_holiday(country, subdivision.as_ref(), day));
            day = day.tomorrow().unwrap();
        }
    }
}
