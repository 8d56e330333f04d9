//! What was probably meant by a word that no dictionary has.
//!
//! Candidates are every word one slip away, the common English words two or three slips away, what
//! the dictionary itself suggests, and the British spelling of those; they are ranked by the
//! distance fingers slip ([`crate::distance`]) and by how common a word is. Splitting a word in two
//! comes last unless both halves are everyday words. Long words of languages that write words
//! together are cut first, see `compound`.

use crate::coined::is_small_word;
use crate::commonness::{Commonness, commonness, is_rare, is_trade_term, like};
use crate::compound::{self, each_slip};
use crate::dictionary::Dictionary;
use crate::distance::distance;

/// Letters beyond which a word is not corrected: nobody types it by slip.
const LONGEST: usize = 30;
/// The same where words are written together.
const LONGEST_COMPOUND: usize = 48;
/// Suggestions handed out.
const MOST: usize = 5;
/// Distances beyond which a suggestion only confuses, per letter and at least, in tenths of a slip.
const FARTHEST: u32 = 45;

/// The distance up to which a word found is so near that the dictionary need not guess.
const NEAR: u32 = 12;

/// The suggestions for a word, best first. The slow part is the dictionary's own guess, some tens of
/// milliseconds. It is asked for where nothing is near, and never for a long compound; the caller
/// keeps the answer.
#[must_use]
pub fn suggestions(word: &str, dictionaries: &[&Dictionary]) -> Vec<String> {
    let typed: Vec<char> = word.to_lowercase().chars().collect();
    let english = dictionaries.first().is_some_and(|dictionary| dictionary.language() == "en");
    if typed.len() > if english { LONGEST } else { LONGEST_COMPOUND } {
        return Vec::new();
    }
    let known = |word: &str| {
        (english
            && (commonness(word) < Commonness::Unlisted || is_trade_term(word) || is_rare(word)))
            || dictionaries.iter().any(|dictionary| dictionary.has(word))
    };
    let letters = alphabet(dictionaries);
    let mut candidates = if english || typed.len() < compound::LONG {
        Vec::new()
    } else {
        compound::corrections(&typed, &letters, &known)
    };
    // A long word that was cut has its answer; one that is too long to be tried has none.
    if candidates.is_empty() && (english || typed.len() <= compound::WHOLE) {
        candidates = of_the_whole(word, &typed, &letters, dictionaries, english, &known);
    }
    candidates.sort();
    candidates.dedup();
    let mut ranked: Vec<(u32, String)> = candidates
        .into_iter()
        .filter(|candidate| candidate != word)
        .map(|candidate| (rank(&typed, &candidate), candidate))
        .filter(|(rank, _)| *rank <= FARTHEST)
        .collect();
    ranked.sort();
    ranked.truncate(MOST);
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    ranked
        .into_iter()
        .map(|(_, candidate)| if capital { capitalised(&candidate) } else { candidate })
        .collect()
}

/// What a word may have been meant to be, tried as a whole.
fn of_the_whole(
    word: &str,
    typed: &[char],
    letters: &[char],
    dictionaries: &[&Dictionary],
    english: bool,
    known: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let mut candidates = one_slip(typed, letters);
    candidates.retain(|candidate| known(candidate));
    if english {
        candidates.extend(scanned(typed));
        candidates.extend(blanks_forgotten(word));
    }
    let is_near = |candidate: &String| {
        let meant: Vec<char> = candidate.to_lowercase().chars().collect();
        distance(typed, &meant) <= NEAR
    };
    let is_found = candidates.iter().any(is_near);
    if let Some(first) = dictionaries.first().filter(|_| !is_found) {
        for guess in first.suggestions(word) {
            for british in british(&guess) {
                if known(&british) {
                    candidates.push(british);
                }
            }
            candidates.push(guess);
        }
    }
    candidates
}

