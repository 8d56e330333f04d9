//! What leaves: exports that are put back, people that are erased, calendars and digests, two
//! contacts that become one.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "leaving/calendar.rs"]
mod calendar;
#[path = "leaving/clients.rs"]
mod clients;
#[path = "leaving/digest.rs"]
mod digest;
#[path = "leaving/erase.rs"]
mod erase;
#[path = "leaving/export.rs"]
mod export;
#[path = "leaving/lives.rs"]
mod lives;
#[path = "leaving/merge.rs"]
mod merge;
#[expect(dead_code, reason = "the other tests of pages use more of it")]
#[path = "page/world.rs"]
mod world;
