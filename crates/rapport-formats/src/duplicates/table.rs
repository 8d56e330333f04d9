//! A table of people with a header, read into records: the columns of `import` by their names.

use std::io::{self, Read};

use super::record::Record;
use crate::encoding::{Utf8Reader, detect};

/// The records of a table, and what to call each.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DuplicateTable {
    /// The `id` column, else the number of the row from 1.
    pub ids: Vec<String>,
    /// The rows.
    pub records: Vec<Record>,
    /// Does the header name at least one column that is compared?
    pub known: bool,
}

/// Bytes that are looked at to find out letters and separator.
const SAMPLE: u64 = 64 * 1024;

/// Reads a table with a header, with commas, semicolons or tabs. Rows that are too short or too
/// long are taken as far as they go.
///
/// # Errors
/// When the source cannot be read; any content gives a value.
pub fn read_table(mut source: impl Read) -> io::Result<DuplicateTable> {
    let mut sample = Vec::new();
    source.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
    let whole = (sample.len() as u64) < SAMPLE;
    let detected = detect(&sample, whole);
    let bytes = io::Cursor::new(sample).chain(source);
    let text = Utf8Reader::new(bytes, detected.encoding);
    let mut text = io::BufReader::new(text);
    let separator = separator(io::BufRead::fill_buf(&mut text)?);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text);
    let headers: Vec<String> = match reader.byte_headers() {
        Ok(headers) => headers
            .iter()
            .map(|header| {
                String::from_utf8_lossy(header).trim_start_matches('\u{feff}').trim().to_owned()
            })
            .collect(),
        Err(error) => return stopped(error).map(|()| DuplicateTable::default()),
    };
    let id = headers
        .iter()
        .position(|header| matches!(header.to_lowercase().as_str(), "id" | "rec_id" | "uid"));
    let known = headers
        .iter()
        .any(|header| Record::from_columns([(header.as_str(), "Quick")]) != Record::default());
    let mut table = DuplicateTable { known, ..DuplicateTable::default() };
    let mut row = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                stopped(error)?;
                break;
            }
        }
        let cells: Vec<_> = row.iter().map(String::from_utf8_lossy).collect();
        let named =
            id.and_then(|at| cells.get(at)).filter(|id| !id.is_empty()).map(|id| id.to_string());
        table.ids.push(named.unwrap_or_else(|| (table.records.len() + 1).to_string()));
        table.records.push(Record::from_columns(
            headers.iter().map(String::as_str).zip(cells.iter().map(AsRef::as_ref)),
        ));
    }
    Ok(table)
}

/// Only the source itself stops the reading; what is odd in the content does not.
fn stopped(error: csv::Error) -> io::Result<()> {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Err(error),
        _ => Ok(()),
    }
}

/// The commonest of comma, semicolon and tab in the first line.
fn separator(sample: &[u8]) -> u8 {
    let line = sample.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_ids_and_gaps() {
        let table = read_table(
            "\u{feff}id;given_name;family_name;email\nx1;Dana;Reyes;d@example.org\n;Marlon\n"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(table.ids, ["x1", "2"]);
        assert_eq!(table.records[0].emails, ["d@example.org"]);
        assert_eq!(
            (table.records[1].given.as_str(), table.records[1].family.as_str()),
            ("Marlon", "")
        );
        assert!(table.known);
        assert!(!read_table("colour,size\nred,5\n".as_bytes()).unwrap().known);
        assert_eq!(read_table(&b"\xff\xfe\x00"[..]).unwrap().records.len(), 0);
    }
}
