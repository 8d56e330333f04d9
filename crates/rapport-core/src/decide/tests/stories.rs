//! Rules that need more than one row of the table: what happens over several events.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

use super::super::{Decision, Effect, Event, begin, decide};
use crate::follow_up::{EndReason, FollowUp, Held, Hold, State, StopCause};
use crate::ids::{ContactId, DraftId, OutboxItemId};
use crate::opportunity::Stage;
use crate::pace::PastNote;
use crate::playbook::{Playbook, Purpose};
use crate::reason::{Reason, SkipReason};
use crate::suppression::SuppressReason;
use crate::testing::{
    HASH, World, at, days, id, interview, long_game, phone_call, playbook, reference, step,
    withdrawal,
};
use crate::touchpoint::Channel;

/// Friday afternoon in New York.
const FRIDAY: &str = "2026-11-20T21:00:00Z";

fn start(playbook: Playbook) -> (World, FollowUp) {
    let world = World::new(playbook, FRIDAY);
    let begun = begin(world.follow_up(world.now), &world.context());
    (world, begun.next)
}

fn tell(world: &World, follow_up: &FollowUp, event: Event) -> Decision {
    decide(follow_up, &event, &world.context()).unwrap()
}

/// Rings, has the draft written, and says yes; the follow-up is approved.
fn approve(world: &mut World, follow_up: &FollowUp, hurried: bool) -> FollowUp {
    world.now = follow_up.wake_at.unwrap().max(world.now);
    let drafting = tell(world, follow_up, Event::Woke).next;
    let draft = DraftId::new(id(11));
    let review = tell(world, &drafting, Event::DraftWritten { draft }).next;
    let item = OutboxItemId::new(id(21));
    let yes = Event::Approved { seen: HASH, stored: HASH, blocked: None, item, hurried };
    tell(world, &review, yes).next
}

/// The same, and on into the outbox.
fn queue(world: &mut World, follow_up: &FollowUp, hurried: bool) -> Decision {
    let approved = approve(world, follow_up, hurried);
    world.now = approved.wake_at.unwrap();
    tell(world, &approved, Event::Woke)
}

fn sent(world: &World, follow_up: &FollowUp) -> FollowUp {
    let event = Event::Sent { ordinal: follow_up.ordinal, at: world.now, found: false };
    tell(world, follow_up, event).next
}

fn not_before(decision: &Decision) -> Timestamp {
    match decision.effects[..] {
        [Effect::Enqueue { not_before, .. }] => not_before,
        _ => panic!("{decision:?}"),
    }
}

fn hold_word(follow_up: &FollowUp) -> &'static str {
    match &follow_up.state {
        State::Held(held) => held.hold.word(),
        other => other.word(),
    }
}

#[test]
fn a_note_goes_at_the_preferred_hour_and_a_hurried_one_as_soon_as_manners_allow() {
    let (mut world, waiting) = start(interview());
    let calm = queue(&mut world, &waiting, false);
    assert_eq!(not_before(&calm), at("2026-11-23T13:51:00Z"));

    let (mut world, waiting) = start(interview());
    let hurried = queue(&mut world, &waiting, true);
    // Two hours after the meeting it is evening, so the first minute of Monday is the soonest.
    assert_eq!(not_before(&hurried), at("2026-11-23T13:30:00Z"));
}

#[test]
fn after_every_step_sent_comes_the_next_and_after_the_last_the_end() {
    let (mut world, mut follow_up) = start(interview());
    let mut ordinals = Vec::new();
    while follow_up.is_live() {
        let queued = queue(&mut world, &follow_up, false).next;
        world.now = queued.wake_at.unwrap_or(world.now) + SignedDuration::from_hours(72);
        ordinals.push((queued.ordinal, queued.step));
        follow_up = sent(&world, &queued);
    }
    assert_eq!(follow_up.state, State::Ended { reason: EndReason::Completed });
    // The short note and the card do not apply: they decide later, and the user is not keen.
    assert_eq!(ordinals.iter().map(|(_, step)| *step).collect::<Vec<_>>(), [0, 3, 4]);
}

