//! One note and one stop, in every order: the stop comes at each point that the note passes.
//!
//! The points are those of the power: before and after each commit, and each line that a mail server
//! gets. What must hold is I5: a stop that was kept before the point of no return prevents the send.
//! The same note is also sent with the power failing at each point.

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;
use rapport_app::app::App;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::Act;
use rapport_core::follow_up::State;
use rapport_core::ids::FollowUpId;
use rapport_core::outbox::ItemState;
use rapport_core::touchpoint::TouchpointKind;
use rapport_mail::Mailbox;
use rapport_mail::build::{Outgoing, build};

use super::morning::Wish;
use super::{Faults, Settings, World};
use crate::fuse::Point;
use crate::people::Habit;
use crate::provider::CopyHabit;

/// A way to say stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halt {
    /// The recipient uses the opt-out link.
    OptOut,
    /// The user suppresses the recipient.
    Suppress,
    /// The recipient's mail is collected and not yet read.
    Mail,
    /// The user stops everything.
    StopAll,
    /// The user ends the follow-up.
    End,
    /// The user takes the yes back.
    Undo,
}

impl Halt {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::OptOut, Self::Suppress, Self::Mail, Self::StopAll, Self::End, Self::Undo];
}

/// What became of one order of things.
#[derive(Clone, Debug)]
pub struct Race {
    /// Where the note stood when the stop came; nowhere if it was through already.
    pub point: Option<Point>,
    /// The stop was kept while nothing had passed the point of no return.
    pub in_time: bool,
    /// Notes that left.
    pub sent: usize,
    /// What is wrong.
    pub wrong: Vec<String>,
}

impl World {
    /// A calm world with one note that is due now.
    async fn with_a_note() -> Result<(Self, FollowUpId)> {
        let settings = Settings { faults: Faults::NONE, ..Settings::new(11, 30, 1) };
        let mut world = Self::new(settings).await?;
        world.agenda.clear();
        world.people[0].habit = Habit::Silent;
        world.clock.advance(SignedDuration::from_hours(26));
        world.meet(0, TouchpointKind::Interview).await?;
        let mut approved = None;
        for _ in 0..40 {
            for follow_up in world.eye.live_follow_ups(&world.scope).await? {
                if let State::InReview { draft } = follow_up.state {
                    world.carry_out(&follow_up, Wish::Approve(draft, false)).await?;
                    approved = Some(follow_up.id);
                }
            }
            // Queued, and the round that would send it is the next one.
            if let (Some(id), Some(at)) = (approved, world.eye.next_attempt(&world.scope).await?) {
                world.clock.set(at.max(world.clock.now()));
                return Ok((world, id));
            }
            world.plan_round().await?;
            world.clock.set(world.next_round.max(world.clock.now()));
            world.round().await?;
        }
        world.is_closed = true;
        bail!("no note came to be due: {:?}", world.counts)
    }

    /// How many points one send passes.
    ///
    /// # Errors
    /// What keeps the world from being made.
    pub async fn points_of_a_send() -> Result<u32> {
        let (mut world, _) = Self::with_a_note().await?;
        world.fuse.arm(None);
        let done = world.with_app(async |app| app.run_once().await).await?;
        let points = world.fuse.passed();
        world.is_closed = true;
        match done {
            Some(Ok(view)) if view.sent == 1 => Ok(points),
            other => bail!("the note was not sent: {other:?}"),
        }
    }

    /// Sends the note while `halt` comes at a point.
    ///
    /// # Errors
    /// What keeps the world from being made.
    pub async fn race(halt: Halt, point: u32) -> Result<Race> {
        let (mut world, id) = Self::with_a_note().await?;
        let app = world.open().await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let token = app.opt_out_token(&world.people[0].name).await.ok();
        world.fuse.gate(point);
        let fuse = world.fuse.clone();
        let running = app.clone();
        let mut round = Box::pin(async move { running.run_once().await });
        let reached = tokio::select! {
            biased;
            at = fuse.reached() => Some(at),
            done = &mut round => { let _ = done; None }
        };
        let stop = async {
            let kept = world.halt(&app, halt, id, token.as_deref()).await;
            (kept, world.has_passed(id).await)
        };
        let (kept, passed) = match reached {
            // The note holds the writer: the stop waits for it, and both go on.
            Some(Point::BeforeCommit) => {
                fuse.open();
                let (done, stopped) = tokio::join!(round, stop);
                let _ = done;
                stopped
            }
            // The note waits until the stop is kept.
            Some(Point::AfterCommit | Point::Line) => {
                let stopped = stop.await;
                fuse.open();
                let _ = round.await;
                stopped
            }
            None => stop.await,
        };
        let kept = match kept {
            Ok(()) => true,
            Err(error) if error.kind == Kind::Refused => false,
            Err(error) => bail!("{halt:?} at {point}: {error:?}"),
        };
        let in_time = kept && !passed?;
        world.apps[0] = Some(app);
        // The model has its own view of a yes; here only the witness counts.
        world.fuse.arm(None);
        world.rest(halt == Halt::StopAll).await?;
        let sent = world.provider.state().taken.len();
        let mut wrong = Vec::new();
        if in_time && sent > 0 {
            wrong.push(format!(
                "I5: {halt:?} was kept at point {point} ({reached:?}), and it was sent"
            ));
        }
        if sent > 1 {
            wrong.push(format!("I2: sent {sent} times"));
        }
        wrong.extend(world.loose_ends().await?);
        world.is_closed = true;
        Ok(Race { point: reached, in_time, sent, wrong })
    }

