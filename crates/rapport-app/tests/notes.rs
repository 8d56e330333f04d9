//! Invented notes with what a careful friend would mark in them, and good ones with nothing, read
//! on the same way as the page reads a note while it is typed.
//!
//! `notes/*.txt` hold them. `== NAME` begins a note; lines of `to: WHO` (a meeting below) and
//! `find: RULE | WORDS | BETTER` follow, then an empty line and the note. The words must be in the
//! finding's own, the better wording in its proposal; `-` proposes nothing that is looked at.
//! What is not named must not be found.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use jiff::{SignedDuration, Timestamp};
use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::dictionaries;
use rapport_app::input::{DraftInput, MeInput, Met};
use rapport_app::view::FindingView;
use rapport_core::touchpoint::TouchpointKind;

/// One note with what is to be found in it.
struct Note {
    name: &'static str,
    to: &'static str,
    expected: Vec<Expected>,
    body: String,
}

/// One line of `find:`.
#[derive(Debug)]
struct Expected {
    rule: &'static str,
    words: &'static str,
    better: &'static str,
}

impl Expected {
    fn fits(&self, finding: &FindingView) -> bool {
        let better = finding.better.as_deref().unwrap_or_default().to_lowercase();
        finding.rule == self.rule
            && finding.text.to_lowercase().contains(&self.words.to_lowercase())
            && (self.better == "-" || better.contains(&self.better.to_lowercase()))
    }
}

fn notes(text: &'static str) -> Vec<Note> {
    let mut found = Vec::new();
    for block in text.split("\n== ").skip(1) {
        let (head, body) = block.split_once("\n\n").unwrap();
        let mut lines = head.lines();
        let name = lines.next().unwrap().trim();
        let mut note =
            Note { name, to: "", expected: Vec::new(), body: body.trim_end().to_owned() };
        for line in lines {
            if let Some(who) = line.strip_prefix("to: ") {
                note.to = who;
            } else {
                let parts: Vec<&str> =
                    line.strip_prefix("find: ").unwrap().splitn(3, " | ").collect();
                let [rule, words, better] = parts[..] else { panic!("{name}: {line}") };
                note.expected.push(Expected { rule, words, better });
            }
        }
        found.push(note);
    }
    found
}

