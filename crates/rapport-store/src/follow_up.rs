//! The one door of follow-ups: the only file that writes their rows.
//!
//! [`Store::transition`] is the whole of it: lock the scope, load the follow-up and the facts, let the
//! core decide, compare the version, write the next state, its effects and its journal entry, commit.
//! Several at once (a person's events) go through one [`Door`] with the same steps by hand.
//! Many at once are in `many`, what a decision changed is found in `changes`, what its effects write is in
//! `effects`, how a state becomes columns in `row`, reading in `queries`.

mod changes;
mod effects;
mod many;
mod queries;
pub(crate) mod row;

use rapport_core::decide::{Decision, Event, Refusal};
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::{ContactId, FollowUpId};
use sqlx::AssertSqlSafe;

use crate::archive::{Cell, value_of};
use crate::db::{Value, values};
use crate::dialect;
use crate::door::{Actor, Door, Moment};
use crate::error::StoreError;
use crate::facts::Facts;
use crate::journal::{self, Entry};
use crate::open::Store;
use crate::scope::Scope;

use self::changes::{Change, Unwritten, entry};
pub use queries::Due;

/// What became of an event.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// It was decided and written. The follow-up in it carries its new version.
    Decided(Box<Decision>),
    /// It is not legal in this state; nothing was changed.
    Refused(Refusal),
}

