//! `rapport inspect address`: parts of an address, laid out for an envelope.

use std::io;

use rapport_app::inspect::Problem;
use rapport_app::inspect::address::{AddressView, address};

use super::lines::{Input, each_input};
use crate::args::AddressInput;
use crate::failure::Failure;
use crate::output::Output;

pub fn run(what: &AddressInput, output: &mut Output) -> Result<(), Failure> {
    let all_read = each_input(
        &what.parts,
        output,
        |input| match input {
            Input::Named(parts) => address(parts, what.from.as_deref()),
            Input::Text(_) => Err(Problem::new(
                "an address is given in parts",
                r#"write {"road": "…", "house_number": "…", "postcode": "…", "city": "…", "country_code": "…"}"#,
            )),
        },
        print,
    )?;
    super::ended(all_read)
}

/// The gist for people.
fn print(output: &mut Output, address: &AddressView) -> io::Result<()> {
    output.gap()?;
    for line in address.lines.iter().chain(&address.country_line) {
        output.text(0, line)?;
    }
    for finding in &address.findings {
        output.faint(2, finding)?;
    }
    if !address.unused.is_empty() {
        output.faint(2, &format!("not printed: {}", address.unused.join(", ")))?;
    }
    Ok(())
}
