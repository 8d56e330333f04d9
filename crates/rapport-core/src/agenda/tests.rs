//! The order of the agenda, what stays hidden, and that every order of the input gives one agenda.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::ids::{MessageId, OutboxItemId};
use crate::testing::{at, id};

const NOW: &str = "2026-06-16T15:00:00Z";

fn hours(count: i64) -> Timestamp {
    at(NOW) + SignedDuration::from_hours(count)
}

fn candidate(number: u128, name: &str, want: Want) -> Candidate {
    Candidate {
        contact: Some(ContactId::new(id(number))),
        follow_up: Some(FollowUpId::new(id(number))),
        name: name.to_owned(),
        want,
    }
}

fn answer(since: i64) -> Want {
    Want::Answer { since: hours(since), words: "Could you send the figures?".to_owned() }
}

fn review(closes: i64, by_hand: bool) -> Want {
    Want::Review {
        step: "Thank-you note".to_owned(),
        by_hand,
        blocked: false,
        closes: hours(closes),
        expires: hours(closes + 48),
    }
}

fn held(hold: Hold, since: i64) -> Want {
    Want::Held { step: "Result check".to_owned(), hold, since: hours(since), until: None }
}

fn on_its_way(closes: i64) -> Want {
    Want::OnItsWay { step: "Result check".to_owned(), not_before: hours(1), closes: hours(closes) }
}

fn news(at: i64) -> Want {
    Want::News { sentence: "it was sent".to_owned(), at: hours(at) }
}

/// The agenda as "group name", urgent rows with a star.
fn shown(candidates: Vec<Candidate>) -> Vec<String> {
    rank(candidates, at(NOW))
        .into_iter()
        .map(|row| {
            let star = if row.urgent { "*" } else { "" };
            format!("{} {}{star}", row.group.word(), row.candidate.name)
        })
        .collect()
}

#[test]
fn groups_come_in_order_and_within_them_the_pressing_first() {
    let doubt = Hold::Uncertain { item: OutboxItemId::new(id(99)) };
    let agenda = shown(vec![
        candidate(1, "Noor", news(-5)),
        candidate(2, "Olga", news(-1)),
        candidate(3, "Pia", on_its_way(3)),
        candidate(4, "Quentin", review(60, true)),
        candidate(5, "Rosa", review(90, false)),
        candidate(6, "Sami", review(2, false)),
        candidate(7, "Tara", review(40, false)),
        candidate(8, "Uwe", held(Hold::Unclear, -9)),
        candidate(9, "Vera", held(doubt, -1)),
        candidate(
            10,
            "Wim",
            Want::Offer { playbook: "After a rejection".to_owned(), since: hours(-20), met: None },
        ),
        candidate(11, "Xenia", answer(-2)),
        candidate(12, "Yara", answer(-50)),
    ]);
    assert_eq!(
        agenda,
        [
            // The longest-waiting on top.
            "they-wait Yara*",
            "they-wait Xenia*",
            "decide Vera*",
            "decide Wim",
            "decide Uwe",
            // The soonest-closing first.
            "ready Sami*",
            "ready Tara",
            "ready Rosa",
            "by-hand Quentin",
            "closing-soon Pia*",
            // The latest news first.
            "just-happened Olga",
            "just-happened Noor",
        ]
    );
}

