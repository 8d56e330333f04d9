//! People: entered, changed, parked, suppressed, shown.

use std::collections::BTreeMap;

use rapport_core::contact::{Basis, Contact, Parked};
use rapport_core::decide::Event;
use rapport_core::ids::{ContactId, OrganisationId};
use rapport_core::organisation::Organisation;
use rapport_core::person::PersonEvent;
use rapport_core::place::Subdivision;
use rapport_core::suppression::SuppressReason;
use rapport_core::turn::Turn;
use rapport_store::{Actor, Door};

use crate::app::App;
use crate::engine::live;
use crate::error::AppError;
use crate::input::ContactInput;
use crate::profile::{Profile, parse_country, parse_zone};
use crate::view::{ContactView, SuppressionView};
use crate::words;

impl App {
    /// Contacts by name, all or those a text fits.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts(&self, filter: Option<&str>) -> Result<Vec<ContactView>, AppError> {
        let profile = self.profile().await?;
        let contacts = match filter {
            Some(text) => self.store().search_contacts(self.scope(), text, 1000).await?,
            None => self.store().contacts(self.scope()).await?,
        };
        // A long list asks for all at once what one contact asks for itself.
        let organisations: BTreeMap<_, _> = self
            .store()
            .organisations(self.scope())
            .await?
            .into_iter()
            .map(|organisation| (organisation.id, organisation))
            .collect();
        let turns = self.store().turns(self.scope()).await?;
        let suppressed = self.store().suppressions(self.scope()).await?;
        let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
        let mut tags = self.store().tags_of(self.scope(), &ids).await?;
        let mut views = Vec::with_capacity(contacts.len());
        for contact in &contacts {
            let may_be = suppressed.iter().any(|it| {
                it.contact == Some(contact.id) || contact.addresses.contains(&it.address)
            });
            let suppressed =
                if may_be { self.store().suppressed(self.scope(), contact).await? } else { None };
            let around = AroundContact {
                organisation: contact.organisation.and_then(|id| organisations.get(&id)),
                turn: turns.get(&contact.id).copied().unwrap_or_default(),
                suppressed,
                tags: tags.remove(&contact.id).unwrap_or_default(),
            };
            views.push(self.view_of_contact(contact, &around, &profile));
        }
        Ok(views)
    }

    /// One contact.
    ///
    /// # Errors
    /// Nobody or several are called that.
    pub async fn contact(&self, who: &str) -> Result<ContactView, AppError> {
        let contact = self.contact_named(who).await?;
        self.contact_view(&contact, &self.profile().await?).await
    }

    /// Enters a contact.
    ///
    /// # Errors
    /// A name is missing, an address is none or somebody else's.
    pub async fn add_contact(&self, input: ContactInput) -> Result<ContactView, AppError> {
        let profile = self.profile().await?;
        let name = input.name.clone().unwrap_or_default();
        let mut door = self.user_door(&profile).await?;
        let mut contact = self.new_contact(&name)?;
        change(&mut contact, &input, self.now(), &profile)?;
        if let Some(organisation) = &input.organisation {
            contact.organisation = organisation_called(self, &mut door, organisation).await?;
        }
        door.save_contact(&contact).await?;
        note_domain(&mut door, &contact).await?;
        door.commit().await?;
        self.contact_view(&contact, &profile).await
    }

    /// Changes a contact; dates that depend on it are computed anew.
    ///
    /// # Errors
    /// As [`App::add_contact`].
    pub async fn edit_contact(
        &self,
        who: &str,
        input: ContactInput,
    ) -> Result<ContactView, AppError> {
        let profile = self.profile().await?;
        let mut contact = self.contact_named(who).await?;
        let mut door = self.user_door(&profile).await?;
        change(&mut contact, &input, self.now(), &profile)?;
        if let Some(name) = &input.organisation {
            contact.organisation = organisation_called(self, &mut door, name).await?;
        }
        door.save_contact(&contact).await?;
        note_domain(&mut door, &contact).await?;
        for follow_up in live(door.follow_ups_of(contact.id).await?) {
            let event = Event::Replanned {
                what: format!("the entry of {} changed", contact.name),
                promised: None,
            };
            self.step(&mut door, follow_up.id, &event).await?;
        }
        door.commit().await?;
        self.contact_view(&contact, &profile).await
    }

    /// Leaves a contact without next step on purpose, perhaps until a day.
    ///
    /// # Errors
    /// A date that is none.
    pub async fn park(&self, who: &str, until: Option<&str>) -> Result<ContactView, AppError> {
        let profile = self.profile().await?;
        let mut contact = self.contact_named(who).await?;
        let until = until.map(|text| self.future_day(text, &profile)).transpose()?;
        contact.parked = Some(Parked { until });
        let mut door = self.user_door(&profile).await?;
        door.save_contact(&contact).await?;
        for follow_up in live(door.follow_ups_of(contact.id).await?) {
            self.step(&mut door, follow_up.id, &Event::Parked).await?;
        }
        door.commit().await?;
        self.contact_view(&contact, &profile).await
    }

    /// Takes a contact back into play; a playbook is the user's to start.
    ///
    /// # Errors
    /// Nobody is called that.
    pub async fn unpark(&self, who: &str) -> Result<ContactView, AppError> {
        let profile = self.profile().await?;
        let mut contact = self.contact_named(who).await?;
        contact.parked = None;
        let mut door = self.user_door(&profile).await?;
        door.save_contact(&contact).await?;
        door.commit().await?;
        self.contact_view(&contact, &profile).await
    }

    /// Nothing goes to this contact or address any more, because the user says so.
    ///
    /// # Errors
    /// Nobody is called that and it is no address either.
    pub async fn suppress(&self, who: &str) -> Result<SuppressionView, AppError> {
        let contact = self.contact_named(who).await?;
        self.person_event(contact.id, &PersonEvent::SuppressedByUser, Actor::User).await?;
        let all = self.suppressions().await?;
        let address = contact.address().unwrap_or_default();
        all.into_iter().find(|view| view.address == address).ok_or_else(|| {
            AppError::refused(
                format!("{} has no mail address to suppress", contact.name),
                "their follow-ups were ended all the same",
            )
        })
    }

    /// Lifts a suppression that the user or a dead address caused; a person's own wish stays.
    ///
    /// # Errors
    /// It is not suppressed, or for ever.
    pub async fn lift_suppression(&self, address: &str) -> Result<(), AppError> {
        let address = address.trim().to_lowercase();
        let all = self.suppressions().await?;
        let Some(view) = all.iter().find(|view| view.address == address) else {
            // Of somebody erased only the hash is left.
            let kept = self.store().address_suppressed(self.scope(), &address).await?;
            if kept.is_some_and(SuppressReason::is_for_ever) {
                return Err(for_ever(&address, "before they were erased"));
            }
            let mut door = self.user_door(&self.profile().await?).await?;
            if door.lift_erased(&address).await? > 0 {
                return Ok(door.commit().await?);
            }
            return Err(AppError::not_found(
                format!("{address} is not suppressed"),
                "see who is: rapport suppress --list",
            ));
        };
        if all.iter().any(|view| view.address == address && view.for_ever) {
            return Err(for_ever(&address, &view.reason));
        }
        let contact = self.contact_named(&address).await?;
        let mut door = self.user_door(&self.profile().await?).await?;
        door.lift_suppressions(contact.id).await?;
        door.commit().await?;
        Ok(())
    }

    /// Every suppressed address, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn suppressions(&self) -> Result<Vec<SuppressionView>, AppError> {
        let all = self.store().suppressions(self.scope()).await?;
        Ok(all
            .into_iter()
            .map(|suppression| SuppressionView {
                address: suppression.address,
                reason: suppression.reason.word().to_owned(),
                at: suppression.at.to_string(),
                proof: suppression.proof,
                for_ever: suppression.reason.is_for_ever(),
            })
            .collect())
    }

    /// An empty contact of that name.
    pub(crate) fn new_contact(&self, name: &str) -> Result<Contact, AppError> {
        let name = name.trim();
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(AppError::usage(
                "a contact needs a name in one line",
                "rapport met \"Dana Whitfield\" --email dana@acme.example",
            ));
        }
        Ok(Contact {
            id: ContactId::new(self.clock().mint()),
            name: name.to_owned(),
            greeting: None,
            organisation: None,
            role: None,
            addresses: Vec::new(),
            phones: Vec::new(),
            postal_address: None,
            language: None,
            country: None,
            subdivision: None,
            zone: None,
            basis: None,
            memo: None,
            parked: None,
        })
    }

    pub(crate) async fn contact_view(
        &self,
        contact: &Contact,
        profile: &Profile,
    ) -> Result<ContactView, AppError> {
        let organisation = match contact.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?),
            None => None,
        };
        let around = AroundContact {
            organisation: organisation.as_ref(),
            turn: self.store().turn(self.scope(), contact.id).await?,
            suppressed: self.store().suppressed(self.scope(), contact).await?,
            tags: self
                .store()
                .tags_of(self.scope(), &[contact.id])
                .await?
                .remove(&contact.id)
                .unwrap_or_default(),
        };
        Ok(self.view_of_contact(contact, &around, profile))
    }

    fn view_of_contact(
        &self,
        contact: &Contact,
        around: &AroundContact<'_>,
        profile: &Profile,
    ) -> ContactView {
        let calendar = profile.calendar(contact, around.organisation);
        let turn = around.turn;
        let today = self.now().to_zoned(profile.zone.clone()).date();
        ContactView {
            id: contact.id.to_string(),
            name: contact.name.clone(),
            organisation: around.organisation.map(|known| known.name.clone()),
            role: contact.role.clone(),
            addresses: contact.addresses.clone(),
            phones: contact.phones.clone(),
            postal_address: contact.postal_address.clone(),
            language: contact.language.clone(),
            country: calendar.country.to_string(),
            zone: calendar.zone.iana_name().unwrap_or("UTC").to_owned(),
            assumed: calendar.assumed,
            basis: contact.basis.as_ref().map(|basis| {
                format!("{} since {} {}", basis.kind.word(), basis.since, basis.detail)
                    .trim()
                    .to_owned()
            }),
            memo: contact.memo.clone(),
            turn: turn.word().to_owned(),
            turn_since: turn.since().map(|at| at.to_string()),
            parked: contact.parked.map(|parked| {
                parked.until.map_or_else(
                    || "until you say so".to_owned(),
                    |until| format!("until {}", words::day(until, today)),
                )
            }),
            suppressed: around.suppressed.map(|reason| reason.word().to_owned()),
            tags: around.tags.clone(),
        }
    }

    /// They answered somewhere Rapport does not read.
    ///
    /// # Errors
    /// Nobody is called that.
    pub async fn answered_elsewhere(&self, who: &str) -> Result<(), AppError> {
        let contact = self.contact_named(who).await?;
        self.person_event(contact.id, &PersonEvent::AnsweredElsewhere, Actor::User).await
    }

    /// Nothing is owed to this contact: the reply clock stops.
    ///
    /// # Errors
    /// Nobody is called that.
    pub async fn settle(&self, who: &str) -> Result<(), AppError> {
        let contact = self.contact_named(who).await?;
        let mut door = self.user_door(&self.profile().await?).await?;
        door.set_thread_turns(contact.id, &[]).await?;
        door.commit().await?;
        Ok(())
    }
}

