//! `rapport inspect calendar`: calendars with the occurrences of their series.

use std::io;

use rapport_app::inspect::calendar::{EntryView, entries};

use super::files::{Stop, each_file};
use crate::args::CalendarFiles;
use crate::failure::Failure;
use crate::output::Output;

/// The column of labels.
const LABEL: usize = 11;
/// How many occurrences people are shown.
const SHOWN: usize = 5;

pub fn run(what: &CalendarFiles, output: &mut Output) -> Result<(), Failure> {
    let all_read = each_file(&what.files.files, output, |file, input, output| {
        for entry in entries(file, input, what.occurrences)? {
            output.one(&entry, print).map_err(Stop::from)?;
        }
        Ok(())
    })?;
    super::ended(all_read)
}

/// The gist for people.
fn print(output: &mut Output, entry: &EntryView) -> io::Result<()> {
    output.gap()?;
    output.heading(&format!("{}, line {}", entry.file, entry.line))?;
    let mut line = |label: &str, text: &str| match text.trim() {
        "" => Ok(()),
        text => output.labelled(2, label, LABEL, text),
    };
    line(entry.kind, entry.summary.as_deref().unwrap_or("without a title"))?;
    let zone = entry.zone.as_deref().map(|zone| format!(" ({zone})")).unwrap_or_default();
    let end = entry.end.as_deref().map(|end| format!(" to {end}")).unwrap_or_default();
    if let Some(start) = &entry.start {
        line("when", &format!("{start}{end}{zone}"))?;
    }
    line("where", entry.location.as_deref().unwrap_or_default())?;
    line("status", entry.status.as_deref().unwrap_or_default())?;
    line("organiser", entry.organizer.as_deref().unwrap_or_default())?;
    line("with", &entry.attendees.join(", "))?;
    line("rule", entry.rrule.as_deref().unwrap_or_default())?;
    if entry.occurrences.len() > 1 {
        let first = entry.occurrences.iter().take(SHOWN).map(|one| one.start.as_str());
        let more = if entry.more || entry.occurrences.len() > SHOWN { ", …" } else { "" };
        line("times", &format!("{}{more}", first.collect::<Vec<_>>().join(", ")))?;
    }
    for defect in &entry.defects {
        let place = defect.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        line("defect", &format!("{place}{}; {}", defect.message, defect.remedy))?;
    }
    Ok(())
}
