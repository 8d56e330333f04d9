//! Mailboxes of several kinds, cut; and what is no separator.

use std::io::{BufReader, Read};

use super::{LONGEST_MESSAGE, Reader, Start, is_mbox};

/// The messages with the lines of their separators, read in tiny pieces.
fn messages(file: &[u8]) -> Vec<(u64, String)> {
    let mut reader = Reader::new(BufReader::with_capacity(7, file));
    let mut message = Vec::new();
    let mut found = Vec::new();
    while let Some(start) = reader.read(&mut message).unwrap() {
        assert!(!start.truncated);
        found.push((start.line, String::from_utf8_lossy(&message).into_owned()));
    }
    found
}

const TWO: &str = "From dana@acme.example Thu Mar  5 09:00:00 2026\n\
    Subject: one\n\nFrom here on it is easy.\n\n\n>From the start, really.\n>>From x\n\n\
    From MAILER-DAEMON Fri Mar 06 10:11:12 +0100 2026\nSubject: two\n\n> From a quote\n";

#[test]
fn a_mailbox_is_cut_at_separators_and_escapes_are_undone() {
    let found = messages(TWO.as_bytes());
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0],
        (
            1,
            "Subject: one\n\nFrom here on it is easy.\n\n\nFrom the start, really.\n>From x\n"
                .to_owned()
        )
    );
    assert_eq!(found[1], (10, "Subject: two\n\n> From a quote\n".to_owned()));
}

#[test]
fn line_ends_stay_as_they_are() {
    let found = messages(TWO.replace('\n', "\r\n").as_bytes());
    assert_eq!(found.len(), 2);
    assert!(found[0].1.starts_with("Subject: one\r\n\r\nFrom here"), "{found:?}");
    assert!(found[0].1.contains("easy.\r\n\r\n\r\nFrom the start"), "{found:?}");
    assert_eq!(found[1].0, 10);
}

#[test]
fn a_separator_needs_an_empty_line_before_it_and_a_date() {
    let date = "From dana@acme.example Thu Mar  5 09:00:00 2026";
    assert_eq!(messages(format!("{date}\nA: b\n\ntext\n{date}\nmore\n").as_bytes()).len(), 1);
    assert_eq!(messages(format!("{date}\nA: b\n\nFrom Dana at 9:00 today\n").as_bytes()).len(), 1);
    assert_eq!(messages(format!("{date}\n\n{date}\n\n").as_bytes()).len(), 2);
    assert_eq!(
        messages(format!("some words\n\n{date}\nA: b\n").as_bytes()),
        [(3, "A: b\n".into())]
    );
    assert_eq!(messages(format!("\n\n{date}\nA: b").as_bytes()), [(3, "A: b".to_owned())]);
    assert!(messages(b"").is_empty() && messages(b"Subject: x\n\ny\n").is_empty());
}

#[test]
fn the_content_tells_an_mbox() {
    assert!(is_mbox(TWO.as_bytes()));
    assert!(is_mbox(b"\r\nFrom - Thu Mar  5 09:00:00 2026\r\n"));
    assert!(!is_mbox(b"From: dana@acme.example\n"));
    assert!(!is_mbox(b"From dana, with love\n"));
    assert!(!is_mbox(b"") && !is_mbox(&[0xff, 0xfe]));
}

#[test]
fn a_line_without_end_is_cut_and_what_follows_is_read() {
    let head = b"From a@b.test Thu Mar  5 09:00:00 2026\nSubject: long\n\n".to_vec();
    let long = std::io::repeat(b'x').take(LONGEST_MESSAGE as u64 + 100_000);
    let next = b"\n\nFrom a@b.test Thu Mar  5 09:00:00 2026\nSubject: next\n".to_vec();
    let mut reader =
        Reader::new(BufReader::new(head.as_slice().chain(long).chain(next.as_slice())));
    let mut message = Vec::new();
    assert_eq!(reader.read(&mut message).unwrap(), Some(Start { line: 1, truncated: true }));
    assert_eq!(message.len(), LONGEST_MESSAGE);
    assert_eq!(reader.read(&mut message).unwrap(), Some(Start { line: 6, truncated: false }));
    assert_eq!(message, b"Subject: next\n");
    assert_eq!(reader.read(&mut message).unwrap(), None);
}
