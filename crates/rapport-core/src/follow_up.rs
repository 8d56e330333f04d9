//! Follow-ups: one running playbook for one contact, and the states it can be in.
//!
//! Here: the state. Next: [`crate::decide`], the only thing that changes it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{
    AppointmentId, ContactId, DraftId, FollowUpId, OpportunityId, OrganisationId, OutboxItemId,
    TouchpointId,
};
use crate::opportunity::Stage;
use crate::playbook::PlaybookKey;

/// What a follow-up counts its days from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// When the event ended.
    pub at: Timestamp,
    /// The touchpoint it was.
    pub touchpoint: Option<TouchpointId>,
    /// The appointment it prepares (PB00).
    pub appointment: Option<AppointmentId>,
    /// The day they promised to decide.
    pub promised: Option<Date>,
}

/// One running playbook for one contact, and for one opportunity if there is one.
#[derive(Clone, PartialEq, Debug)]
pub struct FollowUp {
    /// Which one.
    pub id: FollowUpId,
    /// With whom.
    pub contact: ContactId,
    /// Where they work.
    pub organisation: Option<OrganisationId>,
    /// For what pursuit.
    pub opportunity: Option<OpportunityId>,
    /// The plan it runs.
    pub playbook: PlaybookKey,
    /// The version it keeps.
    pub playbook_version: u32,
    /// What its days count from.
    pub anchor: Anchor,
    /// The index of the current step in the playbook.
    pub step: u16,
    /// Grows each time the follow-up goes on to a next step; one delivery per value (I2).
    pub ordinal: u32,
    /// Grows whenever the step leaves the outbox without having gone out, so that a later yes is
    /// a new attempt with a Message-ID of its own; never while an attempt is in doubt (I2).
    pub revision: u32,
    /// Where it stands.
    pub state: State,
    /// The one timer: when to look at it again.
    pub wake_at: Option<Timestamp>,
    /// When the step before the current one was sent.
    pub last_sent: Option<Timestamp>,
    /// Temporary failures in a row.
    pub soft_bounces: u8,
    /// Somebody of the same opportunity answered: chasing steps hold.
    pub chase_held: Option<ContactId>,
    /// The user chose to send past "best by"; allowed until "too late after".
    pub belated: bool,
    /// The note goes out as soon as manners allow, not at the preferred hour.
    pub hurried: bool,
    /// A note may not go out before this instant (a snooze or somebody's return).
    pub not_before: Option<Timestamp>,
    /// Grows with each transition; the compare in compare-and-set.
    pub version: u64,
}

/// Where a follow-up stands. Live is all but [`State::Ended`].
#[derive(Clone, PartialEq, Debug)]
pub enum State {
    /// The step is not due yet.
    Waiting,
    /// The step is due to be written; the writer will do it.
    Drafting,
    /// A draft waits for the user: approve it, or do it by hand and tick.
    InReview {
        /// What waits.
        draft: DraftId,
    },
    /// The user said yes; it can be taken back until then.
    Approved {
        /// What was approved.
        draft: DraftId,
        /// Exactly what was approved.
        hash: ContentHash,
        /// The item it will become, minted at approval.
        item: OutboxItemId,
        /// The end of the time to take it back.
        until: Timestamp,
    },
    /// In the outbox.
    Queued {
        /// What goes out.
        draft: DraftId,
        /// The item that carries it.
        item: OutboxItemId,
    },
    /// The system waits and says why.
    Held(Held),
    /// Over.
    Ended {
        /// Why.
        reason: EndReason,
    },
}

/// A hold: why, since when, and where to go on.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// Why it waits.
    pub hold: Hold,
    /// Since when.
    pub since: Timestamp,
    /// The draft that was in review, to return to.
    pub draft: Option<DraftId>,
}

/// Why the system waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hold {
    /// A stop that a machine concluded from mail; final by the user's yes or after 30 days.
    Stopped(StopCause),
    /// The person is away.
    Away {
        /// The day named for the return.
        until: Option<Date>,
    },
    /// "Best by" has passed: send a belated version, skip, or call?
    TooLate,
    /// It is not known whether the item went out; only the user or the Sent mailbox can tell.
    Uncertain {
        /// The item in doubt.
        item: OutboxItemId,
    },
    /// The server refused it; another address or another way is needed.
    Undeliverable {
        /// The server's words.
        why: String,
    },
    /// Something came in that could not be read as anything: what was it?
    Unclear,
    /// The user wrote by hand meanwhile: is this step still needed?
    WroteByHand,
    /// The meeting for which it was stopped does not take place: is this step still needed?
    MeetingOff,
    /// Hidden by the user until then.
    Snoozed {
        /// When it comes back.
        until: Timestamp,
    },
    /// There is no address for this step's channel.
    NoAddress,
    /// The law or the rules of the house want a basis of contact that is not recorded.
    NoBasis {
        /// What is missing, in words.
        why: String,
    },
    /// The opportunity is ruled out by the user; only a polite withdrawal may go there.
    RuledOut,
}

/// What a machine concluded from mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StopCause {
    /// The person answered.
    Answered,
    /// The person said no.
    Declined,
    /// Somebody else of the same opportunity answered.
    ColleagueAnswered(ContactId),
    /// The address does not exist.
    Unreachable,
    /// A meeting was arranged.
    MeetingArranged,
}

