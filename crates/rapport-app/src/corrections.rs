//! "This was not what you took it for": the class of a message is corrected, what the wrong reading
//! caused is undone, the right one is heard, whose turn it is is computed anew from the history, and
//! the sender's habit is learned.
//!
//! A wish to be left alone stays as it was heard: no correction lifts an opt-out.

use jiff::Timestamp;
use rapport_core::classify::{BounceKind, CalendarMethod, Class, Intent, SignKind};
use rapport_core::contact::Contact;
use rapport_core::decide::Event;
use rapport_core::follow_up::{Hold, State, StopCause};
use rapport_core::ids::ContactId;
use rapport_core::person::PersonEvent;
use rapport_core::reason::Reason;
use rapport_core::turn::threads::{ThreadTurn, TurnStep, step, whole};
use rapport_core::turn::waits::Said;
use rapport_core::turn::{Turn, TurnEvent};
use rapport_mail::parse::{Parsed, parse};
use rapport_store::Door;
use rapport_store::exchange::{Exchange, Exchanged};
use rapport_store::journal::Entry;
use rapport_store::message::Message;
use rapport_store::sender_habit::{HabitKind, SenderHabit};

use crate::app::App;
use crate::engine::live;
use crate::error::AppError;
use crate::sender_habits::phrase_of;
use crate::view::FollowUpView;
use crate::words;

/// The evidence of a class that the user gave.
const BY_USER: &str = "you said so";

impl App {
    /// The user corrects what a message was taken for; the follow-ups hear it as it should have
    /// been, and the next mail of this sender is read better.
    ///
    /// # Errors
    /// No such message, no such class, or it belongs to nobody yet.
    pub async fn reclassify(
        &self,
        which: &str,
        class: &str,
    ) -> Result<Vec<FollowUpView>, AppError> {
        let class = parse_class(class)?;
        let mut message = self.message_named(which).await?;
        let Some(contact) = message.contact else {
            return Err(AppError::refused(
                "this message belongs to nobody yet",
                "say whose it is first: rapport confirm MESSAGE NAME",
            ));
        };
        let parsed = match message.inbound {
            Some(id) => Some(parse(&self.store().inbound(self.scope(), id).await?.raw)),
            None => None,
        };
        let class = with_particulars(class, parsed.as_ref());
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        let was = message.class.clone().unwrap_or_default();
        let from = counts_from(&mut door, &message, contact).await?;
        message.class = Some(class.word().to_owned());
        message.confidence = Some(100);
        message.evidence.retain(|line| line != BY_USER);
        message.evidence.insert(0, BY_USER.to_owned());
        // What the wrong reading announced of a pursuit is asked no more.
        message.suggestion = None;
        door.save_message(&message).await?;
        let reason = Reason::Reclassified { to: class.word().to_owned() };
        let entry = Entry {
            event: "reclassified",
            reason: &reason,
            follow_up: None,
            contact: Some(contact),
            state: None,
        };
        door.journal(&entry).await?;
        let threads = turns_of_history(&mut door, contact, from).await?;
        self.undo_effects(&mut door, contact, &was, whole(&threads).0).await?;
        let event = PersonEvent::Received {
            class: class.clone(),
            address: None,
            words: words::shortened(&message.text, 200),
            ours: message.follow_up.is_some(),
        };
        let decision = self.apply_person_event(&mut door, contact, &event, Some(&message)).await?;
        // The history knows better than the present when they began to wait.
        door.set_thread_turns(contact, &threads).await?;
        if let Some(stage) = decision.announces {
            self.ask_about_stage(&mut door, &mut message, contact, stage).await?;
        }
        door.unlearn_from(message.id).await?;
        if let Some(parsed) = &parsed {
            let contact = door.contact(contact).await?;
            self.learn_from(&mut door, &contact, parsed, &message, &class, &was).await?;
        }
        door.commit().await?;
        self.write_after().await;
        let mut views = Vec::new();
        for follow_up in self.store().follow_ups_of(self.scope(), contact).await? {
            if follow_up.is_live() {
                views.push(self.follow_up_view(follow_up.id, &profile).await?);
            }
        }
        Ok(views)
    }

