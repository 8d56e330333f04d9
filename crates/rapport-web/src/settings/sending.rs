//! Sending: the time in which a yes can be taken back, stop all, away, the practice clock, caps.
//!
//! Stop, away and the clock are pressed by [`crate::switches`]; here they are only shown.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use rapport_app::caps::CapsInput;
use rapport_app::error::{AppError, Kind};
use rapport_core::pace::Caps;

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, sentence_of};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{SettingsWords, When};

/// The page.
#[derive(Template)]
#[template(path = "settings/sending.html")]
struct SendingPage {
    shell: Shell,
    words: &'static SettingsWords,
    tabs: Tabs,
    trouble: Option<String>,
    seconds: String,
    is_stopped: bool,
    absences: Vec<String>,
    /// What the practice clock says.
    clock: Option<When>,
    /// Why a cap was not kept.
    cap_trouble: Option<String>,
    /// Caps that can be set: field, label, value.
    caps: Vec<(&'static str, &'static str, String)>,
    /// Those of the house.
    distances: Vec<(&'static str, String)>,
}

impl SendingPage {
    async fn of(user: &User) -> Result<Self, AppError> {
        let words = &user.locale.words.settings;
        let caps = user.app.caps().await?;
        Ok(Self {
            shell: user.shell(Here::Settings),
            words,
            tabs: Tabs::of(user, Tab::Sending),
            trouble: None,
            seconds: user.me.undo_seconds.to_string(),
            is_stopped: user.me.stopped,
            absences: user.app.absences().await?,
            clock: user.is_practice().then(|| user.locale.moment(user.now, &user.zone)),
            cap_trouble: None,
            caps: settable(words, &caps),
            distances: distances(words, &caps),
        })
    }
}

/// The caps that are numbers of notes.
fn settable(words: &SettingsWords, caps: &Caps) -> Vec<(&'static str, &'static str, String)> {
    vec![
        ("day", words.cap_day, caps.notes_per_day.to_string()),
        ("new", words.cap_new, caps.first_notes_per_day.to_string()),
        ("month", words.cap_month, caps.person_per_30_days.to_string()),
        ("year", words.cap_year, caps.person_per_year.to_string()),
    ]
}

/// The caps of the house, in words.
fn distances(words: &SettingsWords, caps: &Caps) -> Vec<(&'static str, String)> {
    vec![
        (words.cap_distance, (words.working_days)(caps.distance_days)),
        (words.cap_unanswered, (words.working_days)(caps.unanswered_days)),
        (words.cap_status, (words.working_days)(caps.status_days)),
        (words.cap_thanks, (words.notes)(caps.thanks_per_year)),
        (words.cap_sleep, (words.notes)(caps.ignored_before_sleep)),
    ]
}

/// `GET /settings/sending`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&SendingPage::of(&user).await?))
}

/// `POST /settings/undo`: how many `seconds` a yes can be taken back.
pub async fn undo(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.settings;
    let typed = field(&fields, "seconds").unwrap_or_default();
    let result = match typed.parse::<u32>() {
        Ok(seconds) => user.app.set_undo_seconds(seconds).await,
        Err(_) => Err(AppError::usage(words.undo_wrong, "")),
    };
    match result {
        Ok(me) => Ok(user.back("/settings/sending", &(words.undo_saved)(me.undo_seconds))),
        Err(error) if error.kind == Kind::Usage => {
            let mut page = SendingPage::of(&user).await?;
            page.trouble = Some(sentence_of(&error.what));
            typed.clone_into(&mut page.seconds);
            Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/caps`: notes in a `day`, `new` ones of them, to one person in a `month` and a
/// `year`.
pub async fn caps(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.settings;
    let number = |name| match field(&fields, name) {
        Some(text) => text.trim().parse().map(Some),
        None => Ok(None),
    };
    let typed = (|| {
        let (day, new) = (number("day")?, number("new")?);
        Ok::<_, std::num::ParseIntError>(CapsInput {
            day,
            new,
            month: number("month")?,
            year: number("year")?,
        })
    })();
    let result = match typed {
        Ok(input) => user.app.set_caps(input).await,
        Err(_) => Err(AppError::usage(words.cap_wrong, "")),
    };
    match result {
        Ok(_) => Ok(user.back("/settings/sending", words.saved)),
        Err(error) if error.kind == Kind::Usage => {
            let mut page = SendingPage::of(&user).await?;
            page.cap_trouble = Some(sentence_of(&error.what));
            for (name, _, value) in &mut page.caps {
                if let Some(typed) = field(&fields, name) {
                    typed.clone_into(value);
                }
            }
            Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}
