//! One life: met, planned, written, approved, sent, answered, never again. On both databases.

mod after;

use jiff::tz::TimeZone;
use rapport_core::contact::{Basis, BasisKind, Contact, Parked};
use rapport_core::decide::{Event, Refusal};
use rapport_core::follow_up::{ContentHash, FollowUp, State};
use rapport_core::ids::{AccountId, OutboxItemId};
use rapport_core::outbox::{ItemState, SendAnswer};
use rapport_core::place::{Country, Subdivision};
use rapport_core::reason::Reason;
use rapport_core::touchpoint::Channel;
use rapport_store::account::{Account, Mailbox, MailboxRole};
use rapport_store::message::TimelineEntry;
use rapport_store::outbox::Commit;
use rapport_store::{Actor, Found, Outcome, StoreError};

use crate::world::{SCHEDULER, World, as_it_was, at, contact, decided, draft, mint, moment};

#[tokio::test]
async fn the_same_life_on_both_databases() {
    for world in World::both().await {
        let dana = people(&world).await;
        let follow_up = planned(&world, &dana).await;
        let item = written_and_approved(&world, follow_up.id).await;
        let account = connected(&world).await;
        sent(&world, &follow_up, item, account).await;
        after::answered(&world, &follow_up, account).await;
        after::opted_out(&world, &follow_up).await;
        after::told(&world, &follow_up).await;
    }
}

async fn people(world: &World) -> crate::world::Dana {
    let (store, scope) = (&world.store, &world.scope);
    let dana = world.dana().await;
    assert_eq!(store.contact(scope, dana.contact.id).await.unwrap(), dana.contact);
    assert_eq!(store.organisation(scope, dana.organisation.id).await.unwrap(), dana.organisation);
    assert_eq!(store.opportunity(scope, dana.opportunity.id).await.unwrap(), dana.opportunity);
    assert_eq!(store.touchpoint(scope, dana.touchpoint.id).await.unwrap(), dana.touchpoint);
    assert_eq!(store.last_touchpoint(scope).await.unwrap().unwrap(), dana.touchpoint);

    // Nobody has a next step yet, so she is on the list of those who need one (A1).
    let today = "2026-03-02".parse().unwrap();
    let idle = store.contacts_without_next_step(scope, today).await.unwrap();
    assert_eq!(idle, vec![dana.contact.clone()]);

    let full = Contact {
        greeting: Some("Zoë".to_owned()),
        role: Some("Head of tests".to_owned()),
        phones: vec!["+44 20 7946 0000".to_owned(), "07700 900000".to_owned()],
        postal_address: Some("1 High Street\nKirkwall".to_owned()),
        language: Some("en".to_owned()),
        country: Country::parse("GB"),
        subdivision: Subdivision::parse("SCT"),
        zone: Some(TimeZone::get("Europe/London").unwrap()),
        basis: Some(Basis {
            kind: BasisKind::Met,
            since: "2026-03-01".parse().unwrap(),
            detail: "at the fair".to_owned(),
        }),
        memo: Some("50% Ärger_haft".to_owned()),
        parked: Some(Parked { until: Some("2026-04-01".parse().unwrap()) }),
        ..contact("ZOË Ärmel 50%", &["zoe@acme.example"])
    };
    let twin = contact("Dana Winter", &[]);
    let mut door = store.door(scope, moment(0), Actor::User).await.unwrap();
    door.save_contact(&full).await.unwrap();
    door.save_contact(&twin).await.unwrap();
    let thief = contact("Thief", &["Dana@ACME.example"]);
    let taken = door.save_contact(&thief).await.unwrap_err();
    assert!(matches!(&taken, StoreError::AddressTaken { name, .. } if name == "Dana Whitfield"));
    drop(door);
    let mut door = store.door(scope, moment(0), Actor::User).await.unwrap();
    door.save_contact(&full).await.unwrap();
    door.save_contact(&twin).await.unwrap();
    door.commit().await.unwrap();
    assert_eq!(store.contact(scope, full.id).await.unwrap(), full);
    assert_eq!(store.contacts(scope).await.unwrap().len(), 3, "the refused door left nothing");

    let found = async |text: &str| store.find_contact(scope, text).await.unwrap();
    assert_eq!(found("dana whitfield").await, Found::One(Box::new(dana.contact.clone())));
    assert_eq!(found("whit").await, Found::One(Box::new(dana.contact.clone())));
    assert_eq!(found("DANA@acme.example").await, Found::One(Box::new(dana.contact.clone())));
    assert_eq!(found("zoë ä").await, Found::One(Box::new(full.clone())));
    assert_eq!(found("rmel 50%").await, Found::One(Box::new(full.clone())));
    assert_eq!(found("_").await, Found::None, "what is typed is no pattern");
    let Found::Many(both) = found("dana").await else { panic!("two people are called Dana") };
    assert_eq!(both.len(), 2);
    assert_eq!(store.search_contacts(scope, "acme.ex", 10).await.unwrap().len(), 2);
    dana
}

