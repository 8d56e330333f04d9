//! How long paper takes: one letter from a warm process, its preview, and a thousand personal letters
//! with their envelopes in one PDF, with the memory that this needs. Beside it the same letter by
//! pdfLaTeX, where that is installed (`make bench` does), both as a process of its own.
//!
//! Goals: 30 ms, 10 s, 300 MB. They are printed and not asserted: a busy machine would fail them
//! without anything being wrong. `cargo bench -p rapport-paper --bench paper`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints, needs the clock, and fails by panicking"
)]

use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rapport_paper::{
    Envelope, Guides, Layout, Letter, PdfWriter, Printer, Recipient, Sender, Typesetter,
};

/// Letters in the batch.
const LETTERS: usize = 1_000;
/// Runs of which the best counts: what disturbs only slows down.
const RUNS: usize = 10;

/// The word by which this program, started anew, writes one letter and ends.
const ONE: &str = "one-letter";

fn main() {
    if std::env::args().any(|word| word == ONE) {
        let pdf = one_letter(&mut Typesetter::default());
        return std::fs::write("letter.pdf", pdf).unwrap();
    }
    beside_latex();
    let start = Instant::now();
    let mut typesetter = Typesetter::default();
    let layout = Layout::built_in("din-5008-b").unwrap();
    let outside = Layout::built_in("envelope-c5").unwrap();
    typesetter.letter(&layout, &letter(0)).pdf(None, Printer::default()).unwrap();
    println!("first letter, fonts and layout loaded: {:?}", start.elapsed());

    let letter_time = best(|| {
        let document = typesetter.letter(&layout, &letter(1));
        black_box(document.pdf(None, Printer::default()).unwrap());
    });
    println!("one letter as PDF, warm: {letter_time:?} (goal: 30 ms)");
    let preview = best(|| {
        let document = typesetter.letter(&layout, &letter(1));
        black_box(document.svg(0, Guides::Shown).unwrap());
    });
    println!("one letter as SVG, warm: {preview:?}");

    let before = peak_memory();
    let worked = processor_time();
    let start = Instant::now();
    let mut writer = PdfWriter::new("Letters", "en", "Mara Lindqvist", None, Printer::default());
    for number in 0..LETTERS {
        let letter = letter(number);
        writer.add(&typesetter.letter(&layout, &letter));
        let envelope = Envelope {
            language: "en".to_owned(),
            recipient: letter.recipient,
            sender: Some(letter.sender),
        };
        writer.add(&typesetter.envelope(&outside, &envelope));
    }
    let pdf = writer.finish().unwrap();
    println!(
        "{LETTERS} letters with envelopes: {:?}, of which {:.1} s of one processor (goal: 10 s), {} KB of \
         PDF, peak memory {} MB, {} MB before (goal: 300 MB)",
        start.elapsed(),
        processor_time() - worked,
        pdf.len() / 1024,
        peak_memory() / 1024,
        before / 1024
    );
}

fn one_letter(typesetter: &mut Typesetter) -> Vec<u8> {
    let layout = Layout::built_in("din-5008-b").unwrap();
    typesetter.letter(&layout, &letter(0)).pdf(None, Printer::default()).unwrap()
}

