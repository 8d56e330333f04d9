//! The invented answers of `cases.txt`, read as mail from the first byte to the verdict.

use rapport_core::classify::{Class, Intent, SignKind, classify, suggestions};

use crate::parse;

#[derive(Default, Debug)]
struct Case {
    word: String,
    text: String,
    on: Option<String>,
    until: Option<String>,
    robot: bool,
    new: bool,
    from: Option<String>,
    subject: Option<String>,
    named: Option<String>,
    role: Option<String>,
    organisation: Option<String>,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in include_str!("cases.txt").lines() {
        if let Some(head) = line.strip_prefix("== ") {
            let mut case = Case::default();
            let mut words = head.split_whitespace();
            case.word = words.next().unwrap().to_owned();
            while let Some(word) = words.next() {
                match word {
                    "robot" => case.robot = true,
                    "new" => case.new = true,
                    "on" => case.on = words.next().map(str::to_owned),
                    "until" => case.until = words.next().map(str::to_owned),
                    _ => panic!("unknown word {word} in {head}"),
                }
            }
            cases.push(case);
        } else if let Some(more) = line.strip_prefix("= ") {
            let case = cases.last_mut().unwrap();
            let (name, value) = more.split_once(' ').unwrap();
            let value = Some(value.to_owned());
            match name {
                "from" => case.from = value,
                "subject" => case.subject = value,
                "named" => case.named = value,
                "role" => case.role = value,
                "org" => case.organisation = value,
                _ => panic!("unknown line {more}"),
            }
        } else if !line.starts_with('#')
            && let Some(case) = cases.last_mut()
        {
            case.text.push_str(line);
            case.text.push_str("\r\n");
        }
    }
    cases
}

fn mail(case: &Case) -> String {
    let address = if case.robot { "no-reply@harlow.example" } else { "dana@harlow.example" };
    let name = case.from.as_deref().map(|name| format!("\"{name}\" ")).unwrap_or_default();
    let subject = case.subject.as_deref().unwrap_or(if case.new { "News" } else { "Re: Hello" });
    let reply = if case.new { "" } else { "In-Reply-To: <one@sender.example>\r\n" };
    let on: jiff::civil::Date = case.on.as_deref().unwrap_or("2026-03-02").parse().unwrap();
    let date = on.strftime("%a, %d %b %Y 10:00:00 +0000");
    format!(
        "From: {name}<{address}>\r\nTo: jo@sender.example\r\nSubject: {subject}\r\nDate: {date}\r\n\
         {reply}Message-ID: <two@harlow.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}",
        case.text
    )
}

#[test]
fn answers_are_what_they_are() {
    let cases = cases();
    assert!(cases.len() >= 150, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let parsed = parse(mail(&case).as_bytes());
        let verdict = classify(&parsed.signs);
        let mut differs = verdict.class.word() != case.word;
        let until = match verdict.class {
            Class::Answer(Intent::Later(date)) => date,
            _ => None,
        };
        differs |= until.map(|date| date.to_string()) != case.until;
        let named = suggestions(&parsed.signs).next().map(ToString::to_string);
        differs |= case.named.is_some() && named != case.named;
        let application = parsed.signs.iter().find_map(|sign| match &sign.kind {
            SignKind::Application { organisation, role } => {
                Some((organisation.clone(), role.clone()))
            }
            _ => None,
        });
        let (organisation, role) = application.unwrap_or_default();
        differs |= case.organisation.is_some() && organisation != case.organisation;
        differs |= case.role.is_some() && role != case.role;
        if differs {
            wrong.push(format!(
                "{case:?}\n  is {} until {until:?} named {named:?} at {organisation:?} as {role:?}\n  {:#?}",
                verdict.class.word(),
                verdict.evidence
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
