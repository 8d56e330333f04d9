//! Any parts as an address: lines without breaks, and nothing printed that was not given.
#![cfg_attr(not(test), no_main)]

use rapport_core::place::{AddressParts, Country, envelope, postcode};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any parts: lines of `part=value`; a line without `=` is a postcode and its
/// pattern.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let pairs: Vec<(&str, &str)> =
        text.lines().take(60).filter_map(|line| line.split_once('=')).collect();
    let parts = AddressParts::from_pairs(pairs.iter().copied());
    for from in [None, Country::parse("DE"), Country::parse("US")] {
        let laid = envelope(&parts, from);
        assert!(laid.lines.iter().all(|line| !line.is_empty() && !line.contains('\n')));
        assert!(laid.findings.iter().all(|finding| !finding.is_empty()));
        assert_eq!(envelope(&parts, from), laid, "twice gives the same");
    }
    for line in text.lines().filter(|line| !line.contains('=')).take(20) {
        let (written, pattern) = line.split_once('|').unwrap_or((line, "##(_@@)|[A-C]*~#"));
        // Short patterns only: the table's are.
        if pattern.len() <= 40
            && let Some(tidy) = postcode::tidy(pattern, written)
        {
            assert!(tidy.chars().count() <= written.chars().count() * 3 + 40, "{tidy:?}");
        }
    }
}
