//! The sheet every page is printed on, and the plain page that only says a sentence.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::assets;

/// What the layout needs to know of a page.
pub struct Sheet {
    /// The address of the style.
    pub style: &'static str,
    /// The address of the icon.
    pub icon: &'static str,
}

/// The one sheet there is.
pub const SHEET: Sheet = Sheet { style: assets::STYLE_PATH, icon: assets::ICON_PATH };

/// A page with one sentence.
#[derive(Template)]
#[template(path = "page/message.html")]
struct Message<'a> {
    sheet: Sheet,
    title: &'a str,
    sentence: &'a str,
}

/// Prints a template.
pub fn print(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be printed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page that says a sentence.
pub fn message(status: StatusCode, title: &str, sentence: &str) -> Response {
    print(status, &Message { sheet: SHEET, title, sentence })
}

/// There is no such page; the same words whatever was asked for.
pub async fn not_found() -> Response {
    message(StatusCode::NOT_FOUND, "Not here", "There is no page at this address.")
}
