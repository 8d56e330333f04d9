//! Every occurrence of an entry: its start, its rules and added dates, without those left out, and
//! with the changed instances in their new places.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::Kind;
use super::entry::{Changed, Entry};
use super::expand::Expansion;
use super::rule::Rule;
use super::time::{EventTime, Length, RawTime, datetime, seconds};

/// The most steps that one series may take.
const STEPS_OF_A_SERIES: u64 = 1_000_000;

/// Once something happens.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// From when.
    pub start: EventTime,
    /// Until when, if the calendar says.
    pub end: Option<EventTime>,
    /// The start that its rule gives, in wall time of the series: what tells it from the others
    /// (RECURRENCE-ID) even when it was moved.
    pub instance: DateTime,
}

/// The first occurrences of an entry, in order.
#[derive(Clone, Debug, Default)]
pub struct Occurrences {
    /// At most as many as asked for.
    pub list: Vec<Occurrence>,
    /// Whether there are more.
    pub more: bool,
    /// The search was given up because the rule matches too rarely; there may be more.
    pub given_up: bool,
}

/// How much work a file may cost in all: rules that never match would go on for ever.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    steps_left: u64,
}

impl Default for Work {
    fn default() -> Self {
        Self::of(20_000_000)
    }
}

impl Work {
    /// So many steps; a day looked at or an occurrence given is one.
    #[must_use]
    pub fn of(steps: u64) -> Self {
        Self { steps_left: steps }
    }
}

impl Entry {
    /// Whether it is more than once, or an instance of a series that is elsewhere.
    #[must_use]
    pub fn is_series(&self) -> bool {
        self.is_orphan || !self.rules.is_empty() || !self.added.is_empty()
    }

    /// The first `limit` occurrences. `work` is shared by the entries of a file.
    #[must_use]
    pub fn occurrences(&self, limit: usize, work: &mut Work) -> Occurrences {
        self.gather(limit, (Date::MIN, Date::MAX), work)
    }

    /// The first `limit` occurrences that start on these days, told in the zone of the series, both
    /// days included. What lies before costs work, but no room.
    #[must_use]
    pub fn occurrences_between(
        &self,
        days: (Date, Date),
        limit: usize,
        work: &mut Work,
    ) -> Occurrences {
        self.gather(limit, days, work)
    }

    fn gather(&self, limit: usize, (from, to): (Date, Date), work: &mut Work) -> Occurrences {
        let is_inside = |time: &EventTime| (from..=to).contains(&time.wall.date());
        let mut found = Occurrences::default();
        let Some(start) = &self.start else { return found };
        let length = self.length_of(start);
        let mut changes = ChangedInstances::new(&self.changed, start);
        let mut base = Base::new(self, start, work);
        let wanted = limit.saturating_add(1).saturating_add(self.changed.len());
        while found.list.len() < wanted {
            let Some((wall, own_end)) = base.next() else { break };
            match changes.at(wall) {
                Some(None) => {}
                Some(Some(moved)) if !is_inside(&moved.start) => {}
                Some(Some(moved)) => found.list.push(moved),
                None => {
                    let start = start.at(changes.shifted(wall));
                    if start.wall.date() > to {
                        break;
                    }
                    if is_inside(&start) {
                        let end =
                            own_end.or_else(|| self.end_after(&start, length, &changes, wall));
                        found.list.push(Occurrence { start, end, instance: wall });
                    }
                }
            }
        }
        let goes_on = found.list.len() >= wanted;
        found.given_up = base.given_up();
        work.steps_left = work.steps_left.saturating_sub(base.used());
        // Changed instances whose rule date was not reached are later ones, or belong to no date.
        if !goes_on {
            let left = changes.left().into_iter();
            found.list.extend(left.filter(|occurrence| is_inside(&occurrence.start)));
        }
        found.list.sort_by_key(|occurrence| occurrence.start.wall);
        found.more = found.list.len() > limit;
        found.list.truncate(limit);
        found
    }

