//! `rapport show`: one contact with the next step, its reason, and everything that was.

use std::io;

use rapport_app::app::App;
use rapport_app::view::ShowView;

use crate::failure::Failure;
use crate::output::{Output, follow_up, record};

pub async fn run(app: &App, who: &str, output: &mut Output) -> Result<(), Failure> {
    let shown = app.show(who).await?;
    output.one(&shown, print)
}

fn print(output: &mut Output, shown: &ShowView) -> io::Result<()> {
    record::print_contact(output, &shown.contact)?;
    for opportunity in &shown.opportunities {
        output.labelled(0, "pursued", 12, &record::opportunity_line(opportunity))?;
    }
    let (used, cap) = shown.pace;
    output.labelled(0, "pace", 12, &format!("{used} of {cap} notes in 30 days"))?;
    output.gap()?;
    output.heading(&shown.next)?;
    for running in &shown.follow_ups {
        output.gap()?;
        follow_up::print(output, running)?;
        follow_up::print_dates(output, running)?;
    }
    output.gap()?;
    output.heading("Timeline")?;
    if shown.timeline.is_empty() {
        return output.text(0, "Nothing yet");
    }
    record::print_timeline(output, &shown.timeline)
}
