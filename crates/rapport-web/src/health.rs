//! Is it running? As JSON for monitors, as a page for people.

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

use crate::page;
use view::HealthPage;

/// `GET /health`: 200 when all is well, else 503.
pub async fn json(State(app): State<App>) -> Response {
    match app.health().await {
        Ok(health) => (status(&health), Json(health)).into_response(),
        Err(error) => {
            tracing::warn!(%error, "health could not be asked");
            let answer = json!({ "status": "bad", "error": error.what, "hints": error.hints });
            (StatusCode::SERVICE_UNAVAILABLE, Json(answer)).into_response()
        }
    }
}

/// `GET /` and `GET /health/page`.
pub async fn page(State(app): State<App>) -> Response {
    match app.health().await {
        Ok(health) => page::print(status(&health), &HealthPage::of(health)),
        Err(error) => {
            tracing::warn!(%error, "health could not be asked");
            let hint =
                error.hints.first().map(|hint| format!(" What to do: {hint}.")).unwrap_or_default();
            let sentence = format!("{}.{hint}", error.what);
            page::message(StatusCode::SERVICE_UNAVAILABLE, "The data cannot be read", &sentence)
        }
    }
}

fn status(health: &HealthView) -> StatusCode {
    if health.status == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}
