//! Many at once: what is loaded for all together is what each would be told alone.

use std::cell::RefCell;

use rapport_core::contact::Parked;
use rapport_core::decide::{Effect, Event, Refusal};
use rapport_core::follow_up::{FollowUp, Held, Hold, State};
use rapport_core::ids::{AccountId, FollowUpId};
use rapport_core::matching::Head;
use rapport_core::outbox::SendAnswer;
use rapport_core::reason::Reason;
use rapport_core::suppression::SuppressReason;
use rapport_store::contact::MOST_COUNTED;
use rapport_store::inbound::Origin;
use rapport_store::{Actor, Facts, Outcome};

use crate::world::{SCHEDULER, World, at, contact, decided, mint, moment};

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

#[tokio::test]
async fn facts_loaded_together_are_those_loaded_alone() {
    for world in World::both().await {
        let dana = world.dana().await;
        let waiting = world.start(&dana).await;
        let flying = world.start(&dana).await;
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
        assert_eq!(alone.take(), together.take());
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
async fn candidates_beside_the_lasting_ones_are_the_same() {
    for world in World::both().await {
        world.dana().await;
        let (store, scope) = (&world.store, &world.scope);
        let lasting = store.lasting_candidates(scope).await.unwrap();
        for from in ["dana@acme.example", "jobs@acme.example", "else@where.example"] {
            let head = Head { from: vec![from.to_owned()], ..Head::default() };
            let beside = store.candidates_beside(scope, &head, &lasting).await.unwrap();
            assert_eq!(beside, store.candidates(scope, &head).await.unwrap());
        }
    }
}
