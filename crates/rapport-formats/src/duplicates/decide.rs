//! What becomes of a pair: merged by itself, asked about, or left.
//!
//! A pair is `Same` only where the estimate is 0.999 or more, by the weights learnt from the list
//! and by the reviewed ones alike, and the records themselves leave no room for a relative, a twin
//! or a colleague ([`super::sure`]).

use super::Scored;
use super::compare::{
    ADDRESS_2, BIRTHDAY, CITY, EMAIL, EXACT, FAMILY, FIELDS, GIVEN, MISSING, ORGANISATION, PHONE,
    POSTCODE, STATE, STREET, WEBSITE, birthday, email, family, given, organisation, street,
};
use super::record::Book;
use super::sure::leaves_no_room;
use super::weights::Weights;

/// What to do with a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// One person: may be merged without asking.
    Same,
    /// Perhaps: a person should look.
    Ask,
    /// Probably two.
    Different,
}

impl Verdict {
    /// The word of the documented JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Ask => "ask",
            Self::Different => "different",
        }
    }
}

/// The estimate from which a pair may be merged by itself.
const SURE: f64 = 0.999;

/// The estimate from which a person is asked.
const WORTH_ASKING: f64 = 0.15;

/// What a pair is judged by.
pub(super) struct Judge<'a> {
    /// The records made ready.
    pub book: &'a Book,
    /// What the estimates were made with.
    pub weights: &'a Weights,
    /// The defaults: what a list teaches may take a merge away, and never grant one.
    pub reviewed: &'a Weights,
}

impl Judge<'_> {
    /// The verdict, and what speaks for and against it, weightiest first.
    pub fn decide(&self, scored: &Scored) -> (Verdict, Vec<String>) {
        (self.verdict(scored), reasons(self.book, scored, self.weights))
    }

    fn verdict(&self, scored: &Scored) -> Verdict {
        let reviewed = || {
            let of = self.reviewed;
            of.probabilities(self.book, scored.a, scored.b, &scored.levels)[0] >= SURE
        };
        if scored.probability >= SURE && leaves_no_room(self.book, scored) && reviewed() {
            Verdict::Same
        } else if scored.probability >= WORTH_ASKING {
            Verdict::Ask
        } else {
            Verdict::Different
        }
    }
}

fn reasons(book: &Book, scored: &Scored, weights: &Weights) -> Vec<String> {
    let mut weighed: Vec<(f64, usize)> = (0..FIELDS)
        .filter(|field| scored.levels.0[*field] != MISSING)
        .map(|field| {
            (weights.evidence(book, scored.a, scored.b, field, scored.levels.0[field]), field)
        })
        .collect();
    weighed.sort_by(|x, y| y.0.abs().total_cmp(&x.0.abs()));
    let mut sentences: Vec<String> = weighed
        .into_iter()
        .map(|(_, field)| sentence(field, scored.levels.0[field]).to_owned())
        .collect();
    if book.prepared[scored.a].generation != book.prepared[scored.b].generation {
        sentences.insert(0, "one is called the younger or the elder, the other is not".to_owned());
    }
    sentences
}

fn sentence(field: usize, level: u8) -> &'static str {
    match (field, level) {
        (GIVEN, EXACT) => "same given name",
        (GIVEN, given::NICKNAME) => "one given name is a form of the other",
        (GIVEN, given::NEAR) => "given names differ by a slip",
        (GIVEN, given::INITIAL) => "one given name may stand for the other",
        (GIVEN, given::WEAK) => "given names sound alike",
        (GIVEN, given::TRANSPOSED) => "given and family name have changed places",
        (GIVEN, _) => "different given names",
        (FAMILY, EXACT) => "same family name",
        (FAMILY, family::NEAR) => "family names differ by a slip",
        (FAMILY, family::PART) => "one family name is a part of the other",
        (FAMILY, family::WEAK) => "family names sound alike",
        (FAMILY, _) => "different family names",
        (BIRTHDAY, EXACT) => "same birthday",
        (BIRTHDAY, birthday::SWAPPED) => "day and month of the birthday have changed places",
        (BIRTHDAY, birthday::SLIP) => "birthdays differ by a slip",
        (BIRTHDAY, birthday::PARTLY) => "birthdays agree in part",
        (BIRTHDAY, _) => "different birthdays",
        (STREET, EXACT) => "same street and number",
        (STREET, street::NEAR) => "streets differ by a slip",
        (STREET, street::OTHER_NUMBER) => "same street, another number",
        (STREET, street::CROSSED) => "the address lines are alike",
        (STREET, _) => "different streets",
        (ADDRESS_2, EXACT) => "same second address line",
        (ADDRESS_2, 2 | 3) => "second address lines are alike",
        (ADDRESS_2, _) => "different second address lines",
        (CITY, EXACT) => "same city",
        (CITY, 2) => "cities differ by a slip",
        (CITY, _) => "different cities",
        (POSTCODE, EXACT) => "same postcode",
        (POSTCODE, 2) => "postcodes differ by a slip",
        (POSTCODE, _) => "different postcodes",
        (STATE, EXACT) => "same state",
        (STATE, _) => "different states",
        (EMAIL, EXACT) => "same mailbox",
        (EMAIL, email::ROLE) => "same mailbox that is nobody's own",
        (EMAIL, email::NEAR) => "mail addresses differ by a slip",
        (EMAIL, email::LOCAL) => "mail addresses begin alike, at another domain",
        (EMAIL, _) => "different mail addresses",
        (PHONE, EXACT) => "same telephone number",
        (PHONE, 2) => "telephone numbers differ by a slip",
        (PHONE, _) => "different telephone numbers",
        (ORGANISATION, EXACT) => "same organisation",
        (ORGANISATION, organisation::NEAR) => "organisations differ by a slip",
        (ORGANISATION, organisation::PART | organisation::WEAK) => "organisations are alike",
        (ORGANISATION, _) => "different organisations",
        (WEBSITE, EXACT) => "same website",
        (_, _) => "different websites",
    }
}
