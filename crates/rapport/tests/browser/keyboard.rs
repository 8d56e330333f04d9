//! By keyboard alone, from the login to a note that was sent.

use rapport_sandbox::browser::keys::{CONTROL, ENTER, SHIFT, TAB};

use crate::desk::Desk;

#[test]
fn from_the_login_to_a_sent_note_without_a_mouse() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    let password = desk.rapport.home().join("login");
    std::fs::write(&password, "correct horse battery staple").unwrap();
    desk.rapport.ok(&["user", "reset", "me", "--password-file", password.to_str().unwrap()]);

    desk.go("/capture");
    browser.read("Sign in");
    browser.keys(TAB);
    browser.keys("me");
    browser.keys(TAB);
    browser.keys("correct horse battery staple");
    browser.keys(ENTER);
    // The door goes on to what was asked for, and its field has the focus.
    browser.read("Who did you meet?");
    browser.wait("the focus in the field", || focus_is(&desk, "#tell"));
    browser.keys("Met Dana Whitfield at Acme Robotics yesterday, interview, her sailing trip to Orkney, dana@acme.example");
    browser.see_value("Dana Whitfield");
    browser.keys(&format!("{CONTROL}{ENTER}"));
    browser.read("What happens when");

    // To Today, down to the row, into the note, a yes.
    browser.keys("g");
    browser.keys("t");
    browser.at("/");
    browser.see(".row");
    browser.keys("j");
    browser.see(".row[aria-current]");
    browser.keys(ENTER);
    browser.read("Is this what you want to say?");
    browser.keys("e");
    browser.wait("the focus in the editor", || focus_is(&desk, "#body"));
    browser.keys("!");
    browser.keys(&format!("{CONTROL}{ENTER}"));
    browser.read("is approved");
    browser.keys("u");
    browser.read("Taken back");
    browser.keys("a");
    browser.read("is approved");

    // The clock of practice mode is a button like any other.
    desk.go("/");
    browser.keys(TAB);
    browser.keys(TAB);
    browser.wait("the focus on the clock", || focus_is(&desk, ".clock button[value='+1d']"));
    browser.keys(ENTER);
    browser.wait("the note to leave", || {
        let all = desk.rapport.json(&["practice", "mailbox"]);
        (all.len() == 1).then_some(())
    });

    // The palette finds the rest, and every key is on a sheet.
    desk.go("/");
    browser.keys(&format!("{CONTROL}k"));
    browser.see("#palette[open]");
    browser.keys("dana");
    browser.keys(ENTER);
    browser.read("Dana Whitfield");
    browser.keys(&format!("{SHIFT}?"));
    browser.see("#keys[open]");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

fn focus_is(desk: &Desk, what: &str) -> Option<()> {
    let body = format!("return document.activeElement?.matches({what:?}) ?? false;");
    (desk.browser.run(&body) == true).then_some(())
}
