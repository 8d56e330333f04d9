//! The world: time, people, a provider, one machine with the real application on it, and chance.
//!
//! Everything happens one after the other on one thread. Time jumps to whatever is next: a mail, a
//! morning of the user, a timer of the application. The power may fail at any commit and any line.
//!
//! | file | what |
//! |---|---|
//! | `happenings` | what comes from outside, and what goes wrong there |
//! | `morning` | what the user does |
//! | `ends` | what must hold at the end |
//! | `nodes` | rounds of several machines on one PostgreSQL, at once, one crashing or standing still |
//! | `race` | one note and one stop in every order; one note and a power failure at every point |

mod ends;
mod happenings;
mod morning;
mod nodes;
mod race;
mod setting;

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};
use rapport_app::app::App;
use rapport_app::clock::Clock;
use rapport_app::error::{AppError, Kind};
use rapport_store::message::TimelineEntry;
use rapport_store::{Scope, Store};

use crate::Outcome;
use crate::chance::Chance;
use crate::fuse::Fuse;
use crate::model::Model;
use crate::people::Person;
use crate::provider::Provider;
use happenings::Happening;

pub use race::{Halt, Race};
pub use setting::{Database, Faults, Media, Settings};

/// What happened in a world, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Rounds of the workers that ended by themselves.
    pub rounds: u64,
    /// Notes that the submission server took.
    pub sent: u64,
    /// Mails that arrived.
    pub received: u64,
    /// Meetings of the user.
    pub meetings: u64,
    /// Yeses of the user.
    pub approvals: u64,
    /// Times the power failed.
    pub crashes: u64,
    /// Faults of servers and mail.
    pub faults: u64,
    /// Acts that the product refused, by its words.
    pub refusals: BTreeMap<String, u64>,
}

/// A world with people in it.
pub struct World {
    settings: Settings,
    chance: Chance,
    clock: Clock,
    fuse: Fuse,
    provider: Provider,
    home: setting::Home,
    /// One on each machine; none while it is being opened again.
    apps: Vec<Option<App>>,
    /// The database, past the application; it only looks.
    eye: Store,
    scope: Scope,
    people: Vec<Person>,
    model: Model,
    agenda: BTreeMap<(Timestamp, u64), Happening>,
    /// Counts happenings, so that those of one instant keep their order.
    numbers: u64,
    next_round: Timestamp,
    /// The machine is off until then.
    asleep_until: Option<Timestamp>,
    /// How many of what the provider took were judged.
    judged: usize,
    end: Timestamp,
    last_backup_day: Option<jiff::civil::Date>,
    is_closed: bool,
    /// What happened so far.
    pub counts: Counts,
    /// What is wrong, one sentence each.
    pub wrong: Vec<String>,
    /// What happened, a line each, where somebody asked for it.
    pub log: Vec<String>,
}

/// The pause of the machine after its power failed.
const REBOOT: SignedDuration = SignedDuration::from_secs(40);

impl World {
    /// Lives until the last day, or until something is wrong.
    ///
    /// # Errors
    /// What keeps the world itself from going on; what is wrong with the product is in
    /// [`World::wrong`].
    pub async fn live(&mut self) -> Result<()> {
        while self.clock.now() < self.end && self.wrong.is_empty() {
            self.step().await?;
        }
        Ok(())
    }

    /// What became of it; a world in which something is wrong need not be closed.
    #[must_use]
    pub fn outcome(&mut self) -> Outcome {
        self.is_closed |= !self.wrong.is_empty();
        Outcome {
            counts: self.counts.clone(),
            wrong: self.wrong.clone(),
            log: std::mem::take(&mut self.log),
        }
    }

    /// The next thing that happens.
    async fn step(&mut self) -> Result<()> {
        let happening = self.agenda.first_key_value().map(|((at, _), _)| *at);
        let round = self.asleep_until.unwrap_or(self.next_round).max(self.next_round);
        let next = happening.map_or(round, |at| at.min(round));
        if next > self.clock.now() {
            self.clock.set(next);
        }
        if happening.is_some_and(|at| at <= round) {
            if let Some((_, happening)) = self.agenda.pop_first() {
                self.happen(happening).await?;
            }
            return Ok(());
        }
        self.asleep_until = None;
        self.round().await
    }

    /// One round of all workers, and what the model says of it.
    async fn round(&mut self) -> Result<()> {
        self.leave_out_backup();
        // Each of several machines has a power that may fail.
        let fails = self.settings.faults.crash_per_mille * self.apps.len() as u64;
        let points = self.points_until_crash(fails, 90);
        self.fuse.arm(points);
        if self.apps.len() > 1 {
            self.rounds().await?;
            self.fuse.arm(None);
            self.look().await?;
            return self.plan_round().await;
        }
        let done = self.with_app(async |app| app.run_once().await).await?;
        match done {
            Some(Ok(view)) => {
                self.counts.rounds += 1;
                self.note(|| format!("round {view:?}"));
            }
            Some(Err(error)) => self.failed("a round", &error),
            None => self.note(|| "the power failed in a round".to_owned()),
        }
        self.fuse.arm(None);
        self.look().await?;
        self.plan_round().await
    }

