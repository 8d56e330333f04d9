//! Leases and fences: nothing goes out twice, nothing after a stop, and nobody reports for another.

use jiff::SignedDuration;
use rapport_core::decide::{Effect, Event};
use rapport_core::follow_up::{FollowUp, Held, Hold, State};
use rapport_core::ids::{FollowUpId, OutboxItemId};
use rapport_core::outbox::{ItemState, SendAnswer};
use rapport_core::reason::Reason;
use rapport_store::outbox::{Commit, LeasedItem};
use rapport_store::{Outcome, StoreError};

use crate::world::{SCHEDULER, World, as_it_was, at, decided, mint, moment};

async fn one_leased(world: &World) -> (FollowUpId, OutboxItemId, LeasedItem) {
    let dana = world.dana().await;
    let follow_up = world.start(&dana).await;
    let (_, item) = world.queue(follow_up.id, 10).await;
    let leased = world.lease(10).await.unwrap();
    (follow_up.id, item, leased)
}

async fn state(world: &World, item: OutboxItemId) -> ItemState {
    world.store.outbox_item(&world.scope, item).await.unwrap().state
}

async fn pass(world: &World, leased: &LeasedItem, minutes: i64) -> Commit {
    world
        .store
        .commit_point(&world.scope, leased, moment(minutes), |_| SendAnswer::Go)
        .await
        .unwrap()
}

async fn report(
    world: &World,
    leased: &LeasedItem,
    event: &Event,
    minutes: i64,
) -> Option<Outcome> {
    let decide = as_it_was(Reason::NoNews);
    world.store.finish(&world.scope, leased, event, moment(minutes), decide).await.unwrap()
}

async fn expire(world: &World, minutes: i64) -> rapport_store::outbox::Expired {
    let hold = |before: &FollowUp, event: &Event, _: &_| {
        let Event::Uncertain { item, why, .. } = event else { panic!("{event:?}") };
        let held = Held { hold: Hold::Uncertain { item: *item }, since: at(minutes), draft: None };
        let next = FollowUp { state: State::Held(held), ..before.clone() };
        Ok(decided(next, Vec::new(), Reason::Uncertain { why: why.clone() }))
    };
    world.store.expire_leases(&world.scope, moment(minutes), hold).await.unwrap()
}

#[tokio::test]
async fn a_lease_that_ended_can_neither_pass_nor_report() {
    for world in World::both().await {
        let (_, item, stale) = one_leased(&world).await;
        assert_eq!(pass(&world, &stale, 15).await, Commit::Lost, "it ended after five minutes");
        assert!(expire(&world, 14).await.requeued.is_empty(), "not before its end");
        assert_eq!(expire(&world, 15).await.requeued, vec![item]);
        assert_eq!(state(&world, item).await, ItemState::Queued);
        let fresh = world.lease(16).await.unwrap();
        assert!(fresh.fence > stale.fence);
        assert_eq!(pass(&world, &stale, 16).await, Commit::Lost);
        let sent = Event::Sent { ordinal: 0, at: at(16), found: false };
        assert!(report(&world, &stale, &sent, 16).await.is_none());
        world.store.release(&world.scope, &stale, at(99), "stale").await.unwrap();
        let hash = stale.item.approved;
        let account = rapport_core::ids::AccountId::new(mint());
        let wire =
            world.store.store_wire(&world.scope, &stale, account, "x@y", hash, b"stale").await;
        assert!(wire.unwrap().is_none());
        assert_eq!(state(&world, item).await, ItemState::Sending, "the new holder is undisturbed");
        assert_eq!(pass(&world, &fresh, 16).await, Commit::Go);
        assert_eq!(pass(&world, &fresh, 16).await, Commit::Lost, "once");
        assert!(report(&world, &fresh, &sent, 17).await.is_some());
        assert!(report(&world, &fresh, &sent, 17).await.is_none(), "reported once");
        assert_eq!(state(&world, item).await, ItemState::Sent);
    }
}

