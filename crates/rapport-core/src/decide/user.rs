//! Rows of the table for the user's own acts. Only these may be refused.

use jiff::Timestamp;

use super::shared::{
    self, current, decision, end, passed_over, refusal, resume, step_done, title, unchanged, window,
};
use super::{Context, Decision, Effect, Refusal, meeting};
use crate::follow_up::{ContentHash, EndReason, FollowUp, Held, Hold, State, StopCause};
use crate::ids::{DraftId, OutboxItemId};
use crate::playbook::PlaybookKey;
use crate::reason::Reason;

/// The user's yes.
pub(super) struct Yes {
    /// What the user saw.
    pub(super) seen: ContentHash,
    /// What is stored.
    pub(super) stored: ContentHash,
    /// The item it becomes.
    pub(super) item: OutboxItemId,
    /// As soon as manners allow.
    pub(super) hurried: bool,
}

fn not_in_flight(context: &Context<'_>) -> Result<(), Refusal> {
    if context.in_flight {
        return Err(refusal(
            "this note is on its way right now, or nobody knows whether it arrived",
            "wait a minute, or say whether it arrived: rapport arrived NAME yes|no",
        ));
    }
    Ok(())
}

pub(super) fn edited(
    follow_up: &FollowUp,
    draft: DraftId,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    not_in_flight(context)?;
    let mut next = follow_up.clone();
    let effects = match &follow_up.state {
        State::InReview { .. } => Vec::new(),
        // The old approval is void: its hash no longer fits.
        State::Approved { .. } | State::Queued { .. } => vec![Effect::Withdraw],
        State::Held(held) if held.draft.is_some() => {
            next.state = State::Held(Held { draft: Some(draft), ..held.clone() });
            return Ok(decision(next, Vec::new(), Reason::Edited));
        }
        State::Waiting | State::Drafting | State::Held(_) | State::Ended { .. } => {
            return Err(refusal(
                "there is no draft to edit yet",
                "see when it is due: rapport why NAME",
            ));
        }
    };
    next.state = State::InReview { draft };
    // Without a window the review looks again at once and drops the step.
    next.wake_at = window(&next, context)
        .map_or(Some(context.now), |window| shared::review_timer(&next, &window, context));
    Ok(decision(next, effects, Reason::Edited))
}

pub(super) fn approved(
    follow_up: &FollowUp,
    yes: Yes,
    blocked: Option<&str>,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    not_in_flight(context)?;
    let State::InReview { draft } = follow_up.state else {
        return Err(not_reviewable(follow_up));
    };
    if current(follow_up, context).is_some_and(|step| step.channel.is_by_hand()) {
        return Err(refusal("this step is done by hand", "do it, then: rapport done NAME"));
    }
    if let Some(finding) = blocked {
        return Err(Refusal {
            what: finding.to_owned(),
            hint: "change the note: rapport edit NAME".to_owned(),
        });
    }
    // I3: the yes counts for exactly what was seen.
    if yes.seen != yes.stored {
        return Err(refusal(
            "the note changed since you looked at it",
            "look again: rapport show NAME",
        ));
    }
    if let Some(reason) = context.standing.suppressed {
        return Err(Refusal {
            what: Reason::Suppressed { reason }.to_string(),
            hint: "nothing can be sent to them".to_owned(),
        });
    }
    if let Some(why) = &context.standing.consent_missing {
        return Err(Refusal {
            what: Reason::NoBasis { why: why.clone() }.to_string(),
            hint: "record the basis: rapport contacts edit NAME --basis consent".to_owned(),
        });
    }
    if !context.standing.has_mail {
        return Err(Refusal {
            what: Reason::NoAddress { channel: "mail" }.to_string(),
            hint: "add one: rapport contacts edit NAME --mail ADDRESS".to_owned(),
        });
    }
    // B7: nothing but a polite withdrawal goes to a place that was ruled out.
    let ruled_out = context.standing.pursuit.as_ref().is_some_and(|pursuit| pursuit.ruled_out);
    if ruled_out && !context.playbook.for_ruled_out {
        return Err(place_ruled_out());
    }
    let until = context.now + context.policy.undo;
    let open = window(follow_up, context)
        .is_some_and(|window| !shared::is_late(follow_up, &window, until, context));
    if !open {
        return Err(best_by_passed());
    }
    let state = State::Approved { draft, hash: yes.stored, item: yes.item, until };
    let next = FollowUp { state, wake_at: Some(until), hurried: yes.hurried, ..follow_up.clone() };
    let seconds = context.policy.undo.as_secs();
    Ok(decision(next, Vec::new(), Reason::Approved { until, seconds }))
}

fn best_by_passed() -> Refusal {
    refusal(
        "its best-by time has passed",
        "send a belated version with rapport belated NAME, or rapport skip NAME",
    )
}

