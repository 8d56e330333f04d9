//! Small mailboxes as lists and people make them.

use crate::parse::parse_headers;

use super::*;

fn message(header: &str) -> Parsed {
    parse_headers(format!("{header}\r\n\r\n").as_bytes())
}

fn placed(headers: &[&str]) -> Vec<(Option<String>, Option<String>)> {
    let messages: Vec<Parsed> = headers.iter().map(|header| message(header)).collect();
    parents(&messages).into_iter().map(|one| (one.parent, one.thread)).collect()
}

fn pair(parent: Option<&str>, thread: &str) -> (Option<String>, Option<String>) {
    (parent.map(str::to_owned), Some(thread.to_owned()))
}

#[test]
fn the_last_reference_is_the_parent_and_the_first_the_thread() {
    assert_eq!(
        placed(&[
            "Message-ID: <a@rig.test>\r\nSubject: Rig",
            "Message-ID: <b@rig.test>\r\nIn-Reply-To: <a@rig.test>",
            "Message-ID: <c@rig.test>\r\nReferences: <a@rig.test>\r\n <b@rig.test>\r\nIn-Reply-To: <a@rig.test>",
            "Message-ID: <d@rig.test>\r\nReferences: <x@rig.test> <y@rig.test>",
            "Message-ID: <e@rig.test>\r\nReferences: <x@rig.test>",
        ]),
        [
            pair(None, "a@rig.test"),
            pair(Some("a@rig.test"), "a@rig.test"),
            pair(Some("b@rig.test"), "a@rig.test"),
            pair(Some("y@rig.test"), "x@rig.test"),
            pair(Some("x@rig.test"), "x@rig.test"),
        ]
    );
}

#[test]
fn broken_ids_are_still_ids() {
    assert_eq!(
        placed(&[
            "Message-ID: <a@rig.test>",
            "Message-ID: <b@rig.test>\r\nIn-Reply-To: a@rig.test",
            "Message-ID: <c@rig.test>\r\nReferences: <a@rig\r\n .test> <c@rig.test>",
            "Message-ID: <d@rig.test>\r\nIn-Reply-To: Message of Ivo <ivo@acme.example> \"Friday\" <a@rig.test>",
            "Message-ID: <e@rig.test>\r\nIn-Reply-To: <e@rig.test>",
        ])
        .into_iter()
        .map(|(parent, _)| parent)
        .collect::<Vec<_>>(),
        [None, Some("a@rig.test"), Some("a@rig.test"), Some("a@rig.test"), None].map(|id| id.map(str::to_owned))
    );
}

#[test]
fn an_answer_without_references_finds_its_subject() {
    assert_eq!(
        placed(&[
            "Message-ID: <b@rig.test>\r\nSubject: AW: [rig] Test  Rig\r\nDate: Fri, 6 Mar 2026 09:00:00 +0000",
            "Message-ID: <a@rig.test>\r\nSubject: [rig] test rig\r\nDate: Thu, 5 Mar 2026 09:00:00 +0000",
            "Message-ID: <c@rig.test>\r\nSubject: 回复：test rig\r\nDate: Sat, 7 Mar 2026 09:00:00 +0000",
            "Message-ID: <d@rig.test>\r\nSubject: Test rig\r\nDate: Sun, 8 Mar 2026 09:00:00 +0000",
            "Message-ID: <e@rig.test>\r\nSubject: Re:",
            "Message-ID: <f@rig.test>\r\nSubject: Re: Something else",
        ]),
        [
            pair(Some("a@rig.test"), "a@rig.test"),
            pair(None, "a@rig.test"),
            pair(Some("a@rig.test"), "a@rig.test"),
            pair(None, "d@rig.test"),
            pair(None, "e@rig.test"),
            pair(None, "f@rig.test"),
        ]
    );
}

#[test]
fn rings_and_duplicates_end() {
    assert_eq!(
        placed(&[
            "Message-ID: <a@rig.test>\r\nIn-Reply-To: <b@rig.test>",
            "Message-ID: <b@rig.test>\r\nIn-Reply-To: <a@rig.test>",
            "Message-ID: <b@rig.test>\r\nIn-Reply-To: <a@rig.test>",
            "Subject: nothing",
            "In-Reply-To: <b@rig.test>",
        ]),
        [
            pair(Some("b@rig.test"), "b@rig.test"),
            pair(Some("a@rig.test"), "b@rig.test"),
            pair(Some("a@rig.test"), "b@rig.test"),
            (None, None),
            pair(Some("b@rig.test"), "b@rig.test"),
        ]
    );
}

#[test]
fn a_long_chain_and_a_wide_one_are_no_burden() {
    let mut messages: Vec<Parsed> = vec![message("Message-ID: <0@rig.test>\r\nSubject: Rig")];
    for number in 1..20_000 {
        let parent = number - 1;
        messages.push(message(&format!(
            "Message-ID: <{number}@rig.test>\r\nIn-Reply-To: <{parent}@rig.test>\r\nSubject: Re: Rig"
        )));
    }
    messages.reverse();
    let placed = parents(&messages);
    assert!(placed.iter().all(|one| one.thread.as_deref() == Some("0@rig.test")));
    assert_eq!(placed.iter().filter(|one| one.parent.is_none()).count(), 1);
}
