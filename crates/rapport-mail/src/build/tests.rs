//! What goes out is what was meant, and can be read back.

use proptest::prelude::*;

use super::*;
use crate::parse::parse;

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(1))
}

fn outgoing<'a>(zone: &'a TimeZone) -> Outgoing<'a> {
    Outgoing {
        message_id: "f00d.1@sender.example",
        date: "2026-03-05T08:09:10Z".parse().unwrap(),
        zone,
        from: Mailbox { name: "Jo Sender".into(), address: "jo@sender.example".into() },
        to: Mailbox { name: "Dana Whitfield".into(), address: "dana@acme.example".into() },
        reply_to: None,
        subject: "The test rig",
        text: "Dear Dana,\n\nthank you.\n\n-- \nJo\n",
        language: Some("en"),
        in_reply_to: None,
        references: &[],
        attachments: Vec::new(),
        opt_out: None,
        auto_generated: false,
    }
}

#[test]
fn a_note_has_its_fields_and_nothing_more() {
    let zone = zone();
    let raw = String::from_utf8(build(&outgoing(&zone)).unwrap()).unwrap();
    let header = raw.split("\r\n\r\n").next().unwrap();
    let boundary = boundary_of("f00d.1@sender.example", "alternative");
    assert_eq!(
        header,
        format!(
            "Date: Thu, 05 Mar 2026 09:09:10 +0100\r\nFrom: Jo Sender <jo@sender.example>\r\n\
             To: Dana Whitfield <dana@acme.example>\r\nSubject: The test rig\r\n\
             Message-ID: <f00d.1@sender.example>\r\nContent-Language: en\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\""
        )
    );
    assert!(!raw.to_lowercase().contains("bcc"));
    assert!(raw.ends_with("--\r\n"));
}

#[test]
fn threads_opt_out_and_automatic_mail() {
    let zone = zone();
    let references = ["a@sender.example".to_owned(), "b@acme.example".to_owned()];
    let mut note = outgoing(&zone);
    note.in_reply_to = Some("b@acme.example");
    note.references = &references;
    note.auto_generated = true;
    note.opt_out = Some(OptOut { mailto: "jo+off@sender.example?subject=no".into(), https: None });
    let raw = String::from_utf8(build(&note).unwrap()).unwrap();
    assert!(raw.contains("References: <a@sender.example>\r\n <b@acme.example>\r\n"));
    assert!(raw.contains("List-Unsubscribe: <mailto:jo+off@sender.example?subject=no>\r\n"));
    assert!(!raw.contains("List-Unsubscribe-Post"));
    assert!(raw.contains("Auto-Submitted: auto-generated\r\n"));
    note.opt_out = Some(OptOut {
        mailto: "off@sender.example".into(),
        https: Some("https://sender.example/off/abc".into()),
    });
    let raw = build(&note).unwrap();
    let parsed = parse(&raw);
    assert!(parsed.one_click);
    assert_eq!(parsed.list_unsubscribe.len(), 2);
    assert_eq!(parsed.head.ancestors, references);
    note.opt_out = Some(OptOut {
        mailto: "off@sender.example".into(),
        https: Some("http://sender.example".into()),
    });
    assert!(matches!(build(&note), Err(BuildError::Value { field: "List-Unsubscribe", .. })));
}

#[test]
fn header_injection_is_refused_with_the_field() {
    let zone = zone();
    let evil = "x\r\nBcc: all@acme.example";
    let mut cases: Vec<(&str, Outgoing<'_>)> = Vec::new();
    for break_ in ["x\r\nBcc: a@b.example", "x\ny", "x\ry", "x\0y", "x\u{2028}y"] {
        let mut note = outgoing(&zone);
        note.to.name = break_.into();
        cases.push(("To", note));
    }
    let mut add = |field, change: &dyn Fn(&mut Outgoing<'_>)| {
        let mut note = outgoing(&zone);
        change(&mut note);
        cases.push((field, note));
    };
    add("Subject", &|note| note.subject = evil);
    add("From", &|note| note.from.name = evil.into());
    add("From", &|note| note.from.address = "a@b.example\r\nBcc: c@d.example".into());
    add("To", &|note| note.to.address = "a@b.example\n".into());
    add("Reply-To", &|note| {
        note.reply_to = Some(Mailbox { name: evil.into(), address: "a@b.example".into() })
    });
    add("Message-ID", &|note| note.message_id = "a@b\r\nX: y");
    add("In-Reply-To", &|note| note.in_reply_to = Some("a@b\nX: y"));
    add("Content-Language", &|note| note.language = Some("en\r\nX: y"));
    add("Content-Disposition", &|note| {
        note.attachments =
            vec![Attachment { name: evil.into(), media_type: "a/b".into(), bytes: vec![] }];
    });
    add("Content-Type", &|note| {
        note.attachments =
            vec![Attachment { name: "x".into(), media_type: "a/b\r\nX: y".into(), bytes: vec![] }];
    });
    add("List-Unsubscribe", &|note| {
        note.opt_out = Some(OptOut { mailto: "a@b.example\r\nX: y".into(), https: None });
    });
    for (field, note) in cases {
        assert_eq!(build(&note), Err(BuildError::LineBreak { field: field_of(field) }), "{field}");
    }
    let references = ["a@b\r\nX: y".to_owned()];
    let mut note = outgoing(&zone);
    note.references = &references;
    assert_eq!(build(&note), Err(BuildError::LineBreak { field: "References" }));
}

/// The `'static` name that errors carry.
fn field_of(name: &str) -> &'static str {
    [
        "To",
        "Subject",
        "From",
        "Reply-To",
        "Message-ID",
        "In-Reply-To",
        "Content-Language",
        "Content-Disposition",
        "Content-Type",
        "List-Unsubscribe",
    ]
    .into_iter()
    .find(|known| *known == name)
    .unwrap()
}

