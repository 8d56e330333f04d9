//! Events, tasks and journal entries of a file, changed instances gathered under their series.

use super::component::{self, Component};
use super::rule::Rule;
use super::time::{EventTime, Length, Place, parse_length, parse_time};
use super::zone::{ZoneSource, Zones};
use crate::card::Defect;
use crate::content_line::{ContentLine, split_unescaped, unescape};

/// What an entry is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// VEVENT.
    Event,
    /// VTODO.
    Task,
    /// VJOURNAL.
    Journal,
}

impl Kind {
    /// `event`, `task` or `journal`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Task => "task",
            Self::Journal => "journal",
        }
    }
}

/// Somebody who organises or attends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Participant {
    /// The mail address without `mailto:`, or what stands there instead.
    pub address: String,
    /// The name as written.
    pub name: String,
    /// PARTSTAT in lower case, such as `accepted`; empty if there is none.
    pub status: String,
    /// CUTYPE in lower case, such as `room`; empty if there is none, which means an individual.
    pub category: String,
}

/// All that a calendar file holds.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// The calendar's own name (X-WR-CALNAME or NAME), if it has one.
    pub name: Option<String>,
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// What was wrong with the file.
    pub defects: Vec<Defect>,
}

/// An entry with all that belongs to its series. Missing texts are empty.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The line where it begins, from 1.
    pub line: usize,
    /// The uid, empty if there is none.
    pub uid: String,
    /// Event, task or journal entry.
    pub kind: Kind,
    /// Its title.
    pub summary: String,
    /// The text about it.
    pub description: String,
    /// When the first occurrence starts; for a task without a start, when it is due.
    pub start: Option<EventTime>,
    /// When the first occurrence ends.
    pub end: Option<EventTime>,
    /// STATUS in lower case, such as `confirmed`; empty if there is none.
    pub status: String,
    /// Who called it.
    pub organizer: Option<Participant>,
    /// Who takes part.
    pub attendees: Vec<Participant>,
    /// Where.
    pub location: String,
    /// Its address on the web.
    pub url: String,
    /// Categories.
    pub categories: Vec<String>,
    /// The rules as written, joined by a line break; empty if there is none.
    pub rrule: String,
    /// What was wrong with it.
    pub defects: Vec<Defect>,
    pub(super) length: Option<Length>,
    pub(super) rules: Vec<Rule>,
    /// Added dates, with an end of their own if they have one.
    pub(super) added: Vec<(EventTime, Option<EventTime>)>,
    pub(super) left_out: Vec<EventTime>,
    pub(super) changed: Vec<Changed>,
    /// The file has only changed instances, not the series they belong to.
    pub(super) is_orphan: bool,
}

/// A changed instance of a series.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    /// The start it had by the rule.
    pub instance: EventTime,
    /// All later ones are moved as well (RANGE=THISANDFUTURE).
    pub and_later: bool,
    pub start: Option<EventTime>,
    pub end: Option<EventTime>,
}

