//! What must not go out: after an opt-out, at night, at the weekend, with stop-all, unread.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::support;
use crate::support::mail::{Office, header};
use crate::support::server::Server;
use crate::support::shifted::ZONE;

/// How long until the next such day and hour in the recipient's zone.
fn until(now: Timestamp, weekday: Weekday, hour: i8) -> SignedDuration {
    let mut at = now.to_zoned(TimeZone::get(ZONE).unwrap());
    at = at.with().hour(hour).minute(0).second(0).build().unwrap();
    while at.weekday() != weekday || at.timestamp() <= now {
        at = at.checked_add(1.day()).unwrap();
    }
    at.timestamp().duration_since(now)
}

#[test]
fn who_asks_to_be_left_alone_never_hears_again() {
    let office = Office::open("nell.alone");
    let dana = office.world.new_user("dana.alone", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    assert_eq!(office.send_to("Dana")["sent"], 1);
    let note = office.note_at(&dana);
    let id = header(&note, "Message-ID").unwrap();
    let headers =
        format!("Message-ID: <alone@beta.test>\r\nSubject: Re: hello\r\nIn-Reply-To: {id}");
    office.receive(&dana, &headers, "Please do not contact me again.");
    office.round();
    let suppressed = office.rapport.json(&["suppress", "--list"]);
    assert_eq!(suppressed.len(), 1, "{:#}", office.show("Dana"));
    assert_eq!(suppressed[0]["address"], dana.as_str());
    assert_eq!(suppressed[0]["for_ever"], true);
    assert_eq!(office.follow_up("Dana")["state"], "ended", "{:#}", office.show("Dana"));
    office.rapport.fails(4, &["suppress", "--lift", &dana]);
    // Nor by another way: met again, under another name, at the same address.
    office.rapport.run(&[
        "met",
        "Dana Whitfield",
        "--kind",
        "networking",
        "--said",
        "she lent me a book on bees",
    ]);
    office.rapport.run(&["approve", "all", "--now"]);
    for _ in 0..4 {
        office.rapport.later(SignedDuration::from_hours(25));
        office.rapport.ok(&["run"]);
        office.rapport.run(&["approve", "all", "--now"]);
        office.round();
    }
    assert_eq!(office.arrived(&dana).len(), 1, "only the first one");
}

#[test]
fn one_click_in_a_mail_program_ends_the_notes_and_looking_at_the_link_does_not() {
    const PUBLIC: &str = "notes.alpha.test";
    const ONE_CLICK: &str = "List-Unsubscribe=One-Click";
    let office = Office::open("nell.click");
    let dana = office.world.new_user("dana.click", "beta.test").address;
    let mut server = office.rapport.command(&["serve", "--listen", "127.0.0.1:0"]);
    server.env("RAPPORT_PUBLIC_ADDRESS", format!("https://{PUBLIC}"));
    let server = Server::start_as(&mut server, "serve");
    // A commercial note, to somebody who agreed to get such: only those carry the link.
    #[rustfmt::skip]
    office.rapport.ok(&[
        "met", "Dana Whitfield", "--email", &dana, "--kind", "delivery", "--when", "yesterday 15:00",
        "--said", "the glass roof of their hall",
    ]);
    office.rapport.ok(&[
        "contacts",
        "edit",
        "Dana",
        "--basis",
        "consent",
        "--basis-detail",
        "said so by mail",
    ]);
    office.rapport.ok(&["approve", "Dana", "--now"]);
    office.rapport.later(SignedDuration::from_mins(2));
    let note = office.note_at(&dana);
    // RFC 8058: both headers, and the link in an https form.
    assert_eq!(header(&note, "List-Unsubscribe-Post").as_deref(), Some(ONE_CLICK));
    let link = header(&note, "List-Unsubscribe").unwrap();
    let path = link.split(PUBLIC).nth(1).unwrap().split('>').next().unwrap().to_owned();

    for _ in 0..3 {
        let page = support::get(&server.address, &path).unwrap();
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    }
    assert!(office.rapport.json(&["suppress", "--list"]).is_empty(), "looking changes nothing");
    for _ in 0..2 {
        let done = support::post_form(&server.address, PUBLIC, &path, ONE_CLICK).unwrap();
        assert!(done.starts_with("HTTP/1.1 200"), "{done}");
    }
    let suppressed = office.rapport.json(&["suppress", "--list"]);
    assert_eq!(suppressed.len(), 1, "{suppressed:#?}");
    assert_eq!(suppressed[0]["address"], dana.as_str());
    assert_eq!(suppressed[0]["for_ever"], true);
    assert_eq!(office.follow_up("Dana")["state"], "ended", "{:#}", office.show("Dana"));
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn nothing_leaves_at_night_or_at_the_weekend_and_monday_morning_it_goes() {
    let office = Office::open("nell.night");
    let dana = office.world.new_user("dana.night", "beta.test").address;
    office.rapport.later(until(office.rapport.now(), Weekday::Friday, 18));
    #[rustfmt::skip]
    office.rapport.ok(&[
        "met", "Dana Whitfield", "--email", &dana, "--kind", "interview", "--when", "yesterday 15:00",
        "--said", "the glass roof of their hall",
    ]);
    office.rapport.ok(&["approve", "Dana"]);
    for (weekday, hour) in [
        (Weekday::Friday, 23),
        (Weekday::Saturday, 4),
        (Weekday::Saturday, 11),
        (Weekday::Sunday, 15),
        (Weekday::Monday, 6),
    ] {
        office.rapport.later(until(office.rapport.now(), weekday, hour));
        assert_eq!(office.rapport.one(&["run"])["sent"], 0, "{weekday:?} {hour}");
        let says = office.follow_up("Dana")["state_words"].to_string();
        assert!(says.contains("goes out"), "{says}");
    }
    office.rapport.later(until(office.rapport.now(), Weekday::Monday, 11));
    assert_eq!(office.rapport.one(&["run"])["sent"], 1, "{:#}", office.show("Dana"));
    office.note_at(&dana);
}

#[test]
fn an_answer_that_lies_there_unread_stops_a_note_that_is_approved() {
    let office = Office::open("nell.cross");
    let dana = office.world.new_user("dana.cross", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    office.rapport.ok(&["approve", "Dana", "--now"]);
    office.receive(&dana, "Message-ID: <cross@beta.test>\r\nSubject: You", "Can you start in May?");
    let round = office.round();
    assert_eq!((&round["received"], &round["sent"]), (&1.into(), &0.into()), "{round:#}");
    office.round();
    assert!(office.arrived(&dana).is_empty());
    // The thanks are not lost: she may still send them, having read the answer.
    let held = office.follow_up("Dana");
    assert_eq!(held["state"], "answered", "{held:#}");
    assert!(held["draft"].is_object(), "{held:#}");
}

#[test]
fn stop_all_stops_everything_until_it_is_lifted() {
    let office = Office::open("nell.stop");
    let dana = office.world.new_user("dana.stop", "beta.test").address;
    office.met("Dana Whitfield", &dana);
    office.rapport.ok(&["approve", "Dana", "--now"]);
    office.rapport.ok(&["stop-all"]);
    assert_eq!(office.round()["sent"], 0);
    office.rapport.ok(&["stop-all", "--lift"]);
    // What was approved before needs a new yes: much may have happened meanwhile.
    assert_eq!(office.round()["sent"], 0);
    assert_eq!(office.follow_up("Dana")["state"], "in-review");
    assert_eq!(office.send_to("Dana")["sent"], 1, "{:#}", office.show("Dana"));
    office.note_at(&dana);
}
