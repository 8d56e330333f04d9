//! Figures of people in quantity: cards and tables of 100,000 brought in (`import`), the people of
//! 100,000 old mails (`harvest`), a table of 2 GB (`large`), and the search for those who are there
//! twice among 100,000 and 1,000,000 (`duplicates`).
//!
//! Goals: 10,000 contacts a CPU second with checks and search index, never under 5,000, memory under
//! 100 MB; a mail in less CPU than Python takes to read its header alone; duplicates among 100,000 in
//! 20 s of CPU and 500 MB, ten times as many in at most twelve times the CPU and the memory. They are
//! printed and not asserted: a busy machine would fail them without anything being wrong. CPU time is
//! that of the child, from `/proc`. `cargo bench -p rapport --bench people` runs it, the names of parts
//! behind `--` only those; `RAPPORT_BENCH_SMALL=1` does a hundredth of it.

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

/// A part of the bench: it works in a folder, and does so many times less.
type Part = fn(&Path, usize);

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wants = |word: &str| words.is_empty() || words.iter().any(|it| it == word);
    let part = if std::env::var_os("RAPPORT_BENCH_SMALL").is_some() { 100 } else { 1 };
    let folder = tempfile::tempdir().unwrap();
    let all: [(&str, Part); 4] = [
        ("import", brought_in),
        ("harvest", harvested),
        ("large", large),
        ("duplicates", found_twice),
    ];
    for (name, measure) in all {
        if wants(name) {
            measure(folder.path(), part);
        }
    }
}

/// Cards and tables of 100,000.
fn brought_in(folder: &Path, part: usize) {
    let people = 100_000 / part;
    for (what, name, write) in [
        ("import of vCards", "people.vcf", cards as fn(&Path, usize)),
        ("import of a table", "people.csv", table),
    ] {
        let file = folder.join(name);
        write(&file, people);
        let data = folder.join(format!("{name}.data"));
        let words = ["import", file.to_str().unwrap(), "--yes"];
        tell_rate(what, people, &run(&data, &words), "goal > 10,000/s, < 100 MB");
        fs::remove_dir_all(&data).unwrap();
        fs::remove_file(&file).unwrap();
    }
}

/// Old mail, beside a bare reader of headers in Python on the same file.
fn harvested(folder: &Path, part: usize) {
    let mails = 100_000 / part;
    let file = folder.join("old.mbox");
    mailbox(&file, mails);
    let path = file.to_str().unwrap();
    let bare = cost_of(Command::new("python3").args(["-c", HEADERS_ALONE, path]));
    let data = folder.join("harvest");
    run(&data, &["me", "--name", "Jo Becker", "--email", ME]);
    // An empty database opens in every run; what it takes is no part of a mail.
    let opened = run(&data, &["imports"]);
    let harvest = run(&data, &["import", path, "--yes"]);
    let each = |seconds: f64| 1e6 * seconds / mails as f64;
    let own = each(harvest.seconds - opened.seconds);
    println!(
        "{:<36}{own:>9.0} µs of CPU a mail{:>5.0} MB",
        format!("old mail, {mails} mails"),
        harvest.megabytes
    );
    match bare {
        Some(bare) => println!(
            "{:<36}{:>9.0} µs of CPU a mail{:>5.0} MB   goal: ours below it ({:.2} of it)",
            "  the headers alone in Python",
            each(bare.seconds),
            bare.megabytes,
            own / each(bare.seconds)
        ),
        None => println!("  Python is not here, so nothing stands beside it"),
    }
    fs::remove_dir_all(&data).unwrap();
    fs::remove_file(&file).unwrap();
}

/// A table of 2 GB, written to a file that goes with the run.
fn large(folder: &Path, part: usize) {
    let file = folder.join("large.csv");
    let megabytes = 2_000 / part;
    wide_table(&file, megabytes);
    let cost = run(&folder.join("large"), &["import", file.to_str().unwrap(), "--dry-run"]);
    let what = format!("a table of {megabytes} MB");
    println!("{what:<36}{:>9.1} s{:>9.0} MB   goal < 100 MB", cost.seconds, cost.megabytes);
    fs::remove_file(&file).unwrap();
}

/// Who is there twice among 100,000 and ten times as many.
fn found_twice(folder: &Path, part: usize) {
    let people = 100_000 / part;
    let mut before: Option<Cost> = None;
    for count in [people, people * 10] {
        let file = folder.join("twice.csv");
        twice(&file, count);
        let words = ["contacts", "duplicates", "--json", "--from", file.to_str().unwrap()];
        let cost = run(&folder.join("none"), &words);
        let growth = before.map_or_else(
            || "   goal < 20 s, < 500 MB".to_owned(),
            |less| {
                let (time, room) = (cost.seconds / less.seconds, cost.megabytes / less.megabytes);
                format!("   {time:.1} × CPU, {room:.1} × memory, goal ≤ 12 ×")
            },
        );
        let what = format!("duplicates among {count}");
        println!("{what:<36}{:>9.1} s{:>9.0} MB{growth}", cost.seconds, cost.megabytes);
        before = Some(cost);
    }
}