    /// What the wrong reading held goes on, here and with the others of the same pursuit; a dead
    /// address that is none is alive again.
    async fn undo_effects(
        &self,
        door: &mut Door<'_>,
        contact: ContactId,
        was: &str,
        turn: Turn,
    ) -> Result<(), AppError> {
        if matches!(was, "bounce-hard" | "bounce-moved") {
            door.lift_unreachable(contact).await?;
        }
        // Another message of theirs still waits for an answer: that stop stands.
        let still_asked = matches!(turn, Turn::Mine { .. });
        let mut held: Vec<_> = live(door.follow_ups_of(contact).await?)
            .into_iter()
            .filter(|it| matches!(&it.state, State::Held(held) if caused(was, &held.hold)))
            .filter(|it| !(still_asked && is_answered(&it.state)))
            .collect();
        if !still_asked {
            for opportunity in door.opportunities_of(contact).await? {
                let others = live(door.follow_ups_of_opportunity(opportunity.id).await?);
                held.extend(others.into_iter().filter(|it| {
                    it.contact != contact
                        && matches!(&it.state, State::Held(held)
                            if held.hold == Hold::Stopped(StopCause::ColleagueAnswered(contact)))
                }));
            }
        }
        held.sort_by_key(|it| it.id);
        held.dedup_by_key(|it| it.id);
        for follow_up in held {
            self.step(door, follow_up.id, &Event::Resumed).await?;
        }
        Ok(())
    }

    /// The sender's habit. An address that the user writes to is never taken for a machine.
    async fn learn_from(
        &self,
        door: &mut Door<'_>,
        contact: &Contact,
        parsed: &Parsed,
        message: &Message,
        class: &Class,
        was: &str,
    ) -> Result<(), AppError> {
        let Some(address) = parsed.head.from.first().map(|it| it.to_lowercase()) else {
            return Ok(());
        };
        let is_theirs = contact.addresses.contains(&address);
        let lesson = match class {
            Class::Away { .. } | Class::LongAbsence { .. } => {
                phrase_of(&parsed.own_text).map(|phrase| (HabitKind::Away, phrase))
            }
            Class::Acknowledgement(_) | Class::Newsletter if !is_theirs => {
                Some((HabitKind::Machine, String::new()))
            }
            Class::Answer(_) if Intent::parse(was).is_none() => {
                Some((HabitKind::Writes, String::new()))
            }
            _ => None,
        };
        if let Some((kind, phrase)) = lesson {
            let habit = SenderHabit {
                id: self.clock().mint(),
                address,
                kind,
                phrase,
                organisation: None,
                message: Some(message.id),
                at: door.moment().now,
            };
            door.learn_habit(&habit).await?;
        }
        Ok(())
    }
}

/// From when on the history tells whose turn it is. Where the user settled it by hand it says
/// otherwise than what is stored; then only what came since this message counts.
async fn counts_from(
    door: &mut Door<'_>,
    message: &Message,
    contact: ContactId,
) -> Result<Timestamp, AppError> {
    let told = turns_of_history(door, contact, Timestamp::MIN).await?;
    let stored = door.turn(contact).await?;
    Ok(if whole(&told).0.word() == stored.word() { Timestamp::MIN } else { message.at })
}

/// Where the threads of a contact stand by their history.
async fn turns_of_history(
    door: &mut Door<'_>,
    contact: ContactId,
    from: Timestamp,
) -> Result<Vec<ThreadTurn>, AppError> {
    let mut threads = Vec::new();
    for one in door.exchanges_of(contact).await?.iter().filter(|one| one.at >= from) {
        if let Some((at, thread, event)) = said(one) {
            step(&mut threads, &TurnStep { thread, event, at, message: one.message });
        }
    }
    Ok(threads)
}

