//! Words that no dictionary has, and names that are one slip off.
//!
//! An unknown word with a large letter inside a sentence is a name: it is asked about only if it
//! is one slip away from a name that the note is about. Where every word may have a large letter,
//! at the start of a sentence, a word counts as a typing error only if an everyday word is near.
//! A word in small letters is one only if a word that is far more common was probably meant.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::coined::{self, Form};
use crate::commonness::{Commonness, commonness, is_program_word, is_rarest, is_trade_term};
use crate::dictionary::Dictionary;
use crate::distance::{SLIP, distance};
use crate::finding::{Finding, Kind};
use crate::lexicon::Lexicon;
use crate::separable::is_separable;
use crate::suggest::suggestions;
use crate::words::{Word, words};

/// Suggestions kept, so that a pause in typing costs nothing twice.
const KEPT: usize = 4_000;
/// Unknown words of one note that get suggestions; a text with more is in another language.
const MOST_UNKNOWN: usize = 400;
/// Letters below which a word is near a dozen others whatever was meant.
const SHORT: usize = 5;
/// Letters from which a word is long: more slips fit into it.
const LONG: usize = 8;

/// The distance of a word whose first letter is another vowel: "unconsistent".
const FIRST_VOWEL: u32 = 15;

/// The distance of a letter that is doubled in one and single in the other: "millenium".
const DOUBLED: u32 = 6;

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
        if american(&small).is_some_and(|word| has(&word) || is_trade_form(&word)) {
            return true;
        }
        // "pièce" keeps the marks of the language it came from.
        let plain = without_marks(&small);
        commonness(&plain) < Commonness::Unlisted
            || (plain != small && has(&plain))
            || is_trade_form(&small)
            || is_program_word(&small)
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

/// The American spelling of a word in -ise: dictionaries have it of words that are rarer in British
/// texts.
fn american(word: &str) -> Option<String> {
    const ENDINGS: [&str; 8] =
        ["ise", "ises", "ised", "ising", "iser", "isers", "isation", "isations"];
    ENDINGS.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 4)?;
        Some(format!("{stem}iz{}", &ending[2..]))
    })
}

/// A word with the letters that English takes over from French, Spanish and German made plain.
fn without_marks(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            other => other,
        })
        .collect()
}