    /// Sends the note while the power fails at a point.
    ///
    /// # Errors
    /// What keeps the world from being made.
    pub async fn power_fails_at(point: u32) -> Result<Race> {
        let (mut world, _) = Self::with_a_note().await?;
        world.fuse.arm(Some(point));
        let done = world.with_app(async |app| app.run_once().await).await?;
        world.fuse.arm(None);
        if done.is_some() {
            world.is_closed = true;
            bail!("the power did not fail at {point}");
        }
        world.rest(false).await?;
        let sent = world.provider.state().taken.len();
        let mut wrong = world.loose_ends().await?;
        if sent > 1 {
            wrong.push(format!("I2: sent {sent} times"));
        }
        wrong.append(&mut world.wrong);
        world.is_closed = true;
        Ok(Race { point: None, in_time: false, sent, wrong })
    }

    /// Makes a backup, sends the note, loses the database and puts the backup back.
    ///
    /// # Errors
    /// What keeps the world from being made.
    pub async fn restored(copies: CopyHabit) -> Result<Race> {
        let (mut world, _) = Self::with_a_note().await?;
        world.provider.state().copies = copies;
        let backup = world.home.folder.path().join("backup.db");
        let path = backup.clone();
        let said = |error: AppError| anyhow::anyhow!("{error:?}");
        let done = world.with_app(async move |app| app.backup(Some(&path)).await).await?;
        done.context("the power was good")?.map_err(said)?;
        // Sent, and the copy among the sent mail is accounted for.
        for minutes in [0, 1, 2] {
            world.clock.advance(SignedDuration::from_mins(minutes));
            let done = world.with_app(async |app| app.run_once().await).await?;
            done.context("the power was good")?.map_err(said)?;
        }
        let before = world.provider.state().taken.len();
        if let Some(app) = world.apps[0].take() {
            app.close().await;
        }
        world.eye.close().await;
        rapport_app::backup::restore(world.home.folder.path(), &backup, &world.clock)
            .await
            .map_err(said)?;
        world.reopen_eye().await?;
        world.rest(false).await?;
        let sent = world.provider.state().taken.len();
        let mut wrong = world.loose_ends().await?;
        if (before, sent) != (1, 1) {
            wrong.push(format!("I2: sent {before} times before and {sent} in all ({copies:?})"));
        }
        world.is_closed = true;
        Ok(Race { point: None, in_time: false, sent, wrong })
    }

    async fn halt(
        &self,
        app: &App,
        halt: Halt,
        id: FollowUpId,
        token: Option<&str>,
    ) -> Result<(), AppError> {
        match halt {
            Halt::OptOut => app.opt_out(token.unwrap_or_default(), "used the link").await.map(drop),
            Halt::Suppress => app.suppress(&self.people[0].address).await.map(drop),
            Halt::Mail => {
                self.provider.deliver(self.letter());
                app.collect().await.map(drop)
            }
            Halt::StopAll => app.stop_all(true).await.map(drop),
            Halt::End => app.act(&id.to_string(), Act::End).await.map(drop),
            Halt::Undo => app.act(&id.to_string(), Act::Undo).await.map(drop),
        }
    }

    /// A mail that the recipient wrote by themselves.
    fn letter(&self) -> Vec<u8> {
        let person = &self.people[0];
        let zone = jiff::tz::TimeZone::UTC;
        let built = build(&Outgoing {
            message_id: "letter@people.example",
            date: self.clock.now(),
            zone: &zone,
            from: Mailbox { name: person.name.clone(), address: person.address.clone() },
            to: Mailbox { name: "Jo Becker".to_owned(), address: "jo@example.org".to_owned() },
            reply_to: None,
            subject: "Your visit",
            text: "Please do not contact me again.",
            language: None,
            in_reply_to: None,
            references: &[],
            attachments: Vec::new(),
            opt_out: None,
            auto_generated: false,
        });
        built.unwrap_or_default()
    }

    /// Whether the item of the follow-up is past the point of no return.
    async fn has_passed(&self, id: FollowUpId) -> Result<bool> {
        let items = self.eye.outbox_of(&self.scope, id).await?;
        let item = items.first().context("the note was queued")?;
        Ok(matches!(item.state, ItemState::Committed | ItemState::Sent | ItemState::Uncertain))
    }

    /// Three days in which the workers do what they still want to do.
    async fn rest(&mut self, is_stopped: bool) -> Result<()> {
        let end = self.clock.now() + SignedDuration::from_hours(72);
        self.next_round = self.clock.now();
        let mut rounds = 0;
        while self.clock.now() < end && rounds < 200 {
            rounds += 1;
            // While everything is stopped, an item waits five minutes at a time.
            let patience =
                if is_stopped { SignedDuration::from_hours(6) } else { SignedDuration::ZERO };
            let next = self.next_round.max(self.clock.now() + patience).min(end);
            self.clock.set(next);
            let done = self.with_app(async |app| app.run_once().await).await?;
            if let Some(Err(error)) = done {
                bail!("a round failed: {error:?}");
            }
            self.plan_round().await?;
        }
        Ok(())
    }
}
