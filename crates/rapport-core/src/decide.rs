//! The decider: one event, one follow-up, one decision.
//!
//! `decide` is a function: the same follow-up, event and context always give the same decision.
//! The store calls it inside the one door, under the lock of the scope, and writes what it says.
//! An event that is not legal in a state is refused with a hint; an event that comes too late for
//! an ended follow-up changes nothing and is kept in the journal.
//!
//! The rows of the table live by origin: `user`, `clock`, `outbound`, `inbound`, `meeting`.

mod clock;
mod inbound;
pub mod meeting;
mod outbound;
mod shared;
mod user;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::WorkCalendar;
use crate::follow_up::{ContentHash, FollowUp, State};
use crate::grade::Grade;
use crate::ids::{ContactId, DraftId, OutboxItemId};
use crate::opportunity::Stage;
use crate::pace::PaceHistory;
use crate::playbook::{Playbook, PlaybookKey};
use crate::policy::{Absence, Policy};
use crate::reason::Reason;
use crate::suppression::SuppressReason;

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// The timer rang.
    Woke,
    /// The writer finished a draft for the current step.
    DraftWritten {
        /// The draft.
        draft: DraftId,
    },
    /// The user changed the note.
    Edited {
        /// The draft after the change.
        draft: DraftId,
    },
    /// The user said yes to exactly this content.
    Approved {
        /// What the user saw.
        seen: ContentHash,
        /// What is stored now.
        stored: ContentHash,
        /// A finding that blocks, in words.
        blocked: Option<String>,
        /// The outbox item it becomes.
        item: OutboxItemId,
        /// Send as soon as manners allow instead of at the preferred hour.
        hurried: bool,
    },
    /// The user took the approval back.
    TakenBack,
    /// The user put it off.
    Snoozed {
        /// Until then.
        until: Timestamp,
    },
    /// The user does not want this step.
    Skipped,
    /// The user did it by hand: posted, called, said.
    Ticked {
        /// When.
        at: Timestamp,
    },
    /// The user wants a belated version.
    SendBelated,
    /// The user says that a hold does not apply: it goes on where it stood.
    Resumed,
    /// The user agrees with a stop that a machine concluded.
    StopConfirmed,
    /// The user says whether an uncertain item arrived.
    ArrivalKnown {
        /// True when it did.
        arrived: bool,
    },
    /// The user ends this follow-up.
    EndedByUser,
    /// The user parked the contact.
    Parked,
    /// The user stopped everything.
    StopAll,
    /// The user ruled the place out.
    RuledOut,
    /// Something the dates depend on changed: the promise, a zone, an absence.
    Replanned {
        /// What changed, in words.
        what: String,
        /// The new promised date, where that is what changed.
        promised: Option<Date>,
    },

    /// The person answered.
    Answered,
    /// The person said no.
    Declined,
    /// Somebody else of the same opportunity answered.
    ColleagueAnswered {
        /// Who.
        contact: ContactId,
        /// Their name.
        name: String,
    },
    /// The person is away.
    Away {
        /// The day named for the return.
        until: Option<Date>,
    },
    /// The address does not exist.
    Unreachable {
        /// Which one.
        address: String,
    },
    /// It could not be delivered for now.
    SoftBounce,
    /// The person asked to get nothing any more.
    OptedOut,
    /// The person reported a message as spam.
    Complained,
    /// Something unclear came in.
    Unclear,
    /// The person asked to be written to later.
    Later {
        /// From this day on, if one is named.
        until: Option<Date>,
    },
    /// Something came in that only the user can act upon.
    NeedsUser {
        /// What.
        matter: Matter,
    },
    /// The server refused this one note for what is in it; the person is fine.
    NoteRefused {
        /// The server's words.
        why: String,
    },
    /// The user wrote to the person outside the playbook.
    WroteByHand,
    /// A meeting was arranged by mail, which is an answer.
    MeetingArranged,
    /// A meeting with them, or with somebody else of the same opportunity, stands in the calendar,
    /// or stands there at another time.
    MeetingPlanned {
        /// With whom.
        name: String,
        /// When.
        starts: Timestamp,
    },
    /// A meeting that stood in the calendar does not take place.
    MeetingCalledOff {
        /// With whom.
        name: String,
    },

    /// The server took the item.
    Sent {
        /// Which step of the follow-up it was ([`FollowUp::ordinal`]).
        ordinal: u32,
        /// When.
        at: Timestamp,
        /// It was found among the sent mail instead of being answered for.
        found: bool,
    },
    /// The server or the line put the item off.
    Deferred {
        /// Until then.
        until: Timestamp,
        /// Why.
        why: String,
    },
    /// The server refused the item for good.
    Refused {
        /// Which step of the follow-up it was.
        ordinal: u32,
        /// The server's words.
        why: String,
        /// The address that does not exist, if that is why.
        dead_address: Option<String>,
    },
    /// Nobody knows whether the item arrived.
    Uncertain {
        /// Which one.
        item: OutboxItemId,
        /// Which step of the follow-up it was.
        ordinal: u32,
        /// Why.
        why: String,
    },
    /// The last look said that the item may never go.
    Barred {
        /// Why.
        reason: Reason,
    },

    /// The pursuit is over.
    OpportunityClosed {
        /// How.
        stage: Stage,
    },
    /// The appointment was called off.
    AppointmentCancelled,
}

