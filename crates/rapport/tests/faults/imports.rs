//! The power fails in the middle of an import: it goes on where it stopped, and nobody is half there.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::Rapport;
use crate::support::people::nell;

/// How many people the file holds: enough that it is not over before it is killed.
const PEOPLE: usize = 12_000;

/// How many times the power fails.
const KILLS: usize = 4;

/// How many contacts there are, each counted by asking the data past the binary.
fn written(rapport: &Rapport) -> usize {
    rapport.json(&["contacts", "list"]).len()
}

#[test]
fn an_import_killed_again_and_again_ends_with_everybody_whole_and_once() {
    let rapport = Rapport::new();
    nell(&rapport);
    let file = rapport.home().join("people.vcf");
    let cards: Vec<String> = (0..PEOPLE)
        .map(|number| {
            format!(
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Guest Number{number}\r\nORG:Works {}\r\n\
                 EMAIL:guest{number}@example.org\r\nTEL:+44 20 7946 {:04}\r\nEND:VCARD\r\n",
                number / 10,
                number % 10_000
            )
        })
        .collect();
    fs::write(&file, cards.concat()).unwrap();
    let file = file.to_str().unwrap();
    let words = ["import", "--yes", "--event", "Robotics Fair", file];

    let mut before = 0;
    for kill in 0..KILLS {
        let mut importing =
            rapport.command(&words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Killed once it has written something, wherever it is then.
        let deadline = Instant::now() + Duration::from_secs(60);
        let now = loop {
            let now = written(&rapport);
            if now > before || importing.try_wait().unwrap().is_some() {
                break now;
            }
            assert!(Instant::now() < deadline, "kill {kill}: nothing was written");
        };
        importing.kill().unwrap();
        importing.wait().unwrap();
        before = written(&rapport).max(now);
        // Whoever is there is there with everything.
        for contact in rapport.json(&["contacts", "list"]).iter().rev().take(50) {
            assert_eq!(contact["addresses"].as_array().map(Vec::len), Some(1), "{contact}");
            assert_eq!(contact["phones"].as_array().map(Vec::len), Some(1), "{contact}");
            assert_eq!(contact["tags"][0], "Robotics Fair", "{contact}");
            assert!(contact["organisation"].is_string(), "{contact}");
        }
        assert_eq!(before % 500, 0, "a batch is written as a whole: {before}");
    }
    let done = rapport.one(&words);
    assert_eq!((&done["state"], &done["resumed"]), (&"done".into(), &true.into()), "{done}");
    assert_eq!(done["new"], PEOPLE);
    assert_eq!(written(&rapport), PEOPLE);
    assert_eq!(rapport.json(&["imports"]).len(), 1, "all of it is one import");
    let again = rapport.one(&words);
    assert_eq!((&again["same"], &again["id"]), (&PEOPLE.into(), &serde_json::Value::Null));
    rapport.ok(&["import", "--undo", "last"]);
    assert_eq!(written(&rapport), 0);
}
