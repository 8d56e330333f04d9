//! The opt-out route: one click, for ever, with proof (RFC 8058).
//!
//! Looking changes nothing, because scanners follow links; only the POST suppresses.

use rapport_core::ids::ContactId;
use rapport_core::person::PersonEvent;
use rapport_store::{Actor, Worker};

use crate::app::App;
use crate::error::AppError;

/// The setting that holds the public https address of this installation, if it has one.
pub const PUBLIC_ADDRESS: &str = "public.address";

impl App {
    /// The address a token stands for, masked; `None` for a token that is not ours.
    ///
    /// # Errors
    /// What the database says.
    pub async fn opt_out_page(&self, token: &str) -> Result<Option<String>, AppError> {
        let Some((_, contact)) = self.contact_of_token(token).await? else {
            return Ok(None);
        };
        Ok(Some(masked(contact.address().unwrap_or_default())))
    }

    /// Suppresses for ever whom the token stands for; true when the token is ours. Doing it twice
    /// is as good as once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn opt_out(&self, token: &str, proof: &str) -> Result<bool, AppError> {
        let Some((app, contact)) = self.contact_of_token(token).await? else {
            return Ok(false);
        };
        let event = PersonEvent::OptedOut { proof: proof.to_owned() };
        app.person_event(contact.id, &event, Actor::Worker(Worker::Collector)).await?;
        Ok(true)
    }

    /// The token of a contact's link, as their notes carry it.
    ///
    /// # Errors
    /// Nobody or several are called that.
    pub async fn opt_out_token(&self, who: &str) -> Result<String, AppError> {
        let contact = self.contact_named(who).await?;
        Ok(self.key().opt_out_token(self.scope().id().uuid(), contact.id.uuid()))
    }

    /// The public https address of this installation, if it has one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn public_address(&self) -> Result<Option<String>, AppError> {
        Ok(self.store().setting(self.scope(), PUBLIC_ADDRESS).await?)
    }

    /// Says under which address strangers reach this installation; notes of commercial playbooks
    /// carry a one-click link from then on. An empty text takes it away.
    ///
    /// # Errors
    /// It is no https address: a link without TLS would show the token to everybody on the way.
    pub async fn set_public_address(&self, address: &str) -> Result<(), AppError> {
        let address = address.trim().trim_end_matches('/');
        let is_https = url::Url::parse(address)
            .is_ok_and(|url| url.scheme() == "https" && url.has_host() && url.query().is_none());
        if !address.is_empty() && !is_https {
            return Err(AppError::usage(
                format!("\"{address}\" is no public https address"),
                "write it like https://follow.example.org",
            ));
        }
        let address = (!address.is_empty()).then_some(address);
        Ok(self.store().set_setting(self.scope(), PUBLIC_ADDRESS, address).await?)
    }

    /// The contact of a token, and the application in the scope that the token names: a link works
    /// whoever of this server's users wrote the note.
    async fn contact_of_token(
        &self,
        token: &str,
    ) -> Result<Option<(Self, rapport_core::contact::Contact)>, AppError> {
        let Some((scope, contact)) = self.key().read_opt_out_token(token) else {
            return Ok(None);
        };
        let Some(app) = self.in_scope_with(scope).await? else {
            return Ok(None);
        };
        match app.store().contact(app.scope(), ContactId::new(contact)).await {
            Ok(contact) => Ok(Some((app, contact))),
            Err(rapport_store::StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// "d…@acme.example": enough to recognise one's own, not to learn another's.
fn masked(address: &str) -> String {
    match address.split_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}…@{domain}")
        }
        None => String::new(),
    }
}
