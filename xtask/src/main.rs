//! The chores of the project; `make` only lists their names.
//!
//! - [`deps`]: what the tests need on this machine, installed from Debian, PyPI and npm.
//! - [`test`](mod@test): the one command before a commit, and the whole of continuous integration.
//! - [`tidy`] and [`bans`]: the rules that a machine can hold, over our text and over
//!   what we depend on. Their lists are in `xtask/policy/`.
//! - [`world`](mod@world): a simulated world of so many days and people.
//! - [`mutants`](mod@mutants): which test notices a weakened guard.
//! - [`bench`](mod@bench): every benchmark, and the peers that some are measured against.
//! - [`install`], [`corpora`]: binary, manual and completions in place; scores on
//!   published data.
//!
//! Not here: anything of the product. The chores know its command line and nothing else.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a tool for the terminal that tells how long things took"
)]

mod bans;
mod bench;
mod corpora;
mod deps;
mod fuzz;
mod install;
mod mutants;
mod steps;
mod test;
mod tidy;
mod world;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Usage: cargo xtask <chore>

  deps      install what the tests need (Debian packages, a Python venv, npm packages)
  test      all of it: deps, fmt, clippy, tidy, bans, doc, tests; times at the end
  tidy      the rules about our own text: crate edges, lengths, headers, words
  bans      the rules about dependencies: licences, banned crates, duplicates
  run       build quickly and start Rapport in practice mode
  bench     the benchmarks of all crates, or those named: [NAME…]
  fuzz      the fuzz targets, each so many seconds: [--time 900] [TARGET…]
  mutants   weakens each guard of sending in a copy; a named test must notice
  world     a simulated world: [--seed 1 | --seeds 1..9] [--days 365] [--contacts 40] [--threads 1] [--log]
            [--database postgres --nodes 3]
  corpora   scores on published data: CORPORA=DIR cargo xtask corpora [SET…]
  screenshots  a picture of every page, light and dark, phone and desk: target/screenshots
  install   release build, manual, completions, service: [--prefix DIR], default ~/.local
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match chore(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(words: &[String]) -> Result<()> {
    let (name, rest) = match words.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", words),
    };
    if !rest.is_empty()
        && !matches!(name, "install" | "run" | "bench" | "corpora" | "fuzz" | "world")
    {
        bail!("`{name}` takes no arguments, got: {}", rest.join(" "));
    }
    match name {
        "deps" => deps::deps(),
        "test" => test::test(),
        "tidy" => tidy::tidy(),
        "bans" => bans::bans(),
        "run" => install::run(rest),
        "bench" => bench::bench(rest),
        "fuzz" => fuzz::fuzz(rest),
        "mutants" => mutants::mutants(),
        "world" => world::world(rest),
        "corpora" => corpora::corpora(rest),
        "screenshots" => test::screenshots(),
        "install" => install::install(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => bail!("no chore `{unknown}`\n\n{USAGE}"),
    }
}