async fn planned(world: &World, dana: &crate::world::Dana) -> FollowUp {
    let (store, scope) = (&world.store, &world.scope);
    let follow_up = world.start(dana).await;
    assert_eq!(store.follow_up(scope, follow_up.id).await.unwrap(), follow_up);
    let today = "2026-03-02".parse().unwrap();
    assert!(store.contacts_without_next_step(scope, today).await.unwrap().is_empty());
    assert_eq!(store.next_wake(scope).await.unwrap(), Some(at(60)));
    assert!(store.due(scope, at(59), 10).await.unwrap().woken.is_empty());
    assert_eq!(store.due(scope, at(60), 10).await.unwrap().woken, vec![follow_up.id]);
    assert_eq!(store.upcoming(scope, 10).await.unwrap(), vec![follow_up.clone()]);

    // A refusal changes nothing, and neither does a decision made on an older version.
    let refuse =
        |_: &FollowUp, _: &_| Err(Refusal { what: "no".to_owned(), hint: "yes".to_owned() });
    let outcome = store
        .transition(scope, follow_up.id, &Event::TakenBack, moment(2), Actor::User, refuse)
        .await;
    assert!(matches!(outcome.unwrap(), Outcome::Refused(_)));
    let mut door = store.door(scope, moment(2), Actor::User).await.unwrap();
    let stale = FollowUp { version: follow_up.version - 1, ..follow_up.clone() };
    let mut decision = decided(stale.clone(), Vec::new(), Reason::NoNews);
    let conflict = door.apply(&stale, &Event::Woke, &mut decision).await.unwrap_err();
    assert!(matches!(conflict, StoreError::Conflict) && conflict.is_transient());
    drop(door);
    assert_eq!(store.follow_up(scope, follow_up.id).await.unwrap(), follow_up);
    follow_up
}

