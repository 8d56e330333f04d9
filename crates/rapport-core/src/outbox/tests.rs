//! The last look: each "never", each wait, which one answers, and I6 and I8 at the moment of sending.

use proptest::prelude::*;

use super::*;
use crate::calendar::SAME_DAY_END;
use crate::ids::OrganisationId;
use crate::pace::{Cap, PastNote};
use crate::playbook::Purpose;
use crate::testing::{HASH, at, calendar, id, new_york};
use crate::touchpoint::Channel;

/// A Tuesday, eleven in the morning in New York.
const NOW: &str = "2026-06-16T15:00:00Z";
/// Best by: the next day at the end of work.
const CLOSES: &str = "2026-06-17T21:29:00Z";

fn item() -> Item {
    Item {
        id: OutboxItemId::new(id(1)),
        follow_up: FollowUpId::new(id(2)),
        draft: DraftId::new(id(3)),
        contact: ContactId::new(id(4)),
        state: ItemState::Sending,
        approved: HASH,
        content: HASH,
        not_before: at("2026-06-16T14:00:00Z"),
        closes: at(CLOSES),
        same_day_until: None,
        attempts: 0,
    }
}

fn facts<'a>(calendar: &'a WorkCalendar, history: &'a PaceHistory) -> SendFacts<'a> {
    SendFacts {
        calendar,
        history,
        caps: &Caps::DEFAULT,
        proposed: Proposed {
            contact: ContactId::new(id(4)),
            organisation: Some(OrganisationId::new(id(5))),
            purpose: Purpose::Thanks,
            follow_up: FollowUpId::new(id(2)),
            touchpoint: None,
            asked_first: false,
            exempt: false,
            commercial: false,
            unanswered_after_first: 2,
            calendar,
        },
        suppressed: None,
        still_queued: true,
        stop_all: false,
        sender_away_until: None,
        mailbox_read_at: Some(at("2026-06-16T14:55:00Z")),
        mailbox_limit: SignedDuration::from_mins(10),
        unprocessed: 0,
        account_paused: None,
        account_free_at: None,
        epoch_held: false,
        consent_missing: None,
        ruled_out: false,
        clock_offset: false,
    }
}

