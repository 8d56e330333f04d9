//! What a listener hears, and that strangers hear nothing.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::header;
use futures_util::StreamExt as _;
use tokio::time::timeout;

use crate::testing::Pages;

/// Long enough for a busy machine; a good answer comes within two seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// Listens until that event comes.
async fn hears(stream: &mut BodyDataStream, event: &str) {
    let sign = format!("event: {event}\n");
    let heard = async {
        while let Some(bytes) = stream.next().await {
            if String::from_utf8_lossy(&bytes.unwrap()).contains(&sign) {
                return true;
            }
        }
        false
    };
    assert!(timeout(PATIENCE, heard).await.unwrap(), "the stream ended without {event}");
}

#[tokio::test]
async fn a_page_hears_what_another_part_of_the_program_did() {
    let pages = Pages::new().await;
    let request = pages.request("GET", "/events").header(header::ACCEPT, "text/event-stream");
    let response = pages.response(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    hears(&mut stream, "hello").await;
    pages.app.stop_all(true).await.unwrap();
    hears(&mut stream, "desk").await;
    pages.app.run_once().await.unwrap();
    hears(&mut stream, "workers").await;
}

#[tokio::test]
async fn a_stranger_hears_nothing() {
    let pages = Pages::new().await.as_stranger();
    let request = pages.request("GET", "/events").header(header::ACCEPT, "text/event-stream");
    let answer = pages.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.is(401).header("location"), "");
}
