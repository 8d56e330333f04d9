//! One rule expanded into wall times, in order, with a limit of work.
//!
//! Each period (a year, a month, … a second) has bases (its days, or itself) and each base the
//! same list of seconds after it; BYSETPOS picks among all of them by index. So nothing larger than
//! the days of a year and the seconds of a day is ever held, and a period that matches nothing
//! costs as much as its days.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

use super::rule::{Frequency, Rule};

/// A day in seconds.
const DAY: i64 = 86_400;

/// The wall times of a rule.
pub(super) struct Expansion<'a> {
    rule: &'a Rule,
    start: DateTime,
    /// The last wall time that belongs to the series.
    until: Option<DateTime>,
    /// Seconds after each base, sorted.
    inner: Vec<i64>,
    bases: Vec<DateTime>,
    /// Indices into bases × inner that BYSETPOS picked; `None`: all.
    picked: Option<Vec<usize>>,
    next_index: usize,
    cursor: Cursor,
    given: u32,
    /// Steps that may still be taken.
    pub steps_left: u64,
    /// It ended because there were no steps left.
    pub exhausted: bool,
    ended: bool,
}

/// Where the next period is.
enum Cursor {
    /// A year, or the year to which a week belongs.
    Year(i16),
    Month(Date),
    Week(Date),
    Day(Date),
    /// The next tick of hours, minutes or seconds: seconds after the first base.
    Tick(i64),
}

impl<'a> Expansion<'a> {
    /// `until` is the rule's last moment in the wall time of `start`.
    pub fn new(rule: &'a Rule, start: DateTime, until: Option<DateTime>, steps: u64) -> Self {
        let day = start.date();
        let cursor = match rule.frequency {
            Frequency::Yearly if rule.weeks.is_empty() => Some(Cursor::Year(day.year())),
            Frequency::Yearly => week_year(day, rule.week_start).map(Cursor::Year),
            Frequency::Monthly => Some(Cursor::Month(day.first_of_month())),
            Frequency::Weekly => week_begin(day, rule.week_start).map(Cursor::Week),
            Frequency::Daily => Some(Cursor::Day(day)),
            _ => Some(Cursor::Tick(0)),
        };
        let ended = cursor.is_none();
        Self {
            inner: inner(rule, start),
            rule,
            start,
            until,
            bases: Vec::new(),
            picked: None,
            next_index: 0,
            cursor: cursor.unwrap_or(Cursor::Tick(0)),
            given: 0,
            steps_left: steps,
            exhausted: false,
            ended,
        }
    }

    /// Takes steps; `false` if there are not enough.
    fn spend(&mut self, steps: usize) -> bool {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.exhausted |= steps > self.steps_left;
        self.steps_left = self.steps_left.saturating_sub(steps);
        self.ended |= self.exhausted;
        !self.exhausted
    }

    /// The next wall time of the current period, if it has one left.
    fn next_in_period(&mut self) -> Option<DateTime> {
        loop {
            let index = match &self.picked {
                Some(picked) => *picked.get(self.next_index)?,
                None => self.next_index,
            };
            let base = *self.bases.get(index / self.inner.len().max(1))?;
            let after = *self.inner.get(index % self.inner.len().max(1))?;
            self.next_index += 1;
            if let Ok(wall) = base.checked_add(after.seconds()) {
                return Some(wall);
            }
        }
    }

    /// Goes to the next period that has any base; `false` at the end.
    fn next_period(&mut self) -> bool {
        while !self.ended {
            let bases = match self.cursor {
                Cursor::Tick(tick) => match self.tick_base(tick) {
                    Some(base) => vec![base],
                    None => continue,
                },
                _ => match self.days() {
                    Some(days) => days
                        .into_iter()
                        .map(|day| day.to_datetime(jiff::civil::Time::midnight()))
                        .collect(),
                    None => break,
                },
            };
            if bases.is_empty() {
                continue;
            }
            // Periods that begin after the last moment hold nothing more.
            if self.until.is_some_and(|until| bases.first().is_some_and(|base| *base > until)) {
                break;
            }
            let total = bases.len() * self.inner.len();
            self.picked =
                (!self.rule.positions.is_empty()).then(|| pick(&self.rule.positions, total));
            self.bases = bases;
            self.next_index = 0;
            return true;
        }
        self.ended = true;
        false
    }

