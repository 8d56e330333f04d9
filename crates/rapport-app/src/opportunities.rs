//! Pursuits: entered, rated, closed. Stage and fit act on every follow-up of them.

use rapport_core::decide::Event;
use rapport_core::ids::OpportunityId;
use rapport_core::opportunity::{Opportunity, OpportunityKind, Stage};
use rapport_store::Door;

use crate::app::App;
use crate::capture::parse_fit;
use crate::contacts::organisation_called;
use crate::engine::live;
use crate::error::{AppError, Kind};
use crate::input::OpportunityInput;
use crate::view::OpportunityView;

impl App {
    /// All pursuits, open ones first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn opportunities(&self) -> Result<Vec<OpportunityView>, AppError> {
        let mut all = self.store().opportunities(self.scope()).await?;
        all.sort_by_key(|opportunity| (opportunity.stage.is_closed(), opportunity.id));
        let mut views = Vec::with_capacity(all.len());
        for opportunity in &all {
            views.push(self.view_of(opportunity).await?);
        }
        Ok(views)
    }

    /// Enters a pursuit.
    ///
    /// # Errors
    /// A title is missing, or somebody named is unknown.
    pub async fn add_opportunity(
        &self,
        input: OpportunityInput,
    ) -> Result<OpportunityView, AppError> {
        let title = input.title.clone().unwrap_or_default().trim().to_owned();
        if title.is_empty() {
            return Err(AppError::usage(
                "a pursuit needs a name",
                "rapport opportunities add \"Staff engineer\" --at \"Acme Robotics\"",
            ));
        }
        let opportunity = Opportunity {
            id: OpportunityId::new(self.clock().mint()),
            kind: input.kind.unwrap_or(OpportunityKind::Other),
            title,
            organisation: None,
            stage: Stage::Open,
            fit: None,
            decides: None,
            told_to_wait: false,
            contacts: Vec::new(),
        };
        self.change_opportunity(opportunity, input).await
    }

    /// Changes a pursuit.
    ///
    /// # Errors
    /// No or several pursuits are called that, or a value is none.
    pub async fn edit_opportunity(
        &self,
        which: &str,
        input: OpportunityInput,
    ) -> Result<OpportunityView, AppError> {
        let opportunity = self.opportunity_named(which).await?;
        self.change_opportunity(opportunity, input).await
    }

    async fn change_opportunity(
        &self,
        mut opportunity: Opportunity,
        input: OpportunityInput,
    ) -> Result<OpportunityView, AppError> {
        let profile = self.profile().await?;
        let mut people = Vec::new();
        for who in &input.contacts {
            people.push(self.contact_named(who).await?.id);
        }
        let decides =
            input.decides.as_deref().map(|text| self.future_day(text, &profile)).transpose()?;
        let fit = input.fit.map(parse_fit).transpose()?;
        let mut door = self.user_door(&profile).await?;
        if let Some(title) = input.title.as_deref().map(str::trim).filter(|title| !title.is_empty())
        {
            title.clone_into(&mut opportunity.title);
        }
        if let Some(kind) = input.kind {
            opportunity.kind = kind;
        }
        if let Some(name) = &input.organisation {
            opportunity.organisation = organisation_called(self, &mut door, name).await?;
        }
        if let Some(wait) = input.told_to_wait {
            opportunity.told_to_wait = wait;
        }
        for contact in people {
            if !opportunity.contacts.contains(&contact) {
                opportunity.contacts.push(contact);
            }
        }
        opportunity.decides = decides.or(opportunity.decides);
        opportunity.fit = fit.or(opportunity.fit);
        door.save_opportunity(&opportunity).await?;
        if decides.is_some() {
            let what = "they named another day for their decision".to_owned();
            let event = Event::Replanned { what, promised: decides };
            self.tell_follow_ups(&mut door, &opportunity, &event).await?;
        }
        if fit.is_some_and(rapport_core::opportunity::Fit::is_ruled_out) {
            self.tell_follow_ups(&mut door, &opportunity, &Event::RuledOut).await?;
        }
        match input.stage {
            Some(stage) if stage.is_closed() => {
                self.close_opportunity(&mut door, &opportunity, stage).await?;
            }
            Some(stage) => {
                opportunity.stage = stage;
                door.save_opportunity(&opportunity).await?;
            }
            None => {}
        }
        door.commit().await?;
        self.write_after().await;
        self.opportunity_view(opportunity.id).await
    }

    /// Closes a pursuit: its follow-ups end, references hear the outcome, a rejection offers PB05.
    pub(crate) async fn close_opportunity(
        &self,
        door: &mut Door<'_>,
        opportunity: &Opportunity,
        stage: Stage,
    ) -> Result<(), AppError> {
        let closed = Opportunity { stage, ..opportunity.clone() };
        door.save_opportunity(&closed).await?;
        let had_main =
            self.tell_follow_ups(door, &closed, &Event::OpportunityClosed { stage }).await?;
        // Without a running follow-up nobody offers the gracious reply, so it is offered here.
        if stage == Stage::Rejected
            && !had_main
            && let Some(main) = closed.main_contact()
        {
            let playbook = self.newest_playbook("PB05").await?;
            door.propose(&playbook.key, main, Some(closed.id)).await?;
        }
        Ok(())
    }

    /// Sends an event to every live follow-up of a pursuit; true when the main contact had one.
    async fn tell_follow_ups(
        &self,
        door: &mut Door<'_>,
        opportunity: &Opportunity,
        event: &Event,
    ) -> Result<bool, AppError> {
        let mut had_main = false;
        for follow_up in live(door.follow_ups_of_opportunity(opportunity.id).await?) {
            had_main |= Some(follow_up.contact) == opportunity.main_contact();
            self.step(door, follow_up.id, event).await?;
        }
        Ok(had_main)
    }

    /// The pursuit that is meant: by id, name, or part of the name or of its organisation's.
    pub(crate) async fn opportunity_named(&self, which: &str) -> Result<Opportunity, AppError> {
        if let Some(id) = OpportunityId::parse(which.trim()) {
            return Ok(self.store().opportunity(self.scope(), id).await?);
        }
        let wanted = which.trim().to_lowercase();
        let mut fitting = Vec::new();
        for opportunity in self.store().opportunities(self.scope()).await? {
            let place = match opportunity.organisation {
                Some(id) => self.store().organisation(self.scope(), id).await?.name.to_lowercase(),
                None => String::new(),
            };
            let title = opportunity.title.to_lowercase();
            if title == wanted || place == wanted {
                fitting.insert(0, (true, opportunity));
            } else if title.contains(&wanted) || place.contains(&wanted) {
                fitting.push((false, opportunity));
            }
        }
        let exact: Vec<&Opportunity> =
            fitting.iter().filter(|(exact, _)| *exact).map(|(_, it)| it).collect();
        match (exact.as_slice(), fitting.as_slice()) {
            ([only], _) => Ok((*only).clone()),
            (_, [(_, only)]) => Ok(only.clone()),
            (_, []) => Err(AppError::not_found(
                format!("no pursuit is called \"{which}\""),
                "see them all: rapport opportunities list",
            )),
            (_, several) => Err(AppError {
                kind: Kind::NotFound,
                what: format!("\"{which}\" fits {} pursuits", several.len()),
                hints: several
                    .iter()
                    .take(8)
                    .map(|(_, it)| format!("{} ({}), by id {}", it.title, it.stage.word(), it.id))
                    .collect(),
            }),
        }
    }

    pub(crate) async fn opportunity_view(
        &self,
        id: OpportunityId,
    ) -> Result<OpportunityView, AppError> {
        let opportunity = self.store().opportunity(self.scope(), id).await?;
        self.view_of(&opportunity).await
    }

    async fn view_of(&self, opportunity: &Opportunity) -> Result<OpportunityView, AppError> {
        let organisation = match opportunity.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?.name),
            None => None,
        };
        let mut contacts = Vec::new();
        for id in &opportunity.contacts {
            contacts.push(self.store().contact(self.scope(), *id).await?.name);
        }
        Ok(OpportunityView {
            id: opportunity.id.to_string(),
            kind: opportunity.kind.word().to_owned(),
            title: opportunity.title.clone(),
            organisation,
            stage: opportunity.stage.word().to_owned(),
            fit: opportunity.fit.map(rapport_core::opportunity::Fit::value),
            decides: opportunity.decides.map(|date| date.to_string()),
            contacts,
            contact_ids: opportunity.contacts.iter().map(ToString::to_string).collect(),
        })
    }
}
