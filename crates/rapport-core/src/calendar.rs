//! The recipient's calendar: working days, working hours, holidays.
//!
//! A zone enters as a loaded value and "now" is an argument: nothing here reads a clock or a file.
//! Next: [`holidays`] for the days off by country, [`greetings`] for days on which people are wished well.

mod business_days;
pub mod greetings;
pub mod holidays;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use self::business_days::{BusinessDays, is_business_day};
use crate::place::{Country, Subdivision};

/// The hours in which notes may arrive. Recipient-local 08:30 to 17:30 by default: no study finds a
/// best hour, but nights and weekends are rude everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hours {
    /// The first minute.
    pub start: Time,
    /// The minute from which it is too late.
    pub end: Time,
}

impl Hours {
    /// 08:30 to 17:30.
    pub const DEFAULT: Self =
        Self { start: Time::constant(8, 30, 0, 0), end: Time::constant(17, 30, 0, 0) };
}

/// Until when a step flagged `same_day` may run on the anchor's own day.
pub const SAME_DAY_END: Time = Time::constant(20, 0, 0, 0);

/// The working days and hours of one recipient.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkCalendar {
    /// Their time zone.
    pub zone: TimeZone,
    /// Their country.
    pub country: Country,
    /// The part of it, where holidays depend on it.
    pub subdivision: Option<Subdivision>,
    /// Their hours.
    pub hours: Hours,
    /// The zone or the country is the user's own, because theirs is not known.
    pub assumed: bool,
}

/// No country has so many days off in a row; the bound keeps every walk finite.
const LONGEST_WALK: u32 = 4000;

impl WorkCalendar {
    /// The local wall-clock time of an instant.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    /// The instant of a local wall-clock time. A time that a clock change skips is moved on by the
    /// length of the gap; one that occurs twice is the first (the rule of RFC 5545).
    #[must_use]
    pub fn instant(&self, date: Date, time: Time) -> Timestamp {
        self.zone
            .to_ambiguous_timestamp(DateTime::from_parts(date, time))
            .compatible()
            .unwrap_or(Timestamp::MAX)
    }

    /// A day on which people work there: no weekend, no holiday.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        self.business_days().contains(date).unwrap_or_else(|| self.is_business_day_far_off(date))
    }

    /// The same for a year whose holidays are not known.
    fn is_business_day_far_off(&self, date: Date) -> bool {
        is_business_day(self.country, self.subdivision.as_ref(), date)
    }

    fn business_days(&self) -> &'static BusinessDays {
        BusinessDays::of(self.country, self.subdivision.as_ref())
    }

    /// `count` business days after a date, or before it when negative. Zero is the date itself or,
    /// when nobody works then, the next business day.
    #[must_use]
    pub fn add_business_days(&self, date: Date, count: i32) -> Date {
        let known = self.business_days().shifted(date, count);
        known.unwrap_or_else(|| self.walk_business_days(date, count))
    }

    /// The same day by day, for what begins or ends outside the years whose holidays are known.
    fn walk_business_days(&self, date: Date, count: i32) -> Date {
        if count == 0 {
            let mut day = date;
            for _ in 0..LONGEST_WALK {
                if self.is_business_day(day) {
                    break;
                }
                day = shift(day, 1);
            }
            return day;
        }
        let step = if count > 0 { 1 } else { -1 };
        let mut left = count.unsigned_abs();
        let mut day = date;
        for _ in 0..LONGEST_WALK {
            if left == 0 {
                break;
            }
            day = shift(day, step);
            if self.is_business_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// Business days after `from` up to and including `to`; zero when `to` is not later.
    #[must_use]
    pub fn business_days_between(&self, from: Date, to: Date) -> u32 {
        let known = self.business_days().between(from, to);
        known.unwrap_or_else(|| self.walk_between(from, to))
    }

    /// The same day by day.
    fn walk_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut day = from;
        for _ in 0..LONGEST_WALK {
            if day >= to {
                break;
            }
            day = shift(day, 1);
            if self.is_business_day(day) {
                count += 1;
            }
        }
        count
    }

    /// True within the hours of a business day.
    #[must_use]
    pub fn is_working(&self, at: Timestamp) -> bool {
        let local = self.local(at);
        self.is_business_day(local.date())
            && local.time() >= self.hours.start
            && local.time() < self.hours.end
    }

    /// The instant itself if they work then, else the next start of work.
    #[must_use]
    pub fn next_working(&self, at: Timestamp) -> Timestamp {
        let local = self.local(at);
        let (day, time) = (local.date(), local.time());
        let business = self.is_business_day(day);
        if business && time >= self.hours.start && time < self.hours.end {
            return at;
        }
        let today = business && time < self.hours.start;
        self.opening(if today { day } else { self.add_business_days(day, 1) })
    }

    /// The start of the next day of work after the day of an instant.
    #[must_use]
    pub fn next_working_day_start(&self, at: Timestamp) -> Timestamp {
        self.business_days_after(at, 1)
    }

    /// The start of work `count` business days after the day of an instant.
    #[must_use]
    pub fn business_days_after(&self, at: Timestamp, count: u16) -> Timestamp {
        self.opening(self.add_business_days(self.local(at).date(), i32::from(count)))
    }

    /// The start of work on a date.
    #[must_use]
    pub fn opening(&self, date: Date) -> Timestamp {
        // A clock change may move the wall-clock start past itself by an hour; the instant stands.
        self.instant(date, self.hours.start)
    }

    /// The last minute of work on a date.
    #[must_use]
    pub fn closing(&self, date: Date) -> Timestamp {
        self.instant(date, self.hours.end) - SignedDuration::from_mins(1)
    }

    /// How much of the time between two instants is within the hours of business days.
    #[must_use]
    pub fn working_time(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let mut total = SignedDuration::ZERO;
        let (mut day, last) = (self.local(from).date(), self.local(to).date());
        for _ in 0..LONGEST_WALK {
            if day > last {
                break;
            }
            if self.is_business_day(day) {
                let begins = self.opening(day).max(from);
                let ends = self.instant(day, self.hours.end).min(to);
                total += ends.duration_since(begins).max(SignedDuration::ZERO);
            }
            day = shift(day, 1);
        }
        total
    }

    /// 20:00 of the day of an instant, for steps that may run on that very day.
    #[must_use]
    pub fn same_day_end(&self, at: Timestamp) -> Timestamp {
        self.instant(self.local(at).date(), SAME_DAY_END)
    }
}

fn shift(date: Date, days: i32) -> Date {
    date.saturating_add(Span::new().days(days))
}

#[cfg(test)]
mod tests;
