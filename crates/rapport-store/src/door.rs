//! The door: one write transaction under the lock of its scope.
//!
//! Everything that belongs together is written through one door and committed at once. What a
//! follow-up may become is in [`crate::follow_up`]; here is the transaction itself.

use jiff::Timestamp;
use rapport_core::playbook::Purpose;
use rapport_core::touchpoint::Channel;
use uuid::Uuid;

use crate::db::Tx;
use crate::dialect;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// The present, as the caller's clock says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Now.
    pub now: Timestamp,
    /// When the user's own day began; caps per day count from here.
    pub day_start: Timestamp,
}

/// The workers, each with a backlog of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Worker {
    /// Wakes follow-ups whose timer rang.
    Scheduler,
    /// Writes drafts.
    Writer,
    /// Delivers outbox items.
    Courier,
    /// Fetches, keeps and processes mail.
    Collector,
    /// Finds out what became of uncertain items.
    Resolver,
    /// Backups and leases that ran out.
    Janitor,
}

impl Worker {
    /// All workers, in the order of their work.
    pub const ALL: [Self; 6] = [
        Self::Scheduler,
        Self::Writer,
        Self::Courier,
        Self::Collector,
        Self::Resolver,
        Self::Janitor,
    ];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Scheduler => "scheduler",
            Self::Writer => "writer",
            Self::Courier => "courier",
            Self::Collector => "collector",
            Self::Resolver => "resolver",
            Self::Janitor => "janitor",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|worker| worker.word() == word)
    }
}

/// Who acts, for the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Actor {
    /// The user.
    User,
    /// The machine.
    Worker(Worker),
}

impl Actor {
    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Worker(worker) => worker.word(),
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        if word == "user" { Some(Self::User) } else { Worker::parse(word).map(Self::Worker) }
    }
}

/// One write transaction under the lock of its scope. Dropped without [`Door::commit`] it never was.
pub struct Door<'a> {
    pub(crate) store: &'a Store,
    pub(crate) tx: Tx,
    pub(crate) scope: Scope,
    pub(crate) moment: Moment,
    pub(crate) actor: Actor,
    pub(crate) by_hand: Option<(Channel, Purpose)>,
}

impl Store {
    /// Opens the door: waits for the scope and holds it until the door is committed or dropped.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another process holds it for too long.
    pub async fn door(
        &self,
        scope: &Scope,
        moment: Moment,
        actor: Actor,
    ) -> Result<Door<'_>, StoreError> {
        let tx = self.write(scope).await?;
        Ok(Door { store: self, tx, scope: *scope, moment, actor, by_hand: None })
    }

    /// A write transaction that holds the scope, for what needs no moment and no journal. Settings
    /// and kept mail need the lock, too: the last look must see them or come before them (I5).
    pub(crate) async fn write(&self, scope: &Scope) -> Result<Tx, StoreError> {
        let mut tx = self.db.begin(scope).await?;
        dialect::lock_scope(&mut tx, scope.id()).await?;
        Ok(tx)
    }
}

impl Door<'_> {
    /// Makes everything written through this door so, durably and at once.
    ///
    /// # Errors
    /// What the database says; then nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }

    /// The scope it holds.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The present, as given when it was opened.
    #[must_use]
    pub const fn moment(&self) -> Moment {
        self.moment
    }

    /// What kind of act a tick stands for, where no draft says it: pace counts by these.
    pub const fn ticked_as(&mut self, channel: Channel, purpose: Purpose) {
        self.by_hand = Some((channel, purpose));
    }

    pub(crate) fn mint(&self) -> Uuid {
        self.store.mint()
    }
}
