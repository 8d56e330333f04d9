//! On which level each field of two records agrees.

use super::record::{Mailbox, Prepared};
use super::similarity::{dice, edits, is_alike};
use crate::name::fold_nickname;

/// Fields that are compared.
pub(super) const FIELDS: usize = 12;
pub(super) const GIVEN: usize = 0;
pub(super) const FAMILY: usize = 1;
pub(super) const BIRTHDAY: usize = 2;
pub(super) const STREET: usize = 3;
pub(super) const ADDRESS_2: usize = 4;
pub(super) const CITY: usize = 5;
pub(super) const POSTCODE: usize = 6;
pub(super) const STATE: usize = 7;
pub(super) const EMAIL: usize = 8;
pub(super) const PHONE: usize = 9;
pub(super) const ORGANISATION: usize = 10;
pub(super) const WEBSITE: usize = 11;

/// Most levels that a field has, the missing one included.
pub(super) const LEVELS: usize = 8;

/// The field is missing in at least one record.
pub(super) const MISSING: u8 = 0;
/// Equal.
pub(super) const EXACT: u8 = 1;

/// Levels of given names.
pub(super) mod given {
    /// A short form, or the same name in another language.
    pub const NICKNAME: u8 = 2;
    /// A slip of one letter.
    pub const NEAR: u8 = 3;
    /// An initial or the beginning of the other.
    pub const INITIAL: u8 = 4;
    /// Sounds alike.
    pub const WEAK: u8 = 5;
    /// Another name.
    pub const OTHER: u8 = 6;
    /// Given and family name have changed places.
    pub const TRANSPOSED: u8 = 7;
}

/// Levels of family names.
pub(super) mod family {
    /// A slip of one letter.
    pub const NEAR: u8 = 2;
    /// One is a part of the other (married names).
    pub const PART: u8 = 3;
    /// Sounds alike.
    pub const WEAK: u8 = 4;
    /// Another name.
    pub const OTHER: u8 = 5;
}

/// Levels of birthdays.
pub(super) mod birthday {
    /// Day and month have changed places.
    pub const SWAPPED: u8 = 2;
    /// One digit, or two neighbours swapped.
    pub const SLIP: u8 = 3;
    /// Two of day, month and year agree.
    pub const PARTLY: u8 = 4;
    /// Another day.
    pub const OTHER: u8 = 5;
}

/// Levels of the street.
pub(super) mod street {
    /// Slips only.
    pub const NEAR: u8 = 2;
    /// The same street, another number.
    pub const OTHER_NUMBER: u8 = 3;
    /// Both lines together are alike, or in another order.
    pub const CROSSED: u8 = 4;
    /// Another street.
    pub const OTHER: u8 = 5;
}

/// Levels of mail addresses.
pub(super) mod email {
    /// The same mailbox, and nobody in particular reads it.
    pub const ROLE: u8 = 2;
    /// A slip or two.
    pub const NEAR: u8 = 3;
    /// The same before the `@`.
    pub const LOCAL: u8 = 4;
    /// Another address.
    pub const OTHER: u8 = 5;
}

/// Levels of organisations.
pub(super) mod organisation {
    /// Slips only.
    pub const NEAR: u8 = 2;
    /// All words of one are in the other.
    pub const PART: u8 = 3;
    /// Some words are shared.
    pub const WEAK: u8 = 4;
    /// Another one.
    pub const OTHER: u8 = 5;
}

/// Levels that fields without more to say have: exact, near, other.
pub(super) const NEAR: u8 = 2;
pub(super) const OTHER: u8 = 3;
/// Postcodes: the first two signs agree.
pub(super) const SAME_AREA: u8 = 3;
/// Postcodes and second lines: nothing agrees.
pub(super) const FAR: u8 = 4;

/// The level of each field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Levels(pub [u8; FIELDS]);

impl Levels {
    /// Do the records say that they are two persons?
    pub fn contradicts(&self) -> bool {
        let of = |field: usize| self.0[field];
        let names = of(GIVEN) == given::OTHER;
        let birthdays = of(BIRTHDAY) == birthday::OTHER;
        let families = of(FAMILY) == family::OTHER;
        [names, birthdays, families].into_iter().filter(|other| *other).count() > 1
    }
}

pub(super) fn compare(a: &Prepared, b: &Prepared) -> Levels {
    let mut levels = [MISSING; FIELDS];
    let (given, family) = names(a, b);
    levels[GIVEN] = given;
    levels[FAMILY] = family;
    levels[BIRTHDAY] = birthdays(&a.birthday, &b.birthday);
    levels[STREET] = streets(a, b);
    levels[ADDRESS_2] = second_lines(a, b);
    levels[CITY] = cities(&a.city, &b.city);
    levels[POSTCODE] = postcodes(&a.postcode, &b.postcode);
    levels[STATE] = plain(&a.state, &b.state, 1);
    levels[EMAIL] = emails(&a.mailboxes, &b.mailboxes);
    levels[PHONE] = phones(&a.phones, &b.phones);
    levels[ORGANISATION] = organisations(a, b);
    levels[WEBSITE] = plain(&a.website, &b.website, 0);
    Levels(levels)
}

