//! Do not contact: addresses that get nothing, why, and since when.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use rapport_app::error::{AppError, Kind};
use rapport_app::view::SuppressionView;

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, Trouble, sentence_of};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{SettingsWords, When};

/// Where this page is.
const HERE: &str = "/settings/no-contact";

/// The page.
#[derive(Template)]
#[template(path = "settings/no_contact.html")]
struct NoContactPage {
    shell: Shell,
    words: &'static SettingsWords,
    tabs: Tabs,
    trouble: Option<String>,
    who: String,
    all: Vec<Entry>,
}

/// One address.
struct Entry {
    address: String,
    reason: &'static str,
    since: Option<When>,
    proof: String,
    for_ever: bool,
}

impl NoContactPage {
    async fn of(user: &User) -> Result<Self, AppError> {
        let words = &user.locale.words.settings;
        let entry = |view: SuppressionView| Entry {
            reason: (words.reason)(&view.reason),
            since: user.when(&view.at),
            address: view.address,
            proof: view.proof,
            for_ever: view.for_ever,
        };
        Ok(Self {
            shell: user.shell(Here::Settings),
            words,
            tabs: Tabs::of(user, Tab::NoContact),
            trouble: None,
            who: String::new(),
            all: user.app.suppressions().await?.into_iter().map(entry).collect(),
        })
    }
}

/// `GET /settings/no-contact`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&NoContactPage::of(&user).await?))
}

/// `POST /settings/no-contact`: `do` is `add` or `lift`, for `who`.
pub async fn change(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.settings;
    let who = field(&fields, "who").unwrap_or_default();
    let result = match field(&fields, "do").unwrap_or_default() {
        "add" => user.app.suppress(who).await.map(|view| (words.added)(&view.address)),
        "lift" => user.app.lift_suppression(who).await.map(|()| (words.was_let_go)(who)),
        _ => return Err(Trouble::not_here()),
    };
    match result {
        Ok(sentence) => Ok(user.back(HERE, &sentence)),
        Err(error) if matches!(error.kind, Kind::Usage | Kind::NotFound | Kind::Refused) => {
            let mut page = NoContactPage::of(&user).await?;
            page.trouble = Some(sentence_of(&error.what));
            who.clone_into(&mut page.who);
            let status = match error.kind {
                Kind::Usage => StatusCode::UNPROCESSABLE_ENTITY,
                kind => page::status_of(kind),
            };
            Ok(page::print(status, &page))
        }
        Err(error) => Err(error.into()),
    }
}
