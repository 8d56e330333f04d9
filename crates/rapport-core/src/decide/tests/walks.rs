//! Properties over random walks: chance picks the playbook, the place, the hours and what happens.
//!
//! [`model`] keeps a small outbox beside the follow-up, because "never twice" is a promise about
//! both. Each property reads the same trace; its name carries the invariant.

mod model;

use proptest::prelude::*;

use self::model::{Entry, Jump, Moment, Script, Walk, script};
use super::super::{Decision, Effect, Event, decide};
use crate::follow_up::{ContentHash, Hold, State};
use crate::ids::{DraftId, OutboxItemId};
use crate::outbox::ItemState;
use crate::suppression::SuppressReason;
use crate::testing::id;

fn enqueued(moment: &Moment) -> impl Iterator<Item = (&OutboxItemId, &ContentHash)> {
    let effects = moment.result.as_ref().map(|decision| decision.effects.as_slice());
    effects.unwrap_or_default().iter().filter_map(|effect| match effect {
        Effect::Enqueue { item, hash, .. } => Some((item, hash)),
        Effect::Withdraw
        | Effect::Settle { .. }
        | Effect::Suppress { .. }
        | Effect::Propose { .. } => None,
    })
}

fn decisions(walk: &Walk) -> impl Iterator<Item = (&Moment, &Decision)> {
    walk.trace.iter().filter_map(|moment| Some((moment, moment.result.as_ref().ok()?)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn i1_every_live_follow_up_is_attended(script in script()) {
        let walk = Walk::run(&script);
        for (moment, decision) in decisions(&walk) {
            let next = &decision.next;
            prop_assert!(next.is_attended(), "{:?} left {next:?}", moment.event);
            // A review has a timer as well: it is dropped when its time is over.
            let reviewed = matches!(next.state, State::InReview { .. });
            prop_assert!(!reviewed || next.wake_at.is_some(), "{:?} left {next:?}", moment.event);
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
    fn i4_the_end_is_the_end_and_the_same_question_gets_the_same_answer(script in script()) {
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
        "meeting-off",
        "snoozed",
        "no-address",
        "no-basis",
    ] {
        assert!(met.contains(word), "no walk met {word}: {met:?}");
    }
}
