//! A life in practice mode: from a logged meeting to silence after an answer, on a clock moved by
//! hand. The same code runs with real mail; only the last hop differs.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use jiff::{SignedDuration, Timestamp};
use rapport_app::app::{App, Mode, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{Act, DraftInput, Met, PracticeAct};
use rapport_app::view::{TodayRow, TodayView};
use rapport_core::touchpoint::TouchpointKind;

/// An installation in a temporary folder, on a Monday morning.
struct World {
    app: App,
    clock: Clock,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = "2026-11-16T15:00:00Z".parse().unwrap();
        let clock = Clock::virtual_at(now);
        let app = App::open(OpenOptions {
            data: folder.path().to_owned(),
            database: None,
            serve: false,
            mode: None,
            clock: clock.clone(),
        })
        .await
        .unwrap();
        app.set_me(rapport_app::input::MeInput {
            name: Some("Jo Becker".to_owned()),
            mobile: Some("+1 555 0100".to_owned()),
            country: Some("US".to_owned()),
            zone: Some("America/New_York".to_owned()),
            ..Default::default()
        })
        .await
        .unwrap();
        Self { app, clock, _folder: folder }
    }

    async fn interview(&self) {
        self.app.met(dana()).await.unwrap();
        self.app.met(ivo()).await.unwrap();
    }

    async fn run_for(&self, hours: i64) {
        self.clock.advance(SignedDuration::from_hours(hours));
        self.app.run_once().await.unwrap();
    }
}

fn dana() -> Met {
    Met {
        name: "Dana Whitfield".to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some("her sailing trip to Orkney; the test rig needs a new scheduler".to_owned()),
        decides: Some("friday".to_owned()),
        ..Met::default()
    }
}

fn ivo() -> Met {
    Met {
        name: "Ivo Marek".to_owned(),
        same_meeting: true,
        address: Some("ivo@acme.example".to_owned()),
        said: Some("asked about flaky hardware tests".to_owned()),
        ..Met::default()
    }
}

fn rows<'a>(today: &'a TodayView, group: &str) -> Vec<&'a TodayRow> {
    today.rows.iter().filter(|row| row.group == group).collect()
}

#[tokio::test]
async fn two_interviewers_get_two_different_notes_and_one_answer_stops_hers() {
    let world = World::new().await;
    world.interview().await;

    let today = world.app.today().await.unwrap();
    let ready = rows(&today, "ready");
    assert_eq!(ready.len(), 2, "{today:#?}");
    let drafts: Vec<_> = ready.iter().map(|row| row.draft.as_ref().unwrap()).collect();
    assert_ne!(drafts[0].body, drafts[1].body);
    for (row, draft) in ready.iter().zip(&drafts) {
        assert!(draft.approvable, "{:#?}", draft.findings);
        assert!(draft.body.contains(&row.name), "{}", draft.body);
        assert!(
            row.why_now.contains("Interview") && row.why_now.contains("Acme Robotics"),
            "{}",
            row.why_now
        );
        assert!(row.best_by.is_some() && row.too_late_after.is_some());
    }
    assert!(today.forgotten.is_empty());

    for approved in world.app.approve_all().await.unwrap() {
        assert!(approved.undo.is_some());
    }
    // Nothing leaves before its morning, and nothing at night.
    world.run_for(1).await;
    assert!(world.app.practice_mailbox().await.unwrap().is_empty());
    world.run_for(24).await;
    let sent = world.app.practice_mailbox().await.unwrap();
    assert_eq!(sent.len(), 2, "{sent:#?}");

    world
        .app
        .practice(
            "Dana Whitfield",
            PracticeAct::Answer(Some(
                "Lovely to meet you. Could you send your salary expectations?".to_owned(),
            )),
        )
        .await
        .unwrap();
    let today = world.app.today().await.unwrap();
    // Ivo's steps are all done; while hers are held, the pursuit is in hand and nobody is forgotten.
    assert!(today.forgotten.is_empty(), "{:?}", today.forgotten);
    let first = &today.rows[0];
    assert_eq!((first.group.as_str(), first.name.as_str()), ("they-wait", "Dana Whitfield"));
    assert!(first.title.contains("salary expectations"), "{}", first.title);
    assert!(first.waiting.is_some());

    // The result check was hers; it is held, and nobody else's steps in for it.
    for _ in 0..40 {
        world.run_for(24).await;
    }
    let sent = world.app.practice_mailbox().await.unwrap();
    let out = sent.iter().filter(|message| message.direction.as_deref() == Some("out")).count();
    assert_eq!(out, 2, "{sent:#?}");
}

