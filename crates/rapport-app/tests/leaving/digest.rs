//! Mail to oneself, in practice: on the chosen days, once, and only when there is something to say.

use rapport_app::error::Kind;
use rapport_core::touchpoint::TouchpointKind;

use crate::lives::{Move, live};
use crate::world::World;

fn days(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

async fn digests(world: &World, kind: &str) -> Vec<String> {
    let mailbox = world.app.practice_mailbox().await.unwrap();
    let mine = mailbox.into_iter().filter(|view| view.why.as_deref() == Some(kind));
    mine.map(|view| format!("{}\n{}", view.title, view.text)).collect()
}

#[tokio::test]
async fn the_morning_is_told_once_on_the_days_that_were_chosen() {
    // A Tuesday, eleven in the morning in Berlin.
    let mut world = World::new().await;
    live(&mut world, &[Move::Met(0, TouchpointKind::Interview, "the book".to_owned())]).await;
    world.app.run_once().await.unwrap();
    assert!(digests(&world, "morning").await.is_empty(), "nobody asked for one");
    let view = world.app.set_digest(Some(&days(&["Tue", "wednesday"])), Some("8:00"), None).await;
    assert_eq!(view.unwrap_err().kind, Kind::Usage, "8:00 is no time");
    let view =
        world.app.set_digest(Some(&days(&["Wed", "tue"])), Some("08:00"), None).await.unwrap();
    assert_eq!((view.days, view.at.as_str()), (days(&["tue", "wed"]), "08:00"));
    for _ in 0..3 {
        world.app.run_once().await.unwrap();
    }
    let told = digests(&world, "morning").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("1 ready to send") && told[0].contains("Dana Whitfield"), "{told:?}");
    // After the machine died it is not told again.
    world.after_power_cut().await;
    world.app.run_once().await.unwrap();
    assert_eq!(digests(&world, "morning").await.len(), 1);
    // It is no note to anybody.
    assert_eq!(world.app.habit().await.unwrap().week.notes, 0);
    // On a Thursday none was asked for.
    live(&mut world, &[Move::Clock(2), Move::Work]).await;
    let told = digests(&world, "morning").await;
    assert!(told.len() <= 2, "{told:?}");
    world.app.set_digest(Some(&[]), None, None).await.unwrap();
    assert!(world.app.digest_settings().await.unwrap().days.is_empty());
}

#[tokio::test]
async fn a_morning_with_nothing_to_say_is_silent_and_a_week_has_its_numbers() {
    let world = World::new().await;
    world.app.set_digest(Some(&days(&["tue"])), Some("10:30"), Some("tuesday")).await.unwrap();
    world.app.run_once().await.unwrap();
    assert!(digests(&world, "morning").await.is_empty());
    let week = digests(&world, "week").await;
    assert_eq!(week.len(), 1);
    assert!(week[0].contains("0 notes sent, 0 people met"), "{week:?}");
    // Something came up later that morning: the day has had its word.
    world.met("Dana Whitfield").await;
    world.app.run_once().await.unwrap();
    assert!(digests(&world, "morning").await.is_empty());
    assert!(world.app.morning_digest().await.unwrap().is_some());
    let error = world.app.set_digest(None, None, Some("someday")).await.unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
}

#[tokio::test]
async fn an_hour_that_is_long_over_is_not_made_up_for() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    world.app.set_digest(Some(&days(&["tue"])), Some("06:00"), None).await.unwrap();
    world.app.run_once().await.unwrap();
    assert!(digests(&world, "morning").await.is_empty());
}
