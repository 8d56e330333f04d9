//! Rows of the table for meetings that stand in the calendar: what asks something of somebody who has
//! not answered yields to a meeting that is ahead, because there it can be asked in person.
//!
//! Thanks, greetings and what keeps in touch go on: they ask nothing. What yielded is stopped like
//! after an answer, final by the user's yes or in time; when the meeting is called off, the user is
//! asked whether the step is still needed, and nothing resumes by itself. An invitation that came by
//! mail is an answer and stands with the answers (`inbound`).

use jiff::{SignedDuration, Timestamp};

use super::shared::{self, current, enter_step, hold, stop, unchanged};
use super::{Context, Decision};
use crate::follow_up::{FollowUp, Held, Hold, State, StopCause};
use crate::reason::Reason;

/// After a meeting that is over for no longer than this a follow-up is offered: thanks that come
/// later than a week are an apology (PB01 and PB09 close their thanks within five business days).
pub const OFFER_HOLDS: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Whether a follow-up may still be offered after a meeting that ended then.
///
/// A meeting that is to come has not ended and offers nothing.
#[must_use]
pub fn is_fresh(ended: Timestamp, now: Timestamp) -> bool {
    ended <= now && now.duration_since(ended) <= OFFER_HOLDS
}

/// Something that asks is due before the meeting, or so soon after it that the meeting is its answer.
fn yields(follow_up: &FollowUp, starts: Timestamp, context: &Context<'_>) -> bool {
    let asks = current(follow_up, context).is_some_and(|step| step.purpose.wants_answer());
    let Some(window) = shared::window(follow_up, context).filter(|_| asks) else { return false };
    // What is further away than a stop lasts says nothing about the question of today.
    let latest = window.preferred.max(context.now) + context.policy.stop_final;
    context.now < starts && starts <= latest
}

/// A meeting is known, or known at another time.
pub(super) fn planned(
    follow_up: &FollowUp,
    name: &str,
    starts: Timestamp,
    context: &Context<'_>,
) -> Decision {
    if let State::Held(held) = &follow_up.state {
        match held.hold {
            // Moved so far away that the question is open again.
            Hold::Stopped(StopCause::MeetingArranged)
                if !yields(follow_up, starts, context) && nothing_else(follow_up, context) =>
            {
                return asked(follow_up, name, context);
            }
            // A stop says more than a meeting, and a doubt stays with its item.
            Hold::Stopped(_) | Hold::Uncertain { .. } | Hold::RuledOut => {
                let kept = held.hold == Hold::Stopped(StopCause::MeetingArranged);
                let reason = if kept { ahead(name, starts, context) } else { Reason::NoNews };
                return unchanged(follow_up, reason);
            }
            Hold::Away { .. }
            | Hold::TooLate
            | Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::Snoozed { .. }
            | Hold::NoAddress
            | Hold::NoBasis { .. } => {}
        }
    }
    if yields(follow_up, starts, context) {
        yielded(follow_up.clone(), name, starts, context)
    } else {
        unchanged(follow_up, Reason::NoNews)
    }
}

/// A meeting does not take place.
pub(super) fn called_off(follow_up: &FollowUp, name: &str, context: &Context<'_>) -> Decision {
    match &follow_up.state {
        State::Held(Held { hold: Hold::Stopped(StopCause::MeetingArranged), .. }) => {
            match context.standing.next_meeting {
                Some(starts) if yields(follow_up, starts, context) => {
                    unchanged(follow_up, ahead(&context.standing.name, starts, context))
                }
                Some(_) | None => asked(follow_up, name, context),
            }
        }
        State::Held(_)
        | State::Waiting
        | State::Drafting
        | State::InReview { .. }
        | State::Approved { .. }
        | State::Queued { .. }
        | State::Ended { .. } => unchanged(follow_up, Reason::NoNews),
    }
}

/// Enters the step behind the one that is done; one that asks yields to a meeting at once. A step
/// that the user resumed in spite of a meeting is entered without this.
pub(super) fn enter_next(follow_up: FollowUp, context: &Context<'_>) -> Decision {
    let entered = enter_step(follow_up, context);
    match context.standing.next_meeting {
        Some(starts)
            if entered.next.state == State::Waiting && yields(&entered.next, starts, context) =>
        {
            yielded(entered.next, &context.standing.name, starts, context)
        }
        Some(_) | None => entered,
    }
}

fn nothing_else(follow_up: &FollowUp, context: &Context<'_>) -> bool {
    context.standing.next_meeting.is_none_or(|starts| !yields(follow_up, starts, context))
}

fn yielded(follow_up: FollowUp, name: &str, starts: Timestamp, context: &Context<'_>) -> Decision {
    let draft = follow_up.draft();
    let reason = ahead(name, starts, context);
    let mut stopped = stop(follow_up, StopCause::MeetingArranged, draft, reason, context);
    // Not final before they met.
    stopped.next.wake_at = stopped.next.wake_at.max(Some(starts));
    stopped
}

fn asked(follow_up: &FollowUp, name: &str, context: &Context<'_>) -> Decision {
    let wake_at = shared::question_end(follow_up, context);
    let reason = Reason::MeetingCalledOff { name: name.to_owned() };
    hold(follow_up, Hold::MeetingOff, wake_at, Vec::new(), reason, context.now)
}

fn ahead(name: &str, starts: Timestamp, context: &Context<'_>) -> Reason {
    Reason::MeetingAhead { name: name.to_owned(), on: context.calendar.local(starts).date() }
}