/// What only the user can act upon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Matter {
    /// The person no longer works there, or nobody reads the mailbox.
    Departed {
        /// Who is named instead, in words; never written to by this alone.
        successor: Option<String>,
    },
    /// The person is away for months.
    LongAbsence {
        /// The day named for the return.
        until: Option<Date>,
    },
    /// A machine wants proof that a person wrote; its link is shown and never followed.
    Challenge,
}

impl Event {
    /// The word kept in the journal.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Woke => "woke",
            Self::DraftWritten { .. } => "draft-written",
            Self::Edited { .. } => "edited",
            Self::Approved { .. } => "approved",
            Self::TakenBack => "taken-back",
            Self::Snoozed { .. } => "snoozed",
            Self::Skipped => "skipped",
            Self::Ticked { .. } => "ticked",
            Self::SendBelated => "send-belated",
            Self::Resumed => "resumed",
            Self::StopConfirmed => "stop-confirmed",
            Self::ArrivalKnown { .. } => "arrival-known",
            Self::EndedByUser => "ended-by-user",
            Self::Parked => "parked",
            Self::StopAll => "stop-all",
            Self::RuledOut => "ruled-out",
            Self::Replanned { .. } => "replanned",
            Self::Answered => "answered",
            Self::Declined => "declined",
            Self::ColleagueAnswered { .. } => "colleague-answered",
            Self::Away { .. } => "away",
            Self::Unreachable { .. } => "unreachable",
            Self::SoftBounce => "soft-bounce",
            Self::OptedOut => "opted-out",
            Self::Complained => "complained",
            Self::Unclear => "unclear",
            Self::Later { .. } => "later",
            Self::NeedsUser { .. } => "needs-user",
            Self::NoteRefused { .. } => "note-refused",
            Self::WroteByHand => "wrote-by-hand",
            Self::MeetingArranged => "meeting-arranged",
            Self::MeetingPlanned { .. } => "meeting-planned",
            Self::MeetingCalledOff { .. } => "meeting-called-off",
            Self::Sent { .. } => "sent",
            Self::Deferred { .. } => "deferred",
            Self::Refused { .. } => "refused",
            Self::Uncertain { .. } => "uncertain",
            Self::Barred { .. } => "barred",
            Self::OpportunityClosed { .. } => "opportunity-closed",
            Self::AppointmentCancelled => "appointment-cancelled",
        }
    }
}

/// The pursuit a follow-up belongs to, as far as decisions need it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pursuit {
    /// Where it stands.
    pub stage: Stage,
    /// The user ruled the place out.
    pub ruled_out: bool,
    /// The user really wants it.
    pub keen: bool,
    /// They said that they would make contact.
    pub told_to_wait: bool,
    /// This follow-up's contact is the main one, who gets the result check.
    pub is_main: bool,
    /// The name of the main contact.
    pub main_name: String,
}

