//! Every event in every state: what comes of it, which effects, and the sentence the user reads.
//!
//! The table itself is `table.txt`. Its columns: event, states before, state after, effects, reason.
//! `=` is nothing changed at all, `stays` the same state with other particulars. Behind the state
//! stand `next` where the follow-up went on to another step, and `new` where the revision grew (a
//! later yes is a new attempt).
//!
//! The scene: the check of an interview, on the very morning it is due, to the main contact.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::date;

use super::super::{Decision, Effect, Event, Matter, Refusal, decide};
use crate::follow_up::{EndReason, FollowUp, Held, Hold, State, StopCause};
use crate::ids::{ContactId, DraftId, OutboxItemId};
use crate::opportunity::Stage;
use crate::outbox::ItemState;
use crate::pace::Cap;
use crate::reason::Reason;
use crate::suppression::SuppressReason;
use crate::testing::{HASH, World, at, id, interview};

const TABLE: &str = include_str!("table.txt");

/// The result check is due on the second morning of December, seven business days after.
fn world() -> World {
    World::new(interview(), "2026-12-02T15:00:00Z")
}

fn base(world: &World) -> FollowUp {
    let mut follow_up = world.follow_up(at("2026-11-20T21:00:00Z"));
    follow_up.step = 3;
    follow_up.ordinal = 3;
    follow_up.wake_at = Some(world.now);
    follow_up.last_sent = Some(at("2026-11-23T14:00:00Z"));
    follow_up
}

fn draft() -> DraftId {
    DraftId::new(id(10))
}

fn item() -> OutboxItemId {
    OutboxItemId::new(id(20))
}

fn colleague() -> ContactId {
    ContactId::new(id(30))
}

/// The place of a hold in the list; a new one does not compile until it has one here.
fn hold_number(hold: &Hold) -> usize {
    match hold {
        Hold::Stopped(StopCause::Answered) => 0,
        Hold::Stopped(StopCause::Declined) => 1,
        Hold::Stopped(StopCause::ColleagueAnswered(_)) => 2,
        Hold::Stopped(StopCause::Unreachable) => 3,
        Hold::Stopped(StopCause::MeetingArranged) => 4,
        Hold::Away { .. } => 5,
        Hold::TooLate => 6,
        Hold::Uncertain { .. } => 7,
        Hold::Undeliverable { .. } => 8,
        Hold::Unclear => 9,
        Hold::WroteByHand => 10,
        Hold::Snoozed { .. } => 11,
        Hold::NoAddress => 12,
        Hold::NoBasis { .. } => 13,
        Hold::RuledOut => 14,
        Hold::MeetingOff => 15,
    }
}

fn holds(world: &World) -> Vec<Hold> {
    vec![
        Hold::Stopped(StopCause::Answered),
        Hold::Stopped(StopCause::Declined),
        Hold::Stopped(StopCause::ColleagueAnswered(colleague())),
        Hold::Stopped(StopCause::Unreachable),
        Hold::Stopped(StopCause::MeetingArranged),
        Hold::Away { until: Some(date(2026, 12, 1)) },
        Hold::TooLate,
        Hold::Uncertain { item: item() },
        Hold::Undeliverable { why: "mailbox full".to_owned() },
        Hold::Unclear,
        Hold::WroteByHand,
        Hold::MeetingOff,
        Hold::Snoozed { until: world.now },
        Hold::NoAddress,
        Hold::NoBasis { why: "nothing is recorded".to_owned() },
        Hold::RuledOut,
    ]
}

/// The place of a state in the list; all holds share one.
fn state_number(state: &State) -> usize {
    match state {
        State::Waiting => 0,
        State::Drafting => 1,
        State::InReview { .. } => 2,
        State::Approved { .. } => 3,
        State::Queued { .. } => 4,
        State::Held(_) => 5,
        State::Ended { .. } => 6,
    }
}

fn states(world: &World) -> Vec<(&'static str, FollowUp)> {
    let base = base(world);
    let mut states: Vec<State> = vec![
        State::Waiting,
        State::Drafting,
        State::InReview { draft: draft() },
        State::Approved { draft: draft(), hash: HASH, item: item(), until: world.now },
        State::Queued { draft: draft(), item: item() },
    ];
    states.extend(holds(world).into_iter().map(|hold| {
        State::Held(Held { hold, since: at("2026-12-01T15:00:00Z"), draft: Some(draft()) })
    }));
    states.push(State::Ended { reason: EndReason::Completed });
    states
        .into_iter()
        .map(|state| {
            let word = match &state {
                State::Held(held) => held.hold.word(),
                other => other.word(),
            };
            (word, FollowUp { state, ..base.clone() })
        })
        .collect()
}

