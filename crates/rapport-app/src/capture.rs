//! Capture: "I just met somebody" becomes a contact, a touchpoint and a running playbook, at once.
//!
//! Everything is written through one door; when it is done, drafts that are already due are
//! written too, so that Today shows them before the user asks.

use jiff::Timestamp;
use jiff::civil::Date;
use rapport_core::contact::{Basis, BasisKind, Contact};
use rapport_core::decide::Event;
use rapport_core::follow_up::{Anchor, FollowUp};
use rapport_core::ids::{ContactId, FollowUpId, OpportunityId, TouchpointId};
use rapport_core::opportunity::{Fit, Opportunity, OpportunityKind, Stage};
use rapport_core::person::PersonEvent;
use rapport_core::playbook::Playbook;
use rapport_core::touchpoint::{Channel, Direction, Touchpoint, TouchpointKind, facts_of};
use rapport_store::{Actor, Door, Found};

use crate::app::App;
use crate::contacts::{add_address, add_phone, note_domain, organisation_called};
use crate::engine::live;
use crate::error::AppError;
use crate::input::Met;
use crate::profile::{Profile, parse_country, parse_zone};
use crate::view::{MetView, TimelineView};
use crate::words;

/// What one meeting takes over from another: from the one logged last (`--same-meeting`), or from the
/// person before in a list of several.
pub(crate) struct LastMeeting {
    pub(crate) at: Timestamp,
    pub(crate) kind: TouchpointKind,
    pub(crate) channel: Channel,
    pub(crate) organisation: Option<String>,
    pub(crate) opportunity: Option<OpportunityId>,
}

/// A meeting as it was written through the door.
pub(crate) struct Written {
    pub(crate) contact: Contact,
    pub(crate) is_new: bool,
    pub(crate) touchpoint: Touchpoint,
    pub(crate) opportunity: Option<OpportunityId>,
    pub(crate) started: Result<FollowUpId, String>,
}

impl App {
    /// Logs a meeting and starts its playbook.
    ///
    /// # Errors
    /// Something typed cannot be understood, or an address is somebody else's.
    pub async fn met(&self, input: Met) -> Result<MetView, AppError> {
        let profile = self.profile().await?;
        let last = if input.same_meeting { Some(self.last_meeting().await?) } else { None };
        let mut door = self.user_door(&profile).await?;
        let written = self.write_meeting(&mut door, &input, last.as_ref(), None, &profile).await?;
        door.commit().await?;
        self.write_after().await;
        self.met_view(&written, &profile).await
    }

    /// Writes a meeting through a door. `known` is the contact that was met, where somebody said so.
    pub(crate) async fn write_meeting(
        &self,
        door: &mut Door<'_>,
        input: &Met,
        last: Option<&LastMeeting>,
        known: Option<ContactId>,
        profile: &Profile,
    ) -> Result<Written, AppError> {
        let at = match (&input.when, last) {
            (Some(text), _) => self.past(text, profile)?,
            (None, Some(last)) => last.at,
            (None, None) => self.now(),
        };
        let kind = input.kind.or(last.map(|last| last.kind)).unwrap_or(TouchpointKind::Meeting);
        let decides =
            input.decides.as_deref().map(|text| self.future_day(text, profile)).transpose()?;
        let playbook = self.chosen_playbook(input, kind).await?;
        let organisation =
            input.organisation.clone().or_else(|| last.and_then(|last| last.organisation.clone()));
        let (mut contact, is_new) = self.meet(door, input, organisation.as_deref(), known).await?;
        if contact.basis.is_none() {
            let since = at.to_zoned(profile.zone.clone()).date();
            contact.basis = Some(Basis { kind: basis_of(kind), since, detail: String::new() });
        }
        contact.parked = None;
        door.save_contact(&contact).await?;
        note_domain(door, &contact).await?;
        let before = last.and_then(|last| last.opportunity);
        let opportunity = self.pursue(door, &contact, input, kind, decides, before).await?;
        let touchpoint = Touchpoint {
            id: TouchpointId::new(self.clock().mint()),
            contact: contact.id,
            opportunity: opportunity.as_ref().map(|found| found.id),
            kind,
            channel: input.channel.or(last.map(|last| last.channel)).unwrap_or(channel_of(kind)),
            direction: Direction::Both,
            at,
            facts: input.said.as_deref().map(facts_of).unwrap_or_default(),
            memo: input.memo.clone(),
        };
        door.save_touchpoint(&touchpoint).await?;
        let started = self
            .start_for(door, &contact, opportunity.as_ref(), &touchpoint, playbook.as_deref())
            .await?;
        let opportunity = opportunity.map(|found| found.id);
        Ok(Written { contact, is_new, touchpoint, opportunity, started })
    }

