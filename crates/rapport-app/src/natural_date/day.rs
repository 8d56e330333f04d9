//! The day in a date: "tomorrow", "next friday", "in 3 weeks", "1 Dec", "end of month".
//!
//! Here: phrases of several words, counted from today. The time of day is in `time_of_day`, single
//! words are in `words`, and what was decided about two readings stands at the top of the parent.

use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use super::words::{Unit, compact, month, number, weekday};
use super::{DateError, shown};

/// The furthest a search for business days goes, in calendar days.
const FURTHEST_SEARCH: i64 = 40_000;

/// What a date is counted from.
pub(super) struct Today<'a> {
    /// The present, in the zone of whoever types.
    pub(super) now: &'a Zoned,
    /// Whether people work on a day.
    pub(super) is_business_day: &'a dyn Fn(Date) -> bool,
    /// True where an open question is answered by the past: the meeting was on Friday.
    pub(super) leans_back: bool,
}

/// A day that was understood.
#[derive(Clone, Debug)]
pub(super) struct Day {
    /// The day.
    pub(super) date: Date,
    /// The time that belongs to the phrase itself, as in "tonight".
    pub(super) time: Option<Time>,
    /// The instant, where hours or minutes were counted.
    pub(super) exact: Option<Timestamp>,
    /// True for "tonight": an hour before noon is meant after it.
    pub(super) is_evening: bool,
}

/// Why a phrase that was understood is still no day.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// 12/01.
    Ambiguous(Date, Date),
    /// 30 February.
    NoSuchDay,
    /// "Friday 1 Dec", which is a Tuesday.
    WrongWeekday(Date),
    /// Outside what calendars hold.
    TooFar,
}

impl Fault {
    /// The error about this text.
    pub(super) fn into_error(self, text: &str) -> DateError {
        let text = shown(text);
        match self {
            Self::Ambiguous(day_first, month_first) => {
                DateError::Ambiguous { text, day_first, month_first }
            }
            Self::NoSuchDay => DateError::NoSuchDay { text },
            Self::WrongWeekday(date) => DateError::WrongWeekday { date },
            Self::TooFar => DateError::TooFar { text },
        }
    }
}

/// What reading gives: a day, nothing understood, or understood and wrong.
type Reading<T> = Result<Option<T>, Fault>;

