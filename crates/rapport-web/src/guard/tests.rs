//! The protection holds for every page, also for those that are not there.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use tower::ServiceExt;

use crate::testing::{PUBLIC, Pages};

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let pages = Pages::new().await;
    for path in ["/", "/health", "/health/page", "/nowhere", "/o/nonsense"] {
        let answer = pages.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_foreign_name_gets_nothing() {
    let pages = Pages::new().await;
    for host in ["evil.example", "127.0.0.1.evil.example", "10.1.2.3", ""] {
        let answer = pages.get_from(host, "/health").await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!answer.text.contains("practice"), "{host}");
        assert!(answer.header("content-security-policy").contains("'none'"), "{host}");
    }
    let nameless = Request::get("/health").body(Body::empty()).unwrap();
    assert_eq!(pages.ask(nameless).await.status, StatusCode::MISDIRECTED_REQUEST);
    let twice = Request::get("/health")
        .header(header::HOST, "localhost")
        .header(header::HOST, "evil.example");
    let answer = pages.ask(twice.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn the_public_name_shows_no_health() {
    let pages = Pages::new().await;
    for path in ["/", "/health", "/health/page"] {
        assert_eq!(pages.get_from(PUBLIC, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let style = pages.get_from(PUBLIC, crate::assets::STYLE_PATH).await;
    assert_eq!(style.status, StatusCode::OK);
}

#[tokio::test]
async fn the_style_may_be_kept_for_ever_and_is_what_pages_name() {
    let pages = Pages::new().await;
    let page = pages.get("/nowhere").await;
    assert!(page.text.contains(crate::assets::STYLE_PATH), "{}", page.text);
    let style = pages.get(crate::assets::STYLE_PATH).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").contains("immutable"));
    assert!(style.text.contains("--desk:") && style.text.contains(".figures"));
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let pages = Pages::new().await;
    let answer = pages.post("/o/x", "text/plain", &"x".repeat(65 * 1024)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_panic_becomes_a_page() {
    async fn broken() -> &'static str {
        panic!("a test breaks this page on purpose")
    }
    let pages = Pages::new().await;
    let router = axum::Router::new().route("/broken", get(broken));
    let router = super::around(router, crate::Hosts::default()).with_state(pages.app.clone());
    let request = Request::get("/broken").header(header::HOST, "localhost");
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(response.headers().contains_key("content-security-policy"));
}
