//! A database to live in, a few people, and decisions made by hand.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use rapport_core::contact::Contact;
use rapport_core::decide::{Decision, Effect, Event, Refusal};
use rapport_core::follow_up::{Anchor, ContentHash, FollowUp, State};
use rapport_core::ids::{
    ContactId, DraftId, FollowUpId, OpportunityId, OrganisationId, OutboxItemId, TouchpointId,
};
use rapport_core::opportunity::{Fit, Opportunity, OpportunityKind, Stage};
use rapport_core::organisation::Organisation;
use rapport_core::place::Country;
use rapport_core::playbook::{PlaybookKey, Purpose};
use rapport_core::reason::Reason;
use rapport_core::touchpoint::{Channel, Direction, Touchpoint, TouchpointKind};
use rapport_sandbox::Postgres;
use rapport_store::draft::Draft;
use rapport_store::outbox::LeasedItem;
use rapport_store::{Actor, Facts, Means, Moment, Outcome, Place, Scope, ScopeKind, Store, Worker};
use uuid::Uuid;

/// The scheduler, for events of time.
pub const SCHEDULER: Actor = Actor::Worker(Worker::Scheduler);

/// An open database with a practice scope.
pub struct World {
    pub store: Store,
    pub scope: Scope,
    pub place: Place,
    pub folder: tempfile::TempDir,
}

/// Identifiers that grow, as those of version 7 do, without clock or chance.
pub fn mint() -> Uuid {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(u128::from(COUNT.fetch_add(1, Ordering::Relaxed)))
}

pub fn means() -> Means {
    Means {
        mint: Arc::new(mint),
        address_hash: Arc::new(|address| {
            let mut hash = [0_u8; 32];
            for (index, byte) in address.bytes().enumerate() {
                hash[index % 32] = hash[index % 32].wrapping_mul(31) ^ byte;
            }
            hash
        }),
    }
}

/// So many minutes after a Monday morning.
pub fn at(minutes: i64) -> Timestamp {
    "2026-03-02T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
}

pub fn moment(minutes: i64) -> Moment {
    Moment { now: at(minutes), day_start: at(-9 * 60) }
}

impl World {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("rapport.db"));
        Self::open(place, folder).await
    }

    pub async fn postgres() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::open(Place::Postgres(Postgres::shared().database()), folder).await
    }

    /// One world on each database.
    pub async fn both() -> [Self; 2] {
        [Self::sqlite().await, Self::postgres().await]
    }

    async fn open(place: Place, folder: tempfile::TempDir) -> Self {
        let store = Store::open(&place, means(), at(0)).await.unwrap();
        let scope = store.ensure_scope(ScopeKind::Practice, at(0)).await.unwrap();
        Self { store, scope, place, folder }
    }

    pub fn file(&self) -> PathBuf {
        self.store.file().unwrap().to_owned()
    }

    /// Dana Whitfield of Acme Robotics, met in an interview for a post.
    pub async fn dana(&self) -> Dana {
        let dana = Dana::new();
        let mut door = self.store.door(&self.scope, moment(0), Actor::User).await.unwrap();
        door.save_organisation(&dana.organisation).await.unwrap();
        door.save_contact(&dana.contact).await.unwrap();
        door.save_opportunity(&dana.opportunity).await.unwrap();
        door.save_touchpoint(&dana.touchpoint).await.unwrap();
        door.commit().await.unwrap();
        dana
    }

    pub async fn start(&self, dana: &Dana) -> FollowUp {
        let begin = |follow_up: FollowUp, _: &Facts| {
            decided(
                FollowUp { wake_at: Some(at(60)), ..follow_up },
                Vec::new(),
                Reason::Started { playbook: "Interview".to_owned() },
            )
        };
        let decision = self
            .store
            .start(&self.scope, dana.follow_up(), moment(1), Actor::User, begin)
            .await
            .unwrap();
        decision.next
    }

    /// One event whose outcome is given.
    pub async fn step(
        &self,
        id: FollowUpId,
        event: &Event,
        minutes: i64,
        change: impl FnOnce(FollowUp) -> (FollowUp, Vec<Effect>, Reason),
    ) -> FollowUp {
        let decide = |before: &FollowUp, _: &Facts| {
            let (next, effects, reason) = change(before.clone());
            Ok(decided(next, effects, reason))
        };
        let outcome = self
            .store
            .transition(&self.scope, id, event, moment(minutes), SCHEDULER, decide)
            .await
            .unwrap();
        decision(outcome).next
    }

    /// Drafts, reviews, approves and queues the current step, due at `minutes`.
    pub async fn queue(&self, follow_up: FollowUpId, minutes: i64) -> (Draft, OutboxItemId) {
        let now = self.store.follow_up(&self.scope, follow_up).await.unwrap();
        let draft = draft(&now);
        let mut door = self.store.door(&self.scope, moment(minutes), SCHEDULER).await.unwrap();
        door.save_draft(&draft).await.unwrap();
        door.commit().await.unwrap();
        let item = OutboxItemId::new(mint());
        let queued = self.enqueued(&draft, item, minutes);
        self.step(follow_up, &Event::Woke, minutes, queued).await;
        (draft, item)
    }

    /// The change that puts a draft into the outbox.
    pub fn enqueued(
        &self,
        draft: &Draft,
        item: OutboxItemId,
        minutes: i64,
    ) -> impl FnOnce(FollowUp) -> (FollowUp, Vec<Effect>, Reason) + use<> {
        let (draft, hash) = (draft.id, draft.hash);
        move |before| {
            let enqueue = Effect::Enqueue {
                item,
                draft,
                hash,
                not_before: at(minutes),
                closes: at(minutes + 600),
                same_day_until: None,
            };
            let state = State::Queued { draft, item };
            (
                FollowUp { state, ..before },
                vec![enqueue],
                Reason::Queued { not_before: at(minutes) },
            )
        }
    }

    pub async fn lease(&self, minutes: i64) -> Option<LeasedItem> {
        let lease = SignedDuration::from_mins(5);
        self.store.lease_next(&self.scope, "courier", at(minutes), lease).await.unwrap()
    }
}

