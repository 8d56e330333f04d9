//! Letters as they are looked at, printed and ticked; other people's are not here.

use rapport_app::input::Met;

use crate::testing::{Pages, envelope_waits};

/// An interview that is wanted, and its envelope waits; the follow-up's and the contact's id.
async fn with_envelope() -> (Pages, String, String) {
    let pages = Pages::new().await;
    let met = Met {
        name: "Dana Whitfield".to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some("dana@acme.example".to_owned()),
        role: Some("Staff engineer".to_owned()),
        said: Some("her <b>sailing</b> trip to Orkney".to_owned()),
        ..Met::default()
    };
    let (contact, waiting) = envelope_waits(&pages.app, met).await;
    (pages, waiting, contact)
}

#[tokio::test]
async fn an_empty_queue_says_what_comes_here() {
    let pages = Pages::new().await;
    pages.get("/letters").await.is(200).has("Nothing waits to be printed").has("Test page");
    pages.get("/letters/test-page.pdf").await.is(200).has("%PDF-");
    pages.get("/letters?at=").await.is(200);
    pages.get("/letters?at=nonsense").await.is(404);
}

#[tokio::test]
async fn what_waits_is_shown_as_it_will_lie_on_the_paper() {
    let (pages, id, contact) = with_envelope().await;
    let page = pages.get("/letters").await;
    page.is(200).has("Dana Whitfield").has("BRISTOL").has(&format!("/letters/{id}/page.svg"));
    page.has(&format!("/brief/{contact}")).has("as it will be printed");
    let picture = pages.get(&format!("/letters/{id}/envelope.svg?envelope=envelope-c5")).await;
    picture.is(200).has("<svg");
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    pages.get(&format!("/letters/{id}/page.svg?page=9")).await.is(404);
    pages.get(&format!("/letters/{id}/page.svg?envelope=no-such")).await.is(404);
    let other = pages.as_user("anna").await;
    for path in ["page.svg", "envelope.svg"] {
        other.get(&format!("/letters/{id}/{path}")).await.is(404);
    }
    other.get(&format!("/brief/{contact}")).await.is(404);
    other.get("/letters").await.lacks("Dana");
    other.form("/letters/posted", &[("who", &id)]).await.is(404);
}

#[tokio::test]
async fn printed_is_a_file_and_posted_is_a_tick() {
    let (pages, id, _) = with_envelope().await;
    let file = pages.form("/letters/print", &[("who", &id), ("what", "envelopes")]).await;
    file.is(200).has("%PDF-");
    assert_eq!(file.header("content-type"), "application/pdf");
    let answer = pages.form("/letters/posted", &[("who", &id), ("back", "/letters")]).await;
    pages.follow(&answer).await.has("The letter to Dana Whitfield counts as sent.");
    pages.form("/letters/posted", &[("who", &id)]).await.is(409);
}

#[tokio::test]
async fn the_brief_is_read_on_a_telephone_and_takes_a_line() {
    let (pages, _, contact) = with_envelope().await;
    let path = format!("/brief/{contact}");
    let page = pages.get(&path).await;
    page.is(200)
        .has("Before you meet Dana Whitfield")
        .has("When will you decide?")
        .has("Second talk");
    page.has("&#60;b&#62;sailing").lacks("<b>sailing");
    let answer = pages.form(&format!("{path}/jot"), &[("said", "the tour of the dry dock")]).await;
    pages.follow(&answer).await.has("the tour of the dry dock");
    pages.get(&format!("{path}/page.pdf")).await.is(200).has("%PDF-");
}

#[tokio::test]
async fn a_printer_is_measured_on_the_page() {
    let pages = Pages::new().await;
    let fields = [
        ("name", "office"),
        ("right", "1,5"),
        ("down", "-0.5"),
        ("turn", "left"),
        ("back", "/letters"),
    ];
    let answer = pages.form("/letters/printer", &fields).await;
    pages.follow(&answer).await.has("office is measured").has("value=\"1.5\"");
    pages.form("/letters/printer", &[("name", "office"), ("right", "far")]).await.is(422);
    pages.form("/letters/printer", &[("name", ""), ("right", "1")]).await.is(422);
}
