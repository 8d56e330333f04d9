//! Which pairs are compared at all: those that share a key in one of several passes.
//!
//! A pass gives each record a key; records with one key are a block. Large blocks are sorted and
//! each record meets only its neighbours, so that a common name costs no more than it must.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::record::{Book, Prepared};

/// A block of at most so many records is compared pair by pair.
const WHOLE_BLOCK: usize = 24;

/// In a larger block each record meets so many of its neighbours, in two orders.
const WINDOW: usize = 7;

/// Passes whose keys many strangers share. They help where a block is small and only cost where it
/// is large: what they would find there has a better key too.
const WEAK_PASSES: [u8; 9] = [2, 3, 7, 8, 17, 24, 25, 26, 27];

/// A block of a weak pass with more records than this is left out.
const LARGEST_WEAK_BLOCK: usize = 60;

/// Keys of one record; a pass that does not apply gives none. The lowest bit says that the pass is
/// weak.
fn keys(record: &Prepared, keys: &mut Vec<u64>) {
    keys.clear();
    let mut add = |pass: u8, parts: &[&str]| {
        if parts.iter().all(|part| !part.is_empty()) {
            let mut hasher = DefaultHasher::new();
            (pass, parts).hash(&mut hasher);
            keys.push(hasher.finish() & !1 | u64::from(WEAK_PASSES.contains(&pass)));
        }
    };
    let (given, family) = (&*record.given_sound, &*record.family_sound);
    let birthday = &*record.birthday;
    if birthday.len() == 8 && birthday.is_ascii() {
        let (year, month, day) = (&birthday[..4], &birthday[4..6], &birthday[6..]);
        // Swapped day and month meet.
        let (less, more) = if month < day { (month, day) } else { (day, month) };
        add(1, &[year, less, more]);
        add(2, &[family, year]);
        add(24, &[given, year]);
        add(25, &[&record.postcode, year]);
        add(3, &[given, less, more]);
        add(3, &[family, less, more]);
    }
    // Transposed names meet.
    let (one, other) = if given < family { (given, family) } else { (family, given) };
    add(4, &[one, other]);
    add(5, &[family, &record.postcode]);
    add(6, &[given, &record.postcode]);
    add(7, &[given, &record.street_name]);
    add(8, &[family, &record.city]);
    add(9, &[&record.street_name, &record.house_number]);
    add(10, &[&record.street_name, &record.postcode]);
    add(11, &[&record.address_2, &record.postcode]);
    add(16, &[&record.address_2, &record.house_number]);
    add(17, &[given, &record.city]);
    add(26, &[&record.city, &record.house_number]);
    add(27, &[&record.address_2, &record.city]);
    for phone in &record.phones {
        add(12, &[phone]);
    }
    for mailbox in &record.mailboxes {
        add(13, &[&mailbox.key]);
        if let Some((_, domain)) = mailbox.key.rsplit_once('@') {
            add(15, &[domain]);
        }
        if !mailbox.role && mailbox.local.len() > 3 {
            add(14, &[&mailbox.local]);
        }
    }
    if !record.organisation.is_empty() {
        let mut words: Vec<&str> = record.organisation.split(' ').collect();
        if record.is_organisation() {
            let whole: String = words.concat();
            add(18, &[&whole]);
            add(19, &[words[0], &record.city]);
            if words.len() > 1 {
                add(20, &[words[0], words[1]]);
            }
            words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
            add(21, &[words[0]]);
        } else {
            add(22, &[&record.organisation, given]);
            add(22, &[&record.organisation, family]);
        }
    }
    add(23, &[&record.website]);
}

/// All pairs that share a key, each once, sorted.
pub(super) fn candidate_pairs(book: &Book) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(book.prepared.len() * 12);
    let mut own = Vec::new();
    for (number, record) in (0_u32..).zip(&book.prepared) {
        keys(record, &mut own);
        own.sort_unstable();
        own.dedup();
        keyed.extend(own.iter().map(|key| (*key, number)));
    }
    keyed.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut most = KEEP_APART;
    for block in keyed.chunk_by(|a, b| a.0 == b.0) {
        if block.len() < 2 {
            continue;
        }
        if block.len() <= WHOLE_BLOCK {
            for (at, (_, a)) in block.iter().enumerate() {
                pairs.extend(block[at + 1..].iter().map(|(_, b)| (*a, *b)));
            }
        } else if block[0].0 & 1 == 0 || block.len() <= LARGEST_WEAK_BLOCK {
            neighbours(book, block, &mut pairs);
        }
        // The same pair comes from several passes; the list is kept short on the way.
        if pairs.len() > most {
            pairs.sort_unstable();
            pairs.dedup();
            most = KEEP_APART.max(pairs.len() * 2);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

const KEEP_APART: usize = 4_000_000;

/// In a large block, records that are near one another in one of two orders.
fn neighbours(book: &Book, block: &[(u64, u32)], pairs: &mut Vec<(u32, u32)>) {
    let mut members: Vec<u32> = block.iter().map(|(_, number)| *number).collect();
    let by_name = |number: &u32| {
        let record = &book.prepared[*number as usize];
        (
            record.family.clone(),
            record.first.clone(),
            record.birthday.clone(),
            record.street.clone(),
        )
    };
    let by_place = |number: &u32| {
        let record = &book.prepared[*number as usize];
        (
            record.first.clone(),
            record.birthday.clone(),
            record.postcode.clone(),
            record.street_name.clone(),
            record.organisation.clone(),
        )
    };
    members.sort_by_cached_key(by_name);
    window(&members, pairs);
    members.sort_by_cached_key(by_place);
    window(&members, pairs);
}

fn window(members: &[u32], pairs: &mut Vec<(u32, u32)>) {
    for (at, a) in members.iter().enumerate() {
        for b in members[at + 1..].iter().take(WINDOW) {
            pairs.push(((*a).min(*b), (*a).max(*b)));
        }
    }
}

/// The pairs of one record with those that share a key with it.
pub(super) fn candidates_of(book: &Book, one: usize) -> Vec<(u32, u32)> {
    let Some(record) = book.prepared.get(one) else { return Vec::new() };
    let mut mine = Vec::new();
    keys(record, &mut mine);
    mine.sort_unstable();
    let mut own = Vec::new();
    let Ok(one) = u32::try_from(one) else { return Vec::new() };
    (0_u32..)
        .zip(&book.prepared)
        .filter(|(number, _)| *number != one)
        .filter(|(_, other)| {
            keys(other, &mut own);
            own.iter().any(|key| mine.binary_search(key).is_ok())
        })
        .map(|(number, _)| (number.min(one), number.max(one)))
        .collect()
}
