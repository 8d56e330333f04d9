//! The second half of the life: she answers, opts out, and everything can be told afterwards.

use rapport_core::contact::Contact;
use rapport_core::decide::{Effect, Event};
use rapport_core::follow_up::{EndReason, FollowUp, Held, Hold, State, StopCause};
use rapport_core::ids::{AccountId, JournalId, MessageId};
use rapport_core::matching::{Head, Match, match_message};
use rapport_core::outbox::ItemState;
use rapport_core::policy::Absence;
use rapport_core::reason::Reason;
use rapport_core::suppression::SuppressReason;
use rapport_core::turn::threads::TurnStep;
use rapport_core::turn::{Turn, TurnEvent};
use rapport_store::health::WorkerTick;
use rapport_store::inbound::{Kept, Origin};
use rapport_store::message::{Message, MessageDirection};
use rapport_store::{Actor, StoreError, Worker};

use crate::world::{SCHEDULER, World, as_it_was, at, contact, decided, mint, moment};

pub async fn answered(world: &World, follow_up: &FollowUp, account: AccountId) {
    let (store, scope) = (&world.store, &world.scope);
    let (_, next_item) = world.queue(follow_up.id, 200).await;
    let origin = |uid| Origin { account, mailbox: "INBOX".to_owned(), uidvalidity: 17, uid };
    assert!(!store.was_seen(scope, &origin(5)).await.unwrap());
    let Kept::New(id) =
        store.keep_inbound(scope, &origin(5), b"From: Dana", at(201)).await.unwrap()
    else {
        panic!("it was never seen before");
    };
    let again = store.keep_inbound(scope, &origin(6), b"From: Dana", at(202)).await.unwrap();
    assert_eq!(again, Kept::Known(id), "the same bytes are one mail");
    assert!(store.was_seen(scope, &origin(6)).await.unwrap());
    store.pass_over(scope, &[(origin(7), None)]).await.unwrap();
    assert!(store.was_seen(scope, &origin(7)).await.unwrap());
    let waiting = store.unprocessed(scope, 10).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].raw.as_slice()), (1, b"From: Dana".as_slice()));

    for (ancestor, from) in [
        ("one@example.org", "else@where.example"),
        ("theirs@provider.example", "else@where.example"),
        ("unknown@where.example", "dana+jobs@acme.example"),
    ] {
        let head = Head {
            ancestors: vec![ancestor.to_owned()],
            from: vec![from.to_owned()],
            ..Head::default()
        };
        let candidates = store.candidates(scope, &head).await.unwrap();
        let Match::Contact { contact, .. } = match_message(&head, &candidates) else {
            panic!("{ancestor} from {from} is Dana's");
        };
        assert_eq!(contact, follow_up.contact);
    }
    let head = Head { from: vec!["jobs@acme.example".to_owned()], ..Head::default() };
    let candidates = store.candidates(scope, &head).await.unwrap();
    assert!(matches!(match_message(&head, &candidates), Match::Suggestion { .. }));
    assert_eq!(candidates.own_addresses, vec!["robin@example.org".to_owned()]);

    // Everything the answer causes is written at once.
    let mut door = store.door(scope, moment(203), Actor::Worker(Worker::Collector)).await.unwrap();
    assert!(door.mark_processed(id).await.unwrap());
    let message = Message {
        id: MessageId::new(mint()),
        direction: MessageDirection::In,
        contact: Some(follow_up.contact),
        thread: Some("one@example.org".to_owned()),
        message_id: Some("answer@acme.example".to_owned()),
        subject: "Re: Thank you".to_owned(),
        text: "When can you start?".to_owned(),
        at: at(201),
        class: Some("question".to_owned()),
        confidence: Some(85),
        evidence: vec!["text: When can you start?".to_owned()],
        follow_up: Some(follow_up.id),
        suggested: None,
        suggestion: None,
        inbound: Some(id),
    };
    door.save_message(&message).await.unwrap();
    let asked = TurnStep {
        thread: message.thread.as_deref(),
        event: TurnEvent::TheyAsked,
        at: at(201),
        message: Some(message.id),
    };
    door.step_turn(follow_up.contact, &asked).await.unwrap();
    let stop = |before: &FollowUp, _: &_| {
        let held = Held { hold: Hold::Stopped(StopCause::Answered), since: at(203), draft: None };
        let next =
            FollowUp { state: State::Held(held), wake_at: Some(at(50_000)), ..before.clone() };
        let reason = Reason::Answered { name: "Dana Whitfield".to_owned() };
        Ok(decided(next, vec![Effect::Withdraw], reason))
    };
    door.transition(follow_up.id, &Event::Answered, stop).await.unwrap();
    door.commit().await.unwrap();

    let taken_back = store.outbox_item(scope, next_item).await.unwrap();
    assert_eq!(taken_back.state, ItemState::Withdrawn);
    assert!(world.lease(300).await.is_none(), "nothing goes out after the answer");
    assert!(store.unprocessed(scope, 10).await.unwrap().is_empty());
    let mine = store.my_turns(scope).await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0].words.as_deref(), Some("When can you start?"));
    assert_eq!(store.message(scope, message.id).await.unwrap(), message);
    assert_eq!(
        store.last_received(scope, follow_up.contact).await.unwrap().unwrap().id,
        message.id
    );
    let history = store.facts(scope, follow_up, moment(204)).await.unwrap().history;
    assert_eq!(history.last_heard, Some(at(201)));

    let mut door = store.door(scope, moment(204), Actor::Worker(Worker::Collector)).await.unwrap();
    assert!(!door.mark_processed(id).await.unwrap(), "processed once");
    assert!(door.has_message("answer@acme.example").await.unwrap());
    // A second question does not start the clock anew; an answer ends it.
    let again = TurnStep { at: at(204), message: None, ..asked };
    door.step_turn(follow_up.contact, &again).await.unwrap();
    door.commit().await.unwrap();
    assert_eq!(store.my_turns(scope).await.unwrap()[0].message, Some(message.id));
    let mut door = store.door(scope, moment(205), Actor::User).await.unwrap();
    let answered = TurnStep { event: TurnEvent::IAnswered, at: at(205), message: None, ..asked };
    door.step_turn(follow_up.contact, &answered).await.unwrap();
    door.commit().await.unwrap();
    assert!(store.my_turns(scope).await.unwrap().is_empty());
    assert_eq!(
        store.turn(scope, follow_up.contact).await.unwrap(),
        Turn::Theirs { since: at(205) }
    );
}

