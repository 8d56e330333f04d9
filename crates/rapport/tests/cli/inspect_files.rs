//! `rapport inspect contacts` and `inspect calendar`: the keys are a promise.

use std::fs;

use serde_json::{Value, json};

use crate::support::Rapport;

const CONTACT_KEYS: [&str; 24] = [
    "addresses",
    "birthday",
    "connected_on",
    "defects",
    "department",
    "emails",
    "family",
    "file",
    "given",
    "kept",
    "line",
    "middle",
    "name",
    "nickname",
    "notes",
    "organisation",
    "phones",
    "photo_bytes",
    "prefix",
    "role",
    "suffix",
    "tags",
    "uid",
    "urls",
];

const ENTRY_KEYS: [&str; 20] = [
    "all_day",
    "attendees",
    "categories",
    "defects",
    "description",
    "end",
    "file",
    "kind",
    "line",
    "location",
    "more",
    "occurrences",
    "organizer",
    "rrule",
    "start",
    "status",
    "summary",
    "uid",
    "url",
    "zone",
];

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

fn answers(rapport: &Rapport, words: &[&str], code: i32) -> Vec<Value> {
    let said = rapport.run(words);
    assert_eq!(said.code, code, "{said:?}");
    said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn contacts_of_cards_and_tables_have_the_same_keys() {
    let rapport = Rapport::new();
    let card = rapport.home().join("a.vcf");
    let text = "BEGIN:VCARD\nVERSION:3.0\nN:Ruiz;Ana;;;\nFN:Ana Ruiz\nTEL;TYPE=work:030 123456\nX-BOAT:yes\nEND:VCARD\n";
    fs::write(&card, text).unwrap();
    let table = rapport.home().join("b.csv");
    fs::write(&table, "Vorname;Nachname;Durchwahl\nZoë;Groß;030 123457\n;;\n;;x\n").unwrap();
    let words = [
        "inspect",
        "contacts",
        "--json",
        "--country",
        "de",
        "--map",
        "Durchwahl=phone:work",
        card.to_str().unwrap(),
        table.to_str().unwrap(),
    ];
    let found = answers(&rapport, &words, 0);
    assert_eq!((keys(&found[0]), keys(&found[1])), (CONTACT_KEYS.to_vec(), CONTACT_KEYS.to_vec()));
    assert_eq!(found[0]["phones"][0]["e164"], "+4930123456");
    assert_eq!(found[0]["kept"], json!({"X-BOAT": "yes"}));
    assert_eq!((&found[1]["given"], &found[1]["line"]), (&json!("Zoë"), &json!(2)));
    assert_eq!(found[1]["phones"][0]["label"], "work");
    // With the column set, even the last row has a number.
    assert_eq!(found.len(), 3);
    let without = answers(&rapport, &["inspect", "contacts", "--json", table.to_str().unwrap()], 0);
    assert_eq!(without.last().unwrap()["defects"][0]["line"], 4);
    let wrong = ["inspect", "contacts", "--json", "--map", "Nix=phone", table.to_str().unwrap()];
    assert!(
        answers(&rapport, &wrong, 3)[0]["error"]["remedy"].as_str().unwrap().contains("Durchwahl")
    );
}

#[test]
fn calendars_list_the_occurrences_of_a_series() {
    let rapport = Rapport::new();
    let file = rapport.home().join("a.ics");
    let text = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a\nSUMMARY:Talk\n\
        DTSTART;TZID=W. Europe Standard Time:20260327T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n";
    fs::write(&file, text).unwrap();
    let words = ["inspect", "calendar", "--json", "--occurrences", "2", file.to_str().unwrap()];
    let found = answers(&rapport, &words, 0);
    assert_eq!(keys(&found[0]), ENTRY_KEYS);
    assert_eq!(found[0]["zone"], "Europe/Berlin");
    let second = json!({"start": "2026-04-03T09:00:00+02:00", "end": "2026-04-03T10:00:00+02:00"});
    assert_eq!((&found[0]["occurrences"][1], &found[0]["more"]), (&second, &json!(true)));
    let people = rapport.ok(&["inspect", "calendar", file.to_str().unwrap()]);
    assert!(people.contains("Talk") && people.contains("FREQ=WEEKLY"), "{people}");
    fs::write(&file, "hello").unwrap();
    assert!(answers(&rapport, &words, 3)[0]["error"]["message"].is_string());
}
