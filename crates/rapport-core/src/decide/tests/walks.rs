//! Properties over random walks: chance picks the playbook, the place, the hours and what happens.
//!
//! The walk keeps a small model of the outbox beside the follow-up, because "never twice" is a
//! promise about both. Each property reads the same trace; its name carries the invariant.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::{Decision, Effect, Event, Refusal, begin, decide};
use crate::follow_up::{ContentHash, FollowUp, Hold, State};
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
struct Script {
    playbook: usize,
    place: usize,
    anchor: i64,
    keen: bool,
    told_to_wait: bool,
    is_main: bool,
    promised_in: Option<i8>,
    suppressed: Option<SuppressReason>,
    acts: Vec<Act>,
}

/// One thing that happens: how long after the last one, and what.
#[derive(Clone, Copy, Debug)]
struct Act {
    jump: Jump,
    kind: u8,
    flag: bool,
    /// What ends a follow-up happens rarely, or every walk would be short.
    ends: bool,
}

#[derive(Clone, Copy, Debug)]
enum Jump {
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
const KINDS: u8 = 46;
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
    (jump, kind, any::<bool>(), prop::bool::weighted(0.1)).prop_map(|(jump, kind, flag, ends)| {
        Act {
            jump,
            kind,
            flag,
            ends,
        }
    })
}

fn script() -> impl Strategy<Value = Script> {
    let suppressed = prop_oneof![
        19 => Just(None),
        1 => prop::sample::select(SuppressReason::ALL.to_vec()).prop_map(Some),
    ];
    (
        (
            0_usize..6,
            0..PLACES.len(),
            1_767_225_600_i64..1_830_000_000,
        ),
        (
            any::<bool>(),
            prop::bool::weighted(0.2),
            prop::bool::weighted(0.8),
        ),
        prop::option::weighted(0.3, 0_i8..60),
        suppressed,
        prop::collection::vec(act(), 1..80),
    )
        .prop_map(
            |(scene, (keen, told_to_wait, is_main), promised_in, suppressed, acts)| Script {
                playbook: scene.0,
                place: scene.1,
                anchor: scene.2,
                keen,
                told_to_wait,
                is_main,
                promised_in,
                suppressed,
                acts,
            },
        )
}

/// An item of the outbox as the store would keep it.
#[derive(Clone, Debug)]
struct Entry {
    item: OutboxItemId,
    ordinal: u32,
    revision: u32,
    state: ItemState,
}

/// One transition and what was true at that moment.
#[derive(Debug)]
struct Moment {
    event: Event,
    before: FollowUp,
    now: Timestamp,
    in_flight: bool,
    result: Result<Decision, Refusal>,
    /// The window at that moment allows the instant of an `Enqueue`.
    allowed: bool,
    /// A stop was kept and the user has not let it go on.
    stopped: bool,
    /// The same question asked again gave the same answer.
    same_again: bool,
}

struct Walk {
    world: World,
    follow_up: FollowUp,
    outbox: Vec<Entry>,
    minted: u128,
    stopped: bool,
    trace: Vec<Moment>,
}

