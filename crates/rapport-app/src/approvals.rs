//! Approvals that rest: the time in which a yes can be taken back, for one note and for many.
//!
//! An approval is a state of its own with a timer (`Approved { until }`, kept in the database), not
//! an outbox item that is withdrawn: one that was taken back never was in the outbox, and a process
//! that dies in between changes nothing. What ends the rest is the follow-up's own timer, looked at
//! by every round of the workers; `run` takes up what is due and waits for nothing.

use jiff::SignedDuration;
use rapport_core::follow_up::{FollowUp, State};

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::input::Act;
use crate::profile::Profile;
use crate::view::{ActView, BatchView, RestingView};

/// A yes to one draft among several, as it was seen.
#[derive(Clone, Debug)]
pub struct Yes {
    /// Which follow-up: a row number, a name, an address, an id.
    pub who: String,
    /// The hash that was shown beside the draft; `None` takes the one stored now.
    pub seen: Option<String>,
}

impl App {
    /// Takes the last act back: an approval, a snooze.
    ///
    /// # Errors
    /// Nobody or several are meant, or there is nothing to take back.
    pub async fn undo(&self, who: &str) -> Result<ActView, AppError> {
        self.act(who, Act::Undo).await
    }

    /// A yes that does not rest: the note is in the outbox when this returns and leaves as soon as
    /// manners allow. For scripts, and for those who never change their mind.
    ///
    /// # Errors
    /// As [`App::act`].
    pub async fn approve_at_once(
        &self,
        who: &str,
        seen: Option<&str>,
    ) -> Result<ActView, AppError> {
        let waits = |follow_up: &FollowUp| matches!(follow_up.state, State::InReview { .. });
        let follow_up = self.follow_up_named(who, waits).await?;
        let event = self.approval(&follow_up, seen, true).await?;
        let profile = Profile { undo: SignedDuration::ZERO, ..self.profile().await? };
        let mut door = self.user_door(&profile).await?;
        let decision = self.step_for(&mut door, follow_up.id, &event, &profile).await?;
        door.commit().await?;
        self.acted(&decision, &profile).await
    }

    /// Says yes to several drafts; each is approved or refused by itself, and each answer is told.
    ///
    /// # Errors
    /// What the database says; what was approved before stays so.
    pub async fn approve_these(&self, all: &[Yes]) -> Result<Vec<BatchView>, AppError> {
        let mut done = Vec::with_capacity(all.len());
        for yes in all {
            let act = Act::Approve { seen: yes.seen.clone(), now: false };
            done.push(told(&yes.who, self.act(&yes.who, act).await)?);
        }
        Ok(done)
    }

    /// Takes several approvals back; each answer is told.
    ///
    /// # Errors
    /// What the database says; what was taken back before stays so.
    pub async fn undo_these(&self, all: &[String]) -> Result<Vec<BatchView>, AppError> {
        let mut done = Vec::with_capacity(all.len());
        for who in all {
            done.push(told(who, self.undo(who).await)?);
        }
        Ok(done)
    }

    /// Takes back every approval that still rests.
    ///
    /// # Errors
    /// What the database says; what was taken back before stays so.
    pub async fn undo_all(&self) -> Result<Vec<BatchView>, AppError> {
        let resting = self.resting().await?;
        let ids: Vec<String> = resting.into_iter().map(|view| view.follow_up).collect();
        self.undo_these(&ids).await
    }

    /// Approvals that rest, the one whose rest ends first on top: what a countdown shows.
    ///
    /// # Errors
    /// What the database says.
    pub async fn resting(&self) -> Result<Vec<RestingView>, AppError> {
        let now = self.now();
        let rows = self.store().resting(self.scope()).await?;
        Ok(rows
            .into_iter()
            .map(|row| RestingView {
                follow_up: row.follow_up.to_string(),
                name: row.name,
                undo_until: row.until.to_string(),
                seconds_left: row.until.duration_since(now).as_secs().max(0),
            })
            .collect())
    }
}

/// What became of one of several. A refusal, or somebody who is not there, keeps no other back; a
/// database that fails does.
pub(crate) fn told(who: &str, answer: Result<ActView, AppError>) -> Result<BatchView, AppError> {
    match answer {
        Ok(act) => Ok(BatchView {
            who: who.to_owned(),
            done: true,
            sentence: format!("{}: {}", act.name, act.reason),
            hints: Vec::new(),
            undo_until: act.undo_until,
        }),
        Err(error) => not_done(who, error),
    }
}

/// Why one of several was not done.
pub(crate) fn not_done(who: &str, error: AppError) -> Result<BatchView, AppError> {
    match error.kind {
        Kind::Refused | Kind::NotFound | Kind::Usage => Ok(BatchView {
            who: who.to_owned(),
            done: false,
            sentence: error.what,
            hints: error.hints,
            undo_until: None,
        }),
        _ => Err(error),
    }
}
