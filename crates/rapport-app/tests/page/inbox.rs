//! What came in, corrected and confirmed: the plan goes on, senders are remembered, a no closes the
//! pursuit, a successor is offered, and the figures follow.

use rapport_app::input::{Met, OpportunityInput, PracticeAct};
use rapport_core::touchpoint::TouchpointKind;

use crate::world::World;

/// A note went out to Dana; her organisation has a pursuit.
async fn written_to_dana() -> World {
    let world = World::new().await;
    let met = Met {
        name: "Dana Whitfield".to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        when: Some("yesterday 9am".to_owned()),
        said: Some("the book on knots that Dana lent me".to_owned()),
        country: Some("DE".to_owned()),
        ..Met::default()
    };
    world.app.met(met).await.unwrap();
    world.app.approve_all().await.unwrap();
    world.later(26 * 3600);
    world.app.run_once().await.unwrap();
    assert_eq!(world.outbox_and_sent().await.1, 1);
    world
}

async fn last_message(world: &World, who: &str) -> (String, String) {
    let shown = world.app.show(who).await.unwrap();
    let entry = shown.timeline.iter().find(|it| it.direction.as_deref() == Some("in")).unwrap();
    let id = entry.message.clone().unwrap();
    let class = world.app.message(&id).await.unwrap().class.unwrap();
    (id, class)
}