async fn written_and_approved(world: &World, id: rapport_core::ids::FollowUpId) -> OutboxItemId {
    let (store, scope) = (&world.store, &world.scope);
    let drafting = world
        .step(id, &Event::Woke, 60, |before| {
            let step = "Thank-you note".to_owned();
            let next = FollowUp { state: State::Drafting, wake_at: None, ..before };
            (next, Vec::new(), Reason::StepDue { step, best_by: at(600) })
        })
        .await;
    assert_eq!(store.due(scope, at(61), 10).await.unwrap().to_draft, vec![id]);
    let draft = draft(&drafting);
    let mut door = store.door(scope, moment(61), SCHEDULER).await.unwrap();
    door.save_draft(&draft).await.unwrap();
    door.commit().await.unwrap();
    assert_eq!(store.draft(scope, draft.id).await.unwrap(), draft);
    world
        .step(id, &Event::DraftWritten { draft: draft.id }, 61, |before| {
            let state = State::InReview { draft: draft.id };
            let step = "Thank-you note".to_owned();
            (FollowUp { state, ..before }, Vec::new(), Reason::DraftReady { step })
        })
        .await;
    let agenda = store.agenda(scope).await.unwrap();
    assert_eq!(agenda.len(), 1);
    assert_eq!(agenda[0].name, "Dana Whitfield");
    assert_eq!(agenda[0].organisation.as_deref(), Some("Acme Robotics"));
    assert_eq!(agenda[0].opportunity.as_deref(), Some("Staff engineer"));
    assert_eq!(agenda[0].draft.as_ref().unwrap().channel, rapport_core::touchpoint::Channel::Mail);

    let item = OutboxItemId::new(mint());
    let approved = Event::Approved {
        seen: draft.hash,
        stored: draft.hash,
        blocked: None,
        item,
        hurried: false,
    };
    let waiting = world
        .step(id, &approved, 62, |before| {
            let state = State::Approved { draft: draft.id, hash: draft.hash, item, until: at(63) };
            let next = FollowUp { state, wake_at: Some(at(63)), ..before };
            (next, Vec::new(), Reason::Approved { until: at(63), seconds: 30 })
        })
        .await;
    assert_eq!(store.follow_up(scope, id).await.unwrap(), waiting);
    assert!(store.outbox(scope).await.unwrap().is_empty(), "it can still be taken back");
    world.step(id, &Event::Woke, 63, world.enqueued(&draft, item, 90)).await;
    let outbox = store.outbox(scope).await.unwrap();
    assert_eq!((outbox.len(), outbox[0].item.state), (1, ItemState::Queued));
    item
}

async fn connected(world: &World) -> AccountId {
    let (store, scope) = (&world.store, &world.scope);
    let account = Account {
        id: AccountId::new(mint()),
        name: "work".to_owned(),
        address: "robin@example.org".to_owned(),
        settings: "{}".to_owned(),
        secrets: vec![1, 2, 3],
        paused: None,
        connected_at: at(0),
    };
    store.save_account(scope, &account).await.unwrap();
    assert_eq!(store.account(scope, account.id).await.unwrap(), account);
    store.pause_account(scope, account.id, Some("the password was refused")).await.unwrap();
    let paused = store.account(scope, account.id).await.unwrap().paused;
    assert_eq!(paused.as_deref(), Some("the password was refused"));
    store.pause_account(scope, account.id, None).await.unwrap();
    let inbox = Mailbox {
        account: account.id,
        name: "INBOX".to_owned(),
        role: MailboxRole::Inbox,
        uidvalidity: Some(17),
        last_uid: 4,
        read_at: Some(at(85)),
        error: None,
    };
    store.save_mailbox(scope, &inbox).await.unwrap();
    assert_eq!(store.mailboxes(scope).await.unwrap(), vec![inbox]);
    account.id
}

