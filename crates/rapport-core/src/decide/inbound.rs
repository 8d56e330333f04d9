//! Rows of the table for mail and the world: answers, absences, bounces, stops.

use jiff::civil::Date;

use super::outbound::doubted;
use super::shared::{self, current, decision, end, enter_step, hold, step_done, stop, unchanged};
use super::{Context, Decision, Effect, Matter};
use crate::follow_up::{Anchor, EndReason, FollowUp, Held, Hold, State, StopCause};
use crate::ids::ContactId;
use crate::opportunity::Stage;
use crate::playbook::{OnAnswer, Origin, PlaybookKey, Purpose};
use crate::reason::Reason;
use crate::suppression::SuppressReason;

/// Temporary failures in a row that count as a lasting one.
const SOFT_LIMIT: u8 = 3;

/// Business days to wait for somebody who is away and named no date.
const AWAY_WITHOUT_DATE: i32 = 5;

/// A year and a half: what is named beyond it is no date of return.
const LONGEST_ABSENCE_MONTHS: i32 = 18;

/// Days of absence from which the user is asked instead of waited: nobody's holiday is as long.
const LONG_ABSENCE_DAYS: i32 = 60;

/// Business days behind the day they named: the first days are theirs.
const AFTER_NAMED_DAY: i32 = 2;

/// Business days that "later" means where no day is named: a quarter.
const VAGUE_LATER: i32 = 60;

pub(super) fn answered(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let name = context.standing.name.clone();
    if awaits_outcome(follow_up, context) {
        return unchanged(follow_up, Reason::ReportGoesOn { name });
    }
    let reason = Reason::Answered { name };
    match context.playbook.on_answer {
        OnAnswer::Hold => stopped(follow_up, StopCause::Answered, reason, context),
        OnAnswer::End => {
            end(follow_up.clone(), EndReason::Answered, vec![Effect::Withdraw], reason)
        }
    }
}

pub(super) fn declined(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let name = context.standing.name.clone();
    stopped(follow_up, StopCause::Declined, Reason::DeclinedBy { name }, context)
}

pub(super) fn meeting_arranged(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let name = context.standing.name.clone();
    if awaits_outcome(follow_up, context) {
        return unchanged(follow_up, Reason::ReportGoesOn { name });
    }
    stopped(follow_up, StopCause::MeetingArranged, Reason::MeetingArranged { name }, context)
}

/// B6: a reference who answers the alert still hears how it ended.
fn awaits_outcome(follow_up: &FollowUp, context: &Context<'_>) -> bool {
    matches!(follow_up.state, State::Waiting)
        && current(follow_up, context).is_some_and(|step| step.origin == Origin::Outcome)
}

/// A machine-concluded stop from any live state.
fn stopped(
    follow_up: &FollowUp,
    cause: StopCause,
    reason: Reason,
    context: &Context<'_>,
) -> Decision {
    if let State::Held(held) = &follow_up.state
        && held.hold == Hold::Stopped(StopCause::Declined)
        && cause == StopCause::Answered
    {
        // A word after the no ("thanks for your note") does not make it less of one.
        return unchanged(follow_up, reason);
    }
    if doubted(follow_up).is_none() {
        return stop(follow_up.clone(), cause, follow_up.draft(), reason, context);
    }
    // What they write need not be about the note in doubt, so the doubt stays with the item. The
    // step is passed over all the same: a second copy is worse than none.
    let past = step_done(follow_up.clone(), context.now, context);
    stop(past, cause, None, reason, context)
}

/// An opportunity is one unit: chasing waits for everybody, thanks still unsent go on.
pub(super) fn colleague_answered(
    follow_up: &FollowUp,
    contact: ContactId,
    name: &str,
    context: &Context<'_>,
) -> Decision {
    let purpose = current(follow_up, context).map(|step| step.purpose);
    let chases = purpose.is_some_and(Purpose::is_chase);
    let settled = matches!(&follow_up.state, State::Held(held)
        if matches!(held.hold, Hold::Stopped(_) | Hold::Uncertain { .. }));
    let marked = FollowUp { chase_held: Some(contact), ..follow_up.clone() };
    let reason = Reason::ColleagueAnswered { name: name.to_owned() };
    if chases && !settled {
        let draft = follow_up.draft();
        return stop(marked, StopCause::ColleagueAnswered(contact), draft, reason, context);
    }
    let reason = match purpose {
        Some(Purpose::Thanks) if !settled => Reason::ThanksGoOn { name: name.to_owned() },
        Some(_) if !chases => Reason::NoNews,
        Some(_) | None => reason,
    };
    decision(marked, Vec::new(), reason)
}

