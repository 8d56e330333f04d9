//! Playbooks: listed, checked, added, previewed for a person, started, offered.

use jiff::civil::Date;
use rapport_core::calendar::holidays;
use rapport_core::follow_up::Anchor;
use rapport_core::playbook::Playbook;
use rapport_store::playbook::PlaybookText;
use rapport_store::proposal::Proposal;

use crate::app::App;
use crate::engine::live;
use crate::error::{AppError, Kind};
use crate::playbook_file::{self, FileError};
use crate::view::{FollowUpView, HolidayView, PlanView, PlaybookView};

/// Reads a playbook file without touching any data.
///
/// # Errors
/// Every mistake with line and remedy.
pub fn check_playbook(text: &str) -> Result<PlaybookView, Vec<FileError>> {
    playbook_file::parse(text).map(|playbook| view(&playbook))
}

impl App {
    /// The newest version of every playbook.
    ///
    /// # Errors
    /// What the database says.
    pub async fn playbooks(&self) -> Result<Vec<PlaybookView>, AppError> {
        let mut newest = std::collections::BTreeMap::new();
        for text in self.store().playbooks(self.scope()).await? {
            let version = newest.entry(text.key).or_insert(text.version);
            *version = (*version).max(text.version);
        }
        let mut views = Vec::new();
        for (key, version) in newest {
            views.push(view(&*self.playbook(&key, version).await?));
        }
        Ok(views)
    }

    /// The file of a playbook in its newest version.
    ///
    /// # Errors
    /// No such playbook.
    pub async fn playbook_text(&self, key: &str) -> Result<String, AppError> {
        let playbook = self.newest_playbook(key).await?;
        let text = self.store().playbook(self.scope(), &playbook.key, playbook.version).await?;
        Ok(text.unwrap_or_else(|| playbook_file::to_toml(&playbook)))
    }

    /// Adds a playbook, or a new version of one; running follow-ups keep theirs.
    ///
    /// # Errors
    /// Mistakes in the file, or a version that is there already with other words.
    pub async fn add_playbook(&self, text: &str) -> Result<PlaybookView, AppError> {
        let playbook = playbook_file::parse(text).map_err(|errors| AppError {
            kind: Kind::Usage,
            what: format!("the playbook has {} mistakes", errors.len()),
            hints: errors.iter().map(|error| format!("{error}. {}", error.remedy)).collect(),
        })?;
        let versions = self.store().playbooks(self.scope()).await?;
        let same = versions
            .iter()
            .find(|known| known.key == playbook.key && known.version == playbook.version);
        if let Some(same) = same {
            if same.toml.trim() == text.trim() {
                return Ok(view(&playbook));
            }
            return Err(AppError::refused(
                format!(
                    "{} version {} is there already, and follow-ups may keep it",
                    playbook.key, playbook.version
                ),
                format!("write version = {}", playbook.version + 1),
            ));
        }
        let stored = PlaybookText {
            key: playbook.key.clone(),
            version: playbook.version,
            toml: text.to_owned(),
        };
        self.store().save_playbook(self.scope(), &stored).await?;
        Ok(view(&playbook))
    }

    /// The dated plan of a playbook for a person, with the reason for each date; nothing starts.
    ///
    /// # Errors
    /// No such playbook or person.
    pub async fn plan(&self, key: &str, who: &str) -> Result<Vec<PlanView>, AppError> {
        let profile = self.profile().await?;
        let playbook = self.newest_playbook(key).await?;
        let contact = self.contact_named(who).await?;
        // A running one is shown from where it stands; another as if it started now.
        let running = live(self.store().follow_ups_of(self.scope(), contact.id).await?)
            .into_iter()
            .find(|follow_up| follow_up.playbook == playbook.key);
        let follow_up = match running {
            Some(running) => {
                rapport_core::follow_up::FollowUp { step: 0, last_sent: None, ..running }
            }
            None => {
                let (anchor, opportunity) = self.anchor_for(&contact).await?;
                self.new_follow_up(&contact, opportunity, &playbook, anchor)
            }
        };
        let surroundings = self.surroundings(&follow_up, &profile).await?;
        Ok(self.plan_views(&follow_up, &surroundings))
    }

    /// Starts a playbook for a person from the meeting logged last with them, or from now.
    ///
    /// # Errors
    /// No such playbook or person, or it runs already.
    pub async fn start_playbook(&self, key: &str, who: &str) -> Result<FollowUpView, AppError> {
        let playbook = self.newest_playbook(key).await?;
        let contact = self.contact_named(who).await?;
        let runs = live(self.store().follow_ups_of(self.scope(), contact.id).await?)
            .into_iter()
            .any(|follow_up| follow_up.playbook == playbook.key);
        if runs {
            return Err(AppError::refused(
                format!("{} runs for {} already", playbook.title, contact.name),
                format!("see where it stands: rapport show \"{}\"", contact.name),
            ));
        }
        let (anchor, opportunity) = self.anchor_for(&contact).await?;
        self.start_at(&contact, opportunity, &playbook, anchor).await
    }

    async fn start_at(
        &self,
        contact: &rapport_core::contact::Contact,
        opportunity: Option<rapport_core::ids::OpportunityId>,
        playbook: &Playbook,
        anchor: Anchor,
    ) -> Result<FollowUpView, AppError> {
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        if contact.parked.is_some() {
            let back = rapport_core::contact::Contact { parked: None, ..contact.clone() };
            door.save_contact(&back).await?;
        }
        let follow_up = self.new_follow_up(contact, opportunity, playbook, anchor);
        let id = self.begin(&mut door, follow_up).await?;
        door.commit().await?;
        self.write_after().await;
        self.follow_up_view(id, &profile).await
    }

