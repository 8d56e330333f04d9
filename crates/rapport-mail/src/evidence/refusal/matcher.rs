//! Searching a text for some thousand phrases in one pass.
//!
//! Here: the tables of [`super::phrases`] sorted by the first letters of their phrases, so that
//! the work is that of reading the text once. Not here: the tables.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Topic;
use super::phrases::{TOPICS, VAGUE_TOPICS};
use crate::words::words;

/// Bytes between the two pieces of a phrase with a gap.
const LONGEST_GAP: usize = 60;

/// The topics found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Topics {
    /// The first of [`TOPICS`] with a phrase in the text.
    pub exact: Option<Topic>,
    /// The first of [`VAGUE_TOPICS`] with a phrase in the text.
    pub vague: Option<Topic>,
}

struct Phrase {
    /// The place of its table among all tables.
    rank: usize,
    first: &'static str,
    /// What has to follow within [`LONGEST_GAP`].
    second: Option<&'static str>,
    /// Whether the word may go on behind it.
    open: bool,
}

type Key = [char; 3];

static PHRASES: LazyLock<BTreeMap<Key, Vec<Phrase>>> = LazyLock::new(|| {
    let mut index: BTreeMap<Key, Vec<Phrase>> = BTreeMap::new();
    for (rank, (_, table)) in TOPICS.iter().chain(VAGUE_TOPICS).enumerate() {
        for phrase in words(table) {
            let (text, open) = match phrase.strip_suffix('~') {
                Some(text) => (text, true),
                // Scripts other than ours inflect too, or have no spaces.
                None => (phrase, !phrase.is_ascii() && !phrase.ends_with(|c: char| c.is_ascii())),
            };
            let (first, second) = match text.split_once('*') {
                Some((first, second)) => (first.trim(), Some(second.trim())),
                None => (text, None),
            };
            if let Some(key) = key_of(first) {
                index.entry(key).or_default().push(Phrase { rank, first, second, open });
            }
        }
    }
    index
});

/// The first three letters; of two letters the third is a space.
fn key_of(text: &str) -> Option<Key> {
    let mut letters = text.chars();
    Some([letters.next()?, letters.next().unwrap_or(' '), letters.next().unwrap_or(' ')])
}

/// The topics of a text that [`super::clean::clean`] has cleaned.
pub(super) fn search(text: &str) -> Topics {
    let exact_tables = TOPICS.len();
    let (mut exact, mut vague) = (usize::MAX, usize::MAX);
    let mut before: Option<char> = None;
    for (place, c) in text.char_indices() {
        let inside = before.is_some_and(is_letter) && is_letter(c);
        before = Some(c);
        if inside {
            continue;
        }
        let rest = &text[place..];
        let Some([first, second, third]) = key_of(rest) else {
            continue;
        };
        // Phrases of two letters stand under a space.
        let short = [first, second, ' '];
        let candidates = PHRASES.get(&[first, second, third]).into_iter().flatten();
        let short = (third != ' ').then(|| PHRASES.get(&short)).flatten().into_iter().flatten();
        for phrase in candidates.chain(short) {
            let best = if phrase.rank < exact_tables { exact } else { vague };
            if phrase.rank >= best || !phrase.starts(rest) {
                continue;
            }
            if phrase.rank < exact_tables {
                exact = phrase.rank;
            } else {
                vague = phrase.rank;
            }
        }
    }
    let topic = |rank: usize| {
        TOPICS.iter().chain(VAGUE_TOPICS).nth(rank).filter(|_| rank != usize::MAX).map(|(t, _)| *t)
    };
    Topics { exact: topic(exact), vague: topic(vague) }
}

impl Phrase {
    fn starts(&self, text: &str) -> bool {
        let Some(rest) = text.strip_prefix(self.first) else {
            return false;
        };
        let Some(second) = self.second else {
            return self.open || ends_word(self.first, rest);
        };
        if !ends_word(self.first, rest) {
            return false;
        }
        let window = &rest[..rest.floor_char_boundary(LONGEST_GAP + second.len())];
        window.match_indices(second).any(|(place, _)| {
            let starts = !window[..place].chars().next_back().is_some_and(is_letter);
            starts && (self.open || ends_word(second, &rest[place + second.len()..]))
        })
    }
}

fn ends_word(piece: &str, rest: &str) -> bool {
    !(piece.chars().next_back().is_some_and(is_letter)
        && rest.chars().next().is_some_and(is_letter))
}

/// Letters of scripts that put spaces between words.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2e80}'
}
