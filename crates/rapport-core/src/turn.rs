//! Whose turn it is: who must write next, and since when the clock runs (C5).

use jiff::Timestamp;

pub mod threads;
pub mod waits;

/// Who must write next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Turn {
    /// The user owes an answer since then: the first unanswered message starts the clock.
    Mine {
        /// When the first message without an answer came in.
        since: Timestamp,
    },
    /// They were written to last.
    Theirs {
        /// When.
        since: Timestamp,
    },
    /// Nobody owes anything.
    #[default]
    Nobody,
}

/// Something that may change the turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TurnEvent {
    /// They wrote, and it wants an answer.
    TheyAsked,
    /// They wrote, and it wants none: thanks, a no, an acknowledgement.
    TheyClosed,
    /// The user wrote or spoke to them.
    IAnswered,
    /// The user says that nothing is owed.
    Settled,
}

impl TurnEvent {
    /// What a received message of this class (its stored word) does to the turn, as
    /// [`crate::person`] decides it; `None` where nobody's turn changes, as with away notices and
    /// lists.
    #[must_use]
    pub fn of_class(word: &str) -> Option<Self> {
        match word {
            "answer" | "interested" | "question" | "order" | "problem" | "referral"
            | "invitation" | "offer" | "invitation-notice" | "offer-notice" | "calendar" => {
                Some(Self::TheyAsked)
            }
            "decline" | "rejection" | "later" | "rejection-notice" => Some(Self::TheyClosed),
            "opt-out" | "complaint" => Some(Self::Settled),
            _ => None,
        }
    }
}

impl Turn {
    /// The turn after an event. Several questions in a row are one: the clock keeps its start.
    #[must_use]
    pub const fn after(self, event: TurnEvent, at: Timestamp) -> Self {
        match (self, event) {
            (Self::Mine { since }, TurnEvent::TheyAsked) => Self::Mine { since },
            (Self::Theirs { .. } | Self::Nobody, TurnEvent::TheyAsked) => Self::Mine { since: at },
            // A "thanks, bye" after a question leaves the question open.
            (Self::Mine { since }, TurnEvent::TheyClosed) => Self::Mine { since },
            (Self::Theirs { .. } | Self::Nobody, TurnEvent::TheyClosed) => Self::Nobody,
            (_, TurnEvent::IAnswered) => Self::Theirs { since: at },
            (_, TurnEvent::Settled) => Self::Nobody,
        }
    }

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mine { .. } => "mine",
            Self::Theirs { .. } => "theirs",
            Self::Nobody => "nobody",
        }
    }

    /// Since when, if anybody owes anything.
    #[must_use]
    pub const fn since(self) -> Option<Timestamp> {
        match self {
            Self::Mine { since } | Self::Theirs { since } => Some(since),
            Self::Nobody => None,
        }
    }

    /// Reads [`Self::word`] with its instant.
    #[must_use]
    pub fn parse(word: &str, since: Option<Timestamp>) -> Option<Self> {
        match (word, since) {
            ("mine", Some(since)) => Some(Self::Mine { since }),
            ("theirs", Some(since)) => Some(Self::Theirs { since }),
            ("nobody", _) => Some(Self::Nobody),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_first_unanswered_message_starts_the_clock() {
        let turn = Turn::Nobody
            .after(TurnEvent::TheyAsked, at(10))
            .after(TurnEvent::TheyAsked, at(20))
            .after(TurnEvent::TheyClosed, at(30));
        assert_eq!(turn, Turn::Mine { since: at(10) });
        let answered = turn.after(TurnEvent::IAnswered, at(40));
        assert_eq!(answered, Turn::Theirs { since: at(40) });
        assert_eq!(answered.after(TurnEvent::TheyClosed, at(50)), Turn::Nobody);
        assert_eq!(Turn::parse(turn.word(), turn.since()), Some(turn));
    }
}
