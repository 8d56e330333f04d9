//! The agenda, "Today": a pure ranking of what wants the user.
//!
//! The store gathers [`Candidate`]s with one query; this module sorts them into groups and gives
//! each row its words: who, why now, and until when. Never a bare date.

use jiff::Timestamp;

use crate::follow_up::{Hold, StopCause};
use crate::ids::{ContactId, FollowUpId, MessageId};

/// The groups in the order shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Somebody waits for the user's answer; the longest-waiting on top.
    TheyWait,
    /// Something only the user can decide.
    Decide,
    /// Written, waits for a yes.
    Ready,
    /// Letters to post, calls to make.
    ByHand,
    /// Approved or planned, about to leave its window.
    ClosingSoon,
    /// What happened without the user.
    JustHappened,
}

impl Group {
    /// The heading shown.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::TheyWait => "They wait for you",
            Self::Decide => "Only you can say",
            Self::Ready => "Ready to send",
            Self::ByHand => "By hand",
            Self::ClosingSoon => "Closing soon",
            Self::JustHappened => "Just happened",
        }
    }

    /// The word printed in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TheyWait => "they-wait",
            Self::Decide => "decide",
            Self::Ready => "ready",
            Self::ByHand => "by-hand",
            Self::ClosingSoon => "closing-soon",
            Self::JustHappened => "just-happened",
        }
    }
}

/// What may become a row.
#[derive(Clone, PartialEq, Debug)]
pub enum Want {
    /// They wrote and wait since then.
    Answer {
        /// Since when.
        since: Timestamp,
        /// What they asked, shortened.
        words: String,
    },
    /// A draft is in review.
    Review {
        /// The step's title.
        step: String,
        /// It is done by hand, not sent.
        by_hand: bool,
        /// A finding blocks it.
        blocked: bool,
        /// Best by.
        closes: Timestamp,
        /// Too late after.
        expires: Timestamp,
    },
    /// A hold asks something.
    Held {
        /// The step's title.
        step: String,
        /// Why it is held.
        hold: Hold,
        /// Since when.
        since: Timestamp,
        /// When the step is dropped by itself.
        until: Option<Timestamp>,
    },
    /// Approved or queued and on its way.
    OnItsWay {
        /// The step's title.
        step: String,
        /// When it may leave.
        not_before: Timestamp,
        /// Best by.
        closes: Timestamp,
    },
    /// Another playbook is offered.
    Offer {
        /// Its title.
        playbook: String,
        /// Since when.
        since: Timestamp,
        /// When the meeting was that it follows, if it follows one.
        met: Option<Timestamp>,
    },
    /// A message may belong to somebody.
    Suggestion {
        /// Which message.
        message: MessageId,
        /// Why it was seen.
        why: String,
        /// Since when.
        since: Timestamp,
    },
    /// Something happened.
    News {
        /// The sentence.
        sentence: String,
        /// When.
        at: Timestamp,
    },
}

/// One thing that may want the user.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Whose it is; `None` for what belongs to nobody yet.
    pub contact: Option<ContactId>,
    /// Which follow-up.
    pub follow_up: Option<FollowUpId>,
    /// The person's name.
    pub name: String,
    /// What is wanted.
    pub want: Want,
}

/// A row of the agenda.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Its group.
    pub group: Group,
    /// What it is.
    pub candidate: Candidate,
    /// It belongs on top of its group: late or nearly so.
    pub urgent: bool,
}

/// How near the end of its window a note on its way is shown as closing.
const CLOSING: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// Ranks what wants the user. The order is total: the same candidates give the same agenda.
#[must_use]
pub fn rank(candidates: Vec<Candidate>, now: Timestamp) -> Vec<Row> {
    let mut rows: Vec<Row> =
        candidates.into_iter().filter_map(|candidate| row(candidate, now)).collect();
    rows.sort_by_cached_key(key);
    rows
}

fn row(candidate: Candidate, now: Timestamp) -> Option<Row> {
    let soon = |closes: Timestamp| closes.duration_since(now) < CLOSING;
    let (group, urgent) = match &candidate.want {
        Want::Answer { .. } => (Group::TheyWait, true),
        Want::Review { by_hand: true, closes, .. } => (Group::ByHand, soon(*closes)),
        Want::Review { closes, .. } => (Group::Ready, soon(*closes)),
        Want::Held { hold, .. } => match hold {
            Hold::Away { .. } | Hold::Snoozed { .. } => return None,
            // The answer itself is shown above; the stop needs no second row.
            Hold::Stopped(StopCause::Answered | StopCause::ColleagueAnswered(_)) => return None,
            Hold::Stopped(
                StopCause::Declined | StopCause::Unreachable | StopCause::MeetingArranged,
            )
            | Hold::TooLate
            | Hold::Uncertain { .. }
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::NoAddress
            | Hold::NoBasis { .. }
            | Hold::RuledOut => {
                (Group::Decide, matches!(hold, Hold::Uncertain { .. } | Hold::TooLate))
            }
        },
        Want::OnItsWay { closes, .. } => {
            if !soon(*closes) {
                return None;
            }
            (Group::ClosingSoon, true)
        }
        Want::Offer { .. } | Want::Suggestion { .. } => (Group::Decide, false),
        Want::News { .. } => (Group::JustHappened, false),
    };
    Some(Row { group, candidate, urgent })
}

type Key = ((Group, bool, i64), String, (Option<FollowUpId>, Option<ContactId>), (u8, String));

/// Group, then urgency, then time: the longest-waiting and the soonest-closing first, news last
/// first; names, ids, kinds and words make it total.
fn key(row: &Row) -> Key {
    let (time, kind, words) = match &row.candidate.want {
        Want::Answer { since, words } => (since.as_microsecond(), 0, words),
        Want::Held { since, step, .. } => (since.as_microsecond(), 1, step),
        Want::Offer { since, playbook, .. } => (since.as_microsecond(), 2, playbook),
        Want::Suggestion { since, why, .. } => (since.as_microsecond(), 3, why),
        Want::Review { closes, step, .. } => (closes.as_microsecond(), 4, step),
        Want::OnItsWay { closes, step, .. } => (closes.as_microsecond(), 5, step),
        Want::News { at, sentence } => (-at.as_microsecond(), 6, sentence),
    };
    let candidate = &row.candidate;
    (
        (row.group, !row.urgent, time),
        candidate.name.clone(),
        (candidate.follow_up, candidate.contact),
        (kind, words.clone()),
    )
}

#[cfg(test)]
mod tests;
