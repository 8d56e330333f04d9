//! `whole.jsonl`: every row of a scope, one JSON object a line, between a head and an end.
//!
//! The head says what wrote it; then `{"table":…,"row":{…}}`, tables after those they refer to; the
//! end counts the rows and seals all lines before it, so that a file cut off is told from a whole
//! one. Identifiers are written as UUIDs, other bytes in base64, what is not there is left out.
//! Settings that say something about this machine, and secrets, are left out, too.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rapport_store::archive::{Archive, Cell, Cells, Column, Table};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Telling, folder};
use crate::app::App;
use crate::error::AppError;

/// The version of the file's form.
pub(crate) const VERSION: u64 = 1;

/// Settings of this machine, not of the user.
pub(crate) const SETTINGS_OF_THE_MACHINE: [&str; 6] = [
    "key.fingerprint",
    "serve.address",
    "health.gap",
    "clock.seen",
    "resolver.epoch-tried",
    "today.rows",
];

/// Writes the file; the answer is how many rows there were.
pub(crate) async fn write(
    app: &App,
    archive: &mut Archive,
    file: BufWriter<File>,
    tell: Telling<'_>,
) -> Result<u64, AppError> {
    let mut lines = Lines { file, seal: Sha256::new(), rows: 0 };
    lines.line(&head(app).await?)?;
    let tables: Vec<Table> = archive.tables().to_vec();
    let mut all = 0;
    for table in &tables {
        all += archive.count(table).await?;
    }
    for table in &tables {
        let mut last: Option<Cells> = None;
        loop {
            let page = archive.rows(table, last.as_ref()).await?;
            for row in &page {
                if !is_of_the_machine(table, row) {
                    lines.row(table, row)?;
                }
            }
            tell("rows", lines.rows, all);
            match page.into_iter().next_back() {
                Some(row) => last = Some(row),
                None => break,
            }
        }
    }
    lines.end()
}

async fn head(app: &App) -> Result<Value, AppError> {
    let state = app.store().scope_state(app.scope()).await?;
    Ok(json!({
        "rapport": "whole",
        "version": VERSION,
        "schema": app.store().schema_version().await?,
        "scope": app.scope().id().to_string(),
        "kind": app.scope().kind().word(),
        "clock_offset": i64::try_from(state.clock_offset.as_micros()).unwrap_or(0),
        "key": app.key().fingerprint(),
        "written_at": app.now().to_string(),
    }))
}

fn is_of_the_machine(table: &Table, row: &Cells) -> bool {
    table.name() == "setting"
        && table.place_of("key").and_then(|place| row.get(place)).is_some_and(|cell| {
            matches!(cell, Cell::Text(key) if SETTINGS_OF_THE_MACHINE.contains(&key.as_str()))
        })
}

/// The lines of the file, counted and sealed.
pub(crate) struct Lines {
    file: BufWriter<File>,
    seal: Sha256,
    rows: u64,
}

impl Lines {
    fn line(&mut self, value: &Value) -> Result<(), AppError> {
        let mut text = serde_json::to_vec(value).map_err(std::io::Error::from)?;
        text.push(b'\n');
        self.seal.update(&text);
        self.file.write_all(&text)?;
        Ok(())
    }

    fn row(&mut self, table: &Table, row: &Cells) -> Result<(), AppError> {
        self.rows += 1;
        self.line(&json!({ "table": table.name(), "row": object(table, row) }))
    }

    fn end(mut self) -> Result<u64, AppError> {
        let seal = hex(&self.seal.clone().finalize());
        self.line(&json!({ "end": { "rows": self.rows, "sha256": seal } }))?;
        folder::settle(self.file)?;
        Ok(self.rows)
    }
}

/// One row as an object.
pub(crate) fn object(table: &Table, row: &Cells) -> Map<String, Value> {
    let mut object = Map::new();
    for (column, cell) in table.columns().iter().zip(row) {
        let value = match cell {
            Cell::Null => continue,
            Cell::Int(number) => Value::from(*number),
            Cell::Text(text) => Value::from(text.as_str()),
            Cell::Bytes(bytes) => Value::from(bytes_as_text(column, bytes)),
        };
        object.insert(column.name().to_owned(), value);
    }
    object
}

fn bytes_as_text(column: &Column, bytes: &[u8]) -> String {
    match Uuid::from_slice(bytes) {
        Ok(id) if column.is_identifier() => id.to_string(),
        _ => STANDARD.encode(bytes),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
