//! Each cap at its very edge, what does not count, and which cap answers when several are reached.

use proptest::prelude::*;

use super::*;
use crate::ids::TouchpointId;
use crate::testing::{at, id, new_york};

/// A Tuesday in the middle of the day.
const NOW: &str = "2026-06-16T15:00:00Z";

const DANA: u128 = 2;
const THEO: u128 = 12;

fn note(sent: &str, purpose: Purpose) -> PastNote {
    PastNote {
        at: at(sent),
        contact: ContactId::new(id(DANA)),
        organisation: Some(OrganisationId::new(id(3))),
        channel: Channel::Mail,
        purpose,
        follow_up: None,
        touchpoint: None,
    }
}

fn history(notes: &[PastNote]) -> PaceHistory {
    PaceHistory { notes: notes.to_vec(), ..PaceHistory::default() }
}

/// A note to Dana that nobody asked for, of a follow-up of its own.
fn proposed(calendar: &WorkCalendar, purpose: Purpose) -> Proposed<'_> {
    Proposed {
        contact: ContactId::new(id(DANA)),
        organisation: Some(OrganisationId::new(id(3))),
        purpose,
        follow_up: FollowUpId::new(id(1)),
        touchpoint: None,
        asked_first: false,
        exempt: false,
        commercial: false,
        unanswered_after_first: 2,
        calendar,
    }
}

/// Just before and exactly at the instant from which a cap is kept again.
fn edge(proposed: &Proposed<'_>, history: &PaceHistory, cap: Cap, until: &str) {
    let caps = Caps::DEFAULT;
    let until = at(until);
    let before = until - SignedDuration::from_secs(1);
    let block = PaceBlock { cap, until: Some(until) };
    assert_eq!(check(proposed, before, history, &caps), Err(block), "a second before");
    assert_eq!(check(proposed, until, history, &caps), Ok(()), "at its end");
}

#[test]
fn nothing_sent_is_nothing_in_the_way() {
    let calendar = new_york();
    for purpose in Purpose::ALL {
        let answer = check(&proposed(&calendar, purpose), at(NOW), &history(&[]), &Caps::DEFAULT);
        assert_eq!(answer, Ok(()));
    }
}

#[test]
fn five_business_days_after_an_unanswered_note_and_three_where_they_asked_first() {
    let calendar = new_york();
    // Tuesday 9 June; the fifth business day after is Tuesday the 16th, at half past eight.
    let sent = history(&[note("2026-06-09T21:00:00Z", Purpose::KeepInTouch)]);
    let cold = proposed(&calendar, Purpose::KeepInTouch);
    edge(&cold, &sent, Cap::Unanswered, "2026-06-16T12:30:00Z");
    let asked = Proposed { asked_first: true, ..cold };
    edge(&asked, &sent, Cap::Unanswered, "2026-06-12T12:30:00Z");
    let lenient = Caps { unanswered_days: 0, ..Caps::DEFAULT };
    let early = at("2026-06-12T12:29:59Z");
    let block = PaceBlock { cap: Cap::Distance, until: Some(at("2026-06-12T12:30:00Z")) };
    assert_eq!(check(&cold, early, &sent, &lenient), Err(block));
}

