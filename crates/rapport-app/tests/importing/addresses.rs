//! Calendars behind an address, served on loopback: read, asked again, moved, gone, and kept secret.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use rapport_app::calendars::CalendarInput;
use rapport_app::error::Kind;

use crate::calendars::calendar;
use crate::world::World;

const AHEAD: &str = "UID:ahead\nSUMMARY:Next round\nDTSTART:20261120T090000Z\n\
    DTEND:20261120T100000Z\nATTENDEE;CN=Dana Whitfield:mailto:dana@acme.example";
const OTHER: &str = "UID:other\nSUMMARY:Lunch\nDTSTART:20261125T110000Z\n\
    DTEND:20261125T120000Z\nATTENDEE;CN=Ana Ruiz:mailto:ana@example.net";

/// What a server says next, and what it was asked.
#[derive(Default)]
struct Said {
    answer: String,
    asked: Vec<String>,
}

/// A server that gives one answer to everything, until it is told another.
struct Server {
    said: Arc<Mutex<Said>>,
    port: u16,
}

impl Server {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let said = Arc::new(Mutex::new(Said::default()));
        let shared = Arc::clone(&said);
        // The thread ends with the process of the test.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = BufReader::new(stream);
                let mut request = String::new();
                while stream.read_line(&mut request).is_ok_and(|read| read > 2) {}
                let answer = {
                    let mut said = shared.lock().unwrap();
                    said.asked.push(request);
                    said.answer.clone()
                };
                // A client that has heard enough hangs up.
                let _ = stream.get_mut().write_all(answer.as_bytes());
            }
        });
        Self { said, port }
    }

    fn says(&self, status: &str, headers: &str, body: &str) {
        self.said.lock().unwrap().answer = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}",
            body.len()
        );
    }

    fn gives(&self, tag: &str, events: &[&str]) {
        self.says("200 OK", &format!("ETag: \"{tag}\"\r\n"), &calendar(events));
    }

    fn last(&self) -> String {
        self.said.lock().unwrap().asked.last().cloned().unwrap_or_default()
    }

    fn input(&self) -> CalendarInput {
        CalendarInput {
            name: "Work".to_owned(),
            address: format!("http://127.0.0.1:{}/secret/basic.ics", self.port),
            on_this_machine: true,
        }
    }
}

async fn planned(world: &World) -> Vec<String> {
    let all = world.app.appointments().await.unwrap();
    all.into_iter()
        .filter(|it| !it.cancelled)
        .map(|it| format!("{} {}", it.contact, it.starts))
        .collect()
}

#[tokio::test]
async fn a_calendar_is_asked_again_and_its_meetings_move_and_go() {
    for world in World::both().await {
        let server = Server::new();
        server.gives("one", &[AHEAD, OTHER]);
        let added = world.app.add_calendar(server.input()).await.unwrap();
        assert_eq!((added.news, added.host.as_str()), (2, "127.0.0.1"));
        assert!(!format!("{added:?}").contains("secret"), "{added:?}");
        assert_eq!(planned(&world).await.len(), 2);

        server.says("304 Not Modified", "", "");
        let polled = world.app.poll_calendars().await.unwrap();
        assert_eq!((polled[0].news, &polled[0].error), (0, &None));
        assert!(
            server.last().to_lowercase().contains("if-none-match: \"one\""),
            "{}",
            server.last()
        );

        server.gives("two", &[&AHEAD.replace("20261120T", "20261121T")]);
        world.app.poll_calendars().await.unwrap();
        assert_eq!(planned(&world).await, ["Dana Whitfield 2026-11-21T09:00:00Z"]);

        // Trouble keeps what is there and is told.
        for (status, body) in [("500 Oops", ""), ("200 OK", "<html>Sign in</html>"), ("403 No", "")]
        {
            server.says(status, "", body);
            let polled = world.app.poll_calendars().await.unwrap();
            assert!(polled[0].error.is_some(), "{status}: {polled:?}");
            assert_eq!(planned(&world).await.len(), 1, "{status}");
        }
        // What was there before comes back.
        server.gives("three", &[AHEAD, OTHER]);
        let polled = world.app.poll_calendars().await.unwrap();
        assert_eq!(polled[0].error, None);
        assert_eq!(planned(&world).await.len(), 2);

        world.app.remove_calendar("Work").await.unwrap();
        assert!(world.app.calendars().await.unwrap().is_empty());
        assert_eq!(planned(&world).await.len(), 2, "what it told stays");
        let error = world.app.remove_calendar("Work").await.unwrap_err();
        assert_eq!(error.kind, Kind::NotFound);
    }
}

