//! Steps that the user asks for: "a call is likely now" (PB04).
//!
//! Such a step is left out of every plan until it is asked for. Then it runs as a small playbook of its
//! own, made of that one step, for the same contact and pursuit and counted from now; the playbook it
//! stands in goes on as it was.

use std::sync::Arc;

use rapport_core::follow_up::{Anchor, FollowUp};
use rapport_core::playbook::{Condition, Playbook, PlaybookKey, Purpose, Step, Threading};
use rapport_store::playbook::PlaybookText;

use crate::app::App;
use crate::engine::live;
use crate::error::AppError;
use crate::playbook_file;
use crate::view::{FollowUpView, RequestableView};

/// Told less than so many business days ago, the same person need not be told again (PB04).
const TOLD_LATELY: u32 = 5;

impl App {
    /// The steps that can be asked for now, for one contact.
    ///
    /// # Errors
    /// Nobody or several are called that.
    pub async fn requestable(&self, who: &str) -> Result<Vec<RequestableView>, AppError> {
        let contact = self.contact_named(who).await?;
        let mut found = Vec::new();
        for (follow_up, _, step) in self.on_request(&contact).await? {
            found.push(RequestableView {
                follow_up: follow_up.id.to_string(),
                contact: contact.name.clone(),
                step: step.key,
                title: step.title,
                why: step.why,
            });
        }
        Ok(found)
    }

    /// Asks for a step: its note is written at once and waits for a yes, as any other.
    ///
    /// # Errors
    /// Nothing can be asked for, or several can and none is named; they were told only lately.
    pub async fn request_step(
        &self,
        who: &str,
        step: Option<&str>,
    ) -> Result<FollowUpView, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let mut found = self.on_request(&contact).await?;
        if let Some(key) = step {
            found.retain(|(_, _, step)| step.key == key);
        }
        let several = found.len() > 1;
        let Some((parent, playbook, step)) = found.into_iter().next().filter(|_| !several) else {
            return Err(AppError::not_found(
                if several {
                    format!("several steps can be asked for with {}", contact.name)
                } else {
                    format!("no step of {} waits to be asked for", contact.name)
                },
                "see what runs, and name one: rapport show WHO; rapport request WHO --step KEY",
            ));
        };
        let surroundings = self.surroundings(&parent, &profile).await?;
        let told = surroundings
            .facts
            .history
            .notes
            .iter()
            .filter(|note| note.contact == contact.id && note.purpose == Purpose::Alert)
            .map(|note| note.at)
            .max();
        let calendar = &surroundings.calendar;
        let day = |at| calendar.local(at).date();
        if step.purpose == Purpose::Alert
            && let Some(told) = told
            && calendar.business_days_between(day(told), day(self.now())) < TOLD_LATELY
        {
            return Err(AppError::refused(
                format!("{} was told less than {TOLD_LATELY} business days ago", contact.name),
                "if it is urgent, phone, then: rapport log WHO --by call",
            ));
        }
        let small = self.playbook_of_step(&playbook, &step).await?;
        let runs = live(self.store().follow_ups_of(self.scope(), contact.id).await?)
            .into_iter()
            .any(|running| running.playbook == small.key);
        if runs {
            return Err(AppError::refused(
                format!("{} is on its way to {} already", step.title, contact.name),
                format!("see where it stands: rapport show \"{}\"", contact.name),
            ));
        }
        let anchor = Anchor {
            at: self.now(),
            touchpoint: parent.anchor.touchpoint,
            appointment: None,
            promised: None,
        };
        let mut door = self.user_door(&profile).await?;
        let follow_up = self.new_follow_up(&contact, parent.opportunity, &small, anchor);
        let id = self.begin(&mut door, follow_up).await?;
        door.commit().await?;
        self.write_after().await;
        self.follow_up_view(id, &profile).await
    }

    /// Steps on request of what runs for a contact.
    async fn on_request(
        &self,
        contact: &rapport_core::contact::Contact,
    ) -> Result<Vec<(FollowUp, Arc<Playbook>, Step)>, AppError> {
        let mut found = Vec::new();
        for follow_up in live(self.store().follow_ups_of(self.scope(), contact.id).await?) {
            let playbook = self.playbook(&follow_up.playbook, follow_up.playbook_version).await?;
            for step in &playbook.steps {
                if step.conditions.contains(&Condition::OnRequest) {
                    found.push((follow_up.clone(), Arc::clone(&playbook), step.clone()));
                }
            }
        }
        Ok(found)
    }

    /// The playbook that a step alone is, kept as any other so that what runs keeps its version.
    async fn playbook_of_step(
        &self,
        playbook: &Playbook,
        step: &Step,
    ) -> Result<Arc<Playbook>, AppError> {
        let name: String = format!("{}-{}", playbook.key, step.key).chars().take(32).collect();
        let key = PlaybookKey::parse(&name).unwrap_or_else(|| playbook.key.clone());
        let mut alone = step.clone();
        alone.conditions.retain(|condition| *condition != Condition::OnRequest);
        alone.origin = rapport_core::playbook::Origin::Anchor;
        // The first step of a playbook goes on in no thread of its own.
        alone.threading = Threading::Fresh;
        let small = Playbook {
            key,
            title: step.title.clone(),
            anchor: format!("you asked for it, while {} runs", playbook.title),
            proposed_only: false,
            steps: vec![alone],
            ..playbook.clone()
        };
        let toml = playbook_file::to_toml(&small);
        let known = self.store().playbook(self.scope(), &small.key, small.version).await?;
        if known.is_none() {
            let text = PlaybookText { key: small.key.clone(), version: small.version, toml };
            self.store().save_playbook(self.scope(), &text).await?;
        }
        self.playbook(&small.key, small.version).await
    }
}