fn place_ruled_out() -> Refusal {
    refusal("the place is ruled out", "change your mind first: rapport opportunities rate NAME 3")
}

fn in_doubt() -> Refusal {
    refusal("nobody knows whether the last note arrived", "say it: rapport arrived NAME yes|no")
}

fn not_reviewable(follow_up: &FollowUp) -> Refusal {
    match &follow_up.state {
        State::Approved { .. } | State::Queued { .. } => {
            refusal("it is approved already", "take it back with rapport undo NAME")
        }
        State::Held(held) if held.hold == Hold::TooLate => best_by_passed(),
        State::Held(_) => refusal("it is held", "see why, and what to do: rapport why NAME"),
        State::Waiting | State::Drafting | State::InReview { .. } | State::Ended { .. } => {
            refusal("there is no draft to approve yet", "see when it is due: rapport why NAME")
        }
    }
}

pub(super) fn taken_back(follow_up: &FollowUp, context: &Context<'_>) -> Result<Decision, Refusal> {
    not_in_flight(context)?;
    let (draft, effects) = match &follow_up.state {
        State::Approved { draft, .. } => (*draft, Vec::new()),
        State::Queued { draft, .. } => (*draft, vec![Effect::Withdraw]),
        State::Held(held) if matches!(held.hold, Hold::Snoozed { .. }) => {
            return Ok(resume(follow_up, held.draft, Reason::TakenBack, context));
        }
        State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Held(_)
        | State::Ended { .. } => {
            return Err(refusal(
                "there is nothing to take back",
                "see where it stands: rapport show NAME",
            ));
        }
    };
    let mut back = resume(follow_up, Some(draft), Reason::TakenBack, context);
    back.next.hurried = false;
    back.effects.extend(effects);
    Ok(back)
}

pub(super) fn snoozed(
    follow_up: &FollowUp,
    until: Timestamp,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    not_in_flight(context)?;
    if let State::Held(held) = &follow_up.state
        && matches!(held.hold, Hold::Stopped(_) | Hold::Uncertain { .. } | Hold::Away { .. })
    {
        return Err(refusal("it is held already", "see why, and what to do: rapport why NAME"));
    }
    if until <= context.now {
        return Err(refusal("that is in the past", "name a later time, such as \"tomorrow 9am\""));
    }
    if let Some(window) = window(follow_up, context)
        && until > window.expires
    {
        let last = crate::reason::day(context.calendar.local(window.expires).date());
        return Err(Refusal {
            what: format!("that is too late for this step: too late after {last}"),
            hint: "put it off to an earlier day, or rapport skip NAME".to_owned(),
        });
    }
    let effects = vec![Effect::Withdraw];
    let reason = Reason::Snoozed { until };
    Ok(shared::hold(follow_up, Hold::Snoozed { until }, Some(until), effects, reason, context.now))
}

pub(super) fn skipped(follow_up: &FollowUp, context: &Context<'_>) -> Result<Decision, Refusal> {
    not_in_flight(context)?;
    if let State::Held(held) = &follow_up.state {
        match held.hold {
            Hold::Stopped(_) => {
                return Err(refusal(
                    "it is stopped already",
                    "agree with rapport stop NAME, or let it go on with rapport resume NAME",
                ));
            }
            Hold::Uncertain { .. } => return Err(in_doubt()),
            Hold::Away { .. }
            | Hold::TooLate
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::Snoozed { .. }
            | Hold::NoAddress
            | Hold::NoBasis { .. }
            | Hold::RuledOut => {}
        }
    }
    let step = title(follow_up, context);
    let mut effects = vec![Effect::Withdraw];
    let gone = shared::go_on(follow_up, passed_over(follow_up.clone(), context), context);
    effects.extend(gone.effects);
    Ok(decision(gone.next, effects, Reason::SkippedByUser { step }))
}

/// Done by hand, on any channel: what was waiting in the outbox is taken back.
pub(super) fn ticked(
    follow_up: &FollowUp,
    at: Timestamp,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    not_in_flight(context)?;
    if at > context.now {
        return Err(refusal("that is in the future", "name the time at which you did it"));
    }
    if let State::Held(held) = &follow_up.state
        && matches!(held.hold, Hold::Uncertain { .. })
    {
        return Err(in_doubt());
    }
    let step = title(follow_up, context);
    let done = shared::go_on(follow_up, step_done(follow_up.clone(), at, context), context);
    let mut effects = vec![Effect::Withdraw];
    effects.extend(done.effects);
    Ok(decision(done.next, effects, Reason::Ticked { step }))
}