/// Away is not an answer: it waits for the first working hour after the day of return.
pub(super) fn away(follow_up: &FollowUp, until: Option<Date>, context: &Context<'_>) -> Decision {
    let reason = Reason::Away { name: context.standing.name.clone(), until };
    if let State::Held(held) = &follow_up.state
        && matches!(held.hold, Hold::Stopped(_) | Hold::RuledOut)
    {
        return unchanged(follow_up, reason);
    }
    let today = context.calendar.local(context.now).date();
    let latest = today.saturating_add(jiff::Span::new().months(LONGEST_ABSENCE_MONTHS));
    let until = until.filter(|date| (today..=latest).contains(date));
    if until.is_some_and(|date| (date - today).get_days() > LONG_ABSENCE_DAYS) {
        return needs_user(follow_up, &Matter::LongAbsence { until }, context);
    }
    let back = match until {
        Some(date) => context.calendar.add_business_days(date, 1),
        None => context.calendar.add_business_days(today, AWAY_WITHOUT_DATE),
    };
    let mut wake_at = context.calendar.opening(back);
    if let State::Held(held) = &follow_up.state {
        if held.hold.asks() {
            // The question stands; what comes of it waits for their return.
            let not_before = follow_up.not_before.max(Some(wake_at));
            return decision(FollowUp { not_before, ..follow_up.clone() }, Vec::new(), reason);
        }
        if let Hold::Snoozed { until } = held.hold {
            wake_at = wake_at.max(until);
        }
    }
    let effects = vec![Effect::Withdraw];
    hold(follow_up, Hold::Away { until }, Some(wake_at), effects, reason, context.now)
}

pub(super) fn unreachable(follow_up: &FollowUp, address: &str, context: &Context<'_>) -> Decision {
    let reason = Reason::Unreachable { address: address.to_owned() };
    let draft = follow_up.draft();
    let mut stopped = stop(follow_up.clone(), StopCause::Unreachable, draft, reason, context);
    // A bounce settles a doubt: it did not arrive, and it will not be tried again by itself.
    let settle = doubted(follow_up).map(|item| Effect::Settle { item, arrived: false });
    stopped.effects.extend(settle);
    stopped.effects.push(Effect::Suppress {
        address: Some(address.to_owned()),
        reason: SuppressReason::Unreachable,
    });
    stopped
}

pub(super) fn soft_bounce(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let count = follow_up.soft_bounces.saturating_add(1);
    let next = FollowUp { soft_bounces: count, ..follow_up.clone() };
    let reason = Reason::SoftBounce { count };
    if count < SOFT_LIMIT || matches!(next.state, State::Held(_)) {
        return decision(next, Vec::new(), reason);
    }
    let why = "it could not be delivered three times in a row".to_owned();
    let wake_at = shared::question_end(&next, context);
    let effects = vec![Effect::Withdraw];
    hold(&next, Hold::Undeliverable { why }, wake_at, effects, reason, context.now)
}

pub(super) fn opted_out(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let name = context.standing.name.clone();
    for_ever(follow_up, EndReason::OptedOut, SuppressReason::OptOut, Reason::OptedOut { name })
}

pub(super) fn complained(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let name = context.standing.name.clone();
    for_ever(
        follow_up,
        EndReason::Complained,
        SuppressReason::Complaint,
        Reason::Complained { name },
    )
}

fn for_ever(
    follow_up: &FollowUp,
    end_reason: EndReason,
    reason: SuppressReason,
    why: Reason,
) -> Decision {
    let effects = vec![Effect::Withdraw, Effect::Suppress { address: None, reason }];
    end(follow_up.clone(), end_reason, effects, why)
}

/// When unsure, hold: a late note costs less than a rude one.
pub(super) fn unclear(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    question(follow_up, Reason::UnclearMail { name: context.standing.name.clone() }, context)
}