/// A person's own wish is not lifted.
fn for_ever(address: &str, how: &str) -> AppError {
    AppError::refused(
        format!("{address} asked for it ({how}), so it holds for ever"),
        "only they can change that, by writing to you first",
    )
}

/// What a view of a contact shows beside the contact.
struct AroundContact<'a> {
    organisation: Option<&'a Organisation>,
    turn: Turn,
    suppressed: Option<SuppressReason>,
    tags: Vec<String>,
}

/// Applies what was typed. An empty text clears a field.
fn change(
    contact: &mut Contact,
    input: &ContactInput,
    now: jiff::Timestamp,
    profile: &Profile,
) -> Result<(), AppError> {
    fn set(field: &mut Option<String>, value: &Option<String>) {
        if let Some(value) = value {
            let value = value.trim();
            *field = (!value.is_empty()).then(|| value.to_owned());
        }
    }
    if let Some(name) = &input.name
        && !name.trim().is_empty()
    {
        name.trim().clone_into(&mut contact.name);
    }
    set(&mut contact.greeting, &input.greeting);
    set(&mut contact.role, &input.role);
    set(&mut contact.postal_address, &input.postal_address);
    set(&mut contact.language, &input.language);
    set(&mut contact.memo, &input.memo);
    if let Some(country) = &input.country {
        contact.country = if country.is_empty() { None } else { Some(parse_country(country)?) };
    }
    if let Some(part) = &input.subdivision {
        contact.subdivision = Subdivision::parse(part);
    }
    if let Some(zone) = &input.zone {
        contact.zone = if zone.is_empty() { None } else { Some(parse_zone(zone)?) };
    }
    for address in &input.remove_addresses {
        let address = address.trim().to_lowercase();
        contact.addresses.retain(|known| *known != address);
    }
    for address in &input.addresses {
        add_address(contact, address)?;
    }
    for phone in &input.remove_phones {
        contact.phones.retain(|known| known.trim() != phone.trim());
    }
    for phone in &input.phones {
        add_phone(contact, phone);
    }
    if let Some(kind) = input.basis {
        let since = now.to_zoned(profile.zone.clone()).date();
        let detail = input.basis_detail.clone().unwrap_or_default();
        contact.basis = Some(Basis { kind, since, detail });
    }
    Ok(())
}