#[tokio::test]
async fn what_stops_past_the_point_of_no_return_is_uncertain_with_its_follow_up() {
    for world in World::both().await {
        let (follow_up, item, leased) = one_leased(&world).await;
        assert_eq!(pass(&world, &leased, 11).await, Commit::Go);
        assert_eq!(expire(&world, 15).await.uncertain, vec![item]);
        assert_eq!(state(&world, item).await, ItemState::Uncertain);
        let now = world.store.follow_up(&world.scope, follow_up).await.unwrap();
        assert!(matches!(now.state, State::Held(Held { hold: Hold::Uncertain { .. }, .. })));
        assert!(world.lease(999).await.is_none(), "the machine never tries again");
        let sent = Event::Sent { ordinal: 0, at: at(16), found: false };
        assert!(report(&world, &leased, &sent, 16).await.is_none(), "the lease is over");

        // A new revision may not go out beside it (I2), whatever was decided.
        let other = OutboxItemId::new(mint());
        let draft = leased.item.draft;
        let again = |before: &FollowUp, _: &_| {
            let enqueue = Effect::Enqueue {
                item: other,
                draft,
                hash: leased.item.approved,
                not_before: at(20),
                closes: at(600),
                same_day_until: None,
            };
            let next = FollowUp { revision: before.revision + 1, ..before.clone() };
            Ok(decided(next, vec![enqueue], Reason::NoNews))
        };
        let refused = world
            .store
            .transition(&world.scope, follow_up, &Event::Woke, moment(20), SCHEDULER, again)
            .await
            .unwrap_err();
        assert!(matches!(refused, StoreError::EarlierAttempt { state: ItemState::Uncertain }));
        assert!(refused.remedy().unwrap().contains("whether it arrived"));

        // The user says that it did not arrive; then it may.
        let event = Event::ArrivalKnown { arrived: false };
        world
            .step(follow_up, &event, 21, |before| {
                let settle = Effect::Settle { item, arrived: false };
                let next = FollowUp { revision: before.revision + 1, ..before };
                (next, vec![settle], Reason::UserSaysNotArrived)
            })
            .await;
        assert_eq!(state(&world, item).await, ItemState::Failed);
        let (_, second) = world.queue(follow_up, 22).await;
        assert_eq!(state(&world, second).await, ItemState::Queued);
    }
}

#[tokio::test]
async fn the_resolver_settles_only_what_is_uncertain() {
    for world in World::both().await {
        let (follow_up, item, leased) = one_leased(&world).await;
        let found = Event::Sent { ordinal: 0, at: at(12), found: true };
        let resolve = async |minutes| {
            let decide = as_it_was(Reason::FoundInSent);
            world.store.resolve(&world.scope, item, &found, moment(minutes), decide).await.unwrap()
        };
        assert!(resolve(11).await.is_none());
        assert_eq!(pass(&world, &leased, 11).await, Commit::Go);
        let lost = Event::Uncertain { item, ordinal: 0, why: "the line broke".to_owned() };
        assert!(report(&world, &leased, &lost, 12).await.is_some());
        assert_eq!(world.store.uncertain_items(&world.scope).await.unwrap().len(), 1);
        assert!(resolve(13).await.is_some());
        assert!(resolve(14).await.is_none());
        assert_eq!(state(&world, item).await, ItemState::Sent);
        let now = world.store.follow_up(&world.scope, follow_up).await.unwrap();
        let facts = world.store.facts(&world.scope, &now, moment(15)).await.unwrap();
        assert_eq!(facts.history.notes.len(), 1, "found counts once");
    }
}

