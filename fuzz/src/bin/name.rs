//! Any text as a name, two names and a mailbox: an answer, and the parts are letters of the name.
#![cfg_attr(not(test), no_main)]

use rapport_formats::email_address::{EmailAddress, suggest_domain};
use rapport_formats::name::{fits_mailbox, is_same_person, kind, parts, repair_case};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any text; a line end divides two names.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (one, other) = text.split_once('\n').unwrap_or((&text, ""));
    let cut = parts(one);
    for part in [&cut.given, &cut.family, &cut.title] {
        for letter in part.chars().filter(|c| c.is_alphabetic()) {
            assert!(one.contains(letter), "{one:?}: {letter} of {part:?}");
        }
    }
    assert_eq!(parts(one), cut, "cutting twice gives the same");
    assert!(!kind(one).1.is_empty());
    let _ = (repair_case(one), cut.salutation(), cut.full());
    assert_eq!(is_same_person(one, other), is_same_person(other, one), "{one:?} {other:?}");
    let _ = fits_mailbox(other, one);
    if let Ok(address) = EmailAddress::parse(other) {
        assert!(address.mailbox_key().contains('@') && address.ascii_domain.is_ascii());
    }
    if let Some(better) = suggest_domain(other) {
        assert_eq!(suggest_domain(&better), None, "{other:?} becomes {better:?}");
    }
}