#[test]
fn where_no_step_applies_the_follow_up_is_over_at_once() {
    let mut world = World::new(phone_call(), FRIDAY);
    for step in &mut world.playbook.steps {
        step.conditions = vec![crate::playbook::Condition::OnRequest];
    }
    let begun = begin(world.follow_up(world.now), &world.context());
    assert_eq!(begun.next.state, State::Ended { reason: EndReason::Completed });
    assert_eq!(begun.reason, Reason::AllStepsDone);
}

#[test]
fn a_colleague_answers_so_the_thanks_still_go_and_the_check_waits() {
    let (mut world, waiting) = start(interview());
    let theo = ContactId::new(id(30));
    let told = Event::ColleagueAnswered { contact: theo, name: "Theo Brandt".to_owned() };
    let decision = tell(&world, &waiting, told);
    assert_eq!(decision.reason, Reason::ThanksGoOn { name: "Theo Brandt".to_owned() });
    let queued = queue(&mut world, &decision.next, false).next;
    let held = sent(&world, &queued);
    assert_eq!(hold_word(&held), "colleague-answered");
    // The user lets it go on: the check is planned.
    let resumed = tell(&world, &held, Event::Resumed).next;
    assert_eq!((resumed.state.word(), resumed.step, resumed.chase_held), ("waiting", 3, None));
}

#[test]
fn a_reference_who_answers_still_hears_how_it_ended() {
    let (mut world, waiting) = start(reference());
    let queued = queue(&mut world, &waiting, true).next;
    let awaiting = sent(&world, &queued);
    assert_eq!((awaiting.state.word(), awaiting.step), ("waiting", 1));
    let answered = tell(&world, &awaiting, Event::Answered);
    assert_eq!(answered.next, awaiting);
    // A month of silence changes nothing either.
    world.now = awaiting.wake_at.unwrap();
    let still = tell(&world, &awaiting, Event::Woke).next;
    assert_eq!((still.state.word(), still.step), ("waiting", 1));
    assert!(still.wake_at > awaiting.wake_at);

    world.pursuit().stage = Stage::Rejected;
    let closed = tell(&world, &still, Event::OpportunityClosed { stage: Stage::Rejected }).next;
    assert_eq!((closed.state.word(), closed.step, closed.anchor.at), ("waiting", 1, world.now));
    assert_eq!(queue(&mut world, &closed, false).next.state.word(), "queued");
}

#[test]
fn a_reference_who_withdrew_is_left_alone() {
    let (mut world, waiting) = start(reference());
    let declined = tell(&world, &waiting, Event::Declined).next;
    world.pursuit().stage = Stage::Won;
    let closed = tell(&world, &declined, Event::OpportunityClosed { stage: Stage::Won }).next;
    assert_eq!(closed.state, State::Ended { reason: EndReason::OpportunityClosed(Stage::Won) });
}

#[test]
fn the_polite_withdrawal_survives_the_withdrawal() {
    let (mut world, waiting) = start(withdrawal());
    world.pursuit().ruled_out = true;
    world.pursuit().stage = Stage::Withdrawn;
    assert_eq!(tell(&world, &waiting, Event::RuledOut).next, waiting);
    let closed = tell(&world, &waiting, Event::OpportunityClosed { stage: Stage::Withdrawn }).next;
    assert_eq!(closed, waiting);
    assert_eq!(queue(&mut world, &closed, false).next.state.word(), "queued");
}

#[test]
fn three_soft_bounces_ask_even_when_notes_went_out_between_them() {
    let (mut world, waiting) = start(interview());
    let one = tell(&world, &waiting, Event::SoftBounce).next;
    let queued = queue(&mut world, &one, false).next;
    let two = tell(&world, &sent(&world, &queued), Event::SoftBounce).next;
    assert_eq!(two.state.word(), "waiting");
    let three = tell(&world, &two, Event::SoftBounce);
    assert_eq!(hold_word(&three.next), "undeliverable");
    assert_eq!(three.effects, [Effect::Withdraw]);
}

