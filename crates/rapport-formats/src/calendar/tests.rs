//! Calendars from the wild and series by the standard; all invented.

use jiff::civil::{DateTime, date, datetime};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

fn zones(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

fn calendar(body: &str) -> Calendar {
    read(format!("BEGIN:VCALENDAR\nVERSION:2.0\n{body}\nEND:VCALENDAR\n").as_bytes(), &zones)
}

fn event(body: &str) -> Entry {
    let mut calendar = calendar(&format!("BEGIN:VEVENT\nUID:1\n{body}\nEND:VEVENT"));
    assert_eq!(calendar.entries.len(), 1, "{:?}", calendar.defects);
    calendar.entries.remove(0)
}

fn starts(entry: &Entry, limit: usize) -> Vec<String> {
    let found = entry.occurrences(limit, &mut Work::default());
    found.list.iter().map(|occurrence| occurrence.start.to_string()).collect()
}

fn rule(text: &str, start: DateTime) -> Vec<DateTime> {
    expand_rule(&Rule::parse(text).unwrap(), start, 100)
}

fn days(text: &str, start: DateTime) -> Vec<(i16, i8, i8)> {
    rule(text, start).into_iter().map(|at| (at.year(), at.month(), at.day())).collect()
}

#[test]
fn rules_by_the_standard() {
    let start = datetime(1997, 9, 2, 9, 0, 0, 0);
    assert_eq!(days("FREQ=DAILY;COUNT=3", start), [(1997, 9, 2), (1997, 9, 3), (1997, 9, 4)]);
    assert_eq!(
        days("FREQ=MONTHLY;COUNT=3;BYDAY=-1MO", start),
        [(1997, 9, 29), (1997, 10, 27), (1997, 11, 24)]
    );
    assert_eq!(
        days("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=3", start),
        [(1997, 9, 4), (1997, 10, 7), (1997, 11, 6)]
    );
    assert_eq!(days("FREQ=YEARLY;BYDAY=20MO;COUNT=2", start), [(1998, 5, 18), (1999, 5, 17)]);
    // The example of the standard in which the beginning of the week decides.
    let tuesday = datetime(1997, 8, 5, 9, 0, 0, 0);
    let two = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=";
    assert_eq!(days(&format!("{two}MO"), tuesday)[1], (1997, 8, 10));
    assert_eq!(days(&format!("{two}SU"), tuesday)[1], (1997, 8, 17));
    assert_eq!(
        days("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2", datetime(1997, 5, 12, 9, 0, 0, 0)),
        [(1997, 5, 12), (1998, 5, 11)]
    );
    // A leap day comes in leap years only.
    assert_eq!(
        days("FREQ=YEARLY;COUNT=2", datetime(2096, 2, 29, 0, 0, 0, 0)),
        [(2096, 2, 29), (2104, 2, 29)]
    );
    assert_eq!(
        rule("FREQ=MINUTELY;INTERVAL=90;COUNT=3", start)[2],
        datetime(1997, 9, 2, 12, 0, 0, 0)
    );
    assert_eq!(rule("FREQ=HOURLY;BYMONTH=1;COUNT=1", start), [datetime(1998, 1, 1, 0, 0, 0, 0)]);
}

#[test]
fn daylight_saving_neither_doubles_nor_loses() {
    let entry = event(
        "DTSTART;TZID=Europe/Berlin:20260327T023000\nDTEND;TZID=Europe/Berlin:20260327T033000\nRRULE:FREQ=DAILY;COUNT=4",
    );
    // The clocks leave 02:30 of the 29th out: it keeps the offset before the gap.
    assert_eq!(
        starts(&entry, 9),
        [
            "2026-03-27T02:30:00+01:00",
            "2026-03-28T02:30:00+01:00",
            "2026-03-29T02:30:00+01:00",
            "2026-03-30T02:30:00+02:00",
        ]
    );
}

#[test]
fn until_in_utc_is_compared_in_the_zone() {
    let entry = event(
        "DTSTART;TZID=Europe/Berlin:20260301T100000\nRRULE:FREQ=DAILY;UNTIL=20260303T090000Z",
    );
    assert_eq!(starts(&entry, 9).len(), 3);
    let day = event("DTSTART;VALUE=DATE:20260301\nRRULE:FREQ=DAILY;UNTIL=20260303");
    assert_eq!(starts(&day, 9), ["2026-03-01", "2026-03-02", "2026-03-03"]);
    assert_eq!(day.end.as_ref().unwrap().to_string(), "2026-03-02");
}

#[test]
fn dates_left_out_added_and_changed() {
    let calendar = calendar(
        "BEGIN:VEVENT\nUID:a\nSUMMARY:Talk\nDTSTART;TZID=W. Europe Standard Time:20260302T090000\nDURATION:PT1H\n\
        RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Europe/Berlin:20260309T090000\nRDATE:20260304T080000Z\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20260316T080000Z\nDTSTART;TZID=Europe/Berlin:20260317T140000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20260323T090000\nDTSTART:20260323T080000Z\nSTATUS:CANCELLED\nEND:VEVENT",
    );
    assert_eq!(calendar.entries.len(), 1);
    let entry = &calendar.entries[0];
    assert_eq!(entry.start.as_ref().unwrap().zone(), Some("Europe/Berlin"));
    assert_eq!(
        starts(entry, 9),
        [
            "2026-03-02T09:00:00+01:00",
            "2026-03-04T09:00:00+01:00",
            "2026-03-17T14:00:00+01:00",
            "2026-03-30T09:00:00+02:00",
        ]
    );
    let first = entry.occurrences(1, &mut Work::default());
    assert!(first.more);
    assert_eq!(first.list[0].end.as_ref().unwrap().to_string(), "2026-03-02T10:00:00+01:00");
}

#[test]
fn a_change_of_all_later_ones_moves_them() {
    let calendar = calendar(
        "BEGIN:VEVENT\nUID:a\nDTSTART:20260302T090000\nDTEND:20260302T100000\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260304T090000\nDTSTART:20260304T110000\nDTEND:20260304T113000\nEND:VEVENT",
    );
    let found = calendar.entries[0].occurrences(9, &mut Work::default());
    let last = &found.list[3];
    assert_eq!(last.start.to_string(), "2026-03-05T11:00:00");
    assert_eq!(last.end.as_ref().unwrap().to_string(), "2026-03-05T11:30:00");
}

#[test]
fn a_zone_of_the_files_own() {
    let calendar = calendar(
        "BEGIN:VTIMEZONE\nTZID:Nowhere\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0330\nTZOFFSETTO:+0230\n\
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\n\
        TZOFFSETFROM:+0230\nTZOFFSETTO:+0330\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n\
        BEGIN:VEVENT\nUID:a\nDTSTART;TZID=Nowhere:20260601T090000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:b\nDTSTART;TZID=Nowhere:20261201T090000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:c\nDTSTART;TZID=\"(UTC-03:00) Somewhere\":20261201T090000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:d\nDTSTART;TZID=Atlantis:20261201T090000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:e\nDTSTART;TZID=/example.org/2024a/Europe/Berlin:20260601T090000\nEND:VEVENT",
    );
    let found: Vec<String> =
        calendar.entries.iter().map(|entry| entry.start.as_ref().unwrap().to_string()).collect();
    assert_eq!(
        found,
        [
            "2026-06-01T09:00:00+03:30",
            "2026-12-01T09:00:00+02:30",
            "2026-12-01T09:00:00-03:00",
            "2026-12-01T09:00:00",
            "2026-06-01T09:00:00+02:00",
        ]
    );
    assert!(calendar.entries[3].defects[0].message.contains("Atlantis"));
}

#[test]
fn rules_that_never_match_end() {
    for rule in [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;INTERVAL=60;BYSECOND=30",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=MINUTELY;INTERVAL=4294967295;BYHOUR=1;BYMINUTE=7",
        "FREQ=YEARLY;INTERVAL=4000000;BYYEARDAY=366",
        "FREQ=SECONDLY;BYSETPOS=2",
    ] {
        let entry = event(&format!("DTSTART:20260101T000000\nRRULE:{rule}"));
        let found = entry.occurrences(100, &mut Work::of(300_000));
        assert_eq!((found.list.len(), found.more), (1, false), "{rule}");
    }
    // The work of a file is shared: thousands of such rules cost no more than some.
    let mut work = Work::of(1_500_000);
    let entry = event("DTSTART:20260101T000000\nRRULE:FREQ=SECONDLY;INTERVAL=60;BYSECOND=30");
    let given_up = (0..2000).filter(|_| entry.occurrences(100, &mut work).given_up).count();
    assert_eq!(given_up, 2000);
}

#[test]
fn tasks_journals_and_broken_files() {
    let found = calendar(
        "BEGIN:VTODO\nUID:t\nDUE;VALUE=DATE:20260305\nSUMMARY:Call\nBEGIN:VALARM\nSUMMARY:no\nEND:VALARM\nEND:VTODO\n\
        BEGIN:VJOURNAL\nUID:j\nDTSTART;VALUE=DATE:20260301\nATTENDEE;CN=\"Ruiz, Ana\";PARTSTAT=ACCEPTED:MAILTO:ana@example.org\nEND:VJOURNAL\n\
        BEGIN:VEVENT\nUID:e\nDTSTART:whenever\nBEGIN:VEVENT\nUID:f\nDTSTART:20260301T090000Z",
    );
    let kinds: Vec<&str> = found.entries.iter().map(|entry| entry.kind.name()).collect();
    assert_eq!(kinds, ["task", "journal", "event", "event"]);
    assert_eq!(starts(&found.entries[0], 5), ["2026-03-05"]);
    assert_eq!(found.entries[0].summary, "Call");
    let ana = &found.entries[1].attendees[0];
    assert_eq!(
        (ana.name.as_str(), ana.address.as_str(), ana.status.as_str()),
        ("Ruiz, Ana", "ana@example.org", "accepted")
    );
    assert!(found.entries[2].start.is_none() && !found.entries[2].defects.is_empty());
    assert_eq!(starts(&found.entries[3], 5), ["2026-03-01T09:00:00Z"]);
    assert_eq!(read(b"hello", &zones).entries.len(), 0);
    assert!(!read(b"", &zones).defects.is_empty());
}

#[test]
fn names_folded_before_their_colon_are_read() {
    let entry = event(
        "SUMMARY\n :Old talk\nDTSTART;\n VALUE=DATE-TIME:\n 20260301T090000\nLOCATION\n\n :Bonn",
    );
    assert_eq!((entry.summary.as_str(), entry.location.as_str()), ("Old talk", "Bonn"));
    assert_eq!(starts(&entry, 2), ["2026-03-01T09:00:00"]);
}

fn feed_entry() -> FeedEntry {
    FeedEntry {
        uid: "step-1@example.org".to_owned(),
        is_task: false,
        summary: "Thank Ana; today, or later".to_owned(),
        description: "line one\nline two ".repeat(12).trim().to_owned(),
        location: String::new(),
        url: "https://example.org/f/1?a=1,2".to_owned(),
        time: FeedTime::Instant("2026-03-05T08:00:00Z".parse().unwrap()),
        minutes: 15,
        categories: vec!["Fair, spring".to_owned()],
        alarms: vec![Alarm { minutes_before: 10 }],
        changed: "2026-03-01T08:00:00Z".parse().unwrap(),
        revision: 2,
        cancelled: false,
    }
}

#[test]
fn what_the_feed_writes_is_read_as_it_was() {
    let event = feed_entry();
    let task = FeedEntry {
        is_task: true,
        time: FeedTime::Day(date(2026, 3, 6)),
        uid: "step-2@example.org".to_owned(),
        ..feed_entry()
    };
    let text = write_feed("Follow-ups", &[event.clone(), task]);
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert!(text.contains("TRIGGER;RELATED=END:-PT10M"));
    let read = read(text.as_bytes(), &zones);
    assert_eq!(read.name.as_deref(), Some("Follow-ups"));
    assert_eq!(
        (&read.entries[0].summary, &read.entries[0].description),
        (&event.summary, &event.description)
    );
    assert_eq!(read.entries[0].categories, event.categories);
    assert_eq!(read.entries[0].start.as_ref().unwrap().to_string(), "2026-03-05T08:00:00Z");
    assert_eq!(read.entries[0].end.as_ref().unwrap().to_string(), "2026-03-05T08:15:00Z");
    assert_eq!(read.entries[1].start.as_ref().unwrap().to_string(), "2026-03-06");
    let other = calcard::icalendar::ICalendar::parse(&text).unwrap();
    assert_eq!(other.components.len(), 5);
}

fn any_line() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("FREQ=SECONDLY"),
        Just("FREQ=HOURLY"),
        Just("FREQ=DAILY"),
        Just("FREQ=WEEKLY"),
        Just("FREQ=MONTHLY"),
        Just("FREQ=YEARLY"),
        Just("BYDAY=-1MO,TU"),
        Just("BYMONTH=2"),
        Just("BYMONTHDAY=30,-31"),
        Just("BYWEEKNO=53,-53"),
        Just("BYYEARDAY=366"),
        Just("BYSETPOS=-1,400"),
        Just("INTERVAL=4294967295"),
        Just("INTERVAL=7"),
        Just("COUNT=9"),
        Just("UNTIL=20270101"),
        Just("BYHOUR=0,23"),
        Just("BYSECOND=60"),
        Just("WKST=SA"),
    ];
    prop_oneof![
        proptest::collection::vec(part, 1..5)
            .prop_map(|parts| format!("RRULE:{}", parts.join(";"))),
        Just("DTSTART:99991231T235959Z".to_owned()),
        Just("DTSTART;TZID=Europe/Berlin:20260329T023000".to_owned()),
        Just("DTSTART;VALUE=DATE:00010101".to_owned()),
        Just("DTEND:20260101".to_owned()),
        Just("DURATION:-P9999999999D".to_owned()),
        Just("RDATE;VALUE=PERIOD:20260101T000000/P1D,x".to_owned()),
        Just("EXDATE:20260101,20270101T000000Z".to_owned()),
        Just("RECURRENCE-ID;RANGE=THISANDFUTURE:20260101".to_owned()),
        Just("BEGIN:VEVENT".to_owned()),
        Just("END:VEVENT".to_owned()),
        Just("UID:1".to_owned()),
        "[ -~]{0,30}",
    ]
}

