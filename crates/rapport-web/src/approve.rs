//! Approve: one note after the other, as it will arrive, with what was found in it and what stands
//! around it: facts, cap, window, the plan that follows.
//!
//! The presses themselves (yes, later, skip, undo) are those of [`today`](crate::today). Here are
//! the queue, the editor and its live reading.

mod view;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::{Act, DraftInput};
use rapport_app::view::TodayRow;
use serde::Deserialize;

use crate::note::{self, Note};
use crate::page::{self, Answer, encoded, sentence_of};
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::ApproveWords;
use view::{ApprovePage, Around, Typed};

pub use view::Cap;

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    /// The follow-up whose note is chosen.
    at: Option<String>,
    /// The note is being edited.
    edit: Option<String>,
}

/// `GET /approve`.
pub async fn page(user: User, Query(asked): Query<Asked>) -> Answer {
    let edit = asked.edit.is_some().then(Typed::default);
    let page = laid_out(&user, asked.at.as_deref(), edit).await?;
    Ok(page::show(&page))
}

/// The page with a note chosen, and what was typed into it if it is being edited.
async fn laid_out(
    user: &User,
    at: Option<&str>,
    edit: Option<Typed>,
) -> Result<ApprovePage, AppError> {
    let today = user.app.peek_today().await?;
    let queue: Vec<TodayRow> =
        today.rows.into_iter().filter(|row| row.draft.is_some() && waits(row)).collect();
    let named = at.and_then(|at| queue.iter().position(|row| row.follow_up.as_deref() == Some(at)));
    if let (Some(at), None) = (at, named) {
        // It has had its yes meanwhile, or it never was ours to see.
        user.app.beside(id_of(at)?).await?;
    }
    let chosen = named.or(if queue.is_empty() { None } else { Some(0) });
    let around = match chosen.and_then(|at| queue[at].follow_up.as_deref()) {
        Some(who) => {
            let beside = user.app.beside(who).await?;
            let plan = match user.app.in_review(who).await {
                Ok(view) => view.plan,
                Err(error) if matches!(error.kind, Kind::NotFound | Kind::Refused) => Vec::new(),
                Err(error) => return Err(error),
            };
            let why = user.app.why(&beside.contact).await?;
            Some(Around { beside, plan, why })
        }
        None => None,
    };
    Ok(ApprovePage::of(user, queue, chosen, around, edit, &today.resting))
}

/// A row with a note that waits for the user.
fn waits(row: &TodayRow) -> bool {
    row.acts.iter().any(|act| act == "edit")
}

/// A follow-up is named by its id alone: a name would lead to whoever is called that today.
fn id_of(text: &str) -> Result<&str, AppError> {
    page::id(text).ok_or_else(|| AppError::not_found("this note is not there", ""))
}

/// The words of the editor so far, read by the application.
#[derive(Template)]
#[template(path = "approve/reading.html")]
struct Reading {
    words: &'static ApproveWords,
    note: Note,
    trouble: Option<String>,
}

/// `POST /approve/read`: findings on what is typed so far. Changes nothing.
pub async fn read(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.approve;
    let who = id_of(field(&fields, "who").unwrap_or_default())?;
    let mut input = input_of(&fields);
    let trouble = match user.app.read_draft(who, &input).await {
        Ok(draft) => {
            let note = Note::of(&draft, words);
            return Ok(page::show(&Reading { words, note, trouble: None }));
        }
        Err(error) if error.kind == Kind::Usage => sentence_of(&error.what),
        Err(error) => return Err(error.into()),
    };
    // The subject cannot be read: the text can.
    input.subject = None;
    let note = Note::of(&user.app.read_draft(who, &input).await?, words);
    Ok(page::show(&Reading { words, note, trouble: Some(trouble) }))
}

/// `POST /approve/save`: keeps what was typed, mends one finding in it, or keeps it and says yes.
pub async fn save(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.approve;
    let who = id_of(field(&fields, "who").unwrap_or_default())?;
    let input = input_of(&fields);
    let is_edit = input.body.is_some();
    let here = format!("/approve?at={}", encoded(who));
    let edit = format!("{here}&edit=1");
    if let Some((index, reach, text)) = field(&fields, "dismiss").and_then(note::dismissal_of) {
        return match user.app.dismiss(who, &input, index, text, reach).await {
            Ok(_) => Ok(user.back(if is_edit { &edit } else { &here }, words.left_as_it_is)),
            Err(error) => not_saved(&user, who, input, error).await,
        };
    }
    let mend = field(&fields, "mend").and_then(note::mend_of);
    let saved = match mend {
        Some((index, mend, text)) => user.app.mend(who, &input, index, text, mend).await,
        None => user.app.act(who, Act::Edit(input.clone())).await,
    };
    let view = match saved {
        Ok(view) => view,
        Err(error) => return not_saved(&user, who, input, error).await,
    };
    if mend.is_some() {
        return Ok(user.back(if is_edit { &edit } else { &here }, words.mended));
    }
    if field(&fields, "then") != Some("approve") {
        return Ok(user.back(&here, words.saved));
    }
    let draft = view.follow_up.draft;
    let Some(draft) = draft.filter(|draft| draft.approvable) else {
        return Ok(user.back(&edit, words.saved_but));
    };
    let view = user.app.act(who, Act::Approve { seen: Some(draft.hash), now: false }).await?;
    // An approval that rests is said by the bar that counts down.
    let sentence = match view.undo_until {
        Some(_) => String::new(),
        None => format!("{}: {}", view.name, sentence_of(&view.reason)),
    };
    Ok(user.back(page::local(field(&fields, "next").or(Some("/approve"))), &sentence))
}

/// What was typed is shown again, with why it was not kept.
async fn not_saved(user: &User, who: &str, input: DraftInput, error: AppError) -> Answer {
    let status = match error.kind {
        Kind::Usage => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Refused => StatusCode::CONFLICT,
        _ => return Err(error.into()),
    };
    let typed =
        Typed { subject: input.subject, body: input.body, trouble: Some(sentence_of(&error.what)) };
    let page = laid_out(user, Some(who), Some(typed)).await?;
    Ok::<Response, _>(page::print(status, &page))
}

fn input_of(fields: &[(String, String)]) -> DraftInput {
    // An empty text is a text: only a field that is not there leaves the words as they are.
    let typed = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, it)| it.clone());
    DraftInput { subject: typed("subject"), body: typed("body"), ..DraftInput::default() }
}
