//! Sessions, passwords and users from the page; and what another user may not touch.

use crate::testing::Pages;

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let pages = Pages::new().await;
    let other = pages.as_user("me").await;
    let page = pages.get("/access").await;
    page.is(200).has("this one");
    let id = between(&page.text, "name=\"id\" value=\"", "\"");
    let answer = pages.form("/access/end", &[("id", &id)]).await;
    pages.follow(&answer).await.has("signed out");
    other.get("/").await.is(303);
    pages.form("/access/end", &[("id", &id)]).await.is(404);
}

#[tokio::test]
async fn a_session_of_somebody_else_is_not_there() {
    let pages = Pages::new().await;
    let anna = pages.as_user("anna").await;
    let _ = pages.as_user("me").await;
    let page = pages.get("/access").await;
    let id = between(&page.text, "name=\"id\" value=\"", "\"");
    anna.form("/access/end", &[("id", &id)]).await.is(404);
    assert_eq!(pages.app.sessions().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_the_present_one() {
    let pages = Pages::new().await;
    let new = "four words are long";
    pages.form("/access/password", &[("new", "short")]).await.is(422).has("at least 10");
    pages.form("/access/password", &[("new", new)]).await.is(303);
    let wrong = [("current", "a wrong password"), ("new", "another long one")];
    pages.form("/access/password", &wrong).await.is(422).lacks("another long one");
    let right = [("current", new), ("new", "another long one")];
    pages.form("/access/password", &right).await.is(303);
    pages.get("/access").await.is(200);
}

#[tokio::test]
async fn only_who_runs_the_server_sees_and_changes_users() {
    let pages = Pages::new().await;
    let answer = pages.form("/access/users", &[("do", "add"), ("name", "Anna")]).await;
    let link = between(answer.is(200).has("anna is added").text.as_str(), "/enter/", "<");
    let word = link.split_whitespace().next().unwrap();
    pages.as_stranger().get(&format!("/enter/{word}")).await.is(200);
    let anna = pages.as_user("anna").await;
    anna.get("/access").await.is(200).lacks("Add a user");
    anna.form("/access/users", &[("do", "disable"), ("name", "me")]).await.is(404);
    pages.form("/access/users", &[("do", "add"), ("name", "anna")]).await.is(422);
    pages.form("/access/users", &[("do", "disable"), ("name", "anna")]).await.is(200);
    anna.get("/").await.is(303);
    pages.form("/access/users", &[("do", "enable"), ("name", "anna")]).await.is(200);
    pages.form("/access/users", &[("do", "reset"), ("name", "anna")]).await.has("/enter/");
    pages.form("/access/users", &[("do", "add"), ("name", "<b>x</b>")]).await.lacks("<b>x</b>");
}

fn between(text: &str, before: &str, after: &str) -> String {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split(after).next().unwrap().to_owned()
}
