//! The opt-out: whoever gets notes can end them, without a login and for ever.
//!
//! `GET` changes nothing, because mail scanners follow every link (RFC 8058, section 1); it shows
//! one button. `POST` ends the notes, by that button or by a mail program's one click (RFC 8058,
//! section 3.2). A token that is not ours gets the same page as any wrong address, so that
//! nobody learns which addresses exist.

mod wish;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use rapport_app::app::App;
use rapport_app::error::AppError;

use crate::page::{self, Sheet, sheet};
use crate::words::OptOutWords;
use wish::Wish;

/// What stands in the path; may be bytes that are no text.
type Token = Result<Path<String>, PathRejection>;

/// The question.
#[derive(Template)]
#[template(path = "opt_out/ask.html")]
struct AskPage {
    sheet: Sheet,
    words: &'static OptOutWords,
    /// Enough to recognise one's own address, not enough to learn a stranger's.
    masked: String,
}

/// The answer.
#[derive(Template)]
#[template(path = "opt_out/done.html")]
struct DonePage {
    sheet: Sheet,
    words: &'static OptOutWords,
}

/// `GET /o/{token}`.
pub async fn ask(State(app): State<App>, token: Token, headers: HeaderMap) -> Response {
    let words = OptOutWords::of(&headers);
    // Bytes that are no text are no token of ours either.
    let Ok(Path(token)) = token else {
        return page::not_found().await;
    };
    match app.opt_out_page(&token).await {
        Ok(Some(masked)) => {
            let page = AskPage { sheet: sheet(), words, masked };
            page::print(StatusCode::OK, &page)
        }
        Ok(None) => page::not_found().await,
        Err(error) => failed(&error, words),
    }
}

/// `POST /o/{token}`.
pub async fn take(
    State(app): State<App>,
    token: Token,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Ok(Path(token)) = token else {
        return page::not_found().await;
    };
    let words = OptOutWords::of(&headers);
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let Some(wish) = Wish::read(kind.unwrap_or_default(), &body) else {
        return page::message(StatusCode::BAD_REQUEST, words.unclear, words.unclear_line);
    };
    match app.opt_out(&token, wish.proof()).await {
        Ok(true) => page::print(StatusCode::OK, &DonePage { sheet: sheet(), words }),
        Ok(false) => page::not_found().await,
        Err(error) => failed(&error, words),
    }
}

/// The wish was understood and could not be kept: say another way that always works.
fn failed(error: &AppError, words: &OptOutWords) -> Response {
    tracing::error!(%error, "an opt-out could not be taken");
    page::message(StatusCode::SERVICE_UNAVAILABLE, words.failed, words.failed_line)
}
