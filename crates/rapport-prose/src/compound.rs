//! Long words of languages that write words together: what was meant by `Kundenbetreungsgespräch`.
//!
//! A dictionary tells whether such a word is right by trying every cut of it, and to try that for
//! every word one slip away takes seconds. Here the word is cut once, from both ends, into parts
//! that are known; what no part covers is short, and only that is corrected. The work is counted in
//! steps and ends when they are used up, so that no word can cost more than another.

use crate::distance::distance;

/// Letters from which a word is cut instead of being tried as a whole.
pub(crate) const LONG: usize = 13;
/// Letters up to which a word that cannot be cut is tried as a whole all the same.
pub(crate) const WHOLE: usize = 16;

/// Letters of the shortest part: nearly any three letters are some word.
const SHORTEST: usize = 4;
/// Letters of the longest part that is looked up.
const LONGEST: usize = 14;
/// Letters of the longest gap that is corrected.
const LONGEST_GAP: usize = 15;
/// Gaps that are corrected, short ones between few parts first.
const MOST_GAPS: usize = 8;
/// Whole words that are looked up at the end, the likeliest first.
const MOST_LOOKED_UP: usize = 8;
/// The letters of all parts looked up, each squared: looking up one costs about that.
const STEPS: usize = 250_000;
/// The farthest that a correction may be, in tenths of a slip.
const FARTHEST: u32 = 22;

/// What German puts between parts after these endings.
const LINKED: [&str; 8] = ["ung", "heit", "keit", "schaft", "ion", "tät", "ling", "tum"];

/// Looks words up until the steps are used up.
struct Steps<'a> {
    has: &'a dyn Fn(&str) -> bool,
    left: usize,
}

impl Steps<'_> {
    /// Whether a word is known.
    fn knows(&mut self, word: &str) -> bool {
        let letters = word.chars().count();
        match self.left.checked_sub(letters * letters) {
            Some(left) => {
                self.left = left;
                (self.has)(word)
            }
            None => {
                self.left = 0;
                false
            }
        }
    }

    /// Whether a word may be a part: a known noun, or one with what links it to the next; for what
    /// stands there as it is, any known word.
    fn is_part(&mut self, word: &str, is_last: bool, nouns_only: bool) -> bool {
        let linked = word
            .strip_suffix('s')
            .filter(|stem| !is_last && LINKED.iter().any(|ending| stem.ends_with(ending)));
        let word = linked.unwrap_or(word);
        self.knows(&noun(word)) || (!nouns_only && self.knows(word))
    }
}

/// The words that a long word in small letters was probably meant to be, best first.
pub(crate) fn corrections(
    typed: &[char],
    alphabet: &[char],
    has: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let upper = noun(&typed.iter().collect::<String>());
    if has(&upper) {
        // Only its large letter is missing.
        return vec![upper];
    }
    let mut steps = Steps { has, left: STEPS };
    let from_start = reached(typed, &mut steps, false);
    let from_end = reached(typed, &mut steps, true);
    let mut gaps: Vec<(usize, usize, usize)> = Vec::new();
    for (start, before) in from_start.iter().enumerate() {
        for (end, behind) in from_end.iter().enumerate().skip(start + SHORTEST) {
            let is_all = start == 0 && end == typed.len();
            if let (Some(before), Some(behind)) = (before, behind)
                && end - start <= LONGEST_GAP
                && !is_all
            {
                gaps.push((4 * (before + behind) + end - start, end - start, start));
            }
        }
    }
    gaps.sort_unstable();
    gaps.truncate(MOST_GAPS);
    let mut found: Vec<(u32, String)> = Vec::new();
    for (_, letters, start) in gaps {
        let end = start + letters;
        let piece = &typed[start..end];
        let is_last = end == typed.len();
        each_slip(piece, alphabet, &mut |other| {
            let word: String = other.iter().collect();
            if other != piece && other.len() >= SHORTEST && steps.is_part(&word, is_last, true) {
                let whole: Vec<char> = [&typed[..start], other, &typed[end..]]
                    .into_iter()
                    .flatten()
                    .copied()
                    .collect();
                let far = distance(typed, &whole);
                if far <= FARTHEST {
                    found.push((far, whole.iter().collect()));
                }
            }
            steps.left > 0
        });
    }
    found.sort();
    found.dedup();
    found.truncate(MOST_LOOKED_UP);
    // Parts that the dictionary joins as well come first.
    let mut ranked: Vec<(bool, u32, String)> = found
        .into_iter()
        .map(|(far, word)| (!(has(&noun(&word)) || has(&word)), far, word))
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(.., word)| word).collect()
}

