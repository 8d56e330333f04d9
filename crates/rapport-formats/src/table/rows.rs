//! Rows cut out of text (RFC 4180, and what is written instead): separators, quotes, line breaks
//! inside quotes, and quotes that nobody closed.
//!
//! A quote that is never closed would swallow the rest of the file. So a row that does not end
//! well is read again by its first line alone, with quotes taken as they stand.

use std::io::{self, Read};

/// How far a quoted cell may go on before its quote counts as a stray one, in bytes.
const LONGEST_CELL: usize = 1024 * 1024;
/// The longest row, in bytes; what is longer is cut at a line end or here.
const LONGEST_ROW: usize = 8 * 1024 * 1024;

/// One row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// Its first line in the file, from 1.
    pub line: usize,
    /// The text of its cells, line ends as LF.
    pub cells: Vec<String>,
    /// Its quotes did not fit and it was read by its first line alone.
    pub repaired: bool,
}

/// Reads rows of UTF-8 text one by one; holds little more than one.
pub struct RowReader<R: Read> {
    source: R,
    separator: u8,
    columns: usize,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    line: usize,
}

/// What a scan over the beginning of a text gave.
struct Scan {
    cells: Vec<String>,
    /// Bytes used, line end included.
    used: usize,
    /// Line ends passed.
    lines: usize,
}

enum Ending {
    Row(Scan),
    /// The text ends before the row does.
    More,
    /// A quote is followed by something else than a separator, or the cell is endless.
    Broken,
}

impl<R: Read> RowReader<R> {
    /// A reader with a separator; set `columns` later, when the header is known.
    pub fn new(source: R, separator: u8) -> Self {
        Self { source, separator, columns: 0, buffer: Vec::new(), start: 0, ended: false, line: 1 }
    }

    /// How many cells a row should have: decides where quotes are doubtful.
    pub fn expect_columns(&mut self, columns: usize) {
        self.columns = columns;
    }

    /// Changes the separator, for a text that was looked at before.
    pub fn set_separator(&mut self, separator: u8) {
        self.separator = separator;
    }

    /// The text that comes next, at least `length` bytes if there are so many, and whether that is
    /// all; nothing is used up.
    pub fn peek(&mut self, length: usize) -> io::Result<(&[u8], bool)> {
        while self.buffer.len() - self.start < length && !self.ended {
            self.fill()?;
        }
        Ok((self.buffer.get(self.start..).unwrap_or_default(), self.ended))
    }

    /// The next row, lines without any text left out.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        loop {
            let Some(row) = self.any_row()? else { return Ok(None) };
            if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(row));
            }
        }
    }

    fn any_row(&mut self) -> io::Result<Option<Row>> {
        loop {
            let text = self.buffer.get(self.start..).unwrap_or_default();
            if text.is_empty() && self.ended {
                return Ok(None);
            }
            let (scan, repaired) = match scan(text, self.separator, self.ended) {
                Ending::More if text.len() < LONGEST_ROW => {
                    self.fill()?;
                    continue;
                }
                Ending::More => (first_line(text, self.separator, true), true),
                Ending::Broken => match self.whole_line() {
                    true => (first_line(text, self.separator, true), true),
                    false => {
                        self.fill()?;
                        continue;
                    }
                },
                Ending::Row(row) if self.is_doubtful(&row) => {
                    let line = first_line(text, self.separator, true);
                    if line.cells.len() == self.columns { (line, true) } else { (row, false) }
                }
                Ending::Row(row) => (row, false),
            };
            let line = self.line;
            self.line += scan.lines;
            self.start += scan.used.max(1);
            return Ok(Some(Row { line, cells: scan.cells, repaired }));
        }
    }

    /// Rows over several lines with a wrong number of cells are doubtful.
    fn is_doubtful(&self, scan: &Scan) -> bool {
        self.columns > 1 && scan.lines > 1 && scan.cells.len() != self.columns
    }

    fn whole_line(&self) -> bool {
        let text = self.buffer.get(self.start..).unwrap_or_default();
        self.ended
            || text.len() >= LONGEST_ROW
            || text.iter().any(|byte| matches!(byte, b'\n' | b'\r'))
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let held = self.buffer.len();
        // Doubling keeps the cost of scanning a long row again linear.
        let more = held.clamp(64 * 1024, LONGEST_ROW);
        let count = self.source.by_ref().take(more as u64).read_to_end(&mut self.buffer)?;
        self.ended = count == 0;
        Ok(())
    }
}

