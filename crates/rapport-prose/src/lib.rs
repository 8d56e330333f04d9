//! Spelling and grammar of a note, offline: text and a lexicon of known names in, findings out.
//!
//! | where | what |
//! |---|---|
//! | [`words`] | a text cut into words, with what is no word (addresses, numbers, code) left out |
//! | [`dictionary`] | Hunspell dictionaries; the English one is shipped, others are handed in |
//! | [`commonness`] | how common an English word is; words of trades that dictionaries lack |
//! | [`coined`] | English words that are right though no dictionary has them |
//! | [`separable`] | German verbs that are, because a prefix stands before them |
//! | `compound` | long words of languages that write words together, cut and corrected |
//! | [`distance`], [`suggest`] | how far two words are apart as fingers slip; what was meant |
//! | [`lexicon`] | the people, places and titles that the user knows |
//! | [`spelling`], [`grammar`] | the findings |
//! | [`reading`] | both at once, each place named once |
//! | [`language`] | which language a note is in |
//!
//! Not here: contacts as rows, whether a finding blocks a note, tone and facts (the core's `lint`),
//! files: dictionaries come in as text.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod coined;
pub mod commonness;
mod compound;
pub mod dictionary;
pub mod distance;
pub mod finding;
pub mod grammar;
pub mod language;
pub mod lexicon;
pub mod reading;
pub mod separable;
pub mod spelling;
pub mod suggest;
pub mod words;

pub use finding::{Finding, Kind};
