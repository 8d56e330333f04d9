//! Spelling, grammar and tone of a note: text and a lexicon of known names in, findings out.
//!
//! Not here: contacts as rows, what blocks a note (core weighs findings), files at run time beyond
//! the dictionaries it is given.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]
