//! Reports as systems write them, each with what has to be read of it.
//!
//! The fixtures are invented. Each begins with a line `===` and its name, then lines of what is
//! expected (`bounce ADDRESS KIND CODE`, `receipt ADDRESS delivered CODE`, `complaint ADDRESS`,
//! `original ID`, or only a class), then `---` and the mail. A code of `-` is not asked for.

use rapport_core::classify::{BounceKind, Class, DeliveryAction, classify, failure_kind};

use super::*;
use crate::parse::{Parsed, parse};

const FIXTURES: &[(&str, &str)] = &[
    ("standard", include_str!("fixtures/standard.txt")),
    ("prose", include_str!("fixtures/prose.txt")),
    ("languages", include_str!("fixtures/languages.txt")),
    ("services", include_str!("fixtures/services.txt")),
    ("complaints", include_str!("fixtures/complaints.txt")),
    ("none", include_str!("fixtures/none.txt")),
];

struct Case {
    name: String,
    expected: Vec<String>,
    mail: String,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (file, text) in FIXTURES {
        for piece in text.split("\n=== ").skip(1) {
            let (head, mail) = piece.split_once("\n---\n").expect("an expectation and a mail");
            let mut lines = head.lines();
            let name = format!("{file}: {}", lines.next().unwrap_or_default());
            cases.push(Case {
                name,
                expected: lines.map(str::to_owned).collect(),
                mail: mail.trim_end().to_owned() + "\n",
            });
        }
    }
    cases
}

fn recipients(parsed: &Parsed) -> Vec<RecipientReport> {
    parsed
        .signs
        .iter()
        .find_map(|sign| match &sign.kind {
            SignKind::DeliveryReport(list) => Some(list.clone()),
            _ => None,
        })
        .unwrap_or_default()
}

fn kind_word(report: &RecipientReport) -> &'static str {
    let kind = report.kind.unwrap_or_else(|| failure_kind(report.status.as_deref()));
    match (report.action, kind) {
        (DeliveryAction::Delivered, _) => "delivered",
        (DeliveryAction::Delayed, _) | (_, BounceKind::Delayed) => "delayed",
        (_, BounceKind::Invalid) => "invalid",
        (_, BounceKind::Moved) => "moved",
        (_, BounceKind::Soft) => "soft",
        (_, BounceKind::Blocked) => "blocked",
        (_, BounceKind::Content) => "content",
    }
}

/// What was read, in the words of the fixtures; codes that are not asked for are left out.
fn answer(parsed: &Parsed, expected: &[String]) -> Vec<String> {
    let class = match classify(&parsed.signs).class {
        Class::Bounce(_) => "bounce",
        Class::Receipt => "receipt",
        Class::Complaint => "complaint",
        Class::Answer(_) => "human",
        Class::Unclear => "unclear",
        _ => "other",
    };
    let mut lines: Vec<String> = recipients(parsed)
        .iter()
        .enumerate()
        .map(|(place, report)| {
            let asked = expected.get(place).is_none_or(|line| !line.ends_with(" -"));
            let code = report.status.as_deref().filter(|_| asked).unwrap_or("-");
            format!("{class} {} {} {code}", report.address, kind_word(report))
        })
        .collect();
    if class == "complaint" {
        lines = parsed
            .head
            .failed_recipients
            .iter()
            .map(|address| format!("complaint {address} - -"))
            .collect();
    }
    if lines.is_empty() {
        let anything_else = expected.first().is_some_and(|line| line == "other");
        let quiet = !matches!(class, "bounce" | "receipt" | "complaint");
        lines.push(if anything_else && quiet { "other".to_owned() } else { class.to_owned() });
    }
    if expected.iter().any(|line| line.starts_with("original ")) {
        lines.extend(parsed.head.originals.iter().map(|id| format!("original {id}")));
    }
    lines
}

#[test]
fn reports_are_read_as_their_senders_meant_them() {
    let cases = cases();
    assert!(cases.len() >= 90, "{} fixtures", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        for mail in [case.mail.clone(), case.mail.replace('\n', "\r\n")] {
            let found = answer(&parse(mail.as_bytes()), &case.expected);
            if found != case.expected {
                wrong.push(format!("{}: {found:#?} instead of {:#?}", case.name, case.expected));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_complaint_on_authentication_names_no_contact() {
    let case = cases().into_iter().find(|case| case.name.contains("names nobody")).unwrap();
    let parsed = parse(case.mail.as_bytes());
    assert_eq!(classify(&parsed.signs).class, Class::Complaint);
    assert_eq!(parsed.head.failed_recipients, Vec::<String>::new());
    assert_eq!(parsed.head.originals, Vec::<String>::new());
}

#[test]
fn reports_of_thousands_end_soon_and_stay_bounded() {
    let mut raw = "From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\
                   Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
                   --b\r\n\r\n"
        .to_owned();
    for number in 0..3_000 {
        raw.push_str(&format!("<user{number}@acme.example>: 550 no such * mailbox {number}\r\n"));
    }
    raw.push_str("--b\r\nContent-Type: message/delivery-status\r\n\r\n");
    for number in 0..3_000 {
        raw.push_str(&format!(
            "Final-Recipient: rfc822; user{number}@acme.example\r\nAction: failed\r\n\r\n"
        ));
    }
    #[expect(clippy::disallowed_methods, reason = "a deadline of a test, not of the product")]
    let started = std::time::Instant::now();
    let parsed = parse(raw.as_bytes());
    assert_eq!(recipients(&parsed).len(), MOST_RECIPIENTS);
    // Generous: a debug build on a busy machine; a quadratic pass would take minutes.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        failure_persistence: None,
        ..proptest::prelude::ProptestConfig::default()
    })]

    #[test]
    fn fuzz_mutilated_reports_are_read(
        which in proptest::prelude::any::<proptest::sample::Index>(),
        changes in proptest::collection::vec(
            (proptest::prelude::any::<proptest::sample::Index>(), proptest::prelude::any::<u8>(), 0..4_u8),
            0..25,
        ),
    ) {
        let cases = cases();
        let mut raw = which.get(&cases).mail.clone().into_bytes();
        for (place, byte, kind) in changes {
            let at = place.index(raw.len());
            match kind {
                0 => raw[at] = byte,
                1 => raw.insert(at, byte),
                2 => {
                    let piece: Vec<u8> = raw[at..].iter().take(60).copied().collect();
                    raw.splice(at..at, piece);
                }
                _ => raw.truncate(at.max(10)),
            }
        }
        let parsed = parse(&raw);
        proptest::prop_assert!(parsed.head.failed_recipients.iter().all(|one| !one.is_empty()));
        proptest::prop_assert_eq!(parse(&raw), parsed);
    }
}