/// Adds an address at the front: it is the one to write to from now on.
pub(crate) fn add_address(contact: &mut Contact, address: &str) -> Result<(), AppError> {
    let address = address.trim().to_lowercase();
    if address.parse::<lettre::Address>().is_err() {
        return Err(AppError::usage(
            format!("\"{address}\" is no mail address"),
            "write it like dana@acme.example",
        ));
    }
    contact.addresses.retain(|known| *known != address);
    contact.addresses.insert(0, address);
    Ok(())
}

/// Adds a number unless it is there.
pub(crate) fn add_phone(contact: &mut Contact, phone: &str) {
    let phone = phone.trim();
    if !phone.is_empty() && !contact.phones.iter().any(|known| known == phone) {
        contact.phones.push(phone.to_owned());
    }
}

/// The organisation of that name, made when it is new; an empty name is none.
pub(crate) async fn organisation_called(
    app: &App,
    door: &mut Door<'_>,
    name: &str,
) -> Result<Option<OrganisationId>, AppError> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(known) = door.organisation_by_name(name).await? {
        return Ok(Some(known.id));
    }
    let organisation = Organisation {
        id: OrganisationId::new(app.clock().mint()),
        name: name.to_owned(),
        domains: Vec::new(),
        country: None,
    };
    door.save_organisation(&organisation).await?;
    Ok(Some(organisation.id))
}

/// Domains at which anybody may have an address say nothing about an organisation.
const PUBLIC_DOMAINS: [&str; 12] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "proton.me",
];

/// Whether anybody may have an address there.
pub(crate) fn public_domain(domain: &str) -> bool {
    PUBLIC_DOMAINS.contains(&domain)
}

/// Remembers the mail domain of an organisation by the addresses of its people.
pub(crate) async fn note_domain(door: &mut Door<'_>, contact: &Contact) -> Result<(), AppError> {
    let (Some(id), Some(address)) = (contact.organisation, contact.address()) else {
        return Ok(());
    };
    let Some((_, domain)) = address.rsplit_once('@') else {
        return Ok(());
    };
    if public_domain(domain) {
        return Ok(());
    }
    let mut organisation = door.organisation(id).await?;
    if !organisation.domains.iter().any(|known| known == domain) {
        organisation.domains.push(domain.to_owned());
        door.save_organisation(&organisation).await?;
    }
    Ok(())
}