#[test]
fn a_hold_shows_only_when_it_asks_and_is_not_shown_elsewhere() {
    let dana = ContactId::new(id(1));
    let cases = [
        (Hold::Away { until: None }, None),
        (Hold::Snoozed { until: hours(5) }, None),
        // The answer itself is a row of its own.
        (Hold::Stopped(StopCause::Answered), None),
        (Hold::Stopped(StopCause::ColleagueAnswered(dana)), None),
        (Hold::Stopped(StopCause::Declined), Some(false)),
        (Hold::Stopped(StopCause::Unreachable), Some(false)),
        (Hold::Stopped(StopCause::MeetingArranged), Some(false)),
        (Hold::TooLate, Some(true)),
        (Hold::Uncertain { item: OutboxItemId::new(id(9)) }, Some(true)),
        (Hold::Undeliverable { why: "full".to_owned() }, Some(false)),
        (Hold::Unclear, Some(false)),
        (Hold::WroteByHand, Some(false)),
        (Hold::MeetingOff, Some(false)),
        (Hold::NoAddress, Some(false)),
        (Hold::NoBasis { why: "none".to_owned() }, Some(false)),
        (Hold::RuledOut, Some(false)),
    ];
    for (hold, urgent) in cases {
        let rows = rank(vec![candidate(1, "Dana", held(hold.clone(), -1))], at(NOW));
        assert_eq!(rows.first().map(|row| row.urgent), urgent, "{hold:?}");
        assert!(rows.iter().all(|row| row.group == Group::Decide));
        // What is hidden is never a question that nothing else shows.
        let answered = matches!(hold, Hold::Stopped(_));
        assert!(!rows.is_empty() || answered || !hold.asks(), "{hold:?}");
    }
}

#[test]
fn a_day_before_the_end_is_soon_and_a_note_with_time_needs_no_row() {
    for (closes, urgent) in [(23, true), (24, false), (-1, true)] {
        let rows = rank(vec![candidate(1, "Dana", review(closes, false))], at(NOW));
        assert_eq!(rows[0].urgent, urgent, "{closes}");
    }
    assert_eq!(shown(vec![candidate(1, "Dana", on_its_way(24))]), Vec::<String>::new());
    assert_eq!(shown(vec![candidate(1, "Dana", on_its_way(23))]).len(), 1);
}

#[test]
fn every_group_has_a_heading_and_a_word() {
    let groups = [
        Group::TheyWait,
        Group::Decide,
        Group::Ready,
        Group::ByHand,
        Group::ClosingSoon,
        Group::JustHappened,
    ];
    assert!(groups.is_sorted());
    let words: std::collections::BTreeSet<&str> = groups.iter().map(|group| group.word()).collect();
    assert_eq!(words.len(), groups.len());
    assert!(groups.iter().all(|group| !group.heading().is_empty()));
}

fn any_want() -> impl Strategy<Value = Want> {
    // Few values, so that ties are common.
    (0_u8..7, -2_i64..3, any::<bool>()).prop_map(|(kind, when, flag)| {
        let words = if flag { "one" } else { "two" }.to_owned();
        match kind {
            0 => Want::Answer { since: hours(when), words },
            1 => review(when * 20, flag),
            2 => held(if flag { Hold::Unclear } else { Hold::TooLate }, when),
            3 => on_its_way(when),
            4 => Want::Offer { playbook: words, since: hours(when), met: None },
            5 => Want::Suggestion {
                message: MessageId::new(crate::testing::id(77)),
                why: words,
                since: hours(when),
            },
            _ => Want::News { sentence: words, at: hours(when) },
        }
    })
}

proptest! {
    #[test]
    fn the_same_candidates_give_the_same_agenda_in_any_order(
        wants in prop::collection::vec((any_want(), 0_u128..3), 0..12),
        shift in 0_usize..12,
    ) {
        let candidates: Vec<Candidate> = wants
            .into_iter()
            .map(|(want, number)| candidate(number, if number == 0 { "Dana" } else { "Theo" }, want))
            .collect();
        let mut turned = candidates.clone();
        turned.reverse();
        if !turned.is_empty() {
            let by = shift % turned.len();
            turned.rotate_left(by);
        }
        let first = rank(candidates.clone(), at(NOW));
        prop_assert_eq!(&first, &rank(turned, at(NOW)));
        prop_assert!(first.len() <= candidates.len());
        prop_assert!(first.is_sorted_by_key(|row| row.group));
    }
}