#[tokio::test]
async fn an_undone_approval_never_reaches_the_outbox_and_an_edit_needs_a_new_yes() {
    let world = World::new().await;
    world.interview().await;
    let approve = Act::Approve { seen: None, now: false };
    world.app.act("Dana", approve.clone()).await.unwrap();
    world.clock.advance(SignedDuration::from_secs(10));
    let undone = world.app.act("Dana", Act::Undo).await.unwrap();
    assert_eq!(undone.follow_up.state, "in-review");
    world.run_for(48).await;
    assert!(world.app.practice_mailbox().await.unwrap().is_empty());

    let world = World::new().await;
    world.interview().await;
    world.app.act("Dana", approve).await.unwrap();
    let before = world.app.show("Dana").await.unwrap().follow_ups.remove(0).draft.unwrap();
    let edit =
        DraftInput { subject: Some("Thank you for Monday".to_owned()), ..DraftInput::default() };
    let edited = world.app.act("Dana", Act::Edit(edit)).await.unwrap();
    assert_eq!(edited.follow_up.state, "in-review");
    // A yes to what was seen before the edit does not count.
    let stale = world.app.act("Dana", Act::Approve { seen: Some(before.hash), now: false }).await;
    assert!(stale.is_err());
    world.run_for(24).await;
    assert!(world.app.practice_mailbox().await.unwrap().is_empty());
}

#[tokio::test]
async fn away_waits_until_the_day_after_return_and_an_opt_out_is_for_ever() {
    let world = World::new().await;
    world.interview().await;
    world.app.approve_all().await.unwrap();
    // The first round ends the time to take back, the second sends next morning.
    world.run_for(1).await;
    world.run_for(24).await;
    world.app.practice("Dana", PracticeAct::Away(Some("2026-11-30".to_owned()))).await.unwrap();
    let shown = world.app.show("Dana").await.unwrap();
    assert_eq!(shown.follow_ups[0].state, "away", "{:#?}", shown.follow_ups[0]);
    assert!(shown.next.contains("away until"), "{}", shown.next);

    world.app.practice("Ivo", PracticeAct::OptOut).await.unwrap();
    let shown = world.app.show("Ivo").await.unwrap();
    assert_eq!(shown.contact.suppressed.as_deref(), Some("opt-out"));
    assert_eq!(shown.follow_ups[0].state, "ended");
    assert!(world.app.lift_suppression("ivo@acme.example").await.is_err());
    let again = world.app.start_playbook("PB07", "Ivo").await.unwrap();
    assert!(["ended", "waiting"].contains(&again.state.as_str()));
    for _ in 0..120 {
        world.run_for(24).await;
    }
    let shown = world.app.show("Ivo").await.unwrap();
    assert!(
        shown.follow_ups.iter().all(|follow_up| follow_up.state == "ended"),
        "{:#?}",
        shown.follow_ups
    );
}

#[tokio::test]
async fn a_note_without_a_fact_cannot_be_approved_and_says_so() {
    let world = World::new().await;
    world.app.met(Met { said: None, ..dana() }).await.unwrap();
    let refused = world.app.act("Dana", Act::Approve { seen: None, now: false }).await.unwrap_err();
    assert_eq!(refused.kind, rapport_app::error::Kind::Refused);
    assert!(refused.hints[0].contains("edit"), "{refused:?}");
}

#[tokio::test]
async fn stop_all_takes_everything_back_and_the_mode_is_practice() {
    let world = World::new().await;
    assert_eq!(world.app.mode(), Mode::Practice);
    world.interview().await;
    world.app.approve_all().await.unwrap();
    world.app.stop_all(true).await.unwrap();
    for _ in 0..3 {
        world.run_for(24).await;
    }
    assert!(world.app.practice_mailbox().await.unwrap().is_empty());
    world.app.stop_all(false).await.unwrap();
    let today = world.app.today().await.unwrap();
    assert!(!today.rows.is_empty());
}

#[tokio::test]
async fn a_rejection_closes_the_opportunity_and_offers_a_gracious_reply() {
    let world = World::new().await;
    world.interview().await;
    world
        .app
        .edit_opportunity(
            "Staff engineer",
            rapport_app::input::OpportunityInput {
                stage: Some(rapport_core::opportunity::Stage::Rejected),
                ..Default::default()
            },
        )
        .await
        .unwrap();
    let today = world.app.today().await.unwrap();
    let offers = rows(&today, "decide");
    assert_eq!(offers.len(), 1, "{today:#?}");
    assert_eq!(offers[0].name, "Dana Whitfield");
    let started = world.app.accept_offer("Dana").await.unwrap();
    assert_eq!(started.playbook, "PB05");
}
