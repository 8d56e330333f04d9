//! A feed written: events and tasks with alarms, for calendars that poll it (RFC 5545).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::content_line::{escape, fold_into};

/// A reminder before an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Alarm {
    /// Minutes before the start (for a task: before it is due).
    pub minutes_before: u32,
}

/// When an entry of a feed is: in UTC, so that no calendar needs our zones, or a whole day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedTime {
    /// A moment.
    Instant(Timestamp),
    /// A whole day.
    Day(Date),
}

/// An entry of a feed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FeedEntry {
    /// Stable over the entry's life, unique in the world: `step-1@instance`.
    pub uid: String,
    /// `true` for a task (VTODO), else an event.
    pub is_task: bool,
    /// The title.
    pub summary: String,
    /// The text; empty for none.
    pub description: String,
    /// Where; empty for none.
    pub location: String,
    /// An address on the web; empty for none.
    pub url: String,
    /// The start of an event, or when a task is due.
    pub time: FeedTime,
    /// How long an event lasts, in minutes; of whole days it is ignored.
    pub minutes: u32,
    /// Categories.
    pub categories: Vec<String>,
    /// Reminders.
    pub alarms: Vec<Alarm>,
    /// When it was last changed: DTSTAMP and LAST-MODIFIED.
    pub changed: Timestamp,
    /// How often it was changed.
    pub revision: u32,
    /// It was called off: calendars take it away.
    pub cancelled: bool,
}

/// The whole calendar. `name` is what calendars show; entries stay in order.
#[must_use]
pub fn write_feed(name: &str, entries: &[FeedEntry]) -> String {
    let mut text = String::new();
    let mut line = |line: &str| fold_into(&mut text, line);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Rapport//Rapport//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    line(&format!("NAME:{}", escape(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:PT15M");
    line("X-PUBLISHED-TTL:PT15M");
    for entry in entries {
        write_entry(&mut line, entry);
    }
    line("END:VCALENDAR");
    text
}

fn write_entry(line: &mut impl FnMut(&str), entry: &FeedEntry) {
    let name = if entry.is_task { "VTODO" } else { "VEVENT" };
    line(&format!("BEGIN:{name}"));
    line(&format!("UID:{}", escape(&entry.uid)));
    line(&format!("DTSTAMP:{}", utc(entry.changed)));
    line(&format!("LAST-MODIFIED:{}", utc(entry.changed)));
    line(&format!("SEQUENCE:{}", entry.revision));
    line(&format!("SUMMARY:{}", escape(&entry.summary)));
    for (name, value) in [("DESCRIPTION", &entry.description), ("LOCATION", &entry.location)] {
        if !value.is_empty() {
            line(&format!("{name}:{}", escape(value)));
        }
    }
    if !entry.url.is_empty() {
        // A URI is no text: nothing is guarded, but it may not break the line.
        line(&format!("URL:{}", entry.url.replace(['\r', '\n'], "")));
    }
    let start = if entry.is_task { "DUE" } else { "DTSTART" };
    match entry.time {
        FeedTime::Instant(instant) => {
            line(&format!("{start}:{}", utc(instant)));
            if !entry.is_task && entry.minutes > 0 {
                line(&format!("DURATION:PT{}M", entry.minutes));
            }
        }
        FeedTime::Day(day) => line(&format!("{start};VALUE=DATE:{}", digits(day))),
    }
    if !entry.is_task && matches!(entry.time, FeedTime::Day(_)) {
        // A whole day does not make anybody busy.
        line("TRANSP:TRANSPARENT");
    }
    if entry.cancelled {
        line("STATUS:CANCELLED");
    }
    if !entry.categories.is_empty() {
        let categories: Vec<String> = entry.categories.iter().map(|it| escape(it)).collect();
        line(&format!("CATEGORIES:{}", categories.join(",")));
    }
    for alarm in &entry.alarms {
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("DESCRIPTION:{}", escape(&entry.summary)));
        // A task has no start, so its alarm counts from the end, which is when it is due.
        let related = if entry.is_task { ";RELATED=END" } else { "" };
        line(&format!("TRIGGER{related}:-PT{}M", alarm.minutes_before));
        line("END:VALARM");
    }
    line(&format!("END:{name}"));
}

fn utc(instant: Timestamp) -> String {
    let wall: DateTime = jiff::tz::Offset::UTC.to_datetime(instant);
    format!("{}T{:02}{:02}{:02}Z", digits(wall.date()), wall.hour(), wall.minute(), wall.second())
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year().max(0), day.month(), day.day())
}
