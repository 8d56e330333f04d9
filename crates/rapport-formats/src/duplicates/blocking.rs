//! Which pairs are compared at all: those that share a key in one of several passes.
//!
//! A pass gives each record a key; records with one key are a block. Large blocks are sorted and
//! each record meets only its neighbours, so that a common name costs no more than it must
//! (sorted neighbourhood, Hernández and Stolfo 1995). One pass is over before the next begins, and
//! of what they bring only pairs are kept that are worth a comparison ([`super::marks`]): time and
//! memory grow with the number of records and not with that of the pairs.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::marks::{MarkedBook, Marks, NONE};
use super::record::{Book, Prepared};

/// A block of at most so many records is compared pair by pair.
const WHOLE_BLOCK: usize = 24;

/// In a larger block each record meets so many of its neighbours, in two orders.
const WINDOW: usize = 7;

/// A block of a weak pass with more records than this is left out.
const LARGEST_WEAK_BLOCK: usize = 60;

/// When so many pairs came together, those that came twice are thrown out.
const KEEP_APART: usize = 1_000_000;

/// One way to make blocks.
struct Pass {
    /// Many strangers share its keys. It helps where a block is small and only costs where it is
    /// large: what it would find there has a better key too.
    weak: bool,
    /// Its keys are texts that [`Marks`] does not know.
    text: bool,
    /// The keys of one record; none where the pass does not apply.
    keys: fn(&Prepared, &Marks, &mut Keys),
}

const fn strong(keys: fn(&Prepared, &Marks, &mut Keys)) -> Pass {
    Pass { weak: false, text: false, keys }
}

const fn weak(keys: fn(&Prepared, &Marks, &mut Keys)) -> Pass {
    Pass { weak: true, text: false, keys }
}

const fn text(keys: fn(&Prepared, &Marks, &mut Keys)) -> Pass {
    Pass { weak: false, text: true, keys }
}

/// All ways. Swapped day and month meet, and so do transposed names.
const PASSES: [Pass; 28] = [
    strong(|_, marks, keys| keys.two(marks.year, marks.day)),
    weak(|_, marks, keys| keys.two(marks.family_sound, marks.year)),
    weak(|_, marks, keys| keys.two(marks.given_sound, marks.year)),
    weak(|_, marks, keys| keys.two(marks.postcode, marks.year)),
    weak(|_, marks, keys| keys.two(marks.given_sound, marks.day)),
    weak(|_, marks, keys| keys.two(marks.family_sound, marks.day)),
    strong(|_, marks, keys| {
        let (one, other) = (marks.given_sound, marks.family_sound);
        keys.two(one.min(other), one.max(other));
    }),
    strong(|_, marks, keys| keys.two(marks.family_sound, marks.postcode)),
    strong(|_, marks, keys| keys.two(marks.given_sound, marks.postcode)),
    weak(|_, marks, keys| keys.two(marks.given_sound, marks.street_name)),
    weak(|_, marks, keys| keys.two(marks.family_sound, marks.city)),
    strong(|_, marks, keys| keys.two(marks.street_name, marks.house_number)),
    strong(|_, marks, keys| keys.two(marks.street_name, marks.postcode)),
    strong(|_, marks, keys| keys.two(marks.address_2, marks.postcode)),
    strong(|_, marks, keys| keys.two(marks.address_2, marks.house_number)),
    weak(|_, marks, keys| keys.two(marks.given_sound, marks.city)),
    weak(|_, marks, keys| keys.two(marks.city, marks.house_number)),
    weak(|_, marks, keys| keys.two(marks.address_2, marks.city)),
    text(|record, _, keys| record.phones.iter().for_each(|phone| keys.text(&[phone]))),
    text(|record, _, keys| {
        record.mailboxes.iter().for_each(|mailbox| keys.text(&[&mailbox.key]));
    }),
    text(|record, _, keys| {
        for mailbox in record.mailboxes.iter().filter(|mailbox| !mailbox.role) {
            if mailbox.local.len() > 3 {
                keys.text(&[&mailbox.local]);
            }
        }
    }),
    text(|record, _, keys| {
        for mailbox in &record.mailboxes {
            if let Some((_, domain)) = mailbox.key.rsplit_once('@') {
                keys.text(&[domain]);
            }
        }
    }),
    // Organisations: the whole name, its first word and the town, two words, the longest.
    text(|record, _, keys| of_body(record, keys, |words, keys| keys.text(&[&words.concat()]))),
    text(|record, _, keys| {
        of_body(record, keys, |words, keys| keys.text(&[words[0], &record.city]))
    }),
    text(|record, _, keys| {
        of_body(record, keys, |words, keys| {
            if let [one, other, ..] = words {
                keys.text(&[one, other]);
            }
        });
    }),
    text(|record, _, keys| {
        of_body(record, keys, |words, keys| {
            if let Some(longest) = words.iter().rev().max_by_key(|word| word.len()) {
                keys.text(&[longest]);
            }
        });
    }),
    // People of an organisation.
    text(|record, _, keys| {
        if !record.is_organisation() {
            keys.text(&[&record.organisation, &record.given_sound]);
            keys.text(&[&record.organisation, &record.family_sound]);
        }
    }),
    text(|record, _, keys| keys.text(&[&record.website])),
];

