//! A pasted signature or a card read as text: a block of short lines with an address or a number.
//!
//! Here: telling such a block from a sentence, and the lines that say what they are; the rest is read by
//! [`rapport_formats::signature`].

use super::Field;
use super::contact_fields::holds;
use super::desk::{Desk, Taken};
use super::places;
use super::vocabulary::{ORGANISATION_WORDS, POSITIONS, TITLES};

/// More lines are a letter.
const MOST_LINES: usize = 14;

/// A longer line is a sentence.
const LONGEST_LINE: usize = 64;

/// How a letter closes above the name.
const CLOSINGS: &[&str] = &[
    "best",
    "best regards",
    "kind regards",
    "warm regards",
    "regards",
    "best wishes",
    "thanks",
    "many thanks",
    "cheers",
    "sincerely",
    "yours sincerely",
    "viele grüße",
    "beste grüße",
    "liebe grüße",
    "herzliche grüße",
    "mit freundlichen grüßen",
    "freundliche grüße",
    "mfg",
    "lg",
    "--",
    "-- ",
];

/// Whether a text is a signature or a card: three lines or more, all short, one with a mail address, a
/// number or a link, none told in the past tense of meetings.
#[must_use]
pub(super) fn looks_like_one(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if !(3..=MOST_LINES).contains(&lines.len()) {
        return false;
    }
    let short = lines.iter().all(|line| line.chars().count() <= LONGEST_LINE);
    let reachable = lines.iter().any(|line| {
        let digits = line.chars().filter(char::is_ascii_digit).count();
        line.contains('@')
            || line.contains("www.")
            || line.contains("://")
            || (digits >= 7 && !line.contains(':'))
            || (digits >= 7 && line.to_lowercase().starts_with(['t', 'm', 'p', 'f']))
    });
    let tells = lines.iter().any(|line| {
        let lower = line.to_lowercase();
        let first = lower.split([' ', ',', ':']).next().unwrap_or("");
        holds("met meeting saw spoke talked called call interview habe hab treffen gespräch telefonat traf she he they \
            coffee lunch decides yesterday today gestern heute", first)
            || line.ends_with(['.', '!', '?']) && line.split(' ').count() > 4
    });
    short && reachable && !tells
}

/// A reader that is less sure than this is not asked.
const SURE: f64 = 0.5;

/// Takes what the reader of signatures is sure of, where it stands in the text.
fn by_reader(desk: &mut Desk<'_>) {
    let reading = rapport_formats::signature::read(desk.text);
    if reading.confidence < SURE {
        return;
    }
    let card = reading.card;
    for (field, value) in [
        (Field::Person, card.name),
        (Field::Position, card.role),
        (Field::Organisation, card.organisation),
    ] {
        // A line under a name may be what they do or where: only words of the trade tell.
        let says_so = value.to_lowercase().split(' ').any(|word| holds(POSITIONS, word));
        if !desk.has(field)
            && (field != Field::Position || says_so)
            && let Some((from, to)) = desk.find(&value)
        {
            desk.chip(field, value, from, to);
        }
    }
}

/// Reads name, position and organisation from lines: by plain rules where a line says what it is, by
/// the reader of signatures what they left open.
pub(super) fn take(desk: &mut Desk<'_>) {
    let mut start = 0;
    let mut capital_lines = Vec::new();
    while start < desk.words.len() {
        let end = (start..desk.words.len())
            .find(|index| desk.words[*index].text == "\n")
            .unwrap_or(desk.words.len());
        line(desk, start, end, &mut capital_lines);
        start = end + 1;
    }
    by_reader(desk);
    // Without a word that says so, the first line that is only a name of something is the organisation.
    if !desk.has(Field::Organisation)
        && let Some((from, to)) = capital_lines.first().copied()
    {
        let value = desk.slice(from, to).to_owned();
        desk.chip(Field::Organisation, value, from, to);
        if let Some(chip) = desk.last() {
            chip.sure = false;
        }
    }
}

fn line(desk: &mut Desk<'_>, start: usize, end: usize, capital_lines: &mut Vec<(usize, usize)>) {
    let text = desk.slice(start, end).trim().trim_end_matches([',', '!', '.']).to_lowercase();
    if text.is_empty() {
        return;
    }
    if CLOSINGS.contains(&text.as_str()) {
        desk.take(start, end, Taken::Frame);
        return;
    }
    let free = (start..end).filter(|index| desk.words[*index].is_free()).count();
    let words = (start..end).filter(|index| !desk.words[*index].is_mark()).count();
    let has_digits = text.chars().any(|letter| letter.is_ascii_digit());
    if free == 0 || has_digits || free < words {
        return;
    }
    let has_position = (start..end).any(|index| holds(POSITIONS, desk.lower(index)));
    let has_organisation = (start..end).any(|index| holds(ORGANISATION_WORDS, desk.lower(index)));
    let comma = (start..end)
        .find(|index| matches!(desk.words[*index].text, "," | "|" | "·" | "•" | "–" | "-" | "/"));
    let all_capital = (start..end).filter(|index| desk.words[*index].is_free()).all(|index| {
        desk.words[index].is_capital()
            || holds(super::vocabulary::PARTICLES, desk.lower(index))
            || holds("& of and und", desk.lower(index))
    });
    if !desk.has(Field::Person) && !has_organisation && all_capital && (1..=5).contains(&words) {
        let behind = comma.unwrap_or(end);
        let mut first = start;
        while first < behind && holds(TITLES, desk.lower(first)) {
            first += 1;
        }
        let is_position = (first..behind).any(|index| holds(POSITIONS, desk.lower(index)));
        if first < behind && !is_position {
            let value = desk.slice(first, behind).to_owned();
            let titled = desk.slice(start, behind).to_owned();
            desk.take(start, first, Taken::Frame);
            desk.chip(Field::Person, value, first, behind);
            if let Some(chip) = desk.last().filter(|_| first > start) {
                chip.alternatives.push(titled);
            }
            if behind < end && has_position {
                places::take_position(desk, behind + 1, end);
            } else if behind + 1 < end {
                let value = desk.slice(behind + 1, end).to_owned();
                desk.chip(Field::Organisation, value, behind + 1, end);
            }
            return;
        }
    }
    if has_position && !desk.has(Field::Position) {
        let place = (start..end).find(|index| {
            holds("at bei @ of", desk.lower(*index))
                && desk.words.get(index + 1).is_some_and(super::desk::Word::is_capital)
        });
        let behind = comma.or(place).filter(|place| *place > start).unwrap_or(end);
        if (start..behind).any(|index| holds(POSITIONS, desk.lower(index))) {
            places::take_position(desk, start, behind);
            if behind + 1 < end && !desk.has(Field::Organisation) {
                let value = desk.slice(behind + 1, end).to_owned();
                desk.take(behind, behind + 1, Taken::Frame);
                desk.chip(Field::Organisation, value, behind + 1, end);
            }
            return;
        }
    }
    if has_organisation && !desk.has(Field::Organisation) {
        let behind = comma.unwrap_or(end);
        let value = desk.slice(start, behind).to_owned();
        desk.chip(Field::Organisation, value, start, behind);
        return;
    }
    if all_capital && comma.is_none() && words <= 4 && desk.has(Field::Person) {
        capital_lines.push((start, end));
    }
}