/// What a test made of an event.
pub fn decided(next: FollowUp, effects: Vec<Effect>, reason: Reason) -> Decision {
    Decision { next, effects, reason }
}

pub fn decision(outcome: Outcome) -> Decision {
    match outcome {
        Outcome::Decided(decision) => *decision,
        Outcome::Refused(refusal) => panic!("refused: {refusal}"),
    }
}

/// It stays as it was; the reason is kept.
pub fn as_it_was(reason: Reason) -> impl FnOnce(&FollowUp, &Facts) -> Result<Decision, Refusal> {
    move |before, _| Ok(decided(before.clone(), Vec::new(), reason))
}

pub struct Dana {
    pub contact: Contact,
    pub organisation: Organisation,
    pub opportunity: Opportunity,
    pub touchpoint: Touchpoint,
}

impl Dana {
    fn new() -> Self {
        let organisation = Organisation {
            id: OrganisationId::new(mint()),
            name: "Acme Robotics".to_owned(),
            domains: vec!["acme.example".to_owned()],
            country: Country::parse("GB"),
        };
        let contact = contact("Dana Whitfield", &["dana@acme.example", "dana.w@home.example"]);
        let contact = Contact { organisation: Some(organisation.id), ..contact };
        let opportunity = Opportunity {
            id: OpportunityId::new(mint()),
            kind: OpportunityKind::Job,
            title: "Staff engineer".to_owned(),
            organisation: Some(organisation.id),
            stage: Stage::Open,
            fit: Fit::new(4),
            decides: Some("2026-03-06".parse().unwrap()),
            told_to_wait: false,
            contacts: vec![contact.id],
        };
        let touchpoint = Touchpoint {
            id: TouchpointId::new(mint()),
            contact: contact.id,
            opportunity: Some(opportunity.id),
            kind: TouchpointKind::Interview,
            channel: Channel::InPerson,
            direction: Direction::Both,
            at: at(-30),
            facts: vec![
                "her sailing trip to Orkney".to_owned(),
                "the test rig needs a new scheduler".to_owned(),
            ],
            memo: None,
        };
        Self { contact, organisation, opportunity, touchpoint }
    }

    pub fn follow_up(&self) -> FollowUp {
        FollowUp {
            id: FollowUpId::new(mint()),
            contact: self.contact.id,
            organisation: Some(self.organisation.id),
            opportunity: Some(self.opportunity.id),
            playbook: PlaybookKey::parse("PB01").unwrap(),
            playbook_version: 1,
            anchor: Anchor {
                at: self.touchpoint.at,
                touchpoint: Some(self.touchpoint.id),
                appointment: None,
                promised: self.opportunity.decides,
            },
            step: 0,
            ordinal: 0,
            revision: 0,
            state: State::Waiting,
            wake_at: None,
            last_sent: None,
            soft_bounces: 0,
            chase_held: None,
            belated: false,
            hurried: false,
            not_before: None,
            version: 1,
        }
    }
}

pub fn contact(name: &str, addresses: &[&str]) -> Contact {
    Contact {
        id: ContactId::new(mint()),
        name: name.to_owned(),
        greeting: None,
        organisation: None,
        role: None,
        addresses: addresses.iter().map(|address| (*address).to_owned()).collect(),
        phones: Vec::new(),
        postal_address: None,
        language: None,
        country: None,
        subdivision: None,
        zone: None,
        basis: None,
        memo: None,
        parked: None,
    }
}

pub fn draft(follow_up: &FollowUp) -> Draft {
    Draft {
        id: DraftId::new(mint()),
        follow_up: follow_up.id,
        ordinal: follow_up.ordinal,
        step: "thanks".to_owned(),
        channel: Channel::Mail,
        purpose: Purpose::Thanks,
        recipient: "dana@acme.example".to_owned(),
        subject: "Thank you".to_owned(),
        body: "Dear Dana, Orkney sounds fine.".to_owned(),
        sender: "Robin Example".to_owned(),
        language: "en".to_owned(),
        in_reply_to: None,
        findings: "[]".to_owned(),
        template: "pb01/thanks".to_owned(),
        hash: ContentHash([7; 32]),
        version: 1,
        written_at: at(60),
    }
}
