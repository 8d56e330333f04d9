//! Drawings that are drawn, drawings that are refused with a remedy, and files written to do harm.

#![expect(clippy::disallowed_methods, reason = "a test may look at the clock for its deadline")]

use std::time::{Duration, Instant};

use crate::{Guides, Layout, Letter, Picture, PictureFault, Printer, Typesetter};

/// A whole file around shapes.
fn file(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"120\" height=\"40\" \
         viewBox=\"0 0 240 80\">{inside}</svg>"
    )
}

fn parse(inside: &str) -> Result<Picture, PictureFault> {
    Picture::parse(file(inside).as_bytes())
}

fn fault(inside: &str) -> PictureFault {
    parse(inside).unwrap_err()
}

/// Found by any numbers: single precision makes values of them that are no numbers.
#[test]
fn coordinates_beyond_all_paper_are_a_broken_file() {
    let far = "<g transform=\"matrix(6.309808e17 -5.9012163e17 1.9532252e30 0 0 0)\">\
        <path d=\"M0 0Q92.30589 0 9 9A0 0 0 0 1 30 30z\" stroke=\"red\" stroke-width=\"17.9\"/></g>";
    assert_eq!(fault(far), PictureFault::Broken);
}

/// The letter with this logo in both writers; panics if one of them does.
fn printed(logo: Picture) -> (String, Vec<u8>) {
    let letter = Letter {
        language: "en".to_owned(),
        text: "Thank you.".to_owned(),
        logo: Some(logo),
        ..Letter::default()
    };
    let document = Typesetter::default().letter(&Layout::built_in("din-5008-b").unwrap(), &letter);
    let svg = document.svg(0, Guides::Hidden).unwrap();
    (svg, document.pdf(None, Printer::default()).unwrap())
}

fn clean(picture: &Picture) -> String {
    let (media_type, bytes) = picture.shown();
    assert_eq!(media_type, "image/svg+xml");
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_logo_of_shapes_gradients_and_clips_is_drawn() {
    let logo = parse(
        "<style>.ring { fill: none; stroke: #c03; stroke-width: 6 }</style>\
         <defs><linearGradient id=\"sky\"><stop stop-color=\"#09f\"/>\
         <stop offset=\"1\" stop-color=\"#036\" stop-opacity=\".5\"/></linearGradient>\
         <clipPath id=\"half\"><rect width=\"120\" height=\"80\"/></clipPath>\
         <circle id=\"dot\" r=\"8\"/></defs>\
         <g clip-path=\"url(#half)\" opacity=\".8\"><rect width=\"240\" height=\"80\" fill=\"url(#sky)\"/></g>\
         <circle class=\"ring\" cx=\"60\" cy=\"40\" r=\"30\" stroke-dasharray=\"4 2\"/>\
         <use xlink:href=\"#dot\" transform=\"translate(200 40) rotate(10)\"/>",
    )
    .unwrap();
    let clean = clean(&logo);
    for part in ["<linearGradient", "<clipPath", "opacity=\"0.8\"", "stroke-dasharray", "#cc0033"] {
        assert!(clean.contains(part), "{part}: {clean}");
    }
    // What is shown can be read again and is the same drawing.
    let again = Picture::parse(clean.as_bytes()).unwrap();
    assert!((again.proportion() - 3.0).abs() < 0.01 && (logo.proportion() - 3.0).abs() < 0.01);
    let (svg, pdf) = printed(logo);
    assert!(svg.contains("data:image/svg+xml;base64,"));
    let (_, pdf_again) = printed(again);
    assert!(pdf.starts_with(b"%PDF") && pdf.len().abs_diff(pdf_again.len()) < 400);
}

#[test]
fn what_would_be_lost_is_refused_by_name() {
    for (inside, named) in [
        ("<text x=\"1\" y=\"9\">Harbour &amp; Finch</text>", "text"),
        ("<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>", "pictures"),
        (
            "<image xlink:href=\"https://tracker.example/x.png\" width=\"9\" height=\"9\"/>",
            "pictures",
        ),
        ("<defs><filter id=\"f\"><feGaussianBlur stdDeviation=\"1\"/></filter></defs>", "filters"),
        ("<mask id=\"m\"/><rect width=\"9\" height=\"9\"/>", "masks"),
        ("<pattern id=\"p\"/>", "patterns"),
        ("<marker id=\"k\"/>", "markers"),
        ("<foreignObject><p>hello</p></foreignObject>", "parts in another language"),
        ("<rect style=\"mix-blend-mode:multiply\" width=\"9\" height=\"9\"/>", "blended layers"),
    ] {
        let fault = fault(inside);
        assert_eq!(fault, PictureFault::NotDrawn(named), "{inside}");
        assert!(fault.to_string().contains(named) && fault.to_string().contains(": "), "{fault}");
    }
    assert_eq!(fault(""), PictureFault::Empty);
    assert_eq!(fault("<g>"), PictureFault::Broken);
    assert_eq!(fault("<rect width=\"0\" height=\"0\"/>"), PictureFault::Empty);
}

#[test]
fn nothing_but_shapes_comes_through() {
    let logo = parse(
        "<script>alert(1)</script><metadata>Mara's laptop</metadata><title>secret</title>\
         <a href=\"https://tracker.example\"><rect id=\"who\" onclick=\"alert(2)\" width=\"60\" \
         height=\"60\"/></a><style>@import url(https://tracker.example/x.css); \
         rect { fill: url(https://tracker.example/paint#x) }</style>\
         <use href=\"https://tracker.example/all.svg#logo\"/><use href=\"file:///etc/passwd\"/>\
         <animate attributeName=\"x\" to=\"9\"/>",
    )
    .unwrap();
    let clean = clean(&logo);
    for word in ["alert", "tracker", "laptop", "secret", "who", "passwd", "animate", "http://t"] {
        assert!(!clean.contains(word), "{word}: {clean}");
    }
}

#[test]
fn files_of_old_drawing_programs_are_read() {
    let text = "\u{feff}<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/x.dtd\" [\
         <!ENTITY ns_svg \"http://www.w3.org/2000/svg\"><!ENTITY ns_more \"http://ns.example/more/\">]>\
         <svg xmlns=\"&ns_svg;\" xmlns:i=\"&ns_more;\" width=\"3cm\" height=\"1cm\" viewBox=\"0 0 30 10\">\
         <switch><foreignObject requiredExtensions=\"&ns_more;\"><i:pgf/></foreignObject>\
         <g i:extraneous=\"self\"><path d=\"M0 0h30v10z\"/></g></switch></svg>";
    let logo = Picture::parse(text.as_bytes()).unwrap();
    assert!((logo.proportion() - 3.0).abs() < 0.01);
    assert!(clean(&logo).contains("<path"));
}

#[test]
fn sizes_that_nobody_can_print_are_refused() {
    let sized = |attributes: &str| {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}><rect width=\"9\" height=\"9\"/></svg>"
        );
        Picture::parse(text.as_bytes()).map(drop).unwrap_err()
    };
    for attributes in [
        "width=\"1e30\" height=\"1e30\"",
        "viewBox=\"0 0 1e38 1e38\"",
        "width=\"100000\" height=\"1\"",
        "width=\"1e-20\" height=\"1e-20\" viewBox=\"0 0 9 9\"",
    ] {
        let fault = sized(attributes);
        assert!(
            matches!(fault, PictureFault::BadSize | PictureFault::Broken),
            "{attributes}: {fault:?}"
        );
    }
    for inside in [
        "<path d=\"M1e37 0L-1e37 1e38z\"/>",
        "<rect width=\"9\" height=\"9\" transform=\"translate(1e30)\"/>",
        "<path d=\"M0 0h9\" stroke=\"red\" stroke-width=\"1e20\"/>",
    ] {
        assert!(matches!(fault(inside), PictureFault::BadSize | PictureFault::Empty), "{inside}");
    }
}

