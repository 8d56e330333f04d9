//! From what the user jotted down to a piece of a sentence addressed to the reader.
//!
//! "her sailing trip to Orkney" becomes "your sailing trip to Orkney"; "asked about flaky tests"
//! becomes "you asked about flaky tests", and inside a sentence "that you asked about …". The
//! result always fits behind "What stayed with me most: ". Facts are shorthand, so the rules are
//! small tables per language and not a grammar; what they do not know stays as it was typed, and
//! the user reads the note before it goes out.

mod english;
mod german;

use super::{is_german, one_line};

/// More facts than this make a list, not a note; the others stay with the touchpoint.
const MOST: usize = 3;

/// A fact as the reader should see it: third person becomes "you", "Sie".
#[must_use]
pub fn address_to_recipient(fact: &str, language: &str) -> String {
    let fact = trimmed(fact);
    if is_german(language) { german::address(&fact) } else { english::address(&fact) }
}

/// The facts as one piece of a sentence; `None` when there are none.
pub(super) fn weave(facts: &[String], contact_name: &str, language: &str) -> Option<String> {
    let german = is_german(language);
    let pieces: Vec<String> = facts
        .iter()
        .map(|fact| without_name(&trimmed(fact), contact_name, german))
        .filter(|fact| !fact.is_empty())
        .take(MOST)
        .map(|fact| {
            let addressed = address_to_recipient(&fact, language);
            if german { german::as_object(&addressed) } else { english::as_object(&addressed) }
        })
        .collect();
    let (last, before) = pieces.split_last()?;
    let and = if german { "und" } else { "and" };
    let is_clause = |piece: &String| piece.starts_with("that ") || piece.contains(',');
    Some(match before {
        [] => last.clone(),
        // "A and B" for two plain things; a comma where one of them is a clause of its own.
        [first] if german || !(is_clause(first) || is_clause(last)) => {
            format!("{first} {and} {last}")
        }
        [first] => format!("{first}, {and} {last}"),
        _ => {
            let comma = if german { "" } else { "," };
            let mark = if pieces.iter().any(|piece| piece.contains(',')) { "; " } else { ", " };
            format!("{}{comma} {and} {last}", before.join(mark))
        }
    })
}

/// One line without the signs that the sentence around it brings.
fn trimmed(fact: &str) -> String {
    one_line(fact).trim_matches(['.', ';', ',', '!', ' ', '-', '–', '•', '*']).to_owned()
}

/// "Dana's trip" and "Dana asked" are about the reader, like "her trip" and "asked".
fn without_name(fact: &str, contact_name: &str, german: bool) -> String {
    let full = one_line(contact_name);
    let given = full.split(' ').next().unwrap_or_default();
    for name in [full.as_str(), given] {
        let Some(rest) = fact.strip_prefix(name).filter(|_| !name.is_empty()) else {
            continue;
        };
        let possessive = ["'s ", "’s ", "s "].iter().find_map(|mark| rest.strip_prefix(mark));
        match possessive {
            Some(rest) if german => return german::after_genitive(rest),
            Some(rest) => return format!("her {rest}"),
            None => {}
        }
        if let Some(rest) = rest.strip_prefix(' ') {
            return if german { format!("sie {rest}") } else { format!("she {rest}") };
        }
    }
    fact.to_owned()
}

/// The words of a fact, and a way to put them together again.
fn words(fact: &str) -> Vec<String> {
    fact.split(' ').map(str::to_owned).collect()
}

/// Lower case without signs at either end, for looking a word up.
fn key(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'")
}

/// A word replaced, its signs at either end kept.
fn replaced(word: &str, by: &str) -> String {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    if inner.is_empty() { word.to_owned() } else { word.replacen(inner, by, 1) }
}

/// True when a list of words, parted by white space, holds one.
fn holds(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests;
