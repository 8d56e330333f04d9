//! Days: until when they decide, and when it was.
//!
//! A day is looked for where words of time stand, so that "may" and "so" stay what they are. "Decides
//! Friday" looks ahead, "met on Friday" looks back.

use jiff::civil::Date;

use super::contact_fields::holds;
use super::desk::{Desk, Taken};
use super::{Around, Field};
use crate::natural_date::{self, When};

/// Words after which the day of a decision stands; `*` ends a stem.
const DECIDE: &[&[&str]] = &[
    &["decides"],
    &["decide"],
    &["deciding"],
    &["decision"],
    &["decisions"],
    &["answer", "by"],
    &["answer", "until"],
    &["answer", "on"],
    &["answer", "within"],
    &["answer", "in"],
    &["reply", "by"],
    &["feedback", "by"],
    &["feedback", "until"],
    &["feedback", "on"],
    &["feedback", "in"],
    &["result", "by"],
    &["results", "by"],
    &["result", "on"],
    &["results", "on"],
    &["results"],
    &["hear", "back"],
    &["hear", "by"],
    &["hear", "from", "them"],
    &["hear"],
    &["get", "back", "to", "me"],
    &["let", "me", "know"],
    &["tell", "me", "by"],
    &["deadline"],
    &["choose"],
    &["chooses"],
    &["make", "up", "their", "mind"],
    &["makes", "up", "her", "mind"],
    &["makes", "up", "his", "mind"],
    &["entscheidet"],
    &["entscheiden"],
    &["entscheidung"],
    &["bescheid"],
    &["rückmeldung"],
    &["rückmeldungen"],
    &["antwort", "bis"],
    &["antwort", "am"],
    &["antwort", "in"],
    &["ergebnis", "bis"],
    &["ergebnis", "am"],
    &["zusage", "bis"],
    &["frist"],
];

/// Words between "decides" and its day.
const FILLERS: &str = "by on until till before at is the latest will due within around about early \
    : - am bis zum im spätestens kommt fällt gibt es sie he she they us me mir uns to wants want in a";

/// Who decides, and the small verbs around it.
const SUBJECTS: &str = "they she he will would want wants to we i the a their her his sie er es wollen \
    ich wir die der ihre should could by until bis am on soll sollen erwarte expect expects";

/// Words that only a day or a time of day is said with.
const DAY_WORDS: &str = "yesterday today tonight tomorrow gestern heute vorgestern übermorgen monday tuesday \
    wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend \
    sonntag ago";

/// Months; each needs a number beside it, because "may" and "march" are words, too.
const MONTHS: &str = "january jan january. february feb feb. march mar mar. april apr apr. may june jun july \
    jul august aug aug. september sep sep. sept sept. october oct oct. november nov nov. december dec dec. \
    januar jänner februar märz mai juni juli oktober okt okt. dezember dez dez.";

/// Words that may stand in a day and are none by themselves.
const JOINTS: &str = "on at the of last this next morning afternoon evening noon am pm a.m. p.m. um uhr \
    früh abend mittag vormittag nachmittag morgen letzten letzte letzter diesen diese dieser nächsten nächste \
    nächster kommenden in vor a an one two three four five six seven eight nine ten ein eine einem einer zwei \
    drei vier fünf sechs sieben acht neun zehn day days week weeks month months hour hours minute minutes tag \
    tage tagen woche wochen monat monate monaten stunde stunden minuten end ende der des after before from \
    now working business weekday monats jahres";

/// Short weekdays, capital only; the German ones only after "am" and "letzten".
const SHORT: &str = "Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun";
const SHORT_GERMAN: &str = "Mo Di Mi Do Fr Sa So";

/// The longest phrase of a day, in words.
const LONGEST: usize = 6;

/// Takes both days; what the user should know about them.
pub(super) fn take(desk: &mut Desk<'_>, around: &Around<'_>) -> Vec<String> {
    decision(desk, around);
    happened(desk, around)
}

