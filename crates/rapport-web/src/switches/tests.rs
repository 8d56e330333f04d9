//! Switches from the page, and where they lead back to.

use crate::testing::Pages;

#[tokio::test]
async fn stop_all_is_one_press_and_lifted_from_every_page() {
    let pages = Pages::new().await;
    let answer = pages.form("/stop-all", &[("on", "yes"), ("back", "/access")]).await;
    assert!(answer.is(303).header("location").starts_with("/access?said="));
    pages.follow(&answer).await.has("Lift the stop").has("data-flash");
    pages.form("/stop-all", &[("on", "no"), ("back", "//evil.example")]).await.is(303);
    pages.get("/access").await.lacks("Lift the stop");
}

#[tokio::test]
async fn away_is_typed_as_people_say_it() {
    let pages = Pages::new().await;
    let answer = pages.form("/away", &[("from", "tomorrow"), ("to", "in 2 weeks")]).await;
    pages.follow(&answer).await.has("You are away").has("I am back");
    pages.form("/away", &[("from", "someday"), ("to", "x")]).await.is(422).has("data-sentence");
    let answer = pages.form("/back", &[]).await;
    pages.follow(&answer).await.lacks("You are away");
}

#[tokio::test]
async fn the_practice_clock_moves_and_the_session_stays() {
    let pages = Pages::new().await;
    let answer = pages.form("/practice/clock", &[("by", "+1w")]).await;
    pages.follow(&answer).await.is(200).has("Tuesday, 1 December");
    pages.form("/practice/clock", &[("by", "backwards")]).await.is(422);
}

#[tokio::test]
async fn a_date_is_read_while_one_types() {
    let pages = Pages::new().await;
    let read = |date: &'static str| {
        let fields = [("date", date), ("hint", "when-hint")];
        let pages = &pages;
        async move { pages.form("/dates", &fields).await }
    };
    read("tomorrow 9:00").await.is(200).has("id=\"when-hint\"").has("25 Nov 2026");
    read("<script>").await.is(200).lacks("<script>");
}

#[tokio::test]
async fn a_sentence_of_a_stranger_is_not_said() {
    let pages = Pages::new().await;
    pages.get("/?said=WW91LWFyZS1oYWNrZWQ.aaaaaaaaaaaaaaaaaaaa").await.is(200).lacks("data-flash");
    let sealed = pages.app.seal_sentence("<b>bold</b>");
    let page = pages.get(&format!("/?said={sealed}")).await;
    page.has("data-flash").lacks("<b>bold</b>");
    pages.as_user("anna").await.get(&format!("/?said={sealed}")).await.lacks("data-flash");
}
