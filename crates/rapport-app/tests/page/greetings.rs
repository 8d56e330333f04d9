//! Holiday notes: who is planned, in what words, and who never.

use jiff::SignedDuration;
use rapport_app::greetings::GreetingView;
use rapport_app::input::{ContactInput, MeInput, Met};
use rapport_core::touchpoint::TouchpointKind;

use crate::world::World;

async fn in_november() -> World {
    let world = World::new().await;
    for (name, kind, language) in [
        ("Dana Whitfield", TouchpointKind::Event, "en"),
        ("Jutta Behrens", TouchpointKind::Event, "de"),
        ("Farid Nasser", TouchpointKind::Event, "en"),
        ("Owen Raffety", TouchpointKind::Event, "en"),
        ("Rosa Delgado", TouchpointKind::Rejection, "en"),
        ("Zoe Adams", TouchpointKind::Delivery, "en"),
    ] {
        let first = name.split(' ').next().unwrap().to_lowercase();
        let said =
            if language == "de" { "die neue Slipanlage" } else { "her sailing trip to Orkney" };
        let met = Met {
            name: name.to_owned(),
            organisation: Some(format!("{first}'s place")),
            address: Some(format!("{first}@{first}.example")),
            kind: Some(kind),
            when: Some("2026-07-06 9:00".to_owned()),
            said: Some(said.to_owned()),
            language: Some(language.to_owned()),
            country: Some("US".to_owned()),
            ..Met::default()
        };
        world.app.met(met).await.unwrap();
    }
    world
}

async fn of(world: &World, name: &str) -> GreetingView {
    let all = world.app.greetings().await.unwrap();
    all.into_iter().find(|it| it.name == name).unwrap()
}

#[tokio::test]
async fn new_year_is_for_everybody_and_other_days_only_where_the_user_said_so() {
    let world = in_november().await;
    let names: Vec<(String, String, &str)> = world
        .app
        .greetings()
        .await
        .unwrap()
        .into_iter()
        .map(|it| (it.name, it.day, it.standing))
        .collect();
    let wanted = [
        ("Dana Whitfield", "new-year", "open"),
        ("Farid Nasser", "new-year", "open"),
        ("Jutta Behrens", "new-year", "open"),
        ("Owen Raffety", "new-year", "open"),
        ("Rosa Delgado", "new-year", "left-out"),
        ("Zoe Adams", "new-year", "open"),
    ]
    .map(|(name, day, standing)| (name.to_owned(), day.to_owned(), standing));
    assert_eq!(names, wanted);
    assert!(of(&world, "Rosa Delgado").await.why.unwrap().contains("negative"));

    assert!(world.app.prefer_greeting("Farid", "boxing-day").await.is_err());
    let farid = world.app.prefer_greeting("Farid", "eid-al-fitr").await.unwrap();
    assert_eq!((farid.day.as_str(), farid.estimated), ("eid-al-fitr", true));
    assert_eq!(farid.standing, "left-out", "it is in March: {farid:?}");
    let owen = world.app.prefer_greeting("Owen", "none").await.unwrap();
    assert!(owen.why.unwrap().contains("no greetings"));
    assert_eq!(world.app.prefer_greeting("Owen", "usual").await.unwrap().standing, "open");
    let dana = world.app.prefer_greeting("Dana", "Thanksgiving").await.unwrap();
    assert_eq!((dana.date.as_deref(), dana.standing), (Some("2026-11-26"), "open"));
    let days = world.app.greeting_days().await.unwrap();
    assert!(days.iter().all(|day| day.date.is_some()), "{days:?}");
}

#[tokio::test]
async fn a_batch_is_planned_once_and_each_note_waits_for_its_yes() {
    let world = in_november().await;
    world.app.prefer_greeting("Dana", "thanksgiving").await.unwrap();
    // A customer is greeted by the rules of commercial mail: a postal address has to be there.
    let me = MeInput { postal_address: Some("Kai 3, Hamburg".to_owned()), ..MeInput::default() };
    world.app.set_me(me).await.unwrap();
    let refused = world.app.plan_greetings(&["Rosa".to_owned()], &[]).await.unwrap_err();
    assert!(refused.what.contains("negative"), "{refused:?}");
    let planned = world.app.plan_greetings(&[], &["Owen".to_owned()]).await.unwrap();
    let names: Vec<&str> = planned.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Dana Whitfield", "Farid Nasser", "Jutta Behrens", "Zoe Adams"]);
    assert_eq!(world.app.plan_greetings(&[], &["Owen".to_owned()]).await.unwrap(), []);
    assert_eq!(of(&world, "Zoe Adams").await.standing, "planned");

    let playbook_of = |name: &'static str| {
        let world = &world;
        async move {
            let shown = world.app.show(name).await.unwrap();
            let found = shown.follow_ups.into_iter().find(|it| it.playbook.starts_with("PB15"));
            found.unwrap()
        }
    };
    assert_eq!(playbook_of("Zoe Adams").await.playbook, "PB15-CUSTOMER");
    let dana = playbook_of("Dana Whitfield").await;
    assert_eq!(dana.playbook, "PB15");

    // Thanksgiving: drafted at once, in the words of that day.
    let deadline = world.clock.now() + SignedDuration::from_hours(24 * 60);
    let mut bodies = Vec::new();
    for name in ["Dana Whitfield", "Jutta Behrens"] {
        loop {
            let running = playbook_of(name).await;
            if let Some(draft) = running.draft {
                assert!(draft.findings.is_empty(), "{:?} {}", draft.findings, draft.body);
                let words = draft.body.split_whitespace().count();
                assert!((20..=70).contains(&words), "{words}: {}", draft.body);
                bodies.push(draft.body);
                break;
            }
            assert!(world.clock.now() < deadline, "{name}: {}", running.state_words);
            world.later(6 * 3600);
            world.app.run_once().await.unwrap();
        }
    }
    assert!(bodies[0].contains("a happy Thanksgiving"), "{}", bodies[0]);
    assert!(bodies[1].contains("ein gutes neues Jahr"), "{}", bodies[1]);
    assert_eq!(world.outbox_and_sent().await.1, 0, "nothing leaves without a yes");
}

#[tokio::test]
async fn whoever_may_get_nothing_gets_no_greeting() {
    let world = in_november().await;
    world.app.suppress("Dana").await.unwrap();
    world.app.park("Jutta", None).await.unwrap();
    let no_way = ContactInput {
        remove_addresses: vec!["farid@farid.example".to_owned()],
        ..ContactInput::default()
    };
    world.app.edit_contact("Farid", no_way).await.unwrap();
    let planned = world.app.plan_greetings(&[], &[]).await.unwrap();
    let names: Vec<&str> = planned.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Owen Raffety", "Zoe Adams"]);
    for (name, why) in [("Dana Whitfield", "nothing may go"), ("Jutta Behrens", "parked")] {
        assert!(of(&world, name).await.why.unwrap().contains(why), "{name}");
    }
}
