//! Transitions through the one door: lock, load, facts, decide, compare, write, journal, commit.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rapport_core::contact::Contact;
use rapport_core::decide::{Event, decide};
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::{ContactId, FollowUpId};
use rapport_store::{Actor, Means, Moment, Outcome, Place, Scope, ScopeKind, Store, Worker};

use crate::Taken;
use crate::bare::{Bare, uuid_of};
use crate::decisions::World;

/// Transitions one by one, and in batches of a hundred.
const SINGLE: usize = 1_000;
/// Those before anything is counted: connections are opened and statements planned, as in a server that runs.
const WARM: usize = 100;
const BATCHED: usize = 5_000;
const BATCH: usize = 100;

/// A store with as many people as follow-ups that are due.
pub struct Desk {
    pub store: Store,
    pub scope: Scope,
    pub now: Timestamp,
}

impl Desk {
    pub async fn open(place: &Place) -> Self {
        let now: Timestamp = "2026-11-18T10:00:00Z".parse().unwrap();
        let clock = rapport_app::clock::Clock::virtual_at(now);
        let means =
            Means { mint: Arc::new(move || clock.mint()), address_hash: Arc::new(|_| [0; 32]) };
        let store = Store::open(place, means, now).await.unwrap();
        let scope = store.ensure_scope(ScopeKind::Practice, now).await.unwrap();
        Self { store, scope, now }
    }

    pub fn moment(&self) -> Moment {
        Moment { now: self.now, day_start: self.now - SignedDuration::from_hours(10) }
    }

    /// One real row, to be multiplied.
    pub async fn first(&self, world: &World) {
        let mut door = self.store.door(&self.scope, self.moment(), Actor::User).await.unwrap();
        let id = ContactId::new(uuid_of('C', 0));
        let contact = Contact {
            id,
            name: "Dana Whitfield".to_owned(),
            greeting: None,
            organisation: None,
            role: None,
            addresses: vec!["dana@acme.example".to_owned()],
            phones: Vec::new(),
            postal_address: None,
            language: None,
            country: None,
            subdivision: None,
            zone: None,
            basis: None,
            memo: None,
            parked: None,
        };
        door.save_contact(&contact).await.unwrap();
        let anchor = self.now - SignedDuration::from_hours(20);
        let follow_up = FollowUp {
            id: FollowUpId::new(uuid_of('F', 0)),
            contact: id,
            ..world.follow_up(anchor)
        };
        door.start(follow_up, |follow_up, _| {
            rapport_core::decide::begin(follow_up, &world.at(self.now))
        })
        .await
        .unwrap();
        door.commit().await.unwrap();
    }

    /// People and follow-ups like the first, so many of them with a timer at that instant.
    pub async fn multiply(&self, bare: &mut Bare, count: usize, wake: Timestamp, first: usize) {
        let numbers = bare.numbers(first, first + count - 1);
        let (contact, follow_up) = (bare.id('C', "i"), bare.id('F', "i"));
        bare.run(format!(
            "insert into contact (scope_id, id, name, name_folded, phones, parked) \
             select c.scope_id, {contact}, c.name || i, c.name_folded || i, '', 0 from contact c \
             cross join {numbers} where c.name = 'Dana Whitfield'"
        ))
        .await;
        bare.run(format!(
            "insert into contact_address (scope_id, address, contact_id, position) \
             select c.scope_id, 'dana' || i || '@acme.example', {contact}, 0 from contact c \
             cross join {numbers} where c.name = 'Dana Whitfield'"
        ))
        .await;
        let wake = wake.as_microsecond();
        bare.run(format!(
            "insert into follow_up (scope_id, id, contact_id, playbook, playbook_version, anchor_at, step, \
             ordinal, revision, state, wake_at, soft_bounces, belated, hurried, version) \
             select f.scope_id, {follow_up}, {contact}, f.playbook, f.playbook_version, f.anchor_at, \
             f.step, f.ordinal, f.revision, 'waiting', {wake}, 0, 0, 0, 1 from \
             (select * from follow_up order by id limit 1) f cross join {numbers}"
        ))
        .await;
    }
}

pub async fn measure(place: &Place) {
    let world = World::new();
    let desk = Desk::open(place).await;
    desk.first(&world).await;
    let mut bare = Bare::open(place).await;
    desk.multiply(&mut bare, WARM + SINGLE + BATCHED, desk.now, 1).await;
    bare.make_jobs(SINGLE * 3).await;
    for number in 1..=WARM {
        woken(&desk, &world, number).await;
        bare.claim_and_finish().await;
    }
    // Ours and the bare client's in turns, so that what else runs disturbs both alike.
    let (mut ours, mut theirs) = (0.0, 0.0);
    let mut busy = 0.0;
    let part = SINGLE / 10;
    for round in 0..10 {
        let taken = Taken::by(async {
            for number in WARM + 1 + round * part..=WARM + (round + 1) * part {
                woken(&desk, &world, number).await;
            }
        })
        .await;
        ours += taken.clock.as_secs_f64();
        busy += taken.processor;
        let taken = Taken::by(async {
            for _ in 0..part {
                bare.claim_and_finish().await;
            }
        })
        .await;
        theirs += taken.clock.as_secs_f64();
    }
    println!(
        "one by one: {:.0}/s, bare claim-and-finish {:.0}/s, ratio {:.2}   goal >= 0.60; {:.0} per processor second",
        SINGLE as f64 / ours,
        SINGLE as f64 / theirs,
        theirs / ours,
        SINGLE as f64 / busy.max(0.01)
    );
    let taken = Taken::by(async {
        for batch in 0..BATCHED / BATCH {
            let first = WARM + SINGLE + 1 + batch * BATCH;
            let events: Vec<_> = (first..first + BATCH)
                .map(|number| (FollowUpId::new(uuid_of('F', number)), Event::Woke))
                .collect();
            let outcomes = desk
                .store
                .transition_many(
                    &desk.scope,
                    &events,
                    desk.moment(),
                    Actor::Worker(Worker::Scheduler),
                    |follow_up, event, facts| decide(follow_up, event, &world.at(facts.moment.now)),
                )
                .await
                .unwrap();
            assert!(outcomes.iter().all(|(_, it)| matches!(it, Outcome::Decided(_))));
        }
    })
    .await;
    println!(
        "in batches of {BATCH}: {:.0}/s, {:.0} per processor second   goal >= 3,000/s on SQLite",
        taken.rate(BATCHED),
        taken.per_processor(BATCHED)
    );
}

/// One timer rings: one transaction.
async fn woken(desk: &Desk, world: &World, number: usize) {
    let outcome = desk
        .store
        .transition(
            &desk.scope,
            FollowUpId::new(uuid_of('F', number)),
            &Event::Woke,
            desk.moment(),
            Actor::Worker(Worker::Scheduler),
            |follow_up, facts| decide(follow_up, &Event::Woke, &world.at(facts.moment.now)),
        )
        .await
        .unwrap();
    assert!(
        matches!(outcome, Outcome::Decided(decision) if decision.next.state.word() == "drafting")
    );
}
