//! Whose turn it is: per thread as it goes, per contact as lists show it.
//!
//! The rules are [`rapport_core::turn`]'s. The row per contact follows from the rows per thread and
//! is kept beside them so that lists need one index only.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rapport_core::ids::{ContactId, MessageId};
use rapport_core::turn::Turn;
use rapport_core::turn::threads::{ThreadTurn, TurnStep, step, whole};

use crate::db::{Reader, Row, values, wrong};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// Whose turn it is with one contact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TurnOf {
    /// With whom.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// Who must write next.
    pub turn: Turn,
    /// Their message that started it.
    pub message: Option<MessageId>,
    /// The text of that message.
    pub words: Option<String>,
}

/// One contact with whom somebody's turn it is, for a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TurnRow {
    /// With whom.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// Where they are.
    pub organisation: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Their message that started it.
    pub message: Option<MessageId>,
    /// The text of that message.
    pub words: Option<String>,
    /// The subject of the latest mail in either direction.
    pub subject: Option<String>,
}

impl Store {
    /// Whose turn it is with a contact.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turn(&self, scope: &Scope, contact: ContactId) -> Result<Turn, StoreError> {
        turn(&mut self.db.reader(scope), scope, contact).await
    }

    /// Whose turn it is with every contact of whom that is known, for lists.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turns(&self, scope: &Scope) -> Result<BTreeMap<ContactId, Turn>, StoreError> {
        let sql = "select contact_id, turn, since from turn where scope_id = $1";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(|row| Ok((row.id("contact_id")?, parse_turn(row)?))).collect()
    }

    /// Contacts with whom it is that turn (`mine` or `theirs`), the longest-waiting first, and how
    /// many there are in all.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turn_rows(
        &self,
        scope: &Scope,
        turn: &str,
        limit: u32,
    ) -> Result<(Vec<TurnRow>, u64), StoreError> {
        let sql = "select count(*) as n from turn where scope_id = $1 and turn = $2";
        let count = self.db.reader(scope).maybe(sql, &values![scope.id(), turn]).await?;
        let count = count.as_ref().map_or(Ok(0), |row| row.int("n"))?;
        let count = u64::try_from(count).unwrap_or_default();
        let sql = "select t.contact_id, t.since, t.message_id, c.name, g.name as of_organisation, m.text, \
            (select l.subject from message l where l.scope_id = t.scope_id \
             and l.contact_id = t.contact_id order by l.at desc, l.id desc limit 1) as latest \
            from turn t join contact c on c.scope_id = t.scope_id and c.id = t.contact_id \
            left join organisation g on g.scope_id = c.scope_id and g.id = c.organisation_id \
            left join message m on m.scope_id = t.scope_id and m.id = t.message_id \
            where t.scope_id = $1 and t.turn = $2 order by t.since, c.name limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), turn, limit]).await?;
        let turn_row = |row: &Row| {
            Ok(TurnRow {
                contact: row.id("contact_id")?,
                name: row.text("name")?,
                organisation: row.maybe_text("of_organisation")?,
                since: row.maybe_at("since")?,
                message: row.maybe_id("message_id")?,
                words: row.maybe_text("text")?,
                subject: row.maybe_text("latest")?,
            })
        };
        Ok((rows.iter().map(turn_row).collect::<Result<_, StoreError>>()?, count))
    }

    /// The contacts with whom it is the user's turn, the longest-waiting first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn my_turns(&self, scope: &Scope) -> Result<Vec<TurnOf>, StoreError> {
        let sql = "select t.contact_id, t.turn, t.since, t.message_id, c.name, m.text from turn t \
            join contact c on c.scope_id = t.scope_id and c.id = t.contact_id \
            left join message m on m.scope_id = t.scope_id and m.id = t.message_id \
            where t.scope_id = $1 and t.turn = 'mine' order by t.since, c.name";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        let turn_of = |row: &Row| {
            Ok(TurnOf {
                contact: row.id("contact_id")?,
                name: row.text("name")?,
                turn: parse_turn(row)?,
                message: row.maybe_id("message_id")?,
                words: row.maybe_text("text")?,
            })
        };
        rows.iter().map(turn_of).collect()
    }
}

impl Door<'_> {
    /// Whose turn it is with a contact, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turn(&mut self, contact: ContactId) -> Result<Turn, StoreError> {
        let scope = self.scope;
        turn(&mut self.tx.reader(), &scope, contact).await
    }

    /// Takes the threads of a contact through an event, and with them whose turn it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn step_turn(
        &mut self,
        contact: ContactId,
        event: &TurnStep<'_>,
    ) -> Result<(), StoreError> {
        let mut threads = self.thread_turns(contact).await?;
        step(&mut threads, event);
        self.set_thread_turns(contact, &threads).await
    }

    /// Where the threads of a contact stand.
    ///
    /// # Errors
    /// What the database says.
    pub async fn thread_turns(
        &mut self,
        contact: ContactId,
    ) -> Result<Vec<ThreadTurn>, StoreError> {
        let sql = "select thread, turn, since, message_id from thread_turn \
                   where scope_id = $1 and contact_id = $2 order by since, thread";
        let rows = self.tx.all(sql, &values![self.scope.id(), contact]).await?;
        let thread_turn = |row: &Row| {
            Ok(ThreadTurn {
                thread: row.text("thread")?,
                turn: parse_turn(row)?,
                message: row.maybe_id("message_id")?,
            })
        };
        rows.iter().map(thread_turn).collect()
    }

    /// Writes where the threads of a contact stand, all of them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_thread_turns(
        &mut self,
        contact: ContactId,
        threads: &[ThreadTurn],
    ) -> Result<(), StoreError> {
        let sql = "delete from thread_turn where scope_id = $1 and contact_id = $2";
        self.tx.execute(sql, &values![self.scope.id(), contact]).await?;
        let sql = "insert into thread_turn (scope_id, contact_id, thread, turn, since, message_id) \
                   values ($1, $2, $3, $4, $5, $6)";
        for it in threads {
            let (thread, turn) = (it.thread.as_str(), it.turn);
            let scope = self.scope.id();
            let values = values![scope, contact, thread, turn.word(), turn.since(), it.message];
            self.tx.execute(sql, &values).await?;
        }
        let (turn, message) = whole(threads);
        let sql = "insert into turn (scope_id, contact_id, turn, since, message_id) \
            values ($1, $2, $3, $4, $5) on conflict (scope_id, contact_id) do update set \
            turn = excluded.turn, since = excluded.since, message_id = excluded.message_id";
        let values = values![self.scope.id(), contact, turn.word(), turn.since(), message];
        self.tx.execute(sql, &values).await.map(drop)
    }
}

async fn turn(
    reader: &mut Reader<'_>,
    scope: &Scope,
    contact: ContactId,
) -> Result<Turn, StoreError> {
    let sql = "select turn, since from turn where scope_id = $1 and contact_id = $2";
    let row = reader.maybe(sql, &values![scope.id(), contact]).await?;
    row.as_ref().map_or(Ok(Turn::Nobody), parse_turn)
}

fn parse_turn(row: &Row) -> Result<Turn, StoreError> {
    Turn::parse(&row.text("turn")?, row.maybe_at("since")?).ok_or_else(|| wrong("turn"))
}