#[tokio::test]
async fn the_worker_asks_when_it_is_due_and_offers_what_ended() {
    let world = World::sqlite().await;
    let server = Server::new();
    server.gives("one", &[AHEAD]);
    world.app.add_calendar(server.input()).await.unwrap();
    server.gives("two", &[AHEAD, OTHER]);
    world.app.run_once().await.unwrap();
    assert_eq!(planned(&world).await.len(), 1, "half an hour is not over");
    world.pass(SignedDuration::from_mins(31));
    world.app.run_once().await.unwrap();
    assert_eq!(planned(&world).await.len(), 2);
    world.pass(SignedDuration::from_hours(24 * 3));
    world.app.run_once().await.unwrap();
    let today = world.app.today().await.unwrap();
    assert!(today.rows.iter().any(|row| row.title.starts_with("You met Dana")), "{:?}", today.rows);
}

#[tokio::test]
async fn redirects_are_followed_a_little_and_never_inside() {
    let world = World::sqlite().await;
    let (first, second) = (Server::new(), Server::new());
    second.gives("one", &[AHEAD]);
    first.says(
        "302 Found",
        &format!("Location: http://127.0.0.1:{}/there.ics\r\n", second.port),
        "",
    );
    assert_eq!(world.app.add_calendar(first.input()).await.unwrap().news, 1);
    world.app.remove_calendar("Work").await.unwrap();

    for (location, why) in [
        ("https://10.0.0.1/a.ics", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://1.1.1.1/a.ics", "in the open"),
        ("/secret/basic.ics", "from one place to the next"),
    ] {
        first.says("302 Found", &format!("Location: {location}\r\n"), "");
        let error = world.app.add_calendar(first.input()).await.unwrap_err();
        assert!(error.what.contains(why), "{location}: {}", error.what);
    }
    // Without a word that it is here, nothing on this machine is asked.
    let asked = first.said.lock().unwrap().asked.len();
    let input = CalendarInput { on_this_machine: false, ..first.input() };
    let error = world.app.add_calendar(input).await.unwrap_err();
    assert!(error.what.contains("private network"), "{}", error.what);
    assert_eq!(first.said.lock().unwrap().asked.len(), asked);
    assert!(world.app.calendars().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_calendar_that_is_too_large_is_not_read_to_its_end() {
    let world = World::sqlite().await;
    let server = Server::new();
    server.says("200 OK", "", &"x".repeat(11 * 1024 * 1024));
    let error = world.app.add_calendar(server.input()).await.unwrap_err();
    assert!(error.what.contains("10 MB"), "{}", error.what);
    // Without a length it is counted while it comes.
    server.said.lock().unwrap().answer =
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", "x".repeat(11 * 1024 * 1024));
    let error = world.app.add_calendar(server.input()).await.unwrap_err();
    assert!(error.what.contains("10 MB"), "{}", error.what);
}

#[tokio::test]
async fn the_address_is_nowhere_in_the_data() {
    let world = World::sqlite().await;
    let server = Server::new();
    server.gives("one", &[AHEAD]);
    world.app.add_calendar(server.input()).await.unwrap();
    world.app.close().await;
    let mut looked_at = 0;
    for entry in std::fs::read_dir(world.folder.path()).unwrap().flatten() {
        if entry.path().is_file() {
            let bytes = std::fs::read(entry.path()).unwrap();
            let found = bytes.windows(16).any(|window| window == b"secret/basic.ics");
            assert!(!found, "{}", entry.path().display());
            looked_at += 1;
        }
    }
    assert!(looked_at > 1);
}
