//! Moves that several rows of the table share: entering a step, holding, ending.

use jiff::Timestamp;

use super::{Context, Decision, Effect, Event, Refusal, meeting};
use crate::follow_up::{EndReason, FollowUp, Held, Hold, State, StopCause};
use crate::ids::DraftId;
use crate::plan::{self, Planned, Window};
use crate::playbook::Step;
use crate::reason::{Reason, SkipReason};
use crate::suppression::SuppressReason;

/// A second behind the end of a window, when something is over for certain.
const AFTER: jiff::SignedDuration = jiff::SignedDuration::from_secs(1);

/// How long a step that waits for the end of the pursuit sleeps before it looks again.
const OUTCOME_REVIEW: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// An event for an ended follow-up: mail, delivery and time change nothing; a user's act is told.
pub(super) fn already_over(follow_up: &FollowUp, event: &Event) -> Result<Decision, Refusal> {
    let is_users = matches!(
        event,
        Event::Edited { .. }
            | Event::Approved { .. }
            | Event::TakenBack
            | Event::Snoozed { .. }
            | Event::Skipped
            | Event::Ticked { .. }
            | Event::SendBelated
            | Event::Resumed
            | Event::StopConfirmed
            | Event::ArrivalKnown { .. }
    );
    if is_users {
        return Err(refusal(
            "this follow-up is over",
            "start a new one: rapport met, or rapport playbooks start",
        ));
    }
    Ok(unchanged(follow_up, Reason::AlreadyOver))
}

pub(super) fn refusal(what: &str, hint: &str) -> Refusal {
    Refusal { what: what.to_owned(), hint: hint.to_owned() }
}

/// Nothing changes but the journal.
pub(super) fn unchanged(follow_up: &FollowUp, reason: Reason) -> Decision {
    Decision { next: follow_up.clone(), effects: Vec::new(), reason }
}

pub(super) fn decision(next: FollowUp, effects: Vec<Effect>, reason: Reason) -> Decision {
    Decision { next, effects, reason }
}

/// The current step. A follow-up past its last step has ended, so one is there; the fallback keeps
/// the function total if a stored index is wrong.
pub(super) fn current<'a>(follow_up: &FollowUp, context: &Context<'a>) -> Option<&'a Step> {
    context.playbook.step(follow_up.step)
}

pub(super) fn title(follow_up: &FollowUp, context: &Context<'_>) -> String {
    current(follow_up, context).map_or_else(|| "the step".to_owned(), |step| step.title.clone())
}

/// The window of the current step, if it still has one.
pub(super) fn window(follow_up: &FollowUp, context: &Context<'_>) -> Option<Window> {
    let step = current(follow_up, context)?;
    match plan::plan_step(follow_up, step, context) {
        Planned::At(window) => Some(window),
        Planned::AwaitsOutcome | Planned::LeftOut(_) => None,
    }
}

/// Plans the step the follow-up stands at, or goes on to the first later one that applies.
pub(super) fn enter_step(follow_up: FollowUp, context: &Context<'_>) -> Decision {
    let mut next = follow_up;
    // Each turn either returns or moves to a later step, so this ends with the playbook.
    for _ in 0..=context.playbook.steps.len() {
        let Some(step) = current(&next, context) else {
            return end(next, EndReason::Completed, Vec::new(), Reason::AllStepsDone);
        };
        if let Some(colleague) = next.chase_held
            && step.purpose.is_chase()
        {
            let reason = Reason::StepSkipped {
                step: step.title.clone(),
                why: SkipReason::CoveredBy {
                    name: "an answer for the same opportunity".to_owned(),
                },
            };
            let cause = StopCause::ColleagueAnswered(colleague);
            return stop(next, cause, None, reason, context);
        }
        match plan::plan_step(&next, step, context) {
            Planned::At(window) => {
                next.state = State::Waiting;
                next.wake_at = Some(due(&next, &window, context).max(context.now));
                let reason = Reason::NextStep { step: step.title.clone(), due: window.preferred };
                return decision(next, Vec::new(), reason);
            }
            Planned::AwaitsOutcome => {
                next.state = State::Waiting;
                next.wake_at = Some(context.now + OUTCOME_REVIEW);
                let reason = Reason::NextStep { step: step.title.clone(), due: context.now };
                return decision(next, Vec::new(), reason);
            }
            Planned::LeftOut(SkipReason::TooLate) => next = passed_over(next, context),
            Planned::LeftOut(_) => next = advanced(next),
        }
    }
    end(next, EndReason::Completed, Vec::new(), Reason::AllStepsDone)
}

