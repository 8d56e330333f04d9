//! Folding, quoting and escaping, one rule a test.

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::*;

fn lines(bytes: &[u8]) -> Vec<ContentLine> {
    let mut reader = LogicalLines::new(bytes);
    let mut found = Vec::new();
    while let Some(logical) = reader.next_line().unwrap() {
        found.extend(ContentLine::parse(&logical, WINDOWS_1252));
    }
    found
}

fn values(bytes: &[u8]) -> Vec<String> {
    lines(bytes).into_iter().map(|line| line.value).collect()
}

#[test]
fn folded_lines_are_joined_whatever_ends_them() {
    for end in ["\r\n", "\n", "\r", "\r\r\n"] {
        let text = ["NOTE:one ", " two", "FN:Ana"].join(end);
        assert_eq!(values(text.as_bytes()), ["one two", "Ana"], "{end:?}");
    }
}

#[test]
fn soft_breaks_of_quoted_printable_are_joined_without_a_blank() {
    let text = b"NOTE;ENCODING=QUOTED-PRINTABLE:caf=C3=\n=A9 a=\n b\nFN:x\n";
    assert_eq!(values(text), ["café a b", "x"]);
    let bare = b"NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9\n";
    assert_eq!(values(bare), ["café"]);
}

#[test]
fn base64_goes_on_without_marks_until_an_empty_line() {
    let text = b"PHOTO;BASE64:AAAA\nBBBB\n\nFN:x\n";
    assert_eq!(values(text), ["AAAABBBB", "x"]);
}

#[test]
fn text_broken_without_a_mark_is_kept() {
    let text = b"NOTE:first\nsecond, see below\nFN:x\n";
    assert_eq!(values(text), ["first\\nsecond, see below", "x"]);
}

#[test]
fn parameters_lose_quotes_and_carets() {
    let line = &lines(b"item1.ADR;TYPE=\"work,pref\";LABEL=\"a^nb; c\";TYPE=x:v")[0];
    assert_eq!((line.group.as_str(), line.name.as_str()), ("item1", "ADR"));
    assert_eq!(line.all("TYPE").collect::<Vec<_>>(), ["work", "pref", "x"]);
    assert_eq!(line.parameter("LABEL"), Some("a\nb; c"));
    assert_eq!(line.head(), "item1.ADR;TYPE=work,pref,x;LABEL=\"a^nb; c\"");
}

#[test]
fn a_line_of_fifty_megabytes_is_cut() {
    let mut text = b"PHOTO;ENCODING=b:".to_vec();
    text.resize(50 * 1024 * 1024, b'A');
    text.extend_from_slice(b"\nFN:x\n");
    let mut reader = LogicalLines::new(text.as_slice());
    let first = reader.next_line().unwrap().unwrap();
    assert!(first.cut && first.bytes.len() == 16 * 1024 * 1024);
    assert_eq!(reader.next_line().unwrap().unwrap().line, 2);
}

proptest! {
    #[test]
    fn escaped_text_comes_back(text in "[^\r]*") {
        prop_assert_eq!(unescape(&escape(&text)), text);
    }

    #[test]
    fn a_written_line_is_read_as_it_was(value in "[^\\p{Cc}]{0,300}", parameter in "[^\\p{Cc}]{0,40}") {
        let mut folded = String::new();
        fold_into(&mut folded, &format!("X-A;P={}:{value}", parameter_value(&parameter)));
        for piece in folded.split("\r\n") {
            prop_assert!(piece.len() <= 75);
        }
        let line = &lines(folded.as_bytes())[0];
        prop_assert_eq!(&line.value, &value);
        prop_assert_eq!(line.parameter("P"), Some(parameter.as_str()));
    }

    #[test]
    fn any_bytes_end_with_a_value(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        lines(&bytes);
    }
}
