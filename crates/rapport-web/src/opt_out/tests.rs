//! The opt-out: looking changes nothing, one click ends the notes, strangers learn nothing.

use axum::http::StatusCode;
use rapport_app::input::ContactInput;

use crate::testing::{PUBLIC, Pages};

const FORM: &str = "application/x-www-form-urlencoded";
const ADDRESS: &str = "dana@acme.example";

/// Pages of somebody who knows Dana, and the path of her link.
async fn with_dana() -> (Pages, String) {
    let pages = Pages::new().await;
    let input = ContactInput {
        name: Some("Dana Whitfield".to_owned()),
        addresses: vec![ADDRESS.to_owned()],
        ..ContactInput::default()
    };
    pages.app.add_contact(input).await.unwrap();
    let token = pages.app.opt_out_token("Dana").await.unwrap();
    (pages, format!("/o/{token}"))
}

#[tokio::test]
async fn looking_changes_nothing_however_often() {
    let (pages, path) = with_dana().await;
    for _ in 0..3 {
        let page = pages.get_from(PUBLIC, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("<button") && page.text.contains("method=\"post\""));
        assert!(!page.text.contains(ADDRESS), "the address is masked: {}", page.text);
    }
    assert!(pages.app.suppressions().await.unwrap().is_empty());
}

#[tokio::test]
async fn one_click_of_a_mail_program_ends_the_notes_for_ever() {
    let (pages, path) = with_dana().await;
    let answer = pages.post(&path, FORM, "List-Unsubscribe=One-Click").await;
    assert_eq!(answer.status, StatusCode::OK);
    // A program that asks again, because the answer was lost, gets the same.
    assert_eq!(pages.post(&path, FORM, "List-Unsubscribe=One-Click").await.status, StatusCode::OK);
    let suppressions = pages.app.suppressions().await.unwrap();
    assert_eq!(suppressions.len(), 1, "{suppressions:?}");
    assert_eq!(suppressions[0].address, ADDRESS);
    assert!(suppressions[0].for_ever);
    assert!(suppressions[0].proof.contains("8058"), "{suppressions:?}");
}

#[tokio::test]
async fn the_button_of_the_page_works_as_printed() {
    let (pages, path) = with_dana().await;
    let page = pages.get_from(PUBLIC, &path).await.text;
    let value =
        |key: &str| page.split(&format!("{key}=\"")).nth(1).unwrap().split('"').next().unwrap();
    // The hidden field is the only one that has a value.
    let hidden = page.split("<input type=\"hidden\"").nth(1).unwrap();
    assert!(hidden.contains("name=\"stop\""));
    let body = format!("stop={}", value("value"));
    let done = pages.post(&path, FORM, &body).await;
    assert_eq!(done.status, StatusCode::OK);
    assert_eq!(pages.app.suppressions().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_post_without_the_wish_changes_nothing() {
    let (pages, path) = with_dana().await;
    for body in ["", "x=y", "List-Unsubscribe=No"] {
        assert_eq!(pages.post(&path, FORM, body).await.status, StatusCode::BAD_REQUEST, "{body}");
    }
    assert!(pages.app.suppressions().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_token_that_is_not_ours_tells_nothing() {
    let (pages, path) = with_dana().await;
    let nowhere = pages.get_from(PUBLIC, "/nowhere").await;
    let flipped = if path.ends_with('a') { "b" } else { "a" };
    let forged = format!("{}{flipped}", &path[..path.len() - 1]);
    for path in
        [forged.as_str(), "/o/x", "/o/%00%ff", "/o/..%2f..", &format!("/o/{}", "a".repeat(5000))]
    {
        let asked = pages.get_from(PUBLIC, path).await;
        assert_eq!((asked.status, &asked.text), (nowhere.status, &nowhere.text), "{path}");
        let posted = pages.post(path, FORM, "List-Unsubscribe=One-Click").await;
        assert_eq!((posted.status, &posted.text), (nowhere.status, &nowhere.text), "{path}");
    }
    assert!(pages.app.suppressions().await.unwrap().is_empty());
}