impl Walk {
    fn run(script: &Script) -> Self {
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
    fn jump(&mut self, jump: Jump) {
        let timer = self
            .follow_up
            .wake_at
            .unwrap_or(self.world.now)
            .max(self.world.now);
        let hours = |count: u16| SignedDuration::from_hours(i64::from(count));
        self.world.now = match jump {
            Jump::None => self.world.now,
            Jump::Minutes(count) => self.world.now + SignedDuration::from_mins(i64::from(count)),
            Jump::Hours(count) => self.world.now + hours(count),
            Jump::ToTheTimer => timer,
            Jump::PastTheTimer(count) => timer + hours(count),
        };
        if self.follow_up.is_live()
            && self
                .follow_up
                .wake_at
                .is_some_and(|at| at <= self.world.now)
        {
            self.meet(&Event::Woke);
        }
    }

    fn mint(&mut self) -> u128 {
        self.minted += 1;
        self.minted
    }

    fn in_flight(&self) -> bool {
        self.outbox.iter().any(|entry| {
            entry.ordinal == self.follow_up.ordinal
                && matches!(entry.state, ItemState::Committed | ItemState::Uncertain)
        })
    }

    fn entry(&mut self, state: ItemState) -> Option<&mut Entry> {
        self.outbox
            .iter_mut()
            .rev()
            .find(|entry| entry.state == state)
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
            1 => Event::DraftWritten {
                draft: DraftId::new(id(self.mint())),
            },
            2 | 3 => Event::Approved {
                seen: if flag || act.kind == 2 {
                    HASH
                } else {
                    ContentHash([9; 32])
                },
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
                Event::Sent {
                    ordinal: entry.ordinal,
                    at: now,
                    found: false,
                }
            }
            6 => {
                let Some(entry) = self.entry(ItemState::Committed) else {
                    return;
                };
                entry.state = ItemState::Uncertain;
                Event::Uncertain {
                    item: entry.item,
                    ordinal: entry.ordinal,
                    why,
                }
            }
            7 => {
                let Some(entry) = self.entry(ItemState::Committed) else {
                    return;
                };
                entry.state = ItemState::Failed;
                let dead_address = flag.then(|| "dana@harlow.example".to_owned());
                Event::Refused {
                    ordinal: entry.ordinal,
                    why,
                    dead_address,
                }
            }
            8 => {
                let Some(entry) = self.entry(ItemState::Uncertain) else {
                    return;
                };
                entry.state = ItemState::Sent;
                Event::Sent {
                    ordinal: entry.ordinal,
                    at: now,
                    found: true,
                }
            }
            9 if self.entry(ItemState::Queued).is_some() => Event::Deferred {
                until: now + days(1),
                why,
            },
            10..=15 if self.entry(ItemState::Queued).is_some() => Event::Barred {
                reason: match act.kind {
                    10 => Reason::ApprovalVoid,
                    11 => Reason::WindowClosed { closes: now },
                    12 => Reason::NoBasis { why },
                    13 => Reason::Suppressed {
                        reason: SuppressReason::Unreachable,
                    },
                    14 => Reason::Pace {
                        cap: Cap::Thread,
                        until: None,
                    },
                    _ => Reason::RuledOut,
                },
            },
            9..=15 => return,
            16 => Event::Edited {
                draft: DraftId::new(id(self.mint())),
            },
            17 => Event::TakenBack,
            18 => Event::Snoozed {
                until: now + days(if flag { 1 } else { 9 }),
            },
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
            37 => Event::Away {
                until: flag.then(|| self.world.calendar.local(now + days(8)).date()),
            },
            38 => Event::Unreachable {
                address: "dana@harlow.example".to_owned(),
            },
            39 => Event::SoftBounce,
            40 if act.ends => Event::OptedOut,
            41 if act.ends => Event::Complained,
            42 => Event::Unclear,
            43 => Event::WroteByHand,
            44 => Event::MeetingArranged,
            45 if act.ends => Event::OpportunityClosed {
                stage: if now.as_second() % 2 == 0 {
                    Stage::Rejected
                } else {
                    Stage::Won
                },
            },
            _ => Event::AppointmentCancelled,
        };
        self.meet(&event);
    }

