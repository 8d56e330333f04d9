//! Many at once: what is loaded for all together is what each would be told alone.

use std::cell::RefCell;

use jiff::SignedDuration;
use rapport_core::contact::Parked;
use rapport_core::decide::{Effect, Event, Refusal};
use rapport_core::follow_up::{FollowUp, Held, Hold, State};
use rapport_core::ids::{AccountId, AppointmentId, FollowUpId};
use rapport_core::matching::{Head, Match, match_message};
use rapport_core::opportunity::Opportunity;
use rapport_core::outbox::SendAnswer;
use rapport_core::policy::Absence;
use rapport_core::reason::Reason;
use rapport_core::suppression::SuppressReason;
use rapport_core::touchpoint::Appointment;
use rapport_store::contact::MOST_COUNTED;
use rapport_store::inbound::Origin;
use rapport_store::{Actor, Facts, Outcome};

use crate::world::{
    Dana, SCHEDULER, World, as_it_was, at, contact, decided, decision, mint, moment,
};

/// Domains belong to matching; a list does not load them.
fn as_decided_on(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    if let Some(organisation) = &mut facts.organisation {
        organisation.domains.clear();
    }
    facts
}

fn only_looked() -> Refusal {
    Refusal { what: "only looked".to_owned(), hint: String::new() }
}

/// Something for each of the facts: a colleague in the pursuit, a note by hand, absences,
/// an opt-out, meetings.
async fn make_eventful(world: &World, dana: &Dana) {
    let colleague = contact("Amos Keller", &["amos@acme.example"]);
    let by_hand = world.start(dana).await;
    let mut door = world.store.door(&world.scope, moment(5), Actor::User).await.unwrap();
    door.save_contact(&colleague).await.unwrap();
    let contacts = vec![dana.contact.id, colleague.id];
    door.save_opportunity(&Opportunity { contacts, ..dana.opportunity.clone() }).await.unwrap();
    for days in [20, 3] {
        let from = at(days * 24 * 60);
        door.add_absence(Absence { from, until: from + SignedDuration::from_hours(48) })
            .await
            .unwrap();
    }
    let second = dana.contact.addresses.get(1).map(String::as_str);
    door.suppress(&dana.contact, second, SuppressReason::OptOut, "they wrote so").await.unwrap();
    let first = dana.contact.address();
    door.suppress(&colleague, first, SuppressReason::Unreachable, "a bounce").await.unwrap();
    // Over, called off, next, and after that.
    for (days, cancelled) in [(-3_i64, false), (1, true), (2, false), (9, false)] {
        let appointment = Appointment {
            id: AppointmentId::new(mint()),
            contact: dana.contact.id,
            opportunity: None,
            title: "Coffee".to_owned(),
            starts: at(days * 24 * 60),
            ends: at(days * 24 * 60 + 30),
            cancelled,
            keen: false,
        };
        door.save_appointment(&appointment, None).await.unwrap();
    }
    let ticked = Event::Ticked { at: at(5) };
    door.transition(by_hand.id, &ticked, as_it_was(Reason::NoNews)).await.unwrap();
    door.commit().await.unwrap();
}

