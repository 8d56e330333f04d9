//! Rows of the table for delivery: what the writer and the courier report.

use jiff::Timestamp;

use super::shared::{
    self, decision, drop_step, end, hold, step_done, stop, title, unchanged, window,
};
use super::{Context, Decision, Effect};
use crate::follow_up::{EndReason, FollowUp, Held, Hold, State, StopCause};
use crate::ids::{DraftId, OutboxItemId};
use crate::outbox::ItemState;
use crate::reason::Reason;
use crate::suppression::SuppressReason;

pub(super) fn draft_written(
    follow_up: &FollowUp,
    draft: DraftId,
    context: &Context<'_>,
) -> Decision {
    if !matches!(follow_up.state, State::Drafting) {
        // A stop came in while it was being written; the draft stays unused.
        return unchanged(follow_up, Reason::NoNews);
    }
    let step = title(follow_up, context);
    let next = FollowUp { state: State::InReview { draft }, ..follow_up.clone() };
    let Some(window) = window(&next, context) else {
        return drop_step(&next, Vec::new(), Reason::Expired { step }, context);
    };
    let wake_at = shared::review_timer(&next, &window, context);
    decision(FollowUp { wake_at, ..next }, Vec::new(), Reason::DraftReady { step })
}

/// It went out. Counted once, wherever the follow-up stands by now.
pub(super) fn sent(
    follow_up: &FollowUp,
    ordinal: u32,
    at: Timestamp,
    found: bool,
    context: &Context<'_>,
) -> Decision {
    let reason = if found { Reason::FoundInSent } else { Reason::Sent };
    if ordinal != follow_up.ordinal {
        // The follow-up went on without it; only the date counts.
        let last_sent = follow_up.last_sent.max(Some(at));
        return decision(FollowUp { last_sent, ..follow_up.clone() }, Vec::new(), reason);
    }
    // A stop may have been kept while it was on the wire: the step is done, the stop stands.
    let done = shared::go_on(follow_up, step_done(follow_up.clone(), at, context), context);
    let mut effects = done.effects;
    if matches!(follow_up.state, State::Queued { .. }) && !effects.contains(&Effect::Withdraw) {
        // Where an earlier attempt is found to have gone out, the later one is taken back.
        effects.push(Effect::Withdraw);
    }
    decision(done.next, effects, reason)
}

pub(super) fn deferred(
    follow_up: &FollowUp,
    until: Timestamp,
    why: &str,
    context: &Context<'_>,
) -> Decision {
    let reason = Reason::Deferred { why: why.to_owned(), until };
    if !matches!(follow_up.state, State::Queued { .. }) {
        return unchanged(follow_up, reason);
    }
    match window(follow_up, context) {
        Some(window) if shared::is_late(follow_up, &window, until, context) => {
            shared::too_late(follow_up, &window, context)
        }
        Some(_) => unchanged(follow_up, reason),
        None => shared::lost_window(follow_up, context),
    }
}

pub(super) fn refused(
    follow_up: &FollowUp,
    ordinal: u32,
    why: &str,
    dead_address: Option<&str>,
    context: &Context<'_>,
) -> Decision {
    let doubted = doubted(follow_up);
    let carried = doubted.is_some() || matches!(follow_up.state, State::Queued { .. });
    let current = ordinal == follow_up.ordinal && carried;
    let suppress = dead_address.map(|address| Effect::Suppress {
        address: Some(address.to_owned()),
        reason: SuppressReason::Unreachable,
    });
    let settle = doubted.map(|item| Effect::Settle { item, arrived: false });
    if !current {
        let effects = suppress.into_iter().collect();
        return decision(follow_up.clone(), effects, Reason::Refused { why: why.to_owned() });
    }
    if let Some(address) = dead_address {
        let reason = Reason::Unreachable { address: address.to_owned() };
        let draft = follow_up.draft();
        let mut stopped = stop(follow_up.clone(), StopCause::Unreachable, draft, reason, context);
        stopped.effects.extend(settle);
        stopped.effects.extend(suppress);
        return stopped;
    }
    let wake_at = shared::question_end(follow_up, context);
    let why = why.to_owned();
    let reason = Reason::Refused { why: why.clone() };
    let effects = settle.into_iter().collect();
    hold(follow_up, Hold::Undeliverable { why }, wake_at, effects, reason, context.now)
}

