//! Playbooks: listed, shown as a dated plan for a real person, changed as text or as a form.
//!
//! The checker is the application's; its messages stand under the lines they concern. Whatever is
//! kept becomes a new version, so that what runs keeps the one it started with.

mod days;
mod edit;
mod view;

#[cfg(test)]
mod tests;

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::PeopleInput;
use rapport_app::playbook_file;
use rapport_app::view::PlaybookView;
use serde::Deserialize;

use crate::page::{self, Answer, Trouble, encoded, sentence_of};
use crate::today::{Fields, field};
use crate::web::User;
use view::{FilePage, FormPage, ListPage, PlanPage, Preview, ReadingPart};

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    /// For whom it is dated: an id, or a name as typed.
    who: Option<String>,
}

/// `GET /playbooks`.
pub async fn list(user: User) -> Answer {
    let all = user.app.playbooks().await?;
    Ok(page::show(&ListPage::of(&user, all)))
}

async fn known(user: &User, key: &str) -> Result<PlaybookView, Trouble> {
    let all = user.app.playbooks().await?;
    all.into_iter().find(|it| it.key == key).ok_or_else(Trouble::not_here)
}

/// `GET /playbooks/{key}?who=…`.
pub async fn plan(user: User, Path(key): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let playbook = known(&user, &key).await?;
    let who = asked.who.as_deref().map(str::trim).filter(|who| !who.is_empty());
    let mut trouble = None;
    let preview = match who {
        Some(who) => match preview(&user, &key, who).await {
            Ok(preview) => Some(preview),
            // A name that fits nobody, or several, is told beside the field.
            Err(error) if error.kind == Kind::NotFound && page::id(who).is_none() => {
                let hints = error.hints.iter().map(|hint| sentence_of(hint));
                let what = std::iter::once(sentence_of(&error.what));
                trouble = Some(what.chain(hints).collect::<Vec<_>>().join(" "));
                None
            }
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let newest =
        PeopleInput { order: Some("newest".to_owned()), limit: Some(30), ..PeopleInput::default() };
    let people = user.app.people(&newest).await?.rows;
    Ok(page::show(&PlanPage::of(&user, playbook, preview, people, who, trouble)))
}

async fn preview(user: &User, key: &str, who: &str) -> Result<Preview, AppError> {
    let contact = user.app.contact(who).await?;
    let plan = user.app.plan(key, &contact.id).await?;
    let (from, to) = days::reach(&plan, user.now);
    let holidays = user.app.holidays_of(&contact.id, from, to).await?;
    Ok(Preview { contact, plan, holidays })
}

/// `POST /playbooks/{key}/start`: starts it for the person it was shown for.
pub async fn start(user: User, Path(key): Path<String>, Form(fields): Fields) -> Answer {
    let who = field(&fields, "who").and_then(page::id).ok_or_else(Trouble::not_here)?;
    let view = user.app.take_up(&key, who).await?;
    let words = &user.locale.words.playbooks;
    let what = sentence_of(&format!("{} {}", view.title, view.state_words));
    let said = (words.started)(&view.contact, &what);
    Ok(user.back(&format!("/person/{who}"), &said))
}

/// `GET /playbooks/{key}/file`.
pub async fn file(user: User, Path(key): Path<String>) -> Answer {
    let playbook = known(&user, &key).await?;
    let text = user.app.playbook_text(&key).await?;
    Ok(page::show(&FilePage::of(&user, Some(playbook), text, &[])))
}

/// `GET /playbooks/new`.
pub async fn blank(user: User) -> Answer {
    let text = user.locale.words.playbooks.example.to_owned();
    Ok(page::show(&FilePage::of(&user, None, text, &[])))
}

/// `POST /playbooks/check`: what the checker says about the text so far. Changes nothing.
pub async fn check(user: User, Form(fields): Fields) -> Answer {
    let text = text_of(&fields);
    let checked = rapport_app::playbooks::check_playbook(&text);
    if user.is_fragment {
        return Ok(page::show(&ReadingPart::of(&user, &text, &checked)));
    }
    let errors = checked.err().unwrap_or_default();
    let playbook = of_form(&user, &fields).await?;
    Ok(page::show(&FilePage::of(&user, playbook, text, &errors)))
}

/// `POST /playbooks/save`: the text as a new version, or the page again with its mistakes.
pub async fn save(user: User, Form(fields): Fields) -> Answer {
    let text = text_of(&fields);
    if let Err(errors) = rapport_app::playbooks::check_playbook(&text) {
        let playbook = of_form(&user, &fields).await?;
        let page = FilePage::of(&user, playbook, text, &errors);
        return Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    kept(&user, text).await
}

/// The playbook whose page the form was on; a new one has none.
async fn of_form(
    user: &User,
    fields: &[(String, String)],
) -> Result<Option<PlaybookView>, Trouble> {
    match field(fields, "key") {
        Some(key) => known(user, key).await.map(Some),
        None => Ok(None),
    }
}

/// The text as typed: browsers send lines with two signs at their end.
fn text_of(fields: &[(String, String)]) -> String {
    let text = fields.iter().find(|(name, _)| name == "text").map(|(_, text)| text.as_str());
    text.unwrap_or_default().replace("\r\n", "\n")
}

/// Keeps a right text under the next version, unless nothing was changed.
async fn kept(user: &User, text: String) -> Answer {
    let words = &user.locale.words.playbooks;
    let typed = playbook_file::parse(&text).ok();
    let typed = typed.ok_or_else(|| AppError::usage("the playbook cannot be read", ""))?;
    let all = user.app.playbooks().await?;
    let newest = all.iter().find(|it| it.key == typed.key.as_str());
    let text = match newest {
        Some(newest) if typed.version <= newest.version => {
            let is_same = user.app.playbook_text(&newest.key).await?.trim() == text.trim();
            if is_same { text } else { edit::with_version(&text, newest.version + 1) }
        }
        _ => text,
    };
    let view = user.app.add_playbook(&text).await?;
    let said = (words.saved)(&view.title, view.version);
    Ok(user.back(&format!("/playbooks/{}", encoded(&view.key)), &said))
}

/// `GET /playbooks/{key}/form`.
pub async fn form(user: User, Path(key): Path<String>) -> Answer {
    let playbook = known(&user, &key).await?;
    let fields = edit::fields_of(&parsed(&user, &key).await?);
    Ok(page::show(&FormPage::of(&user, playbook, &fields, &[])))
}

/// `POST /playbooks/{key}/form`.
pub async fn save_form(user: User, Path(key): Path<String>, Form(fields): Fields) -> Answer {
    let playbook = known(&user, &key).await?;
    let mut changed = parsed(&user, &key).await?;
    let mut mistakes = edit::apply(&mut changed, &fields);
    let text = playbook_file::to_toml(&changed);
    if mistakes.is_empty()
        && let Err(errors) = rapport_app::playbooks::check_playbook(&text)
    {
        mistakes = errors
            .into_iter()
            .map(|error| (String::new(), sentence_of(&error.message), sentence_of(&error.remedy)))
            .collect();
    }
    if !mistakes.is_empty() {
        let page = FormPage::of(&user, playbook, &fields, &mistakes);
        return Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    kept(&user, text).await
}

async fn parsed(user: &User, key: &str) -> Result<rapport_core::playbook::Playbook, Trouble> {
    let text = user.app.playbook_text(key).await?;
    let playbook = playbook_file::parse(&text).ok();
    Ok(playbook.ok_or_else(|| AppError::usage("the stored playbook cannot be read", ""))?)
}
