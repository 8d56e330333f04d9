//! People whom a mail names to write to instead: a deputy, a successor, the right one to ask. They
//! are offered; the user's yes makes a contact of one, or an address of a contact who moved.
//!
//! Nothing is written to them by itself, and the follow-up that asks stays where it is.

use rapport_core::classify::{SuggestedAs, Suggestion, suggestions};
use rapport_mail::evidence::fold;
use rapport_mail::parse::parse;
use rapport_store::message::Message;
use serde::Serialize;

use crate::app::App;
use crate::contacts::add_address;
use crate::error::AppError;
use crate::view::ContactView;

/// Somebody a mail names.
#[derive(Clone, Debug, Serialize)]
pub struct NamedView {
    /// `deputy`, `successor` or `referral`.
    pub role: String,
    /// Their name as written.
    pub name: Option<String>,
    /// Their address.
    pub address: Option<String>,
    /// The contact with this address, by id, if there is one.
    pub known: Option<String>,
}

impl App {
    /// Whom a message names to write to instead, in its order.
    ///
    /// # Errors
    /// No such message, or what the database says.
    pub async fn named_in(&self, which: &str) -> Result<Vec<NamedView>, AppError> {
        let message = self.message_named(which).await?;
        self.named_of(&message).await
    }

    pub(crate) async fn named_of(&self, message: &Message) -> Result<Vec<NamedView>, AppError> {
        let mut views = Vec::new();
        for one in self.suggested_in(message).await? {
            let known = match &one.address {
                Some(address) => self.store().contact_by_address(self.scope(), address).await?,
                None => None,
            };
            views.push(NamedView {
                role: role_word(one.role).to_owned(),
                name: one.name,
                address: one.address,
                known: known.map(|contact| contact.id.to_string()),
            });
        }
        Ok(views)
    }

    /// Takes up whom a message names, with one key: somebody new becomes a contact at the same
    /// organisation; the same person's new address becomes the one to write to.
    ///
    /// # Errors
    /// No such message, or it names nobody with an address.
    pub async fn accept_named(&self, which: &str) -> Result<ContactView, AppError> {
        let message = self.message_named(which).await?;
        let found = self.suggested_in(&message).await?;
        let with_address = found.into_iter().find_map(|one| Some((one.address.clone()?, one)));
        let (Some((address, one)), Some(contact)) = (with_address, message.contact) else {
            return Err(AppError::refused(
                "this message names nobody with an address",
                "enter them yourself: rapport contacts add NAME --email ADDRESS",
            ));
        };
        let profile = self.profile().await?;
        let mut contact = self.store().contact(self.scope(), contact).await?;
        if let Some(known) = self.store().contact_by_address(self.scope(), &address).await? {
            return self.contact_view(&known, &profile).await;
        }
        let mut door = self.user_door(&profile).await?;
        let name = one.name.clone().unwrap_or_else(|| address.clone());
        let is_same = fold(&name) == fold(&contact.name);
        if is_same {
            add_address(&mut contact, &address)?;
        } else {
            let by = contact.name.clone();
            let organisation = contact.organisation;
            contact = self.new_contact(&name)?;
            contact.organisation = organisation;
            add_address(&mut contact, &address)?;
            contact.memo = Some(match one.role {
                SuggestedAs::Deputy => format!("stands in for {by}"),
                SuggestedAs::Successor => format!("has taken over from {by}"),
                SuggestedAs::Referral => format!("{by} says they are the one to ask"),
            });
        }
        door.save_contact(&contact).await?;
        door.commit().await?;
        self.contact_view(&contact, &profile).await
    }

    async fn suggested_in(&self, message: &Message) -> Result<Vec<Suggestion>, AppError> {
        let Some(inbound) = message.inbound else { return Ok(Vec::new()) };
        let parsed = parse(&self.store().inbound(self.scope(), inbound).await?.raw);
        Ok(suggestions(&parsed.signs).cloned().collect())
    }
}

const fn role_word(role: SuggestedAs) -> &'static str {
    match role {
        SuggestedAs::Deputy => "deputy",
        SuggestedAs::Successor => "successor",
        SuggestedAs::Referral => "referral",
    }
}
