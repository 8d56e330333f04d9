//! Tests of `search`.

use super::*;

fn wanted() -> Wanted {
    Wanted {
        message_id: "ours@example.org".to_owned(),
        recipients: vec!["dana@acme.example".to_owned()],
        subject: "Thank you for Tuesday".to_owned(),
        date: Some("2026-11-24T09:10:00Z".parse().unwrap()),
    }
}

fn copy(id: &str, to: &str, subject: &str, date: &str, more: &str) -> Parsed {
    parse_headers(
        format!(
            "From: me@example.org\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\n\
                 Message-ID: <{id}>\r\n{more}\r\n"
        )
        .as_bytes(),
    )
}

#[test]
fn what_counts_as_the_copy() {
    let (to, subject) = ("Dana <dana@acme.example>", "Thank you for Tuesday");
    let date = "Tue, 24 Nov 2026 10:10:00 +0100";
    let microsoft = "X-Microsoft-Original-Message-ID: <ours@example.org>\r\n";
    for (is, why, parsed) in [
        (
            true,
            "our id",
            copy("ours@example.org", "x@y.example", "?", "Mon, 1 Jan 2024 00:00:00 +0000", ""),
        ),
        (
            true,
            "our id in the server's header",
            copy("theirs@x", "x@y.example", "?", date, microsoft),
        ),
        (true, "date, recipient and subject", copy("theirs@x", to, subject, date, "")),
        (
            false,
            "an id that only begins like ours",
            copy("ours@example.org.evil", "x@y.example", "?", date, ""),
        ),
        (false, "another recipient", copy("theirs@x", "ivo@acme.example", subject, date, "")),
        (false, "another subject", copy("theirs@x", to, "Thank you", date, "")),
        (
            false,
            "an hour later",
            copy("theirs@x", to, subject, "Tue, 24 Nov 2026 11:10:00 +0100", ""),
        ),
        (false, "no date", copy("theirs@x", to, subject, "", "")),
    ] {
        assert_eq!(wanted().is_copy(&parsed), is, "{why}");
    }
}

#[test]
fn an_answer_and_a_report_name_it_and_a_mention_does_not() {
    let answer =
        parse_headers(b"From: d@acme.example\r\nReferences: <a@b> <ours@example.org>\r\n\r\n");
    assert!(wanted().is_named_in(&answer));
    let own = parse_headers(b"From: d@acme.example\r\nMessage-ID: <ours@example.org>\r\n\r\n");
    assert!(!wanted().is_named_in(&own));
}

#[test]
fn a_search_begins_a_day_early_and_looks_at_the_newest_first() {
    assert_eq!(wanted().since(), Some(jiff::civil::date(2026, 11, 23)));
    assert_eq!(newest(&[1, 5, 9]), [9, 5, 1]);
    assert_eq!(newest(&(0..5000).collect::<Vec<_>>()).len(), MOST);
}