    fn length_of(&self, start: &EventTime) -> Option<Length> {
        if self.length.is_some() {
            return self.length;
        }
        let end = self.end.as_ref()?;
        if start.whole_day || end.whole_day {
            let days = start.wall.date().until(end.wall.date()).ok()?.get_days();
            return Some(Length { days: i64::from(days), seconds: 0 });
        }
        let exact = match (start.instant(), end.instant()) {
            (Some(from), Some(to)) => to - from,
            _ => seconds(end.wall)? - seconds(start.wall)?,
        };
        Some(Length { days: 0, seconds: exact })
    }

    fn end_after(
        &self,
        start: &EventTime,
        length: Option<Length>,
        changes: &ChangedInstances<'_>,
        wall: DateTime,
    ) -> Option<EventTime> {
        if self.kind == Kind::Journal {
            return None;
        }
        Some(start.plus(changes.length_from(wall).or(length)?))
    }
}

/// The wall times of a series in order, without changed instances.
struct Base<'a> {
    rules: Vec<Ahead<'a>>,
    added: Vec<(DateTime, Option<EventTime>)>,
    next_added: usize,
    left_out: BTreeSet<DateTime>,
    left_out_days: BTreeSet<jiff::civil::Date>,
    last: Option<DateTime>,
    budget: u64,
    rounds: u64,
}

/// A rule with its next wall time in hand.
struct Ahead<'a> {
    rule: Expansion<'a>,
    next: Option<DateTime>,
    budget: u64,
}

impl<'a> Ahead<'a> {
    fn new(rule: &'a Rule, start: &EventTime, budget: u64) -> Self {
        let until = rule.until.as_ref().map(|until| last_wall(until, start));
        let mut rule = Expansion::new(rule, start.wall, until, budget);
        let next = rule.next();
        Self { rule, next, budget }
    }

    /// Passes all wall times up to one.
    fn pass(&mut self, wall: DateTime) {
        while self.next.is_some_and(|next| next <= wall) {
            self.next = self.rule.next();
        }
    }
}

impl<'a> Base<'a> {
    fn new(entry: &'a Entry, start: &'a EventTime, work: &Work) -> Self {
        let budget = work.steps_left.min(STEPS_OF_A_SERIES);
        // Many rules share what one may cost.
        let share = budget / u64::try_from(entry.rules.len().max(1)).unwrap_or(u64::MAX);
        let expand = |rule: &'a Rule| Ahead::new(rule, start, share);
        let mut added: Vec<(DateTime, Option<EventTime>)> =
            entry.added.iter().map(|(time, end)| (time.wall_in(start), end.clone())).collect();
        // The start belongs to the series whatever the rules say (RFC 5545, section 3.8.5.3); in a
        // file with changed instances alone it is one of these.
        if !entry.is_orphan {
            added.push((start.wall, None));
        }
        added.sort_by_key(|(wall, _)| *wall);
        let days = |time: &&EventTime| time.whole_day && !start.whole_day;
        Self {
            rules: entry.rules.iter().map(expand).collect(),
            added,
            next_added: 0,
            left_out: entry
                .left_out
                .iter()
                .filter(|time| !days(time))
                .map(|time| in_series(time, start))
                .collect(),
            left_out_days: entry
                .left_out
                .iter()
                .filter(days)
                .map(|time| time.wall.date())
                .collect(),
            last: None,
            budget,
            rounds: 0,
        }
    }

    fn next(&mut self) -> Option<(DateTime, Option<EventTime>)> {
        loop {
            self.rounds += 1;
            if self.rounds > self.budget {
                return None;
            }
            let ruled = self.rules.iter_mut().filter_map(|rule| rule.next).min();
            let added = self.added.get(self.next_added).map(|(wall, _)| *wall);
            let (wall, end) = match (ruled, added) {
                (None, None) => return None,
                (Some(ruled), added) if added.is_none_or(|added| ruled < added) => (ruled, None),
                _ => {
                    let (wall, end) = self.added.get(self.next_added)?.clone();
                    self.next_added += 1;
                    (wall, end)
                }
            };
            for rule in &mut self.rules {
                rule.pass(wall);
            }
            if self.last == Some(wall) {
                continue;
            }
            self.last = Some(wall);
            let left_out =
                self.left_out.contains(&wall) || self.left_out_days.contains(&wall.date());
            if !left_out {
                return Some((wall, end));
            }
        }
    }

