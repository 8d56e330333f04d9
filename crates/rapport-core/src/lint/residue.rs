//! What a template, a hurry or a habit leaves behind: gaps, wrong lengths, attachments that are
//! spoken of and not there, a missing subject.

use super::names;
use super::text::{Text, Word};
use super::{Checked, Finding, Part, Rule, Severity};

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    check_placeholders(checked, findings);
    check_length(checked, findings);
    check_attachments(checked, findings);
    let is_subject_empty = checked.subject.words.is_empty();
    let is_emoji_or_sign = checked.subject.chars.iter().any(|c| !c.is_whitespace());
    if is_subject_empty && !is_emoji_or_sign {
        findings.push(
            checked.finding(
                Rule::NoSubject,
                Severity::Warn,
                Part::Subject,
                (0, 0),
                "There is no subject; many readers sort by it.",
                Some(
                    checked
                        .words(
                            "drei, vier Wörter, die den Anlass nennen",
                            "three or four words that name the occasion",
                        )
                        .to_owned(),
                ),
            ),
        );
    }
}

// ── Gaps ────────────────────────────────────────────────────────────────────────────────────────

/// Words that somebody wrote to come back to.
const STAND_INS: &[&str] =
    &["todo", "tbd", "fixme", "tbc", "lorem", "ipsum", "platzhalter", "placeholder"];

/// Pairs of signs that enclose a gap; `true` where any content counts.
const BRACKETS: &[(&str, &str, bool)] = &[
    ("{{", "}}", true),
    ("{%", "%}", true),
    ("{#", "#}", true),
    ("<%", "%>", true),
    ("*|", "|*", true),
    ("${", "}", true),
    ("[", "]", false),
    ("<", ">", false),
    ("{", "}", false),
];

fn check_placeholders(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        let mut places = enclosed(text);
        for (index, word) in text.words.iter().enumerate() {
            let low = word.low.as_str();
            let crosses = low.chars().count() >= 3 && low.chars().all(|c| c == 'x');
            let roman = word.raw == "XXX" && index > 0 && text.words[index - 1].low == "chapter";
            // In German "Todo" is no word; "todo" as Spanish "all" is not a language we write.
            if (crosses && !roman) || STAND_INS.contains(&low) {
                places.push((word.start, word.end));
            }
        }
        places.extend(runs(text, '_', 3));
        places.extend(percent_words(text));
        for place in places {
            findings.push(
                checked.finding(
                    Rule::Placeholder,
                    Severity::Block,
                    part,
                    place,
                    "A gap that wants to be filled.",
                    Some(
                        checked
                            .words(
                                "Ihre eigenen Worte, oder der Satz fällt weg",
                                "your own words, or drop the sentence",
                            )
                            .to_owned(),
                    ),
                ),
            );
        }
    }
}

/// Gaps between brackets. A pair that opens and never closes counts when it is a double one.
fn enclosed(text: &Text) -> Vec<(usize, usize)> {
    let chars = &text.chars;
    let mut places = Vec::new();
    let mut at = 0;
    'search: while at < chars.len() {
        for (open, close, any) in BRACKETS {
            if !starts_with(chars, at, open) {
                continue;
            }
            let from = at + open.chars().count();
            // A gap is short: further than this, the brackets belong to something else.
            let end = (from..chars.len().min(from + 160)).find(|to| starts_with(chars, *to, close));
            match end {
                Some(to) if *any || is_gap(&chars[from..to]) => {
                    let end = to + close.chars().count();
                    places.push((at, end));
                    at = end;
                    continue 'search;
                }
                None if *any => {
                    places.push((at, from));
                    at = from;
                    continue 'search;
                }
                Some(_) | None => {}
            }
        }
        for close in ["}}", "%}"] {
            if starts_with(chars, at, close) {
                places.push((at, at + 2));
                at += 2;
                continue 'search;
            }
        }
        at += 1;
    }
    places
}

fn starts_with(chars: &[char], at: usize, sign: &str) -> bool {
    sign.chars().enumerate().all(|(offset, c)| chars.get(at + offset) == Some(&c))
}

/// Words in brackets are a gap; numbers, addresses, links and "[sic]" are not.
fn is_gap(inside: &[char]) -> bool {
    let inside: String = inside.iter().collect();
    inside.chars().any(char::is_alphabetic)
        // "a < b and c > d" has a space after the sign; gaps have none.
        && !inside.starts_with(char::is_whitespace)
        && !inside.contains('@')
        && !inside.contains("://")
        && !inside.contains('\n')
        && !matches!(inside.as_str(), "sic" | "…" | "...")
}

/// Rows of the same sign, such as `____`.
fn runs(text: &Text, sign: char, at_least: usize) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut start = None;
    for at in 0..=text.len() {
        if text.chars.get(at) == Some(&sign) {
            start.get_or_insert(at);
        } else if let Some(from) = start.take()
            && at - from >= at_least
        {
            places.push((from, at));
        }
    }
    places
}

/// `%NAME%` and `%first_name%`.
fn percent_words(text: &Text) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text.chars[at] == '%'
            && let Some(length) =
                text.chars[at + 1..].iter().take(40).position(|c| !(c.is_alphabetic() || *c == '_'))
            && length >= 3
            && text.chars.get(at + 1 + length) == Some(&'%')
        {
            places.push((at, at + length + 2));
            at += length + 1;
        }
        at += 1;
    }
    places
}

// ── Length ──────────────────────────────────────────────────────────────────────────────────────

