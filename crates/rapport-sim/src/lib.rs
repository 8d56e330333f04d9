//! A world to live in: the real application and the real database, among scripted people and mail
//! servers, under time that jumps and power that fails.
//!
//! | where | what |
//! |---|---|
//! | [`world`] | time, the machine, what happens, what must hold at the end |
//! | [`people`] | who they are and what they write |
//! | [`provider`] | the user's mail provider, byte by byte: what it took is what was sent |
//! | [`model`] | what may be sent, said once more without the product |
//! | [`fuse`] | the power, which fails at any commit and any line |
//! | [`chance`] | the same seed, the same world |
//!
//! `cargo xtask world --seed 7 --days 365 --contacts 40` lives one. With `--database
//! postgres --nodes 3` three machines share one PostgreSQL, which `rapport-sandbox` starts; the mail
//! servers are scripts there, too. The same seed then has the same people and plans, but which node is
//! faster is not ours to say.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod chance;
pub mod fuse;
pub mod model;
pub mod people;
pub mod provider;
pub mod world;

use anyhow::Result;
use world::{Counts, Settings, World};

/// What became of a world.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What happened in it.
    pub counts: Counts,
    /// What is wrong, one sentence each; nothing is good.
    pub wrong: Vec<String>,
    /// What happened, line by line, where that was asked for; the journal of the product comes last.
    pub log: Vec<String>,
}

/// Runs something of a world on this thread to its end.
///
/// # Errors
/// What it says, or that there can be no runtime.
pub fn on_this_thread<T>(happens: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(happens)
}

/// Lives a whole world on this thread.
///
/// # Errors
/// What keeps the world itself from going on.
pub fn live(settings: Settings) -> Result<Outcome> {
    on_this_thread(async {
        let mut world = World::new(settings).await?;
        let mut lived = world.live().await;
        if lived.is_ok() && world.wrong.is_empty() {
            lived = world.close().await;
        }
        if let Err(error) = lived {
            world.wrong.push(format!("the world broke: {error:#}"));
        }
        Ok(world.outcome())
    })
}
