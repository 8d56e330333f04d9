//! How many mails a second one core reads: a mailbox of plain-text mails through cutting, parsing,
//! stripping and classifying; HTML mails of 50 KB; and the same mailbox by Python's email parser.
//!
//! Goals: 10,000 and 1,000 mails a second, ten times Python. They are printed and not asserted: a
//! busy machine would fail them without anything being wrong. All mails are invented and generated
//! here. `cargo bench -p rapport-mail --bench mail` runs it; `-- MBOX` reads a mailbox of yours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement prints, needs the clock, and fails by panicking"
)]

// The reader of mailboxes is a leaf of its own; a dependency would bring phone numbers along.
#[path = "../../rapport-formats/src/mbox.rs"]
#[allow(dead_code, unused_imports, reason = "a part of it is used here")]
mod mbox;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufReader, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rapport_core::classify::classify;
use rapport_mail::{parse, parse_headers};

/// Plain-text mails in the mailbox.
const MAILS: usize = 20_000;
/// HTML mails.
const PAGES: usize = 300;
/// Bytes of one of them.
const PAGE: usize = 50 * 1024;
/// Runs of which the best counts: what disturbs only slows down.
const RUNS: usize = 3;

fn main() {
    let own = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let plain = folder.join("plain.mbox");
    if let Some(own) = own {
        measure("your mailbox", Path::new(&own), None);
        return;
    }
    write(&plain, (0..MAILS).map(plain_mail));
    let rate = measure("plain-text mails up to 5 KB", &plain, Some(10_000));
    compare(&plain, rate);
    let pages = folder.join("html.mbox");
    write(&pages, (0..PAGES).map(html_mail));
    measure("HTML mails of 50 KB", &pages, Some(1_000));
    for path in [plain, pages] {
        std::fs::remove_file(path).unwrap();
    }
}

fn write(path: &Path, mails: impl Iterator<Item = String>) {
    let mut file = std::io::BufWriter::new(File::create(path).unwrap());
    for mail in mails {
        writeln!(file, "From dana@acme.example Thu Mar  5 09:00:00 2026\n{mail}").unwrap();
    }
    file.flush().unwrap();
}

/// Reads the mailbox, prints the rate and gives it, in mails a second.
fn measure(what: &str, mailbox: &Path, goal: Option<u32>) -> f64 {
    let mut best = Duration::MAX;
    let (mut count, mut bytes) = (0_usize, 0_usize);
    let (mut cut, mut headers) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..RUNS {
        let start = Clock::start();
        (count, bytes) = each(mailbox, |message| {
            black_box(classify(&parse(message).signs));
        });
        best = best.min(start.elapsed());
        let start = Clock::start();
        each(mailbox, |message| {
            black_box(message);
        });
        cut = start.elapsed();
        let start = Clock::start();
        each(mailbox, |message| {
            black_box(parse_headers(message));
        });
        headers = start.elapsed();
    }
    let rate = count as f64 / best.as_secs_f64();
    let goal = goal.map_or_else(String::new, |goal| format!("   goal >= {goal}"));
    println!("{what:<30}{rate:>10.0} a second{goal}");
    let kilobytes = bytes as f64 / count as f64 / 1024.0;
    let share = |part: Duration| 100.0 * part.as_secs_f64() / best.as_secs_f64();
    println!(
        "  {count} mails of {kilobytes:.1} KB on average; {:.0} % of it to cut the mailbox, {:.0} % with the headers",
        share(cut),
        share(headers)
    );
    rate
}

/// Time on the processor, so that a busy machine measures the same; elsewhere than on Linux time on
/// the wall.
struct Clock {
    wall: Instant,
    processor: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self { wall: Instant::now(), processor: Self::processor() }
    }

    fn elapsed(&self) -> Duration {
        match (self.processor, Self::processor()) {
            (Some(start), Some(end)) => end.saturating_sub(start),
            _ => self.wall.elapsed(),
        }
    }

    /// The first number is nanoseconds spent running.
    fn processor() -> Option<Duration> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
    }
}

