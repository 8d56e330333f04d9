//! (header to come)
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod calendar;
pub mod classify;
pub mod contact;
pub mod follow_up;
pub mod ids;
pub mod matching;
pub mod opportunity;
pub mod organisation;
pub mod outbox;
pub mod pace;
pub mod place;
pub mod playbook;
pub mod reason;
pub mod suppression;
pub mod touchpoint;

#[cfg(test)]
mod testing;
