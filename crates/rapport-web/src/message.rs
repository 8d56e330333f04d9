//! One message as it came: on a page of its own, within a timeline or a thread, and as a file.
//!
//! HTML is cleaned by [`mail`](crate::mail) before it is shown. What the message was taken for can
//! be corrected here; the application then hears it as it should have been.

mod view;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::page::{self, Answer, Shell, Trouble};
use crate::places::Here;
use crate::today::{Fields, back, field};
use crate::web::User;
use crate::words::MessageWords;

pub use view::Card;

/// The page.
#[derive(Template)]
#[template(path = "message/page.html")]
struct MessagePage {
    shell: Shell,
    message_words: &'static MessageWords,
    card: Card,
}

/// `GET /message/{id}`.
pub async fn page(user: User, Path(id): Path<String>) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let view = user.app.message(id).await?;
    Ok(page::show(&MessagePage {
        shell: user.shell(Here::Elsewhere),
        message_words: &user.locale.words.message,
        card: Card::of(&user, view),
    }))
}

/// `GET /message/{id}/raw`: the bytes, to keep and not to run.
pub async fn raw(user: User, Path(id): Path<String>) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let bytes = user.app.raw_message(id).await?.ok_or_else(Trouble::not_here)?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"message-{id}.txt\"")),
    ];
    Ok::<Response, _>((headers, bytes).into_response())
}

/// `POST /message/{id}/class`: it was this, and not what it was taken for.
pub async fn class(user: User, Path(id): Path<String>, Form(fields): Fields) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let class = field(&fields, "class").unwrap_or_default();
    user.app.reclassify(id, class).await?;
    Ok(user.back(back(&fields), (user.locale.words.message.corrected)(class).as_str()))
}
