//! (header to come)
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod calendar;
pub mod classify;
pub mod ids;
pub mod matching;
pub mod contact;
pub mod opportunity;
pub mod organisation;
pub mod place;
pub mod playbook;
pub mod touchpoint;

#[cfg(test)]
mod testing;
