//! `whole.jsonl` put back: read line by line, all of it or nothing.
//!
//! The file may come from anywhere, so nothing in it is believed: tables and columns are those the
//! database has, each value is of its column's kind, and the end must count and seal what was read.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use rapport_store::archive::{Cell, Column, ColumnKind, Restoring, Table};
use rapport_store::{ScopeKind, StoreError};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::whole::{SETTINGS_OF_THE_MACHINE, VERSION, hex};
use super::{RestoredView, Telling};
use crate::app::App;
use crate::error::{AppError, Kind};

/// No row is larger: mail is kept up to a fraction of it.
const LONGEST_LINE: u64 = 512 * 1024 * 1024;

/// Whether a file begins as an export's `whole.jsonl` does.
#[must_use]
pub fn is_whole(beginning: &[u8]) -> bool {
    let first = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    serde_json::from_slice::<Map<String, Value>>(first)
        .is_ok_and(|head| head.get("rapport").and_then(Value::as_str) == Some("whole"))
}

/// What the first line says.
struct Head {
    schema: i64,
    scope: Uuid,
    kind: ScopeKind,
    clock_offset: i64,
    key: String,
}

impl App {
    /// Puts an export back into this installation, which must hold nothing yet. `from` is the
    /// folder of an export or its `whole.jsonl`.
    ///
    /// Afterwards this value still looks at the scope from before: open the data anew.
    ///
    /// # Errors
    /// Something is there already, or the file is none, cut off, changed, or of a newer version;
    /// then nothing was put back.
    pub async fn restore_export(
        &self,
        from: &Path,
        tell: Telling<'_>,
    ) -> Result<RestoredView, AppError> {
        let path = if from.is_dir() { from.join("whole.jsonl") } else { from.to_owned() };
        let file = File::open(&path).map_err(|error| {
            AppError::not_found(
                format!("{}: {error}", path.display()),
                "name the folder that rapport export wrote",
            )
        })?;
        let mut lines = Lines { input: BufReader::new(file), seal: Sha256::new(), number: 0 };
        let head = head(&mut lines)?;
        let known = self.store().schema_version().await?;
        if head.schema > known {
            return Err(AppError::from(StoreError::NewerSchema { found: head.schema, known }));
        }
        let mut restoring =
            self.store().restoring(self.user(), head.kind, head.scope, self.machine_now()).await?;
        let mut found = Found::default();
        loop {
            let before = hex(&lines.seal.clone().finalize());
            let Some(mut line) = lines.next()? else {
                return Err(lines.wrong("the end is missing: the file was cut off"));
            };
            if let Some(end) = line.get("end") {
                let whole = end.get("rows").and_then(Value::as_u64) == Some(found.rows)
                    && end.get("sha256").and_then(Value::as_str) == Some(before.as_str());
                if !whole || lines.next()?.is_some() {
                    return Err(lines.wrong("the file was changed after it was written"));
                }
                break;
            }
            let (Some(Value::String(table)), Some(Value::Object(row))) =
                (line.remove("table"), line.remove("row"))
            else {
                return Err(lines.wrong("it is no row of an export"));
            };
            found.note(&table, &row);
            let row = cells(&restoring, &table, &row).map_err(|why| lines.wrong(&why))?;
            restoring.insert(&table, row).await.map_err(|error| match error {
                StoreError::ForeignRow { .. } => lines.wrong(&error.to_string()),
                other => AppError::from(other),
            })?;
            if found.rows.is_multiple_of(500) {
                tell("rows", found.rows, 0);
            }
        }
        let offset = SignedDuration::from_micros(head.clock_offset);
        let scope = restoring.finish(offset).await?;
        let foreign = head.key != self.key().fingerprint();
        Ok(RestoredView {
            mode: scope.kind().word().to_owned(),
            rows: found.rows,
            sentences: found.sentences(scope.kind(), foreign),
        })
    }
}

/// What was met on the way and is worth a sentence.
#[derive(Default)]
struct Found {
    rows: u64,
    accounts: u64,
    erased: u64,
}