#[tokio::test]
async fn facts_loaded_together_are_those_loaded_alone() {
    for world in World::both().await {
        let dana = world.dana().await;
        let waiting = world.start(&dana).await;
        let flying = world.start(&dana).await;
        make_eventful(&world, &dana).await;
        world.queue(flying.id, 10).await;
        let leased = world.lease(10).await.unwrap();
        let go = |_: &_| SendAnswer::Go;
        world.store.commit_point(&world.scope, &leased, moment(11), go).await.unwrap();
        let alone = RefCell::new(Vec::new());
        for id in [waiting.id, flying.id] {
            let look = |before: &FollowUp, facts: &Facts| {
                alone.borrow_mut().push((before.clone(), as_decided_on(facts)));
                Err(only_looked())
            };
            let woke = &Event::Woke;
            world
                .store
                .transition(&world.scope, id, woke, moment(20), SCHEDULER, look)
                .await
                .unwrap();
        }
        let together = RefCell::new(Vec::new());
        let events = [(waiting.id, Event::Woke), (flying.id, Event::Woke)];
        let look = |before: &FollowUp, _: &Event, facts: &Facts| {
            together.borrow_mut().push((before.clone(), as_decided_on(facts)));
            Err(only_looked())
        };
        let (store, scope) = (&world.store, &world.scope);
        let outcomes =
            store.transition_many(scope, &events, moment(20), SCHEDULER, look).await.unwrap();
        assert!(outcomes.iter().all(|(_, it)| matches!(it, Outcome::Refused(_))));
        let alone = alone.take();
        assert_eq!(alone, together.take());
        for (follow_up, told) in &alone {
            let shown = store.facts(scope, follow_up, moment(20)).await.unwrap();
            assert_eq!(told, &as_decided_on(&shown), "a reader is told what a decision is told");
        }
        let told = &alone[0].1;
        assert_eq!(told.contact.addresses, dana.contact.addresses);
        assert_eq!(told.main_contact.as_deref(), Some("Dana Whitfield"));
        assert_eq!(told.opportunity.as_ref().unwrap().contacts.len(), 2);
        assert_eq!(told.history.notes.len(), 2, "what was done by hand, and what is on its way");
        assert_eq!(told.history.last_heard, Some(at(-30)));
        assert_eq!(told.suppressed, Some(SuppressReason::OptOut));
        assert_eq!(told.next_meeting, Some(at(2 * 24 * 60)));
        assert_eq!(told.absences.len(), 2);
        assert!(told.absences[0].from < told.absences[1].from);
        assert!(told.draft.is_none() && !told.in_flight);
        let told = &alone[1].1;
        assert!(told.draft.is_some() && told.in_flight);
        let seen = store.follow_up(scope, flying.id).await.unwrap();
        assert!(matches!(seen.state, State::Queued { .. }), "nothing was changed");
    }
}

#[tokio::test]
async fn what_an_earlier_decision_wrote_is_seen_by_the_later_ones() {
    for world in World::both().await {
        let dana = world.dana().await;
        let (first, second) = (world.start(&dana).await, world.start(&dana).await);
        let events = [
            (first.id, Event::OptedOut),
            (second.id, Event::Woke),
            // The same one twice: the second event meets what the first one left.
            (second.id, Event::Woke),
        ];
        let seen = RefCell::new(Vec::new());
        let decide = |before: &FollowUp, event: &Event, facts: &Facts| {
            seen.borrow_mut().push((before.version, facts.suppressed));
            let effects = match event {
                Event::OptedOut => {
                    vec![Effect::Suppress { address: None, reason: SuppressReason::OptOut }]
                }
                _ => Vec::new(),
            };
            Ok(decided(before.clone(), effects, Reason::NoNews))
        };
        let (store, scope) = (&world.store, &world.scope);
        store.transition_many(scope, &events, moment(20), SCHEDULER, decide).await.unwrap();
        let seen = seen.take();
        assert_eq!(seen[0].1, None);
        assert_eq!(seen[1], (second.version, Some(SuppressReason::OptOut)));
        assert_eq!(seen[2], (second.version + 1, Some(SuppressReason::OptOut)));
    }
}

