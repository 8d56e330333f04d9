//! `make fuzz`: each fuzz target for some minutes, then the properties named `fuzz_*` with many
//! cases, then a thousand simulated years, a hundred of three nodes on PostgreSQL, and a thousand
//! sends with as many kills on each database.
//!
//! A target is a file in `fuzz/src/bin/`; its seeds are in `fuzz/seeds/NAME/`, what it learns in
//! `target/fuzz/corpus/NAME/`. `cargo-fuzz` is installed into `target/tools` where it is missing.
//! It needs flags that rustc keeps for nightly, so `RUSTC_BOOTSTRAP=1` is set for it alone. A
//! finding lies in `target/fuzz/artifacts/NAME/`: mend the fault, and put the bytes among the
//! seeds, which `make test` replays.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{Steps, cargo, root, run};

/// The version that is installed where there is none.
const CARGO_FUZZ: &str = "0.13.2";

/// Seconds for each target.
const SECONDS: u32 = 15 * 60;

/// The name that stands for the properties.
const PROPERTIES: &str = "properties";

/// The name that stands for a thousand simulated years.
const WORLD: &str = "world";

/// The name that stands for a hundred simulated years of three nodes on PostgreSQL.
const WORLD_POSTGRES: &str = "world-postgres";

/// The name that stands for a thousand sends and kills.
const SENDS: &str = "sends";

/// `[--time SECONDS] [TARGET…]`.
pub fn fuzz(words: &[String]) -> Result<()> {
    let mut seconds = SECONDS;
    let mut wanted: Vec<&str> = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--time" {
            let value = words.next().context("--time needs seconds")?;
            seconds =
                value.parse().with_context(|| format!("`{value}` is no number of seconds"))?;
        } else {
            wanted.push(word);
        }
    }
    let targets = targets()?;
    let known = |name: &str| {
        [PROPERTIES, WORLD, WORLD_POSTGRES, SENDS].contains(&name)
            || targets.iter().any(|target| target == name)
    };
    if let Some(unknown) = wanted.iter().find(|name| !known(name)) {
        let own = [PROPERTIES, WORLD, WORLD_POSTGRES, SENDS].join(", ");
        bail!("no target `{unknown}`; there are {}, {own}", targets.join(", "));
    }
    let is_wanted = |name: &str| wanted.is_empty() || wanted.contains(&name);
    let mut steps = Steps::default();
    for target in targets.iter().filter(|target| is_wanted(target)) {
        // Few and short-lived: the names go into the table at the end.
        let name: &'static str = Box::leak(target.clone().into_boxed_str());
        steps.step(name, || fuzz_one(name, seconds))?;
    }
    if is_wanted(PROPERTIES) {
        steps.step(PROPERTIES, properties)?;
    }
    if is_wanted(WORLD) {
        steps.step(WORLD, crate::world::millennium)?;
        steps.step("every point", every_point)?;
    }
    if is_wanted(WORLD_POSTGRES) {
        steps.step(WORLD_POSTGRES, crate::world::century_of_nodes)?;
    }
    if is_wanted(SENDS) {
        steps.step(SENDS, sends)?;
    }
    steps.print();
    Ok(())
}

/// The names of the files in `fuzz/src/bin/`.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("fuzz/src/bin"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names)
}

fn fuzz_one(name: &str, seconds: u32) -> Result<()> {
    let work = root().join("target/fuzz");
    let learnt = work.join("corpus").join(name);
    let artifacts = work.join("artifacts").join(name);
    fs::create_dir_all(&learnt)?;
    fs::create_dir_all(&artifacts)?;
    let mut command = Command::new(cargo_fuzz()?);
    command
        .args(["run", "--release", "--fuzz-dir"])
        .arg(root().join("fuzz"))
        .arg("--target-dir")
        .arg(work.join("build"))
        .arg(name)
        .arg(learnt)
        .arg(root().join("fuzz/seeds").join(name))
        .args(["--", "-timeout=10", "-rss_limit_mb=1024", "-max_len=16384", "-print_final_stats=1"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("CARGO_TARGET_DIR")
        .current_dir(root());
    run(&mut command)
}

/// The program, installed if need be.
fn cargo_fuzz() -> Result<PathBuf> {
    let tools = root().join("target/tools");
    let program = tools.join("bin/cargo-fuzz");
    if !program.is_file() {
        println!("fuzz: installing cargo-fuzz {CARGO_FUZZ} into target/tools");
        let words = ["install", "cargo-fuzz", "--locked", "--version", CARGO_FUZZ, "--root"];
        run(cargo(&words).arg(&tools))?;
    }
    Ok(program)
}

/// The interleavings of a send and a stop at every point of a round, not only at its last ones.
fn every_point() -> Result<()> {
    let words = ["test", "-p", "rapport-sim", "--locked", "--profile", "practice"];
    run(cargo(&words).args(["--test", "interleavings"]).env("RAPPORT_EVERY_POINT", "1"))
}

/// A thousand notes through a bad line to the real mail server, with a thousand kills: on a file,
/// then on PostgreSQL with two nodes.
fn sends() -> Result<()> {
    let words = ["test", "-p", "rapport", "--locked", "--test", "faults", "sends::"];
    let mut command = cargo(&words);
    command.args(["--", "--nocapture", "--test-threads", "1"]);
    // The mail servers end by themselves after an hour unless they are told to stay.
    run(command.env("RAPPORT_SENDS", "1000").env("MAIL_SANDBOX_TTL", "36000"))
}

fn properties() -> Result<()> {
    let mut command = cargo(&["test", "--workspace", "--locked", "--profile", "practice", "fuzz_"]);
    if std::env::var_os("PROPTEST_CASES").is_none() {
        command.env("PROPTEST_CASES", "20000");
    }
    run(&mut command)
}
