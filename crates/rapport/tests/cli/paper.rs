//! Paper on the command line: files that other people's programs read, pictures, own texts,
//! holiday notes.

use std::path::Path;
use std::process::Command;

use crate::support::Rapport;
use crate::support::people::nell;

/// What a program says about a file; it must be content.
fn says(program: &str, words: &[&str], file: &Path, rest: &[&str]) -> String {
    let output = Command::new(program).args(words).arg(file).args(rest).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn dana(rapport: &Rapport) {
    nell(rapport);
    let postal = "12 Quay Street\nBristol\nBS1 4QX";
    let words = ["--at", "Acme Robotics", "--email", "dana@acme.example", "--kind", "event"];
    let more = ["--country", "GB", "--postal", postal, "--said", "her sailing trip to Orkney"];
    rapport.ok(&[&["met", "Dana Whitfield"], &words[..], &more[..]].concat());
}

#[test]
fn a_pdf_is_whole_and_its_words_can_be_read() {
    let rapport = Rapport::new();
    dana(&rapport);
    let file = rapport.home().join("envelope.pdf");
    let to = file.to_str().unwrap();
    let written = rapport.one(&["letters", "envelopes", "Dana", "--to", to]);
    assert_eq!((&written["pages"], &written["file"]), (&1.into(), &to.into()));
    let check = says("qpdf", &["--check"], &file, &[]);
    assert!(check.contains("No syntax or stream encoding errors"), "{check}");
    let text = says("pdftotext", &["-layout"], &file, &["-"]);
    for words in ["Dana Whitfield", "12 Quay Street", "BS1 4QX"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(rapport.fails(3, &["letters", "envelopes", "Nobody", "--to", to]).contains("Nobody"));
}

/// The window of DIN 5008 B for an envelope DL, in points: left, top, right, bottom.
const WINDOW: (f32, f32, f32, f32) = (56.7, 127.6, 297.6, 255.1);

/// Words with their places, as `pdftotext -bbox` tells them.
fn places(html: &str) -> Vec<(String, [f32; 4])> {
    let word = |line: &str| {
        let rest = line.trim().strip_prefix("<word ")?;
        let number = |name: &str| {
            let from = rest.find(&format!("{name}=\""))? + name.len() + 2;
            rest[from..].split('"').next()?.parse().ok()
        };
        let text = rest.split_once('>')?.1.strip_suffix("</word>")?;
        let place = [number("xMin")?, number("yMin")?, number("xMax")?, number("yMax")?];
        Some((text.to_owned(), place))
    };
    html.lines().filter_map(word).collect()
}

#[test]
fn a_letter_reads_in_order_and_shows_its_address_in_the_window() {
    let rapport = Rapport::new();
    nell(&rapport);
    let postal = "12 Quay Street\nBristol\nBS1 4QX";
    let words = ["met", "Dana Whitfield", "--at", "Acme Robotics", "--email", "dana@acme.example"];
    let more = ["--kind", "interview", "--role", "Staff engineer", "--country", "GB"];
    let rest = ["--postal", postal, "--when", "yesterday 15:00", "--said", "the sorting hall"];
    rapport.ok(&[&words[..], &more[..], &rest[..]].concat());
    let logo = rapport.home().join("logo.svg");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 30\">\
               <path d=\"M0 0h90l-45 30z\" fill=\"#036\"/></svg>";
    std::fs::write(&logo, svg).unwrap();
    rapport.ok(&["letters", "letterhead", logo.to_str().unwrap()]);
    let file = rapport.home().join("letter.pdf");
    let to = file.to_str().unwrap();
    let written = rapport.one(&["letters", "print", "Dana", "--layout", "din-5008-b", "--to", to]);
    assert_eq!((&written["pages"], &written["file"]), (&1.into(), &to.into()));
    let check = says("qpdf", &["--check"], &file, &[]);
    assert!(check.contains("No syntax or stream encoding errors"), "{check}");
    let fonts = says("pdffonts", &[], &file, &[]);
    assert!(fonts.lines().count() > 2, "{fonts}");
    for line in fonts.lines().skip(2) {
        // From the right: object id in two numbers, unicode, subset, embedded.
        let columns: Vec<&str> = line.split_whitespace().rev().collect();
        assert_eq!(columns[3..5], ["yes", "yes"], "a font is not embedded: {line}");
    }
    let text = says("pdftotext", &["-raw"], &file, &["-"]);
    let order = ["12 Quay Street", "Dear Dana Whitfield,", "sorting hall", "Nell Ashworth"];
    let mut behind = &text[..];
    for words in order {
        let at = behind.find(words).unwrap_or_else(|| panic!("{words} in {behind} of {text}"));
        behind = &behind[at + words.len()..];
    }
    let placed = places(&says("pdftotext", &["-bbox"], &file, &["-"]));
    let (left, top, right, bottom) = WINDOW;
    for word in ["Whitfield", "Acme", "Quay", "BRISTOL", "4QX"] {
        let (_, [x, y, end, foot]) = placed
            .iter()
            .find(|(text, _)| text == word)
            .unwrap_or_else(|| panic!("{word}: {text}"));
        let is_inside = *x >= left && *y >= top && *end <= right && *foot <= bottom;
        assert!(is_inside, "{word} at {x} {y} {end} {foot}");
    }
    // What is posted is told to be ticked, a test page to be measured.
    let again = rapport.ok(&["letters", "print", "Dana", "--to", to]);
    assert!(again.contains("letters posted NAME"), "{again}");
    let page = rapport.ok(&["letters", "test-page", "--to", to]);
    assert!(page.contains("letters printer NAME") && !page.contains("posted"), "{page}");
}

#[test]
fn a_signature_is_kept_and_taken_out() {
    let rapport = Rapport::new();
    nell(&rapport);
    let file = rapport.home().join("not-a-picture.png");
    std::fs::write(&file, "hello").unwrap();
    let refused = rapport.fails(2, &["letters", "signature", file.to_str().unwrap()]);
    assert!(refused.contains("neither PNG nor JPEG nor SVG"), "{refused}");
    assert!(rapport.one(&["letters", "letterhead"])["bytes"].is_null());
    assert!(rapport.fails(3, &["letters", "letterhead", "--remove"]).contains("no letterhead"));
}

#[test]
fn own_texts_and_holiday_notes_have_verbs() {
    let rapport = Rapport::new();
    dana(&rapport);
    let file = rapport.home().join("thanks.txt");
    std::fs::write(&file, "Subject: x\n\n{{ greeting }}\n{% for a in b %}{% endfor %}").unwrap();
    let path = file.to_str().unwrap();
    let refused = rapport.fails(2, &["texts", "set", "pb08/good-to-meet", path]);
    assert!(refused.contains("line 4") && refused.contains("for"), "{refused}");
    let text = rapport.ok(&["texts", "show", "pb08/good-to-meet"]);
    std::fs::write(&file, &text).unwrap();
    rapport.ok(&["texts", "check", path]);
    rapport.ok(&["texts", "set", "pb08/good-to-meet", path]);
    let own = rapport.json(&["texts"]).into_iter().filter(|it| it["is_own"] == true).count();
    assert_eq!(own, 1);
    rapport.ok(&["texts", "reset", "pb08/good-to-meet"]);

    let all = rapport.json(&["greetings", "list", "--all"]);
    assert_eq!((&all[0]["name"], &all[0]["day"]), (&"Dana Whitfield".into(), &"new-year".into()));
    let kept = rapport.one(&["greetings", "prefer", "Dana", "none"]);
    assert_eq!(kept["standing"], "left-out");
    assert!(rapport.fails(4, &["greetings", "plan", "Dana"]).contains("no greeting"));
    assert!(rapport.json(&["greetings", "days"]).len() > 10);
}
