//! Tests of `html`.

use super::*;

#[test]
fn paragraphs_lists_and_references() {
    let html = "<html><head><title>x</title><style>p{}</style></head><body><p>Dear Dana,</p>\
                    <p>R&amp;D &uuml;ber &#x2014;<br>two</p><ul><li>one<li><p>two</p></ul></body>";
    assert_eq!(to_text(html), "Dear Dana,\n\nR&D über —\ntwo\n\n- one\n\n- two\n");
}

#[test]
fn quotes_are_marked() {
    let gmail = "<div dir=ltr>Yes.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On \
                     Monday Ivo wrote:<br></div><blockquote class=gmail_quote>Will you?</blockquote></div>after";
    assert_eq!(to_text(gmail), "Yes.\n> On Monday Ivo wrote:\n> Will you?\nafter\n");
    let outlook = "<p>Yes</p><hr><div id=\"x_divRplyFwdMsg\">From: Ivo</div><div>Will you?</div>";
    assert_eq!(to_text(outlook), "Yes\n\n> From: Ivo\n> Will you?\n");
}

#[test]
fn broken_html_keeps_its_words() {
    assert_eq!(to_text("a < b <b>c"), "a < b c\n");
    assert_eq!(to_text("a <b class=\"x y"), "a <b class=\"x y\n");
    assert_eq!(to_text("a<!-- b"), "a\n");
    assert_eq!(to_text("x &unknown; &; &#0; &#99999999;").lines().count(), 1);
}

#[test]
fn hostile_nesting_is_linear() {
    let deep = "<div><blockquote><a b=\"'>".repeat(50_000);
    assert!(to_text(&deep).len() < deep.len() * 2);
    let open = "<a b=\"".repeat(200_000);
    assert!(!to_text(&open).is_empty());
}

#[test]
fn what_never_closes_is_searched_once() {
    for piece in [
        "<",
        "</",
        "<!--",
        "<head>",
        "<title",
        "<div style='display:none'>",
        "<blockquote>",
        "</blockquote>",
        "<p class=gmail_attr>",
        "<div id=Signature>x",
        "</div>",
        "<pre>",
        "<li>",
        "&",
        "&#",
        "<a b='",
    ] {
        let text = to_text(&format!("Fine.{}", piece.repeat(1_000_000 / piece.len())));
        assert!(text.starts_with("Fine."), "{piece}");
    }
}

#[test]
fn an_element_that_is_hidden_for_ever_hides_nothing() {
    assert_eq!(to_text("a<div style=\"display:none\">b<p>c"), "a\nb\n\nc\n");
    assert_eq!(to_text("a<div style=\"display:none\">b<div>c</div></div>d"), "a\nd\n");
}

#[test]
fn a_signature_stands_below_its_delimiter_once() {
    let marked = "<p>Fine.</p><div class=gmail_signature>Dana<br>Boats</div>";
    assert_eq!(to_text(marked), "Fine.\n\n-- \nDana\nBoats\n");
    let with_prefix = "<p>Fine.</p><span>-- </span><br><div class=gmail_signature>Dana</div>";
    assert_eq!(to_text(with_prefix), "Fine.\n\n--\nDana\n");
    assert_eq!(to_text("<div id=Signature>Dana</div>"), "Dana\n");
}