/// One row by the book.
fn scan(text: &[u8], separator: u8, whole: bool) -> Ending {
    let mut cells = Vec::new();
    let mut cell: Vec<u8> = Vec::new();
    let mut lines = 0;
    let mut at = 0;
    loop {
        // At the beginning of a cell; blanks before a quote do not count.
        let blanks = text
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|&&byte| byte == b' ' && separator != b' ')
            .count();
        if text.get(at + blanks) == Some(&b'"') {
            at += blanks + 1;
            let from = at;
            loop {
                match text.get(at) {
                    None if whole => return Ending::Broken,
                    None if at - from > LONGEST_CELL => return Ending::Broken,
                    None => return Ending::More,
                    Some(b'"') => match text.get(at + 1) {
                        Some(b'"') => {
                            cell.push(b'"');
                            at += 2;
                        }
                        None if !whole => return Ending::More,
                        _ => break,
                    },
                    Some(&byte) => {
                        let pair = byte == b'\r' && text.get(at + 1) == Some(&b'\n');
                        lines += usize::from(matches!(byte, b'\n' | b'\r') && !pair);
                        if !pair {
                            cell.push(if byte == b'\r' { b'\n' } else { byte });
                        }
                        at += 1;
                        if at - from > LONGEST_CELL {
                            return Ending::Broken;
                        }
                    }
                }
            }
            at += 1;
            while text.get(at) == Some(&b' ') && separator != b' ' {
                at += 1;
            }
        } else {
            let rest = text.get(at..).unwrap_or_default();
            let length = rest
                .iter()
                .position(|&byte| byte == separator || matches!(byte, b'\n' | b'\r'))
                .unwrap_or(rest.len());
            cell.extend_from_slice(rest.get(..length).unwrap_or_default());
            at += length;
        }
        cells.push(string(&mut cell));
        match (text.get(at), text.get(at + 1)) {
            (None, _) if whole => return Ending::Row(Scan { cells, used: at, lines }),
            (None, _) => return Ending::More,
            (Some(b'\r'), None) if !whole => return Ending::More,
            (Some(b'\r'), Some(b'\n')) => {
                return Ending::Row(Scan { cells, used: at + 2, lines: lines + 1 });
            }
            (Some(b'\n' | b'\r'), _) => {
                return Ending::Row(Scan { cells, used: at + 1, lines: lines + 1 });
            }
            (Some(&byte), _) if byte == separator => at += 1,
            _ => return Ending::Broken,
        }
    }
}

fn string(cell: &mut Vec<u8>) -> String {
    let text = String::from_utf8_lossy(cell).into_owned();
    cell.clear();
    text
}

/// The first line alone: a quote opens a cell only if another one closes it on this line, right
/// before a separator or the end.
fn first_line(text: &[u8], separator: u8, bounded: bool) -> Scan {
    let text = if bounded { text.get(..LONGEST_ROW).unwrap_or(text) } else { text };
    let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len());
    let line = text.get(..end).unwrap_or_default();
    let used = match (text.get(end), text.get(end + 1)) {
        (None, _) => end,
        (Some(b'\r'), Some(b'\n')) => end + 2,
        _ => end + 1,
    };
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, length) = quoted(rest, separator).unwrap_or_else(|| {
            let length = rest.iter().position(|&byte| byte == separator).unwrap_or(rest.len());
            (rest.get(..length).unwrap_or_default().to_vec(), length)
        });
        cells.push(String::from_utf8_lossy(&cell).into_owned());
        match rest.get(length + 1..) {
            Some(more) if length < rest.len() => rest = more,
            _ => break,
        }
    }
    Scan { cells, used, lines: usize::from(end < text.len()) }
}

/// A cell in quotes that close before a separator or the end, with its length.
fn quoted(rest: &[u8], separator: u8) -> Option<(Vec<u8>, usize)> {
    let inner = rest.strip_prefix(b"\"")?;
    let mut cell = Vec::new();
    let mut at = 0;
    while let Some(&byte) = inner.get(at) {
        let next = inner.get(at + 1);
        if byte == b'"' && next == Some(&b'"') {
            cell.push(b'"');
            at += 2;
        } else if byte == b'"' && next.is_none_or(|next| *next == separator) {
            return Some((cell, at + 2));
        } else {
            cell.push(byte);
            at += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, columns: usize) -> Vec<Row> {
        let mut reader = RowReader::new(text.as_bytes(), b',');
        reader.expect_columns(columns);
        std::iter::from_fn(|| reader.next_row().unwrap()).collect()
    }

    fn cells(text: &str, columns: usize) -> Vec<Vec<String>> {
        rows(text, columns).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn quotes_hold_separators_quotes_and_lines() {
        let found = rows("a,\"b, \"\"c\"\"\r\nd\"\r\n\r\ne, \"f\" \n", 2);
        assert_eq!(found[0].cells, ["a", "b, \"c\"\nd"]);
        assert_eq!(
            (found[1].line, found[1].cells.as_slice()),
            (4, ["e".to_owned(), "f".to_owned()].as_slice())
        );
    }

    #[test]
    fn a_quote_that_nobody_closes_costs_one_row() {
        let found = rows("a,\"b\nc,d\ne,\"f\"\ng,h\n", 2);
        assert_eq!(found.len(), 4);
        assert!(found[0].repaired && !found[1].repaired);
        assert_eq!(found[0].cells, ["a", "\"b"]);
        assert_eq!(found[3].line, 4);
        assert_eq!(cells("a,\"b\nc,d\n", 2), [["a", "\"b"], ["c", "d"]]);
        assert_eq!(cells("a,\"say \"hi\" now\",c\n", 3), [["a", "say \"hi\" now", "c"]]);
    }

    #[test]
    fn every_line_end_ends_a_row() {
        for end in ["\n", "\r\n", "\r"] {
            let found = rows(&["a,b", "c,d", "e,f"].join(end), 2);
            assert_eq!(found.len(), 3, "{end:?}");
            assert_eq!(found[2].line, 3);
        }
    }

    #[test]
    fn an_endless_quote_needs_bounded_memory() {
        let mut text = String::from("a,\"b\n");
        for _ in 0..400_000 {
            text.push_str("some,row\n");
        }
        let found = rows(&text, 2);
        assert_eq!(found.len(), 400_001);
        assert!(found[0].repaired);
    }

    proptest::proptest! {
        #[test]
        fn any_text_ends_with_rows(text in "[a,\"\\n\\r ;x]{0,200}", columns in 0_usize..4) {
            let found = rows(&text, columns);
            proptest::prop_assert!(found.len() <= text.len());
        }
    }
}
