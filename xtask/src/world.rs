//! `cargo xtask world`: lives simulated worlds (`crates/rapport-sim`) and tells what became of them.
//!
//! Any world of a seed is the same each time, so a seed in which something is wrong is enough to
//! find it; it is then committed in `crates/rapport-sim/tests/seeds.txt`.

use anyhow::Result;

use crate::steps::{cargo, run};

/// The worlds that the words name; the words are those of the program itself.
pub fn world(words: &[String]) -> Result<()> {
    let mut command =
        cargo(&["run", "--quiet", "--locked", "--profile", "practice", "-p", "rapport-sim", "--"]);
    run(command.args(words))
}

/// A thousand years, each with forty people.
pub fn millennium() -> Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).to_string();
    let words = ["--seeds", "1..1001", "--days", "365", "--contacts", "40", "--threads", &threads];
    world(&words.map(str::to_owned))
}

/// A hundred years of three nodes on one PostgreSQL.
pub fn century_of_nodes() -> Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).to_string();
    #[rustfmt::skip]
    let words = [
        "--seeds", "1..101", "--days", "365", "--contacts", "40", "--threads", &threads,
        "--database", "postgres", "--nodes", "3",
    ];
    world(&words.map(str::to_owned))
}
