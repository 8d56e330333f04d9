//! Any bytes as cards: reading ends, and what was read can be written and read again unchanged.
#![cfg_attr(not(test), no_main)]

use rapport_formats::vcard::{VcardVersion, read, write_all};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any file.
pub fn check(bytes: &[u8]) {
    let first = read(bytes);
    assert!(first.defects.len() <= bytes.len() + 1, "no more defects than bytes");
    for version in [VcardVersion::V3, VcardVersion::V4] {
        let text = write_all(&first.cards, version);
        let second = read(text.as_bytes());
        let people = first.cards.iter().filter(|card| card.has_identity()).count();
        assert!(second.cards.len() >= people, "nobody is lost by writing");
        // What was written once stays as it is.
        let third = read(write_all(&second.cards, version).as_bytes());
        let content = |cards: &[rapport_formats::card::Card]| {
            cards.iter().map(rapport_formats::card::Card::content).collect::<Vec<_>>()
        };
        assert_eq!(content(&third.cards), content(&second.cards), "writing twice");
    }
}