#[tokio::test]
async fn what_is_written_together_is_what_was_decided_and_told_in_its_order() {
    for world in World::both().await {
        let dana = world.dana().await;
        let mut events = Vec::new();
        for _ in 0..5 {
            events.push((world.start(&dana).await.id, Event::Woke));
        }
        // Different columns of each change, and one changes nothing but its version.
        let mut number = 0;
        let decide = |before: &FollowUp, _: &Event, _: &Facts| {
            number += 1;
            let state = State::Held(Held { hold: Hold::Unclear, since: at(20), draft: None });
            let next = match number {
                1 | 2 => FollowUp { state: State::Drafting, wake_at: None, ..before.clone() },
                3 => FollowUp { state, wake_at: Some(at(30)), ..before.clone() },
                4 => before.clone(),
                _ => FollowUp { last_sent: Some(at(19)), step: 7, ..before.clone() },
            };
            Ok(decided(next, Vec::new(), Reason::Replanned { what: format!("number {number}") }))
        };
        let (store, scope) = (&world.store, &world.scope);
        let outcomes =
            store.transition_many(scope, &events, moment(20), SCHEDULER, decide).await.unwrap();
        for (id, outcome) in outcomes {
            assert_eq!(store.follow_up(scope, id).await.unwrap(), decision(outcome).next);
        }
        let told = store.export_journal(scope, None, 100).await.unwrap();
        let told: Vec<&str> = told.iter().rev().take(5).map(|entry| &*entry.reason).collect();
        let expected = [5, 4, 3, 2, 1].map(|number| format!("the dates moved: number {number}"));
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn a_decision_on_an_older_version_writes_neither_state_nor_reason() {
    for world in World::both().await {
        let follow_up = world.start(&world.dana().await).await;
        let (store, scope) = (&world.store, &world.scope);
        let mut door = store.door(scope, moment(20), Actor::User).await.unwrap();
        let stale = FollowUp { version: follow_up.version - 1, ..follow_up.clone() };
        let mut decision = decided(stale.clone(), Vec::new(), Reason::NoNews);
        door.apply(&stale, &Event::Answered, &mut decision).await.unwrap_err();
        // Even if somebody went on after the refusal.
        door.commit().await.unwrap();
        assert_eq!(store.follow_up(scope, follow_up.id).await.unwrap(), follow_up);
        let told = store.journal_of_follow_up(scope, follow_up.id, 10).await.unwrap();
        assert_eq!(told.len(), 1, "the beginning only");
    }
}

#[tokio::test]
async fn one_that_is_not_there_takes_the_others_back() {
    for world in World::both().await {
        let follow_up = world.start(&world.dana().await).await;
        let nobody = FollowUpId::new(mint());
        let events = [(follow_up.id, Event::Woke), (nobody, Event::Woke)];
        let decide = |before: &FollowUp, _: &Event, _: &Facts| {
            Ok(decided(before.clone(), Vec::new(), Reason::NoNews))
        };
        let (store, scope) = (&world.store, &world.scope);
        store.transition_many(scope, &events, moment(20), SCHEDULER, decide).await.unwrap_err();
        let now = store.follow_up(scope, follow_up.id).await.unwrap();
        assert_eq!(now.version, follow_up.version);
    }
}

#[tokio::test]
async fn holds_of_one_kind_are_told_the_oldest_first_and_counted() {
    for world in World::both().await {
        let dana = world.dana().await;
        let mut held = Vec::new();
        for minutes in [30, 10, 20] {
            let follow_up = world.start(&dana).await;
            let hold = move |before: FollowUp| {
                let state =
                    State::Held(Held { hold: Hold::Unclear, since: at(minutes), draft: None });
                (FollowUp { state, ..before }, Vec::new(), Reason::NoNews)
            };
            world.step(follow_up.id, &Event::Unclear, minutes, hold).await;
            held.push(follow_up.id);
        }
        let (store, scope) = (&world.store, &world.scope);
        let part = store.agenda_in_hold(scope, &Hold::Unclear, 2).await.unwrap();
        let ids: Vec<_> = part.rows.iter().map(|row| row.follow_up.id).collect();
        assert_eq!((ids, part.total), (vec![held[1], held[2]], 3));
        let away = Hold::Away { until: None };
        assert_eq!(store.agenda_in_hold(scope, &away, 2).await.unwrap().total, 0);
    }
}

#[tokio::test]
async fn people_adrift_are_named_in_order_and_counted_up_to_some_hundreds() {
    for world in World::both().await {
        let dana = world.dana().await;
        let (store, scope) = (&world.store, &world.scope);
        let today = "2026-03-02".parse().unwrap();
        let adrift = || store.names_without_next_step(scope, today, 3);
        assert_eq!(adrift().await.unwrap(), (vec!["Dana Whitfield".to_owned()], 1));
        let follow_up = world.start(&dana).await;
        assert_eq!(adrift().await.unwrap(), (Vec::new(), 0), "she has a next step");
        let mut door = store.door(scope, moment(5), Actor::User).await.unwrap();
        for number in 0..MOST_COUNTED + 20 {
            let mut one = contact(&format!("Person {number:03}"), &[]);
            // Parked for good, until a day that is over, and not at all.
            let until = [None, Some("2026-03-01".parse().unwrap())];
            one.parked = until.get(number).map(|until| Parked { until: *until });
            door.save_contact(&one).await.unwrap();
            let met = rapport_core::touchpoint::Touchpoint {
                id: rapport_core::ids::TouchpointId::new(mint()),
                contact: one.id,
                opportunity: None,
                ..dana.touchpoint.clone()
            };
            door.save_touchpoint(&met).await.unwrap();
        }
        door.commit().await.unwrap();
        let (names, count) = adrift().await.unwrap();
        assert_eq!(names, ["Person 001", "Person 002", "Person 003"]);
        assert_eq!(count, MOST_COUNTED, "{}", follow_up.id);
    }
}

#[tokio::test]
async fn mails_kept_together_are_kept_once_and_remembered() {
    for world in World::both().await {
        let (store, scope) = (&world.store, &world.scope);
        let account = AccountId::new(mint());
        let origin = |uid| Origin { account, mailbox: "INBOX".to_owned(), uidvalidity: 17, uid };
        let mails = [
            (origin(1), b"From: one".to_vec()),
            (origin(2), b"From: two".to_vec()),
            (origin(3), b"From: one".to_vec()),
        ];
        assert_eq!(store.keep_all_inbound(scope, &mails, at(5)).await.unwrap(), 2);
        assert_eq!(store.keep_all_inbound(scope, &mails, at(6)).await.unwrap(), 0);
        assert_eq!(store.unprocessed(scope, 10).await.unwrap().len(), 2);
        let seen = store.seen_among(scope, account, "INBOX", 17, &[1, 3, 9]).await.unwrap();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [1, 3]);
        let other = store.seen_among(scope, account, "INBOX", 18, &[1, 3, 9]).await.unwrap();
        assert!(other.is_empty(), "numbers of another validity are others");
        assert!(store.seen_among(scope, account, "INBOX", 17, &[]).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_several_messages_may_belong_to_matches_each_as_its_own_would() {
    for world in World::both().await {
        world.dana().await;
        let (store, scope) = (&world.store, &world.scope);
        let head = |from: &str, ancestor: Option<&str>| Head {
            from: vec![from.to_owned()],
            ancestors: ancestor.map(str::to_owned).into_iter().collect(),
            ..Head::default()
        };
        let mut heads: Vec<Head> = [
            "dana@acme.example",
            "dana+jobs@acme.example",
            "jobs@acme.example",
            "else@where.example",
        ]
        .map(|from| head(from, Some("unknown@where.example")))
        .into();
        // More than fit into one question.
        heads.extend((0..2_500).map(|n| head(&format!("n{n}@where.example"), None)));
        let all: Vec<&Head> = heads.iter().collect();
        let together = store.candidates_of_all(scope, &all).await.unwrap();
        assert_eq!(together.addresses.len(), 1, "{together:?}");
        for head in &heads[..5] {
            let alone = store.candidates(scope, head).await.unwrap();
            assert_eq!(match_message(head, &together), match_message(head, &alone), "{head:?}");
        }
        assert!(matches!(match_message(&heads[1], &together), Match::Contact { .. }));
    }
}
