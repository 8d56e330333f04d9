//! Whose turn it is in each thread with one contact, and with the contact as a whole: a question in
//! one thread stays open while another thread is answered.

use jiff::Timestamp;

use super::{Turn, TurnEvent};
use crate::ids::MessageId;

/// Where one thread stands. Threads in which nobody owes anything are not kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThreadTurn {
    /// The Message-ID of its first message; empty for what came without a thread.
    pub thread: String,
    /// Who must write next.
    pub turn: Turn,
    /// The message of theirs that asks, if it is the user's turn.
    pub message: Option<MessageId>,
}

/// Something that happened with a contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TurnStep<'a> {
    /// The thread it happened in; `None` for a talk, a letter or the user's word, which are about
    /// everything that is open.
    pub thread: Option<&'a str>,
    /// What it does to a turn.
    pub event: TurnEvent,
    /// When.
    pub at: Timestamp,
    /// Their message, if it is one.
    pub message: Option<MessageId>,
}

/// Takes the threads of a contact through one event.
///
/// Whoever writes in one thread is not waited for in another: their mail ends every
/// [`Turn::Theirs`], and of the user's own mails only the last one waits. What the user owes ends
/// only by an answer in its thread, or by something that is about everything.
pub fn step(threads: &mut Vec<ThreadTurn>, step: &TurnStep<'_>) {
    let thread = step.thread.unwrap_or_default();
    let place = threads.iter().position(|it| it.thread == thread);
    let before = place.map_or(Turn::Nobody, |place| threads[place].turn);
    let asked_by = place.and_then(|place| threads[place].message);
    let after = before.after(step.event, step.at);
    let is_whole = match step.event {
        TurnEvent::Settled => true,
        TurnEvent::IAnswered => step.thread.is_none(),
        TurnEvent::TheyAsked | TurnEvent::TheyClosed => false,
    };
    threads.retain(|it| it.thread != thread && !is_whole && matches!(it.turn, Turn::Mine { .. }));
    let message = match (before, after) {
        (Turn::Mine { .. }, Turn::Mine { .. }) => asked_by,
        (_, Turn::Mine { .. }) => step.message,
        _ => None,
    };
    if after != Turn::Nobody {
        threads.push(ThreadTurn { thread: thread.to_owned(), turn: after, message });
    }
}

/// Whose turn it is with the contact: what has been owed the longest comes first. The message is
/// the one that asks.
#[must_use]
pub fn whole(threads: &[ThreadTurn]) -> (Turn, Option<MessageId>) {
    let mine = threads.iter().filter(|it| matches!(it.turn, Turn::Mine { .. }));
    if let Some(first) = mine.min_by_key(|it| it.turn.since()) {
        return (first.turn, first.message);
    }
    let last = threads.iter().max_by_key(|it| it.turn.since());
    last.map_or((Turn::Nobody, None), |it| (it.turn, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::id;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn after(steps: &[(Option<&str>, TurnEvent, i64)]) -> Vec<ThreadTurn> {
        let mut threads = Vec::new();
        for (thread, event, second) in steps {
            let message = Some(MessageId::new(id(u128::try_from(*second).unwrap())));
            step(
                &mut threads,
                &TurnStep { thread: *thread, event: *event, at: at(*second), message },
            );
        }
        threads
    }

    #[test]
    fn a_question_stays_open_while_another_thread_is_answered() {
        use TurnEvent::{IAnswered, TheyAsked};
        let threads = after(&[
            (Some("offer"), TheyAsked, 10),
            (Some("lunch"), TheyAsked, 20),
            (Some("lunch"), IAnswered, 30),
        ]);
        let asked_by = Some(MessageId::new(id(10)));
        assert_eq!(whole(&threads), (Turn::Mine { since: at(10) }, asked_by));
        let answered = after(&[
            (Some("offer"), TheyAsked, 10),
            (Some("lunch"), IAnswered, 30),
            (Some("offer"), IAnswered, 40),
        ]);
        assert_eq!(whole(&answered), (Turn::Theirs { since: at(40) }, None));
        assert_eq!(answered.len(), 1, "only the last mail of the user waits");
    }

    #[test]
    fn a_talk_or_the_users_word_is_about_everything() {
        use TurnEvent::{IAnswered, Settled, TheyAsked};
        let two = [(Some("offer"), TheyAsked, 10), (Some("lunch"), TheyAsked, 20)];
        for (thread, event) in [(None, Settled), (Some("lunch"), Settled)] {
            let threads = after(&[&two[..], &[(thread, event, 30)]].concat());
            assert_eq!(whole(&threads), (Turn::Nobody, None), "{thread:?}");
        }
        let by_letter = after(&[&two[..], &[(None, IAnswered, 30)]].concat());
        assert_eq!(whole(&by_letter), (Turn::Theirs { since: at(30) }, None));
    }

    #[test]
    fn who_writes_is_no_longer_waited_for_elsewhere() {
        use TurnEvent::{IAnswered, TheyAsked, TheyClosed};
        let closed = after(&[(Some("offer"), IAnswered, 10), (Some("new"), TheyClosed, 20)]);
        assert_eq!(whole(&closed), (Turn::Nobody, None));
        let asked = after(&[(Some("offer"), IAnswered, 10), (None, TheyAsked, 20)]);
        assert_eq!(whole(&asked).0, Turn::Mine { since: at(20) });
    }

    #[test]
    fn the_first_question_of_a_thread_stands() {
        use TurnEvent::{TheyAsked, TheyClosed};
        let threads = after(&[
            (Some("offer"), TheyAsked, 10),
            (Some("offer"), TheyAsked, 20),
            (Some("offer"), TheyClosed, 30),
        ]);
        let asked_by = Some(MessageId::new(id(10)));
        assert_eq!(whole(&threads), (Turn::Mine { since: at(10) }, asked_by));
    }
}
