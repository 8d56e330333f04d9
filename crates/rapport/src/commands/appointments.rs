//! `rapport appointments`: meetings that are planned.

use rapport_app::app::App;
use rapport_app::input::AppointmentInput;

use crate::args::AppointmentCommand;
use crate::failure::Failure;
use crate::output::{Output, record};

pub async fn run(
    app: &App,
    command: AppointmentCommand,
    output: &mut Output,
) -> Result<(), Failure> {
    let appointment = match command {
        AppointmentCommand::List => {
            let appointments = app.appointments().await?;
            return output.list(&appointments, record::print_appointments);
        }
        AppointmentCommand::Add(args) => {
            let input = AppointmentInput {
                contact: args.who,
                title: args.title,
                starts: args.when.join(" "),
                minutes: args.minutes,
                opportunity: args.opportunity,
                keen: args.keen,
            };
            app.add_appointment(input).await?
        }
        AppointmentCommand::Cancel { appointment } => app.cancel_appointment(&appointment).await?,
    };
    output.one(&appointment, |output, appointment| {
        let state = if appointment.cancelled { "is called off" } else { "is entered" };
        let (title, contact, when) = (&appointment.title, &appointment.contact, &appointment.when);
        output.text(0, &format!("{title} with {contact}, {when}, {state}"))
    })
}
