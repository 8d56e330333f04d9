//! vCard 2.1, 3.0 and 4.0 read, 4.0 (RFC 6350) and 3.0 (RFC 2426) written.
//!
//! [`VcardReader`] yields one card after the other and holds no more than one; [`read`] takes
//! bytes that are in memory anyway. [`write()`] gives back all that was read: what has no field of
//! `Card` stands in its `kept` and is written as it was, so that reading what was written gives
//! the same card. Own code and not a library, because a card from the wild is repaired line by
//! line, and because a library's values do not say how they were written.
//!
//! Where next: `content_line` for folding and escapes.

mod birthday;
mod kept;
mod labels;
mod property;
mod reader;
mod writer;

pub use reader::VcardReader;
pub use writer::{VcardVersion, write, write_all};

use crate::card::Cards;

/// All cards of a file in memory. Any bytes give a value.
#[must_use]
pub fn read(bytes: &[u8]) -> Cards {
    let mut cards = Cards::default();
    // Reading from memory cannot fail.
    for found in VcardReader::new(bytes).flatten() {
        cards.add(found);
    }
    cards
}

/// A birthday in the form of [`Card::birthday`](crate::card::Card::birthday), if a text is one.
pub(crate) fn birthday_text(text: &str) -> Option<String> {
    birthday::parse(text, None).map(|(day, _)| day)
}

#[cfg(test)]
mod tests;
