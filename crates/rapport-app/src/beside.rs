//! What stands beside a note: the facts it was written from, its cap and its window; and the facts
//! of a person, which the user may put right.
//!
//! Facts belong to the touchpoint that produced them. Not here: the checks of a draft
//! ([`crate::proofreading`]) and the person as a whole (`show`).

use jiff::SignedDuration;
use rapport_core::ids::TouchpointId;
use rapport_core::plan::{self, Planned};
use rapport_core::touchpoint::facts_of;

use crate::app::App;
use crate::error::AppError;
use crate::timeline::touchpoint_view;
use crate::view::{BesideView, FactsView, WindowView};
use crate::words;

/// Touchpoints whose facts are shown; a note draws on the newest ones.
const TOUCHPOINTS: u32 = 50;

impl App {
    /// What stands beside the note of a follow-up.
    ///
    /// # Errors
    /// Nobody is meant.
    pub async fn beside(&self, who: &str) -> Result<BesideView, AppError> {
        let profile = self.profile().await?;
        let follow_up =
            self.follow_up_named(who, rapport_core::follow_up::FollowUp::is_live).await?;
        let surroundings = self.surroundings(&follow_up, &profile).await?;
        let facts = &surroundings.facts;
        let month = self.now() - SignedDuration::from_hours(30 * 24);
        let used = facts
            .history
            .notes
            .iter()
            .filter(|note| note.contact == facts.contact.id && note.at > month)
            .count();
        let planned = surroundings
            .playbook
            .step(follow_up.step)
            .map(|step| plan::plan_step(&follow_up, step, &surroundings.context()));
        let zone = surroundings.calendar.zone.iana_name().unwrap_or("UTC").to_owned();
        let from = match follow_up.anchor.touchpoint {
            Some(id) => Some(self.store().touchpoint(self.scope(), id).await?),
            None => None,
        };
        Ok(BesideView {
            contact: facts.contact.id.to_string(),
            name: facts.contact.name.clone(),
            organisation: facts.organisation.as_ref().map(|it| it.name.clone()),
            role: facts.contact.role.clone(),
            facts: from.as_ref().map(|it| it.facts.clone()).unwrap_or_default(),
            from: from.map(|it| touchpoint_view(&it, self.now(), &profile.zone)),
            used: u32::try_from(used).unwrap_or(u32::MAX),
            cap: u32::from(profile.caps.person_per_30_days),
            window: match planned {
                Some(Planned::At(window)) => Some(WindowView {
                    opens: window.opens.to_string(),
                    preferred: window.preferred.to_string(),
                    closes: window.closes.to_string(),
                    expires: window.expires.to_string(),
                    zone,
                }),
                Some(Planned::AwaitsOutcome | Planned::LeftOut(_)) | None => None,
            },
        })
    }

    /// What is known of a contact, touchpoint by touchpoint, the newest on top.
    ///
    /// # Errors
    /// Nobody is called that.
    pub async fn facts(&self, who: &str) -> Result<Vec<FactsView>, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let touchpoints = self.store().touchpoints(self.scope(), contact.id, TOUCHPOINTS).await?;
        Ok(touchpoints
            .into_iter()
            .map(|touchpoint| FactsView {
                touchpoint: touchpoint.id.to_string(),
                at: touchpoint.at.to_string(),
                when: words::instant(touchpoint.at, self.now(), &profile.zone),
                title: touchpoint_view(&touchpoint, self.now(), &profile.zone).title,
                facts: touchpoint.facts,
            })
            .collect())
    }

    /// Puts the facts of a touchpoint right: one per line or semicolon. Notes that are written
    /// already stay as they are; the next one draws on these.
    ///
    /// # Errors
    /// No such touchpoint.
    pub async fn set_facts(&self, touchpoint: &str, text: &str) -> Result<(), AppError> {
        let nowhere = || {
            AppError::not_found(
                "this touchpoint is not there",
                "see the timeline: rapport show NAME",
            )
        };
        let id = TouchpointId::parse(touchpoint.trim()).ok_or_else(nowhere)?;
        let mut door = self.user_door(&self.profile().await?).await?;
        let mut touchpoint = door.touchpoint(id).await?;
        touchpoint.facts = facts_of(text);
        door.save_touchpoint(&touchpoint).await?;
        door.commit().await?;
        Ok(())
    }

    /// Adds facts to the touchpoint logged last with a contact.
    ///
    /// # Errors
    /// Nobody is called that, or nothing was logged with them yet.
    pub async fn add_facts(&self, who: &str, text: &str) -> Result<(), AppError> {
        let contact = self.contact_named(who).await?;
        let last = self.store().touchpoints(self.scope(), contact.id, 1).await?.into_iter().next();
        let Some(mut last) = last else {
            return Err(AppError::refused(
                format!("nothing was logged with {} yet, so a fact has no day", contact.name),
                "log what happened; what you write there becomes the facts",
            ));
        };
        let new: Vec<String> =
            facts_of(text).into_iter().filter(|fact| !last.facts.contains(fact)).collect();
        last.facts.extend(new);
        let mut door = self.user_door(&self.profile().await?).await?;
        door.save_touchpoint(&last).await?;
        door.commit().await?;
        Ok(())
    }
}
