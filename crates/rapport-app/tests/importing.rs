//! Imports against real databases: who is who, the same file twice, a process that dies, what is taken
//! back, and files that nobody should have made.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "importing/addresses.rs"]
mod addresses;
#[path = "importing/calendars.rs"]
mod calendars;
#[path = "importing/domains.rs"]
mod domains;
#[path = "importing/hostile.rs"]
mod hostile;
#[path = "importing/mail.rs"]
mod mail;
#[path = "importing/people.rs"]
mod people;
#[path = "importing/pictures.rs"]
mod pictures;
#[path = "importing/whole.rs"]
mod whole;
#[path = "importing/world.rs"]
mod world;
