//! `rapport why`: the reasons, what is next first, then what was, newest first.

use std::io;

use rapport_app::app::App;
use rapport_app::view::WhyView;

use crate::failure::Failure;
use crate::output::Output;

pub async fn run(app: &App, who: &str, output: &mut Output) -> Result<(), Failure> {
    let why = app.why(who).await?;
    output.one(&why, print)
}

fn print(output: &mut Output, why: &WhyView) -> io::Result<()> {
    output.heading(&why.name)?;
    for sentence in &why.next {
        output.text(0, sentence)?;
    }
    output.gap()?;
    for entry in &why.journal {
        output.labelled(0, &entry.when, 22, &entry.reason)?;
        output.faint(23, &format!("{}, {}", entry.actor, entry.event))?;
    }
    Ok(())
}