    /// One transition: the world learns of it, the follow-up decides, the outbox obeys.
    fn meet(&mut self, event: &Event) {
        self.learn(event);
        self.world.in_flight = self.in_flight();
        let before = self.follow_up.clone();
        let context = self.world.context();
        let result = decide(&before, event, &context);
        let same_again = result == decide(&before, event, &context);
        let allowed = result
            .as_ref()
            .is_ok_and(|decision| self.allows(&before, decision));
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
            Event::OptedOut => self.world.standing.suppressed = Some(SuppressReason::OptOut),
            Event::Complained => self.world.standing.suppressed = Some(SuppressReason::Complaint),
            Event::RuledOut => self.world.pursuit().ruled_out = true,
            Event::OpportunityClosed { stage } => self.world.pursuit().stage = *stage,
            _ => {}
        }
    }

    fn allows(&self, before: &FollowUp, decision: &Decision) -> bool {
        decision.effects.iter().all(|effect| {
            let Effect::Enqueue {
                not_before,
                closes,
                same_day_until,
                ..
            } = effect
            else {
                return true;
            };
            let step = self.world.playbook.step(before.step).unwrap();
            let Planned::At(window) = plan::plan_step(before, step, &self.world.context()) else {
                return false;
            };
            let end = if before.belated {
                window.expires
            } else {
                window.closes
            };
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
                    entry.state = if *arrived {
                        ItemState::Sent
                    } else {
                        ItemState::Failed
                    };
                }
            }
            Effect::Suppress {
                address: Some(_),
                reason,
            } => {
                self.world.standing.suppressed.get_or_insert(*reason);
            }
            Effect::Suppress { address: None, .. } | Effect::Propose { .. } => {}
        }
    }
}

fn enqueued(moment: &Moment) -> impl Iterator<Item = (&OutboxItemId, &ContentHash)> {
    let effects = moment
        .result
        .as_ref()
        .map(|decision| decision.effects.as_slice());
    effects
        .unwrap_or_default()
        .iter()
        .filter_map(|effect| match effect {
            Effect::Enqueue { item, hash, .. } => Some((item, hash)),
            Effect::Withdraw
            | Effect::Settle { .. }
            | Effect::Suppress { .. }
            | Effect::Propose { .. } => None,
        })
}