fn of_body(record: &Prepared, keys: &mut Keys, make: impl Fn(&[&str], &mut Keys)) {
    if record.is_organisation() {
        let words: Vec<&str> = record.organisation.split(' ').collect();
        make(&words, keys);
    }
}

/// The keys of one record in one pass.
#[derive(Default)]
struct Keys(Vec<u64>);

impl Keys {
    /// A key of two numbers, if both are there.
    fn two(&mut self, one: u32, other: u32) {
        if one != NONE && other != NONE {
            self.0.push(u64::from(one) << 32 | u64::from(other));
        }
    }

    /// A key of texts, if all are there.
    fn text(&mut self, parts: &[&str]) {
        if parts.iter().all(|part| !part.is_empty()) {
            let mut hasher = DefaultHasher::new();
            parts.hash(&mut hasher);
            self.0.push(hasher.finish());
        }
    }

    /// The keys of a record, each once.
    fn of(&mut self, pass: &Pass, record: &Prepared, marks: &Marks) -> &[u64] {
        self.0.clear();
        (pass.keys)(record, marks, self);
        if self.0.len() > 1 {
            self.0.sort_unstable();
            self.0.dedup();
        }
        &self.0
    }
}

/// All pairs that share a key and are worth a comparison, each once, sorted.
pub(super) fn candidate_pairs(book: &Book) -> Vec<(u32, u32)> {
    let marked = MarkedBook::new(book);
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    let mut keys = Keys::default();
    let mut found =
        Found { marked: &marked, pairs: Vec::new(), most: KEEP_APART, members: Vec::new() };
    for pass in &PASSES {
        keyed.clear();
        for ((number, record), marks) in (0_u32..).zip(&book.prepared).zip(&marked.marks) {
            keyed.extend(keys.of(pass, record, marks).iter().map(|key| (*key, number)));
        }
        keyed.sort_unstable();
        for block in keyed.chunk_by(|a, b| a.0 == b.0) {
            if block.len() > 1 && !(pass.weak && block.len() > LARGEST_WEAK_BLOCK) {
                found.block(block, pass.text);
            }
        }
    }
    found.once();
    found.pairs
}

/// What the passes brought so far.
struct Found<'a> {
    marked: &'a MarkedBook,
    pairs: Vec<(u32, u32)>,
    /// When there are so many, they are looked through.
    most: usize,
    /// The block in hand: where a record stands in the order, its number, its marks.
    members: Vec<(u32, u32, Marks)>,
}

impl Found<'_> {
    fn block(&mut self, block: &[(u64, u32)], is_text: bool) {
        let key = if is_text { self.marked.bits_of_block(block.len()) } else { 0 };
        let marked = self.marked;
        self.members.clear();
        self.members.extend(block.iter().map(|&(_, number)| {
            (marked.by_name[number as usize], number, marked.marks[number as usize])
        }));
        if block.len() <= WHOLE_BLOCK {
            self.meet(usize::MAX, key);
        } else {
            self.members.sort_unstable_by_key(|member| member.0);
            self.meet(WINDOW, key);
            for member in &mut self.members {
                member.0 = marked.by_place[member.1 as usize];
            }
            self.members.sort_unstable_by_key(|member| member.0);
            self.meet(WINDOW, key);
        }
        // The same pair comes from several passes; the list is kept short on the way.
        if self.pairs.len() > self.most {
            self.once();
            self.most = KEEP_APART.max(self.pairs.len() * 2);
        }
    }

    /// Each member meets so many behind it.
    fn meet(&mut self, window: usize, key: u32) {
        for (at, (_, a, marks)) in self.members.iter().enumerate() {
            for (_, b, others) in self.members[at + 1..].iter().take(window) {
                if self.marked.is_worth_it(marks, others, key) {
                    self.pairs.push((*a.min(b), *a.max(b)));
                }
            }
        }
    }

    fn once(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
    }
}

/// The pairs of one record with those that share a key with it.
pub(super) fn candidates_of(book: &Book, one: usize) -> Vec<(u32, u32)> {
    let Some(record) = book.prepared.get(one) else { return Vec::new() };
    let marked = MarkedBook::new(book);
    let own = &marked.marks[one];
    let mine: Vec<Vec<u64>> =
        PASSES.iter().map(|pass| Keys::default().of(pass, record, own).to_vec()).collect();
    let Ok(one) = u32::try_from(one) else { return Vec::new() };
    let mut keys = Keys::default();
    (0_u32..)
        .zip(&book.prepared)
        .zip(&marked.marks)
        .filter(|((number, _), _)| *number != one)
        .filter(|((_, other), marks)| {
            PASSES.iter().zip(&mine).any(|(pass, mine)| {
                !mine.is_empty()
                    && keys.of(pass, other, marks).iter().any(|key| mine.binary_search(key).is_ok())
            })
        })
        .map(|((number, _), _)| (number.min(one), number.max(one)))
        .collect()
}