/// One letter from nothing to a file, by us and by pdfLaTeX, in turns.
fn beside_latex() {
    let folder = tempfile::tempdir().unwrap();
    let run = |program: &std::path::Path, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).current_dir(folder.path()).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null()).status()
    };
    let latex = std::path::Path::new("pdflatex");
    if run(latex, &["--version"]).is_err() {
        return println!("one letter by pdfLaTeX: not installed here; `make bench` installs it");
    }
    std::fs::write(folder.path().join("peer.tex"), in_latex(&letter(0))).unwrap();
    let words = ["-interaction=batchmode", "peer.tex"];
    let ours = std::env::current_exe().unwrap();
    // Once before, so that neither finds the caches of the disk cold.
    for _ in 0..2 {
        assert!(run(&ours, &[ONE]).unwrap().success());
        assert!(run(latex, &words).unwrap().success(), "the letter in LaTeX is wrong");
    }
    let (mut one, mut other) = (Duration::MAX, Duration::MAX);
    for _ in 0..RUNS {
        one = one.min(timed(|| drop(run(&ours, &[ONE]))));
        other = other.min(timed(|| drop(run(latex, &words))));
    }
    let size = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().len() / 1024;
    println!(
        "one letter as a process of its own: {one:.1?}, {} KB; pdfLaTeX {other:.1?}, {} KB; ratio {:.1}",
        size("letter.pdf"),
        size("peer.pdf"),
        other.as_secs_f64() / one.as_secs_f64()
    );
}

/// The same words in LaTeX's own class for letters.
fn in_latex(letter: &Letter) -> String {
    let tame = |text: &str| text.replace('&', "\\&").replace('’', "'");
    let lines = |lines: &[String]| tame(&lines.join("\\\\"));
    format!(
        "\\documentclass[a4paper,11pt]{{letter}}\n\\address{{{}}}\n\
         \\signature{{{}}}\n\\date{{{}}}\n\\begin{{document}}\n\\begin{{letter}}{{{}}}\n\
         \\opening{{{}}}\n{}\n\\closing{{{}}}\n\\encl{{{}}}\n\\end{{letter}}\n\\end{{document}}\n",
        lines(&letter.sender.address),
        letter.sender.name,
        letter.date,
        lines(&letter.recipient.lines),
        letter.salutation.as_deref().unwrap_or_default(),
        tame(&letter.text),
        letter.closing.as_deref().unwrap_or_default(),
        letter.enclosures.join(", "),
    )
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn best(mut run: impl FnMut()) -> Duration {
    (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .unwrap()
}

/// Seconds of a processor that this process had, so that a busy machine can be told from slow code;
/// 0 where the system does not tell.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks = after_name.split_whitespace().nth(11).and_then(|ticks| ticks.parse::<f64>().ok());
    ticks.unwrap_or(0.0) / 100.0
}

/// The most memory this process ever had, in kilobytes; 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().split(' ').next()?.parse().ok())
        .unwrap_or(0)
}

fn letter(number: usize) -> Letter {
    Letter {
        language: "en-GB".into(),
        title: format!("Letter {number}"),
        sender: Sender {
            name: "Mara Lindqvist".into(),
            address: vec!["Kastanienallee 12".into(), "10435 Berlin".into()],
            contact: vec!["+49 30 5550 1234".into(), "mara@lindqvist.example".into()],
        },
        recipient: Recipient {
            lines: vec![
                format!("Dana Whitfield {number}"),
                "Harbour & Finch Ltd".into(),
                format!("{number} Quayside Row"),
                "BRISTOL".into(),
                "BS1 4ZZ".into(),
            ],
            country_line: Some("UNITED KINGDOM".into()),
        },
        date: "22 November 2026".into(),
        subject: Some("Our conversation on Thursday".into()),
        salutation: Some(format!("Dear Ms Whitfield {number},")),
        text: "Thank you for the hour you gave me on Thursday, and for walking me through the sorting \
               hall yourself. I have kept thinking about the belt that stops whenever two parcels \
               arrive together: your team’s idea of letting the scanner decide, rather than the \
               clock, is the kind of problem I would like to work on.\n\n\
               You asked how I would find out whether the new scanner pays. I would count the stops of \
               one belt for two weeks, change nothing else, and count again; with the numbers you \
               named, a difference of a tenth would show. I am happy to write this down in more \
               detail if it helps you to decide.\n\n\
               You said that you would like to choose by the end of next week. Should anything be \
               missing until then, a call is enough."
            .into(),
        closing: Some("Yours sincerely,".into()),
        enclosures: vec!["References".into()],
        ..Letter::default()
    }
}
