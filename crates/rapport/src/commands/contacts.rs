//! `rapport contacts`, `park` and `unpark`.

use rapport_app::app::App;
use rapport_app::input::ContactInput;

use super::typed;
use crate::args::{ContactCommand, ContactFields, ContactSort, OnOff};
use crate::failure::Failure;
use crate::output::{Output, record};

pub async fn run(app: &App, command: ContactCommand, output: &mut Output) -> Result<(), Failure> {
    let contact = match command {
        ContactCommand::List { filter, sort } => {
            let mut contacts = app.contacts(filter.as_deref()).await?;
            if sort == ContactSort::Organisation {
                contacts.sort_by(|left, right| left.organisation.cmp(&right.organisation));
            }
            return output.list(&contacts, record::print_contacts);
        }
        ContactCommand::Show { who } => app.contact(&who).await?,
        ContactCommand::Add { name, fields } => app.add_contact(meant(Some(name), fields)).await?,
        ContactCommand::Check { online_at_import: Some(switch), .. } => {
            return super::check_online::at_import(app, switch == OnOff::On, output).await;
        }
        ContactCommand::Check { who: Some(who), online, resolver, .. } => {
            super::check_online::first(app, online, resolver).await?;
            return output.list(&app.fields_of(&who).await?, record::print_fields);
        }
        ContactCommand::Check { who: None, online, resolver, .. } => {
            super::check_online::first(app, online, resolver).await?;
            return output.list(&app.doubtful_fields().await?, record::print_doubts);
        }
        ContactCommand::Duplicates { by_itself: Some(switch), .. } => {
            return super::duplicates::by_itself(app, switch == OnOff::On, output).await;
        }
        ContactCommand::Duplicates { merge_sure: true, .. } => {
            return super::duplicates::merge_sure(app, output).await;
        }
        ContactCommand::Duplicates { from: Some(from), .. } => {
            return super::duplicates::of_table(&from, output);
        }
        ContactCommand::Duplicates { from: None, .. } => {
            return super::duplicates::of_contacts(app, output).await;
        }
        ContactCommand::Merge { a, b } => {
            return super::duplicates::merge(app, &a, &b, output).await;
        }
        ContactCommand::Unmerge { id: None } => {
            return super::duplicates::merges(app, output).await;
        }
        ContactCommand::Unmerge { id: Some(id) } => app.unmerge(&id).await?,
        ContactCommand::Different { a, b } => {
            app.different(&a, &b).await?;
            return output.said("They are two, and you are not asked again");
        }
        ContactCommand::Edit { who, name, fields } => {
            app.edit_contact(&who, meant(name, fields)).await?
        }
    };
    output.one(&contact, record::print_contact)
}

/// `rapport park`.
pub async fn park(
    app: &App,
    who: &str,
    until: &[String],
    output: &mut Output,
) -> Result<(), Failure> {
    let contact = app.park(who, typed::joined(until).as_deref()).await?;
    output.one(&contact, |output, contact| {
        let until = contact.parked.as_deref().unwrap_or("until you say so");
        output.text(0, &format!("{} is parked: {until}", contact.name))
    })
}

/// `rapport unpark`.
pub async fn unpark(app: &App, who: &str, output: &mut Output) -> Result<(), Failure> {
    let contact = app.unpark(who).await?;
    output.one(&contact, |output, contact| {
        output.text(0, &format!("{} is no longer parked", contact.name))
    })
}

fn meant(name: Option<String>, fields: ContactFields) -> ContactInput {
    ContactInput {
        name,
        greeting: fields.greeting,
        organisation: fields.at,
        role: fields.position,
        addresses: fields.email,
        remove_addresses: fields.remove_email,
        phones: fields.phone,
        remove_phones: Vec::new(),
        postal_address: typed::postal(fields.postal),
        language: fields.language,
        country: fields.country,
        subdivision: fields.subdivision,
        zone: fields.zone,
        basis: fields.basis,
        basis_detail: fields.basis_detail,
        memo: fields.memo,
    }
}
