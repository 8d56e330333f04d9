//! A harvest as it is kept between two runs: headers alone were read, so there is no signature in it.
//!
//! Instants are microseconds. Where the hashes of another build differ, a mail that lies in two
//! mailboxes may count twice and a few answers are not measured; people and dates stay right.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Correspondent, Harvest, Place};

/// See the module.
#[derive(Serialize, Deserialize)]
pub(in crate::import) struct Kept {
    people: Vec<KeptPerson>,
    own_ids: Vec<(u64, i64)>,
    waiting: Vec<(u64, Vec<(String, i64)>)>,
    seen: Vec<u64>,
    passed_over: u64,
}

#[derive(Serialize, Deserialize)]
struct KeptPerson {
    key: String,
    address: String,
    names: Vec<(String, u32)>,
    received: u32,
    sent: u32,
    answered: u32,
    first: Option<i64>,
    last: Option<i64>,
    last_was_theirs: bool,
    answers: Vec<i64>,
    place: Option<Place>,
}

impl Kept {
    /// What was gathered so far.
    pub(in crate::import) fn of(harvest: &Harvest) -> Self {
        let micros = |at: Timestamp| at.as_microsecond();
        let people = harvest.people.iter().map(|(key, person)| KeptPerson {
            key: key.clone(),
            address: person.address.clone(),
            names: person.names.clone(),
            received: person.received,
            sent: person.sent,
            answered: person.answered,
            first: person.first.map(micros),
            last: person.last.map(micros),
            last_was_theirs: person.last_was_theirs,
            answers: person.answers.clone(),
            place: person.place,
        });
        let waiting = harvest.waiting.iter().map(|(id, answers)| {
            (*id, answers.iter().map(|(key, at)| (key.clone(), micros(*at))).collect())
        });
        Self {
            people: people.collect(),
            own_ids: harvest.own_ids.iter().map(|(id, at)| (*id, micros(*at))).collect(),
            waiting: waiting.collect(),
            seen: harvest.seen.iter().copied().collect(),
            passed_over: harvest.passed_over,
        }
    }

    /// The harvest it was, for a user with these mailboxes.
    pub(in crate::import) fn harvest(self, own: BTreeSet<String>) -> Harvest {
        let instant = |micros: i64| Timestamp::from_microsecond(micros).ok();
        let people = self.people.into_iter().map(|person| {
            let kept = Correspondent {
                address: person.address,
                names: person.names,
                received: person.received,
                sent: person.sent,
                answered: person.answered,
                first: person.first.and_then(instant),
                last: person.last.and_then(instant),
                last_was_theirs: person.last_was_theirs,
                answers: person.answers,
                signature: None,
                place: person.place,
            };
            (person.key, kept)
        });
        let waiting = self.waiting.into_iter().map(|(id, answers)| {
            let answers = answers.into_iter().filter_map(|(key, at)| Some((key, instant(at)?)));
            (id, answers.collect())
        });
        let own_ids = self.own_ids.into_iter().filter_map(|(id, at)| Some((id, instant(at)?)));
        Harvest {
            own,
            people: people.collect(),
            own_ids: own_ids.collect::<HashMap<_, _>>(),
            waiting: waiting.collect(),
            seen: self.seen.into_iter().collect(),
            passed_over: self.passed_over,
        }
    }
}
