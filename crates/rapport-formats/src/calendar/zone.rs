//! The zone of a calendar's times: by its name, by what Windows calls it, or by the file's own
//! definition (VTIMEZONE, RFC 5545, section 3.6.5).

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::component::Component;
use super::expand::Expansion;
use super::rule::Rule;
use super::time::{RawTime, parse_time, seconds};
use super::windows_zones::WINDOWS_ZONES;
use crate::content_line::unescape;

/// Loads a zone by its name in the zone database (`Europe/Berlin`): the crate itself reads no
/// files.
pub type ZoneSource<'a> = &'a dyn Fn(&str) -> Option<TimeZone>;

/// How many changes of a definition are worked out.
const MOST_CHANGES: usize = 600;
/// Changes are worked out up to the end of this year.
const LAST_YEAR: i16 = 2150;

/// A zone in which wall times can be told.
#[derive(Debug)]
pub struct Zone {
    name: String,
    rules: Rules,
}

#[derive(Debug)]
enum Rules {
    Database(TimeZone),
    Own(Definition),
    Fixed(i64),
}

/// A zone as a calendar defines it: instants at which the offset changes, in order.
#[derive(Debug, Default)]
struct Definition {
    changes: Vec<Change>,
    /// The offset before the first change.
    first: i64,
}

#[derive(Clone, Copy, Debug)]
struct Change {
    /// Seconds since 1970.
    instant: i64,
    from: i64,
    to: i64,
}

impl Zone {
    /// The zone's name in the database if it has one, else as the file has it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Seconds east of UTC at a wall time: before a gap and at the first of two (RFC 5545, section
    /// 3.3.5).
    pub(super) fn offset_at_wall(&self, wall: DateTime) -> i64 {
        match &self.rules {
            Rules::Fixed(offset) => *offset,
            Rules::Database(zone) => {
                let ambiguous = zone.to_ambiguous_timestamp(wall).offset();
                let offset = match ambiguous {
                    jiff::tz::AmbiguousOffset::Unambiguous { offset } => offset,
                    jiff::tz::AmbiguousOffset::Gap { before, .. }
                    | jiff::tz::AmbiguousOffset::Fold { before, .. } => before,
                };
                i64::from(offset.seconds())
            }
            Rules::Own(definition) => {
                let pretended = seconds(wall).unwrap_or(0);
                definition.last(|change| pretended >= change.instant + change.from.max(change.to))
            }
        }
    }

    /// Seconds east of UTC at an instant, in seconds since 1970.
    pub(super) fn offset_at_instant(&self, instant: i64) -> i64 {
        match &self.rules {
            Rules::Fixed(offset) => *offset,
            Rules::Database(zone) => jiff::Timestamp::from_second(instant)
                .map_or(0, |instant| i64::from(zone.to_offset(instant).seconds())),
            Rules::Own(definition) => definition.last(|change| instant >= change.instant),
        }
    }
}

impl Definition {
    fn last(&self, passed: impl Fn(&Change) -> bool) -> i64 {
        let count = self.changes.partition_point(|change| passed(change));
        count.checked_sub(1).and_then(|at| self.changes.get(at)).map_or(self.first, |last| last.to)
    }
}

/// The zones of one calendar, each looked up once.
pub(super) struct Zones<'a> {
    source: ZoneSource<'a>,
    definitions: BTreeMap<String, &'a Component>,
    known: BTreeMap<String, Option<Arc<Zone>>>,
    /// Steps that working out definitions may still take, for the whole file.
    steps_left: u64,
}

impl<'a> Zones<'a> {
    pub fn new(source: ZoneSource<'a>, calendars: &'a Component) -> Self {
        let mut definitions = BTreeMap::new();
        let mut open = vec![calendars];
        while let Some(component) = open.pop() {
            open.extend(&component.parts);
            if component.name == "VTIMEZONE"
                && let Some(name) = component.property("TZID")
            {
                definitions.entry(unescape(&name.value).trim().to_owned()).or_insert(component);
            }
        }
        Self { source, definitions, known: BTreeMap::new(), steps_left: 5_000_000 }
    }

    /// The zone that a TZID means, if anything is known about it.
    pub fn get(&mut self, name: &str) -> Option<Arc<Zone>> {
        let name = unescape(name).trim().trim_matches('"').to_owned();
        if let Some(known) = self.known.get(&name) {
            return known.clone();
        }
        let zone = self.find(&name).map(Arc::new);
        if self.known.len() < 10_000 {
            self.known.insert(name, zone.clone());
        }
        zone
    }

    fn find(&mut self, name: &str) -> Option<Zone> {
        let definition = self.definitions.get(name).copied();
        let certain = self
            .in_database(name)
            .or_else(|| self.of_windows(name))
            .or_else(|| self.behind_a_path(name));
        certain
            .or_else(|| own_zone(name, definition?, &mut self.steps_left))
            .or_else(|| {
                let location = definition?.property("X-LIC-LOCATION")?;
                self.in_database(location.value.trim())
            })
            .or_else(|| self.spelled_differently(name))
            .or_else(|| fixed_offset(name))
    }

