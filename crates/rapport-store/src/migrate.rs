//! Migrations: numbered steps, one folder per database, each applied in a transaction of its own and
//! recorded with a checksum.
//!
//! Files are added, never edited: an edited one is recognised by its checksum. A step that fails is
//! taken back as a whole, so there is no half-way state to repair.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::db::{Db, Reader, Row, Sight, Tx, values};
use crate::dialect;
use crate::error::StoreError;

/// One numbered step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// The steps, in their order; each has a file of that number and name in the folder of either database.
macro_rules! steps {
    ($folder:literal) => {
        steps!($folder:
            1 "0001" "first",
            2 "0002" "sessions",
            3 "0003" "page",
            4 "0004" "inbound",
            5 "0005" "import",
            6 "0006" "feed",
            7 "0007" "turns",
            8 "0008" "dismissed",
            9 "0009" "letters",
            10 "0010" "calendar",
            11 "0011" "greetings",
            12 "0012" "nodes",
            13 "0013" "mail_domain",
            14 "0014" "speed",
            15 "0015" "page",
            16 "0016" "history",
        )
    };
    ($folder:literal: $($version:literal $digits:literal $name:literal,)+) => {
        &[$(Step {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../migrations/", $folder, "/", $digits, "_", $name, ".sql")),
        }),+]
    };
}

const SQLITE: &[Step] = steps!("sqlite");

const POSTGRES: &[Step] = steps!("postgres");

/// Brings the database to the newest schema.
///
/// `file` is the SQLite file, whose copy is left beside it before an existing one is changed.
pub(crate) async fn migrate(
    db: &Db,
    file: Option<&Path>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let steps = match db {
        Db::Sqlite { .. } => SQLITE,
        Db::Postgres(_) => POSTGRES,
    };
    run(db, steps, file, now).await?;
    crate::walls::put_up(db).await
}

/// Two nodes that start together: the second waits here, then finds nothing to do.
pub(crate) async fn hold(tx: &mut Tx) -> Result<(), StoreError> {
    if tx.is_postgres() {
        tx.maybe("select pg_advisory_xact_lock(5931600000) is null as locked", &[]).await?;
    }
    Ok(())
}

/// Applies the steps that are missing.
pub(crate) async fn run(
    db: &Db,
    steps: &[Step],
    file: Option<&Path>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let applied = applied(&mut db.reader(Sight::All)).await?;
    if check(&applied, steps)? == steps.len() {
        return Ok(());
    }
    let backup = match (file, applied.is_empty()) {
        (Some(file), false) => Some(copy_before(db, file, applied.len()).await?),
        _ => None,
    };
    let mut tx = db.begin(Sight::All).await?;
    hold(&mut tx).await?;
    tx.script(BOOKKEEPING).await?;
    if !tx.is_postgres() {
        tx.script("pragma application_id = 1380995668").await?;
    }
    tx.commit().await?;
    for step in steps {
        let mut tx = db.begin(Sight::All).await?;
        hold(&mut tx).await?;
        let done = "select version from schema_step where version = $1";
        if tx.maybe(done, &values![step.version]).await?.is_some() {
            continue;
        }
        apply(tx, step, now).await.map_err(|error| match error {
            StoreError::Database(inner) => StoreError::MigrationFailed {
                version: step.version,
                why: inner.to_string(),
                backup: backup.clone(),
            },
            other => other,
        })?;
    }
    Ok(())
}

const BOOKKEEPING: &str = "create table if not exists schema_step (\
    version bigint not null primary key, name text not null, checksum text not null, \
    applied_at bigint not null)";

async fn apply(mut tx: Tx, step: &Step, now: Timestamp) -> Result<(), StoreError> {
    tx.script(step.sql).await?;
    let sql =
        "insert into schema_step (version, name, checksum, applied_at) values ($1, $2, $3, $4)";
    tx.execute(sql, &values![step.version, step.name, checksum(step.sql), now]).await?;
    tx.commit().await
}

/// The steps that the database says were applied; none for an empty database.
pub(crate) async fn applied(reader: &mut Reader<'_>) -> Result<Vec<(i64, String)>, StoreError> {
    let known = if reader.is_postgres() {
        "select count(*) as n from pg_tables where schemaname = current_schema() and tablename = 'schema_step'"
    } else {
        "select count(*) as n from sqlite_master where type = 'table' and name = 'schema_step'"
    };
    if reader.one(known, &[]).await?.int("n")? == 0 {
        return Ok(Vec::new());
    }
    let rows =
        reader.all("select version, checksum from schema_step order by version", &[]).await?;
    rows.iter().map(|row: &Row| Ok((row.int("version")?, row.text("checksum")?))).collect()
}

/// How many of the steps are applied already.
pub(crate) fn check(applied: &[(i64, String)], steps: &[Step]) -> Result<usize, StoreError> {
    let known = steps.last().map_or(0, |step| step.version);
    if let Some((found, _)) = applied.iter().find(|(version, _)| *version > known) {
        return Err(StoreError::NewerSchema { found: *found, known });
    }
    for (version, sum) in applied {
        let step = steps.iter().find(|step| step.version == *version);
        if step.is_none_or(|step| checksum(step.sql) != *sum) {
            return Err(StoreError::MigrationChanged { version: *version });
        }
    }
    Ok(applied.len())
}

/// As [`check`], against the steps of SQLite.
pub(crate) fn check_sqlite(applied: &[(i64, String)]) -> Result<usize, StoreError> {
    check(applied, SQLITE)
}

/// Line ends differ by how a source was fetched; the meaning does not.
fn checksum(sql: &str) -> String {
    let digest = Sha256::digest(sql.replace("\r\n", "\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Copies the file as it is before schema steps change it: `rapport.db.before-schema-2`.
async fn copy_before(db: &Db, file: &Path, applied: usize) -> Result<PathBuf, StoreError> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".before-schema-{}", applied + 1));
    let copy = PathBuf::from(name);
    if copy.exists() {
        // Left by an attempt that failed; the database has not changed since.
        std::fs::remove_file(&copy)?;
    }
    if let Db::Sqlite { write, .. } = db {
        crate::backup::vacuum_into(write, &copy).await?;
    }
    Ok(copy)
}

const _: () = assert!(dialect::APPLICATION_ID == 1_380_995_668);

#[cfg(test)]
mod tests;
