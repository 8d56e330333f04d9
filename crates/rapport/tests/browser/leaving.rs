//! What leaves by the user's own hand: everything as a file, and a secret address that is closed
//! again.

use crate::desk::Desk;
use crate::support::get;

#[test]
fn everything_is_downloaded_as_one_file() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    desk.capture("Met Dana Whitfield at Acme Robotics yesterday, interview, dana@acme.example");
    let folder = tempfile::tempdir().unwrap();
    browser.downloads_to(folder.path());
    desk.go("/settings");
    browser.press("Calendar and export");
    browser.press("Download");
    let archive = browser.wait("the file", || {
        let files = std::fs::read_dir(folder.path()).ok()?.flatten();
        let mut done = files.filter(|it| it.path().extension().is_some_and(|it| it == "tar"));
        std::fs::read(done.next()?.path()).ok()
    });
    // A tape archive in blocks of 512, with people as cards in it.
    assert!(archive.len().is_multiple_of(512) && archive.len() > 4096, "{} bytes", archive.len());
    let text = String::from_utf8_lossy(&archive);
    for what in ["rapport-export/contacts.vcf", "rapport-export/whole.jsonl", "dana@acme.example"] {
        assert!(text.contains(what), "{what} is in it");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_feed_is_made_read_and_closed_for_ever() {
    let desk = Desk::new();
    let browser = &desk.browser;
    desk.nell();
    desk.capture("Met Dana Whitfield at Acme Robotics yesterday, interview, dana@acme.example");
    desk.go("/settings/leaving");
    browser.fill("#feed-name", "Phone");
    browser.press("Make a feed");
    browser.read("shown only now");
    let said = browser.text(".notice");
    let path = said.split_once("/feed/").map(|(_, word)| word.split_whitespace().next().unwrap());
    let path = format!("/feed/{}", path.expect("the address is told"));
    let read = get(&desk.host, &path).unwrap();
    assert!(read.starts_with("HTTP/1.1 200 ") && read.contains("BEGIN:VCALENDAR"), "{read}");

    // Once closed it opens nothing, whoever has it.
    desk.go("/settings/leaving");
    assert!(!browser.says("/feed/"), "it is not shown again");
    browser.read("Phone");
    browser.press("Close");
    browser.click("#sure button[value=yes]");
    browser.read("Closed for ever.");
    let gone = get(&desk.host, &path).unwrap();
    assert!(gone.starts_with("HTTP/1.1 404 "), "{gone}");
    assert!(!gone.contains("VCALENDAR"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
