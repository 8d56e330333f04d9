//! People as other programs take them: cards and tables.

use std::collections::BTreeMap;
use std::io::Write as _;

use rapport_core::contact::Contact;
use rapport_core::ids::OrganisationId;
use rapport_formats::card::{Card, Labelled, PostalAddress};
use rapport_formats::name;
use rapport_formats::table::{TableStyle, TableWriter};
use rapport_formats::vcard::{self, VcardVersion};
use rapport_store::archive::Archive;

use super::Telling;
use super::folder::{self, Folder};
use crate::app::App;
use crate::error::AppError;

/// Writes `contacts.vcf` and both tables; the answer is how many people there were.
pub(crate) async fn write(
    app: &App,
    archive: &mut Archive,
    folder: &Folder,
    tell: Telling<'_>,
) -> Result<u64, AppError> {
    let organisations = organisation_names(app).await?;
    // The head of a table says how many addresses and numbers there are at most, so that everybody
    // is looked at twice.
    let mut widest = Card::default();
    let mut after = None;
    loop {
        let page = archive.contacts(after).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for contact in &page {
            widen(&mut widest.emails, contact.addresses.len());
            widen(&mut widest.phones, contact.phones.len());
        }
    }
    let own = TableWriter::new([&widest], TableStyle::Rapport);
    let thunderbird = TableWriter::new([&widest], TableStyle::Thunderbird);
    let mut cards = folder.file("contacts.vcf")?;
    let mut table = folder.file("contacts.csv")?;
    let mut other = folder.file("contacts-thunderbird.csv")?;
    table.write_all(own.header().as_bytes())?;
    other.write_all(thunderbird.header().as_bytes())?;
    let mut written = 0;
    let mut after = None;
    loop {
        let page = archive.contacts(after).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        let ids: Vec<_> = page.iter().map(|contact| contact.id).collect();
        let mut tags = archive.tags(&ids).await?;
        for contact in &page {
            let mine = tags.extract_if(.., |(id, _)| *id == contact.id).map(|(_, tag)| tag);
            let card = card(contact, organisation_of(contact, &organisations), mine.collect());
            cards.write_all(vcard::write(&card, VcardVersion::V4).as_bytes())?;
            table.write_all(own.row(&card).as_bytes())?;
            other.write_all(thunderbird.row(&card).as_bytes())?;
        }
        written += page.len() as u64;
        tell("contacts", written, 0);
    }
    folder::settle(cards)?;
    folder::settle(table)?;
    folder::settle(other)?;
    Ok(written)
}

/// The name of every organisation.
pub(crate) async fn organisation_names(
    app: &App,
) -> Result<BTreeMap<OrganisationId, String>, AppError> {
    let organisations = app.store().organisations(app.scope()).await?;
    Ok(organisations.into_iter().map(|known| (known.id, known.name)).collect())
}

/// The name of a contact's organisation; empty without one.
pub(crate) fn organisation_of<'a>(
    contact: &Contact,
    names: &'a BTreeMap<OrganisationId, String>,
) -> &'a str {
    contact.organisation.and_then(|id| names.get(&id)).map_or("", String::as_str)
}

/// A contact as a card. What a card has no field for stands under a name of its own, so that
/// reading it again loses nothing.
pub(crate) fn card(contact: &Contact, organisation: &str, tags: Vec<String>) -> Card {
    let parts = name::parts(&contact.name);
    let bare = |values: &[String]| {
        values
            .iter()
            .map(|value| Labelled { value: value.clone(), ..Labelled::default() })
            .collect()
    };
    let mut kept = Vec::new();
    let mut keep = |name: &str, value: Option<String>| {
        kept.extend(value.filter(|value| !value.is_empty()).map(|value| (name.to_owned(), value)));
    };
    keep("LANG", contact.language.clone());
    keep("TZ", contact.zone.as_ref().and_then(|zone| zone.iana_name()).map(str::to_owned));
    keep("X-RAPPORT-GREETING", contact.greeting.clone());
    let country = contact.country.as_ref().map_or("", |country| country.as_str());
    let addresses = match &contact.postal_address {
        Some(text) => vec![PostalAddress {
            street: text.clone(),
            country: country.to_owned(),
            ..PostalAddress::default()
        }],
        None => Vec::new(),
    };
    Card {
        name: contact.name.clone(),
        given: parts.given,
        middle: parts.middle,
        family: parts.family,
        prefix: parts.title,
        suffix: parts.suffix,
        nickname: parts.nickname,
        organisation: organisation.to_owned(),
        role: contact.role.clone().unwrap_or_default(),
        emails: bare(&contact.addresses),
        phones: bare(&contact.phones),
        addresses,
        notes: contact.memo.clone().unwrap_or_default(),
        tags,
        uid: format!("urn:uuid:{}", contact.id),
        kept,
        ..Card::default()
    }
}

fn widen(values: &mut Vec<Labelled>, to: usize) {
    if values.len() < to {
        values.resize(to, Labelled::default());
    }
}
