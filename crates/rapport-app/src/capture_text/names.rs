//! Names of people: which words are one, in capitals, in small letters, in scripts without either.

use super::contact_fields::holds;
use super::desk::Desk;
use super::people::is_trigger;
use super::places;
use super::vocabulary::{
    AND, EVENT_NOUNS, FROM, GERMAN_NOUNS, NO_NAMES, ORGANISATION_WORDS, PARTICLES, POSITIONS,
    TITLES,
};

/// A name that could be a person's.
pub(super) fn looks_like_name(desk: &Desk<'_>, at: usize, is_strong: bool) -> bool {
    name(desk, at, is_strong).is_some_and(|(start, end)| {
        !(start..end).any(|index| holds(ORGANISATION_WORDS, desk.lower(index)))
            && places::position_end(desk, at).is_none()
    })
}

/// The words of a name, its titles left out. `any` takes small letters, too.
pub(super) fn name(desk: &Desk<'_>, at: usize, any: bool) -> Option<(usize, usize)> {
    let mut start = at;
    while desk.words.get(start).is_some_and(|word| word.is_free() && holds(TITLES, &word.lower)) {
        start += 1;
    }
    let first = desk.words.get(start).filter(|word| word.is_free())?;
    if first.is_uncased() {
        let end = (start..desk.words.len().min(start + 3))
            .take_while(|index| desk.words[*index].is_free() && desk.words[*index].is_uncased())
            .last()?
            + 1;
        return Some((start, end));
    }
    if first.is_capital() {
        return capital_name(desk, start).map(|end| (start, end));
    }
    if !any || start > at && !first.text.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut end = start;
    while end < start + 3 {
        let Some(word) = desk.words.get(end).filter(|word| word.is_free()) else {
            break;
        };
        let lower = word.lower.as_str();
        let fits = word
            .text
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'' | '’'))
            && lower.chars().count() >= 2
            && !word.is_capital()
            && !holds(NO_NAMES, lower)
            && !holds(FROM, lower)
            && !holds(AND, lower)
            && !holds(EVENT_NOUNS, lower)
            && !holds(POSITIONS, lower)
            && !lower.ends_with("ly");
        if !fits {
            break;
        }
        end += 1;
    }
    (end > start).then_some((start, end))
}

/// The end of a name in capitals.
fn capital_name(desk: &Desk<'_>, start: usize) -> Option<usize> {
    let is_name_word = |index: usize, first: bool| {
        desk.words.get(index).is_some_and(|word| {
            let lower = word.lower.as_str();
            let next_is_name = desk.words.get(index + 1).is_some_and(|next| {
                next.is_free() && next.is_capital() && !holds(NO_NAMES, &next.lower)
            });
            // "Will Turner" is a name although "will" is a word.
            let is_word = holds(NO_NAMES, lower)
                && !(first
                    && next_is_name
                    && holds("will april mark grace rose may june art drew", lower));
            word.is_free()
                && word.is_capital()
                && word.text.chars().all(|letter| {
                    letter.is_alphabetic()
                        || matches!(letter, '-' | '\'' | '’' | '.' | '·' | '´' | '`')
                })
                && !is_word
                && !holds(GERMAN_NOUNS, lower)
                && !holds(EVENT_NOUNS, lower)
                && !(first && (holds(POSITIONS, lower) || is_trigger(desk, index)))
                && !(!first && (is_trigger(desk, index) || super::kinds::is_kind(desk, index)))
        })
    };
    if !is_name_word(start, true) {
        return None;
    }
    let mut end = start + 1;
    let mut count = 1;
    while count < 5 {
        if is_name_word(end, false) {
            if holds(TITLES, desk.lower(end)) {
                break;
            }
            end += 1;
            count += 1;
            continue;
        }
        // Particles count with the name behind them.
        let mut next = end;
        while desk.words.get(next).is_some_and(|word| {
            word.is_free() && holds(PARTICLES, &word.lower) && !word.is_capital()
        }) && next < end + 2
        {
            next += 1;
        }
        let is_von = holds("von", desk.lower(end));
        let to_place = is_von && (count >= 2 || !place_follows(desk, next + 1));
        let is_alone_der =
            holds("der den zu zur zum y e la", desk.lower(end)) && !(holds("la", desk.lower(end)));
        if next > end
            && is_name_word(next, false)
            && !to_place
            && !(is_alone_der && next == end + 1 && !holds("y e", desk.lower(end)))
        {
            count += 1;
            end = next + 1;
            continue;
        }
        break;
    }
    Some(end)
}

/// Another word that names an organisation comes later in the clause.
fn place_follows(desk: &Desk<'_>, at: usize) -> bool {
    (at..desk.clause_end(at).min(at + 4)).any(|index| holds("at from bei @ (", desk.lower(index)))
}

/// Each word with a capital, particles left small.
pub(super) fn capitals(text: &str) -> String {
    text.split(' ')
        .map(|word| {
            if holds(PARTICLES, word) && text.contains(' ') {
                return word.to_owned();
            }
            word.split('-')
                .map(|part| {
                    let mut letters = part.chars();
                    letters.next().map_or_else(String::new, |first| {
                        first.to_uppercase().chain(letters).collect()
                    })
                })
                .collect::<Vec<_>>()
                .join("-")
        })
        .collect::<Vec<_>>()
        .join(" ")
}