/// Whether a word is one of a trade, or a form of it: `namespaces`, `deduplicated`.
fn is_trade_form(word: &str) -> bool {
    let is_form = |ending: &str, head: &str| {
        word.strip_suffix(ending).is_some_and(|stem| {
            // "timeing" drops its "e", "menues" needs none.
            let fits = match ending {
                "s" => !stem.ends_with(['s', 'x', 'z']),
                "es" => stem.ends_with(['s', 'x', 'z', 'h']),
                "ing" => head == "e" || !stem.ends_with('e'),
                _ => true,
            };
            let verb = format!("{stem}{head}");
            // Dictionaries have the forms of a verb that everybody knows: "commited" is none.
            let is_plural = matches!(ending, "s" | "es");
            stem.len() >= 4
                && fits
                && is_trade_term(&verb)
                && (is_plural || commonness(&verb) > Commonness::Known)
        })
    };
    is_trade_term(word)
        || [("s", ""), ("es", ""), ("ed", "e"), ("er", "e"), ("ing", ""), ("ing", "e"), ("ed", "")]
            .iter()
            .any(|(ending, head)| is_form(ending, head))
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
    if let Some(name) = name_in_small_letters(word.text, &suggestions, speller) {
        return Some(large_letter(word, &name));
    }
    if !is_slip(word.text, &suggestions, speller) {
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

/// Whether a common word was meant. A word that is near nothing is a name or a term, and nobody is
/// helped by a question about it; one that is formed as English forms words must be nearer still.
fn is_slip(word: &str, suggestions: &[String], speller: &Speller) -> bool {
    let small = word.to_lowercase();
    let typed: Vec<char> = small.chars().collect();
    let is_split = |meant: &str| meant.contains([' ', '-']);
    let solid: Vec<(u32, Commonness, &str)> = suggestions
        .iter()
        .filter(|meant| !is_split(meant))
        .map(|meant| {
            let folded: Vec<char> = meant.to_lowercase().chars().collect();
            (distance(&typed, &folded), commonness(&meant.to_lowercase()), meant.as_str())
        })
        .collect();
    let near = |farthest: u32, rarest: Commonness| {
        solid.iter().any(|(distance, common, _)| *distance <= farthest && *common <= rarest)
    };
    let near_other = |farthest: u32, rarest: Commonness, rest: Option<&str>| {
        solid.iter().any(|(distance, common, meant)| {
            *distance <= farthest
                && *common <= rarest
                && !coined::are_forms_of_one(&small, meant, rest)
        })
    };
    let two = 2 * SLIP;
    if speller.language() == "de" && is_separable(&small, &speller.dictionaries) {
        // "vorraus" is a known word behind a prefix, too: only what is very near was meant.
        return solid.iter().any(|(distance, ..)| *distance < SLIP);
    }
    if speller.language() != "en" {
        let farthest = if typed.len() < LONG { two } else { 3 * SLIP };
        return solid.iter().any(|(distance, ..)| *distance <= farthest);
    }
    match coined::form(&small) {
        Some(Form::Listed) => {
            !coined::is_form_of_common(&small) && near_other(SLIP, Commonness::Usual, None)
        }
        Some(Form::Rarest) => {
            !coined::is_form_of_common(&small)
                && (near_other(SLIP, Commonness::Known, None)
                    || near_other(DOUBLED, Commonness::Rare, None)
                    || near_other(FIRST_VOWEL, Commonness::Usual, None)
                    || (typed.len() >= LONG && near_other(two - 1, Commonness::Usual, None)))
        }
        Some(Form::Derived) => {
            !coined::is_form_of_common(&small) && near_other(SLIP, Commonness::Rare, None)
        }
        // Only a letter swapped or doubled is likelier than a name of a trade.
        Some(Form::Trade) => near_other(SLIP - 1, Commonness::Known, None),
        // In the largest dictionaries and formed of a known word: only what is very near was meant.
        Some(Form::Prefixed(rest)) if is_rarest(&small) => {
            near_other(SLIP, Commonness::Known, Some(&rest))
                || near_other(FIRST_VOWEL, Commonness::Usual, Some(&rest))
        }
        // "subobjects" is not meant for "subjects", but "unconsistent" is for "inconsistent".
        Some(Form::Prefixed(rest)) if commonness(&rest) <= Commonness::Usual => {
            let of_rest = solid.iter().filter(|(.., meant)| meant.ends_with(rest.as_str()));
            near_other(SLIP, Commonness::Rare, Some(&rest))
                || of_rest.into_iter().any(|(distance, common, meant)| {
                    *distance <= two
                        && *common <= Commonness::Usual
                        && !coined::are_forms_of_one(&small, meant, Some(&rest))
                })
        }
        Some(Form::Prefixed(rest)) => {
            near_other(SLIP, Commonness::Rare, Some(&rest))
                || near_other(two, Commonness::Usual, Some(&rest))
        }
        // A letter more in front is the only slip that "gcode" is away from "code".
        Some(Form::Compound) => {
            let behind = small.chars().next().map_or(0, char::len_utf8);
            let rest = Some(&small[behind..]);
            near_other(SLIP, Commonness::Rare, rest) || near_other(two - 1, Commonness::Usual, rest)
        }
        None if is_blank_forgotten(suggestions) => true,
        None if suggestions.first().is_some_and(|first| is_split(first)) => {
            near(SLIP, Commonness::Rare) || near(two, Commonness::Usual)
        }
        // The rarer a word is, the nearer it must be; of one in no list only a letter is doubled,
        // swapped, or another vowel.
        None if typed.len() < SHORT => near(12, Commonness::Usual),
        None if typed.len() < LONG => {
            near(two - 1, Commonness::Known)
                || near(two, Commonness::Everyday)
                || near(12, Commonness::Rare)
                || near(SLIP - 1, Commonness::Unlisted)
        }
        None => {
            near(34, Commonness::Usual)
                || near(26, Commonness::Known)
                || near(two - 1, Commonness::Rare)
                || near(if typed.len() > LONG + 1 { SLIP } else { SLIP - 1 }, Commonness::Unlisted)
        }
    }
}

/// Whether two words, of which one holds sentences together, were probably meant: the first
/// suggestion, or everyday words right behind it.
fn is_blank_forgotten(suggestions: &[String]) -> bool {
    let is_everyday = |half: &str| commonness(half) == Commonness::Everyday;
    suggestions.iter().take(3).enumerate().any(|(place, meant)| {
        meant.contains(' ')
            && meant.split(' ').any(coined::is_small_word)
            && (place == 0 || meant.split(' ').all(is_everyday))
    })
}

/// The name or the language that a word in small letters is, unless a common word beside it is
/// likelier: "japanese", and not "wich".
fn name_in_small_letters(word: &str, suggestions: &[String], speller: &Speller) -> Option<String> {
    let same = |meant: &&String| word != *meant && word.to_lowercase() == meant.to_lowercase();
    if let Some(name) = suggestions.first().filter(same) {
        return Some(name.clone());
    }
    let mut letters = word.chars();
    let name: String = letters.next()?.to_uppercase().chain(letters).collect();
    let is_name = name != word && speller.dictionaries.iter().any(|known| known.has(&name));
    let typed: Vec<char> = word.to_lowercase().chars().collect();
    let is_slip = |meant: &String| {
        let folded: Vec<char> = meant.to_lowercase().chars().collect();
        commonness(&meant.to_lowercase()) <= Commonness::Usual && distance(&typed, &folded) <= SLIP
    };
    (is_name && speller.language() == "en" && !suggestions.iter().any(is_slip)).then_some(name)
}

/// Names of people, places and languages begin with a large letter. The word itself is right.
fn large_letter(word: &Word<'_>, name: &str) -> Finding {
    Finding {
        kind: Kind::Grammar,
        rule: "large-letter",
        start: word.start,
        end: word.end,
        text: word.text.to_owned(),
        suggestions: vec![name.to_owned()],
        why: format!("\"{name}\" is written with a large letter"),
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
