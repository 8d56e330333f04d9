//! This server: backup and public address, for whoever runs it. For others it is not there.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use rapport_app::error::{AppError, Kind};

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, Trouble, sentence_of};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{SettingsWords, When};

/// Where this page is.
const HERE: &str = "/settings/server";

/// The page.
#[derive(Template)]
#[template(path = "settings/server.html")]
struct ServerPage {
    shell: Shell,
    words: &'static SettingsWords,
    tabs: Tabs,
    trouble: Option<String>,
    newest: Option<When>,
    folder: String,
    public: String,
}

impl ServerPage {
    async fn of(user: &User) -> Result<Self, AppError> {
        let health = user.app.health().await?;
        // Backups carry the machine's time, whatever the practice clock says.
        let newest = health.last_backup.and_then(|at| at.parse().ok());
        Ok(Self {
            shell: user.shell(Here::Settings),
            words: &user.locale.words.settings,
            tabs: Tabs::of(user, Tab::Server),
            trouble: None,
            newest: newest.map(|at| user.locale.when(at, user.app.machine_now(), &user.zone)),
            folder: user.app.data().display().to_string(),
            public: user.app.public_address().await?.unwrap_or_default(),
        })
    }
}

fn only_who_runs_it(user: &User) -> Result<(), Trouble> {
    if user.signed_in.runs_server { Ok(()) } else { Err(Trouble::not_here()) }
}

/// `GET /settings/server`.
pub async fn page(user: User) -> Answer {
    only_who_runs_it(&user)?;
    Ok(page::show(&ServerPage::of(&user).await?))
}

/// `POST /settings/backup`.
pub async fn backup(user: User) -> Answer {
    only_who_runs_it(&user)?;
    let words = &user.locale.words.settings;
    let file = user.app.backup(None).await?;
    Ok(user.back(HERE, &(words.backed_up)(&file.display().to_string())))
}

/// `POST /settings/public`: the `address` that strangers reach, or nothing.
pub async fn public_address(user: User, Form(fields): Fields) -> Answer {
    only_who_runs_it(&user)?;
    let typed = field(&fields, "address").unwrap_or_default();
    match user.app.set_public_address(typed).await {
        Ok(()) => Ok(user.back(HERE, user.locale.words.settings.saved)),
        Err(error) if error.kind == Kind::Usage => {
            let mut page = ServerPage::of(&user).await?;
            page.trouble = Some(sentence_of(&error.what));
            typed.clone_into(&mut page.public);
            Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}
