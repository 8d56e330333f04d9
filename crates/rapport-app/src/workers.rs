//! The workers: one round of each in the order that keeps the promises, once or until told to stop.
//!
//! Mail is read and processed before anything is sent, so that an answer that is there stops what
//! would go out. A round never panics the server: what fails is logged, shown by `doctor`, and
//! tried again.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::ScopeId;
use rapport_store::Worker;
use rapport_store::health::WorkerTick;
use serde::Serialize;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};

use crate::app::{App, Mode};
use crate::dictionaries;
use crate::error::{AppError, Kind};
use crate::habit;
use crate::node::{self, Held};

/// How long a server waits between rounds when nothing wakes it: another process may have written.
const PAUSE: Duration = Duration::from_secs(3);

/// A gap between two rounds that is longer than this means that the machine slept.
const GAP: SignedDuration = SignedDuration::from_mins(3);

/// The same between two rounds that cron starts.
const CRON_GAP: SignedDuration = SignedDuration::from_hours(3);

/// How often the day is looked at for the streak while nobody looks at Today.
const DAY_LOOK: SignedDuration = SignedDuration::from_mins(15);

/// How often the mailboxes are polled beside IDLE, as a net.
const POLL: SignedDuration = SignedDuration::from_mins(2);

/// Where the last gap is remembered for `doctor`.
pub(crate) const GAP_SETTING: &str = "health.gap";

/// What one round did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RunView {
    /// Drafts written.
    pub drafted: u64,
    /// Notes that went out.
    pub sent: u64,
    /// Messages that came in.
    pub received: u64,
    /// Items in doubt that were settled.
    pub settled: u64,
    /// What a user should know: mailboxes that could not be read.
    pub sentences: Vec<String>,
}

impl App {
    /// One round of every worker, as cron wants it. While a node serves this user, the round is that
    /// node's.
    ///
    /// # Errors
    /// What the database says. A mail server that fails is a sentence, not an error.
    pub async fn run_once(&self) -> Result<RunView, AppError> {
        let Some(held) = self.take_scope(node::LEASE).await? else {
            let sentence = "another node serves this user and goes the rounds".to_owned();
            return Ok(RunView { sentences: vec![sentence], ..RunView::default() });
        };
        let (stop, _) = watch::channel(false);
        let done = {
            let keeping = self.clone().keep_hold(held, node::LEASE, stop.clone());
            let mut keeping = std::pin::pin!(keeping);
            let round = async {
                let done = self.cron_round().await;
                stop.send_replace(true);
                done
            };
            let mut round = std::pin::pin!(round);
            tokio::select! {
                biased;
                done = &mut round => done,
                // The hold was lost: what is under way is finished, and refused where it must be.
                () = &mut keeping => return round.await,
            }
        };
        self.let_go(held).await;
        done
    }

    async fn cron_round(&self) -> Result<RunView, AppError> {
        // Cron rings every few minutes or every hour; longer means that the machine was off.
        let before = self.store().last_tick(self.scope(), Worker::Scheduler).await?;
        if let Some(before) = before.filter(|at| self.now().duration_since(*at) > CRON_GAP) {
            self.remember_gap(before, self.now()).await?;
        }
        self.round(true).await
    }

    /// One round of every worker, whenever the last one was.
    pub(crate) async fn round(&self, read_mail: bool) -> Result<RunView, AppError> {
        self.require_believable_clock().await?;
        let mut view = RunView::default();
        if read_mail && self.mode() == Mode::Real {
            let collected = self.collect().await?;
            view.sentences = collected.errors;
        }
        view.received = self.process_kept().await?;
        self.tick(Worker::Collector).await?;
        self.end_meetings().await?;
        self.tick(Worker::Scheduler).await?;
        view.drafted = self.write_due().await?;
        self.tick(Worker::Writer).await?;
        if self.mode() == Mode::Real {
            self.release_epoch_if_searched().await?;
        } else if self.store().scope_state(self.scope()).await?.epoch_held {
            // The practice mailbox is in the database itself: nothing can have left without it.
            self.store().release_epoch(self.scope()).await?;
        }
        view.sent = self.deliver_due().await?;
        self.tick(Worker::Courier).await?;
        if self.mode() == Mode::Real {
            view.settled = self.resolve_uncertain().await?;
            self.settle_sent_copies().await?;
        }
        self.tick(Worker::Resolver).await?;
        if let Err(error) = self.daily_backup().await {
            // The doctor tells how old the newest is; sending must not wait for it.
            tracing::warn!(error = %error.what, "the daily backup failed");
        }
        self.look_at_day(DAY_LOOK).await?;
        if let Err(error) = self.send_digests().await {
            // A note to somebody else must not wait for a note to oneself.
            tracing::warn!(error = %error.what, "a digest could not be sent");
        }
        if let Err(error) = self.poll_due_calendar().await {
            tracing::warn!(error = %error.what, "a calendar could not be read");
        }
        dictionaries::let_go_of_idle();
        self.tick(Worker::Janitor).await?;
        Ok(view)
    }

