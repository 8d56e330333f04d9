//! Invented mails of machines and of people who sound like them, from `cases.txt`: what each is,
//! the day of return it names, and who it suggests. All were sent on Thursday, 5 March 2026.

use rapport_core::classify::{Class, classify, suggestions};

use crate::parse::parse;

/// One mail with what is expected of it.
struct Case<'a> {
    number: usize,
    class: &'a str,
    until: &'a str,
    suggested: &'a str,
    mail: String,
}

/// Cases are parted by lines of `====`. The first line is `class | day | suggestion`, `-` for
/// none, `*` for "does not matter"; header lines follow up to an empty line, then the text.
fn cases(text: &str) -> Vec<Case<'_>> {
    let mut found = Vec::new();
    for (number, piece) in text.split("\n====\n").enumerate() {
        let (first, rest) = piece.trim_start().split_once('\n').expect("a case has a mail");
        let mut expected = first.split('|').map(str::trim);
        let (head, body) = rest.split_once("\n\n").unwrap_or((rest, ""));
        let mut header = String::new();
        for (name, usual) in [
            ("From", "Dana Whitfield <dana@harlow.example>"),
            ("To", "Jo Marten <jo@sender.example>"),
            ("Date", "Thu, 5 Mar 2026 09:30:00 +0100"),
            ("Subject", "Re: Test rig"),
            ("Message-ID", "<case@harlow.example>"),
            ("Content-Type", "text/plain; charset=utf-8"),
        ] {
            if !head.lines().any(|line| line.starts_with(&format!("{name}:"))) {
                header.push_str(&format!("{name}: {usual}\n"));
            }
        }
        found.push(Case {
            number,
            class: expected.next().unwrap_or_default(),
            until: expected.next().unwrap_or("-"),
            suggested: expected.next().unwrap_or("-"),
            mail: format!("{header}{head}\n\n{body}\n"),
        });
    }
    found
}

#[test]
fn invented_mails_are_what_they_are() {
    let cases = cases(include_str!("cases.txt"));
    assert!(cases.len() >= 70, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let parsed = parse(case.mail.as_bytes());
        let verdict = classify(&parsed.signs);
        let class = match &verdict.class {
            Class::Answer(_) => "human",
            other => other.word(),
        };
        let until = match &verdict.class {
            Class::Away { until } | Class::LongAbsence { until } => *until,
            _ => None,
        };
        let until = until.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let suggested = suggestions(&parsed.signs).map(ToString::to_string).collect::<Vec<_>>();
        let suggested = if suggested.is_empty() { "-".to_owned() } else { suggested.join(", ") };
        let differs = |expected: &str, got: &str| expected != "*" && expected != got;
        let class_differs = if case.class == "person" {
            // Whatever else it is, it is no machine's answer.
            !matches!(class, "human" | "unclear" | "newsletter" | "opt-out")
        } else {
            differs(case.class, class)
        };
        if class_differs || differs(case.until, &until) || differs(case.suggested, &suggested) {
            wrong.push(format!(
                "case {}: wanted {} | {} | {}, got {class} | {until} | {suggested}\n{}\n{:?}",
                case.number, case.class, case.until, case.suggested, case.mail, verdict.evidence
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n\n"));
}
