//! How long people waited for the user, from the history of their mail alone: so a class that is
//! corrected later changes the figures by itself.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::threads::{ThreadTurn, TurnStep, step};
use super::{Turn, TurnEvent};

/// One time that somebody waited for an answer. Several questions in a row are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wait {
    /// When the first message without an answer came in.
    pub since: Timestamp,
    /// How it ended.
    pub end: WaitEnd,
}

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitEnd {
    /// They still wait.
    Open,
    /// The user wrote then.
    Answered(Timestamp),
    /// A talk or the user's word settled it; that says nothing of how long an answer takes.
    Settled,
}

/// One thing of a history: when, in which thread, and what it does to a turn.
pub type Said<'a> = (Timestamp, Option<&'a str>, TurnEvent);

/// The waits in the history of one contact, oldest event first. Each thread has its own; several
/// questions in a row in one thread are one wait.
#[must_use]
pub fn waits<'a>(history: impl IntoIterator<Item = Said<'a>>) -> Vec<Wait> {
    let mut threads: Vec<ThreadTurn> = Vec::new();
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<Wait> = Vec::new();
    for (at, thread, event) in history {
        step(&mut threads, &TurnStep { thread, event, at, message: None });
        let mine = |it: &&ThreadTurn| matches!(it.turn, Turn::Mine { .. });
        open.retain(|name, place| {
            let is_open = threads.iter().filter(mine).any(|it| it.thread == *name);
            if !is_open {
                found[*place].end = match event {
                    TurnEvent::IAnswered => WaitEnd::Answered(at),
                    TurnEvent::TheyAsked | TurnEvent::TheyClosed | TurnEvent::Settled => {
                        WaitEnd::Settled
                    }
                };
            }
            is_open
        });
        for it in threads.iter().filter(mine) {
            if !open.contains_key(&it.thread) {
                open.insert(it.thread.clone(), found.len());
                found.push(Wait { since: at, end: WaitEnd::Open });
            }
        }
    }
    found
}

/// The smallest of the lengths that at least this share (0 to 100) of them do not exceed (the
/// nearest-rank method); `None` without any.
#[must_use]
pub fn percentile(lengths: &[SignedDuration], share: usize) -> Option<SignedDuration> {
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * share.min(100)).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn questions_in_a_row_are_one_wait_and_a_talk_gives_no_figure() {
        let found = waits([
            (at(10), Some("offer"), TurnEvent::TheyAsked),
            (at(20), Some("offer"), TurnEvent::TheyAsked),
            (at(30), Some("offer"), TurnEvent::IAnswered),
            (at(40), Some("offer"), TurnEvent::TheyAsked),
            (at(50), None, TurnEvent::Settled),
            (at(60), Some("offer"), TurnEvent::TheyClosed),
            (at(70), Some("offer"), TurnEvent::TheyAsked),
        ]);
        let ends: Vec<_> = found.iter().map(|wait| (wait.since, wait.end)).collect();
        assert_eq!(
            ends,
            [
                (at(10), WaitEnd::Answered(at(30))),
                (at(40), WaitEnd::Settled),
                (at(70), WaitEnd::Open)
            ]
        );
    }

    #[test]
    fn each_thread_waits_for_itself() {
        let found = waits([
            (at(10), Some("offer"), TurnEvent::TheyAsked),
            (at(20), Some("lunch"), TurnEvent::TheyAsked),
            (at(30), Some("lunch"), TurnEvent::IAnswered),
        ]);
        let ends: Vec<_> = found.iter().map(|wait| (wait.since, wait.end)).collect();
        assert_eq!(ends, [(at(10), WaitEnd::Open), (at(20), WaitEnd::Answered(at(30)))]);
    }

    #[test]
    fn percentiles_are_lengths_that_occurred() {
        let lengths: Vec<_> = (1..=10).map(SignedDuration::from_hours).collect();
        assert_eq!(percentile(&lengths, 50), Some(SignedDuration::from_hours(5)));
        assert_eq!(percentile(&lengths, 90), Some(SignedDuration::from_hours(9)));
        assert_eq!(percentile(&lengths[..1], 90), Some(SignedDuration::from_hours(1)));
        assert_eq!(percentile(&[], 50), None);
    }
}