type Change = fn(&mut Item, &mut SendFacts<'_>);

fn answer(change: Change, now: &str) -> SendAnswer {
    let calendar = new_york();
    let history = PaceHistory::default();
    let mut item = item();
    let mut facts = facts(&calendar, &history);
    change(&mut item, &mut facts);
    may_send(&item, at(now), &facts)
}

#[test]
fn with_nothing_in_the_way_it_goes() {
    assert_eq!(answer(|_, _| (), NOW), SendAnswer::Go);
    // Every state in which it has not left allows it.
    assert_eq!(answer(|item, _| item.state = ItemState::Queued, NOW), SendAnswer::Go);
    assert_eq!(answer(|item, _| item.state = ItemState::Deferred, NOW), SendAnswer::Go);
    // The edges belong to it: the first and the last minute, and a reading just old enough.
    assert_eq!(answer(|item, _| item.not_before = at(NOW), NOW), SendAnswer::Go);
    assert_eq!(answer(|item, _| item.closes = at(NOW), NOW), SendAnswer::Go);
    let read: Change = |_, facts| facts.mailbox_read_at = Some(at("2026-06-16T14:50:00Z"));
    assert_eq!(answer(read, NOW), SendAnswer::Go);
}

#[test]
fn what_waiting_cannot_heal_is_never() {
    let closes = at("2026-06-16T14:59:59Z");
    let cases: [(Change, Reason); 13] = [
        (
            |_, facts| facts.suppressed = Some(SuppressReason::OptOut),
            Reason::Suppressed { reason: SuppressReason::OptOut },
        ),
        (
            |_, facts| facts.suppressed = Some(SuppressReason::Complaint),
            Reason::Suppressed { reason: SuppressReason::Complaint },
        ),
        (
            |_, facts| facts.suppressed = Some(SuppressReason::Unreachable),
            Reason::Suppressed { reason: SuppressReason::Unreachable },
        ),
        (
            |_, facts| facts.suppressed = Some(SuppressReason::User),
            Reason::Suppressed { reason: SuppressReason::User },
        ),
        (
            |item, _| item.state = ItemState::Committed,
            Reason::ItemNotWaiting { state: ItemState::Committed },
        ),
        (
            |item, _| item.state = ItemState::Uncertain,
            Reason::ItemNotWaiting { state: ItemState::Uncertain },
        ),
        (|item, _| item.state = ItemState::Sent, Reason::ItemNotWaiting { state: ItemState::Sent }),
        (
            |item, _| item.state = ItemState::Withdrawn,
            Reason::ItemNotWaiting { state: ItemState::Withdrawn },
        ),
        (|_, facts| facts.still_queued = false, Reason::FollowUpMovedOn),
        // I3: what would go out is not what was approved.
        (|item, _| item.content = ContentHash([8; 32]), Reason::ApprovalVoid),
        (|_, facts| facts.ruled_out = true, Reason::RuledOut),
        (
            |_, facts| facts.consent_missing = Some("nothing".to_owned()),
            Reason::NoBasis { why: "nothing".to_owned() },
        ),
        (|item, _| item.closes = at("2026-06-16T14:59:59Z"), Reason::WindowClosed { closes }),
    ];
    for (change, reason) in cases {
        assert_eq!(answer(change, NOW), SendAnswer::Never { reason });
    }
}

#[test]
fn what_waiting_heals_names_when_to_look_again() {
    let soon = "2026-06-16T15:05:00Z";
    let cases: [(Change, &str, Reason); 11] = [
        (|_, facts| facts.clock_offset = true, soon, Reason::ClockOffset),
        (|_, facts| facts.epoch_held = true, soon, Reason::EpochHeld),
        (|_, facts| facts.stop_all = true, soon, Reason::StopAll),
        (
            |_, facts| facts.account_paused = Some("new password"),
            soon,
            Reason::AccountPaused { what: "new password".to_owned() },
        ),
        (|_, facts| facts.unprocessed = 2, soon, Reason::UnprocessedMail { count: 2 }),
        (|_, facts| facts.mailbox_read_at = None, soon, Reason::MailboxUnread { since: None }),
        (
            |_, facts| facts.mailbox_read_at = Some(at("2026-06-16T14:49:59Z")),
            soon,
            Reason::MailboxUnread { since: Some(at("2026-06-16T14:49:59Z")) },
        ),
        (
            |_, facts| facts.sender_away_until = Some(at("2026-06-17T14:00:00Z")),
            "2026-06-17T14:00:00Z",
            Reason::SenderAway { until: at("2026-06-17T14:00:00Z") },
        ),
        (
            |item, _| item.not_before = at("2026-06-16T18:00:00Z"),
            "2026-06-16T18:00:00Z",
            Reason::NotYetDue { due: at("2026-06-16T18:00:00Z") },
        ),
        (
            |_, facts| facts.account_free_at = Some(at("2026-06-16T15:02:00Z")),
            "2026-06-16T15:02:00Z",
            Reason::AccountBudget { until: at("2026-06-16T15:02:00Z") },
        ),
        // The longest of several waits answers.
        (
            |item, facts| {
                facts.stop_all = true;
                item.not_before = at("2026-06-16T18:00:00Z");
            },
            "2026-06-16T18:00:00Z",
            Reason::NotYetDue { due: at("2026-06-16T18:00:00Z") },
        ),
    ];
    for (change, until, reason) in cases {
        assert_eq!(answer(change, NOW), SendAnswer::Wait { until: at(until), reason });
    }
    // What lies behind already is no wait.
    let past: Change = |_, facts| {
        facts.sender_away_until = Some(at(NOW));
        facts.account_free_at = Some(at(NOW));
    };
    assert_eq!(answer(past, NOW), SendAnswer::Go);
}

#[test]
fn nights_wait_and_a_wait_that_ends_at_night_waits_for_the_morning() {
    let morning = at("2026-06-17T12:30:00Z");
    let night = answer(|_, _| (), "2026-06-17T02:00:00Z");
    let reason = Reason::MailboxUnread { since: Some(at("2026-06-16T14:55:00Z")) };
    // The unread mailbox is looked at sooner, but the night lasts longer.
    assert_ne!(night, SendAnswer::Wait { until: morning, reason });
    assert_eq!(
        night,
        SendAnswer::Wait { until: morning, reason: Reason::OutsideHours { until: morning } }
    );
    let away: Change = |_, facts| facts.sender_away_until = Some(at("2026-06-17T03:00:00Z"));
    let back = at("2026-06-17T03:00:00Z");
    assert_eq!(
        answer(away, NOW),
        SendAnswer::Wait { until: morning, reason: Reason::SenderAway { until: back } }
    );
}

#[test]
fn a_wait_beyond_the_window_is_never() {
    let closes = at(CLOSES);
    let away: Change = |_, facts| facts.sender_away_until = Some(at("2026-06-17T21:29:01Z"));
    let never = SendAnswer::Never { reason: Reason::WindowClosed { closes } };
    assert_eq!(answer(away, NOW), never);
    // Back in the evening of the last day: the next morning is too late.
    let evening: Change = |_, facts| facts.sender_away_until = Some(at("2026-06-17T21:30:00Z"));
    assert_eq!(answer(evening, NOW), never);
    let just: Change = |_, facts| facts.sender_away_until = Some(at(CLOSES));
    assert!(matches!(answer(just, NOW), SendAnswer::Wait { until, .. } if until == closes));
}

#[test]
fn what_is_never_comes_before_what_waits_and_the_suppression_before_all() {
    let worst: Change = |item, facts| {
        facts.suppressed = Some(SuppressReason::OptOut);
        facts.stop_all = true;
        facts.still_queued = false;
        facts.ruled_out = true;
        item.state = ItemState::Sent;
        item.content = ContentHash([8; 32]);
        item.closes = at("2026-06-01T00:00:00Z");
    };
    let reason = Reason::Suppressed { reason: SuppressReason::OptOut };
    assert_eq!(answer(worst, NOW), SendAnswer::Never { reason });
    let void: Change = |item, facts| {
        facts.stop_all = true;
        item.content = ContentHash([8; 32]);
    };
    assert_eq!(answer(void, NOW), SendAnswer::Never { reason: Reason::ApprovalVoid });
}

#[test]
fn pace_waits_while_it_may_and_ends_what_no_waiting_lifts() {
    let calendar = new_york();
    let note = |sent: &str| PastNote {
        at: at(sent),
        contact: ContactId::new(id(4)),
        organisation: None,
        channel: Channel::Mail,
        purpose: Purpose::Nudge,
        follow_up: Some(FollowUpId::new(id(2))),
        touchpoint: None,
    };
    let one = PaceHistory { notes: vec![note("2026-06-10T15:00:00Z")], ..PaceHistory::default() };
    let until = Some(at("2026-06-17T12:30:00Z"));
    assert_eq!(
        may_send(&item(), at(NOW), &facts(&calendar, &one)),
        SendAnswer::Wait {
            until: at("2026-06-17T12:30:00Z"),
            reason: Reason::Pace { cap: Cap::Unanswered, until },
        }
    );
    let days = ["2026-04-10T15:00:00Z", "2026-04-20T15:00:00Z", "2026-05-04T15:00:00Z"];
    let three = PaceHistory { notes: days.map(note).to_vec(), ..PaceHistory::default() };
    let never = Reason::Pace { cap: Cap::Thread, until: None };
    // Even while something else would have to be waited for.
    let mut blind = facts(&calendar, &three);
    blind.stop_all = true;
    assert_eq!(may_send(&item(), at(NOW), &blind), SendAnswer::Never { reason: never });
}

#[test]
fn a_same_day_note_may_go_until_eight_in_the_evening_of_that_day() {
    // Half past six, eight o'clock, and six in the morning of the anchor's own Saturday.
    for (now, goes) in [
        ("2026-06-20T22:30:00Z", true),
        ("2026-06-21T00:00:00Z", false),
        ("2026-06-20T10:00:00Z", false),
        ("2026-06-19T22:30:00Z", false),
    ] {
        let calendar = new_york();
        let history = PaceHistory::default();
        let mut facts = facts(&calendar, &history);
        facts.mailbox_read_at = Some(at(now));
        let mut item = item();
        item.closes = at("2026-06-22T16:00:00Z");
        item.same_day_until = Some(at("2026-06-21T00:00:00Z"));
        assert_eq!(may_send(&item, at(now), &facts) == SendAnswer::Go, goes, "{now}");
    }
}

#[test]
fn only_what_has_not_left_can_be_taken_back() {
    for state in ItemState::ALL {
        assert_eq!(ItemState::parse(state.word()), Some(state));
        assert!(!(state.can_be_withdrawn() && state.is_final()));
        let past_return = matches!(state, ItemState::Committed | ItemState::Uncertain);
        assert_eq!(past_return, !state.can_be_withdrawn() && !state.is_final());
    }
}

proptest! {
    #[test]
    fn i6_a_suppressed_address_receives_nothing(
        reason in prop::sample::select(SuppressReason::ALL.to_vec()),
        state in prop::sample::select(ItemState::ALL.to_vec()),
        purpose in prop::sample::select(Purpose::ALL.to_vec()),
        minutes in -10_000_i64..10_000,
        flags in any::<[bool; 4]>(),
    ) {
        let calendar = new_york();
        let history = PaceHistory::default();
        let mut facts = facts(&calendar, &history);
        facts.suppressed = Some(reason);
        facts.proposed.purpose = purpose;
        facts.still_queued = flags[0];
        facts.stop_all = flags[1];
        facts.proposed.exempt = flags[2];
        facts.proposed.commercial = flags[3];
        let item = Item { state, ..item() };
        let now = at(NOW) + SignedDuration::from_mins(minutes);
        let never = SendAnswer::Never { reason: Reason::Suppressed { reason } };
        prop_assert_eq!(may_send(&item, now, &facts), never);
    }

    #[test]
    fn i8_what_goes_goes_in_window_and_hours_and_so_does_what_waited(
        seconds in 1_767_225_600_i64..1_830_000_000,
        from in -5_i64..5,
        days in 0_i64..12,
        same_day in any::<bool>(),
        place in prop::sample::select(vec![
            ("America/New_York", "US"), ("Europe/Berlin", "DE"), ("Asia/Tokyo", "JP"),
            ("America/Sao_Paulo", "BR"), ("Asia/Dubai", "AE"), ("Pacific/Auckland", "NZ"),
        ]),
    ) {
        let calendar = calendar(place.0, place.1);
        let history = PaceHistory::default();
        let now = Timestamp::from_second(seconds).unwrap();
        let mut facts = facts(&calendar, &history);
        let item = Item {
            not_before: now + SignedDuration::from_hours(from),
            closes: now + SignedDuration::from_hours(24 * days),
            same_day_until: same_day.then(|| calendar.same_day_end(now)),
            ..item()
        };
        facts.mailbox_read_at = Some(now);
        let lawful = |at: Timestamp| {
            let local = calendar.local(at);
            let day = same_day && local.date() == calendar.local(now).date();
            let evening = local.time() >= calendar.hours.start && local.time() < SAME_DAY_END;
            item.not_before <= at && at <= item.closes && (calendar.is_working(at) || day && evening)
        };
        match may_send(&item, now, &facts) {
            SendAnswer::Go => prop_assert!(lawful(now)),
            SendAnswer::Wait { until, .. } => {
                prop_assert!(until > now && lawful(until));
                facts.mailbox_read_at = Some(until);
                prop_assert_eq!(may_send(&item, until, &facts), SendAnswer::Go);
            }
            SendAnswer::Never { reason } => {
                prop_assert_eq!(reason, Reason::WindowClosed { closes: item.closes });
            }
        }
    }
}
