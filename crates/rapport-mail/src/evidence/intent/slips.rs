//! Slips of the keys in the words that decide: "intersted", "schdule", "oppurtunity".
//!
//! Here: one slip (a letter too many, missing, wrong, or two swapped) in words of six letters and
//! more, where the first letter is right and what was typed is no such word itself. Only short
//! answers are read so; in long texts a word more or less decides nothing. Not here: spelling of
//! the user's own notes (`rapport-prose`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::words::words;

/// Letters that a word must have before a slip in it is believed.
const SHORTEST: usize = 6;

/// Words that decide, folded.
const KEY_WORDS: &str = "
    interested | interesting | interest | schedule | scheduled | meeting | opportunity
    opportunities | unsubscribe | remove | please | thanks | discuss | discussion | proposal
    information | details | pricing | relevant | contact | contacting | emailing | forward
    project | looking | excited | excellent | perfect | promising | fantastic | amazing | explore
    tomorrow | tuesday | wednesday | thursday | friday | monday | january | february | september
    october | november | december | august | quarter | already | currently | decline | declined
    accept | accepted | unfortunately | position | application | candidate | candidates
    interview | current | provider | solution | solutions | vendors | vendor | service
    someone | anymore | delighted | pleased | absolutely | definitely | available | calendar
    demonstration | walkthrough | integration | connect | company | person | budget
    interesse | interessiert | abmelden | kontaktieren | bitte | termin | angebot | leider
    interessé | intéressée | désinscrire | désabonner | rendez | interesado | interesada
    interessato | interessata | interessado | interessada | geïnteresseerd | intresserad
    interesseret | interessert | zainteresowany | zainteresowana
";

static BY_SHORTENED: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut index: HashMap<String, Vec<&'static str>> = HashMap::new();
    for word in words(KEY_WORDS).filter(|word| word.is_ascii() && word.len() >= SHORTEST) {
        index.entry(word.to_owned()).or_default().push(word);
        for shortened in shortened(word) {
            index.entry(shortened).or_default().push(word);
        }
    }
    index
});

/// The word that was meant, if what was typed is one slip away from exactly such a word.
pub(super) fn meant(typed: &str) -> Option<&'static str> {
    if !typed.is_ascii() || typed.len() < SHORTEST - 1 || typed.len() > 24 {
        return None;
    }
    if BY_SHORTENED.get(typed).is_some_and(|words| words.contains(&typed)) {
        return None;
    }
    std::iter::once(typed.to_owned())
        .chain(shortened(typed))
        .filter_map(|one| BY_SHORTENED.get(&one))
        .flatten()
        .copied()
        .find(|word| {
            word.as_bytes().first() == typed.as_bytes().first() && is_one_slip(typed, word)
        })
}

/// The word with each of its letters left out.
fn shortened(word: &str) -> impl Iterator<Item = String> + '_ {
    (1..word.len()).map(|place| {
        let mut left = String::with_capacity(word.len());
        left.push_str(&word[..place]);
        left.push_str(&word[place + 1..]);
        left
    })
}

/// Whether one letter is missing, too many or wrong, or two neighbours are swapped, and whether
/// that is no other form of the word: a plural or a past form is not a slip.
fn is_one_slip(typed: &str, word: &str) -> bool {
    let (a, b) = (typed.as_bytes(), word.as_bytes());
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    if start == a.len() || start == b.len() {
        // Only the end differs: another form.
        return false;
    }
    let (a, b) = (&a[start..], &b[start..]);
    match (a, b) {
        _ if a.len() == b.len() + 1 => &a[1..] == b,
        _ if b.len() == a.len() + 1 => &b[1..] == a,
        // Another last letter is another form, or another language: "candidati".
        _ if a.len() == b.len() && a.len() > 1 => {
            a[1..] == b[1..] || a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..]
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_taken_back() {
        for (typed, word) in [
            ("intersted", "interested"),
            ("intrested", "interested"),
            ("schdule", "schedule"),
            ("oppurtunity", "opportunity"),
            ("unsubcribe", "unsubscribe"),
            ("meetign", "meeting"),
        ] {
            assert_eq!(meant(typed), Some(word), "{typed}");
        }
    }

    #[test]
    fn other_words_stay_as_they_are() {
        for typed in [
            "interested",
            "meetings",
            "excepted",
            "contacts",
            "candidati",
            "remover",
            "x",
            "",
            "ёжик",
        ] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}