    /// Everything that was taken since the last look is judged, and everybody reacts to it.
    async fn look(&mut self) -> Result<()> {
        self.find_known_stops().await?;
        let taken = self.provider.state().taken[self.judged..].to_vec();
        for note in taken {
            self.judged += 1;
            self.counts.sent += 1;
            let number = self.people.iter().position(|person| person.address == note.to);
            let Some(number) = number else {
                self.wrong.push(format!("a note to a stranger: {}", note.to));
                continue;
            };
            let person = &mut self.people[number];
            for wrong in self.model.judge(&note, number, person) {
                self.wrong
                    .push(format!("at {} to {} ({:?}): {wrong}", note.at, note.to, person.habit));
            }
            self.numbers += 1;
            for reply in person.react(&note, self.numbers, &mut self.chance) {
                self.plan_mail(number, reply);
            }
            self.note(|| format!("sent to {} ({})", note.to, note.message_id));
        }
        Ok(())
    }

    /// A stop is known from when its mail stands on the timeline.
    async fn find_known_stops(&mut self) -> Result<()> {
        let now = self.clock.now();
        for (number, stop) in self.model.unknown_stops() {
            let Some(contact) = self.people[number].contact else { continue };
            let timeline = self.eye.timeline(&self.scope, contact, 200).await?;
            let is_there = timeline.iter().any(|entry| {
                matches!(entry, TimelineEntry::Message(message)
                    if message.message_id.as_ref() == Some(&stop.message_id))
            });
            if is_there {
                stop.known = Some(now);
            }
        }
        Ok(())
    }

    /// When the workers look again: at the next timer, and soon where something is on its way.
    async fn plan_round(&mut self) -> Result<()> {
        let now = self.clock.now();
        let wake = self.eye.next_wake(&self.scope).await?;
        let attempt = self.eye.next_attempt(&self.scope).await?;
        let mut next = [wake, attempt].into_iter().flatten().min().unwrap_or(self.end);
        let copies = self.eye.pending_sent_copies(&self.scope).await?;
        if !copies.is_empty() {
            // The copy in Sent is asked for again within the minute, then ever more seldom.
            let young = copies.iter().any(|item| {
                item.sent_at.is_some_and(|at| now.duration_since(at) < SignedDuration::from_mins(3))
            });
            let pause = if young { 30 } else { 3600 };
            next = next.min(now + SignedDuration::from_secs(pause));
        }
        if !self.eye.lease_owners(&self.scope).await?.is_empty() {
            next = next.min(now + SignedDuration::from_mins(11));
        }
        self.next_round = next.max(now + SignedDuration::from_secs(30));
        Ok(())
    }

    /// Something came: the machine notices within two minutes, if it is on.
    fn wake_machine(&mut self) {
        let soon = self.clock.now() + SignedDuration::from_secs(self.chance.between(1, 120));
        self.next_round = self.next_round.min(soon);
    }

    /// Does something with the application; `None` when the power failed meanwhile.
    async fn with_app<T>(
        &mut self,
        act: impl AsyncFnOnce(App) -> Result<T, AppError>,
    ) -> Result<Option<Result<T, AppError>>> {
        let node = self.some_node();
        let app = self.app_of(node).await?;
        let fuse = self.fuse.clone();
        let done = tokio::select! {
            biased;
            () = fuse.blown() => None,
            done = fuse.of_node(node, act(app)) => Some(done),
        };
        if done.is_none() {
            self.crashed(node);
        }
        Ok(done)
    }

    /// The machine at which the user sits; the only one, mostly.
    fn some_node(&mut self) -> usize {
        match self.apps.len() as u64 {
            1 => 0,
            several => usize::try_from(self.chance.below(several)).unwrap_or(0),
        }
    }

    /// The application on a machine, opened if need be.
    async fn app_of(&mut self, node: usize) -> Result<App> {
        if let Some(app) = &self.apps[node] {
            return Ok(app.clone());
        }
        let app = self.open().await.map_err(|error| anyhow!("cannot open: {error:?}"))?;
        self.apps[node] = Some(app.clone());
        Ok(app)
    }

    /// The power of a machine failed.
    fn crashed(&mut self, node: usize) {
        self.counts.crashes += 1;
        self.apps[node] = None;
        self.clock.advance(REBOOT);
        self.next_round = self.clock.now();
    }

    /// How many points the power lasts, if it fails at all.
    fn points_until_crash(&mut self, per_mille: u64, most: u64) -> Option<u32> {
        let fails = self.chance.per_mille(per_mille);
        let points = self.chance.below(most);
        fails.then(|| u32::try_from(points).unwrap_or(0))
    }

    /// A refusal is the product's good right; anything else is wrong.
    fn failed(&mut self, what: &str, error: &AppError) {
        match error.kind {
            Kind::Refused | Kind::Usage | Kind::NotFound => {
                *self.counts.refusals.entry(format!("{what}: {}", error.what)).or_default() += 1;
            }
            Kind::Unavailable | Kind::Data | Kind::Denied => {
                self.wrong.push(format!("{what} failed: {error:?}"));
            }
        }
    }

    /// A line for whoever wants to read along.
    fn note(&mut self, line: impl FnOnce() -> String) {
        if self.settings.log {
            let now = self.clock.now();
            self.log.push(format!("{now} {}", line()));
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        rapport_store::probe::watch(None);
        assert!(
            self.is_closed || std::thread::panicking(),
            "a world was left with loose ends: close it"
        );
    }
}
