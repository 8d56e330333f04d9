//! The signature: below `-- `, below a formal close, the line a telephone adds, notices of
//! lawyers and lists.
//!
//! Here: the pass over each passage of the sender's own lines, from sure signs to weaker ones.
//! Not here: the words ([`super::signature_words`]).
//!
//! What is cut here is given as the signature, so that nothing is lost; lines that look like a
//! sentence stay, unless the standard delimiter or a notice stands above them.

use super::lines::{Kind, Line, is_sentence};
use super::originals::is_rule;
use super::signature_words::{
    closes, is_contact_line, is_delimiter, is_device_line, is_notice, is_postscript, is_signed_name,
};

/// Lines a signature may have below `-- `; more than that is text under a stray `--`.
const LONGEST_BELOW_DELIMITER: usize = 25;
/// Lines below a rule that is not the standard delimiter, or below a formal close.
const LONGEST_BELOW_CLOSE: usize = 12;
/// Lines a signature may have in all; passages are looked at from their end.
const LONGEST: usize = 60;

/// Marks the signatures of all passages. The first passage has to have words above its signature,
/// later ones have the quote above them.
pub fn mark(lines: &[Line<'_>], kinds: &mut [Kind]) {
    let mut text_before = false;
    let mut place = 0;
    while place < lines.len() {
        if kinds[place] != Kind::Text {
            text_before = true;
            place += 1;
            continue;
        }
        let end =
            (place..lines.len()).find(|next| kinds[*next] != Kind::Text).unwrap_or(lines.len());
        if (place..end).any(|inside| !lines[inside].is_empty()) {
            mark_passage(&lines[place..end], &mut kinds[place..end], text_before);
            text_before = true;
        }
        place = end;
    }
}

fn mark_passage(lines: &[Line<'_>], kinds: &mut [Kind], quote_before: bool) {
    let filled: Vec<usize> = (0..lines.len()).filter(|place| !lines[*place].is_empty()).collect();
    let Some(first) = filled.first().copied() else {
        return;
    };
    let fenced = code_blocks(lines);
    let text_before = |place: usize| quote_before || place > first;

    // Weaker signs are looked for above the place of the surest one.
    let mut end = lines.len();
    let tail =
        |end: usize| filled.iter().rev().copied().filter(move |place| *place < end).take(LONGEST);

    // The first delimiter with few enough lines below it.
    if let Some(place) = tail(end)
        .filter(|place| !fenced[*place] && text_before(*place))
        .filter(|place| starts_signature(lines, *place, end))
        .last()
    {
        let is_plain = is_delimiter(lines[place].whole, lines[place].bare);
        kinds[place..end].fill(Kind::Signature);
        if is_plain {
            kinds[place] = Kind::Delimiter;
        }
        end = place;
    }
    // A notice, and everything below it.
    if let Some(place) = tail(end)
        .filter(|place| {
            *place == first || lines[*place - 1].is_empty() || is_rule(lines[*place - 1].bare)
        })
        .filter(|place| !fenced[*place] && is_notice(lines, *place))
        .last()
        && text_before(place)
    {
        kinds[place..end].fill(Kind::Signature);
        end = place;
    }
    end = mark_device_lines(lines, kinds, end, first, quote_before, &fenced);
    // A formal close and the lines of an address below it.
    if let Some(place) = tail(end)
        .take(LONGEST_BELOW_CLOSE + 1)
        .filter(|place| !fenced[*place] && closes(lines[*place].bare))
        .filter(|place| text_before(*place) && is_address_like(&lines[*place + 1..end]))
        .last()
    {
        kinds[place..end].fill(Kind::Signature);
        end = place;
    }
    if let Some(place) = contact_block(lines, end, first)
        && !fenced[place]
    {
        kinds[place..end].fill(Kind::Signature);
        end = place;
    }
    // "/Dana" as the last line of its own.
    if let Some(place) = tail(end).next()
        && text_before(place)
        && is_signed_name(lines[place].bare)
    {
        kinds[place..end].fill(Kind::Signature);
    }
}

/// Whether a delimiter stands here with a signature below it.
fn starts_signature(lines: &[Line<'_>], place: usize, end: usize) -> bool {
    let line = &lines[place];
    let below = || lines[place + 1..end].iter().filter(|line| !line.is_empty());
    let few = |most: usize| below().take(most + 1).count() <= most;
    if is_delimiter(line.whole, line.bare) {
        let trusted = line.bare == "--" || line.bare == "—";
        let longest = if trusted { LONGEST_BELOW_DELIMITER } else { LONGEST_BELOW_CLOSE };
        return few(longest)
            || trusted
                && (place + 1..end)
                    .any(|place| !lines[place].is_empty() && is_notice(lines, place));
    }
    if !is_rule(line.bare) || line.bare.starts_with(['=', '*', '~']) {
        return false;
    }
    // Underscores are trusted above a few lines; other rules part the sections of a text too.
    few(LONGEST_BELOW_CLOSE)
        && below().next().is_some()
        && (line.bare.starts_with('_') && below().take(9).count() <= 8
            || below().any(|line| is_contact_line(line.bare)))
        && below().filter(|line| is_sentence(line.bare)).count() * 2 <= below().count()
}

/// Marks "Sent from my telephone" and what stands below it. Returns the new end of the text.
fn mark_device_lines(
    lines: &[Line<'_>],
    kinds: &mut [Kind],
    end: usize,
    first: usize,
    quote_before: bool,
    fenced: &[bool],
) -> usize {
    let filled = |place: usize| place < end && !lines[place].is_empty();
    let is_device = |place: usize| {
        // It begins a paragraph, or ends one.
        (place == first || lines[place - 1].is_empty() || !filled(place + 1))
            && !fenced[place]
            && is_device_line(lines[place].bare)
    };
    let Some(place) = (first..end).find(|place| filled(*place) && is_device(*place)) else {
        return end;
    };
    if place == first && !quote_before {
        // Nothing above it: the words below it are the answer.
        kinds[place] = Kind::Signature;
        return end;
    }
    let below: Vec<usize> = (place + 1..end).filter(|place| filled(*place)).collect();
    let strange = below.iter().filter(|place| !is_device_line(lines[**place].bare)).count();
    if strange > LONGEST_BELOW_CLOSE {
        kinds[place] = Kind::Signature;
        return end;
    }
    kinds[place..end].fill(Kind::Signature);
    for place in below {
        if !is_device_line(lines[place].bare) {
            kinds[place] = Kind::BelowDevice;
        }
    }
    place
}

/// Few short lines, none of them a sentence before the first line of contact data, and no
/// postscript.
fn is_address_like(lines: &[Line<'_>]) -> bool {
    let mut contact = false;
    let mut count = 0;
    for line in lines.iter().filter(|line| !line.is_empty()) {
        count += 1;
        contact |= is_contact_line(line.bare);
        if count > LONGEST_BELOW_CLOSE
            || is_postscript(line.bare)
            || line.bare.ends_with('?')
            || !contact && is_sentence(line.bare)
        {
            return false;
        }
    }
    true
}

/// The start of a last paragraph that is nothing but a name and ways to reach it.
fn contact_block(lines: &[Line<'_>], end: usize, first: usize) -> Option<usize> {
    let last = (first..end).rev().find(|place| !lines[*place].is_empty())?;
    let mut start = last;
    while start > first && !lines[start - 1].is_empty() {
        start -= 1;
        if last - start > LONGEST_BELOW_CLOSE {
            return None;
        }
    }
    let block = &lines[start..=last];
    if block.len() < 3 {
        return None;
    }
    let contacts = block.iter().filter(|line| is_contact_line(line.bare)).count();
    let short = block.iter().all(|line| {
        line.bare.chars().take(81).count() <= 80
            && !is_sentence(line.bare)
            && !line.bare.ends_with(['?', ',', ':'])
            && !line.bare.starts_with(['-', '*', '•'])
    });
    // "Please write to:" above it makes it a part of the message.
    let above = (first..start).rev().find(|place| !lines[*place].is_empty())?;
    let announced = lines[above].bare.ends_with([':', '：', ',']);
    (contacts >= 2 && short && !announced).then_some(start)
}

/// Which lines stand inside ``` fences; what looks like a signature there is an example.
fn code_blocks(lines: &[Line<'_>]) -> Vec<bool> {
    let fences = lines.iter().filter(|line| line.bare.starts_with("```")).count();
    let mut inside = false;
    let mut left = fences;
    lines
        .iter()
        .map(|line| {
            if line.bare.starts_with("```") {
                left -= 1;
                // A fence that is never closed opens nothing.
                inside = !inside && left > 0;
                return true;
            }
            inside
        })
        .collect()
}
