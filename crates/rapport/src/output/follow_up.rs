//! Follow-ups for people: where one stands, its plan, and what an act led to.

use std::io;

use rapport_app::view::{ActView, FollowUpView, PlanView};

use super::act::{command, quoted};
use super::{Output, note};

/// Where a follow-up stands; with its draft if there is one.
pub fn print(output: &mut Output, follow_up: &FollowUpView) -> io::Result<()> {
    output.heading(&format!("{} ({})", follow_up.title, follow_up.playbook))?;
    let step = if follow_up.step.is_empty() {
        follow_up.state_words.clone()
    } else {
        format!("{}: {}", follow_up.step, follow_up.state_words)
    };
    output.text(2, &step)?;
    // "… is written and waits for your yes" would only say it twice.
    if !follow_up.reason.contains(follow_up.state_words.as_str()) {
        output.faint(2, &follow_up.reason)?;
    }
    if let Some(draft) = &follow_up.draft {
        note::print(output, 2, draft)?;
    }
    Ok(())
}

/// The column of the dates of a plan.
const DATES: usize = 28;

/// A dated plan with the reason and the source of each date.
pub fn print_plan(output: &mut Output, plan: &[PlanView]) -> io::Result<()> {
    for step in plan {
        print_step(output, step)?;
        if step.preferred.is_some() {
            output.faint(DATES + 3, &step.why)?;
            if !step.sources.is_empty() {
                let sources = step.sources.join("; ");
                output.faint(DATES + 3, &format!("Source: {sources}"))?;
            }
        }
    }
    Ok(())
}

/// The dates alone, and where their reasons are.
pub fn print_dates(output: &mut Output, follow_up: &FollowUpView) -> io::Result<()> {
    let plan = &follow_up.plan;
    plan.iter().try_for_each(|step| print_step(output, step))?;
    if plan.is_empty() {
        return Ok(());
    }
    let (key, who) = (quoted(&follow_up.playbook), quoted(&follow_up.contact));
    let command = format!("rapport playbooks plan {key} --for {who}");
    output.faint(2, &format!("Why these dates: {command}"))
}

/// "Tuesday 1 December 09:23  Result check, by mail", or why it is left out.
fn print_step(output: &mut Output, step: &PlanView) -> io::Result<()> {
    if step.preferred.is_some() {
        let what = format!("{}, by {}", step.title, step.channel);
        return output.labelled(2, &step.when, DATES, &what);
    }
    let why = step.when.trim_start_matches("left out: ");
    output.labelled(2, "left out", DATES, &format!("{}: {why}", step.title))
}

/// What an act led to, and how to take it back.
pub fn print_act(output: &mut Output, act: &ActView) -> io::Result<()> {
    output.text(0, &format!("{}: {}", act.name, act.reason))?;
    let state = &act.follow_up.state_words;
    if !state.is_empty() && !act.reason.contains(state.as_str()) {
        output.text(0, &format!("Now: {}, {state}", act.follow_up.step))?;
    }
    if let Some(undo) = &act.undo {
        output.faint(0, &format!("Take it back: {undo}"))?;
    }
    Ok(())
}

/// What sends an approved note, because approving alone moves nothing.
pub fn print_sending(output: &mut Output) -> io::Result<()> {
    output.faint(0, "`rapport serve` sends it then, or `rapport run` for one round")
}

/// The commands a fresh draft invites to.
pub fn print_next(output: &mut Output, who: &str) -> io::Result<()> {
    let commands: Vec<String> =
        ["approve", "edit", "why"].iter().map(|act| command(act, who)).collect();
    output.row(0, &commands)
}

/// `rapport show "Dana Whitfield"`.
pub fn show_command(who: &str) -> String {
    format!("rapport show {}", quoted(who))
}