/// Reads a calendar file. Any bytes give a value. `zones` loads zones by name.
#[must_use]
pub fn read(bytes: &[u8], zones: ZoneSource<'_>) -> Calendar {
    let mut calendar = Calendar::default();
    let root = component::parse(bytes, &mut calendar.defects);
    let mut zones = Zones::new(zones, &root);
    let mut components = Vec::new();
    collect(&root, &mut components);
    calendar.name = root.parts.iter().find_map(|part| {
        let name = part.property("X-WR-CALNAME").or_else(|| part.property("NAME"))?;
        Some(text(name)).filter(|name| !name.is_empty())
    });
    let mut by_uid: std::collections::HashMap<(String, &'static str), usize> =
        std::collections::HashMap::new();
    let mut changes = Vec::new();
    for (kind, component) in components {
        let mut entry = entry(kind, component, &mut zones);
        match component.property("RECURRENCE-ID") {
            Some(line) => changes.push((entry, time(line, &mut zones).map(|(time, _)| time), line)),
            None => {
                entry.is_orphan = false;
                by_uid.entry((entry.uid.clone(), kind.name())).or_insert(calendar.entries.len());
                calendar.entries.push(entry);
            }
        }
    }
    for (mut entry, instance, line) in changes {
        let key = (entry.uid.clone(), entry.kind.name());
        let instance = instance.or_else(|| entry.start.clone());
        let changed = instance.map(|instance| Changed {
            instance,
            and_later: line
                .parameter("RANGE")
                .is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE")),
            start: entry.start.clone().filter(|_| entry.status != "cancelled"),
            end: entry.end.clone(),
        });
        match by_uid.get(&key).and_then(|at| calendar.entries.get_mut(*at)) {
            Some(series) if !entry.uid.is_empty() => {
                series.changed.extend(changed);
                series.defects.append(&mut entry.defects);
            }
            _ => {
                entry.is_orphan = true;
                entry.changed.extend(changed);
                by_uid.insert(key, calendar.entries.len());
                calendar.entries.push(entry);
            }
        }
    }
    calendar.entries.sort_by_key(|entry| entry.line);
    if root.parts.is_empty() {
        let message = "There is no calendar in the file.";
        let remedy = "A calendar begins with the line BEGIN:VCALENDAR.";
        calendar.defects.insert(0, Defect::at(0, message, remedy));
    }
    calendar
}

fn collect<'a>(component: &'a Component, found: &mut Vec<(Kind, &'a Component)>) {
    let kind = match component.name.as_str() {
        "VEVENT" => Some(Kind::Event),
        "VTODO" => Some(Kind::Task),
        "VJOURNAL" => Some(Kind::Journal),
        _ => None,
    };
    match kind {
        Some(kind) => found.push((kind, component)),
        None => component.parts.iter().for_each(|part| collect(part, found)),
    }
}

fn text(line: &ContentLine) -> String {
    unescape(&line.value).trim().to_owned()
}

fn entry(kind: Kind, component: &Component, zones: &mut Zones<'_>) -> Entry {
    let value = |name: &str| component.property(name).map_or(String::new(), text);
    let mut defects = Vec::new();
    let mut moment = |name: &str, zones: &mut Zones<'_>| {
        let line = component.property(name)?;
        let found = time(line, zones);
        match &found {
            None => defects.push(Defect::at(
                line.line,
                format!("{name} is no date: {}", line.value.chars().take(40).collect::<String>()),
                "A moment is written as 20260305T090000, a day as 20260305.",
            )),
            Some((_, Some(unknown))) => defects.push(Defect::at(
                line.line,
                format!("The zone `{unknown}` is not known; the time is read without a zone."),
                "Name the zone as in Europe/Berlin, or define it in the file.",
            )),
            Some(_) => {}
        }
        found.map(|(time, _)| time)
    };
    let start = moment("DTSTART", zones);
    let end = moment(if kind == Kind::Task { "DUE" } else { "DTEND" }, zones);
    let length = component.property("DURATION").and_then(|line| parse_length(&line.value));
    let (start, end) = match (start, end) {
        (Some(start), None) => {
            let whole_day = Length { days: 1, seconds: 0 };
            let length =
                length.or((start.is_whole_day() && kind == Kind::Event).then_some(whole_day));
            let end = length.map(|length| start.plus(length));
            (Some(start), end)
        }
        (None, Some(due)) if kind == Kind::Task => (Some(due), None),
        other => other,
    };
    let mut entry = Entry {
        line: component.line,
        uid: value("UID"),
        kind,
        summary: value("SUMMARY"),
        description: value("DESCRIPTION"),
        status: value("STATUS").to_lowercase(),
        organizer: component.property("ORGANIZER").map(participant),
        attendees: component.all("ATTENDEE").take(10_000).map(participant).collect(),
        location: value("LOCATION"),
        url: value("URL"),
        categories: component.all("CATEGORIES").flat_map(list).collect(),
        rrule: String::new(),
        defects,
        length,
        rules: Vec::new(),
        added: Vec::new(),
        left_out: Vec::new(),
        changed: Vec::new(),
        is_orphan: false,
        start,
        end,
    };
    let rules: Vec<&str> = component.all("RRULE").map(|line| line.value.trim()).collect();
    entry.rrule = rules.join("\n");
    for line in component.all("RRULE") {
        match Rule::parse(&line.value) {
            Ok(rule) => entry.rules.push(rule),
            Err(error) => entry.defects.push(Defect::at(
                line.line,
                error.to_string(),
                "Only the first occurrence is listed; correct the rule in its calendar.",
            )),
        }
    }
    if let Some(line) = component.property("EXRULE") {
        // RFC 5545 took it out; calendars of today show what it would have left out.
        entry.defects.push(Defect::at(
            line.line,
            "EXRULE is no part of iCalendar any more; what it leaves out is listed.",
            "Leave single dates out with EXDATE.",
        ));
    }
    for line in component.all("RDATE") {
        for piece in line.value.split(',').take(100_000) {
            let (from, to) = piece.split_once('/').unwrap_or((piece, ""));
            let Some((start, _)) = time_of(from, line, zones) else { continue };
            let end = match parse_length(to) {
                Some(length) => Some(start.plus(length)),
                None => time_of(to, line, zones).map(|(end, _)| end),
            };
            entry.added.push((start, end));
        }
    }
    for line in component.all("EXDATE") {
        let dates = line.value.split(',').take(100_000);
        entry.left_out.extend(dates.filter_map(|date| Some(time_of(date, line, zones)?.0)));
    }
    entry
}

fn list(line: &ContentLine) -> Vec<String> {
    let plain = |piece: &str| unescape(piece).trim().to_owned();
    let pieces = split_unescaped(&line.value, ',').into_iter().map(plain);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

fn participant(line: &ContentLine) -> Participant {
    let value = line.value.trim();
    let address = match value.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => value.get(7..).unwrap_or(value),
        _ => line.parameter("EMAIL").unwrap_or(value),
    };
    Participant {
        address: address.trim().to_owned(),
        name: line.parameter("CN").unwrap_or_default().trim().to_owned(),
        status: line.parameter("PARTSTAT").unwrap_or_default().to_lowercase(),
        category: line.parameter("CUTYPE").unwrap_or_default().to_lowercase(),
    }
}

/// The moment of a property, and the zone that is not known.
fn time(line: &ContentLine, zones: &mut Zones<'_>) -> Option<(EventTime, Option<String>)> {
    time_of(&line.value, line, zones)
}

fn time_of(
    value: &str,
    line: &ContentLine,
    zones: &mut Zones<'_>,
) -> Option<(EventTime, Option<String>)> {
    let whole_day = line.parameter("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("DATE"));
    let raw = parse_time(value, whole_day)?;
    let mut unknown = None;
    let place = match line.parameter("TZID") {
        _ if raw.whole_day => Place::Floating,
        _ if raw.utc => Place::Utc,
        None | Some("") => Place::Floating,
        Some(name) => match zones.get(name) {
            Some(zone) => Place::In(zone),
            None => {
                unknown = Some(name.to_owned());
                Place::Floating
            }
        },
    };
    let time = EventTime { wall: raw.wall, whole_day: raw.whole_day, place };
    Some((time, unknown))
}