#[test]
fn a_few_days_of_a_long_series_keep_moved_instances_and_their_names() {
    let calendar = calendar(
        "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Berlin:20150105T090000\n\
         DTEND;TZID=Europe/Berlin:20150105T093000\nRRULE:FREQ=DAILY\n\
         ATTENDEE;CUTYPE=ROOM:mailto:room@example.org\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261117T080000Z\n\
         DTSTART;TZID=Europe/Berlin:20261118T150000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261119T080000Z\nSTATUS:CANCELLED\n\
         DTSTART;TZID=Europe/Berlin:20261119T090000\nEND:VEVENT",
    );
    let [entry] = calendar.entries.as_slice() else { panic!("{calendar:?}") };
    assert!(entry.is_series());
    assert_eq!(entry.attendees[0].category, "room");
    let days = (date(2026, 11, 17), date(2026, 11, 20));
    let found = entry.occurrences_between(days, 10, &mut Work::default());
    let told: Vec<String> =
        found.list.iter().map(|it| format!("{} {}", it.instance, it.start.wall())).collect();
    assert_eq!(
        told,
        [
            "2026-11-18T09:00:00 2026-11-18T09:00:00",
            "2026-11-17T09:00:00 2026-11-18T15:00:00",
            "2026-11-20T09:00:00 2026-11-20T09:00:00",
        ]
    );
    assert!(!found.more && !found.given_up);
    assert!(entry.occurrences_between(days, 2, &mut Work::default()).more);
}

proptest! {
    #[test]
    fn any_calendar_ends_with_occurrences(lines in proptest::collection::vec(any_line(), 0..16)) {
        let calendar = calendar(&format!("BEGIN:VEVENT\nUID:1\nDTSTART:20260101T000000\n{}", lines.join("\n")));
        let mut work = Work::default();
        for entry in &calendar.entries {
            let found = entry.occurrences(20, &mut work);
            prop_assert!(found.list.len() <= 20);
            prop_assert!(found.list.is_sorted_by_key(|occurrence| occurrence.start.wall()));
        }
    }

    #[test]
    fn any_bytes_end_with_a_calendar(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &zones);
    }

    #[test]
    fn wall_times_of_a_rule_rise(rule in any_line(), minute in 0_i8..60) {
        if let Some(Ok(rule)) = rule.strip_prefix("RRULE:").map(Rule::parse) {
            let walls = expand_rule(&rule, datetime(2024, 2, 29, 10, minute, 0, 0), 30);
            prop_assert!(walls.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
