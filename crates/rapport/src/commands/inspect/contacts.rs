//! `rapport inspect contacts`: cards and tables of contacts.

use std::io;

use rapport_app::error::AppError;
use rapport_app::inspect::Problem;
use rapport_app::inspect::contacts::{Answer, ContactView, Reading, RejectedView, each_contact};
use rapport_core::place::Country;

use super::files::{Stop, each_file};
use crate::args::ContactFiles;
use crate::failure::Failure;
use crate::output::Output;

/// The column of labels.
const LABEL: usize = 13;

pub fn run(what: &ContactFiles, output: &mut Output) -> Result<(), Failure> {
    let country = what.country.as_deref().map(country).transpose()?;
    let reading = Reading { country, columns: &what.columns };
    let mut all_usable = true;
    let all_read = each_file(&what.files.files, output, |file, input, output| {
        let usable = each_contact(file, input, &reading, |answer| match answer {
            Answer::Contact(contact) => output.one(&*contact, print).map_err(Stop::from),
            Answer::Rejected(rejected) => output.one(&rejected, print_rejected).map_err(Stop::from),
        })?;
        all_usable &= usable;
        Ok(())
    })?;
    super::ended(all_read && all_usable)
}

fn country(code: &str) -> Result<Country, Failure> {
    Country::parse(&code.to_ascii_uppercase()).ok_or_else(|| {
        AppError::refused(
            format!("`{code}` is no country code."),
            "A country is named by two letters, for example DE or GB.",
        )
        .into()
    })
}

/// The gist for people.
fn print(output: &mut Output, contact: &ContactView) -> io::Result<()> {
    output.gap()?;
    output.heading(&format!("{}, line {}", contact.file, contact.line))?;
    let mut line = |label: &str, text: &str| match text.trim() {
        "" => Ok(()),
        text => output.labelled(2, label, LABEL, text),
    };
    let parts =
        [&contact.prefix, &contact.given, &contact.middle, &contact.family, &contact.suffix];
    let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
    line("name", &contact.name.clone().unwrap_or_else(|| parts.join(" ")))?;
    line("given", contact.given.as_deref().unwrap_or_default())?;
    line("family", contact.family.as_deref().unwrap_or_default())?;
    line("organisation", contact.organisation.as_deref().unwrap_or_default())?;
    line("role", contact.role.as_deref().unwrap_or_default())?;
    for email in &contact.emails {
        line("email", &with_label(&email.value, email.label.as_deref()))?;
    }
    for phone in &contact.phones {
        line("phone", &with_label(&phone.value, phone.label.as_deref()))?;
    }
    for address in &contact.addresses {
        let parts =
            [&address.street, &address.postcode, &address.city, &address.state, &address.country];
        let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
        line("address", &with_label(&parts.join(", "), address.label.as_deref()))?;
    }
    line("birthday", contact.birthday.as_deref().unwrap_or_default())?;
    for url in &contact.urls {
        line("web", &with_label(&url.value, url.label.as_deref()))?;
    }
    line("connected", contact.connected_on.as_deref().unwrap_or_default())?;
    line("tags", &contact.tags.join(", "))?;
    line("notes", contact.notes.as_deref().unwrap_or_default())?;
    let kept: Vec<&str> = contact.kept.keys().map(String::as_str).collect();
    line("kept", &kept.join(", "))?;
    for defect in &contact.defects {
        line("defect", &sentence(defect))?;
    }
    Ok(())
}

fn print_rejected(output: &mut Output, rejected: &RejectedView) -> io::Result<()> {
    output.gap()?;
    output.heading(&rejected.file)?;
    for defect in &rejected.defects {
        output.text(2, &sentence(defect))?;
    }
    Ok(())
}

fn with_label(value: &str, label: Option<&str>) -> String {
    label.map_or_else(|| value.to_owned(), |label| format!("{value} ({label})"))
}

fn sentence(problem: &Problem) -> String {
    let place = problem.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
    format!("{place}{}; {}", problem.message, problem.remedy)
}
