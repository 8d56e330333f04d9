//! What becomes of a pair: merged by itself, asked about, or left.
//!
//! A pair is `Same` only where the estimate is 0.999 or more and the records themselves leave no
//! room for a relative, a twin or a colleague: the names agree, something of the person's own
//! agrees too, and nothing contradicts.

use super::Scored;
use super::compare::{
    ADDRESS_2, BIRTHDAY, CITY, EMAIL, EXACT, FAMILY, FIELDS, GIVEN, MISSING, ORGANISATION, PHONE,
    POSTCODE, STATE, STREET, WEBSITE, birthday, email, family, given, organisation, street,
};
use super::record::Book;
use super::weights::Weights;
use crate::name::is_known_given;

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

/// The verdict, and what speaks for and against it, weightiest first.
pub(super) fn decide(book: &Book, scored: &Scored, weights: &Weights) -> (Verdict, Vec<String>) {
    let verdict = if scored.probability >= SURE && leaves_no_room(book, scored) {
        Verdict::Same
    } else if scored.probability >= WORTH_ASKING {
        Verdict::Ask
    } else {
        Verdict::Different
    };
    (verdict, reasons(book, scored, weights))
}

fn leaves_no_room(book: &Book, scored: &Scored) -> bool {
    let of = |field: usize| scored.levels.0[field];
    let (a, b) = (&book.prepared[scored.a], &book.prepared[scored.b]);
    let same_place = matches!(of(STREET), EXACT | street::NEAR) && of(CITY) < 3 && of(POSTCODE) < 3;
    if a.is_organisation() && b.is_organisation() {
        let named = matches!(of(ORGANISATION), EXACT | organisation::NEAR);
        let reached = of(PHONE) == EXACT
            || of(EMAIL) == EXACT
            || of(EMAIL) == email::ROLE
            || of(WEBSITE) == EXACT
            || same_place;
        return named && reached && of(CITY) < 3 && of(PHONE) != 3;
    }
    if matches!(of(BIRTHDAY), birthday::PARTLY | birthday::OTHER) || of(GIVEN) == given::OTHER {
        return false;
    }
    let given_agrees = match of(GIVEN) {
        EXACT | given::TRANSPOSED => true,
        // Twins have names that are nearly one another's, and both are names.
        given::NEAR => !(is_known_given(&a.first) && is_known_given(&b.first)),
        given::NICKNAME => of(EMAIL) == EXACT || of(BIRTHDAY) == EXACT,
        _ => false,
    };
    let family_agrees =
        matches!(of(FAMILY), EXACT | family::NEAR) || of(GIVEN) == given::TRANSPOSED;
    let born = matches!(of(BIRTHDAY), EXACT | birthday::SWAPPED);
    let mailed = matches!(of(EMAIL), EXACT);
    let called = of(PHONE) == EXACT;
    // Father and son of one name live in one house: address alone is never enough.
    let exact_names = of(GIVEN) == EXACT && of(FAMILY) == EXACT;
    let own = mailed
        || born
            && (same_place
                || called
                || exact_names && (of(POSTCODE) == EXACT || of(CITY) == EXACT))
        // Where one birthday is known the other record may be the father's.
        || called && exact_names && a.birthday.is_empty() && b.birthday.is_empty()
        || of(BIRTHDAY) == birthday::SLIP && exact_names && same_place && of(STREET) == EXACT;
    given_agrees && family_agrees && own
}

fn reasons(book: &Book, scored: &Scored, weights: &Weights) -> Vec<String> {
    let mut weighed: Vec<(f64, usize)> = (0..FIELDS)
        .filter(|field| scored.levels.0[*field] != MISSING)
        .map(|field| {
            (weights.evidence(book, scored.a, scored.b, field, scored.levels.0[field]), field)
        })
        .collect();
    weighed.sort_by(|x, y| y.0.abs().total_cmp(&x.0.abs()));
    weighed
        .into_iter()
        .map(|(_, field)| sentence(field, scored.levels.0[field]).to_owned())
        .collect()
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
