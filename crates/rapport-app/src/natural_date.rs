//! Dates as people type them: one function for the command line and the pages.
//!
//! Here: [`parse`] and [`parse_past`], what they give ([`When`]) and why they may refuse
//! ([`DateError`]); [`parse_duration`] for the clock of practice mode.
//! English and basic German are understood, capitals and commas do not matter.
//! Not here: the offsets of playbook files ([`crate::playbook_file::parse_offset`]).
//! Next: `words` holds the vocabulary, `day` reads the date, `time_of_day` the time.
//!
//! What was decided where a word has two readings:
//! - "friday" is the coming one; on a Friday it is the one in seven days, "today" is today.
//! - "this friday" may be today. "next friday" is the one of the next calendar week, which begins
//!   on Monday. "last friday" is the latest one before today.
//! - "next week", "next month" and "next year" are their first business day; "end of month", "end of
//!   week" and "end of year" the last one, of the following period when it has passed already.
//! - "in 3 weeks" keeps the weekday, "in 1 month" the day of the month, or its last.
//! - A day without a year is the next one, today included.
//! - A time alone is today. "morning" is 9:00, "noon" 12:00, "afternoon" 14:00, "evening" 18:00,
//!   "tonight" 20:00.
//! - 12/01 is refused, because half of the readers take it for January.
//! - 1.12. is day and month, as wherever dots are written.
//! - A local time that the clocks skip is the same time span later; one that comes twice is the
//!   first.

mod day;
mod duration;
mod time_of_day;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

pub use duration::parse_duration;

/// A day, and a time when one was typed, in the zone of the one who typed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// The day.
    pub date: Date,
    /// The time of day, when the text named or implied one.
    pub time: Option<Time>,
    /// The zone the text was typed in.
    zone: TimeZone,
    /// The instant itself, where the text counted hours or minutes from now.
    exact: Option<Timestamp>,
}

impl When {
    /// The instant meant, at this time of day when none was typed.
    ///
    /// `None` only where the instant lies outside the years jiff knows.
    #[must_use]
    pub fn instant(&self, default_time: Time) -> Option<Timestamp> {
        if self.exact.is_some() {
            return self.exact;
        }
        let local = self.date.to_datetime(self.time.unwrap_or(default_time));
        self.zone.to_ambiguous_timestamp(local).compatible().ok()
    }
}

/// Why a text is no date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DateError {
    /// A word or the whole text says nothing to us.
    NotUnderstood {
        /// The text, shortened.
        text: String,
        /// The word that is not understood, where there is one.
        word: Option<String>,
    },
    /// Two days could be meant.
    Ambiguous {
        /// The text, shortened.
        text: String,
        /// Day and month read in the European order.
        day_first: Date,
        /// Month and day read in the American order.
        month_first: Date,
    },
    /// The calendar has no such day, as 30 February.
    NoSuchDay {
        /// The text, shortened.
        text: String,
    },
    /// The weekday and the date do not belong together.
    WrongWeekday {
        /// The date that was typed.
        date: Date,
    },
    /// A day before 1970 or after 2199, or a distance longer than that.
    TooFar {
        /// The text, shortened.
        text: String,
    },
    /// Not a length of time; said by [`parse_duration`].
    NotADuration {
        /// The text, shortened.
        text: String,
    },
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const EXAMPLES: &str =
            "write for example \"friday\", \"in 3 weeks\" or \"2026-12-01 09:30\"";
        match self {
            Self::NotUnderstood { text, word: Some(word) } if word != text => {
                write!(f, "\"{word}\" in \"{text}\" is not understood as a date; {EXAMPLES}")
            }
            Self::NotUnderstood { text, .. } if text.is_empty() => {
                write!(f, "the date is empty; {EXAMPLES}")
            }
            Self::NotUnderstood { text, .. } => {
                write!(f, "\"{text}\" is not understood as a date; {EXAMPLES}")
            }
            Self::Ambiguous { text, day_first, month_first } => {
                let (first, second) = (in_words(*day_first), in_words(*month_first));
                write!(
                    f,
                    "\"{text}\" could be {first} or {second}; write \"{day_first}\" or \
                     \"{month_first}\", or name the month as in \"{}\"",
                    first.rsplit_once(' ').map_or(first.as_str(), |(day, _)| day),
                )
            }
            Self::NoSuchDay { text } => {
                write!(f, "there is no such day or time as \"{text}\"; {EXAMPLES}")
            }
            Self::WrongWeekday { date } => write!(
                f,
                "{} is a {}; leave the weekday out or correct the date, as in \"{date}\", \
                 \"friday\" or \"next friday\"",
                in_words(*date),
                words::weekday_name(date.weekday()),
            ),
            Self::TooFar { text } => {
                write!(
                    f,
                    "\"{text}\" is too far away, between 1970 and 2199 is possible; {EXAMPLES}"
                )
            }
            Self::NotADuration { text } => write!(
                f,
                "\"{text}\" is not a length of time; write for example \"+2d\", \"+36h\" or \"-1w\""
            ),
        }
    }
}

