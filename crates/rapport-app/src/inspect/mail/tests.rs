//! What the views say of invented mails; the printed form is tested with the binary.

use rapport_mail::parse_headers;

use super::threads::Threads;
use super::{MailView, Place, each_message, offset_of, view};

fn read(raw: &str) -> MailView {
    view("a.eml", Place { line: None, number: 0, threads: &Threads::default() }, raw.as_bytes())
}

#[test]
fn an_answer_of_a_person_has_an_intent_and_no_bounces() {
    let mail = read(
        "From: Dana <dana@acme.example>\nSender: desk@acme.example\nTo: nell@mail.example\n\
         Cc: ivo@acme.example\nDate: Thu, 5 Mar 2026 09:00:00 +0100\nMessage-ID: <1@acme.example>\n\
         Subject: =?utf-8?q?Re=3A_Gr=C3=BC=C3=9Fe?=\nReferences: <a@x.test> <b@x.test>\n\n\
         Could you tell me when you are in town again? We would like to show you the new hall.\n",
    );
    assert_eq!((mail.class, mail.intent), ("human", Some("question")));
    assert_eq!(mail.from, ["dana@acme.example"]);
    assert_eq!(
        (mail.to.as_slice(), mail.cc.as_slice()),
        (&["nell@mail.example".to_owned()][..], &["ivo@acme.example".to_owned()][..])
    );
    assert_eq!(mail.date.as_deref(), Some("2026-03-05T09:00:00+01:00"));
    assert_eq!(mail.subject, "Re: Grüße");
    assert_eq!(mail.language, Some("en"));
    assert!(mail.bounces.is_empty() && mail.hard.is_none() && mail.away_until.is_none());
    assert!(mail.confidence > 0.5 && mail.confidence <= 1.0);
}

#[test]
fn a_report_names_each_recipient_that_was_not_reached() {
    let mail = read(
        "From: mailer-daemon@mx.test\nSubject: failed\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\n\
         Final-Recipient: rfc822; gone@acme.example\nAction: failed\nStatus: 5.1.1\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n\
         Final-Recipient: rfc822; late@acme.example\nAction: delayed\nStatus: 4.4.1\n\n\
         Final-Recipient: rfc822; here@acme.example\nAction: delivered\nStatus: 2.0.0\n\n\
         --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <ours@mail.example>\n\n--b--\n",
    );
    assert_eq!((mail.class, mail.intent, mail.hard), ("bounce", None, Some(true)));
    let said: Vec<_> =
        mail.bounces.iter().map(|one| (one.recipient.as_str(), one.action, one.kind)).collect();
    assert_eq!(
        said,
        [("gone@acme.example", "failed", "invalid"), ("late@acme.example", "delayed", "delayed")]
    );
    assert_eq!(mail.bounces[0].status.as_deref(), Some("5.1.1"));
    assert_eq!(mail.original_message_id.as_deref(), Some("ours@mail.example"));
}

#[test]
fn any_bytes_have_a_view() {
    for raw in [&b""[..], b"\xff\xfe\x00", b"From x Thu Mar  5 09:00:00 2026\n", b"Subject: x"] {
        let mail = view("x", Place { line: Some(3), number: 7, threads: &Threads::default() }, raw);
        assert!(!mail.class.is_empty() && mail.line == Some(3));
    }
}

#[test]
fn a_file_is_one_mail_or_a_mailbox() {
    let mut seen = Vec::new();
    let mut each = |file: &str| {
        each_message(file.as_bytes(), |line, raw| {
            seen.push((line, raw.len()));
            Ok::<(), std::io::Error>(())
        })
        .unwrap();
    };
    each("Subject: one\n\nFrom me, Thu 5 Mar 09:00 2026\n");
    each(
        "From a@b.test Thu Mar  5 09:00:00 2026\nA: b\n\nFrom a@b.test Thu Mar  5 09:00:00 2026\nA: b\n",
    );
    assert_eq!(seen, [(None, 44), (Some(1), 5), (Some(4), 5)]);
}

#[test]
fn threads_go_by_references_then_by_subject() {
    let messages = [
        ("a", "Subject: Hall\nDate: Thu, 5 Mar 2026 09:00:00 +0100\n"),
        ("b", "Subject: Re: Hall\nReferences: <a@x>\nIn-Reply-To: <a@x>\n"),
        ("c", "Subject: AW: Hall\n"),
        ("d", "Subject: Hall\n"),
        ("e", "Subject: Re: Hall\nIn-Reply-To: <gone@x>\n"),
        ("f", "Subject: Re: Hall\nIn-Reply-To: <c@x>\n"),
    ]
    .map(|(id, rest)| format!("Message-ID: <{id}@x>\n{rest}\n"));
    let mut threads = Threads::default();
    messages.iter().for_each(|message| threads.add(message.as_bytes()));
    let threads = threads.joined();
    let place = |number: usize, message: &str| {
        let placed = threads.placement(number, &parse_headers(message.as_bytes()));
        (placed.parent, placed.thread)
    };
    let found: Vec<_> =
        messages.iter().enumerate().map(|(number, message)| place(number, message)).collect();
    let pair = |parent: &str, thread: &str| {
        (Some(parent.to_owned()).filter(|id| !id.is_empty()), Some(thread.to_owned()))
    };
    assert_eq!(
        found,
        [
            pair("", "a@x"),
            pair("a@x", "a@x"),
            pair("a@x", "a@x"),
            pair("", "d@x"),
            pair("gone@x", "gone@x"),
            pair("c@x", "a@x"),
        ]
    );
    // Not there in the first pass: by its own header.
    assert_eq!(place(2, &messages[1]), pair("a@x", "a@x"));
    assert_eq!(place(99, &messages[0]), pair("", "a@x"));
}

#[test]
fn offsets_are_those_of_the_date_field() {
    assert_eq!(offset_of("-0530").unwrap().seconds(), -19_800);
    assert!(offset_of("GMT").is_none() && offset_of("+25").is_none() && offset_of("").is_none());
}
