//! The power fails while an approval rests: it is still there, it can still be taken back, and left
//! alone it goes at its time.

use jiff::SignedDuration;

use crate::support::Rapport;
use crate::support::people::met_dana;
use crate::support::server::Server;

fn state(rapport: &Rapport) -> String {
    rapport.one(&["show", "Dana"])["follow_ups"][0]["state"].as_str().unwrap().to_owned()
}

/// Approved beside a running server that is then killed; within the seconds to take it back.
fn approved_and_killed() -> Rapport {
    let rapport = met_dana();
    rapport.ok(&["run"]);
    rapport.ok(&["me", "--undo-seconds", "600"]);
    let server = Server::start(&rapport, "serve");
    let approved = rapport.one(&["approve", "Dana"]);
    assert!(approved["undo_until"].is_string(), "{approved:#}");
    server.kill();
    assert_eq!(state(&rapport), "approved");
    rapport
}

#[test]
fn an_approval_that_rested_when_the_server_was_killed_goes_at_its_time() {
    let rapport = approved_and_killed();
    rapport.ok(&["run"]);
    assert_eq!(state(&rapport), "approved", "cron does not wait, and takes up nothing too early");
    rapport.later(SignedDuration::from_secs(601));
    rapport.ok(&["run"]);
    assert_eq!(state(&rapport), "queued");
}

#[test]
fn an_approval_that_rested_when_the_server_was_killed_can_be_taken_back() {
    let rapport = approved_and_killed();
    let back = rapport.json(&["undo", "all"]);
    assert_eq!(back.len(), 1, "{back:#?}");
    assert_eq!(back[0]["done"], true);
    assert_eq!(state(&rapport), "in-review");
    rapport.later(SignedDuration::from_secs(601));
    rapport.ok(&["run"]);
    assert_eq!(state(&rapport), "in-review");
    let outbox = rapport.run(&["doctor", "--json"]).stdout;
    let health: serde_json::Value = serde_json::from_str(outbox.lines().next().unwrap()).unwrap();
    assert_eq!(health["outbox"], 0, "{health:#}");
}
