//! Capture where people are: a stack of cards after a fair, and no connection at all.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::desk::Desk;
use crate::support::people::names;

/// Whom one meets at a fair.
const CARDS: [&str; 12] = [
    "Rosa Lindqvist",
    "Amadou Keita",
    "Petra Novak",
    "Luc Fournier",
    "Hana Sato",
    "Oskar Brandt",
    "Nia Bevan",
    "Carlos Pinto",
    "Mei Tan",
    "Jonas Weber",
    "Aoife Brennan",
    "Viktor Horvat",
];

#[test]
fn twelve_cards_of_a_fair_one_after_another() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    desk.go("/capture");
    browser.press("A stack of cards");
    browser.fill("#event", "Robotics Fair");
    browser.press("One after another");
    browser.read("Who did you meet at Robotics Fair?");
    for (index, name) in CARDS.into_iter().enumerate() {
        let (given, _) = name.split_once(' ').unwrap();
        browser
            .fill("#tell", &format!("{name}, Hall {index}, {}@fair.example", given.to_lowercase()));
        browser.press("Keep and start");
        let kept = match index {
            0 => "One person kept from here.".to_owned(),
            _ => format!("{} people kept from here.", index + 1),
        };
        browser.read(&kept);
        assert_eq!(browser.property("#tell", "value"), "", "the field is free for the next card");
    }
    browser.press("See them");
    for name in CARDS {
        browser.read(name);
    }
    let kept: BTreeSet<String> = names(&desk.rapport).into_iter().collect();
    assert_eq!(kept, CARDS.map(str::to_owned).into_iter().collect());
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn what_is_typed_without_a_connection_is_sent_once_when_it_is_back() {
    let desk = Desk::new();
    let browser = &desk.browser;
    browser.resize(360, 740);
    desk.nell();
    desk.go("/capture");
    let ready = browser.run_async("navigator.serviceWorker.ready.then(() => done('ready'));");
    assert_eq!(ready, "ready");

    desk.stop();
    browser.fill("#tell", "Met Rosa Lindqvist at Fjord Systems today, rosa@fjord.example");
    browser.press("Keep and start");
    browser.read("Kept on this device.");
    browser.read("Waiting on this device");
    // Every page is Capture now; what waits is listed there as well.
    desk.go("/people");
    browser.read("Rapport does not answer");
    browser.read("Rosa Lindqvist");
    browser.fill("#tell", "Met Amadou Keita at Fjord Systems today, amadou@fjord.example");
    browser.press("Keep it here");
    browser.read("Amadou Keita at Fjord");
    assert_eq!(browser.count("#waiting ul li"), 2);

    desk.start();
    desk.go("/capture");
    browser.wait("both to be sent", || (names(&desk.rapport).len() == 2).then_some(()));
    browser.wait("nothing to wait", || {
        (browser.property("#waiting", "hidden") == Value::Bool(true)).then_some(())
    });
    // Looking again sends nothing again.
    browser.reload();
    browser.see("#tell");
    desk.go("/people");
    browser.read("Amadou Keita");
    assert_eq!(browser.count(".person-row"), 2);
    let meetings: Vec<Value> = ["Rosa", "Amadou"]
        .iter()
        .flat_map(|who| desk.rapport.one(&["show", who])["timeline"].as_array().unwrap().clone())
        .filter(|entry| entry["what"] == "meeting" || entry["kind"] == "meeting")
        .collect();
    assert!(meetings.len() <= 2, "{meetings:#?}");
}