/// How the user stands with the contact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The contact's name.
    pub name: String,
    /// A mail address is known.
    pub has_mail: bool,
    /// A postal address is known.
    pub has_postal_address: bool,
    /// A phone number is known.
    pub has_phone: bool,
    /// The address is suppressed.
    pub suppressed: Option<SuppressReason>,
    /// What a commercial note lacks, in words; see [`crate::consent`].
    pub consent_missing: Option<String>,
    /// The pursuit.
    pub pursuit: Option<Pursuit>,
    /// When the appointment begins, for playbooks that prepare one.
    pub appointment_start: Option<Timestamp>,
    /// When the next meeting with them begins that is still to come and not called off.
    pub next_meeting: Option<Timestamp>,
    /// How much the user wants to know them, if they said so.
    pub grade: Option<Grade>,
    /// Business days that a letter to them is under way, the late ones counted.
    pub postal_days: u16,
}

/// Everything a decision may depend on, beside the follow-up and the event.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The instant of the event.
    pub now: Timestamp,
    /// The recipient's calendar.
    pub calendar: &'a WorkCalendar,
    /// The playbook in the version that the follow-up keeps.
    pub playbook: &'a Playbook,
    /// The figures of the house.
    pub policy: &'a Policy,
    /// What was sent so far.
    pub history: &'a PaceHistory,
    /// How the user stands with the contact.
    pub standing: &'a Standing,
    /// When the user is away.
    pub absences: &'a [Absence],
    /// An item of the current step ([`FollowUp::ordinal`]) is past the point of no return and not
    /// settled; no second attempt may begin (I2).
    pub in_flight: bool,
}

/// What has to be done, in the same transaction as the new state.
///
/// The timer is part of the state ([`FollowUp::wake_at`]), a draft to write and a question to the
/// user follow from it; what remains is what touches other rows.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// Puts approved content into the outbox.
    Enqueue {
        /// The item, minted at approval.
        item: OutboxItemId,
        /// What goes out.
        draft: DraftId,
        /// Exactly what was approved.
        hash: ContentHash,
        /// Not before.
        not_before: Timestamp,
        /// Not after.
        closes: Timestamp,
        /// Until when it may run outside working hours on the anchor's own day.
        same_day_until: Option<Timestamp>,
    },
    /// Takes back every item of this follow-up that has not passed the point of no return.
    Withdraw,
    /// An uncertain item is settled: by the user's word, or by a report that it did not arrive.
    Settle {
        /// Which one.
        item: OutboxItemId,
        /// Whether it arrived.
        arrived: bool,
    },
    /// Suppresses an address of the contact.
    Suppress {
        /// Which one; `None` is every address the contact has.
        address: Option<String>,
        /// Why.
        reason: SuppressReason,
    },
    /// Offers another playbook to the user; it starts with a yes.
    Propose {
        /// Which one.
        playbook: PlaybookKey,
    },
}

/// The answer of [`decide`].
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// The follow-up after the event.
    pub next: FollowUp,
    /// What else has to be written.
    pub effects: Vec<Effect>,
    /// Why, in words the user sees.
    pub reason: Reason,
}

/// The event is not legal here; nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What is wrong.
    pub what: String,
    /// What to do instead.
    pub hint: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.what)
    }
}

impl std::error::Error for Refusal {}

/// Decides what an event means for a follow-up.
///
/// # Errors
/// A [`Refusal`] when a user's act is not legal in this state. Events from mail, delivery and time
/// are never refused: they happened.
pub fn decide(
    follow_up: &FollowUp,
    event: &Event,
    context: &Context<'_>,
) -> Result<Decision, Refusal> {
    if !follow_up.is_live() {
        return shared::already_over(follow_up, event);
    }
    let mut decision = row(follow_up, event, context)?;
    shared::renumber(follow_up, &mut decision.next);
    Ok(decision)
}