    /// From when to when the machine slept last.
    pub(crate) async fn last_gap(&self) -> Result<Option<(Timestamp, Timestamp)>, AppError> {
        let text = self.store().setting(self.scope(), GAP_SETTING).await?;
        Ok(text.and_then(|text| {
            let (from, to) = text.split_once(' ')?;
            Some((from.parse().ok()?, to.parse().ok()?))
        }))
    }

    async fn tick(&self, worker: Worker) -> Result<(), AppError> {
        let tick = WorkerTick { worker, last_at: self.now(), backlog: 0 };
        Ok(self.store().tick(self.scope(), tick).await?)
    }

    /// Runs the workers of every user until told to stop. Where several nodes share one database,
    /// of the users that no other node holds; one that is silent for `lease` is followed.
    ///
    /// # Errors
    /// Only what makes going on pointless: the database cannot be used at all.
    pub async fn serve(
        &self,
        lease: Duration,
        mut stop: watch::Receiver<bool>,
    ) -> Result<(), AppError> {
        let (wake, mut woken) = mpsc::channel(16);
        let mut desks: BTreeMap<ScopeId, Desk> = BTreeMap::new();
        // Closing a connection may take a while, and nobody else's round waits for it.
        let mut ending = JoinSet::new();
        let mut complaint = String::new();
        while !*stop.borrow() {
            match self.everybody().await {
                Ok(everybody) => {
                    // Who was disabled, or moved from practice to the real scope, is watched no more,
                    // and who is another node's now.
                    let is_ours = |id: &ScopeId, desk: &Desk| {
                        !desk.is_over() && everybody.iter().any(|app| app.scope().id() == *id)
                    };
                    for (_, desk) in desks.extract_if(.., |id, desk| !is_ours(id, desk)) {
                        ending.spawn(desk.end());
                    }
                    for app in everybody {
                        let desk = match desks.entry(app.scope().id()) {
                            Entry::Occupied(desk) => desk.into_mut(),
                            Entry::Vacant(place) => match app.take_scope(lease).await {
                                Ok(Some(held)) => {
                                    place.insert(Desk::watched(&app, held, lease, wake.clone()))
                                }
                                Ok(None) => continue,
                                Err(error) if error.kind == Kind::Data => return Err(error),
                                Err(error) => {
                                    say_once(&mut complaint, &error);
                                    continue;
                                }
                            },
                        };
                        desk.round(&app).await?;
                    }
                    complaint.clear();
                }
                Err(error) if error.kind == Kind::Data => return Err(error),
                Err(error) => say_once(&mut complaint, &error),
            }
            while ending.try_join_next().is_some() {}
            tokio::select! {
                news = woken.recv() => {
                    // Every wake that came meanwhile counts; each names its scope.
                    let mut news = news;
                    while let Some(scope) = news {
                        if let Some(desk) = desks.get_mut(&scope) { desk.mail_is_new = true; }
                        news = woken.try_recv().ok();
                    }
                }
                () = tokio::time::sleep(PAUSE) => {}
                _ = stop.changed() => {}
            }
        }
        // The watchers end by their own signal; an IDLE is never dropped half-way.
        for desk in desks.into_values() {
            ending.spawn(desk.end());
        }
        while ending.join_next().await.is_some() {}
        Ok(())
    }

