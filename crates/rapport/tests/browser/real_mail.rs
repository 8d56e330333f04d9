//! The same job with a real mail account: the note arrives at a real server, the answer comes from
//! one, and what a stranger's mail carries is shown without being run.

use rapport_sandbox::wait_until;

use crate::desk::Desk;
use crate::support::mail::{Office, PATIENCE, header};

#[test]
fn a_note_arrives_and_the_answer_stops_everything() {
    let Office { rapport, address, world } = Office::open("nell.browser");
    let dana = world.new_user("dana.browser", "beta.test").address;
    let desk = Desk::before(rapport);
    let browser = &desk.browser;
    desk.go("/settings/sending");
    browser.fill("#seconds", "0");
    browser.press("Save");
    browser.read("A yes can be taken back for 0 seconds.");
    desk.capture(&format!(
        "Met Dana Whitfield at Acme Robotics yesterday, interview for staff engineer, her sailing \
         trip to Orkney, {dana}"
    ));
    desk.go("/");
    browser.see_no(".practice");
    browser.click("button[value=approve]");
    browser.see_no("button[value=approve]");
    let note = world.wait_for_message(&dana, |_| true, PATIENCE);
    let id = header(&note, "Message-ID").unwrap();
    browser.read("All done.");

    // The answer has a script in every place that could hold one. Today moves by itself.
    let answer = format!(
        "From: =?utf-8?B?PHNjcmlwdD53aW5kb3cuaGl0PTE8L3NjcmlwdD4=?= <{dana}>\r\nTo: {address}\r\n\
         Subject: Re: <img src=x onerror=window.hit=1>\r\nMessage-ID: <answer.browser@beta.test>\r\n\
         In-Reply-To: {id}\r\nReferences: {id}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n\
         <p onclick=\"window.hit=1\">Could you send me two references by Monday?</p>\
         <script>window.hit=1</script><img src=\"http://127.0.0.1:9/track.png\" onerror=\"window.hit=1\">\
         <iframe srcdoc=\"<script>parent.hit=1</script>\"></iframe><style>body{{display:none}}</style>\
         <a href=\"javascript:window.hit=1\">a link</a><form action=\"/stop-all\" method=\"post\"><button>go</button></form>\r\n"
    );
    world.send(&dana, &address, answer.as_bytes());
    browser.read("two references by Monday");
    let shown = wait_until("the answer to be read", PATIENCE, || {
        let shown = desk.rapport.one(&["show", "Dana"]);
        (shown["follow_ups"][0]["state"] == "answered").then_some(shown)
    });
    let entries = shown["timeline"].as_array().unwrap();
    let message = entries.iter().find(|entry| entry["direction"] == "in").unwrap();
    let message = message["message"].as_str().unwrap().to_owned();
    let contact = shown["contact"]["id"].as_str().unwrap().to_owned();
    for path in [
        format!("/message/{message}"),
        format!("/person/{contact}?open={message}"),
        "/inbox".to_owned(),
    ] {
        desk.go(&path);
        browser.read("two references by Monday");
        assert_eq!(browser.run("return window.hit ?? null;"), serde_json::Value::Null, "{path}");
        assert_eq!(
            browser.count("main iframe, main script, main style, main img[src^='http:']"),
            0,
            "{path}"
        );
        assert_eq!(
            browser.count("main a[href^='javascript:'], main form[action='/stop-all']"),
            0,
            "{path}"
        );
    }
    // Nothing was even refused: what acts never reached the page.
    assert_eq!(browser.complaints(), Vec::<String>::new());
    assert_eq!(world.messages_in(&dana, "INBOX").len(), 1, "one note, and silence");
}
