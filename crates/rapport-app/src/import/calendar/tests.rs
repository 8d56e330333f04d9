//! Calendars read for people: who counts, when, and as what.

use super::*;

fn reader() -> Reader {
    Reader {
        now: "2026-11-17T10:00:00Z".parse().unwrap(),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        own: ["jo@example.org".to_owned()].into(),
    }
}

fn calendar(events: &[&str]) -> String {
    let events: Vec<String> =
        events.iter().map(|event| format!("BEGIN:VEVENT\n{event}\nEND:VEVENT\n")).collect();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}END:VCALENDAR\n", events.concat())
}

fn people(events: &[&str]) -> People {
    reader().read(calendar(events).as_bytes()).unwrap()
}

fn names(people: &People) -> Vec<&str> {
    people.people.iter().map(|(card, _)| card.name.as_str()).collect()
}

#[test]
fn the_user_rooms_robots_and_who_declined_are_nobody() {
    let found = people(&["UID:1\nSUMMARY:Interview: staff engineer\n\
        DTSTART;TZID=W. Europe Standard Time:20261116T140000\n\
        DTEND;TZID=W. Europe Standard Time:20261116T150000\n\
        ORGANIZER;CN=Dana Whitfield:mailto:Dana@acme.example\n\
        ATTENDEE;CN=Jo Becker;PARTSTAT=ACCEPTED:mailto:jo+work@example.org\n\
        ATTENDEE;CN=Ivo Marsh;PARTSTAT=DECLINED:mailto:ivo@acme.example\n\
        ATTENDEE;CUTYPE=ROOM;CN=Room 4:mailto:room4@acme.example\n\
        ATTENDEE:mailto:c_12@resource.calendar.google.com\n\
        ATTENDEE:mailto:no-reply@meet.example\n\
        ATTENDEE;CN=Nobody:invalid:nomail"]);
    assert_eq!(names(&found), ["Dana Whitfield"]);
    let [meeting] = found.people[0].1.as_slice() else { panic!("{found:?}") };
    assert_eq!(meeting.kind, TouchpointKind::Interview);
    assert_eq!(meeting.starts, "2026-11-16T13:00:00Z".parse().unwrap());
    assert_eq!(meeting.typed.as_ref().unwrap().zone, "Europe/Berlin");
    assert!(meeting.instance.is_empty() && !meeting.is_cancelled);
}

#[test]
fn a_long_series_counts_around_today_and_a_crowd_is_an_audience() {
    let crowd: String = (0..40).map(|n| format!("ATTENDEE:mailto:p{n}@example.net\n")).collect();
    let found = people(&[
        "UID:daily\nSUMMARY:Stand-up\nDTSTART:20150101T080000Z\nRRULE:FREQ=DAILY\n\
         ATTENDEE;CN=Ana Ruiz:mailto:ana@example.net",
        &format!("UID:all\nDTSTART:20261116T080000Z\n{crowd}"),
        "UID:task\nDTSTART:20200101T080000Z\nATTENDEE:mailto:old@example.net",
    ]);
    assert_eq!(names(&found), ["Ana Ruiz"]);
    let meetings = &found.people[0].1;
    assert_eq!(meetings.len(), MOST_OF_A_SERIES);
    let past = meetings.iter().filter(|meeting| meeting.ends <= reader().now).count();
    assert_eq!(past, MOST_OF_A_SERIES / 2);
    assert_eq!(meetings[0].instance, "2026-03-13T08:00:00");
    assert!(found.rejected[0].1.contains("40 people"), "{:?}", found.rejected);
}

#[test]
fn what_the_user_declined_and_whose_the_calendar_is_are_left_out() {
    let declined = "UID:1\nDTSTART:20261116T080000Z\nATTENDEE:mailto:ana@example.net\n\
        ATTENDEE;PARTSTAT=DECLINED:mailto:jo@example.org";
    assert_eq!(people(&[declined]), People::default());
    let named = calendar(&["UID:2\nDTSTART;VALUE=DATE:20261116\nSTATUS:CANCELLED\n\
        ATTENDEE:mailto:ana@example.net\nATTENDEE:mailto:jo.becker@example.com"])
    .replace("VERSION:2.0", "VERSION:2.0\nX-WR-CALNAME:jo.becker@example.com");
    let found = reader().read(named.as_bytes()).unwrap();
    assert_eq!(found.people.len(), 1);
    let meeting = &found.people[0].1[0];
    assert!(meeting.is_cancelled);
    // A whole day is the user's working hours in the user's zone.
    assert_eq!(meeting.starts, "2026-11-16T08:00:00Z".parse().unwrap());
    assert_eq!(meeting.ends, "2026-11-16T16:00:00Z".parse().unwrap());
    assert_eq!(reader().read(b"<html>Sign in</html>"), None);
    assert!(is_calendar(b"\xef\xbb\xbfBEGIN:VCALENDAR") && !is_calendar(b"BEGIN:VCARD"));
}

#[test]
fn titles_tell_the_kind() {
    for (title, kind) in [
        ("Second round with Acme", TouchpointKind::Interview),
        ("Telefoninterview", TouchpointKind::PhoneScreen),
        ("Coffee chat", TouchpointKind::Advice),
        ("Proposal review", TouchpointKind::Meeting),
        ("Dana / Jo", TouchpointKind::Meeting),
    ] {
        assert_eq!(kind_of_title(title).0, kind, "{title}");
    }
}