#[test]
fn an_answer_after_the_last_note_lifts_distance_and_silence() {
    let calendar = new_york();
    let mut sent = history(&[note("2026-06-15T15:00:00Z", Purpose::KeepInTouch)]);
    let cold = proposed(&calendar, Purpose::Answer);
    assert!(check(&cold, at(NOW), &sent, &Caps::DEFAULT).is_err());
    // Heard at the very instant counts; a moment before does not.
    sent.last_heard = Some(at("2026-06-15T14:59:59Z"));
    assert!(check(&cold, at(NOW), &sent, &Caps::DEFAULT).is_err());
    sent.last_heard = Some(at("2026-06-15T15:00:00Z"));
    assert_eq!(check(&cold, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
}

#[test]
fn four_notes_in_thirty_days() {
    let calendar = new_york();
    let days = ["2026-05-20", "2026-05-28", "2026-06-03", "2026-06-08"];
    let notes = days.map(|day| note(&format!("{day}T15:00:00Z"), Purpose::KeepInTouch));
    let mut sent = history(&notes);
    // They answered each time, so only the number counts; the first leaves on 19 June.
    sent.last_heard = Some(at("2026-06-09T15:00:00Z"));
    edge(&proposed(&calendar, Purpose::Answer), &sent, Cap::Month, "2026-06-19T15:00:00Z");
    sent.notes.pop();
    let fewer = check(&proposed(&calendar, Purpose::Answer), at(NOW), &sent, &Caps::DEFAULT);
    assert_eq!(fewer, Ok(()));
}

#[test]
fn eight_notes_in_a_year_without_an_answer() {
    let calendar = new_york();
    let caps = Caps { ignored_before_sleep: 99, ..Caps::DEFAULT };
    let own = Some(FollowUpId::new(id(99)));
    let notes: Vec<PastNote> = (1..=8)
        .map(|month| PastNote {
            follow_up: own,
            ..note(&format!("2026-{month:02}-01T15:00:00Z"), Purpose::KeepInTouch)
        })
        .collect();
    let mut sent = history(&notes);
    let asked = proposed(&calendar, Purpose::KeepInTouch);
    let autumn = at("2026-10-01T15:00:00Z");
    let block = PaceBlock { cap: Cap::Year, until: Some(at("2027-01-01T15:00:00Z")) };
    assert_eq!(check(&asked, autumn, &sent, &caps), Err(block));
    assert_eq!(check(&asked, at("2027-01-01T15:00:00Z"), &sent, &caps), Ok(()));
    // One answer within the year lifts it.
    sent.last_heard = Some(at("2026-02-01T15:00:00Z"));
    assert_eq!(check(&asked, autumn, &sent, &caps), Ok(()));
}

#[test]
fn three_in_a_thread_are_enough_and_four_where_the_playbook_says_so() {
    let calendar = new_york();
    let own = Some(FollowUpId::new(id(1)));
    let thread = |count: usize| {
        let days = ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-06"];
        let notes: Vec<PastNote> = days[..count]
            .iter()
            .map(|day| PastNote {
                follow_up: own,
                ..note(&format!("{day}T15:00:00Z"), Purpose::Nudge)
            })
            .collect();
        history(&notes)
    };
    let two = proposed(&calendar, Purpose::Nudge);
    let three = Proposed { unanswered_after_first: 3, ..two };
    let full = Err(PaceBlock { cap: Cap::Thread, until: None });
    assert_eq!(check(&two, at(NOW), &thread(2), &Caps::DEFAULT), Ok(()));
    assert_eq!(check(&two, at(NOW), &thread(3), &Caps::DEFAULT), full);
    assert_eq!(check(&three, at(NOW), &thread(3), &Caps::DEFAULT), Ok(()));
    assert_eq!(check(&three, at(NOW), &thread(4), &Caps::DEFAULT), full);
    // An answer in between starts the count anew.
    let mut answered = thread(3);
    answered.last_heard = Some(at("2026-02-10T15:00:00Z"));
    assert_eq!(check(&two, at(NOW), &answered, &Caps::DEFAULT), Ok(()));
}

#[test]
fn three_ignored_put_a_new_playbook_to_sleep_and_let_a_running_one_finish() {
    let calendar = new_york();
    let other = FollowUpId::new(id(77));
    let notes = ["2026-01-05", "2026-02-05", "2026-03-05"].map(|day| PastNote {
        follow_up: Some(other),
        ..note(&format!("{day}T15:00:00Z"), Purpose::KeepInTouch)
    });
    let sent = history(&notes);
    let new = proposed(&calendar, Purpose::KeepInTouch);
    edge(&new, &sent, Cap::Sleep, "2027-03-05T15:00:00Z");
    let running = Proposed { follow_up: other, unanswered_after_first: 3, ..new };
    assert_eq!(check(&running, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
    let two = history(&notes[..2]);
    assert_eq!(check(&new, at(NOW), &two, &Caps::DEFAULT), Ok(()));
}

#[test]
fn one_status_question_per_organisation_over_all_its_people() {
    let calendar = new_york();
    let to_theo = PastNote {
        contact: ContactId::new(id(THEO)),
        ..note("2026-06-09T21:00:00Z", Purpose::StatusCheck)
    };
    let sent = history(std::slice::from_ref(&to_theo));
    let status = proposed(&calendar, Purpose::StatusCheck);
    edge(&status, &sent, Cap::Status, "2026-06-16T12:30:00Z");
    // Not even references are exempt from it, but only questions about the status count.
    let exempt = Proposed { exempt: true, ..status };
    let morning = at("2026-06-15T15:00:00Z");
    assert_eq!(check(&exempt, morning, &sent, &Caps::DEFAULT).unwrap_err().cap, Cap::Status);
    let thanks = proposed(&calendar, Purpose::Thanks);
    assert_eq!(check(&thanks, morning, &sent, &Caps::DEFAULT), Ok(()));
    for organisation in [None, Some(OrganisationId::new(id(4)))] {
        let elsewhere = Proposed { organisation, ..status };
        assert_eq!(check(&elsewhere, morning, &sent, &Caps::DEFAULT), Ok(()));
    }
    let nowhere = history(&[PastNote { organisation: None, ..to_theo }]);
    let alone = Proposed { organisation: None, ..status };
    assert_eq!(check(&alone, morning, &nowhere, &Caps::DEFAULT), Ok(()));
}

#[test]
fn the_card_and_the_mail_of_one_thank_you_are_one_note() {
    let calendar = new_york();
    let meeting = Some(TouchpointId::new(id(5)));
    let mail = PastNote { touchpoint: meeting, ..note("2026-06-16T13:00:00Z", Purpose::Thanks) };
    let sent = history(std::slice::from_ref(&mail));
    let card = Proposed { touchpoint: meeting, ..proposed(&calendar, Purpose::Thanks) };
    assert_eq!(check(&card, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
    // For any other note the two count, once.
    let both = history(&[mail.clone(), PastNote { channel: Channel::Paper, ..mail.clone() }]);
    let one = Caps { person_per_30_days: 2, distance_days: 0, unanswered_days: 0, ..Caps::DEFAULT };
    let check_up = proposed(&calendar, Purpose::StatusCheck);
    assert_eq!(check(&check_up, at(NOW), &both, &one), Ok(()));
    // Thanks for another meeting, or for none, are another note.
    for touchpoint in [None, Some(TouchpointId::new(id(6)))] {
        let other = Proposed { touchpoint, ..card };
        assert!(check(&other, at(NOW), &sent, &Caps::DEFAULT).is_err());
    }
}

#[test]
fn a_customer_is_thanked_twice_a_year() {
    let calendar = new_york();
    let meeting = |number| Some(TouchpointId::new(id(number)));
    let thanks = |day: &str, number| PastNote {
        touchpoint: meeting(number),
        ..note(&format!("{day}T15:00:00Z"), Purpose::Thanks)
    };
    // A card and a mail for the first meeting are one thank-you.
    let first = thanks("2026-01-05", 20);
    let card = PastNote { channel: Channel::Paper, ..first.clone() };
    let mut sent = history(&[first, card]);
    let third = Proposed {
        commercial: true,
        touchpoint: meeting(22),
        ..proposed(&calendar, Purpose::Thanks)
    };
    assert_eq!(check(&third, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
    sent.notes.push(thanks("2026-03-05", 21));
    edge(&third, &sent, Cap::Thanks, "2027-01-05T15:00:00Z");
    let interview = Proposed { commercial: false, ..third };
    assert_eq!(check(&interview, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
}

#[test]
fn one_greeting_a_year() {
    let calendar = new_york();
    let sent = history(&[note("2026-01-05T15:00:00Z", Purpose::Greeting)]);
    edge(&proposed(&calendar, Purpose::Greeting), &sent, Cap::Greeting, "2027-01-05T15:00:00Z");
}

#[test]
fn references_are_exempt_from_the_caps_per_person() {
    let calendar = new_york();
    let sent = history(&[note("2026-06-16T14:00:00Z", Purpose::Alert)]);
    let alert = proposed(&calendar, Purpose::Alert);
    assert!(check(&alert, at(NOW), &sent, &Caps::DEFAULT).is_err());
    assert_eq!(check(&Proposed { exempt: true, ..alert }, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
}

#[test]
fn a_preparation_reaches_nobody() {
    let calendar = new_york();
    let prepared = history(&[note("2026-06-16T14:00:00Z", Purpose::Preparation)]);
    let thanks = proposed(&calendar, Purpose::Thanks);
    assert_eq!(check(&thanks, at(NOW), &prepared, &Caps::DEFAULT), Ok(()));
    let sent = PaceHistory {
        notes_today: 99,
        ..history(&[note("2026-06-16T14:00:00Z", Purpose::Thanks)])
    };
    let preparation = proposed(&calendar, Purpose::Preparation);
    assert_eq!(check_ahead(&preparation, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
}

#[test]
fn a_day_has_room_for_forty_notes_and_fifteen_new_people() {
    let calendar = new_york();
    let known = [note("2026-01-05T15:00:00Z", Purpose::KeepInTouch)];
    let tomorrow = Some(at("2026-06-17T12:30:00Z"));
    let keep = proposed(&calendar, Purpose::KeepInTouch);
    for (notes, today, first, expected) in [
        (&known[..], 39, 15, Ok(())),
        (&known[..], 40, 0, Err(PaceBlock { cap: Cap::Day, until: tomorrow })),
        (&[][..], 39, 14, Ok(())),
        (&[][..], 15, 15, Err(PaceBlock { cap: Cap::FirstNotes, until: tomorrow })),
    ] {
        let sent = PaceHistory { notes_today: today, first_notes_today: first, ..history(notes) };
        assert_eq!(check(&keep, at(NOW), &sent, &Caps::DEFAULT), expected, "{today} {first}");
        // What was sent today says nothing about another day.
        assert_eq!(check_ahead(&keep, at(NOW), &sent, &Caps::DEFAULT), Ok(()));
    }
}

#[test]
fn the_cap_that_blocks_longest_answers_and_never_is_longer_than_any_day() {
    let calendar = new_york();
    let own = Some(FollowUpId::new(id(1)));
    let notes = ["2026-06-08", "2026-06-11", "2026-06-15"].map(|day| PastNote {
        follow_up: own,
        ..note(&format!("{day}T15:00:00Z"), Purpose::StatusCheck)
    });
    let status = proposed(&calendar, Purpose::StatusCheck);
    let all = check(&status, at(NOW), &history(&notes), &Caps::DEFAULT);
    assert_eq!(all, Err(PaceBlock { cap: Cap::Thread, until: None }));
    // Distance until Thursday, silence and status until Tuesday: the longer one is told.
    let two = check(&status, at(NOW), &history(&notes[1..]), &Caps::DEFAULT).unwrap_err();
    assert_eq!(two.until, Some(at("2026-06-23T12:30:00Z")));
}

#[test]
fn a_cap_of_none_lets_nothing_through() {
    let calendar = new_york();
    let sent = history(&[note("2025-01-05T15:00:00Z", Purpose::KeepInTouch)]);
    let caps = Caps { person_per_30_days: 0, ..Caps::DEFAULT };
    let answer = check(&proposed(&calendar, Purpose::KeepInTouch), at(NOW), &sent, &caps);
    assert_eq!(answer, Err(PaceBlock { cap: Cap::Month, until: None }));
}

proptest! {
    #[test]
    fn what_a_block_names_is_the_first_instant_that_passes(
        hours in prop::collection::vec(0_i64..24 * 400, 0..9),
        heard in prop::option::of(0_i64..24 * 400),
        purpose in prop::sample::select(Purpose::ALL.to_vec()),
        own in any::<bool>(),
    ) {
        let calendar = new_york();
        let now = at(NOW);
        let notes: Vec<PastNote> = hours
            .iter()
            .map(|hours| PastNote {
                at: now - SignedDuration::from_hours(*hours),
                follow_up: own.then(|| FollowUpId::new(id(1))),
                ..note(NOW, purpose)
            })
            .collect();
        let sent = PaceHistory {
            notes,
            last_heard: heard.map(|hours| now - SignedDuration::from_hours(hours)),
            ..PaceHistory::default()
        };
        let wanted = proposed(&calendar, purpose);
        if let Err(PaceBlock { until: Some(until), .. }) = check(&wanted, now, &sent, &Caps::DEFAULT) {
            prop_assert!(until > now);
            let before = until - SignedDuration::from_secs(1);
            prop_assert!(check(&wanted, before.max(now), &sent, &Caps::DEFAULT).is_err());
            // An answer a year ago no longer counts, so only the cap for a year may come up then.
            let then = check(&wanted, until, &sent, &Caps::DEFAULT);
            prop_assert!(then.is_ok() || then.unwrap_err().cap == Cap::Year);
        }
    }
}
