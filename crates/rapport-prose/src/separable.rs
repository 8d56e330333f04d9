//! German verbs with a prefix that can stand apart: `mitbauen`, `nachzuhaken`, `vorbeigebracht`.
//!
//! German makes them freely of any verb, and no dictionary has them all. The verb behind the prefix
//! is a known word; nouns are not, because dictionaries have them with a large letter.

use crate::dictionary::Dictionary;

/// Prefixes that stand apart in a sentence, the longer ones before those they begin with.
const PREFIXES: [&str; 45] = [
    "aneinander",
    "auseinander",
    "aufeinander",
    "miteinander",
    "gegenüber",
    "entgegen",
    "zusammen",
    "hinterher",
    "zwischen",
    "herunter",
    "hinunter",
    "hervor",
    "zurück",
    "herein",
    "hinein",
    "heraus",
    "hinaus",
    "voraus",
    "vorbei",
    "wieder",
    "weiter",
    "herauf",
    "hinauf",
    "herum",
    "hinzu",
    "umher",
    "durch",
    "empor",
    "gegen",
    "nach",
    "fort",
    "fest",
    "frei",
    "klar",
    "auf",
    "aus",
    "bei",
    "ein",
    "her",
    "hin",
    "los",
    "mit",
    "vor",
    "weg",
    "um",
];

/// Two letters that are prefixes as well; a longer word must stand behind them.
const SHORT: [&str; 3] = ["ab", "an", "zu"];

/// Letters of the shortest word behind a prefix.
const SHORTEST: usize = 4;
/// Letters of the shortest word behind a prefix of two letters.
const SHORTEST_BEHIND_SHORT: usize = 5;

/// Whether a word in small letters is a known one behind such a prefix, or behind it and "zu".
#[must_use]
pub fn is_separable(word: &str, dictionaries: &[impl AsRef<Dictionary>]) -> bool {
    let has = |rest: &str| dictionaries.iter().any(|dictionary| dictionary.as_ref().has(rest));
    let behind = |prefixes: &[&str], shortest: usize| {
        prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(|rest| {
            let is_long = |rest: &str| rest.chars().count() >= shortest;
            (is_long(rest) && has(rest))
                || rest.strip_prefix("zu").is_some_and(|rest| is_long(rest) && has(rest))
        })
    };
    behind(&PREFIXES, SHORTEST) || behind(&SHORT, SHORTEST_BEHIND_SHORT)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_known_verb_behind_a_prefix_is_right() {
        let words = "4\nbauen\nhaken\ngebracht\nHaus\n";
        let dictionaries = [Arc::new(Dictionary::new("de", "SET UTF-8\n", words).unwrap())];
        for word in ["mitbauen", "mitzubauen", "nachhaken", "vorbeigebracht", "anbauen"] {
            assert!(is_separable(word, &dictionaries), "{word}");
        }
        for word in ["mitbaun", "mithaus", "bauen", "mit", "", "xbauen"] {
            assert!(!is_separable(word, &dictionaries), "{word}");
        }
    }
}
