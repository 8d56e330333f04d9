//! Rows of the table for time: the timer rang, or what the dates depend on changed.

use jiff::civil::Date;

use super::shared::{self, decision, end, hold, resume, title, unchanged, window};
use super::{Context, Decision, Effect};
use crate::follow_up::{EndReason, FollowUp, Hold, State};
use crate::plan::{self, Planned};
use crate::playbook::Step;
use crate::reason::Reason;
use crate::suppression::SuppressReason;
use crate::touchpoint::Channel;

/// How long an approved note waits for an unsettled attempt before it looks again.
const IN_FLIGHT_REVIEW: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// The timer rang. What is done once is not done again by ringing twice at one instant; a follow-up
/// with several overdue steps behind one another goes on by one with each ring until it rests.
pub(super) fn woke(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    if let Some(until) = follow_up.wake_at.filter(|at| context.now < *at) {
        return unchanged(follow_up, Reason::StillWaiting { until });
    }
    match &follow_up.state {
        State::Waiting => waiting(follow_up, context),
        State::InReview { .. } => in_review(follow_up, context),
        State::Approved { draft, hash, item, .. } => {
            let Some(window) = window(follow_up, context) else {
                return shared::lost_window(follow_up, context);
            };
            // An earlier attempt of this very step is not settled; it is looked at again.
            if context.in_flight {
                let until = context.now + context.policy.undo.max(IN_FLIGHT_REVIEW);
                let next = FollowUp { wake_at: Some(until), ..follow_up.clone() };
                return decision(next, Vec::new(), Reason::StillWaiting { until });
            }
            let first = |hurried| {
                window.first_from(context.now, follow_up.belated, hurried, context.calendar)
            };
            let Some(not_before) = first(follow_up.hurried).or_else(|| first(true)) else {
                return shared::too_late(follow_up, &window, context);
            };
            let closes = if follow_up.belated { window.expires } else { window.closes };
            let effect = Effect::Enqueue {
                item: *item,
                draft: *draft,
                hash: *hash,
                not_before,
                closes,
                same_day_until: window.same_day_until,
            };
            let state = State::Queued { draft: *draft, item: *item };
            let next = FollowUp { state, wake_at: None, ..follow_up.clone() };
            decision(next, vec![effect], Reason::Queued { not_before })
        }
        // The writer and the courier look for these states themselves.
        State::Drafting | State::Queued { .. } | State::Ended { .. } => {
            unchanged(follow_up, Reason::NoNews)
        }
        State::Held(held) => match &held.hold {
            Hold::Stopped(cause) => {
                let effects = vec![Effect::Withdraw];
                end(follow_up.clone(), cause.end_reason(), effects, Reason::StopBecameFinal)
            }
            Hold::Away { .. } | Hold::Snoozed { .. } => {
                let mut next = follow_up.clone();
                next.not_before = Some(context.now);
                let step = title(follow_up, context);
                resume(&next, held.draft, Reason::Reopened { step }, context)
            }
            Hold::RuledOut => end(
                follow_up.clone(),
                EndReason::RuledOut,
                vec![Effect::Withdraw],
                Reason::RuledOut,
            ),
            Hold::TooLate
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::NoAddress
            | Hold::NoBasis { .. } => unanswered_question(follow_up, context),
            // Only the user or the Sent mailbox can tell; no time makes it certain.
            Hold::Uncertain { .. } => {
                let next = FollowUp { wake_at: None, ..follow_up.clone() };
                decision(next, Vec::new(), Reason::NoNews)
            }
        },
    }
}

/// The user said nothing. While the step could still go, or waits for the end of the pursuit, the
/// question stands; after that the step is dropped.
fn unanswered_question(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let planned =
        shared::current(follow_up, context).map(|step| plan::plan_step(follow_up, step, context));
    match planned {
        Some(Planned::At(_) | Planned::AwaitsOutcome) => {
            let until = shared::question_end(follow_up, context);
            let next = FollowUp { wake_at: until, ..follow_up.clone() };
            decision(next, Vec::new(), Reason::NoNews)
        }
        Some(Planned::LeftOut(_)) | None => shared::lost_window(follow_up, context),
    }
}

fn in_review(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let Some(window) = window(follow_up, context) else {
        return shared::lost_window(follow_up, context);
    };
    let end = shared::review_end(follow_up, &window);
    if context.now < end {
        let next = FollowUp { wake_at: Some(end), ..follow_up.clone() };
        return decision(next, Vec::new(), Reason::StillWaiting { until: end });
    }
    if follow_up.belated {
        shared::lost_window(follow_up, context)
    } else {
        shared::too_late(follow_up, &window, context)
    }
}

