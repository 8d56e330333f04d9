//! What a press makes of the words, and that reading saves nothing.

use super::*;

fn draft(body: &str) -> DraftView {
    DraftView {
        id: String::new(),
        to: "dana@acme.example".to_owned(),
        subject: "Thank you".to_owned(),
        body: body.to_owned(),
        sender: String::new(),
        language: "en".to_owned(),
        attachments: Vec::new(),
        findings: Vec::new(),
        approvable: true,
        words: 0,
        hash: String::new(),
    }
}

fn finding(rule: &str, body: &str, words: &str, better: Option<&str>) -> FindingView {
    let at = body.find(words).unwrap();
    let start = body[..at].chars().count();
    FindingView {
        rule: rule.to_owned(),
        severity: "warn".to_owned(),
        part: "body".to_owned(),
        start,
        end: start + words.chars().count(),
        text: words.to_owned(),
        why: String::new(),
        better: better.map(str::to_owned),
    }
}

fn taken(rule: &str, body: &str, words: &str, better: &str) -> Option<String> {
    mended(&draft(body), &finding(rule, body, words, Some(better)), Mend::Take)?.body
}

fn left_out(body: &str, words: &str) -> Option<String> {
    let advice = finding("pressure", body, words, Some("leave it out"));
    mended(&draft(body), &advice, Mend::LeaveOut)?.body
}

#[test]
fn a_better_spelling_takes_the_place_of_the_words() {
    let body = "Dear Dana,\n\nThank you for showing me Acme robotics – wonderful.";
    assert_eq!(
        taken("wrong-organisation", body, "Acme robotics", "Acme Robotics").unwrap(),
        "Dear Dana,\n\nThank you for showing me Acme Robotics – wonderful."
    );
    assert_eq!(taken("spelling", "Dear Ána, teh end", "teh", "the").unwrap(), "Dear Ána, the end");
}

#[test]
fn a_wrong_greeting_becomes_a_whole_line_and_a_missing_one_is_added() {
    let body = "Dear Dane,\n\nThank you.";
    assert_eq!(
        taken("wrong-name", body, "Dane", "Dear Dana,").unwrap(),
        "Dear Dana,\n\nThank you."
    );
    assert_eq!(
        taken("greeting", "Thank you.", "Thank you.", "Dear Dana,").unwrap(),
        "Dear Dana,\n\nThank you."
    );
}

#[test]
fn advice_is_no_wording_but_its_sentence_can_go() {
    let body = "Dear Dana,\n\nIt was good. I need an answer by Friday. See you.\n\nKind regards,";
    assert!(taken("pressure", body, "answer by Friday", "leave it out").is_none());
    assert_eq!(
        left_out(body, "answer by Friday").unwrap(),
        "Dear Dana,\n\nIt was good. See you.\n\nKind regards,"
    );
    let alone = "Dear Dana,\n\nI need an answer\nby Friday.\n\nKind regards,";
    assert_eq!(left_out(alone, "an answer").unwrap(), "Dear Dana,\n\nKind regards,");
    assert_eq!(left_out("Answer now!", "Answer").unwrap(), "");
}

#[test]
fn a_date_that_only_says_what_is_wanted_cannot_be_taken() {
    let body = "It was good to meet you yesterday.";
    assert!(taken("relative-date", body, "yesterday", "the date").is_none());
    assert_eq!(
        taken("relative-date", body, "yesterday", "on 23 November").unwrap(),
        "It was good to meet you on 23 November."
    );
}

#[test]
fn places_beyond_the_text_mend_nothing() {
    let mut beyond = finding("spelling", "abc", "abc", Some("abd"));
    (beyond.start, beyond.end) = (7, 9);
    assert!(mended(&draft("abc"), &beyond, Mend::Take).is_none());
    beyond.part = "sender".to_owned();
    assert!(mends(&beyond).is_empty());
}