/// When a step has to be written: early enough before its hour. One that pace or an absence moved
/// past "best by" is asked about when that passes.
pub(super) fn due(follow_up: &FollowUp, window: &Window, context: &Context<'_>) -> Timestamp {
    if window.preferred > window.closes && !follow_up.belated {
        window.closes
    } else {
        window.preferred - context.policy.lead_time
    }
}

/// On to the step behind; what belonged to the old one is forgotten.
pub(super) fn advanced(follow_up: FollowUp) -> FollowUp {
    FollowUp {
        step: follow_up.step.saturating_add(1),
        ordinal: follow_up.ordinal.saturating_add(1),
        revision: 0,
        belated: false,
        hurried: false,
        not_before: None,
        ..follow_up
    }
}

/// The current step is done: the next one, or the same again where the step repeats.
pub(super) fn step_done(follow_up: FollowUp, at: Timestamp, context: &Context<'_>) -> FollowUp {
    let repeats = current(&follow_up, context).is_some_and(|step| step.repeats);
    let index = follow_up.step;
    let mut next = advanced(follow_up);
    if repeats {
        next.step = index;
    }
    next.last_sent = Some(at);
    next
}

/// The current step is given up: the next one, or the next slot where the step repeats.
pub(super) fn passed_over(follow_up: FollowUp, context: &Context<'_>) -> FollowUp {
    let repeats = current(&follow_up, context).is_some_and(|step| step.repeats);
    let index = follow_up.step;
    let mut next = advanced(follow_up);
    if repeats {
        next.step = index;
        next.anchor.at = context.now;
    }
    next
}

/// One delivery for each (ordinal, revision) (I2): what leaves the outbox without having gone out,
/// or a doubt without having arrived, keeps its revision, and what comes after is a new one.
pub(super) fn renumber(before: &FollowUp, next: &mut FollowUp) {
    let tried = |state: &State| match state {
        State::Queued { .. } => true,
        State::Held(held) => matches!(held.hold, Hold::Uncertain { .. }),
        State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Approved { .. }
        | State::Ended { .. } => false,
    };
    let left = tried(&before.state) && next.is_live() && !tried(&next.state);
    if left && next.ordinal == before.ordinal {
        next.revision = next.revision.max(before.revision.saturating_add(1));
    }
}

/// Gives up the current step and goes on to the next.
pub(super) fn drop_step(
    follow_up: &FollowUp,
    mut effects: Vec<Effect>,
    reason: Reason,
    context: &Context<'_>,
) -> Decision {
    let entered = meeting::enter_next(passed_over(follow_up.clone(), context), context);
    effects.extend(entered.effects);
    decision(entered.next, effects, reason)
}

/// The current step lost its window: it waits for the end of the pursuit again, or it is dropped
/// and the reason is told.
pub(super) fn lost_window(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let effects = vec![Effect::Withdraw];
    let step = title(follow_up, context);
    let planned = current(follow_up, context).map(|step| plan::plan_step(follow_up, step, context));
    match planned {
        Some(Planned::AwaitsOutcome) => {
            let mut waits = enter_step(follow_up.clone(), context);
            waits.effects.extend(effects);
            waits
        }
        Some(Planned::LeftOut(why)) if why != SkipReason::TooLate => {
            drop_step(follow_up, effects, Reason::StepSkipped { step, why }, context)
        }
        Some(Planned::At(_) | Planned::LeftOut(_)) | None => {
            drop_step(follow_up, effects, Reason::Expired { step }, context)
        }
    }
}

/// True where no instant is left at which the note may go by itself: "best by" has passed, or
/// pace, an absence or the night last longer.
pub(super) fn is_late(
    follow_up: &FollowUp,
    window: &Window,
    at: Timestamp,
    context: &Context<'_>,
) -> bool {
    window.first_from(at, follow_up.belated, true, context.calendar).is_none()
}

/// After a step was done or skipped: on to the next, unless something about the person or the place holds.
///
/// What only concerned the step (too late, undeliverable, no address, a snooze) is over with it.
pub(super) fn go_on(before: &FollowUp, done: FollowUp, context: &Context<'_>) -> Decision {
    let State::Held(held) = &before.state else {
        return meeting::enter_next(done, context);
    };
    match held.hold {
        Hold::Stopped(_) | Hold::Away { .. } | Hold::RuledOut => {
            let state = State::Held(Held { draft: None, ..held.clone() });
            decision(FollowUp { state, ..done }, Vec::new(), Reason::NoNews)
        }
        Hold::Unclear => {
            let state = State::Held(Held { draft: None, ..held.clone() });
            let wake_at = question_end(&done, context);
            decision(FollowUp { state, wake_at, ..done }, Vec::new(), Reason::NoNews)
        }
        Hold::TooLate
        | Hold::Uncertain { .. }
        | Hold::Undeliverable { .. }
        | Hold::WroteByHand
        | Hold::MeetingOff
        | Hold::Snoozed { .. }
        | Hold::NoAddress
        | Hold::NoBasis { .. } => meeting::enter_next(done, context),
    }
}

