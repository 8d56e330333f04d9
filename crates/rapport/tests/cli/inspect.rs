//! `rapport inspect`: the keys are a promise, any file has an answer, and no data is touched.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::Rapport;

/// An answer with a quote and a signature.
const ANSWER: &str = "From: Dana Whitfield <dana@acme.example>\nTo: Nell <nell@mail.example>\n\
    Cc: ivo@acme.example\nDate: Thu, 5 Mar 2026 09:00:00 +0100\nMessage-ID: <2@acme.example>\n\
    In-Reply-To: <1@mail.example>\nReferences: <1@mail.example>\nSubject: Re: The glass roof\n\n\
    Thank you for your letter. Could you send me the drawings of the roof by Monday?\n\n\
    On 4 Mar 2026, Nell wrote:\n> It was good to meet you.\n-- \nDana\n";

/// A report of one failure.
const REPORT: &str = "From: MAILER-DAEMON@mx.acme.example\nTo: nell@mail.example\n\
    Date: Thu, 5 Mar 2026 08:00:00 +0000\nMessage-ID: <r@mx.acme.example>\nSubject: Undelivered\n\
    Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
    --b\n\nIt did not arrive.\n--b\nContent-Type: message/delivery-status\n\n\
    Reporting-MTA: dns; mx.acme.example\n\nFinal-Recipient: rfc822; gone@acme.example\n\
    Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n\
    --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <1@mail.example>\n\n--b--\n";

/// Every key.
const KEYS: [&str; 28] = [
    "attachments",
    "away_until",
    "bounces",
    "cc",
    "class",
    "confidence",
    "date",
    "defects",
    "evidence",
    "file",
    "from",
    "hard",
    "in_reply_to",
    "intent",
    "language",
    "line",
    "list_unsubscribe",
    "message_id",
    "one_click",
    "original_message_id",
    "parent",
    "quoted_text",
    "references",
    "reply_text",
    "signature",
    "subject",
    "thread",
    "to",
];

fn put(rapport: &Rapport, name: &str, content: &[u8]) -> PathBuf {
    let path = rapport.home().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path
}

/// What words may change: why, and how sure.
fn without_reasons(mut mail: Value) -> Value {
    let members = mail.as_object_mut().unwrap();
    let evidence = members.remove("evidence").unwrap();
    assert!(!evidence.as_array().unwrap().is_empty(), "no class without a reason");
    let confidence = members.remove("confidence").unwrap().as_f64().unwrap();
    assert!((0.0..=1.0).contains(&confidence));
    mail
}

#[test]
fn a_mail_has_every_key_and_these_values() {
    let rapport = Rapport::new();
    let file = put(&rapport, "answer.eml", ANSWER.as_bytes());
    let file = file.to_str().unwrap();
    let mail = without_reasons(rapport.one(&["inspect", "mail", file]));
    assert_eq!(
        mail,
        json!({
            "file": file,
            "line": null,
            "message_id": "2@acme.example",
            "subject": "Re: The glass roof",
            "from": ["dana@acme.example"],
            "to": ["nell@mail.example"],
            "cc": ["ivo@acme.example"],
            "date": "2026-03-05T09:00:00+01:00",
            "in_reply_to": "1@mail.example",
            "references": ["1@mail.example"],
            "class": "human",
            "intent": "question",
            "hard": null,
            "reply_text": "Thank you for your letter. Could you send me the drawings of the roof by Monday?",
            "quoted_text": "On 4 Mar 2026, Nell wrote:\n> It was good to meet you.",
            "signature": "Dana",
            "away_until": null,
            "bounces": [],
            "original_message_id": null,
            "parent": "1@mail.example",
            "thread": "1@mail.example",
            "list_unsubscribe": [],
            "one_click": false,
            "language": "en",
            "attachments": [],
            "defects": [],
        })
    );
    assert!(!rapport.data().exists(), "nothing of the user's is opened");
}