    /// What a meeting that was written led to.
    pub(crate) async fn met_view(
        &self,
        written: &Written,
        profile: &Profile,
    ) -> Result<MetView, AppError> {
        let (follow_up, not_started) = match &written.started {
            Ok(id) => (Some(self.follow_up_view(*id, profile).await?), None),
            Err(why) => (None, Some(why.clone())),
        };
        let opportunity = match written.opportunity {
            Some(id) => Some(self.opportunity_view(id).await?),
            None => None,
        };
        let decides = opportunity.as_ref().and_then(|it| it.decides.as_deref());
        Ok(MetView {
            advice: advice(&written.touchpoint, decides, &written.contact),
            contact: self.contact_view(&written.contact, profile).await?,
            new_contact: written.is_new,
            touchpoint: written.touchpoint.id.to_string(),
            opportunity,
            follow_up,
            not_started,
        })
    }

    /// Logs a contact outside any playbook: "we spoke by phone".
    ///
    /// # Errors
    /// Nobody is called that, or the time is none.
    pub async fn log(
        &self,
        who: &str,
        channel: Channel,
        said: Option<&str>,
        when: Option<&str>,
    ) -> Result<TimelineView, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let at = when.map_or(Ok(self.now()), |text| self.past(text, &profile))?;
        let wrote = matches!(channel, Channel::Mail | Channel::Paper | Channel::Message);
        let touchpoint = Touchpoint {
            id: TouchpointId::new(self.clock().mint()),
            contact: contact.id,
            opportunity: None,
            kind: if wrote { TouchpointKind::Mail } else { TouchpointKind::Meeting },
            channel,
            direction: if wrote { Direction::Out } else { Direction::Both },
            at,
            facts: said.map(facts_of).unwrap_or_default(),
            memo: None,
        };
        let mut door = self.user_door(&profile).await?;
        door.save_touchpoint(&touchpoint).await?;
        let event = if wrote { PersonEvent::WroteByHand } else { PersonEvent::Spoke };
        self.apply_person_event(&mut door, contact.id, &event, None).await?;
        door.commit().await?;
        Ok(crate::timeline::touchpoint_view(&touchpoint, self.now(), &profile.zone))
    }

    async fn last_meeting(&self) -> Result<LastMeeting, AppError> {
        let Some(last) = self.store().last_touchpoint(self.scope()).await? else {
            return Err(AppError::usage(
                "no meeting was logged before, so there is none to share",
                "log this one without --same-meeting",
            ));
        };
        let contact = self.store().contact(self.scope(), last.contact).await?;
        let organisation = match contact.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?.name),
            None => None,
        };
        Ok(LastMeeting {
            at: last.at,
            kind: last.kind,
            channel: last.channel,
            organisation,
            opportunity: last.opportunity,
        })
    }

    async fn chosen_playbook(
        &self,
        input: &Met,
        kind: TouchpointKind,
    ) -> Result<Option<std::sync::Arc<Playbook>>, AppError> {
        let key = match input.playbook.as_deref() {
            Some("none") => None,
            Some(key) => Some(key),
            None => kind.playbook(),
        };
        match key {
            Some(key) => Ok(Some(self.newest_playbook(key).await?)),
            None => Ok(None),
        }
    }

    /// The contact that was met: known by address, else by name at the same place, else new.
    async fn meet(
        &self,
        door: &mut Door<'_>,
        input: &Met,
        organisation: Option<&str>,
        known: Option<ContactId>,
    ) -> Result<(Contact, bool), AppError> {
        let name = input.name.trim();
        let organisation = match organisation {
            Some(name) => organisation_called(self, door, name).await?,
            None => None,
        };
        let known = match known {
            Some(id) => Some(door.contact(id).await?),
            None => self.known_contact(input, organisation).await?,
        };
        let is_new = known.is_none();
        let mut contact = match known {
            Some(contact) => contact,
            None => self.new_contact(name)?,
        };
        if let Some(address) = &input.address {
            add_address(&mut contact, address)?;
        }
        if let Some(phone) = &input.phone {
            add_phone(&mut contact, phone);
        }
        if organisation.is_some() {
            contact.organisation = organisation;
        }
        if let Some(country) = &input.country {
            contact.country = Some(parse_country(country)?);
        }
        if let Some(zone) = &input.zone {
            contact.zone = Some(parse_zone(zone)?);
        }
        for (field, value) in [
            (&mut contact.role, &input.position),
            (&mut contact.language, &input.language),
            (&mut contact.postal_address, &input.postal_address),
        ] {
            if let Some(value) = value {
                *field = Some(value.trim().to_owned());
            }
        }
        Ok((contact, is_new))
    }

    async fn known_contact(
        &self,
        input: &Met,
        organisation: Option<rapport_core::ids::OrganisationId>,
    ) -> Result<Option<Contact>, AppError> {
        if let Some(address) = &input.address {
            let address = address.trim().to_lowercase();
            if let Some(contact) = self.store().contact_by_address(self.scope(), &address).await? {
                return Ok(Some(contact));
            }
        }
        let wanted = input.name.trim().to_lowercase();
        let found = match self.store().find_contact(self.scope(), input.name.trim()).await? {
            Found::None => Vec::new(),
            Found::One(contact) => vec![*contact],
            Found::Many(contacts) => contacts,
        };
        // The same name at another place is another person.
        let mut same = found.into_iter().filter(|contact| {
            let elsewhere = organisation.is_some()
                && contact.organisation.is_some()
                && contact.organisation != organisation;
            contact.name.to_lowercase() == wanted && !elsewhere
        });
        Ok(same.next())
    }

    /// The pursuit of the meeting: the one shared, an open one at that place, or a new one.
    async fn pursue(
        &self,
        door: &mut Door<'_>,
        contact: &Contact,
        input: &Met,
        kind: TouchpointKind,
        decides: Option<Date>,
        shared: Option<OpportunityId>,
    ) -> Result<Option<Opportunity>, AppError> {
        let shared = match shared {
            Some(id) => Some(door.opportunity(id).await?),
            None => None,
        };
        let wants_one = input.role.is_some() || opens_opportunity(kind);
        let found = match shared {
            Some(opportunity) => Some(opportunity),
            None if wants_one => self.open_opportunity(contact, input).await?,
            None => None,
        };
        let mut opportunity = match found {
            Some(opportunity) => opportunity,
            None if wants_one => Opportunity {
                id: OpportunityId::new(self.clock().mint()),
                kind: opportunity_kind(kind),
                title: self.title_of(contact, input).await?,
                organisation: contact.organisation,
                stage: Stage::Open,
                fit: None,
                decides: None,
                told_to_wait: false,
                contacts: Vec::new(),
            },
            None => return Ok(None),
        };
        if decides.is_some() {
            opportunity.decides = decides;
        }
        if let Some(fit) = input.fit {
            opportunity.fit = Some(parse_fit(fit)?);
        }
        opportunity.told_to_wait |= input.told_to_wait;
        if !opportunity.contacts.contains(&contact.id) {
            opportunity.contacts.push(contact.id);
        }
        door.save_opportunity(&opportunity).await?;
        Ok(Some(opportunity))
    }

    async fn open_opportunity(
        &self,
        contact: &Contact,
        input: &Met,
    ) -> Result<Option<Opportunity>, AppError> {
        let all = self.store().opportunities(self.scope()).await?;
        let role = input.role.as_deref().map(|role| role.trim().to_lowercase());
        Ok(all.into_iter().find(|opportunity| {
            let same_place = match contact.organisation {
                Some(organisation) => opportunity.organisation == Some(organisation),
                None => opportunity.contacts.contains(&contact.id),
            };
            let same_role =
                role.as_ref().is_none_or(|role| opportunity.title.to_lowercase() == *role);
            !opportunity.stage.is_closed() && same_place && same_role
        }))
    }

    async fn title_of(&self, contact: &Contact, input: &Met) -> Result<String, AppError> {
        if let Some(role) = &input.role {
            return Ok(role.trim().to_owned());
        }
        Ok(match contact.organisation {
            Some(id) => match &input.organisation {
                Some(name) => name.trim().to_owned(),
                None => self.store().organisation(self.scope(), id).await?.name,
            },
            None => contact.name.clone(),
        })
    }

    /// Starts the playbook of a meeting, unless there is a reason not to.
    async fn start_for(
        &self,
        door: &mut Door<'_>,
        contact: &Contact,
        opportunity: Option<&Opportunity>,
        touchpoint: &Touchpoint,
        playbook: Option<&Playbook>,
    ) -> Result<Result<FollowUpId, String>, AppError> {
        let Some(playbook) = playbook else {
            return Ok(Err("no playbook was wanted".to_owned()));
        };
        if touchpoint.kind == TouchpointKind::Rejection
            && let Some(opportunity) = opportunity
        {
            self.close_opportunity(door, opportunity, Stage::Rejected).await?;
            return Ok(Err(
                "the opportunity is closed; a gracious reply is offered on Today".to_owned()
            ));
        }
        if playbook.proposed_only {
            door.propose(&playbook.key, contact.id, opportunity.map(|it| it.id)).await?;
            return Ok(Err("it is offered on Today and starts with your yes".to_owned()));
        }
        let ruled_out = opportunity.and_then(|it| it.fit).is_some_and(Fit::is_ruled_out);
        if ruled_out && !playbook.for_ruled_out {
            let withdraw = self.newest_playbook("WITHDRAW").await?;
            door.propose(&withdraw.key, contact.id, opportunity.map(|it| it.id)).await?;
            return Ok(Err(
                "you ruled this place out; a polite withdrawal is offered on Today".to_owned()
            ));
        }
        // A second meeting for the same pursuit replaces the plan of the first.
        for running in live(door.follow_ups_of(contact.id).await?) {
            let same = running.playbook == playbook.key
                && running.opportunity == opportunity.map(|it| it.id);
            if same {
                self.step(door, running.id, &Event::EndedByUser).await?;
            }
        }
        let anchor = Anchor {
            at: touchpoint.at,
            touchpoint: Some(touchpoint.id),
            appointment: None,
            promised: opportunity.and_then(|it| it.decides),
        };
        let opportunity = opportunity.map(|it| it.id);
        let follow_up = self.new_follow_up(contact, opportunity, playbook, anchor);
        Ok(Ok(self.begin(door, follow_up).await?))
    }

    /// A follow-up that has not begun.
    pub(crate) fn new_follow_up(
        &self,
        contact: &Contact,
        opportunity: Option<OpportunityId>,
        playbook: &Playbook,
        anchor: Anchor,
    ) -> FollowUp {
        FollowUp {
            id: FollowUpId::new(self.clock().mint()),
            contact: contact.id,
            organisation: contact.organisation,
            opportunity,
            playbook: playbook.key.clone(),
            playbook_version: playbook.version,
            anchor,
            step: 0,
            ordinal: 0,
            revision: 0,
            state: rapport_core::follow_up::State::Waiting,
            wake_at: None,
            last_sent: None,
            soft_bounces: 0,
            chase_held: None,
            belated: false,
            hurried: false,
            not_before: None,
            version: 0,
        }
    }

    /// The door for an act of the user.
    pub(crate) async fn user_door(&self, profile: &Profile) -> Result<Door<'_>, AppError> {
        Ok(self.store().door(self.scope(), self.moment(profile), Actor::User).await?)
    }
}

