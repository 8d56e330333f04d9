//! Any bytes: reading ends with a value, whatever comes.
//!
//! Here: properties over random bytes, over bytes made of what mail is made of, and over mutated
//! real messages. `PROPTEST_CASES` raises the number of cases for a long run.

use proptest::prelude::*;

use crate::parse::{parse, parse_headers};

/// A message with something of everything.
const SEED: &str = "Return-Path: <>\r\nFrom: =?utf-8?b?6Zuq?= <dana@acme.example>\r\nTo: g: a@b.test, c@d.test;\r\n\
Date: Thu, 5 Mar 2026 09:00:00 +0100\r\nSubject: =?iso-8859-1?q?Re=3A_Gr=FC=DFe?=\r\n\
Auto-Submitted: auto-replied\r\nReferences: <a@b> <c@d>\r\n\
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
--b\r\nContent-Type: text/plain; charset=utf-7; format=flowed\r\n\r\nI am away until 5 May. \r\nOn 5 Mar 2026 Ivo wrote:\r\n> x\r\n-- \r\nDana\r\n\
--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Gr=C3=BC<blockquote class=3D\"x\">&amp;</p>\r\n\
--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.test\r\nAction: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; 550 5.1.1 no\r\n\
--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nTWVzc2FnZS1JRDogPGFAYj4NCg0K\r\n\
--b\r\nContent-Type: text/calendar; method=REQUEST; name*0*=utf-8''f%C3; name*1=x\r\n\r\nMETHOD:REQUEST\r\n--b--\r\n";

/// Pieces on which readers of mail tend to stumble.
const PIECES: &[&str] = &[
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    " ",
    "\t",
    ":",
    ";",
    "<",
    ">",
    "@",
    "=?",
    "?=",
    "=?utf-8?q?",
    "=?utf-8?b?",
    "--b",
    "--b--",
    "\"",
    "\\",
    "(",
    ")",
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
    "Content-Type: text/html\r\n\r\n",
    "Subject: ",
    "From: ",
    "To: ",
    "Date: ",
    "References: ",
    "Received: ",
    "<blockquote>",
    "</div>",
    "<!--",
    "<a href=\"",
    "&#x",
    "&#1114112;",
    "On ",
    " wrote:",
    "> ",
    "-- ",
    "until 31 ",
    "5.5.",
    "2026-",
    "月",
    "日",
    "Content-Transfer-Encoding: base64\r\n\r\n",
    "name*0*=",
    "utf-8''%",
    "é",
    "\u{feff}",
    "\u{0}",
    "5.1.1",
    "Final-Recipient: ",
    "stop",
    "?",
];

fn check(raw: &[u8]) {
    let parsed = parse(raw);
    assert!(parsed.reply_text.len() <= parsed.text.len());
    assert!(!parsed.text.contains('\0'));
    assert!(!parsed.subject.contains(['\r', '\n']));
    assert!(parsed.head.from.iter().all(|address| *address == address.to_lowercase()));
    assert_eq!(parse(raw), parsed);
    let head = parse_headers(raw);
    assert_eq!(head.head.message_id, parsed.head.message_id);
    assert_eq!(head.subject, parsed.subject);
}

#[test]
fn fuzz_the_seed_is_read() {
    check(SEED.as_bytes());
    assert_eq!(parse(SEED.as_bytes()).head.failed_recipients, ["a@b.test"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_parse_any_bytes(raw in prop::collection::vec(any::<u8>(), 0..2_000)) {
        check(&raw);
    }

    #[test]
    fn fuzz_parse_pieces_of_mail(places in prop::collection::vec(0..PIECES.len(), 0..200)) {
        let raw: String = places.iter().map(|place| PIECES[*place]).collect();
        check(raw.as_bytes());
    }

    #[test]
    fn fuzz_parse_mutated_mail(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..5_u8), 1..30),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut raw = SEED.as_bytes().to_vec();
        for (place, byte, kind) in changes {
            let at = place.index(raw.len().max(1)).min(raw.len().saturating_sub(1));
            match kind {
                0 => { raw.remove(at); }
                1 => raw.insert(at, byte),
                2 => raw.truncate(at.max(20)),
                3 => {
                    let piece: Vec<u8> = raw[cut.index(raw.len())..].iter().take(80).copied().collect();
                    raw.splice(at..at, piece);
                }
                _ => raw[at] = byte,
            }
            if raw.len() < 2 {
                break;
            }
        }
        check(&raw);
    }
}

#[test]
fn fuzz_hostile_sizes_end_soon() {
    #[expect(clippy::disallowed_methods, reason = "a deadline of a test, not of the product")]
    let started = std::time::Instant::now();
    for piece in PIECES {
        let head = format!("Subject: {}\r\n\r\n", piece.replace(['\r', '\n'], "").repeat(3_000));
        check(head.as_bytes());
        let text = format!(
            "From: a@b.test\r\nAuto-Submitted: auto-replied\r\nDate: Thu, 5 Mar 2026 09:00:00 +0100\r\n\r\n{}",
            piece.repeat(8_000)
        );
        check(text.as_bytes());
        let html = format!("Content-Type: text/html\r\n\r\n{}", piece.repeat(8_000));
        check(html.as_bytes());
    }
    // Generous: a debug build on a busy machine; a quadratic pass would take hours.
    assert!(started.elapsed().as_secs() < 300, "{:?}", started.elapsed());
}
