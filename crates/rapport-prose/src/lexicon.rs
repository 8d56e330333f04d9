//! The names the user knows: people, organisations, roles, places.
//!
//! They are right in any note, in the forms that languages give to names. Those of the recipient
//! are watched: a word one slip away from one of them is a question (D2).

use std::collections::HashSet;

use crate::distance::distance;

/// Letters below which a slip cannot be told from another name.
const SHORTEST_WATCHED: usize = 4;
/// The distance up to which a word is one slip away: an exchange of keys far apart.
const ONE_SLIP: u32 = 12;

/// Known words.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// In small letters.
    known: HashSet<String>,
    /// As they are written: names of the recipient and of the organisation.
    watched: Vec<String>,
}

impl Lexicon {
    /// Adds every word of a name or title.
    pub fn learn(&mut self, name: &str) {
        for word in parts(name) {
            self.known.insert(word.to_lowercase());
        }
    }

    /// Adds every word of a name that the note is about, and watches for slips in it.
    pub fn watch(&mut self, name: &str) {
        self.learn(name);
        for word in parts(name) {
            let begins_large = word.chars().next().is_some_and(char::is_uppercase);
            let long = word.chars().count() >= SHORTEST_WATCHED;
            if begins_large && long && !self.watched.iter().any(|watched| watched == word) {
                self.watched.push(word.to_owned());
            }
        }
    }

    /// Whether a word is a known one: as it is, in the genitive of English or German, or in the
    /// plural.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        let folded = word.to_lowercase().replace('\u{2019}', "'");
        let stem =
            folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\'')).unwrap_or(&folded);
        self.known.contains(stem)
            || stem
                .strip_suffix("es")
                .or_else(|| stem.strip_suffix('s'))
                .is_some_and(|stem| self.known.contains(stem))
    }

    /// The watched name that a capitalised word is one slip away from.
    #[must_use]
    pub fn meant(&self, word: &str) -> Option<&str> {
        if !word.chars().next().is_some_and(char::is_uppercase) || self.has(word) {
            return None;
        }
        let typed: Vec<char> = word.to_lowercase().chars().collect();
        if typed.len() < SHORTEST_WATCHED {
            return None;
        }
        self.watched.iter().map(String::as_str).find(|name| {
            let meant: Vec<char> = name.to_lowercase().chars().collect();
            meant.len().abs_diff(typed.len()) <= 1 && distance(&typed, &meant) <= ONE_SLIP
        })
    }
}

/// The words of a name.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
        .map(|part| part.trim_matches(['\'', '\u{2019}']))
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_their_forms_and_watched_for_slips() {
        let mut lexicon = Lexicon::default();
        lexicon.watch("Dana Whitfield");
        lexicon.learn("Halden Lab");
        assert!(lexicon.has("Whitfield's") && lexicon.has("Whitfields") && lexicon.has("halden"));
        assert_eq!(lexicon.meant("Whitfeld"), Some("Whitfield"));
        assert_eq!(lexicon.meant("Whitfiled"), Some("Whitfield"));
        assert_eq!(lexicon.meant("Whitfield"), None);
        assert_eq!(lexicon.meant("Hadlen"), None, "only those the note is about are watched");
        assert_eq!(lexicon.meant("whitfeld"), None);
    }
}