#[test]
fn skipping_a_step_of_somebody_away_leaves_them_away() {
    let (world, waiting) = start(interview());
    let away = tell(&world, &waiting, Event::Away { until: Some(date(2026, 11, 30)) }).next;
    let skipped = tell(&world, &away, Event::Skipped).next;
    assert_eq!((hold_word(&skipped), skipped.ordinal), ("away", 1));
    assert_eq!(skipped.wake_at, away.wake_at);
}

#[test]
fn away_waits_for_the_first_working_hour_after_the_return() {
    let (mut world, waiting) = start(interview());
    let away = tell(&world, &waiting, Event::Away { until: Some(date(2026, 11, 23)) }).next;
    assert_eq!(away.wake_at, Some(at("2026-11-24T13:30:00Z")));
    world.now = away.wake_at.unwrap();
    let back = tell(&world, &away, Event::Woke).next;
    assert_eq!((back.state.word(), back.not_before), ("waiting", Some(world.now)));

    // A date in the past or beyond a year and a half is no date: five business days.
    for nonsense in [None, Some(date(2026, 11, 1)), Some(date(2029, 1, 1))] {
        let away = tell(&world, &waiting, Event::Away { until: nonsense }).next;
        assert_eq!(away.wake_at, Some(at("2026-12-02T13:30:00Z")), "{nonsense:?}");
    }
}

#[test]
fn a_question_outlives_an_absence_and_its_answer_waits_for_the_return() {
    let (world, waiting) = start(interview());
    let unclear = tell(&world, &waiting, Event::Unclear).next;
    let away = tell(&world, &unclear, Event::Away { until: Some(date(2026, 11, 23)) }).next;
    assert_eq!(hold_word(&away), "unclear");
    let resumed = tell(&world, &away, Event::Resumed).next;
    let wake_at = resumed.wake_at.unwrap() + world.policy.lead_time;
    assert!(wake_at >= at("2026-11-24T13:30:00Z"), "{resumed:?}");
}

#[test]
fn a_reply_ends_a_snooze_early() {
    let (world, waiting) = start(interview());
    let until = at("2026-11-24T15:00:00Z");
    let snoozed = tell(&world, &waiting, Event::Snoozed { until }).next;
    assert_eq!((hold_word(&snoozed), snoozed.wake_at), ("snoozed", Some(until)));
    assert_eq!(hold_word(&tell(&world, &snoozed, Event::Answered).next), "answered");
    assert_eq!(hold_word(&tell(&world, &snoozed, Event::Unclear).next), "unclear");
}

#[test]
fn past_best_by_it_asks_and_past_too_late_it_is_dropped() {
    let (mut world, waiting) = start(interview());
    world.now = waiting.wake_at.unwrap();
    let drafting = tell(&world, &waiting, Event::Woke).next;
    let written = Event::DraftWritten { draft: DraftId::new(id(11)) };
    let review = tell(&world, &drafting, written).next;
    // Tuesday evening, one second after the end.
    assert_eq!(review.wake_at, Some(at("2026-11-24T22:29:01Z")));
    world.now = review.wake_at.unwrap();
    let late = tell(&world, &review, Event::Woke).next;
    assert_eq!(hold_word(&late), "too-late");

    let belated = tell(&world, &late, Event::SendBelated).next;
    assert!(belated.belated && belated.state.word() == "in-review");
    assert_eq!(belated.wake_at, late.wake_at);

    world.now = late.wake_at.unwrap();
    let dropped = tell(&world, &late, Event::Woke);
    assert_eq!(dropped.reason, Reason::Expired { step: "The thanks".to_owned() });
    assert_eq!((dropped.next.step, dropped.next.ordinal), (3, 3));
}

