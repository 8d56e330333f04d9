//! Today as it is read and pressed: rows, the note, yes and back, and what another user sees.

use rapport_app::input::{DraftInput, Met};
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

/// Pages of somebody who had an interview with Dana yesterday; the id of the follow-up.
async fn with_dana() -> (Pages, String) {
    let pages = Pages::new().await;
    let id = meet(&pages, "Dana Whitfield", "dana@acme.example").await;
    (pages, id)
}

async fn meet(pages: &Pages, name: &str, address: &str) -> String {
    let met = Met {
        name: name.to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some(address.to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some("her sailing trip to Orkney".to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        ..Met::default()
    };
    let view = pages.app.met(met).await.unwrap();
    view.follow_up.unwrap().id
}

async fn hash(pages: &Pages, id: &str) -> String {
    pages.app.in_review(id).await.unwrap().draft.unwrap().hash
}

#[tokio::test]
async fn nobody_yet_is_a_calm_desk() {
    let pages = Pages::new().await;
    pages
        .get("/")
        .await
        .is(200)
        .has("Capture your first contact")
        .has("Tuesday, 24 November")
        .lacks("data-row");
}

#[tokio::test]
async fn a_row_says_who_why_now_and_shows_the_note_as_it_arrives() {
    let (pages, id) = with_dana().await;
    let page = pages.get("/").await;
    page.is(200)
        .has("Ready to send")
        .has(&format!("data-row=\"{id}\" aria-current=\"true\""))
        .has("Dana Whitfield")
        .has("Acme Robotics")
        .has("Best by <time datetime=\"")
        .has("class=\"window\"")
        .has("Orkney")
        .has("class=\"note stack\"")
        .has("aria-label=\"Approve: Dana Whitfield\"")
        .has(&format!("href=\"/approve?at={id}\" data-open"))
        .has(&format!("href=\"/approve?at={id}&#38;edit=1\" data-key=\"e\""))
        .has("One thing wants you.");
}

#[tokio::test]
async fn a_fragment_is_main_alone() {
    let (pages, _) = with_dana().await;
    let page = pages.fragment("/").await;
    page.is(200).has("<main").has("data-row").lacks("<nav").lacks("<html").lacks("<dialog");
}

#[tokio::test]
async fn yes_rests_and_can_be_taken_back() {
    let (pages, id) = with_dana().await;
    let hash = hash(&pages, &id).await;
    let fields = [("act", "approve"), ("who", id.as_str()), ("seen", hash.as_str())];
    let answer = pages.form("/today/act", &fields).await;
    let page = pages.follow(&answer).await;
    page.has("data-undo")
        .has("The note to Dana Whitfield is approved.")
        .has("<progress max=\"30\"");
    let answer = pages.form("/undo", &[("who", &id), ("back", "/")]).await;
    pages.follow(&answer).await.has("Taken back").lacks("data-undo");
    assert!(pages.app.in_review(&id).await.is_ok(), "it waits for a yes again");
}

#[tokio::test]
async fn yes_to_another_text_than_was_seen_is_refused() {
    let (pages, id) = with_dana().await;
    let seen = hash(&pages, &id).await;
    let input = DraftInput { subject: Some("Another subject".to_owned()), ..DraftInput::default() };
    pages.app.act(&id, rapport_app::input::Act::Edit(input)).await.unwrap();
    let fields = [("act", "approve"), ("who", id.as_str()), ("seen", seen.as_str())];
    pages.form("/today/act", &fields).await.is(409).has("data-sentence");
    assert!(pages.app.resting().await.unwrap().is_empty());
}

#[tokio::test]
async fn one_press_says_yes_to_all_that_were_shown() {
    let (pages, dana) = with_dana().await;
    let ivo = meet(&pages, "Ivo Marek", "ivo@acme.example").await;
    pages.get("/").await.has("Approve all 2");
    let (first, second) = (hash(&pages, &dana).await, hash(&pages, &ivo).await);
    let fields = [("who", dana.as_str()), ("seen", &first), ("who", &ivo), ("seen", &second)];
    let answer = pages.form("/today/approve", &fields).await;
    pages.follow(&answer).await.has("2 notes are approved.").has("data-undo");
    assert_eq!(pages.app.resting().await.unwrap().len(), 2);
}

#[tokio::test]
async fn later_takes_a_date_as_people_say_it() {
    let (pages, id) = with_dana().await;
    let fields = [("act", "snooze"), ("who", id.as_str()), ("when", "tomorrow 9:00")];
    let answer = pages.form("/today/act", &fields).await;
    pages.follow(&answer).await.has("data-flash");
    let nonsense = [("act", "snooze"), ("who", id.as_str()), ("when", "whenever")];
    pages.form("/today/act", &nonsense).await.is(422);
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let (pages, id) = with_dana().await;
    let anna = pages.as_user("anna").await;
    anna.get("/").await.lacks("Dana Whitfield");
    anna.get(&format!("/?at={id}")).await.is(200).lacks("Dana");
    let hash = hash(&pages, &id).await;
    for act in ["approve", "skip", "end", "undo", "settle", "accept", "done"] {
        let fields =
            [("act", act), ("who", id.as_str()), ("seen", hash.as_str()), ("when", "friday")];
        anna.form("/today/act", &fields).await.is(404);
    }
    let answer = anna.form("/today/approve", &[("who", &id), ("seen", &hash)]).await;
    anna.follow(&answer).await.has("No note was ready");
    assert!(pages.app.in_review(&id).await.is_ok(), "untouched");
}

#[tokio::test]
async fn names_and_texts_are_never_markup() {
    let pages = Pages::new().await;
    let name = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    meet(&pages, name, "x@acme.example").await;
    let page = pages.get("/").await;
    page.is(200).lacks("<script>alert").lacks("<img").has("&#60;script&#62;");
    let fields = [("act", "approve"), ("who", name), ("seen", ""), ("back", "/\"><script>")];
    pages.form("/today/act", &fields).await.lacks("<script>alert");
    pages.form("/today/act", &[("act", "<script>")]).await.is(400).lacks("<script>");
}

/// A mail of an applicant system about the job at Acme; its id.
async fn suggested(pages: &Pages, subject: &str) -> String {
    let raw = format!(
        "From: Acme Robotics Recruiting <no-reply@hiring.example>\r\nTo: me@rapport.example\r\n\
         Subject: {subject}\r\nMessage-ID: <{}@hiring.example>\r\nAuto-Submitted: auto-generated\r\n\r\n\
         Thank you for your application for the position of Staff engineer. Unfortunately we have \
         decided to proceed with other candidates.\r\n",
        subject.len()
    );
    pages.app.practice_receive(raw.as_bytes()).await.unwrap();
    let inbox = pages.app.inbox().await.unwrap();
    inbox.suggestions.iter().find(|it| it.subject == subject).unwrap().message.clone()
}

#[tokio::test]
async fn whose_is_this_is_answered_with_one_press_either_way() {
    let (pages, _) = with_dana().await;
    let message = suggested(&pages, "Your application").await;
    let hidden = format!("name=\"message\" value=\"{message}\"");
    let page = pages.get(&format!("/?at={message}")).await;
    page.is(200)
        .has("about Staff engineer?")
        .has("aria-label=\"Yes: Your application\"")
        .has("aria-label=\"No: Your application\"")
        .has(&hidden)
        .has(&format!("class=\"btn\" href=\"/message/{message}\""))
        .has("name=\"who\" required");
    let no = [("act", "unrelated"), ("message", message.as_str()), ("back", "/")];
    pages.follow(&pages.form("/today/act", &no).await).await.has("Left out").lacks(&hidden);
    assert!(pages.app.inbox().await.unwrap().suggestions.is_empty());
    let job = &pages.app.opportunities().await.unwrap()[0];
    assert_ne!(job.stage, "rejected", "a no changes nothing else");
    pages.form("/today/act", &no).await.is(409);

    let message = suggested(&pages, "News of your application").await;
    let yes = [("act", "suggested"), ("message", message.as_str()), ("back", "/")];
    pages.follow(&pages.form("/today/act", &yes).await).await.has("Confirmed.");
    assert_eq!(pages.app.opportunities().await.unwrap()[0].stage, "rejected");
}

#[tokio::test]
async fn what_came_due_while_the_machine_was_off_is_told_and_marked() {
    let (pages, id) = with_dana().await;
    pages.app.run_once().await.unwrap();
    pages.get("/").await.lacks("while this machine was off").lacks("class=\"came\"");
    pages.app.act(&id, rapport_app::input::Act::Done(None)).await.unwrap();
    // Nine days in a drawer: the check on the result came due meanwhile.
    pages.clock.advance(jiff::SignedDuration::from_hours(9 * 24));
    pages.app.run_once().await.unwrap();
    pages
        .get("/")
        .await
        .has("One of these came due while this machine was off from <time")
        .has("class=\"came\">Came due meanwhile.</span>");
    pages.clock.advance(jiff::SignedDuration::from_hours(25));
    pages.get("/").await.lacks("while this machine was off").lacks("class=\"came\"");
}
