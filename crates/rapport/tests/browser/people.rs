//! People come in by the file, are put right, are merged and parted again.

use serde_json::Value;

use crate::desk::Desk;
use crate::support::people::names;

/// Three of a fair: one address has a slip in it.
const TABLE: &str = "Name,Email,Phone,Company\n\
    Rosa Lindqvist,rosa@fjord.example,+44 117 496 0188,Fjord Systems\n\
    Amadou Keita,amadou@gmial.com,,Robotics Fair\n\
    Hana Sato,hana@sato.example,,Sato Prints\n";

#[test]
fn a_table_is_looked_at_written_put_right_and_taken_back() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    let file = desk.rapport.home().join("fair.csv");
    std::fs::write(&file, TABLE).unwrap();

    // Sent, and looked at: nothing is written yet.
    desk.go("/people");
    browser.press("Import");
    browser.read("Nothing was imported yet.");
    browser.attach("#file", &file);
    browser.fill("#event", "Robotics Fair");
    browser.press("Look at it");
    browser.read("3 new");
    browser.read("gmail.com");
    browser.see_value("Robotics Fair");
    assert!(names(&desk.rapport).is_empty(), "looking writes nothing");
    browser.press("Write these 3 people");
    browser.read("See the people");
    assert_eq!(names(&desk.rapport).len(), 3);

    // What is doubtful is put right where it stands.
    desk.go("/people/check");
    browser.read("gmail.com");
    browser.press("Put it right");
    browser.see_value("amadou@gmial.com");
    browser.fill("#addresses", "amadou@gmail.com");
    browser.press("Save");
    browser.read("amadou@gmail.com");
    desk.go("/people/check");
    browser.read("Nothing is doubtful.");

    // Taken back: who was touched since stays.
    desk.go("/people/import");
    browser.read("fair.csv");
    browser.press("Take back");
    browser.click("#sure button[value=yes]");
    browser.read("Taken back: 2 removed");
    assert_eq!(names(&desk.rapport), ["Amadou Keita"]);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn two_that_are_one_are_merged_and_parted_again() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    #[rustfmt::skip]
    let both: [&[&str]; 2] = [
        &["contacts", "add", "Siobhan O'Hara", "--at", "Acme Robotics",
          "--email", "siobhan@acme.example", "--phone", "+44 117 496 0188"],
        &["contacts", "add", "Siobhan OHara", "--at", "Acme Robotics",
          "--email", "siobhan@home.example", "--phone", "+44 117 496 0188"],
    ];
    for words in both {
        desk.rapport.ok(words);
    }

    desk.go("/people");
    browser.press("One person, twice?");
    browser.press("Look at both");
    browser.read("siobhan@home.example");
    browser.press("Merge, and keep Siobhan O'Hara");
    browser.read("Siobhan OHara is one with Siobhan O'Hara now.");
    assert_eq!(names(&desk.rapport), ["Siobhan O'Hara"]);
    let kept = desk.rapport.one(&["contacts", "show", "Siobhan"]);
    let addresses = kept["addresses"].as_array().map_or(0, Vec::len);
    assert_eq!(addresses, 2, "nothing is lost: {kept:#}");

    browser.press("Part them again");
    browser.click("#sure button[value=yes]");
    browser.read("is a contact of their own again");
    let mut parted = names(&desk.rapport);
    parted.sort();
    assert_eq!(parted, ["Siobhan O'Hara", "Siobhan OHara"]);
    let one = desk.rapport.one(&["contacts", "show", "siobhan@home.example"]);
    assert_ne!(one["id"], Value::Null);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
