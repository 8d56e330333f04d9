//! Headers on every answer, foreign names and origins refused, limits, panics.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use tower::ServiceExt;

use crate::testing::{FORM, OWN, PUBLIC, Pages};
use crate::web::Web;

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let pages = Pages::new().await;
    for path in ["/", "/login", "/health", "/health/page", "/access", "/nowhere", "/o/nonsense"] {
        let answer = pages.get(path).await;
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        answer.lacks("style=\"").lacks("<style").lacks("onclick").lacks("javascript:");
        assert_eq!(
            answer.text.matches("<script").count(),
            answer.text.matches("<script type=\"module\" src=\"/a/").count(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_foreign_name_gets_nothing() {
    let pages = Pages::new().await;
    for host in ["evil.example", "127.0.0.1.evil.example", "10.1.2.3", ""] {
        let answer = pages.get_from(host, "/health").await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        answer.lacks("practice");
        assert!(answer.header("content-security-policy").contains("'none'"), "{host}");
    }
    let nameless = Request::get("/health").body(Body::empty()).unwrap();
    assert_eq!(pages.ask(nameless).await.status, StatusCode::MISDIRECTED_REQUEST);
    let twice = pages.request("GET", "/health").header(header::HOST, "evil.example");
    let answer = pages.ask(twice.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn the_public_name_shows_no_page_of_the_user() {
    let pages = Pages::new().await;
    for path in ["/", "/login", "/health", "/health/page", "/access", "/events", "/enter/x"] {
        assert_eq!(pages.get_from(PUBLIC, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    pages.get_from(PUBLIC, &crate::assets::all().style).await.is(200);
}

#[tokio::test]
async fn only_pages_of_ours_change_anything() {
    let pages = Pages::new().await;
    let ask = |headers: &'static [(&'static str, &'static str)]| {
        let mut request = pages.request("POST", "/stop-all").header(header::CONTENT_TYPE, FORM);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        pages.ask(request.body(Body::from("on=yes")).unwrap())
    };
    for foreign in [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
        &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:8000")][..],
        &[("origin", "https://evil.example")][..],
        &[("origin", "null")][..],
    ] {
        assert_eq!(ask(foreign).await.status, StatusCode::FORBIDDEN, "{foreign:?}");
        assert!(!pages.app.me().await.unwrap().stopped, "{foreign:?}");
    }
    assert_eq!(ask(&[("sec-fetch-site", "same-origin")]).await.status, StatusCode::SEE_OTHER);
    assert!(pages.app.me().await.unwrap().stopped);
}

#[tokio::test]
async fn files_may_be_kept_for_ever_and_are_what_pages_name() {
    let pages = Pages::new().await;
    let page = pages.get("/").await;
    let assets = crate::assets::all();
    for (path, kind, sign) in [
        (&assets.style, "text/css; charset=utf-8", "--desk:"),
        (&assets.script, "text/javascript; charset=utf-8", "data-swap"),
        (&assets.icon, "image/svg+xml", "<svg"),
    ] {
        page.has(path);
        let file = pages.get(path).await;
        assert_eq!(file.header("content-type"), kind);
        assert!(file.header("cache-control").contains("immutable"));
        file.is(200).has(sign);
    }
    page.has(&assets.picture_icon);
    let request = pages.request("GET", &assets.picture_icon).body(Body::empty()).unwrap();
    assert_eq!(pages.response(request).await.headers()[header::CONTENT_TYPE], "image/png");
    pages.get("/a/rapport.0000000000000000.css").await.is(404);
    pages.get("/a/..%2F..%2FCargo.toml").await.is(404);
}

#[tokio::test]
async fn pages_and_files_travel_compressed() {
    let pages = Pages::new().await;
    for path in ["/login", &crate::assets::all().style] {
        let request = pages.request("GET", path).header(header::ACCEPT_ENCODING, "gzip, br");
        let (head, _) = pages.response(request.body(Body::empty()).unwrap()).await.into_parts();
        assert_eq!(head.headers[header::CONTENT_ENCODING], "gzip", "{path}");
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_with_a_page() {
    let pages = Pages::new().await;
    let large = "x".repeat(super::BODY_LIMIT + 1);
    let answer = pages.post("/o/x", "text/plain", &large).await;
    answer.is(413).has("more than this page takes");
    pages.form("/undo", &[("who", &large)]).await.is(413);
}

#[tokio::test]
async fn another_method_is_said_in_words() {
    let pages = Pages::new().await;
    pages.get("/stop-all").await.is(405).has("<h1>");
    pages.form("/health/page", &[]).await.is(405);
}

#[tokio::test]
async fn a_panic_becomes_a_page() {
    async fn broken() -> &'static str {
        panic!("a test breaks this page on purpose")
    }
    let pages = Pages::new().await;
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let (hosts, door) = (crate::Hosts::default(), crate::entry::Door::default());
    let web = Web::new(pages.app.clone(), hosts.clone(), door, stopped);
    let router = axum::Router::new().route("/broken", get(broken));
    let router = super::around(router, hosts).with_state(web);
    let request = Request::get("/broken").header(header::HOST, OWN);
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(response.headers().contains_key("content-security-policy"));
}

#[tokio::test]
async fn a_route_may_take_larger_bodies_than_a_form() {
    let pages = Pages::new().await;
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let (hosts, door) = (crate::Hosts::default(), crate::entry::Door::default());
    let web = Web::new(pages.app.clone(), hosts.clone(), door, stopped);
    let takes = |body: axum::body::Bytes| async move { body.len().to_string() };
    let route = super::takes(axum::routing::post(takes), 2 * super::BODY_LIMIT);
    let router = super::around(axum::Router::new().route("/photo", route), hosts).with_state(web);
    for (size, status) in [(super::BODY_LIMIT + 1, 200), (2 * super::BODY_LIMIT + 1, 413)] {
        let request = Request::post("/photo").header(header::HOST, OWN);
        let request = request.body(Body::from(vec![0; size])).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{size}");
    }
}
