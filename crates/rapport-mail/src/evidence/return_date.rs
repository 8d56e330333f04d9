//! The day of return that an away notice names.
//!
//! Here: which of the dates in the text is the one. Dates near words of return ("back on") weigh
//! more than ends of an absence ("until"); of a range the end counts; a notice that contradicts
//! itself names none, because an invented date would wake a follow-up too early. [`calendar_words`]
//! reads the dates. Not here: the working day after it; the core knows holidays.

pub mod calendar_words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use rapport_core::classify::{Place, Sign, SignKind};

use super::Seen;
use crate::words::{has, words};
use calendar_words::{Mention, Token, mentions, tokens};

/// Days after the message in which a return is believed: eighteen months.
const FURTHEST_DAYS: i64 = 548;
/// A date without a year that would lie this far ahead was meant for the past.
const FURTHEST_WITHOUT_YEAR_DAYS: i64 = 300;
/// A return this many days after the end of the absence still tells the same story.
const GAP_DAYS: i64 = 5;

/// Words of return, before a date.
const BACK: &str = "
    back | return | returning | returns | again | resume | resuming | available | reachable
    wieder | zurück
    zurueck | rückkehr | zurückkehren | zurückkehre | zurücksein | retour | reviens | revenons
    reviendrai | rentre | rentrerai | vuelta | regreso | regresaré | regresare
    vuelvo | volveré | reincorporo | incorporo | ritorno | rientro | rientrerò | tornerò | torno
    disponibile | regresso | retorno | voltarei | volto | terug | åter | tillbaka | tilbage
    tilbake | wracam | powrót | wrócę | вернусь | возвращаюсь | döneceğim | dönüş | 返回
";
/// Words of the end of an absence, just before a date.
const UNTIL: &str = "
    until | till | til | through | thru | bis | einschließlich | einschliesslich | jusqu'au
    jusqu'à | hasta | fino | até | ate | tot | t/m | tom | t.o.m
    do | до | по | 至 | 直到 | including | inclusive | zum
";
/// Words that join the two days of a range.
const JOINS: &str = "
    - | – | — | to | bis | au | al | a | ao | à | hasta | tot | till | til | until | through
    thru | do | по | ～ | 〜 | から | e | and | und
";
/// Words of the start of an absence, just before a date.
const START: &str = "
    from | vom | von | du | dal | del | desde | since | seit | starting | beginning | as | van
    od | с | från | fra | de | dès | between | zwischen | entre | tra | dall | dalla
";
/// Words that may stand between such a word and the date.
const FILLERS: &str = "
    the | on | by | am | den | dem | der | le | el | la | lo | il | op | den | em | of | at | in
    ab | an | and | incl | inkl | , | ( | dia | día | i | dnia | um | around | about | office
    including | einschließlich | en | met | al | alla | ao
";
/// Words after a date that make it one of return.
const BACK_AFTER: &str = "
    wieder | zurück | back | again | return | returning | terug | tillbaka | 出社 | döneceğim | より
    以降 | 復帰
";
/// Signs after a date that make it the end of an absence.
const UNTIL_AFTER: &[&str] = &["まで", "tarihine", "kadar", "까지"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Back,
    Until,
}

/// The sign of the day of return, if exactly one is named.
#[must_use]
pub fn sign(seen: &Seen<'_>, search: &str) -> Option<Sign> {
    let sent_on = seen.sent_on?;
    let text = format!("{}.\n\n{search}", seen.subject);
    let (day, words) = find(&text, sent_on)?;
    Some(Sign { kind: SignKind::ReturnDate(day), place: Place::Text, words })
}

/// The day of return in a text that was sent on this day, with the words that name it.
#[must_use]
pub fn find(text: &str, sent_on: Date) -> Option<(Date, String)> {
    let tokens = tokens(text);
    let mentions = mentions(&tokens, sent_on);
    let mut back: Vec<(Date, String)> = Vec::new();
    let mut until: Vec<(Date, String)> = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| mentions.get(before));
        let next = mentions.get(number + 1).map_or(tokens.len(), |next| next.start);
        let Some(role) = role(&tokens, mention, before, next) else {
            continue;
        };
        if mention.contradicts {
            // "Monday, 5 May" in a year in which it is a Tuesday.
            return None;
        }
        let Some(day) = mention.day else { continue };
        let ahead = day.since(sent_on).ok()?.get_days();
        let furthest = if mention.year_named { FURTHEST_DAYS } else { FURTHEST_WITHOUT_YEAR_DAYS };
        if i64::from(ahead) > furthest {
            // A past day without a year, or a slip of the keys.
            return None;
        }
        if ahead < 0 {
            if role == Role::Back {
                return None;
            }
            continue;
        }
        let words = text.get(mention.from..mention.to).unwrap_or_default().to_owned();
        match role {
            Role::Back => back.push((day, words)),
            Role::Until => until.push((day, words)),
        }
    }
    let agree = |list: &[(Date, String)]| list.iter().all(|(day, _)| *day == list[0].0);
    if !agree(&back) || !agree(&until) {
        return None;
    }
    match (back.into_iter().next(), until.into_iter().next()) {
        (Some(back), Some(until)) => {
            let gap: Span = GAP_DAYS.days();
            let latest = until.0.checked_add(gap).ok()?;
            (until.0 <= back.0 && back.0 <= latest).then_some(back)
        }
        (back, until) => back.or(until),
    }
}

