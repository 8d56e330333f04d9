//! Entries of a calendar, one object for each event, task or journal entry, with its occurrences.
//!
//! Here: [`EntryView`] and [`entries`]. A changed instance of a series belongs to its series. Not
//! here: what becomes of an entry.

use std::io::Read;

use jiff::tz::TimeZone;
use rapport_formats::calendar::{self, Calendar, Entry, EventTime, Work};
use serde::Serialize;

use super::Problem;
use super::contacts::problem;

/// The largest calendar that is read, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// An entry, as `rapport inspect calendar` prints it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct EntryView {
    /// The file as it was named.
    pub file: String,
    /// The line where it begins, from 1.
    pub line: usize,
    /// The uid, the same for all of a series.
    pub uid: Option<String>,
    /// `event`, `task` or `journal`.
    pub kind: &'static str,
    /// The title.
    pub summary: Option<String>,
    /// The text about it.
    pub description: Option<String>,
    /// When the first one starts, in its own zone; for a task without a start, when it is due.
    pub start: Option<String>,
    /// When the first one ends; of whole days the first day after.
    pub end: Option<String>,
    /// Whether it is of whole days.
    pub all_day: bool,
    /// The zone's name, `UTC`, or nothing for floating times and whole days.
    pub zone: Option<String>,
    /// Such as `confirmed` or `cancelled`.
    pub status: Option<String>,
    /// The address of who called it.
    pub organizer: Option<String>,
    /// The addresses of who takes part.
    pub attendees: Vec<String>,
    /// Where.
    pub location: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// The rule as written.
    pub rrule: Option<String>,
    /// The first ones.
    pub occurrences: Vec<OccurrenceView>,
    /// Whether the series goes on.
    pub more: bool,
    /// What was wrong with it; at the first entry also what was wrong with the file.
    pub defects: Vec<Problem>,
}

/// One time that something happens.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OccurrenceView {
    /// From when.
    pub start: String,
    /// Until when.
    pub end: Option<String>,
}

/// The entries of a file with at most so many occurrences each.
///
/// # Errors
/// What reading gave, a file beyond 256 MB, a file that holds no calendar.
pub fn entries(file: &str, input: impl Read, most: usize) -> Result<Vec<EntryView>, Problem> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(Problem::new("the calendar is larger than 256 MB", "split it by year"));
    }
    let Calendar { entries, defects, .. } =
        calendar::read(&bytes, &|name| TimeZone::get(name).ok());
    let unread = defects.iter().find(|defect| defect.line == 0);
    if let (true, Some(defect)) = (entries.is_empty(), unread) {
        return Err(problem(defect));
    }
    let mut work = Work::default();
    let mut views: Vec<EntryView> =
        entries.iter().map(|entry| view(file, entry, most, &mut work)).collect();
    if let Some(first) = views.first_mut() {
        first.defects.extend(defects.iter().map(problem));
    }
    Ok(views)
}

fn view(file: &str, entry: &Entry, most: usize, work: &mut Work) -> EntryView {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let found = entry.occurrences(most, work);
    let mut defects: Vec<Problem> = entry.defects.iter().map(problem).collect();
    if found.given_up {
        defects.push(
            Problem::new(
                "the rule was followed no further, because it matches too rarely",
                "write the rule more simply",
            )
            .in_line(u64::try_from(entry.line).unwrap_or_default()),
        );
    }
    EntryView {
        file: file.to_owned(),
        line: entry.line,
        uid: some(&entry.uid),
        kind: entry.kind.name(),
        summary: some(&entry.summary),
        description: some(&entry.description),
        start: entry.start.as_ref().map(ToString::to_string),
        end: entry.end.as_ref().map(ToString::to_string),
        all_day: entry.start.as_ref().is_some_and(EventTime::is_whole_day),
        zone: entry.start.as_ref().and_then(EventTime::zone).map(str::to_owned),
        status: some(&entry.status),
        organizer: entry.organizer.as_ref().and_then(|one| some(&one.address)),
        attendees: entry.attendees.iter().map(|one| one.address.clone()).collect(),
        location: some(&entry.location),
        url: some(&entry.url),
        categories: entry.categories.clone(),
        rrule: some(&entry.rrule),
        occurrences: found
            .list
            .iter()
            .map(|occurrence| OccurrenceView {
                start: occurrence.start.to_string(),
                end: occurrence.end.as_ref().map(ToString::to_string),
            })
            .collect(),
        more: found.more,
        defects,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_shown_with_its_first_occurrences() {
        let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART;TZID=Europe/Berlin:20260327T090000\n\
            DTEND;TZID=Europe/Berlin:20260327T100000\nRRULE:FREQ=WEEKLY\nORGANIZER:mailto:ana@example.org\n\
            END:VEVENT\nEND:VCALENDAR\n";
        let views = entries("f", text.as_bytes(), 2).unwrap();
        let [view] = views.as_slice() else { panic!("{views:?}") };
        assert_eq!(view.zone.as_deref(), Some("Europe/Berlin"));
        assert_eq!(view.organizer.as_deref(), Some("ana@example.org"));
        assert!(view.more && !view.all_day);
        assert_eq!(
            view.occurrences[1],
            OccurrenceView {
                start: "2026-04-03T09:00:00+02:00".to_owned(),
                end: Some("2026-04-03T10:00:00+02:00".to_owned()),
            }
        );
        assert!(entries("f", b"hello".as_slice(), 2).is_err());
        assert_eq!(entries("f", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n".as_slice(), 2), Ok(Vec::new()));
    }
}
