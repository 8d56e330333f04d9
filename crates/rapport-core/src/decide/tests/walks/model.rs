//! The model of a walk: what chance may choose, and the little world that answers.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::super::{Decision, Effect, Event, Refusal, begin, decide};
use crate::follow_up::{ContentHash, FollowUp, Hold, State, StopCause};
use crate::ids::{ContactId, DraftId, OutboxItemId};
use crate::opportunity::Stage;
use crate::outbox::ItemState;
use crate::pace::{Cap, PastNote};
use crate::plan::{self, Planned};
use crate::reason::Reason;
use crate::suppression::SuppressReason;
use crate::testing::{
    HASH, World, calendar, id, interview, long_game, phone_call, proposal, reference, withdrawal,
};

/// What a walk is made from.
#[derive(Clone, Debug)]
pub(super) struct Script {
    pub(super) playbook: usize,
    pub(super) place: usize,
    pub(super) anchor: i64,
    pub(super) keen: bool,
    pub(super) told_to_wait: bool,
    pub(super) is_main: bool,
    pub(super) promised_in: Option<i8>,
    pub(super) suppressed: Option<SuppressReason>,
    pub(super) acts: Vec<Act>,
}

/// One thing that happens: how long after the last one, and what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Act {
    jump: Jump,
    kind: u8,
    flag: bool,
    /// What ends a follow-up happens rarely, or every walk would be short.
    ends: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Jump {
    None,
    Minutes(u16),
    Hours(u16),
    ToTheTimer,
    PastTheTimer(u16),
}

const PLACES: [(&str, &str); 8] = [
    ("America/New_York", "US"),
    ("Europe/Berlin", "DE"),
    ("Asia/Tokyo", "JP"),
    ("Australia/Sydney", "AU"),
    ("America/Sao_Paulo", "BR"),
    ("Asia/Kolkata", "IN"),
    ("Asia/Dubai", "AE"),
    ("Pacific/Auckland", "NZ"),
];
const KINDS: u8 = 49;
/// The act that brings a follow-up on: written, approved, sent, answered for.
const ONWARD: u8 = KINDS;

fn act() -> impl Strategy<Value = Act> {
    let jump = prop_oneof![
        8 => Just(Jump::None),
        3 => (0_u16..240).prop_map(Jump::Minutes),
        2 => (1_u16..100).prop_map(Jump::Hours),
        2 => Just(Jump::ToTheTimer),
        1 => (0_u16..2000).prop_map(Jump::PastTheTimer),
    ];
    // The way to the outbox is long, so half of the acts go on along it.
    let kind = prop_oneof![1 => 0..KINDS, 1 => Just(ONWARD)];
    (jump, kind, any::<bool>(), prop::bool::weighted(0.1))
        .prop_map(|(jump, kind, flag, ends)| Act { jump, kind, flag, ends })
}

pub(super) fn script() -> impl Strategy<Value = Script> {
    let suppressed = prop_oneof![
        19 => Just(None),
        1 => prop::sample::select(SuppressReason::ALL.to_vec()).prop_map(Some),
    ];
    (
        (0_usize..6, 0..PLACES.len(), 1_767_225_600_i64..1_830_000_000),
        (any::<bool>(), prop::bool::weighted(0.2), prop::bool::weighted(0.8)),
        prop::option::weighted(0.3, 0_i8..60),
        suppressed,
        prop::collection::vec(act(), 1..80),
    )
        .prop_map(|(scene, (keen, told_to_wait, is_main), promised_in, suppressed, acts)| {
            Script {
                playbook: scene.0,
                place: scene.1,
                anchor: scene.2,
                keen,
                told_to_wait,
                is_main,
                promised_in,
                suppressed,
                acts,
            }
        })
}

/// An item of the outbox as the store would keep it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) item: OutboxItemId,
    pub(super) ordinal: u32,
    pub(super) revision: u32,
    pub(super) state: ItemState,
}

/// One transition and what was true at that moment.
#[derive(Debug)]
pub(super) struct Moment {
    pub(super) event: Event,
    pub(super) before: FollowUp,
    pub(super) now: Timestamp,
    pub(super) in_flight: bool,
    pub(super) result: Result<Decision, Refusal>,
    /// The window at that moment allows the instant of an `Enqueue`.
    pub(super) allowed: bool,
    /// A stop was kept and the user has not let it go on.
    pub(super) stopped: bool,
    /// The same question asked again gave the same answer.
    pub(super) same_again: bool,
}

