//! Any text as a signature: reading ends with a value, sure between nothing and all.
#![cfg_attr(not(test), no_main)]

use rapport_formats::signature::read;

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any text.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let reading = read(&text);
    assert!((0.0..=1.0).contains(&reading.confidence), "{}", reading.confidence);
    assert!(reading.card.emails.iter().all(|email| email.value.contains('@')));
    assert_eq!(read(&text), reading, "reading twice gives the same");
}
