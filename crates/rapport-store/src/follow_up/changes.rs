//! What decisions changed, on its way into the database: the columns that differ, and why.
//!
//! Only what changed is written, because a database touches the index and the reference of each column
//! that a statement names, changed or not. The statements themselves are in the door.

use rapport_core::decide::{Decision, Event};
use rapport_core::follow_up::FollowUp;
use rapport_core::reason::Reason;

use super::row;
use crate::db::Value;
use crate::journal::{self, Entry};
use crate::scope::Scope;

/// One follow-up on its way from one version to the next.
pub(super) struct Change {
    pub(super) id: Value,
    /// The version that was decided on: the compare in compare-and-set.
    pub(super) version: Value,
    pub(super) columns: Vec<&'static str>,
    /// Of the columns, in their order.
    pub(super) values: Vec<Value>,
}

impl Change {
    pub(super) fn between(scope: &Scope, before: &FollowUp, next: &FollowUp) -> Self {
        let was = row::values_of(scope, before, before.version);
        let is = row::values_of(scope, next, next.version);
        // The scope stands before the columns.
        let pairs = was.iter().zip(is).skip(1);
        let changed = row::COLUMNS.into_iter().zip(pairs).filter(|(_, (was, is))| *was != is);
        let (columns, values) = changed.map(|(column, (_, is))| (column, is)).unzip();
        Self { id: before.id.into(), version: before.version.into(), columns, values }
    }
}

/// Decisions that are made and not yet written; see `Door::write_down`.
#[derive(Default)]
pub(super) struct Unwritten {
    pub(super) changes: Vec<Change>,
    pub(super) entries: Vec<[Value; journal::WIDTH]>,
}

/// What the journal says of a decision; nothing of a timer that rang for nothing, which is no event
/// in anybody's life.
pub(super) fn entry<'a>(
    before: &FollowUp,
    event: &'a Event,
    decision: &'a Decision,
) -> Option<Entry<'a>> {
    if matches!(event, Event::Woke) && matches!(decision.reason, Reason::StillWaiting { .. }) {
        return None;
    }
    Some(Entry {
        event: event.word(),
        reason: &decision.reason,
        follow_up: Some(before.id),
        contact: Some(decision.next.contact),
        state: Some(decision.next.state.word()),
    })
}
