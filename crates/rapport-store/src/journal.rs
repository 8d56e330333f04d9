//! The journal: what happened and why. Entries are added and never changed.

use jiff::Timestamp;
use rapport_core::ids::{ContactId, FollowUpId, JournalId};
use rapport_core::reason::Reason;
use sqlx::AssertSqlSafe;

use crate::db::{Row, Value, values};
use crate::dialect;
use crate::door::{Actor, Door};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// One entry to add.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The word of the event.
    pub event: &'a str,
    /// Why, in words the user sees.
    pub reason: &'a Reason,
    /// Which follow-up it was about.
    pub follow_up: Option<FollowUpId>,
    /// Whom it was about.
    pub contact: Option<ContactId>,
    /// Where the follow-up stood afterwards.
    pub state: Option<&'a str>,
}

/// One entry as kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JournalEntry {
    /// Which one.
    pub id: JournalId,
    /// When it happened.
    pub at: Timestamp,
    /// Who acted.
    pub actor: Actor,
    /// The word of the event.
    pub event: String,
    /// Why, as it was shown.
    pub reason: String,
    /// Shown under "just happened".
    pub is_news: bool,
    /// Which follow-up it was about.
    pub follow_up: Option<FollowUpId>,
    /// Whom it was about.
    pub contact: Option<ContactId>,
    /// Where the follow-up stood afterwards.
    pub state: Option<String>,
}

impl Store {
    /// What happened to a follow-up, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn journal_of_follow_up(
        &self,
        scope: &Scope,
        follow_up: FollowUpId,
        limit: u32,
    ) -> Result<Vec<JournalEntry>, StoreError> {
        let sql = "select * from journal where scope_id = $1 and follow_up_id = $2 \
                   order by at desc, id desc limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), follow_up, limit]).await?;
        rows.iter().map(entry_of).collect()
    }

    /// What happened to a contact and all their follow-ups, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn journal_of_contact(
        &self,
        scope: &Scope,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<JournalEntry>, StoreError> {
        let sql = "select * from journal where scope_id = $1 and contact_id = $2 \
                   order by at desc, id desc limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), contact, limit]).await?;
        rows.iter().map(entry_of).collect()
    }

    /// The journal in the order it was written, a page at a time: everything after `after`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn export_journal(
        &self,
        scope: &Scope,
        after: Option<JournalId>,
        limit: u32,
    ) -> Result<Vec<JournalEntry>, StoreError> {
        let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
        let sql = "select * from journal where scope_id = $1 and id > $2 order by id limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), after, limit]).await?;
        rows.iter().map(entry_of).collect()
    }
}

/// What a statement that writes entries begins with; [`Door::journal_values`] gives the values of one.
pub(crate) const INSERT: &str = "insert into journal (scope_id, id, at, actor, event, reason, is_news, \
    follow_up_id, contact_id, state)";

/// How many values an entry has.
pub(crate) const WIDTH: usize = 10;

impl Door<'_> {
    /// Adds an entry.
    ///
    /// # Errors
    /// What the database says.
    pub async fn journal(&mut self, entry: &Entry<'_>) -> Result<(), StoreError> {
        let entry = self.journal_values(entry);
        self.journal_all(vec![entry]).await
    }

    /// Adds entries in their order.
    pub(crate) async fn journal_all(
        &mut self,
        entries: Vec<[Value; WIDTH]>,
    ) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        let sql = format!("{INSERT} values {}", dialect::rows(&self.tx, WIDTH, entries.len()));
        self.tx.execute(AssertSqlSafe(sql), entries.as_flattened()).await.map(drop)
    }

    /// The values of an entry made now.
    pub(crate) fn journal_values(&self, entry: &Entry<'_>) -> [Value; WIDTH] {
        values![
            self.scope.id(),
            self.mint(),
            self.moment.now,
            self.actor.word(),
            entry.event,
            entry.reason.to_string(),
            entry.reason.is_news(),
            entry.follow_up,
            entry.contact,
            entry.state,
        ]
    }
}

/// Reads one entry.
pub(crate) fn entry_of(row: &Row) -> Result<JournalEntry, StoreError> {
    Ok(JournalEntry {
        id: row.id("id")?,
        at: row.at("at")?,
        actor: row.word("actor", Actor::parse)?,
        event: row.text("event")?,
        reason: row.text("reason")?,
        is_news: row.flag("is_news")?,
        follow_up: row.maybe_id("follow_up_id")?,
        contact: row.maybe_id("contact_id")?,
        state: row.maybe_text("state")?,
    })
}
