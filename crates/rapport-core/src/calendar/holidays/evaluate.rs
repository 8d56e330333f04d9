//! From a table to the holidays of one year.
//!
//! Here: western Easter, the dates of each rule, shifts on weekends, the Japanese substitute days.
//! Not here: the words of the tables (`rule`), remembering the answers (the parent module).

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::Holiday;
use super::rule::{Entry, Kind, Table, When};

/// One day before equal dates are merged.
struct Found {
    date: Date,
    name: Cow<'static, str>,
    estimated: bool,
}

/// The holidays of the country, or of the place in it, in one year, by date.
///
/// The years before and after are looked at too, because 1 January on a Saturday may be observed in December.
pub(super) fn holidays(table: &'static Table, place: Option<&str>, year: i16) -> Vec<Holiday> {
    let mut nominal = Vec::new();
    for year in year.saturating_sub(1)..=year.saturating_add(1) {
        for entry in table.entries {
            if entry.holds(place, year) {
                nominal.extend(
                    dates(&entry.when, year)
                        .into_iter()
                        .map(|(date, estimated)| (entry, date, estimated)),
                );
            }
        }
    }
    let mut days = Days::new(nominal.iter().map(|&(_, date, _)| date));
    let mut found = Vec::new();
    for (entry, date, estimated) in nominal {
        apply(entry, place, date, estimated, &mut days, &mut found);
    }
    if table.japanese_law {
        add_japanese_days(&days, &mut found);
    }
    found.retain(|day| day.date.year() == year);
    found.sort_by_key(|day| day.date);
    let mut merged = merge(found);
    if place.is_some() {
        let country = holidays(table, None, year);
        for day in &mut merged {
            day.subdivision_only = country.binary_search_by_key(&day.date, |day| day.date).is_err();
        }
    }
    merged
}

/// The days that are holidays so far, and how many share each.
struct Days {
    taken: BTreeSet<Date>,
    shared: BTreeSet<Date>,
}

impl Days {
    fn new(dates: impl Iterator<Item = Date>) -> Self {
        let mut days = Self { taken: BTreeSet::new(), shared: BTreeSet::new() };
        for date in dates {
            if !days.taken.insert(date) {
                days.shared.insert(date);
            }
        }
        days
    }

    /// The nearest weekday in the direction that is no holiday yet; from then on it is one.
    fn take_free(&mut self, from: Date, direction: i16) -> Option<Date> {
        let mut date = plus(from, direction)?;
        while on_weekend(date) || self.taken.contains(&date) {
            date = plus(date, direction)?;
        }
        self.taken.insert(date);
        Some(date)
    }

    /// Marks a day as a holiday.
    fn take(&mut self, date: Date) {
        if !self.taken.insert(date) {
            self.shared.insert(date);
        }
    }
}

/// Puts the day itself, the observed one, or both among the found.
fn apply(
    entry: &'static Entry,
    place: Option<&str>,
    date: Date,
    estimated: bool,
    days: &mut Days,
    found: &mut Vec<Found>,
) {
    let kind =
        entry.shifts.iter().find(|shift| shift.holds(place, date.year())).map(|shift| shift.kind);
    let saturday = date.weekday() == Weekday::Saturday;
    let sunday = date.weekday() == Weekday::Sunday;
    let weekend = saturday || sunday;
    let other = match kind {
        None | Some(Kind::DropSunday) => None,
        Some(Kind::AlsoNearest) if weekend => plus(date, if saturday { -1 } else { 1 }),
        Some(Kind::AlsoFriday) if saturday => plus(date, -1),
        Some(Kind::AlsoMonday | Kind::MoveMonday) if sunday => plus(date, 1),
        Some(Kind::MoveSaturday) if sunday => plus(date, -1),
        Some(Kind::AlsoNextFree | Kind::MoveNextFree) if weekend => days.take_free(date, 1),
        Some(Kind::AlsoNextFreeIfTaken) if weekend || days.shared.contains(&date) => {
            days.take_free(date, 1)
        }
        Some(Kind::AlsoFreeBeforeIfTaken) if weekend || days.shared.contains(&date) => {
            days.take_free(date, -1)
        }
        Some(_) => None,
    };
    let gone = match kind {
        Some(Kind::MoveNextFree) => weekend,
        Some(Kind::MoveMonday | Kind::MoveSaturday | Kind::DropSunday) => sunday,
        _ => false,
    };
    if !gone {
        found.push(Found { date, name: Cow::Borrowed(entry.name), estimated });
    }
    if let Some(date) = other {
        days.take(date);
        found.push(Found {
            date,
            name: Cow::Owned(format!("{} (observed)", entry.name)),
            estimated,
        });
    }
}

