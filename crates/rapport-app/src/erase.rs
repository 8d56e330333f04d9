//! One person erased, because they ask for it or because the user does (GDPR, article 17).

use rapport_core::decide::Event;
use rapport_core::ids::FollowUpId;
use rapport_core::suppression::SuppressReason;
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, Kind};

/// What was erased and what stays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ErasedView {
    /// Rows that are gone.
    pub rows: u64,
    /// Addresses of which a keyed hash stays, so that nobody writes to them again by mistake.
    pub hashes: u64,
    /// What to know, in sentences.
    pub sentences: Vec<String>,
}

impl App {
    /// Erases a contact and everything about them. Only a keyed hash of each address stays, as a
    /// suppression: a card of them that comes in again is recognised.
    ///
    /// # Errors
    /// Nobody is called that; a note to them is going out this moment.
    pub async fn erase(&self, who: &str) -> Result<ErasedView, AppError> {
        let contact = self.contact_named(who).await?;
        let mut door = self.user_door(&self.profile().await?).await?;
        let contact = door.contact(contact.id).await?;
        if door.is_going_out(&contact).await? {
            return Err(AppError::new(
                Kind::Unavailable,
                format!("a note to {} is going out this moment", contact.name),
                "try again in a minute",
            ));
        }
        let mut companions: Vec<FollowUpId> = Vec::new();
        for opportunity in door.opportunities_of(contact.id).await? {
            for follow_up in door.follow_ups_of_opportunity(opportunity.id).await? {
                if follow_up.is_live() && follow_up.contact != contact.id {
                    companions.push(follow_up.id);
                }
            }
        }
        if !contact.addresses.is_empty() {
            door.suppress(&contact, None, SuppressReason::User, "erased").await?;
        }
        let erased = door.erase_contact(&contact).await?;
        let event = Event::Replanned {
            what: "somebody of the same pursuit was erased".to_owned(),
            promised: None,
        };
        for id in companions {
            self.step(&mut door, id, &event).await?;
        }
        door.commit().await?;
        let mut sentences = vec!["Everything about them is erased".to_owned()];
        if erased.hashes > 0 {
            sentences.push(
                "Only a keyed hash of their address stays, so that it is recognised and gets nothing"
                    .to_owned(),
            );
        }
        if self.store().file().is_some() {
            sentences.push(
                "Backups from before still hold them; the daily ones go after a week".to_owned(),
            );
        }
        Ok(ErasedView { rows: erased.rows, hashes: erased.hashes, sentences })
    }
}
