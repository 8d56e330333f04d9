//! `rapport inspect phone`: numbers by their countries' plans.

use std::io;

use rapport_app::inspect::Problem;
use rapport_app::inspect::phone::{PhoneView, phone};

use super::lines::each_input;
use crate::args::PhoneInput;
use crate::failure::Failure;
use crate::output::Output;

/// The column of labels.
const LABEL: usize = 14;

pub fn run(what: &PhoneInput, output: &mut Output) -> Result<(), Failure> {
    let all_read = each_input(
        &what.number.join(" "),
        output,
        |input| {
            let number = input.text("phone").ok_or_else(|| {
                Problem::new(
                    "no `phone` is given",
                    r#"write a number, or {"phone": "…", "country": "DE"}"#,
                )
            })?;
            phone(number, input.member("country").or(what.country.as_deref()))
        },
        print,
    )?;
    super::ended(all_read)
}

/// The gist for people.
fn print(output: &mut Output, phone: &PhoneView) -> io::Result<()> {
    output.gap()?;
    output.heading(&phone.input)?;
    let mut line = |label: &str, text: &str| match text {
        "" => Ok(()),
        text => output.labelled(2, label, LABEL, text),
    };
    line("number", if phone.valid { "valid" } else { "not valid" })?;
    line("because", phone.why.as_deref().unwrap_or_default())?;
    line("to save", phone.e164.as_deref().unwrap_or_default())?;
    line(
        "from abroad",
        phone.international.as_deref().filter(|_| phone.valid).unwrap_or_default(),
    )?;
    line("at home", phone.national.as_deref().filter(|_| phone.valid).unwrap_or_default())?;
    line("country", phone.country.as_deref().unwrap_or_default())?;
    line("kind", phone.kind)?;
    line("extension", phone.extension.as_deref().unwrap_or_default())
}
