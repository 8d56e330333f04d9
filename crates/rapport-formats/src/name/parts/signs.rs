//! What one word of a name looks like: an initial, a title, a suffix, a particle.

use super::super::eastern;
use super::super::fold::key;
use super::super::known;
use super::super::words::{
    EXTRA_SUFFIXES, NUMERALS, PARTICLES, POST_NOMINALS, SHY_PARTICLES, SHY_SUFFIXES, SHY_TITLES,
    SUFFIXES, TITLES,
};

pub(in super::super) fn is_initial(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphanumeric()).collect();
    match letters.as_slice() {
        [one] => one.is_alphabetic() && !eastern::is_eastern(*one),
        // J.R., but no Ed. and no Ng.
        [..] => {
            word.contains('.')
                && letters.len() <= 5
                && word
                    .split('.')
                    .filter(|piece| !piece.is_empty())
                    .all(|piece| piece.trim_matches('-').chars().count() == 1)
        }
    }
}

pub(super) fn is_upper(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

pub(super) fn is_lower(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_uppercase())
}

pub(super) fn is_title(word: &str) -> bool {
    let whole = key(word);
    // `Magistrate-Judge`, `Lt.Gen.`
    TITLES.contains(whole.as_str())
        || word
            .split(['-', '.'])
            .filter(|piece| !piece.is_empty())
            .all(|piece| piece.chars().count() > 1 && TITLES.contains(key(piece).as_str()))
            && word.chars().any(char::is_alphabetic)
}

/// Three letters or more with a dot each (`R.A.I.`): what stands behind a name, not initials.
pub(super) fn is_dotted_letters(word: &str) -> bool {
    let pieces: Vec<&str> = word.split('.').filter(|piece| !piece.is_empty()).collect();
    word.ends_with('.')
        && pieces.len() > 2
        && pieces.iter().all(|piece| piece.chars().count() == 1)
        && is_upper(word)
}

/// Joins two people of one family name (`Ana y Luis Vega`).
pub(super) fn joins_people(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "and" | "&" | "y" | "und" | "et" | "och" | "og" | "en" | "и" | "i" | "e"
    ) && (is_lower(word) || word == "&" || matches!(word, "Y" | "И" | "AND" | "UND" | "ET"))
        || word == "&"
}

pub(super) fn is_joiner(word: &str) -> bool {
    matches!(key(word).as_str(), "of" | "the" | "and" | "&" | "y" | "und" | "et" | "for")
}

/// `loud`: the words around it are not all in capitals, so capitals mean something.
pub(super) fn is_suffix(word: &str, loud: bool) -> bool {
    let key = key(word);
    if NUMERALS.contains(key.as_str()) {
        return is_upper(word) && !word.contains('.');
    }
    if !SUFFIXES.contains(key.as_str()) && !EXTRA_SUFFIXES.contains(key.as_str()) {
        if POST_NOMINALS.contains(key.as_str()) {
            return loud && is_upper(word) && !is_initial_like(word) && !known::is_family(word);
        }
        // Two or more suffixes joined by a slash or a hyphen (`BSc(Hons)`, `RN-BC`).
        return key.len() > 3
            && key.split(['/', '-', '(', ')']).filter(|piece| !piece.is_empty()).count() > 1
            && key
                .split(['/', '-', '(', ')'])
                .filter(|piece| !piece.is_empty())
                .all(|piece| SUFFIXES.contains(piece) && !SHY_TITLES.contains(piece));
    }
    if SHY_SUFFIXES.contains(key.as_str()) || EXTRA_SUFFIXES.contains(key.as_str()) {
        return (loud && is_upper(word) && !is_initial_like(word))
            || (word.matches('.').count() > 1);
    }
    true
}

/// One letter and perhaps a dot.
pub(super) fn is_initial_like(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() == 1
}

pub(super) fn is_particle(word: &str) -> bool {
    let key = key(word);
    PARTICLES.contains(key.as_str())
        && (!SHY_PARTICLES.contains(key.as_str())
            || is_lower(word)
            || (is_upper(word) && key.len() > 2))
        && !word.ends_with('.')
        || matches!(key.as_str(), "st" | "ste") && !is_lower(word)
        || matches!(word, "DA" | "DI" | "LA" | "LE")
        || matches!(word, "Ó" | "Ní" | "Ui" | "Uí" | "Mac" | "Mc" | "O'")
}

pub(super) fn is_conjunction(word: &str) -> bool {
    matches!(key(word).as_str(), "y" | "e" | "i" | "und") && is_lower(word)
        || matches!(key(word).as_str(), "y") && is_upper(word) && !word.contains('.')
}

/// Do capitals carry a meaning in this name, that is, are there small letters too?
pub(super) fn is_loud<'a>(mut words: impl Iterator<Item = &'a String>) -> bool {
    words.any(|word| word.chars().any(char::is_lowercase))
}
