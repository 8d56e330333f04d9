//! The main job on real mail: the real binary, the real Exim and Dovecot on loopback.
//!
//! `story` is the way from a meeting to silence after an answer; `inbound` is what else comes in;
//! `restraint` is what must not go out. The time is the binary's own: see `support/shifted.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and its deadlines need the clock"
)]

mod inbound;
mod restraint;
mod story;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each of the test binaries uses a part of it")]
mod support;
