//! What an import counts and shows while its entries go by.

use jiff::Timestamp;
use rapport_core::ids::ContactId;
use rapport_store::import::{Counts, RowOutcome};

use super::entry::Entry;
use super::meetings::{self, Change};
use super::{ImportSource, MOST_SHOWN};
use crate::doubt::Doubt;
use crate::view::{ColumnView, ImportRowView, ImportView};

/// What a view is made of while entries go by.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) counts: Counts,
    pub(super) entries: u64,
    pub(super) started: u64,
    meetings: u64,
    appointments: u64,
    pub(super) offered: u64,
    rows: Vec<ImportRowView>,
}

impl Tally {
    pub(super) fn met(&mut self, changes: &[Change], now: Timestamp) {
        let (were, come) = meetings::counted(changes, now);
        self.meetings += were;
        self.appointments += come;
    }

    fn count(&mut self, outcome: RowOutcome, is_doubtful: bool) {
        let counts = &mut self.counts;
        match outcome {
            RowOutcome::New => counts.added += 1,
            RowOutcome::Changed => counts.changed += 1,
            RowOutcome::Same => counts.same += 1,
            RowOutcome::Rejected => counts.rejected += 1,
        }
        counts.doubtful += u64::from(is_doubtful);
    }

    fn show(&mut self, row: ImportRowView) {
        if self.rows.len() < MOST_SHOWN {
            self.rows.push(row);
        }
    }

    pub(super) fn entry(&mut self, entry: &Entry, outcome: RowOutcome, contact: Option<ContactId>) {
        self.count(outcome, !entry.doubts.is_empty());
        if !entry.doubts.is_empty() {
            self.show(ImportRowView {
                line: Some(entry.line).filter(|line| *line > 0),
                outcome: outcome.word().to_owned(),
                name: entry.name.clone(),
                contact: contact.map(|id| id.to_string()),
                doubts: entry.doubts.clone(),
            });
        }
    }

    pub(super) fn rejected(&mut self, line: u64, why: &str, remedy: &str) {
        self.count(RowOutcome::Rejected, false);
        self.show(ImportRowView {
            line: Some(line).filter(|line| *line > 0),
            outcome: RowOutcome::Rejected.word().to_owned(),
            name: String::new(),
            contact: None,
            doubts: vec![Doubt::about("source", "", why, remedy)],
        });
    }

    pub(super) fn view(self, source: &ImportSource, form: Form) -> ImportView {
        ImportView {
            kind: form.kind.to_owned(),
            source: source.name.clone(),
            state: "looked-at".to_owned(),
            new: self.counts.added,
            changed: self.counts.changed,
            same: self.counts.same,
            doubtful: self.counts.doubtful,
            rejected: self.counts.rejected,
            started: self.started,
            meetings: self.meetings,
            appointments: self.appointments,
            offered: self.offered,
            columns: form.columns,
            rows: self.rows,
            ..ImportView::default()
        }
    }
}

/// What kind of source it is.
pub(super) struct Form {
    pub(super) kind: &'static str,
    pub(super) columns: Vec<ColumnView>,
}
