//! The pages with a hundred thousand contacts and a million mails, on SQLite and on PostgreSQL.
//!
//! A real `rapport serve` answers a client of one connection, then fifty of them. What is told: time
//! of an answer as the client sees it, processor time of the server for it, bytes of a first visit,
//! resident memory. Goals are printed and not asserted: a busy machine would miss them without
//! anything being wrong; processor time hardly depends on what else runs.
//!
//! `cargo bench -p rapport --bench size [sqlite] [postgres]`; `RAPPORT_BENCH_CONTACTS` makes it smaller,
//! `RAPPORT_BENCH_KEEP` names a folder where the SQLite file is kept and found again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measurement prints, needs the clock, and fails by panicking"
)]

mod client;
mod fill;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use client::Client;
use fill::Size;
use rapport_sandbox::Postgres;

/// Questions for each page, after some to warm up.
const ASKED: usize = 200;
const WARM_UP: usize = 20;

/// How long fifty clients ask, and how many they are.
const RUSH: Duration = Duration::from_secs(10);
const CLIENTS: usize = 50;

/// Runs of a command.
const RUNS: usize = 15;

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wants = |word: &str| words.is_empty() || words.iter().any(|it| it == word);
    let contacts = std::env::var("RAPPORT_BENCH_CONTACTS").ok().and_then(|it| it.parse().ok());
    let contacts: u64 = contacts.unwrap_or(100_000);
    let size = Size { contacts, messages: contacts * 10 };
    println!("{contacts} contacts, {} mails of 1 KB", size.messages);
    if wants("sqlite") {
        let kept = std::env::var_os("RAPPORT_BENCH_KEEP").map(PathBuf::from);
        let temporary = tempfile::tempdir().unwrap();
        let data = kept.unwrap_or_else(|| temporary.path().to_owned());
        measure("SQLite", &Place { data, database: None }, size);
    }
    if wants("postgres") {
        let postgres = Postgres::start();
        let data = tempfile::tempdir().unwrap();
        let database = Some(postgres.database());
        measure("PostgreSQL", &Place { data: data.path().to_owned(), database }, size);
    }
}

/// Where the data is.
struct Place {
    data: PathBuf,
    database: Option<String>,
}