/// "decides Friday", "decision by 1 December", "bis Freitag entscheiden sie".
fn decision(desk: &mut Desk<'_>, around: &Around<'_>) {
    let mut index = 0;
    while index < desk.words.len() {
        let Some(phrase) = DECIDE.iter().find(|phrase| desk.says(index, phrase)) else {
            index += 1;
            continue;
        };
        let end = desk.clause_end(index);
        let mut at = index + phrase.len();
        // A colon parts the word from its day and is no end.
        let end = if desk.words.get(end).is_some_and(|mark| mark.text == ":") && end == at {
            at += 1;
            desk.clause_end(at)
        } else {
            end
        };
        let ahead = forward(desk, at, end, around);
        let start = desk.clause_start(index);
        let behind = || {
            (start..index)
                .find_map(|from| longest(desk, from, index, around, false))
                .filter(|(_, to, _)| (*to..index).all(|between| is_filler(desk.lower(between))))
        };
        let today = around.now.date();
        let found = ahead.or_else(behind).filter(|(_, _, when)| when.date >= today);
        if let Some((from, to, when)) = found {
            desk.chip(Field::Decides, when.date.to_string(), from, to);
            let (first, last) = (index.min(to), (index + phrase.len()).max(from));
            frame_between(desk, first, last, start);
            return;
        }
        index += 1;
    }
}

fn is_filler(word: &str) -> bool {
    holds(FILLERS, word) || holds(SUBJECTS, word)
}

/// The first day behind "decides", with small words in between.
fn forward(
    desk: &Desk<'_>,
    mut at: usize,
    end: usize,
    around: &Around<'_>,
) -> Option<(usize, usize, When)> {
    for _ in 0..5 {
        if at >= end {
            return None;
        }
        if let Some(found) = longest(desk, at, end, around, false) {
            return Some(found);
        }
        if !holds(FILLERS, desk.lower(at)) {
            return None;
        }
        at += 1;
    }
    None
}

/// Takes the words around a decision: "they will decide on", "decision is due".
fn frame_between(desk: &mut Desk<'_>, from: usize, to: usize, start: usize) {
    desk.take(from, to, Taken::Frame);
    let mut index = from;
    while index > start {
        let before = desk.words[index - 1].lower.as_str();
        if !holds(SUBJECTS, before) {
            break;
        }
        index -= 1;
    }
    desk.take(index, from, Taken::Frame);
}

/// When it was: a day in the clause of the meeting, a clause of its own, or one that lies back by its
/// own words.
fn happened(desk: &mut Desk<'_>, around: &Around<'_>) -> Vec<String> {
    let mut index = 0;
    while index < desk.words.len() {
        let end = desk.clause_end(index);
        if let Some((from, to, day)) = special(desk, index, around) {
            desk.chip(Field::When, day, from, to);
            if let Some(chip) = desk.last().filter(|_| to - from == 2 && from == index) {
                chip.why = "read from its words".to_owned();
            }
            return Vec::new();
        }
        let Some((from, to, when)) = longest(desk, index, end, around, true) else {
            index += 1;
            continue;
        };
        let words: Vec<&str> = (from..to).map(|word| desk.lower(word)).collect();
        let lies_back = words.iter().any(|word| {
            holds(
                "yesterday gestern vorgestern ago last letzten letzte letzter heute today vor",
                word,
            )
        });
        let start = desk.clause_start(from);
        let alone = from == start && to == desk.clause_end(from);
        if !(lies_back || alone || tells_of_meeting(desk, start, desk.clause_end(from))) {
            index = to;
            continue;
        }
        let now = around.now;
        let noon = jiff::civil::Time::constant(12, 0, 0, 0);
        let is_ahead = when.date > now.date()
            || (when.time.is_some() && when.instant(noon).is_some_and(|at| at > now.timestamp()));
        if is_ahead {
            return vec![format!(
                "{} lies ahead: note the meeting when it is over, or enter it as an appointment",
                desk.slice(from, to)
            )];
        }
        desk.chip(Field::When, written(&when), from, to);
        return Vec::new();
    }
    Vec::new()
}

/// Days that people say and no calendar has: "last week", "last night", "just now".
fn special(desk: &Desk<'_>, at: usize, around: &Around<'_>) -> Option<(usize, usize, String)> {
    let today = around.now.date();
    let back = |days: i64| today.checked_sub(jiff::Span::new().try_days(days).ok()?).ok();
    let free = |count: usize| {
        (at..at + count).all(|index| desk.words.get(index).is_some_and(super::desk::Word::is_free))
    };
    let (count, text) = if desk.says(at, &["last", "week"])
        || desk.says(at, &["letzte", "woche"])
        || desk.says(at, &["letzter", "woche"])
    {
        (2, back(7)?.to_string())
    } else if desk.says(at, &["last", "night"]) || desk.says(at, &["gestern", "abend"]) {
        (2, format!("{} 20:00", back(1)?))
    } else if [["just", "now"], ["right", "now"], ["gerade", "eben"], ["eben", "gerade"]]
        .iter()
        .any(|phrase| desk.says(at, phrase))
    {
        (2, "now".to_owned())
    } else {
        return None;
    };
    free(count).then_some((at, at + count, text))
}

