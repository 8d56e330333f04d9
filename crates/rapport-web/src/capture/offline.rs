//! What makes Rapport an application on a phone: manifest, service worker, and the page that captures
//! while there is no connection.
//!
//! All three are the same for everybody and say nothing about anybody; they need no login, because a
//! browser asks for them without cookies. What waits on a device is sent by `assets/offline.js`.

use std::sync::LazyLock;

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::assets;
use crate::page::{self, Sheet};
use crate::words::{CaptureWords, ENGLISH};

/// The worker with the addresses of this version in it, so that a new version is another worker.
static WORKER: LazyLock<String> = LazyLock::new(|| {
    let files = assets::all();
    let kept = ["/capture/offline", &files.style, &files.script, &files.offline, &files.icon];
    let list = kept.map(|path| format!("{path:?}")).join(", ");
    include_str!("../../assets/worker.js").replace("\"KEPT\"", &list)
});

/// `GET /worker.js`: at the root, because a worker only reaches what lies below it.
pub async fn worker() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, WORKER.as_str()).into_response()
}

/// `GET /manifest.webmanifest` (W3C Web Application Manifest).
pub async fn manifest() -> Response {
    let files = assets::all();
    let words = &ENGLISH.shell;
    let icon = |src: &str, purpose: &str| {
        serde_json::json!({
            "src": src, "sizes": "any", "type": "image/svg+xml", "purpose": purpose,
        })
    };
    let manifest = serde_json::json!({
        "id": "/",
        "name": "Rapport",
        "short_name": "Rapport",
        "lang": "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f0eadf",
        "theme_color": "#f0eadf",
        "icons": [
            icon(&files.icon, "any"),
            icon(&files.round_icon, "maskable"),
            {"src": files.picture_icon, "sizes": "180x180", "type": "image/png"},
        ],
        "shortcuts": [
            {"name": words.capture, "url": "/capture"},
            {"name": words.today, "url": "/"},
        ],
        "share_target": {
            "action": "/capture",
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": {"text": "say"},
        },
    });
    let headers =
        [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, manifest.to_string()).into_response()
}

/// The page that the worker shows while nobody answers.
#[derive(Template)]
#[template(path = "capture/offline.html")]
struct OfflinePage {
    sheet: Sheet,
    words: &'static CaptureWords,
}

/// `GET /capture/offline`.
pub async fn page() -> Response {
    page::show(&OfflinePage { sheet: page::sheet(), words: &ENGLISH.capture })
}
