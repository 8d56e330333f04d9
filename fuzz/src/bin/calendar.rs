//! Any bytes as a calendar: reading and repeating end, within the work that was allowed.
#![cfg_attr(not(test), no_main)]

use jiff::tz::TimeZone;
use rapport_formats::calendar::{Rule, Work, expand_rule, read};

#[cfg(not(test))]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check(bytes));

/// What holds for any file. Zones are a few fixed ones, so that no zone database is asked.
pub fn check(bytes: &[u8]) {
    let zones = |name: &str| match name {
        "UTC" | "Europe/London" => Some(TimeZone::UTC),
        "Europe/Berlin" => TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").ok(),
        _ => None,
    };
    let calendar = read(bytes, &zones);
    let mut work = Work::of(20_000);
    for entry in &calendar.entries {
        let found = entry.occurrences(40, &mut work);
        assert!(found.list.len() <= 40);
    }
    // The lines of the file as rules of their own.
    let start = jiff::civil::date(2026, 2, 28).at(9, 30, 0, 0);
    for line in String::from_utf8_lossy(bytes).lines().take(20) {
        if let Ok(rule) = Rule::parse(line.trim_start_matches("RRULE:")) {
            let list = expand_rule(&rule, start, 30);
            assert!(list.len() <= 30 && list.windows(2).all(|two| two[0] < two[1]), "in order");
        }
    }
}
