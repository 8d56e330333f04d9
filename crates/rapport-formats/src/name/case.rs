//! Case repaired for a name that was typed in one case only. Only for those who ask for it: a name
//! belongs to its bearer, and `bell hooks` is written so.

use super::fold::key;
use super::words::{PARTICLES, SUFFIXES};

/// The name with its usual capitals, if it was written all in capitals or all in small letters; a
/// name in mixed case is returned as it is.
#[must_use]
pub fn repair_case(name: &str) -> String {
    let upper = name.chars().any(char::is_uppercase);
    let lower = name.chars().any(char::is_lowercase);
    if upper == lower {
        return name.to_owned();
    }
    let count = name.split(' ').count();
    name.split(' ')
        .enumerate()
        .map(|(at, word)| repair_word(word, at > 0 && at + 1 < count, at > 0))
        .collect::<Vec<_>>()
        .join(" ")
}

fn repair_word(word: &str, inside: bool, behind: bool) -> String {
    let key = key(word);
    if inside
        && PARTICLES.contains(key.as_str())
        && !matches!(key.as_str(), "ben" | "san" | "santa" | "mac" | "st")
    {
        return word.to_lowercase();
    }
    if behind
        && matches!(
            key.as_str(),
            "ii" | "iii" | "iv" | "vi" | "md" | "mba" | "dds" | "llm" | "cpa" | "rn"
        )
    {
        return word.to_uppercase();
    }
    if behind && key == "phd" && SUFFIXES.contains(key.as_str()) {
        return if word.contains('.') { "Ph.D.".to_owned() } else { "PhD".to_owned() };
    }
    let mut repaired = String::with_capacity(word.len());
    let mut start = true;
    for c in word.chars() {
        if start && c.is_alphabetic() {
            repaired.extend(c.to_uppercase());
            start = false;
        } else {
            repaired.extend(c.to_lowercase());
        }
        if matches!(c, '-' | '\'' | '’' | '.' | '(' | '"') {
            start = true;
        }
    }
    // A genitive's s is no new name (`D'Souza`, but `James's`).
    for end in ["'S", "’S"] {
        if let Some(front) = repaired.strip_suffix(end) {
            repaired = format!("{front}{}", end.to_lowercase());
        }
    }
    gaelic(&repaired)
}

/// `Mcdonald` is `McDonald`; `Mac` is left, since `Macy` and `Mackay` are more than `MacDonald`.
fn gaelic(word: &str) -> String {
    let known = [
        "Macdonald",
        "Macleod",
        "Macgregor",
        "Macarthur",
        "Macintyre",
        "Maccarthy",
        "Macdougall",
        "Macmillan",
        "Mackenzie",
        "Macpherson",
    ];
    let cut = if word.starts_with("Mc") && word.chars().count() > 3 {
        2
    } else if known.contains(&word) {
        3
    } else {
        return word.to_owned();
    };
    let (front, back) = word.split_at(cut);
    let mut letters = back.chars();
    letters.next().map_or_else(
        || word.to_owned(),
        |first| format!("{front}{}{}", first.to_uppercase(), letters.as_str()),
    )
}
