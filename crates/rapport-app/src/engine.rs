//! The bridge between the store's facts and the core's decision: one event through the one door.
//!
//! Nothing here decides. It loads, builds the context, calls [`decide`] and writes what it says;
//! an event that concerns a person is a plain loop inside the same door.

use std::sync::Arc;

use jiff::Timestamp;
use rapport_core::calendar::WorkCalendar;
use rapport_core::consent;
use rapport_core::decide::{Context, Decision, Event, Pursuit, Standing, begin, decide};
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::{ContactId, FollowUpId};
use rapport_core::opportunity::Fit;
use rapport_core::person::{Person, PersonDecision, PersonEvent, Running, decide_person};
use rapport_core::place::postal_days;
use rapport_core::playbook::{Playbook, Purpose};
use rapport_core::policy::Policy;
use rapport_core::touchpoint::{Appointment, Channel};
use rapport_core::turn::threads::TurnStep;
use rapport_store::message::Message;
use rapport_store::{Actor, Door, Facts, Moment};

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::playbook_file;
use crate::profile::Profile;

/// Everything a context borrows from.
pub(crate) struct Surroundings {
    pub(crate) facts: Facts,
    pub(crate) playbook: Arc<Playbook>,
    pub(crate) calendar: WorkCalendar,
    pub(crate) standing: Standing,
    policy: Policy,
}

impl Surroundings {
    pub(crate) fn new(
        follow_up: &FollowUp,
        facts: Facts,
        playbook: Arc<Playbook>,
        profile: &Profile,
    ) -> Self {
        let calendar = profile.calendar(&facts.contact, facts.organisation.as_ref());
        let standing = standing(follow_up, &facts, &playbook, &calendar, profile);
        let policy = Policy { undo: profile.undo, caps: profile.caps, ..Policy::DEFAULT };
        Self { facts, playbook, calendar, standing, policy }
    }

    /// The context of a decision now.
    pub(crate) fn context(&self) -> Context<'_> {
        self.context_at(self.facts.moment.now)
    }

    fn context_at(&self, now: Timestamp) -> Context<'_> {
        Context {
            now,
            calendar: &self.calendar,
            playbook: &self.playbook,
            policy: &self.policy,
            history: &self.facts.history,
            standing: &self.standing,
            absences: &self.facts.absences,
            in_flight: self.facts.in_flight,
        }
    }

    /// The figures of the house.
    pub(crate) const fn policy(&self) -> &Policy {
        &self.policy
    }
}

fn standing(
    follow_up: &FollowUp,
    facts: &Facts,
    playbook: &Playbook,
    calendar: &WorkCalendar,
    profile: &Profile,
) -> Standing {
    let contact = &facts.contact;
    let pursuit = facts.opportunity.as_ref().map(|opportunity| Pursuit {
        stage: opportunity.stage,
        ruled_out: opportunity.fit.is_some_and(Fit::is_ruled_out),
        keen: opportunity.fit.is_some_and(Fit::is_keen),
        told_to_wait: opportunity.told_to_wait,
        // A reference is nobody's main contact, and nobody stands in for them.
        is_main: opportunity.main_contact() == Some(follow_up.contact)
            || !opportunity.contacts.contains(&follow_up.contact),
        main_name: facts.main_contact.clone().unwrap_or_default(),
    });
    let consent_missing = consent::missing(&consent::Question {
        commercial: playbook.commercial,
        channel: Channel::Mail,
        basis: contact.basis.as_ref(),
        country: calendar.country,
        sender_address: profile.postal_address.is_some(),
        today: calendar.local(facts.moment.now).date(),
    });
    Standing {
        name: contact.name.clone(),
        has_mail: contact.address().is_some(),
        has_postal_address: contact.postal_address.is_some(),
        has_phone: !contact.phones.is_empty(),
        suppressed: facts.suppressed,
        consent_missing,
        pursuit,
        next_meeting: facts.next_meeting,
        grade: facts.grade,
        appointment_start: facts.appointment.as_ref().map(|appointment| appointment.starts),
        postal_days: postal_days(profile.country, calendar.country).late,
    }
}

impl App {
    /// The present, with the start of the user's own day.
    pub(crate) fn moment(&self, profile: &Profile) -> Moment {
        let now = self.now();
        let day_start = now
            .to_zoned(profile.zone.clone())
            .start_of_day()
            .map_or(now, |start| start.timestamp());
        Moment { now, day_start }
    }

