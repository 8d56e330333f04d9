//! A database that is damaged, cut off, of another program or of a newer one; a backup is the way
//! back.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use rapport_sandbox::Dice;

use crate::support::Rapport;
use crate::support::people::{doctor_on, met_dana, names};

fn database(rapport: &Rapport) -> PathBuf {
    rapport.data().join("rapport.sqlite")
}

/// A backup folds all there is into one file: it takes the place of the database, without a log
/// that could hide what a test damages.
fn folded() -> (Rapport, PathBuf) {
    let rapport = met_dana();
    let backup = rapport.home().join("whole.db");
    rapport.ok(&["backup", backup.to_str().unwrap()]);
    rapport.ok(&["restore", backup.to_str().unwrap()]);
    rapport.ok(&["run"]);
    let backup = rapport.home().join("newest.db");
    rapport.ok(&["backup", backup.to_str().unwrap()]);
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", database(&rapport).display()));
    }
    std::fs::copy(&backup, database(&rapport)).unwrap();
    (rapport, backup)
}

/// Everything that is told of the one person in it.
fn told(rapport: &Rapport) -> String {
    let shown = rapport.one(&["show", "Dana Whitfield"]);
    format!("{} {} {}", shown["contact"], shown["timeline"], shown["follow_ups"])
}

#[test]
fn overwritten_pages_are_recognised_and_a_backup_brings_all_back() {
    let (rapport, backup) = folded();
    let whole = std::fs::read(database(&rapport)).unwrap();
    let before = told(&rapport);
    let seed = 0x5EED_0002;
    println!("seed {seed:#x}");
    let mut dice = Dice::new(seed);
    for round in 0..20 {
        std::fs::write(database(&rapport), &whole).unwrap();
        let at = dice.below(whole.len() as u64 - 8192);
        let noise: Vec<u8> = (0..6000).map(|_| dice.throw().to_le_bytes()[0]).collect();
        let mut file = OpenOptions::new().write(true).open(database(&rapport)).unwrap();
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(&noise).unwrap();
        drop(file);
        // Whichever page was hit: either the verb says so, or it needed nothing from there and
        // the doctor, who reads everything, says so.
        let today = rapport.run(&["today"]);
        let doctor = rapport.run(&["doctor"]);
        println!("at {at}: today {}, doctor {}", today.code, doctor.code);
        assert!(today.code == 0 || today.code == 6, "at {at}: {today:#?}");
        let said = if doctor.code == 6 { &doctor } else { &today };
        if said.code == 6 {
            let says = ["damaged", "not a database", "another program", "understand", "schema"];
            assert!(says.iter().any(|words| said.stderr.contains(words)), "{said:#?}");
            assert!(said.stderr.contains("hint: "), "{said:#?}");
        } else {
            // Noise in space that nothing uses goes unseen, and must have cost nothing.
            let Some((level, sentence)) = doctor_on(&rapport, "database") else {
                assert_eq!(told(&rapport), before, "round {round} at {at}: unseen, and not whole");
                continue;
            };
            assert_eq!(level, "bad", "{sentence}");
            assert!(sentence.contains("damaged") && sentence.contains("restore"), "{sentence}");
        }
        assert!(!today.stderr.contains("panicked") && !doctor.stderr.contains("panicked"));
    }
    rapport.ok(&["restore", backup.to_str().unwrap()]);
    assert_eq!(names(&rapport), ["Dana Whitfield"]);
}

#[test]
fn a_file_that_was_cut_off_is_recognised_at_every_length() {
    let (rapport, backup) = folded();
    let whole = std::fs::read(database(&rapport)).unwrap();
    for part in [50, 4096, 10_000, whole.len() / 2, whole.len() - 4096] {
        std::fs::write(database(&rapport), &whole[..part]).unwrap();
        let said = rapport.fails(6, &["today"]);
        assert!(said.contains("damaged") && said.contains("rapport restore"), "{said}");
    }
    rapport.ok(&["restore", backup.to_str().unwrap()]);
    assert_eq!(names(&rapport), ["Dana Whitfield"]);
}

#[test]
fn half_a_backup_is_refused_and_the_data_stays() {
    let (rapport, backup) = folded();
    let whole = std::fs::read(&backup).unwrap();
    for part in [0, 50, whole.len() / 2] {
        std::fs::write(&backup, &whole[..part]).unwrap();
        let said = rapport.fails(6, &["restore", backup.to_str().unwrap()]);
        assert!(said.contains("hint: "), "{said}");
        assert_eq!(names(&rapport), ["Dana Whitfield"]);
    }
}

#[test]
fn a_database_of_another_kind_is_left_alone() {
    let (rapport, _) = folded();
    std::fs::write(database(&rapport), "Dear diary, this is no database at all.\n").unwrap();
    let said = rapport.fails(6, &["today"]);
    assert!(said.contains("is not a database") && said.contains("hint: "), "{said}");
    let mut text = String::new();
    File::open(database(&rapport)).unwrap().read_to_string(&mut text).unwrap();
    assert!(text.starts_with("Dear diary"), "it was written over: {text}");
}

#[test]
fn a_database_of_a_newer_program_is_said_with_both_numbers() {
    let (rapport, _) = folded();
    let script = "import sqlite3, sys\n\
        base = sqlite3.connect(sys.argv[1])\n\
        base.execute(\"insert into schema_step select 999, 'later', checksum, applied_at from schema_step limit 1\")\n\
        base.commit()";
    let done =
        std::process::Command::new("python3").args(["-c", script]).arg(database(&rapport)).status();
    assert!(done.unwrap().success());
    for words in [&["today"][..], &["run"], &["serve", "--listen", "127.0.0.1:0"]] {
        let said = rapport.fails(6, words);
        assert!(said.contains("999") && said.contains("hint: "), "{said}");
    }
}
