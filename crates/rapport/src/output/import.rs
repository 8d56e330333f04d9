//! An import for people: what it would do or did, what its columns are taken for, what is doubtful.

use std::io;

use rapport_app::view::{ImportRowView, ImportView};

use super::Output;

/// Columns are shown up to here; the rest is in the JSON.
const MOST_COLUMNS: usize = 60;

/// One import.
pub fn print(output: &mut Output, import: &ImportView) -> io::Result<()> {
    output.gap()?;
    let what = match import.state.as_str() {
        "looked-at" => "would be written",
        "undone" => "was taken back",
        "running" => "was interrupted; import the same file again and it goes on",
        _ if import.resumed => "went on where it had stopped, and is done",
        _ => "is done",
    };
    output.heading(&format!("{}: {what}", import.source))?;
    output.text(2, &counts(import))?;
    if import.meetings + import.appointments > 0 {
        output.text(
            2,
            &format!("{} meetings that were, {} to come", import.meetings, import.appointments),
        )?;
    }
    if import.offered > 0 {
        output.text(2, &format!("{} follow-ups are offered on Today", import.offered))?;
    }
    if import.started > 0 {
        let verb = if import.state == "looked-at" { "would start" } else { "started" };
        output.text(2, &format!("{} follow-ups {verb}", import.started))?;
    }
    merged(output, import)?;
    columns(output, import)?;
    if !import.rows.is_empty() {
        output.gap()?;
        output.heading("Worth a look")?;
        import.rows.iter().try_for_each(|row| print_row(output, row))?;
        let more = (import.doubtful + import.rejected).saturating_sub(import.rows.len() as u64);
        if more > 0 {
            output.faint(2, &format!("and {more} more"))?;
        }
    }
    match &import.id {
        Some(id) if import.state == "done" => {
            output.gap()?;
            output.faint(0, &format!("Take it back: rapport import --undo {id}"))
        }
        _ => Ok(()),
    }
}

/// Merges are shown up to here; the rest is in the JSON.
const MOST_MERGES: usize = 10;

fn merged(output: &mut Output, import: &ImportView) -> io::Result<()> {
    if import.merged.is_empty() {
        return Ok(());
    }
    let count = import.merged.len();
    let people = if count == 1 { "person was" } else { "people were" };
    output.text(2, &format!("{count} {people} there twice and became one"))?;
    for merge in import.merged.iter().take(MOST_MERGES) {
        let line = format!("{}: rapport contacts unmerge {}", merge.name, merge.id);
        output.faint(4, &line)?;
    }
    if count > MOST_MERGES {
        output.faint(4, "the others: rapport contacts unmerge")?;
    }
    Ok(())
}

fn counts(import: &ImportView) -> String {
    format!(
        "{} new, {} changed, {} the same, {} rejected; {} of them doubtful",
        import.new, import.changed, import.same, import.rejected, import.doubtful
    )
}

fn columns(output: &mut Output, import: &ImportView) -> io::Result<()> {
    if import.columns.is_empty() {
        return Ok(());
    }
    output.gap()?;
    let shown =
        import.columns.iter().filter(|column| !column.example.is_empty()).take(MOST_COLUMNS);
    let rows = shown
        .map(|column| {
            let sure = format!("{} %", column.sure);
            vec![column.header.clone(), column.field.clone(), sure, column.example.clone()]
        })
        .collect();
    output.table(&["Column", "taken for", "sure", "such as"], rows)?;
    output
        .faint(0, "Another meaning: --map \"COLUMN=FIELD\"; `keep` keeps the text without a field")
}

fn print_row(output: &mut Output, row: &ImportRowView) -> io::Result<()> {
    let line = row.line.map_or_else(String::new, |line| format!("line {line}: "));
    for doubt in &row.doubts {
        let name = if row.name.is_empty() { &row.outcome } else { &row.name };
        let value = if doubt.value.is_empty() || doubt.value == row.name {
            String::new()
        } else {
            format!(" ({})", doubt.value)
        };
        output.text(2, &format!("{line}{name}: {}{value}", doubt.why))?;
        output.faint(4, &doubt.remedy)?;
    }
    Ok(())
}

/// All imports.
pub fn print_list(output: &mut Output, imports: &[ImportView]) -> io::Result<()> {
    if imports.is_empty() {
        return output.text(0, "Nothing was imported yet: rapport import FILE");
    }
    for import in imports {
        let when = import.began_at.as_deref().and_then(|at| at.get(..10)).unwrap_or_default();
        output
            .text(0, &format!("{when}  {} ({}): {}", import.source, import.kind, import.state))?;
        output.faint(
            2,
            &format!("{}  {}", counts(import), import.id.as_deref().unwrap_or_default()),
        )?;
    }
    Ok(())
}