    async fn anchor_for(
        &self,
        contact: &rapport_core::contact::Contact,
    ) -> Result<(Anchor, Option<rapport_core::ids::OpportunityId>), AppError> {
        let last = self.store().touchpoints(self.scope(), contact.id, 1).await?.into_iter().next();
        let opportunity = match last.as_ref().and_then(|touchpoint| touchpoint.opportunity) {
            Some(id) => Some(self.store().opportunity(self.scope(), id).await?),
            None => None,
        };
        let anchor = Anchor {
            at: last.as_ref().map_or(self.now(), |touchpoint| touchpoint.at),
            touchpoint: last.map(|touchpoint| touchpoint.id),
            appointment: None,
            promised: opportunity.as_ref().and_then(|it| it.decides),
        };
        Ok((anchor, opportunity.map(|it| it.id)))
    }

    /// Says yes to an offered playbook; it counts from now.
    ///
    /// # Errors
    /// Nothing is offered for that person.
    pub async fn accept_offer(&self, who: &str) -> Result<FollowUpView, AppError> {
        let (offer, contact) = self.offer_for(who).await?;
        let playbook = self.newest_playbook(offer.playbook.as_str()).await?;
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        door.answer_proposal(offer.id, true).await?;
        door.commit().await?;
        // A meeting that the offer follows is what it counts from.
        let met = match offer.touchpoint {
            Some(id) => self.store().touchpoint(self.scope(), id).await.ok(),
            None => None,
        };
        let at = met.as_ref().map_or(offer.at, |met| met.at);
        let touchpoint = match met {
            Some(met) => Some(met),
            None => self.store().touchpoints(self.scope(), contact.id, 1).await?.into_iter().next(),
        };
        let anchor = Anchor {
            at,
            touchpoint: touchpoint.map(|touchpoint| touchpoint.id),
            appointment: None,
            promised: None,
        };
        self.start_at(&contact, offer.opportunity, &playbook, anchor).await
    }

    /// Starts a playbook that a page offers: as the offer it is, where one waits, else from now on.
    ///
    /// # Errors
    /// As [`App::start_playbook`].
    pub async fn take_up(&self, key: &str, who: &str) -> Result<FollowUpView, AppError> {
        let contact = self.contact_named(who).await?;
        let id = contact.id.to_string();
        let offers = self.store().proposals(self.scope()).await?;
        // The first offer to somebody is the one that a yes answers.
        let first = offers.iter().find(|offer| offer.contact == contact.id);
        match first {
            Some(offer) if offer.playbook.as_str().eq_ignore_ascii_case(key) => {
                self.accept_offer(&id).await
            }
            _ => self.start_playbook(key, &id).await,
        }
    }

    /// Public holidays of a contact that fall on weekdays, from a day to another.
    ///
    /// # Errors
    /// Nobody is called that.
    pub async fn holidays_of(
        &self,
        who: &str,
        from: Date,
        to: Date,
    ) -> Result<Vec<HolidayView>, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let organisation = match contact.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?),
            None => None,
        };
        let calendar = profile.calendar(&contact, organisation.as_ref());
        let mut days = Vec::new();
        for year in from.year()..=to.year() {
            // An unknown country or year has no holidays to show; weekends stay.
            let list = holidays::list(calendar.country, calendar.subdivision.as_ref(), year)
                .or_else(|_| holidays::list(calendar.country, None, year))
                .unwrap_or_default();
            days.extend(
                list.into_iter()
                    .filter(|day| (from..=to).contains(&day.date))
                    .filter(|day| day.date.weekday().to_monday_zero_offset() < 5)
                    .map(|day| HolidayView {
                        date: day.date.to_string(),
                        name: day.name.into_owned(),
                    }),
            );
        }
        Ok(days)
    }

    /// Says no to an offered playbook.
    ///
    /// # Errors
    /// Nothing is offered for that person.
    pub async fn decline_offer(&self, who: &str) -> Result<(), AppError> {
        let (offer, _) = self.offer_for(who).await?;
        let mut door = self.user_door(&self.profile().await?).await?;
        door.answer_proposal(offer.id, false).await?;
        door.commit().await?;
        Ok(())
    }

    async fn offer_for(
        &self,
        who: &str,
    ) -> Result<(Proposal, rapport_core::contact::Contact), AppError> {
        let contact = self.contact_named(who).await?;
        let offers = self.store().proposals(self.scope()).await?;
        let offer =
            offers.into_iter().find(|offer| offer.contact == contact.id).ok_or_else(|| {
                AppError::not_found(
                    format!("nothing is offered for {}", contact.name),
                    "start a playbook yourself: rapport playbooks start KEY --for NAME",
                )
            })?;
        Ok((offer, contact))
    }
}

fn view(playbook: &Playbook) -> PlaybookView {
    let built_in = playbook_file::built_in_playbook(playbook.key.as_str()).is_some();
    PlaybookView {
        key: playbook.key.to_string(),
        version: playbook.version,
        title: playbook.title.clone(),
        anchor: playbook.anchor.clone(),
        source: if built_in { "built-in" } else { "own" }.to_owned(),
        steps: playbook.steps.iter().map(|step| step.title.clone()).collect(),
    }
}
