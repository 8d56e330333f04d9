//! Files that nobody should have made: a clear answer, bounded memory, nothing half written.

use std::io::Write;

use rapport_app::import::{ImportInput, ImportSource};

use crate::world::{World, card, counts};

#[tokio::test]
async fn garbage_is_answered_and_writes_nothing() {
    let world = World::sqlite().await;
    let noise: Vec<u8> =
        (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, bytes) in [
        ("empty.csv", Vec::new()),
        ("noise.bin", noise),
        ("nul.csv", vec![0; 100_000]),
        ("half.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\n".to_vec()),
        ("quotes.csv", b"\"\"\"\"\"\n\"".to_vec()),
    ] {
        let looked = world.look(name, &bytes).await;
        assert_eq!((looked.new, looked.changed), (0, 0), "{name}: {looked:?}");
        let import = world.import(name, &bytes).await;
        assert_eq!((import.id, import.new), (None, 0), "{name}");
    }
    for (name, mark) in [("bomb.zip", b"PK\x03\x04".as_slice()), ("bomb.gz", b"\x1f\x8b\x08")] {
        let error = world.import_as(name, mark, &ImportInput::default()).await.unwrap_err();
        assert!(error.hints[0].contains("unpack"), "{error:?}");
    }
    assert!(world.names().await.is_empty());
}

#[tokio::test]
async fn ten_thousand_columns_are_a_table_like_any_other() {
    let world = World::sqlite().await;
    let headers: Vec<String> = (0..10_000).map(|n| format!("Feld {n}")).collect();
    let cells: Vec<String> = (0..10_000).map(|n| format!("text {n}")).collect();
    let table = format!("Name,{}\nAnna Berg,{}\n", headers.join(","), cells.join(","));
    let looked = world.look("wide.csv", &table).await;
    assert_eq!((looked.columns.len(), looked.new), (10_001, 1));
    assert_eq!(counts(&world.import("wide.csv", &table).await), (1, 0, 0, 0));
    assert_eq!(counts(&world.import("wide.csv", &table).await), (0, 0, 1, 0));
}

#[tokio::test]
async fn a_card_of_fifty_megabytes_on_one_line_is_somebody_all_the_same() {
    let world = World::sqlite().await;
    let long = "x".repeat(50 * 1024 * 1024);
    let file = card(&["FN:Anna Berg", &format!("NOTE:{long}"), "EMAIL:anna@example.org"])
        + &card(&["FN:Ben Castro"]);
    let import = world.import("long.vcf", &file).await;
    assert_eq!((import.new, import.doubtful), (2, 1));
    assert!(world.contact("Anna").await.memo.unwrap().len() <= 4_000);
}

/// The peak of the process is measured, so this file's other tests count, too.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn two_hundred_megabytes_of_rows_need_bounded_memory() {
    let world = World::sqlite().await;
    let path = world.folder.path().join("big.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "Name,Email,Notes").unwrap();
    let note = "n".repeat(20_000);
    // Rows of people nobody can be reached by: they are read and rejected, not written.
    for number in 0..10_000 {
        writeln!(file, ",,{number} {note}").unwrap();
    }
    drop(file);
    assert!(std::fs::metadata(&path).unwrap().len() > 200_000_000);
    let before = resident();
    let highest = std::sync::atomic::AtomicU64::new(0);
    let source = ImportSource::file(&path);
    let progress = |_| {
        highest.fetch_max(resident(), std::sync::atomic::Ordering::Relaxed);
    };
    let looked =
        world.app.look_at_import(&source, &ImportInput::default(), &progress).await.unwrap();
    assert_eq!(looked.rejected, 10_000);
    let grown = highest.into_inner().saturating_sub(before);
    assert!(grown < 400 * 1024, "grew by {grown} KiB");
}

/// Resident memory in KiB.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
