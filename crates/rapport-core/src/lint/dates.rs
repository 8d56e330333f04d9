//! Dates in notes: absolute ones that hold whenever the note goes out, on the right weekday.
//!
//! A note may be held over a weekend, but it is never re-worded by itself; so "yesterday" is a
//! finding even where it is true today.

use jiff::civil::{Date, Weekday};

use super::text::{Text, is_german};
use super::{Checked, Finding, Part, Rule, Severity};

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const ENGLISH_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const GERMAN_DAYS: [&str; 7] =
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

/// "23 November" or "23. November": a date in the words of a note.
#[must_use]
pub fn date_in_words(date: Date, language: &str) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or_default();
    if is_german(language) {
        format!("{}. {}", date.day(), GERMAN_MONTHS.get(month).unwrap_or(&""))
    } else {
        format!("{} {}", date.day(), ENGLISH_MONTHS.get(month).unwrap_or(&""))
    }
}

/// Words that mean a day only on the day they are written, and how many days they are away.
const RELATIVE: &[(&[&str], i64)] = &[
    (&["the", "day", "before", "yesterday"], -2),
    (&["yesterday"], -1),
    (&["earlier", "today"], 0),
    (&["later", "today"], 0),
    (&["today"], 0),
    (&["this", "morning"], 0),
    (&["this", "afternoon"], 0),
    (&["this", "evening"], 0),
    (&["tonight"], 0),
    (&["last", "night"], -1),
    (&["tomorrow"], 1),
    (&["vorgestern"], -2),
    (&["gestern"], -1),
    (&["heute"], 0),
    (&["morgen", "früh"], 1),
    (&["übermorgen"], 2),
];

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        check_relative(checked, part, text, findings);
        if let Some(near) = checked.facts.sends_on.or(checked.facts.met_on) {
            check_weekdays(checked, part, text, near, findings);
        }
    }
}

fn check_relative(checked: &Checked<'_>, part: Part, text: &Text, findings: &mut Vec<Finding>) {
    for index in 0..text.words.len() {
        let fits = RELATIVE.iter().find(|(words, _)| {
            words.iter().enumerate().all(|(offset, wanted)| {
                text.words.get(index + offset).is_some_and(|word| word.low == **wanted)
            })
        });
        let Some((words, days)) = fits else { continue };
        let meant = checked
            .facts
            .sends_on
            .and_then(|day| day.checked_add(jiff::Span::new().days(*days)).ok());
        let better = meant.map_or_else(
            || checked.words("das Datum", "the date").to_owned(),
            |date| {
                let words = date_in_words(date, checked.note.language);
                if checked.is_german() { format!("am {words}") } else { format!("on {words}") }
            },
        );
        findings.push(checked.finding(
            Rule::RelativeDate,
            Severity::Warn,
            part,
            text.span(index, index + words.len() - 1),
            "It becomes wrong when the note goes out on another day.",
            Some(better),
        ));
    }
}

fn check_weekdays(
    checked: &Checked<'_>,
    part: Part,
    text: &Text,
    near: Date,
    findings: &mut Vec<Finding>,
) {
    for (index, word) in text.words.iter().enumerate() {
        let day_index = |names: &[&str; 7]| names.iter().position(|name| *name == word.raw);
        let Some(weekday) = day_index(&ENGLISH_DAYS).or_else(|| day_index(&GERMAN_DAYS)) else {
            continue;
        };
        let Some((date, last)) = date_after(text, index, near) else {
            continue;
        };
        let right = date.weekday().to_monday_zero_offset();
        if usize::try_from(right).is_ok_and(|right| right != weekday) {
            let names = if checked.is_german() { &GERMAN_DAYS } else { &ENGLISH_DAYS };
            findings.push(
                checked.finding(
                    Rule::WeekdayDate,
                    Severity::Warn,
                    part,
                    text.span(index, last),
                    format!("{} is a {}.", date_in_words(date, "en"), weekday_name(date.weekday())),
                    names
                        .get(usize::try_from(right).unwrap_or_default())
                        .map(|name| (*name).to_owned()),
                ),
            );
        }
    }
}

fn weekday_name(weekday: Weekday) -> &'static str {
    let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
    ENGLISH_DAYS.get(index).copied().unwrap_or("")
}

/// The date that follows a weekday ("23 November", "November 23", "the 23rd of November"), in the
/// year that brings it nearest to `near`, and the index of its last word.
fn date_after(text: &Text, weekday: usize, near: Date) -> Option<(Date, usize)> {
    let mut day = None;
    let mut month = None;
    let mut last = weekday;
    for index in weekday + 1..text.words.len().min(weekday + 6) {
        let word = &text.words[index];
        if matches!(word.low.as_str(), "the" | "of" | "den" | "dem") {
            continue;
        }
        let digits: String = word.low.chars().take_while(char::is_ascii_digit).collect();
        let rest = &word.low[digits.len()..];
        if day.is_none()
            && matches!(rest, "" | "st" | "nd" | "rd" | "th")
            && digits.len() <= 2
            && let Ok(number) = digits.parse::<i8>()
        {
            day = Some(number);
            last = index;
            continue;
        }
        let names = |names: &[&str; 12]| names.iter().position(|name| *name == word.raw);
        if month.is_none()
            && let Some(found) = names(&ENGLISH_MONTHS).or_else(|| names(&GERMAN_MONTHS))
        {
            month = i8::try_from(found + 1).ok();
            last = index;
            continue;
        }
        break;
    }
    let (day, month) = (day?, month?);
    let year = near.year();
    [year.checked_sub(1), Some(year), year.checked_add(1)]
        .into_iter()
        .flatten()
        .filter_map(|year| Date::new(year, month, day).ok())
        .min_by_key(|date| near.duration_until(*date).abs())
        .map(|date| (date, last))
}
