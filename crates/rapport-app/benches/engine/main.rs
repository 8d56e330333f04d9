//! How fast the heart beats: decisions, transitions through the one door, the scheduler's look at a
//! million timers, and drafts written, on SQLite and on PostgreSQL.
//!
//! What depends on the disk is told beside a bare client of the same database in the same run, so that
//! a slow disk or a busy machine says nothing about us. `cargo bench -p rapport-app --bench engine`,
//! with the word `decide`, `door`, `tick` or `drafts` for one part only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measurement prints, needs the clock, and fails by panicking"
)]

mod bare;
mod decisions;
mod door;
mod drafts;
mod tick;

use std::time::{Duration, Instant};

use rapport_sandbox::Postgres;
use rapport_store::Place;

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wants = |word: &str| words.is_empty() || words.iter().any(|it| it == word);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if wants("decide") {
        decisions::measure();
    }
    if !["door", "tick", "drafts"].into_iter().any(wants) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    // As a server keeps what it was told: with every commit on the disk.
    let postgres = Postgres::start();
    for setting in ["fsync = on", "synchronous_commit = on", "full_page_writes = on"] {
        postgres.query("postgres", &format!("alter system set {setting}"));
    }
    postgres.query("postgres", "select pg_reload_conf()");
    let sqlite = || {
        let folder = tempfile::tempdir_in(folder.path()).unwrap();
        Place::Sqlite(folder.keep().join("rapport.sqlite"))
    };
    let server = || Place::Postgres(postgres.database());
    runtime.block_on(async {
        for (name, place) in [("SQLite", &sqlite as &dyn Fn() -> Place), ("PostgreSQL", &server)] {
            println!("\n{name}");
            if wants("door") {
                door::measure(&place()).await;
            }
            if wants("tick") {
                tick::measure(&place()).await;
            }
            if wants("drafts") {
                drafts::measure(&place()).await;
            }
        }
    });
}

/// Seconds of a processor that this process had, all its threads together.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

/// How long something took on the clock and on the processor.
struct Taken {
    clock: Duration,
    processor: f64,
}

impl Taken {
    async fn by(work: impl Future<Output = ()>) -> Self {
        let (start, before) = (Instant::now(), processor());
        work.await;
        Self { clock: start.elapsed(), processor: processor() - before }
    }

    fn rate(&self, count: usize) -> f64 {
        count as f64 / self.clock.as_secs_f64()
    }

    fn per_processor(&self, count: usize) -> f64 {
        count as f64 / self.processor.max(0.01)
    }
}
