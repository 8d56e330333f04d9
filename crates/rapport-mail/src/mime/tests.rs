//! Tests of `mime`.

use super::*;

fn kinds(raw: &str) -> (Vec<(String, String)>, Vec<Defect>) {
    let mut defects = Vec::new();
    let list = parts(raw.as_bytes(), &mut defects)
        .iter()
        .map(|part| {
            (part.content.kind.clone(), String::from_utf8_lossy(part.body).trim().to_owned())
        })
        .collect();
    (list, defects)
}

#[test]
fn nested_multiparts_come_in_order() {
    let raw = "Content-Type: multipart/mixed; boundary=a\n\npreamble\n--a\n\
                   Content-Type: multipart/alternative; boundary=\"a b\"\n\n--a b\n\none\n--a b\n\
                   Content-Type: text/html\n\n<p>two\n--a b--\n--a\nContent-Type: image/png\n\nx\n--a--\nend";
    let (list, defects) = kinds(raw);
    let names: Vec<&str> = list.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(
        names,
        ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "image/png"]
    );
    assert_eq!(list[2].1, "one");
    assert_eq!(defects, []);
}

#[test]
fn a_missing_boundary_leaves_text() {
    let (list, defects) = kinds("Content-Type: multipart/mixed; boundary=zz\n\njust text");
    assert_eq!(list, [("text/plain".to_owned(), "just text".to_owned())]);
    assert_eq!(defects, [Defect::NoBoundary]);
}

#[test]
fn depth_and_number_are_bounded() {
    let mut raw = String::new();
    for level in 0..100 {
        raw.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));
    }
    let (list, defects) = kinds(&raw);
    assert_eq!(list.len(), DEEPEST + 1);
    assert!(defects.contains(&Defect::TooDeep));
    let many =
        format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(5_000));
    let (list, defects) = kinds(&many);
    assert!(list.len() <= MOST_PARTS);
    assert!(defects.contains(&Defect::TooManyParts));
}

#[test]
fn an_enclosed_message_is_one_part() {
    let raw = "Content-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nx\n--q--";
    assert_eq!(kinds(raw).0.len(), 1);
}
