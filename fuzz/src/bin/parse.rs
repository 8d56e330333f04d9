//! Any bytes as a mail: reading ends with a value, and the value keeps its promises.
#![cfg_attr(not(test), no_main)]

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any bytes.
pub fn check(bytes: &[u8]) {
    let parsed = rapport_mail::parse(bytes);
    assert!(!parsed.text.contains('\0') && !parsed.subject.contains(['\r', '\n']));
    assert!(parsed.head.from.iter().all(|address| *address == address.to_lowercase()));
    let head = rapport_mail::parse_headers(bytes);
    assert_eq!(head.head.message_id, parsed.head.message_id);
    assert_eq!(head.subject, parsed.subject);
    let verdict = rapport_core::classify::classify(&parsed.signs);
    assert!(verdict.confidence <= 100 && !verdict.evidence.is_empty());
    assert_eq!(rapport_mail::parse(bytes), parsed, "reading twice gives the same");
}
