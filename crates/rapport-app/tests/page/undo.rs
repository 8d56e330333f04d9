//! The seconds in which an approval can be taken back: kept by the server, across power cuts, and
//! never in the outbox before they are over.

use rapport_app::approvals::Yes;
use rapport_app::error::Kind;
use rapport_app::input::{Act, DraftInput};
use rapport_sandbox::Postgres;

use crate::world::World;

const APPROVE: Act = Act::Approve { seen: None, now: true };

#[tokio::test]
async fn an_approval_rests_for_its_seconds_and_only_then_reaches_the_outbox() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    let approved = world.app.act("Dana", APPROVE).await.unwrap();
    assert_eq!(approved.undo_until.as_deref(), Some("2026-11-17T10:00:30Z"));
    assert!(approved.reason.contains("30 seconds"), "{}", approved.reason);
    let today = world.app.peek_today().await.unwrap();
    assert_eq!(today.resting.len(), 1, "{today:#?}");
    assert_eq!(
        (today.resting[0].name.as_str(), today.resting[0].seconds_left),
        ("Dana Whitfield", 30)
    );

    world.later(29);
    world.app.run_once().await.unwrap();
    assert_eq!(world.state("Dana").await, "approved");
    assert_eq!(world.outbox_and_sent().await, (0, 0));
    assert_eq!(world.app.resting().await.unwrap()[0].seconds_left, 1);

    world.later(1);
    let round = world.app.run_once().await.unwrap();
    assert_eq!(round.sent, 1, "one round takes up what is due and delivers it: {round:?}");
    assert!(world.app.resting().await.unwrap().is_empty());
    assert_eq!(world.outbox_and_sent().await, (0, 1));
}

#[tokio::test]
async fn an_approval_outlives_a_power_cut_and_goes_at_its_time() {
    let mut world = World::new().await;
    world.met("Dana Whitfield").await;
    world.app.act("Dana", APPROVE).await.unwrap();
    world.later(10);
    world.after_power_cut().await;
    let resting = world.app.resting().await.unwrap();
    assert_eq!(resting[0].undo_until, "2026-11-17T10:00:30Z", "the rest does not begin anew");
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await, (0, 0));
    world.later(20);
    world.after_power_cut().await;
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await, (0, 1));
}

#[tokio::test]
async fn an_approval_that_is_taken_back_never_was_in_the_outbox() {
    let mut world = World::new().await;
    world.met("Dana Whitfield").await;
    world.app.act("Dana", APPROVE).await.unwrap();
    world.after_power_cut().await;
    world.later(29);
    let back = world.app.undo("Dana").await.unwrap();
    assert_eq!(back.follow_up.state, "in-review");
    assert_eq!(back.undo_until, None);
    for _ in 0..5 {
        world.later(60);
        world.app.run_once().await.unwrap();
    }
    assert_eq!(world.outbox_and_sent().await, (0, 0));
    let why = world.app.why("Dana").await.unwrap();
    assert!(why.journal.iter().all(|entry| entry.event != "sent"), "{why:#?}");
    let nothing = world.app.undo("Dana").await.unwrap_err();
    assert_eq!(nothing.kind, Kind::Refused);
}

#[tokio::test]
async fn what_happens_in_between_takes_the_yes_back() {
    let world = World::new().await;
    for name in ["Dana Whitfield", "Ivo Marek", "Ana Pires"] {
        world.met(name).await;
        world.app.act(name, APPROVE).await.unwrap();
    }
    // Another text needs another yes.
    let text = world.app.show("Dana").await.unwrap().follow_ups[0].draft.clone().unwrap().body;
    let input =
        DraftInput { body: Some(format!("{text}\nOne more line.")), ..DraftInput::default() };
    world.app.act("Dana", Act::Edit(input)).await.unwrap();
    assert_eq!(world.state("Dana").await, "in-review");
    // Somebody who shall get nothing gets nothing.
    world.app.suppress("Ivo").await.unwrap();
    assert_eq!(world.state("Ivo").await, "ended");
    assert_eq!(world.app.resting().await.unwrap().len(), 1);
    world.app.stop_all(true).await.unwrap();
    assert_eq!(world.state("Ana").await, "in-review");
    world.later(40);
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await, (0, 0));
    world.app.stop_all(false).await.unwrap();
    world.later(40);
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await, (0, 0), "each needs a new yes");
}

