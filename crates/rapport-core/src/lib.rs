//! (header to come)
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod agenda;
pub mod calendar;
pub mod classify;
pub mod consent;
pub mod contact;
pub mod decide;
pub mod follow_up;
pub mod ids;
pub mod lint;
pub mod matching;
pub mod opportunity;
pub mod organisation;
pub mod outbox;
pub mod pace;
pub mod person;
pub mod place;
pub mod plan;
pub mod playbook;
pub mod policy;
pub mod reason;
pub mod suppression;
pub mod touchpoint;
pub mod turn;

#[cfg(test)]
mod testing;
