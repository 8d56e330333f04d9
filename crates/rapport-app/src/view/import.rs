//! What imports answer with.

use serde::Serialize;

use crate::merge::MergeView;

/// An import: looked at, running, done or undone.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ImportView {
    /// Which one; `None` where nothing was written.
    pub id: Option<String>,
    /// `cards`, `table`, `calendar`, `mail`, `signature` or `picture`.
    pub kind: String,
    /// What was read.
    pub source: String,
    /// `looked-at`, `running`, `done` or `undone`.
    pub state: String,
    /// When it began (RFC 3339).
    pub began_at: Option<String>,
    /// When it ended or was taken back (RFC 3339).
    pub ended_at: Option<String>,
    /// Entries of people who were not known.
    pub new: u64,
    /// Entries of people known, with something new.
    pub changed: u64,
    /// Entries of people known, with nothing new.
    pub same: u64,
    /// Of all these, entries that hold something doubtful.
    pub doubtful: u64,
    /// Entries that are nobody.
    pub rejected: u64,
    /// Follow-ups that were started, or would be.
    pub started: u64,
    /// Of a calendar: meetings that were, now touchpoints.
    pub meetings: u64,
    /// Of a calendar: meetings to come, now appointments.
    pub appointments: u64,
    /// Follow-ups that are offered after meetings.
    pub offered: u64,
    /// Of a table: what its columns are taken for.
    pub columns: Vec<ColumnView>,
    /// Entries worth a look, in the order of the source; the first ones.
    pub rows: Vec<ImportRowView>,
    /// It went on where an earlier try stopped.
    pub resumed: bool,
    /// Who was surely there twice and is one now; each merge can be taken back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<MergeView>,
}

/// A column of a table and what it is taken for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ColumnView {
    /// Which one, from 1.
    pub number: usize,
    /// Its header.
    pub header: String,
    /// The field it fills, as `--map HEADER=FIELD` takes it; `keep` is kept without a field.
    pub field: String,
    /// How sure that is, in per cent.
    pub sure: u8,
    /// The first text in it.
    pub example: String,
}

/// An entry worth a look.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ImportRowView {
    /// Its line in the source; `None` where a line means nothing.
    pub line: Option<u64>,
    /// `new`, `changed`, `same` or `rejected`.
    pub outcome: String,
    /// The name as the source gives it; empty for a rejected one.
    pub name: String,
    /// The contact's id, once it was written.
    pub contact: Option<String>,
    /// What is doubtful, or why it was rejected, each with what to do.
    pub doubts: Vec<crate::doubt::Doubt>,
}

/// What became of an import that was taken back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UndoneView {
    /// Which one.
    pub id: String,
    /// What was read.
    pub source: String,
    /// Contacts that are gone again.
    pub removed: u64,
    /// Contacts whose fields are as they were.
    pub restored: u64,
    /// Contacts that stay, because they were used or changed since: the first names.
    pub kept: Vec<String>,
    /// How many stay.
    pub kept_in_all: u64,
}