impl Today<'_> {
    /// Today itself.
    pub(super) fn day(&self) -> Day {
        on(self.now.date())
    }

    /// Reads words that are a day and nothing else.
    pub(super) fn read(&self, words: &[&str]) -> Reading<Day> {
        if let Some(reading) = self.by_name(words) {
            return reading.map(Some);
        }
        if let Some((count, unit)) = distance(words) {
            return self.shifted(count, unit).map(Some);
        }
        if let Some(reading) = self.absolute(words)? {
            return Ok(Some(on(reading)));
        }
        if let [name, rest @ ..] = words
            && let Some(weekday) = weekday(name)
            && !rest.is_empty()
        {
            return self.weekday_of(weekday, rest);
        }
        Ok(None)
    }

    /// Phrases that are listed.
    fn by_name(&self, words: &[&str]) -> Option<Result<Day, Fault>> {
        let today = self.now.date();
        let evening =
            Day { time: Some(Time::constant(20, 0, 0, 0)), is_evening: true, ..on(today) };
        let day = match words {
            ["today" | "heute" | "this" | "diesen"] => Ok(on(today)),
            ["tonight"] | ["heute", "abend"] => Ok(evening),
            ["heute", "morgen"] => Ok(Day { time: Some(Time::constant(9, 0, 0, 0)), ..on(today) }),
            ["now" | "jetzt"] => Ok(Day {
                time: Some(self.now.time()),
                exact: Some(self.now.timestamp()),
                ..on(today)
            }),
            ["tomorrow" | "morgen"] => days_from(today, 1).map(on),
            ["yesterday" | "gestern"] => days_from(today, -1).map(on),
            ["übermorgen" | "uebermorgen"] | ["day", "after", "tomorrow"] => {
                days_from(today, 2).map(on)
            }
            ["vorgestern"] | ["day", "before", "yesterday"] => days_from(today, -2).map(on),
            [next, "working" | "business", "day"] if is_next(next) => self.business_days(1).map(on),
            [next, unit] if is_next(next) && Unit::parse(unit) == Some(Unit::BusinessDays) => {
                self.business_days(1).map(on)
            }
            ["last", "working" | "business", "day"] => self.business_days(-1).map(on),
            [next, period] if is_next(next) => return self.next(period),
            ["this" | "diesen" | "dieser" | "diese", name] => {
                days_from(today, i64::from(today.weekday().until(weekday(name)?))).map(on)
            }
            ["last" | "letzten" | "letzter" | "letzte", name] => {
                self.before(weekday(name)?).map(on)
            }
            ["kommenden" | "kommender" | "kommende", name] => self.after(weekday(name)?).map(on),
            ["end", "of", rest @ ..] => return self.end(rest),
            ["monatsende"] | ["ende", "des", "monats"] => return self.end(&["month"]),
            ["ende", "der", "woche"] => return self.end(&["week"]),
            ["ende", "des", "jahres"] => return self.end(&["year"]),
            [name] => {
                let weekday = weekday(name)?;
                if self.leans_back { self.before(weekday) } else { self.after(weekday) }.map(on)
            }
            [next, week, name] if is_next(next) && is_week(week) => {
                self.of_next_week(weekday(name)?).map(on)
            }
            [name, next, week] if is_next(next) && is_week(week) => {
                self.of_next_week(weekday(name)?).map(on)
            }
            _ => return None,
        };
        Some(day)
    }

    /// "next friday", "next week", "next month", "next year".
    fn next(&self, period: &str) -> Option<Result<Day, Fault>> {
        if let Some(weekday) = weekday(period) {
            return Some(self.of_next_week(weekday).map(on));
        }
        let today = self.now.date();
        let first = match Unit::parse(period)? {
            Unit::Weeks => self.of_next_week(Weekday::Monday),
            Unit::Months => spanned(today.first_of_month(), Span::new().try_months(1)),
            Unit::Years => spanned(today.first_of_year(), Span::new().try_years(1)),
            _ => return None,
        };
        Some(first.and_then(|first| self.business_day(first, 1)).map(on))
    }

    /// "end of month", "end of next month", "end of the week", "end of year".
    fn end(&self, words: &[&str]) -> Option<Result<Day, Fault>> {
        let (wants_next, unit) = match words {
            [unit] | ["this", unit] => (false, Unit::parse(unit)?),
            [next, unit] if is_next(next) => (true, Unit::parse(unit)?),
            _ => return None,
        };
        if !matches!(unit, Unit::Weeks | Unit::Months | Unit::Years) {
            return None;
        }
        let today = self.now.date();
        let last = |ahead: i64| -> Result<Date, Fault> {
            let last = match unit {
                Unit::Weeks => {
                    let to_sunday = i64::from(today.weekday().until(Weekday::Sunday));
                    days_from(today, to_sunday + 7 * ahead)?
                }
                Unit::Months => {
                    spanned(today.first_of_month(), Span::new().try_months(ahead))?.last_of_month()
                }
                _ => spanned(today.first_of_year(), Span::new().try_years(ahead))?.last_of_year(),
            };
            self.business_day(last, -1)
        };
        let day = last(i64::from(wants_next));
        Some(match day {
            // What has passed already cannot be meant.
            Ok(date) if date < today => last(1).map(on),
            other => other.map(on),
        })
    }

    /// A weekday of the calendar week after this one.
    fn of_next_week(&self, weekday: Weekday) -> Result<Date, Fault> {
        let today = self.now.date();
        let monday = 7 - i64::from(today.weekday().to_monday_zero_offset());
        days_from(today, monday + i64::from(weekday.to_monday_zero_offset()))
    }

    /// The first such weekday after today.
    fn after(&self, weekday: Weekday) -> Result<Date, Fault> {
        let today = self.now.date();
        let ahead = i64::from(today.weekday().until(weekday));
        days_from(today, if ahead == 0 { 7 } else { ahead })
    }

    /// The latest such weekday before today.
    fn before(&self, weekday: Weekday) -> Result<Date, Fault> {
        let today = self.now.date();
        let back = i64::from(today.weekday().since(weekday));
        days_from(today, if back == 0 { -7 } else { -back })
    }

    /// So many units from now, or before it.
    fn shifted(&self, count: i64, unit: Unit) -> Result<Day, Fault> {
        let today = self.now.date();
        match unit {
            Unit::Minutes => self.on_the_clock(count),
            Unit::Hours => self.on_the_clock(count * 60),
            Unit::Days => days_from(today, count).map(on),
            Unit::BusinessDays => self.business_days(count).map(on),
            Unit::Weeks => days_from(today, count * 7).map(on),
            Unit::Months => spanned(today, Span::new().try_months(count)).map(on),
            Unit::Years => spanned(today, Span::new().try_years(count)).map(on),
        }
    }

    /// So many minutes from now, by the clock.
    fn on_the_clock(&self, minutes: i64) -> Result<Day, Fault> {
        let exact = self
            .now
            .timestamp()
            .checked_add(SignedDuration::from_mins(minutes))
            .map_err(|_| Fault::TooFar)?;
        let local = exact.to_zoned(self.now.time_zone().clone());
        Ok(Day { time: Some(local.time()), exact: Some(exact), ..on(local.date()) })
    }

    /// So many business days after today, or before it.
    fn business_days(&self, count: i64) -> Result<Date, Fault> {
        let step = count.signum();
        let (mut date, mut left, mut walked) = (self.now.date(), count.abs(), 0);
        while left > 0 {
            date = days_from(date, step)?;
            walked += 1;
            if (self.is_business_day)(date) {
                left -= 1;
            }
            if walked > FURTHEST_SEARCH {
                return Err(Fault::TooFar);
            }
        }
        Ok(date)
    }

    /// The day itself when it is a business day, else the nearest one in this direction.
    fn business_day(&self, day: Date, step: i64) -> Result<Date, Fault> {
        let mut date = day;
        for _ in 0..60 {
            if (self.is_business_day)(date) {
                return Ok(date);
            }
            date = days_from(date, step)?;
        }
        // A calendar without any business day: the day that was named.
        Ok(day)
    }

    /// A date that is written out.
    fn absolute(&self, words: &[&str]) -> Reading<Date> {
        match words {
            [word] => self.in_figures(word),
            [first, second] => match (day_number(first), month(second)) {
                (Some(day), Some(month)) => self.without_year(day, month),
                _ => match (month(first), day_number(second)) {
                    (Some(month), Some(day)) => self.without_year(day, month),
                    _ => Ok(None),
                },
            },
            [first, second, third] => {
                let named = match (day_number(first), month(second)) {
                    (Some(day), Some(month)) => Some((day, month)),
                    _ => month(first).zip(day_number(second)).map(|(month, day)| (day, month)),
                };
                match (named, year(third)) {
                    (Some((day, month)), Some(year)) => dated(year, month, day).map(Some),
                    _ => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    /// `2026-12-01`, `1.12.`, `1.12.2026`, `25/12`.
    fn in_figures(&self, word: &str) -> Reading<Date> {
        let parts = |separator: char| -> Option<Vec<i16>> {
            let word = if separator == '.' { word.strip_suffix('.').unwrap_or(word) } else { word };
            word.contains(separator)
                .then(|| word.split(separator).map(figure).collect::<Option<Vec<_>>>())
                .flatten()
        };
        if let Some([year, month, day]) = parts('-').as_deref() {
            return if *year >= 1000 {
                dated(*year, small(*month), small(*day)).map(Some)
            } else {
                Ok(None)
            };
        }
        match parts('.').as_deref() {
            Some([day, month]) => return self.without_year(small(*day), small(*month)),
            Some([day, month, year]) => {
                return dated(century(*year), small(*month), small(*day)).map(Some);
            }
            _ => {}
        }
        let (first, second, year) = match parts('/').as_deref() {
            Some([first, second]) => (small(*first), small(*second), None),
            Some([first, second, year]) if *first < 1000 => {
                (small(*first), small(*second), Some(century(*year)))
            }
            _ => return Ok(None),
        };
        let read = |day, month| match year {
            Some(year) => dated(year, month, day).map(Some),
            None => self.without_year(day, month),
        };
        match (read(first, second), read(second, first)) {
            (Ok(Some(day_first)), Ok(Some(month_first))) if day_first != month_first => {
                Err(Fault::Ambiguous(day_first, month_first))
            }
            (Ok(Some(date)), _) | (_, Ok(Some(date))) => Ok(Some(date)),
            (fault, _) => fault,
        }
    }

    /// The next such day, today included; the latest one where the past is meant.
    fn without_year(&self, day: i8, month: i8) -> Reading<Date> {
        let today = self.now.date();
        // 29 February comes once in four years, or in eight around 1900 and 2100.
        let years = (0..=8).map(|distance| {
            today.year().saturating_add(if self.leans_back { -distance } else { distance })
        });
        for year in years {
            if let Ok(date) = Date::new(year, month, day)
                && (if self.leans_back { date <= today } else { date >= today })
            {
                return Ok(Some(date));
            }
        }
        Err(Fault::NoSuchDay)
    }

    /// "fri 4 dec 2026": the weekday must be right.
    fn weekday_of(&self, weekday: Weekday, rest: &[&str]) -> Reading<Day> {
        match self.absolute(rest)? {
            Some(date) if date.weekday() == weekday => Ok(Some(on(date))),
            Some(date) => Err(Fault::WrongWeekday(date)),
            None => Ok(None),
        }
    }
}

/// A day without more.
const fn on(date: Date) -> Day {
    Day { date, time: None, exact: None, is_evening: false }
}

/// "in 3 weeks", "3 days ago", "+2d", "vor 2 Tagen", "in 5 business days".
fn distance(words: &[&str]) -> Option<(i64, Unit)> {
    match words {
        ["in", rest @ ..] | [rest @ .., "from", "now"] => amount(rest, true),
        ["vor", rest @ ..] | [rest @ .., "ago"] => {
            amount(rest, true).map(|(count, unit)| (-count, unit))
        }
        _ => amount(words, false),
    }
}

/// A number and a unit; `is_marked` when "in" or "ago" stands beside it.
fn amount(words: &[&str], is_marked: bool) -> Option<(i64, Unit)> {
    match words {
        [word] => {
            let (count, unit, is_signed) = compact(word)?;
            // A bare `17h` is a time of day.
            let is_distance = is_marked || is_signed || unit != Unit::Hours;
            is_distance.then_some((count, unit))
        }
        [count, unit] => Some((number(count)?, Unit::parse(unit)?)),
        [count, "business" | "working", unit] => {
            let count = number(count)?;
            (Unit::parse(unit) == Some(Unit::Days)).then_some((count, Unit::BusinessDays))
        }
        _ => None,
    }
}

/// "next" in both languages.
fn is_next(word: &str) -> bool {
    word == "next"
        || word
            .strip_prefix("nächste")
            .or_else(|| word.strip_prefix("naechste"))
            .is_some_and(|ending| matches!(ending, "" | "n" | "r" | "s"))
}

/// "week" in both languages.
fn is_week(word: &str) -> bool {
    matches!(word, "week" | "woche")
}

/// `1`, `1.`, `1st`, `22nd`: a day of a month.
fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th", "."]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    figure(digits).filter(|_| digits.len() <= 2).and_then(|day| i8::try_from(day).ok())
}

/// Up to four digits.
fn figure(word: &str) -> Option<i16> {
    let is_short = (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|_| is_short)
}

/// A year of four digits, or of two in this century.
fn year(word: &str) -> Option<i16> {
    figure(word).filter(|_| matches!(word.len(), 2 | 4)).map(century)
}

/// Two digits are this century.
const fn century(year: i16) -> i16 {
    if year < 100 { 2000 + year } else { year }
}

/// A day or month number; what no calendar has becomes zero, which no calendar has either.
fn small(number: i16) -> i8 {
    i8::try_from(number).unwrap_or(0)
}

/// A date, if the calendar has it.
fn dated(year: i16, month: i8, day: i8) -> Result<Date, Fault> {
    Date::new(year, month, day).map_err(|_| Fault::NoSuchDay)
}

/// So many days from a day.
fn days_from(date: Date, days: i64) -> Result<Date, Fault> {
    spanned(date, Span::new().try_days(days))
}

/// A span from a day, within what calendars hold.
fn spanned(date: Date, span: Result<Span, jiff::Error>) -> Result<Date, Fault> {
    span.and_then(|span| date.checked_add(span)).map_err(|_| Fault::TooFar)
}
