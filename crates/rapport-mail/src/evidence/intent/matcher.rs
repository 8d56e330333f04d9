//! Finding the phrases of all tables in one pass over a text.
//!
//! Here: the phrases by their first word, so that the work grows with the text and not with the
//! tables; and that of phrases which share words the longer one counts ("not interested" is no
//! "interested"). Not here: negation and conditions ([`super::scope`]).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::reading::Reading;
use super::tables::{Group, Phrase, Piece, Says, TABLES};
use crate::words::ShortHasher;

/// Words that a gap may stand for.
const LONGEST_GAP: usize = 6;
/// Letters that a gap may stand for in scripts without spaces.
const LONGEST_WIDE_GAP: usize = 60;
/// Letters of a beginning that is looked up.
const STEM_LETTERS: usize = 3;

/// A phrase found in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::evidence) struct Hit {
    pub says: Says,
    pub points: u8,
    /// First word, and the word after the last; empty for scripts without spaces.
    pub words: Range<usize>,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Which words belong to the phrase and not to its gaps.
    used: Vec<usize>,
    /// Which phrase it is: said twice is said once.
    pub phrase: usize,
}

impl Hit {
    /// Whether a word belongs to the phrase.
    pub fn uses(&self, place: usize) -> bool {
        self.used.contains(&place)
    }
}

/// Numbers of phrases with what the rest of their sentence must have.
type Index = HashMap<&'static str, Vec<(usize, Needs)>, ShortHasher>;

#[derive(Default)]
struct FirstWords {
    words: Index,
    stems: Index,
}

static FIRST_WORDS: LazyLock<FirstWords> = LazyLock::new(|| {
    let mut first = FirstWords::default();
    for (number, phrase) in TABLES.phrases.iter().enumerate() {
        let Some(Piece::Word { words, stems, .. }) = phrase.pieces.first() else { continue };
        let needs = Needs::of(phrase);
        for word in words {
            first.words.entry(word.as_str()).or_default().push((number, needs));
        }
        for stem in stems {
            first.stems.entry(beginning(stem)).or_default().push((number, needs));
        }
    }
    first
});

fn beginning(word: &str) -> &str {
    let end = word.char_indices().nth(STEM_LETTERS).map_or(word.len(), |(place, _)| place);
    &word[..end]
}

/// A set of beginnings of words, as one bit for each; several may share one. It tells what a
/// sentence cannot have.
type Beginnings = u128;

/// The bit of a word by its beginning.
fn bit_of(word: &str) -> Beginnings {
    let hash = beginning(word)
        .bytes()
        .fold(0_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    1 << (hash >> 29 & 127)
}

/// What of a phrase must stand in its sentence beside the first word. Most phrases that share a
/// common first word are dismissed by this without being followed. Nothing needed is 0.
#[derive(Clone, Copy)]
struct Needs {
    /// The word just behind the first, where the phrase has no gap there.
    next: Beginnings,
    /// Any place behind the first, for each of the first words that may not be missing.
    behind: [Beginnings; 3],
}

impl Needs {
    fn of(phrase: &Phrase) -> Self {
        let rest = phrase.pieces.get(1..).unwrap_or_default();
        let mut needs = Self { next: rest.first().map_or(0, needed), behind: [0; 3] };
        let pieces = rest.iter().map(needed).filter(|bits| *bits != 0);
        for (need, bits) in needs.behind.iter_mut().zip(pieces) {
            *need = bits;
        }
        needs
    }

    fn may_be_in(&self, next: Beginnings, behind: Beginnings) -> bool {
        (self.next == 0 || self.next & next != 0)
            && self.behind.iter().all(|need| *need == 0 || need & behind != 0)
    }
}

/// The beginnings of which a piece needs one; 0 where it may be missing, or where a stem is too
/// short to have a beginning of its own.
fn needed(piece: &Piece) -> Beginnings {
    match piece {
        Piece::Word { words, stems, optional: false }
            if stems.iter().all(|stem| stem.chars().count() >= STEM_LETTERS) =>
        {
            words.iter().chain(stems).fold(0, |bits, word| bits | bit_of(word))
        }
        Piece::Word { .. } | Piece::Gap => 0,
    }
}

/// All phrases of a text that count, in the order of the text.
pub(in crate::evidence) fn hits(reading: &Reading<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        let mut behind = 0;
        let mut next = 0;
        // From the end, because what stands behind a word decides.
        for place in sentence.words.clone().rev() {
            let word = reading.word(place);
            let by_word = FIRST_WORDS.words.get(word).into_iter().flatten();
            let by_stem = FIRST_WORDS.stems.get(beginning(word)).into_iter().flatten();
            for (number, needs) in by_word.chain(by_stem) {
                if needs.may_be_in(next, behind)
                    && let Some(phrase) = TABLES.phrases.get(*number)
                    && let Some(hit) = hit(reading, phrase, *number, place)
                {
                    found.push(hit);
                }
            }
            next = bit_of(word);
            behind |= next;
        }
    }
    found.sort_by_key(|hit| hit.words.start);
    let mut kept = without_overlaps(found, reading.words.len());
    if reading.wide {
        wide_hits(reading.text, &mut kept);
    }
    kept.sort_by_key(|hit| hit.bytes.start);
    kept
}