/// The place of an event in the list; a new one does not compile until it has one here.
fn event_number(event: &Event) -> usize {
    match event {
        Event::Woke => 0,
        Event::DraftWritten { .. } => 1,
        Event::Edited { .. } => 2,
        Event::Approved { .. } => 3,
        Event::TakenBack => 4,
        Event::Snoozed { .. } => 5,
        Event::Skipped => 6,
        Event::Ticked { .. } => 7,
        Event::SendBelated => 8,
        Event::Resumed => 9,
        Event::StopConfirmed => 10,
        Event::ArrivalKnown { .. } => 11,
        Event::EndedByUser => 12,
        Event::Parked => 13,
        Event::StopAll => 14,
        Event::RuledOut => 15,
        Event::Replanned { .. } => 16,
        Event::Answered => 17,
        Event::Declined => 18,
        Event::ColleagueAnswered { .. } => 19,
        Event::Away { .. } => 20,
        Event::Unreachable { .. } => 21,
        Event::SoftBounce => 22,
        Event::OptedOut => 23,
        Event::Complained => 24,
        Event::Unclear => 25,
        Event::WroteByHand => 26,
        Event::MeetingArranged => 27,
        Event::Sent { .. } => 28,
        Event::Deferred { .. } => 29,
        Event::Refused { .. } => 30,
        Event::Uncertain { .. } => 31,
        Event::Barred { .. } => 32,
        Event::OpportunityClosed { .. } => 33,
        Event::AppointmentCancelled => 34,
        Event::Later { .. } => 35,
        Event::NeedsUser { .. } => 36,
        Event::NoteRefused { .. } => 37,
        Event::MeetingPlanned { .. } => 38,
        Event::MeetingCalledOff { .. } => 39,
    }
}
const EVENTS: usize = 40;

