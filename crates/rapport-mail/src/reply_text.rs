//! What the person newly wrote: without quotes, without the lines that introduce them, without
//! the signature.
//!
//! Here: the pass over the lines. A quoted line starts with `>`; the line "On … wrote:" before it
//! goes with it; from "-----Original Message-----" or a From/Sent/To/Subject block on everything
//! is the original. Answers between quoted lines stay. [`markers`] holds the words of many
//! languages. Not here: HTML; [`crate::html`] has turned its quotes into `>` before.
//!
//! In doubt a line is kept: a person's line that is lost may have been a wish to stop.

pub mod markers;

#[cfg(test)]
mod tests;

/// The newest text and the signature under it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    /// What was newly written, trimmed.
    pub reply: String,
    /// The signature without its `-- ` line, if there is one.
    pub signature: Option<String>,
}

/// Lines that are looked at; what follows in a longer text counts as quoted.
const MOST_LINES: usize = 20_000;
/// Lines over which the introduction of a quote may be wrapped.
const LONGEST_INTRODUCTION: usize = 4;
/// Lines a signature may have; more than that is text under a stray `--`.
const LONGEST_SIGNATURE: usize = 25;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Text,
    Quoted,
    Introduction,
    Signature,
    /// The `-- ` line itself.
    Delimiter,
}

/// Splits a text. Total, linear in its length.
#[must_use]
pub fn split(text: &str) -> Answer {
    let lines: Vec<&str> = text.lines().take(MOST_LINES).collect();
    let mut kinds = mark_quotes(&lines);
    mark_introductions(&lines, &mut kinds);
    mark_signatures(&lines, &mut kinds);

    let mut reply = String::new();
    let mut signature = String::new();
    let mut gap = false;
    for (line, kind) in lines.iter().zip(&kinds) {
        match kind {
            Kind::Text => {
                if line.trim().is_empty() {
                    gap = true;
                    continue;
                }
                if gap && !reply.is_empty() {
                    reply.push('\n');
                }
                gap = false;
                reply.push_str(line.trim_end());
                reply.push('\n');
            }
            Kind::Signature => {
                signature.push_str(line.trim_end());
                signature.push('\n');
            }
            Kind::Quoted | Kind::Introduction | Kind::Delimiter => gap = true,
        }
    }
    let signature = signature.trim().to_owned();
    Answer {
        reply: reply.trim().to_owned(),
        signature: (!signature.is_empty()).then_some(signature),
    }
}

fn mark_quotes(lines: &[&str]) -> Vec<Kind> {
    let quoted: Vec<bool> = lines.iter().map(|line| line.trim_start().starts_with('>')).collect();
    quoted
        .iter()
        .enumerate()
        .map(|(place, is_quoted)| {
            // Mail stores put a `>` before a line that begins with "From "; alone it is no quote.
            let beside = |other: Option<usize>| {
                other.and_then(|other| quoted.get(other)).copied().unwrap_or(false)
            };
            let alone = !beside(place.checked_sub(1)) && !beside(Some(place + 1));
            if *is_quoted && !(alone && lines[place].starts_with(">From ")) {
                Kind::Quoted
            } else {
                Kind::Text
            }
        })
        .collect()
}

/// Marks "On … wrote:" before a quote, and everything from the head of an unmarked original on.
fn mark_introductions(lines: &[&str], kinds: &mut [Kind]) {
    let mut place = 0;
    let mut text_before = false;
    while place < lines.len() {
        if kinds[place] != Kind::Text || lines[place].trim().is_empty() {
            place += 1;
            continue;
        }
        if is_original(&lines[place..]) {
            let start = start_of_rule(lines, place);
            for kind in &mut kinds[start..] {
                *kind = Kind::Quoted;
            }
            return;
        }
        if let Some((length, strong)) = introduction(&lines[place..], &kinds[place..]) {
            let next = (place + length..lines.len()).find(|next| !lines[*next].trim().is_empty());
            let before_quote = next.is_some_and(|next| kinds[next] == Kind::Quoted);
            if before_quote {
                for kind in &mut kinds[place..place + length] {
                    *kind = Kind::Introduction;
                }
                place += length;
                continue;
            }
            if strong && text_before {
                // The quote has no marks of its own.
                for kind in &mut kinds[place..] {
                    *kind = Kind::Quoted;
                }
                return;
            }
        }
        text_before = true;
        place += 1;
    }
}