#[test]
fn addresses_are_checked_and_domains_made_ascii() {
    assert_eq!(wire_address("To", "dana@münchen.example").unwrap(), "dana@xn--mnchen-3ya.example");
    assert_eq!(wire_address("To", "Dana@Acme.example").unwrap(), "Dana@Acme.example");
    for wrong in [
        "",
        "dana",
        "dana@",
        "@acme.example",
        "a b@acme.example",
        "dana@acme example",
        "a@b.example, c@d.example",
    ] {
        assert!(matches!(wire_address("To", wrong), Err(BuildError::Address { .. })), "{wrong}");
    }
    let needs = wire_address("To", "müller@acme.example").unwrap_err();
    assert!(needs.to_string().contains("SMTPUTF8"));
}

#[test]
fn building_twice_gives_the_same_bytes() {
    let zone = zone();
    let mut note = outgoing(&zone);
    note.attachments = vec![Attachment {
        name: "cv.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: vec![1; 3000],
    }];
    let first = build(&note).unwrap();
    assert_eq!(first, build(&note.clone()).unwrap());
    note.message_id = "f00d.2@sender.example";
    assert_ne!(first, build(&note).unwrap());
}

fn round_trip(name: &str, subject: &str, text: &str, file: &str, bytes: &[u8]) {
    let zone = zone();
    let mut note = outgoing(&zone);
    note.from.name = name.into();
    note.subject = subject;
    note.text = text;
    note.attachments = vec![Attachment {
        name: file.into(),
        media_type: "application/pdf".into(),
        bytes: bytes.to_vec(),
    }];
    let raw = build(&note).unwrap();
    for line in raw.split(|byte| *byte == b'\n') {
        assert!(line.len() <= 998, "{} bytes", line.len());
        assert!(line.is_empty() || line.ends_with(b"\r"));
        assert!(!line[..line.len().saturating_sub(1)].contains(&b'\r'));
    }
    let parsed = parse(&raw);
    assert_eq!(parsed.from_name, name.trim());
    assert_eq!(parsed.subject, subject.trim());
    assert_eq!(parsed.head.from, ["jo@sender.example"]);
    assert_eq!(parsed.head.to, ["dana@acme.example"]);
    assert_eq!(parsed.head.message_id.as_deref(), Some("f00d.1@sender.example"));
    assert_eq!(parsed.attachments.len(), 1);
    assert_eq!(parsed.attachments[0].name, file);
    assert_eq!(parsed.attachments[0].bytes, bytes.len());
    let shown: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let read: Vec<&str> = parsed.text.trim_end().lines().map(str::trim_end).collect();
    assert_eq!(read, shown);
    assert_eq!(parsed.defects, []);
}

#[test]
fn names_subjects_and_files_survive() {
    for name in [
        "Ğüneş Öztürk",
        "山田 太郎",
        "O'Brien, Dana (Rig) \"D\"",
        "Dana \\ Whitfield",
        "Ana María de la Santísima Trinidad y Todos los Santos Fernández-Villaverde y González de Castejón",
        "J. R. R.",
        "=?utf-8?q?no?=",
        "a",
    ] {
        round_trip(name, "Re: The test rig", "Hello", "cv.pdf", b"x");
    }
    for subject in [
        "🎉 Thank you, Dana 👩‍🔧",
        "Grüße aus Köln: Rückmeldung zum Gespräch über die sehr lange geplante Erneuerung des Prüfstands",
        "=?utf-8?q?literal?=",
        "A quite long subject in plain letters that has to be folded somewhere because it is longer than a line",
        "x",
    ] {
        round_trip("Jo", subject, "Hello", "cv.pdf", b"x");
    }
    for file in [
        "Lebenslauf Jörg Müller.pdf",
        "履歴書.pdf",
        "a \"quoted\" name.pdf",
        "a;b=c.pdf",
        &format!("{}.pdf", "é".repeat(100)),
    ] {
        round_trip("Jo", "x", "Hello", file, &[0, 255, 10, 13]);
    }
    round_trip(
        "Jo",
        "x",
        &format!("{}\n.\nFrom here\n>quoted\n{}", "ä".repeat(3_000), "b ".repeat(900)),
        "a",
        b"",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_survive(
        name in "[\\p{L}\"\\\\,.;:<>@()'-]{1,60}",
        subject in "[\\p{L}\\p{So}=?_!-]{1,120}",
        text in "[\\p{L}\\p{P}\\p{So} \n]{0,300}",
        file in "[\\p{L}\\p{N}\"%'*;=-]{1,80}",
    ) {
        // Quote marks of unfamiliar kinds make no difference to what is stored.
        round_trip(&name, &subject, &format!("a{text}z"), &file, text.as_bytes());
    }
}