fn decisions(walk: &Walk) -> impl Iterator<Item = (&Moment, &Decision)> {
    walk.trace
        .iter()
        .filter_map(|moment| Some((moment, moment.result.as_ref().ok()?)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn i1_every_live_follow_up_is_attended(script in script()) {
        let walk = Walk::run(&script);
        for (moment, decision) in decisions(&walk) {
            let next = &decision.next;
            prop_assert!(next.is_attended(), "{:?} left {next:?}", moment.event);
            if let State::Queued { item, .. } = &next.state {
                prop_assert!(walk.outbox.iter().any(|entry| entry.item == *item));
            }
            if next.wake_at != moment.before.wake_at
                && let Some(wake_at) = next.wake_at
            {
                prop_assert!(wake_at >= moment.now, "{:?} set a timer in the past", moment.event);
            }
        }
    }

    #[test]
    fn i2_one_step_is_never_enqueued_twice_under_one_number(script in script()) {
        let walk = Walk::run(&script);
        let numbers: Vec<(u32, u32)> =
            walk.outbox.iter().map(|entry| (entry.ordinal, entry.revision)).collect();
        prop_assert!(numbers.is_sorted_by(|left, right| left < right), "{numbers:?}");
        for (moment, decision) in decisions(&walk) {
            let (before, next) = (&moment.before, &decision.next);
            prop_assert!((next.ordinal, next.revision) >= (before.ordinal, before.revision));
        }
    }

    #[test]
    fn i2_one_step_goes_out_once(script in script()) {
        let walk = Walk::run(&script);
        for entry in &walk.outbox {
            let gone = walk.outbox.iter().filter(|other| {
                other.ordinal == entry.ordinal
                    && matches!(
                        other.state,
                        ItemState::Sent | ItemState::Committed | ItemState::Uncertain
                    )
            });
            prop_assert!(gone.count() <= 1, "{:?}", walk.outbox);
        }
        for moment in walk.trace.iter().filter(|moment| moment.in_flight) {
            prop_assert_eq!(enqueued(moment).count(), 0, "{:?}", moment);
        }
    }

    #[test]
    fn i3_nothing_is_queued_whose_hash_differs(script in script()) {
        let walk = Walk::run(&script);
        let mut said_yes: Option<(OutboxItemId, ContentHash)> = None;
        for (moment, decision) in decisions(&walk) {
            if let Event::Approved { seen, item, .. } = &moment.event {
                said_yes = Some((*item, *seen));
            }
            for (item, hash) in enqueued(moment) {
                prop_assert_eq!(said_yes, Some((*item, *hash)));
                prop_assert_eq!(moment.before.state.word(), "approved");
                prop_assert_eq!(decision.next.state.word(), "queued");
            }
            if matches!(moment.event, Event::Edited { .. }) {
                said_yes = None;
            }
        }
    }

    #[test]
    fn i6_a_suppressed_address_receives_nothing(
        script in script(),
        reason in prop::sample::select(SuppressReason::ALL.to_vec()),
    ) {
        // The playbooks of the walks write by mail, or by hand with nothing to enqueue.
        let walk = Walk::run(&Script { suppressed: Some(reason), ..script.clone() });
        prop_assert!(walk.outbox.is_empty(), "{:?}", walk.outbox);

        let walk = Walk::run(&script);
        let mut closed = false;
        for moment in &walk.trace {
            prop_assert!(!closed || enqueued(moment).count() == 0);
            closed |= matches!(moment.event, Event::OptedOut | Event::Complained);
            if let (true, Ok(decision)) = (closed, &moment.result) {
                prop_assert!(!decision.next.is_live());
            }
        }
    }

    #[test]
    fn i8_every_queued_instant_lies_in_window_and_hours(script in script()) {
        let walk = Walk::run(&script);
        for moment in &walk.trace {
            prop_assert!(enqueued(moment).count() == 0 || moment.allowed, "{moment:?}");
        }
    }

    #[test]
    fn i12_every_decision_has_a_reason_in_words(script in script()) {
        for moment in &Walk::run(&script).trace {
            let words = match &moment.result {
                Ok(decision) => vec![decision.reason.to_string()],
                Err(refusal) => vec![refusal.what.clone(), refusal.hint.clone()],
            };
            for text in words {
                prop_assert!(!text.trim().is_empty() && !text.contains('!'), "{text}");
                prop_assert!(!text.ends_with('.'), "{text}");
            }
        }
    }

    #[test]
    fn a_stop_holds_until_the_user_lets_it_go_on(script in script()) {
        for moment in &Walk::run(&script).trace {
            prop_assert!(!moment.stopped || enqueued(moment).count() == 0, "{moment:?}");
        }
    }

    #[test]
    fn what_leaves_the_outbox_unsent_is_taken_back(script in script()) {
        let walk = Walk::run(&script);
        for (moment, decision) in decisions(&walk) {
            let queued = |state: &State| matches!(state, State::Queued { .. });
            let told = matches!(
                moment.event,
                Event::Sent { .. } | Event::Refused { .. } | Event::Uncertain { .. }
            );
            if queued(&moment.before.state) && !queued(&decision.next.state) && !told {
                prop_assert!(decision.effects.contains(&Effect::Withdraw), "{moment:?}");
            }
        }
        let waiting = walk.outbox.iter().filter(|entry| entry.state == ItemState::Queued).count();
        let carried = matches!(walk.follow_up.state, State::Queued { .. });
        prop_assert!(waiting == 0 || carried, "{:?} {:?}", walk.follow_up, walk.outbox);
    }

    #[test]
    fn the_end_is_the_end_and_the_same_question_has_one_answer(script in script()) {
        let walk = Walk::run(&script);
        for moment in &walk.trace {
            prop_assert!(moment.same_again, "{moment:?}");
            if let (false, Ok(decision)) = (moment.before.is_live(), &moment.result) {
                prop_assert_eq!(&decision.next, &moment.before);
                prop_assert!(decision.effects.is_empty());
            }
        }
    }

    #[test]
    fn only_the_users_own_acts_are_refused(script in script()) {
        for moment in &Walk::run(&script).trace {
            let users = matches!(
                moment.event,
                Event::Edited { .. }
                    | Event::Approved { .. }
                    | Event::TakenBack
                    | Event::Snoozed { .. }
                    | Event::Skipped
                    | Event::Ticked { .. }
                    | Event::SendBelated
                    | Event::Resumed
                    | Event::StopConfirmed
                    | Event::ArrivalKnown { .. }
            );
            prop_assert!(users || moment.result.is_ok(), "{moment:?}");
        }
    }

    #[test]
    fn ringing_again_at_one_instant_does_nothing_twice(script in script()) {
        let mut walk = Walk::run(&script);
        walk.world.in_flight = walk.in_flight();
        let mut follow_up = walk.follow_up.clone();
        let mut queued = 0;
        // Overdue steps may be passed one by one; behind the last of them it rests.
        for _ in 0..2 * walk.world.playbook.steps.len() + 3 {
            let rung = decide(&follow_up, &Event::Woke, &walk.world.context()).unwrap();
            queued += rung.effects.iter().filter(|e| matches!(e, Effect::Enqueue { .. })).count();
            follow_up = rung.next;
        }
        prop_assert!(queued <= 1);
        let rung = decide(&follow_up, &Event::Woke, &walk.world.context()).unwrap();
        prop_assert_eq!(&rung.next, &follow_up);
        prop_assert!(rung.effects.is_empty());
    }

    #[test]
    fn nothing_stalls_when_nobody_acts(script in script()) {
        let mut walk = Walk::run(&script);
        let repeats = walk.world.playbook.steps.iter().any(|step| step.repeats);
        let mut asked = false;
        for _ in 0..60 {
            if !walk.follow_up.is_live() {
                break;
            }
            asked |= match &walk.follow_up.state {
                State::InReview { .. } => true,
                State::Held(held) => held.hold.asks(),
                // The courier works on: what it holds is not the user's to answer.
                State::Queued { .. } => true,
                State::Waiting | State::Drafting | State::Approved { .. } | State::Ended { .. } => false,
            };
            if walk.follow_up.state == State::Drafting {
                walk.meet(&Event::DraftWritten { draft: DraftId::new(id(99)) });
            } else {
                walk.jump(Jump::ToTheTimer);
            }
        }
        let awaits = walk.world.playbook.key.as_str() == "PB04";
        let settled = !walk.follow_up.is_live()
            || repeats
            || awaits
            || matches!(walk.follow_up.state, State::Queued { .. })
            || matches!(&walk.follow_up.state, State::Held(held)
                if matches!(held.hold, Hold::Uncertain { .. }));
        prop_assert!(settled, "still {:?}", walk.follow_up);
        prop_assert!(asked || awaits || !walk.follow_up.is_live());
    }
}

#[test]
fn the_walks_reach_the_outbox_and_every_kind_of_hold() {
    // A property that never sees its subject proves nothing: count what the walks meet.
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut met = std::collections::BTreeSet::new();
    let (mut queued, mut sent) = (0_u32, 0_u32);
    for _ in 0..400 {
        let walk = Walk::run(&script().new_tree(&mut runner).unwrap().current());
        queued += u32::try_from(walk.outbox.len()).unwrap();
        let gone = |entry: &&Entry| entry.state == ItemState::Sent;
        sent += u32::try_from(walk.outbox.iter().filter(gone).count()).unwrap();
        for (_, decision) in decisions(&walk) {
            met.insert(match &decision.next.state {
                State::Held(held) => held.hold.word(),
                state => state.word(),
            });
        }
    }
    assert!(queued > 100 && sent > 20, "{queued} queued, {sent} sent");
    for word in [
        "waiting",
        "drafting",
        "in-review",
        "approved",
        "queued",
        "ended",
        "answered",
        "declined",
        "colleague-answered",
        "unreachable",
        "meeting-arranged",
        "away",
        "too-late",
        "uncertain",
        "undeliverable",
        "unclear",
        "wrote-by-hand",
        "snoozed",
        "no-address",
        "no-basis",
    ] {
        assert!(met.contains(word), "no walk met {word}: {met:?}");
    }
}