    /// The days of the current period, and the cursor moved on; `None` after the last year.
    fn days(&mut self) -> Option<Vec<Date>> {
        let interval = i64::from(self.rule.interval);
        let (first, last, next) = match self.cursor {
            Cursor::Year(year) => {
                let (first, last) = if self.rule.weeks.is_empty() {
                    (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
                } else {
                    let next = first_week(year.checked_add(1)?, self.rule.week_start)?;
                    (first_week(year, self.rule.week_start)?, next.yesterday().ok()?)
                };
                let next = i16::try_from(i64::from(year) + interval).ok().map(Cursor::Year);
                (first, last, next)
            }
            Cursor::Month(first) => {
                let next = first.checked_add(interval.min(200_000).months()).ok();
                (first, first.last_of_month(), next.map(Cursor::Month))
            }
            Cursor::Week(first) => {
                let next = first.checked_add(interval.min(900_000).weeks()).ok();
                (first, first.checked_add(6.days()).ok()?, next.map(Cursor::Week))
            }
            Cursor::Day(day) => {
                let next = day.checked_add(interval.min(6_000_000).days()).ok();
                (day, day, next.map(Cursor::Day))
            }
            Cursor::Tick(_) => return None,
        };
        let days = self.matching(first, last);
        match next {
            Some(next) => self.cursor = next,
            None => self.ended = true,
        }
        days
    }

    fn matching(&mut self, first: Date, last: Date) -> Option<Vec<Date>> {
        let mut days = Vec::new();
        let mut day = first;
        let mut looked_at = 0;
        loop {
            let month_fits =
                self.rule.months.is_empty() || self.rule.months.contains(&i64::from(day.month()));
            looked_at += 1;
            if !month_fits {
                // A month that does not fit is passed in one step.
                day = day.last_of_month();
            } else if self.fits(day) {
                days.push(day);
            }
            match day.tomorrow() {
                Ok(next) if next <= last => day = next,
                _ => break,
            }
        }
        self.spend(looked_at).then_some(days)
    }

    /// Whether a day fits all that the rule says about days, with what it takes from the start.
    fn fits(&self, day: Date) -> bool {
        let rule = self.rule;
        let first = self.start.date();
        let says_day = !(rule.weekdays.is_empty()
            && rule.month_days.is_empty()
            && rule.year_days.is_empty()
            && rule.weeks.is_empty());
        match rule.frequency {
            Frequency::Yearly if !says_day => {
                let month = !rule.months.is_empty() || day.month() == first.month();
                return month && day.day() == first.day();
            }
            // Once a year: what the rule does not say comes from the start, so the month does too.
            Frequency::Yearly
                if rule.months.is_empty()
                    && rule.weekdays.is_empty()
                    && rule.year_days.is_empty()
                    && rule.weeks.is_empty()
                    && day.month() != first.month() =>
            {
                return false;
            }
            Frequency::Monthly if !says_day => return day.day() == first.day(),
            Frequency::Weekly if !says_day => return day.weekday() == first.weekday(),
            Frequency::Yearly
                if !rule.weeks.is_empty()
                    && rule.weekdays.is_empty()
                    && rule.month_days.is_empty()
                    && rule.year_days.is_empty()
                    && day.weekday() != first.weekday() =>
            {
                return false;
            }
            _ => {}
        }
        (rule.weekdays.is_empty() || self.fits_weekday(day))
            && fits_signed(&rule.month_days, i64::from(day.day()), i64::from(day.days_in_month()))
            && fits_signed(
                &rule.year_days,
                i64::from(day.day_of_year()),
                i64::from(day.days_in_year()),
            )
            && (rule.frequency != Frequency::Yearly || self.fits_week(day))
    }

    fn fits_weekday(&self, day: Date) -> bool {
        let rule = self.rule;
        let of_year = rule.frequency == Frequency::Yearly && rule.months.is_empty();
        let numbered = match rule.frequency {
            Frequency::Monthly => true,
            Frequency::Yearly => rule.weeks.is_empty(),
            _ => false,
        };
        let (place, length) = if of_year {
            (i64::from(day.day_of_year()), i64::from(day.days_in_year()))
        } else {
            (i64::from(day.day()), i64::from(day.days_in_month()))
        };
        rule.weekdays.iter().any(|(number, weekday)| {
            day.weekday() == *weekday
                && (!numbered
                    || *number == 0
                    || *number == (place - 1) / 7 + 1
                    || *number == -((length - place) / 7 + 1))
        })
    }

    fn fits_week(&self, day: Date) -> bool {
        let start = self.rule.week_start;
        if self.rule.weeks.is_empty() {
            return true;
        }
        let found = week_year(day, start).and_then(|year| {
            let first = first_week(year, start)?;
            let next = first_week(year.checked_add(1)?, start)?;
            Some((days_between(first, day) / 7 + 1, days_between(first, next) / 7))
        });
        found.is_some_and(|(week, weeks)| fits_signed(&self.rule.weeks, week, weeks))
    }

    /// The base at a tick, if it fits; else the cursor moves to where the next one may fit.
    fn tick_base(&mut self, tick: i64) -> Option<DateTime> {
        if !self.spend(1) {
            return None;
        }
        let unit = match self.rule.frequency {
            Frequency::Hourly => 3600,
            Frequency::Minutely => 60,
            _ => 1,
        };
        let of_day = i64::from(self.start.hour()) * 3600
            + i64::from(self.start.minute()) * 60
            + i64::from(self.start.second());
        let first = of_day - of_day % unit;
        let midnight = self.start.date();
        let total = first + tick;
        let days = jiff::Span::new().try_days(total / DAY);
        let Some(day) = days.ok().and_then(|days| midnight.checked_add(days).ok()) else {
            self.ended = true;
            return None;
        };
        let second = total % DAY;
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let lacks = |list: &[i64], value: i64| !list.is_empty() && !list.contains(&value);
        let finer = self.rule.frequency;
        let target = if lacks(&self.rule.months, i64::from(day.month())) {
            let days = days_between(day, day.last_of_month()) + 1;
            total - second + days * DAY
        } else if !self.fits(day) {
            total - second + DAY
        } else if lacks(&self.rule.hours, hour) {
            total - second % 3600 + 3600
        } else if finer <= Frequency::Minutely && lacks(&self.rule.minutes, minute) {
            total - second % 60 + 60
        } else if finer == Frequency::Secondly && lacks(&self.rule.seconds, second % 60) {
            total + 1
        } else {
            total
        };
        let step = i64::from(self.rule.interval) * unit;
        let fits = target == total;
        let wanted = if fits { tick + step } else { target - first };
        // The first tick at or after what is wanted.
        self.cursor = Cursor::Tick((wanted + step - 1).div_euclid(step) * step);
        let base = day.to_datetime(jiff::civil::Time::midnight());
        if fits { base.checked_add(second.seconds()).ok() } else { None }
    }
}

impl Iterator for Expansion<'_> {
    type Item = DateTime;