    /// Takes one follow-up through one event inside a door.
    pub(crate) async fn step(
        &self,
        door: &mut Door<'_>,
        id: FollowUpId,
        event: &Event,
    ) -> Result<Decision, AppError> {
        let profile = self.profile().await?;
        self.step_for(door, id, event, &profile).await
    }

    /// As [`App::step`], for a user whose profile was read, or changed for this one event.
    pub(crate) async fn step_for(
        &self,
        door: &mut Door<'_>,
        id: FollowUpId,
        event: &Event,
        profile: &Profile,
    ) -> Result<Decision, AppError> {
        self.step_by(door, id, event, profile, None).await
    }

    /// As [`App::step`], for a step that was done by another means than it was meant for.
    pub(crate) async fn ticked_as(
        &self,
        door: &mut Door<'_>,
        id: FollowUpId,
        event: &Event,
        by_hand: (Channel, Purpose),
    ) -> Result<Decision, AppError> {
        let profile = self.profile().await?;
        self.step_by(door, id, event, &profile, Some(by_hand)).await
    }

    async fn step_by(
        &self,
        door: &mut Door<'_>,
        id: FollowUpId,
        event: &Event,
        profile: &Profile,
        by_hand: Option<(Channel, Purpose)>,
    ) -> Result<Decision, AppError> {
        let (before, facts) = door.follow_up_with_facts(id).await?;
        let playbook = self.playbook_kept(&before, &facts)?;
        let surroundings = Surroundings::new(&before, facts, playbook, profile);
        if matches!(event, Event::Ticked { .. })
            && let Some(step) = surroundings.playbook.step(before.step)
        {
            let (channel, purpose) = by_hand.unwrap_or((step.channel, step.purpose));
            door.ticked_as(channel, purpose);
        }
        let mut decision = decide(&before, event, &surroundings.context())?;
        door.apply(&before, event, &mut decision).await?;
        Ok(decision)
    }

    /// Takes one follow-up through one event in a door of its own.
    pub(crate) async fn single_step(
        &self,
        id: FollowUpId,
        event: &Event,
        actor: Actor,
    ) -> Result<Decision, AppError> {
        let profile = self.profile().await?;
        let mut door = self.store().door(self.scope(), self.moment(&profile), actor).await?;
        let decision = self.step(&mut door, id, event).await?;
        door.commit().await?;
        Ok(decision)
    }

    /// Starts a follow-up inside a door.
    pub(crate) async fn begin(
        &self,
        door: &mut Door<'_>,
        follow_up: FollowUp,
    ) -> Result<FollowUpId, AppError> {
        let id = follow_up.id;
        let playbook = self.playbook(&follow_up.playbook, follow_up.playbook_version).await?;
        let profile = self.profile().await?;
        door.start(follow_up, |follow_up, facts| {
            let surroundings =
                Surroundings::new(&follow_up, facts.clone(), playbook.clone(), &profile);
            begin(follow_up, &surroundings.context())
        })
        .await?;
        Ok(id)
    }

    /// What would be decided about a follow-up now, to show it.
    pub(crate) async fn surroundings(
        &self,
        follow_up: &FollowUp,
        profile: &Profile,
    ) -> Result<Surroundings, AppError> {
        let facts = self.store().facts(self.scope(), follow_up, self.moment(profile)).await?;
        let playbook = self.playbook_kept(follow_up, &facts)?;
        Ok(Surroundings::new(follow_up, facts, playbook, profile))
    }

    /// The surroundings of a follow-up as a door sees them.
    pub(crate) async fn surroundings_in(
        &self,
        door: &mut Door<'_>,
        follow_up: &FollowUp,
        profile: &Profile,
    ) -> Result<Surroundings, AppError> {
        let facts = door.facts(follow_up).await?;
        let playbook = self.playbook_kept(follow_up, &facts)?;
        Ok(Surroundings::new(follow_up, facts, playbook, profile))
    }

