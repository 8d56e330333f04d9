//! What the sender newly wrote: without quotes, without the lines that introduce them, without
//! the signature.
//!
//! Here: the order of the passes over the lines and what comes out of them. A quoted line starts
//! with `>`; the line "On … wrote:" before it goes with it; from "-----Original Message-----" or a
//! From/Sent/To/Subject block on everything is the original. Answers between quoted lines stay,
//! with the short quotes they answer. Not here: HTML; [`crate::html`] has turned its quotes into
//! `>` before.
//!
//! Each line lands in exactly one of the answer, the quoted text and the signature (only a bare
//! `-- ` vanishes). In doubt a line is kept: a wish to stop may stand on it.

pub mod introductions;
pub mod lines;
pub mod originals;
pub mod quotes;
pub mod signature_words;
pub mod signatures;
pub mod table;

use introductions::{Certainty, introduction};
use lines::{Kind, Line, unquoted};
use originals::Start;

/// A text in its parts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Answer {
    /// What was newly written, trimmed, with the short quotes that stand between answers.
    pub reply: String,
    /// The same without any quote, and with what stands below the line of a telephone: the words
    /// to look for wishes in.
    pub own: String,
    /// The older messages as they stand, with what introduces them.
    pub quoted: String,
    /// The signature without its `-- ` line, if there is one, and the notices below it.
    pub signature: Option<String>,
    /// Whether the text says that it passes on somebody else's message.
    pub forwarded: bool,
}

/// Lines that are looked at; what follows in a longer text counts as quoted.
const MOST_LINES: usize = 20_000;

/// Splits a text. Total, linear in its length.
#[must_use]
pub fn split(text: &str) -> Answer {
    let mut read = 0;
    let lines: Vec<Line<'_>> = text
        .split_inclusive('\n')
        .take(MOST_LINES)
        .map(|line| {
            read += line.len();
            Line::new(line.trim_end_matches(['\n', '\r']))
        })
        .collect();
    let mut kinds = vec![Kind::Text; lines.len()];
    quotes::mark(&lines, &mut kinds);
    let body = mark_originals(&lines, &mut kinds);
    signatures::mark(&lines, &mut kinds);
    if let Some(body) = body {
        give_back(&lines, &mut kinds, body);
    }
    quotes::keep_context(&lines, &mut kinds);
    assemble(&lines, &kinds, &text[read..], body)
}

