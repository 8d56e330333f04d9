//! Invented mails of many languages and programs, each with its reply, quoted text and signature.
//!
//! Here: the reader of the tables beside this file. A table is text, so that a mail can be added
//! by writing it down.

use super::super::{Answer, split};
use super::check_nothing_is_lost;

struct Case {
    name: String,
    /// The text as [`split`] gets it.
    text: String,
    reply: Vec<String>,
    quoted: Vec<String>,
    signature: Vec<String>,
    own: Vec<String>,
}

/// The cases of a table. Of a page the text is what HTML yields.
fn cases(table: &str) -> Vec<Case> {
    table
        .split("\n=== ")
        .skip(1)
        .map(|entry| {
            let (name, body) = entry.split_once('\n').expect("a name and a body");
            let (page, body) = match body.split_once("\n---\n") {
                Some((page, body)) => (Some(page), body),
                None => (None, body),
            };
            let mut case = Case {
                name: name.to_owned(),
                text: page.map(crate::html::to_text).unwrap_or_default(),
                reply: Vec::new(),
                quoted: Vec::new(),
                signature: Vec::new(),
                own: Vec::new(),
            };
            for line in body.lines() {
                // Tables have no white space at line ends; the delimiter needs it.
                let words = if line == "D" { "-- " } else { line.get(2..).unwrap_or_default() };
                if page.is_none() {
                    case.text.push_str(words);
                    case.text.push('\n');
                }
                if words.trim().is_empty() {
                    continue;
                }
                let words = words.trim_end().to_owned();
                match line.as_bytes()[0] {
                    b'R' => {
                        case.own.push(words.clone());
                        case.reply.push(words);
                    }
                    b'C' | b'G' => case.reply.push(words),
                    b'Q' => case.quoted.push(words),
                    b'S' => case.signature.push(words),
                    b'D' => {}
                    other => panic!("{name}: unknown mark {}", char::from(other)),
                }
            }
            case
        })
        .collect()
}

fn filled(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect()
}

fn check(table: &str, least: usize) {
    let cases = cases(table);
    assert!(cases.len() >= least, "{}", cases.len());
    for Case { name, text, reply, quoted, signature, own } in cases {
        let answer: Answer = split(&text);
        assert_eq!(filled(&answer.reply), reply, "reply of {name}: {answer:#?}");
        assert_eq!(filled(&answer.quoted), quoted, "quoted text of {name}");
        let given = answer.signature.as_deref().unwrap_or_default();
        assert_eq!(filled(given), signature, "signature of {name}");
        assert_eq!(answer.forwarded, name.ends_with("[forward]"), "forwarded: {name}");
        let mut found = filled(&answer.own);
        found.retain(|line| !signature.iter().any(|other| other == line));
        assert_eq!(found, own, "own words of {name}");
        check_nothing_is_lost(&text);
        // Line ends of the wire and blanks at line ends change nothing.
        assert_eq!(split(&text.replace('\n', "\r\n")), answer, "{name} with CR LF");
    }
}

#[test]
fn languages() {
    check(include_str!("languages.txt"), 60);
}

#[test]
fn forms() {
    check(include_str!("forms.txt"), 25);
}

#[test]
fn pages() {
    check(include_str!("pages.txt"), 15);
}

#[test]
fn a_wish_below_a_telephones_line_is_heard() {
    let answer = split("ok\n\nSent from my iPhone\n\nplease stop writing\n");
    assert_eq!(answer.reply, "ok");
    assert!(answer.own.contains("please stop writing"));
}