/// Reads a fit.
pub(crate) fn parse_fit(value: u8) -> Result<Fit, AppError> {
    Fit::new(value).ok_or_else(|| {
        AppError::usage(format!("a fit of {value} is not known"), "rate it from 0 (ruled out) to 5")
    })
}

const fn opens_opportunity(kind: TouchpointKind) -> bool {
    matches!(
        kind,
        TouchpointKind::Interview
            | TouchpointKind::PhoneScreen
            | TouchpointKind::Application
            | TouchpointKind::Rejection
            | TouchpointKind::Inquiry
            | TouchpointKind::Proposal
    )
}

const fn opportunity_kind(kind: TouchpointKind) -> OpportunityKind {
    match kind {
        TouchpointKind::Interview
        | TouchpointKind::PhoneScreen
        | TouchpointKind::Application
        | TouchpointKind::Rejection => OpportunityKind::Job,
        TouchpointKind::Inquiry | TouchpointKind::Proposal | TouchpointKind::Delivery => {
            OpportunityKind::Sale
        }
        TouchpointKind::Event
        | TouchpointKind::Advice
        | TouchpointKind::Meeting
        | TouchpointKind::Mail => OpportunityKind::Other,
    }
}

/// By what means such a meeting usually is.
pub(crate) const fn channel_of(kind: TouchpointKind) -> Channel {
    match kind {
        TouchpointKind::PhoneScreen => Channel::Call,
        TouchpointKind::Application
        | TouchpointKind::Rejection
        | TouchpointKind::Inquiry
        | TouchpointKind::Proposal
        | TouchpointKind::Mail => Channel::Mail,
        TouchpointKind::Interview
        | TouchpointKind::Event
        | TouchpointKind::Advice
        | TouchpointKind::Delivery
        | TouchpointKind::Meeting => Channel::InPerson,
    }
}

const fn basis_of(kind: TouchpointKind) -> BasisKind {
    match kind {
        TouchpointKind::Application => BasisKind::Applied,
        TouchpointKind::Inquiry => BasisKind::Inquiry,
        TouchpointKind::Delivery => BasisKind::Customer,
        _ => BasisKind::Met,
    }
}

/// What would have made the follow-up better: asked while it can still be answered.
fn advice(touchpoint: &Touchpoint, decides: Option<&str>, contact: &Contact) -> Vec<String> {
    let mut advice = Vec::new();
    if touchpoint.facts.is_empty() {
        advice.push(
            "note one thing that only this meeting produced (--said), or the draft stays generic and cannot be sent"
                .to_owned(),
        );
    }
    if touchpoint.kind == TouchpointKind::Interview && decides.is_none() {
        advice.push(
            "if they said when they decide, add it (--decides friday): the result check then waits for that day"
                .to_owned(),
        );
    }
    if contact.addresses.is_empty() {
        let first = words::shortened(&contact.name, 40);
        advice.push(format!("no mail address is known for {first} (--email)"));
    }
    advice
}
