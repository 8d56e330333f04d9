//! Tables of words, as data in the source, and their index.
//!
//! Here: the form all tables of phrases have: words between bars and line ends, one line for a
//! language or a family, so that adding one is adding text; and [`Words`], a table that is read
//! once and then answers without being searched. Not here: any table.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

/// The entries of a table, in order.
pub(crate) fn words(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.split(['|', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

/// A hash for short words; the keys are our own tables, so nobody can make them collide.
#[derive(Default)]
pub(crate) struct ShortHash(u64);

impl Hasher for ShortHash {
    fn finish(&self) -> u64 {
        // The upper bits are the well-mixed ones.
        self.0.rotate_left(26)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.write_u64(chunk.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            self.write_u64(rest.iter().fold(0x80, |key, byte| key << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, _: u8) {
        // The end of a text: all keys are single texts.
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = (self.0.rotate_left(5) ^ key).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// Builds [`ShortHash`]es.
pub(crate) type ShortHasher = BuildHasherDefault<ShortHash>;

/// A table of words that is asked for each word of a text.
pub(crate) struct Words {
    table: &'static str,
    index: OnceLock<Index>,
    anywhere: OnceLock<Option<AhoCorasick>>,
}

/// The entries of one or more tables.
pub(crate) struct Index {
    entries: HashSet<&'static str, ShortHasher>,
    /// One bit for each length and each first byte that an entry has: most words of a text are
    /// dismissed by these.
    lengths: u64,
    firsts: [u64; 4],
}

impl Words {
    /// A table, read when it is first asked.
    pub const fn of(table: &'static str) -> Self {
        Self { table, index: OnceLock::new(), anywhere: OnceLock::new() }
    }

    /// The entries, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        words(self.table)
    }

    /// Whether the table has exactly this entry, blanks around it aside.
    pub fn has(&self, word: &str) -> bool {
        self.index.get_or_init(|| Index::of(self.iter())).has(word)
    }

    /// Whether any entry stands anywhere in the text, be it inside a word.
    pub fn within(&self, text: &str) -> bool {
        let found = self.anywhere.get_or_init(|| AhoCorasick::new(self.iter()).ok());
        match found {
            Some(automaton) => automaton.is_match(text),
            // Tables are small enough for an automaton; without one they are searched.
            None => self.iter().any(|word| text.contains(word)),
        }
    }
}

impl Index {
    /// Whether this is exactly an entry, blanks around it aside.
    pub fn has(&self, word: &str) -> bool {
        let word = word.trim_matches(' ');
        let Some(first) = word.as_bytes().first() else { return false };
        self.lengths & bit(word.len()) != 0
            && self.firsts[usize::from(first >> 6)] & (1 << (first & 63)) != 0
            && self.entries.contains(word)
    }

    /// Reads the entries.
    pub fn of(words: impl Iterator<Item = &'static str>) -> Self {
        let mut index = Self { entries: HashSet::default(), lengths: 0, firsts: [0; 4] };
        for word in words {
            index.lengths |= bit(word.len());
            if let Some(first) = word.as_bytes().first() {
                index.firsts[usize::from(first >> 6)] |= 1 << (first & 63);
            }
            index.entries.insert(word);
        }
        index
    }
}

/// The bit of a length; long entries share one.
const fn bit(length: usize) -> u64 {
    1 << if length < 63 { length } else { 63 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_between_bars_and_line_ends() {
        const TABLE: &str = "\n    one | two words |\n    three\n";
        static WORDS: Words = Words::of(TABLE);
        assert_eq!(words(TABLE).collect::<Vec<_>>(), ["one", "two words", "three"]);
        assert!(WORDS.has("two words") && WORDS.has("one") && WORDS.has("three"));
        assert!(!WORDS.has("two") && !WORDS.has("") && !WORDS.has("one | two words"));
        assert!(!WORDS.has("|") && !WORDS.has("on") && !WORDS.has("eno"));
    }

    #[test]
    fn entries_are_seen_within_a_text() {
        static WORDS: Words = Words::of("one | two words");
        assert!(WORDS.within("stone") && WORDS.within("a two wordsmith"));
        assert!(!WORDS.within("two  words") && !WORDS.within(""));
    }
}
