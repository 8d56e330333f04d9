//! `rapport approve`: a yes to one draft, or to all that may go.

use rapport_app::app::App;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::Act;
use rapport_app::view::TodayRow;

use crate::args::ApproveArgs;
use crate::failure::Failure;
use crate::output::act::command;
use crate::output::{Output, batch, follow_up};

pub async fn run(app: &App, args: ApproveArgs, output: &mut Output) -> Result<(), Failure> {
    if args.who.as_deref() == Some("all") {
        return all(app, args.now, output).await;
    }
    let who = match args.who {
        Some(who) => who,
        None => the_only_one(app).await?,
    };
    let act = if args.now {
        app.approve_at_once(&who, None).await?
    } else {
        app.act(&who, Act::Approve { seen: None, now: false }).await?
    };
    output.one(&act, |output, act| {
        follow_up::print_act(output, act)?;
        follow_up::print_sending(output)
    })
}

/// `rapport undo all`.
pub async fn undo_all(app: &App, output: &mut Output) -> Result<(), Failure> {
    let done = app.undo_all().await?;
    output.list(&done, |output, done| {
        if done.is_empty() {
            return output.text(
                0,
                "No approval rests; one that is in the outbox already: rapport undo NAME",
            );
        }
        done.iter().try_for_each(|one| batch::print(output, one))
    })
}

async fn all(app: &App, now: bool, output: &mut Output) -> Result<(), Failure> {
    if now {
        return Err(AppError::usage(
            "`approve all` sends each note at its best hour",
            "approve one at once: rapport approve 1 --now",
        )
        .into());
    }
    let acts = app.approve_all().await?;
    output.list(&acts, |output, acts| {
        if acts.is_empty() {
            return output.text(0, "Nothing waits for your yes");
        }
        for act in acts {
            follow_up::print_act(output, act)?;
        }
        follow_up::print_sending(output)
    })
}

/// Without WHO, only a single draft leaves no doubt. The numbers that the user saw last stay.
async fn the_only_one(app: &App) -> Result<String, AppError> {
    let today = app.peek_today().await?;
    let ready: Vec<_> =
        today.rows.iter().filter(|row| row.acts.iter().any(|act| act == "approve")).collect();
    let id = |row: &TodayRow| row.follow_up.clone().unwrap_or_else(|| row.name.clone());
    match ready.as_slice() {
        [] => Err(AppError::not_found("nothing waits for your yes", "see the day: rapport today")),
        [row] => Ok(id(row)),
        rows => Err(AppError {
            kind: Kind::NotFound,
            what: format!("{} drafts wait for your yes", rows.len()),
            hints: rows
                .iter()
                .map(|row| format!("{} ({})", command("approve", &row.name), row.title))
                .chain(["rapport approve all".to_owned()])
                .collect(),
        }),
    }
}
