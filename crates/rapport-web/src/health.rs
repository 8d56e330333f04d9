//! Is it running? As JSON for monitors, as a page for people.
//!
//! Monitors have no session: they get states and counts, and the checks' sentences only go to who is
//! signed in, because those may name accounts.

mod view;

#[cfg(test)]
mod tests;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rapport_app::app::App;
use rapport_app::view::HealthView;
use serde_json::json;

use crate::page::{self, Answer};
use crate::web::User;
use view::HealthPage;

/// `GET /health`: 200 when all is well, else 503.
pub async fn json(State(app): State<App>) -> Response {
    match app.health().await {
        Ok(mut health) => {
            for check in &mut health.checks {
                check.sentence.clear();
                check.remedy = None;
            }
            (status(&health), Json(health)).into_response()
        }
        Err(error) => {
            tracing::warn!(%error, "health could not be asked");
            let answer = json!({ "status": "bad", "error": error.what, "hints": error.hints });
            (StatusCode::SERVICE_UNAVAILABLE, Json(answer)).into_response()
        }
    }
}

/// `GET /health/page`.
pub async fn page(user: User) -> Answer {
    let health = user.app.health().await?;
    Ok(page::print(status(&health), &HealthPage::of(&user, health)))
}

fn status(health: &HealthView) -> StatusCode {
    if health.status == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}
