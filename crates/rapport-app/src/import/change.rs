//! What an entry adds to somebody known, and how that is taken back.
//!
//! What is missing is filled in. What differs is only replaced where the present value came from an
//! earlier import, too: what the user typed stays, and the other value becomes a doubt.

use rapport_core::contact::Contact;
use rapport_core::ids::OrganisationId;
use rapport_core::place::Country;
use rapport_formats::phone;
use rapport_formats::vcard;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::entry::Entry;
use crate::doubt::Doubt;

/// What one entry changed, kept with its row.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Undo {
    /// Of a new contact: a digest of it as it was made. Another one now means that it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) made: Option<String>,
    /// Addresses that were added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) addresses: Vec<String>,
    /// Numbers that were added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) phones: Vec<String>,
    /// Tags that were added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    /// Fields that were set: name, before, after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fields: Vec<(String, Option<String>, Option<String>)>,
    /// The organisation that was made for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<String>,
    /// The meeting that was logged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) touchpoint: Option<String>,
    /// The follow-up that was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) follow_up: Option<String>,
}

impl Undo {
    /// Whether anything of the contact was changed.
    pub(super) fn changes_contact(&self) -> bool {
        !(self.addresses.is_empty() && self.phones.is_empty() && self.fields.is_empty())
    }

    fn set(&mut self, field: &str, before: Option<String>, after: Option<String>) {
        self.fields.push((field.to_owned(), before, after));
    }
}

/// Where the present values of a contact come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Imported {
    roles: Vec<String>,
    organisations: Vec<String>,
    postal_addresses: Vec<String>,
}

impl Imported {
    /// From the cards of earlier imports.
    pub(super) fn of(cards: impl IntoIterator<Item = String>, own: Country) -> Self {
        let mut imported = Self::default();
        for card in cards.into_iter().flat_map(|text| vcard::read(text.as_bytes()).cards) {
            let entry = Entry::of(0, &card, own);
            imported.roles.extend(entry.role);
            imported.organisations.extend(entry.organisation.map(|name| name.to_lowercase()));
            imported.postal_addresses.extend(entry.postal_address);
        }
        imported
    }
}

/// Whether a known contact and an entry say different things, so that it matters where the present
/// values come from.
pub(super) fn differs(entry: &Entry, contact: &Contact, place: Option<&str>) -> bool {
    let other = |theirs: Option<&str>, ours: Option<&str>| {
        theirs.zip(ours).is_some_and(|(theirs, ours)| theirs != ours)
    };
    other(contact.role.as_deref(), entry.role.as_deref())
        || other(contact.postal_address.as_deref(), entry.postal_address.as_deref())
        || other(place, entry.organisation.as_deref().map(str::to_lowercase).as_deref())
}

/// Brings what an entry says to somebody known. `place` is the lower-case name of their organisation,
/// `organisation` the one the entry names.
pub(super) fn apply(
    entry: &mut Entry,
    contact: &mut Contact,
    place: Option<&str>,
    organisation: Option<OrganisationId>,
    imported: &Imported,
    own: Country,
) -> Undo {
    let mut undo = Undo::default();
    for address in &entry.addresses {
        if !contact.addresses.contains(address) {
            contact.addresses.push(address.clone());
            undo.addresses.push(address.clone());
        }
    }
    let country = contact.country.unwrap_or(own);
    for number in &entry.phones {
        let is_there = contact.phones.iter().any(|theirs| {
            *theirs == number.shown
                || (number.e164.is_some() && phone::e164(theirs, Some(country)) == number.e164)
        });
        if !is_there {
            contact.phones.push(number.shown.clone());
            undo.phones.push(number.shown.clone());
        }
    }
    let doubts = &mut entry.doubts;
    for (field, theirs, ours, were) in [
        ("role", &mut contact.role, &entry.role, &imported.roles),
        ("address", &mut contact.postal_address, &entry.postal_address, &imported.postal_addresses),
    ] {
        let Some(value) = ours.as_ref().filter(|value| theirs.as_ref() != Some(*value)) else {
            continue;
        };
        if theirs.as_ref().is_none_or(|present| were.contains(present)) {
            undo.set(field, theirs.clone(), Some(value.clone()));
            *theirs = Some(value.clone());
        } else {
            doubts.push(kept(field, value, theirs.as_deref()));
        }
    }
    if let Some((name, id)) = entry.organisation.as_ref().zip(organisation)
        && contact.organisation != Some(id)
    {
        if place.is_none_or(|present| imported.organisations.iter().any(|name| name == present)) {
            let before = contact.organisation.map(|id| id.to_string());
            undo.set("organisation", before, Some(id.to_string()));
            contact.organisation = Some(id);
        } else {
            doubts.push(kept("organisation", name, place));
        }
    }
    if contact.memo.is_none() && entry.memo.is_some() {
        undo.set("memo", None, entry.memo.clone());
        contact.memo.clone_from(&entry.memo);
    }
    if let Some(country) = entry.country.filter(|_| contact.country.is_none()) {
        undo.set("country", None, Some(country.to_string()));
        contact.country = Some(country);
    }
    undo
}

fn kept(field: &str, value: &str, present: Option<&str>) -> Doubt {
    let present = present.unwrap_or_default().replace('\n', ", ");
    let value = value.replace('\n', ", ");
    let why = format!("you have \"{present}\", and that stays");
    Doubt::about(field, value, why, "if the new one is right: rapport contacts edit WHO")
}

/// A digest of a contact, by which a later change is seen.
pub(super) fn fingerprint(contact: &Contact) -> String {
    let zone = contact.zone.as_ref().and_then(|zone| zone.iana_name().map(str::to_owned));
    let said = (
        (&contact.name, &contact.greeting, &contact.role, &contact.addresses, &contact.phones),
        (&contact.postal_address, &contact.language, contact.country.map(|it| it.to_string())),
        (contact.subdivision.as_ref().map(|it| it.as_str().to_owned()), zone, &contact.memo),
        (contact.organisation.map(|id| id.to_string()), contact.parked.is_some()),
    );
    let text = serde_json::to_string(&said).unwrap_or_default();
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Takes back what an entry changed of a contact; what was changed again since stays. The answer is
/// whether all of it went back.
pub(super) fn revert(contact: &mut Contact, undo: &Undo) -> bool {
    contact.addresses.retain(|address| !undo.addresses.contains(address));
    contact.phones.retain(|number| !undo.phones.contains(number));
    let mut all = true;
    for (field, before, after) in undo.fields.iter().rev() {
        match field.as_str() {
            "organisation" => {
                let parse = |text: &Option<String>| text.as_deref().and_then(OrganisationId::parse);
                if contact.organisation == parse(after) {
                    contact.organisation = parse(before);
                } else {
                    all = false;
                }
            }
            "country" => {
                if contact.country.map(|country| country.to_string()) == *after {
                    contact.country = before.as_deref().and_then(Country::parse);
                } else {
                    all = false;
                }
            }
            other => {
                let theirs = match other {
                    "role" => &mut contact.role,
                    "address" => &mut contact.postal_address,
                    "memo" => &mut contact.memo,
                    _ => continue,
                };
                if theirs == after {
                    theirs.clone_from(before);
                } else {
                    all = false;
                }
            }
        }
    }
    all
}
