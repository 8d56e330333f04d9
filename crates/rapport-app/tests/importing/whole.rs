//! An export with strange values and a right seal: refused, or put back and readable. The promise is
//! that nothing in it makes the program end or half of it stay.

use std::fmt::Write as _;
use std::path::Path;

use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::error::Kind;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::world::{World, card};

/// How many strange copies are tried.
const COPIES: usize = 40;

#[tokio::test]
async fn fuzz_strange_values_are_refused_or_readable() {
    let world = World::sqlite().await;
    let file: String = (0..4)
        .map(|number| {
            card(&[
                &format!("FN:Dana Reyes{number}"),
                &format!("EMAIL:dana{number}@example.org"),
                "TEL:+49 30 5550177",
                "ORG:Quick Ltd",
            ])
        })
        .collect();
    world.import("people.vcf", &file).await;
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first");
    world.app.export(&first, &|_, _, _| ()).await.unwrap();
    let whole = std::fs::read_to_string(first.join("whole.jsonl")).unwrap();
    let lines: Vec<Value> = whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |bound: usize| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        usize::try_from(chance % bound.max(1) as u64).unwrap()
    };
    let (mut refused, mut restored) = (0, 0);
    for copy in 0..COPIES {
        let mut lines = lines.clone();
        for _ in 0..=below(2) {
            let rows = lines.len() - 2;
            let line = &mut lines[1 + below(rows)];
            let row = line["row"].as_object_mut().unwrap();
            let names: Vec<String> = row.keys().cloned().collect();
            let name = &names[below(names.len())];
            row.insert(name.clone(), strange(below(9)));
        }
        let data = folder.path().join(format!("data{copy}"));
        let path = folder.path().join("strange.jsonl");
        std::fs::write(&path, sealed(&lines)).unwrap();
        let empty = open(&data).await;
        match empty.restore_export(&path, &|_, _, _| ()).await {
            Err(error) => {
                assert!(matches!(error.kind, Kind::Data | Kind::Refused), "{error}");
                assert!(empty.contacts(None).await.unwrap().is_empty());
                refused += 1;
            }
            Ok(_) => {
                // What it says may be nonsense, and then that is said; it is no reason to end.
                let again = open(&data).await;
                let _ = again.contacts(None).await;
                let _ = again.today().await;
                let _ = again.doubtful_fields().await;
                let _ = again.imports().await;
                restored += 1;
            }
        }
    }
    assert!(refused > 0 && restored > 0, "{refused} refused, {restored} restored");
}

fn strange(which: usize) -> Value {
    match which {
        0 => json!(i64::MAX),
        1 => json!(i64::MIN),
        2 => json!(-1),
        3 => json!(""),
        4 => json!("\u{0}\u{202e}\u{1f4a9}"),
        5 => json!("9".repeat(5_000)),
        6 => json!("00000000-0000-0000-0000-000000000000"),
        7 => json!(null),
        _ => json!([1, {"a": "b"}]),
    }
}

/// The lines with an end that counts and seals them.
fn sealed(lines: &[Value]) -> String {
    let mut text = String::new();
    for line in &lines[..lines.len() - 1] {
        writeln!(text, "{line}").unwrap();
    }
    let seal = Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    let mut end = lines[lines.len() - 1].clone();
    end["end"]["sha256"] = json!(seal);
    writeln!(text, "{end}").unwrap();
    text
}

async fn open(data: &Path) -> App {
    let clock = Clock::virtual_at("2026-11-17T10:00:00Z".parse().unwrap());
    let options =
        OpenOptions { data: data.to_owned(), database: None, serve: false, mode: None, clock };
    App::open(options).await.unwrap()
}
