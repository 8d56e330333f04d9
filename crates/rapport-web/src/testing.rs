//! Pages asked without a network: the router over an application in a folder of its own.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use rapport_app::app::{App, Mode, OpenOptions};
use rapport_app::clock::Clock;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::{Hosts, router_under};

/// A name under which strangers reach the pages.
pub const PUBLIC: &str = "follow.example.org";

/// An application nobody has used yet, and its pages.
pub struct Pages {
    pub app: App,
    pub folder: TempDir,
    router: Router,
}

/// What a page answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Pages {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(OpenOptions {
            data: folder.path().join("data"),
            database: None,
            serve: false,
            mode: Some(Mode::Practice),
            clock: Clock::virtual_at("2026-11-24T10:00:00Z".parse().unwrap()),
        })
        .await
        .unwrap();
        let router = router_under(app.clone(), Hosts::loopback_and([PUBLIC]));
        Self { app, folder, router }
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: head.status, headers: head.headers, text }
    }

    pub async fn get_from(&self, host: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, host);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_from("127.0.0.1:7217", path).await
    }

    pub async fn post(&self, path: &str, kind: &str, body: &str) -> Answer {
        let request =
            Request::post(path).header(header::HOST, PUBLIC).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }
}

impl Answer {
    /// A header's text, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