pub(super) struct Walk {
    pub(super) world: World,
    pub(super) follow_up: FollowUp,
    pub(super) outbox: Vec<Entry>,
    minted: u128,
    stopped: bool,
    pub(super) trace: Vec<Moment>,
}

impl Walk {
    pub(super) fn run(script: &Script) -> Self {
        let playbook = match script.playbook {
            0 => interview(),
            1 => phone_call(),
            2 => reference(),
            3 => long_game(),
            4 => proposal(),
            _ => withdrawal(),
        };
        let mut world = World::new(playbook, "2026-01-01T00:00:00Z");
        let (zone, country) = PLACES[script.place];
        world.calendar = calendar(zone, country);
        world.now = Timestamp::from_second(script.anchor).unwrap();
        world.pursuit().keen = script.keen;
        world.pursuit().told_to_wait = script.told_to_wait;
        world.pursuit().is_main = script.is_main;
        world.standing.suppressed = script.suppressed;
        let mut follow_up = world.follow_up(world.now);
        follow_up.anchor.promised = script.promised_in.map(|days| {
            let today = world.calendar.local(world.now).date();
            today.saturating_add(jiff::Span::new().days(i32::from(days)))
        });
        let follow_up = begin(follow_up, &world.context()).next;
        let mut walk = Self {
            world,
            follow_up,
            outbox: Vec::new(),
            minted: 100,
            stopped: false,
            trace: Vec::new(),
        };
        for act in &script.acts {
            walk.jump(act.jump);
            walk.act(*act);
        }
        walk
    }

    /// Time passes; the scheduler rings a timer that went off on the way.
    pub(super) fn jump(&mut self, jump: Jump) {
        let timer = self.follow_up.wake_at.unwrap_or(self.world.now).max(self.world.now);
        let hours = |count: u16| SignedDuration::from_hours(i64::from(count));
        self.world.now = match jump {
            Jump::None => self.world.now,
            Jump::Minutes(count) => self.world.now + SignedDuration::from_mins(i64::from(count)),
            Jump::Hours(count) => self.world.now + hours(count),
            Jump::ToTheTimer => timer,
            Jump::PastTheTimer(count) => timer + hours(count),
        };
        if self.follow_up.is_live() && self.follow_up.wake_at.is_some_and(|at| at <= self.world.now)
        {
            self.meet(&Event::Woke);
        }
    }

    fn mint(&mut self) -> u128 {
        self.minted += 1;
        self.minted
    }

    pub(super) fn in_flight(&self) -> bool {
        self.outbox.iter().any(|entry| {
            entry.ordinal == self.follow_up.ordinal
                && matches!(entry.state, ItemState::Committed | ItemState::Uncertain)
        })
    }

    fn entry(&mut self, state: ItemState) -> Option<&mut Entry> {
        self.outbox.iter_mut().rev().find(|entry| entry.state == state)
    }

    /// The number of the act that is due next.
    fn onward(&mut self) -> u8 {
        let committed = self.entry(ItemState::Committed).is_some();
        match &self.follow_up.state {
            State::Waiting | State::Approved { .. } => {
                self.jump(Jump::ToTheTimer);
                0
            }
            State::Drafting => 1,
            State::InReview { .. } => 2,
            State::Queued { .. } if committed => 5,
            State::Queued { .. } => 4,
            State::Held(held) => match held.hold {
                Hold::TooLate => 21,
                Hold::Uncertain { .. } => 27,
                Hold::Stopped(StopCause::MeetingArranged) => 47,
                _ => 22,
            },
            State::Ended { .. } => 0,
        }
    }

