//! The pages as people use them: the real binary, in a real browser (Debian's Chromium).
//!
//! `desk` is how a test sits down; `world` a lived-in installation and the list of all pages.
//! `accessible` goes over that list; the other files are stories, one a file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and its deadlines need the clock"
)]

mod accessible;
mod capture;
mod desk;
mod keyboard;
mod leaving;
mod paper;
mod people;
mod practice;
mod real_mail;
mod sign_in;
#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "each of the test binaries uses a part of it")]
mod support;
mod world;
