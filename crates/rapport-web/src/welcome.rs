//! The first run, as a short talk: who you are, where you send from, what you are after.
//!
//! It ends on Today, where one thing is left to do. The fields and the mail account are those of
//! [`crate::settings`]; "Not now" leads past all of it.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rapport_app::error::{AppError, Kind};

use crate::page::{self, Answer, Shell, Trouble, sentence_of};
use crate::places::Here;
use crate::settings::accounts::{AccountForm, WELCOME};
use crate::settings::you::{Block, MeForm};
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{SettingsWords, WelcomeWords};

/// Who are you?
#[derive(Template)]
#[template(path = "welcome/who.html")]
struct WhoPage {
    shell: Shell,
    words: &'static WelcomeWords,
    form: MeForm,
    block: Block,
}

/// Where do you send from?
#[derive(Template)]
#[template(path = "welcome/from.html")]
struct FromPage {
    shell: Shell,
    words: &'static WelcomeWords,
    answered: Answered,
    question: String,
    block: Block,
}

/// Which mail account?
#[derive(Template)]
#[template(path = "welcome/account.html")]
struct AccountPage {
    shell: Shell,
    words: &'static WelcomeWords,
    settings: &'static SettingsWords,
    answered: Answered,
    form: AccountForm,
}

/// What are you after?
#[derive(Template)]
#[template(path = "welcome/after.html")]
struct AfterPage {
    shell: Shell,
    words: &'static WelcomeWords,
    answered: Answered,
    /// Where notes leave from.
    sends_from: String,
    chosen: String,
    block: Block,
}

/// The answers so far.
struct Answered {
    me: String,
}

impl Answered {
    /// The sender block in one line.
    fn of(form: &MeForm) -> Self {
        Self { me: form.in_a_line() }
    }
}

/// The fields as far as they are told: what practice mode fills in is nobody's name.
async fn form_of(user: &User) -> Result<MeForm, AppError> {
    let mut form = MeForm::of(user);
    if user.app.is_new().await? {
        form.forget_practice();
    }
    Ok(form)
}

/// `GET /welcome`.
pub async fn who(user: User) -> Answer {
    let form = form_of(&user).await?;
    Ok(ask_who(&user, form, StatusCode::OK))
}

fn ask_who(user: &User, form: MeForm, status: StatusCode) -> Response {
    let page = WhoPage {
        shell: user.shell(Here::Elsewhere),
        words: &user.locale.words.welcome,
        block: Block::of(&form),
        form,
    };
    page::print(status, &page)
}

/// `POST /welcome`: who the user is.
pub async fn tell(user: User, Form(fields): Fields) -> Answer {
    let form = MeForm::typed(&user, &fields);
    let words = &user.locale.words.welcome;
    let trouble = if form.name.is_empty() {
        words.no_name.to_owned()
    } else {
        match user.app.set_me(form.change(&user)).await {
            Ok(_) => return Ok(Redirect::to("/welcome/from").into_response()),
            Err(error) if error.kind == Kind::Usage => sentence_of(&error.what),
            Err(error) => return Err(error.into()),
        }
    };
    let form = MeForm { trouble: Some(trouble), ..form };
    Ok(ask_who(&user, form, StatusCode::UNPROCESSABLE_ENTITY))
}

/// `GET /welcome/from`.
pub async fn sending(user: User) -> Answer {
    let form = form_of(&user).await?;
    let words = &user.locale.words.welcome;
    let first = form.name.split_whitespace().next().unwrap_or_default();
    Ok(page::show(&FromPage {
        shell: user.shell(Here::Elsewhere),
        words,
        answered: Answered::of(&form),
        question: (words.from)(first),
        block: Block::of(&form),
    }))
}

/// `POST /welcome/from`: `from` is `practice` or `mail`.
pub async fn choose(_user: User, Form(fields): Fields) -> Answer {
    match field(&fields, "from") {
        Some("practice") => Ok(Redirect::to(WELCOME).into_response()),
        Some("mail") => Ok(Redirect::to("/welcome/account").into_response()),
        _ => Err(Trouble::not_here()),
    }
}

/// `GET /welcome/account`, perhaps with an `address` that did not work.
pub async fn account(user: User, Query(asked): Query<HashMap<String, String>>) -> Answer {
    let form = form_of(&user).await?;
    let own = user.me.address.as_deref().filter(|_| form.has_address()).unwrap_or_default();
    let address = asked.get("address").map_or(own, String::as_str);
    Ok(page::show(&AccountPage {
        shell: user.shell(Here::Elsewhere),
        words: &user.locale.words.welcome,
        settings: &user.locale.words.settings,
        answered: Answered::of(&form),
        form: AccountForm::of(&user, address, WELCOME),
    }))
}

/// `GET /welcome/after`.
pub async fn after(user: User) -> Answer {
    let form = form_of(&user).await?;
    let words = &user.locale.words.welcome;
    let accounts = user.app.accounts().await?;
    let sends_from = accounts
        .first()
        .map_or_else(|| words.from_practice.to_owned(), |account| account.address.clone());
    Ok(page::show(&AfterPage {
        shell: user.shell(Here::Elsewhere),
        words,
        answered: Answered::of(&form),
        sends_from,
        chosen: user.app.after().await?.unwrap_or_else(|| "job".to_owned()),
        block: Block::of(&form),
    }))
}

/// `POST /welcome/after`: what the user is after; the questions are over.
pub async fn finish(user: User, Form(fields): Fields) -> Answer {
    user.app.set_after(field(&fields, "after").unwrap_or_default()).await?;
    user.app.end_welcome().await?;
    Ok(Redirect::to("/").into_response())
}

/// `POST /welcome/later`: past all questions.
pub async fn later(user: User) -> Answer {
    user.app.end_welcome().await?;
    Ok(Redirect::to("/").into_response())
}
