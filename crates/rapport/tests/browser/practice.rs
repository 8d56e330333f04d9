//! The main job in practice mode: first run, capture, edit, approve, undo, approve, delivered,
//! answered, stopped. At a desk, on a phone, with scripts off; and a month of it.

use rapport_sandbox::Browser;
use serde_json::Value;

use crate::desk::Desk;

const DANA: &str = "Met Dana Whitfield at Acme Robotics yesterday, interview for staff engineer, \
                    her sailing trip to Orkney, decides Friday, dana@acme.example";

#[test]
fn from_the_first_run_to_silence_after_an_answer() {
    the_main_job(&Desk::new(), true);
}

#[test]
fn on_a_phone_too() {
    let desk = Desk::new();
    desk.browser.resize(360, 740);
    the_main_job(&desk, true);
}

#[test]
fn with_scripts_off_too() {
    let desk = Desk::new();
    desk.browser.without_scripts();
    the_main_job(&desk, false);
}

fn the_main_job(desk: &Desk, has_scripts: bool) {
    let browser = &desk.browser;
    desk.first_run();

    // Whom one met, in one's own words, read while one types.
    browser.press("Capture your first contact");
    browser.fill("#tell", DANA);
    if !has_scripts {
        browser.press("Read it first");
    }
    browser.see_value("Dana Whitfield");
    browser.see_value("dana@acme.example");
    browser.press("Keep and start");
    browser.read("What happens when");

    // Today has one note to say yes to; it is read and made one's own.
    desk.go("/");
    browser.click("h3 a[data-open]");
    browser.read("Is this what you want to say?");
    browser.press("Edit");
    let body = browser.property("#body", "value").as_str().unwrap().to_owned();
    assert!(body.contains("Orkney"), "{body}");
    browser.fill("#body", &body.replace("Kind regards", "P.S. The lighthouse!\n\nKind regards"));
    browser.press("Save");
    browser.read("Saved.");

    // A yes, taken back, given again.
    browser.press("Approve");
    browser.read("Dana Whitfield is approved");
    browser.press("Undo");
    browser.read("Taken back");
    desk.go("/approve");
    browser.press("Approve");
    browser.see("[data-undo]");

    // The note leaves within the recipient's hours.
    desk.a_day_later();
    assert_eq!(left(desk).len(), 1);

    // Dana answers; everything that was planned for her stops.
    desk.go("/people");
    browser.press("Dana Whitfield");
    browser.fill("#play-words", "Could you send me two references by Monday?");
    browser.press("Answer");
    browser.read("two references by Monday");
    desk.go("/");
    browser.read("two references by Monday");
    for _ in 0..2 {
        desk.a_week_later();
    }
    assert_eq!(browser.count("button[value=approve]"), 0, "{}", browser.words());
    assert_eq!(left(desk).len(), 1, "nothing more went out");
    if has_scripts {
        assert_eq!(browser.complaints(), Vec::<String>::new());
    }
}

#[test]
fn a_month_of_follow_ups_with_one_look_a_day() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    desk.capture(DANA);
    let mut by_hand = 0;
    for _ in 0..35 {
        desk.go("/");
        // Whatever is ready gets its yes, what is done by hand is done.
        while let Some(act) = next_act(browser) {
            by_hand += usize::from(act == "done");
            let before = browser.count(".row");
            browser.click(&format!(".row button[value={act}]"));
            browser.wait("the row to go", || (browser.count(".row") < before).then_some(()));
        }
        desk.a_day_later();
    }
    let left = left(&desk);
    assert!((3..=4).contains(&left.len()), "thanks, result check, month note: {left:#?}");
    assert!(by_hand <= 1, "a card by post at most");
    // Each in her working hours, on business days of her country.
    for note in &left {
        let at: jiff::Timestamp = note["at"].as_str().unwrap().parse().unwrap();
        let at = at.in_tz("Europe/London").unwrap();
        assert!(
            (8..18).contains(&at.hour()) && at.weekday().to_monday_zero_offset() < 5,
            "{note:#}"
        );
    }
    browser.read("All done.");
    let dana = desk.rapport.one(&["show", "Dana"]);
    assert!(dana["timeline"].as_array().unwrap().len() > left.len(), "{dana:#}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// What the first row that can be pressed wants.
fn next_act(browser: &Browser) -> Option<&'static str> {
    ["approve", "done", "skip"]
        .into_iter()
        .find(|act| browser.count(&format!(".row button[value={act}]")) > 0)
}

/// The notes that left.
fn left(desk: &Desk) -> Vec<Value> {
    let all = desk.rapport.json(&["practice", "mailbox"]);
    all.into_iter().filter(|entry| entry["direction"] == "out").collect()
}
