//! `rapport doctor`: is all well, in sentences; what to do where it is not.

use std::io;

use rapport_app::app::App;
use rapport_app::error::Kind;
use rapport_app::view::HealthView;

use crate::failure::Failure;
use crate::output::{Output, record};

/// Succeeds when nothing is bad, so that a monitor can ask by the exit code.
pub async fn run(app: &App, output: &mut Output) -> Result<(), Failure> {
    let health = app.examine().await?;
    output.one(&health, print)?;
    if health.status == "ok" { Ok(()) } else { Err(Failure::Said(Kind::Unavailable)) }
}

fn print(output: &mut Output, health: &HealthView) -> io::Result<()> {
    let verdict = if health.status == "ok" { "All is well" } else { "Something needs you" };
    output.heading(&format!("{verdict} (Rapport {}, {} mode)", health.version, health.mode))?;
    for check in &health.checks {
        let mark = match check.level.as_str() {
            "ok" => "good",
            "note" => "note",
            _ => "BAD",
        };
        output.labelled(0, mark, 4, &format!("{}: {}", check.subject, check.sentence))?;
        if let Some(remedy) = &check.remedy {
            output.text(5, remedy)?;
        }
    }
    output.gap()?;
    let at = |instant: &Option<String>, else_: &str| {
        instant.as_deref().map_or_else(|| else_.to_owned(), record::local)
    };
    output.labelled(0, "last round", 12, &at(&health.last_tick, "never"))?;
    output.labelled(0, "next due", 12, &at(&health.next_due, "nothing"))?;
    output.labelled(0, "late", 12, &health.late.to_string())?;
    output.labelled(0, "outbox", 12, &health.outbox.to_string())?;
    output.labelled(0, "mail to read", 12, &health.unprocessed.to_string())?;
    output.labelled(0, "backup", 12, &at(&health.last_backup, "none yet"))
}