/// How many words a body has, greeting and close left out, as the limits of a playbook count.
#[must_use]
pub fn word_count(body: &str) -> usize {
    content_words(&Text::new(body)).len()
}

/// Beginnings of a close.
const CLOSES: &[&[&str]] = &[
    &["kind", "regards"],
    &["best", "regards"],
    &["warm", "regards"],
    &["with", "kind", "regards"],
    &["with", "best", "wishes"],
    &["with", "thanks"],
    &["best", "wishes"],
    &["warm", "wishes"],
    &["regards"],
    &["best"],
    &["sincerely"],
    &["yours"],
    &["cheers"],
    &["many", "thanks"],
    &["mit", "freundlichen", "grüssen"],
    &["mit", "freundlichem", "gruss"],
    &["mit", "besten", "grüssen"],
    &["mit", "herzlichen", "grüssen"],
    &["freundliche", "grüsse"],
    &["freundlichen", "gruss"],
    &["beste", "grüsse"],
    &["besten", "gruss"],
    &["herzliche", "grüsse"],
    &["herzlichen", "gruss"],
    &["viele", "grüsse"],
    &["liebe", "grüsse"],
];

/// The words between the greeting and the close, as indices.
pub(super) fn content_words(text: &Text) -> std::ops::Range<usize> {
    let from = names::greeting(text).map_or(0, |greeting| greeting.names.end);
    let mut to = text.words.len();
    let lines = text.lines();
    // The close is one of the last lines, with the name below it or none.
    for line in lines.iter().rev().take(3) {
        let words = text.words_within(*line);
        let low: Vec<&str> =
            text.words[words.clone()].iter().map(|word| word.low.as_str()).collect();
        let is_close =
            CLOSES.iter().any(|close| low.starts_with(close) && low.len() <= close.len() + 3);
        if is_close && words.start >= from {
            to = words.start;
        }
    }
    from..to.max(from)
}

fn check_length(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let content = content_words(&checked.body);
    let count = content.len();
    if count == 0 {
        findings.push(checked.finding(
            Rule::TooShort,
            Severity::Block,
            Part::Body,
            (0, checked.body.len()),
            "There is nothing in it.",
            None,
        ));
        return;
    }
    let Some(limits) = checked.facts.words else {
        return;
    };
    let from_word = |index: u16| {
        let first = content.start + usize::from(index);
        checked.body.span(first, content.end.saturating_sub(1).max(first))
    };
    if count > usize::from(limits.max) {
        findings.push(
            checked.finding(
                Rule::TooLong,
                Severity::Block,
                Part::Body,
                from_word(limits.max),
                format!("{count} words; this step takes {} at most.", limits.max),
                Some(
                    checked
                        .words(
                            "auf das eine kürzen, das hängen bleiben soll",
                            "cut it to the one thing that should stay",
                        )
                        .to_owned(),
                ),
            ),
        );
    } else if count > usize::from(limits.to) {
        findings.push(checked.finding(
            Rule::TooLong,
            Severity::Warn,
            Part::Body,
            from_word(limits.to),
            format!("{count} words; {} to {} read best.", limits.from, limits.to),
            None,
        ));
    } else if count * 5 < usize::from(limits.from) * 3 {
        // Short is casual and welcome; only far below the range does it say too little.
        findings.push(checked.finding(
            Rule::TooShort,
            Severity::Warn,
            Part::Body,
            checked.body.span(content.start, content.end.saturating_sub(1)),
            format!("{count} words; {} to {} read best.", limits.from, limits.to),
            None,
        ));
    }
}

// ── Attachments ─────────────────────────────────────────────────────────────────────────────────

/// Words that promise a file, and rows of words that do.
const PROMISES: &[&[&str]] = &[
    &["attached"],
    &["attachment"],
    &["attachments"],
    &["i", "attach"],
    &["attaching"],
    &["enclosed"],
    &["enclosure"],
    &["enclosing"],
    &["anbei"],
    &["im", "anhang"],
    &["den", "anhang"],
    &["angehängt"],
    &["angehängte"],
    &["angehängten"],
    &["beigefügt"],
    &["beigefügte"],
    &["beigefügten"],
    &["beiliegend"],
    &["beigelegt"],
    &["in", "der", "anlage"],
    &["als", "anlage"],
    &["hänge", "ich"],
];

/// "Very attached to the place" promises no file.
const FONDNESS: &[&str] =
    &["very", "deeply", "so", "grown", "become", "became", "quite", "too", "getting", "got"];

fn check_attachments(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    if checked.note.attachments > 0 {
        return;
    }
    let words = &checked.body.words;
    for (index, word) in words.iter().enumerate() {
        let promise = PROMISES.iter().find(|promise| {
            promise.iter().enumerate().all(|(offset, wanted)| {
                words.get(index + offset).is_some_and(|word: &Word| word.low == **wanted)
            })
        });
        let Some(promise) = promise else { continue };
        let fond = index > 0 && FONDNESS.contains(&words[index - 1].low.as_str());
        let no_file = index > 0 && matches!(words[index - 1].low.as_str(), "no" | "without");
        if fond || no_file {
            continue;
        }
        let mut finding = checked.finding(
            Rule::AttachmentMissing,
            Severity::Block,
            Part::Body,
            (word.start, checked.body.span(index, index + promise.len() - 1).1),
            "It speaks of an attachment, and nothing is attached.",
            None,
        );
        finding.better = Some("attach the file, or take the words out".to_owned());
        findings.push(finding);
    }
}