/// The places that known parts lead to, from the start of the word or from its end, with how many
/// parts it takes.
fn reached(typed: &[char], steps: &mut Steps<'_>, from_end: bool) -> Vec<Option<usize>> {
    let length = typed.len();
    let mut reached = vec![None; length + 1];
    reached[if from_end { length } else { 0 }] = Some(0);
    for step in 0..=length {
        let here = if from_end { length - step } else { step };
        let Some(parts) = reached[here] else { continue };
        let room = if from_end { here } else { length - here };
        for letters in SHORTEST..=LONGEST.min(room) {
            let (start, end) =
                if from_end { (here - letters, here) } else { (here, here + letters) };
            let other = if from_end { start } else { end };
            if reached[other].is_none_or(|known| known > parts + 1) {
                let word: String = typed[start..end].iter().collect();
                if steps.is_part(&word, end == length, false) {
                    reached[other] = Some(parts + 1);
                }
            }
        }
    }
    reached
}

/// Tells every word one insertion, omission, exchange or transposition away, as long as it is asked
/// for more.
pub(crate) fn each_slip(typed: &[char], alphabet: &[char], tell: &mut dyn FnMut(&[char]) -> bool) {
    let mut word = typed.to_vec();
    for at in 0..=typed.len() {
        for &letter in alphabet {
            word.insert(at, letter);
            let goes_on = tell(&word);
            word.remove(at);
            if !goes_on {
                return;
            }
        }
        let Some(&here) = typed.get(at) else { break };
        for &letter in alphabet {
            word[at] = letter;
            if !tell(&word) {
                return;
            }
        }
        word[at] = here;
        word.remove(at);
        let goes_on = tell(&word);
        word.insert(at, here);
        if !goes_on {
            return;
        }
        if at + 1 < typed.len() {
            word.swap(at, at + 1);
            let goes_on = tell(&word);
            word.swap(at, at + 1);
            if !goes_on {
                return;
            }
        }
    }
}

fn noun(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const KNOWN: [&str; 12] = [
        "Kunden",
        "Betreuung",
        "Gespräch",
        "Rechts",
        "Schutz",
        "Versicherung",
        "Gesellschaften",
        "Segel",
        "Software",
        "Entwicklung",
        "Abteilung",
        "System",
    ];

    fn corrected(word: &str) -> (Vec<String>, usize) {
        let asked = Cell::new(0);
        let has = |word: &str| {
            asked.set(asked.get() + 1);
            KNOWN.contains(&word)
        };
        let typed: Vec<char> = word.to_lowercase().chars().collect();
        let alphabet: Vec<char> = ('a'..='z').chain("äöüß".chars()).collect();
        (corrections(&typed, &alphabet, &has), asked.get())
    }

    #[test]
    fn the_part_with_the_slip_is_corrected() {
        for (wrong, right) in [
            ("Kundenbetreungsgespräch", "kundenbetreuungsgespräch"),
            ("Rechtsschutzversicherungsgeselschaften", "rechtsschutzversicherungsgesellschaften"),
            ("Softwareentwiklungsabteilung", "softwareentwicklungsabteilung"),
            ("Softwareentwicklungsabteilugn", "softwareentwicklungsabteilung"),
            ("Kundensysstem", "kundensystem"),
        ] {
            let (found, _) = corrected(wrong);
            assert_eq!(found.first().map(String::as_str), Some(right), "{wrong}: {found:?}");
        }
        assert!(corrected("Kundensystem").0.is_empty(), "every part is known");
        assert_eq!(corrected("gesellschaften").0, ["Gesellschaften"]);
        assert!(corrected("qqqqqqqqqqqqqqqqqqqq").0.is_empty());
    }

    #[test]
    fn no_word_costs_more_than_the_steps() {
        for word in ["kunden".repeat(9), "x".repeat(60), "kundenx".repeat(8), String::new()] {
            let (_, asked) = corrected(&word);
            let least = SHORTEST * SHORTEST;
            assert!(asked <= STEPS / least + 2 * MOST_LOOKED_UP + 1, "{word}: {asked}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_is_answered(word in "\\PC{0,40}") {
            let _ = corrected(&word);
        }
    }
}
