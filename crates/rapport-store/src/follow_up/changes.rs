//! Writing what decisions changed: the columns that differ, alone or many follow-ups in one statement.
//!
//! Only what changed is named, because a database touches the index and the reference of each column
//! that a statement names, changed or not.

use rapport_core::decide::{Decision, Event};
use rapport_core::follow_up::FollowUp;
use rapport_core::reason::Reason;
use sqlx::AssertSqlSafe;

use super::row;
use crate::db::{Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::journal::{self, Entry};
use crate::scope::Scope;

/// One follow-up on its way from one version to the next.
struct Change {
    id: Value,
    /// The version that was decided on: the compare in compare-and-set.
    version: Value,
    columns: Vec<&'static str>,
    /// Of the columns, in their order.
    values: Vec<Value>,
}

impl Change {
    fn between(scope: &Scope, before: &FollowUp, next: &FollowUp) -> Self {
        let was = row::values_of(scope, before, before.version);
        let is = row::values_of(scope, next, next.version);
        // The scope stands before the columns.
        let pairs = was.iter().zip(is).skip(1);
        let changed = row::COLUMNS.into_iter().zip(pairs).filter(|(_, (was, is))| *was != is);
        let (columns, values) = changed.map(|(column, (_, is))| (column, is)).unzip();
        Self { id: before.id.into(), version: before.version.into(), columns, values }
    }

    /// The statement that writes it: scope, follow-up and the version that was decided on are bound
    /// first, then the values.
    fn sql(&self) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| format!("{column} = ${}", index + 4))
            .collect();
        format!(
            "update follow_up set {} where scope_id = $1 and id = $2 and version = $3",
            columns.join(", ")
        )
    }
}

/// Decisions that are made and not yet written; see [`Door::write_down`].
#[derive(Default)]
pub(super) struct Unwritten {
    changes: Vec<Change>,
    entries: Vec<[Value; journal::WIDTH]>,
}

/// What the journal says of a decision; nothing of a timer that rang for nothing, which is no event
/// in anybody's life.
fn entry<'a>(before: &FollowUp, event: &'a Event, decision: &'a Decision) -> Option<Entry<'a>> {
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

impl Door<'_> {
    /// Keeps a decision to be written with others. One with effects is written at once, behind those
    /// that were kept before it; only what the journal says of it still waits.
    pub(super) async fn apply_behind(
        &mut self,
        unwritten: &mut Unwritten,
        before: &FollowUp,
        event: &Event,
        decision: &mut Decision,
    ) -> Result<(), StoreError> {
        decision.next.version = before.version + 1;
        unwritten.changes.push(Change::between(&self.scope, before, &decision.next));
        if !decision.effects.is_empty() || matches!(event, Event::Ticked { .. }) {
            self.write_down(unwritten).await?;
            self.write_effects(before, event, decision).await?;
        }
        if let Some(entry) = entry(before, event, decision) {
            unwritten.entries.push(self.journal_values(&entry));
        }
        Ok(())
    }

    /// Writes what was kept: each follow-up only where it still has the version that was decided on.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when one of them has not; then nothing may be committed.
    pub(super) async fn write_down(&mut self, unwritten: &mut Unwritten) -> Result<(), StoreError> {
        let Unwritten { mut changes, entries } = std::mem::take(unwritten);
        if let ([change], [entry]) = (changes.as_slice(), entries.as_slice()) {
            return self.write_one(change, entry).await;
        }
        while let Some(first) = changes.first() {
            let columns = first.columns.clone();
            let (alike, others) = changes.into_iter().partition(|it| it.columns == columns);
            self.write_alike(&columns, alike).await?;
            changes = others;
        }
        self.journal_all(entries).await
    }

    /// One follow-up and its entry in the journal.
    async fn write_one(
        &mut self,
        change: &Change,
        entry: &[Value; journal::WIDTH],
    ) -> Result<(), StoreError> {
        let mut values = values![self.scope.id()].to_vec();
        values.extend([change.id.clone(), change.version.clone()]);
        values.extend_from_slice(&change.values);
        let places = dialect::list(values.len() + 1, journal::WIDTH);
        values.extend_from_slice(entry);
        let insert = format!("{} select {places}", journal::INSERT);
        if self.tx.change_and_add(&change.sql(), &insert, &values).await? {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }

    /// Follow-ups of which the same columns changed.
    async fn write_alike(
        &mut self,
        columns: &[&'static str],
        changes: Vec<Change>,
    ) -> Result<(), StoreError> {
        let expected = changes.len() as u64;
        let mut values = values![self.scope.id()].to_vec();
        let sql = if let [change] = changes.as_slice() {
            values.extend([change.id.clone(), change.version.clone()]);
            values.extend_from_slice(&change.values);
            change.sql()
        } else {
            let changed: Vec<String> = columns
                .iter()
                .enumerate()
                .map(|(index, column)| format!("{column} = v.column{}", index + 3))
                .collect();
            let width = columns.len() + 2;
            let rows: Vec<String> = (0..changes.len())
                .map(|row| format!("({})", dialect::list(2 + row * width, width)))
                .collect();
            for change in changes {
                values.extend([change.id, change.version]);
                values.extend(change.values);
            }
            // The columns of bare rows have these names on both databases.
            format!(
                "update follow_up set {} from (values {}) as v where follow_up.scope_id = $1 \
                 and follow_up.id = v.column1 and follow_up.version = v.column2",
                changed.join(", "),
                rows.join(", ")
            )
        };
        if self.tx.execute(AssertSqlSafe(sql), &values).await? == expected {
            Ok(())
        } else {
            Err(StoreError::Conflict)
        }
    }
}
