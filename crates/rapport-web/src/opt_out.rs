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
use wish::Wish;

/// What stands in the path; may be bytes that are no text.
type Token = Result<Path<String>, PathRejection>;

/// The question.
#[derive(Template)]
#[template(path = "opt_out/ask.html")]
struct AskPage {
    sheet: Sheet,
    /// Enough to recognise one's own address, not enough to learn a stranger's.
    masked: String,
}

/// The answer.
#[derive(Template)]
#[template(path = "opt_out/done.html")]
struct DonePage {
    sheet: Sheet,
}

/// `GET /o/{token}`.
pub async fn ask(State(app): State<App>, token: Token) -> Response {
    // Bytes that are no text are no token of ours either.
    let Ok(Path(token)) = token else {
        return page::not_found().await;
    };
    match app.opt_out_page(&token).await {
        Ok(Some(masked)) => {
            let page = AskPage { sheet: sheet(), masked };
            page::print(StatusCode::OK, &page)
        }
        Ok(None) => page::not_found().await,
        Err(error) => failed(&error),
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
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let Some(wish) = Wish::read(kind.unwrap_or_default(), &body) else {
        let sentence =
            "This request does not say that it is an opt-out. Open the link and press the button.";
        return page::message(StatusCode::BAD_REQUEST, "Nothing was changed", sentence);
    };
    match app.opt_out(&token, wish.proof()).await {
        Ok(true) => page::print(StatusCode::OK, &DonePage { sheet: sheet() }),
        Ok(false) => page::not_found().await,
        Err(error) => failed(&error),
    }
}

/// The wish was understood and could not be kept: say another way that always works.
fn failed(error: &AppError) -> Response {
    tracing::error!(%error, "an opt-out could not be taken");
    let sentence = "This cannot be stored right now. Please try again in a few minutes, or answer \
                    the mail with the word \"stop\": that is enough, too.";
    page::message(StatusCode::SERVICE_UNAVAILABLE, "Please try again", sentence)
}
