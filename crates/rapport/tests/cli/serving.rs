//! `rapport start` and `rapport serve`: they say where they are, answer, and end when asked.

use crate::support::server::Server;
use crate::support::{self, Rapport};

#[test]
fn start_says_the_address_and_the_next_command_and_answers() {
    let rapport = Rapport::new();
    let server = Server::start(&rapport, "start");
    assert!(server.said.contains("met \"Dana Whitfield\""), "{}", server.said);
    assert!(server.said.contains("nothing leaves this machine"), "{}", server.said);
    let health = support::get(&server.address, "/health").unwrap();
    assert!(
        health.contains("application/json") && health.contains("\"mode\":\"practice\""),
        "{health}"
    );
    let door = support::get(&server.address, "/").unwrap();
    assert!(door.starts_with("HTTP/1.1 303") && door.contains("/login"), "{door}");
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_printed_link_lets_in_once_and_another_can_be_asked_for() {
    let rapport = Rapport::new();
    let server = Server::start(&rapport, "start");
    let entry = |text: &str| {
        let (_, word) = text.split_once("/enter/").expect("a link was printed");
        format!("/enter/{}", word.split_whitespace().next().unwrap())
    };
    for path in [entry(&server.said), entry(&rapport.ok(&["link"]))] {
        let inside = support::get(&server.address, &path).unwrap();
        assert!(inside.contains("HttpOnly") && inside.contains("SameSite=Strict"), "{inside}");
        let again = support::get(&server.address, &path).unwrap();
        assert!(again.starts_with("HTTP/1.1 410"), "{again}");
    }
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn serving_beyond_this_machine_asks_for_tls_and_passwords() {
    let rapport = Rapport::new();
    let said = rapport.fails(4, &["serve", "--listen", "0.0.0.0:0"]);
    assert!(said.contains("--certificate"), "{said}");
    let said = rapport.fails(4, &["serve", "--listen", "127.0.0.1:0", "--behind-proxy"]);
    assert!(said.contains("rapport user reset"), "{said}");
}

#[test]
fn a_client_that_never_ends_its_question_is_hung_up_on_and_others_are_answered() {
    use std::io::{Read as _, Write as _};
    let rapport = Rapport::new();
    let server = Server::start(&rapport, "serve");
    let mut slow = std::net::TcpStream::connect(&server.address).unwrap();
    slow.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").unwrap();
    assert!(support::get(&server.address, "/health").is_ok());
    let mut rest = Vec::new();
    // The server's patience ends before ours: reading ends without an error of ours.
    slow.read_to_end(&mut rest).unwrap();
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn users_are_added_shut_out_and_let_in_again() {
    let rapport = Rapport::new();
    assert!(rapport.ok(&["user", "add", "anna"]).contains("/enter/"));
    rapport.fails(4, &["user", "add", "anna"]);
    assert!(rapport.ok(&["user", "disable", "anna"]).contains("may not sign in"));
    assert!(rapport.ok(&["user", "list"]).contains("anna, no password, may not sign in"));
    rapport.fails(3, &["link", "anna"]);
    rapport.ok(&["user", "enable", "anna"]);
    assert!(rapport.ok(&["link", "anna"]).contains("/enter/"));
    rapport.fails(4, &["user", "disable", "me"]);
}

#[test]
fn each_user_sees_only_their_own() {
    for database in [None, Some(rapport_sandbox::Postgres::shared().database())] {
        let rapport = Rapport::on(database);
        rapport.ok(&["user", "add", "anna"]);
        rapport.ok(&["user", "add", "bela"]);
        for (user, name) in [("me", "Dana Whitfield"), ("anna", "Ines Duarte"), ("Bela", "Tom Rae")]
        {
            let address = format!("{}@people.example", name.split(' ').next().unwrap());
            #[rustfmt::skip]
            rapport.ok(&[
                "--user", user, "met", name, "--email", &address, "--kind", "interview",
                "--said", "the glass roof of their hall; a colleague who keeps bees",
            ]);
        }
        let people = |user: &str| -> Vec<String> {
            let listed = rapport.json(&["contacts", "list", "--user", user]);
            listed.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(people("me"), ["Dana Whitfield"]);
        assert_eq!(people("anna"), ["Ines Duarte"]);
        assert_eq!(people("bela"), ["Tom Rae"]);
        // Not by name, not by search, not in the day, not in an export.
        rapport.fails(3, &["--user", "anna", "show", "Dana"]);
        rapport.fails(3, &["--user", "anna", "end", "Tom"]);
        assert!(rapport.ok(&["find", "Whitfield"]).contains("Dana"));
        assert!(!rapport.ok(&["--user", "anna", "find", "Whitfield"]).contains("Dana"));
        assert!(!rapport.ok(&["--user", "anna", "today"]).contains("Dana"));
        // The environment says the same as the flag, and the flag wins.
        let mut command = rapport.command(&["contacts", "list", "--json"]);
        let said = command.env("RAPPORT_USER", "anna").output().unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        assert!(said.contains("Ines Duarte") && !said.contains("Dana"), "{said}");
        assert!(rapport.ok(&["--user", "anna", "link"]).contains("/enter/"));
        rapport.fails(3, &["--user", "nobody", "today"]);
        rapport.ok(&["user", "disable", "anna"]);
        let said = rapport.fails(4, &["--user", "anna", "today"]);
        assert!(said.contains("rapport user enable anna"), "{said}");
        rapport.ok(&["user", "enable", "anna"]);
        rapport.ok(&["user", "reset", "anna"]);
        assert_eq!(people("anna"), ["Ines Duarte"]);
    }
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
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
}
