//! The acts on one follow-up (snooze, skip, undo, …), and what the user tells about a contact's
//! silence: log, answered, settle, reclassify, offers.

use rapport_app::app::App;
use rapport_app::input::Act;

use super::typed;
use crate::args::{Arrived, Command, LogArgs, OfferCommand};
use crate::failure::Failure;
use crate::output::{Output, follow_up, record};

/// The act a verb means, and on whom; `None` for verbs that are none.
pub fn typed(command: Command) -> Option<(String, Act)> {
    Some(match command {
        Command::Snooze { who, when } => (who, Act::Snooze(typed::joined(&when)?)),
        Command::Skip { who } => (who, Act::Skip),
        Command::Undo(args) => (args.who, Act::Undo),
        Command::Done { who, when } => (who, Act::Done(when)),
        Command::Belated { who } => (who, Act::Belated),
        Command::Resume { who } => (who, Act::Resume),
        Command::Stop { who } => (who, Act::ConfirmStop),
        Command::Arrived { who, answer } => (who, Act::Arrived(matches!(answer, Arrived::Yes))),
        Command::End { who } => (who, Act::End),
        _ => return None,
    })
}

/// Does one act.
pub async fn run(app: &App, who: &str, act: Act, output: &mut Output) -> Result<(), Failure> {
    let act = app.act(who, act).await?;
    output.one(&act, follow_up::print_act)
}

/// `rapport request`.
pub async fn request(
    app: &App,
    who: &str,
    step: Option<&str>,
    output: &mut Output,
) -> Result<(), Failure> {
    let asked = app.request_step(who, step).await?;
    output.one(&asked, |output, asked| {
        follow_up::print(output, asked)?;
        follow_up::print_next(output, &asked.contact)
    })
}

/// `rapport log`.
pub async fn log(app: &App, args: &LogArgs, output: &mut Output) -> Result<(), Failure> {
    let (said, when) = (args.said.as_deref(), args.when.as_deref());
    let entry = app.log(&args.who, args.by, said, when).await?;
    output.one(&entry, |output, entry| {
        output.text(0, "It is noted")?;
        record::print_timeline(output, std::slice::from_ref(entry))
    })
}

/// `rapport answered`.
pub async fn answered(app: &App, who: &str, output: &mut Output) -> Result<(), Failure> {
    app.answered_elsewhere(who).await?;
    output.said("Noted: they answered elsewhere, so what waited for it stops")
}

/// `rapport settle`.
pub async fn settle(app: &App, who: &str, output: &mut Output) -> Result<(), Failure> {
    app.settle(who).await?;
    output.said("Noted: nobody has to write next")
}

/// `rapport reclassify`.
pub async fn reclassify(
    app: &App,
    message: &str,
    class: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let follow_ups = app.reclassify(message, class).await?;
    output.list(&follow_ups, |output, follow_ups| {
        output.text(0, &format!("The message counts as `{class}` now"))?;
        follow_ups.iter().try_for_each(|running| follow_up::print(output, running))
    })
}

/// `rapport confirm`.
pub async fn confirm(
    app: &App,
    message: &str,
    whose: Option<&str>,
    output: &mut Output,
) -> Result<(), Failure> {
    let confirmed = match whose {
        Some(whose) => app.confirm_suggestion(message, whose).await?,
        None => app.confirm_as_suggested(message).await?,
    };
    output.one(&confirmed, |output, it| {
        if let (Some(title), Some(stage)) = (&it.title, &it.stage) {
            output.text(0, &format!("The message is about {title}, which is {stage}"))?;
        } else if let Some(name) = &it.name {
            output.text(0, &format!("The message belongs to {name} now"))?;
        }
        if it.learned {
            output.faint(0, "The next mail of this sender is suggested there by itself")?;
        }
        Ok(())
    })
}

/// `rapport confirm --no`.
pub async fn confirm_not(app: &App, message: &str, output: &mut Output) -> Result<(), Failure> {
    let declined = app.decline_suggestion(message).await?;
    output.one(&declined, |output, _| output.text(0, "The message is asked about no more"))
}

/// `rapport offers`.
pub async fn offers(app: &App, command: &OfferCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        OfferCommand::Accept { who } => {
            let started = app.accept_offer(who).await?;
            output.one(&started, follow_up::print)
        }
        OfferCommand::Decline { who } => {
            app.decline_offer(who).await?;
            output.said("The offer is declined")
        }
    }
}
