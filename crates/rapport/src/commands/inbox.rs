//! `rapport inbox`: who owes whom, what is asked about mail, its figures, and what was taught.

use std::io;

use rapport_app::app::App;
use rapport_app::inbox::{InboxView, QuestionView};
use rapport_app::inbox_stats::{InboxStatsView, WaitsView};
use rapport_app::view::TurnView;

use crate::args::{InboxArgs, InboxCommand};
use crate::failure::Failure;
use crate::output::Output;

/// Does what was typed.
pub async fn run(app: &App, args: InboxArgs, output: &mut Output) -> Result<(), Failure> {
    match args.command {
        None => {
            let inbox = app.inbox().await?;
            output.one(&inbox, print_inbox)
        }
        Some(InboxCommand::Stats { weeks }) => {
            let stats = app.inbox_stats(weeks).await?;
            output.one(&stats, print_stats)
        }
        Some(InboxCommand::Take { message }) => {
            let contact = app.accept_named(&message).await?;
            output.one(&contact, |output, contact| {
                output.text(0, &format!("{} is among your contacts", contact.name))
            })
        }
        Some(InboxCommand::Habits) => {
            let habits = app.sender_habits().await?;
            output.list(&habits, |output, habits| {
                if habits.is_empty() {
                    return output.text(0, "You taught nothing about senders yet");
                }
                let rows = habits.iter().map(|habit| {
                    vec![habit.sentence.clone(), habit.when.clone(), habit.id.clone()]
                });
                output.table(&["what", "since", "id"], rows.collect())
            })
        }
        Some(InboxCommand::Forget { habit }) => {
            app.forget_habit(&habit).await?;
            output.said("Forgotten")
        }
    }
}

fn print_inbox(output: &mut Output, inbox: &InboxView) -> io::Result<()> {
    let turns = &inbox.turns;
    let groups = [
        ("They wait for you", &turns.mine, turns.mine_in_all),
        ("You wait for them", &turns.theirs, turns.theirs_in_all),
        ("Away", &turns.away, turns.away.len() as u64),
        ("Put off", &turns.snoozed, turns.snoozed.len() as u64),
    ];
    let mut is_empty = inbox.questions.is_empty() && inbox.suggestions.is_empty();
    for (heading, rows, count) in groups {
        if !rows.is_empty() {
            is_empty = false;
            print_group(output, heading, rows, count)?;
        }
    }
    if !inbox.questions.is_empty() {
        output.heading("What was it?")?;
        inbox.questions.iter().try_for_each(|question| print_question(output, question))?;
    }
    if !inbox.suggestions.is_empty() {
        output.heading("Whose is it?")?;
        for one in &inbox.suggestions {
            let title = one.title.as_deref().unwrap_or_default();
            output.labelled(2, title, 22, &one.subject)?;
            output.faint(25, &format!("{} ({})", one.why, one.when))?;
            output.faint(25, &format!("Yes: rapport confirm {}", one.message))?;
        }
    }
    if is_empty { output.text(0, "Nobody waits, on neither side") } else { Ok(()) }
}

fn print_group(
    output: &mut Output,
    heading: &str,
    rows: &[TurnView],
    count: u64,
) -> io::Result<()> {
    output.heading(&format!("{heading} ({count})"))?;
    for row in rows {
        let length = row.length.as_deref().unwrap_or_default();
        output.labelled(2, &row.name, 22, &row.words)?;
        if !length.is_empty() {
            output.faint(25, length)?;
        }
    }
    Ok(())
}

fn print_question(output: &mut Output, question: &QuestionView) -> io::Result<()> {
    output.labelled(2, &question.name, 22, &question.words)?;
    if let Some(class) = &question.class {
        output.faint(25, &format!("taken for: {class}"))?;
    }
    for named in &question.named {
        let who: Vec<&str> =
            [&named.name, &named.address].into_iter().filter_map(|part| part.as_deref()).collect();
        output.text(25, &format!("names a {}: {}", named.role, who.join(", ")))?;
    }
    let takes = question.named.iter().any(|it| it.address.is_some() && it.known.is_none());
    match &question.message {
        Some(message) if takes => {
            output.faint(25, &format!("Take them up: rapport inbox take {message}"))
        }
        Some(message) => output.faint(25, &format!("Say it: rapport reclassify {message} CLASS")),
        None => Ok(()),
    }
}

fn print_stats(output: &mut Output, stats: &InboxStatsView) -> io::Result<()> {
    let row = |week: &WaitsView| {
        let length = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        vec![
            week.week.clone(),
            week.asked.to_string(),
            week.answered.to_string(),
            length(&week.median),
            length(&week.ninetieth),
            week.unanswered.to_string(),
        ]
    };
    let rows = stats.weeks.iter().chain([&stats.all]).map(row).collect();
    output.table(&["week", "asked", "answered", "median", "9 of 10", "still open"], rows)?;
    output.faint(0, "In your working hours, by the week in which they began to wait")
}
