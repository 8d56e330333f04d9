//! Approve as it is read and pressed: the note, its findings and their mending, the editor, what
//! another user sees, and scripts that stay text.

use rapport_app::input::{Act, DraftInput, Met};
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

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
    pages.app.met(met).await.unwrap().follow_up.unwrap().id
}

async fn with_dana() -> (Pages, String) {
    let pages = Pages::new().await;
    let id = meet(&pages, "Dana Whitfield", "dana@acme.example").await;
    (pages, id)
}

async fn body(pages: &Pages, id: &str) -> String {
    pages.app.in_review(id).await.unwrap().draft.unwrap().body
}

async fn write(pages: &Pages, id: &str, body: &str) {
    let input = DraftInput { body: Some(body.to_owned()), ..DraftInput::default() };
    pages.app.act(id, Act::Edit(input)).await.unwrap();
}

const SLIP: &str = "Dear Dana,\n\nThank you for the hour at Acme robotics, and for the story of \
                    your sailing trip to Orkney. I look forward to hearing from you.\n\nKind regards,";

#[tokio::test]
async fn without_notes_the_page_says_so() {
    let pages = Pages::new().await;
    pages.get("/approve").await.is(200).has("Every note has its yes.").lacks("data-row");
}

#[tokio::test]
async fn the_note_stands_as_it_will_arrive_with_facts_cap_and_plan() {
    let (pages, id) = with_dana().await;
    let ivo = meet(&pages, "Ivo Marek", "ivo@acme.example").await;
    let page = pages.get(&format!("/approve?at={id}")).await;
    page.is(200)
        .has("Note 1 of 2.")
        .has(&format!("data-row=\"{id}\" aria-current=\"true\""))
        .has(&format!("data-row=\"{ivo}\""))
        .has("dana@acme.example")
        .has("class=\"signature\"")
        .has("her sailing trip to Orkney")
        .has("This is the first of at most")
        .has("role=\"meter\"")
        .has("Everything stops when Dana answers.")
        .has("Approve all 2")
        .has("data-key=\"a\"")
        .has(&format!("name=\"back\" value=\"/approve?at={ivo}\""));
}

#[tokio::test]
async fn a_finding_stands_under_its_words_and_one_press_mends_it() {
    let (pages, id) = with_dana().await;
    write(&pages, &id, SLIP).await;
    let page = pages.get(&format!("/approve?at={id}")).await;
    page.has("<mark class=\"found\" aria-describedby=\"finding-0\">Acme robotics</mark>")
        .has("Use “Acme Robotics”");
    let fields = [("who", id.as_str()), ("mend", "0 take Acme robotics")];
    let answer = pages.form("/approve/save", &fields).await;
    pages.follow(&answer).await.has("Mended.").lacks("<mark");
    assert!(body(&pages, &id).await.contains("at Acme Robotics, and"));
    // The same press again is about words that are not there any more.
    pages.form("/approve/save", &fields).await.is(409).has("changed since");
}

#[tokio::test]
async fn the_editor_is_read_while_one_types_and_nothing_is_kept() {
    let (pages, id) = with_dana().await;
    let before = body(&pages, &id).await;
    pages
        .get(&format!("/approve?at={id}&edit=1"))
        .await
        .has("data-read=\"/approve/read\"")
        .has("id=\"reading\"")
        .has("Save and approve");
    let fields = [("who", id.as_str()), ("subject", "Thank you"), ("body", SLIP)];
    let answer = pages.form("/approve/read", &fields).await;
    answer.is(200).has("id=\"reading\"").has("<mark class=\"found\"").has("words.").lacks("<html");
    assert_eq!(body(&pages, &id).await, before);
}

