//! `rapport inspect name`: the parts of names, and whose they are.

use std::io;

use rapport_app::inspect::Problem;
use rapport_app::inspect::name::{NameView, name};

use super::lines::each_input;
use crate::args::NameInput;
use crate::failure::Failure;
use crate::output::Output;

/// The column of labels.
const LABEL: usize = 14;

pub fn run(what: &NameInput, output: &mut Output) -> Result<(), Failure> {
    let all_read = each_input(
        &what.name.join(" "),
        output,
        |input| {
            let text = input.text("name").ok_or_else(|| {
                Problem::new(
                    "no `name` is given",
                    r#"write a name, or {"name": "…", "other": "…"}"#,
                )
            })?;
            Ok(name(text, input.member("other"), input.member("email")))
        },
        print,
    )?;
    super::ended(all_read)
}

/// The gist for people.
fn print(output: &mut Output, name: &NameView) -> io::Result<()> {
    output.gap()?;
    output.heading(&name.input)?;
    let mut line = |label: &str, text: Option<&str>| match text {
        None => Ok(()),
        Some(text) => output.labelled(2, label, LABEL, text),
    };
    let yes_or_no = |answer: bool| if answer { "yes" } else { "no" };
    line("kind", Some(&format!("{}: {}", name.kind, name.why)))?;
    line("title", name.title.as_deref())?;
    line("given", name.given.as_deref())?;
    line("middle", name.middle.as_deref())?;
    line("family", name.family.as_deref())?;
    line("suffix", name.suffix.as_deref())?;
    line("nickname", name.nickname.as_deref())?;
    line("salutation", name.salutation.as_deref())?;
    line("same person", name.same.map(yes_or_no))?;
    line("mailbox fits", name.email_fits.map(yes_or_no))
}
