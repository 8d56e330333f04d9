//! Messages on the timeline, in and out, and the timeline itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rapport_core::ids::{ContactId, FollowUpId, MessageId, OpportunityId, OutboxItemId};
use rapport_core::playbook::Purpose;
use rapport_core::touchpoint::{Appointment, Channel, Touchpoint};

use crate::db::{Row, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;
use crate::touchpoint;
use rapport_core::ids::InboundId;

/// Ancestors of a mail that are looked up; nearer ones say more.
const NEAREST_ANCESTORS: usize = 20;

/// Mails with a contact among which one with the same subject is looked for.
const RECENT_THREADS: i64 = 50;

/// Who wrote it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageDirection {
    /// They did, or a machine did.
    In,
    /// The user did.
    Out,
}

impl MessageDirection {
    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::In, Self::Out].into_iter().find(|direction| direction.word() == word)
    }
}

/// One mail on the timeline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// Who wrote it.
    pub direction: MessageDirection,
    /// Whose timeline it is on; `None` while it is only suggested.
    pub contact: Option<ContactId>,
    /// The Message-ID of the first message of its thread.
    pub thread: Option<String>,
    /// Its own Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// Its subject.
    pub subject: String,
    /// The newest text, quotes left out.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
    /// The word of its class, for inbound ones.
    pub class: Option<String>,
    /// From 0 to 100.
    pub confidence: Option<u8>,
    /// Why it was classified so, weightiest first.
    pub evidence: Vec<String>,
    /// The follow-up it answers or belongs to.
    pub follow_up: Option<FollowUpId>,
    /// The pursuit it may belong to.
    pub suggested: Option<OpportunityId>,
    /// Why it is suggested; `None` once the user said yes or no.
    pub suggestion: Option<String>,
    /// The bytes it came as.
    pub inbound: Option<InboundId>,
}

/// One line of a contact's timeline.
#[derive(Clone, PartialEq, Debug)]
pub enum TimelineEntry {
    /// They met, spoke or wrote elsewhere.
    Touchpoint(Box<Touchpoint>),
    /// A mail.
    Message(Box<Message>),
    /// A meeting that is planned or was.
    Appointment(Box<Appointment>),
    /// A step done by hand.
    ByHand {
        /// When.
        at: Timestamp,
        /// By what means.
        channel: Channel,
        /// What for.
        purpose: Purpose,
        /// Of which follow-up.
        follow_up: Option<FollowUpId>,
    },
}

impl TimelineEntry {
    /// When it happened or will.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Touchpoint(touchpoint) => touchpoint.at,
            Self::Message(message) => message.at,
            Self::Appointment(appointment) => appointment.starts,
            Self::ByHand { at, .. } => *at,
        }
    }
}

impl Store {
    /// The timeline of a contact, newest first, at most `limit` of each kind.
    ///
    /// # Errors
    /// What the database says.
    pub async fn timeline(
        &self,
        scope: &Scope,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<TimelineEntry>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let mut entries = Vec::new();
        for touchpoint in touchpoint::of_contact(reader, scope, contact, limit).await? {
            entries.push(TimelineEntry::Touchpoint(Box::new(touchpoint)));
        }
        let sql = "select * from message where scope_id = $1 and contact_id = $2 \
                   order by at desc, id desc limit $3";
        for row in reader.all(sql, &values![scope.id(), contact, limit]).await? {
            entries.push(TimelineEntry::Message(Box::new(message_of(&row)?)));
        }
        for appointment in self.appointments_of(scope, contact).await? {
            entries.push(TimelineEntry::Appointment(Box::new(appointment)));
        }
        let sql = "select * from note_sent where scope_id = $1 and contact_id = $2 and channel <> 'mail' \
                   order by at desc, id desc limit $3";
        for row in reader.all(sql, &values![scope.id(), contact, limit]).await? {
            entries.push(TimelineEntry::ByHand {
                at: row.at("at")?,
                channel: row.word("channel", Channel::parse)?,
                purpose: row.word("purpose", Purpose::parse)?,
                follow_up: row.maybe_id("follow_up_id")?,
            });
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at()));
        Ok(entries)
    }

    /// One message.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn message(&self, scope: &Scope, id: MessageId) -> Result<Message, StoreError> {
        let sql = "select * from message where scope_id = $1 and id = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), id]).await?;
        row.as_ref().map_or(Err(StoreError::NotFound { what: "this message" }), message_of)
    }

    /// The latest message from a contact, for "this was not what you took it for".
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_received(
        &self,
        scope: &Scope,
        contact: ContactId,
    ) -> Result<Option<Message>, StoreError> {
        let sql = "select * from message where scope_id = $1 and contact_id = $2 and direction = 'in' \
                   order by at desc, id desc limit 1";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), contact]).await?;
        row.as_ref().map(message_of).transpose()
    }

    /// The message that was received last from each of some contacts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_received_of(
        &self,
        scope: &Scope,
        contacts: &[ContactId],
    ) -> Result<BTreeMap<ContactId, Message>, StoreError> {
        let sql = "select m.* from message m where m.scope_id = $1 and m.id in ( \
            select (select l.id from message l where l.scope_id = c.scope_id and l.contact_id = c.id \
              and l.direction = 'in' order by l.at desc, l.id desc limit 1) \
            from contact c where c.scope_id = $1 and c.id in ({list}))";
        let listed = contacts.iter().map(|id| Value::from(*id));
        let (sql, values) = dialect::with_list(sql, &values![scope.id()], listed);
        let rows = self.db.reader(scope).all(sql, &values).await?;
        let messages = rows.iter().map(message_of).collect::<Result<Vec<_>, _>>()?;
        Ok(messages.into_iter().filter_map(|it| Some((it.contact?, it))).collect())
    }

    /// Messages that may belong to a pursuit and wait for the user's word, the first of them, oldest
    /// first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn suggestions(&self, scope: &Scope, limit: u32) -> Result<Vec<Message>, StoreError> {
        let sql = "select * from message where scope_id = $1 and suggestion is not null \
                   order by at, id limit $2";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), limit]).await?;
        rows.iter().map(message_of).collect()
    }
}

