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
