//! Figures of people in quantity: cards and tables of 100,000 brought in, a table of 2 GB, and the
//! search for those who are there twice among 100,000 and 1,000,000.
//!
//! Goals: 10,000 contacts a CPU second with checks and search index, never under 5,000, memory under
//! 100 MB; duplicates among 100,000 in 20 s of CPU and 500 MB, ten times as many in not much more
//! than ten times the time. They are printed and not asserted: a busy machine would fail them
//! without anything being wrong. CPU time is that of the child, from `/proc`. `cargo bench -p rapport
//! --bench people` runs it; `RAPPORT_BENCH_SMALL=1` does a hundredth of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement prints, and fails by panicking"
)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Between two looks at the memory of a child.
const REST: Duration = Duration::from_millis(10);

/// What a run cost.
struct Cost {
    seconds: f64,
    megabytes: f64,
}

fn main() {
    let part = if std::env::var_os("RAPPORT_BENCH_SMALL").is_some() { 100 } else { 1 };
    let people = 100_000 / part;
    let folder = tempfile::tempdir().unwrap();
    for (what, name, write) in [
        ("import of vCards", "people.vcf", cards as fn(&Path, usize)),
        ("import of a table", "people.csv", table),
    ] {
        let file = folder.path().join(name);
        write(&file, people);
        let data = folder.path().join(format!("{name}.data"));
        let words = ["import", file.to_str().unwrap(), "--yes"];
        tell_rate(what, people, &run(&data, &words), "goal > 10,000/s, < 100 MB");
        fs::remove_dir_all(&data).unwrap();
    }
    let file = folder.path().join("large.csv");
    let megabytes = 2_000 / part;
    wide_table(&file, megabytes);
    let cost = run(&folder.path().join("large"), &["import", file.to_str().unwrap(), "--dry-run"]);
    let what = format!("a table of {megabytes} MB");
    println!("{what:<36}{:>9.1} s{:>9.0} MB   goal < 100 MB", cost.seconds, cost.megabytes);
    fs::remove_file(&file).unwrap();
    let mut before: Option<f64> = None;
    for count in [people, people * 10] {
        let file = folder.path().join("twice.csv");
        twice(&file, count);
        let words = ["contacts", "duplicates", "--json", "--from", file.to_str().unwrap()];
        let cost = run(&folder.path().join("none"), &words);
        let growth = before
            .map_or_else(String::new, |seconds| format!("   {:.1} ×", cost.seconds / seconds));
        let what = format!("duplicates among {count}");
        println!("{what:<36}{:>9.1} s{:>9.0} MB{growth}", cost.seconds, cost.megabytes);
        before = Some(cost.seconds);
    }
}

fn tell_rate(what: &str, people: usize, cost: &Cost, goal: &str) {
    let rate = people as f64 / cost.seconds;
    println!(
        "{what:<36}{rate:>9.0} /s{:>8.0} MB   {:.1} s of CPU   {goal}",
        cost.megabytes, cost.seconds
    );
}

/// Runs the binary, and says what processor time and memory it took.
fn run(data: &Path, words: &[&str]) -> Cost {
    let before = children_seconds();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapport"))
        .args(words)
        .env("RAPPORT_DATA", data)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut kilobytes = 0.0_f64;
    let ended = loop {
        // The highest of the kernel's own marks; the last look is a moment before the end.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let mark = mark.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok());
        kilobytes = kilobytes.max(mark.unwrap_or(0.0));
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(REST);
    };
    // Three says that not all could be read, as it may be here.
    assert!(matches!(ended.code(), Some(0 | 3)), "{words:?}: {ended}");
    Cost { seconds: children_seconds() - before, megabytes: kilobytes / 1024.0 }
}

/// Processor time of all children that ended; the kernel counts hundredths of a second.
fn children_seconds() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap();
    // Behind the name in brackets: state is field 3, cutime and cstime are 16 and 17.
    let (_, rest) = text.rsplit_once(')').unwrap();
    let ticks: f64 =
        rest.split_whitespace().skip(13).take(2).map(|field| field.parse::<f64>().unwrap()).sum();
    ticks / 100.0
}

