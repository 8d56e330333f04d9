//! One person: what is next and why, everything that happened, what is known, and the bar that
//! logs what just happened.
//!
//! Handlers that show are here, those that change something in `acts`. A person is named by id
//! alone; what belongs to another user is not there.

mod acts;
mod edit;
mod view;

#[cfg(test)]
mod tests;

use axum::extract::{Path, Query};
use axum::response::Response;
use rapport_app::error::AppError;
use serde::Deserialize;

use crate::page::{self, Answer, Trouble};
use crate::web::User;
use edit::Form;
use view::{Asking, PersonPage};

pub use acts::{act, facts, log, play};
pub use edit::save;

/// What the address says.
#[derive(Deserialize, Default)]
pub struct Asked {
    /// The contact's data is being edited.
    edit: Option<String>,
    /// The message that is shown as it came.
    open: Option<String>,
    /// The playbook whose plan is shown.
    plan: Option<String>,
    /// The list one came from.
    from: Option<String>,
}

/// `GET /person/{id}`.
pub async fn page(user: User, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let page = laid_out(&user, id, &asked, None).await?;
    Ok::<Response, _>(page::show(&page))
}

/// The page, with the form of the contact's data as typed where that was not kept.
async fn laid_out(
    user: &User,
    id: &str,
    asked: &Asked,
    typed: Option<Form>,
) -> Result<PersonPage, AppError> {
    let app = &user.app;
    let show = app.show(id).await?;
    let opened = match asked.open.as_deref().and_then(page::id) {
        Some(message) => Some(app.message(message).await?)
            .filter(|message| message.contact.as_deref() == Some(show.contact.id.as_str())),
        None => None,
    };
    let plan = match asked.plan.as_deref().filter(|key| !key.is_empty()) {
        Some(key) => Some((key.to_owned(), app.plan(key, id).await?)),
        None => None,
    };
    let form = match (typed, &asked.edit) {
        (Some(typed), _) => Some(typed),
        (None, Some(_)) => Some(Form::of(&show.contact)),
        (None, None) => None,
    };
    let asking = Asking {
        facts: app.facts(id).await?,
        why: app.why(id).await?,
        playbooks: app.playbooks().await?,
        resting: app.resting().await?,
        opened,
        plan,
        form,
        from: page::local(asked.from.as_deref().filter(|from| from.starts_with("/people")))
            .to_owned(),
    };
    Ok(PersonPage::of(user, show, asking))
}
