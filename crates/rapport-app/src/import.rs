//! People out of files: read → checked → recognised → written, or only looked at.
//!
//! | file | what |
//! |---|---|
//! | `reading` | a source entry by entry, on a thread of its own |
//! | `calendar` | a calendar as a source of people |
//! | `harvest`, `mailboxes`, `account` | old mail as a source of people, and where it is read from |
//! | `entry` | one entry, checked |
//! | `picture` | a photo of a card |
//! | `matching` | who it is |
//! | `change` | what it adds to somebody known, and how that is taken back |
//! | `meetings` | what becomes of the meetings of a calendar |
//! | `look`, `run` | batch after batch: only looking, or with a pen |
//! | `tally` | what is counted and shown meanwhile |
//! | `undo` | an import taken back |
//! | `upload` | files that came through a page |
//!
//! A batch and how far the source was read are committed together: a process that dies leaves no half
//! contact, and the same import goes on where it stopped. Not here: the formats
//! (`rapport_formats`), and pairs that are merely likely to be one (the search for duplicates).

mod account;
mod calendar;
mod change;
mod entry;
mod harvest;
mod look;
mod mailboxes;
mod matching;
mod meetings;
mod picture;
mod reading;
mod run;
mod tally;
mod undo;
mod upload;

use std::collections::BTreeSet;

use jiff::Timestamp;
use rapport_core::ids::ImportId;
use rapport_store::import::{Import, ImportRow, RowOutcome};
use serde::{Deserialize, Serialize};

pub use reading::ImportSource;
pub(crate) use reading::Place;
pub(crate) use upload::Uploads;
pub use upload::{Upload, UploadState};

use crate::app::App;
use crate::bulk::checked_tag;
use crate::doubt::Doubt;
use crate::error::AppError;
use crate::profile::{PRACTICE_ADDRESS, Profile};
use crate::view::{ImportRowView, ImportView};

/// The fields that a column of a table can fill, by the names the user gives them.
#[must_use]
pub fn field_names() -> Vec<&'static str> {
    rapport_formats::table::Field::names().collect()
}

/// How many entries worth a look a view carries.
const MOST_SHOWN: usize = 200;

/// How a source is imported.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportInput {
    /// The event these people were met at: becomes a tag, and the meeting a playbook counts from.
    pub event: Option<String>,
    /// A playbook to start for each of them.
    pub playbook: Option<String>,
    /// When they were met, as typed ("yesterday"); now if empty.
    pub when: Option<String>,
    /// How much the user wants to know them: A, B or C; becomes a tag.
    pub grade: Option<String>,
    /// Columns of a table, `column=field` each.
    pub columns: Vec<String>,
}

/// How far an import is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportProgress {
    /// Bytes read.
    pub read: u64,
    /// Bytes in all.
    pub size: u64,
    /// Entries dealt with.
    pub entries: u64,
}

/// Told after each batch.
pub type OnProgress<'a> = &'a (dyn Fn(ImportProgress) + Send + Sync);

impl App {
    /// Reads a source and says what an import would do; nothing is written.
    ///
    /// # Errors
    /// The source cannot be read or is an archive, a column cannot be set so, the event or the
    /// playbook is none.
    pub async fn look_at_import(
        &self,
        source: &ImportSource,
        input: &ImportInput,
        progress: OnProgress<'_>,
    ) -> Result<ImportView, AppError> {
        look::look(self, source, input, progress).await
    }

    /// Imports a source. The same source again changes nothing; an import that was interrupted goes
    /// on.
    ///
    /// # Errors
    /// As [`App::look_at_import`], and what the database says. What was written before stays, and the
    /// same import again goes on there.
    pub async fn import(
        &self,
        source: &ImportSource,
        input: &ImportInput,
        progress: OnProgress<'_>,
    ) -> Result<ImportView, AppError> {
        let mut view = run::write(self, source, input, progress).await?;
        if view.started > 0 {
            self.write_after().await;
        }
        let id = view.id.as_deref().and_then(ImportId::parse);
        if let Some(id) = id.filter(|_| view.new + view.changed > 0) {
            view.merged = self.merge_after_import(id).await?;
            // Without a network the import is done all the same.
            if self.asks_domains_at_import().await?
                && let Err(error) = self.ask_domains(None).await
            {
                tracing::warn!(%error, "the domains of the addresses were not asked for");
            }
        }
        Ok(view)
    }

