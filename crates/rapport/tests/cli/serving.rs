//! `rapport start` and `rapport serve`: they say where they are, answer, and end when asked.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{self, Rapport};

/// A running server; stopped with the test, whatever happened.
struct Server {
    child: Child,
    address: String,
    said: String,
}

impl Server {
    fn start(rapport: &Rapport, verb: &str) -> Self {
        let mut child = rapport
            .command(&[verb, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("it says where it is").unwrap();
        let address = first
            .split("http://")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap()
            .to_owned();
        let mut said = first;
        if verb == "start" {
            for line in lines.by_ref() {
                let line = line.unwrap();
                said.push('\n');
                said.push_str(&line);
                if line.trim_end().ends_with(" today") {
                    break;
                }
            }
        }
        // The pipe stays open for as long as the server runs.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            address,
            said,
        }
    }

    /// Asks it to end as systemd does; how it ended.
    fn terminate(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < deadline, "it did not end when asked");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn start_says_the_address_and_the_next_command_and_answers() {
    let rapport = Rapport::new();
    let server = Server::start(&rapport, "start");
    assert!(
        server.said.contains("met \"Dana Whitfield\""),
        "{}",
        server.said
    );
    assert!(
        server.said.contains("nothing leaves this machine"),
        "{}",
        server.said
    );
    let health = support::get(&server.address, "/health").unwrap();
    assert!(
        health.contains("application/json") && health.contains("\"mode\":\"practice\""),
        "{health}"
    );
    let page = support::get(&server.address, "/").unwrap();
    assert!(page.contains("<h1>"), "{page}");
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_second_server_on_the_same_data_is_refused_with_a_sentence() {
    let rapport = Rapport::new();
    let server = Server::start(&rapport, "serve");
    let said = rapport.fails(5, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.contains("hint: "), "{said}");
    // The other verbs still work beside it.
    rapport.ok(&["today"]);
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_taken_port_is_said_with_another_one() {
    let rapport = Rapport::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = rapport.fails(5, &["serve", "--listen", &address]);
    assert!(
        said.contains(&address) && said.contains("--listen"),
        "{said}"
    );
}
