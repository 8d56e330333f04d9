//! Hunspell dictionaries, read by `spellbook`.

use std::fmt;

/// The English dictionary that is shipped: American spelling from SCOWL.
const ENGLISH: (&str, &str) =
    (include_str!("../data/en_US.aff"), include_str!("../data/en_US.dic"));

/// One dictionary. Some ten megabytes in memory: hold it while notes are written, not for ever.
pub struct Dictionary {
    /// The language, such as `en` or `de`.
    language: String,
    words: spellbook::Dictionary,
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary").field("language", &self.language).finish_non_exhaustive()
    }
}

/// A pair of dictionary files that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// What is wrong with it, in the reader's words.
    pub why: String,
}

impl Dictionary {
    /// Reads a dictionary from the text of its two files.
    ///
    /// # Errors
    /// [`Unreadable`] if the files are not a Hunspell dictionary.
    pub fn new(language: &str, affixes: &str, words: &str) -> Result<Self, Unreadable> {
        spellbook::Dictionary::new(affixes, words)
            .map(|words| Self { language: language.to_owned(), words })
            .map_err(|error| Unreadable { why: error.to_string() })
    }

    /// The English dictionary that is shipped.
    ///
    /// # Errors
    /// [`Unreadable`] never happens to the shipped files; a test reads them.
    pub fn english() -> Result<Self, Unreadable> {
        Self::new("en", ENGLISH.0, ENGLISH.1)
    }

    /// The language, such as `en` or `de`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether the dictionary has the word, in this or a form of it.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.words.check(word)
    }

    /// What the dictionary itself suggests. Slow: tens of milliseconds.
    #[must_use]
    pub fn suggestions(&self, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.words.suggest(word, &mut found);
        found.retain(|suggestion| !suggestion.is_empty());
        found
    }
}

/// The text of a dictionary file: UTF-8, else Latin-1, as `SET` of old affix files says.
#[must_use]
pub fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_dictionary_is_read() {
        let english = Dictionary::english().unwrap();
        assert!(english.has("follow") && english.has("followed") && !english.has("folowed"));
        assert_eq!(english.language(), "en");
        assert!(Dictionary::new("xx", "PFX broken", "").is_err());
        assert_eq!(text_of(b"Stra\xdfe"), "Straße");
    }
}
