//! Health as monitors and people read it.

use axum::http::StatusCode;

use crate::testing::Pages;

#[tokio::test]
async fn monitors_get_json_whose_status_is_the_status() {
    let pages = Pages::new().await;
    let answer = pages.get("/health").await;
    let health: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    let expected = if health["status"] == "ok" { 200 } else { 503 };
    assert_eq!(answer.status.as_u16(), expected);
    assert_eq!(health["mode"], "practice");
    for key in ["version", "last_tick", "next_due", "late", "outbox", "unprocessed", "checks"] {
        assert!(health.get(key).is_some(), "{key} is missing: {health}");
    }
}

#[tokio::test]
async fn people_get_sentences_and_no_script() {
    let pages = Pages::new().await;
    let page = pages.get("/").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text.contains("<h1>") && page.text.contains("Practice mode"), "{}", page.text);
    assert!(!page.text.contains("<script") && !page.text.contains("style="), "{}", page.text);
    let health = pages.app.health().await.unwrap();
    for check in health.checks {
        assert!(page.text.to_lowercase().contains(&check.subject), "{} is missing", check.subject);
    }
    assert_eq!(pages.get("/health/page").await.text, page.text);
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
    assert_eq!(pages.get("/").await.status, StatusCode::SERVICE_UNAVAILABLE);
}