    /// All imports, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn imports(&self) -> Result<Vec<ImportView>, AppError> {
        let imports = self.store().imports(self.scope()).await?;
        Ok(imports.iter().map(|import| view_of(import, Vec::new())).collect())
    }

    /// One import with its entries that are worth a look.
    ///
    /// # Errors
    /// There is no such import.
    pub async fn import_of(&self, id: &str) -> Result<ImportView, AppError> {
        let import = self.import_named(id).await?;
        let most = u32::try_from(MOST_SHOWN).unwrap_or(u32::MAX);
        let rows = self.store().import_rows_to_look_at(self.scope(), import.id, most).await?;
        Ok(view_of(&import, rows.iter().map(row_view).collect()))
    }

    /// The user's own mailboxes: nobody in a calendar or in mail is taken for somebody else there.
    pub(crate) async fn own_mailboxes(
        &self,
        profile: &Profile,
    ) -> Result<BTreeSet<String>, AppError> {
        let accounts = self.store().accounts(self.scope()).await?;
        let of_accounts = accounts.iter().map(|account| account.address.as_str());
        // The address of practice mode is nobody's.
        let typed = profile.address.as_deref().filter(|address| *address != PRACTICE_ADDRESS);
        let all = of_accounts.chain(typed);
        Ok(all.filter_map(calendar::mailbox_key).collect())
    }

    /// The import of an id, or the newest one under the word `last`.
    async fn import_named(&self, id: &str) -> Result<Import, AppError> {
        let unknown = || {
            AppError::not_found(format!("there is no import {id}"), "see them all: rapport imports")
        };
        if id.trim() == "last" {
            let all = self.store().imports(self.scope()).await?;
            return all.into_iter().next().ok_or_else(unknown);
        }
        let id = ImportId::parse(id.trim()).ok_or_else(unknown)?;
        Ok(self.store().import(self.scope(), id).await?)
    }
}

/// The tags that everybody of an import gets.
fn tags(input: &ImportInput) -> Result<Vec<String>, AppError> {
    let event = input.event.as_deref().map(checked_tag).transpose()?;
    let grade = input.grade.as_deref().map(crate::grades::grade_of).transpose()?;
    Ok(event.into_iter().chain(grade.map(|grade| grade.word().to_owned())).collect())
}

fn view_of(import: &Import, rows: Vec<ImportRowView>) -> ImportView {
    ImportView {
        id: Some(import.id.to_string()),
        kind: import.kind.clone(),
        source: import.source.clone(),
        state: import.state.word().to_owned(),
        began_at: Some(import.began_at.to_string()),
        ended_at: import.ended_at.as_ref().map(Timestamp::to_string),
        new: import.counts.added,
        changed: import.counts.changed,
        same: import.counts.same,
        doubtful: import.counts.doubtful,
        rejected: import.counts.rejected,
        started: 0,
        meetings: 0,
        appointments: 0,
        offered: 0,
        columns: Vec::new(),
        rows,
        resumed: false,
        merged: Vec::new(),
    }
}

fn row_view(row: &ImportRow) -> ImportRowView {
    ImportRowView {
        line: Some(row.line).filter(|line| *line > 0),
        outcome: row.outcome.word().to_owned(),
        name: row.name.clone(),
        contact: row.contact.map(|id| id.to_string()),
        // Written by this program; a later one may have other fields.
        doubts: serde_json::from_str(&row.doubts).unwrap_or_default(),
    }
}

/// A row of something that is nobody.
fn rejected_row(number: u64, line: u64, why: &str, remedy: &str) -> ImportRow {
    let doubts = vec![Doubt::about("source", "", why, remedy)];
    ImportRow {
        number,
        line,
        outcome: RowOutcome::Rejected,
        contact: None,
        name: String::new(),
        digest: None,
        uid: None,
        card: String::new(),
        doubts: serde_json::to_string(&doubts).unwrap_or_default(),
        is_doubtful: false,
        undo: None,
    }
}
