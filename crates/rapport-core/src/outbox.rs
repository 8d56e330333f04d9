//! The outbox: approved content on its way, and the last look before it leaves.
//!
//! [`may_send`] is law: it runs under the lock, in the transaction that passes the point of no
//! return, with everything the database knows at that moment.

use jiff::{SignedDuration, Timestamp};

use crate::calendar::WorkCalendar;
use crate::follow_up::ContentHash;
use crate::ids::{ContactId, DraftId, FollowUpId, OutboxItemId};
use crate::pace::{self, Caps, PaceHistory, Proposed};
use crate::plan;
use crate::reason::Reason;
use crate::suppression::SuppressReason;

/// Where an item stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ItemState {
    /// Waits for its time.
    Queued,
    /// A courier holds the lease; nothing of the body has left.
    Sending,
    /// Past the point of no return: the server said 354 and the body is on the wire.
    Committed,
    /// Put off by the server or the line; tried again.
    Deferred,
    /// Nobody knows whether it arrived. Never tried again by the machine.
    Uncertain,
    /// The server took it.
    Sent,
    /// The server refused it for good.
    Failed,
    /// Taken back before it left.
    Withdrawn,
}

impl ItemState {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::Queued,
        Self::Sending,
        Self::Committed,
        Self::Deferred,
        Self::Uncertain,
        Self::Sent,
        Self::Failed,
        Self::Withdrawn,
    ];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Committed => "committed",
            Self::Deferred => "deferred",
            Self::Uncertain => "uncertain",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// True while it can still be taken back.
    #[must_use]
    pub const fn can_be_withdrawn(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Deferred)
    }

    /// True when nothing more happens to it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Sent | Self::Failed | Self::Withdrawn)
    }
}

/// What the last look needs of the item itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Which one.
    pub id: OutboxItemId,
    /// Which follow-up it carries a step of.
    pub follow_up: FollowUpId,
    /// Which draft it is.
    pub draft: DraftId,
    /// To whom.
    pub contact: ContactId,
    /// Where it stands.
    pub state: ItemState,
    /// What the user approved.
    pub approved: ContentHash,
    /// What would go out now.
    pub content: ContentHash,
    /// Not before.
    pub not_before: Timestamp,
    /// Not after: "best by", or "too late after" for a belated version.
    pub closes: Timestamp,
    /// The end of the anchor's own day until 20:00, for steps that may run then.
    pub same_day_until: Option<Timestamp>,
    /// Attempts so far.
    pub attempts: u32,
}

/// Everything the database knows at the moment of the last look.
#[derive(Clone, Debug)]
pub struct SendFacts<'a> {
    /// The recipient's calendar.
    pub calendar: &'a WorkCalendar,
    /// What was sent so far.
    pub history: &'a PaceHistory,
    /// The caps.
    pub caps: &'a Caps,
    /// The note as pace sees it.
    pub proposed: Proposed<'a>,
    /// The recipient's address is suppressed.
    pub suppressed: Option<SuppressReason>,
    /// The follow-up's state still carries this very item.
    pub still_queued: bool,
    /// `stop-all` is on.
    pub stop_all: bool,
    /// The user is away until then.
    pub sender_away_until: Option<Timestamp>,
    /// When every watched mailbox was last read to its end; `None` if one never was.
    pub mailbox_read_at: Option<Timestamp>,
    /// How old that reading may be.
    pub mailbox_limit: SignedDuration,
    /// Kept mail that was not yet processed.
    pub unprocessed: u32,
    /// The account is paused, with what to repair.
    pub account_paused: Option<&'a str>,
    /// The account may send again from then: its daily budget or its spacing.
    pub account_free_at: Option<Timestamp>,
    /// A restored database holds sending until Sent was searched.
    pub epoch_held: bool,
    /// What is missing for a commercial note, in words.
    pub consent_missing: Option<String>,
    /// The user ruled the place out and this is not the polite withdrawal.
    pub ruled_out: bool,
    /// A real account refuses to run while a practice clock offset is set.
    pub clock_offset: bool,
}