/// An exchange as the rules of turns see it.
pub(crate) fn said(exchange: &Exchange) -> Option<Said<'_>> {
    Some((exchange.at, exchange.thread.as_deref(), turn_event(exchange)?))
}

/// What an exchange does to the turn.
fn turn_event(exchange: &Exchange) -> Option<TurnEvent> {
    match &exchange.what {
        Exchanged::Received(class) => TurnEvent::of_class(class),
        Exchanged::Wrote => Some(TurnEvent::IAnswered),
        Exchanged::Spoke => Some(TurnEvent::Settled),
    }
}

fn is_answered(state: &State) -> bool {
    matches!(state, State::Held(held)
        if matches!(held.hold, Hold::Stopped(StopCause::Answered | StopCause::MeetingArranged)))
}

/// Whether a message of this class may have caused this hold.
fn caused(class: &str, hold: &Hold) -> bool {
    match hold {
        Hold::Stopped(StopCause::Unreachable) => class.starts_with("bounce"),
        Hold::Stopped(StopCause::ColleagueAnswered(_)) => false,
        Hold::Stopped(_) => {
            Intent::parse(class).is_some() || class.ends_with("-notice") || class == "calendar"
        }
        Hold::Away { .. } => matches!(class, "away" | "long-absence"),
        Hold::Unclear => {
            matches!(
                class,
                "unclear" | "challenge" | "departed" | "long-absence" | "away" | "calendar"
            )
        }
        Hold::Undeliverable { .. } => class.starts_with("bounce"),
        Hold::Snoozed { .. } => class == "later",
        Hold::TooLate
        | Hold::Uncertain { .. }
        | Hold::WroteByHand
        | Hold::MeetingOff
        | Hold::NoAddress
        | Hold::NoBasis { .. }
        | Hold::RuledOut => false,
    }
}

/// The class a user names.
fn parse_class(word: &str) -> Result<Class, AppError> {
    if let Some(intent) = Intent::parse(word) {
        return Ok(Class::Answer(intent));
    }
    Ok(match word {
        "away" => Class::Away { until: None },
        "long-absence" => Class::LongAbsence { until: None },
        "departed" => Class::Departed { successor: None },
        "acknowledgement" => Class::Acknowledgement(Intent::Plain),
        "bounce" | "bounce-hard" => Class::Bounce(BounceKind::Invalid),
        "bounce-soft" => Class::Bounce(BounceKind::Soft),
        "opt-out" => Class::OptOut,
        "complaint" => Class::Complaint,
        "challenge" => Class::Challenge,
        "calendar" => Class::Calendar(CalendarMethod::Request),
        "receipt" => Class::Receipt,
        "newsletter" => Class::Newsletter,
        "unclear" => Class::Unclear,
        _ => {
            return Err(AppError::usage(
                format!("\"{word}\" is no class of message"),
                "one of: answer, interested, question, order, problem, later, referral, decline, \
                 rejection, invitation, offer, away, long-absence, departed, acknowledgement, \
                 bounce, bounce-soft, opt-out, complaint, challenge, calendar, receipt, newsletter, \
                 unclear",
            ));
        }
    })
}

/// The days and names that the mail itself tells of the class a user gave it.
fn with_particulars(class: Class, parsed: Option<&Parsed>) -> Class {
    let Some(parsed) = parsed else { return class };
    let back = parsed.signs.iter().find_map(|sign| match sign.kind {
        SignKind::ReturnDate(day) => Some(day),
        _ => None,
    });
    let later = parsed.signs.iter().find_map(|sign| match sign.kind {
        SignKind::Leaning { intent: Intent::Later(day), .. } => day,
        _ => None,
    });
    match class {
        Class::Away { .. } => Class::Away { until: back },
        Class::LongAbsence { .. } => Class::LongAbsence { until: back },
        Class::Answer(Intent::Later(_)) => Class::Answer(Intent::Later(later.or(back))),
        Class::Departed { .. } => Class::Departed {
            successor: rapport_core::classify::suggestions(&parsed.signs)
                .next()
                .map(ToString::to_string),
        },
        class => class,
    }
}