/// The owner of the mailbox.
const ME: &str = "jo.becker@office.example";

/// What a bare reader does: each mail of a mailbox, its header alone, the fields that a harvest asks
/// for. The standard library's own reader of mailboxes, and its own reader of headers.
const HEADERS_ALONE: &str = "
import mailbox, sys
from email.parser import BytesHeaderParser
parser = BytesHeaderParser()
box = mailbox.mbox(sys.argv[1], factory=parser.parse, create=False)
seen = 0
for mail in box:
    for field in ('From', 'To', 'Cc', 'Date', 'Message-ID', 'In-Reply-To', 'Subject'):
        mail.get(field)
    seen += 1
assert seen > 0
";

fn tell_rate(what: &str, people: usize, cost: &Cost, goal: &str) {
    let rate = people as f64 / cost.seconds;
    println!(
        "{what:<36}{rate:>9.0} /s{:>8.0} MB   {:.1} s of CPU   {goal}",
        cost.megabytes, cost.seconds
    );
}

/// Runs the binary, and says what processor time and memory it took.
fn run(data: &Path, words: &[&str]) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
    cost_of(command.args(words).env("RAPPORT_DATA", data)).unwrap()
}

/// What a program took; none where it is not installed.
fn cost_of(command: &mut Command) -> Option<Cost> {
    let before = children_seconds();
    let started = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    let mut child = match started {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        started => started.unwrap(),
    };
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
    assert!(matches!(ended.code(), Some(0 | 3)), "{command:?}: {ended}");
    Some(Cost { seconds: children_seconds() - before, megabytes: kilobytes / 1024.0 })
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

/// Three years of mail with 2,000 people: half of it theirs, a third answered, one in eight a
/// newsletter; the header of a mail as it arrives, a text of a screen, a signature.
fn mailbox(file: &Path, mails: usize) {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (mut out, mut names) = (written(file), Names(5));
    let people: Vec<(String, String)> = (0..2_000)
        .map(|number| {
            let (given, family) = (names.given(), names.word(3));
            let address = format!("{}.{family}{number}@{}.example", given, names.word(2));
            (format!("{given} {family}"), address.to_lowercase())
        })
        .collect();
    for number in 0..mails {
        let (name, address) = &people[names.roll(people.len())];
        let date = format!(
            "{} {} {} {:02}:{:02}:00 +0100",
            1 + names.roll(28),
            MONTHS[number * 36 / mails % 12],
            2023 + number * 3 / mails,
            names.roll(24),
            names.roll(60)
        );
        let kind = names.roll(8);
        let (from, to) = match kind {
            0 => ("News <news@letters.example>".to_owned(), ME.to_owned()),
            1..=3 => (format!("Jo Becker <{ME}>"), format!("{name} <{address}>")),
            _ => (format!("{name} <{address}>"), format!("Jo Becker <{ME}>")),
        };
        let more = match kind {
            0 => "List-Unsubscribe: <https://letters.example/out>\nPrecedence: bulk\n".to_owned(),
            1 | 4 if number > 0 => {
                format!("In-Reply-To: <mail-{}@office.example>\n", names.roll(number))
            }
            _ => String::new(),
        };
        let hop = names.word(4);
        let seal = names.word(60);
        let text = (0..12).map(|_| names.word(30)).collect::<Vec<_>>().join("\n");
        write!(
            out,
            "From MAILER-DAEMON Mon Jan  1 00:00:00 2024\nReturn-Path: <{address}>\n\
             Received: from {hop}.example ([192.0.2.7]) by mx.office.example with ESMTPS id {number};\n\
             \t{date}\nReceived: from inner.{hop}.example by {hop}.example; {date}\n\
             DKIM-Signature: v=1; a=rsa-sha256; d={hop}.example; s=one;\n h=from:to:subject;\n\
             \tb={seal}\nAuthentication-Results: mx.office.example; dkim=pass; spf=pass\n\
             From: {from}\nTo: {to}\nSubject: {}\nDate: {date}\n\
             Message-ID: <mail-{number}@office.example>\n{more}MIME-Version: 1.0\n\
             Content-Type: text/plain; charset=utf-8\nX-Mailer: {hop}\n\n{text}\n\n-- \n{name}\n\
             Engineer\nAcme Ltd\n+1 212 {} {}\n\n",
            names.word(8),
            200 + number % 799,
            1000 + number % 8999,
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
