//! The morning after: what came due while the machine was off, the streak, and how much of a long list
//! is shown and counted.

use rapport_app::input::{Act, CaptureText, ContactInput};

use crate::world::World;

#[tokio::test]
async fn what_came_due_while_the_machine_was_off_is_said() {
    let world = World::new().await;
    let text = "Interview with Dana Whitfield at Acme, staff engineer role, her trip to Orkney, dana@acme.example";
    let input = CaptureText { text: text.to_owned(), ..CaptureText::default() };
    world.app.capture_text(input).await.unwrap();
    world.app.run_once().await.unwrap();
    let today = world.app.today().await.unwrap();
    assert!(today.catch_up.is_none(), "nothing slept: {:#?}", today.catch_up);
    world.app.act("Dana", Act::Done(None)).await.unwrap();

    // Nine days later the check on the result is there; the machine was off all the time.
    world.later(9 * 24 * 3600);
    world.app.run_once().await.unwrap();
    let today = world.app.today().await.unwrap();
    let catch_up = today.catch_up.expect("it says so");
    assert!(!catch_up.rows.is_empty());
    assert!(catch_up.sentence.contains("while the machine was off"), "{}", catch_up.sentence);
    for number in &catch_up.rows {
        assert!(today.rows[number - 1].follow_up.is_some(), "{:#?}", today.rows[number - 1]);
    }
    // A day later it is no news any more.
    world.later(25 * 3600);
    assert!(world.app.peek_today().await.unwrap().catch_up.is_none());
}

#[tokio::test]
async fn days_with_nothing_left_over_make_a_streak_and_the_week_is_counted() {
    let world = World::new().await;
    let today = world.app.today().await.unwrap();
    assert!(today.habit.clear);
    assert_eq!((today.habit.days, today.habit.sentence.as_str()), (1, ""));
    // Tuesday to Friday, the workers looking every day, nobody else.
    for _ in 0..3 {
        world.later(24 * 3600);
        world.app.run_once().await.unwrap();
    }
    let habit = world.app.habit().await.unwrap();
    assert_eq!(habit.days, 4);
    assert_eq!(habit.sentence, "4 days in a row with nothing left over");

    world.met("Dana Whitfield").await;
    let habit = world.app.habit().await.unwrap();
    assert!(!habit.clear, "her note waits");
    assert_eq!(habit.days, 3);
    assert_eq!((habit.week.met, habit.week.notes), (1, 0));
    assert_eq!(habit.week.from, "2026-11-16");
    world.app.act("Dana", Act::Done(None)).await.unwrap();
    let habit = world.app.habit().await.unwrap();
    assert!(habit.clear);
    assert_eq!((habit.days, habit.week.notes), (4, 1));
    assert!(habit.week.acts >= 1);
    // What is left over at the end of a day ends the row, from the next day on.
    world.met("Ivo Marek").await;
    world.app.today().await.unwrap();
    world.later(3 * 24 * 3600);
    assert!(world.app.habit().await.unwrap().days <= 1);
}

#[tokio::test]
async fn a_long_list_shows_fifty_and_counts_all() {
    let world = World::new().await;
    for number in 0..60 {
        let letters = [b'a' + number / 26, b'a' + number % 26].map(char::from);
        world.met(&format!("Guest{}{} Tester", letters[0], letters[1])).await;
    }
    world
        .app
        .add_contact(ContactInput { name: Some("Nobody".to_owned()), ..ContactInput::default() })
        .await
        .unwrap();
    let today = world.app.today().await.unwrap();
    assert_eq!((today.rows.len(), today.more), (50, 10));
    assert_eq!(today.summary, "60 ready to send");
    let numbers: Vec<usize> = today.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<_>>());
    for row in &today.rows {
        let draft = row.draft.as_ref().unwrap();
        assert!(draft.body.contains(&row.name), "each row has its own note: {}", row.name);
        assert!(row.best_by.is_some() && row.why_now.contains("Acme Robotics"), "{row:#?}");
    }
    assert!(!today.stopped && today.away.is_none());
    world.app.stop_all(true).await.unwrap();
    world.app.add_absence("today", "2026-11-20").await.unwrap();
    let today = world.app.peek_today().await.unwrap();
    assert!(today.stopped);
    assert!(today.away.is_some_and(|until| until.contains("00:00")));
}