fn meeting(who: &str) -> Met {
    let (name, place, kind, said, language) = match who {
        "hugh" => (
            "Hugh Pemberton",
            "Larkfield Bakery",
            TouchpointKind::Delivery,
            "the oven door sticks; a counter of oak",
            "en",
        ),
        "dana" => (
            "Dana Whitfield",
            "Acme Robotics",
            TouchpointKind::Event,
            "her sailing trip to Orkney; the test rig and its scheduler",
            "en",
        ),
        "owen" => (
            "Owen Raffety",
            "Bright & Lowe",
            TouchpointKind::Advice,
            "read the maintenance logs first; ask Jonas in procurement",
            "en",
        ),
        "mira" => (
            "Mira Okafor",
            "Tidewater Studio",
            TouchpointKind::Proposal,
            "people leave the booking page at the calendar; live before Easter",
            "en",
        ),
        "jutta" => (
            "Jutta Behrens",
            "Nordlicht Werft",
            TouchpointKind::Event,
            "die neue Slipanlage; Lehrlinge bauen ein Beiboot",
            "de",
        ),
        "emil" => (
            "Emil Kessler",
            "Hofladen Kessler",
            TouchpointKind::Delivery,
            "das Kühlregal summt; Rollos für die Südseite",
            "de",
        ),
        other => panic!("nobody was met as {other}"),
    };
    Met {
        name: name.to_owned(),
        organisation: Some(place.to_owned()),
        address: Some(format!("{who}@place.example")),
        kind: Some(kind),
        said: Some(said.to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        language: Some(language.to_owned()),
        ..Met::default()
    }
}

/// An installation where somebody was met, and somebody else at another place.
struct World {
    app: App,
    id: String,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(who: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::virtual_at("2026-11-24T10:00:00Z".parse::<Timestamp>().unwrap());
        let options = OpenOptions {
            data: folder.path().to_owned(),
            database: None,
            serve: false,
            mode: None,
            clock: clock.clone(),
        };
        let app = App::open(options).await.unwrap();
        let me = MeInput {
            name: Some("Jo Becker".to_owned()),
            mobile: Some("+44 20 7946 0100".to_owned()),
            // A note to a customer says where its sender is.
            postal_address: Some("4 Mill Lane, Bath BA1 5LJ".to_owned()),
            country: Some("GB".to_owned()),
            zone: Some("Europe/London".to_owned()),
            ..MeInput::default()
        };
        app.set_me(me).await.unwrap();
        let other = Met {
            name: "Tobias Renn".to_owned(),
            organisation: Some("Quill & Anchor".to_owned()),
            address: Some("tobias@quill.example".to_owned()),
            kind: Some(TouchpointKind::Event),
            when: Some("yesterday 11:00".to_owned()),
            ..Met::default()
        };
        app.met(other).await.unwrap();
        let id = app.met(meeting(who)).await.unwrap().follow_up.unwrap().id;
        let deadline = "2026-12-05T10:00:00Z".parse::<Timestamp>().unwrap();
        while app.read_draft(&id, &DraftInput::default()).await.is_err() {
            assert!(clock.now() < deadline, "no note is written to {who}");
            clock.advance(SignedDuration::from_hours(6));
            app.run_once().await.unwrap();
        }
        Self { app, id, _folder: folder }
    }

    async fn read(&self, body: &str) -> Vec<FindingView> {
        let input = DraftInput { body: Some(body.to_owned()), ..DraftInput::default() };
        self.app.read_draft(&self.id, &input).await.unwrap().findings
    }
}

/// What differs from what is to be found, a line for each note.
async fn differences(text: &'static str) -> (usize, Vec<String>) {
    let notes = notes(text);
    let mut differences = Vec::new();
    let mut people: Vec<&str> = notes.iter().map(|note| note.to).collect();
    people.sort_unstable();
    people.dedup();
    for who in people {
        let world = World::new(who).await;
        for note in notes.iter().filter(|note| note.to == who) {
            let found = world.read(&note.body).await;
            let missing: Vec<&Expected> = note
                .expected
                .iter()
                .filter(|expected| !found.iter().any(|finding| expected.fits(finding)))
                .collect();
            let besides: Vec<String> = found
                .iter()
                .filter(|finding| !note.expected.iter().any(|expected| expected.fits(finding)))
                .map(|it| format!("{} \"{}\" -> {:?}", it.rule, it.text, it.better))
                .collect();
            if !missing.is_empty() || !besides.is_empty() {
                let name = note.name;
                differences.push(format!("{who}/{name}: missing {missing:?}, besides {besides:?}"));
            }
        }
    }
    (notes.len(), differences)
}

async fn are_as_expected(text: &'static str, at_least: usize) {
    let (count, differences) = differences(text).await;
    assert!(count >= at_least, "only {count} notes");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[tokio::test]
async fn notes_of_tradespeople() {
    are_as_expected(include_str!("notes/english_tradespeople.txt"), 30).await;
}

#[tokio::test]
async fn notes_of_job_seekers() {
    are_as_expected(include_str!("notes/english_job_seekers.txt"), 40).await;
}

#[tokio::test]
async fn notes_of_freelancers() {
    are_as_expected(include_str!("notes/english_freelancers.txt"), 30).await;
}

#[tokio::test]
async fn good_notes_have_no_finding() {
    are_as_expected(include_str!("notes/english_good.txt"), 30).await;
}

#[tokio::test]
async fn german_notes() {
    assert!(
        dictionaries::speller("de", None).is_some(),
        "the German dictionary is missing: apt-get install hunspell-de-de"
    );
    are_as_expected(include_str!("notes/german.txt"), 44).await;
}
