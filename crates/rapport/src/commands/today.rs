//! `rapport today`: who wants you now, why now, until when, and the draft as it would arrive.

use std::io;

use rapport_app::app::App;
use rapport_app::view::{TodayRow, TodayView};

use crate::failure::Failure;
use crate::output::act::{command, quoted};
use crate::output::{Output, note, record};

pub async fn run(app: &App, output: &mut Output) -> Result<(), Failure> {
    let today = app.today().await?;
    output.one(&today, print)
}

fn print(output: &mut Output, today: &TodayView) -> io::Result<()> {
    let practice = match today.mode.as_str() {
        "practice" => ". Practice mode: nothing leaves this machine",
        _ => "",
    };
    output.faint(0, &format!("{}{practice}", record::local(&today.now)))?;
    output.heading(&today.summary)?;
    if today.stopped {
        output.text(0, "Everything is stopped until `rapport stop-all --lift`")?;
    }
    if let Some(until) = &today.away {
        output
            .text(0, &format!("You are away until {until}; back earlier: rapport away --clear"))?;
    }
    if let Some(catch_up) = &today.catch_up {
        let rows: Vec<String> = catch_up.rows.iter().map(ToString::to_string).collect();
        output.text(0, &format!("{}: {}", catch_up.sentence, rows.join(", ")))?;
    }
    if !today.habit.sentence.is_empty() {
        output.faint(0, &today.habit.sentence)?;
    }
    for resting in &today.resting {
        let undo = command("undo", &resting.name);
        let text = format!("{} goes to the outbox in {} s", resting.name, resting.seconds_left);
        output.faint(0, &format!("{text}. Take it back: {undo}"))?;
    }
    let mut group = "";
    for row in &today.rows {
        if row.group != group {
            group = &row.group;
            output.gap()?;
            output.heading(&row.heading)?;
        }
        print_row(output, row)?;
    }
    if today.rows.is_empty() {
        output.gap()?;
        output.text(0, "All done. Whom did you meet?")?;
        output.row(
            0,
            &["rapport met NAME --at ORGANISATION --email ADDRESS --said FACTS".to_owned()],
        )?;
    }
    for name in &today.forgotten {
        output.gap()?;
        output.text(0, &format!("{name} has neither a next step nor a reason for none"))?;
        let who = quoted(name);
        let acts =
            [format!("rapport park {who}"), format!("rapport playbooks start PB07 --for {who}")];
        output.row(2, &acts)?;
    }
    match today.forgotten_more {
        0 => {}
        // Beyond some hundreds they are not counted.
        400.. => output.text(0, "and hundreds more without a next step")?,
        more => output.text(0, &format!("and {more} more without a next step"))?,
    }
    Ok(())
}

fn print_row(output: &mut Output, row: &TodayRow) -> io::Result<()> {
    let what = if row.title.starts_with(row.name.as_str()) {
        row.title.clone()
    } else {
        format!("{} · {}", row.name, row.title)
    };
    output.numbered(row.number, &what)?;
    output.text(4, &reason(row))?;
    if let Some(draft) = &row.draft {
        note::print(output, 4, draft)?;
    }
    let number = row.number.to_string();
    let acts: Vec<String> = row.acts.iter().map(|act| command(act, &number)).collect();
    output.row(4, &acts)?;
    output.gap()
}

/// "Interview yesterday at Acme. Best by tomorrow noon, too late after Thursday."
fn reason(row: &TodayRow) -> String {
    let mut text = row.why_now.trim().trim_end_matches('.').to_owned();
    if let Some(waiting) = &row.waiting {
        text.push_str(&format!(": {waiting} so far"));
    }
    // A question has its own mark at the end.
    let stop = if text.ends_with('?') { "" } else { "." };
    match (&row.best_by, &row.too_late_after) {
        (Some(best), Some(late)) => {
            text.push_str(&format!("{stop} Best by {best}, too late after {late}"));
        }
        (Some(best), None) => text.push_str(&format!("{stop} Best by {best}")),
        (None, Some(late)) => text.push_str(&format!("{stop} Too late after {late}")),
        (None, None) => {}
    }
    text
}
