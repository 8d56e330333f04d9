//! Rules of the language that a careful friend would mention, and nothing more.
//!
//! Precision before completeness: a rule is here only if what it marks is wrong in nearly every
//! sentence where it can stand. Rules of every language are here; `english` and `german` hold
//! what only they have. None reads names as anything but names.

mod english;
mod german;
mod token;

use crate::finding::{Finding, Kind};
use token::{Token, tokens};

/// The findings of a text in its language (`en`, `de`; others get the rules of every language), in
/// the order of the text. Total; linear in the text.
#[must_use]
pub fn check(text: &str, language: &str) -> Vec<Finding> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    doubled_words(&tokens, language, &mut found);
    doubled_marks(&tokens, &mut found);
    match language {
        "en" => english::check(&tokens, &mut found),
        "de" => german::check(&tokens, &mut found),
        _ => {}
    }
    found.sort_by_key(|finding| (finding.start, finding.end));
    found.dedup_by_key(|finding| finding.start);
    found
}

/// A finding over some tokens of one line.
fn finding(
    rule: &'static str,
    over: &[Token<'_>],
    suggestion: impl Into<String>,
    why: impl Into<String>,
) -> Option<Finding> {
    let (first, last) = (over.first()?, over.last()?);
    let mut text = String::new();
    for token in over {
        if !text.is_empty() && token.spaced {
            text.push(' ');
        }
        text.push_str(token.text);
    }
    Some(Finding {
        kind: Kind::Grammar,
        rule,
        start: first.start,
        end: last.end,
        text,
        suggestions: vec![suggestion.into()],
        why: why.into(),
    })
}

/// Whether a word may stand twice in a right sentence: "I had had", "so that that", "nous nous".
fn may_stand_twice(word: &str, language: &str) -> bool {
    match language {
        "en" => ["had", "that", "very", "really", "so", "bye", "ha", "no", "knock", "her", "do"]
            .contains(&word),
        "de" => {
            ["die", "der", "das", "sie", "sehr", "ja", "nein", "dem", "den", "was", "wie", "ha"]
                .contains(&word)
        }
        // Pronouns repeat freely there; articles and links between words do not.
        "fr" | "es" => {
            !["le", "la", "les", "de", "des", "et", "el", "los", "y", "que"].contains(&word)
        }
        _ => false,
    }
}

fn doubled_words(tokens: &[Token<'_>], language: &str, found: &mut Vec<Finding>) {
    for pair in tokens.windows(2) {
        let [first, second] = pair else { continue };
        let word = second.text.to_lowercase();
        let is_doubled = first.is_word() && first.is(&word) && word.chars().count() > 1;
        // "Baden Baden", "Mister Mister": two large letters are a name.
        let is_name = first.starts_large() && second.starts_large();
        if is_doubled && !is_name && !may_stand_twice(&word, language) {
            found.extend(finding(
                "doubled-word",
                pair,
                first.text,
                format!("\"{}\" stands there twice", second.text),
            ));
        }
    }
}

/// Two commas, or a comma before a full stop.
fn doubled_marks(tokens: &[Token<'_>], found: &mut Vec<Finding>) {
    for pair in tokens.windows(2) {
        let [first, second] = pair else { continue };
        if first.text == "," && matches!(second.text, "," | ".") && !second.new_line {
            found.extend(finding("doubled-mark", pair, second.text, "two marks where one stands"));
        }
    }
}

#[cfg(test)]
mod tests;