/// A rule of underscores or dashes just before belongs to the original, not to the answer.
fn start_of_rule(lines: &[&str], place: usize) -> usize {
    let before = (0..place).rev().take(3).find(|before| !lines[*before].trim().is_empty());
    match before {
        Some(before) if markers::is_rule(lines[before].trim()) => before,
        _ => place,
    }
}

/// The number of lines of an introduction that starts here, and whether it is one beyond doubt.
fn introduction(lines: &[&str], kinds: &[Kind]) -> Option<(usize, bool)> {
    let mut joined = String::new();
    for length in 1..=LONGEST_INTRODUCTION.min(lines.len()) {
        let line = lines[length - 1].trim();
        if line.is_empty() || kinds[length - 1] != Kind::Text || joined.len() + line.len() > 500 {
            return None;
        }
        if length > 1 {
            joined.push(' ');
        }
        joined.push_str(line);
        if length > 1 && !markers::starts_like_introduction(lines[0].trim()) {
            return None;
        }
        if let Some(strong) = markers::introduction_strength(&joined) {
            return Some((length, strong));
        }
    }
    None
}

/// Whether the original starts here: its marker, or its head.
fn is_original(lines: &[&str]) -> bool {
    let line = lines[0].trim();
    markers::is_original_marker(line)
        || is_header_block(lines)
        // A marker in a language that is not in the table, above a head that is.
        || markers::is_dashed(line)
            && (1..lines.len().min(3)).any(|next| markers::is_label(lines[next], markers::FROM_LABELS))
}

/// Outlook's "From: … Sent: … To: … Subject: …", in many languages; some programs put the date or
/// the subject first.
fn is_header_block(lines: &[&str]) -> bool {
    let from = markers::is_label(lines[0], markers::FROM_LABELS);
    if !from && !markers::is_label(lines[0], markers::OTHER_LABELS) {
        return false;
    }
    let head = || lines.iter().skip(1).filter(|line| !line.trim().is_empty());
    if from {
        return head()
            .take(6)
            .filter(|line| markers::is_label(line, markers::OTHER_LABELS))
            .count()
            >= 2;
    }
    let labels = |line: &&&str| {
        markers::is_label(line, markers::FROM_LABELS)
            || markers::is_label(line, markers::OTHER_LABELS)
    };
    let run = head().take_while(labels).take(6);
    run.clone().count() >= 3
        && run.clone().any(|line| markers::is_label(line, markers::FROM_LABELS))
}

fn mark_signatures(lines: &[&str], kinds: &mut [Kind]) {
    let mut text_before = false;
    let mut place = 0;
    while place < lines.len() {
        let line = lines[place];
        if kinds[place] != Kind::Text || line.trim().is_empty() {
            text_before |= kinds[place] == Kind::Quoted;
            place += 1;
            continue;
        }
        let end =
            (place..lines.len()).find(|next| kinds[*next] != Kind::Text).unwrap_or(lines.len());
        if text_before && markers::is_delimiter(line) {
            let filled = (place + 1..end).filter(|next| !lines[*next].trim().is_empty()).count();
            // The standard delimiter is trusted; a bare rule only above a few lines.
            let longest = if line.starts_with("--") { LONGEST_SIGNATURE } else { 8 };
            if filled <= longest {
                kinds[place] = Kind::Delimiter;
                for kind in &mut kinds[place + 1..end] {
                    *kind = Kind::Signature;
                }
                place = end;
                continue;
            }
        } else if markers::is_device_line(line)
            || text_before
                && markers::is_signed_name(line)
                && (place + 1..end).all(|next| lines[next].trim().is_empty())
        {
            kinds[place] = Kind::Signature;
        }
        text_before = true;
        place += 1;
    }
}