/// Files that ask for far more than they hold. Each is answered at once.
#[test]
fn hostile_files_cost_little() {
    let entities = {
        let mut text = "<!DOCTYPE svg [<!ENTITY a0 \"aaaaaaaaaa\">".to_owned();
        for level in 1..9 {
            text += &format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
        }
        text + "]><svg xmlns=\"http://www.w3.org/2000/svg\"><rect id=\"&a8;\" width=\"9\"/></svg>"
    };
    let long_entity = format!(
        "<!DOCTYPE svg [<!ENTITY a \"{}\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><desc>{}</desc></svg>",
        "x".repeat(100_000),
        "&a;".repeat(50_000)
    );
    let uses = {
        let mut text = "<g id=\"u0\"><rect width=\"1\" height=\"1\"/></g>".to_owned();
        for level in 1..20 {
            let one = format!("<use href=\"#u{}\"/>", level - 1);
            text += &format!("<g id=\"u{level}\">{}</g>", one.repeat(10));
        }
        file(&text)
    };
    let clips = {
        let mut text = String::new();
        for at in 0..5_000 {
            text += &format!(
                "<clipPath id=\"c{at}\" class=\"c\"><rect width=\"9\" height=\"9\"/></clipPath>"
            );
        }
        file(&(text + "<rect clip-path=\"url(#c0)\" width=\"9\" height=\"9\"/>"))
    };
    let names = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {}><rect width=\"9\" height=\"9\"/></svg>",
        (0..30_000).map(|at| format!("a{at}=\"\" ")).collect::<String>()
    );
    let spaces = file(
        &((0..9_000).map(|at| format!("<g xmlns:n{at}=\"x{at}\">")).collect::<String>()
            + &"</g>".repeat(9_000)),
    );
    let rules = file(&format!(
        "<style>{}</style>{}",
        ".a{fill:red}".repeat(5_000),
        "<rect class=\"a\" width=\"9\" height=\"9\"/>".repeat(5_000)
    ));
    let chain = file(&format!(
        "<style>{} x{{fill:red}}</style>{}{}",
        "g ".repeat(30),
        "<g>".repeat(60),
        "</g>".repeat(60)
    ));
    for (name, text) in [
        ("entities", entities),
        ("a long entity", long_entity),
        ("uses of uses", uses),
        ("clips", clips),
        ("attributes", names),
        ("name spaces", spaces),
        ("rules", rules),
        ("a chain of rules", chain),
        ("levels", file(&("<g>".repeat(15_000) + &"</g>".repeat(15_000)))),
        ("a use of itself", file("<g id=\"a\"><use href=\"#a\"/></g>")),
        ("ten megabytes", file(&format!("<path d=\"M0 0{}\"/>", "h1v1".repeat(2_600_000)))),
        ("segments", file(&format!("<path d=\"M0 0{}\"/>", "z".repeat(500_000)))),
        ("closed", file(&format!("<path d=\"M0 0{}\"/>", "z ".repeat(50_000)))),
        (
            "closed in a rule",
            file(&format!("<style>path{{d:path('M0 0{}')}}</style><path/>", "z".repeat(50_000))),
        ),
    ] {
        let start = Instant::now();
        let answer = Picture::parse(text.as_bytes());
        let took = start.elapsed();
        assert!(answer.is_err(), "{name}");
        assert!(took < Duration::from_secs(3), "{name}: {took:?}");
    }
}

