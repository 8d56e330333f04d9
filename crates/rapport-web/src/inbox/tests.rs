//! The inbox as it is read and pressed, and what another user sees.

use rapport_app::input::{Act, Met, PracticeAct};
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

async fn meet(pages: &Pages, name: &str) -> (String, String) {
    let given = name.split(' ').next().unwrap().to_lowercase();
    let met = Met {
        name: name.to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some(format!("{given}@acme.example")),
        kind: Some(TouchpointKind::Interview),
        said: Some("the sailing trip to Orkney".to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        ..Met::default()
    };
    let view = pages.app.met(met).await.unwrap();
    (view.contact.id, view.follow_up.unwrap().id)
}

/// Dana's note went out and she did that.
async fn with_dana(act: PracticeAct) -> (Pages, String) {
    let pages = Pages::new().await;
    let (dana, follow_up) = meet(&pages, "Dana Whitfield").await;
    pages.app.act(&follow_up, Act::Approve { seen: None, now: true }).await.unwrap();
    pages.app.practice_clock("+1d").await.unwrap();
    let app = pages.app.for_user("me").await.unwrap();
    app.practice(&dana, act).await.unwrap();
    (pages, dana)
}

fn question() -> PracticeAct {
    PracticeAct::Answer(Some("Does the spare belt fit the older line?".to_owned()))
}

#[tokio::test]
async fn without_mail_the_page_says_so() {
    Pages::new().await.get("/inbox").await.is(200).has("Nobody waits for anybody.");
}

#[tokio::test]
async fn somebody_left_and_their_successor_is_taken_up_by_one_press() {
    let pages = Pages::new().await;
    let (dana, follow_up) = meet(&pages, "Dana Whitfield").await;
    pages.app.act(&follow_up, Act::Approve { seen: None, now: true }).await.unwrap();
    pages.app.practice_clock("+1d").await.unwrap();
    let left = "From: Dana <dana@acme.example>\r\nTo: me@example.org\r\nSubject: Automatic reply\r\n\
                Message-ID: <left@acme.example>\r\nDate: Wed, 25 Nov 2026 12:00:00 +0000\r\n\
                Auto-Submitted: auto-replied\r\n\r\nDana Whitfield no longer works at Acme \
                Robotics. Please contact her successor Omar Bell at omar@acme.example.\r\n";
    pages.app.for_user("me").await.unwrap().practice_receive(left.as_bytes()).await.unwrap();
    let question = pages.app.inbox().await.unwrap().questions.remove(0);
    assert_eq!((question.contact.as_str(), question.named.len()), (dana.as_str(), 1));
    let page = pages.get("/inbox").await;
    page.is(200).has("Only you can say").has("omar@acme.example").has("Take them up");
    let message = question.message.unwrap();
    let anna = pages.as_user("anna").await;
    let take = [("act", "named"), ("message", message.as_str()), ("back", "/inbox")];
    anna.form("/today/act", &take).await.is(404);
    let answer = pages.form("/today/act", &take).await;
    pages.follow(&answer).await.has("Omar Bell is among your people now.").lacks("Take them up");
    let end = [("act", "end"), ("who", question.follow_up.as_str()), ("back", "/inbox")];
    pages.form("/today/act", &end).await.is(303);
    pages.get("/inbox").await.lacks("Only you can say");
}

#[tokio::test]
async fn who_waits_stands_on_top_with_the_thread_beside_it() {
    let (pages, dana) = with_dana(question()).await;
    let page = pages.get("/inbox").await;
    page.is(200)
        .has("They wait for me")
        .has("One waits for you.")
        .has(&format!("/inbox?at={dana}"))
        .has("aria-current=\"true\"")
        .has("Does the spare belt fit the older line?")
        .has("<b>read as</b> a question")
        .has("mailto:dana@acme.example?subject=Re%3A")
        .has("the sailing trip to Orkney")
        .has("One earlier message");
    pages.get(&format!("/inbox?at={dana}")).await.is(200).has("Not right?");
}

#[tokio::test]
async fn needs_no_answer_and_answered_elsewhere_end_the_waiting() {
    let (pages, dana) = with_dana(question()).await;
    let fields = [("who", dana.as_str()), ("act", "settle"), ("back", "/inbox")];
    let answer = pages.form("/today/act", &fields).await;
    pages.follow(&answer).await.has("Settled: nobody waits.").lacks("They wait for me");
    let (pages, dana) = with_dana(question()).await;
    let fields = [("how", "mail"), ("back", "/inbox")];
    let answer = pages.form(&format!("/person/{dana}/log"), &fields).await;
    pages.follow(&answer).await.has("Logged.").lacks("They wait for me");
}

#[tokio::test]
async fn a_corrected_class_moves_the_thread() {
    let (pages, dana) = with_dana(question()).await;
    let message = pages.app.turns().await.unwrap().mine[0].message.clone().unwrap();
    let fields = [("class", "away"), ("back", "/inbox")];
    let answer = pages.form(&format!("/message/{message}/class"), &fields).await;
    pages.follow(&answer).await.lacks("They wait for me");
    pages.get(&format!("/inbox?at={dana}")).await.is(200).has("an away notice");
}

#[tokio::test]
async fn somebody_away_is_held_until_the_return() {
    let (pages, _) = with_dana(PracticeAct::Away(Some("in 2 weeks".to_owned()))).await;
    pages
        .get("/inbox")
        .await
        .is(200)
        .has("id=\"group-away\"")
        .has("Dana Whitfield")
        .has("Go on now");
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let (pages, dana) = with_dana(question()).await;
    let anna = pages.as_user("anna").await;
    anna.get("/inbox").await.is(200).lacks("Dana").lacks("spare belt");
    anna.get(&format!("/inbox?at={dana}")).await.is(404).lacks("Dana");
    anna.get("/inbox?at=Dana").await.is(404);
}

#[tokio::test]
async fn words_of_others_are_never_markup() {
    let script = "<script>alert(1)</script><img src=x onerror=alert(1)> can you?";
    let (pages, dana) = with_dana(PracticeAct::Answer(Some(script.to_owned()))).await;
    for path in ["/inbox".to_owned(), format!("/inbox?at={dana}")] {
        pages.get(&path).await.is(200).lacks("<script>alert").lacks("<img").has("&#60;script&#62;");
    }
    pages.get("/inbox?at=%3Cscript%3Ealert(1)").await.is(404).lacks("<script>alert");
}

#[tokio::test]
async fn what_a_known_person_announces_is_a_yes_or_a_no_under_their_name() {
    let pages = Pages::new().await;
    let met = Met {
        name: "Bram de Wit".to_owned(),
        address: Some("bram@kestrel.example".to_owned()),
        organisation: Some("Kestrel Optics".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Optics engineer".to_owned()),
        said: Some("a telescope on his balcony".to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        ..Met::default()
    };
    let view = pages.app.met(met).await.unwrap();
    let note = view.follow_up.unwrap().id;
    pages.app.act(&note, Act::Approve { seen: None, now: true }).await.unwrap();
    pages.app.practice_clock("+1d").await.unwrap();
    let app = pages.app.for_user("me").await.unwrap();
    let no = "Thank you. We have decided to go on with another candidate.".to_owned();
    app.practice(&view.contact.id, PracticeAct::Answer(Some(no))).await.unwrap();
    let message = app.inbox().await.unwrap().suggestions.remove(0).message;
    let hidden = format!("name=\"message\" value=\"{message}\"");
    // Whose it is stands above it, so it is not asked.
    let inbox = pages.get("/inbox").await;
    inbox.has(&hidden).has("<strong>Bram de Wit</strong>").has(">Yes</button>").lacks("Whose?");
    let today = pages.get(&format!("/?at={message}")).await;
    today
        .has("aria-label=\"Yes: Bram de Wit\"")
        .has("is it over?")
        .has("class=\"kind\">Optics engineer<")
        .lacks("name=\"who\" required");
    let yes = [("act", "suggested"), ("message", message.as_str()), ("back", "/inbox")];
    pages.follow(&pages.form("/today/act", &yes).await).await.lacks(&hidden);
    assert_eq!(app.opportunities().await.unwrap()[0].stage, "rejected");
}
