//! Tables and properties of the working calendar.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn calendar(zone: &str, country: &str) -> WorkCalendar {
    WorkCalendar {
        zone: TimeZone::get(zone).unwrap(),
        country: Country::parse(country).unwrap(),
        subdivision: None,
        hours: Hours::DEFAULT,
        assumed: false,
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn nights_weekends_and_holidays_are_respected() {
    let us = calendar("America/New_York", "US");
    for (asked, expected) in [
        // A Tuesday noon is a working time.
        ("2026-11-24T17:00:00Z", "2026-11-24T17:00:00Z"),
        // Five in the morning waits for half past eight.
        ("2026-11-24T10:00:00Z", "2026-11-24T13:30:00Z"),
        // Wednesday evening before Thanksgiving waits for Friday.
        ("2026-11-25T23:00:00Z", "2026-11-27T13:30:00Z"),
        // Friday evening waits for Monday.
        ("2026-11-27T23:00:00Z", "2026-11-30T13:30:00Z"),
    ] {
        assert_eq!(us.next_working(at(asked)), at(expected), "{asked}");
    }
}

#[test]
fn business_days_count_both_ways() {
    let germany = calendar("Europe/Berlin", "DE");
    let friday = date(2026, 10, 2);
    // 3 October 2026, the national holiday, is a Saturday.
    assert_eq!(germany.add_business_days(friday, 1), date(2026, 10, 5));
    assert_eq!(germany.add_business_days(date(2026, 10, 5), -1), friday);
    assert_eq!(germany.add_business_days(date(2026, 10, 3), 0), date(2026, 10, 5));
    assert_eq!(germany.business_days_between(friday, date(2026, 10, 9)), 5);
}

#[test]
fn the_morning_of_a_clock_change_still_opens_at_half_past_eight() {
    let london = calendar("Europe/London", "GB");
    assert_eq!(london.opening(date(2026, 3, 27)), at("2026-03-27T08:30:00Z"));
    assert_eq!(london.opening(date(2026, 3, 30)), at("2026-03-30T07:30:00Z"));
}

proptest! {
    #[test]
    fn next_working_is_working_and_never_earlier(
        seconds in 1_704_067_200_i64..2_080_000_000,
        zone in prop::sample::select(vec![
            "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Sydney",
            "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland",
        ]),
        country in prop::sample::select(vec!["US", "DE", "JP", "AU", "BR", "IN", "NZ", "ZZ"]),
    ) {
        let calendar = calendar(zone, country);
        let asked = Timestamp::from_second(seconds).unwrap();
        let answer = calendar.next_working(asked);
        prop_assert!(answer >= asked);
        prop_assert!(calendar.is_working(answer));
    }
}

#[test]
fn working_time_leaves_nights_and_weekends_out() {
    let calendar = calendar("UTC", "GB");
    // Friday 17:00 to Monday 09:30.
    let length = calendar.working_time(at("2026-11-20T17:00:00Z"), at("2026-11-23T09:30:00Z"));
    assert_eq!(length, SignedDuration::from_mins(90));
    let none = calendar.working_time(at("2026-11-21T10:00:00Z"), at("2026-11-22T10:00:00Z"));
    assert_eq!(none, SignedDuration::ZERO);
}

proptest! {
    #[test]
    fn the_lists_of_business_days_say_what_walking_says(
        place in prop::sample::select(vec![
            ("US", None), ("US", Some("CA")), ("GB", None), ("GB", Some("SCT")), ("DE", Some("BY")),
            ("CH", Some("GE")), ("JP", None), ("IN", None), ("SA", None), ("IR", None), ("ZZ", None),
            // A part that nobody knows has the days of the whole.
            ("AU", Some("XX")), ("CA", Some("QC")), ("ES", Some("CT")),
        ]),
        days in -400_i32..4800,
        count in -120_i32..121,
    ) {
        let (country, subdivision) = place;
        let calendar = WorkCalendar {
            subdivision: subdivision.and_then(Subdivision::parse),
            ..calendar("UTC", country)
        };
        let day = date(2024, 1, 1).saturating_add(Span::new().days(days));
        prop_assert_eq!(calendar.is_business_day(day), calendar.is_business_day_far_off(day));
        let other = calendar.walk_business_days(day, count);
        prop_assert_eq!(calendar.add_business_days(day, count), other);
        prop_assert_eq!(calendar.business_days_between(day, other), calendar.walk_between(day, other));
        prop_assert_eq!(calendar.business_days_between(other, day), calendar.walk_between(other, day));
    }
}
