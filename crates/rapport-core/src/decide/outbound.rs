//! Rows of the table for delivery: what the writer and the courier report.

use jiff::Timestamp;

use super::shared::{
    self, decision, drop_step, end, enter_step, hold, step_done, stop, title, unchanged, window,
};
use super::{Context, Decision, Effect};
use crate::follow_up::{EndReason, FollowUp, Hold, State, StopCause};
use crate::ids::{DraftId, OutboxItemId};
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
    let wake_at = Some(shared::review_end(&next, &window));
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
    let next = step_done(follow_up.clone(), at, context);
    match &follow_up.state {
        // A stop was kept while it was on the wire: the step is done, the stop stands.
        State::Held(held) if !matches!(held.hold, Hold::Uncertain { .. }) => {
            let mut held = held.clone();
            held.draft = None;
            decision(FollowUp { state: State::Held(held), ..next }, Vec::new(), reason)
        }
        State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Approved { .. }
        | State::Queued { .. }
        | State::Held(_)
        | State::Ended { .. } => {
            let entered = enter_step(next, context);
            decision(entered.next, entered.effects, reason)
        }
    }
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
        Some(window) if until > closes(follow_up, &window) => {
            shared::too_late(follow_up, &window, context)
        }
        Some(_) => unchanged(follow_up, reason),
        None => {
            let step = title(follow_up, context);
            drop_step(follow_up, vec![Effect::Withdraw], Reason::Expired { step }, context)
        }
    }
}

const fn closes(follow_up: &FollowUp, window: &crate::plan::Window) -> Timestamp {
    if follow_up.belated { window.expires } else { window.closes }
}

pub(super) fn refused(
    follow_up: &FollowUp,
    ordinal: u32,
    why: &str,
    dead_address: Option<&str>,
    context: &Context<'_>,
) -> Decision {
    let current = ordinal == follow_up.ordinal && matches!(follow_up.state, State::Queued { .. });
    let suppress = dead_address.map(|address| Effect::Suppress {
        address: Some(address.to_owned()),
        reason: SuppressReason::Unreachable,
    });
    if !current {
        let effects = suppress.into_iter().collect();
        return decision(follow_up.clone(), effects, Reason::Refused { why: why.to_owned() });
    }
    if let Some(address) = dead_address {
        let reason = Reason::Unreachable { address: address.to_owned() };
        let draft = follow_up.draft();
        let mut stopped = stop(follow_up.clone(), StopCause::Unreachable, draft, reason, context);
        stopped.effects.extend(suppress);
        return stopped;
    }
    let wake_at = shared::question_end(follow_up, context);
    let why = why.to_owned();
    let reason = Reason::Refused { why: why.clone() };
    // The attempt is over and nothing arrived, so a corrected note is a new revision.
    let next = FollowUp { revision: follow_up.revision + 1, ..follow_up.clone() };
    hold(&next, Hold::Undeliverable { why }, wake_at, Vec::new(), reason, context.now)
}

pub(super) fn uncertain(
    follow_up: &FollowUp,
    item: OutboxItemId,
    ordinal: u32,
    why: &str,
    context: &Context<'_>,
) -> Decision {
    let reason = Reason::Uncertain { why: why.to_owned() };
    if ordinal != follow_up.ordinal || !matches!(follow_up.state, State::Queued { .. }) {
        return unchanged(follow_up, reason);
    }
    hold(follow_up, Hold::Uncertain { item }, None, Vec::new(), reason, context.now)
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
        Reason::Suppressed { .. } => {
            end(follow_up.clone(), EndReason::OptedOut, withdraw, reason.clone())
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
            None => drop_step(follow_up, withdraw, reason.clone(), context),
        },
        _ => back_to_review(follow_up, reason, context),
    }
}

/// The approval is void or the item is not what it was: the user looks again.
fn back_to_review(follow_up: &FollowUp, reason: &Reason, context: &Context<'_>) -> Decision {
    let draft = follow_up.draft();
    let mut back = shared::resume(follow_up, draft, reason.clone(), context);
    back.effects.push(Effect::Withdraw);
    back.next.revision = back.next.revision.max(follow_up.revision);
    back
}