#[test]
fn an_unanswered_question_stands_while_the_step_could_go_or_waits_for_the_outcome() {
    let (mut world, waiting) = start(reference());
    let queued = queue(&mut world, &waiting, true).next;
    let awaiting = sent(&world, &queued);
    let unclear = tell(&world, &awaiting, Event::Unclear).next;
    world.now = unclear.wake_at.unwrap();
    let still = tell(&world, &unclear, Event::Woke).next;
    assert_eq!((hold_word(&still), still.step), ("unclear", 1));
    assert!(still.wake_at.unwrap() > world.now);
}

#[test]
fn a_note_that_left_just_before_a_hold_is_counted_and_the_next_step_is_planned() {
    let (mut world, waiting) = start(interview());
    let queued = queue(&mut world, &waiting, false).next;
    let until = at("2026-12-20T15:00:00Z");
    let deferred = Event::Deferred { until, why: "busy".to_owned() };
    let late = tell(&world, &queued, deferred).next;
    assert_eq!(hold_word(&late), "too-late");
    let done = sent(&world, &late);
    assert_eq!((done.state.word(), done.step), ("waiting", 3));
}

#[test]
fn a_late_find_takes_back_the_second_attempt() {
    let (mut world, waiting) = start(interview());
    let queued = queue(&mut world, &waiting, false).next;
    let item = OutboxItemId::new(id(21));
    let doubt = Event::Uncertain { item, ordinal: 0, why: "no answer".to_owned() };
    let doubted = tell(&world, &queued, doubt).next;
    let again = tell(&world, &doubted, Event::ArrivalKnown { arrived: false });
    assert_eq!(again.effects, [Effect::Settle { item, arrived: false }]);
    assert_eq!((again.next.state.word(), again.next.revision), ("in-review", 1));
    let yes = Event::Approved { seen: HASH, stored: HASH, blocked: None, item, hurried: false };
    let approved = tell(&world, &again.next, yes).next;
    world.now = approved.wake_at.unwrap();
    let second = tell(&world, &approved, Event::Woke).next;
    let found = tell(&world, &second, Event::Sent { ordinal: 0, at: world.now, found: true });
    assert_eq!(found.effects, [Effect::Withdraw]);
    assert_eq!((found.next.step, found.reason), (3, Reason::FoundInSent));
}

#[test]
fn an_approved_note_waits_while_an_attempt_of_its_step_is_unsettled() {
    let (mut world, waiting) = start(interview());
    let approved = approve(&mut world, &waiting, false);
    world.now = approved.wake_at.unwrap();
    world.in_flight = true;
    let waits = tell(&world, &approved, Event::Woke);
    assert_eq!((waits.next.state.word(), waits.effects.len()), ("approved", 0));
    assert!(waits.next.wake_at.unwrap() > world.now);
}

#[test]
fn doubt_comes_before_an_absence_and_the_absence_is_remembered() {
    let (mut world, waiting) = start(interview());
    let queued = queue(&mut world, &waiting, false).next;
    let away = tell(&world, &queued, Event::Away { until: Some(date(2026, 11, 24)) }).next;
    let item = OutboxItemId::new(id(21));
    let doubt = Event::Uncertain { item, ordinal: 0, why: "no answer".to_owned() };
    let doubted = tell(&world, &away, doubt).next;
    assert_eq!((hold_word(&doubted), doubted.wake_at), ("uncertain", None));
    assert_eq!(doubted.not_before, away.wake_at);
}