    /// What the courier, the mailbox or the user does.
    fn act(&mut self, mut act: Act) {
        if act.kind == ONWARD {
            act.kind = self.onward();
        }
        let now = self.world.now;
        let flag = act.flag;
        let why = "the line broke".to_owned();
        let days = |count: i64| SignedDuration::from_hours(count * 24);
        let event = match act.kind {
            0 => Event::Woke,
            1 => Event::DraftWritten { draft: DraftId::new(id(self.mint())) },
            2 | 3 => Event::Approved {
                seen: if flag || act.kind == 2 { HASH } else { ContentHash([9; 32]) },
                stored: HASH,
                blocked: None,
                item: OutboxItemId::new(id(self.mint())),
                hurried: flag,
            },
            4 => {
                if let Some(entry) = self.entry(ItemState::Queued) {
                    entry.state = ItemState::Committed;
                }
                return;
            }
            5 => {
                let Some(entry) = self.entry(ItemState::Committed) else {
                    return;
                };
                entry.state = ItemState::Sent;
                Event::Sent { ordinal: entry.ordinal, at: now, found: false }
            }
            6 => {
                let Some(entry) = self.entry(ItemState::Committed) else {
                    return;
                };
                entry.state = ItemState::Uncertain;
                Event::Uncertain { item: entry.item, ordinal: entry.ordinal, why }
            }
            7 => {
                let Some(entry) = self.entry(ItemState::Committed) else {
                    return;
                };
                entry.state = ItemState::Failed;
                let dead_address = flag.then(|| "dana@harlow.example".to_owned());
                Event::Refused { ordinal: entry.ordinal, why, dead_address }
            }
            8 => {
                let Some(entry) = self.entry(ItemState::Uncertain) else {
                    return;
                };
                entry.state = ItemState::Sent;
                Event::Sent { ordinal: entry.ordinal, at: now, found: true }
            }
            9 if self.entry(ItemState::Queued).is_some() => {
                Event::Deferred { until: now + days(1), why }
            }
            10..=15 if self.entry(ItemState::Queued).is_some() => Event::Barred {
                reason: match act.kind {
                    10 => Reason::ApprovalVoid,
                    11 => Reason::WindowClosed { closes: now },
                    12 => Reason::NoBasis { why },
                    13 => Reason::Suppressed { reason: SuppressReason::Unreachable },
                    14 => Reason::Pace { cap: Cap::Thread, until: None },
                    _ => Reason::RuledOut,
                },
            },
            9..=15 => return,
            16 => Event::Edited { draft: DraftId::new(id(self.mint())) },
            17 => Event::TakenBack,
            18 => Event::Snoozed { until: now + days(if flag { 1 } else { 9 }) },
            19 => Event::Skipped,
            20 => Event::Ticked { at: now },
            21 => Event::SendBelated,
            22..=25 => Event::Resumed,
            26 if act.ends => Event::StopConfirmed,
            27 | 28 => Event::ArrivalKnown { arrived: flag },
            29 if act.ends => Event::EndedByUser,
            30 if act.ends => Event::Parked,
            31 => Event::StopAll,
            32 if act.ends => Event::RuledOut,
            33 => Event::Replanned {
                what: "a new date".to_owned(),
                promised: flag.then(|| self.world.calendar.local(now + days(12)).date()),
            },
            34 => Event::Answered,
            35 => Event::Declined,
            36 => Event::ColleagueAnswered {
                contact: ContactId::new(id(30)),
                name: "Theo Brandt".to_owned(),
            },
            37 => {
                Event::Away { until: flag.then(|| self.world.calendar.local(now + days(8)).date()) }
            }
            38 => Event::Unreachable { address: "dana@harlow.example".to_owned() },
            39 => Event::SoftBounce,
            40 if act.ends => Event::OptedOut,
            41 if act.ends => Event::Complained,
            42 => Event::Unclear,
            43 => Event::WroteByHand,
            44 => Event::MeetingArranged,
            45 if act.ends => Event::OpportunityClosed {
                stage: if now.as_second() % 2 == 0 { Stage::Rejected } else { Stage::Won },
            },
            46 => Event::MeetingPlanned {
                name: "Dana Whitfield".to_owned(),
                starts: now + days(if flag { 6 } else { 90 }),
            },
            47 => Event::MeetingCalledOff { name: "Dana Whitfield".to_owned() },
            _ => Event::AppointmentCancelled,
        };
        self.meet(&event);
    }