fn waiting(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let Some(step) = shared::current(follow_up, context) else {
        return end(follow_up.clone(), EndReason::Completed, Vec::new(), Reason::AllStepsDone);
    };
    if let Some(barrier) = barrier(follow_up, step, context) {
        return barrier;
    }
    match plan::plan_step(follow_up, step, context) {
        Planned::LeftOut(why) => {
            let reason = Reason::StepSkipped { step: step.title.clone(), why };
            shared::drop_step(follow_up, Vec::new(), reason, context)
        }
        Planned::AwaitsOutcome => shared::enter_step(follow_up.clone(), context),
        Planned::At(window) => {
            let due = shared::due(follow_up, &window, context);
            if context.now < due {
                let next = FollowUp { wake_at: Some(due), ..follow_up.clone() };
                return decision(next, Vec::new(), Reason::StillWaiting { until: due });
            }
            if shared::is_late(follow_up, &window, context.now, context) {
                return shared::too_late(follow_up, &window, context);
            }
            let next = FollowUp { state: State::Drafting, wake_at: None, ..follow_up.clone() };
            let reason = Reason::StepDue { step: step.title.clone(), best_by: window.closes };
            decision(next, Vec::new(), reason)
        }
    }
}

/// What stands in the way of a step before a word is written.
fn barrier(follow_up: &FollowUp, step: &Step, context: &Context<'_>) -> Option<Decision> {
    let standing = context.standing;
    let ask = |why: Hold, reason: Reason| {
        let wake_at = shared::question_end(follow_up, context);
        Some(hold(follow_up, why, wake_at, Vec::new(), reason, context.now))
    };
    match standing.suppressed {
        Some(reason) if reason.closes_every_channel() => {
            let why = Reason::Suppressed { reason };
            let effects = vec![Effect::Withdraw];
            return Some(end(follow_up.clone(), shared::suppressed_end(reason), effects, why));
        }
        Some(SuppressReason::Unreachable) if step.channel == Channel::Mail => {
            return ask(Hold::NoAddress, Reason::NoAddress { channel: "mail" });
        }
        Some(_) | None => {}
    }
    let ruled_out = standing.pursuit.as_ref().is_some_and(|pursuit| pursuit.ruled_out);
    if ruled_out && !context.playbook.for_ruled_out {
        return ask(Hold::RuledOut, Reason::RuledOut);
    }
    let missing = match step.channel {
        Channel::Mail => (!standing.has_mail).then_some("mail"),
        Channel::Paper => (!standing.has_postal_address).then_some("a letter"),
        Channel::Call => (!standing.has_phone).then_some("a call"),
        Channel::InPerson | Channel::Message => None,
    };
    if let Some(channel) = missing {
        return ask(Hold::NoAddress, Reason::NoAddress { channel });
    }
    if step.channel == Channel::Mail
        && let Some(why) = &standing.consent_missing
    {
        let why = why.clone();
        return ask(Hold::NoBasis { why: why.clone() }, Reason::NoBasis { why });
    }
    None
}

/// The promise, a zone, a holiday or an absence changed: dates are computed anew, states stay.
pub(super) fn replanned(
    follow_up: &FollowUp,
    what: &str,
    promised: Option<Date>,
    context: &Context<'_>,
) -> Decision {
    let mut next = follow_up.clone();
    if promised.is_some() {
        next.anchor.promised = promised;
    }
    let reason = Reason::Replanned { what: what.to_owned() };
    let resolved = |next: &FollowUp| {
        shared::current(next, context).is_some_and(|step| barrier(next, step, context).is_none())
    };
    match &next.state {
        State::Waiting => {
            let entered = shared::enter_step(next, context);
            decision(entered.next, entered.effects, reason)
        }
        State::InReview { .. } => {
            if let Some(window) = window(&next, context) {
                next.wake_at = shared::review_timer(&next, &window, context);
            }
            decision(next, Vec::new(), reason)
        }
        // They decide later than was known, so what was approved would come too early.
        State::Approved { draft, .. } | State::Queued { draft, .. }
            if promised.is_some()
                && !context.in_flight
                && window(&next, context).is_some_and(|window| context.now < window.opens) =>
        {
            let mut back = resume(&next, Some(*draft), reason, context);
            back.effects.push(Effect::Withdraw);
            back
        }
        State::Held(held) => match held.hold {
            Hold::NoAddress | Hold::NoBasis { .. } if resolved(&next) => {
                resume(&next, held.draft, reason, context)
            }
            Hold::TooLate => resume(&next, held.draft, reason, context),
            Hold::Stopped(_)
            | Hold::Away { .. }
            | Hold::Uncertain { .. }
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::Snoozed { .. }
            | Hold::NoAddress
            | Hold::NoBasis { .. }
            | Hold::RuledOut => decision(next, Vec::new(), reason),
        },
        State::Drafting | State::Approved { .. } | State::Queued { .. } | State::Ended { .. } => {
            decision(next, Vec::new(), reason)
        }
    }
}
