//! A batch of cards: printed as one file, posted by hand, ticked; only then they count as sent.

use serde_json::Value;

use crate::desk::Desk;

/// Two interviews that are really wanted, each with a second talk ahead.
const WANTED: [(&str, &str, &str); 2] = [
    ("Dana Whitfield", "Staff engineer", "her sailing trip to Orkney"),
    ("Margit Olsen", "Optics engineer", "measuring snow from the air"),
];

#[test]
fn a_batch_is_printed_posted_and_ticked() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    for (name, role, said) in WANTED {
        let address = format!("{}@acme.example", name.split(' ').next().unwrap().to_lowercase());
        #[rustfmt::skip]
        desk.rapport.ok(&[
            "met", name, "--at", "Acme Robotics", "--email", &address, "--kind", "interview",
            "--role", role, "--fit", "5", "--country", "GB", "--postal", "12 Quay Street; Bristol; BS1 4QX",
            "--when", "yesterday 15:00", "--said", said,
        ]);
        #[rustfmt::skip]
        desk.rapport.ok(&[
            "appointments", "add", name, "friday", "10:00", "--title", "Second talk",
            "--opportunity", role, "--keen",
        ]);
    }
    let waiting = desk.rapport.json(&["letters", "list"]);
    assert_eq!(waiting.len(), 2, "{waiting:#?}");

    let folder = tempfile::tempdir().unwrap();
    browser.downloads_to(folder.path());
    desk.go("/letters");
    for (name, _, _) in WANTED {
        browser.read(name);
    }
    let pictures = "return [...document.querySelectorAll('.paper-page img')].every(
        (it) => it.complete && it.naturalWidth > 0);";
    browser.wait("the sheets to be drawn", || (browser.run(pictures) == true).then_some(()));
    browser.press("Print all");
    let file = folder.path().join("letters.pdf");
    let printed = browser.wait("the file", || std::fs::read(&file).ok());
    assert!(printed.starts_with(b"%PDF-"), "{} bytes", printed.len());
    desk.go("/letters");
    browser.read("Printed ");

    // Each tick takes one off the queue; nothing was sent by printing.
    for left in [1, 0] {
        browser.press("Posted");
        browser.wait("the row to go", || (browser.count(".row") == left).then_some(()));
        browser.read("counts as sent.");
    }
    browser.read("Nothing waits to be printed");
    for (name, _, _) in WANTED {
        let shown = desk.rapport.one(&["show", name]);
        let timeline = shown["timeline"].as_array().cloned().unwrap_or_default();
        let is_post = |entry: &Value| {
            let text = entry.to_string().to_lowercase();
            text.contains("post") || text.contains("letter") || text.contains("paper")
        };
        assert!(timeline.iter().any(is_post), "{shown:#}");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn any_note_in_review_can_be_read_on_paper_and_a_brief_takes_a_line() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    desk.capture(
        "Met Dana Whitfield at Acme Robotics yesterday, interview for staff engineer, her sailing \
         trip to Orkney, dana@acme.example",
    );
    desk.go("/approve");
    browser.press("On paper");
    browser.at(&format!("/letters?at={}", follow_up(&desk)));
    browser.read("Dana Whitfield");
    browser.press("Before you meet");
    browser.read("Before you meet Dana Whitfield");
    browser.fill("#jot", "the tea from Darjeeling");
    browser.press("Write it down");
    browser.read("the tea from Darjeeling");
    desk.go("/people");
    browser.press("Dana Whitfield");
    browser.press("Before you meet");
    browser.read("the tea from Darjeeling");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

fn follow_up(desk: &Desk) -> String {
    let shown = desk.rapport.one(&["show", "Dana"]);
    shown["follow_ups"][0]["id"].as_str().unwrap().to_owned()
}
