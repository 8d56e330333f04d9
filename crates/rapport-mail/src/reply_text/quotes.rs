//! Lines of quotes: those with marks, those that lost their marks, and those that stay.
//!
//! Here: `>` and the initials that old programs put before it (`IM>`), lines that a program
//! wrapped out of a quote, and the choice of the quotes that stay because answers stand between
//! them. Not here: what introduces a quote.

use super::introductions::certainty;
use super::lines::{Kind, Line, unquoted};
use super::originals::is_forward;
use super::signature_words::signs_off;

/// Characters after which a program may have wrapped a quoted line.
const SHORTEST_WRAPPED: usize = 60;
/// Lines that one wrapped line can become.
const MOST_WRAPPED: usize = 2;
/// Lines of a quote that stays beside its answer; a longer one was not trimmed by hand.
const LONGEST_CONTEXT: usize = 12;

/// Marks what stands behind `>` or behind initials.
pub fn mark(lines: &[Line<'_>], kinds: &mut [Kind]) {
    let marked = |place: Option<usize>| {
        place.and_then(|place| lines.get(place)).is_some_and(Line::has_quote_mark)
    };
    let prefix = |place: Option<usize>| {
        place.and_then(|place| lines.get(place)).and_then(|line| initials(line.bare))
    };
    for (place, line) in lines.iter().enumerate() {
        let (before, after) = (place.checked_sub(1), Some(place + 1));
        if line.has_quote_mark() {
            // Mail stores put a `>` before a line that begins with "From "; alone it is no quote.
            let alone = !marked(before) && !marked(after);
            let ends_address =
                before.is_some_and(|before| ends_address(lines[before].bare, line.bare));
            let stored = alone && line.whole.starts_with(">From ");
            if !(stored || ends_address) {
                kinds[place] = Kind::Quoted;
            }
        } else if let Some(own) = initials(line.bare)
            && (prefix(before) == Some(own) || prefix(after) == Some(own))
        {
            kinds[place] = Kind::Quoted;
        }
    }
    mark_wrapped(lines, kinds);
}

/// Whether the `>` closes the address above it, in an introduction that was wrapped:
/// `… <ivo@acme.example` and `> wrote:`.
fn ends_address(above: &str, bare: &str) -> bool {
    let words = bare.trim_start_matches(['>', ' ']);
    bare.starts_with('>')
        && !bare.starts_with(">>")
        && words.len() <= 40
        && words.ends_with([':', '：'])
        && above
            .rfind('<')
            .is_some_and(|open| above[open..].contains('@') && !above[open..].contains('>'))
}

/// The letters before `>` in `IM> Would Friday do?`.
fn initials(bare: &str) -> Option<&str> {
    let end = bare.bytes().take(16).position(|byte| byte == b'>')?;
    let (name, rest) = bare.split_at_checked(end)?;
    let fits = name.starts_with(char::is_uppercase)
        && name.chars().count() <= 10
        && name.chars().all(char::is_alphabetic)
        && (rest.len() == 1 || rest.starts_with("> ") || rest.starts_with(">>"));
    fits.then_some(name)
}

/// Lines between quoted ones, without an empty line on either side, that go on in the middle of
/// a sentence: a program wrapped them and forgot the mark. Once that is certain of one line, it
/// is believed of others that could be.
fn mark_wrapped(lines: &[Line<'_>], kinds: &mut [Kind]) {
    let mut doubtful: Vec<(usize, usize)> = Vec::new();
    let mut certain = false;
    let mut place = 1;
    while place < lines.len() {
        if kinds[place - 1] != Kind::Quoted
            || kinds[place] == Kind::Quoted
            || lines[place].is_empty()
        {
            place += 1;
            continue;
        }
        let start = place;
        while place < lines.len() && kinds[place] != Kind::Quoted && !lines[place].is_empty() {
            place += 1;
        }
        let before = lines[start - 1].bare;
        let goes_on = lines[start].bare.starts_with(char::is_lowercase);
        let closed = place < lines.len() && kinds[place] == Kind::Quoted;
        if !closed
            || place - start > MOST_WRAPPED
            || !goes_on
            || before.chars().take(SHORTEST_WRAPPED).count() < SHORTEST_WRAPPED
        {
            continue;
        }
        if before.ends_with(['.', '!', '?', ':', ';', '…', '"', ')']) {
            doubtful.push((start, place));
        } else {
            certain = true;
            kinds[start..place].fill(Kind::Quoted);
        }
    }
    if certain {
        for (start, end) in doubtful {
            kinds[start..end].fill(Kind::Quoted);
        }
    }
}

/// Lets quotes stay that the sender chose: short ones between two passages of the sender's own,
/// and one at the head that no program introduced. Without them the answers make no sense.
pub fn keep_context(lines: &[Line<'_>], kinds: &mut [Kind]) {
    let is_own = |place: &usize| kinds[*place] == Kind::Text && !lines[*place].is_empty();
    let first_own = (0..lines.len()).find(is_own);
    let last_own = last_answer(lines, kinds);
    let first_filled = lines.iter().position(|line| !line.is_empty());
    let mut place = 0;
    // What stands above the place, empty lines and quotes left out.
    let mut above = Kind::Text;
    while place < lines.len() {
        if kinds[place] != Kind::Quoted && !lines[place].is_empty() {
            above = kinds[place];
        }
        if kinds[place] != Kind::Quoted {
            place += 1;
            continue;
        }
        let start = place;
        let mut end = place;
        let mut marked = true;
        while place < lines.len() && (kinds[place] == Kind::Quoted || lines[place].is_empty()) {
            if kinds[place] == Kind::Quoted {
                end = place + 1;
                marked &= lines[place].is_empty() || is_marked(&lines[place]);
            }
            place += 1;
        }
        let possible = match (first_own, last_own) {
            (Some(_), Some(last)) => start < last,
            // Nothing but a quote that nobody introduced: then it is what was written.
            _ => Some(start) == first_filled,
        };
        let by_program = || {
            above == Kind::Introduction
                || begins_like_program(lines, start, unquoted(lines[start].bare))
        };
        let between = first_own.is_some_and(|first| start > first);
        let stays = possible && marked && above != Kind::Head && (between || !by_program());
        let filled = || (start..end).filter(|place| !unquoted(lines[*place].bare).is_empty());
        if stays
            && marked
            && above != Kind::Head
            && filled().take(LONGEST_CONTEXT + 1).count() <= LONGEST_CONTEXT
        {
            kinds[start..end].fill(Kind::Context);
        }
        above = Kind::Text;
    }
}

/// The last line of the sender's own; "Cheers" and a name below a quote answer nothing.
fn last_answer(lines: &[Line<'_>], kinds: &[Kind]) -> Option<usize> {
    let filled = |place: &usize| !lines[*place].is_empty();
    let last = (0..lines.len()).rev().find(|place| kinds[*place] == Kind::Text && filled(place))?;
    let passage: Vec<usize> = (0..=last)
        .rev()
        .take_while(|place| kinds[*place] == Kind::Text)
        .filter(filled)
        .take(4)
        .collect();
    let first = *passage.last()?;
    if passage.len() > 3 || !signs_off(lines[first].bare) {
        return Some(last);
    }
    (0..first).rev().find(|place| kinds[*place] == Kind::Text && filled(place)).or(Some(last))
}

fn is_marked(line: &Line<'_>) -> bool {
    line.has_quote_mark()
        || initials(line.bare).is_some()
        || line.bare.starts_with(char::is_lowercase)
}

/// Whether a quote begins with what programs write: the introduction is inside the quote.
fn begins_like_program(lines: &[Line<'_>], start: usize, words: &str) -> bool {
    let mut joined = String::new();
    for line in lines[start..].iter().take(4) {
        let words = unquoted(line.bare);
        if joined.len() + words.len() > 500 {
            break;
        }
        joined.push_str(words);
        if certainty(&joined).is_some() {
            return true;
        }
        joined.push(' ');
    }
    is_forward(words) || super::originals::marker(words).is_some() || {
        let inside: Vec<Line<'_>> =
            lines[start..].iter().take(8).map(|line| Line::new(unquoted(line.bare))).collect();
        super::originals::start(&inside).is_some()
    }
}