    fn next(&mut self) -> Option<DateTime> {
        loop {
            if self.rule.count.is_some_and(|count| self.given >= count) {
                self.ended = true;
                return None;
            }
            let Some(wall) = self.next_in_period() else {
                if self.ended || !self.next_period() {
                    return None;
                }
                continue;
            };
            if !self.spend(1) {
                return None;
            }
            if wall < self.start {
                continue;
            }
            if self.until.is_some_and(|until| wall > until) {
                self.ended = true;
                self.bases.clear();
                return None;
            }
            self.given += 1;
            return Some(wall);
        }
    }
}

/// Seconds after each base at which something happens.
fn inner(rule: &Rule, start: DateTime) -> Vec<i64> {
    let or = |list: &Vec<i64>, default: i8| {
        if list.is_empty() { vec![i64::from(default)] } else { list.clone() }
    };
    let hours = match rule.frequency {
        Frequency::Secondly | Frequency::Minutely | Frequency::Hourly => vec![0],
        _ => or(&rule.hours, start.hour()),
    };
    let minutes = match rule.frequency {
        Frequency::Secondly | Frequency::Minutely => vec![0],
        _ => or(&rule.minutes, start.minute()),
    };
    let seconds = match rule.frequency {
        Frequency::Secondly => vec![0],
        _ => or(&rule.seconds, start.second()),
    };
    let mut all = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in &hours {
        for minute in &minutes {
            all.extend(seconds.iter().map(|second| hour * 3600 + minute * 60 + second));
        }
    }
    all
}

/// The indices that BYSETPOS means among so many, sorted.
fn pick(positions: &[i64], total: usize) -> Vec<usize> {
    let mut picked: Vec<usize> = positions
        .iter()
        .filter_map(|position| {
            let distance = usize::try_from(position.unsigned_abs()).ok()?;
            let index = if *position > 0 {
                distance.checked_sub(1)?
            } else {
                total.checked_sub(distance)?
            };
            (index < total).then_some(index)
        })
        .collect();
    picked.sort_unstable();
    picked.dedup();
    picked
}

/// Whether a number, or its negative counted from the end, is in a list; an empty list takes all.
fn fits_signed(list: &[i64], value: i64, last: i64) -> bool {
    list.is_empty() || list.contains(&value) || list.contains(&(value - last - 1))
}

fn week_begin(day: Date, start: Weekday) -> Option<Date> {
    let back = i64::from(day.weekday().since(start));
    day.checked_sub(back.days()).ok()
}

/// The first day of the first week of a year: the week that holds the fourth of January.
fn first_week(year: i16, start: Weekday) -> Option<Date> {
    week_begin(Date::new(year, 1, 4).ok()?, start)
}

/// The year to which the week of a day belongs.
fn week_year(day: Date, start: Weekday) -> Option<i16> {
    let begin = week_begin(day, start)?;
    // The fourth day of a week decides its year.
    Some(begin.checked_add(3.days()).ok()?.year())
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The wall times of a rule from a start, at most `limit`: for tests and tools.
#[must_use]
pub fn expand_rule(rule: &Rule, start: DateTime, limit: usize) -> Vec<DateTime> {
    let until = rule.until.as_ref().map(|until| until.last_wall());
    Expansion::new(rule, start, until, 1_000_000).take(limit).collect()
}
