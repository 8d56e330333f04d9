//! The contact's data as a form: what is there, what was typed, and the difference as a change.

use axum::extract::Path;
use axum::http::StatusCode;
use rapport_app::error::Kind;
use rapport_app::input::ContactInput;
use rapport_app::view::ContactView;

use super::{Asked, acts, laid_out};
use crate::page::{self, Answer, Trouble, sentence_of};
use crate::today::{Fields, field};
use crate::web::User;

/// The fields.
#[derive(Default)]
pub struct Form {
    /// The full name.
    pub name: String,
    /// Where they are.
    pub organisation: String,
    /// What they do there.
    pub role: String,
    /// How they are addressed; empty leaves it as it is.
    pub greeting: String,
    /// Mail addresses, one per line.
    pub addresses: String,
    /// Phone numbers, one per line.
    pub phones: String,
    /// The postal address.
    pub postal: String,
    /// The country.
    pub country: String,
    /// The time zone.
    pub zone: String,
    /// The language of notes.
    pub language: String,
    /// The user's remark.
    pub memo: String,
    /// Why it was not kept.
    pub trouble: Option<String>,
}

impl Form {
    /// What is stored. Country and zone that are only assumed are left open.
    pub fn of(contact: &ContactView) -> Self {
        let known = |text: &String| if contact.assumed { String::new() } else { text.clone() };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            name: contact.name.clone(),
            organisation: text(&contact.organisation),
            role: text(&contact.role),
            greeting: String::new(),
            addresses: contact.addresses.join("\n"),
            phones: contact.phones.join("\n"),
            postal: text(&contact.postal_address),
            country: known(&contact.country),
            zone: known(&contact.zone),
            language: text(&contact.language),
            memo: text(&contact.memo),
            trouble: None,
        }
    }

    fn typed(fields: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let text = fields.iter().find(|(key, _)| key == name).map(|(_, text)| text.trim());
            text.unwrap_or_default().replace("\r\n", "\n")
        };
        Self {
            name: text("name"),
            organisation: text("organisation"),
            role: text("role"),
            greeting: text("greeting"),
            addresses: text("addresses"),
            phones: text("phones"),
            postal: text("postal"),
            country: text("country"),
            zone: text("zone"),
            language: text("language"),
            memo: text("memo"),
            trouble: None,
        }
    }

    /// The change from what is stored: what was not touched is left alone, so that an assumed
    /// country does not become a stated one.
    fn change(&self, contact: &ContactView) -> ContactInput {
        let before = Self::of(contact);
        let changed = |new: &String, old: &String| (new != old).then(|| new.clone());
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
        };
        let (addresses, phones) = (lines(&self.addresses), lines(&self.phones));
        let lacks =
            |all: &[String], one: &String| !all.iter().any(|it| it.eq_ignore_ascii_case(one));
        let are_same = addresses == contact.addresses;
        ContactInput {
            name: changed(&self.name, &before.name),
            greeting: (!self.greeting.is_empty()).then(|| self.greeting.clone()),
            organisation: changed(&self.organisation, &before.organisation),
            role: changed(&self.role, &before.role),
            remove_addresses: contact
                .addresses
                .iter()
                .filter(|it| lacks(&addresses, it))
                .cloned()
                .collect(),
            // Each one is put in front of those before it: the first line comes last.
            addresses: if are_same { Vec::new() } else { addresses.into_iter().rev().collect() },
            remove_phones: contact.phones.iter().filter(|it| lacks(&phones, it)).cloned().collect(),
            phones,
            postal_address: changed(&self.postal, &before.postal),
            language: changed(&self.language, &before.language),
            country: changed(&self.country, &before.country),
            zone: changed(&self.zone, &before.zone),
            memo: changed(&self.memo, &before.memo),
            ..ContactInput::default()
        }
    }
}

/// `POST /person/{id}/edit`.
pub async fn save(user: User, Path(id): Path<String>, axum::Form(fields): Fields) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let contact = user.app.contact(id).await?;
    let typed = Form::typed(&fields);
    let words = &user.locale.words.person;
    if field(&fields, "name").is_none() {
        let trouble = Some(sentence_of("a contact needs a name"));
        return again(&user, id, Form { trouble, ..typed }, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match user.app.edit_contact(id, typed.change(&contact)).await {
        Ok(_) => Ok(user.back(&acts::home(id), words.saved)),
        Err(error) if matches!(error.kind, Kind::Usage | Kind::Refused) => {
            let trouble = Some(sentence_of(&error.what));
            again(&user, id, Form { trouble, ..typed }, page::status_of(error.kind)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again, as it was typed.
async fn again(user: &User, id: &str, typed: Form, status: StatusCode) -> Answer {
    let page = laid_out(user, id, &Asked::default(), Some(typed)).await?;
    Ok(page::print(status, &page))
}
