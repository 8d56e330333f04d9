//! When a pair leaves no room for two people, and may be merged without a question.
//!
//! A high estimate is not enough. People of one household share family name, address, telephone,
//! often the mailbox, and twins the birthday; a son may have his father's whole name. So the names
//! have to agree, something has to agree that these people do not share, and nothing may contradict.
//! What many share is found in the list itself: a telephone or mailbox under which it knows people
//! of other names is nobody's own.
//!
//! Not here: the estimate ([`super::weights`]), and pairs that are only likely ([`super::decide`]).

use super::Scored;
use super::compare::{
    BIRTHDAY, CITY, EMAIL, EXACT, FAMILY, GIVEN, ORGANISATION, PHONE, POSTCODE, STREET, WEBSITE,
    birthday, email, family, given, organisation, street,
};
use super::record::{Book, Prepared};
use super::similarity::edits;
use crate::name::is_known_given;

/// Father and son are at least so many years apart; a slip in a year of birth that comes to more
/// may be the other's birthday.
const GENERATION: u32 = 12;

/// Years of birth of people who are written to; others are slips in any case.
const LIKELY_YEARS: std::ops::RangeInclusive<u32> = 1890..=2035;

/// Words in front of the `@` that say that a household reads it.
const HOUSEHOLD_WORDS: [&str; 12] = [
    "family",
    "familie",
    "famille",
    "familia",
    "famiglia",
    "fam",
    "household",
    "home",
    "house",
    "parents",
    "eltern",
    "couple",
];

/// Is there no room for two?
pub(super) fn leaves_no_room(book: &Book, scored: &Scored) -> bool {
    let (a, b) = (&book.prepared[scored.a], &book.prepared[scored.b]);
    let pair = Evidence { book, scored, a, b };
    if a.is_organisation() && b.is_organisation() {
        return pair.one_body();
    }
    !pair.contradicts() && pair.is_named() && pair.has_own()
}

/// A pair and where it stands.
struct Evidence<'a> {
    book: &'a Book,
    scored: &'a Scored,
    a: &'a Prepared,
    b: &'a Prepared,
}

