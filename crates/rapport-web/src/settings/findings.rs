//! Words: what the user does not want marked in notes again, and taking that back.

use askama::Template;
use axum::Form;
use rapport_app::error::{AppError, Kind};

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, Trouble};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{SettingsWords, When};

/// Where this page is.
const HERE: &str = "/settings/findings";

/// The page.
#[derive(Template)]
#[template(path = "settings/findings.html")]
struct FindingsPage {
    shell: Shell,
    words: &'static SettingsWords,
    tabs: Tabs,
    all: Vec<Entry>,
}

/// One rule on certain words.
struct Entry {
    id: String,
    words: String,
    rule: String,
    since: Option<When>,
}

impl FindingsPage {
    async fn of(user: &User) -> Result<Self, AppError> {
        let words = &user.locale.words.settings;
        let all = user.app.dismissals().await?;
        Ok(Self {
            shell: user.shell(Here::Settings),
            words,
            tabs: Tabs::of(user, Tab::Findings),
            all: all
                .into_iter()
                .filter(|it| it.for_good)
                .map(|it| Entry {
                    rule: (words.rule)(&it.rule),
                    since: user.when(&it.at),
                    id: it.id,
                    words: it.words,
                })
                .collect(),
        })
    }
}

/// `GET /settings/findings`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&FindingsPage::of(&user).await?))
}

/// `POST /settings/findings`: marks `id` again.
pub async fn change(user: User, Form(fields): Fields) -> Answer {
    match user.app.take_back_dismissal(field(&fields, "id").unwrap_or_default()).await {
        Ok(()) => Ok(user.back(HERE, user.locale.words.settings.shown_again)),
        Err(error) if error.kind == Kind::NotFound => Err(Trouble::not_here()),
        Err(error) => Err(error.into()),
    }
}
