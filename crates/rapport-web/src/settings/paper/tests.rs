//! A logo from the page: kept, shown as it is printed, taken out; what is refused; nobody else's.

use axum::body::Body;
use axum::http::header;

use super::LARGEST_BODY;
use crate::testing::{Answer, OWN, Pages};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\">\
    <script>alert(1)</script><title>from Mara's laptop</title><rect width=\"90\" height=\"30\" \
    fill=\"#036\" onclick=\"alert(2)\"/></svg>";

async fn send(pages: &Pages, path: &str, field: &str, content: &str) -> Answer {
    let body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"../logo.svg\"\r\n\
         content-type: image/svg+xml\r\n\r\n{content}\r\n--x--\r\n"
    );
    let request = pages
        .request("POST", path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::CONTENT_LENGTH, body.len())
        .header(header::ORIGIN, format!("http://{OWN}"))
        .header("sec-fetch-site", "same-origin");
    pages.ask(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_logo_is_kept_shown_as_printed_and_taken_out() {
    let pages = Pages::new().await;
    pages.get("/settings").await.has("/settings/paper");
    pages.get("/settings/paper").await.is(200).has("None yet").lacks("<img");
    pages.get("/settings/paper/letterhead").await.is(404);
    let sent = send(&pages, "/settings/paper/letterhead", "file", LOGO).await;
    pages.follow(&sent).await.is(200).has("Logo kept").has("src=\"/settings/paper/letterhead\"");
    let shown = pages.get("/settings/paper/letterhead").await;
    shown.is(200).has("#003366").lacks("alert").lacks("laptop");
    assert_eq!(shown.header("content-type"), "image/svg+xml");
    assert!(shown.header("content-security-policy").starts_with("default-src 'none'"));
    // Another user has none, and cannot take this one out.
    let anna = pages.as_user("anna").await;
    anna.get("/settings/paper/letterhead").await.is(404);
    anna.form("/settings/paper/remove", &[("name", "letterhead")]).await.is(404);
    let gone = pages.form("/settings/paper/remove", &[("name", "letterhead")]).await;
    pages.follow(&gone).await.is(200).has("Logo taken out").has("None yet");
    pages.form("/settings/paper/remove", &[("name", "letterhead")]).await.is(404);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_a_remedy() {
    let pages = Pages::new().await;
    let path = "/settings/paper/signature";
    for (content, said) in [
        ("", "Choose a file first"),
        ("GIF89a", "neither PNG nor JPEG nor SVG"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Mara</text></svg>", "into paths"),
        ("<svg", "broken"),
        (&"x".repeat(LARGEST_BODY / 2), "larger than 2 MB"),
    ] {
        send(&pages, path, "file", content).await.is(422).has(said).has("role=\"alert\"");
    }
    send(&pages, path, "other", LOGO).await.is(422).has("Choose a file first");
    send(&pages, path, "file", &"x".repeat(LARGEST_BODY + 1)).await.is(413);
    send(&pages, "/settings/paper/passport", "file", LOGO).await.is(404);
    pages.form("/settings/paper/remove", &[("name", "passport")]).await.is(404);
    pages.get(path).await.is(404);
}
