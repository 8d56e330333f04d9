//! The decider, tested from outside: the whole table, properties over random walks, and stories.
//!
//! [`table`] holds one row for every pair of state and event; [`walks`] lets chance choose; the
//! rules that need a tale of their own are in [`stories`].

mod stories;
mod table;
mod walks;