/// The item of which nobody knows whether it arrived.
pub(super) fn doubted(follow_up: &FollowUp) -> Option<OutboxItemId> {
    match &follow_up.state {
        State::Held(held) => match held.hold {
            Hold::Uncertain { item } => Some(item),
            Hold::Stopped(_)
            | Hold::Away { .. }
            | Hold::TooLate
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::Snoozed { .. }
            | Hold::NoAddress
            | Hold::NoBasis { .. }
            | Hold::RuledOut => None,
        },
        State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Approved { .. }
        | State::Queued { .. }
        | State::Ended { .. } => None,
    }
}

pub(super) fn uncertain(
    follow_up: &FollowUp,
    item: OutboxItemId,
    ordinal: u32,
    why: &str,
    context: &Context<'_>,
) -> Decision {
    let reason = Reason::Uncertain { why: why.to_owned() };
    if ordinal != follow_up.ordinal {
        return unchanged(follow_up, reason);
    }
    // Something may have moved the follow-up while the item was on the wire. The doubt comes first,
    // because until it is settled nothing of this step may go again.
    let mut next = follow_up.clone();
    let mut effects = Vec::new();
    if let State::Held(held) = &follow_up.state {
        match held.hold {
            Hold::Uncertain { .. } => return unchanged(follow_up, reason),
            // The stop stands. The item stays in doubt and its step is passed over: what they
            // wrote meanwhile need not be about this note.
            Hold::Stopped(
                StopCause::Answered | StopCause::Declined | StopCause::MeetingArranged,
            ) => {
                let past = step_done(follow_up.clone(), context.now, context);
                let state = State::Held(Held { draft: None, ..held.clone() });
                return decision(FollowUp { state, ..past }, Vec::new(), reason);
            }
            Hold::Stopped(StopCause::Unreachable) => {
                let settle = Effect::Settle { item, arrived: false };
                return decision(follow_up.clone(), vec![settle], reason);
            }
            Hold::Away { .. } | Hold::Snoozed { .. } => {
                next.not_before = next.not_before.max(follow_up.wake_at);
            }
            Hold::Stopped(StopCause::ColleagueAnswered(colleague)) => {
                next.chase_held = Some(colleague);
            }
            Hold::TooLate
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::NoAddress
            | Hold::NoBasis { .. }
            | Hold::RuledOut => {}
        }
    }
    if matches!(follow_up.state, State::Queued { .. } | State::Approved { .. }) {
        effects.push(Effect::Withdraw);
    }
    hold(&next, Hold::Uncertain { item }, None, effects, reason, context.now)
}

/// The last look said never: the item is taken back and the follow-up asks or goes on.
pub(super) fn barred(follow_up: &FollowUp, reason: &Reason, context: &Context<'_>) -> Decision {
    if !matches!(follow_up.state, State::Queued { .. }) {
        return decision(follow_up.clone(), vec![Effect::Withdraw], reason.clone());
    }
    let withdraw = vec![Effect::Withdraw];
    match reason {
        Reason::Suppressed { reason: SuppressReason::Unreachable } => {
            let wake_at = shared::question_end(follow_up, context);
            hold(follow_up, Hold::NoAddress, wake_at, withdraw, reason.clone(), context.now)
        }
        Reason::Suppressed { reason: why } => {
            end(follow_up.clone(), shared::suppressed_end(*why), withdraw, reason.clone())
        }
        Reason::RuledOut => end(follow_up.clone(), EndReason::RuledOut, withdraw, reason.clone()),
        Reason::NoBasis { why } => {
            let wake_at = shared::question_end(follow_up, context);
            let basis = Hold::NoBasis { why: why.clone() };
            hold(follow_up, basis, wake_at, withdraw, reason.clone(), context.now)
        }
        Reason::Pace { .. } => drop_step(follow_up, withdraw, reason.clone(), context),
        Reason::WindowClosed { .. } => match window(follow_up, context) {
            Some(window) => shared::too_late(follow_up, &window, context),
            None => shared::lost_window(follow_up, context),
        },
        // Whatever happened to it, it may have gone out: another yes could send it twice.
        Reason::ItemNotWaiting {
            state: ItemState::Sent | ItemState::Committed | ItemState::Uncertain,
        } => unchanged(follow_up, reason.clone()),
        _ => back_to_review(follow_up, reason, context),
    }
}

/// The approval is void or the item is not what it was: the user looks again.
fn back_to_review(follow_up: &FollowUp, reason: &Reason, context: &Context<'_>) -> Decision {
    let draft = follow_up.draft();
    let mut back = shared::resume(follow_up, draft, reason.clone(), context);
    if !back.effects.contains(&Effect::Withdraw) {
        back.effects.push(Effect::Withdraw);
    }
    back
}
