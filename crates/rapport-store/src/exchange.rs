//! What went to and fro, as bare facts: when, with whom, in which direction, of what class. Whose
//! turn follows from it is computed from here, so that a corrected class corrects the past.

use jiff::Timestamp;
use rapport_core::ids::{ContactId, MessageId};

use crate::db::{Reader, Value, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// One thing that went to or fro.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exchange {
    /// With whom.
    pub contact: ContactId,
    /// When.
    pub at: Timestamp,
    /// The thread of the mail; `None` for what was no mail.
    pub thread: Option<String>,
    /// What.
    pub what: Exchanged,
    /// The message, if it is one.
    pub message: Option<MessageId>,
}

/// What went to or fro.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Exchanged {
    /// A mail from them, with the word of its class.
    Received(String),
    /// The user wrote, by whatever way.
    Wrote,
    /// They spoke.
    Spoke,
}

impl Store {
    /// Everything since an instant, by contact and then by time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn exchanges_since(
        &self,
        scope: &Scope,
        since: Timestamp,
    ) -> Result<Vec<Exchange>, StoreError> {
        load(&mut self.db.reader(scope), &values![scope.id(), since], &SINCE).await
    }

    /// Whether so many messages or more were written since an instant.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_messages_since(
        &self,
        scope: &Scope,
        since: Timestamp,
        count: u32,
    ) -> Result<bool, StoreError> {
        let sql = "select at from message where scope_id = $1 and at >= $2 \
                   order by at limit 1 offset $3";
        let values = values![scope.id(), since, count.saturating_sub(1)];
        Ok(self.db.reader(scope).maybe(sql, &values).await?.is_some())
    }

    /// The contacts with whom it is the user's turn now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts_on_my_turn(&self, scope: &Scope) -> Result<Vec<ContactId>, StoreError> {
        let sql = "select contact_id from turn where scope_id = $1 and turn = 'mine'";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(|row| row.id("contact_id")).collect()
    }
}

impl Door<'_> {
    /// The whole history with one contact, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn exchanges_of(&mut self, contact: ContactId) -> Result<Vec<Exchange>, StoreError> {
        let values = values![self.scope.id(), contact];
        load(&mut self.tx.reader(), &values, &OF_CONTACT).await
    }
}

/// Questions to the messages, the touchpoints, and the steps done by hand; each has an index.
type Questions = [&'static str; 3];

const SINCE: Questions = [
    "select id, contact_id, at, direction, class, coalesce(thread, '') as thread from message \
     where scope_id = $1 and at >= $2 and contact_id is not null",
    "select contact_id, at, direction from touchpoint where scope_id = $1 and at >= $2",
    "select contact_id, at from note_sent where scope_id = $1 and at >= $2 and channel <> 'mail'",
];

const OF_CONTACT: Questions = [
    "select id, contact_id, at, direction, class, coalesce(thread, '') as thread from message \
     where scope_id = $1 and contact_id = $2",
    "select contact_id, at, direction from touchpoint where scope_id = $1 and contact_id = $2",
    "select contact_id, at from note_sent \
     where scope_id = $1 and contact_id = $2 and channel <> 'mail'",
];

async fn load(
    reader: &mut Reader<'_>,
    values: &[Value],
    [messages, touchpoints, notes]: &Questions,
) -> Result<Vec<Exchange>, StoreError> {
    let mut exchanges = Vec::new();
    for row in reader.all(*messages, values).await? {
        let what = match row.text("direction")?.as_str() {
            "in" => Exchanged::Received(row.maybe_text("class")?.unwrap_or_default()),
            _ => Exchanged::Wrote,
        };
        exchanges.push(Exchange {
            contact: row.id("contact_id")?,
            at: row.at("at")?,
            thread: Some(row.text("thread")?),
            what,
            message: Some(row.id("id")?),
        });
    }
    for row in reader.all(*touchpoints, values).await? {
        let what = match row.text("direction")?.as_str() {
            "out" => Exchanged::Wrote,
            "both" => Exchanged::Spoke,
            // What they did outside of mail is no question in writing.
            _ => continue,
        };
        let (contact, at) = (row.id("contact_id")?, row.at("at")?);
        exchanges.push(Exchange { contact, at, thread: None, what, message: None });
    }
    for row in reader.all(*notes, values).await? {
        let (contact, at) = (row.id("contact_id")?, row.at("at")?);
        let what = Exchanged::Wrote;
        exchanges.push(Exchange { contact, at, thread: None, what, message: None });
    }
    exchanges.sort_by_key(|one| (one.contact, one.at));
    Ok(exchanges)
}