/// The answer of the last look.
#[derive(Clone, PartialEq, Debug)]
pub enum SendAnswer {
    /// It may leave now.
    Go,
    /// Not yet.
    Wait {
        /// When to look again.
        until: Timestamp,
        /// Why.
        reason: Reason,
    },
    /// Not at all; the follow-up has to decide anew.
    Never {
        /// Why.
        reason: Reason,
    },
}

/// How long to wait before looking again where nobody can say when it will be better.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(5);

/// The last look. Everything that must never happen is asked first.
#[must_use]
pub fn may_send(item: &Item, now: Timestamp, facts: &SendFacts<'_>) -> SendAnswer {
    if let Some(reason) = never(item, now, facts) {
        return SendAnswer::Never { reason };
    }
    let mut waits: Vec<(Timestamp, Reason)> = Vec::new();
    if facts.clock_offset {
        waits.push((now + LOOK_AGAIN, Reason::ClockOffset));
    }
    if facts.epoch_held {
        waits.push((now + LOOK_AGAIN, Reason::EpochHeld));
    }
    if facts.stop_all {
        waits.push((now + LOOK_AGAIN, Reason::StopAll));
    }
    if let Some(what) = facts.account_paused {
        waits.push((now + LOOK_AGAIN, Reason::AccountPaused { what: what.to_owned() }));
    }
    if facts.unprocessed > 0 {
        waits.push((now + LOOK_AGAIN, Reason::UnprocessedMail { count: facts.unprocessed }));
    }
    if facts.mailbox_read_at.is_none_or(|read| now.duration_since(read) > facts.mailbox_limit) {
        waits.push((now + LOOK_AGAIN, Reason::MailboxUnread { since: facts.mailbox_read_at }));
    }
    if let Some(until) = facts.sender_away_until.filter(|until| *until > now) {
        waits.push((until, Reason::SenderAway { until }));
    }
    if item.not_before > now {
        waits.push((item.not_before, Reason::NotYetDue { due: item.not_before }));
    }
    if !plan::may_run(now, item.same_day_until, facts.calendar) {
        let until = plan::next_run(now, item.same_day_until, facts.calendar);
        waits.push((until, Reason::OutsideHours { until }));
    }
    if let Some(until) = facts.account_free_at.filter(|until| *until > now) {
        waits.push((until, Reason::AccountBudget { until }));
    }
    if let Err(block) = pace::check(&facts.proposed, now, facts.history, facts.caps) {
        match block.until {
            Some(until) => waits.push((until, Reason::Pace { cap: block.cap, until: Some(until) })),
            None => {
                return SendAnswer::Never { reason: Reason::Pace { cap: block.cap, until: None } };
            }
        }
    }
    // The longest wait is the honest answer: the shorter ones are over by then. Where it ends at
    // night, the night is waited for as well.
    let longest = waits.into_iter().max_by_key(|(until, _)| *until);
    match longest
        .map(|(until, reason)| (plan::next_run(until, item.same_day_until, facts.calendar), reason))
    {
        None => SendAnswer::Go,
        Some((until, _)) if until > item.closes => {
            SendAnswer::Never { reason: Reason::WindowClosed { closes: item.closes } }
        }
        Some((until, reason)) => SendAnswer::Wait { until, reason },
    }
}

/// What can never be healed by waiting.
fn never(item: &Item, now: Timestamp, facts: &SendFacts<'_>) -> Option<Reason> {
    if let Some(reason) = facts.suppressed {
        return Some(Reason::Suppressed { reason });
    }
    if !matches!(item.state, ItemState::Queued | ItemState::Sending | ItemState::Deferred) {
        return Some(Reason::ItemNotWaiting { state: item.state });
    }
    if !facts.still_queued {
        return Some(Reason::FollowUpMovedOn);
    }
    if item.approved != item.content {
        return Some(Reason::ApprovalVoid);
    }
    if facts.ruled_out {
        return Some(Reason::RuledOut);
    }
    if let Some(why) = &facts.consent_missing {
        return Some(Reason::NoBasis { why: why.clone() });
    }
    if now > item.closes {
        return Some(Reason::WindowClosed { closes: item.closes });
    }
    None
}

#[cfg(test)]
mod tests;