#[test]
fn what_pace_moves_past_best_by_becomes_a_question() {
    let (mut world, waiting) = start(interview());
    let queued = queue(&mut world, &waiting, false).next;
    let waiting = sent(&world, &queued);
    // A colleague of the same organisation was asked about the status on 7 December.
    world.history.notes.push(PastNote {
        at: at("2026-12-07T15:00:00Z"),
        contact: ContactId::new(id(40)),
        organisation: waiting.organisation,
        channel: Channel::Mail,
        purpose: Purpose::StatusCheck,
        follow_up: None,
        touchpoint: None,
    });
    world.now = at("2026-12-07T22:29:00Z");
    let held = tell(&world, &waiting, Event::Woke).next;
    assert_eq!(hold_word(&held), "too-late");
    let drafting = tell(&world, &held, Event::SendBelated).next;
    let written = Event::DraftWritten { draft: DraftId::new(id(11)) };
    let review = tell(&world, &drafting, written).next;
    let yes = Event::Approved {
        seen: HASH,
        stored: HASH,
        blocked: None,
        item: OutboxItemId::new(id(21)),
        hurried: true,
    };
    let approved = tell(&world, &review, yes).next;
    world.now = approved.wake_at.unwrap();
    // Five business days after the other question, hurried or not.
    let queued = tell(&world, &approved, Event::Woke);
    assert_eq!(not_before(&queued), at("2026-12-14T13:30:00Z"));
}

#[test]
fn a_review_without_time_left_may_be_sent_belated() {
    let (mut world, waiting) = start(interview());
    world.now = waiting.wake_at.unwrap();
    let drafting = tell(&world, &waiting, Event::Woke).next;
    let written = Event::DraftWritten { draft: DraftId::new(id(11)) };
    let review = tell(&world, &drafting, written).next;
    assert!(decide(&review, &Event::SendBelated, &world.context()).is_err());
    // The timer has not rung yet, but thirty seconds to take it back are more than is left.
    world.now = at("2026-11-24T22:28:45Z");
    let yes = Event::Approved {
        seen: HASH,
        stored: HASH,
        blocked: None,
        item: OutboxItemId::new(id(21)),
        hurried: false,
    };
    assert!(decide(&review, &yes, &world.context()).is_err());
    assert!(tell(&world, &review, Event::SendBelated).next.belated);
}

#[test]
fn before_a_word_is_written_somebody_must_be_reachable_and_allowed() {
    type Change = fn(&mut World);
    let cases: [(&str, Change); 8] = [
        ("no-address", |world| world.standing.has_mail = false),
        ("no-address", |world| world.standing.suppressed = Some(SuppressReason::Unreachable)),
        ("no-basis", |world| world.standing.consent_missing = Some("nothing".to_owned())),
        ("ruled-out", |world| world.pursuit().ruled_out = true),
        ("ended", |world| world.standing.suppressed = Some(SuppressReason::OptOut)),
        ("ended", |world| world.standing.suppressed = Some(SuppressReason::Complaint)),
        ("ended", |world| world.standing.suppressed = Some(SuppressReason::User)),
        ("drafting", |_| ()),
    ];
    for (expected, change) in cases {
        let (mut world, waiting) = start(interview());
        world.now = waiting.wake_at.unwrap();
        change(&mut world);
        let woken = tell(&world, &waiting, Event::Woke).next;
        assert_eq!(hold_word(&woken), expected);
        // The same stands in the way of a yes, when it came up after the draft.
        let draft = DraftId::new(id(11));
        let review = FollowUp { state: State::InReview { draft }, ..waiting };
        let item = OutboxItemId::new(id(21));
        let yes = Event::Approved { seen: HASH, stored: HASH, blocked: None, item, hurried: false };
        let allowed = decide(&review, &yes, &world.context()).is_ok();
        assert_eq!(allowed, expected == "drafting", "{expected}");
    }
}

