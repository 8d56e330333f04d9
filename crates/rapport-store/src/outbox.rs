//! The outbox: leases with fencing, the point of no return, and what became of an item.
//!
//! A courier leases an item (committed before any socket is opened), passes the point of no return in
//! one transaction with the last look, and reports what the server said. Each lease has a fencing
//! number; whoever holds an old one can neither pass nor report. What is known of an item is in `item`, reading
//! in `queries`.

mod item;
mod queries;

use jiff::{SignedDuration, Timestamp};
use rapport_core::decide::{Decision, Event, Refusal};
use rapport_core::follow_up::{ContentHash, FollowUp, State};
use rapport_core::ids::{AccountId, DraftId, OutboxItemId};
use rapport_core::outbox::{Item, ItemState, SendAnswer};
use rapport_core::turn::TurnEvent;
use rapport_core::turn::threads::TurnStep;
use sqlx::AssertSqlSafe;

use crate::account;
use crate::db::values;
use crate::dialect;
use crate::door::{Actor, Door, Moment, Worker};
use crate::draft;
use crate::error::StoreError;
use crate::facts::Facts;
use crate::follow_up::Outcome;
use crate::message::{self, Message, MessageDirection};
use crate::open::Store;
use crate::scope::{STOP_ALL, Scope};

pub(crate) use item::item_of;
pub use item::{Commit, Expired, LastLook, LeasedItem, OutboxItem, OutboxRow};
pub use queries::SentMail;

/// Content that a decision puts into the outbox.
pub(crate) struct NewItem {
    pub(crate) id: OutboxItemId,
    pub(crate) draft: DraftId,
    pub(crate) approved: ContentHash,
    pub(crate) not_before: Timestamp,
    pub(crate) closes: Timestamp,
    pub(crate) same_day_until: Option<Timestamp>,
}

impl Store {
    /// Leases the item that is due first, for `lease` from now. Committed when it returns, before any
    /// socket is opened. None while another node holds the scope.
    ///
    /// # Errors
    /// What the database says.
    pub async fn lease_next(
        &self,
        scope: &Scope,
        owner: &str,
        now: Timestamp,
        lease: SignedDuration,
    ) -> Result<Option<LeasedItem>, StoreError> {
        let mut tx = self.db.begin(scope).await?;
        let sql = format!(
            "update outbox_item set state = 'sending', attempts = attempts + 1, fence = fence + 1, \
             lease_owner = $3, lease_until = $4 where scope_id = $1 and state in ('queued', 'deferred') \
             and id = (select id from outbox_item where scope_id = $1 and state in ('queued', 'deferred') \
             and next_attempt_at <= $2 order by next_attempt_at, id limit 1{}) {} returning *",
            dialect::claim_suffix(&tx),
            dialect::unless_held_by_another(&tx),
        );
        let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
        let row = tx.maybe(AssertSqlSafe(sql), &values![scope.id(), now, owner, until]).await?;
        tx.commit().await?;
        row.map(|row| {
            let item = item_of(&row)?;
            Ok(LeasedItem { fence: item.fence, item })
        })
        .transpose()
    }

