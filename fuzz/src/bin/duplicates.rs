//! Any bytes as a table that is searched for people who are there twice: reading ends, and whatever
//! the rows say, each pair is named once with a chance between 0 and 1.
#![cfg_attr(not(test), no_main)]

use rapport_formats::duplicates::{Options, Verdict, candidates_for, pairs, read_table};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// Rows that are compared: the search grows with them, and what they say does not.
const ROWS: usize = 60;

/// What holds for any file.
pub fn check(bytes: &[u8]) {
    let table = read_table(bytes).expect("bytes in memory are always read");
    assert_eq!(table.ids.len(), table.records.len(), "every row has a name");
    assert!(table.records.len() <= bytes.len(), "no rows come from nowhere");
    let records = &table.records[..table.records.len().min(ROWS)];
    let every = Options { least_probability: 0.0, ..Options::default() };
    let found = pairs(records, &every);
    assert!(found.windows(2).all(|two| (two[0].a, two[0].b) < (two[1].a, two[1].b)), "each once");
    for pair in &found {
        assert!(pair.a < pair.b && pair.b < records.len(), "both are in the list");
        assert!((0.0..=1.0).contains(&pair.probability), "a chance: {}", pair.probability);
        assert!(
            pair.verdict != Verdict::Same || pair.probability >= 0.999,
            "sure of what it merges"
        );
    }
    if let Some((last, before)) = records.split_last() {
        for pair in candidates_for(last, before, &every) {
            assert!(pair.a < pair.b && pair.b == before.len(), "the one that comes in");
        }
    }
}