pub(super) fn send_belated(
    follow_up: &FollowUp,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let late = || {
        window(follow_up, context).is_some_and(|window| {
            shared::is_late(follow_up, &window, context.now + context.policy.undo, context)
        })
    };
    let draft = match &follow_up.state {
        State::Held(Held { hold: Hold::TooLate, draft, .. }) => draft,
        // The review was not woken yet, or pace leaves no time within the window.
        State::InReview { draft } if late() => &Some(*draft),
        State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Approved { .. }
        | State::Queued { .. }
        | State::Held(_)
        | State::Ended { .. } => {
            return Err(refusal("it is not too late yet", "approve it: rapport approve NAME"));
        }
    };
    let next = FollowUp { belated: true, ..follow_up.clone() };
    if let Some(draft) = draft {
        return Ok(resume(&next, Some(*draft), Reason::Belated, context));
    }
    let next = FollowUp { state: State::Drafting, wake_at: None, ..next };
    Ok(decision(next, Vec::new(), Reason::Belated))
}

pub(super) fn resumed(follow_up: &FollowUp, context: &Context<'_>) -> Result<Decision, Refusal> {
    not_in_flight(context)?;
    let State::Held(held) = &follow_up.state else {
        return Err(refusal("it is not held", "see where it stands: rapport show NAME"));
    };
    let mut next = follow_up.clone();
    match &held.hold {
        Hold::Uncertain { .. } => return Err(in_doubt()),
        Hold::RuledOut => {
            let pursuit = context.standing.pursuit.as_ref();
            if pursuit.is_some_and(|pursuit| pursuit.ruled_out) {
                return Err(place_ruled_out());
            }
        }
        Hold::Stopped(StopCause::ColleagueAnswered(_)) => next.chase_held = None,
        Hold::Stopped(_)
        | Hold::Away { .. }
        | Hold::TooLate
        | Hold::Undeliverable { .. }
        | Hold::Unclear
        | Hold::WroteByHand
        | Hold::MeetingOff
        | Hold::Snoozed { .. }
        | Hold::NoAddress
        | Hold::NoBasis { .. } => {}
    }
    Ok(resume(&next, held.draft, Reason::Resumed, context))
}

pub(super) fn stop_confirmed(follow_up: &FollowUp) -> Result<Decision, Refusal> {
    let State::Held(Held { hold: Hold::Stopped(cause), .. }) = &follow_up.state else {
        return Err(refusal("there is no stop to confirm", "end it yourself: rapport end NAME"));
    };
    let effects = vec![Effect::Withdraw];
    Ok(end(follow_up.clone(), cause.end_reason(), effects, Reason::StopConfirmed))
}

pub(super) fn arrival_known(
    follow_up: &FollowUp,
    arrived: bool,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    let State::Held(Held { hold: Hold::Uncertain { item }, draft, .. }) = &follow_up.state else {
        return Err(refusal("no note is in doubt", "see where it stands: rapport show NAME"));
    };
    let settle = Effect::Settle { item: *item, arrived };
    let settled = Context { in_flight: false, ..context.clone() };
    if arrived {
        let done =
            meeting::enter_next(step_done(follow_up.clone(), context.now, &settled), &settled);
        let mut effects = vec![settle];
        effects.extend(done.effects);
        return Ok(decision(done.next, effects, Reason::UserSaysArrived));
    }
    let mut back = resume(follow_up, *draft, Reason::UserSaysNotArrived, &settled);
    back.effects.push(settle);
    Ok(back)
}

pub(super) fn ended_by_user(follow_up: &FollowUp) -> Decision {
    end(follow_up.clone(), EndReason::EndedByUser, vec![Effect::Withdraw], Reason::EndedByUser)
}

pub(super) fn parked(follow_up: &FollowUp) -> Decision {
    end(follow_up.clone(), EndReason::Parked, vec![Effect::Withdraw], Reason::Parked)
}

/// Nothing goes out: what was approved comes back to review and needs a new yes.
pub(super) fn stop_all(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    match &follow_up.state {
        State::Approved { draft, .. } | State::Queued { draft, .. } => {
            let state = State::InReview { draft: *draft };
            // Without a window the review looks again at once and drops the step.
            let wake_at = window(follow_up, context).map_or(Some(context.now), |window| {
                shared::review_timer(follow_up, &window, context)
            });
            let next = FollowUp { state, wake_at, ..follow_up.clone() };
            decision(next, vec![Effect::Withdraw], Reason::StopAll)
        }
        State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Held(_)
        | State::Ended { .. } => unchanged(follow_up, Reason::StopAll),
    }
}

/// B7: nothing goes to a place that is ruled out, but a polite withdrawal is offered.
pub(super) fn ruled_out(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    if context.playbook.for_ruled_out {
        return unchanged(follow_up, Reason::RuledOut);
    }
    let mut effects = vec![Effect::Withdraw];
    let is_main = context.standing.pursuit.as_ref().is_some_and(|pursuit| pursuit.is_main);
    if is_main {
        effects.extend(PlaybookKey::parse("WITHDRAW").map(|playbook| Effect::Propose { playbook }));
    }
    end(follow_up.clone(), EndReason::RuledOut, effects, Reason::RuledOut)
}