/// The row of the table for an event of a live follow-up.
fn row(follow_up: &FollowUp, event: &Event, context: &Context<'_>) -> Result<Decision, Refusal> {
    match event {
        Event::Woke => Ok(clock::woke(follow_up, context)),
        Event::Replanned { what, promised } => {
            Ok(clock::replanned(follow_up, what, *promised, context))
        }

        Event::DraftWritten { draft } => Ok(outbound::draft_written(follow_up, *draft, context)),
        Event::Sent { ordinal, at, found } => {
            Ok(outbound::sent(follow_up, *ordinal, *at, *found, context))
        }
        Event::Deferred { until, why } => Ok(outbound::deferred(follow_up, *until, why, context)),
        Event::Refused { ordinal, why, dead_address } => {
            Ok(outbound::refused(follow_up, *ordinal, why, dead_address.as_deref(), context))
        }
        Event::Uncertain { item, ordinal, why } => {
            Ok(outbound::uncertain(follow_up, *item, *ordinal, why, context))
        }
        Event::Barred { reason } => Ok(outbound::barred(follow_up, reason, context)),

        Event::Edited { draft } => user::edited(follow_up, *draft, context),
        Event::Approved { seen, stored, blocked, item, hurried } => {
            let yes = user::Yes { seen: *seen, stored: *stored, item: *item, hurried: *hurried };
            user::approved(follow_up, yes, blocked.as_deref(), context)
        }
        Event::TakenBack => user::taken_back(follow_up, context),
        Event::Snoozed { until } => user::snoozed(follow_up, *until, context),
        Event::Skipped => user::skipped(follow_up, context),
        Event::Ticked { at } => user::ticked(follow_up, *at, context),
        Event::SendBelated => user::send_belated(follow_up, context),
        Event::Resumed => user::resumed(follow_up, context),
        Event::StopConfirmed => user::stop_confirmed(follow_up),
        Event::ArrivalKnown { arrived } => user::arrival_known(follow_up, *arrived, context),
        Event::EndedByUser => Ok(user::ended_by_user(follow_up)),
        Event::Parked => Ok(user::parked(follow_up)),
        Event::StopAll => Ok(user::stop_all(follow_up, context)),
        Event::RuledOut => Ok(user::ruled_out(follow_up, context)),

        Event::Answered => Ok(inbound::answered(follow_up, context)),
        Event::Declined => Ok(inbound::declined(follow_up, context)),
        Event::ColleagueAnswered { contact, name } => {
            Ok(inbound::colleague_answered(follow_up, *contact, name, context))
        }
        Event::Away { until } => Ok(inbound::away(follow_up, *until, context)),
        Event::Unreachable { address } => Ok(inbound::unreachable(follow_up, address, context)),
        Event::SoftBounce => Ok(inbound::soft_bounce(follow_up, context)),
        Event::OptedOut => Ok(inbound::opted_out(follow_up, context)),
        Event::Complained => Ok(inbound::complained(follow_up, context)),
        Event::Unclear => Ok(inbound::unclear(follow_up, context)),
        Event::Later { until } => Ok(inbound::later(follow_up, *until, context)),
        Event::NeedsUser { matter } => Ok(inbound::needs_user(follow_up, matter, context)),
        Event::NoteRefused { why } => Ok(inbound::note_refused(follow_up, why, context)),
        Event::WroteByHand => Ok(inbound::wrote_by_hand(follow_up, context)),
        Event::MeetingArranged => Ok(inbound::meeting_arranged(follow_up, context)),
        Event::MeetingPlanned { name, starts } => {
            Ok(meeting::planned(follow_up, name, *starts, context))
        }
        Event::MeetingCalledOff { name } => Ok(meeting::called_off(follow_up, name, context)),

        Event::OpportunityClosed { stage } => {
            Ok(inbound::opportunity_closed(follow_up, *stage, context))
        }
        Event::AppointmentCancelled => Ok(inbound::appointment_cancelled(follow_up)),
    }
}

/// Decides the beginning of a follow-up: the first step that applies is planned at once.
#[must_use]
pub fn begin(follow_up: FollowUp, context: &Context<'_>) -> Decision {
    debug_assert!(matches!(follow_up.state, State::Waiting), "a follow-up begins waiting");
    let title = context.playbook.title.clone();
    let mut decision = shared::enter_step(follow_up, context);
    if decision.next.is_live() && matches!(decision.reason, Reason::NextStep { .. }) {
        decision.reason = Reason::Started { playbook: title };
    }
    decision
}

#[cfg(test)]
mod tests;
