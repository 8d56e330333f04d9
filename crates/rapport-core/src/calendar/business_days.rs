//! Business days as lists: which days of the known years people work on, found once for each place.
//!
//! A plan asks for "seven business days later" dozens of times. Walking there day by day, each with its
//! weekend and its holidays looked up, was nearly all that a decision cost; a list answers at once.
//! Not here: the days before and behind the known years, where [`super::WorkCalendar`] walks.

use std::sync::OnceLock;

use jiff::civil::{Date, date};

use super::holidays::{self, FIRST_YEAR, LAST_YEAR, YEARS};
use crate::place::{Country, Subdivision};

/// The business days of one place from [`FIRST_YEAR`] to [`LAST_YEAR`].
pub(super) struct BusinessDays {
    /// For each day of those years, and for the one behind them: how many business days lie before it.
    before: Vec<u16>,
    /// The business days in order.
    days: Vec<Date>,
}

impl BusinessDays {
    /// The days of a country, or of a part of it; an unknown part has those of the whole.
    pub(super) fn of(country: Country, subdivision: Option<&Subdivision>) -> &'static Self {
        static KNOWN: [OnceLock<Places>; Country::COUNT] =
            [const { OnceLock::new() }; Country::COUNT];

        let places = KNOWN[country.index()].get_or_init(|| Places::of(country));
        let part = subdivision.and_then(|part| {
            let found = places.parts.binary_search_by(|(code, _)| (*code).cmp(part.as_str()));
            found.ok().map(|place| &places.parts[place].1)
        });
        part.map_or(&places.whole, |days| {
            days.get_or_init(|| Self::found(|day| is_business_day(country, subdivision, day)))
        })
    }

    /// The same from a question to each day.
    fn found(mut is_business_day: impl FnMut(Date) -> bool) -> Self {
        let mut found = Self { before: vec![0], days: Vec::new() };
        for day in known_days() {
            if is_business_day(day) {
                found.days.push(day);
            }
            found.before.push(u16::try_from(found.days.len()).unwrap_or(u16::MAX));
        }
        found
    }

    /// Whether people work on a date; `None` outside the known years.
    pub(super) fn contains(&self, date: Date) -> Option<bool> {
        let (before, through) = self.around(date)?;
        Some(before < through)
    }

    /// As [`super::WorkCalendar::add_business_days`]; `None` where that leaves the known years.
    pub(super) fn shifted(&self, date: Date, count: i32) -> Option<Date> {
        let (before, through) = self.around(date)?;
        let place = match count {
            ..=0 => before.checked_add(count)?,
            1.. => through.checked_add(count - 1)?,
        };
        self.days.get(usize::try_from(place).ok()?).copied()
    }

    /// As [`super::WorkCalendar::business_days_between`]; `None` outside the known years.
    pub(super) fn between(&self, from: Date, to: Date) -> Option<u32> {
        let ((_, from), (_, to)) = (self.around(from)?, self.around(to)?);
        Some(u32::try_from(to - from).unwrap_or(0))
    }

    /// How many business days lie before a date, and how many up to and including it.
    fn around(&self, date: Date) -> Option<(i32, i32)> {
        let place = position(date)?;
        let pair = self.before.get(place..place + 2)?;
        Some((i32::from(pair[0]), i32::from(pair[1])))
    }
}

/// A country, and those parts of it that have holidays of their own, by code.
struct Places {
    whole: BusinessDays,
    parts: Vec<(&'static str, OnceLock<BusinessDays>)>,
}

impl Places {
    fn of(country: Country) -> Self {
        let whole = BusinessDays::found(|day| is_business_day(country, None, day));
        let mut parts: Vec<_> = holidays::subdivisions(country)
            .into_iter()
            .map(|code| (code, OnceLock::new()))
            .collect();
        parts.sort_unstable_by_key(|(code, _)| *code);
        Self { whole, parts }
    }
}

/// A day on which people work there: no weekend, no holiday.
pub(super) fn is_business_day(
    country: Country,
    subdivision: Option<&Subdivision>,
    date: Date,
) -> bool {
    !holidays::is_weekend(country, date) && !holidays::is_holiday(country, subdivision, date)
}

/// Every day of the known years.
fn known_days() -> impl Iterator<Item = Date> {
    let all = date(FIRST_YEAR, 1, 1).series(jiff::Span::new().days(1));
    all.take_while(|day| day.year() <= LAST_YEAR)
}

/// How many days lie between the first of January of the first year and that of each.
const YEAR_STARTS: [usize; YEARS] = {
    let mut starts = [0; YEARS];
    let mut year = 1;
    while year < YEARS {
        // Every fourth year is a leap year until 2100.
        let leap = (FIRST_YEAR as usize + year - 1).is_multiple_of(4);
        starts[year] = starts[year - 1] + if leap { 366 } else { 365 };
        year += 1;
    }
    starts
};

/// The place of a date among the days of the known years.
fn position(date: Date) -> Option<usize> {
    let year = usize::try_from(date.year().checked_sub(FIRST_YEAR)?).ok()?;
    Some(YEAR_STARTS.get(year)? + usize::try_from(date.day_of_year()).ok()? - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_known_years_has_its_place() {
        for (expected, day) in known_days().enumerate() {
            assert_eq!(position(day), Some(expected), "{day}");
        }
        assert_eq!(position(date(FIRST_YEAR - 1, 12, 31)), None);
        assert_eq!(position(date(LAST_YEAR + 1, 1, 1)), None);
    }
}
