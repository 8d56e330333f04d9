//! Any bytes as a table of people: reading ends, defects name lines, and what is written is read.
#![cfg_attr(not(test), no_main)]

use rapport_formats::table::{TableStyle, read, write_table};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any file.
pub fn check(bytes: &[u8]) {
    let first = read(bytes);
    let lines = bytes.len() + 2;
    assert!(first.cards.iter().all(|card| card.line <= lines), "lines are those of the file");
    assert_eq!(read(bytes), first, "reading twice gives the same");
    for style in [TableStyle::Rapport, TableStyle::Google, TableStyle::Thunderbird] {
        let written = read(write_table(&first.cards, style).as_bytes());
        assert!(written.cards.len() <= first.cards.len(), "nobody comes from nowhere");
    }
}