fn events(world: &World) -> Vec<(String, Event)> {
    let yes = |seen, blocked: Option<&str>| Event::Approved {
        seen,
        stored: HASH,
        blocked: blocked.map(str::to_owned),
        item: OutboxItemId::new(id(21)),
        hurried: false,
    };
    let other = crate::follow_up::ContentHash([8; 32]);
    let soon = at("2026-12-02T16:00:00Z");
    let why = || "connection lost".to_owned();
    let address = || "dana@harlow.example".to_owned();
    let barred = |reason| Event::Barred { reason };
    let dana = || "Dana Whitfield".to_owned();
    let plain = [
        Event::Woke,
        Event::DraftWritten { draft: DraftId::new(id(11)) },
        Event::Edited { draft: DraftId::new(id(11)) },
        yes(HASH, None),
        Event::TakenBack,
        Event::Snoozed { until: at("2026-12-03T14:00:00Z") },
        Event::Skipped,
        Event::Ticked { at: world.now },
        Event::SendBelated,
        Event::Resumed,
        Event::StopConfirmed,
        Event::ArrivalKnown { arrived: true },
        Event::EndedByUser,
        Event::Parked,
        Event::StopAll,
        Event::RuledOut,
        Event::Replanned { what: "another zone".to_owned(), promised: None },
        Event::Answered,
        Event::Declined,
        Event::ColleagueAnswered { contact: colleague(), name: "Theo Brandt".to_owned() },
        Event::Away { until: Some(date(2026, 12, 4)) },
        Event::Unreachable { address: address() },
        Event::SoftBounce,
        Event::OptedOut,
        Event::Complained,
        Event::Unclear,
        Event::WroteByHand,
        Event::MeetingArranged,
        Event::Sent { ordinal: 3, at: world.now, found: false },
        Event::Deferred { until: soon, why: why() },
        Event::Refused { ordinal: 3, why: why(), dead_address: None },
        Event::Uncertain { item: item(), ordinal: 3, why: why() },
        barred(Reason::ApprovalVoid),
        Event::OpportunityClosed { stage: Stage::Rejected },
        Event::AppointmentCancelled,
        Event::Later { until: Some(date(2027, 3, 1)) },
        Event::NeedsUser { matter: Matter::Challenge },
        Event::NoteRefused { why: "552 too big".to_owned() },
        Event::MeetingPlanned { name: dana(), starts: at("2026-12-04T15:00:00Z") },
        Event::MeetingCalledOff { name: dana() },
    ];
    let mut events: Vec<(String, Event)> =
        plain.into_iter().map(|event| (event.word().to_owned(), event)).collect();
    for (name, event) in [
        ("approved/not-what-was-seen", yes(other, None)),
        ("approved/blocked", yes(HASH, Some("the greeting names somebody else"))),
        ("snoozed/past", Event::Snoozed { until: at("2026-12-01T14:00:00Z") }),
        ("snoozed/too-far", Event::Snoozed { until: at("2027-06-01T14:00:00Z") }),
        ("ticked/future", Event::Ticked { at: soon }),
        ("arrival-known/no", Event::ArrivalKnown { arrived: false }),
        (
            "replanned/later",
            Event::Replanned {
                what: "they decide on 4 January".to_owned(),
                promised: Some(date(2027, 1, 4)),
            },
        ),
        ("away/months", Event::Away { until: Some(date(2027, 3, 1)) }),
        ("later/no-date", Event::Later { until: None }),
        (
            "needs-user/departed",
            Event::NeedsUser {
                matter: Matter::Departed { successor: Some("Theo Brandt".to_owned()) },
            },
        ),
        ("away/no-date", Event::Away { until: None }),
        ("sent/step-before", Event::Sent { ordinal: 2, at: world.now, found: true }),
        ("deferred/too-late", Event::Deferred { until: at("2026-12-09T15:00:00Z"), why: why() }),
        (
            "refused/dead-address",
            Event::Refused { ordinal: 3, why: why(), dead_address: Some(address()) },
        ),
        ("uncertain/step-before", Event::Uncertain { item: item(), ordinal: 2, why: why() }),
        ("barred/unreachable", barred(Reason::Suppressed { reason: SuppressReason::Unreachable })),
        ("barred/opt-out", barred(Reason::Suppressed { reason: SuppressReason::OptOut })),
        ("barred/ruled-out", barred(Reason::RuledOut)),
        ("barred/no-basis", barred(Reason::NoBasis { why: "nothing is recorded".to_owned() })),
        ("barred/pace", barred(Reason::Pace { cap: Cap::Thread, until: None })),
        ("barred/window", barred(Reason::WindowClosed { closes: world.now })),
        ("barred/moved-on", barred(Reason::FollowUpMovedOn)),
        ("barred/not-waiting", barred(Reason::ItemNotWaiting { state: ItemState::Sent })),
        (
            "meeting-planned/months-away",
            Event::MeetingPlanned { name: dana(), starts: at("2027-03-04T15:00:00Z") },
        ),
        ("opportunity-closed/won", Event::OpportunityClosed { stage: Stage::Won }),
        ("opportunity-closed/open", Event::OpportunityClosed { stage: Stage::Offered }),
    ] {
        events.push((name.to_owned(), event));
    }
    events
}

fn effect_word(effect: &Effect) -> String {
    match effect {
        Effect::Enqueue { .. } => "enqueue".to_owned(),
        Effect::Withdraw => "withdraw".to_owned(),
        Effect::Settle { arrived: true, .. } => "settle-arrived".to_owned(),
        Effect::Settle { arrived: false, .. } => "settle-lost".to_owned(),
        Effect::Suppress { address: Some(_), reason } => format!("suppress-{}", reason.word()),
        Effect::Suppress { address: None, reason } => format!("suppress-all-{}", reason.word()),
        Effect::Propose { playbook } => format!("propose-{playbook}"),
    }
}

/// The last three columns: state after, effects, reason.
fn outcome(before: &FollowUp, result: &Result<Decision, Refusal>) -> String {
    let decision = match result {
        Err(refusal) => return format!("refused |  | {}", refusal.what),
        Ok(decision) => decision,
    };
    let next = &decision.next;
    let word = |state: &State| match state {
        State::Held(held) => format!("held {}", held.hold.word()),
        State::Ended { reason } => format!("ended {}", reason.word()),
        other => other.word().to_owned(),
    };
    let mut after = word(&next.state);
    if after == word(&before.state) {
        "stays".clone_into(&mut after);
    }
    if next.ordinal > before.ordinal {
        after.push_str(" next");
    } else if next.revision > before.revision {
        after.push_str(" new");
    } else if next == before {
        "=".clone_into(&mut after);
    }
    let effects: Vec<String> = decision.effects.iter().map(effect_word).collect();
    format!("{after} | {} | {}", effects.join(" "), decision.reason)
}

