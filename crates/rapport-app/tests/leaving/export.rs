//! Everything out and back in again: the export of what was put back is the export.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rapport_app::app::{App, OpenOptions};
use rapport_app::error::Kind;
use rapport_app::export::is_whole;
use rapport_sandbox::Postgres;

use crate::lives::{Move, any_move, live};
use crate::world::World;

fn quiet(_: &str, _: u64, _: u64) {}

/// Every file below a folder with its text; of `whole.jsonl` not the head, which says when and by
/// which key it was written, and not the seal over it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(&path).unwrap();
            let mut text = String::from_utf8_lossy(&bytes).into_owned();
            if name == "whole.jsonl" {
                text = text
                    .lines()
                    .filter(|line| line.starts_with("{\"row\"") || line.starts_with("{\"table\""))
                    .map(|line| format!("{line}\n"))
                    .collect();
            }
            found.insert(name, text);
        }
    }
    found
}

async fn open(world: &World, data: &Path, database: Option<String>) -> App {
    App::open(OpenOptions {
        data: data.to_owned(),
        database,
        serve: false,
        mode: None,
        clock: world.clock.clone(),
    })
    .await
    .unwrap()
}

/// Exports a world, puts it back somewhere else, exports that, and compares.
async fn there_and_back(world: &World, database: Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first");
    let view = world.app.export(&first, &quiet).await.unwrap();
    let data = folder.path().join("data");
    let empty = open(world, &data, database.clone()).await;
    let restored = empty.restore_export(&first, &quiet).await.unwrap();
    assert_eq!(restored.rows, view.rows);
    let again = open(world, &data, database).await;
    assert_eq!(again.clock_offset(), world.app.clock_offset());
    let second = folder.path().join("second");
    again.export(&second, &quiet).await.unwrap();
    let (one, two) = (files(&first), files(&second));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, text) in &one {
        // Another key makes other hashes of the same addresses.
        let hashes = |text: &str| {
            text.lines()
                .map(|line| {
                    let at = line.find("\"address_hash\"").filter(|_| name == "whole.jsonl");
                    at.map_or(line.to_owned(), |at| {
                        format!("{}{}", &line[..at], &line[at..].split_once(',').unwrap().1)
                    })
                })
                .collect::<Vec<_>>()
        };
        let both = hashes(text).into_iter().zip(hashes(&two[name]));
        for (line, other) in both {
            assert_eq!(line, other, "{name}");
        }
        assert_eq!(text.lines().count(), two[name].lines().count(), "{name}");
    }
}

#[test]
fn a_random_life_that_is_put_back_is_exported_as_it_was() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 12,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&prop::collection::vec(any_move(), 4..24), |moves| {
            runtime.block_on(async {
                let mut world = World::new().await;
                live(&mut world, &moves).await;
                there_and_back(&world, None).await;
            });
            Ok(())
        })
        .unwrap();
}

fn a_full_life() -> Vec<Move> {
    use rapport_app::input::PracticeAct;
    use rapport_core::touchpoint::TouchpointKind;
    vec![
        Move::Met(0, TouchpointKind::Interview, "the book on knots; \"quoted\", =1+1".to_owned()),
        Move::Met(1, TouchpointKind::Advice, "a mill\nby the sea".to_owned()),
        Move::Met(2, TouchpointKind::Advice, "the third thing".to_owned()),
        Move::Tag(0, "fair".to_owned()),
        Move::Memo(1, "From here\nto there".to_owned()),
        Move::Approve(0),
        Move::Work,
        Move::Approve(1),
        Move::Clock(1),
        Move::Work,
        Move::Practice(0, PracticeAct::Answer(Some("Gladly, on Friday".to_owned()))),
        Move::Work,
        Move::Practice(1, PracticeAct::OptOut),
        Move::Work,
    ]
}

#[tokio::test]
async fn from_a_file_to_a_server_and_back_nothing_is_lost() {
    let mut world = World::new().await;
    live(&mut world, &a_full_life()).await;
    there_and_back(&world, Some(Postgres::shared().database())).await;
    let mut world = World::on(Some(Postgres::shared().database())).await;
    live(&mut world, &a_full_life()).await;
    there_and_back(&world, None).await;
}

