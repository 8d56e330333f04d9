//! Letters, envelopes, labels and cards as PDF and as pictures of the same layout.
//!
//! Nothing is read from the machine: fonts, logos and dates come in as values.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]
