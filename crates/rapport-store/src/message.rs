//! Messages on the timeline, in and out, whose turn it is, and the timeline itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rapport_core::ids::{ContactId, FollowUpId, MessageId, OpportunityId, OutboxItemId};
use rapport_core::playbook::Purpose;
use rapport_core::touchpoint::{Appointment, Channel, Touchpoint};
use rapport_core::turn::Turn;

use crate::db::{Reader, Row, values, wrong};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;
use crate::touchpoint;
use rapport_core::ids::InboundId;

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
        let reader = &mut self.db.reader();
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
        let row = self.db.reader().maybe(sql, &values![scope.id(), id]).await?;
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
        let row = self.db.reader().maybe(sql, &values![scope.id(), contact]).await?;
        row.as_ref().map(message_of).transpose()
    }

    /// Messages that may belong to a pursuit and wait for the user's word, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn suggestions(&self, scope: &Scope) -> Result<Vec<Message>, StoreError> {
        let sql =
            "select * from message where scope_id = $1 and suggestion is not null order by at, id";
        let rows = self.db.reader().all(sql, &values![scope.id()]).await?;
        rows.iter().map(message_of).collect()
    }

    /// Whose turn it is with a contact.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turn(&self, scope: &Scope, contact: ContactId) -> Result<Turn, StoreError> {
        turn(&mut self.db.reader(), scope, contact).await
    }

    /// Whose turn it is with every contact of whom that is known, for lists.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turns(&self, scope: &Scope) -> Result<BTreeMap<ContactId, Turn>, StoreError> {
        let sql = "select contact_id, turn, since from turn where scope_id = $1";
        let rows = self.db.reader().all(sql, &values![scope.id()]).await?;
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
        let count = self.db.reader().maybe(sql, &values![scope.id(), turn]).await?;
        let count = count.as_ref().map_or(Ok(0), |row| row.int("n"))?;
        let count = u64::try_from(count).unwrap_or_default();
        let sql = "select t.contact_id, t.since, t.message_id, c.name, g.name as of_organisation, m.text, \
            (select l.subject from message l where l.scope_id = t.scope_id \
             and l.contact_id = t.contact_id order by l.at desc, l.id desc limit 1) as latest \
            from turn t join contact c on c.scope_id = t.scope_id and c.id = t.contact_id \
            left join organisation g on g.scope_id = c.scope_id and g.id = c.organisation_id \
            left join message m on m.scope_id = t.scope_id and m.id = t.message_id \
            where t.scope_id = $1 and t.turn = $2 order by t.since, c.name limit $3";
        let rows = self.db.reader().all(sql, &values![scope.id(), turn, limit]).await?;
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
        let rows = self.db.reader().all(sql, &values![scope.id()]).await?;
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

    /// Whose turn it is with a contact, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turn(&mut self, contact: ContactId) -> Result<Turn, StoreError> {
        let scope = self.scope;
        turn(&mut self.tx.reader(), &scope, contact).await
    }

    /// Writes whose turn it is. A message is kept as what started it only when the turn becomes the
    /// user's; while it stays so, the first one stands.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_turn(
        &mut self,
        contact: ContactId,
        turn: Turn,
        message: Option<MessageId>,
    ) -> Result<(), StoreError> {
        let sql = "insert into turn (scope_id, contact_id, turn, since, message_id) \
            values ($1, $2, $3, $4, $5) on conflict (scope_id, contact_id) do update set \
            message_id = case when turn.turn = 'mine' and excluded.turn = 'mine' \
              and turn.since = excluded.since then turn.message_id else excluded.message_id end, \
            turn = excluded.turn, since = excluded.since";
        let values = values![self.scope.id(), contact, turn.word(), turn.since(), message];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// The thread that a message with this Message-ID belongs to; its own id where it is not known.
    pub(crate) async fn thread_of(&mut self, message_id: &str) -> Result<String, StoreError> {
        let sql = "select thread from message where scope_id = $1 and message_id = $2 \
                   and thread is not null limit 1";
        let row = self.tx.maybe(sql, &values![self.scope.id(), message_id]).await?;
        row.map_or_else(|| Ok(message_id.to_owned()), |row| row.text("thread"))
    }
}

/// The message of a sent item has the item's own identifier, so that it is written once.
pub(crate) fn id_of_sent(item: OutboxItemId) -> MessageId {
    MessageId::new(item.uuid())
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
