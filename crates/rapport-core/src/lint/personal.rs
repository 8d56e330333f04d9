//! Personal, never a form letter (D1): what only this meeting produced, and what others got too.
//!
//! Two measures. *Generic*: no content word of the facts occurs, and the text has hardly a content
//! word that the built-in text would not have had for anyone. *Near-identical*: more than 70 % of
//! the runs of five words stand in another note of the same opportunity; people compare notes.

use std::collections::BTreeSet;

use super::residue::content_words;
use super::text::Text;
use super::words::{STOP_WORDS, holds};
use super::{Checked, Finding, Part, Rule, Severity};
use crate::playbook::Purpose;

/// So many content words of the user's own make a note personal even without a noted fact.
const OWN_WORDS: usize = 6;

/// Share of equal runs, in percent, above which two notes are the same to a reader.
const SAME_PERCENT: usize = 70;

/// Words in a run.
const RUN: usize = 5;

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    check_generic(checked, findings);
    check_identical(checked, findings);
}

/// True for steps that must carry something of this meeting. A closing note, a withdrawal and a
/// greeting are courtesies; an outcome is news by itself.
fn must_be_personal(purpose: Purpose) -> bool {
    match purpose {
        Purpose::Thanks
        | Purpose::StatusCheck
        | Purpose::KeepInTouch
        | Purpose::Request
        | Purpose::Alert
        | Purpose::Answer
        | Purpose::Nudge => true,
        Purpose::Report
        | Purpose::Closing
        | Purpose::Preparation
        | Purpose::Withdrawal
        | Purpose::Greeting => false,
    }
}

fn check_generic(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let facts = checked.facts;
    if !must_be_personal(facts.purpose) {
        return;
    }
    let content = content_words(&checked.body);
    if content.is_empty() {
        return;
    }
    let words = checked.body.words.get(content.clone()).unwrap_or_default();
    let own: BTreeSet<String> =
        words.iter().map(|word| word.folded.clone()).filter(|word| is_content(word)).collect();
    let plain = stems_of(facts.template_plain);
    // The names of the person, the place and the role are in every note to them.
    let given: Vec<String> = [Some(facts.recipient_name), facts.organisation, facts.role]
        .into_iter()
        .flatten()
        .flat_map(stems_of)
        .collect();
    let is_new = |word: &String| !plain.iter().chain(&given).any(|other| same_stem(word, other));
    let distinctive: Vec<String> =
        facts.facts.iter().flat_map(|fact| stems_of(fact)).filter(|word| is_new(word)).collect();
    let carries_fact = distinctive.iter().any(|fact| own.iter().any(|word| same_stem(word, fact)));
    let new_words = own.iter().filter(|word| is_new(word)).count();
    if carries_fact || new_words >= OWN_WORDS {
        return;
    }
    let better = match facts.facts.first() {
        Some(fact) if checked.is_german() => format!("erwähnen, was Sie notiert haben: {fact}"),
        Some(fact) => format!("mention what you noted: {fact}"),
        None => checked
            .words(
                "ein Satz über etwas, das nur in diesem Gespräch vorkam",
                "one sentence about something only this meeting produced",
            )
            .to_owned(),
    };
    findings.push(checked.finding(
        Rule::Generic,
        Severity::Block,
        Part::Body,
        checked.body.span(content.start, content.end.saturating_sub(1)),
        "This note could have gone to anyone.",
        Some(better),
    ));
}

fn check_identical(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let content = content_words(&checked.body);
    let mine = runs(&checked.body);
    // A line or two has too few runs to say anything.
    if mine.len() < 8 {
        return;
    }
    for earlier in checked.facts.earlier_notes {
        let earlier = Text::new(earlier);
        let theirs = runs(&earlier);
        let shared = mine.intersection(&theirs).count();
        let smaller = mine.len().min(theirs.len().max(8));
        if shared * 100 <= smaller * SAME_PERCENT {
            continue;
        }
        let percent = shared * 100 / smaller;
        findings.push(
            checked.finding(
                Rule::NearIdentical,
                Severity::Block,
                Part::Body,
                checked.body.span(content.start, content.end.saturating_sub(1)),
                format!(
                    "{percent} % of it stands in another note you wrote here; people compare them."
                ),
                Some(
                    checked
                        .words(
                            "mit dem anfangen, worüber Sie mit dieser Person sprachen",
                            "start with what you spoke about with this person",
                        )
                        .to_owned(),
                ),
            ),
        );
        return;
    }
}

/// All runs of five words of the text between greeting and close.
fn runs(text: &Text) -> BTreeSet<Vec<&str>> {
    let words = text.words.get(content_words(text)).unwrap_or_default();
    words.windows(RUN).map(|run| run.iter().map(|word| word.low.as_str()).collect()).collect()
}

fn stems_of(text: &str) -> Vec<String> {
    Text::new(text)
        .words
        .iter()
        .map(|word| word.folded.clone())
        .filter(|word| is_content(word))
        .collect()
}

/// Two forms of one word: "tests" and "testing", "Segelreise" and "Segelreisen".
fn same_stem(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let shared = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    let shorter = left.chars().count().min(right.chars().count());
    let longer = left.chars().count().max(right.chars().count());
    let wanted = shorter.saturating_sub(2).clamp(4, 8);
    // Without a limit on the longer one, "inter" would be the stem of "interview".
    shared >= wanted && longer <= shorter + 4
}

/// Four letters or more, and not a word that any text has.
fn is_content(folded: &str) -> bool {
    folded.chars().count() >= 4 && !holds(STOP_WORDS, folded)
}
