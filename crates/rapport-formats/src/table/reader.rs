//! A table read card by card, after its form and the meaning of its columns were found out.

use std::io::{self, Read};
use std::iter::FusedIterator;

use super::assemble;
use super::guess::{self, Mapping};
use super::layout::{self, Shape};
use super::rows::{Row, RowReader};
use crate::card::{Defect, Found};
use crate::encoding::{self, Utf8Reader};

/// How much text is looked at before the columns are mapped.
const LOOK_AT: usize = 128 * 1024;

type Source<R> = Utf8Reader<io::Chain<io::Cursor<Vec<u8>>, R>>;

/// What was found about a table's form, to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The letters, by their usual name (`UTF-8`, `windows-1252`).
    pub encoding: &'static str,
    /// What separates cells.
    pub separator: char,
    /// The line of the header, from 1; `None` if the table has none.
    pub header_line: Option<usize>,
    /// Lines before the table that were left out.
    pub preamble: Vec<String>,
}

/// Reads a table card by card with bounded memory.
pub struct TableReader<R: Read> {
    rows: RowReader<Source<R>>,
    layout: Layout,
    mapping: Mapping,
    sample: Vec<Row>,
    ended: bool,
}

impl<R: Read> TableReader<R> {
    /// Looks at the beginning of a source and guesses the mapping.
    ///
    /// # Errors
    /// Only those of the source.
    pub fn new(mut source: R) -> io::Result<Self> {
        let (mut sample, whole) = encoding::sample(&mut source)?;
        let found = encoding::detect(&sample, whole);
        sample.drain(..found.mark);
        let chain = io::Cursor::new(sample).chain(source);
        let mut rows = RowReader::new(Utf8Reader::new(chain, found.encoding), b',');
        let (text, ended) = rows.peek(LOOK_AT)?;
        let Shape { separator, before, has_header, rows: mut seen } = layout::shape(text, ended);
        rows.set_separator(separator);
        let mut after = seen.split_off(before.min(seen.len()));
        let header = if has_header && !after.is_empty() { Some(after.remove(0)) } else { None };
        let headers = match &header {
            Some(row) => row.cells.iter().map(|cell| cell.trim().to_owned()).collect(),
            None => numbered(after.iter().map(|row| row.cells.len()).max().unwrap_or(0)),
        };
        let mapping = guess::guess(&headers, &after, header.is_some());
        // The same rows are read once more, now for good: preamble and header first.
        for _ in 0..before + usize::from(header.is_some()) {
            rows.next_row()?;
        }
        rows.expect_columns(headers.len());
        let layout = Layout {
            encoding: found.encoding.name(),
            separator: char::from(separator),
            header_line: header.map(|row| row.line),
            preamble: seen.iter().map(|row| row.cells.join(" ").trim().to_owned()).collect(),
        };
        after.truncate(20);
        Ok(Self { rows, layout, mapping, sample: after, ended: false })
    }

    /// The form that was found.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What the columns are taken for.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The same to be corrected, before the first card is read.
    pub fn mapping_mut(&mut self) -> &mut Mapping {
        &mut self.mapping
    }

    /// Some first rows, to be shown beside the mapping.
    pub fn sample(&self) -> &[Row] {
        &self.sample
    }

    fn advance(&mut self) -> io::Result<Option<Found>> {
        if self.ended {
            return Ok(None);
        }
        if !self.mapping.names_somebody() {
            self.ended = true;
            let message =
                "No column of the table is known to hold a name, a mail address or a number.";
            let remedy = "Say which one does, for example --map \"Telefon=phone\".";
            let line = self.layout.header_line.unwrap_or(0);
            return Ok(Some(Found::Rejected(Defect::at(line, message, remedy))));
        }
        let Some(row) = self.rows.next_row()? else {
            self.ended = true;
            return Ok(None);
        };
        Ok(Some(assemble::card(&row, &self.mapping)))
    }
}

/// Headers for a table without.
fn numbered(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("column {number}")).collect()
}

impl<R: Read> Iterator for TableReader<R> {
    type Item = io::Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

impl<R: Read> FusedIterator for TableReader<R> {}
