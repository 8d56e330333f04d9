//! What a press on Today does: one act on one row, yes to several, and taking back.
//!
//! Each ends in a redirect to where the user was, with the application's own sentence.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use rapport_app::approvals::Yes;
use rapport_app::error::AppError;
use rapport_app::input::Act;
use rapport_app::view::BatchView;

use crate::page::{self, Answer, sentence_of};
use crate::web::User;

/// A form as it came: names may repeat.
pub type Fields = Form<Vec<(String, String)>>;

/// The first field of that name.
pub fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = fields.iter().find(|(key, _)| key == name)?;
    Some(value.trim()).filter(|value| !value.is_empty())
}

/// All fields of that name.
fn all<'a>(fields: &'a [(String, String)], name: &'static str) -> impl Iterator<Item = &'a str> {
    fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Where the form was.
pub fn back(fields: &[(String, String)]) -> &str {
    page::local(field(fields, "back"))
}

/// `POST /today/act`: `act` on the `who` of a row.
pub async fn act(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.today;
    let who = field(&fields, "who").unwrap_or_default();
    let when = || field(&fields, "when").unwrap_or_default().to_owned();
    let act = match field(&fields, "act").unwrap_or_default() {
        "approve" => {
            let seen = field(&fields, "seen").map(str::to_owned);
            Act::Approve { seen, now: false }
        }
        "snooze" => Act::Snooze(when()),
        "skip" => Act::Skip,
        "done" => Act::Done(None),
        "belated" => Act::Belated,
        "resume" => Act::Resume,
        "stop" => Act::ConfirmStop,
        "end" => Act::End,
        "arrived" => Act::Arrived(true),
        "not-arrived" => Act::Arrived(false),
        "undo" => Act::Undo,
        "settle" => {
            user.app.settle(who).await?;
            return Ok(user.back(back(&fields), words.settled));
        }
        "accept" => {
            let view = user.app.accept_offer(who).await?;
            let sentence = format!("{}: {} {}", view.contact, view.title, words.offer_accepted);
            return Ok(user.back(back(&fields), &sentence));
        }
        "decline" => {
            user.app.decline_offer(who).await?;
            return Ok(user.back(back(&fields), words.offer_declined));
        }
        "confirm" => {
            let message = field(&fields, "message").unwrap_or_default();
            user.app.confirm_suggestion(message, who).await?;
            return Ok(user.back(back(&fields), words.confirmed));
        }
        "suggested" => {
            let message = field(&fields, "message").unwrap_or_default();
            user.app.confirm_as_suggested(message).await?;
            return Ok(user.back(back(&fields), words.confirmed));
        }
        "unrelated" => {
            let message = field(&fields, "message").unwrap_or_default();
            user.app.decline_suggestion(message).await?;
            return Ok(user.back(back(&fields), words.unrelated));
        }
        "named" => {
            let message = field(&fields, "message").unwrap_or_default();
            let view = user.app.accept_named(message).await?;
            let said = (user.locale.words.inbox.taken)(&view.name);
            return Ok(user.back(back(&fields), &said));
        }
        _ => return Ok(unknown(&user)),
    };
    let rests = matches!(act, Act::Approve { .. });
    let view = user.app.act(who, act).await?;
    // An approval that rests is said by the bar that counts down.
    let sentence = if rests && view.undo_until.is_some() {
        String::new()
    } else {
        format!("{}: {}", view.name, sentence_of(&view.reason))
    };
    Ok(user.back(back(&fields), &sentence))
}

/// `POST /today/approve`: yes to every `who`, each as it was `seen`.
pub async fn approve(user: User, Form(fields): Fields) -> Answer {
    let yes: Vec<Yes> = all(&fields, "who")
        .zip(all(&fields, "seen"))
        .map(|(who, seen)| Yes { who: who.to_owned(), seen: Some(seen.to_owned()) })
        .collect();
    let done = user.app.approve_these(&yes).await?;
    let count = done.iter().filter(|one| one.done).count();
    let mut sentence = (user.locale.words.today.approved)(count, done.len());
    if let Some(first) = done.iter().find(|one| !one.done) {
        sentence = format!("{sentence} {}", sentence_of(&first.sentence));
    }
    Ok(user.back(back(&fields), &sentence))
}

/// `POST /undo`: takes every `who` back.
pub async fn undo(user: User, Form(fields): Fields) -> Answer {
    let who: Vec<String> = all(&fields, "who").map(str::to_owned).collect();
    let done = user.app.undo_these(&who).await?;
    Ok(user.back(back(&fields), &taken_back(&user, &done)))
}

fn taken_back(user: &User, done: &[BatchView]) -> String {
    let count = done.iter().filter(|one| one.done).count();
    match done.iter().find(|one| !one.done) {
        Some(refused) if count == 0 => sentence_of(&refused.sentence),
        _ => (user.locale.words.today.undone)(count),
    }
}

fn unknown(user: &User) -> Response {
    let words = &user.locale.words.shell;
    let error = AppError::usage(words.not_so_sentence.trim_end_matches('.'), "");
    let mut response = page::trouble(&error);
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}