/// What the words around a date make of it.
fn role(
    tokens: &[Token<'_>],
    mention: &Mention,
    before: Option<&Mention>,
    next: usize,
) -> Option<Role> {
    // The words before, back to the end of the sentence or the date before.
    let floor = before.map_or(0, |before| before.end);
    let mut window: Vec<&str> = Vec::new();
    let mut place = mention.start;
    while place > floor && window.len() < 9 {
        place -= 1;
        let token = &tokens[place];
        if token.ends_sentence {
            break;
        }
        window.push(token.lower.as_str());
    }
    let joined_to_date = place <= floor && before.is_some();
    let near: Vec<&str> =
        window.iter().copied().filter(|word| !has(FILLERS, word)).take(2).collect();
    let nearest = near.first().copied().unwrap_or_default();

    let mut after: Vec<&str> = Vec::new();
    for token in tokens.iter().take(next.min(mention.end + 8)).skip(mention.end) {
        after.push(token.lower.as_str());
        if token.ends_sentence {
            break;
        }
    }
    let joined: String = after.iter().take(4).copied().collect();
    if mention.is_range_end {
        return Some(Role::Until);
    }
    if UNTIL_AFTER.iter().any(|word| joined.starts_with(word)) {
        return Some(Role::Until);
    }
    // "from A to B": between the dates stands nothing but the joining word.
    let only_join = joined_to_date
        && window.len() <= 4
        && window.iter().any(|word| has(JOINS, word))
        && window.iter().all(|word| {
            has(JOINS, word)
                || has(FILLERS, word)
                || has(UNTIL, word)
                || calendar_words::is_weekday(word)
        });
    if only_join {
        return Some(Role::Until);
    }
    // "3–14 May": a number just before the date is the start of a range.
    let numbered = mention.start >= 2
        && has(JOINS, &tokens[mention.start - 1].lower)
        && (tokens[mention.start - 2].number.is_some()
            || mention.start >= 3
                && tokens[mention.start - 2].lower == "."
                && tokens[mention.start - 3].number.is_some());
    let says_back = window.iter().any(|word| has(BACK, word));
    if has(UNTIL, nearest) && !(nearest == "do" && near.len() > 1 && near[1] == "i") {
        return Some(if says_back && !window.contains(&"not") { Role::Back } else { Role::Until });
    }
    if says_back {
        return Some(Role::Back);
    }
    if numbered {
        return Some(Role::Until);
    }
    let follows_back = after.iter().any(|word| has(BACK_AFTER, word))
        || words(BACK_AFTER)
            .any(|word| word.chars().count() > 1 && !word.is_ascii() && joined.contains(word));
    if follows_back && !has(START, nearest) {
        return Some(Role::Back);
    }
    if follows_back && window.first().is_some_and(|word| matches!(*word, "from" | "ab" | "dem")) {
        return Some(Role::Back);
    }
    None
}
