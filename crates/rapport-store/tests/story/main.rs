//! The store against real databases: the same life on an SQLite file and on PostgreSQL.
//!
//! The decisions are made by hand here: what the rules say is tested in the core, what is written is
//! tested here. `world` is the one helper that opens databases and makes people.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod fences;
mod files;
mod life;
mod many;
mod scopes;
mod sessions;
mod states;
mod walls;
mod world;
