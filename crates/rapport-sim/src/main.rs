//! `cargo xtask world`: lives the worlds of some seeds and tells what became of them.
//!
//! Arguments: `--seed N` or `--seeds FIRST..END`, `--days N`, `--contacts N`, `--threads N`, `--log`,
//! `--disk`, `--calm`, `--database postgres`, `--nodes N`.

#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use rapport_app::clock::Clock;
use rapport_sim::world::{Database, Faults, Media, Settings};
use rapport_sim::{Outcome, live};

struct Wanted {
    first: u64,
    end: u64,
    threads: usize,
    settings: Settings,
}

fn main() -> Result<ExitCode> {
    let wanted = read(std::env::args().skip(1))?;
    let clock = Clock::system();
    let start = clock.monotonic();
    let next = AtomicU64::new(wanted.first);
    let outcomes: Mutex<Vec<(u64, Result<Outcome>)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..wanted.threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= wanted.end {
                        return;
                    }
                    let settings = Settings { seed, ..wanted.settings.clone() };
                    let began = clock.monotonic();
                    let outcome = live(settings);
                    tell(seed, &outcome, (clock.monotonic() - began).as_secs_f64());
                    outcomes.lock().unwrap_or_else(PoisonError::into_inner).push((seed, outcome));
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    let bad = summarise(&outcomes, &wanted, (clock.monotonic() - start).as_secs_f64());
    Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(seed: u64, outcome: &Result<Outcome>, seconds: f64) {
    match outcome {
        Ok(outcome) => {
            for line in &outcome.log {
                println!("{line}");
            }
            let counts = &outcome.counts;
            let verdict = if outcome.wrong.is_empty() { "good" } else { "WRONG" };
            println!(
                "seed {seed}: {verdict}; {} rounds, {} meetings, {} yeses, {} sent, {} received, \
                 {} crashes, {} faults, {seconds:.1} s",
                counts.rounds,
                counts.meetings,
                counts.approvals,
                counts.sent,
                counts.received,
                counts.crashes,
                counts.faults,
            );
            for wrong in &outcome.wrong {
                println!("  {wrong}");
            }
        }
        Err(error) => println!("seed {seed}: the world broke: {error:#}"),
    }
}

fn summarise(outcomes: &[(u64, Result<Outcome>)], wanted: &Wanted, seconds: f64) -> usize {
    let mut total = rapport_sim::world::Counts::default();
    let mut bad = Vec::new();
    for (seed, outcome) in outcomes {
        match outcome {
            Ok(outcome) => {
                total.rounds += outcome.counts.rounds;
                total.sent += outcome.counts.sent;
                total.received += outcome.counts.received;
                total.crashes += outcome.counts.crashes;
                total.faults += outcome.counts.faults;
                for (words, count) in &outcome.counts.refusals {
                    *total.refusals.entry(words.clone()).or_default() += count;
                }
                if !outcome.wrong.is_empty() {
                    bad.push(*seed);
                }
            }
            Err(_) => bad.push(*seed),
        }
    }
    if wanted.settings.log {
        for (words, count) in &total.refusals {
            println!("refused {count} times: {words}");
        }
    }
    let days = wanted.settings.days * i64::try_from(outcomes.len()).unwrap_or(0);
    let years = f64::from(u32::try_from(days).unwrap_or(u32::MAX)) / 365.0;
    println!(
        "{years:.1} years in {} worlds, {seconds:.1} s ({:.2} years a second): {} notes sent, {} mails \
         received, {} power failures, {} faults, {} rounds; worlds with something wrong: {}",
        outcomes.len(),
        years / seconds,
        total.sent,
        total.received,
        total.crashes,
        total.faults,
        total.rounds,
        bad.len(),
    );
    if !bad.is_empty() {
        bad.sort_unstable();
        println!("seeds: {bad:?}");
    }
    bad.len()
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Wanted> {
    let mut wanted = Wanted { first: 1, end: 2, threads: 1, settings: Settings::new(1, 365, 40) };
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value"));
        match word.as_str() {
            "--seed" => {
                wanted.first = value()?.parse()?;
                wanted.end = wanted.first + 1;
            }
            "--seeds" => {
                let text = value()?;
                let (first, end) = text.split_once("..").context("write it like 1..100")?;
                (wanted.first, wanted.end) = (first.parse()?, end.parse()?);
            }
            "--days" => wanted.settings.days = value()?.parse()?,
            "--contacts" => wanted.settings.contacts = value()?.parse()?,
            "--threads" => wanted.threads = value()?.parse()?,
            "--log" => wanted.settings.log = true,
            "--disk" => wanted.settings.media = Media::Disk,
            "--database" => match value()?.as_str() {
                "file" => wanted.settings.database = Database::File,
                "postgres" => wanted.settings.database = Database::Postgres { nodes: 3 },
                other => bail!("`{other}`? known are file and postgres"),
            },
            "--nodes" => wanted.settings.database = Database::Postgres { nodes: value()?.parse()? },
            "--calm" => wanted.settings.faults = Faults::NONE,
            other => bail!(
                "`{other}`? known are --seed, --seeds, --days, --contacts, --threads, --log, --disk, --calm, --database, --nodes"
            ),
        }
    }
    Ok(wanted)
}