impl Found {
    fn note(&mut self, table: &str, row: &Map<String, Value>) {
        self.rows += 1;
        self.accounts += u64::from(table == "account");
        let nobody = row.get("address").and_then(Value::as_str) == Some("")
            && !row.contains_key("contact_id");
        self.erased += u64::from(table == "suppression" && nobody);
    }

    fn sentences(&self, kind: ScopeKind, foreign_key: bool) -> Vec<String> {
        let mut sentences = vec![format!("{} rows were put back", self.rows)];
        if self.accounts > 0 {
            sentences.push(
                "Passwords are in no export: enter them again with rapport account add".to_owned(),
            );
        }
        if kind == ScopeKind::Real {
            sentences.push("Nothing is sent until your sent mail was searched".to_owned());
        }
        if foreign_key && self.erased > 0 {
            sentences.push(format!(
                "{} addresses of people you erased are known by a hash only, which the key of the other \
                 installation made: put its rapport.key beside this data, or they are not recognised",
                self.erased
            ));
        }
        sentences
    }
}

/// The lines of the file, counted and sealed as they were when it was written.
struct Lines {
    input: BufReader<File>,
    seal: Sha256,
    number: u64,
}

impl Lines {
    fn next(&mut self) -> Result<Option<Map<String, Value>>, AppError> {
        let mut line = Vec::new();
        (&mut self.input).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        self.seal.update(&line);
        match serde_json::from_slice(&line) {
            Ok(Value::Object(object)) => Ok(Some(object)),
            _ => Err(self.wrong("it is no row of an export")),
        }
    }

    fn wrong(&self, why: &str) -> AppError {
        AppError::new(
            Kind::Data,
            format!("line {}: {why}; nothing was put back", self.number),
            "take the export as it was written, or make a new one",
        )
    }
}

fn head(lines: &mut Lines) -> Result<Head, AppError> {
    let none = |lines: &Lines| lines.wrong("this is no export of Rapport");
    let line = lines.next()?.ok_or_else(|| none(lines))?;
    let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| line.get(name).and_then(Value::as_i64);
    if text("rapport") != "whole" {
        return Err(none(lines));
    }
    if line.get("version").and_then(Value::as_u64).is_none_or(|version| version > VERSION) {
        return Err(lines.wrong("a newer version wrote it"));
    }
    match (number("schema"), Uuid::parse_str(text("scope")), ScopeKind::parse(text("kind"))) {
        (Some(schema), Ok(scope), Some(kind)) => Ok(Head {
            schema,
            scope,
            kind,
            clock_offset: number("clock_offset").unwrap_or(0),
            key: text("key").to_owned(),
        }),
        _ => Err(none(lines)),
    }
}

fn cells(
    restoring: &Restoring<'_>,
    table: &str,
    row: &Map<String, Value>,
) -> Result<Vec<(String, Cell)>, String> {
    let known = restoring.table(table).ok_or_else(|| format!("there is no table {table}"))?;
    if table == "setting"
        && row
            .get("key")
            .and_then(Value::as_str)
            .is_some_and(|key| SETTINGS_OF_THE_MACHINE.contains(&key))
    {
        return Err("a setting of another machine".to_owned());
    }
    row.iter().map(|(name, value)| Ok((name.clone(), cell(known, name, value)?))).collect()
}

pub(crate) fn cell(table: &Table, name: &str, value: &Value) -> Result<Cell, String> {
    let column = table.columns().iter().find(|column| column.name() == name);
    let column = column.ok_or_else(|| format!("{} has no column {name}", table.name()))?;
    let wrong = || format!("{name} of {} holds something else", table.name());
    match (column.kind(), value) {
        (ColumnKind::Int, value) => value.as_i64().map(Cell::Int).ok_or_else(wrong),
        (ColumnKind::Text, Value::String(text)) => Ok(Cell::Text(text.clone())),
        (ColumnKind::Bytes, Value::String(text)) => {
            bytes(column, text).map(Cell::Bytes).ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}

fn bytes(column: &Column, text: &str) -> Option<Vec<u8>> {
    if column.is_identifier() {
        // An identifier has dashes, which base64 has not.
        return Uuid::parse_str(text)
            .map(|id| id.as_bytes().to_vec())
            .ok()
            .or_else(|| STANDARD.decode(text).ok());
    }
    STANDARD.decode(text).ok()
}