#[tokio::test]
async fn deferred_and_refused_and_barred_items_go_where_they_belong() {
    for world in World::both().await {
        let (follow_up, item, leased) = one_leased(&world).await;
        let deferred = Event::Deferred { until: at(40), why: "421 try later".to_owned() };
        assert!(report(&world, &leased, &deferred, 11).await.is_some());
        let kept = world.store.outbox_item(&world.scope, item).await.unwrap();
        assert_eq!((kept.state, kept.next_attempt_at), (ItemState::Deferred, at(40)));
        assert_eq!(kept.last_why.as_deref(), Some("421 try later"));
        assert!(world.lease(39).await.is_none());
        let leased = world.lease(40).await.unwrap();
        assert_eq!(leased.item.attempts, 2);
        let never = |_: &_| SendAnswer::Never { reason: Reason::ApprovalVoid };
        let answer =
            world.store.commit_point(&world.scope, &leased, moment(41), never).await.unwrap();
        assert_eq!(answer, Commit::Never { reason: Reason::ApprovalVoid });
        let barred = Event::Barred { reason: Reason::ApprovalVoid };
        assert!(report(&world, &leased, &barred, 41).await.is_some());
        assert_eq!(state(&world, item).await, ItemState::Withdrawn);

        // The same step and revision may be queued anew, because nothing of it ever left.
        let (_, second) = world.queue(follow_up, 50).await;
        let leased = world.lease(50).await.unwrap();
        assert_eq!(leased.item.id, second);
        let refused = Event::Refused { ordinal: 0, why: "550 no".to_owned(), dead_address: None };
        assert!(report(&world, &leased, &refused, 51).await.is_some());
        assert_eq!(state(&world, second).await, ItemState::Failed);
        assert_eq!(world.store.outbox_of(&world.scope, follow_up).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn i2_a_step_is_queued_once() {
    for world in World::both().await {
        let (follow_up, item, leased) = one_leased(&world).await;
        let now = world.store.follow_up(&world.scope, follow_up).await.unwrap();
        // Deciding the same again is no second item.
        let draft = world.store.draft(&world.scope, leased.item.draft).await.unwrap();
        world.step(follow_up, &Event::Woke, 11, world.enqueued(&draft, item, 11)).await;
        assert_eq!(world.store.outbox_of(&world.scope, follow_up).await.unwrap().len(), 1);
        // Another item for the same step takes the place of one that had not left.
        let other = OutboxItemId::new(mint());
        world.step(follow_up, &Event::Woke, 12, world.enqueued(&draft, other, 12)).await;
        let items = world.store.outbox_of(&world.scope, follow_up).await.unwrap();
        assert_eq!(items.iter().map(|item| item.id).collect::<Vec<_>>(), vec![other]);
        assert_eq!(pass(&world, &leased, 12).await, Commit::Lost);
        assert_eq!(now.ordinal, items[0].ordinal);
    }
}

#[tokio::test]
async fn a_changed_draft_shows_at_the_last_look() {
    for world in World::both().await {
        let (_, _, leased) = one_leased(&world).await;
        let mut draft = world.store.draft(&world.scope, leased.item.draft).await.unwrap();
        draft.hash = rapport_core::follow_up::ContentHash([8; 32]);
        let mut door = world.store.door(&world.scope, moment(11), SCHEDULER).await.unwrap();
        door.save_draft(&draft).await.unwrap();
        door.commit().await.unwrap();
        let look = world.store.last_look(&world.scope, leased.item.id, moment(11)).await.unwrap();
        assert_ne!(look.item.approved, look.item.content, "I3");
        assert_eq!(look.mailbox_read_at, None, "no mailbox was ever read");
    }
}

#[tokio::test]
async fn a_restored_database_passes_nothing_whatever_the_caller_says() {
    for world in World::both().await {
        let (_, item, leased) = one_leased(&world).await;
        world.store.hold_epoch(&world.scope).await.unwrap();
        let look = world.store.last_look(&world.scope, item, moment(11)).await.unwrap();
        assert!(look.epoch_held);
        assert_eq!(pass(&world, &leased, 11).await, Commit::Lost);
        world.store.release_epoch(&world.scope).await.unwrap();
        assert_eq!(pass(&world, &leased, 11).await, Commit::Go);
    }
}

/// I5: a stop and the point of no return race; one of them is first, and the other sees it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i5_a_stop_that_races_the_point_of_no_return_is_before_it_or_after_it() {
    for world in World::both().await {
        let dana = world.dana().await;
        let mut stopped_first = 0;
        for round in 0..20_i64 {
            let minutes = round * 10;
            let follow_up = world.start(&dana).await;
            let (_, item) = world.queue(follow_up.id, minutes).await;
            let leased = world.lease(minutes).await.unwrap();
            let stop = async {
                world
                    .step(follow_up.id, &Event::Answered, minutes, |before| {
                        let held = Held { hold: Hold::Unclear, since: at(minutes), draft: None };
                        let next = FollowUp { state: State::Held(held), ..before };
                        (next, vec![Effect::Withdraw], Reason::NoNews)
                    })
                    .await
            };
            let passing = async {
                let look = |look: &rapport_store::outbox::LastLook| {
                    assert!(look.still_queued, "the last look sees no stop that is not there");
                    SendAnswer::Go
                };
                world
                    .store
                    .commit_point(&world.scope, &leased, moment(minutes), look)
                    .await
                    .unwrap()
            };
            // Both orders of being asked first.
            let commit = if round % 2 == 0 {
                tokio::join!(stop, passing).1
            } else {
                tokio::join!(passing, stop).0
            };
            let became = state(&world, item).await;
            match commit {
                Commit::Go => assert_eq!(became, ItemState::Committed),
                Commit::Lost => {
                    assert_eq!(became, ItemState::Withdrawn);
                    stopped_first += 1;
                }
                other => panic!("{other:?}"),
            }
            // Settle it, so that the next round has the outbox to itself.
            expire(&world, minutes + 6).await;
        }
        assert!((1..20).contains(&stopped_first), "both orders were seen: {stopped_first}");
    }
}

#[tokio::test]
async fn two_couriers_never_hold_one_item() {
    for world in World::both().await {
        let dana = world.dana().await;
        for _ in 0..6 {
            let follow_up = world.start(&dana).await;
            world.queue(follow_up.id, 10).await;
        }
        let take = async |owner: &str| {
            let mut taken = Vec::new();
            let lease = SignedDuration::from_mins(5);
            while let Some(leased) =
                world.store.lease_next(&world.scope, owner, at(10), lease).await.unwrap()
            {
                taken.push(leased.item.id);
            }
            taken
        };
        let (one, two) = tokio::join!(take("one"), take("two"));
        let mut all: Vec<OutboxItemId> = one.into_iter().chain(two).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 6, "each once");
    }
}
