//! Tone (D5) by phrase: families of wordings, matched on words and not on strings.
//!
//! The tables are data: [`english`] and [`german`]. A pattern is a row of words within one
//! sentence: `a|b` is a choice, `word*` a beginning, `?word` may be missing, `~` stands for up to
//! three words. Both tables look at each note, since people mix; the language of the note only
//! orders them.

mod english;
mod german;

use std::collections::{BTreeMap, BTreeSet};

use super::residue;
use super::text::{Text, Word};
use super::{Checked, Finding, Part, Rule, Severity};
use crate::playbook::Purpose;

/// Wordings that say the same wrong thing.
pub struct Family {
    /// What the finding is about.
    pub rule: Rule,
    /// How grave it is; some rules below weigh it by the step.
    pub severity: Severity,
    /// Why it matters.
    pub why: &'static str,
    /// What to say instead.
    pub better: &'static str,
    /// The wordings.
    pub patterns: &'static [&'static str],
}

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        let vocabulary = text.vocabulary();
        let telling = telling_sentences(text, &vocabulary);
        for family in english::FAMILIES.iter().chain(german::FAMILIES) {
            if family.rule == Rule::Pitch && checked.facts.purpose != Purpose::Thanks {
                continue;
            }
            for (first, last) in matches(text, &vocabulary, family.patterns) {
                let sentence = text.words.get(first).map(|word| word.sentence);
                let says_more = telling.iter().any(|other| Some(*other) != sentence);
                let severity = match family.rule {
                    Rule::Pitch if checked.facts.commercial => Severity::Block,
                    Rule::EmptyCheckIn if part == Part::Body && !says_more => Severity::Block,
                    _ => family.severity,
                };
                findings.push(checked.finding(
                    family.rule,
                    severity,
                    part,
                    text.span(first, last),
                    family.why,
                    Some(family.better.to_owned()),
                ));
            }
        }
    }
}

/// All places where one of the patterns fits, as first and last word.
fn matches(text: &Text, vocabulary: &BTreeSet<&str>, patterns: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for pattern in patterns {
        let pieces: Vec<&str> = pattern.split(' ').filter(|piece| !piece.is_empty()).collect();
        // Most patterns need a word that the note does not have; asking that once is cheap.
        let may_fit = pieces.iter().all(|piece| {
            *piece == "~"
                || piece.starts_with('?')
                || piece.split('|').any(|choice| occurs(choice, vocabulary))
        });
        if !may_fit {
            continue;
        }
        for first in 0..text.words.len() {
            if let Some(end) = fits(&text.words, first, &pieces, None) {
                found.push((first, end.saturating_sub(1).max(first)));
            }
        }
    }
    found
}

fn occurs(choice: &str, vocabulary: &BTreeSet<&str>) -> bool {
    match choice.strip_suffix('*') {
        Some(beginning) => {
            vocabulary.range(beginning..).next().is_some_and(|word| word.starts_with(beginning))
        }
        None => vocabulary.contains(choice),
    }
}

/// One past the last word when the pieces fit from a word on, within its sentence.
fn fits(words: &[Word], at: usize, pieces: &[&str], sentence: Option<usize>) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else {
        return Some(at);
    };
    if *piece == "~" {
        return (0..=3).find_map(|skip| {
            let reaches =
                words.get(at..at + skip)?.iter().all(|word| Some(word.sentence) == sentence);
            if reaches { fits(words, at + skip, rest, sentence) } else { None }
        });
    }
    let (optional, choices) = match piece.strip_prefix('?') {
        Some(choices) => (true, choices),
        None => (false, *piece),
    };
    let here =
        words.get(at).filter(|word| sentence.is_none_or(|sentence| word.sentence == sentence));
    let taken = here.filter(|word| choices.split('|').any(|choice| is_choice(choice, &word.low)));
    if let Some(word) = taken
        && let Some(end) = fits(words, at + 1, rest, Some(word.sentence))
    {
        return Some(end);
    }
    if optional { fits(words, at, rest, sentence) } else { None }
}

fn is_choice(choice: &str, low: &str) -> bool {
    match choice.strip_suffix('*') {
        Some(beginning) => low.starts_with(beginning),
        None => choice == low,
    }
}

/// Phrases that fill a mail without telling anything.
const FILLERS: &[&str] = &[
    "let me know",
    "hope you are|you're ?doing well|fine|good",
    "hope this ~ finds you",
    "hope all is well",
    "thank you ?for your time",
    "thanks ?for your time",
    "look* forward",
    "best|kind|warm regards|wishes",
    "any news|update*",
    "freue mich auf|von",
    "melden sie sich",
    "hoffe es geht|ihnen",
    "gibt es ?schon neuigkeiten|neues",
    "vielen dank ?für ihre zeit",
];

/// The sentences that say something of their own: five words or more, and no filler.
fn telling_sentences(text: &Text, vocabulary: &BTreeSet<&str>) -> BTreeSet<usize> {
    let mut counted = BTreeMap::<usize, usize>::new();
    for word in text.words.get(residue::content_words(text)).unwrap_or_default() {
        *counted.entry(word.sentence).or_default() += 1;
    }
    for (first, _) in matches(text, vocabulary, FILLERS) {
        if let Some(word) = text.words.get(first) {
            counted.remove(&word.sentence);
        }
    }
    counted.retain(|_, count| *count >= 5);
    counted.into_keys().collect()
}
