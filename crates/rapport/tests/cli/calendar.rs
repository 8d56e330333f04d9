//! Calendars on the command line: a file, and one behind an address.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use jiff::SignedDuration;

use crate::support::Rapport;
use crate::support::people::nell;

/// A calendar with a meeting that many hours from now.
fn calendar(rapport: &Rapport, hours: i64) -> String {
    let starts = rapport.now() + SignedDuration::from_hours(hours);
    let moment = |at: jiff::Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
    format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Coffee\r\nDTSTART:{}\r\nDTEND:{}\r\n\
         ATTENDEE;CN=Dana Whitfield:mailto:dana@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        moment(starts),
        moment(starts + SignedDuration::from_hours(1))
    )
}

#[test]
fn a_calendar_file_is_looked_at_written_and_followed_up() {
    let rapport = Rapport::new();
    nell(&rapport);
    let file = rapport.home().join("work.ics");
    fs::write(&file, calendar(&rapport, -20)).unwrap();
    let file = file.to_str().unwrap();
    let looked = rapport.ok(&["import", file]);
    assert!(looked.contains("1 meetings that were, 0 to come"), "{looked}");
    let done = rapport.one(&["import", "--yes", file]);
    assert_eq!(
        (&done["new"], &done["meetings"], &done["offered"]),
        (&1.into(), &1.into(), &1.into())
    );
    let today = rapport.ok(&["today"]);
    assert!(today.contains("You met Dana Whitfield"), "{today}");
    rapport.ok(&["offers", "accept", "Dana"]);
    assert!(!rapport.ok(&["today"]).contains("You met Dana Whitfield"));
}

#[test]
fn a_meeting_in_the_calendar_stops_what_asks_and_why_says_so() {
    let rapport = Rapport::new();
    nell(&rapport);
    rapport.ok(&["contacts", "add", "Dana Whitfield", "--email", "dana@acme.example"]);
    rapport.ok(&["playbooks", "start", "PB03", "--for", "Dana"]);
    let file = rapport.home().join("work.ics");
    let path = file.to_str().unwrap();
    fs::write(&file, calendar(&rapport, 24)).unwrap();
    rapport.ok(&["import", "--yes", path]);
    let today = rapport.ok(&["today"]);
    assert!(today.contains("you meet tomorrow, nothing that asks goes out before"), "{today}");
    let why = rapport.ok(&["why", "Dana"]);
    assert!(why.contains("nothing that asks goes out before"), "{why}");
    let off = calendar(&rapport, 24).replace("UID:1", "UID:1\r\nSTATUS:CANCELLED");
    fs::write(&file, off).unwrap();
    rapport.ok(&["import", "--yes", path]);
    let today = rapport.ok(&["today"]);
    assert!(today.contains("the meeting does not take place as planned"), "{today}");
    assert!(today.contains("Is this step still"), "{today}");
    assert!(!today.contains("?."), "{today}");
    rapport.ok(&["resume", "Dana"]);
    assert!(!rapport.ok(&["today"]).contains("does not take place"));
}

#[test]
fn a_calendar_behind_an_address_is_kept_listed_and_removed() {
    let rapport = Rapport::new();
    nell(&rapport);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/secret.ics", listener.local_addr().unwrap());
    let body = calendar(&rapport, 48);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            while stream.read_line(&mut line).is_ok_and(|read| read > 2) {}
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
            let _ = stream.get_mut().write_all(format!("{head}{body}").as_bytes());
        }
    });
    assert!(rapport.ok(&["calendar", "list"]).contains("calendar add"));
    let refused = rapport.fails(4, &["calendar", "add", &address]);
    assert!(refused.contains("private network") && !refused.contains("secret"), "{refused}");
    let added = rapport.one(&["calendar", "add", &address, "--name", "Work", "--on-this-machine"]);
    assert_eq!((&added["news"], &added["name"]), (&1.into(), &"Work".into()));
    assert_eq!(rapport.json(&["appointments", "list"])[0]["title"], "Coffee");
    let polled = rapport.json(&["calendar", "poll"]);
    assert_eq!((&polled[0]["news"], &polled[0]["error"]), (&0.into(), &serde_json::Value::Null));
    let listed = rapport.ok(&["calendar", "list"]);
    assert!(listed.contains("Work (127.0.0.1)") && !listed.contains("secret"), "{listed}");
    rapport.ok(&["calendar", "remove", "Work"]);
    assert!(rapport.json(&["calendar", "list"]).is_empty());
    assert!(rapport.fails(3, &["calendar", "remove", "Work"]).contains("no calendar"));
    assert!(rapport.fails(2, &["calendar", "add", "calendar.example"]).contains("no address"));
}
