//! Importing on the command line: looked at, written, the same again, taken back.

use std::fs;

use crate::support::Rapport;
use crate::support::people::nell;

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dana Whitfield\r\nORG:Acme Robotics\r\n\
    EMAIL:dana@acme.example\r\nTEL:+44 20 7946 0018\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ivo Marsh\r\nEMAIL:ivo@gmial.com\r\nEND:VCARD\r\n";

#[test]
fn a_file_is_looked_at_written_once_and_taken_back() {
    let rapport = Rapport::new();
    nell(&rapport);
    let file = rapport.home().join("people.vcf");
    fs::write(&file, CARDS).unwrap();
    let file = file.to_str().unwrap();

    let looked = rapport.ok(&["import", file]);
    assert!(looked.contains("2 new") && looked.contains("gmail.com"), "{looked}");
    assert!(rapport.json(&["contacts", "list"]).is_empty(), "nothing is written without a yes");
    let done = rapport.one(&["import", "--yes", "--event", "Robotics Fair", file]);
    assert_eq!((&done["new"], &done["doubtful"]), (&2.into(), &1.into()));
    assert_eq!(rapport.one(&["find", "robotics"])["names"][0]["name"], "Dana Whitfield");
    assert_eq!(rapport.one(&["contacts", "show", "Dana"])["tags"][0], "Robotics Fair");
    let again = rapport.one(&["import", "--yes", "--event", "Robotics Fair", file]);
    assert_eq!((&again["same"], &again["id"]), (&2.into(), &serde_json::Value::Null));
    assert_eq!(rapport.json(&["imports"]).len(), 1);
    let doubts = rapport.json(&["contacts", "check"]);
    assert_eq!((doubts.len(), &doubts[0]["state"]), (1, &"doubtful".into()));
    let fields = rapport.ok(&["contacts", "check", "Dana"]);
    assert!(fields.contains("verified, from people.vcf"), "{fields}");
    assert!(rapport.ok(&["imports", "last"]).contains("Worth a look"));
    assert!(rapport.ok(&["import", "--undo", "last"]).contains("2 contacts removed"));
    assert!(rapport.json(&["contacts", "list"]).is_empty());
    assert!(rapport.fails(4, &["import", "--undo", "last"]).contains("taken back before"));
}

#[test]
fn a_table_is_mapped_by_hand_and_what_is_no_file_of_people_is_refused() {
    let rapport = Rapport::new();
    nell(&rapport);
    let table = rapport.home().join("people.csv");
    fs::write(&table, "Wer,Wohin\nAnna Berg,anna@example.org\n,\n,nirgends\n").unwrap();
    let table = table.to_str().unwrap();
    let map = ["import", "--map", "Wer=name", "--map", "Wohin=email", "--dry-run", table];
    let looked = rapport.one(&map);
    assert_eq!(looked["columns"][0]["field"], "name");
    assert_eq!((&looked["new"], &looked["state"]), (&1.into(), &"looked-at".into()));
    assert!(rapport.fails(2, &["import", "--map", "Wann=name", table]).contains("no column"));

    let archive = rapport.home().join("people.zip");
    fs::write(&archive, b"PK\x03\x04 and what follows").unwrap();
    assert!(rapport.fails(4, &["import", archive.to_str().unwrap()]).contains("unpack it"));
    assert!(rapport.fails(3, &["import", "nowhere.vcf"]).contains("cannot be read"));
    assert!(rapport.fails(2, &["import"]).contains("--undo"));
}

#[test]
fn people_of_an_event_are_graded_one_by_one() {
    let rapport = Rapport::new();
    nell(&rapport);
    let file = rapport.home().join("fair.csv");
    fs::write(&file, "Name,Email\nAda Low,ada@example.org\nBo Madsen,bo@example.org\n").unwrap();
    rapport.ok(&["import", "--yes", "--event", "Robotics Fair", file.to_str().unwrap()]);
    // Without a terminal nobody is asked: who is left is listed.
    let left = rapport.ok(&["grade", "--event", "Robotics Fair"]);
    assert!(left.contains("Ada Low") && left.contains("rapport grade NAME A"), "{left}");
    let graded = rapport.one(&["grade", "Ada", "a"]);
    assert_eq!((&graded["grade"], &graded["name"]), (&"A".into(), &"Ada Low".into()));
    let left = rapport.one(&["grade", "--event", "Robotics Fair"]);
    assert_eq!((&left["in_all"], &left["people"][0]["name"]), (&1.into(), &"Bo Madsen".into()));
    assert!(rapport.fails(2, &["grade", "Bo", "E"]).contains("no grade"));
    rapport.ok(&["grade", "Bo", "C"]);
    assert!(rapport.ok(&["grade", "--event", "robotics fair"]).contains("Everybody has a grade"));
}
