//! Figures of the finished binary with ten thousand contacts: how long it takes to start, how long
//! `rapport today` takes, how much memory an idle `serve` holds.
//!
//! Goals: 50 ms, 50 ms, 40 MB. They are printed and not asserted: a busy machine would fail them
//! without anything being wrong. `cargo bench -p rapport --bench figures` runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement prints, and fails by panicking"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{ContactInput, MeInput, Met};
use rapport_core::touchpoint::TouchpointKind;

/// Contacts in the address book.
const CONTACTS: usize = 10_000;

/// Of those, one in so many was met in the last three months and has a follow-up.
const ONE_IN: usize = 10;

/// Runs of which the middle one counts.
const RUNS: usize = 21;

fn main() {
    let data = tempfile::tempdir().unwrap();
    let clock = Clock::system();
    let took = clock.monotonic();
    fill(data.path());
    let took = clock.monotonic().saturating_sub(took);
    println!("filled with {CONTACTS} contacts in {} s", took.as_secs());
    // What became due while filling is written first, as a running server would have done.
    run(data.path(), &["run"]);

    for (what, words, goal) in [
        ("start-up (rapport --version)", &["--version"][..], Some(50)),
        ("rapport today", &["today"], Some(50)),
        ("rapport contacts list", &["contacts", "list"], None),
        ("rapport show, by name", &["show", "Contact 7770"], None),
        ("rapport doctor", &["doctor"], None),
        ("one round with nothing due", &["run"], None),
    ] {
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                let start = clock.monotonic();
                run(data.path(), words);
                clock.monotonic().saturating_sub(start)
            })
            .collect();
        times.sort();
        let goal = goal.map_or_else(String::new, |goal: u32| format!("   goal < {goal} ms"));
        println!("{what:<32}{:>8.1} ms{goal}", times[RUNS / 2].as_secs_f64() * 1000.0);
    }
    let mut server = Serving::start(data.path());
    let kilobytes = server.idle_memory();
    println!("{:<32}{:>8.1} MB   goal < 40 MB", "idle rapport serve", kilobytes / 1024.0);
}

fn command(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
    command.args(words).arg("--data").arg(data).stdin(Stdio::null());
    command
}

fn run(data: &Path, words: &[&str]) {
    let output = command(data, words).output().unwrap();
    // The doctor may find something: that, too, is a run of it.
    assert!(output.status.success() || words == ["doctor"], "{words:?}: {output:?}");
}

/// An address book as it grows in years: two in three belong to one of a thousand organisations.
fn fill(data: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let app = App::open(OpenOptions {
            data: data.to_owned(),
            database: None,
            serve: false,
            mode: None,
            clock: Clock::system(),
        })
        .await
        .unwrap();
        app.set_me(MeInput {
            name: Some("Nell Ashworth".to_owned()),
            mobile: Some("07700 900417".to_owned()),
            country: Some("GB".to_owned()),
            zone: Some("Europe/London".to_owned()),
            ..MeInput::default()
        })
        .await
        .unwrap();
        for number in 0..CONTACTS {
            let name = format!("Contact {number}");
            let organisation = (number % 3 > 0).then(|| format!("Works {}", number % 1000));
            let address = format!("contact{number}@works{}.example", number % 1000);
            if number % ONE_IN == 0 {
                let met = Met {
                    name,
                    organisation,
                    address: Some(address),
                    kind: Some(TouchpointKind::Interview),
                    role: Some(format!("Engineer {number}")),
                    said: Some("the glass roof of their hall".to_owned()),
                    when: Some(format!("{} days ago", 1 + number / ONE_IN % 90)),
                    ..Met::default()
                };
                app.met(met).await.unwrap();
            } else {
                let input = ContactInput {
                    name: Some(name),
                    organisation,
                    addresses: vec![address],
                    ..ContactInput::default()
                };
                app.add_contact(input).await.unwrap();
            }
        }
        app.close().await;
    });
}

/// A running server, ended with the measurement.
struct Serving(Child);

impl Serving {
    fn start(data: &Path) -> Self {
        let mut child = command(data, &["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("http://"), "{line}");
        Self(child)
    }

    /// Resident kilobytes after four rounds of its workers.
    fn idle_memory(&mut self) -> f64 {
        std::thread::sleep(Duration::from_secs(13));
        assert!(self.0.try_wait().unwrap().is_none(), "it ended by itself");
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