/// Names that look like chance and are the same in every run.
struct Names(u64);

impl Names {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn word(&mut self, syllables: usize) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ker", "lin", "mo", "ra", "ster", "dan", "wick", "hol", "fen", "tor", "gar",
            "ley", "win", "ash", "ber",
        ];
        (0..syllables).map(|_| SYLLABLES[self.roll(SYLLABLES.len())]).collect()
    }

    fn given(&mut self) -> &'static str {
        const GIVEN: [&str; 12] = [
            "Anna", "Ben", "Carla", "David", "Ella", "Felix", "Greta", "Hugo", "Ida", "Jonas",
            "Kate", "Leo",
        ];
        GIVEN[self.roll(GIVEN.len())]
    }

    fn phone(&mut self) -> String {
        format!("+1 212 {} {}", 200 + self.roll(799), 1000 + self.roll(8999))
    }
}

fn written(file: &Path) -> BufWriter<File> {
    BufWriter::new(File::create(file).unwrap())
}

fn cards(file: &Path, people: usize) {
    let (mut out, mut names) = (written(file), Names(1));
    for number in 0..people {
        let (given, family, firm) = (names.given(), names.word(3), names.word(2));
        write!(
            out,
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{given} {family}\r\n\
             ORG:{firm} Ltd\r\nTITLE:Engineer\r\n\
             EMAIL;TYPE=work:{family}{number}@{firm}.example\r\nTEL;TYPE=CELL:{}\r\n\
             ADR;TYPE=WORK:;;{} {} Street;Springfield;IL;62701;USA\r\n\
             NOTE:met at the fair\\, row {number}\r\nUID:card-{number}\r\nEND:VCARD\r\n",
            names.phone(),
            1 + names.roll(300),
            names.word(2),
        )
        .unwrap();
    }
}

fn table(file: &Path, people: usize) {
    let (mut out, mut names) = (written(file), Names(2));
    writeln!(
        out,
        "First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone,Business Street,\
         Business City,Business State,Business Postal Code,Business Country/Region,Notes"
    )
    .unwrap();
    for number in 0..people {
        let (given, family, firm) = (names.given(), names.word(3), names.word(2));
        writeln!(
            out,
            "{given},{family},{firm} Ltd,Engineer,{family}{number}@{firm}.example,{},{} {} \
             Street,Springfield,IL,62701,USA,\"met at the fair, row {number}\"",
            names.phone(),
            1 + names.roll(300),
            names.word(2),
        )
        .unwrap();
    }
}

/// Few people with a note of half a megabyte each.
fn wide_table(file: &Path, megabytes: usize) {
    let (mut out, mut names) = (written(file), Names(3));
    writeln!(out, "Name,Email,Notes").unwrap();
    let mut note = String::new();
    while note.len() < 512 * 1024 {
        write!(note, "{} ", names.word(4)).unwrap();
    }
    for number in 0..megabytes * 2 {
        writeln!(out, "Name{number} {},n{number}@example.org,{note}", names.word(3)).unwrap();
    }
}

/// One in ten is there twice, with a slip.
fn twice(file: &Path, people: usize) {
    let (mut out, mut names) = (written(file), Names(4));
    writeln!(out, "id,given_name,family_name,street,city,postcode,birthday").unwrap();
    let mut id = 0;
    while id < people {
        let (given, family) = (names.given(), names.word(3));
        let rest = format!(
            "{} {} street,{},{},19{}-{:02}-{:02}",
            1 + names.roll(300),
            names.word(2),
            names.word(2),
            1000 + names.roll(8999),
            30 + names.roll(70),
            1 + names.roll(12),
            1 + names.roll(28),
        );
        writeln!(out, "{id},{given},{family},{rest}").unwrap();
        id += 1;
        if names.roll(10) == 0 {
            writeln!(out, "{id},{given},{}{},{rest}", &family[..2], &family[3..]).unwrap();
            id += 1;
        }
    }
}
