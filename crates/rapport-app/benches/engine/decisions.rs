//! Decisions alone: the life of a follow-up of PB01 from its first plan to its end, on one core.

use std::hint::black_box;
use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_app::playbook_file::built_in_playbook;
use rapport_core::calendar::{Hours, WorkCalendar};
use rapport_core::decide::{Context, Event, Pursuit, Standing, begin, decide};
use rapport_core::follow_up::{Anchor, ContentHash, FollowUp, State};
use rapport_core::ids::{ContactId, DraftId, FollowUpId, OutboxItemId};
use rapport_core::opportunity::Stage;
use rapport_core::pace::{PaceHistory, PastNote};
use rapport_core::place::Country;
use rapport_core::playbook::Playbook;
use rapport_core::policy::Policy;
use rapport_core::touchpoint::Channel;
use uuid::Uuid;

const LIVES: usize = 100_000;

/// What a context borrows from.
pub struct World {
    calendar: WorkCalendar,
    playbook: Playbook,
    policy: Policy,
    history: PaceHistory,
    standing: Standing,
}

impl World {
    /// An open pursuit in London, its main contact, nothing sent so far.
    pub fn new() -> Self {
        Self {
            calendar: WorkCalendar {
                zone: TimeZone::get("Europe/London").unwrap(),
                country: Country::parse("GB").unwrap(),
                subdivision: None,
                hours: Hours::DEFAULT,
                assumed: false,
            },
            playbook: built_in_playbook("PB01").unwrap().clone(),
            policy: Policy::DEFAULT,
            history: PaceHistory::default(),
            standing: Standing {
                name: "Dana Whitfield".to_owned(),
                has_mail: true,
                has_postal_address: false,
                has_phone: true,
                postal_days: 0,
                suppressed: None,
                consent_missing: None,
                pursuit: Some(Pursuit {
                    stage: Stage::Open,
                    ruled_out: false,
                    keen: false,
                    told_to_wait: false,
                    is_main: true,
                    main_name: "Dana Whitfield".to_owned(),
                }),
                appointment_start: None,
                next_meeting: None,
                grade: None,
            },
        }
    }

    pub fn at(&self, now: Timestamp) -> Context<'_> {
        self.after(now, &self.history)
    }

    /// The same with notes that were sent before.
    fn after<'a>(&'a self, now: Timestamp, history: &'a PaceHistory) -> Context<'a> {
        Context {
            now,
            calendar: &self.calendar,
            playbook: &self.playbook,
            policy: &self.policy,
            history,
            standing: &self.standing,
            absences: &[],
            in_flight: false,
        }
    }

    /// A follow-up anchored at an instant, before its first plan.
    pub fn follow_up(&self, at: Timestamp) -> FollowUp {
        FollowUp {
            id: FollowUpId::new(Uuid::from_u128(1)),
            contact: ContactId::new(Uuid::from_u128(2)),
            organisation: None,
            opportunity: None,
            playbook: self.playbook.key.clone(),
            playbook_version: self.playbook.version,
            anchor: Anchor { at, touchpoint: None, appointment: None, promised: None },
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
            version: 0,
        }
    }
}

/// One decision of a life: the follow-up before it, what happened, when, and what was sent until then.
type Moment = (FollowUp, Event, Timestamp, PaceHistory);

pub fn measure() {
    let world = World::new();
    let anchor: Timestamp = "2026-11-17T14:00:00Z".parse().unwrap();
    // The states and events of one life, found once; then each is decided again and again.
    let mut life: Vec<Moment> = Vec::new();
    let mut history = PaceHistory::default();
    let mut follow_up = begin(world.follow_up(anchor), &world.at(anchor)).next;
    let hash = ContentHash([7; 32]);
    let draft = DraftId::new(Uuid::from_u128(5));
    let item = OutboxItemId::new(Uuid::from_u128(6));
    for _ in 0..2 {
        let ordinal = follow_up.ordinal;
        let events = [
            Event::Woke,
            Event::DraftWritten { draft },
            Event::Approved { seen: hash, stored: hash, blocked: None, item, hurried: false },
            Event::Woke,
            Event::Sent { ordinal, at: anchor, found: false },
        ];
        for mut event in events {
            let now = follow_up.wake_at.filter(|_| matches!(event, Event::Woke));
            let now = now.unwrap_or_else(|| life.last().map_or(anchor, |(_, _, at, _)| *at));
            if let Event::Sent { at, .. } = &mut event {
                *at = now;
                history.notes.push(PastNote {
                    at: now,
                    contact: follow_up.contact,
                    organisation: None,
                    channel: Channel::Mail,
                    purpose: world.playbook.step(follow_up.step).unwrap().purpose,
                    follow_up: Some(follow_up.id),
                    touchpoint: None,
                });
            }
            let next = decide(&follow_up, &event, &world.after(now, &history)).unwrap().next;
            life.push((follow_up, event, now, history.clone()));
            follow_up = next;
        }
    }
    let now = life.last().unwrap().2;
    life.push((follow_up, Event::Answered, now, history));
    let decided = |(follow_up, event, now, history): &Moment| {
        let context = world.after(*now, history);
        black_box(decide(black_box(follow_up), black_box(event), &context)).unwrap();
    };
    let start = Instant::now();
    for _ in 0..LIVES {
        life.iter().for_each(decided);
    }
    let decisions = LIVES * life.len();
    println!(
        "decisions over the life of a follow-up: {:.0} a second on one core   goal >= 1,000,000",
        decisions as f64 / start.elapsed().as_secs_f64()
    );
    for moment in &life {
        let start = Instant::now();
        for _ in 0..LIVES {
            decided(moment);
        }
        let nanoseconds = start.elapsed().as_nanos() / LIVES as u128;
        let (follow_up, event, ..) = moment;
        println!("    {:<10} {:<14} {nanoseconds:>6} ns", follow_up.state.word(), event.word());
    }
}
