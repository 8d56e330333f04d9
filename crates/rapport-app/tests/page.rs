//! What the pages ask of the application, on practice data and a clock moved by hand: approvals that
//! rest, capture in plain language, search, acts on many at once, the day after a long sleep.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "page/capture.rs"]
mod capture;
#[path = "page/greetings.rs"]
mod greetings;
#[path = "page/inbox.rs"]
mod inbox;
#[path = "page/letters.rs"]
mod letters;
#[path = "page/morning.rs"]
mod morning;
#[path = "page/requests.rs"]
mod requests;
#[path = "page/searching.rs"]
mod searching;
#[path = "page/texts.rs"]
mod texts;
#[path = "page/undo.rs"]
mod undo;
#[path = "page/world.rs"]
mod world;
