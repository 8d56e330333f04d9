//! `rapport calendar`: calendars behind an address.

use std::io;

use rapport_app::app::App;
use rapport_app::calendars::{CalendarInput, CalendarView};

use crate::args::CalendarCommand;
use crate::failure::Failure;
use crate::output::Output;

pub async fn run(app: &App, command: CalendarCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        CalendarCommand::Add { address, name, on_this_machine } => {
            let name = name.unwrap_or_default();
            let added = app.add_calendar(CalendarInput { name, address, on_this_machine }).await?;
            output.one(&added, |output, calendar| {
                output.text(0, &format!("{} is read from now on", calendar.name))?;
                output.text(2, &format!("{} meetings are new", calendar.news))
            })
        }
        CalendarCommand::List => output.list(&app.calendars().await?, print),
        CalendarCommand::Remove { which } => {
            app.remove_calendar(&which).await?;
            output.said("That calendar is read no more; what it told stays")
        }
        CalendarCommand::Poll => output.list(&app.poll_calendars().await?, print),
    }
}

fn print(output: &mut Output, calendars: &[CalendarView]) -> io::Result<()> {
    if calendars.is_empty() {
        return output.text(0, "None. Add one: rapport calendar add URL");
    }
    calendars.iter().try_for_each(|calendar| {
        output.text(0, &format!("{}  {} ({})", calendar.id, calendar.name, calendar.host))?;
        let read = calendar.read.as_deref().unwrap_or("never");
        let news = match calendar.news {
            0 => String::new(),
            1 => ", 1 meeting is new".to_owned(),
            news => format!(", {news} meetings are new"),
        };
        output.faint(2, &format!("read: {read}{news}"))?;
        calendar.error.iter().try_for_each(|why| output.text(2, &format!("not now: {why}")))
    })
}
