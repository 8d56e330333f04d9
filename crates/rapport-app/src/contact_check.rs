//! What is known about the fields of contacts: verified, unchecked or doubtful, from where and when.
//!
//! The checks of [`crate::doubt`] are made anew each time, so that a corrected field is out of the list
//! at once; what only an import could see (a text that is no address, a value that was not taken over)
//! is kept with its row and told as long as it still holds.

use std::collections::BTreeMap;

use rapport_core::contact::Contact;
use rapport_core::ids::ContactId;
use rapport_formats::vcard;
use rapport_store::import::Origin;
use serde::Serialize;

use crate::app::App;
use crate::doubt::{self, Doubt};
use crate::error::AppError;
use crate::mail_domains;
use crate::profile::Profile;

/// How many contacts are read at once.
const AT_ONCE: u32 = 500;

/// What is known about one field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FieldView {
    /// The contact's id.
    pub contact: String,
    /// Their name.
    pub name: String,
    /// Which field: name, organisation, role, email, phone, address.
    pub field: String,
    /// What it says.
    pub value: String,
    /// `verified`, `unchecked` or `doubtful`.
    pub state: &'static str,
    /// What is doubtful; empty otherwise.
    pub why: String,
    /// What to do about it; empty otherwise.
    pub remedy: String,
    /// Where it comes from: the name of a file, or `you`; empty in the list of all that is doubtful.
    pub source: String,
    /// When it came from there (RFC 3339); `None` for what was typed.
    pub at: Option<String>,
}

impl App {
    /// Everything of all contacts that is doubtful, with what to do.
    ///
    /// # Errors
    /// What the database says.
    pub async fn doubtful_fields(&self) -> Result<Vec<FieldView>, AppError> {
        let profile = self.profile().await?;
        let refusing = self.refusing_domains().await?;
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let contacts = self.store().contacts_after(self.scope(), after, AT_ONCE).await?;
            let Some(last) = contacts.last() else { break };
            after = Some(last.id);
            let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
            let mut kept: BTreeMap<ContactId, Vec<Doubt>> = BTreeMap::new();
            for (id, doubts) in self.store().import_doubts(self.scope(), &ids).await? {
                let read: Vec<Doubt> = serde_json::from_str(&doubts).unwrap_or_default();
                kept.entry(id).or_default().extend(read);
            }
            for contact in &contacts {
                let kept = kept.remove(&contact.id).unwrap_or_default();
                let doubts = doubts_of(contact, kept, &profile, &refusing);
                found.extend(doubts.into_iter().map(|doubt| doubtful(contact, doubt)));
            }
        }
        found.sort_by(|left, right| {
            (left.name.to_lowercase(), &left.contact)
                .cmp(&(right.name.to_lowercase(), &right.contact))
        });
        Ok(found)
    }

    /// Every field of one contact: how sure it is, where it comes from and since when.
    ///
    /// # Errors
    /// Nobody or several are called that.
    pub async fn fields_of(&self, who: &str) -> Result<Vec<FieldView>, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let origins = self.store().origins(self.scope(), contact.id).await?;
        let kept = origins
            .iter()
            .flat_map(|origin| {
                serde_json::from_str::<Vec<Doubt>>(&origin.row.doubts).unwrap_or_default()
            })
            .collect();
        let organisation = match contact.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?.name),
            None => None,
        };
        let refusing = self.refusing_domains().await?;
        let mut doubts = doubts_of(&contact, kept, &profile, &refusing);
        let own = contact.country.unwrap_or(profile.country);
        let mut fields: Vec<(&str, String, bool)> = vec![("name", contact.name.clone(), false)];
        fields.extend(organisation.map(|name| ("organisation", name, false)));
        fields.extend(contact.role.iter().map(|role| ("role", role.clone(), false)));
        let addresses = contact.addresses.iter();
        fields.extend(addresses.map(|address| ("email", address.clone(), false)));
        fields.extend(
            contact
                .phones
                .iter()
                .map(|phone| ("phone", phone.clone(), doubt::number(phone, own).doubts.is_empty())),
        );
        fields.extend(contact.postal_address.iter().map(|text| ("address", text.clone(), false)));
        let mut views = Vec::new();
        for (field, value, is_sure) in fields {
            let shown = value.replace('\n', ", ");
            let told = doubts.iter().position(|it| it.field == field && is_about(it, &value));
            let (source, at) = origin_of(&origins, field, &value, profile.country);
            let mut view = match told {
                Some(at) => doubtful(&contact, doubts.remove(at)),
                None => FieldView {
                    contact: contact.id.to_string(),
                    name: contact.name.clone(),
                    field: field.to_owned(),
                    value: shown.clone(),
                    state: if is_sure { "verified" } else { "unchecked" },
                    why: String::new(),
                    remedy: String::new(),
                    source: String::new(),
                    at: None,
                },
            };
            view.value = shown;
            (view.source, view.at) = (source, at);
            views.push(view);
        }
        views.extend(doubts.into_iter().map(|doubt| doubtful(&contact, doubt)));
        Ok(views)
    }
}