fn either_empty(a: &str, b: &str) -> bool {
    a.is_empty() || b.is_empty()
}

/// Given and family name together, since they may have changed places.
pub(super) fn names(a: &Prepared, b: &Prepared) -> (u8, u8) {
    let given = given_names(a, b);
    let family = family_names(a, b);
    let poor = |level: u8, other: u8| level == other || level == MISSING;
    if poor(given, given::OTHER) && poor(family, family::OTHER)
        || given == given::OTHER && family == family::WEAK
    {
        let close = |x: &str, y: &str| {
            !either_empty(x, y) && (x == y || x.len() > 4 && edits(x, y, 1).is_some())
        };
        let whole_a = close(&a.first, &b.family);
        let whole_b = close(&a.family, &b.first);
        let one_way = whole_a && (a.family.is_empty() || b.first.is_empty())
            || whole_b && (a.first.is_empty() || b.family.is_empty());
        if (whole_a && whole_b) || one_way {
            return (given::TRANSPOSED, MISSING);
        }
    }
    (given, family)
}

fn given_names(a: &Prepared, b: &Prepared) -> u8 {
    let (x, y) = (&*a.first, &*b.first);
    if either_empty(x, y) {
        return MISSING;
    }
    if x == y {
        return EXACT;
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    if short.chars().count() == 1 {
        return if long.starts_with(short) { given::INITIAL } else { given::OTHER };
    }
    if fold_nickname(x, y) {
        return given::NICKNAME;
    }
    let most = if short.chars().count() < 4 { 1 } else { 2 };
    match edits(x, y, most) {
        Some(1) if short.chars().count() > 2 => return given::NEAR,
        Some(2) if short.chars().count() > 5 || is_alike(x, y, 0.9) => return given::NEAR,
        _ => {}
    }
    // The second given name of one is the first of the other.
    let among = |first: &str, all: &str| {
        first.len() > 2 && all.split(' ').skip(1).any(|name| name == first)
    };
    if among(x, &b.given) || among(y, &a.given) {
        return given::INITIAL;
    }
    if short.chars().count() > 2 && long.starts_with(short) {
        return given::INITIAL;
    }
    if a.given_sound == b.given_sound || is_alike(x, y, 0.86) {
        return given::WEAK;
    }
    given::OTHER
}

fn family_names(a: &Prepared, b: &Prepared) -> u8 {
    let (x, y) = (&*a.family, &*b.family);
    if either_empty(x, y) {
        return MISSING;
    }
    if x == y {
        return EXACT;
    }
    let shorter = x.chars().count().min(y.chars().count());
    match edits(x, y, 2) {
        Some(1) if shorter > 2 => return family::NEAR,
        Some(2) if shorter > 5 || shorter > 3 && is_alike(x, y, 0.9) => return family::NEAR,
        _ => {}
    }
    let holds = |pieces: &[Box<str>], name: &str| pieces.iter().any(|piece| &**piece == name);
    if holds(&a.family_pieces, y) || holds(&b.family_pieces, x) {
        return family::PART;
    }
    if a.family_sound == b.family_sound && shorter > 2 || is_alike(x, y, 0.9) {
        return family::WEAK;
    }
    family::OTHER
}

fn birthdays(a: &str, b: &str) -> u8 {
    if either_empty(a, b) {
        return MISSING;
    }
    if a == b {
        return EXACT;
    }
    if a.len() != 8 || b.len() != 8 || !a.is_ascii() || !b.is_ascii() {
        // A day without its year.
        let same_day = a.len() >= 4
            && b.len() >= 4
            && a.is_ascii()
            && b.is_ascii()
            && a[a.len() - 4..] == b[b.len() - 4..];
        return if same_day { birthday::PARTLY } else { birthday::OTHER };
    }
    if a[..4] == b[..4] && a[4..6] == b[6..] && a[6..] == b[4..6] {
        return birthday::SWAPPED;
    }
    if edits(a, b, 1).is_some() {
        return birthday::SLIP;
    }
    let parts = [a[..4] == b[..4], a[4..6] == b[4..6], a[6..] == b[6..]];
    if parts.iter().filter(|same| **same).count() == 2 { birthday::PARTLY } else { birthday::OTHER }
}

fn streets(a: &Prepared, b: &Prepared) -> u8 {
    let (x, y) = (&*a.street, &*b.street);
    if either_empty(x, y) {
        // The whole address may stand in the second line.
        return MISSING;
    }
    if x == y {
        return EXACT;
    }
    let same_number = a.house_number == b.house_number;
    let shorter = x.len().min(y.len());
    if same_number && shorter > 5 && edits(x, y, 3).is_some() {
        return street::NEAR;
    }
    // `12 Elm Street` and `12 Elm St between 2nd and 3rd`.
    let (short, long) = if a.street_name.len() <= b.street_name.len() {
        (&a.street_name, &b.street_name)
    } else {
        (&b.street_name, &a.street_name)
    };
    if same_number && !a.house_number.is_empty() && short.len() > 3 && long.starts_with(&**short) {
        return street::NEAR;
    }
    let name = !a.street_name.is_empty()
        && (a.street_name == b.street_name
            || a.street_name.len() > 4 && edits(&a.street_name, &b.street_name, 2).is_some());
    if name {
        return if same_number { street::NEAR } else { street::OTHER_NUMBER };
    }
    if shorter > 5 && edits(x, y, 2).is_some() {
        return street::NEAR;
    }
    let starts = shorter > 0 && (x.starts_with(y) || y.starts_with(x));
    if starts || dice(&a.address_pairs, &b.address_pairs) >= 0.7 {
        return street::CROSSED;
    }
    street::OTHER
}

fn second_lines(a: &Prepared, b: &Prepared) -> u8 {
    let (x, y) = (&*a.address_2, &*b.address_2);
    if either_empty(x, y) {
        return MISSING;
    }
    if x == y {
        return EXACT;
    }
    let shorter = x.len().min(y.len());
    if shorter > 4 && edits(x, y, 3).is_some() || shorter > 3 && edits(x, y, 1).is_some() {
        return NEAR;
    }
    let crossed = !a.street.is_empty() && (a.street.ends_with(y) || b.street.ends_with(x))
        || dice(&a.address_pairs, &b.address_pairs) >= 0.75;
    if crossed { SAME_AREA } else { FAR }
}

fn cities(a: &str, b: &str) -> u8 {
    if either_empty(a, b) {
        return MISSING;
    }
    if a == b {
        return EXACT;
    }
    let shorter = a.chars().count().min(b.chars().count());
    let most = if shorter < 5 { 1 } else { 2 };
    if shorter > 2 && edits(a, b, most).is_some()
        || shorter > 3 && (a.ends_with(b) || b.ends_with(a) || a.starts_with(b) || b.starts_with(a))
    {
        NEAR
    } else {
        OTHER
    }
}

fn postcodes(a: &str, b: &str) -> u8 {
    if either_empty(a, b) {
        return MISSING;
    }
    if a == b {
        return EXACT;
    }
    if edits(a, b, 1).is_some() {
        return NEAR;
    }
    let area = |text: &str| text.chars().take(2).collect::<String>();
    if area(a) == area(b) { SAME_AREA } else { FAR }
}

fn plain(a: &str, b: &str, most: usize) -> u8 {
    if either_empty(a, b) {
        return MISSING;
    }
    if a == b {
        return EXACT;
    }
    if most > 0 && edits(a, b, most).is_some() { NEAR } else { OTHER }
}

/// The best level of any two addresses.
fn emails(a: &[Mailbox], b: &[Mailbox]) -> u8 {
    if a.is_empty() || b.is_empty() {
        return MISSING;
    }
    let mut best = email::OTHER;
    for x in a {
        for y in b {
            best = best.min(mailboxes(x, y));
        }
    }
    best
}

fn mailboxes(x: &Mailbox, y: &Mailbox) -> u8 {
    if x.key == y.key {
        return if x.role { email::ROLE } else { EXACT };
    }
    if x.role || y.role {
        return email::OTHER;
    }
    let most = if x.key.len().min(y.key.len()) < 14 { 1 } else { 2 };
    if edits(&x.key, &y.key, most).is_some() && !only_digits_differ(&x.local, &y.local) {
        return email::NEAR;
    }
    if x.local.len() > 3
        && (x.local == y.local
            || x.local.len() > 6
                && edits(&x.local, &y.local, 1).is_some()
                && !only_digits_differ(&x.local, &y.local))
    {
        return email::LOCAL;
    }
    email::OTHER
}

/// `dana1` and `dana2` are two mailboxes, no slip.
fn only_digits_differ(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    a != b && letters(a) == letters(b)
}

fn phones(a: &[Box<str>], b: &[Box<str>]) -> u8 {
    if a.is_empty() || b.is_empty() {
        return MISSING;
    }
    let same = |x: &str, y: &str| {
        let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        x == y || short.len() > 6 && long.ends_with(short)
    };
    if a.iter().any(|x| b.iter().any(|y| same(x, y))) {
        return EXACT;
    }
    if a.iter().any(|x| b.iter().any(|y| x.len() > 6 && edits(x, y, 1).is_some())) {
        NEAR
    } else {
        OTHER
    }
}

fn organisations(a: &Prepared, b: &Prepared) -> u8 {
    let (x, y) = (&*a.organisation, &*b.organisation);
    if either_empty(x, y) {
        return MISSING;
    }
    if x == y {
        return EXACT;
    }
    let shorter = x.len().min(y.len());
    let likeness = dice(&a.organisation_pairs, &b.organisation_pairs);
    if shorter > 4 && edits(x, y, 1).is_some()
        || shorter > 8 && edits(x, y, 2).is_some()
        || likeness >= 0.85
    {
        return organisation::NEAR;
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    if short.len() > 3 && short.split(' ').all(|word| long.split(' ').any(|other| other == word)) {
        return organisation::PART;
    }
    if likeness >= 0.5 { organisation::WEAK } else { organisation::OTHER }
}
