//! I7: the caps are law when a note is sent, also when several couriers work on one database.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use jiff::{SignedDuration, Timestamp};
use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{Act, Met};
use rapport_core::touchpoint::TouchpointKind;
use rapport_sandbox::Postgres;

async fn node(folder: &std::path::Path, database: Option<String>, clock: &Clock) -> App {
    App::open(OpenOptions {
        data: folder.to_owned(),
        database,
        serve: false,
        mode: None,
        clock: clock.clone(),
    })
    .await
    .unwrap()
}

/// Two playbooks want to write to one person on one day; three nodes try at once; one note goes.
async fn two_notes_and_three_nodes(database: Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    // A Tuesday, eleven in the morning in Berlin.
    let clock = Clock::virtual_at("2026-11-17T10:00:00Z".parse::<Timestamp>().unwrap());
    let first = node(folder.path(), database.clone(), &clock).await;
    for kind in [TouchpointKind::Advice, TouchpointKind::Event] {
        first
            .met(Met {
                name: "Dana Whitfield".to_owned(),
                address: Some("dana@acme.example".to_owned()),
                kind: Some(kind),
                when: Some("yesterday 9am".to_owned()),
                said: Some("her sailing trip to Orkney; the books on knots she lent me".to_owned()),
                country: Some("DE".to_owned()),
                ..Met::default()
            })
            .await
            .unwrap();
    }
    let ready: Vec<String> = first
        .today()
        .await
        .unwrap()
        .rows
        .into_iter()
        .filter(|row| row.group == "ready")
        .filter_map(|row| row.follow_up)
        .collect();
    assert_eq!(ready.len(), 2);
    for id in &ready {
        first.act(id, Act::Approve { seen: None, now: true }).await.unwrap();
    }
    clock.advance(SignedDuration::from_mins(2));
    let (second, third) = (
        node(folder.path(), database.clone(), &clock).await,
        node(folder.path(), database, &clock).await,
    );
    let (one, two, three) = tokio::join!(first.run_once(), second.run_once(), third.run_once());
    let sent = one.unwrap().sent + two.unwrap().sent + three.unwrap().sent;
    assert_eq!(sent, 1);
    let landed = first.practice_mailbox().await.unwrap();
    assert_eq!(landed.len(), 1, "{landed:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i7_caps_hold_at_sending_with_three_nodes_on_sqlite() {
    two_notes_and_three_nodes(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i7_caps_hold_at_sending_with_three_nodes_on_postgresql() {
    two_notes_and_three_nodes(Some(Postgres::shared().database())).await;
}