impl Evidence<'_> {
    fn of(&self, field: usize) -> u8 {
        self.scored.levels.0[field]
    }

    fn is_same_place(&self) -> bool {
        matches!(self.of(STREET), EXACT | street::NEAR)
            && self.of(CITY) < 3
            && self.of(POSTCODE) < 3
    }

    /// One organisation: its name, a way to reach it, and no other branch.
    fn one_body(&self) -> bool {
        let named = match self.of(ORGANISATION) {
            EXACT => true,
            // `Fund 2` and `Fund 3` are no slip.
            organisation::NEAR => numbers(&self.a.organisation).eq(numbers(&self.b.organisation)),
            _ => false,
        };
        let elsewhere = matches!(self.of(STREET), street::OTHER_NUMBER | street::OTHER);
        let reached = self.of(PHONE) == EXACT
            || !elsewhere
                && (matches!(self.of(EMAIL), EXACT | email::ROLE) || self.of(WEBSITE) == EXACT)
            || self.is_same_place();
        named && reached && self.of(CITY) < 3 && self.of(PHONE) != 3
    }

    /// What speaks of two people, whatever else agrees.
    fn contradicts(&self) -> bool {
        matches!(self.of(BIRTHDAY), birthday::PARTLY | birthday::OTHER)
            || self.of(GIVEN) == given::OTHER
            || self.a.generation != self.b.generation
            || middles_differ(&self.a.given, &self.b.given)
            || self.of(BIRTHDAY) == birthday::SLIP
                && years_apart(&self.a.birthday, &self.b.birthday) > GENERATION
    }

    /// Both bear one name, as far as writing can tell.
    fn is_named(&self) -> bool {
        let family = matches!(self.of(FAMILY), EXACT | family::NEAR);
        match self.of(GIVEN) {
            EXACT => family,
            given::TRANSPOSED => is_crossed(self.a, self.b) || is_crossed(self.b, self.a),
            given::NEAR => family && self.is_slip(),
            // Twins and mothers and daughters have such names, too: only their own mailbox tells.
            given::NICKNAME => family && self.has_own_mailbox(),
            _ => false,
        }
    }

    /// Something agrees that relatives, namesakes and colleagues do not share.
    fn has_own(&self) -> bool {
        let born = matches!(self.of(BIRTHDAY), EXACT | birthday::SWAPPED);
        let called = self.of(PHONE) == EXACT;
        let exact = self.of(GIVEN) == EXACT && self.of(FAMILY) == EXACT;
        let place = self.is_same_place();
        self.has_own_mailbox()
            || born
                && (place
                    || called
                    || exact && (self.of(POSTCODE) == EXACT || self.of(CITY) == EXACT))
            // Where one birthday is known the other record may be the father's.
            || called
                && exact
                && self.a.birthday.is_empty()
                && self.b.birthday.is_empty()
                && self.has_own_number()
            || self.of(BIRTHDAY) == birthday::SLIP
                && exact
                && place
                && self.of(STREET) == EXACT
    }

    /// One given name is the other with a slip of the hand, not a name of its own: a relative's or a
    /// twin's is often nearly the same.
    fn is_slip(&self) -> bool {
        let (x, y) = (&*self.a.first, &*self.b.first);
        let known = (is_known_given(x), is_known_given(y));
        if known.0 && known.1 {
            return false;
        }
        if self.has_own_mailbox() && self.is_mailbox_named(x, y) {
            return true;
        }
        let often = |one: &Prepared| self.book.count(super::record::GIVEN, one.values[0]).0;
        let (of_x, of_y) = (often(self.a), often(self.b));
        // The slip is a word that nobody else bears; the name is one that is known or common here.
        let x_is_slip = !known.0 && of_x <= 1 && (known.1 || of_y > 2);
        let y_is_slip = !known.1 && of_y <= 1 && (known.0 || of_x > 2);
        (x_is_slip || y_is_slip) && !may_be_two_names(x, y)
    }

    /// A mailbox of both that a person reads and no household.
    fn has_own_mailbox(&self) -> bool {
        let exact = self.of(GIVEN) == EXACT;
        self.of(EMAIL) == EXACT
            && self.a.mailboxes.iter().any(|mailbox| {
                !mailbox.role
                    && self.b.mailboxes.iter().any(|other| other.key == mailbox.key)
                    && !self.book.is_shared_mailbox(&mailbox.key)
                    && !is_of_household(&mailbox.local, self.a, self.b, exact)
            })
    }

    /// Does a mailbox of both bear one of the two given names?
    fn is_mailbox_named(&self, x: &str, y: &str) -> bool {
        let named = |local: &str| [x, y].iter().any(|name| name.len() > 3 && local.contains(*name));
        self.a.mailboxes.iter().any(|mailbox| {
            named(&mailbox.local) && self.b.mailboxes.iter().any(|other| other.key == mailbox.key)
        })
    }

    /// A number of both that an organisation gave to one of its people. At home father and son are
    /// called by one number, and a house of the family's name may employ both.
    fn has_own_number(&self) -> bool {
        matches!(self.of(ORGANISATION), EXACT | organisation::NEAR)
            && !self.a.organisation.replace(' ', "").contains(&*self.a.family)
            && self
                .a
                .phones
                .iter()
                .any(|key| self.b.phones.contains(key) && !self.book.is_shared_phone(key))
    }
}

/// Is the given name of one the family name of the other, letter by letter? What else they are
/// called agrees up to a slip; where it is missing, or may be the given name, brothers and sisters
/// have the rest.
fn is_crossed(a: &Prepared, b: &Prepared) -> bool {
    let all = [&a.first, &a.family, &b.first, &b.family];
    !a.first.is_empty()
        && a.first == b.family
        && (is_known_given(&a.first)
            || a.family == b.first && all.iter().all(|name| !name.is_empty()))
}

/// Do the letters in front of the `@` name the household? The family name alone does, unless an
/// organisation names its people so.
fn is_of_household(local: &str, a: &Prepared, b: &Prepared, exact: bool) -> bool {
    let employed = exact && !(a.organisation.is_empty() && b.organisation.is_empty());
    let words = local.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if words.clone().any(|word| HOUSEHOLD_WORDS.contains(&word)) {
        return true;
    }
    let letters: String = local.chars().filter(|c| c.is_alphabetic()).collect();
    let family = [&a.family, &b.family].into_iter().any(|family| {
        letters
            .strip_prefix("the")
            .or_else(|| letters.strip_prefix("die"))
            .and_then(|rest| rest.strip_prefix(&**family))
            .is_some_and(|rest| rest.is_empty() || rest == "s")
            || HOUSEHOLD_WORDS.iter().any(|word| {
                letters.strip_prefix(word).or_else(|| letters.strip_suffix(word)) == Some(&**family)
            })
    });
    let joined = words.clone().any(|word| matches!(word, "and" | "und" | "et"));
    family || joined || !employed && (letters == *a.family || letters == *b.family)
}