/// Why a follow-up is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EndReason {
    /// Every step is done.
    Completed,
    /// The person answered.
    Answered,
    /// The person said no.
    Declined,
    /// Somebody else of the opportunity answered.
    ColleagueAnswered,
    /// The address does not exist.
    Unreachable,
    /// The person asked to get nothing any more.
    OptedOut,
    /// The person reported a message as spam.
    Complained,
    /// The pursuit is over.
    OpportunityClosed(Stage),
    /// The user ended it.
    EndedByUser,
    /// The user parked the contact.
    Parked,
    /// The user ruled the place out.
    RuledOut,
    /// The appointment was called off.
    AppointmentCancelled,
    /// A meeting was arranged.
    MeetingArranged,
}

/// SHA-256 over all that goes out: subject, body, recipient, sender, attachments.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ContentHash(pub [u8; 32]);

impl FollowUp {
    /// All but ended.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        !matches!(self.state, State::Ended { .. })
    }

    /// I1: a live follow-up has a timer, a review, a question to the user or an outbox item.
    /// A draft to be written counts, because the writer looks for the state itself.
    #[must_use]
    pub const fn is_attended(&self) -> bool {
        match &self.state {
            State::Waiting | State::Approved { .. } => self.wake_at.is_some(),
            State::Drafting | State::InReview { .. } | State::Queued { .. } => true,
            State::Held(held) => self.wake_at.is_some() || held.hold.asks(),
            State::Ended { .. } => true,
        }
    }

    /// The draft of the current step, if one is written.
    #[must_use]
    pub const fn draft(&self) -> Option<DraftId> {
        match &self.state {
            State::InReview { draft }
            | State::Approved { draft, .. }
            | State::Queued { draft, .. } => Some(*draft),
            State::Held(held) => held.draft,
            State::Waiting | State::Drafting | State::Ended { .. } => None,
        }
    }
}

impl State {
    /// The word stored and printed.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Drafting => "drafting",
            Self::InReview { .. } => "in-review",
            Self::Approved { .. } => "approved",
            Self::Queued { .. } => "queued",
            Self::Held(_) => "held",
            Self::Ended { .. } => "ended",
        }
    }
}

impl Hold {
    /// True for holds that a machine concluded from mail, and that a corrected reading lifts.
    #[must_use]
    pub const fn is_concluded(&self) -> bool {
        matches!(self, Self::Stopped(_) | Self::Away { .. } | Self::Unclear)
    }

    /// True for holds that put a question before the user.
    #[must_use]
    pub const fn asks(&self) -> bool {
        !matches!(self, Self::Away { .. } | Self::Snoozed { .. })
    }

    /// The word stored and printed.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Stopped(StopCause::Answered) => "answered",
            Self::Stopped(StopCause::Declined) => "declined",
            Self::Stopped(StopCause::ColleagueAnswered(_)) => "colleague-answered",
            Self::Stopped(StopCause::Unreachable) => "unreachable",
            Self::Stopped(StopCause::MeetingArranged) => "meeting-arranged",
            Self::Away { .. } => "away",
            Self::TooLate => "too-late",
            Self::Uncertain { .. } => "uncertain",
            Self::Undeliverable { .. } => "undeliverable",
            Self::Unclear => "unclear",
            Self::WroteByHand => "wrote-by-hand",
            Self::MeetingOff => "meeting-off",
            Self::Snoozed { .. } => "snoozed",
            Self::NoAddress => "no-address",
            Self::NoBasis { .. } => "no-basis",
            Self::RuledOut => "ruled-out",
        }
    }
}

impl StopCause {
    /// What the stop becomes when it is final.
    #[must_use]
    pub const fn end_reason(self) -> EndReason {
        match self {
            Self::Answered => EndReason::Answered,
            Self::Declined => EndReason::Declined,
            Self::ColleagueAnswered(_) => EndReason::ColleagueAnswered,
            Self::Unreachable => EndReason::Unreachable,
            Self::MeetingArranged => EndReason::MeetingArranged,
        }
    }
}

impl EndReason {
    /// All reasons.
    pub const ALL: [Self; 15] = [
        Self::Completed,
        Self::Answered,
        Self::Declined,
        Self::ColleagueAnswered,
        Self::Unreachable,
        Self::OptedOut,
        Self::Complained,
        Self::OpportunityClosed(Stage::Won),
        Self::OpportunityClosed(Stage::Rejected),
        Self::OpportunityClosed(Stage::Withdrawn),
        Self::EndedByUser,
        Self::Parked,
        Self::RuledOut,
        Self::AppointmentCancelled,
        Self::MeetingArranged,
    ];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Answered => "answered",
            Self::Declined => "declined",
            Self::ColleagueAnswered => "colleague-answered",
            Self::Unreachable => "unreachable",
            Self::OptedOut => "opted-out",
            Self::Complained => "complained",
            Self::OpportunityClosed(Stage::Won) => "opportunity-won",
            Self::OpportunityClosed(Stage::Rejected) => "opportunity-rejected",
            Self::OpportunityClosed(Stage::Withdrawn | Stage::Open | Stage::Offered) => {
                "opportunity-withdrawn"
            }
            Self::EndedByUser => "ended-by-user",
            Self::Parked => "parked",
            Self::RuledOut => "ruled-out",
            Self::AppointmentCancelled => "appointment-cancelled",
            Self::MeetingArranged => "meeting-arranged",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}