/// As much as is let through: deep, long, and with as many clips as there may be, on a small stack.
#[test]
fn the_largest_drawing_is_drawn() {
    let mut text = String::new();
    for at in 0..200 {
        let next = (at + 1) % 200;
        text += &format!(
            "<clipPath id=\"c{at}\"><path d=\"M0 0h240v80h-240z\"/></clipPath><path id=\"p{next}\" \
             clip-path=\"url(#c{at})\" d=\"M{at} 0h9v9z\" stroke=\"#123\"/>"
        );
    }
    text += &format!("<path d=\"M0 0{}\"/>", "h1v1h-1v-1".repeat(20_000));
    let deep = "<g opacity=\".9\">".repeat(50) + &text + &"</g>".repeat(50);
    let draw = move || {
        let start = Instant::now();
        let (svg, pdf) = printed(parse(&deep).unwrap());
        assert!(svg.len() > 100_000 && pdf.len() > 10_000);
        assert!(start.elapsed() < Duration::from_secs(20));
    };
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(draw).unwrap().join().unwrap();
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Any numbers in any place: an answer, and no panic in a writer.
    #[test]
    fn any_numbers_are_drawn_or_refused(
        numbers in proptest::collection::vec(
            proptest::prop_oneof![
                -300.0_f32..300.0,
                proptest::num::f32::ANY,
                proptest::strategy::Just(0.0_f32),
            ],
            24,
        ),
    ) {
        let n = |at: usize| numbers[at];
        let inside = format!(
            "<defs><radialGradient id=\"r\" cx=\"{}\" r=\"{}\" gradientTransform=\"matrix({} {} {} {} {} {})\">\
             <stop offset=\"{}\"/><stop offset=\"1\" stop-color=\"red\"/></radialGradient>\
             <clipPath id=\"c\" clipPathUnits=\"objectBoundingBox\"><circle r=\"{}\"/></clipPath></defs>\
             <g transform=\"matrix({} {} {} {} 0 0)\" opacity=\"{}\"><path clip-path=\"url(#c)\" \
             d=\"M{} {}Q{} {} 9 9A{} {} 0 0 1 30 30z\" fill=\"url(#r)\" stroke=\"url(#r)\" \
             stroke-width=\"{}\" stroke-dasharray=\"{} 3\"/></g>",
            n(0), n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), n(9), n(10), n(11), n(12), n(13),
            n(14), n(15), n(16), n(17), n(18), n(19), n(20), n(21), n(22),
        );
        if let Ok(logo) = parse(&inside) {
            let (_, pdf) = printed(logo);
            proptest::prop_assert!(pdf.starts_with(b"%PDF"));
        }
    }

    /// Any bytes, and any file cut or with a byte changed.
    #[test]
    fn any_bytes_are_answered(
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300),
        at in 0_usize..400,
        byte in 32_u8..127,
    ) {
        let _ = Picture::parse(&bytes);
        let mut good = file("<g id=\"a\"><rect width=\"9\" height=\"9\" fill=\"#123\"/></g><use href=\"#a\"/>")
            .into_bytes();
        let at = at % good.len();
        let _ = Picture::parse(&good[..at]);
        good[at] = byte;
        if let Ok(logo) = Picture::parse(&good) {
            let _ = logo.shown();
        }
    }
}
