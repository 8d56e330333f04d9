//! `rapport references`: people who vouch for the user.

use rapport_app::app::App;
use rapport_app::input::ReferenceInput;

use crate::args::ReferenceCommand;
use crate::failure::Failure;
use crate::output::{Output, follow_up, record};

pub async fn run(app: &App, command: ReferenceCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        ReferenceCommand::List => {
            let references = app.references().await?;
            output.list(&references, record::print_references)
        }
        ReferenceCommand::Add(args) => {
            let input = ReferenceInput {
                contact: args.who,
                opportunity: args.opportunity,
                talking_points: args.stress,
            };
            let started = app.add_reference(input).await?;
            output.one(&started, |output, started| {
                follow_up::print(output, started)?;
                follow_up::print_dates(output, started)
            })
        }
    }
}
