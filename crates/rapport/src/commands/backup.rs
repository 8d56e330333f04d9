//! `rapport backup` and `rapport restore`.

use std::path::Path;

use rapport_app::app::App;
use rapport_app::clock::Clock;
use serde_json::json;

use crate::failure::{Failure, unreadable};
use crate::output::Output;
use crate::output::progress::Progress;
use crate::settings::Settings;

/// Copies the data while it is in use.
pub async fn backup(app: &App, file: Option<&Path>, output: &mut Output) -> Result<(), Failure> {
    let progress = Progress::begin("copying the data");
    let made = app.backup(file).await;
    drop(progress);
    let made = made?;
    output.one(&json!({ "file": made }), |output, _| {
        output.text(0, &format!("The backup is {}", made.display()))?;
        output.faint(0, "It holds names, mail and secrets: keep it where only you can read it")
    })
}

/// Puts a backup in place of the data.
pub async fn restore(settings: &Settings, file: &Path, output: &mut Output) -> Result<(), Failure> {
    // A name mistyped is not damaged data.
    std::fs::metadata(file).map_err(|error| unreadable(file, &error))?;
    let progress = Progress::begin("checking and restoring");
    let sentence = rapport_app::backup::restore(&settings.data, file, &Clock::system()).await;
    drop(progress);
    output.said(&sentence?)
}