fn each(mailbox: &Path, mut message_read: impl FnMut(&[u8])) -> (usize, usize) {
    let mut reader =
        mbox::Reader::new(BufReader::with_capacity(64 * 1024, File::open(mailbox).unwrap()));
    let mut message = Vec::new();
    let (mut count, mut bytes) = (0, 0);
    while reader.read(&mut message).unwrap().is_some() {
        message_read(&message);
        count += 1;
        bytes += message.len();
    }
    (count, bytes)
}

/// Python's own parser on the same mailbox: it cuts and decodes, and weighs nothing.
fn compare(mailbox: &Path, ours: f64) {
    const SCRIPT: &str = "\
import sys, time, mailbox, email, email.policy
start = time.process_time()
count = 0
read = lambda file: email.message_from_binary_file(file, policy=email.policy.default)
for message in mailbox.mbox(sys.argv[1], factory=read):
    (message['subject'], message['from'].addresses, message['to'].addresses, message['date'].datetime)
    for part in message.walk():
        if part.get_content_maintype() == 'text':
            part.get_content()
    count += 1
print(count / (time.process_time() - start))
";
    let output = Command::new("python3").arg("-c").arg(SCRIPT).arg(mailbox).output();
    match output {
        Ok(output) if output.status.success() => {
            let theirs: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap();
            println!("{:<30}{theirs:>10.0} a second", "Python's email parser, the same");
            println!("{:<30}{:>10.1} times   goal >= 10", "we are", ours / theirs);
        }
        _ => println!("python3 is not there: nothing to compare with"),
    }
}

