//! Tables of contacts (CSV and its kin) read whatever program and language wrote them, and written.
//!
//! [`TableReader`] finds out letters, separator, the row with the headers and what each column
//! means ([`Mapping`], which the user can see and change), then yields one card a row with bounded
//! memory. [`read`] takes bytes that are in memory anyway. [`write_table`] writes our own table and
//! those that a mail program or an address book takes.
//!
//! Order of reading: `rows.rs` cuts rows, `layout.rs` finds the header, `guess.rs` maps columns by
//! the words of `words.rs` and by what stands in them, `assemble.rs` makes cards.

mod assemble;
mod content;
mod dates;
mod field;
mod guess;
mod layout;
mod reader;
mod rows;
mod words;
mod writer;

pub use dates::{DayOrder, parse_date};
pub use field::{Field, Target};
pub use guess::{Column, Mapping, MappingError};
pub use reader::{Layout, TableReader};
pub use rows::{Row, RowReader};
pub use writer::{TableStyle, TableWriter, write_table};

use crate::card::Cards;

/// All cards of a table in memory, by the guessed mapping. Any bytes give a value.
#[must_use]
pub fn read(bytes: &[u8]) -> Cards {
    let mut cards = Cards::default();
    // Reading from memory cannot fail.
    if let Ok(reader) = TableReader::new(bytes) {
        for found in reader.flatten() {
            cards.add(found);
        }
    }
    cards
}

#[cfg(test)]
mod tests;
