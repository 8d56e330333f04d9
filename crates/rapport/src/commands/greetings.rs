//! `rapport greetings`: who is wished well on a holiday, planned once for many.

use std::io;

use rapport_app::app::App;
use rapport_app::greetings::{GreetingDayView, GreetingView};

use crate::args::GreetingsCommand;
use crate::failure::Failure;
use crate::output::Output;

pub async fn run(app: &App, command: GreetingsCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        GreetingsCommand::List { all } => {
            let mut greetings = app.greetings().await?;
            if !all {
                greetings.retain(|it| it.standing != "left-out");
            }
            output.list(&greetings, print)
        }
        GreetingsCommand::Plan { who, without } => {
            let planned = app.plan_greetings(&who, &without).await?;
            output.list(&planned, |output, planned| {
                print(output, planned)?;
                output.faint(0, "Each waits for its yes: rapport today")
            })
        }
        GreetingsCommand::Prefer { who, day } => {
            let kept = app.prefer_greeting(&who, &day).await?;
            output.one(&kept, |output, kept| print(output, std::slice::from_ref(kept)))
        }
        GreetingsCommand::Days => output.list(&app.greeting_days().await?, print_days),
    }
}

fn print(output: &mut Output, greetings: &[GreetingView]) -> io::Result<()> {
    if greetings.is_empty() {
        return output.text(0, "Nobody is to be greeted now");
    }
    let rows = greetings.iter().map(|it| {
        let date = dated(it.date.as_deref(), it.estimated);
        let standing = it.why.clone().unwrap_or_else(|| it.standing.to_owned());
        vec![it.name.clone(), it.day_name.clone(), date, standing]
    });
    output.table(&["name", "day", "when", "standing"], rows.collect())
}

fn print_days(output: &mut Output, days: &[GreetingDayView]) -> io::Result<()> {
    let rows = days.iter().map(|it| {
        let date = dated(it.date.as_deref(), it.estimated);
        vec![it.key.to_owned(), it.name.to_owned(), date, it.kept_by.to_owned()]
    });
    output.table(&["word", "day", "next", "kept by"], rows.collect())
}

fn dated(date: Option<&str>, estimated: bool) -> String {
    let about = if estimated { "about " } else { "" };
    date.map_or_else(|| "unknown".to_owned(), |date| format!("{about}{date}"))
}