async fn sent(world: &World, follow_up: &FollowUp, item: OutboxItemId, account: AccountId) {
    let (store, scope) = (&world.store, &world.scope);
    assert!(world.lease(89).await.is_none(), "not before its time");
    let leased = world.lease(90).await.unwrap();
    assert_eq!((leased.item.id, leased.item.attempts), (item, 1));
    assert!(world.lease(90).await.is_none(), "one lease at a time");
    let hash = ContentHash([7; 32]);
    let stored = store
        .store_wire(scope, &leased, account, "one@example.org", hash, b"first")
        .await
        .unwrap()
        .unwrap();
    let again = store
        .store_wire(scope, &leased, account, "two@example.org", hash, b"second")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored, again, "the bytes are built once");

    // The last look may send it back, which is no attempt.
    let wait = |_: &_| SendAnswer::Wait { until: at(95), reason: Reason::StopAll };
    let commit = store.commit_point(scope, &leased, moment(90), wait).await.unwrap();
    assert!(matches!(commit, Commit::Wait { .. }));
    let back = store.outbox_item(scope, item).await.unwrap();
    assert_eq!((back.state, back.attempts), (ItemState::Queued, 0));
    assert_eq!(back.last_why.as_deref(), Some(Reason::StopAll.to_string().as_str()));
    assert!(world.lease(94).await.is_none());

    let leased = world.lease(95).await.unwrap();
    assert_eq!(leased.item.wire.as_deref(), Some(b"first".as_slice()));
    let commit = store
        .commit_point(scope, &leased, moment(95), |look| {
            assert!(look.still_queued && !look.stop_all && !look.epoch_held);
            assert_eq!(look.mailbox_read_at, Some(at(85)));
            assert_eq!(look.unprocessed, 0);
            assert_eq!(look.item.approved, look.item.content);
            assert_eq!(look.account.as_ref().unwrap().id, account);
            assert_eq!(look.account_sent_today, 0);
            assert_eq!(look.facts.contact.name, "Dana Whitfield");
            SendAnswer::Go
        })
        .await
        .unwrap();
    assert_eq!(commit, Commit::Go);
    let facts = store.facts(scope, follow_up, moment(95)).await.unwrap();
    assert!(facts.in_flight);

    let event = Event::Sent { ordinal: 0, at: at(96), found: false };
    let decide = |before: &FollowUp, facts: &rapport_store::Facts| {
        assert_eq!(facts.history.notes.len(), 1, "the note counts in the decision on it");
        let next = FollowUp {
            state: State::Waiting,
            step: 1,
            ordinal: 1,
            wake_at: Some(at(3000)),
            last_sent: Some(at(96)),
            ..before.clone()
        };
        Ok(decided(next, Vec::new(), Reason::Sent))
    };
    let outcome = store.finish(scope, &leased, &event, moment(96), decide).await.unwrap();
    assert!(matches!(outcome, Some(Outcome::Decided(_))));
    let kept = store.outbox_item(scope, item).await.unwrap();
    assert_eq!((kept.state, kept.sent_at), (ItemState::Sent, Some(at(96))));
    assert_eq!(store.pending_sent_copies(scope).await.unwrap().len(), 1);
    store.set_sent_copy(scope, item, "stored").await.unwrap();
    assert!(store.pending_sent_copies(scope).await.unwrap().is_empty());

    let history = store.facts(scope, follow_up, moment(97)).await.unwrap().history;
    assert_eq!((history.notes_today, history.first_notes_today), (1, 1));
    assert_eq!(history.notes[0].touchpoint, follow_up.anchor.touchpoint);
    assert_eq!(history.last_heard, Some(at(-30)), "they met");
    store.set_replaced_message_id(scope, item, "theirs@provider.example").await.unwrap();
    let sent = store.sent_of(scope, follow_up.id).await.unwrap();
    assert_eq!(sent[0].message_id, "theirs@provider.example");
    let timeline = store.timeline(scope, follow_up.contact, 10).await.unwrap();
    let mails = timeline.iter().filter(|entry| matches!(entry, TimelineEntry::Message(_)));
    assert_eq!((timeline.len(), mails.count()), (2, 1));
    assert_eq!(timeline[0].at(), at(96), "newest first");
}

#[tokio::test]
async fn a_step_ticked_by_hand_counts_for_pace() {
    for world in World::both().await {
        let dana = world.dana().await;
        let follow_up = world.start(&dana).await;
        let mut door = world.store.door(&world.scope, moment(70), Actor::User).await.unwrap();
        door.ticked_as(Channel::Call, rapport_core::playbook::Purpose::StatusCheck);
        let event = Event::Ticked { at: at(69) };
        door.transition(
            follow_up.id,
            &event,
            as_it_was(Reason::Ticked { step: "Call".to_owned() }),
        )
        .await
        .unwrap();
        door.commit().await.unwrap();
        let facts = world.store.facts(&world.scope, &follow_up, moment(71)).await.unwrap();
        assert_eq!(facts.history.notes.len(), 1);
        assert_eq!(
            (facts.history.notes[0].channel, facts.history.notes[0].at),
            (Channel::Call, at(69))
        );
        // Somebody else at the same organisation sees the status question, too.
        let colleague = contact("Ivo Marek", &[]);
        let history = world
            .store
            .pace_history(&world.scope, colleague.id, follow_up.organisation, moment(71))
            .await
            .unwrap();
        assert_eq!(history.notes.len(), 1);
    }
}
