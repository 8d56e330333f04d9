//! What comes in belongs to a person first: suppress, whose turn, and one event per follow-up.
//!
//! [`decide_person`] runs before [`crate::decide::decide`], in the same transaction. An opt-out, a
//! bounce or a departure that arrives when every follow-up has ended still counts here.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::classify::{BounceKind, CalendarMethod, Class, Intent};
use crate::decide::{Event, Matter};
use crate::ids::{ContactId, FollowUpId, OpportunityId};
use crate::opportunity::Stage;
use crate::reason::Reason;
use crate::suppression::SuppressReason;
use crate::turn::TurnEvent;

/// Something that happened to a person.
#[derive(Clone, PartialEq, Debug)]
pub enum PersonEvent {
    /// A message from them, or about our mail to them, was classified.
    Received {
        /// What it is.
        class: Class,
        /// For a bounce: the address that failed, as far as the report tells.
        address: Option<String>,
        /// The server's or the person's words.
        words: String,
        /// It refers to a mail of ours: our Message-ID says so. Anybody can write a report.
        ours: bool,
    },
    /// The user wrote to them outside Rapport.
    WroteByHand,
    /// The user spoke with them ("we spoke by phone").
    Spoke,
    /// A meeting with them stands in the user's calendar, or stands there at another time.
    MeetingPlanned {
        /// When.
        starts: Timestamp,
    },
    /// A meeting with them that stood in the user's calendar does not take place.
    MeetingCalledOff,
    /// The user says that they answered elsewhere.
    AnsweredElsewhere,
    /// The user suppressed them.
    SuppressedByUser,
    /// They used the opt-out route or the opt-out header.
    OptedOut {
        /// What proves it.
        proof: String,
    },
}

/// One follow-up of the person, or of a companion on the same opportunity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Running {
    /// Which one.
    pub id: FollowUpId,
    /// Whose it is.
    pub contact: ContactId,
    /// Its pursuit.
    pub opportunity: Option<OpportunityId>,
}

/// What is known of the person.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// Who.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// Their addresses, lower case.
    pub addresses: Vec<String>,
    /// Their live follow-ups.
    pub own: Vec<Running>,
    /// Live follow-ups of other people on the same opportunities. References (PB04) are nobody's
    /// companions and have none: a reference who says "gladly" tells nothing about the decision.
    pub companions: Vec<Running>,
}

/// An address to suppress.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppress {
    /// Which one; `None` is every address of the person.
    pub address: Option<String>,
    /// Why.
    pub reason: SuppressReason,
    /// What proves it.
    pub proof: String,
}

/// What the event means for the person.
#[derive(Clone, PartialEq, Debug)]
pub struct PersonDecision {
    /// Suppressions to write.
    pub suppress: Option<Suppress>,
    /// How the turn changes.
    pub turn: Option<TurnEvent>,
    /// Our own account has to be repaired: it stops sending with these words.
    pub pause_account: Option<String>,
    /// One event per follow-up, for [`crate::decide::decide`].
    pub events: Vec<(FollowUpId, Event)>,
    /// What the mail announces of the pursuit, for the user's yes: a rejection closes it and with
    /// that proposes the gracious reply (PB05), an offer changes its stage.
    pub announces: Option<Stage>,
    /// It counts as having heard from them, for pace.
    pub heard: bool,
    /// Why, in words.
    pub reason: Reason,
}