/// Article 3 of the Japanese act on national holidays: a holiday on a Sunday is made good on the next day that
/// is none, and a day between two holidays is one too.
fn add_japanese_days(days: &Days, found: &mut Vec<Found>) {
    let mut push = |date, name| {
        found.push(Found { date, name: Cow::Borrowed(name), estimated: false });
    };
    for &date in &days.taken {
        if date.weekday() == Weekday::Sunday {
            let mut next = plus(date, 1);
            while let Some(taken) = next.filter(|day| days.taken.contains(day)) {
                next = plus(taken, 1);
            }
            if let Some(free) = next {
                push(free, "Substitute Holiday");
            }
        }
        if let (Some(between), Some(after)) = (plus(date, 1), plus(date, 2))
            && days.taken.contains(&after)
            && !days.taken.contains(&between)
            && between.weekday() != Weekday::Sunday
            && date.weekday() != Weekday::Sunday
        {
            push(between, "Citizens' Holiday");
        }
    }
}

/// One holiday per date; names of one date are joined, and a date is certain when one of its reasons is.
fn merge(found: Vec<Found>) -> Vec<Holiday> {
    let mut merged: Vec<Holiday> = Vec::with_capacity(found.len());
    for day in found {
        if let Some(last) = merged.last_mut().filter(|last| last.date == day.date) {
            if last.name != day.name {
                last.name = Cow::Owned(format!("{}; {}", last.name, day.name));
            }
            last.estimated &= day.estimated;
        } else {
            merged.push(Holiday {
                date: day.date,
                name: day.name,
                estimated: day.estimated,
                subdivision_only: false,
            });
        }
    }
    merged
}

/// The days of a rule in one year, each with whether it is estimated. A lunar day can come twice or not at all.
fn dates(when: &When, year: i16) -> Vec<(Date, bool)> {
    let single = match *when {
        When::Fixed(month, day) => Date::new(year, month, day).ok(),
        When::Nth(month, nth, weekday, days) => Date::new(year, month, 1)
            .and_then(|first| first.nth_weekday_of_month(nth, weekday))
            .ok()
            .and_then(|date| plus(date, days)),
        When::OnOrAfter(month, day, weekday) => Date::new(year, month, day).ok().and_then(|date| {
            let days = date.weekday().until(weekday);
            plus(date, i16::from(days))
        }),
        When::OnOrBefore(month, day, weekday) => {
            Date::new(year, month, day).ok().and_then(|date| {
                let days = date.weekday().since(weekday);
                plus(date, -i16::from(days))
            })
        }
        When::Easter(days) => easter_sunday(year).and_then(|date| plus(date, days)),
        When::Computed(rule) => rule(year),
        When::Stated(stated, estimated_from) => {
            return stated
                .iter()
                .filter(|&&(stated_year, ..)| stated_year == year)
                .filter_map(|&(year, month, day)| {
                    Some((Date::new(year, month, day).ok()?, year >= estimated_from))
                })
                .collect();
        }
    };
    single.map(|date| (date, false)).into_iter().collect()
}

/// Western Easter Sunday by the Gregorian computus (the anonymous algorithm of 1876).
pub(super) fn easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let total = epact + weekday - 7 * late + 114;
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(total / 31).ok()?,
        i8::try_from(total % 31 + 1).ok()?,
    )
    .ok()
}

/// The date so many days later; `None` at the end of the calendar.
pub(super) fn plus(date: Date, days: i16) -> Option<Date> {
    date.checked_add(Span::new().days(days)).ok()
}

fn on_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}
