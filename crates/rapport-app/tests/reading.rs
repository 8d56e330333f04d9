//! Accounts, reading and finding out, against real servers (Exim, Dovecot, an OAuth provider). One
//! binary, so that one mail world serves all tests; each test has a user of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "reading/accounts.rs"]
mod accounts;
#[path = "reading/copies.rs"]
mod copies;
#[path = "reading/digests.rs"]
mod digests;
#[path = "reading/history.rs"]
mod history;
#[path = "reading/intake.rs"]
mod intake;
#[path = "reading/restored.rs"]
mod restored;
#[path = "reading/setting.rs"]
mod setting;
#[path = "reading/sign_in.rs"]
mod sign_in;
#[path = "reading/uncertain.rs"]
mod uncertain;
#[path = "reading/watching.rs"]
mod watching;
