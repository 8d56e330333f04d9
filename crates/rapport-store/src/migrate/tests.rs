//! Steps that fail, change, or come from the future.

use std::path::{Path, PathBuf};

use sqlx::sqlite::SqlitePoolOptions;

use super::*;
use crate::open;

const ONE: Step = Step {
    version: 1,
    name: "one",
    sql: "create table one (n integer); insert into one values (1);",
};
const TWO: Step = Step {
    version: 2,
    name: "two",
    sql: "create table two (n integer); insert into one values (2);",
};
const BROKEN: Step = Step {
    version: 2,
    name: "two",
    sql: "create table two (n integer); insert into nowhere values (2);",
};

struct File {
    folder: tempfile::TempDir,
    db: Db,
}

impl File {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = open::file_options(&folder.path().join("rapport.db")).create_if_missing(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
        Self { folder, db: Db::Sqlite { read: pool.clone(), write: pool } }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("rapport.db")
    }

    async fn run(&self, steps: &[Step]) -> Result<(), StoreError> {
        run(&self.db, steps, Some(&self.path()), Timestamp::UNIX_EPOCH).await
    }

    async fn count(&self, sql: &'static str) -> i64 {
        self.db.reader(Sight::All).one(sql, &[]).await.unwrap().int("n").unwrap()
    }
}

#[test]
fn both_folders_have_the_same_steps() {
    let names =
        |steps: &[Step]| steps.iter().map(|step| (step.version, step.name)).collect::<Vec<_>>();
    assert_eq!(names(SQLITE), names(POSTGRES));
    let is_in_order = SQLITE.is_sorted_by(|one, next| one.version < next.version);
    assert!(is_in_order, "each number once, in order");
}

#[test]
fn every_step_on_disk_is_carried() {
    for (folder, steps) in [("sqlite", SQLITE), ("postgres", POSTGRES)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let carried: Vec<String> =
            steps.iter().map(|step| format!("{:04}_{}.sql", step.version, step.name)).collect();
        assert_eq!(files, carried);
    }
}

#[tokio::test]
async fn steps_are_applied_once() {
    let file = File::new().await;
    file.run(&[ONE]).await.unwrap();
    file.run(&[ONE]).await.unwrap();
    file.run(&[ONE, TWO]).await.unwrap();
    assert_eq!(file.count("select count(*) as n from one").await, 2);
    assert_eq!(file.count("select count(*) as n from schema_step").await, 2);
}

#[tokio::test]
async fn a_step_that_dies_half_way_is_taken_back_and_leaves_a_copy() {
    let file = File::new().await;
    file.run(&[ONE]).await.unwrap();
    let error = file.run(&[ONE, BROKEN]).await.unwrap_err();
    let StoreError::MigrationFailed { version: 2, why, backup: Some(backup) } = &error else {
        panic!("{error:?}");
    };
    assert!(why.contains("nowhere"), "{why}");
    assert!(error.remedy().unwrap().contains(&backup.display().to_string()));
    // Nothing of the broken step is there, and the copy is a whole database.
    assert_eq!(file.count("select count(*) as n from sqlite_master where name = 'two'").await, 0);
    assert_eq!(file.count("select count(*) as n from schema_step").await, 1);
    let copy = open::lone(backup).await.unwrap();
    let copy = Db::Sqlite { read: copy.clone(), write: copy };
    let row = copy.reader(Sight::All).one("select n from one", &[]).await.unwrap();
    assert_eq!(row.int("n").unwrap(), 1);
    // A mended step goes on from there, and the copy of the failed attempt is made anew.
    file.run(&[ONE, TWO]).await.unwrap();
    assert_eq!(file.count("select count(*) as n from one").await, 2);
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let file = File::new().await;
    file.run(&[ONE, TWO]).await.unwrap();
    let error = file.run(&[ONE]).await.unwrap_err();
    assert!(matches!(error, StoreError::NewerSchema { found: 2, known: 1 }), "{error:?}");
    assert!(error.remedy().unwrap().contains("newest version"));
}

#[tokio::test]
async fn an_edited_step_is_recognised() {
    let file = File::new().await;
    file.run(&[ONE]).await.unwrap();
    let edited = Step { sql: "create table one (n integer, m integer);", ..ONE };
    let error = file.run(&[edited]).await.unwrap_err();
    assert!(matches!(error, StoreError::MigrationChanged { version: 1 }), "{error:?}");
}

#[test]
fn line_ends_do_not_matter_to_the_checksum() {
    assert_eq!(checksum("a\r\nb\r\n"), checksum("a\nb\n"));
    assert_ne!(checksum("a\nb\n"), checksum("a\nc\n"));
}
