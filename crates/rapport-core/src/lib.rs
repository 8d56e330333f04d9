//! (header to come)
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod calendar;
pub mod classify;
pub mod ids;
pub mod matching;
pub mod place;

#[cfg(test)]
mod testing;
