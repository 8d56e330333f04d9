//! `rapport opportunities`: what is pursued, where it stands, how much it is wanted.

use rapport_app::app::App;
use rapport_app::input::OpportunityInput;

use crate::args::{OpportunityCommand, OpportunityFields};
use crate::failure::Failure;
use crate::output::{Output, record};

pub async fn run(
    app: &App,
    command: OpportunityCommand,
    output: &mut Output,
) -> Result<(), Failure> {
    let opportunity = match command {
        OpportunityCommand::List => {
            let opportunities = app.opportunities().await?;
            return output.list(&opportunities, record::print_opportunities);
        }
        OpportunityCommand::Add { name, fields } => {
            app.add_opportunity(meant(Some(name), fields)).await?
        }
        OpportunityCommand::Edit { name, title, fields } => {
            app.edit_opportunity(&name, meant(title, fields)).await?
        }
        OpportunityCommand::Rate { name, fit } => {
            let input = OpportunityInput { fit: Some(fit), ..OpportunityInput::default() };
            app.edit_opportunity(&name, input).await?
        }
        OpportunityCommand::Stage { name, stage } => {
            let input = OpportunityInput { stage: Some(stage), ..OpportunityInput::default() };
            app.edit_opportunity(&name, input).await?
        }
    };
    output.one(&opportunity, |output, opportunity| {
        output.text(0, &record::opportunity_line(opportunity))?;
        if opportunity.contacts.is_empty() {
            return Ok(());
        }
        output.text(0, &format!("with {}", opportunity.contacts.join(", ")))
    })
}

fn meant(title: Option<String>, fields: OpportunityFields) -> OpportunityInput {
    OpportunityInput {
        title,
        kind: fields.kind,
        organisation: fields.at,
        decides: fields.decides,
        told_to_wait: fields.told_to_wait,
        contacts: fields.contacts,
        ..OpportunityInput::default()
    }
}
