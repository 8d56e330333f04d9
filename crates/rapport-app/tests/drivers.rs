//! The drivers against real servers (Exim, Dovecot, an OAuth provider) and against a scripted
//! one that fails on request. One binary, so that one mail world serves all tests.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "drivers/imap.rs"]
mod imap;
#[path = "drivers/oauth.rs"]
mod oauth;
#[path = "drivers/round_trip.rs"]
mod round_trip;
#[path = "drivers/setting.rs"]
mod setting;
#[path = "drivers/smtp.rs"]
mod smtp;
#[path = "drivers/smtp_faults.rs"]
mod smtp_faults;