fn doubtful(contact: &Contact, doubt: Doubt) -> FieldView {
    FieldView {
        contact: contact.id.to_string(),
        name: contact.name.clone(),
        field: doubt.field,
        value: doubt.value,
        state: "doubtful",
        why: doubt.why,
        remedy: doubt.remedy,
        source: String::new(),
        at: None,
    }
}

fn is_about(doubt: &Doubt, value: &str) -> bool {
    doubt.value.eq_ignore_ascii_case(value) || doubt.value == value.replace('\n', ", ")
}

/// What of a contact is doubtful now.
fn doubts_of(
    contact: &Contact,
    kept: Vec<Doubt>,
    profile: &Profile,
    refusing: &BTreeMap<String, String>,
) -> Vec<Doubt> {
    let own = contact.country.unwrap_or(profile.country);
    let mut doubts: Vec<Doubt> = doubt::name(&contact.name).into_iter().collect();
    for address in &contact.addresses {
        let written = doubt::mail_address(address).doubts;
        // A slip that was seen says what to do; that its domain takes no mail says less.
        if written.is_empty() {
            doubts.extend(mail_domains::doubt(address, refusing));
        }
        doubts.extend(written);
    }
    for phone in &contact.phones {
        doubts.extend(doubt::number(phone, own).doubts);
    }
    for doubt in kept {
        let holds = match doubt.field.as_str() {
            // Checked anew above; here is only what did not become an address.
            "email" => contact.addresses.is_empty(),
            "address" => contact
                .postal_address
                .as_ref()
                .is_some_and(|text| text.replace('\n', ", ") == doubt.value),
            _ => false,
        };
        let is_told = doubts.iter().any(|it| it.field == doubt.field && it.value == doubt.value);
        if holds && !is_told {
            doubts.push(doubt);
        }
    }
    doubts
}

/// Where a value comes from: the first import that said it, else the user.
fn origin_of(
    origins: &[Origin],
    field: &str,
    value: &str,
    own: rapport_core::place::Country,
) -> (String, Option<String>) {
    let says = |origin: &&Origin| {
        vcard::read(origin.row.card.as_bytes()).cards.iter().any(|card| match field {
            "name" => origin.row.name == value,
            "organisation" => card.organisation.trim().eq_ignore_ascii_case(value),
            "role" => card.role.trim() == value,
            "email" => card.emails.iter().any(|it| it.value.trim().eq_ignore_ascii_case(value)),
            "phone" => card.phones.iter().any(|it| {
                let number = doubt::number(&it.value, own).value;
                it.value.trim() == value || number.is_some_and(|number| number.shown == value)
            }),
            "address" => card
                .addresses
                .iter()
                .any(|it| doubt::postal_address(it, own).0.as_deref() == Some(value)),
            _ => false,
        })
    };
    match origins.iter().rev().find(says) {
        Some(origin) => (origin.source.clone(), Some(origin.at.to_string())),
        None => ("you".to_owned(), None),
    }
}