impl std::error::Error for DateError {}

/// Reads a date as typed; where the text leaves open which day is meant, the one to come.
///
/// `is_business_day` answers for the calendar of whoever the date is about.
/// Total: any text gives an answer.
///
/// # Errors
/// What was not understood, with three examples.
pub fn parse(
    text: &str,
    now: &Zoned,
    is_business_day: &dyn Fn(Date) -> bool,
) -> Result<When, DateError> {
    read(text, &day::Today { now, is_business_day, leans_back: false })
}

/// As [`parse`], but "friday" and "1 Dec" are the latest ones before today or today: for meetings
/// that happened.
///
/// # Errors
/// What was not understood, with three examples.
pub fn parse_past(
    text: &str,
    now: &Zoned,
    is_business_day: &dyn Fn(Date) -> bool,
) -> Result<When, DateError> {
    read(text, &day::Today { now, is_business_day, leans_back: true })
}

/// Splits the words into a date and a time, in either order, and reads both.
fn read(text: &str, today: &day::Today<'_>) -> Result<When, DateError> {
    let words = words::split(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let not_understood = || DateError::NotUnderstood {
        text: shown(text),
        word: words.iter().find(|word| !words::is_known(word)).map(|word| shown(word)),
    };
    if words.is_empty() || text.len() > 200 {
        return Err(not_understood());
    }
    // An error about one reading only counts when no other reading works.
    let mut definite = None;
    for (date, time) in splits(&words) {
        let time = match time_of_day::parse(time) {
            None if !time.is_empty() => continue,
            time => time,
        };
        let day = if date.is_empty() { Ok(Some(today.day())) } else { today.read(date) };
        match day {
            Ok(Some(day)) => {
                if let Some(when) = join(&day, time, today, text, &mut definite) {
                    return Ok(when);
                }
            }
            Ok(None) => {}
            Err(fault) => {
                definite.get_or_insert_with(|| fault.into_error(text));
            }
        }
    }
    Err(definite.unwrap_or_else(not_understood))
}

/// All ways to take up to four words at the end, then at the start, as the time.
fn splits<'s, 'w>(words: &'s [&'w str]) -> impl Iterator<Item = (&'s [&'w str], &'s [&'w str])> {
    let most = words.len().min(4);
    let none = std::iter::once((words, &words[..0]));
    let last = (1..=most).map(|count| words.split_at(words.len() - count));
    let first = (1..=most).map(|count| {
        let (time, date) = words.split_at(count);
        (date, time)
    });
    none.chain(last).chain(first)
}

/// Puts day and time together.
fn join(
    day: &day::Day,
    time: Option<time_of_day::Typed>,
    today: &day::Today<'_>,
    text: &str,
    definite: &mut Option<DateError>,
) -> Option<When> {
    if day.exact.is_some() && time.is_some() {
        return None;
    }
    if !(1970..=2199).contains(&day.date.year()) {
        definite.get_or_insert_with(|| DateError::TooFar { text: shown(text) });
        return None;
    }
    let time = match time {
        Some(typed) if day.is_evening => Some(typed.in_the_evening()),
        Some(typed) => Some(typed.time),
        None => day.time,
    };
    let zone = today.now.time_zone().clone();
    Some(When { date: day.date, time, zone, exact: day.exact })
}

/// The text as it may be shown: short, without control characters.
fn shown(text: &str) -> String {
    let plain: Vec<char> = text.trim().chars().filter(|letter| !letter.is_control()).collect();
    let mut shown: String = plain.iter().take(60).collect();
    if plain.len() > 60 {
        shown.push('…');
    }
    shown
}

/// "1 December 2026".
fn in_words(date: Date) -> String {
    format!("{} {} {}", date.day(), words::month_name(date.month()), date.year())
}