    /// Stores the bytes of a leased item, built once, before dialling. What is stored already stays:
    /// the answer is what goes out. `None` when the lease is lost.
    ///
    /// # Errors
    /// What the database says.
    pub async fn store_wire(
        &self,
        scope: &Scope,
        leased: &LeasedItem,
        account: AccountId,
        message_id: &str,
        content: ContentHash,
        wire: &[u8],
    ) -> Result<Option<OutboxItem>, StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update outbox_item set account_id = $4, message_id = $5, content_hash = $6, wire = $7 \
            where scope_id = $1 and id = $2 and fence = $3 and state = 'sending' and wire is null";
        let values =
            values![scope.id(), leased.item.id, leased.fence, account, message_id, content, wire,];
        tx.execute(sql, &values).await?;
        let sql = "select * from outbox_item where scope_id = $1 and id = $2 and fence = $3 and state = 'sending'";
        let row = tx.maybe(sql, &values![scope.id(), leased.item.id, leased.fence]).await?;
        tx.commit().await?;
        row.as_ref().map(item_of).transpose()
    }

    /// Gives a leased item back without an attempt: a last look before dialling said "wait".
    ///
    /// # Errors
    /// What the database says.
    pub async fn release(
        &self,
        scope: &Scope,
        leased: &LeasedItem,
        until: Timestamp,
        why: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = RELEASE;
        tx.execute(sql, &values![scope.id(), leased.item.id, leased.fence, until, why]).await?;
        tx.commit().await
    }

    /// The point of no return: the last look and the compare-and-set of the item to `committed`, in
    /// one transaction under the lock of the scope (I5). Only the holder of the current fencing number
    /// with a lease that has not ended can pass.
    ///
    /// # Errors
    /// What the database says; then the item has not passed.
    pub async fn commit_point(
        &self,
        scope: &Scope,
        leased: &LeasedItem,
        moment: Moment,
        may_send: impl FnOnce(&LastLook) -> SendAnswer,
    ) -> Result<Commit, StoreError> {
        let mut door = self.door(scope, moment, Actor::Worker(Worker::Courier)).await?;
        if !door.holds(leased).await? {
            return Ok(Commit::Lost);
        }
        let look = door.last_look(leased.item.id).await?;
        match may_send(&look) {
            SendAnswer::Go => {
                // The hold of a restored database is a guard of the statement, too: whatever the
                // caller made of the facts, nothing passes it.
                let sql = "update outbox_item set state = 'committed' where scope_id = $1 and id = $2 \
                    and fence = $3 and state = 'sending' and lease_until > $4 \
                    and exists (select 1 from scope where id = $1 and epoch_held = 0)";
                let values = values![scope.id(), leased.item.id, leased.fence, moment.now];
                if door.tx.execute(sql, &values).await? == 0 {
                    return Ok(Commit::Lost);
                }
                door.commit().await?;
                Ok(Commit::Go)
            }
            SendAnswer::Wait { until, reason } => {
                let values =
                    values![scope.id(), leased.item.id, leased.fence, until, reason.to_string()];
                door.tx.execute(RELEASE, &values).await?;
                door.commit().await?;
                Ok(Commit::Wait { until, reason })
            }
            SendAnswer::Never { reason } => Ok(Commit::Never { reason }),
        }
    }

    /// Reports what became of a leased item: [`Event::Sent`], [`Event::Deferred`], [`Event::Refused`],
    /// [`Event::Uncertain`] or [`Event::Barred`]. Item and follow-up change in one transaction.
    /// `None` when the fencing number is an old one: then nothing was written, and whoever took over
    /// reports.
    ///
    /// # Errors
    /// What the database says.
    pub async fn finish(
        &self,
        scope: &Scope,
        leased: &LeasedItem,
        event: &Event,
        moment: Moment,
        decide: impl FnOnce(&FollowUp, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Option<Outcome>, StoreError> {
        let mut door = self.door(scope, moment, Actor::Worker(Worker::Courier)).await?;
        if !door.may_report(leased).await? {
            return Ok(None);
        }
        let outcome = door.report(leased.item.id, event, decide).await?;
        door.commit().await?;
        Ok(Some(outcome))
    }

    /// Reports what a search found out about an uncertain item, or what the user said of it.
    /// `None` when it is not uncertain any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn resolve(
        &self,
        scope: &Scope,
        item: OutboxItemId,
        event: &Event,
        moment: Moment,
        decide: impl FnOnce(&FollowUp, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Option<Outcome>, StoreError> {
        let mut door = self.door(scope, moment, Actor::Worker(Worker::Resolver)).await?;
        if door.item(item).await?.state != ItemState::Uncertain {
            return Ok(None);
        }
        let outcome = door.report(item, event, decide).await?;
        door.commit().await?;
        Ok(Some(outcome))
    }

    /// Reports what a search after a restore found out about an item, whatever this database believed
    /// of it: a restored one knows less than the mailbox does. `None` when it is final.
    ///
    /// # Errors
    /// What the database says.
    pub async fn report_restored(
        &self,
        scope: &Scope,
        item: OutboxItemId,
        event: &Event,
        moment: Moment,
        decide: impl FnOnce(&FollowUp, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Option<Outcome>, StoreError> {
        let mut door = self.door(scope, moment, Actor::Worker(Worker::Resolver)).await?;
        if door.item(item).await?.state.is_final() {
            return Ok(None);
        }
        let outcome = door.report(item, event, decide).await?;
        door.commit().await?;
        Ok(Some(outcome))
    }

    /// Who holds a lease now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn lease_owners(&self, scope: &Scope) -> Result<Vec<String>, StoreError> {
        let sql = "select distinct lease_owner from outbox_item where scope_id = $1 \
                   and state in ('sending', 'committed') and lease_owner is not null";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(|row| row.text("lease_owner")).collect()
    }

    /// Ends the leases of a holder who is known to be gone; [`Store::expire_leases`] takes them back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_leases_of(
        &self,
        scope: &Scope,
        owner: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin(scope).await?;
        let sql = "update outbox_item set lease_until = $3 where scope_id = $1 and lease_owner = $2 \
                   and state in ('sending', 'committed')";
        tx.execute(sql, &values![scope.id(), owner, now]).await?;
        tx.commit().await
    }

    /// Takes back leases that ended: an item of which nothing had left waits again, one past the point
    /// of no return becomes uncertain together with its follow-up.
    ///
    /// # Errors
    /// What the database says.
    pub async fn expire_leases(
        &self,
        scope: &Scope,
        moment: Moment,
        decide: impl FnMut(&FollowUp, &Event, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Expired, StoreError> {
        let sql = "select id from outbox_item where scope_id = $1 and state in ('sending', 'committed') \
                   and lease_until <= $2 limit 1";
        // Mostly there is none, and then nobody's writing is held up.
        if self.db.reader(scope).maybe(sql, &values![scope.id(), moment.now]).await?.is_none() {
            return Ok(Expired::default());
        }
        let mut door = self.door(scope, moment, Actor::Worker(Worker::Janitor)).await?;
        let expired = door.expire(decide).await?;
        door.commit().await?;
        Ok(expired)
    }

    /// Keeps the Message-ID that the server put in the place of ours.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_replaced_message_id(
        &self,
        scope: &Scope,
        item: OutboxItemId,
        message_id: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update outbox_item set replaced_message_id = $3 where scope_id = $1 and id = $2";
        tx.execute(sql, &values![scope.id(), item, message_id]).await?;
        tx.commit().await
    }

    /// Keeps what is known of the copy among the sent mail.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_sent_copy(
        &self,
        scope: &Scope,
        item: OutboxItemId,
        sent_copy: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update outbox_item set sent_copy = $3 where scope_id = $1 and id = $2";
        tx.execute(sql, &values![scope.id(), item, sent_copy]).await?;
        tx.commit().await
    }
}

/// Back to the outbox; waiting is no attempt.
const RELEASE: &str = "update outbox_item set state = 'queued', attempts = attempts - 1, \
    next_attempt_at = $4, last_why = $5, lease_owner = null, lease_until = null \
    where scope_id = $1 and id = $2 and fence = $3 and state = 'sending'";

impl Door<'_> {
    /// One outbox item, as this transaction sees it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn item(&mut self, id: OutboxItemId) -> Result<OutboxItem, StoreError> {
        let sql = "select * from outbox_item where scope_id = $1 and id = $2";
        let row = self.tx.maybe(sql, &values![self.scope.id(), id]).await?;
        row.as_ref().map_or(Err(StoreError::NotFound { what: "this outbox item" }), item_of)
    }

    /// Puts approved content into the outbox (I2): refused while an earlier attempt of the step is
    /// past the point of no return without being known to have failed.
    pub(crate) async fn enqueue(
        &mut self,
        follow_up: &FollowUp,
        new: &NewItem,
    ) -> Result<(), StoreError> {
        let sql = "select id, state, revision from outbox_item where scope_id = $1 and follow_up_id = $2 \
                   and ordinal = $3";
        let earlier =
            self.tx.all(sql, &values![self.scope.id(), follow_up.id, follow_up.ordinal]).await?;
        for row in &earlier {
            let id: OutboxItemId = row.id("id")?;
            let state = row.word("state", ItemState::parse)?;
            if id == new.id && state.can_be_withdrawn() {
                return Ok(());
            }
            match state {
                ItemState::Committed | ItemState::Uncertain | ItemState::Sent => {
                    return Err(StoreError::EarlierAttempt { state });
                }
                ItemState::Queued | ItemState::Sending | ItemState::Deferred => {
                    self.close_item(id, ItemState::Withdrawn, "another version was approved")
                        .await?;
                }
                ItemState::Withdrawn | ItemState::Failed => {}
            }
            if row.number::<u32>("revision")? == follow_up.revision {
                // It never arrived, so nothing refers to it; the journal tells of it.
                let sql = "delete from outbox_item where scope_id = $1 and id = $2";
                self.tx.execute(sql, &values![self.scope.id(), id]).await?;
            }
        }
        let sql = "insert into outbox_item (scope_id, id, follow_up_id, ordinal, revision, draft_id, state, \
            approved_hash, not_before, closes, same_day_until, next_attempt_at, queued_at) \
            values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9, $10, $8, $11)";
        let values = values![
            self.scope.id(),
            new.id,
            follow_up.id,
            follow_up.ordinal,
            follow_up.revision,
            new.draft,
            new.approved,
            new.not_before,
            new.closes,
            new.same_day_until,
            self.moment.now,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Ends an item without delivery; whoever still held it holds an old number now.
    pub(crate) async fn close_item(
        &mut self,
        id: OutboxItemId,
        state: ItemState,
        why: &str,
    ) -> Result<(), StoreError> {
        let sql = "update outbox_item set state = $3, last_why = $4, lease_owner = null, \
            lease_until = null, fence = fence + 1 where scope_id = $1 and id = $2";
        self.tx.execute(sql, &values![self.scope.id(), id, state.word(), why]).await.map(drop)
    }

    /// It arrived: the item is sent, the note counts, and it stands on the timeline.
    pub(crate) async fn record_arrival(
        &mut self,
        id: OutboxItemId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let item = self.item(id).await?;
        let sql = "update outbox_item set state = 'sent', sent_at = $3, sent_copy = 'pending', \
            lease_owner = null, lease_until = null, last_why = null, fence = fence + 1 \
            where scope_id = $1 and id = $2";
        self.tx.execute(sql, &values![self.scope.id(), id, at]).await?;
        let follow_up = self.follow_up(item.follow_up).await?;
        let draft = self.draft(item.draft).await?;
        self.record_note(id.uuid(), &follow_up, (draft.channel, draft.purpose), at).await?;
        let thread = match &draft.in_reply_to {
            Some(parent) => Some(self.thread_of(parent).await?),
            None => item.message_id.clone(),
        };
        let message = Message {
            id: message::id_of_sent(id),
            direction: MessageDirection::Out,
            contact: Some(follow_up.contact),
            thread,
            message_id: item.message_id,
            subject: draft.subject,
            text: draft.body,
            at,
            class: None,
            confidence: None,
            evidence: Vec::new(),
            follow_up: Some(follow_up.id),
            suggested: None,
            suggestion: None,
            inbound: None,
        };
        self.save_message(&message).await?;
        let thread = message.thread.as_deref();
        let step = TurnStep { thread, event: TurnEvent::IAnswered, at, message: None };
        self.step_turn(follow_up.contact, &step).await
    }

    /// What the database knows at the last look.
    pub(crate) async fn last_look(&mut self, id: OutboxItemId) -> Result<LastLook, StoreError> {
        let kept = self.item(id).await?;
        let (follow_up, facts) = self.follow_up_with_facts(kept.follow_up).await?;
        let scope = self.scope;
        let draft = draft::load(&mut self.tx.reader(), &scope, kept.draft).await?;
        let account = account::for_item(&mut self.tx.reader(), &scope, kept.account).await?;
        let sql = "select clock_offset, epoch_held, \
            (select count(*) from setting where scope_id = $1 and key = $2) as stopped, \
            (select count(*) from inbound where scope_id = $1 and processed_at is null) as unprocessed, \
            (select count(*) from mailbox where scope_id = $1) as mailboxes, \
            (select count(*) from mailbox where scope_id = $1 and read_at is not null) as read_ones, \
            (select min(read_at) from mailbox where scope_id = $1) as read_at, \
            (select count(*) from outbox_item where scope_id = $1 and account_id = $3 \
              and state in ('sent', 'committed', 'uncertain') and coalesce(sent_at, $4) >= $4) as today, \
            (select max(sent_at) from outbox_item where scope_id = $1 and account_id = $3) as last_sent \
            from scope where id = $1";
        let account_id = account.as_ref().map(|account| account.id);
        let values = values![scope.id(), STOP_ALL, account_id, self.moment.day_start];
        let row = self.tx.reader().one(sql, &values).await?;
        let all_read = row.int("mailboxes")? == row.int("read_ones")?;
        let content = match self.content_of_wire(id).await? {
            // The draft changed after the bytes were built: what was approved is not what is there.
            Some(_) if draft.hash != kept.approved => draft.hash,
            Some(wire) => wire,
            None => draft.hash,
        };
        let item = Item {
            id: kept.id,
            follow_up: kept.follow_up,
            draft: kept.draft,
            contact: follow_up.contact,
            state: kept.state,
            approved: kept.approved,
            content,
            not_before: kept.not_before,
            closes: kept.closes,
            same_day_until: kept.same_day_until,
            attempts: kept.attempts,
        };
        Ok(LastLook {
            item,
            still_queued: matches!(follow_up.state, State::Queued { item, .. } if item == id),
            follow_up,
            facts,
            stop_all: row.int("stopped")? > 0,
            mailbox_read_at: if all_read { row.maybe_at("read_at")? } else { None },
            unprocessed: row.number("unprocessed")?,
            account,
            account_sent_today: row.number("today")?,
            account_last_sent: row.maybe_at("last_sent")?,
            epoch_held: row.flag("epoch_held")?,
            clock_offset: SignedDuration::from_micros(row.int("clock_offset")?),
            kept,
        })
    }

    async fn content_of_wire(
        &mut self,
        id: OutboxItemId,
    ) -> Result<Option<ContentHash>, StoreError> {
        let sql = "select content_hash from outbox_item where scope_id = $1 and id = $2";
        let row = self.tx.reader().one(sql, &values![self.scope.id(), id]).await?;
        row.maybe_hash("content_hash")
    }

    /// The lease is held and has not ended.
    async fn holds(&mut self, leased: &LeasedItem) -> Result<bool, StoreError> {
        let sql = "select id from outbox_item where scope_id = $1 and id = $2 and fence = $3 \
                   and state = 'sending' and lease_until > $4";
        let values = values![self.scope.id(), leased.item.id, leased.fence, self.moment.now];
        Ok(self.tx.maybe(sql, &values).await?.is_some())
    }

    /// A late report is still a true one, as long as nobody took over.
    async fn may_report(&mut self, leased: &LeasedItem) -> Result<bool, StoreError> {
        let sql = "select id from outbox_item where scope_id = $1 and id = $2 and fence = $3 \
                   and state in ('sending', 'committed')";
        let values = values![self.scope.id(), leased.item.id, leased.fence];
        Ok(self.tx.maybe(sql, &values).await?.is_some())
    }

    /// Writes what became of an item, then takes its follow-up through the same event.
    async fn report(
        &mut self,
        id: OutboxItemId,
        event: &Event,
        decide: impl FnOnce(&FollowUp, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Outcome, StoreError> {
        let item = self.item(id).await?;
        match event {
            Event::Sent { at, .. } => self.record_arrival(id, *at).await?,
            Event::Deferred { until, why } => {
                let sql = "update outbox_item set state = 'deferred', next_attempt_at = $3, last_why = $4, \
                    lease_owner = null, lease_until = null, fence = fence + 1 \
                    where scope_id = $1 and id = $2";
                let values = values![self.scope.id(), id, *until, why.as_str()];
                self.tx.execute(sql, &values).await?;
            }
            Event::Refused { why, .. } => self.close_item(id, ItemState::Failed, why).await?,
            Event::Uncertain { why, .. } => self.close_item(id, ItemState::Uncertain, why).await?,
            // Past the point of no return nothing is taken back.
            Event::Barred { reason } if item.state.can_be_withdrawn() => {
                let why = reason.to_string();
                self.close_item(id, ItemState::Withdrawn, &why).await?;
            }
            // Anything else says nothing about delivery; the item stays as it is.
            _ => {}
        }
        self.transition(item.follow_up, event, decide).await
    }

    async fn expire(
        &mut self,
        mut decide: impl FnMut(&FollowUp, &Event, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Expired, StoreError> {
        let sql = "select * from outbox_item where scope_id = $1 and state in ('sending', 'committed') \
                   and lease_until <= $2 order by id";
        let rows = self.tx.all(sql, &values![self.scope.id(), self.moment.now]).await?;
        let mut expired = Expired::default();
        for row in &rows {
            let item = item_of(row)?;
            if item.state == ItemState::Sending {
                let sql = "update outbox_item set state = 'queued', lease_owner = null, lease_until = null, \
                    fence = fence + 1, last_why = $3 where scope_id = $1 and id = $2";
                let why = "the attempt before stopped half-way; nothing had left";
                self.tx.execute(sql, &values![self.scope.id(), item.id, why]).await?;
                expired.requeued.push(item.id);
            } else {
                let why = "the attempt stopped after the point of no return".to_owned();
                let event = Event::Uncertain { item: item.id, ordinal: item.ordinal, why };
                self.report(item.id, &event, |state, facts| decide(state, &event, facts)).await?;
                expired.uncertain.push(item.id);
            }
        }
        Ok(expired)
    }
}