/// Numbers that look like chance and are the same in every run.
fn pick(number: usize, salt: usize, bound: usize) -> usize {
    let mixed =
        (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt as u64 * 77_777);
    usize::try_from((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33).unwrap()
        % bound
}

const SENTENCES: [&str; 12] = [
    "Thank you for the talk about the glass roof last Tuesday.",
    "I have shown your drawings to Ivo, who liked the second one best.",
    "Could you tell me what the hall would cost with the smaller windows?",
    "We shall decide at the end of the month, not before.",
    "Die Unterlagen sind angekommen, vielen Dank für die schnelle Antwort.",
    "Wann haben Sie nächste Woche Zeit für ein Gespräch?",
    "The budget for this year is spent, but the next one looks better.",
    "Please send the offer to our office in the harbour.",
    "Merci pour votre message, je vous réponds dès que possible.",
    "I am not sure that we need all of it.",
    "It would help me to see a reference from a similar building.",
    "Let us speak on the phone, mornings are best.",
];

fn paragraphs(number: usize, sentences: usize, prefix: &str) -> String {
    let mut text = String::new();
    for place in 0..sentences {
        if place % 3 == 0 {
            text.push_str(prefix);
        }
        text.push_str(SENTENCES[pick(number, place, SENTENCES.len())]);
        text.push_str(if place % 3 == 2 { "\n" } else { " " });
    }
    text.push('\n');
    text
}

/// What returns: answers with quotes, away notices, reports, newsletters.
fn plain_mail(number: usize) -> String {
    let head = format!(
        "Return-Path: <dana{number}@acme.example>\nReceived: from mx.acme.example (mx.acme.example [192.0.2.7])\n\
         \tby mail.example with ESMTPS id {number:x}\n\tfor <nell@mail.example>; Thu, 5 Mar 2026 09:00:00 +0100\n\
         Received: from desk ([198.51.100.4]) by mx.acme.example; Thu, 5 Mar 2026 08:59:58 +0100\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=acme.example; s=one; h=from:to:subject;\n\tbh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b={}\n\
         From: =?utf-8?q?Dana_Wh=C3=AFtfield?= <dana{number}@acme.example>\nTo: Nell Ashworth <nell@mail.example>\n\
         Date: Thu, 5 Mar 2026 09:00:00 +0100\nMessage-ID: <{number}@acme.example>\nMIME-Version: 1.0\n",
        "Qk9".repeat(80)
    );
    let answer = "In-Reply-To: <1@mail.example>\nReferences: <0@mail.example> <1@mail.example>\n";
    let encoding = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n";
    let own = paragraphs(number, 3 + pick(number, 1, 9), "");
    let quoted = paragraphs(number + 1, 6 + pick(number, 2, 20), "> ");
    match number % 10 {
        0 => format!(
            "{head}Auto-Submitted: auto-replied\nSubject: Automatic reply: The hall\n{encoding}\n\
             I am out of the office until 12 March 2026 and read no mail. In urgent cases please \
             write to ivo@acme.example.\n\nDana\n"
        ),
        1 => format!(
            "{head}Subject: Undelivered Mail Returned to Sender\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_b\"\n\n\
             --=_b\nContent-Type: text/plain\n\nYour message could not be delivered.\n\n\
             --=_b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.acme.example\n\n\
             Final-Recipient: rfc822; gone{number}@acme.example\nAction: failed\nStatus: 5.1.1\n\
             Diagnostic-Code: smtp; 550 5.1.1 <gone{number}@acme.example>: unknown\n\n\
             --=_b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <1@mail.example>\nFrom: nell@mail.example\n\n--=_b--\n"
        ),
        2 => format!(
            "{head}List-Id: <news.acme.example>\nList-Unsubscribe: <https://acme.example/off?u={number}>\n\
             Subject: News from the works\n{encoding}\n{own}{own}\nhttps://acme.example/news/{number}\n"
        ),
        3 => format!(
            "{head}{answer}Subject: Re: The hall\nContent-Type: text/plain; charset=utf-8\n\
             Content-Transfer-Encoding: quoted-printable\n\n{}\n",
            format!("{own}\nOn Wed, 4 Mar 2026 at 10:00, Nell Ashworth <nell@mail.example> wrote:\n{quoted}")
                .replace('=', "=3D")
                .replace('ü', "=C3=BC")
                .replace(". ", ".=\n ")
        ),
        _ => format!(
            "{head}{answer}Subject: Re: The hall\n{encoding}\n{own}\n\
             On Wed, 4 Mar 2026 at 10:00, Nell Ashworth <nell@mail.example> wrote:\n{quoted}\n-- \nDana Whitfield\nAcme Works\n"
        ),
    }
}

/// An answer from a mail program that writes much markup, with the thread below it.
fn html_mail(number: usize) -> String {
    let mut html = String::from(
        "<html><head><style>p.MsoNormal {margin:0cm; font-size:11.0pt}</style></head><body><div class=\"WordSection1\">\n",
    );
    let mut place = 0;
    while html.len() < PAGE {
        if place == 6 {
            html.push_str(
                "<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\">\
                 <p class=\"MsoNormal\"><b>From:</b> Nell Ashworth &lt;nell@mail.example&gt;<br><b>Sent:</b> Wednesday, 4 March 2026 10:00<br>\
                 <b>To:</b> Dana Whitfield<br><b>Subject:</b> The hall</p></div>\n",
            );
        }
        let sentence = SENTENCES[pick(number, place, SENTENCES.len())];
        html.push_str(&format!(
            "<p class=\"MsoNormal\"><span lang=\"EN-GB\" style=\"font-family:&quot;Calibri&quot;,sans-serif;color:#1F497D\">\
             {sentence}&nbsp;<a href=\"https://acme.example/{place}?a=1&amp;b={number}\">more</a><o:p></o:p></span></p>\n"
        ));
        place += 1;
    }
    html.push_str("</div></body></html>\n");
    format!(
        "From: Dana <dana@acme.example>\nTo: nell@mail.example\nDate: Thu, 5 Mar 2026 09:00:00 +0100\n\
         Message-ID: <h{number}@acme.example>\nSubject: RE: The hall\nMIME-Version: 1.0\n\
         Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{html}"
    )
}
