//! `make corpora CORPORA=DIR`: how well the product agrees with published data that nobody of this
//! project wrote. The data stays where it is; only figures are printed.
//!
//! Here: the list of sets and the table at the end. One file per set below knows the data, the
//! command that is asked and how its answers are scored; [`ask`] runs the binary, [`figure`] counts.
//! `cargo xtask corpora SET…` scores some sets alone and then names each miss as well. The
//! variable `RAPPORT_BINARY` names a binary to ask; without it one is built.
//!
//! A figure below its goal fails nothing: it is no test. A command that is not there does, because
//! then nothing was measured.

mod addresses;
mod ask;
mod autoreplies;
mod bounces;
mod calendars;
mod cards;
mod contacts_csv;
mod duplicates;
mod figure;
mod holidays;
mod intents;
mod mails;
mod measure;
mod names;
mod phones;
mod replies;
mod threads;
mod typos;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::steps::{cargo, root, run};
use ask::{NotThere, Rapport};
use figure::Outcome;

/// The data, and the binary that is asked.
struct Corpora {
    folder: PathBuf,
    rapport: Rapport,
    /// A folder of our own for what has to be written for the binary to read; empty at first.
    scratch: PathBuf,
}

/// A set by its name, and its scorer.
type Set = (&'static str, fn(&Corpora) -> Result<Outcome>);

/// All sets in the order of the table.
const SETS: [Set; 21] = [
    ("bounces-large", bounces::large),
    ("bounces-small", bounces::small),
    ("autoreplies", autoreplies::answers),
    ("opt-out-headers", autoreplies::opt_out_headers),
    ("replies", replies::score),
    ("intents", intents::score),
    ("mails", mails::score),
    ("threads", threads::score),
    ("cards", cards::score),
    ("calendars", calendars::files),
    ("recurrences", calendars::rules),
    ("contacts-csv", contacts_csv::score),
    ("names", names::parts),
    ("same-names", names::same_people),
    ("phones", phones::score),
    ("addresses", addresses::lines),
    ("required-fields", addresses::required),
    ("postcodes", addresses::postcodes),
    ("holidays", holidays::score),
    ("duplicates", duplicates::score),
    ("typos", typos::score),
];

/// Misses of one set that are printed when it was asked for by name.
const MOST_MISSES: usize = 60;

/// Scores the sets of these names; without any, all.
pub fn corpora(words: &[String]) -> Result<()> {
    let folder = std::env::var("CORPORA").unwrap_or_default();
    if folder.is_empty() {
        bail!("say where the data is: make corpora CORPORA=DIR");
    }
    let folder = root().join(&folder);
    if !folder.is_dir() {
        bail!("{} is no folder", folder.display());
    }
    if let Some(unknown) = words.iter().find(|word| SETS.iter().all(|(name, _)| name != word)) {
        let known: Vec<&str> = SETS.iter().map(|(name, _)| *name).collect();
        bail!("no set `{unknown}`; there are {}", known.join(", "));
    }
    let scratch = root().join("target/corpora");
    let corpora = Corpora { folder, rapport: Rapport::new(binary()?), scratch };
    let mut missing = Vec::new();
    println!("\n{:<16} {:<44} {:>8} {:>9}", "set", "figure", "value", "goal");
    for (name, score) in SETS {
        if !words.is_empty() && !words.iter().any(|word| word == name) {
            continue;
        }
        empty(&corpora.scratch)?;
        let start = Instant::now();
        match score(&corpora) {
            Ok(outcome) => {
                outcome.print(name, start.elapsed());
                if !words.is_empty() {
                    outcome.misses.iter().take(MOST_MISSES).for_each(|miss| println!("    {miss}"));
                    if outcome.misses.len() > MOST_MISSES {
                        println!("    and {} more", outcome.misses.len() - MOST_MISSES);
                    }
                }
            }
            Err(error) if error.is::<NotThere>() => {
                println!("{name:<16} not there: {error}");
                missing.push(name);
            }
            Err(error) => return Err(error.context(format!("scoring {name}"))),
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    bail!("not measured: {}", missing.join(", "))
}

/// The binary to ask.
fn binary() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("RAPPORT_BINARY") {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("RAPPORT_BINARY={} is no file", named.display());
        }
        return Ok(named);
    }
    run(&mut cargo(&["build", "--locked", "--profile", "practice", "-p", "rapport"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root().join("target"), PathBuf::from);
    let binary = target.join("practice/rapport");
    if !binary.is_file() {
        bail!("{} was not built", binary.display());
    }
    Ok(binary)
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}
