//! What the user taught about senders: this address is a machine, this phrase of theirs means away,
//! mail of this sender belongs to that organisation. A habit is evidence, never a verdict.
//!
//! Not here: what a habit is worth (`rapport-app`, before classifying).

use jiff::Timestamp;
use rapport_core::ids::{MessageId, OrganisationId};
use uuid::Uuid;

use crate::db::{Row, Value, values, wrong};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What kind of habit it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HabitKind {
    /// Nobody writes from this address.
    Machine,
    /// People write from this address, whatever it is called.
    Writes,
    /// These words of theirs mean that they are away.
    Away,
    /// Mail of this sender belongs to the pursuits at an organisation.
    Pursuit,
}

impl HabitKind {
    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Writes => "writes",
            Self::Away => "away",
            Self::Pursuit => "pursuit",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Machine, Self::Writes, Self::Away, Self::Pursuit]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// One habit of one sender.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SenderHabit {
    /// Which one.
    pub id: Uuid,
    /// The sender's address, lower case.
    pub address: String,
    /// What kind of habit.
    pub kind: HabitKind,
    /// The phrase or the sender's display name, folded; else empty.
    pub phrase: String,
    /// For [`HabitKind::Pursuit`]: where the pursuits are.
    pub organisation: Option<OrganisationId>,
    /// The message by which it was taught.
    pub message: Option<MessageId>,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Every habit that was taught, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sender_habits(&self, scope: &Scope) -> Result<Vec<SenderHabit>, StoreError> {
        let sql = "select * from sender_habit where scope_id = $1 order by at desc, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(habit_of).collect()
    }

    /// The habits of these senders (lower case).
    ///
    /// # Errors
    /// What the database says.
    pub async fn habits_of_senders(
        &self,
        scope: &Scope,
        addresses: &[String],
    ) -> Result<Vec<SenderHabit>, StoreError> {
        if addresses.is_empty() {
            return Ok(Vec::new());
        }
        let (sql, values) = dialect::with_list(
            "select * from sender_habit where scope_id = $1 and address in ({list}) order by id",
            &values![scope.id()],
            // A `From` of more addresses is no honest one.
            addresses.iter().take(20).map(|address| Value::from(address.as_str())),
        );
        let rows = self.db.reader(scope).all(sql, &values).await?;
        rows.iter().map(habit_of).collect()
    }
}

impl Door<'_> {
    /// Keeps a habit; taught again, the later lesson stands. That an address is a machine and that
    /// people write from it exclude each other.
    ///
    /// # Errors
    /// What the database says.
    pub async fn learn_habit(&mut self, habit: &SenderHabit) -> Result<(), StoreError> {
        let opposite = match habit.kind {
            HabitKind::Machine => Some(HabitKind::Writes),
            HabitKind::Writes => Some(HabitKind::Machine),
            HabitKind::Away | HabitKind::Pursuit => None,
        };
        if let Some(opposite) = opposite {
            let sql = "delete from sender_habit where scope_id = $1 and address = $2 and kind = $3";
            let values = values![self.scope.id(), habit.address.as_str(), opposite.word()];
            self.tx.execute(sql, &values).await?;
        }
        let sql = "insert into sender_habit (scope_id, id, address, kind, phrase, organisation_id, \
            message_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8) \
            on conflict (scope_id, address, kind, phrase) do update set \
            organisation_id = excluded.organisation_id, message_id = excluded.message_id, \
            at = excluded.at";
        let values = values![
            self.scope.id(),
            habit.id,
            habit.address.as_str(),
            habit.kind.word(),
            habit.phrase.as_str(),
            habit.organisation,
            habit.message,
            habit.at,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Forgets a habit; true if it was there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_habit(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let sql = "delete from sender_habit where scope_id = $1 and id = $2";
        Ok(self.tx.execute(sql, &values![self.scope.id(), id]).await? > 0)
    }

    /// Forgets what one message taught, when it is corrected once more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unlearn_from(&mut self, message: MessageId) -> Result<(), StoreError> {
        let sql = "delete from sender_habit where scope_id = $1 and message_id = $2";
        self.tx.execute(sql, &values![self.scope.id(), message]).await.map(drop)
    }
}

fn habit_of(row: &Row) -> Result<SenderHabit, StoreError> {
    Ok(SenderHabit {
        id: Uuid::from_slice(&row.bytes("id")?).map_err(|_| wrong("id"))?,
        address: row.text("address")?,
        kind: row.word("kind", HabitKind::parse)?,
        phrase: row.text("phrase")?,
        organisation: row.maybe_id("organisation_id")?,
        message: row.maybe_id("message_id")?,
        at: row.at("at")?,
    })
}