    /// The application as each user who may sign in sees it, the clock as it stands now.
    async fn everybody(&self) -> Result<Vec<Self>, AppError> {
        let mut everybody = Vec::new();
        for user in self.store().users().await? {
            if user.disabled_at.is_some() {
                continue;
            }
            match self.for_user(&user.name).await {
                Ok(app) => everybody.push(app),
                // Asked for the real scope, and this user has connected no account yet.
                Err(error) if error.kind == Kind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(everybody)
    }

    /// Remembers that the machine slept, and for how long.
    async fn note_gap(&self, last: Option<Timestamp>, now: Timestamp) -> Result<(), AppError> {
        let before = match last {
            Some(last) => Some(last),
            None => {
                let health = self.store().health(self.scope(), now).await?;
                health.ticks.iter().map(|tick| tick.last_at).max()
            }
        };
        if let Some(before) = before
            && now.duration_since(before) > GAP
        {
            self.remember_gap(before, now).await?;
        }
        Ok(())
    }

    /// Remembers a gap, unless what came up in a longer one before it is still told.
    async fn remember_gap(&self, from: Timestamp, to: Timestamp) -> Result<(), AppError> {
        let known = self.last_gap().await?;
        if known.is_some_and(|known| habit::still_told(known, (from, to))) {
            return Ok(());
        }
        let text = format!("{from} {to}");
        Ok(self.store().set_setting(self.scope(), GAP_SETTING, Some(&text)).await?)
    }
}

/// What a running server remembers of one scope between its rounds.
struct Desk {
    /// When, and how far the practice clock was ahead then.
    last_round: Option<(Timestamp, SignedDuration)>,
    last_read: Option<Timestamp>,
    mail_is_new: bool,
    complaint: String,
    /// Says that the desk is over: told to, or because another node took over.
    stop: watch::Sender<bool>,
    watcher: JoinHandle<()>,
    keeper: JoinHandle<()>,
}

impl Desk {
    /// A scope whose mailboxes are watched from now on, for as long as it is held.
    fn watched(app: &App, held: Held, lease: Duration, wake: mpsc::Sender<ScopeId>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let keeper = tokio::spawn(app.clone().keep_hold(held, lease, stop.clone()));
        let app = app.clone();
        let scope = app.scope().id();
        let watcher = tokio::spawn(async move {
            let (news, mut woken) = mpsc::channel(1);
            let watching = app.watch(news, stopped);
            tokio::pin!(watching);
            loop {
                tokio::select! {
                    () = &mut watching => break,
                    Some(()) = woken.recv() => {
                        // Full means that the round about to come reads anyway.
                        let _ = wake.try_send(scope);
                    }
                }
            }
        });
        Self {
            last_round: None,
            last_read: None,
            mail_is_new: true,
            complaint: String::new(),
            stop,
            watcher,
            keeper,
        }
    }

    fn is_over(&self) -> bool {
        *self.stop.borrow()
    }

    async fn round(&mut self, app: &App) -> Result<(), AppError> {
        let now = app.now();
        // A practice clock that was moved is no machine that slept.
        let moved_to =
            |(at, offset): (Timestamp, SignedDuration)| at + (app.clock_offset() - offset);
        if let Err(error) = app.note_gap(self.last_round.map(moved_to), now).await {
            say_once(&mut self.complaint, &error);
        }
        let poll_is_due = self.last_read.is_none_or(|read| now.duration_since(read) >= POLL);
        let read_mail = std::mem::take(&mut self.mail_is_new) || poll_is_due;
        match app.round(read_mail).await {
            Ok(_) => self.complaint.clear(),
            Err(error) if error.kind == Kind::Data => return Err(error),
            Err(error) => say_once(&mut self.complaint, &error),
        }
        if read_mail {
            self.last_read = Some(now);
        }
        self.last_round = Some((app.now(), app.clock_offset()));
        Ok(())
    }

    async fn end(self) {
        self.stop.send_replace(true);
        if self.watcher.await.is_err() || self.keeper.await.is_err() {
            tracing::warn!("the mailbox watcher ended in a panic");
        }
    }
}

/// Said once, not every three seconds.
fn say_once(complaint: &mut String, error: &AppError) {
    if error.what != *complaint {
        tracing::warn!(error = %error.what, hints = ?error.hints, "a round failed and is tried again");
        complaint.clone_from(&error.what);
    }
}
