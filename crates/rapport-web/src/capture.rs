//! Capture: one field in plain language, read while one types into chips that can be corrected.
//!
//! Reading and recording are the application's. What is here: a correction is a chip whose value
//! differs from what was read (`was-…` beside it), so that typing on keeps what was corrected. Event
//! mode is the same page with an event in its address. `offline` is what a phone keeps of it.

mod chips;
pub mod offline;
mod view;

#[cfg(test)]
mod tests;

use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use jiff::Timestamp;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::Capture;
use rapport_app::view::{CaptureView, ReadingView, ShowView};
use serde::Deserialize;

use crate::page::{self, Answer, Trouble, encoded, sentence_of};
use crate::today::{Fields, field};
use crate::web::User;
use view::{CapturePage, DonePage, ReadPart};

/// Longer addresses are no text that somebody shared.
const SHARED: usize = 4000;

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    /// A text to begin with: another program shared it.
    say: Option<String>,
    /// The event of event mode.
    event: Option<String>,
    /// An event is about to be named.
    stack: Option<String>,
}

/// `GET /capture`.
pub async fn page(user: User, Query(asked): Query<Asked>) -> Answer {
    let say: String = asked.say.unwrap_or_default().chars().take(SHARED).collect();
    let reading =
        if say.trim().is_empty() { None } else { Some(read_with(&user, &say, &[]).await?) };
    let page = laid_out(&user, say, asked.event.as_deref(), reading, None).await?;
    Ok(page::show(&page.naming_event(asked.stack.is_some())))
}

async fn laid_out(
    user: &User,
    say: String,
    event: Option<&str>,
    reading: Option<Read>,
    trouble: Option<String>,
) -> Result<CapturePage, AppError> {
    let event = event.map(str::trim).filter(|event| !event.is_empty());
    let met = match event {
        Some(event) => {
            let folded = event.to_lowercase();
            let tags = user.app.tags().await?;
            let tag = tags.into_iter().find(|tag| tag.tag.to_lowercase() == folded);
            Some((event.to_owned(), tag.map_or(0, |tag| tag.contacts)))
        }
        None => None,
    };
    let playbooks = user.app.playbooks().await?;
    let key = user.app.fresh_key();
    Ok(CapturePage::of(user, say, met, reading, &playbooks, key, trouble))
}

/// A text as read, and as corrected.
pub struct Read {
    /// With the corrections in its form.
    view: ReadingView,
    /// The form as it was read: the chips compare with it.
    read: Capture,
}

/// The text as read, with what was corrected in the chips.
async fn read_with(user: &User, say: &str, fields: &[(String, String)]) -> Result<Read, AppError> {
    read_at(user, say, None, fields).await
}

/// [`read_with`], of a text that was typed earlier.
async fn read_at(
    user: &User,
    say: &str,
    typed_at: Option<&str>,
    fields: &[(String, String)],
) -> Result<Read, AppError> {
    let mut view = user.app.read_capture(say, typed_at).await?;
    if let Some(event) = field(fields, "at") {
        chips::at_event(&mut view.form, event);
    }
    let read = view.form.clone();
    chips::correct(&mut view.form, fields);
    Ok(Read { view, read })
}

/// `POST /capture/read`: what is read so far, as chips. Changes nothing.
pub async fn read(user: User, Form(fields): Fields) -> Answer {
    let say = field(&fields, "say").unwrap_or_default().to_owned();
    let reading = read_with(&user, &say, &fields).await?;
    if user.is_fragment {
        let playbooks = user.app.playbooks().await?;
        return Ok(page::show(&ReadPart::of(&user, Some(&reading), &playbooks)));
    }
    let page = laid_out(&user, say, field(&fields, "at"), Some(reading), None).await?;
    Ok(page::show(&page))
}

/// `POST /capture`: keeps what was read and corrected, and starts what follows from it.
pub async fn keep(user: User, Form(fields): Fields) -> Answer {
    let say = field(&fields, "say").unwrap_or_default().to_owned();
    let reading = read_with(&user, &say, &fields).await?;
    let kept = match record(&user, reading.view.form.clone(), &fields).await {
        Ok(kept) => kept,
        Err(error) if error.kind == Kind::Usage => {
            let sentence = sentence_of(&error.what);
            let page =
                laid_out(&user, say, field(&fields, "at"), Some(reading), Some(sentence)).await?;
            return Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        Err(error) => return Err(error.into()),
    };
    let sentence = sentence_about(&user, &kept);
    let to = match field(&fields, "at") {
        Some(event) => format!("/capture?event={}", encoded(event)),
        None => {
            let who: Vec<String> =
                kept.people.iter().map(|it| format!("who={}", it.contact.id)).collect();
            format!("/capture/done?{}", who.join("&"))
        }
    };
    Ok(user.back(&to, &sentence))
}

/// Records a form under the key it came with. A second try of the same fields is the same capture,
/// whenever it comes.
async fn record(
    user: &User,
    mut form: Capture,
    fields: &[(String, String)],
) -> Result<CaptureView, AppError> {
    form.key = field(fields, "key").map(str::to_owned);
    if field(fields, "keep") == Some("only") {
        form.playbook = Some("none".to_owned());
    }
    let about_it = |name: &str| matches!(name, "key" | "typed_at");
    let sent: Vec<(String, String)> =
        fields.iter().filter(|(name, _)| !about_it(name)).cloned().collect();
    user.app.capture_sent(form, &sent).await
}

/// Who was kept, and what is worth knowing about it.
fn sentence_about(user: &User, kept: &CaptureView) -> String {
    let words = &user.locale.words.capture;
    let names: Vec<&str> = kept.people.iter().map(|it| it.contact.name.as_str()).collect();
    let mut parts = vec![(words.kept)(&names.join(", "))];
    if kept.replayed {
        parts.push(words.kept_before.to_owned());
    }
    if let [only] = kept.people.as_slice() {
        parts.extend(only.not_started.as_deref().map(sentence_of));
        parts.extend(only.advice.iter().map(|advice| sentence_of(advice)));
    }
    parts.join(" ")
}

/// `POST /capture/send`: what a phone kept while it had no connection, read and recorded at once.
///
/// Answers without a page: 204 once it is there, however often it is sent; 409 or 422 where the user
/// has to look at it.
pub async fn send(user: User, Form(fields): Fields) -> Answer {
    let say = field(&fields, "say").unwrap_or_default();
    let typed_at = field(&fields, "typed_at");
    let mut form = read_at(&user, say, typed_at, &fields).await?.view.form;
    let at = typed_at.and_then(|at| at.parse::<Timestamp>().ok()).filter(|at| *at <= user.now);
    if let (None, Some(at)) = (&form.when, at) {
        // It was when it was typed, not when the connection came back.
        let at = at.to_zoned(user.zone.clone());
        form.when = Some(at.strftime("%Y-%m-%d %H:%M").to_string());
    }
    record(&user, form, &fields).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `GET /capture/done?who=…`: the dated plan of what was started.
pub async fn done(user: User, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let mut shown: Vec<ShowView> = Vec::new();
    for (name, id) in asked.iter().take(20) {
        if name == "who" {
            let id = page::id(id).ok_or_else(Trouble::not_here)?;
            shown.push(user.app.show(id).await?);
        }
    }
    if shown.is_empty() {
        return Ok(Redirect::to("/capture").into_response());
    }
    Ok(page::show(&DonePage::of(&user, shown)))
}
