//! Calendars that are read by their secret address.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use rapport_app::calendars::{CalendarInput, CalendarView};
use rapport_app::error::{AppError, Kind};

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, Trouble, sentence_of};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{CalendarWords, SettingsWords};

/// Where this page is.
const HERE: &str = "/settings/calendars";

/// The page.
#[derive(Template)]
#[template(path = "settings/calendars.html")]
struct CalendarsPage {
    shell: Shell,
    settings: &'static SettingsWords,
    words: &'static CalendarWords,
    tabs: Tabs,
    trouble: Option<String>,
    /// What was typed and not taken; an address is never printed into a page.
    name: String,
    all: Vec<Entry>,
}

/// One calendar.
struct Entry {
    id: String,
    name: String,
    host: String,
    read: String,
    error: Option<String>,
}

impl CalendarsPage {
    async fn of(user: &User) -> Result<Self, AppError> {
        let words = &user.locale.words.calendars;
        let entry = |calendar: CalendarView| Entry {
            id: calendar.id,
            name: calendar.name,
            host: calendar.host,
            read: calendar.read.unwrap_or_else(|| words.never.to_owned()),
            error: calendar.error.map(|why| sentence_of(&why)),
        };
        Ok(Self {
            shell: user.shell(Here::Settings),
            settings: &user.locale.words.settings,
            words,
            tabs: Tabs::of(user, Tab::Calendars),
            trouble: None,
            name: String::new(),
            all: user.app.calendars().await?.into_iter().map(entry).collect(),
        })
    }
}

/// `GET /settings/calendars`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&CalendarsPage::of(&user).await?))
}

/// `POST /settings/calendars`: a new one, `remove` one, or read all now.
pub async fn change(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.calendars;
    if let Some(id) = field(&fields, "remove") {
        return match user.app.remove_calendar(id).await {
            Ok(()) => Ok(user.back(HERE, words.removed)),
            Err(error) if error.kind == Kind::NotFound => Err(Trouble::not_here()),
            Err(error) => Err(error.into()),
        };
    }
    if field(&fields, "read").is_some() {
        user.app.poll_calendars().await?;
        return Ok(user.back(HERE, words.read_anew));
    }
    let given = |name| field(&fields, name).unwrap_or_default().to_owned();
    // Never one of this machine: who may only use the pages cannot make the server knock inside.
    let input =
        CalendarInput { name: given("name"), address: given("address"), on_this_machine: false };
    match user.app.add_calendar(input).await {
        Ok(added) => Ok(user.back(HERE, &(words.added)(added.news))),
        Err(error) if error.kind == Kind::Data => Err(error.into()),
        Err(error) => {
            let mut page = CalendarsPage::of(&user).await?;
            let hint = error.hints.first().map(|hint| sentence_of(hint)).unwrap_or_default();
            page.trouble = Some(format!("{} {hint}", sentence_of(&error.what)));
            page.name = given("name");
            Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