#[test]
fn each_channel_asks_for_its_own_address() {
    type Change = fn(&mut World);
    let cases: [(Channel, Change, bool); 6] = [
        (Channel::Paper, |world| world.standing.has_postal_address = false, false),
        (Channel::Call, |world| world.standing.has_phone = false, false),
        (Channel::Paper, |world| world.standing.has_mail = false, true),
        // An address that bounced only closes mail, and only mail needs a basis of contact.
        (
            Channel::Paper,
            |world| world.standing.suppressed = Some(SuppressReason::Unreachable),
            true,
        ),
        (Channel::Paper, |world| world.standing.consent_missing = Some("x".to_owned()), true),
        (Channel::Call, |world| world.standing.suppressed = Some(SuppressReason::OptOut), false),
    ];
    for (channel, change, allowed) in cases {
        let mut only = step("note", Purpose::Thanks, days(0, 1, 2), 5);
        only.channel = channel;
        let (mut world, waiting) = start(playbook("PB12", vec![only]));
        world.now = waiting.wake_at.unwrap();
        change(&mut world);
        let woken = tell(&world, &waiting, Event::Woke).next;
        assert_eq!(woken.state == State::Drafting, allowed, "{channel:?}");
    }
}

#[test]
fn a_new_address_reopens_the_question_and_anything_else_does_not() {
    let (mut world, waiting) = start(interview());
    world.standing.has_mail = false;
    world.now = waiting.wake_at.unwrap();
    let held = tell(&world, &waiting, Event::Woke).next;
    let replanned = || Event::Replanned { what: "a new address".to_owned(), promised: None };
    assert_eq!(hold_word(&tell(&world, &held, replanned()).next), "no-address");
    world.standing.has_mail = true;
    assert_eq!(hold_word(&tell(&world, &held, replanned()).next), "waiting");
}

#[test]
fn a_later_promise_reopens_what_was_too_late() {
    let (world, waiting) = start(interview());
    let mut late = FollowUp { step: 3, ordinal: 3, ..waiting };
    late.state = State::Held(Held { hold: Hold::TooLate, since: world.now, draft: None });
    let promised = Some(date(2027, 1, 4));
    let replanned = Event::Replanned { what: "they said January".to_owned(), promised };
    let next = tell(&world, &late, replanned).next;
    assert_eq!((next.state.word(), next.anchor.promised), ("waiting", promised));
}

#[test]
fn stop_all_brings_what_was_approved_back_to_review_with_a_timer() {
    let (mut world, waiting) = start(interview());
    let queued = queue(&mut world, &waiting, false).next;
    let stopped = tell(&world, &queued, Event::StopAll);
    assert_eq!(stopped.effects, [Effect::Withdraw]);
    assert_eq!((stopped.next.state.word(), stopped.next.revision), ("in-review", 1));
    assert_eq!(stopped.next.wake_at, Some(at("2026-11-24T22:29:01Z")));
}

#[test]
fn a_stop_is_final_by_the_users_yes_or_after_thirty_days() {
    for (event, reason) in [
        (Event::Answered, EndReason::Answered),
        (Event::Declined, EndReason::Declined),
        (Event::MeetingArranged, EndReason::MeetingArranged),
        (Event::Unreachable { address: "dana@harlow.example".to_owned() }, EndReason::Unreachable),
    ] {
        let (mut world, waiting) = start(interview());
        let stopped = tell(&world, &waiting, event).next;
        assert_eq!(stopped.wake_at, Some(world.now + world.policy.stop_final));
        let confirmed = tell(&world, &stopped, Event::StopConfirmed).next;
        assert_eq!(confirmed.state, State::Ended { reason });
        world.now = stopped.wake_at.unwrap();
        assert_eq!(tell(&world, &stopped, Event::Woke).next.state, State::Ended { reason });
    }
}

#[test]
fn a_word_after_the_no_leaves_it_a_no() {
    let (world, waiting) = start(interview());
    let declined = tell(&world, &waiting, Event::Declined).next;
    let thanked = tell(&world, &declined, Event::Answered).next;
    let State::Held(held) = &thanked.state else { panic!("{thanked:?}") };
    assert_eq!(held.hold, Hold::Stopped(StopCause::Declined));
}