impl Place {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
        command.args(words).arg("--data").arg(&self.data).stdin(Stdio::null());
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    fn run(&self, words: &[&str]) -> String {
        let output = self.command(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

fn measure(name: &str, place: &Place, size: Size) {
    println!("\n{name}");
    let start = Instant::now();
    let mark = place.data.join("filled");
    if mark.exists() {
        println!("found filled");
    } else {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(fill::fill(&place.data, place.database.as_deref(), size));
        std::fs::write(mark, "").unwrap();
        println!("filled in {} s", start.elapsed().as_secs());
    }
    // The backup of the day is made now, not while something is measured.
    let start = Instant::now();
    place.run(&["run"]);
    println!("one round with the backup of the day: {:.1} s", start.elapsed().as_secs_f64());
    for (what, words, goal) in [
        ("rapport today", &["today"][..], "   goal < 50 ms"),
        ("rapport contacts list freya", &["contacts", "list", "freya"], ""),
        ("rapport run, nothing due", &["run"], ""),
    ] {
        let mut times: Vec<Duration> = (0..RUNS).map(|_| took(|| drop(place.run(words)))).collect();
        times.sort();
        println!(
            "{what:<40} median {:>7.1} ms, best {:>7.1} ms{goal}",
            milliseconds(times[RUNS / 2]),
            milliseconds(times[0])
        );
    }
    let server = Serving::start(place);
    std::thread::sleep(Duration::from_secs(10));
    println!("{:<40} {:>7.1} MB   goal < 40 MB", "idle serve, resident", server.memory("VmRSS:"));
    let (address, cookie) = Client::enter(&place.run(&["link"]));
    first_visit(&mut Client::new(&address, &cookie));
    pages(&server, &mut Client::new(&address, &cookie), size);
    rush(&server, &address, &cookie, size);
}

/// Bytes of Today for a browser that was never here, everything it fetches included.
fn first_visit(client: &mut Client) {
    let page = client.get("/", false).unwrap();
    assert_eq!(page.status, 200);
    let parts = client::parts_of(&String::from_utf8(page.body).unwrap());
    let mut bytes = client.get("/", true).unwrap().bytes;
    let page_alone = bytes;
    for part in &parts {
        let answer = client.get(part, true).unwrap();
        assert_eq!(answer.status, 200, "{part}");
        bytes += answer.bytes;
    }
    println!(
        "{:<40} {:>7.1} KB, of which the page {:.1} KB, and {} parts   goal < 100 KB",
        "first visit of Today, compressed",
        kilobytes(bytes),
        kilobytes(page_alone),
        parts.len()
    );
}

/// The address of the question with that number, so that each is another one.
type Address = Box<dyn Fn(usize) -> String + Send + Sync>;

/// The pages that are measured, by name.
fn addresses(size: Size) -> Vec<(&'static str, Address)> {
    let spread = move |at: usize| 1 + (at as u64 * 7919 + 101) % size.contacts;
    vec![
        ("Today", Box::new(|_| "/".to_owned())),
        ("People", Box::new(|_| "/people".to_owned())),
        ("People, a first name", Box::new(|_| "/people?text=freya".to_owned())),
        ("People, beginnings of two names", Box::new(|_| "/people?text=ma+br".to_owned())),
        ("People, in play", Box::new(|_| "/people?state=in-play".to_owned())),
        ("People, without a next step", Box::new(|_| "/people?state=none".to_owned())),
        ("People, one organisation", Box::new(|at| format!("/people?text=works+{}", 1 + at % 900))),
        (
            "Everything, one reference",
            Box::new(move |at| format!("/people/found?text=reference+{}", spread(at))),
        ),
        ("Everything, a frequent word", Box::new(|_| "/people/found?text=reference".to_owned())),
        ("Person", Box::new(move |at| format!("/person/{}", fill::contact_id(spread(at))))),
        (
            "Person with 1,000 mails",
            Box::new(|at| format!("/person/{}", fill::contact_id(1 + at as u64 % 100))),
        ),
        ("Inbox", Box::new(|_| "/inbox".to_owned())),
        (
            "Inbox, one thread",
            Box::new(move |at| format!("/inbox?at={}", fill::contact_id(spread(at)))),
        ),
        ("Opportunities", Box::new(|_| "/opportunities".to_owned())),
        ("Health", Box::new(|_| "/health/page".to_owned())),
    ]
}

/// Each page by one client.
fn pages(server: &Serving, client: &mut Client, size: Size) {
    println!("{:<34} {:>8} {:>8} {:>8} {:>9}", "one client", "p50 ms", "p99 ms", "CPU ms", "KB");
    for (name, address) in addresses(size) {
        let first = client.get(&address(0), true).unwrap();
        if first.status != 200 {
            println!("{name:<34} answered with {}", first.status);
            continue;
        }
        for at in 0..WARM_UP {
            client.get(&address(at), true).unwrap();
        }
        let before = server.processor();
        let mut bytes = 0;
        let mut times: Vec<Duration> = (0..ASKED)
            .map(|at| {
                let answer = client.get(&address(WARM_UP + at), true).unwrap();
                assert_eq!(answer.status, 200, "{name}");
                bytes += answer.bytes;
                answer.took
            })
            .collect();
        let processor = (server.processor() - before) / ASKED as f64;
        times.sort();
        println!(
            "{name:<34} {:>8.1} {:>8.1} {:>8.1} {:>9.1}{}",
            milliseconds(times[ASKED / 2]),
            milliseconds(times[ASKED * 99 / 100]),
            processor * 1000.0,
            kilobytes(bytes / ASKED),
            if milliseconds(times[ASKED * 99 / 100]) > 50.0 { "   goal: p99 < 50" } else { "" }
        );
    }
}

/// Fifty clients at once, each going from page to page.
fn rush(server: &Serving, address: &str, cookie: &str, size: Size) {
    let before = server.processor();
    let start = Instant::now();
    let mut times: Vec<Duration> = std::thread::scope(|threads| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                threads.spawn(move || {
                    let pages = addresses(size);
                    // What a user looks at: the first pages of the list, not the odd searches.
                    let wanted = ["Today", "People", "People, a first name", "Person", "Inbox"];
                    let pages: Vec<_> =
                        pages.iter().filter(|(name, _)| wanted.contains(name)).collect();
                    let mut client = Client::new(address, cookie);
                    let mut times = Vec::new();
                    let mut at = number;
                    while start.elapsed() < RUSH {
                        let (name, page) = pages[at % pages.len()];
                        let answer = client.get(&page(at), true).unwrap();
                        assert_eq!(answer.status, 200, "{name}");
                        times.push(answer.took);
                        at += 1;
                    }
                    times
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    let took = start.elapsed().as_secs_f64();
    times.sort();
    println!(
        "{CLIENTS} clients: {:.0} answers/s, p50 {:.0} ms, p99 {:.0} ms, {:.1} ms CPU each",
        times.len() as f64 / took,
        milliseconds(times[times.len() / 2]),
        milliseconds(times[times.len() * 99 / 100]),
        (server.processor() - before) / times.len() as f64 * 1000.0
    );
    println!(
        "{:<40} {:>7.1} MB, peak {:.1} MB   goal < 150 MB",
        "serve after that load, resident",
        server.memory("VmRSS:"),
        server.memory("VmHWM:")
    );
}

/// A running server, ended with the measurement.
struct Serving(Child);

impl Serving {
    fn start(place: &Place) -> Self {
        let mut child = place
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        assert!(first.contains("http://"), "{first}");
        std::thread::spawn(move || lines.for_each(drop));
        Self(child)
    }

    /// A line of the process' own account, in megabytes.
    fn memory(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find(|it| it.starts_with(line)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// Seconds of a processor that it had, in hundredths.
    fn processor(&self) -> f64 {
        processor_of(Path::new(&format!("/proc/{}/stat", self.0.id())))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn processor_of(stat: &Path) -> f64 {
    let stat = std::fs::read_to_string(stat).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn took(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}
