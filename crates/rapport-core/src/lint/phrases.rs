//! Tone (D5) by phrase: families of wordings, matched on words and not on strings.
//!
//! The tables are data: [`english`] and [`german`]. A pattern is a row of words within one
//! sentence: `a|b` is a choice, `word*` a beginning, `?word` may be missing, `~` stands for up to
//! three words. Both tables look at each note, since people mix; the language of the note only
//! orders them.

mod english;
mod german;

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
    for families in [english::FAMILIES, german::FAMILIES] {
        for family in families {
            check_family(checked, family, findings);
        }
    }
}

fn check_family(checked: &Checked<'_>, family: &Family, findings: &mut Vec<Finding>) {
    if family.rule == Rule::Pitch && checked.facts.purpose != Purpose::Thanks {
        return;
    }
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        for (first, last) in matches(text, family.patterns) {
            let severity = match family.rule {
                Rule::Pitch if checked.facts.commercial => Severity::Block,
                Rule::EmptyCheckIn if part == Part::Body && !says_more(text, first) => {
                    Severity::Block
                }
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

/// All places where one of the patterns fits, as first and last word.
fn matches(text: &Text, patterns: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for pattern in patterns {
        let pieces: Vec<&str> = pattern
            .split(' ')
            .filter(|piece| !piece.is_empty())
            .collect();
        for first in 0..text.words.len() {
            if let Some(end) = fits(&text.words, first, &pieces, None) {
                found.push((first, end.saturating_sub(1).max(first)));
            }
        }
    }
    found
}

/// One past the last word when the pieces fit from a word on, within its sentence.
fn fits(words: &[Word], at: usize, pieces: &[&str], sentence: Option<usize>) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else {
        return Some(at);
    };
    if *piece == "~" {
        return (0..=3).find_map(|skip| {
            let reaches = words
                .get(at..at + skip)?
                .iter()
                .all(|word| Some(word.sentence) == sentence);
            if reaches {
                fits(words, at + skip, rest, sentence)
            } else {
                None
            }
        });
    }
    let (optional, choices) = match piece.strip_prefix('?') {
        Some(choices) => (true, choices),
        None => (false, *piece),
    };
    let here = words
        .get(at)
        .filter(|word| sentence.is_none_or(|sentence| word.sentence == sentence));
    let taken = here.filter(|word| {
        choices
            .split('|')
            .any(|choice| is_choice(choice, &word.low))
    });
    if let Some(word) = taken
        && let Some(end) = fits(words, at + 1, rest, Some(word.sentence))
    {
        return Some(end);
    }
    if optional {
        fits(words, at, rest, sentence)
    } else {
        None
    }
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

/// True when a sentence other than the one at `checked_in` says something of its own.
fn says_more(text: &Text, checked_in: usize) -> bool {
    let Some(sentence) = text.words.get(checked_in).map(|word| word.sentence) else {
        return true;
    };
    let filler: Vec<usize> = matches(text, FILLERS)
        .into_iter()
        .filter_map(|(first, _)| text.words.get(first).map(|word| word.sentence))
        .collect();
    let content = residue::content_words(text);
    let words = text.words.get(content).unwrap_or_default();
    let mut counted = std::collections::BTreeMap::<usize, usize>::new();
    for word in words {
        *counted.entry(word.sentence).or_default() += 1;
    }
    counted
        .iter()
        .any(|(other, count)| *other != sentence && *count >= 5 && !filler.contains(other))
}
