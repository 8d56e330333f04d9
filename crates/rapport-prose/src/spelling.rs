//! Words that no dictionary has, and names that are one slip off.
//!
//! An unknown word with a large letter inside a sentence is a name: it is asked about only if it
//! is one slip away from a name that the note is about. Where every word may have a large letter,
//! at the start of a sentence, a word counts as a typing error only if an everyday word is near.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::commonness::{Commonness, commonness, is_trade_term};
use crate::dictionary::Dictionary;
use crate::distance::{SLIP, distance};
use crate::finding::{Finding, Kind};
use crate::lexicon::Lexicon;
use crate::suggest::suggestions;
use crate::words::{Word, words};

/// Suggestions kept, so that a pause in typing costs nothing twice.
const KEPT: usize = 4_000;
/// Unknown words of one note that get suggestions; a text with more is in another language.
const MOST_UNKNOWN: usize = 400;
/// Letters a prefix must leave so that the rest is surely a word of its own.
const SHORTEST_STEM: usize = 6;
/// Letters of each half of a compound; shorter halves are found in typing errors, too.
const SHORTEST_HALF: usize = 5;
/// Prefixes by which English makes new words of known ones.
const PREFIXES: [&str; 9] = ["un", "re", "sub", "multi", "pre", "auto", "pseudo", "non", "co"];

/// A checker of one language: its dictionaries and what it has already looked up.
#[derive(Debug)]
pub struct Speller {
    dictionaries: Vec<Arc<Dictionary>>,
    kept: Mutex<HashMap<String, Vec<String>>>,
}

impl Speller {
    /// A checker with these dictionaries; the first one is asked for guesses. A word is right if
    /// any of them has it, so that American and British spelling are both.
    #[must_use]
    pub fn new(dictionaries: Vec<Arc<Dictionary>>) -> Self {
        Self { dictionaries, kept: Mutex::default() }
    }

    /// The language, such as `en`; empty without a dictionary.
    #[must_use]
    pub fn language(&self) -> &str {
        self.dictionaries.first().map_or("", |dictionary| dictionary.language())
    }

    /// Whether a word is right as it stands.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        let word = word.replace('\u{2019}', "'").replace('\u{ad}', "");
        let bare = word.strip_suffix("'s").unwrap_or(&word);
        let has = |word: &str| self.dictionaries.iter().any(|dictionary| dictionary.has(word));
        if has(&word) || has(bare) {
            return true;
        }
        if self.language() != "en" {
            return false;
        }
        let small = bare.to_lowercase();
        commonness(&small) < Commonness::Unlisted
            || is_trade_form(&small)
            || is_compound(&small)
            || PREFIXES.iter().any(|prefix| {
                small.strip_prefix(prefix).is_some_and(|stem| {
                    stem.len() >= SHORTEST_STEM && commonness(stem) <= Commonness::Known
                })
            })
    }

    /// What was probably meant by a word, best first.
    #[must_use]
    pub fn suggestions(&self, word: &str) -> Vec<String> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get(word) {
            return found.clone();
        }
        let dictionaries: Vec<&Dictionary> = self.dictionaries.iter().map(Arc::as_ref).collect();
        let found = suggestions(word, &dictionaries);
        let mut kept = kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(word.to_owned(), found.clone());
        found
    }
}

/// Whether a word is one of a trade, or a form of it: `namespaces`, `deduplicated`.
fn is_trade_form(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["s", "es", "d", "ed", "ing", "r"];
    is_trade_term(word)
        || ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).any(|stem| {
            stem.len() >= 4
                && (is_trade_term(stem)
                    || (word.ends_with("ing") && is_trade_term(&format!("{stem}e"))))
        })
}

/// Whether a word is two usual ones written together, such as `namespaces`: trades coin them
/// faster than dictionaries learn.
fn is_compound(word: &str) -> bool {
    let usual = |half: &str| half.len() >= SHORTEST_HALF && commonness(half) <= Commonness::Usual;
    word.is_ascii() && (1..word.len()).any(|at| usual(&word[..at]) && usual(&word[at..]))
}

/// The findings of a text, in its order. Total.
#[must_use]
pub fn check(text: &str, speller: &Speller, lexicon: &Lexicon) -> Vec<Finding> {
    let mut found = Vec::new();
    for word in words(text) {
        if found.len() >= MOST_UNKNOWN {
            break;
        }
        if let Some(name) = lexicon.meant(word.text) {
            if !speller.knows(&word.text.to_lowercase()) {
                found.push(misspelt_name(&word, name));
            }
            continue;
        }
        if is_suspect(&word, speller, lexicon) {
            found.extend(misspelt(&word, speller));
        }
    }
    found
}

fn is_suspect(word: &Word<'_>, speller: &Speller, lexicon: &Lexicon) -> bool {
    let letters = word.text.chars().count();
    letters > 2
        && !has_large_inside(word.text)
        && !lexicon.has(word.text)
        && !is_right(word, speller)
}

/// Acronyms and names of products (`README`, `iPhone`, `McKay`) are nobody's typing error.
fn has_large_inside(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

fn is_right(word: &Word<'_>, speller: &Speller) -> bool {
    let large = word.text.chars().next().is_some_and(char::is_uppercase);
    speller.knows(word.text) || (large && word.begins && speller.knows(&word.text.to_lowercase()))
}

fn misspelt(word: &Word<'_>, speller: &Speller) -> Option<Finding> {
    let large = word.text.chars().next().is_some_and(char::is_uppercase);
    if large && !(word.begins || speller.language() == "de") {
        return None;
    }
    let suggestions = speller.suggestions(word.text);
    if large && !suggestions.first().is_some_and(|first| is_near(word.text, first, speller)) {
        return None;
    }
    let why = match suggestions.first() {
        Some(first) => format!("\"{}\" is in no dictionary; was \"{first}\" meant?", word.text),
        None => format!("\"{}\" is in no dictionary", word.text),
    };
    Some(Finding {
        kind: Kind::Spelling,
        rule: "unknown-word",
        start: word.start,
        end: word.end,
        text: word.text.to_owned(),
        suggestions,
        why,
    })
}

/// Whether a word with a large letter is surely a slip of a common one.
fn is_near(word: &str, meant: &str, speller: &Speller) -> bool {
    let typed: Vec<char> = word.to_lowercase().chars().collect();
    let folded: Vec<char> = meant.to_lowercase().chars().collect();
    let near = distance(&typed, &folded) <= SLIP;
    match speller.language() {
        "en" => near && commonness(&meant.to_lowercase()) <= Commonness::Usual,
        // German nouns all have a large letter; short ones may be names.
        _ => near && typed.len() >= 8,
    }
}

fn misspelt_name(word: &Word<'_>, name: &str) -> Finding {
    Finding {
        kind: Kind::Name,
        rule: "name-slip",
        start: word.start,
        end: word.end,
        text: word.text.to_owned(),
        suggestions: vec![name.to_owned()],
        why: format!("did you mean \"{name}\"?"),
    }
}

#[cfg(test)]
mod tests;
