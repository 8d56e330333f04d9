//! RRULE read (RFC 5545, section 3.3.10).

use std::fmt;

use jiff::civil::Weekday;

use super::time::{RawTime, parse_time};

/// How often.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Frequency {
    /// Every second.
    Secondly,
    /// Every minute.
    Minutely,
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

/// A recurrence rule. Lists are sorted and hold each value once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// How often.
    pub frequency: Frequency,
    /// Every how many of them, at least 1.
    pub interval: u32,
    /// How many occurrences at most.
    pub count: Option<u32>,
    /// The last moment, as written.
    pub(crate) until: Option<RawTime>,
    pub(super) seconds: Vec<i64>,
    pub(super) minutes: Vec<i64>,
    pub(super) hours: Vec<i64>,
    /// Which one of the month or year (0: each, negative: from the end) and the weekday.
    pub(super) weekdays: Vec<(i64, Weekday)>,
    pub(super) month_days: Vec<i64>,
    pub(super) year_days: Vec<i64>,
    pub(super) weeks: Vec<i64>,
    pub(super) months: Vec<i64>,
    pub(super) positions: Vec<i64>,
    pub(super) week_start: Weekday,
}

/// Why a rule says nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleError {
    /// The part that is wrong.
    pub part: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "The rule of recurrence cannot be read at `{}`.", self.part)
    }
}

impl std::error::Error for RuleError {}

impl Rule {
    /// Reads the value of an RRULE. Numbers out of range and unknown parts are left out, as long
    /// as the rule keeps its frequency.
    ///
    /// # Errors
    /// No known FREQ, or a part whose absence would change what the rule means.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let mut rule = Self {
            frequency: Frequency::Yearly,
            interval: 1,
            count: None,
            until: None,
            seconds: Vec::new(),
            minutes: Vec::new(),
            hours: Vec::new(),
            weekdays: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
        };
        let mut frequency = None;
        for piece in text.trim().split(';').map(str::trim).filter(|piece| !piece.is_empty()) {
            let error = || RuleError { part: piece.chars().take(60).collect() };
            let (name, value) = piece.split_once('=').ok_or_else(error)?;
            let value = value.trim();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => frequency = Some(frequency_of(value).ok_or_else(error)?),
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|n| *n > 0).ok_or_else(error)?;
                }
                "COUNT" => rule.count = Some(value.parse().map_err(|_| error())?),
                "UNTIL" => rule.until = Some(parse_time(value, false).ok_or_else(error)?),
                // A leap second is the second before.
                "BYSECOND" => {
                    rule.seconds = numbers(value, 0, 60).ok_or_else(error)?;
                    rule.seconds.iter_mut().for_each(|second| *second = (*second).min(59));
                    rule.seconds.dedup();
                }
                "BYMINUTE" => rule.minutes = numbers(value, 0, 59).ok_or_else(error)?,
                "BYHOUR" => rule.hours = numbers(value, 0, 23).ok_or_else(error)?,
                "BYMONTHDAY" => rule.month_days = signed(value, 31).ok_or_else(error)?,
                "BYYEARDAY" => rule.year_days = signed(value, 366).ok_or_else(error)?,
                "BYWEEKNO" => rule.weeks = signed(value, 53).ok_or_else(error)?,
                "BYMONTH" => rule.months = numbers(value, 1, 12).ok_or_else(error)?,
                "BYSETPOS" => {
                    rule.positions = signed(value, i64::from(i32::MAX)).ok_or_else(error)?
                }
                "BYDAY" => rule.weekdays = weekdays(value).ok_or_else(error)?,
                "WKST" => rule.week_start = weekday_of(value).ok_or_else(error)?,
                "RSCALE" if !value.eq_ignore_ascii_case("GREGORIAN") => return Err(error()),
                _ => {}
            }
        }
        rule.frequency = frequency.ok_or(RuleError { part: "FREQ".to_owned() })?;
        Ok(rule)
    }
}

fn frequency_of(text: &str) -> Option<Frequency> {
    Some(match text.to_ascii_uppercase().as_str() {
        "SECONDLY" => Frequency::Secondly,
        "MINUTELY" => Frequency::Minutely,
        "HOURLY" => Frequency::Hourly,
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        "YEARLY" => Frequency::Yearly,
        _ => return None,
    })
}

/// Numbers in a range; `None` if none of them is.
fn numbers(text: &str, least: i64, most: i64) -> Option<Vec<i64>> {
    let mut values: Vec<i64> = text
        .split(',')
        .filter_map(|number| number.trim().parse().ok())
        .filter(|number| (least..=most).contains(number))
        .collect();
    values.sort_unstable();
    values.dedup();
    (!values.is_empty()).then_some(values)
}

/// The same with negative ones, which count from the end, and without zero.
fn signed(text: &str, most: i64) -> Option<Vec<i64>> {
    let values: Vec<i64> = numbers(text, -most, most)?;
    let values: Vec<i64> = values.into_iter().filter(|number| *number != 0).collect();
    (!values.is_empty()).then_some(values)
}

fn weekdays(text: &str) -> Option<Vec<(i64, Weekday)>> {
    let mut days: Vec<(i64, Weekday)> = Vec::new();
    for day in text.split(',').map(str::trim) {
        let at = day.len().checked_sub(2)?;
        let (Some(number), Some(name)) = (day.get(..at), day.get(at..)) else { continue };
        let Some(weekday) = weekday_of(name) else { continue };
        let number = match number {
            "" => 0,
            text => match text.parse() {
                Ok(number @ -53..=53) => number,
                _ => continue,
            },
        };
        if !days.contains(&(number, weekday)) {
            days.push((number, weekday));
        }
    }
    (!days.is_empty()).then_some(days)
}

fn weekday_of(text: &str) -> Option<Weekday> {
    Some(match text.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}
