//! The switches over everything, from any page: stop all, away and back, the practice clock, and the
//! reading of a natural date while one types it.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::Form;
use axum::response::Response;
use serde::Deserialize;

use crate::page::{self, Answer, sentence_of};
use crate::today::{Fields, back, field};
use crate::web::User;

/// `POST /stop-all`: `on` is `yes` or `no`.
pub async fn stop_all(user: User, Form(fields): Fields) -> Answer {
    let on = field(&fields, "on") == Some("yes");
    let said = user.app.stop_all(on).await?;
    Ok(user.back(back(&fields), &sentence_of(&said)))
}

/// `POST /away`: `from` and `to`, as people say dates.
pub async fn away(user: User, Form(fields): Fields) -> Answer {
    let day = |name| field(&fields, name).unwrap_or_default();
    let said = user.app.add_absence(day("from"), day("to")).await?;
    Ok(user.back(back(&fields), &sentence_of(&said)))
}

/// `POST /back`: no longer away.
pub async fn here_again(user: User, Form(fields): Fields) -> Answer {
    user.app.remove_absences().await?;
    Ok(user.back(back(&fields), user.locale.words.today.is_back))
}

/// `POST /practice/clock`: moves it `by` a length.
pub async fn practice_clock(user: User, Form(fields): Fields) -> Answer {
    let said = user.app.practice_clock(field(&fields, "by").unwrap_or_default()).await?;
    Ok(user.back(back(&fields), &sentence_of(&said)))
}

/// What a date field's hint becomes. The script puts it in the place of the hint by its id.
#[derive(Template)]
#[template(source = r#"<p class="help" id="{{ hint }}">{{ reading }}</p>"#, ext = "html")]
struct Reading<'a> {
    hint: &'a str,
    reading: String,
}

/// A date as typed so far.
#[derive(Deserialize)]
pub struct Typed {
    date: String,
    /// The id of the hint that the answer replaces.
    hint: String,
    /// The field asks for something that has happened.
    past: Option<String>,
}

/// `POST /dates`: what a natural date means now. Changes nothing.
pub async fn dates(user: User, Form(typed): Form<Typed>) -> Response {
    let reading = match user.app.read_date(&typed.date, typed.past.is_some()).await {
        Ok(at) => user.locale.when(at, user.now, &user.zone).title,
        Err(error) => sentence_of(&error.what),
    };
    page::show(&Reading { hint: &typed.hint, reading })
}