/// May the letters that differ make another name of one? At the beginning (`Kayden`, `Jayden`), at
/// the end (`Jan`, `Jana`), and where one vowel stands for another (`Tim`, `Tom`), they do; swapped
/// neighbours, a consonant in the middle and one consonant for another at the end are slips.
fn may_be_two_names(x: &str, y: &str) -> bool {
    if edits(x, y, 1).is_none() {
        return true;
    }
    let (x, y): (Vec<char>, Vec<char>) = (x.chars().collect(), y.chars().collect());
    let begin = x.iter().zip(&y).take_while(|(one, other)| one == other).count();
    let rest = x.len().min(y.len()) - begin;
    let end = x.iter().rev().zip(y.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (of_x, of_y) = (&x[begin..x.len() - end], &y[begin..y.len() - end]);
    let vowels = |letters: &[char]| letters.iter().all(|c| "aeiouy".contains(*c));
    // A doubled letter leaves the place open; the middle of it is meant.
    let doubled = |letters: &[char], whole: &[char]| matches!(letters, [one] if begin > 0 && whole[begin - 1] == *one);
    let sounds = |letters: &[char]| letters.iter().any(|c| "aeiouy".contains(*c));
    let ends = end == 0 && (of_x.len() != of_y.len() || sounds(of_x) || sounds(of_y));
    begin == 0
        || ends
        || of_x.len() == 1 && of_y.len() == 1 && (vowels(of_x) || vowels(of_y))
        || of_x.is_empty() && vowels(of_y) && !doubled(of_y, &y)
        || of_y.is_empty() && vowels(of_x) && !doubled(of_x, &x)
}

/// Both have a second given name, and they are not one: `John A.` and `John B.` are two.
fn middles_differ(a: &str, b: &str) -> bool {
    let second = |all: &str| all.split(' ').nth(1).map(str::to_owned);
    let (Some(x), Some(y)) = (second(a), second(b)) else { return false };
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    !long.starts_with(short.as_str()) && (short.chars().count() < 3 || edits(&x, &y, 1).is_none())
}

/// How many years lie between two birthdays; 0 where one of the years is nobody's.
fn years_apart(a: &str, b: &str) -> u32 {
    let year = |text: &str| {
        text.get(..4)
            .and_then(|year| year.parse::<u32>().ok())
            .filter(|year| LIKELY_YEARS.contains(year))
    };
    match (year(a), year(b)) {
        (Some(one), Some(other)) => one.abs_diff(other),
        _ => 0,
    }
}

/// The words of a name that count: digits, and Roman numerals up to ten.
fn numbers(name: &str) -> impl Iterator<Item = &str> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    name.split(' ')
        .filter(|word| ROMAN.contains(word) || word.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_names() {
        for (x, y) in [
            ("emily", "emiily"),
            ("lachlan", "lahclan"),
            ("michael", "micjael"),
            ("hannah", "hanah"),
        ] {
            assert!(!may_be_two_names(x, y), "{x} {y}");
        }
        for (x, y) in [
            ("lachlan", "lochlan"),
            ("jan", "jana"),
            ("kayden", "jayden"),
            ("tim", "tom"),
            ("christian", "christina"),
            ("aiden", "aidan"),
            ("marlon", "marilon"),
        ] {
            assert!(may_be_two_names(x, y), "{x} {y}");
        }
    }

    #[test]
    fn second_names_tell_apart() {
        assert!(middles_differ("john a", "john b"));
        assert!(middles_differ("john andrew", "john benjamin"));
        assert!(!middles_differ("john a", "john andrew"));
        assert!(!middles_differ("john", "john b"));
        assert!(!middles_differ("john andrew", "john andrwe"));
    }

    #[test]
    fn years_and_numbers() {
        assert_eq!(years_apart("19580304", "19880304"), 30);
        assert_eq!(years_apart("11430304", "19430304"), 0);
        assert_eq!(years_apart("--0304", "19880304"), 0);
        assert!(!numbers("quick fund 2").eq(numbers("quick fund 3")));
        assert!(numbers("quick robotics").eq(numbers("quick robotic")));
    }
}
