//! Tables of what is understood and what is refused, with the change of clocks and of the year.

use jiff::SignedDuration;
use jiff::civil::{Date, Time, Weekday, date, time};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

/// Monday to Friday, without three holidays.
fn is_business_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let holidays = [date(2026, 12, 25), date(2027, 1, 1), date(2026, 11, 30)];
    !weekend && !holidays.contains(&day)
}

/// An instant in Berlin.
fn berlin(local: &str) -> Zoned {
    format!("{local}[Europe/Berlin]").parse().unwrap()
}

/// Wednesday, 18 November 2026, half past ten.
fn wednesday() -> Zoned {
    berlin("2026-11-18T10:30")
}

/// Reads a text and prints day and time as `2026-11-18 09:00`, without a time as `2026-11-18`.
fn read(text: &str, now: &Zoned) -> String {
    match parse(text, now, &is_business_day) {
        Ok(When { date, time: Some(time), .. }) => format!("{date} {}", time.strftime("%H:%M")),
        Ok(When { date, time: None, .. }) => date.to_string(),
        Err(fault) => format!("{fault}"),
    }
}

/// Asserts a table of texts and readings, said on the Wednesday.
#[track_caller]
fn table(rows: &[(&str, &str)]) {
    let now = wednesday();
    for (text, expected) in rows {
        assert_eq!(read(text, &now), *expected, "{text}");
    }
}

#[test]
fn days_by_name() {
    table(&[
        ("today", "2026-11-18"),
        ("Tomorrow", "2026-11-19"),
        ("yesterday", "2026-11-17"),
        ("day after tomorrow", "2026-11-20"),
        ("the day before yesterday", "2026-11-16"),
        ("tonight", "2026-11-18 20:00"),
        ("now", "2026-11-18 10:30"),
        ("heute", "2026-11-18"),
        ("morgen", "2026-11-19"),
        ("übermorgen", "2026-11-20"),
        ("ÜBERMORGEN", "2026-11-20"),
        ("gestern", "2026-11-17"),
        ("heute Abend", "2026-11-18 20:00"),
        ("heute morgen", "2026-11-18 09:00"),
    ]);
}

#[test]
fn weekdays() {
    table(&[
        ("friday", "2026-11-20"),
        ("on Friday", "2026-11-20"),
        ("fri", "2026-11-20"),
        ("wednesday", "2026-11-25"),
        ("this wednesday", "2026-11-18"),
        ("this friday", "2026-11-20"),
        ("monday", "2026-11-23"),
        ("tue", "2026-11-24"),
        ("next friday", "2026-11-27"),
        ("next monday", "2026-11-23"),
        ("next wednesday", "2026-11-25"),
        ("friday next week", "2026-11-27"),
        ("last friday", "2026-11-13"),
        ("last wednesday", "2026-11-11"),
        ("Freitag", "2026-11-20"),
        ("am Freitag", "2026-11-20"),
        ("nächsten Freitag", "2026-11-27"),
        ("letzten Freitag", "2026-11-13"),
        ("kommenden Mittwoch", "2026-11-25"),
        ("Do", "2026-11-19"),
    ]);
}

#[test]
fn distances() {
    table(&[
        ("in 3 weeks", "2026-12-09"),
        ("in two weeks", "2026-12-02"),
        ("in a week", "2026-11-25"),
        ("in 2 days", "2026-11-20"),
        ("+2d", "2026-11-20"),
        ("+2 days", "2026-11-20"),
        ("2 weeks", "2026-12-02"),
        ("-2d", "2026-11-16"),
        ("3 days ago", "2026-11-15"),
        ("vor 3 Tagen", "2026-11-15"),
        ("in 3 Wochen", "2026-12-09"),
        ("in einem Monat", "2026-12-18"),
        ("in 1 month", "2026-12-18"),
        ("in 1 year", "2027-11-18"),
        ("-1h", "2026-11-18 09:30"),
        ("in 2 hours", "2026-11-18 12:30"),
        ("in 2h", "2026-11-18 12:30"),
        ("90 minutes ago", "2026-11-18 09:00"),
        ("in 36 hours", "2026-11-19 22:30"),
        ("+3bd", "2026-11-23"),
        ("in 5 business days", "2026-11-25"),
        ("5 working days from now", "2026-11-25"),
        // The 30th is a holiday in this calendar.
        ("+8bd", "2026-12-01"),
        ("-3bd", "2026-11-13"),
        ("in 2 Werktagen", "2026-11-20"),
        ("in 3 weeks at 9:30", "2026-12-09 09:30"),
        ("2 days ago 14:00", "2026-11-16 14:00"),
    ]);
}

