//! A file of contacts whose kind nobody said: cards or a table, told by its beginning.

use std::io::{self, Cursor, Read};

use crate::card::Found;
use crate::encoding::{self, Utf8Reader};
use crate::table::TableReader;
use crate::vcard::VcardReader;

type Source<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// Reads contacts out of cards or a table, one by one.
pub enum ContactReader<R: Read> {
    /// The file holds vCards.
    Cards(Box<VcardReader<Source<R>>>),
    /// Everything else is read as a table.
    Table(Box<TableReader<Source<R>>>),
}

impl<R: Read> ContactReader<R> {
    /// Looks at the beginning of a source.
    ///
    /// # Errors
    /// Only those of the source.
    pub fn new(mut source: R) -> io::Result<Self> {
        let (sample, whole) = encoding::sample(&mut source)?;
        let cards = holds_cards(&sample, whole);
        let chain = Cursor::new(sample).chain(source);
        Ok(if cards {
            Self::Cards(Box::new(VcardReader::new(chain)))
        } else {
            Self::Table(Box::new(TableReader::new(chain)?))
        })
    }
}

/// Whether a line of the sample begins a card.
fn holds_cards(sample: &[u8], whole: bool) -> bool {
    let found = encoding::detect(sample, whole);
    let body = sample.get(found.mark..).unwrap_or_default();
    let mut text = Vec::new();
    // Reading from memory cannot fail.
    let _ = Utf8Reader::new(body, found.encoding).take(1 << 20).read_to_end(&mut text);
    text.split(|byte| matches!(byte, b'\n' | b'\r')).any(|line| {
        line.trim_ascii().get(..11).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCARD"))
    })
}

impl<R: Read> Iterator for ContactReader<R> {
    type Item = io::Result<Found>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Cards(cards) => cards.next(),
            Self::Table(table) => table.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_and_tables_are_told_apart() {
        let wide: Vec<u8> = "begin:vcard\r\nFN:Ana\r\nend:vcard"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, cards) in [
            (b"\xef\xbb\xbf\r\nBEGIN:VCARD\nFN:Ana\nEND:VCARD\n".to_vec(), true),
            (wide, true),
            (b"Name,Email\nAna,ana@example.org\n".to_vec(), false),
            (Vec::new(), false),
        ] {
            let reader = ContactReader::new(bytes.as_slice()).unwrap();
            assert_eq!(matches!(reader, ContactReader::Cards(_)), cards, "{bytes:?}");
            for found in reader {
                assert!(found.is_ok());
            }
        }
    }
}