#[test]
fn a_report_names_recipient_code_and_reason() {
    let rapport = Rapport::new();
    let file = put(&rapport, "report.eml", REPORT.as_bytes());
    let mail = rapport.one(&["inspect", "mail", file.to_str().unwrap()]);
    assert_eq!(
        (&mail["class"], &mail["hard"], &mail["intent"], &mail["original_message_id"]),
        (&json!("bounce"), &json!(true), &json!(null), &json!("1@mail.example"))
    );
    let bounce = &mail["bounces"][0];
    assert_eq!(
        (&bounce["recipient"], &bounce["status"], &bounce["action"], &bounce["kind"]),
        (&json!("gone@acme.example"), &json!("5.1.1"), &json!("failed"), &json!("invalid"))
    );
    assert!(bounce["reason"].as_str().unwrap().contains("no such user"));
}

#[test]
fn any_bytes_have_every_key() {
    let rapport = Rapport::new();
    for (name, content) in [
        ("empty", &b""[..]),
        ("zeros", &[0; 100]),
        ("bytes", b"\xff\xfe\r\n\r\n\xc3"),
        ("mail", REPORT.as_bytes()),
    ] {
        let file = put(&rapport, name, content);
        let mail = rapport.one(&["inspect", "mail", file.to_str().unwrap()]);
        let found = mail.as_object().unwrap();
        assert!(KEYS.iter().all(|key| found.contains_key(*key)), "{name}: {mail}");
        assert_eq!(found.len(), KEYS.len(), "{name}: a key the list does not know: {mail}");
    }
}

#[test]
fn folders_mailboxes_and_unreadable_files_come_in_order() {
    let rapport = Rapport::new();
    put(&rapport, "box/b.eml", REPORT.as_bytes());
    let separator = "From dana@acme.example Thu Mar  5 09:00:00 2026\n";
    let second = "Message-ID: <3@acme.example>\nSubject: AW: Halle\n\n>From now on\n";
    let first = "Message-ID: <9@acme.example>\nSubject: Halle\n\nHello\n\n";
    let mailbox = format!("{separator}{first}{separator}{second}");
    put(&rapport, "box/a.mbox", mailbox.as_bytes());
    let folder = rapport.home().join("box");
    let missing = rapport.home().join("missing.eml");
    let words = ["inspect", "mail", "--json", folder.to_str().unwrap(), missing.to_str().unwrap()];
    let said = rapport.run(&words);
    assert_eq!(said.code, 3, "{said:?}");
    let answers: Vec<Value> =
        said.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["message_id"]).collect();
    assert_eq!(
        ids,
        [
            &json!("9@acme.example"),
            &json!("3@acme.example"),
            &json!("r@mx.acme.example"),
            &Value::Null
        ]
    );
    assert_eq!((&answers[0]["line"], &answers[1]["line"]), (&json!(1), &json!(7)));
    assert_eq!(answers[1]["reply_text"], "From now on");
    assert_eq!(answers[1]["parent"], "9@acme.example", "by its subject");
    assert_eq!(answers[3]["file"], missing.to_str().unwrap());
    let error = &answers[3]["error"];
    assert!(error["line"].is_null() && error["message"].is_string() && error["remedy"].is_string());
}

#[test]
fn people_get_the_gist() {
    let rapport = Rapport::new();
    let file = put(&rapport, "answer.eml", ANSWER.as_bytes());
    let text = rapport.ok(&["inspect", "mail", file.to_str().unwrap()]);
    for part in
        ["Re: The glass roof", "human, intent question", "dana@acme.example", "drawings", "2 lines"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let said = rapport.run(&["inspect", "mail", "/nowhere.eml"]);
    assert_eq!(said.code, 3);
    assert!(said.stdout.contains("/nowhere.eml") && said.stdout.contains("Not read: "), "{said:?}");
    rapport.fails(2, &["inspect", "mail"]);
}