/// What the code says: for each event the states that share an outcome, in the order of the lists.
fn actual() -> String {
    let mut text = String::new();
    let world = world();
    for (name, event) in events(&world) {
        let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
        for (word, before) in states(&world) {
            let cell = outcome(&before, &decide(&before, &event, &world.context()));
            match rows.iter_mut().find(|(known, _)| *known == cell) {
                Some((_, states)) => states.push(word),
                None => rows.push((cell, vec![word])),
            }
        }
        for (cell, states) in rows {
            let _ = writeln!(text, "{name} | {} | {cell}", states.join(" "));
        }
        text.push('\n');
    }
    text
}

/// One cell per event and state: (event, state) to the last three columns.
fn cells(text: &str) -> BTreeMap<(String, String), String> {
    let mut cells = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [event, states, after, effects, reason] = columns[..] else {
            panic!("five columns are needed: {line}");
        };
        for state in states.split_whitespace() {
            let cell = format!("{after} | {effects} | {reason}");
            let old = cells.insert((event.to_owned(), state.to_owned()), cell);
            assert_eq!(old, None, "{event} in {state} stands twice");
        }
    }
    cells
}

#[test]
fn every_event_in_every_state_does_what_the_table_says() {
    let expected = cells(TABLE);
    let actual_text = actual();
    let found = cells(&actual_text);
    let mut wrong = String::new();
    for (key, cell) in &found {
        match expected.get(key) {
            Some(row) if row == cell => {}
            Some(row) => {
                let _ = writeln!(wrong, "{} in {}\n  table: {row}\n  code:  {cell}", key.0, key.1);
            }
            None => {
                let _ = writeln!(wrong, "{} in {} has no row; code: {cell}", key.0, key.1);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nthe whole table as the code has it:\n{actual_text}");
    assert_eq!(expected.len(), found.len(), "the table has rows for pairs that do not exist");
}

#[test]
fn the_table_covers_every_event_and_every_state() {
    let world = world();
    let mut seen = [false; EVENTS];
    for (_, event) in events(&world) {
        seen[event_number(&event)] = true;
    }
    assert!(seen.iter().all(|seen| *seen), "an event has no row: {seen:?}");

    let mut seen = [false; 7];
    let mut held = [false; 16];
    for (_, follow_up) in states(&world) {
        seen[state_number(&follow_up.state)] = true;
        if let State::Held(hold) = &follow_up.state {
            held[hold_number(&hold.hold)] = true;
        }
    }
    assert!(seen.iter().chain(&held).all(|seen| *seen), "a state has no row: {seen:?} {held:?}");

    let expected = cells(TABLE);
    for (event, _) in events(&world) {
        for (state, _) in states(&world) {
            let key = (event.clone(), state.to_owned());
            assert!(expected.contains_key(&key), "{event} in {state} has no row");
        }
    }
}

#[test]
fn i12_every_row_gives_a_reason_or_a_hint_in_words() {
    let world = world();
    for (name, event) in events(&world) {
        for (state, before) in states(&world) {
            match decide(&before, &event, &world.context()) {
                Ok(decision) => is_a_sentence(&decision.reason.to_string(), &name, state),
                Err(refusal) => {
                    is_a_sentence(&refusal.what, &name, state);
                    is_a_sentence(&refusal.hint, &name, state);
                }
            }
        }
    }
}

fn is_a_sentence(text: &str, event: &str, state: &str) {
    assert!(!text.trim().is_empty(), "{event} in {state} gives no reason");
    assert!(!text.contains('!'), "{event} in {state} shouts: {text}");
    // One sentence carries no full stop; a question mark ends a second one.
    assert!(!text.ends_with('.'), "{event} in {state} ends with a full stop: {text}");
}

#[test]
fn an_attempt_on_its_way_refuses_every_act_that_could_double_it() {
    let world = World { in_flight: true, ..world() };
    let guarded = |event: &Event| {
        matches!(
            event,
            Event::Edited { .. }
                | Event::Approved { .. }
                | Event::TakenBack
                | Event::Snoozed { .. }
                | Event::Skipped
                | Event::Ticked { .. }
                | Event::Resumed
        )
    };
    for (name, event) in events(&world).into_iter().filter(|(_, event)| guarded(event)) {
        for (state, before) in states(&world) {
            let result = decide(&before, &event, &world.context());
            assert!(result.is_err(), "{name} in {state} went through: {result:?}");
        }
    }
}