/// The clause names a meeting: words that a meeting is told with stand in it.
fn tells_of_meeting(desk: &Desk<'_>, start: usize, end: usize) -> bool {
    (start..end)
        .any(|index| super::people::is_trigger(desk, index) || super::kinds::is_kind(desk, index))
}

/// The longest day that begins at a word; a preposition before it is taken with it.
fn longest(
    desk: &Desk<'_>,
    from: usize,
    end: usize,
    around: &Around<'_>,
    back: bool,
) -> Option<(usize, usize, When)> {
    if !desk.words[from].is_free() {
        return None;
    }
    for to in (from + 1..=end.min(from + LONGEST)).rev() {
        if !(from..to).all(|index| desk.words[index].is_free()) || !could_be_a_day(desk, from, to) {
            continue;
        }
        let mut text = desk.slice(from, to).to_lowercase();
        for mark in ["at ", "um "] {
            // "at 3pm" is a time; natural dates read it behind a day or alone.
            if let Some(rest) = text.strip_prefix(mark) {
                text = rest.to_owned();
            }
        }
        // "within 10 days" and "in den nächsten 2 Wochen" count as "in".
        let text = text.replace("within ", "in ").replace("innerhalb von ", "in ");
        let text = if back && text.starts_with("this ") && desk.says(from, &["this"]) {
            text.replacen("this", "today", usize::from(is_part_of_day(desk.lower(from + 1))))
        } else {
            text
        };
        let read = if back { natural_date::parse_past } else { natural_date::parse };
        if let Ok(when) = read(&text, around.now, around.is_business_day) {
            return Some((from, to, when));
        }
    }
    None
}

fn is_part_of_day(word: &str) -> bool {
    holds("morning afternoon evening noon", word)
}

/// Every word is one that days are said with, and one of them says so without doubt.
fn could_be_a_day(desk: &Desk<'_>, from: usize, to: usize) -> bool {
    let mut certain = false;
    let mut has_number = false;
    let mut has_month = false;
    let mut counts = false;
    let mut has_unit = false;
    for index in from..to {
        let word = &desk.words[index];
        let lower = word.lower.as_str();
        let first = lower.chars().next().unwrap_or(' ');
        if holds(DAY_WORDS, lower) {
            certain = true;
        } else if holds(MONTHS, lower) {
            has_month = true;
        } else if holds(SHORT, word.text.trim_end_matches('.')) {
            certain = true;
        } else if holds(SHORT_GERMAN, word.text.trim_end_matches('.')) {
            if !(index > 0 && holds("am letzten diesen nächsten bis vom", desk.lower(index - 1))) {
                return false;
            }
            certain = true;
        } else if first.is_ascii_digit() {
            has_number = true;
            let is_iso = lower.len() >= 10 && lower.as_bytes().get(4) == Some(&b'-');
            let is_dotted = lower.matches('.').count() >= 2;
            let is_slashed = lower.matches('/').count() >= 1;
            let is_time = lower.ends_with("am") || lower.ends_with("pm") || lower.contains(':');
            certain |= is_iso || is_dotted || is_slashed || is_time;
        } else if holds(JOINTS, lower) {
            counts |= holds("in vor next nächste nächsten nächster kommenden end ende", lower);
            has_unit |= holds(
                "day days week weeks month months hour hours minute minutes tag tage tagen woche wochen monat monate monaten stunde stunden minuten working business year jahr jahres monats",
                lower,
            );
            certain |= lower == "uhr"
                || (lower == "morning" && index > from && desk.lower(index - 1) == "this")
                || ((lower == "afternoon" || lower == "evening")
                    && index > from
                    && desk.lower(index - 1) == "this");
        } else if holds("within innerhalb von year jahr jahres", lower) {
            counts |= lower != "von";
            has_unit |= lower.starts_with('j') || lower == "year";
        } else {
            return false;
        }
    }
    certain || (has_month && (has_number || counts)) || (counts && has_unit)
}

/// A day, and a time where one was said, as dates are typed.
fn written(when: &When) -> String {
    match when.time {
        Some(time) => format!("{} {}", when.date, time.strftime("%H:%M")),
        None => iso(when.date),
    }
}

fn iso(date: Date) -> String {
    date.to_string()
}
