//! One person erased: no word of them is left in the database, and they stay suppressed.

use rapport_app::error::Kind;
use rapport_app::input::{Act, Met, PracticeAct};
use rapport_core::touchpoint::TouchpointKind;
use rapport_sandbox::Postgres;

use crate::lives::{Move, live};
use crate::world::World;

async fn a_life_with_dana(mut world: World) -> World {
    let moves = [
        Move::Met(0, TouchpointKind::Interview, "the secret of the blue mill".to_owned()),
        Move::Met(1, TouchpointKind::Advice, "the third thing".to_owned()),
        Move::Memo(0, "likes Qwertzuiop".to_owned()),
        Move::Tag(0, "zanzibar".to_owned()),
        Move::Approve(0),
        Move::Work,
        Move::Clock(1),
        Move::Work,
        Move::Practice(0, PracticeAct::Answer(Some("Xylophone lessons on Friday".to_owned()))),
        Move::Work,
    ];
    live(&mut world, &moves).await;
    world
}

#[tokio::test]
async fn who_is_erased_is_in_no_row_and_is_recognised_when_they_come_in_again() {
    for database in [None, Some(Postgres::shared().database())] {
        let world = a_life_with_dana(World::on(database).await).await;
        let app = &world.app;
        let folder = tempfile::tempdir().unwrap();
        let words =
            ["Dana", "Whitfield", "person0@", "blue mill", "Qwertzuiop", "zanzibar", "Xylophone"];
        let whole = async |name: &str| {
            let to = folder.path().join(name);
            app.export(&to, &|_, _, _| ()).await.unwrap();
            let mut text = std::fs::read_to_string(to.join("whole.jsonl")).unwrap();
            text.push_str(&std::fs::read_to_string(to.join("mail/received.mbox")).unwrap());
            text
        };
        let before = whole("before").await;
        for word in words {
            assert!(before.contains(word), "{word} was never there");
        }
        let erased = app.erase("Dana").await.unwrap();
        assert!(erased.rows > 10, "{erased:?}");
        assert_eq!(erased.hashes, 1);
        let after = whole("after").await;
        for word in words {
            assert!(!after.contains(word), "{word} is still there");
        }
        assert_eq!(app.contacts(None).await.unwrap().len(), 1);
        assert!(
            app.search(&rapport_app::input::SearchInput {
                text: "Xylophone".to_owned(),
                ..Default::default()
            })
            .await
            .unwrap()
            .timeline
            .is_empty()
        );
        // The others go on: nothing fell over what was there.
        app.today().await.unwrap();
        app.run_once().await.unwrap();
        app.health().await.unwrap();
        // They come in again, under another name even.
        let met = app
            .met(Met {
                name: "D. W.".to_owned(),
                address: Some("Person0@Acme0.example".to_owned()),
                kind: Some(TouchpointKind::Advice),
                ..Met::default()
            })
            .await
            .unwrap();
        assert_eq!(app.contact("D. W.").await.unwrap().suppressed.as_deref(), Some("user"));
        let state = met.follow_up.map(|it| it.state);
        assert_ne!(state.as_deref(), Some("queued"));
        assert!(app.act("D. W.", Act::Approve { seen: None, now: true }).await.is_err());
        // The user's own word may be taken back by who knows the address.
        app.lift_suppression("person0@acme0.example").await.unwrap();
        assert_eq!(app.contact("D. W.").await.unwrap().suppressed, None);
    }
}

#[tokio::test]
async fn a_person_s_own_wish_outlives_their_erasure() {
    let world = a_life_with_dana(World::new().await).await;
    let app = &world.app;
    app.practice("Dana", PracticeAct::OptOut).await.unwrap();
    app.run_once().await.unwrap();
    app.erase("Dana").await.unwrap();
    let met = Met {
        name: "Dana W".to_owned(),
        address: Some("person0@acme0.example".to_owned()),
        ..Met::default()
    };
    app.met(met).await.unwrap();
    let again = app.contact("Dana W").await.unwrap();
    assert_eq!(again.suppressed.as_deref(), Some("opt-out"));
    let error = app.lift_suppression("person0@acme0.example").await.unwrap_err();
    assert_eq!(error.kind, Kind::Refused);
    assert_eq!(
        app.contact("Dana W").await.unwrap().suppressed.as_deref(),
        Some("opt-out"),
        "nobody lifts it"
    );
    assert_eq!(app.erase("Nobody Here").await.unwrap_err().kind, Kind::NotFound);
}
