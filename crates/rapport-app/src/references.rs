//! References: who vouches for the user, warned before they are called and told how it ended (B6).

use rapport_core::follow_up::Anchor;
use rapport_core::ids::ReferenceId;
use rapport_core::touchpoint::{Reference, facts_of};

use crate::app::App;
use crate::error::AppError;
use crate::input::ReferenceInput;
use crate::view::{FollowUpView, ReferenceView};

impl App {
    /// Everybody who vouches for something.
    ///
    /// # Errors
    /// What the database says.
    pub async fn references(&self) -> Result<Vec<ReferenceView>, AppError> {
        let mut views = Vec::new();
        for reference in self.store().all_references(self.scope()).await? {
            let contact = self.store().contact(self.scope(), reference.contact).await?;
            let opportunity = self.store().opportunity(self.scope(), reference.opportunity).await?;
            views.push(ReferenceView {
                contact: contact.name,
                opportunity: opportunity.title,
                talking_points: reference.talking_points,
            });
        }
        Ok(views)
    }

    /// Enters a reference and starts the alert at once (PB04).
    ///
    /// # Errors
    /// Nobody or no pursuit is called that.
    pub async fn add_reference(&self, input: ReferenceInput) -> Result<FollowUpView, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(&input.contact).await?;
        let opportunity = self.opportunity_named(&input.opportunity).await?;
        let reference = Reference {
            id: ReferenceId::new(self.clock().mint()),
            contact: contact.id,
            opportunity: opportunity.id,
            talking_points: input.talking_points.as_deref().map(facts_of).unwrap_or_default(),
        };
        let playbook = self.newest_playbook("PB04").await?;
        let anchor = Anchor { at: self.now(), touchpoint: None, appointment: None, promised: None };
        let mut door = self.user_door(&profile).await?;
        door.save_reference(&reference).await?;
        let follow_up = self.new_follow_up(&contact, Some(opportunity.id), &playbook, anchor);
        let id = self.begin(&mut door, follow_up).await?;
        door.commit().await?;
        self.write_after().await;
        self.follow_up_view(id, &profile).await
    }
}
