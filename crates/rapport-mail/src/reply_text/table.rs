//! Tables of words, sorted once so that each line of a mail can be asked about cheaply.
//!
//! Here: the sorted form of the tables that are written as text between bars. Not here: the
//! tables; each stands with the rule that asks it.

use crate::words::words;

/// Characters of the longest beginning that is looked for in any case.
const LONGEST_START: usize = 64;

/// The entries of a table in the order of their bytes.
#[derive(Debug)]
pub struct Table(Vec<&'static str>);

impl Table {
    /// Reads the entries between bars and line ends.
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        let mut entries: Vec<&'static str> = words(text).collect();
        entries.sort_unstable();
        entries.dedup();
        Self(entries)
    }

    /// Whether the table has exactly this entry.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    /// The longest entry with which the text starts, upper and lower case aside. Only its first
    /// `LONGEST_START` characters are read.
    #[must_use]
    pub fn start_of_any_case(&self, text: &str) -> Option<&'static str> {
        // Two letters dismiss most texts before anything is copied.
        let mut pair = text.chars().take(2).flat_map(char::to_lowercase);
        let pair = (pair.next()?, pair.next()?);
        let start = self.0.partition_point(|entry| pair_of(entry) < pair);
        if self.0.get(start).is_none_or(|entry| pair_of(entry) != pair) {
            return None;
        }
        let end = text.char_indices().nth(LONGEST_START).map_or(text.len(), |(end, _)| end);
        self.start_of(&text[..end].to_lowercase())
    }

    /// The longest entry with which the text starts.
    #[must_use]
    pub fn start_of(&self, text: &str) -> Option<&'static str> {
        let first = text.chars().next()?;
        let from = self.0.partition_point(|entry| entry.chars().next() < Some(first));
        self.0[from..]
            .iter()
            .take_while(|entry| entry.starts_with(first))
            .filter(|entry| text.starts_with(**entry))
            .max_by_key(|entry| entry.len())
            .copied()
    }

    /// The first entry that stands anywhere in the text.
    #[must_use]
    pub fn within(&self, text: &str) -> Option<&'static str> {
        self.0.iter().find(|entry| text.contains(**entry)).copied()
    }

    /// How many entries stand in the text; counted up to `most`.
    #[must_use]
    pub fn count_within(&self, text: &str, most: usize) -> usize {
        self.0.iter().filter(|entry| text.contains(**entry)).take(most).count()
    }

    /// The longest entry with which the text ends.
    #[must_use]
    pub fn end_of(&self, text: &str) -> Option<&'static str> {
        self.0
            .iter()
            .filter(|entry| text.ends_with(**entry))
            .max_by_key(|entry| entry.len())
            .copied()
    }
}

fn pair_of(entry: &str) -> (char, char) {
    let mut characters = entry.chars();
    (characters.next().unwrap_or_default(), characters.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_found_whole_at_the_start_at_the_end_and_within() {
        let table = Table::new("\n    sent | sent from my | gesendet von\n    発信 ");
        assert!(table.has("sent") && table.has("発信") && !table.has("sent from"));
        assert_eq!(table.start_of("sent from my boat"), Some("sent from my"));
        assert_eq!(table.start_of("resent"), None);
        assert_eq!(table.start_of(""), None);
        assert_eq!(table.start_of_any_case("Sent From my boat"), Some("sent from my"));
        assert_eq!(table.start_of_any_case("Gesendet Von"), Some("gesendet von"));
        assert_eq!(table.start_of_any_case("Go"), None);
        assert_eq!(table.within("was gesendet von Ivo"), Some("gesendet von"));
        assert_eq!(table.end_of("it was sent"), Some("sent"));
    }
}
