//! Health as monitors and people read it.

use axum::http::StatusCode;

use crate::testing::Pages;

#[tokio::test]
async fn monitors_get_json_whose_status_is_the_status() {
    let pages = Pages::new().await.as_stranger();
    let answer = pages.get("/health").await;
    let health: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    let expected = if health["status"] == "ok" { 200 } else { 503 };
    assert_eq!(answer.status.as_u16(), expected);
    assert_eq!(health["mode"], "practice");
    for key in ["version", "last_tick", "next_due", "late", "outbox", "unprocessed", "checks"] {
        assert!(health.get(key).is_some(), "{key} is missing: {health}");
    }
    for check in health["checks"].as_array().unwrap() {
        assert_eq!(check["sentence"], "", "sentences may name accounts: {check}");
    }
}

#[tokio::test]
async fn people_get_sentences() {
    let pages = Pages::new().await;
    let page = pages.get("/health/page").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    page.has("<h1>").has("Practice mode");
    // Where a button does it, no command is named.
    page.has("href=\"/settings/accounts\"").lacks("rapport account").lacks("apport backup");
    for check in pages.app.health().await.unwrap().checks {
        assert!(page.text.to_lowercase().contains(&check.subject), "{} is missing", check.subject);
    }
    pages.as_stranger().get("/health/page").await.is(303);
}

#[tokio::test]
async fn data_that_is_gone_is_said_and_not_hidden() {
    let pages = Pages::new().await;
    let data = pages.folder.path().join("data/rapport.sqlite");
    std::fs::write(&data, b"no database at all").unwrap();
    let answer = pages.get("/health").await;
    let health: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(
        (answer.status, &health["status"]),
        (StatusCode::SERVICE_UNAVAILABLE, &"bad".into())
    );
    assert!(pages.get("/health/page").await.status.is_server_error());
}