#[test]
fn the_long_game_counts_each_time_from_the_last_and_lets_a_slot_pass() {
    let (mut world, waiting) = start(long_game());
    let queued = queue(&mut world, &waiting, false).next;
    world.now = at("2027-03-01T15:00:00Z");
    let again = sent(&world, &queued);
    assert_eq!((again.state.word(), again.step, again.ordinal), ("waiting", 0, 1));
    // About 62 business days after the first of March.
    let due = again.wake_at.unwrap() + world.policy.lead_time;
    assert!(due > at("2027-05-20T00:00:00Z") && due < at("2027-06-05T00:00:00Z"), "{due}");

    let skipped = tell(&world, &again, Event::Skipped).next;
    assert_eq!((skipped.state.word(), skipped.step, skipped.ordinal), ("waiting", 0, 2));
    assert_eq!(skipped.wake_at, again.wake_at);
}

#[test]
fn a_step_that_no_longer_applies_says_why_it_is_dropped() {
    let (mut world, waiting) = start(interview());
    let queued = queue(&mut world, &waiting, false).next;
    let waiting = sent(&world, &queued);
    world.now = waiting.wake_at.unwrap();
    let drafting = tell(&world, &waiting, Event::Woke).next;
    let written = Event::DraftWritten { draft: DraftId::new(id(11)) };
    let review = tell(&world, &drafting, written).next;
    world.pursuit().is_main = false;
    "Theo Brandt".clone_into(&mut world.pursuit().main_name);
    world.now = review.wake_at.unwrap();
    let dropped = tell(&world, &review, Event::Woke);
    let why = SkipReason::CoveredBy { name: "Theo Brandt".to_owned() };
    assert_eq!(dropped.reason, Reason::StepSkipped { step: "The check".to_owned(), why });
}

#[test]
fn later_sleeps_until_the_day_they_named_and_writes_a_new_note_then() {
    let mut world = World::new(interview(), "2026-12-02T15:00:00Z");
    let mut follow_up = world.follow_up(at("2026-11-20T21:00:00Z"));
    follow_up.step = 3;
    follow_up.ordinal = 3;
    follow_up.last_sent = Some(at("2026-11-23T14:00:00Z"));
    follow_up.state = State::InReview { draft: DraftId::new(id(10)) };
    let until = Some(jiff::civil::date(2027, 3, 1));
    let slept = decide(&follow_up, &Event::Later { until }, &world.context()).unwrap().next;
    assert_eq!(slept.draft(), None);
    let wake_at = slept.wake_at.unwrap();
    // Two working days behind Monday 1 March.
    assert_eq!(world.calendar.local(wake_at).date(), jiff::civil::date(2027, 3, 3));
    world.now = wake_at;
    let woken = decide(&slept, &Event::Woke, &world.context()).unwrap().next;
    assert!(woken.is_live() && woken.step == 3, "{woken:?}");
    let due = world.calendar.local(woken.wake_at.unwrap()).date();
    assert!(due <= jiff::civil::date(2027, 3, 5), "{due}");
}

/// Dana's calendar: Friday 4 December.
const MEETING: &str = "2026-12-04T15:00:00Z";

fn meets(world: &mut World, follow_up: &FollowUp, starts: &str) -> Decision {
    world.standing.next_meeting = Some(at(starts));
    let event = Event::MeetingPlanned { name: "Dana Whitfield".to_owned(), starts: at(starts) };
    tell(world, follow_up, event)
}

fn called_off(world: &mut World, follow_up: &FollowUp) -> Decision {
    world.standing.next_meeting = None;
    tell(world, follow_up, Event::MeetingCalledOff { name: "Dana Whitfield".to_owned() })
}

/// The thanks are sent; behind them comes the check.
fn check() -> (World, FollowUp) {
    let (mut world, waiting) = start(interview());
    let queued = queue(&mut world, &waiting, false).next;
    let check = sent(&world, &queued);
    assert_eq!((check.state.word(), check.step), ("waiting", 3));
    (world, check)
}

