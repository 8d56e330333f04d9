//! Opportunities: what is pursued, on a board or in a table by stage, per kind.
//!
//! Moving to another stage and rating are the application's acts and reach every follow-up of the
//! pursuit; afterwards the page offers the playbook that fits. The chosen one stands in the address.

mod view;

#[cfg(test)]
mod tests;

use axum::Form;
use axum::extract::Query;
use rapport_app::error::AppError;
use rapport_app::input::OpportunityInput;
use rapport_core::opportunity::{OpportunityKind, Stage};
use serde::Deserialize;

use crate::page::{self, Answer, Trouble, sentence_of};
use crate::today::{Fields, back, field};
use crate::web::User;
use view::OpportunitiesPage;

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    /// Only this kind.
    kind: Option<String>,
    /// `table` for the table.
    view: Option<String>,
    /// The chosen one.
    at: Option<String>,
}

/// `GET /opportunities`.
pub async fn page(user: User, Query(asked): Query<Asked>) -> Answer {
    let all = user.app.opportunities().await?;
    let at = match asked.at.as_deref().filter(|at| !at.is_empty()) {
        Some(at) => {
            let known = page::id(at).and_then(|at| all.iter().find(|it| it.id == at));
            Some(known.ok_or_else(Trouble::not_here)?.clone())
        }
        None => None,
    };
    let playbooks = user.app.playbooks().await?;
    let is_table = asked.view.as_deref() == Some("table");
    let page = OpportunitiesPage::of(&user, &all, at, asked.kind.as_deref(), is_table, &playbooks);
    Ok(page::show(&page))
}

/// `POST /opportunities`: a new one.
pub async fn add(user: User, Form(fields): Fields) -> Answer {
    let view = match user.app.add_opportunity(input_of(&fields)?).await {
        Ok(view) => view,
        Err(error) => return user.refused(back(&fields), error),
    };
    let said = (user.locale.words.opportunities.added)(&view.title);
    Ok(user.back(&at(&fields, &view.id), &said))
}

/// `POST /opportunities/save`: changes of the chosen one.
pub async fn save(user: User, Form(fields): Fields) -> Answer {
    let id = id_of(&fields)?;
    let view = match user.app.edit_opportunity(id, input_of(&fields)?).await {
        Ok(view) => view,
        Err(error) => return user.refused(&at(&fields, id), error),
    };
    let said = (user.locale.words.opportunities.saved)(&view.title);
    Ok(user.back(&at(&fields, &view.id), &said))
}

/// `POST /opportunities/stage`: moves one to another stage; the answer offers what fits there.
pub async fn stage(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.opportunities;
    let id = id_of(&fields)?;
    let input = OpportunityInput { stage: stage_of(&fields)?, ..OpportunityInput::default() };
    let view = user.app.edit_opportunity(id, input).await?;
    let said = (words.moved)(&view.title, (words.stage)(&view.stage));
    Ok(user.back(&at(&fields, &view.id), &said))
}

/// `POST /opportunities/start`: yes to the playbook that is offered.
pub async fn start(user: User, Form(fields): Fields) -> Answer {
    let who = field(&fields, "who").and_then(page::id).ok_or_else(Trouble::not_here)?;
    let key = field(&fields, "playbook").unwrap_or_default();
    let view = user.app.take_up(key, who).await?;
    let words = &user.locale.words.opportunities;
    let what = sentence_of(&format!("{} {}", view.title, view.state_words));
    Ok(user.back(back(&fields), &(words.started)(&view.contact, &what)))
}

fn id_of(fields: &[(String, String)]) -> Result<&str, Trouble> {
    field(fields, "which").and_then(page::id).ok_or_else(Trouble::not_here)
}

/// The page the form was on, with this one chosen.
fn at(fields: &[(String, String)], id: &str) -> String {
    let path = match back(fields) {
        "/" => "/opportunities",
        path => path,
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("at="))
        .map(str::to_owned)
        .collect();
    pairs.push(format!("at={id}"));
    format!("{path}?{}", pairs.join("&"))
}

fn stage_of(fields: &[(String, String)]) -> Result<Option<Stage>, Trouble> {
    let Some(word) = field(fields, "stage") else { return Ok(None) };
    let stage = Stage::parse(word)
        .ok_or_else(|| AppError::usage("that is no stage", "choose one of those shown"))?;
    Ok(Some(stage))
}

/// What a form says; what is the same as before changes nothing.
fn input_of(fields: &[(String, String)]) -> Result<OpportunityInput, Trouble> {
    let given = |name| field(fields, name).map(str::to_owned);
    // A field with what was shown beside it changes only when it differs.
    let changed = |name: &str, was: &str| {
        let now = field(fields, name).unwrap_or_default();
        (now != field(fields, was).unwrap_or_default()).then(|| now.to_owned())
    };
    let kind = match field(fields, "kind") {
        Some(word) => Some(
            OpportunityKind::parse(word)
                .ok_or_else(|| AppError::usage("that is no kind", "choose one of those shown"))?,
        ),
        None => None,
    };
    let fit = match changed("fit", "was-fit").filter(|fit| !fit.is_empty()) {
        Some(fit) => Some(
            fit.parse()
                .map_err(|_| AppError::usage("that is no fit", "choose a number from 0 to 5"))?,
        ),
        None => None,
    };
    let stage = stage_of(fields)?.filter(|stage| field(fields, "was-stage") != Some(stage.word()));
    let waits = field(fields, "told") == Some("yes");
    Ok(OpportunityInput {
        title: given("title"),
        kind,
        organisation: changed("organisation", "was-organisation"),
        stage,
        fit,
        decides: changed("decides", "was-decides").filter(|day| !day.is_empty()),
        told_to_wait: waits.then_some(true),
        contacts: given("person").into_iter().collect(),
    })
}
