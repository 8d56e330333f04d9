//! Is it running: when each worker last went round, what waits for it, what ought not to be.

use jiff::Timestamp;
use rapport_core::ids::FollowUpId;

use crate::db::{Row, values};
use crate::door::Worker;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// When a worker last went round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WorkerTick {
    /// Which one.
    pub worker: Worker,
    /// When.
    pub last_at: Timestamp,
    /// What it had left then.
    pub backlog: u32,
}

/// What waits for a worker now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backlog {
    /// Which one.
    pub worker: Worker,
    /// How many rows wait.
    pub count: u32,
    /// Since when the oldest waits.
    pub oldest: Option<Timestamp>,
}

/// The figures of one scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Health {
    /// What waits for each worker that has rows to work on.
    pub backlogs: Vec<Backlog>,
    /// When each worker last went round, of those that ever did.
    pub ticks: Vec<WorkerTick>,
    /// Contacts, follow-ups that are live, and messages.
    pub counts: (u32, u32, u32),
    /// I1: live follow-ups that nothing will ever look at again. None, or there is a fault.
    pub unattended: Vec<FollowUpId>,
}

impl Store {
    /// Notes that a worker went round.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tick(&self, scope: &Scope, tick: WorkerTick) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into worker_tick (scope_id, worker, last_at, backlog) values ($1, $2, $3, $4) \
            on conflict (scope_id, worker) do update set last_at = excluded.last_at, \
            backlog = excluded.backlog";
        tx.execute(sql, &values![scope.id(), tick.worker.word(), tick.last_at, tick.backlog])
            .await?;
        tx.commit().await
    }

    /// The figures for `doctor` and the health page.
    ///
    /// # Errors
    /// What the database says.
    pub async fn health(&self, scope: &Scope, now: Timestamp) -> Result<Health, StoreError> {
        let reader = &mut self.db.reader(scope);
        let mut backlogs = Vec::new();
        for (worker, sql) in BACKLOGS {
            // Each statement binds both values, so that one list serves all.
            let row = reader.one(*sql, &values![scope.id(), now]).await?;
            backlogs.push(Backlog {
                worker: *worker,
                count: row.number("n")?,
                oldest: row.maybe_at("oldest")?,
            });
        }
        let sql = "select * from worker_tick where scope_id = $1 order by worker";
        let rows = reader.all(sql, &values![scope.id()]).await?;
        let tick = |row: &Row| {
            Ok(WorkerTick {
                worker: row.word("worker", Worker::parse)?,
                last_at: row.at("last_at")?,
                backlog: row.number("backlog")?,
            })
        };
        let ticks = rows.iter().map(tick).collect::<Result<_, StoreError>>()?;
        let sql = "select (select count(*) from contact where scope_id = $1) as contacts, \
            (select count(*) from follow_up where scope_id = $1 and state <> 'ended') as live, \
            (select count(*) from message where scope_id = $1) as messages";
        let row = reader.one(sql, &values![scope.id()]).await?;
        let counts = (row.number("contacts")?, row.number("live")?, row.number("messages")?);
        let rows = reader.all(UNATTENDED, &values![scope.id()]).await?;
        let unattended = rows.iter().map(|row| row.id("id")).collect::<Result<_, _>>()?;
        Ok(Health { backlogs, ticks, counts, unattended })
    }
}

const BACKLOGS: &[(Worker, &str)] = &[
    (
        Worker::Scheduler,
        "select count(*) as n, min(wake_at) as oldest from follow_up \
         where scope_id = $1 and wake_at is not null and wake_at <= $2",
    ),
    (
        Worker::Writer,
        "select count(*) as n, min(case when $2 < 0 then wake_at end) as oldest from follow_up \
         where scope_id = $1 and state = 'drafting'",
    ),
    (
        Worker::Courier,
        "select count(*) as n, min(next_attempt_at) as oldest from outbox_item \
         where scope_id = $1 and state in ('queued', 'deferred') and next_attempt_at <= $2",
    ),
    (
        Worker::Collector,
        "select count(*) as n, min(kept_at) as oldest from inbound \
         where scope_id = $1 and processed_at is null and kept_at <= $2",
    ),
    (
        Worker::Resolver,
        "select count(*) as n, min(queued_at) as oldest from outbox_item \
         where scope_id = $1 and state = 'uncertain' and queued_at <= $2",
    ),
];

/// As `FollowUp::is_attended` says it, with the outbox item really there.
const UNATTENDED: &str = "select f.id from follow_up f where f.scope_id = $1 and f.state <> 'ended' and ( \
    (f.state in ('waiting', 'approved') and f.wake_at is null) \
    or (f.state = 'held' and f.wake_at is null and f.hold in ('away', 'snoozed')) \
    or (f.state = 'queued' and not exists (select 1 from outbox_item i \
        where i.scope_id = f.scope_id and i.id = f.item_id \
        and i.state in ('queued', 'sending', 'committed', 'deferred', 'uncertain'))))";