/// How far a candidate is, in tenths of a slip; small is good.
fn rank(typed: &[char], candidate: &str) -> u32 {
    let folded = candidate.to_lowercase();
    let meant: Vec<char> = folded.chars().filter(|c| *c != '-').collect();
    let mut rank = distance(typed, &meant);
    if candidate.contains([' ', '-']) {
        let common = |half: &str| half.chars().count() > 1 && commonness(half) <= Commonness::Usual;
        rank += if folded.split([' ', '-']).all(common) { 14 } else { 40 };
    } else {
        rank += match commonness(&folded) {
            Commonness::Everyday => 0,
            Commonness::Usual => 2,
            Commonness::Known => 4,
            Commonness::Rare => 8,
            Commonness::Unlisted => 11,
        };
    }
    if candidate.chars().next().is_some_and(char::is_uppercase) {
        rank += 6;
    }
    if candidate.contains('\'') {
        rank += 3;
    }
    rank
}

/// Two everyday words, of which at least one holds sentences together, with a blank between them:
/// "thank you" for "thankyou".
fn blanks_forgotten(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let is_everyday = |half: &str| half.len() > 1 && commonness(half) == Commonness::Everyday;
    (2..small.len().saturating_sub(1))
        .filter_map(|at| Some((small.get(..at)?, small.get(at..)?)))
        .filter(|(first, second)| {
            is_everyday(first)
                && is_everyday(second)
                && (is_small_word(first) || is_small_word(second))
        })
        .map(|(first, second)| format!("{first} {second}"))
        .collect()
}

/// The common words two slips away, three in long words.
fn scanned(typed: &[char]) -> Vec<String> {
    const LONG: usize = 9;
    let (letters_apart, farthest) = if typed.len() < LONG { (4, 24) } else { (5, 34) };
    let folded: String = typed.iter().collect();
    let mut meant = Vec::new();
    like(&folded, letters_apart)
        .filter(|word| {
            meant.clear();
            meant.extend(word.chars());
            distance(typed, &meant) <= farthest
        })
        .map(str::to_owned)
        .collect()
}

/// Every word one insertion, omission, exchange or transposition away.
fn one_slip(typed: &[char], letters: &[char]) -> Vec<String> {
    let mut found = Vec::with_capacity(typed.len() * (letters.len() * 2 + 2));
    each_slip(typed, letters, &mut |word| {
        if !word.is_empty() {
            found.push(word.iter().collect());
        }
        true
    });
    found
}

/// The letters that can be slipped in, by language.
fn alphabet(dictionaries: &[&Dictionary]) -> Vec<char> {
    let special = match dictionaries.first().map(|dictionary| dictionary.language()) {
        Some("de") => "äöüß",
        Some("fr") => "àâæçéèêëîïôœùûü",
        Some("es") => "áéíñóúü",
        _ => "",
    };
    ('a'..='z').chain(special.chars()).collect()
}

/// British spellings that an American word may have.
fn british(word: &str) -> Vec<String> {
    const PAIRS: [(&str, &str); 9] = [
        ("iz", "is"),
        ("yz", "ys"),
        ("or", "our"),
        ("er", "re"),
        ("l", "ll"),
        ("ense", "ence"),
        ("og", "ogue"),
        ("dgment", "dgement"),
        ("e", "ae"),
    ];
    let mut found = Vec::new();
    for (american, british) in PAIRS {
        for (at, _) in word.match_indices(american) {
            found.push(format!("{}{british}{}", &word[..at], &word[at + american.len()..]));
        }
    }
    found
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_word_comes_first() {
        let english = Dictionary::english().unwrap();
        for (wrong, right) in [
            ("recieve", "receive"),
            ("definately", "definitely"),
            ("intrested", "interested"),
            ("tommorow", "tomorrow"),
            ("neighours", "neighbours"),
            ("speeling", "spelling"),
            ("Tommorow", "Tomorrow"),
        ] {
            let found = suggestions(wrong, &[&english]);
            assert!(found.iter().take(3).any(|it| it == right), "{wrong}: {found:?}");
        }
        assert!(suggestions(&"x".repeat(50), &[&english]).is_empty());
    }
}
