//! The binary as people and scripts use it: one integration binary, one file per concern.
//!
//! `surface` is help, exit codes and the shape of output; `story` the main job in practice mode;
//! `serving` the long-running verbs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and its deadlines need the clock"
)]

mod book;
mod calendar;
mod holidays;
mod import;
mod inspect;
mod inspect_files;
mod inspect_people;
mod leaving;
mod paper;
mod serving;
mod story;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each of the test binaries uses a part of it")]
mod support;
mod surface;
