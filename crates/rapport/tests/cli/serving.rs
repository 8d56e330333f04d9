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
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
}