#[test]
fn thanks_go_out_before_a_meeting_and_the_check_behind_them_yields_to_it() {
    let (mut world, waiting) = start(interview());
    let told = meets(&mut world, &waiting, MEETING);
    assert_eq!((told.next.clone(), told.reason), (waiting.clone(), Reason::NoNews));
    let queued = queue(&mut world, &waiting, false).next;
    let check = sent(&world, &queued);
    assert_eq!((hold_word(&check), check.step), ("meeting-arranged", 3));
    // It is not final before they met, and not later than any other stop.
    assert_eq!(check.wake_at, Some(world.now + world.policy.stop_final));
    // What the user resumes goes on, although the meeting stands.
    let resumed = tell(&world, &check, Event::Resumed).next;
    assert_eq!(resumed.state, State::Waiting);
    world.now = resumed.wake_at.unwrap();
    assert_eq!(tell(&world, &resumed, Event::Woke).next.state, State::Drafting);
}

#[test]
fn a_meeting_that_is_called_off_asks_and_one_that_is_moved_still_counts() {
    let (mut world, check) = check();
    let stopped = meets(&mut world, &check, MEETING).next;
    let moved = meets(&mut world, &stopped, "2026-12-10T15:00:00Z");
    assert_eq!(moved.next, stopped);
    assert!(moved.reason.to_string().contains("Thursday 10 December"), "{}", moved.reason);

    let asked = called_off(&mut world, &stopped).next;
    assert_eq!(hold_word(&asked), "meeting-off");
    let State::Held(held) = &asked.state else { panic!("{asked:?}") };
    assert!(held.hold.asks() && asked.wake_at.is_some());
    assert_eq!(tell(&world, &asked, Event::Resumed).next.state, State::Waiting);
    // Nobody answers the question: the step is dropped, not sent.
    world.now = asked.wake_at.unwrap();
    let dropped = tell(&world, &asked, Event::Woke);
    assert!(dropped.next.step > asked.step && dropped.effects.contains(&Effect::Withdraw));
}

#[test]
fn another_meeting_takes_the_place_of_the_one_that_is_called_off() {
    let (mut world, check) = check();
    let stopped = meets(&mut world, &check, MEETING).next;
    world.standing.next_meeting = Some(at("2026-12-11T15:00:00Z"));
    let event = Event::MeetingCalledOff { name: "Dana Whitfield".to_owned() };
    let kept = tell(&world, &stopped, event);
    assert_eq!(kept.next, stopped);
    assert!(kept.reason.to_string().contains("Friday 11 December"), "{}", kept.reason);
}

#[test]
fn a_meeting_far_away_or_over_stops_nothing() {
    let (mut world, check) = check();
    for starts in ["2027-03-04T15:00:00Z", "2026-11-20T15:00:00Z"] {
        assert_eq!(meets(&mut world, &check, starts).next, check, "{starts}");
    }
    // A stop by the near one is asked about when it moves far away.
    let stopped = meets(&mut world, &check, MEETING).next;
    let away = meets(&mut world, &stopped, "2027-03-04T15:00:00Z").next;
    assert_eq!(hold_word(&away), "meeting-off");
}

#[test]
fn the_long_game_goes_on_whatever_stands_in_the_calendar() {
    let (mut world, waiting) = start(long_game());
    assert_eq!(meets(&mut world, &waiting, MEETING).next, waiting);
}

#[test]
fn a_follow_up_is_offered_for_a_week_after_a_meeting() {
    use super::super::meeting::{OFFER_HOLDS, is_fresh};
    let ended = at("2026-11-20T16:00:00Z");
    let seven_days = at("2026-11-27T16:00:00Z");
    assert_eq!(ended + OFFER_HOLDS, seven_days);
    assert!(is_fresh(ended, ended) && is_fresh(ended, seven_days));
    assert!(!is_fresh(ended, seven_days + SignedDuration::from_secs(1)));
    // One that has not ended offers nothing.
    assert!(!is_fresh(seven_days, ended));
}