/// Decides what an event means for a person.
#[must_use]
pub fn decide_person(person: &Person, event: &PersonEvent) -> PersonDecision {
    let name = person.name.clone();
    match event {
        PersonEvent::Received {
            class: Class::Bounce(BounceKind::Blocked), ours: false, ..
        } => {
            // Only a report about a mail of ours may stop the account; it counts all the same.
            PersonDecision {
                events: own(person, &Event::SoftBounce),
                ..quiet(Reason::SoftBounce { count: 1 })
            }
        }
        PersonEvent::Received { class, address, words, .. } => {
            received(person, class, address.as_deref(), words)
        }
        PersonEvent::WroteByHand => PersonDecision {
            turn: Some(TurnEvent::IAnswered),
            events: own(person, &Event::WroteByHand),
            ..quiet(Reason::WroteByHand { name })
        },
        // A talk answers what was open in both directions; what was to be asked was asked.
        PersonEvent::Spoke => PersonDecision {
            turn: Some(TurnEvent::Settled),
            events: own(person, &Event::WroteByHand),
            heard: true,
            ..quiet(Reason::WroteByHand { name })
        },
        // Nobody wrote, so nobody's turn changes; who is met soon is not asked by mail before, and
        // an opportunity is one unit.
        PersonEvent::MeetingPlanned { starts } => {
            let planned = Event::MeetingPlanned { name: name.clone(), starts: *starts };
            PersonDecision {
                events: with_all(person, &planned),
                ..quiet(Reason::MeetingArranged { name })
            }
        }
        PersonEvent::MeetingCalledOff => PersonDecision {
            events: with_all(person, &Event::MeetingCalledOff { name: name.clone() }),
            ..quiet(Reason::MeetingCalledOff { name })
        },
        PersonEvent::AnsweredElsewhere => PersonDecision {
            turn: Some(TurnEvent::TheyAsked),
            events: with_companions(person, &Event::Answered),
            heard: true,
            ..quiet(Reason::Answered { name })
        },
        PersonEvent::SuppressedByUser => PersonDecision {
            suppress: Some(Suppress {
                address: None,
                reason: SuppressReason::User,
                proof: "the user said so".to_owned(),
            }),
            turn: Some(TurnEvent::Settled),
            events: own(person, &Event::EndedByUser),
            ..quiet(Reason::EndedByUser)
        },
        PersonEvent::OptedOut { proof } => opted_out(person, proof),
    }
}

fn received(person: &Person, class: &Class, address: Option<&str>, words: &str) -> PersonDecision {
    let name = person.name.clone();
    match class {
        Class::Answer(intent) | Class::Acknowledgement(intent) => {
            let by_machine = matches!(class, Class::Acknowledgement(_));
            answered(person, *intent, by_machine)
        }
        Class::Away { until } => away(person, *until),
        Class::LongAbsence { until } => asked(person, Matter::LongAbsence { until: *until }),
        Class::Departed { successor } => {
            asked(person, Matter::Departed { successor: successor.clone() })
        }
        Class::Challenge => asked(person, Matter::Challenge),
        Class::Bounce(kind) => bounced(person, *kind, address, words),
        Class::OptOut => opted_out(person, words),
        Class::Complaint => PersonDecision {
            suppress: Some(for_ever(SuppressReason::Complaint, words)),
            turn: Some(TurnEvent::Settled),
            events: own(person, &Event::Complained),
            ..quiet(Reason::Complained { name })
        },
        Class::Calendar(CalendarMethod::Request | CalendarMethod::Reply) => PersonDecision {
            turn: Some(TurnEvent::TheyAsked),
            events: with_companions(person, &Event::MeetingArranged),
            heard: true,
            ..quiet(Reason::MeetingArranged { name })
        },
        // A cancelled meeting is unclear: it may mean "later" or "no".
        Class::Calendar(CalendarMethod::Cancel) | Class::Unclear => PersonDecision {
            events: own(person, &Event::Unclear),
            ..quiet(Reason::UnclearMail { name })
        },
        Class::Receipt | Class::Newsletter | Class::Own => quiet(Reason::NoNews),
    }
}

/// What a text wants, from a person or announced by a machine.
fn answered(person: &Person, intent: Intent, by_machine: bool) -> PersonDecision {
    let name = person.name.clone();
    let announces = match intent {
        Intent::Rejection => Some(Stage::Rejected),
        Intent::Offer => Some(Stage::Offered),
        _ => None,
    };
    match intent {
        Intent::Decline | Intent::Rejection => PersonDecision {
            turn: Some(TurnEvent::TheyClosed),
            events: with_companions(person, &Event::Declined),
            announces,
            heard: true,
            ..quiet(Reason::DeclinedBy { name })
        },
        // Nobody owes anything until then; the note that comes then quotes their wish.
        Intent::Later(until) if !by_machine => PersonDecision {
            turn: Some(TurnEvent::TheyClosed),
            events: with_companions(person, &Event::Later { until }),
            heard: true,
            ..quiet(Reason::Later { name, until })
        },
        Intent::Invitation | Intent::Offer => PersonDecision {
            turn: Some(TurnEvent::TheyAsked),
            events: with_companions(person, &Event::Answered),
            announces,
            heard: true,
            ..quiet(Reason::Answered { name })
        },
        // A machine's confirmation is no answer: it stops nothing and stands in the journal.
        _ if by_machine => quiet(Reason::NoNews),
        Intent::Plain
        | Intent::Interested
        | Intent::Question
        | Intent::Order
        | Intent::Problem
        | Intent::Later(_)
        | Intent::Referral => PersonDecision {
            turn: Some(TurnEvent::TheyAsked),
            events: with_companions(person, &Event::Answered),
            heard: true,
            ..quiet(Reason::Answered { name })
        },
    }
}

