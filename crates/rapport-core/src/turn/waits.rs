//! How long people waited for the user, from the history of their mail alone: so a class that is
//! corrected later changes the figures by itself.

use jiff::{SignedDuration, Timestamp};

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

/// The waits in the history of one contact, oldest event first, and whose turn it is at its end.
#[must_use]
pub fn waits(history: impl IntoIterator<Item = (Timestamp, TurnEvent)>) -> (Vec<Wait>, Turn) {
    let mut turn = Turn::Nobody;
    let mut found: Vec<Wait> = Vec::new();
    for (at, event) in history {
        let next = turn.after(event, at);
        match (turn, next) {
            (Turn::Theirs { .. } | Turn::Nobody, Turn::Mine { since }) => {
                found.push(Wait { since, end: WaitEnd::Open });
            }
            (Turn::Mine { .. }, Turn::Theirs { .. } | Turn::Nobody) => {
                if let Some(last) = found.last_mut() {
                    last.end = match event {
                        TurnEvent::IAnswered => WaitEnd::Answered(at),
                        TurnEvent::TheyAsked | TurnEvent::TheyClosed | TurnEvent::Settled => {
                            WaitEnd::Settled
                        }
                    };
                }
            }
            _ => {}
        }
        turn = next;
    }
    (found, turn)
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
        let (found, turn) = waits([
            (at(10), TurnEvent::TheyAsked),
            (at(20), TurnEvent::TheyAsked),
            (at(30), TurnEvent::IAnswered),
            (at(40), TurnEvent::TheyAsked),
            (at(50), TurnEvent::Settled),
            (at(60), TurnEvent::TheyClosed),
            (at(70), TurnEvent::TheyAsked),
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
        assert_eq!(turn, Turn::Mine { since: at(70) });
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