#[tokio::test]
async fn saved_and_approved_in_one_press_rests_and_the_next_one_is_shown() {
    let (pages, id) = with_dana().await;
    let ivo = meet(&pages, "Ivo Marek", "ivo@acme.example").await;
    let text = SLIP.replace("robotics", "Robotics");
    let next = format!("/approve?at={ivo}");
    let fields = [
        ("who", id.as_str()),
        ("subject", "Thank you"),
        ("body", &text),
        ("then", "approve"),
        ("next", &next),
    ];
    let answer = pages.form("/approve/save", &fields).await;
    assert_eq!(answer.header("location"), next);
    pages.follow(&answer).await.has("data-undo").has("Note 1 of 1.").has("Ivo Marek");
    assert_eq!(pages.app.resting().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_note_that_something_blocks_is_saved_but_not_approved() {
    let (pages, id) = with_dana().await;
    let fields = [
        ("who", id.as_str()),
        ("subject", "Thank you"),
        ("body", "Dear [NAME],\n\nThank you.\n\nKind regards,"),
        ("then", "approve"),
    ];
    let answer = pages.form("/approve/save", &fields).await;
    assert!(answer.header("location").contains("&edit=1"));
    pages.follow(&answer).await.has("stands in the way").has("Before it can go:");
    assert!(pages.app.resting().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_kept_is_shown_again_with_its_trouble() {
    let (pages, id) = with_dana().await;
    let fields =
        [("who", id.as_str()), ("subject", "Hello\nBcc: all@x.example"), ("body", "My own words")];
    let answer = pages.form("/approve/save", &fields).await;
    answer.is(422).has("My own words").has("one line");
    pages.form("/approve/read", &fields).await.is(200).has("one line");
    let subject = pages.app.in_review(&id).await.unwrap().draft.unwrap().subject;
    assert!(!subject.contains("Bcc"));
}

#[tokio::test]
async fn a_note_that_had_its_yes_makes_room_for_the_next() {
    let (pages, id) = with_dana().await;
    pages.app.act(&id, Act::Approve { seen: None, now: false }).await.unwrap();
    pages.get(&format!("/approve?at={id}")).await.is(200).has("Every note has its yes.");
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let (pages, id) = with_dana().await;
    let before = body(&pages, &id).await;
    let anna = pages.as_user("anna").await;
    anna.get(&format!("/approve?at={id}")).await.is(404).lacks("Dana");
    anna.get("/approve?at=Dana").await.is(404);
    for (path, more) in [
        ("/approve/read", ("x", "")),
        ("/approve/save", ("x", "")),
        ("/approve/save", ("mend", "0 take Acme")),
    ] {
        let fields = [("who", id.as_str()), ("subject", "x"), ("body", "x"), more];
        anna.form(path, &fields).await.is(404).lacks("Orkney");
    }
    assert_eq!(body(&pages, &id).await, before);
    pages.as_stranger().form("/approve/save", &[("who", &id)]).await.is(401);
}

#[tokio::test]
async fn names_and_texts_are_never_markup() {
    let pages = Pages::new().await;
    let script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let id = meet(&pages, script, "x@acme.example").await;
    write(&pages, &id, &format!("Dear {script},\n\n{script} Acme robotics {{{{ 7919*7919 }}}}"))
        .await;
    for path in [format!("/approve?at={id}"), format!("/approve?at={id}&edit=1")] {
        pages.get(&path).await.is(200).lacks("<script>alert").lacks("<img").lacks("62710561");
    }
    let fields = [("who", id.as_str()), ("subject", script), ("body", script), ("mend", script)];
    pages.form("/approve/read", &fields).await.is(200).lacks("<script>alert").lacks("<img");
    let answer = pages.form("/approve/save", &fields).await;
    pages.follow(&answer).await.lacks("<script>alert").lacks("<img");
    pages
        .get("/approve?at=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        .await
        .is(404)
        .lacks("<script>a");
}

const UNKNOWN: &str = "Dear Dana,\n\nThank you for the hour and for the story of your sailing trip to \
                       Orkney. The pinkling of the rig was definately loud.\n\nKind regards,";

#[tokio::test]
async fn a_finding_is_left_in_one_note_or_for_good_and_marked_again() {
    let (pages, id) = with_dana().await;
    write(&pages, &id, UNKNOWN).await;
    let draft = pages.app.in_review(&id).await.unwrap().draft.unwrap();
    let at = draft.findings.iter().position(|it| it.text == "definately").unwrap();
    let page = pages.get(&format!("/approve?at={id}")).await;
    page.is(200).has("Leave it").has("Never again");
    let press = format!("{at} note definately");
    let left = pages.form("/approve/save", &[("who", &id), ("dismiss", &press)]).await;
    pages.follow(&left).await.is(200).lacks("definately</mark>");
    pages.get("/settings/findings").await.is(200).lacks("definately");
    // Nothing typed later brings it back in this note.
    let typed = UNKNOWN.replace("loud", "very loud");
    let read = [("who", id.as_str()), ("body", &typed)];
    pages.form("/approve/read", &read).await.is(200).lacks("definately</mark>");

    write(&pages, &id, &UNKNOWN.replace("definately", "definately definatly")).await;
    let draft = pages.app.in_review(&id).await.unwrap().draft.unwrap();
    let other = draft.findings.iter().position(|it| it.text == "definatly").unwrap();
    let stale = [("who", id.as_str()), ("dismiss", "0 for-good elsewhere")];
    pages.form("/approve/save", &stale).await.is(409);
    let press = format!("{other} for-good definatly");
    pages.form("/approve/save", &[("who", &id), ("dismiss", &press)]).await.is(303);
    let settings = pages.get("/settings/findings").await;
    settings.is(200).has("definatly").has("a word that no dictionary has");
    let kept = pages.app.dismissals().await.unwrap();
    let again = kept.iter().find(|it| it.for_good).unwrap().id.clone();
    pages.as_user("anna").await.form("/settings/findings", &[("id", &again)]).await.is(404);
    pages.form("/settings/findings", &[("id", &again)]).await.is(303);
    pages.get("/settings/findings").await.lacks("definatly");
}

#[tokio::test]
async fn what_must_always_be_seen_is_never_dismissed_for_good() {
    let (pages, id) = with_dana().await;
    write(&pages, &id, &SLIP.replace("Dear Dana", "Dear Dane")).await;
    let page = pages.get(&format!("/approve?at={id}")).await;
    page.is(200).has("Leave it").lacks("Never again");
    let press = [("who", id.as_str()), ("dismiss", "0 for-good Dane")];
    pages.form("/approve/save", &press).await.is(409);
    assert_eq!(pages.app.dismissals().await.unwrap(), []);
}