#[tokio::test]
async fn the_seconds_are_a_setting_and_zero_is_one() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    world.met("Ivo Marek").await;
    assert_eq!(world.app.me().await.unwrap().undo_seconds, 30);
    assert_eq!(world.app.set_undo_seconds(5).await.unwrap().undo_seconds, 5);
    let approved = world.app.act("Dana", APPROVE).await.unwrap();
    assert_eq!(approved.undo_until.as_deref(), Some("2026-11-17T10:00:05Z"));
    world.app.undo("Dana").await.unwrap();
    world.app.set_undo_seconds(0).await.unwrap();
    let approved = world.app.act("Dana", APPROVE).await.unwrap();
    assert_eq!((approved.follow_up.state.as_str(), approved.undo_until), ("queued", None));
    world.app.set_undo_seconds(30).await.unwrap();
    let at_once = world.app.approve_at_once("Ivo", None).await.unwrap();
    assert_eq!(at_once.follow_up.state, "queued", "a script need not wait");
    // What is in the outbox can be taken back until it passes the point of no return.
    let back = world.app.undo("Ivo").await.unwrap();
    assert_eq!(back.follow_up.state, "in-review");
    let refused = world.app.set_undo_seconds(3601).await.unwrap_err();
    assert_eq!(refused.kind, Kind::Usage);
}

#[tokio::test]
async fn several_are_approved_and_taken_back_together_each_with_its_answer() {
    let world = World::new().await;
    let mut all = Vec::new();
    for name in ["Dana Whitfield", "Ivo Marek", "Ana Pires"] {
        let follow_up = world.met(name).await;
        let seen = follow_up.draft.map(|draft| draft.hash);
        all.push(Yes { who: follow_up.id, seen });
    }
    all[1].seen = Some("00".repeat(32));
    all.push(Yes { who: "Nobody At All".to_owned(), seen: None });
    let done = world.app.approve_these(&all).await.unwrap();
    let answers: Vec<bool> = done.iter().map(|one| one.done).collect();
    assert_eq!(answers, [true, false, true, false], "{done:#?}");
    assert!(done[1].sentence.contains("changed since"), "{}", done[1].sentence);
    assert!(done[0].undo_until.is_some());

    let back = world.app.undo_these(&[all[0].who.clone(), all[1].who.clone()]).await.unwrap();
    assert_eq!(back.iter().map(|one| one.done).collect::<Vec<_>>(), [true, false]);
    let rest = world.app.undo_all().await.unwrap();
    assert_eq!(rest.len(), 1, "{rest:#?}");
    world.later(60);
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await, (0, 0));
}

/// The end of the rest and the second thought at one instant, from two processes: one of them wins,
/// and what the user is told is what happened.
async fn race(database: fn() -> Option<String>) {
    for round in 0..6 {
        let world = World::on(database()).await;
        world.met("Dana Whitfield").await;
        world.app.act("Dana", APPROVE).await.unwrap();
        world.later(30);
        let other = world.another().await;
        let (ran, undone) = if round % 2 == 0 {
            tokio::join!(world.app.run_once(), other.undo("Dana"))
        } else {
            let (undone, ran) = tokio::join!(other.undo("Dana"), world.app.run_once());
            (ran, undone)
        };
        let sent = ran.unwrap().sent;
        let again = world.app.run_once().await.unwrap().sent;
        let (outbox, landed) = world.outbox_and_sent().await;
        match undone {
            Ok(view) => {
                assert_eq!(view.follow_up.state, "in-review", "round {round}");
                assert_eq!((sent + again, outbox, landed), (0, 0, 0), "round {round}");
            }
            Err(refused) => {
                assert_eq!(refused.kind, Kind::Refused, "round {round}: {refused:?}");
                assert_eq!((sent + again, outbox, landed), (1, 0, 1), "round {round}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn undo_and_the_end_of_the_rest_race_on_sqlite_and_one_wins() {
    race(|| None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn undo_and_the_end_of_the_rest_race_on_postgresql_and_one_wins() {
    race(|| Some(Postgres::shared().database())).await;
}