    /// The playbook in the version that a follow-up keeps, from the facts that were loaded.
    pub(crate) fn playbook_kept(
        &self,
        follow_up: &FollowUp,
        facts: &Facts,
    ) -> Result<Arc<Playbook>, AppError> {
        self.library().kept(&follow_up.playbook, follow_up.playbook_version, || {
            let built_in = playbook_file::built_in_playbook(follow_up.playbook.as_str())
                .filter(|playbook| playbook.version == follow_up.playbook_version);
            if let Some(playbook) = built_in {
                return Ok(playbook.clone());
            }
            let text = facts.playbook.as_deref().unwrap_or_default();
            playbook_file::parse(text).map_err(|errors| {
                let first = errors.first().map_or_else(String::new, ToString::to_string);
                AppError::new(
                    Kind::Data,
                    format!("the stored playbook {} cannot be read: {first}", follow_up.playbook),
                    "restore a backup, or add the playbook anew under a higher version",
                )
            })
        })
    }

    /// Sends an event about a person through a door: suppress, turn, then each follow-up. The
    /// message is the mail it happened in: theirs, on which the reply clock runs, or the user's.
    pub(crate) async fn apply_person_event(
        &self,
        door: &mut Door<'_>,
        contact: ContactId,
        event: &PersonEvent,
        message: Option<&Message>,
    ) -> Result<PersonDecision, AppError> {
        let contact = door.contact(contact).await?;
        let follow_ups = door.follow_ups_of(contact.id).await?;
        let mut companions = Vec::new();
        for opportunity in door.opportunities_of(contact.id).await? {
            for follow_up in door.follow_ups_of_opportunity(opportunity.id).await? {
                if follow_up.is_live() && follow_up.contact != contact.id {
                    companions.push(running(&follow_up));
                }
            }
        }
        let person = Person {
            contact: contact.id,
            name: contact.name.clone(),
            addresses: contact.addresses.clone(),
            own: follow_ups.iter().filter(|it| it.is_live()).map(running).collect(),
            companions,
        };
        let decision = decide_person(&person, event);
        if let Some(suppress) = &decision.suppress {
            door.suppress(&contact, suppress.address.as_deref(), suppress.reason, &suppress.proof)
                .await?;
        }
        if let Some(event) = decision.turn {
            let at = door.moment().now;
            let thread = message.map(|it| it.thread.as_deref().unwrap_or_default());
            let step = TurnStep { thread, event, at, message: message.map(|it| it.id) };
            door.step_turn(contact.id, &step).await?;
        }
        for (id, event) in &decision.events {
            self.step(door, *id, event).await?;
        }
        Ok(decision)
    }

    /// Tells the follow-ups of a contact that an appointment with them is planned, moved or called
    /// off. Called behind the row of the appointment, in the same transaction; one that has begun
    /// says nothing any more.
    pub(crate) async fn tell_of_appointment(
        &self,
        door: &mut Door<'_>,
        appointment: &Appointment,
    ) -> Result<(), AppError> {
        let starts = appointment.starts;
        let event = if appointment.cancelled {
            PersonEvent::MeetingCalledOff
        } else if starts > self.now() {
            PersonEvent::MeetingPlanned { starts }
        } else {
            return Ok(());
        };
        self.apply_person_event(door, appointment.contact, &event, None).await.map(drop)
    }

    /// The same in a door of its own.
    pub(crate) async fn person_event(
        &self,
        contact: ContactId,
        event: &PersonEvent,
        actor: Actor,
    ) -> Result<(), AppError> {
        let profile = self.profile().await?;
        let mut door = self.store().door(self.scope(), self.moment(&profile), actor).await?;
        self.apply_person_event(&mut door, contact, event, None).await?;
        door.commit().await?;
        Ok(())
    }

    /// Computes the dates of every live follow-up anew.
    pub(crate) async fn replan_all(&self, what: &str) -> Result<(), AppError> {
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        let event = Event::Replanned { what: what.to_owned(), promised: None };
        for follow_up in door.live_follow_ups().await? {
            self.step(&mut door, follow_up.id, &event).await?;
        }
        door.commit().await?;
        Ok(())
    }
}

fn running(follow_up: &FollowUp) -> Running {
    Running { id: follow_up.id, contact: follow_up.contact, opportunity: follow_up.opportunity }
}

/// Those that are not over.
pub(crate) fn live(follow_ups: Vec<FollowUp>) -> Vec<FollowUp> {
    follow_ups.into_iter().filter(FollowUp::is_live).collect()
}
