//! Every way to fail, on the real binary: each ends in a sentence that says what and what to do,
//! in its exit code, and with nothing lost.
//!
//! `disk`, `damage`, `access`, `time` and `undo` need no account; `submission` puts the scripted SMTP
//! server before the real Dovecot; `kills` cut the power while notes go through it, `sends` while they
//! go through a bad line, `imports` while people come in; `nodes` are several servers on one
//! PostgreSQL; `garbage` feeds the mailbox with what nobody should have sent.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test fails by panicking, prints its seeds, and its deadlines need the clock"
)]

mod access;
mod damage;
mod disk;
mod garbage;
mod imports;
mod kills;
mod nodes;
mod sends;
mod submission;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each of the test binaries uses a part of it")]
mod support;
mod time;
mod undo;
