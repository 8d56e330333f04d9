//! The address book on the command line: capture in one's own words, search, pages, tags, many.

use crate::support::Rapport;
use crate::support::people::nell;

#[test]
fn a_meeting_in_ones_own_words_is_shown_recorded_and_found() {
    let rapport = Rapport::new();
    nell(&rapport);
    let sentence =
        "met Dana Whitfield at Acme Robotics today, her trip to Orkney, dana@acme.example";
    let read = rapport.one(&["capture", "--dry-run", sentence]);
    assert_eq!(read["form"]["people"][0]["name"], "Dana Whitfield");
    assert_eq!(read["chips"][0]["field"], "person");
    assert!(rapport.json(&["contacts", "list"]).is_empty(), "nothing is written");
    let words = rapport.ok(&["capture", "--dry-run", sentence]);
    assert!(words.contains("Acme Robotics") && words.contains("PB07"), "{words}");

    let key = ["capture", "--key", "k1", "--event", "Robotics Fair", sentence];
    let first = rapport.one(&key);
    assert_eq!((&first["replayed"], first["people"].as_array().unwrap().len()), (&false.into(), 1));
    assert_eq!(rapport.one(&key)["replayed"], true);
    assert!(rapport.ok(&key).contains("recorded before"));
    assert!(rapport.fails(4, &["capture", "--key", "k1", "met Ivo"]).contains("another capture"));
    assert!(rapport.fails(2, &["capture", "what a day"]).contains("nobody is named"));

    let found = rapport.one(&["find", "orkn"]);
    assert_eq!(found["timeline"][0]["name"], "Dana Whitfield");
    assert!(rapport.ok(&["find", "whitf"]).contains("Acme Robotics"));
    let page = rapport.one(&["people", "--tag", "robotics fair", "--state", "in-play"]);
    assert_eq!(page["rows"][0]["name"], "Dana Whitfield");
    assert!(rapport.ok(&["tag"]).contains("Robotics Fair"));
    assert!(rapport.ok(&["tag", "friends", "Dana"]).contains("tagged friends"));
    assert!(rapport.ok(&["untag", "friends", "Dana"]).contains("no longer"));
    let stopped = rapport.json(&["bulk", "stop", "Dana", "Nobody"]);
    assert_eq!((&stopped[0]["done"], &stopped[1]["done"]), (&true.into(), &false.into()));
    assert!(rapport.ok(&["bulk", "park", "Dana", "--until", "in 2 weeks"]).contains("parked"));
}
