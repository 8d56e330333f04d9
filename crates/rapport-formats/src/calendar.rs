//! iCalendar (RFC 5545) read, with every occurrence of its series, and written as a feed.
//!
//! [`read`] gives the entries of a file; [`Entry::occurrences`] expands a series, bounded in number
//! and in work, in the wall time of its own zone, and places each result in the zone afterwards:
//! so daylight saving neither doubles nor loses one. A zone comes by name from the caller
//! ([`ZoneSource`]), from the table of Windows names, or from the file's own VTIMEZONE. Own code
//! and not a library for the same reasons as [`crate::vcard`], and because the rule engines at hand
//! have no limit of work.
//!
//! Order of reading: `component.rs` nests lines, `entry.rs` fills entries, `rule.rs` reads RRULE,
//! `expand.rs` expands one rule, `occurrences.rs` puts rules, added, left-out and changed dates
//! together. `feed.rs` writes.

mod component;
mod entry;
mod expand;
mod feed;
mod occurrences;
mod rule;
mod time;
mod windows_zones;
mod zone;

pub use entry::{Calendar, Entry, Kind, Participant, read};
pub use expand::expand_rule;
pub use feed::{Alarm, FeedEntry, FeedTime, write_feed};
pub use occurrences::{Occurrence, Occurrences, Work};
pub use rule::{Frequency, Rule, RuleError};
pub use time::EventTime;
pub use zone::{Zone, ZoneSource};

#[cfg(test)]
mod tests;
