//! Reading the outbox.

use jiff::Timestamp;
use rapport_core::ids::{FollowUpId, OutboxItemId};

use super::{LastLook, OutboxItem, OutboxRow, item_of};
use crate::db::{Row, values};
use crate::door::{Actor, Moment, Worker};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// A note that went out, as far as the next one in its thread needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentMail {
    /// Which item it was.
    pub item: OutboxItemId,
    /// The Message-ID that the recipient saw: the server's where it replaced ours.
    pub message_id: String,
    /// Its subject.
    pub subject: String,
    /// When it went out.
    pub at: Timestamp,
}

impl Store {
    /// One outbox item.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn outbox_item(
        &self,
        scope: &Scope,
        id: OutboxItemId,
    ) -> Result<OutboxItem, StoreError> {
        let sql = "select * from outbox_item where scope_id = $1 and id = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), id]).await?;
        row.as_ref().map_or(Err(StoreError::NotFound { what: "this outbox item" }), item_of)
    }

    /// The items of a follow-up, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbox_of(
        &self,
        scope: &Scope,
        follow_up: FollowUpId,
    ) -> Result<Vec<OutboxItem>, StoreError> {
        let sql = "select * from outbox_item where scope_id = $1 and follow_up_id = $2 \
                   order by ordinal desc, revision desc";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), follow_up]).await?;
        rows.iter().map(item_of).collect()
    }

    /// What waits, is on its way or in doubt, with whom it goes to; the next one on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbox(&self, scope: &Scope) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = "select i.*, c.id as to_contact, c.name as to_name, d.subject as of_subject \
            from outbox_item i join follow_up f on f.scope_id = i.scope_id and f.id = i.follow_up_id \
            join contact c on c.scope_id = f.scope_id and c.id = f.contact_id \
            join draft d on d.scope_id = i.scope_id and d.id = i.draft_id \
            where i.scope_id = $1 and i.state in ('queued', 'sending', 'committed', 'deferred', 'uncertain') \
            order by i.next_attempt_at, i.id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        let outbox_row = |row: &Row| {
            Ok(OutboxRow {
                item: OutboxItem { wire: None, ..item_of(row)? },
                contact: row.id("to_contact")?,
                name: row.text("to_name")?,
                subject: row.text("of_subject")?,
            })
        };
        rows.iter().map(outbox_row).collect()
    }

    /// When the next item is due, for the courier's timer.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next_attempt(&self, scope: &Scope) -> Result<Option<Timestamp>, StoreError> {
        let sql = "select min(next_attempt_at) as at from outbox_item where scope_id = $1 \
                   and state in ('queued', 'deferred')";
        self.db.reader(scope).one(sql, &values![scope.id()]).await?.maybe_at("at")
    }

    /// Items of which nobody knows whether they arrived, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn uncertain_items(&self, scope: &Scope) -> Result<Vec<OutboxItem>, StoreError> {
        let sql =
            "select * from outbox_item where scope_id = $1 and state = 'uncertain' order by id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(item_of).collect()
    }

    /// Items that are not final, oldest first: after a restore Sent is searched for each.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unsettled_items(&self, scope: &Scope) -> Result<Vec<OutboxItem>, StoreError> {
        let sql = "select * from outbox_item where scope_id = $1 \
            and state in ('queued', 'sending', 'committed', 'deferred', 'uncertain') order by id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(item_of).collect()
    }

    /// Sent items whose copy among the sent mail is not accounted for, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pending_sent_copies(&self, scope: &Scope) -> Result<Vec<OutboxItem>, StoreError> {
        let sql = "select * from outbox_item where scope_id = $1 and state = 'sent' \
                   and sent_copy like 'pending%' order by sent_at, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(item_of).collect()
    }

    /// The subjects under which something went out since then: a reply names one of them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sent_subjects(
        &self,
        scope: &Scope,
        since: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let sql = "select distinct d.subject from outbox_item i \
            join draft d on d.scope_id = i.scope_id and d.id = i.draft_id \
            where i.scope_id = $1 and i.state in ('sent', 'committed', 'uncertain') \
            and coalesce(i.sent_at, i.next_attempt_at) >= $2 order by d.subject";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), since]).await?;
        rows.iter().map(|row| row.text("subject")).collect()
    }

    /// What went out for a follow-up, newest first, for threading.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sent_of(
        &self,
        scope: &Scope,
        follow_up: FollowUpId,
    ) -> Result<Vec<SentMail>, StoreError> {
        let sql = "select i.id, coalesce(i.replaced_message_id, i.message_id) as seen_id, i.sent_at, \
            d.subject from outbox_item i join draft d on d.scope_id = i.scope_id and d.id = i.draft_id \
            where i.scope_id = $1 and i.follow_up_id = $2 and i.state = 'sent' \
            and i.message_id is not null order by i.sent_at desc";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), follow_up]).await?;
        let sent = |row: &Row| {
            Ok(SentMail {
                item: row.id("id")?,
                message_id: row.text("seen_id")?,
                subject: row.text("subject")?,
                at: row.at("sent_at")?,
            })
        };
        rows.iter().map(sent).collect()
    }

    /// What the last look would see now: to say why an item waits, or to spare a call to the server.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn last_look(
        &self,
        scope: &Scope,
        item: OutboxItemId,
        moment: Moment,
    ) -> Result<LastLook, StoreError> {
        // One consistent reading; the door is dropped and nothing is written.
        let mut door = self.door(scope, moment, Actor::Worker(Worker::Courier)).await?;
        door.last_look(item).await
    }
}