/// Only the user can say what to do.
fn asked(person: &Person, matter: Matter) -> PersonDecision {
    let event = Event::NeedsUser { matter: matter.clone() };
    PersonDecision {
        events: own(person, &event),
        ..quiet(Reason::NeedsUser { name: person.name.clone(), matter })
    }
}

fn away(person: &Person, until: Option<Date>) -> PersonDecision {
    PersonDecision {
        events: own(person, &Event::Away { until }),
        ..quiet(Reason::Away { name: person.name.clone(), until })
    }
}

fn bounced(
    person: &Person,
    kind: BounceKind,
    address: Option<&str>,
    words: &str,
) -> PersonDecision {
    // A report that names no address of theirs is about the one we write to.
    let known = address
        .map(str::to_lowercase)
        .filter(|address| person.addresses.contains(address))
        .or_else(|| person.addresses.first().cloned());
    match (kind, known) {
        (BounceKind::Invalid | BounceKind::Moved, Some(address)) => PersonDecision {
            suppress: Some(Suppress {
                address: Some(address.clone()),
                reason: SuppressReason::Unreachable,
                proof: words.to_owned(),
            }),
            events: own(person, &Event::Unreachable { address: address.clone() }),
            ..quiet(Reason::Unreachable { address })
        },
        (BounceKind::Blocked, _) => PersonDecision {
            pause_account: Some(words.to_owned()),
            ..quiet(Reason::OurSide { what: words.to_owned() })
        },
        // The note is asked about, the person and the address are fine.
        (BounceKind::Content, _) => PersonDecision {
            events: own(person, &Event::NoteRefused { why: words.to_owned() }),
            ..quiet(Reason::NoteRefused { why: words.to_owned() })
        },
        (BounceKind::Invalid | BounceKind::Moved, None) | (BounceKind::Soft, _) => PersonDecision {
            events: own(person, &Event::SoftBounce),
            ..quiet(Reason::SoftBounce { count: 1 })
        },
        (BounceKind::Delayed, _) => quiet(Reason::NoNews),
    }
}

fn opted_out(person: &Person, proof: &str) -> PersonDecision {
    PersonDecision {
        suppress: Some(for_ever(SuppressReason::OptOut, proof)),
        turn: Some(TurnEvent::Settled),
        events: own(person, &Event::OptedOut),
        heard: true,
        ..quiet(Reason::OptedOut { name: person.name.clone() })
    }
}

fn for_ever(reason: SuppressReason, proof: &str) -> Suppress {
    Suppress { address: None, reason, proof: proof.to_owned() }
}

fn quiet(reason: Reason) -> PersonDecision {
    PersonDecision {
        suppress: None,
        turn: None,
        pause_account: None,
        events: Vec::new(),
        announces: None,
        heard: false,
        reason,
    }
}

fn own(person: &Person, event: &Event) -> Vec<(FollowUpId, Event)> {
    person.own.iter().map(|running| (running.id, event.clone())).collect()
}

/// The same for the companions on the same opportunities.
fn with_all(person: &Person, event: &Event) -> Vec<(FollowUpId, Event)> {
    let others = person.companions.iter().filter(|running| running.opportunity.is_some());
    let others = others.filter(|running| running.contact != person.contact);
    person.own.iter().chain(others).map(|running| (running.id, event.clone())).collect()
}

/// An opportunity is one unit: the others of it learn that somebody answered.
fn with_companions(person: &Person, event: &Event) -> Vec<(FollowUpId, Event)> {
    let mut events = own(person, event);
    let told = Event::ColleagueAnswered { contact: person.contact, name: person.name.clone() };
    for running in &person.companions {
        if running.opportunity.is_some() && running.contact != person.contact {
            events.push((running.id, told.clone()));
        }
    }
    events
}

#[cfg(test)]
mod tests;