    /// One transition: the world learns of it, the follow-up decides, the outbox obeys.
    pub(super) fn meet(&mut self, event: &Event) {
        self.learn(event);
        self.world.in_flight = self.in_flight();
        let before = self.follow_up.clone();
        let context = self.world.context();
        let result = decide(&before, event, &context);
        let same_again = result == decide(&before, event, &context);
        let allowed = result.as_ref().is_ok_and(|decision| self.allows(&before, decision));
        // Once the world answers for itself (a report to references), a stop is over.
        let resumes = matches!(event, Event::Resumed | Event::OpportunityClosed { .. });
        if result.is_ok() && resumes {
            self.stopped = false;
        }
        let moment = Moment {
            event: event.clone(),
            before,
            now: self.world.now,
            in_flight: self.world.in_flight,
            allowed,
            stopped: self.stopped,
            same_again,
            result: result.clone(),
        };
        self.trace.push(moment);
        let Ok(decision) = result else { return };
        for effect in &decision.effects {
            self.obey(effect, &decision.next);
        }
        if let State::Held(held) = &decision.next.state
            && matches!(held.hold, Hold::Stopped(_))
        {
            self.stopped = true;
        }
        // Asked instead of stopped: what the user leaves unanswered goes on behind its window.
        if let State::Held(held) = &decision.next.state
            && held.hold == Hold::MeetingOff
        {
            self.stopped = false;
        }
        self.follow_up = decision.next;
    }

    fn learn(&mut self, event: &Event) {
        match event {
            Event::Sent { at, .. } | Event::Ticked { at } => {
                if let Some(step) = self.world.playbook.step(self.follow_up.step) {
                    self.world.history.notes.push(PastNote {
                        at: *at,
                        contact: self.follow_up.contact,
                        organisation: self.follow_up.organisation,
                        channel: step.channel,
                        purpose: step.purpose,
                        follow_up: Some(self.follow_up.id),
                        touchpoint: self.follow_up.anchor.touchpoint,
                    });
                }
            }
            Event::Answered | Event::Declined => {
                self.world.history.last_heard = Some(self.world.now)
            }
            Event::MeetingPlanned { starts, .. } => {
                self.world.standing.next_meeting = Some(*starts);
            }
            Event::MeetingCalledOff { .. } => self.world.standing.next_meeting = None,
            Event::OptedOut => self.world.standing.suppressed = Some(SuppressReason::OptOut),
            Event::Complained => self.world.standing.suppressed = Some(SuppressReason::Complaint),
            Event::RuledOut => self.world.pursuit().ruled_out = true,
            Event::OpportunityClosed { stage } => self.world.pursuit().stage = *stage,
            _ => {}
        }
    }

    fn allows(&self, before: &FollowUp, decision: &Decision) -> bool {
        decision.effects.iter().all(|effect| {
            let Effect::Enqueue { not_before, closes, same_day_until, .. } = effect else {
                return true;
            };
            let step = self.world.playbook.step(before.step).unwrap();
            let Planned::At(window) = plan::plan_step(before, step, &self.world.context()) else {
                return false;
            };
            let end = if before.belated { window.expires } else { window.closes };
            *closes == end
                && *same_day_until == window.same_day_until
                && step.same_day == same_day_until.is_some()
                && window.allows(*not_before, before.belated, &self.world.calendar)
        })
    }

    fn obey(&mut self, effect: &Effect, next: &FollowUp) {
        match effect {
            Effect::Enqueue { item, .. } => self.outbox.push(Entry {
                item: *item,
                ordinal: next.ordinal,
                revision: next.revision,
                state: ItemState::Queued,
            }),
            Effect::Withdraw => {
                for entry in &mut self.outbox {
                    if entry.state.can_be_withdrawn() {
                        entry.state = ItemState::Withdrawn;
                    }
                }
            }
            Effect::Settle { item, arrived } => {
                for entry in self.outbox.iter_mut().filter(|entry| entry.item == *item) {
                    entry.state = if *arrived { ItemState::Sent } else { ItemState::Failed };
                }
            }
            Effect::Suppress { address: Some(_), reason } => {
                self.world.standing.suppressed.get_or_insert(*reason);
            }
            Effect::Suppress { address: None, .. } | Effect::Propose { .. } => {}
        }
    }
}