#[tokio::test]
async fn other_programs_find_people_mail_plan_and_playbooks() {
    let mut world = World::new().await;
    live(&mut world, &a_full_life()).await;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out");
    let view = world.app.export(&to, &quiet).await.unwrap();
    assert_eq!((view.contacts, view.touchpoints), (3, 3));
    let files = files(&to);
    let cards = rapport_formats::vcard::read(files["contacts.vcf"].as_bytes());
    assert!(cards.defects.is_empty());
    let dana = cards.cards.iter().find(|card| card.name == "Dana Whitfield").unwrap();
    assert_eq!(dana.emails[0].value, "person0@acme0.example");
    assert_eq!(dana.tags, ["fair"]);
    let table = rapport_formats::table::read(files["contacts.csv"].as_bytes());
    let names = |cards: &[rapport_formats::card::Card]| {
        cards.iter().map(|card| card.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&table.cards), names(&cards.cards));
    for (name, least) in [("mail/received.mbox", 1), ("mail/sent.mbox", 1)] {
        let mut reader = rapport_formats::mbox::Reader::new(files[name].as_bytes());
        let mut message = Vec::new();
        let mut count = 0;
        while reader.read(&mut message).unwrap().is_some() {
            assert!(
                message.starts_with(b"From: ") || message.windows(7).any(|it| it == b"\nFrom: ")
            );
            count += 1;
        }
        assert!(count >= least, "{name}: {count}");
    }
    assert!(files.keys().any(|name| name.starts_with("mail/eml/2026-11-")));
    assert!(files["plan.ics"].contains("BEGIN:VALARM"), "{}", files["plan.ics"]);
    assert!(files["playbooks/PB01.toml"].contains("PB01"));
    assert!(files["touchpoints.csv"].contains("the book on knots"));
    let line = files["touchpoints.jsonl"].lines().next().unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(line).unwrap()["name"], "Dana Whitfield");
    assert!(is_whole(&fs::read(to.join("whole.jsonl")).unwrap()));
    let whole = fs::read_to_string(to.join("whole.jsonl")).unwrap();
    assert!(!whole.contains("key.fingerprint"));
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_reads_an_export_and_none_is_half_there() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut world = World::new().await;
    live(&mut world, &a_full_life()).await;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out");
    world.app.export(&to, &quiet).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&to), 0o700);
    assert_eq!(mode(&to.join("whole.jsonl")), 0o600);
    assert_eq!(mode(&to.join("mail/received.mbox")), 0o600);
    // A second one into the same place is refused and leaves nothing behind.
    let error = world.app.export(&to, &quiet).await.unwrap_err();
    assert_eq!(error.kind, Kind::Refused);
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["out"]);
}

#[tokio::test]
async fn a_file_that_was_cut_changed_or_forged_puts_nothing_back() {
    let mut world = World::new().await;
    live(&mut world, &a_full_life()).await;
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out");
    world.app.export(&to, &quiet).await.unwrap();
    let whole = fs::read_to_string(to.join("whole.jsonl")).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let cut = lines[..lines.len() - 3].join("\n");
    let changed = whole.replacen("Dana", "Dora", 1);
    let table = whole.replacen("\"table\":\"contact\"", "\"table\":\"home\"", 1);
    let column = whole.replacen("\"name_folded\"", "\"name_folded) values (1); --\"", 1);
    let number = whole.replacen("\"parked\":0", "\"parked\":\"x\"", 1);
    let newer = whole.replacen("\"version\":1", "\"version\":2", 1);
    let data = folder.path().join("data");
    let empty = open(&world, &data, None).await;
    let kept = async || {
        let me = serde_json::to_string(&empty.me().await.unwrap()).unwrap();
        (me, empty.playbooks().await.unwrap().len())
    };
    let before = kept().await;
    for (what, text) in [
        ("cut", cut),
        ("changed", changed),
        ("table", table),
        ("column", column),
        ("number", number),
        ("newer", newer),
        ("empty", String::new()),
        ("garbage", "\u{0}\u{1}{".repeat(50)),
        ("head alone", lines[0].to_owned()),
    ] {
        let path = folder.path().join("forged.jsonl");
        fs::write(&path, text).unwrap();
        let error = empty.restore_export(&path, &quiet).await.unwrap_err();
        assert_eq!(error.kind, Kind::Data, "{what}: {error}");
        assert!(!error.hints.is_empty(), "{what}");
        assert!(empty.contacts(None).await.unwrap().is_empty(), "{what}");
        assert_eq!(kept().await, before, "{what}");
    }
    // Where people are already, nothing is mixed.
    let error = world.app.restore_export(&to, &quiet).await.unwrap_err();
    assert_eq!(error.kind, Kind::Refused);
}

#[tokio::test]
async fn what_is_known_of_one_person_is_theirs_alone() {
    let mut world = World::new().await;
    live(&mut world, &a_full_life()).await;
    let folder = tempfile::tempdir().unwrap();
    let one = folder.path().join("dana");
    world.app.export_contact("Dana", &one).await.unwrap();
    let files = files(&one);
    assert!(files["rows.jsonl"].contains("\"table\":\"draft\""), "{}", files["rows.jsonl"]);
    assert!(files["rows.jsonl"].contains("\"table\":\"touchpoint_fact\""));
    assert!(files.keys().filter(|name| name.starts_with("mail/")).count() >= 2);
    // Nothing about the others.
    let all: String = files.values().cloned().collect();
    assert!(!all.contains("person1@acme1.example") && !all.contains("a mill"), "{all}");
}