pub async fn opted_out(world: &World, follow_up: &FollowUp) {
    let (store, scope) = (&world.store, &world.scope);
    let next_playbook = rapport_core::playbook::PlaybookKey::parse("PB07").unwrap();
    let ended = world
        .step(follow_up.id, &Event::OptedOut, 300, |before| {
            let state = State::Ended { reason: EndReason::OptedOut };
            let effects = vec![
                Effect::Suppress { address: None, reason: SuppressReason::OptOut },
                Effect::Propose { playbook: next_playbook.clone() },
                Effect::Propose { playbook: next_playbook.clone() },
            ];
            let reason = Reason::OptedOut { name: "Dana Whitfield".to_owned() };
            (FollowUp { state, wake_at: None, ..before }, effects, reason)
        })
        .await;
    assert!(!ended.is_live());
    assert_eq!(store.suppressions(scope).await.unwrap().len(), 2, "one for each address");
    let dana = store.contact(scope, follow_up.contact).await.unwrap();
    assert_eq!(store.suppressed(scope, &dana).await.unwrap(), Some(SuppressReason::OptOut));
    // Another person who takes over the address gets nothing there, either.
    assert_eq!(
        store.address_suppressed(scope, "DANA@acme.example").await.unwrap(),
        Some(SuppressReason::OptOut)
    );
    let mut door = store.door(scope, moment(301), Actor::User).await.unwrap();
    assert_eq!(door.lift_suppressions(dana.id).await.unwrap(), 0, "a person's wish is for ever");
    // A new address of hers changes nothing.
    let moved = Contact { addresses: vec!["dana@new.example".to_owned()], ..dana.clone() };
    door.save_contact(&moved).await.unwrap();
    door.commit().await.unwrap();
    assert_eq!(store.suppressed(scope, &moved).await.unwrap(), Some(SuppressReason::OptOut));
    // A dead address counts only while it is the one to write to.
    let mut ivo = contact("Ivo Marek", &["ivo@acme.example", "ivo@home.example"]);
    let mut door = store.door(scope, moment(302), SCHEDULER).await.unwrap();
    door.save_contact(&ivo).await.unwrap();
    door.suppress(&ivo, Some("ivo@acme.example"), SuppressReason::Unreachable, "5.1.1")
        .await
        .unwrap();
    door.commit().await.unwrap();
    assert_eq!(store.suppressed(scope, &ivo).await.unwrap(), Some(SuppressReason::Unreachable));
    ivo.addresses.reverse();
    assert_eq!(store.suppressed(scope, &ivo).await.unwrap(), None);

    let offers = store.proposals(scope).await.unwrap();
    assert_eq!(offers.len(), 1, "the same offer is made once");
    let mut door = store.door(scope, moment(303), Actor::User).await.unwrap();
    door.answer_proposal(offers[0].id, true).await.unwrap();
    let twice = door.answer_proposal(offers[0].id, true).await.unwrap_err();
    assert!(matches!(twice, StoreError::NotFound { .. }));
    door.commit().await.unwrap();
    assert!(store.proposals(scope).await.unwrap().is_empty());
}