async fn receive(world: &World, from: &str, subject: &str, more: &str, text: &str) {
    let raw = format!(
        "From: {from}\r\nTo: jo@jo.example\r\nSubject: {subject}\r\n\
         Message-ID: <{}@x.example>\r\n{more}\r\n{text}\r\n",
        text.len() * 1000 + subject.len()
    );
    world.app.practice_receive(raw.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_was_an_away_notice_stops_nothing_and_its_phrase_is_learned() {
    let world = written_to_dana().await;
    let before = world.state("Dana").await;
    let text = "Hello,\r\nthe loom stands still and so do my letters.";
    receive(&world, "Dana <dana@acme.example>", "Re: thanks", "", text).await;
    let (id, class) = last_message(&world, "Dana").await;
    assert_eq!(class, "answer");
    let shown = world.app.show("Dana").await.unwrap();
    assert!(shown.follow_ups[0].state_words.contains("they answered"), "{shown:#?}");
    assert_eq!(world.app.turns().await.unwrap().mine_in_all, 1);

    world.app.reclassify(&id, "away").await.unwrap();
    let shown = world.app.show("Dana").await.unwrap();
    assert!(shown.follow_ups[0].state_words.contains("away"), "{before}: {shown:#?}");
    assert_eq!(world.app.turns().await.unwrap().mine_in_all, 0, "nobody waits");
    let why = world.app.why("Dana").await.unwrap();
    assert!(format!("{why:?}").contains("you corrected what came in"), "{why:#?}");

    let habits = world.app.sender_habits().await.unwrap();
    assert_eq!((habits.len(), habits[0].kind.as_str()), (1, "away"), "{habits:#?}");
    receive(&world, "Dana <dana@acme.example>", "Re: more thanks", "", text).await;
    let (second, class) = last_message(&world, "Dana").await;
    assert_ne!(second, id);
    assert_eq!(class, "away", "taught once is enough");
    world.app.forget_habit(&habits[0].id).await.unwrap();
    assert!(world.app.sender_habits().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_first_question_still_waits_when_a_second_mail_was_nothing() {
    let world = written_to_dana().await;
    let from = "Dana <dana@acme.example>";
    receive(&world, from, "Re: thanks", "", "Could you send me your slides?").await;
    let (first, _) = last_message(&world, "Dana").await;
    world.later(3600);
    receive(&world, from, "Re: thanks", "", "This was sent by the copier in the hall.").await;
    let (second, _) = last_message(&world, "Dana").await;
    assert_ne!(first, second);
    world.app.reclassify(&second, "receipt").await.unwrap();
    let turns = world.app.turns().await.unwrap();
    assert_eq!((turns.mine_in_all, turns.mine[0].message.as_ref()), (1, Some(&first)));
    let shown = world.app.show("Dana").await.unwrap();
    assert!(shown.follow_ups[0].state_words.contains("they answered"), "{shown:#?}");
    let stats = world.app.inbox_stats(2).await.unwrap();
    assert_eq!((stats.all.asked, stats.all.unanswered), (1, 1), "{stats:#?}");
    world.app.reclassify(&first, "newsletter").await.unwrap();
    assert_eq!(world.app.turns().await.unwrap().mine_in_all, 0);
    assert_eq!(world.app.inbox_stats(2).await.unwrap().all.asked, 0, "the past is corrected");
}

#[tokio::test]
async fn a_question_stays_open_while_another_thread_is_answered() {
    let world = written_to_dana().await;
    assert_eq!(world.app.turns().await.unwrap().theirs_in_all, 1, "a note went out: I wait");
    let dana = "Dana <dana@acme.example>";
    receive(&world, dana, "Re: thanks", "", "Could you send me your slides?").await;
    let (slides, _) = last_message(&world, "Dana").await;
    world.later(60);
    receive(&world, dana, "Lunch", "", "Shall we have lunch on Thursday?").await;
    let mine = |text: &str, subject: &str| {
        format!(
            "From: Jo Becker <you@practice.example>\r\nTo: {dana}\r\nSubject: {subject}\r\n\
             Message-ID: <mine{}@practice.example>\r\n\r\n{text}\r\n",
            text.len()
        )
    };
    world.later(60);
    // A program that names no ancestor: the subject tells the thread.
    world.app.practice_receive(mine("Gladly, at noon.", "Re: Lunch").as_bytes()).await.unwrap();
    let turns = world.app.turns().await.unwrap();
    assert_eq!((turns.mine_in_all, turns.mine[0].message.as_ref()), (1, Some(&slides)));
    world.later(60);
    world.app.practice_receive(mine("Here they are.", "Re: thanks").as_bytes()).await.unwrap();
    let turns = world.app.turns().await.unwrap();
    assert_eq!((turns.mine_in_all, turns.theirs_in_all), (0, 1));
    let stats = world.app.inbox_stats(2).await.unwrap();
    assert_eq!((stats.all.asked, stats.all.answered), (2, 2), "{stats:#?}");
}

#[tokio::test]
async fn a_rejection_from_an_applicant_system_is_suggested_confirmed_and_its_sender_learned() {
    let world = written_to_dana().await;
    let from = "Acme Robotics Recruiting <no-reply@hiring.example>";
    let text = "Dear Jo,\r\nthank you for your application for the position of Staff engineer. \
        Unfortunately we have decided not to move forward with your application. We have decided \
        to proceed with other candidates.";
    receive(&world, from, "Your application", "Auto-Submitted: auto-generated\r\n", text).await;
    let inbox = world.app.inbox().await.unwrap();
    assert_eq!(inbox.suggestions.len(), 1, "{inbox:#?}");
    let suggestion = &inbox.suggestions[0];
    assert_eq!(suggestion.class.as_deref(), Some("rejection-notice"), "{suggestion:#?}");
    assert!(suggestion.why.contains("reads like a rejection"), "{suggestion:#?}");
    assert_eq!(suggestion.title.as_deref(), Some("Staff engineer"));

    let confirmed = world.app.confirm_as_suggested(&suggestion.message).await.unwrap();
    assert_eq!(confirmed.stage.as_deref(), Some("rejected"), "{confirmed:#?}");
    assert!(confirmed.learned);
    assert!(world.app.inbox().await.unwrap().suggestions.is_empty());
    let today = world.app.peek_today().await.unwrap();
    let offered = today.rows.iter().any(|row| row.acts.iter().any(|act| act == "offers accept"));
    assert!(offered, "the gracious reply is offered: {:#?}", today.rows);

    // The next pursuit there: a mail that names nothing is suggested by its sender alone.
    let input = OpportunityInput {
        title: Some("Test lead".to_owned()),
        organisation: Some("Acme Robotics".to_owned()),
        ..OpportunityInput::default()
    };
    world.app.add_opportunity(input).await.unwrap();
    receive(&world, from, "News for you", "", "Please log in to read your message.").await;
    let inbox = world.app.inbox().await.unwrap();
    assert_eq!(inbox.suggestions.len(), 1, "{inbox:#?}");
    assert!(inbox.suggestions[0].why.contains("you said before"), "{inbox:#?}");
}

#[tokio::test]
async fn somebody_who_left_is_a_question_with_the_successor_offered() {
    let world = written_to_dana().await;
    let text = "Dana Whitfield no longer works at Acme Robotics. Please contact her successor \
        Ivo Marek at ivo.marek@acme.example.";
    let more = "Auto-Submitted: auto-replied\r\n";
    receive(&world, "dana@acme.example", "Automatic reply: thanks", more, text).await;
    let inbox = world.app.inbox().await.unwrap();
    assert_eq!(inbox.questions.len(), 1, "{inbox:#?}");
    let question = &inbox.questions[0];
    assert_eq!(question.class.as_deref(), Some("departed"), "{question:#?}");
    assert_eq!(question.named[0].address.as_deref(), Some("ivo.marek@acme.example"));
    assert!(question.named[0].known.is_none(), "nothing happens by itself");
    let taken = world.app.accept_named(question.message.as_ref().unwrap()).await.unwrap();
    assert_eq!(taken.organisation.as_deref(), Some("Acme Robotics"), "{taken:#?}");
    let again = world.app.accept_named(question.message.as_ref().unwrap()).await.unwrap();
    assert_eq!(again.id, taken.id, "once");
}

#[tokio::test]
async fn how_long_they_waited_counts_working_hours_and_answers_from_anywhere() {
    let world = written_to_dana().await;
    let yes = PracticeAct::Answer(Some("Could you call me about the rig?".to_owned()));
    world.app.practice("Dana Whitfield", yes).await.unwrap();
    let stats = world.app.inbox_stats(1).await.unwrap();
    assert_eq!((stats.weeks.len(), stats.all.unanswered), (1, 1), "{stats:#?}");
    assert_eq!(stats.all.median_minutes, None);
    // A letter of the user's own counts as an answer.
    world.later(2 * 3600);
    let by = rapport_core::touchpoint::Channel::Message;
    world.app.log("Dana", by, Some("sent her the figures"), None).await.unwrap();
    let stats = world.app.inbox_stats(1).await.unwrap();
    assert_eq!((stats.all.answered, stats.all.unanswered), (1, 0), "{stats:#?}");
    let minutes = stats.all.median_minutes.unwrap();
    assert!((0..=120).contains(&minutes), "within two hours of work: {stats:#?}");
    assert_eq!(stats.weeks[0].week, "2026-W47");
}