fn hit(reading: &Reading<'_>, phrase: &Phrase, number: usize, place: usize) -> Option<Hit> {
    let sentence = reading.sentence_of(place)?.words.clone();
    if phrase.at_start && sentence.start != place {
        return None;
    }
    let mut used = Vec::new();
    let end = follow(reading, &phrase.pieces, place, sentence.end, phrase.at_end, &mut used)?;
    let bytes = reading.words.get(place)?.from..reading.words.get(end.checked_sub(1)?)?.to;
    Some(Hit {
        says: phrase.says,
        points: phrase.points,
        words: place..end,
        bytes,
        used,
        phrase: number,
    })
}

/// Matches the pieces from a word on; gives the word after the last. Gaps are few, so the
/// tries are.
fn follow(
    reading: &Reading<'_>,
    pieces: &[Piece],
    place: usize,
    end: usize,
    at_end: bool,
    used: &mut Vec<usize>,
) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else {
        return (!at_end || place == end).then_some(place);
    };
    match piece {
        Piece::Gap => {
            let last = (place + LONGEST_GAP).min(end);
            let before = used.len();
            (place..=last).find_map(|next| {
                used.truncate(before);
                follow(reading, rest, next, end, at_end, used)
            })
        }
        Piece::Word { words, stems, optional } => {
            let before = used.len();
            if place < end {
                let word = reading.word(place);
                let fits = words.iter().any(|one| one == word)
                    || stems.iter().any(|stem| word.starts_with(stem.as_str()));
                if fits {
                    used.push(place);
                    if let Some(found) = follow(reading, rest, place + 1, end, at_end, used) {
                        return Some(found);
                    }
                    used.truncate(before);
                }
            }
            if *optional { follow(reading, rest, place, end, at_end, used) } else { None }
        }
    }
}

/// Keeps of phrases of one group that share words the one with most words.
fn without_overlaps(mut found: Vec<Hit>, words: usize) -> Vec<Hit> {
    found.sort_by_key(|hit| (std::cmp::Reverse(hit.used.len()), hit.words.start));
    let mut taken: HashMap<u8, Vec<Option<(Says, u8)>>> = HashMap::new();
    // One subject of talk is enough.
    let mut talks = false;
    found.retain(|hit| {
        if hit.says.group() == Group::Talk {
            return hit.says != Says::ApplicationTalk || !std::mem::replace(&mut talks, true);
        }
        let taken = taken.entry(hit.says.group() as u8).or_insert_with(|| vec![None; words]);
        // A longer phrase does not weaken a shorter one that says the same more clearly.
        let kept_out = |place: &usize| {
            let by = taken.get(*place).copied().flatten();
            by.is_some_and(|(says, points)| says != hit.says || points >= hit.points)
        };
        if hit.used.iter().any(kept_out) {
            return false;
        }
        for place in &hit.used {
            if let Some(one) = taken.get_mut(*place) {
                *one = Some((hit.says, hit.points));
            }
        }
        true
    });
    found
}

/// Phrases of scripts without spaces.
fn wide_hits(text: &str, kept: &mut Vec<Hit>) {
    let mut found: Vec<Hit> = Vec::new();
    for (number, phrase) in TABLES.wide.iter().enumerate() {
        let Some((first, rest)) = phrase.pieces.split_first() else { continue };
        let Some(start) = text.find(first) else { continue };
        let mut end = start + first.len();
        let follows = rest.iter().all(|piece| {
            let limit = text.floor_char_boundary(end + LONGEST_WIDE_GAP + piece.len());
            let window = &text[end..limit];
            let window = window.split(['。', '！', '？', '\n']).next().unwrap_or_default();
            window.find(piece).is_some_and(|place| {
                end += place + piece.len();
                true
            })
        });
        if follows {
            found.push(Hit {
                says: phrase.says,
                points: phrase.points,
                words: 0..0,
                bytes: start..end,
                used: Vec::new(),
                phrase: TABLES.phrases.len() + number,
            });
        }
    }
    found.sort_by_key(|hit| std::cmp::Reverse(hit.bytes.len()));
    let mut longer: Vec<Hit> = Vec::new();
    for hit in found {
        let shares = longer.iter().any(|other| {
            other.says.group() == hit.says.group()
                && hit.says.group() != Group::Talk
                && other.bytes.start < hit.bytes.end
                && hit.bytes.start < other.bytes.end
        });
        if !shares {
            longer.push(hit);
        }
    }
    kept.append(&mut longer);
}
