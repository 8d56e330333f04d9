//! What opens by a secret link and without a sign-in: a calendar feed, the user's own card.
//!
//! A word that opens nothing gets the page of any wrong address, so that nobody learns which words
//! exist. Nothing here is kept by proxies or found by search engines.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rapport_app::app::App;
use rapport_app::error::AppError;
use rapport_app::share_card::CodeView;

use crate::page::{self, Sheet, sheet};
use crate::server::Peer;
use crate::web::Web;
use crate::words::{ENGLISH, LeavingWords};

/// What stands in the path; may be bytes that are no text.
type Word = Result<Path<String>, PathRejection>;

/// The card of somebody who shows it.
#[derive(Template)]
#[template(path = "links/card.html")]
struct CardPage {
    sheet: Sheet,
    words: &'static LeavingWords,
    word: String,
    name: String,
    lines: Vec<Line>,
    code: Option<CodeView>,
}

/// One field of a card.
struct Line {
    label: &'static str,
    value: String,
    /// What a tap does, where it does something.
    href: Option<String>,
}

/// `GET /feed/{word}.ics`.
pub async fn feed(
    State(web): State<Web>,
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    word: Word,
) -> Response {
    if !web.door.may_look(peer, &headers, app.monotonic()) {
        return too_many();
    }
    let Ok(Path(file)) = word else { return page::not_found().await };
    let Some(word) = file.strip_suffix(".ics") else { return page::not_found().await };
    match app.feed_of(word).await {
        Ok(Some(text)) => (kept_by_nobody("text/calendar; charset=utf-8"), text).into_response(),
        Ok(None) => page::not_found().await,
        Err(error) => failed(&error),
    }
}

/// `GET /card/{word}` shows the card, `GET /card/{word}.vcf` hands it over.
pub async fn card(
    State(web): State<Web>,
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    word: Word,
) -> Response {
    if !web.door.may_look(peer, &headers, app.monotonic()) {
        return too_many();
    }
    let Ok(Path(asked)) = word else { return page::not_found().await };
    let (word, as_file) = match asked.strip_suffix(".vcf") {
        Some(word) => (word, true),
        None => (asked.as_str(), false),
    };
    let card = match app.card_of(word).await {
        Ok(Some(card)) => card,
        Ok(None) => return page::not_found().await,
        Err(error) => return failed(&error),
    };
    if as_file {
        let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"card.vcf\"".to_owned());
        let [kind, keep, robots] = kept_by_nobody("text/vcard; charset=utf-8");
        return ([kind, keep, robots, name], card.vcard).into_response();
    }
    let words = &ENGLISH.leaving;
    let lines = card
        .lines
        .into_iter()
        .map(|(field, value)| Line {
            label: (words.field)(&field),
            href: href(&field, &value),
            value,
        })
        .collect();
    let page = CardPage {
        sheet: sheet(),
        words,
        word: word.to_owned(),
        name: card.name,
        lines,
        code: card.code,
    };
    let [_, keep, robots] = kept_by_nobody("");
    ([keep, robots], page::show(&page)).into_response()
}

fn href(field: &str, value: &str) -> Option<String> {
    match field {
        "mail" => Some(format!("mailto:{value}")),
        "mobile" | "landline" => {
            let digits: String =
                value.chars().filter(|it| it.is_ascii_digit() || *it == '+').collect();
            Some(format!("tel:{digits}"))
        }
        "link" if value.starts_with("https://") || value.starts_with("http://") => {
            Some(value.to_owned())
        }
        _ => None,
    }
}

fn kept_by_nobody(kind: &str) -> [(header::HeaderName, String); 3] {
    [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::HeaderName::from_static("x-robots-tag"), "noindex".to_owned()),
    ]
}

fn too_many() -> Response {
    let words = &ENGLISH.leaving;
    page::message(StatusCode::TOO_MANY_REQUESTS, words.slow_title, words.slow)
}

fn failed(error: &AppError) -> Response {
    tracing::error!(%error, "a link could not be opened");
    let words = &ENGLISH.leaving;
    page::message(StatusCode::SERVICE_UNAVAILABLE, words.slow_title, words.slow)
}
