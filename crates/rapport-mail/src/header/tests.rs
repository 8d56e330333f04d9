//! Tests of `header`.

use super::*;

fn read(raw: &str) -> (Headers, String, Vec<Defect>) {
    let mut defects = Vec::new();
    let (headers, body) = Headers::read(raw.as_bytes(), &mut defects);
    (headers, String::from_utf8_lossy(body).into_owned(), defects)
}

#[test]
fn fields_are_unfolded_and_the_body_follows_the_empty_line() {
    let (headers, body, defects) = read("Subject: one\r\n two\r\nX: y\r\n\r\nbody\r\n");
    assert_eq!(headers.first("subject"), Some("one two"));
    assert_eq!(headers.first("x"), Some("y"));
    assert_eq!(body, "body\r\n");
    assert_eq!(defects, []);
}

#[test]
fn an_mbox_line_and_leading_empty_lines_are_skipped() {
    let (headers, body, defects) = read("\n\nFrom dana@example.org Mon\nA: b\n\ntext");
    assert_eq!(headers.first("a"), Some("b"));
    assert_eq!((body.as_str(), defects), ("text", vec![]));
}

#[test]
fn a_line_that_is_no_field_starts_the_body() {
    let (headers, body, defects) = read("A: b\nno field here\nC: d\n\n");
    assert_eq!(headers.fields.len(), 1);
    assert!(body.starts_with("no field here"));
    assert_eq!(defects, [Defect::BrokenHeader]);
}

#[test]
fn words_addresses_and_parameters_are_decoded() {
    assert_eq!(decode_words("=?utf-8?q?Gr=C3=BC=C3=9Fe?= an alle"), "Grüße an alle");
    let found = addresses_of("=?utf-8?b?6Zuq?= <Yuki@Example.ORG>, team: a@b.test, c@d.test;");
    assert_eq!(found[0].name, "雪");
    let all: Vec<&str> = found.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(all, ["yuki@example.org", "a@b.test", "c@d.test"]);
    let typed = typed_of("Text/Plain; charset=\"utf-8\"; name*=utf-8''f%C3%BCr.pdf").unwrap();
    assert_eq!(typed.kind, "text/plain");
    assert_eq!(typed.parameter("name"), Some("für.pdf"));
}