/// A departure, an absence of months, a challenge: the user says what to do.
pub(super) fn needs_user(follow_up: &FollowUp, matter: &Matter, context: &Context<'_>) -> Decision {
    let name = context.standing.name.clone();
    let mut decision =
        question(follow_up, Reason::NeedsUser { name, matter: matter.clone() }, context);
    if let Matter::LongAbsence { until: Some(until) } = matter
        && matches!(&decision.next.state, State::Held(held) if held.hold == Hold::Unclear)
    {
        // What comes of the question still waits for their return.
        let back = context.calendar.opening(context.calendar.add_business_days(*until, 1));
        decision.next.not_before = decision.next.not_before.max(Some(back));
    }
    decision
}

/// A hold that asks what came in.
fn question(follow_up: &FollowUp, reason: Reason, context: &Context<'_>) -> Decision {
    let mut next = follow_up.clone();
    if let State::Held(held) = &follow_up.state {
        match held.hold {
            Hold::Stopped(_) | Hold::Uncertain { .. } | Hold::Unclear | Hold::RuledOut => {
                return unchanged(follow_up, reason);
            }
            // A reply ends a snooze early; the return of somebody away is still waited for.
            Hold::Away { .. } => next.not_before = next.not_before.max(follow_up.wake_at),
            // What was asked about the step alone comes up again when it goes on.
            Hold::TooLate
            | Hold::Undeliverable { .. }
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::Snoozed { .. }
            | Hold::NoAddress
            | Hold::NoBasis { .. } => {}
        }
    }
    let wake_at = shared::question_end(&next, context);
    hold(&next, Hold::Unclear, wake_at, vec![Effect::Withdraw], reason, context.now)
}

/// "Call me in March": it sleeps until then, and the plan counts from the day they named. A draft
/// of today would not speak of their wish, so a new one is written.
pub(super) fn later(follow_up: &FollowUp, until: Option<Date>, context: &Context<'_>) -> Decision {
    let name = context.standing.name.clone();
    let origin = current(follow_up, context).map(|step| step.origin);
    if origin == Some(Origin::Appointment) {
        // What prepares an appointment cannot wait beyond it.
        return answered(follow_up, context);
    }
    if awaits_outcome(follow_up, context) {
        return unchanged(follow_up, Reason::ReportGoesOn { name });
    }
    let today = context.calendar.local(context.now).date();
    let latest = today.saturating_add(jiff::Span::new().months(LONGEST_ABSENCE_MONTHS));
    let until = until.filter(|date| today < *date && *date <= latest);
    let reason = Reason::Later { name, until };
    if let State::Held(held) = &follow_up.state
        && matches!(held.hold, Hold::Stopped(_) | Hold::RuledOut)
    {
        return unchanged(follow_up, reason);
    }
    let (day, note_day) = match until {
        Some(day) => (day, context.calendar.add_business_days(day, AFTER_NAMED_DAY)),
        None => {
            let day = context.calendar.add_business_days(today, VAGUE_LATER);
            (day, day)
        }
    };
    let effects = vec![Effect::Withdraw];
    let mut next = follow_up.clone();
    if doubted(follow_up).is_some() {
        // The doubt stays with the item, and nothing of its step goes again.
        next = step_done(next, context.now, context);
    }
    next = counted_from(next, day, note_day, context);
    let wake_at = context.calendar.opening(note_day);
    let held = Held { hold: Hold::Snoozed { until: wake_at }, since: context.now, draft: None };
    next.state = State::Held(held);
    next.wake_at = Some(wake_at);
    decision(next, effects, reason)
}

/// Moves the plan so that the current step falls on this day: promises and earlier notes are
/// superseded by what they asked for.
fn counted_from(
    follow_up: FollowUp,
    named: Date,
    note_day: Date,
    context: &Context<'_>,
) -> FollowUp {
    let wanted = context.calendar.opening(note_day);
    let anchor = Anchor {
        at: context.calendar.opening(named),
        promised: follow_up.anchor.promised.map(|_| named),
        ..follow_up.anchor
    };
    let mut next =
        FollowUp { anchor, last_sent: None, not_before: None, belated: false, ..follow_up };
    // A step that counts many days from its anchor counts them from before the day they named.
    if let Some(window) = shared::window(&next, context)
        && window.preferred > wanted
    {
        next.anchor.at -= window.preferred.duration_since(wanted);
    }
    next.not_before = Some(wanted);
    next
}

