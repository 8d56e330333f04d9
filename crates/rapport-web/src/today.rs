//! Today: what wants the user now, each row with who, why now, and what a press does.
//!
//! The model of a page: handlers here, what the template shows in `view`, markup in `page.html` with
//! its rows and the chosen note, tests beside them.

mod acts;
mod view;
pub mod window;

#[cfg(test)]
mod tests;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect};
use rapport_app::error::Kind;
use rapport_app::view::TodayRow;
use serde::Deserialize;

use crate::page::{self, Answer};
use crate::web::User;
use view::{Beside, First, TodayPage};

pub use acts::{Fields, act, approve, back, field, undo};

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    /// The row that is chosen.
    at: Option<String>,
}

/// `GET /`.
pub async fn page(user: User, Query(asked): Query<Asked>) -> Answer {
    let today = user.app.peek_today().await?;
    if today.rows.is_empty() && user.app.is_new().await? {
        return Ok(Redirect::to("/welcome").into_response());
    }
    let absences = user.app.absences().await?;
    let chosen = view::chosen(&today.rows, asked.at.as_deref());
    let beside = match chosen.and_then(|at| today.rows.get(at)) {
        Some(row) => beside(&user, row).await?,
        None => Beside::default(),
    };
    let is_empty = today.rows.is_empty();
    let mut page = TodayPage::of(&user, today, chosen, beside, absences, asked.at.is_some());
    if is_empty && user.app.has_met_nobody().await? {
        page.first = Some(first(&user).await?);
    }
    Ok(page::show(&page))
}

/// The one thing to do on a desk without contacts.
async fn first(user: &User) -> Result<First, rapport_app::error::AppError> {
    let words = &user.locale.words.welcome;
    let after = user.app.after().await?;
    let example = (words.example)(after.as_deref());
    Ok(First { ready: words.ready, example, label: words.first })
}

/// What stands beside the chosen row: the plan after this step, and why.
async fn beside(user: &User, row: &TodayRow) -> Result<Beside, rapport_app::error::AppError> {
    let mut beside = Beside::default();
    if let Some(follow_up) = &row.follow_up {
        match user.app.in_review(follow_up).await {
            Ok(view) => beside.plan = view.plan,
            // Gone from review since the agenda was read: then there is nothing to add.
            Err(error) if matches!(error.kind, Kind::NotFound | Kind::Refused) => {}
            Err(error) => return Err(error),
        }
    }
    if let Some(contact) = &row.contact {
        beside.why = Some(user.app.why(contact).await?);
    }
    Ok(beside)
}