    fn in_database(&self, name: &str) -> Option<Zone> {
        let zone = (self.source)(name)?;
        Some(Zone { name: name.to_owned(), rules: Rules::Database(zone) })
    }

    fn of_windows(&self, name: &str) -> Option<Zone> {
        let found = WINDOWS_ZONES.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name));
        self.in_database(found?.1)
    }

    /// `/example.org/2023a/Europe/Berlin`: the end of a path is a name of the database.
    fn behind_a_path(&self, name: &str) -> Option<Zone> {
        let mut rest = name.strip_prefix('/')?;
        while let Some((_, after)) = rest.split_once('/') {
            rest = after;
            if let Some(zone) = rest.contains('/').then(|| self.in_database(rest)).flatten() {
                return Some(zone);
            }
        }
        None
    }

    /// `America/Los Angeles`, `America-New_York`, `custom_Europe/Berlin`.
    fn spelled_differently(&self, name: &str) -> Option<Zone> {
        let underscored = name.replace(' ', "_");
        let slashed = underscored.replacen('-', "/", 1);
        let after = underscored.split_once('_').map(|(_, rest)| rest.to_owned());
        [Some(underscored), Some(slashed), after]
            .into_iter()
            .flatten()
            .find_map(|candidate| self.in_database(&candidate))
    }
}

/// `(UTC-03:00) Brasilia`, `GMT+1`, `UTC`.
fn fixed_offset(name: &str) -> Option<Zone> {
    let upper = name.to_ascii_uppercase();
    let at = ["GMT", "UTC"].iter().find_map(|word| upper.find(word).map(|at| at + word.len()))?;
    let rest = upper.get(at..)?.trim_start();
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, rest.strip_prefix('+').unwrap_or(rest)),
    };
    let digits: Vec<i64> = rest
        .split(|character: char| !character.is_ascii_digit())
        .take(2)
        .map_while(|number| number.parse().ok())
        .collect();
    let offset = match digits.as_slice() {
        [] => 0,
        [hours] if *hours > 99 => hours / 100 * 3600 + hours % 100 * 60,
        [hours] => hours * 3600,
        [hours, minutes, ..] => hours * 3600 + minutes * 60,
    };
    let valid = offset <= 15 * 3600;
    valid.then(|| Zone { name: name.to_owned(), rules: Rules::Fixed(sign * offset) })
}

/// The zone that a VTIMEZONE defines.
fn own_zone(name: &str, component: &Component, steps_left: &mut u64) -> Option<Zone> {
    let mut definition = Definition::default();
    let mut earliest = None;
    for part in &component.parts {
        if !matches!(part.name.as_str(), "STANDARD" | "DAYLIGHT") {
            continue;
        }
        let from = offset(&part.property("TZOFFSETFROM")?.value)?;
        let to = offset(&part.property("TZOFFSETTO")?.value)?;
        let start = parse_time(&part.property("DTSTART")?.value, false)?.wall;
        let mut walls = vec![start];
        for rule in part.all("RRULE").filter_map(|line| Rule::parse(&line.value).ok()) {
            let until = rule.until.map(|until| local_until(&until, from));
            let steps = 400_000.min(*steps_left);
            let mut expansion = Expansion::new(&rule, start, until, steps);
            let near = expansion.by_ref().take_while(|wall| wall.year() <= LAST_YEAR);
            walls.extend(near.take(MOST_CHANGES));
            *steps_left -= steps - expansion.steps_left;
        }
        for line in part.all("RDATE") {
            let dates = line.value.split(',').take(MOST_CHANGES);
            walls.extend(dates.filter_map(|date| parse_time(date, false)).map(|time| time.wall));
        }
        for wall in walls {
            let Some(pretended) = seconds(wall) else { continue };
            definition.changes.push(Change { instant: pretended - from, from, to });
        }
        if earliest.is_none_or(|known| start < known) {
            earliest = Some(start);
            definition.first = from;
        }
    }
    definition.changes.sort_by_key(|change| change.instant);
    definition.changes.dedup_by_key(|change| change.instant);
    earliest.map(|_| Zone { name: name.to_owned(), rules: Rules::Own(definition) })
}

/// UNTIL of a zone's rule is in UTC; its occurrences are in wall time before the change.
fn local_until(until: &RawTime, from: i64) -> DateTime {
    if !until.utc {
        return until.last_wall();
    }
    let local = seconds(until.wall).and_then(|second| super::time::datetime(second + from));
    local.unwrap_or(until.wall)
}

/// `+0130`, `-050000`, `+01:00` in seconds.
fn offset(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits: String = rest.chars().filter(|character| *character != ':').collect();
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |text| text.parse().ok());
    if digits.len() < 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes, seconds): (i64, i64, i64) = (part(0)?, part(2)?, part(4)?);
    (hours < 25).then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}