#[test]
fn periods() {
    table(&[
        ("next working day", "2026-11-19"),
        ("next business day", "2026-11-19"),
        ("nächster Werktag", "2026-11-19"),
        ("next week", "2026-11-23"),
        ("nächste Woche", "2026-11-23"),
        ("next month", "2026-12-01"),
        ("nächsten Monat", "2026-12-01"),
        ("next year", "2027-01-04"),
        // Monday the 30th is a holiday in this calendar.
        ("end of month", "2026-11-27"),
        ("end of the month", "2026-11-27"),
        ("Ende des Monats", "2026-11-27"),
        ("Monatsende", "2026-11-27"),
        ("end of next month", "2026-12-31"),
        ("end of week", "2026-11-20"),
        ("end of year", "2026-12-31"),
    ]);
    assert_eq!(read("next working day", &berlin("2026-11-20T18:00")), "2026-11-23");
    assert_eq!(read("next working day", &berlin("2026-11-21T08:00")), "2026-11-23");
    assert_eq!(read("end of month", &berlin("2026-11-28T08:00")), "2026-12-31");
}

#[test]
fn dates_in_full() {
    table(&[
        ("2026-12-01", "2026-12-01"),
        ("2026-12-01 09:30", "2026-12-01 09:30"),
        ("2026-12-01T09:30", "2026-12-01 09:30"),
        ("2026-12-01T09:30:15", "2026-12-01 09:30"),
        ("1 Dec", "2026-12-01"),
        ("Dec 1", "2026-12-01"),
        ("Dec 1, 2027", "2027-12-01"),
        ("December 1st", "2026-12-01"),
        ("22nd november", "2026-11-22"),
        ("1. Dezember", "2026-12-01"),
        ("1. Dez. 2027", "2027-12-01"),
        ("am 3. März", "2027-03-03"),
        ("1.12.", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("01.12.26", "2026-12-01"),
        ("18 Nov", "2026-11-18"),
        ("17 Nov", "2027-11-17"),
        ("29 Feb", "2028-02-29"),
        ("Tue 1 Dec", "2026-12-01"),
        ("25/12", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("5/5", "2027-05-05"),
    ]);
}

#[test]
fn times() {
    table(&[
        ("9am", "2026-11-18 09:00"),
        ("9 am", "2026-11-18 09:00"),
        ("9:30", "2026-11-18 09:30"),
        ("17h", "2026-11-18 17:00"),
        ("17h30", "2026-11-18 17:30"),
        ("noon", "2026-11-18 12:00"),
        ("12am", "2026-11-18 00:00"),
        ("12pm", "2026-11-18 12:00"),
        ("12:05 p.m.", "2026-11-18 12:05"),
        ("tomorrow 9am", "2026-11-19 09:00"),
        ("9am tomorrow", "2026-11-19 09:00"),
        ("tomorrow morning", "2026-11-19 09:00"),
        ("this afternoon", "2026-11-18 14:00"),
        ("friday at 14:00", "2026-11-20 14:00"),
        ("friday at 9", "2026-11-20 09:00"),
        ("friday, 2.30 pm", "2026-11-20 14:30"),
        ("14:00 on friday", "2026-11-20 14:00"),
        ("tonight at 8", "2026-11-18 20:00"),
        ("tonight 9:30pm", "2026-11-18 21:30"),
        ("morgen um 9", "2026-11-19 09:00"),
        ("morgen früh", "2026-11-19 09:00"),
        ("Freitag 14 Uhr", "2026-11-20 14:00"),
        ("Freitag um 9 Uhr 30", "2026-11-20 09:30"),
        ("Freitag 9.30 Uhr", "2026-11-20 09:30"),
        ("1 Dec 17h", "2026-12-01 17:00"),
        ("next working day 8:15", "2026-11-19 08:15"),
    ]);
}

#[test]
fn at_the_end_of_the_year() {
    let now = berlin("2026-12-31T23:30");
    for (text, expected) in [
        ("tomorrow", "2027-01-01"),
        ("next working day", "2027-01-04"),
        ("next week", "2027-01-04"),
        ("next month", "2027-01-04"),
        ("end of month", "2026-12-31"),
        ("31 dec", "2026-12-31"),
        ("1 jan", "2027-01-01"),
        ("in 1 hour", "2027-01-01 00:30"),
        ("friday", "2027-01-01"),
        ("in 2 months", "2027-02-28"),
    ] {
        assert_eq!(read(text, &now), expected, "{text}");
    }
}

#[test]
fn when_the_clocks_change() {
    let instant = |text: &str, now: &Zoned| {
        let when = parse(text, now, &is_business_day).unwrap();
        when.instant(time(8, 30, 0, 0)).unwrap().to_zoned(now.time_zone().clone()).to_string()
    };
    // On 29 March 2026 the hour from two to three is skipped in Berlin.
    let before = berlin("2026-03-28T12:00");
    assert_eq!(instant("tomorrow 2:30", &before), "2026-03-29T03:30:00+02:00[Europe/Berlin]");
    assert_eq!(instant("tomorrow", &before), "2026-03-29T08:30:00+02:00[Europe/Berlin]");
    assert_eq!(instant("in 24 hours", &before), "2026-03-29T13:00:00+02:00[Europe/Berlin]");
    assert_eq!(instant("+1d 12:00", &before), "2026-03-29T12:00:00+02:00[Europe/Berlin]");
    // On 25 October 2026 the hour from two to three comes twice.
    let first: Zoned = "2026-10-25T02:30+02:00[Europe/Berlin]".parse().unwrap();
    assert_eq!(instant("in 1 hour", &first), "2026-10-25T02:30:00+01:00[Europe/Berlin]");
    assert_eq!(instant("today 2:30", &first), "2026-10-25T02:30:00+02:00[Europe/Berlin]");
}

#[test]
fn a_default_time_is_taken_only_when_none_was_typed() {
    let now = wednesday();
    let at = |text: &str| {
        let when = parse(text, &now, &is_business_day).unwrap();
        when.instant(Time::constant(8, 30, 0, 0)).unwrap().to_zoned(TimeZone::UTC).to_string()
    };
    assert_eq!(at("friday"), "2026-11-20T07:30:00+00:00[UTC]");
    assert_eq!(at("friday 9am"), "2026-11-20T08:00:00+00:00[UTC]");
    assert_eq!(at("-1h"), "2026-11-18T08:30:00+00:00[UTC]");
}

#[test]
fn a_meeting_that_happened_was_before() {
    let now = wednesday();
    for (text, expected) in [
        ("friday", date(2026, 11, 13)),
        ("wednesday", date(2026, 11, 11)),
        ("1 Dec", date(2025, 12, 1)),
        ("18 Nov", date(2026, 11, 18)),
        ("3.11.", date(2026, 11, 3)),
        ("yesterday 15:00", date(2026, 11, 17)),
        ("tomorrow", date(2026, 11, 19)),
        ("29 Feb", date(2024, 2, 29)),
    ] {
        let when = parse_past(text, &now, &is_business_day);
        assert_eq!(when.map(|when| when.date), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_not_a_date_is_refused_with_examples() {
    table(&[
        (
            "fryday",
            "\"fryday\" is not understood as a date; write for example \"friday\", \"in 3 weeks\" \
             or \"2026-12-01 09:30\"",
        ),
        (
            "next fryday at 9am",
            "\"fryday\" in \"next fryday at 9am\" is not understood as a date; write for example \
             \"friday\", \"in 3 weeks\" or \"2026-12-01 09:30\"",
        ),
        (
            "",
            "the date is empty; write for example \"friday\", \"in 3 weeks\" or \"2026-12-01 09:30\"",
        ),
        (
            "12/01",
            "\"12/01\" could be 12 January 2027 or 1 December 2026; write \"2027-01-12\" or \
             \"2026-12-01\", or name the month as in \"12 January\"",
        ),
        (
            "30 feb",
            "there is no such day or time as \"30 feb\"; write for example \"friday\", \
             \"in 3 weeks\" or \"2026-12-01 09:30\"",
        ),
        (
            "fri 1 dec",
            "1 December 2026 is a Tuesday; leave the weekday out or correct the date, as in \
             \"2026-12-01\", \"friday\" or \"next friday\"",
        ),
        (
            "in 9999 years",
            "\"in 9999 years\" is too far away, between 1970 and 2199 is possible; write for \
             example \"friday\", \"in 3 weeks\" or \"2026-12-01 09:30\"",
        ),
    ]);
    let now = wednesday();
    for text in [
        "9",
        "25:00",
        "13pm",
        "friday friday",
        "friday at",
        "at",
        "in",
        "in weeks",
        "3 moons",
        "ago",
        "next",
        "end of",
        "2026-13-01",
        "2026-02-30",
        "12/01/2026 9am",
        "9am 10am",
        "in 2 hours 9am",
        "+3",
        "1.13.",
        "0 dec",
        "32 dec",
        "1 dec 126",
        "99999999999999 days",
        "friday at 14:60",
        "in 99999 business days",
        "\u{0}",
        "明日",
    ] {
        assert!(parse(text, &now, &is_business_day).is_err(), "{text} is refused");
    }
    assert!(parse("+3bd", &now, &|_| false).is_err(), "a calendar without business days ends too");
    assert!(parse("next week", &now, &|_| false).is_ok());
}

#[test]
fn lengths_of_time() {
    let hours = |hours: i64| Ok(SignedDuration::from_hours(hours));
    for (text, expected) in [
        ("+2d", hours(48)),
        ("2d", hours(48)),
        ("-1d", hours(-24)),
        ("+36h", hours(36)),
        ("+1w", hours(168)),
        ("+1d12h", hours(36)),
        ("-1d 12h", hours(-36)),
        ("2 days", hours(48)),
        ("+ 3 Tage", hours(72)),
        ("120m", hours(2)),
        ("0h", hours(0)),
    ] {
        assert_eq!(parse_duration(text), expected, "{text}");
    }
    for text in ["", "+", "d", "2", "+2x", "+3bd", "+1mo", "--2d", "+2d-1h", "9999999d", "2d!", "ü"]
    {
        assert!(
            matches!(parse_duration(text), Err(DateError::NotADuration { .. })),
            "{text} is no length of time"
        );
    }
    assert!(matches!(parse_duration("+4000d"), Err(DateError::TooFar { .. })));
    assert_eq!(
        parse_duration("soon").unwrap_err().to_string(),
        "\"soon\" is not a length of time; write for example \"+2d\", \"+36h\" or \"-1w\""
    );
}

proptest! {
    #[test]
    fn fuzz_any_text_is_a_date_or_refused(text in any::<String>()) {
        let now = wednesday();
        match parse(&text, &now, &is_business_day) {
            Ok(when) => prop_assert!((1970..=2199).contains(&when.date.year())),
            Err(fault) => prop_assert!(!fault.to_string().is_empty()),
        }
        let _ = parse_duration(&text);
    }

    #[test]
    fn fuzz_any_known_words_are_a_date_or_refused(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "in", "ago", "vor", "next", "last", "this", "end", "of", "month", "week", "friday",
                "fr", "dec", "1", "2", "29", "1.", "31.12.", "12/01", "999999", "-999999", "bd", "d",
                "h", "+1h", "-3bd", "years", "business", "days", "at", "9am", "14:00", "uhr", "am",
                "tomorrow", "2026-12-01", "9999-12-31", "tonight", "noon", "from", "now", "feb",
            ]),
            0..6,
        ),
        local in (1971..2190_i16, 1..=12_i8, 1..=28_i8, 0..24_i8),
    ) {
        let (year, month, day, hour) = local;
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now = date(year, month, day).at(hour, 30, 0, 0).to_zoned(zone).unwrap();
        let text = words.join(" ");
        for reading in [parse(&text, &now, &is_business_day), parse_past(&text, &now, &is_business_day)] {
            match reading {
                Ok(when) => prop_assert!(when.instant(Time::midnight()).is_some()),
                Err(fault) => prop_assert!(!fault.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn every_day_printed_reads_back(days in 0..80_000_i32) {
        let day = date(1971, 1, 1).saturating_add(jiff::Span::new().days(days));
        prop_assume!(day.year() < 2189);
        let now = wednesday();
        for text in [
            day.to_string(),
            format!("{} {} {}", day.day(), words::month_name(day.month()), day.year()),
            format!("{}.{}.{}", day.day(), day.month(), day.year()),
        ] {
            prop_assert_eq!(parse(&text, &now, &is_business_day).map(|when| when.date), Ok(day));
        }
    }
}
