//! The time in a date: 9am, 9:30, 17h, "um 9 Uhr 30", noon.
//!
//! Here: one function from words to a time. Where the time stands among the words is the caller's.

use jiff::civil::Time;

/// A time as typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Typed {
    /// The time.
    pub(super) time: Time,
    /// Before noon by its figures, though nobody said "am".
    may_be_evening: bool,
}

impl Typed {
    /// The time of an evening: "tonight at 8" is 20:00.
    pub(super) fn in_the_evening(self) -> Time {
        if self.may_be_evening {
            time(self.time.hour() + 12, self.time.minute()).unwrap_or(self.time)
        } else {
            self.time
        }
    }
}

/// Reads words that are a time and nothing else.
pub(super) fn parse(words: &[&str]) -> Option<Typed> {
    let (is_marked, words) = match words {
        ["at" | "um" | "gegen", rest @ ..] => (true, rest),
        _ => (false, words),
    };
    match words {
        ["noon" | "midday" | "mittag" | "mittags"] => named(12),
        ["morning" | "früh" | "morgens" | "vormittag"] => named(9),
        ["afternoon" | "nachmittag" | "nachmittags"] => named(14),
        ["evening" | "abend" | "abends"] => named(18),
        [hours, "uhr"] => figures(hours, true).and_then(|(h, m)| typed(h, m)),
        [hours, "uhr", minutes] => typed(digits(hours)?, digits(minutes)?),
        [clock, "am" | "a.m."] => twelve_hours(clock, false),
        [clock, "pm" | "p.m."] => twelve_hours(clock, true),
        [word] => one_word(word, is_marked),
        _ => None,
    }
}

/// A time in one word.
fn one_word(word: &str, is_marked: bool) -> Option<Typed> {
    for (suffix, is_after_noon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)] {
        if let Some(clock) = word.strip_suffix(suffix) {
            return twelve_hours(clock, is_after_noon);
        }
    }
    if let Some((hours, minutes)) = word.split_once('h') {
        let minutes = if minutes.is_empty() { 0 } else { digits(minutes)? };
        return typed(digits(hours)?, minutes);
    }
    if word.contains(':') || is_marked {
        let (hours, minutes) = figures(word, is_marked)?;
        return typed(hours, minutes);
    }
    None
}

/// A time with "am" or "pm".
fn twelve_hours(clock: &str, is_after_noon: bool) -> Option<Typed> {
    let (hours, minutes) = figures(clock, true)?;
    if !(1..=12).contains(&hours) {
        return None;
    }
    let hours = hours % 12 + if is_after_noon { 12 } else { 0 };
    Some(Typed { time: time(hours, minutes)?, may_be_evening: false })
}

/// Hours and minutes: `9`, `9:30`, `9:30:00`, and `9.30` where it is certain to be a time.
fn figures(clock: &str, is_certain: bool) -> Option<(i8, i8)> {
    let parts: Vec<&str> = clock.split([':', '.']).collect();
    if clock.contains('.') && (!is_certain || clock.contains(':')) {
        return None;
    }
    match parts.as_slice() {
        [hours] if is_certain => Some((digits(hours)?, 0)),
        [hours, minutes] if minutes.len() == 2 => Some((digits(hours)?, digits(minutes)?)),
        // Seconds are read and left out.
        [hours, minutes, seconds] if minutes.len() == 2 && seconds.len() == 2 => {
            digits(seconds).filter(|seconds| *seconds < 60)?;
            Some((digits(hours)?, digits(minutes)?))
        }
        _ => None,
    }
}

/// One or two digits.
fn digits(word: &str) -> Option<i8> {
    let is_short = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|_| is_short)
}

/// A time of the 24-hour clock.
fn typed(hours: i8, minutes: i8) -> Option<Typed> {
    Some(Typed { time: time(hours, minutes)?, may_be_evening: (1..12).contains(&hours) })
}

/// A part of the day.
fn named(hours: i8) -> Option<Typed> {
    Some(Typed { time: time(hours, 0)?, may_be_evening: false })
}

/// A time, if the day has it.
fn time(hours: i8, minutes: i8) -> Option<Time> {
    Time::new(hours, minutes, 0, 0).ok()
}