impl Door<'_> {
    /// Writes a message, new or with a corrected class, contact or suggestion.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_message(&mut self, message: &Message) -> Result<(), StoreError> {
        let sql = "insert into message (scope_id, id, direction, contact_id, thread, message_id, subject, \
            text, at, class, confidence, evidence, follow_up_id, suggested_opportunity_id, suggestion, \
            inbound_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
            on conflict (scope_id, id) do update set contact_id = excluded.contact_id, \
            class = excluded.class, confidence = excluded.confidence, evidence = excluded.evidence, \
            follow_up_id = excluded.follow_up_id, \
            suggested_opportunity_id = excluded.suggested_opportunity_id, suggestion = excluded.suggestion";
        let values = values![
            self.scope.id(),
            message.id,
            message.direction.word(),
            message.contact,
            message.thread.as_deref(),
            message.message_id.as_deref(),
            message.subject.as_str(),
            message.text.as_str(),
            message.at,
            message.class.as_deref(),
            message.confidence,
            message.evidence.join("\n"),
            message.follow_up,
            message.suggested,
            message.suggestion.as_deref(),
            message.inbound,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// True when a message with this Message-ID is on the timeline already, as our own mail is when
    /// it turns up among the sent mail.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_message(&mut self, message_id: &str) -> Result<bool, StoreError> {
        let sql = "select id from message where scope_id = $1 and message_id = $2 limit 1";
        if self.tx.maybe(sql, &values![self.scope.id(), message_id]).await?.is_some() {
            return Ok(true);
        }
        let sql = "select id from outbox_item where scope_id = $1 \
                   and (message_id = $2 or replaced_message_id = $2) limit 1";
        Ok(self.tx.maybe(sql, &values![self.scope.id(), message_id]).await?.is_some())
    }

    /// The thread of a mail with these ancestors, the oldest first: that of the nearest one that is
    /// known, else the oldest one; `None` without any.
    ///
    /// # Errors
    /// What the database says.
    pub async fn thread_of_ancestors(
        &mut self,
        ancestors: &[String],
    ) -> Result<Option<String>, StoreError> {
        for ancestor in ancestors.iter().rev().take(NEAREST_ANCESTORS) {
            if let Some(thread) = self.known_thread(ancestor).await? {
                return Ok(Some(thread));
            }
        }
        Ok(ancestors.first().cloned())
    }

    /// The subjects and threads of the latest mails with a contact, the newest first: for answers of
    /// programs that name no ancestor.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recent_threads(
        &mut self,
        contact: ContactId,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select subject, thread from message where scope_id = $1 and contact_id = $2 \
                   and thread is not null order by at desc, id desc limit $3";
        let rows = self.tx.all(sql, &values![self.scope.id(), contact, RECENT_THREADS]).await?;
        rows.iter().map(|row| Ok((row.text("subject")?, row.text("thread")?))).collect()
    }

    /// The thread that a message with this Message-ID belongs to; its own id where it is not known.
    pub(crate) async fn thread_of(&mut self, message_id: &str) -> Result<String, StoreError> {
        Ok(self.known_thread(message_id).await?.unwrap_or_else(|| message_id.to_owned()))
    }

    async fn known_thread(&mut self, message_id: &str) -> Result<Option<String>, StoreError> {
        let sql = "select thread from message where scope_id = $1 and message_id = $2 \
                   and thread is not null limit 1";
        let row = self.tx.maybe(sql, &values![self.scope.id(), message_id]).await?;
        row.as_ref().map(|row| row.text("thread")).transpose()
    }
}

/// The message of a sent item has the item's own identifier, so that it is written once.
pub(crate) fn id_of_sent(item: OutboxItemId) -> MessageId {
    MessageId::new(item.uuid())
}

/// Reads one message.
pub(crate) fn message_of(row: &Row) -> Result<Message, StoreError> {
    Ok(Message {
        id: row.id("id")?,
        direction: row.word("direction", MessageDirection::parse)?,
        contact: row.maybe_id("contact_id")?,
        thread: row.maybe_text("thread")?,
        message_id: row.maybe_text("message_id")?,
        subject: row.text("subject")?,
        text: row.text("text")?,
        at: row.at("at")?,
        class: row.maybe_text("class")?,
        confidence: row.maybe_int("confidence")?.and_then(|number| u8::try_from(number).ok()),
        evidence: row.lines("evidence")?,
        follow_up: row.maybe_id("follow_up_id")?,
        suggested: row.maybe_id("suggested_opportunity_id")?,
        suggestion: row.maybe_text("suggestion")?,
        inbound: row.maybe_id("inbound_id")?,
    })
}