    fn given_up(&self) -> bool {
        self.rounds > self.budget || self.rules.iter().any(|rule| rule.rule.exhausted)
    }

    fn used(&self) -> u64 {
        self.rules.iter().map(|rule| rule.budget - rule.rule.steps_left).sum::<u64>() + self.rounds
    }
}

/// The wall time that an EXDATE or RECURRENCE-ID means in a series.
fn in_series(time: &EventTime, start: &EventTime) -> DateTime {
    if start.whole_day {
        return time.wall.date().to_datetime(jiff::civil::Time::midnight());
    }
    time.wall_in(start)
}

/// UNTIL as the last wall time of a series.
fn last_wall(until: &RawTime, start: &EventTime) -> DateTime {
    if until.whole_day || !until.utc || start.whole_day {
        return until.last_wall();
    }
    let place = EventTime { wall: until.wall, whole_day: false, place: super::time::Place::Utc };
    place.wall_in(start)
}

/// Instances that stand elsewhere than their rule says.
struct ChangedInstances<'a> {
    by_wall: Vec<(DateTime, &'a Changed, bool)>,
    start: &'a EventTime,
}

impl<'a> ChangedInstances<'a> {
    fn new(changed: &'a [Changed], start: &'a EventTime) -> Self {
        let mut by_wall: Vec<(DateTime, &Changed, bool)> = changed
            .iter()
            .map(|changed| (in_series(&changed.instance, start), changed, false))
            .collect();
        by_wall.sort_by_key(|(wall, _, _)| *wall);
        Self { by_wall, start }
    }

    /// The changed instance of a rule date: `None` if there is none, `Some(None)` if it was called
    /// off. Of several for one date the last in the file counts.
    fn at(&mut self, wall: DateTime) -> Option<Option<Occurrence>> {
        let mut found = None;
        let from = self.by_wall.partition_point(|(known, _, _)| *known < wall);
        for (known, changed, used) in self.by_wall.iter_mut().skip(from) {
            if *known != wall {
                break;
            }
            *used = true;
            found = Some(occurrence(changed, wall));
        }
        found
    }

    /// The last change at or before a date that moves all later ones too.
    fn lasting(&self, wall: DateTime) -> Option<&'a Changed> {
        let before = self.by_wall.iter().take_while(|(known, _, _)| *known <= wall);
        before.filter(|(_, changed, _)| changed.and_later).last().map(|(_, changed, _)| *changed)
    }

    fn shifted(&self, wall: DateTime) -> DateTime {
        let shift = self.lasting(wall).and_then(|changed| {
            let from = seconds(in_series(&changed.instance, self.start))?;
            let to = seconds(changed.start.as_ref()?.wall_in(self.start))?;
            Some(to - from)
        });
        shift.and_then(|shift| datetime(seconds(wall)? + shift)).unwrap_or(wall)
    }

    fn length_from(&self, wall: DateTime) -> Option<Length> {
        let changed = self.lasting(wall)?;
        let (start, end) = (changed.start.as_ref()?, changed.end.as_ref()?);
        Some(Length { days: 0, seconds: seconds(end.wall)? - seconds(start.wall)? })
    }

    /// Changed instances for which no rule date came.
    fn left(&self) -> Vec<Occurrence> {
        let unused = self.by_wall.iter().filter(|(_, _, used)| !used);
        unused.filter_map(|(wall, changed, _)| occurrence(changed, *wall)).collect()
    }
}

fn occurrence(changed: &Changed, instance: DateTime) -> Option<Occurrence> {
    Some(Occurrence { start: changed.start.clone()?, end: changed.end.clone(), instance })
}