impl Store {
    /// Takes one follow-up through one event, under the lock of the scope.
    ///
    /// `decide` gets the follow-up and everything a decision may depend on, and must be pure.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says; then nothing was changed.
    pub async fn transition(
        &self,
        scope: &Scope,
        id: FollowUpId,
        event: &Event,
        moment: Moment,
        actor: Actor,
        decide: impl FnOnce(&FollowUp, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Outcome, StoreError> {
        let mut door = self.door(scope, moment, actor).await?;
        let outcome = door.transition(id, event, decide).await?;
        if matches!(outcome, Outcome::Decided(_)) {
            door.commit().await?;
        }
        Ok(outcome)
    }

    /// Takes several follow-ups through one event each, all or none: what a person's event means for
    /// every follow-up that it touches.
    ///
    /// A refusal of one leaves that one as it is and the others go on.
    ///
    /// # Errors
    /// As [`Store::transition`].
    pub async fn transition_many(
        &self,
        scope: &Scope,
        events: &[(FollowUpId, Event)],
        moment: Moment,
        actor: Actor,
        mut decide: impl FnMut(&FollowUp, &Event, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Vec<(FollowUpId, Outcome)>, StoreError> {
        let mut door = self.door(scope, moment, actor).await?;
        let outcomes = door.transition_many(events, &mut decide).await?;
        door.commit().await?;
        Ok(outcomes)
    }

    /// Starts a follow-up; the contact and whatever it counts its days from must be there already.
    ///
    /// # Errors
    /// What the database says.
    pub async fn start(
        &self,
        scope: &Scope,
        follow_up: FollowUp,
        moment: Moment,
        actor: Actor,
        begin: impl FnOnce(FollowUp, &Facts) -> Decision,
    ) -> Result<Decision, StoreError> {
        let mut door = self.door(scope, moment, actor).await?;
        let decision = door.start(follow_up, begin).await?;
        door.commit().await?;
        Ok(decision)
    }
}

impl Door<'_> {
    /// One follow-up, as this transaction sees it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn follow_up(&mut self, id: FollowUpId) -> Result<FollowUp, StoreError> {
        let scope = self.scope;
        queries::load(&mut self.tx.reader(), &scope, id).await
    }

    /// Load, decide, apply: one event of one follow-up within this door.
    ///
    /// # Errors
    /// As [`Store::transition`].
    pub async fn transition(
        &mut self,
        id: FollowUpId,
        event: &Event,
        decide: impl FnOnce(&FollowUp, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Outcome, StoreError> {
        let (before, facts) = self.follow_up_with_facts(id).await?;
        match decide(&before, &facts) {
            Ok(mut decision) => {
                self.apply(&before, event, &mut decision).await?;
                Ok(Outcome::Decided(Box::new(decision)))
            }
            Err(refusal) => Ok(Outcome::Refused(refusal)),
        }
    }

    /// Writes what was decided: the next state, its effects, and why.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the follow-up is not at the version that was decided on;
    /// [`StoreError::EarlierAttempt`] when an effect would send a step twice.
    pub async fn apply(
        &mut self,
        before: &FollowUp,
        event: &Event,
        decision: &mut Decision,
    ) -> Result<(), StoreError> {
        let mut unwritten = Unwritten::default();
        self.apply_behind(&mut unwritten, before, event, decision).await?;
        self.write_down(&mut unwritten).await
    }

    /// Keeps a decision to be written with others. One with effects is written at once, behind those
    /// that were kept before it; only what the journal says of it still waits.
    async fn apply_behind(
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
    async fn write_down(&mut self, unwritten: &mut Unwritten) -> Result<(), StoreError> {
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
        if self.tx.change_and_add(&update_one(&change.columns), &insert, &values).await? {
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
            update_one(columns)
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

    /// Starts a follow-up within this door; its first plan is decided at once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn start(
        &mut self,
        follow_up: FollowUp,
        begin: impl FnOnce(FollowUp, &Facts) -> Decision,
    ) -> Result<Decision, StoreError> {
        let before = FollowUp { version: 1, ..follow_up };
        let facts = self.facts(&before).await?;
        let mut decision = begin(before.clone(), &facts);
        decision.next.version = 2;
        self.insert(&decision.next).await?;
        self.write_effects_of_start(&before, &decision).await?;
        let entry = Entry {
            event: "started",
            reason: &decision.reason,
            follow_up: Some(before.id),
            contact: Some(before.contact),
            state: Some(decision.next.state.word()),
        };
        self.journal(&entry).await?;
        Ok(decision)
    }

    async fn insert(&mut self, follow_up: &FollowUp) -> Result<(), StoreError> {
        let columns = row::COLUMNS.join(", ");
        let places = dialect::list(1, row::COLUMNS.len() + 1);
        let sql = format!("insert into follow_up (scope_id, {columns}) values ({places})");
        let values = row::values_of(&self.scope, follow_up, follow_up.version);
        self.tx.execute(AssertSqlSafe(sql), &values).await.map(drop)
    }

    /// Gives a follow-up to another contact: two became one, or parted.
    pub(crate) async fn give_follow_up(
        &mut self,
        id: Option<&Cell>,
        contact: Option<&Cell>,
    ) -> Result<(), StoreError> {
        let values = [Value::from(self.scope.id()), value_of(id), value_of(contact)];
        let sql = "update follow_up set contact_id = $3 where scope_id = $1 and id = $2";
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Where a follow-up of somebody waits for one contact, it waits for another now.
    pub(crate) async fn rename_in_follow_ups(
        &mut self,
        gone: ContactId,
        kept: ContactId,
    ) -> Result<(), StoreError> {
        let values = values![self.scope.id(), gone, kept];
        for sql in [
            "update follow_up set chase_held_by = $3 where scope_id = $1 and chase_held_by = $2",
            "update follow_up set hold_contact_id = $3 where scope_id = $1 and hold_contact_id = $2",
        ] {
            self.tx.execute(sql, &values).await?;
        }
        Ok(())
    }

    /// Puts a follow-up back to where it stood before two contacts became one, if nothing happened
    /// to it since. What was in the outbox was withdrawn and asks for a new yes.
    ///
    /// # Errors
    /// What the database says.
    pub async fn put_follow_up_back(
        &mut self,
        before: &[(String, Cell)],
        version: u64,
    ) -> Result<bool, StoreError> {
        let cell = |name: &str| before.iter().find(|(known, _)| known == name).map(|(_, it)| it);
        let left = matches!(cell("state"), Some(Cell::Text(state))
            if matches!(state.as_str(), "approved" | "queued"));
        let mut values = vec![Value::from(self.scope.id())];
        let mut changes = Vec::new();
        for (name, kind) in [
            ("state", 't'),
            ("draft_id", 'b'),
            ("item_id", 'b'),
            ("approved_hash", 'b'),
            ("take_back_until", 'i'),
            ("hold", 't'),
            ("hold_since", 'i'),
            ("hold_day", 't'),
            ("hold_until", 'i'),
            ("hold_contact_id", 'b'),
            ("hold_why", 't'),
            ("end_reason", 't'),
            ("wake_at", 'i'),
        ] {
            let taken_back =
                left && matches!(name, "item_id" | "approved_hash" | "take_back_until");
            values.push(match (cell(name), kind) {
                (Some(_), 't') if left && name == "state" => Value::from("in-review"),
                // The review looks at once whether it is too late by now.
                (_, 'i') if left && name == "wake_at" => Value::from(self.moment.now),
                (Some(cell), _) if *cell != Cell::Null && !taken_back => value_of(Some(cell)),
                (_, 't') => Value::Text(None),
                (_, 'b') => Value::Bytes(None),
                _ => Value::Int(None),
            });
            changes.push(format!("{name} = ${}", values.len()));
        }
        values.extend([value_of(cell("id")), Value::from(version)]);
        let sql = format!(
            "update follow_up set {}, version = version + 1 where scope_id = $1 and id = ${} \
             and version = ${}",
            changes.join(", "),
            values.len() - 1,
            values.len()
        );
        Ok(self.tx.execute(AssertSqlSafe(sql), &values).await? > 0)
    }
}

/// Compare and set of one follow-up: scope, follow-up and the version that was decided on are bound
/// first, then the values of the columns.
fn update_one(columns: &[&'static str]) -> String {
    let changes: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| format!("{column} = ${}", index + 4))
        .collect();
    format!(
        "update follow_up set {} where scope_id = $1 and id = $2 and version = $3",
        changes.join(", ")
    )
}