/// Marks "On … wrote:" before a quote, and everything from the head of an unmarked original on.
/// Returns where the words of that original start, if it is no forward.
fn mark_originals(lines: &[Line<'_>], kinds: &mut [Kind]) -> Option<usize> {
    let next_filled = next_filled(lines);
    let before_quote = |kinds: &[Kind], place: usize| {
        next_filled.get(place).is_some_and(|next| kinds.get(*next) == Some(&Kind::Quoted))
    };
    let mut place = 0;
    let mut text_before = false;
    while place < lines.len() {
        if kinds[place] != Kind::Text || lines[place].is_empty() {
            place += 1;
            continue;
        }
        let found = match originals::start(&lines[place..]) {
            Some(Start::Head(length)) => Some((length, Certainty::Sure, Kind::Head, true)),
            Some(Start::TicketLine) if !text_before => {
                kinds[place] = Kind::Head;
                place += 1;
                continue;
            }
            Some(_) => Some((1, Certainty::Sure, Kind::Head, false)),
            None => introduction(&lines[place..], &kinds[place..])
                .map(|(length, certainty)| (length, certainty, Kind::Introduction, true)),
        };
        let Some((length, certainty, kind, gives_back)) = found else {
            text_before = true;
            place += 1;
            continue;
        };
        let end = (place + length).min(lines.len());
        if before_quote(kinds, end) {
            // The original has marks of its own; answers may stand between its lines.
            kinds[start_of_rule(lines, place)..end].fill(kind);
            place = end;
        } else if certainty == Certainty::Sure {
            let start = start_of_rule(lines, place);
            kinds[start..end].fill(kind);
            kinds[end..].fill(Kind::Quoted);
            return gives_back.then_some(end);
        } else {
            text_before = true;
            place += 1;
        }
    }
    None
}

/// For each place the next line at or after it that is not empty.
fn next_filled(lines: &[Line<'_>]) -> Vec<usize> {
    let mut next = lines.len();
    let mut places: Vec<usize> = (0..lines.len())
        .rev()
        .map(|place| {
            if !lines[place].is_empty() {
                next = place;
            }
            next
        })
        .collect();
    places.reverse();
    places
}

/// A rule just before an original belongs to it, not to the answer.
fn start_of_rule(lines: &[Line<'_>], place: usize) -> usize {
    let before = (0..place).rev().take(3).find(|before| !lines[*before].is_empty());
    match before {
        Some(before) if originals::is_rule(lines[before].bare) => before,
        _ => place,
    }
}

/// If the head of an original stands above everything, so that nothing of the sender's own would
/// be left, what stands below it is shown rather than nothing: some programs put such a head
/// above the sender's own words. It is not taken for the sender's wish, though.
fn give_back(lines: &[Line<'_>], kinds: &mut [Kind], body: usize) {
    let empty = |place: &usize| kinds[*place] != Kind::Text || lines[*place].is_empty();
    if !(0..body).all(|place| empty(&place))
        || (body..lines.len()).any(|place| lines[place].has_quote_mark())
    {
        return;
    }
    if kinds[..body].contains(&Kind::Signature) {
        return;
    }
    // A second head below is an original beyond doubt.
    let mut below = vec![Kind::Text; lines.len() - body];
    mark_originals(&lines[body..], &mut below);
    signatures::mark(&lines[body..], &mut below);
    for (kind, below) in kinds[body..].iter_mut().zip(below) {
        *kind = if below == Kind::Text { Kind::Context } else { below };
    }
}

/// Joins the lines of each kind.
fn assemble(lines: &[Line<'_>], kinds: &[Kind], beyond: &str, body: Option<usize>) -> Answer {
    let mut reply = Writer::default();
    let mut own = Writer::default();
    let mut quoted = Writer::default();
    let mut signature = Writer::default();
    for (line, kind) in lines.iter().zip(kinds) {
        if line.is_empty() {
            for writer in [&mut reply, &mut own, &mut quoted, &mut signature] {
                writer.gap();
            }
            continue;
        }
        let quoted_line = is_older(*kind);
        for (writer, takes) in [
            (&mut reply, matches!(kind, Kind::Text | Kind::Context)),
            (&mut own, matches!(kind, Kind::Text | Kind::BelowDevice)),
            (&mut quoted, quoted_line),
            (&mut signature, matches!(kind, Kind::Signature | Kind::BelowDevice)),
        ] {
            if takes {
                writer.line(line.whole);
            } else {
                writer.part();
            }
        }
    }
    quoted.0.push_str(beyond);
    let signature = signature.finish();
    Answer {
        reply: reply.finish(),
        own: own.finish(),
        quoted: quoted.finish(),
        signature: (!signature.is_empty()).then_some(signature),
        forwarded: is_forward(lines, kinds) && body.is_none(),
    }
}

fn is_older(kind: Kind) -> bool {
    matches!(kind, Kind::Quoted | Kind::Introduction | Kind::Head)
}

/// Whether what is quoted first was passed on, not answered.
fn is_forward(lines: &[Line<'_>], kinds: &[Kind]) -> bool {
    lines
        .iter()
        .zip(kinds)
        .filter(|(line, kind)| is_older(**kind) && !unquoted(line.bare).is_empty())
        .find(|(line, _)| !originals::is_rule(line.bare))
        .is_some_and(|(line, _)| originals::is_forward(unquoted(line.bare)))
}

/// A text under construction; gaps become one empty line.
#[derive(Default)]
struct Writer(String, bool);

impl Writer {
    fn gap(&mut self) {
        self.1 = true;
    }

    /// Something that is not taken stands between two lines.
    fn part(&mut self) {
        self.1 = true;
    }

    fn line(&mut self, line: &str) {
        if self.1 && !self.0.is_empty() {
            self.0.push('\n');
        }
        self.1 = false;
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    fn finish(self) -> String {
        lines::bare(&self.0).to_owned()
    }
}

#[cfg(test)]
mod tests;