/// Holds with a question or until a time.
pub(super) fn hold(
    follow_up: &FollowUp,
    hold: Hold,
    wake_at: Option<Timestamp>,
    effects: Vec<Effect>,
    reason: Reason,
    now: Timestamp,
) -> Decision {
    let draft = kept_draft(follow_up);
    let held = Held { hold, since: now, draft };
    let next = FollowUp { state: State::Held(held), wake_at, ..follow_up.clone() };
    decision(next, effects, reason)
}

fn kept_draft(follow_up: &FollowUp) -> Option<DraftId> {
    follow_up.draft()
}

/// A stop that a machine concluded: final by the user's yes or after 30 days.
pub(super) fn stop(
    follow_up: FollowUp,
    cause: StopCause,
    draft: Option<DraftId>,
    reason: Reason,
    context: &Context<'_>,
) -> Decision {
    let held = Held { hold: Hold::Stopped(cause), since: context.now, draft };
    let wake_at = Some(context.now + context.policy.stop_final);
    let next = FollowUp { state: State::Held(held), wake_at, ..follow_up };
    decision(next, vec![Effect::Withdraw], reason)
}

/// What a follow-up ends as when every channel to the person is closed.
pub(super) const fn suppressed_end(reason: SuppressReason) -> EndReason {
    match reason {
        SuppressReason::OptOut => EndReason::OptedOut,
        SuppressReason::Complaint => EndReason::Complained,
        SuppressReason::Unreachable => EndReason::Unreachable,
        SuppressReason::User => EndReason::EndedByUser,
    }
}

pub(super) fn end(
    follow_up: FollowUp,
    reason: EndReason,
    effects: Vec<Effect>,
    why: Reason,
) -> Decision {
    let next = FollowUp { state: State::Ended { reason }, wake_at: None, ..follow_up };
    decision(next, effects, why)
}

/// Back from a hold: to the draft that was in review, or to the plan.
pub(super) fn resume(
    follow_up: &FollowUp,
    draft: Option<DraftId>,
    reason: Reason,
    context: &Context<'_>,
) -> Decision {
    let mut next = follow_up.clone();
    next.state = State::Waiting;
    if let Some(colleague) = next.chase_held
        && current(&next, context).is_some_and(|step| step.purpose.is_chase())
    {
        return stop(next, StopCause::ColleagueAnswered(colleague), draft, reason, context);
    }
    let Some(window) = window(&next, context) else {
        let entered = enter_step(next, context);
        return decision(entered.next, entered.effects, reason);
    };
    if let Some(draft) = draft {
        if is_late(&next, &window, context.now, context) {
            return too_late(
                &FollowUp { state: State::InReview { draft }, ..next },
                &window,
                context,
            );
        }
        next.state = State::InReview { draft };
        next.wake_at = review_timer(&next, &window, context);
        return decision(next, Vec::new(), reason);
    }
    let entered = enter_step(next, context);
    decision(entered.next, entered.effects, reason)
}

/// When a review has to be looked at again: the moment after which it would be too late.
pub(super) fn review_end(follow_up: &FollowUp, window: &Window) -> Timestamp {
    let end = if follow_up.belated { window.expires } else { window.closes };
    end + AFTER
}

/// The timer of a review; one that is over already is looked at again at once.
pub(super) fn review_timer(
    follow_up: &FollowUp,
    window: &Window,
    context: &Context<'_>,
) -> Option<Timestamp> {
    Some(review_end(follow_up, window).max(context.now))
}

/// "Best by" has passed: the user decides, until "too late after".
pub(super) fn too_late(follow_up: &FollowUp, window: &Window, context: &Context<'_>) -> Decision {
    let step = title(follow_up, context);
    let wake_at = Some(window.expires + AFTER);
    let reason = Reason::WindowPassed { step };
    hold(follow_up, Hold::TooLate, wake_at, vec![Effect::Withdraw], reason, context.now)
}

/// Holds that wait for the user look again when the step would be dropped anyway.
pub(super) fn question_end(follow_up: &FollowUp, context: &Context<'_>) -> Option<Timestamp> {
    let patience = context.now + context.policy.stop_final;
    Some(
        window(follow_up, context)
            .map_or(patience, |window| (window.expires + AFTER).max(context.now)),
    )
}
