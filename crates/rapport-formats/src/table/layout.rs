//! Where a table begins and what separates its cells: the separator under which the most headers
//! are known and the rows are the most alike; lines before the header are a preamble.

use super::guess::{guess_header, is_data};
use super::rows::{Row, RowReader};

/// Separators in the order of preference.
const SEPARATORS: &[u8] = b",;\t|";
/// How many rows are looked at.
const LOOK_AT: usize = 120;
/// How far down the header may stand.
const LOWEST_HEADER: usize = 40;

/// What was found about the form of a table.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub separator: u8,
    /// How many rows stand before the header (or before the first row, if there is none).
    pub before: usize,
    pub has_header: bool,
    /// The rows that were looked at, preamble and header included.
    pub rows: Vec<Row>,
}

/// Looks at the beginning of a text; `whole` says that there is no more.
pub(super) fn shape(text: &[u8], whole: bool) -> Shape {
    let text = if whole { text } else { up_to_last_line(text) };
    let mut best: Option<(f64, Shape)> = None;
    let told = told_separator(text);
    for &separator in SEPARATORS {
        if told.is_some_and(|told| told != separator) {
            continue;
        }
        let (score, shape) = try_separator(text, separator);
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, shape));
        }
    }
    best.map_or(
        Shape { separator: b',', before: 0, has_header: true, rows: Vec::new() },
        |(_, shape)| shape,
    )
}

/// A spreadsheet's own line: `sep=;`.
fn told_separator(text: &[u8]) -> Option<u8> {
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line: Vec<u8> = line.iter().copied().filter(|byte| *byte != b'"').collect();
    let rest = line.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep="))?;
    line.get(rest.len()).copied().filter(|told| SEPARATORS.contains(told))
}

fn up_to_last_line(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    text.get(..end.map_or(text.len(), |at| at + 1)).unwrap_or(text)
}

fn try_separator(text: &[u8], separator: u8) -> (f64, Shape) {
    let mut reader = RowReader::new(text, separator);
    let mut rows = Vec::new();
    while rows.len() < LOOK_AT {
        let Ok(Some(row)) = reader.next_row() else { break };
        rows.push(row);
    }
    let width = usual_width(&rows);
    let mut header: Option<(usize, usize)> = None;
    for (at, row) in rows.iter().enumerate().take(LOWEST_HEADER) {
        // A preamble is of one cell or of other widths than the table.
        let fits = row.cells.len() == width || (row.cells.len() > 1 && at == 0);
        let hits = if fits { known_headers(row) } else { 0 };
        if hits > header.map_or(0, |(_, most)| most) {
            header = Some((at, hits));
        }
    }
    let first_of_width = rows.iter().position(|row| row.cells.len() == width).unwrap_or(0);
    let (before, hits) = match header {
        Some((at, hits)) if hits >= 2 || at <= first_of_width => (at, hits),
        _ => (first_of_width, 0),
    };
    let has_header = hits >= 2 || !rows.get(before).is_some_and(is_data);
    let width = rows.get(before).map_or(width, |row| row.cells.len());
    let after = rows.get(before..).unwrap_or_default();
    let alike = after.iter().filter(|row| row.cells.len() == width).count();
    let share = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let regular = share(alike) / share(after.len().max(1));
    let breadth = share(width.min(12)) / 12.0;
    let wide = if width > 1 { regular + breadth } else { 0.0 };
    (share(hits) * 2.0 + wide * 2.0, Shape { separator, before, has_header, rows })
}

/// The number of cells that most rows have; of equally frequent ones the largest.
fn usual_width(rows: &[Row]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    let mut best = (0, 0);
    for group in widths.chunk_by(|one, two| one == two) {
        let width = group.first().copied().unwrap_or(0);
        // A wide row weighs more than a line of text.
        let weight = group.len() * if width > 1 { 4 } else { 1 };
        if weight >= best.0 {
            best = (weight, width);
        }
    }
    best.1
}

/// How many cells of a row are headers that are surely known, each meaning once.
fn known_headers(row: &Row) -> usize {
    row.cells
        .iter()
        .take(120)
        .filter(|cell| cell.len() < 80)
        .filter(|cell| guess_header(cell).is_some_and(|guess| guess.confidence >= 0.8))
        .count()
}