pub async fn told(world: &World, follow_up: &FollowUp) {
    let (store, scope) = (&world.store, &world.scope);
    let journal = store.journal_of_follow_up(scope, follow_up.id, 100).await.unwrap();
    let events: Vec<&str> = journal.iter().rev().map(|entry| entry.event.as_str()).collect();
    let expected = [
        "started",
        "woke",
        "draft-written",
        "approved",
        "woke",
        "sent",
        "woke",
        "answered",
        "opted-out",
    ];
    assert_eq!(events, expected);
    assert!(journal.iter().all(|entry| !entry.reason.is_empty()), "I12: every entry says why");
    let news = store.news(scope, at(0), 10).await.unwrap();
    assert_eq!(news.len(), 3, "sent, answered, opted out");
    assert_eq!(news[0].1.as_deref(), Some("Dana Whitfield"));
    let mut exported = Vec::new();
    let mut after: Option<JournalId> = None;
    loop {
        let page = store.export_journal(scope, after, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        exported.extend(page);
    }
    assert_eq!(exported.len(), journal.len());

    // A timer that rang for nothing leaves no trace in the journal.
    let still = as_it_was(Reason::StillWaiting { until: at(999) });
    store
        .transition(scope, follow_up.id, &Event::Woke, moment(400), SCHEDULER, still)
        .await
        .unwrap();
    assert_eq!(
        store.journal_of_follow_up(scope, follow_up.id, 100).await.unwrap().len(),
        journal.len()
    );

    let tick = WorkerTick { worker: Worker::Courier, last_at: at(400), backlog: 3 };
    store.tick(scope, tick).await.unwrap();
    let health = store.health(scope, at(400)).await.unwrap();
    assert_eq!(health.ticks, vec![tick]);
    assert_eq!(health.counts.0, 4);
    assert!(health.unattended.is_empty(), "I1");
    assert!(health.backlogs.iter().all(|backlog| backlog.count == 0), "{:?}", health.backlogs);

    let away = Absence { from: at(500), until: at(600) };
    let mut door = store.door(scope, moment(450), Actor::User).await.unwrap();
    door.add_absence(away).await.unwrap();
    door.commit().await.unwrap();
    assert_eq!(store.absences(scope, at(599)).await.unwrap(), vec![away]);
    assert!(store.absences(scope, at(600)).await.unwrap().is_empty());
}
