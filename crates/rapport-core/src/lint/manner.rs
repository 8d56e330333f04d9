//! Manner (D5) that no single phrase shows: signs, questions, shouting, superlatives.

use super::text::{Text, fold};
use super::words::{SUPERLATIVES, holds};
use super::{Checked, Finding, Part, Rule, Severity};
use crate::playbook::Purpose;

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    check_exclamations(checked, findings);
    check_questions(checked, findings);
    check_capitals(checked, findings);
    check_emoji(checked, findings);
    check_superlatives(checked, findings);
}

fn check_exclamations(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut seen = 0;
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        for (at, c) in text.chars.iter().enumerate() {
            if *c != '!' {
                continue;
            }
            seen += 1;
            if seen == 3 {
                findings.push(checked.finding(
                    Rule::Exclamations,
                    Severity::Warn,
                    part,
                    (at, at + 1),
                    "More than two exclamation marks read as shouting or as pleading.",
                    Some(checked.words("ein Punkt", "a full stop").to_owned()),
                ));
            }
        }
    }
}

fn check_questions(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let limit = match checked.facts.purpose {
        Purpose::StatusCheck
        | Purpose::Nudge
        | Purpose::Closing
        | Purpose::Request
        | Purpose::KeepInTouch => 1,
        Purpose::Thanks
        | Purpose::Alert
        | Purpose::Report
        | Purpose::Answer
        | Purpose::Preparation
        | Purpose::Withdrawal
        | Purpose::Greeting => 2,
    };
    let chars = &checked.body.chars;
    let mut seen = 0;
    for at in 0..chars.len() {
        // Links carry question marks too; a question ends a word or a sentence.
        let ends = chars.get(at + 1).is_none_or(|next| !next.is_alphanumeric() && *next != '?');
        if chars[at] != '?' || !ends {
            continue;
        }
        seen += 1;
        if seen == limit + 1 {
            let question = if limit == 1 { "one question" } else { "two questions" };
            findings.push(checked.finding(
                Rule::Questions,
                Severity::Warn,
                Part::Body,
                (at, at + 1),
                format!("More than {question}: the reader puts the note aside for later."),
                Some(checked.words("eine Frage behalten", "keep one question").to_owned()),
            ));
        }
    }
}

fn check_capitals(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let is_shouted = |raw: &str| {
        raw.chars().filter(|c| c.is_alphabetic()).count() >= 3
            && raw.chars().all(|c| !c.is_lowercase())
            && raw.chars().any(char::is_uppercase)
    };
    let facts = checked.facts;
    let known: Vec<String> = [Some(facts.recipient_name), facts.organisation, facts.role]
        .into_iter()
        .flatten()
        .chain(facts.facts.iter().map(String::as_str))
        .flat_map(|text| Text::new(text).words)
        .map(|word| word.bare().to_owned())
        .collect();
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        let mut first = 0;
        while first < text.words.len() {
            let mut last = first;
            while text.words.get(last).is_some_and(|word| {
                is_shouted(&word.raw) && !known.iter().any(|known| known == word.bare())
            }) {
                last += 1;
            }
            let letters: usize =
                text.words[first..last].iter().map(|word| word.raw.chars().count()).sum();
            // One short word in capitals is an abbreviation; the whole subject is not.
            let whole_subject =
                part == Part::Subject && last - first == text.words.len() && letters >= 5;
            if last - first >= 2 || whole_subject {
                let calm = text.span(first, last - 1);
                findings.push(checked.finding(
                    Rule::AllCaps,
                    Severity::Warn,
                    part,
                    calm,
                    "Capitals read as shouting; such subjects get fewer answers.",
                    Some(text.slice(calm.0, calm.1).to_lowercase()),
                ));
            }
            first = last.max(first + 1);
        }
    }
}

fn check_emoji(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        if part == Part::Body && !checked.facts.first_contact {
            continue;
        }
        let found = (0..text.len()).find_map(|at| {
            if is_emoji(text.chars[at]) {
                return Some((at, at + 1));
            }
            [":-)", ":)", ";-)", ";)", ":-(", ":D", "^^"].iter().find_map(|smiley| {
                let fits = smiley
                    .chars()
                    .enumerate()
                    .all(|(offset, c)| text.chars.get(at + offset) == Some(&c));
                let free = at == 0 || text.chars[at - 1].is_whitespace();
                (fits && free).then(|| (at, at + smiley.chars().count()))
            })
        });
        if let Some(place) = found {
            findings.push(checked.finding(
                Rule::Emoji,
                Severity::Warn,
                part,
                place,
                "Too casual for a first contact, and some readers see only a box.",
                Some(checked.words("weglassen", "leave it out").to_owned()),
            ));
        }
    }
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1F300..=0x1FAFF | 0x2600..=0x26FF | 0x2728 | 0x2764 | 0x1F1E6..=0x1F1FF)
}

fn check_superlatives(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let content = super::residue::content_words(&checked.body);
    let allowed = (content.len() / 50).max(1);
    let facts: Vec<String> = checked
        .facts
        .facts
        .iter()
        .flat_map(|fact| Text::new(fact).words)
        .map(|word| word.folded.clone())
        .collect();
    let words = checked.body.words.get(content.clone()).unwrap_or_default();
    let found: Vec<_> = words
        .iter()
        .filter(|word| {
            let folded = fold(&word.raw);
            holds(SUPERLATIVES, &folded) && !facts.contains(&folded)
        })
        .collect();
    if let Some(word) = found.get(allowed) {
        findings.push(checked.finding(
            Rule::Flattery,
            Severity::Warn,
            Part::Body,
            (word.start, word.end),
            format!("{} superlatives; one in fifty words is warm, more is gushing.", found.len()),
            Some(checked.words("ein schlichtes Wort", "a plain word").to_owned()),
        ));
    }
}