/// The server refused this one note: it is asked about, the person and the address are fine.
pub(super) fn note_refused(follow_up: &FollowUp, why: &str, context: &Context<'_>) -> Decision {
    let reason = Reason::NoteRefused { why: why.to_owned() };
    let mut next = follow_up.clone();
    if let State::Held(held) = &follow_up.state {
        match held.hold {
            Hold::Stopped(_) | Hold::Uncertain { .. } | Hold::RuledOut => {
                return unchanged(follow_up, reason);
            }
            Hold::Away { .. } | Hold::Snoozed { .. } => {
                next.not_before = next.not_before.max(follow_up.wake_at);
            }
            Hold::TooLate
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::NoAddress
            | Hold::NoBasis { .. } => {}
        }
    }
    let wake_at = shared::question_end(&next, context);
    let refused = Hold::Undeliverable { why: why.to_owned() };
    hold(&next, refused, wake_at, vec![Effect::Withdraw], reason, context.now)
}

/// The user wrote outside the playbook. A step that is about to go asks whether it is still
/// needed; one that is days away is moved by pace alone.
pub(super) fn wrote_by_hand(follow_up: &FollowUp, context: &Context<'_>) -> Decision {
    let reason = Reason::WroteByHand { name: context.standing.name.clone() };
    match &follow_up.state {
        State::Drafting
        | State::InReview { .. }
        | State::Approved { .. }
        | State::Queued { .. } => {
            let wake_at = shared::question_end(follow_up, context);
            hold(follow_up, Hold::WroteByHand, wake_at, vec![Effect::Withdraw], reason, context.now)
        }
        State::Waiting => {
            let entered = enter_step(follow_up.clone(), context);
            let what = format!("you wrote to {} yourself", context.standing.name);
            decision(entered.next, entered.effects, Reason::Replanned { what })
        }
        State::Held(_) | State::Ended { .. } => unchanged(follow_up, reason),
    }
}

/// The pursuit is over: everything ends, but a step that waits for the outcome is now due.
pub(super) fn opportunity_closed(
    follow_up: &FollowUp,
    stage: Stage,
    context: &Context<'_>,
) -> Decision {
    let reason = Reason::OpportunityClosed { stage: stage.word() };
    let report = (usize::from(follow_up.step)..context.playbook.steps.len())
        .find(|index| context.playbook.steps[*index].origin == Origin::Outcome);
    if !stage.is_closed() {
        return unchanged(follow_up, Reason::NoNews);
    }
    let withdrew = matches!(&follow_up.state, State::Held(held) if matches!(
        held.hold,
        Hold::Stopped(StopCause::Declined | StopCause::Unreachable)
    ));
    if let Some(index) = report.filter(|_| !withdrew) {
        // Nothing of this step may go again before the doubt is settled.
        if usize::from(follow_up.step) == index && doubted(follow_up).is_some() {
            return unchanged(follow_up, reason);
        }
        let mut next = follow_up.clone();
        if usize::from(next.step) != index {
            next = shared::advanced(next);
            next.step = u16::try_from(index).unwrap_or(u16::MAX);
        }
        next.anchor.at = context.now;
        next.chase_held = None;
        let entered = enter_step(next, context);
        let mut effects = vec![Effect::Withdraw];
        effects.extend(entered.effects);
        return decision(entered.next, effects, reason);
    }
    // The rejection's own playbook is not ended by the rejection it answers, nor the polite
    // withdrawal by the withdrawal.
    let answers_it = context.playbook.proposed_only && stage == Stage::Rejected
        || context.playbook.for_ruled_out && stage == Stage::Withdrawn;
    if answers_it {
        return unchanged(follow_up, reason);
    }
    let mut effects = vec![Effect::Withdraw];
    let is_main = context.standing.pursuit.as_ref().is_some_and(|pursuit| pursuit.is_main);
    if stage == Stage::Rejected && is_main {
        effects.extend(PlaybookKey::parse("PB05").map(|playbook| Effect::Propose { playbook }));
    }
    end(follow_up.clone(), EndReason::OpportunityClosed(stage), effects, reason)
}

/// What prepared the appointment is moot; everything else goes on.
pub(super) fn appointment_cancelled(follow_up: &FollowUp) -> Decision {
    if follow_up.anchor.appointment.is_none() {
        return unchanged(follow_up, Reason::AppointmentCancelled);
    }
    let effects = vec![Effect::Withdraw];
    end(follow_up.clone(), EndReason::AppointmentCancelled, effects, Reason::AppointmentCancelled)
}
