//! `rapport practice`: play the other side, move the clock, look into the practice mailbox.

use rapport_app::app::App;
use rapport_app::input::PracticeAct;

use super::typed;
use crate::args::PersonaCommand;
use crate::failure::Failure;
use crate::output::{Output, record};

pub async fn run(app: &App, command: PersonaCommand, output: &mut Output) -> Result<(), Failure> {
    let (who, act) = match command {
        PersonaCommand::Answer(args) => (args.who, PracticeAct::Answer(typed::joined(&args.text))),
        PersonaCommand::Away(args) => (args.who, PracticeAct::Away(typed::joined(&args.text))),
        PersonaCommand::Bounce(args) => (args.who, PracticeAct::Bounce),
        PersonaCommand::Decline(args) => (args.who, PracticeAct::Decline),
        PersonaCommand::OptOut(args) => (args.who, PracticeAct::OptOut),
        PersonaCommand::Clock { by } => {
            let sentence = app.practice_clock(&by).await?;
            return output.said(&sentence);
        }
        PersonaCommand::Mailbox => {
            let landed = app.practice_mailbox().await?;
            return output.list(&landed, |output, landed| {
                if landed.is_empty() {
                    return output.text(
                        0,
                        "Nothing has landed here yet: approve a note, then `rapport run`",
                    );
                }
                record::print_timeline(output, landed)
            });
        }
    };
    let sentence = app.practice(&who, act).await?;
    output.said(&sentence)
}
