//! Who is meant, in which order, and what stands in the way of paper for them.

use std::collections::BTreeSet;

use rapport_core::contact::Contact;
use rapport_core::follow_up::{FollowUp, State};
use rapport_core::ids::{ContactId, FollowUpId, OrganisationId};
use rapport_core::opportunity::Fit;
use rapport_core::organisation::Organisation;
use rapport_core::suppression::SuppressReason;
use rapport_core::touchpoint::Channel;
use rapport_store::draft::Draft;

use crate::app::App;
use crate::error::AppError;
use crate::findings;

/// One person with what waits to be printed for them.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) contact: Contact,
    pub(super) organisation: Option<Organisation>,
    /// The step in review and its draft; `None` where only an address is wanted.
    pub(super) note: Option<(FollowUp, Draft)>,
}

impl Subject {
    /// A draft with words of its own; preparing an envelope has none.
    pub(super) fn is_letter(&self) -> bool {
        self.note.as_ref().is_some_and(|(_, draft)| !draft.template.is_empty())
    }
}

/// What stands in the way, and what to do.
#[derive(Clone, Debug)]
pub(super) struct Obstacle {
    pub(super) what: String,
    pub(super) remedy: String,
    /// Only the words are not right; the envelope may well be printed.
    pub(super) of_words: bool,
}

impl From<Obstacle> for AppError {
    fn from(obstacle: Obstacle) -> Self {
        Self::refused(obstacle.what, obstacle.remedy)
    }
}

/// The places and people that the user ruled out (B7).
pub(super) struct RuledOut {
    contacts: BTreeSet<ContactId>,
    organisations: BTreeSet<OrganisationId>,
}

impl RuledOut {
    pub(super) fn holds(&self, contact: &Contact) -> bool {
        self.contacts.contains(&contact.id)
            || contact.organisation.is_some_and(|id| self.organisations.contains(&id))
    }
}

impl App {
    /// Every place that was ruled out, with the people of it.
    pub(super) async fn ruled_out(&self) -> Result<RuledOut, AppError> {
        let mut found = RuledOut { contacts: BTreeSet::new(), organisations: BTreeSet::new() };
        for opportunity in self.store().opportunities(self.scope()).await? {
            if opportunity.fit.is_some_and(Fit::is_ruled_out) {
                found.contacts.extend(opportunity.contacts);
                found.organisations.extend(opportunity.organisation);
            }
        }
        Ok(found)
    }

    /// Why nothing is printed for somebody, if so.
    pub(super) async fn obstacle(
        &self,
        subject: &Subject,
        ruled_out: &RuledOut,
    ) -> Result<Option<Obstacle>, AppError> {
        let name = &subject.contact.name;
        let withdraws = match &subject.note {
            Some((follow_up, _)) => {
                let key = &follow_up.playbook;
                self.playbook(key, follow_up.playbook_version).await?.for_ruled_out
            }
            None => false,
        };
        let found =
            |what: String, remedy: String| Ok(Some(Obstacle { what, remedy, of_words: false }));
        if ruled_out.holds(&subject.contact) && !withdraws {
            return found(
                format!("nothing is printed for {name}: you ruled the place out"),
                format!(
                    "withdraw politely: rapport playbooks start WITHDRAW --for \"{name}\"; or \
                     change your mind: rapport opportunities rate"
                ),
            );
        }
        match self.store().suppressed(self.scope(), &subject.contact).await? {
            // A mail address that is dead says nothing against a letter.
            None | Some(SuppressReason::Unreachable) => {}
            Some(SuppressReason::User) => {
                return found(
                    format!("nothing goes to {name}: you said so"),
                    format!("lift it first: rapport suppress --lift \"{name}\""),
                );
            }
            Some(SuppressReason::OptOut | SuppressReason::Complaint) => {
                return found(
                    format!("nothing goes to {name}: they asked for it"),
                    "a wish not to be written to holds for paper, too".to_owned(),
                );
            }
        }
        if subject.contact.postal_address.as_deref().is_none_or(|text| text.trim().is_empty()) {
            return found(
                format!("no postal address of {name} is known"),
                format!("add it: rapport contacts edit \"{name}\" --postal ADDRESS"),
            );
        }
        if let Some((_, draft)) = &subject.note
            && let Some(why) = findings::blocking(draft)
        {
            return Ok(Some(Obstacle {
                what: format!("the note to {name} is not ready: {why}"),
                remedy: format!("change it: rapport edit \"{name}\""),
                of_words: true,
            }));
        }
        Ok(None)
    }

    /// Everything that waits to be printed: steps on paper in review, by name.
    pub(super) async fn waiting_letters(&self) -> Result<Vec<Subject>, AppError> {
        let mut found = Vec::new();
        for row in self.store().agenda(self.scope()).await? {
            if row.draft.as_ref().is_some_and(|draft| draft.channel == Channel::Paper)
                && let Some(subject) = self.subject_of(row.follow_up).await?
            {
                found.push(subject);
            }
        }
        sort(&mut found);
        Ok(found)
    }

    /// The notes in review that are meant: those named, those of an event, or all on paper. A note
    /// meant for mail is printed when its person or event is named: a letter is always a way.
    pub(super) async fn notes_meant(
        &self,
        who: &[String],
        event: Option<&str>,
    ) -> Result<Vec<Subject>, AppError> {
        if who.is_empty() && event.is_none() {
            return self.waiting_letters().await;
        }
        let mut found = Vec::new();
        for name in who {
            found.push(self.note_meant(name).await?);
        }
        if let Some(event) = event {
            for contact in self.met_at(event).await? {
                found.extend(self.notes_of(&contact).await?.into_iter().next());
            }
        }
        sort(&mut found);
        Ok(found)
    }

    /// The note in review of one person, the one on paper first.
    pub(super) async fn note_meant(&self, who: &str) -> Result<Subject, AppError> {
        if let Some(id) = FollowUpId::parse(who.trim())
            && let Ok(follow_up) = self.store().follow_up(self.scope(), id).await
        {
            let contact = self.store().contact(self.scope(), follow_up.contact).await?;
            return self.subject_of(follow_up).await?.ok_or_else(|| nothing_written(&contact.name));
        }
        let contact = self.contact_named(who).await?;
        let notes = self.notes_of(&contact).await?;
        notes.into_iter().next().ok_or_else(|| nothing_written(&contact.name))
    }

    /// The people meant, for envelopes and labels: those named, those of an event, or all for whom
    /// something waits.
    pub(super) async fn people_meant(
        &self,
        who: &[String],
        event: Option<&str>,
    ) -> Result<Vec<Subject>, AppError> {
        if who.is_empty() && event.is_none() {
            return self.waiting_letters().await;
        }
        let mut contacts = Vec::new();
        for name in who {
            contacts.push(match FollowUpId::parse(name.trim()) {
                Some(id) => match self.store().follow_up(self.scope(), id).await {
                    Ok(known) => self.store().contact(self.scope(), known.contact).await?,
                    Err(_) => self.contact_named(name).await?,
                },
                None => self.contact_named(name).await?,
            });
        }
        if let Some(event) = event {
            contacts.extend(self.met_at(event).await?);
        }
        let mut found = Vec::with_capacity(contacts.len());
        for contact in contacts {
            // The polite withdrawal has an envelope, too.
            let note = self.notes_of(&contact).await?.into_iter().next();
            found.push(match note {
                Some(subject) => subject,
                None => self.subject_without_note(contact).await?,
            });
        }
        sort(&mut found);
        Ok(found)
    }

    async fn subject_without_note(&self, contact: Contact) -> Result<Subject, AppError> {
        let organisation = match contact.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?),
            None => None,
        };
        Ok(Subject { contact, organisation, note: None })
    }

    async fn subject_of(&self, follow_up: FollowUp) -> Result<Option<Subject>, AppError> {
        let State::InReview { draft } = follow_up.state else { return Ok(None) };
        let draft = self.store().draft(self.scope(), draft).await?;
        let contact = self.store().contact(self.scope(), follow_up.contact).await?;
        let subject = self.subject_without_note(contact).await?;
        Ok(Some(Subject { note: Some((follow_up, draft)), ..subject }))
    }

    /// Notes in review of a contact, those on paper first.
    async fn notes_of(&self, contact: &Contact) -> Result<Vec<Subject>, AppError> {
        let mut found = Vec::new();
        for follow_up in self.store().follow_ups_of(self.scope(), contact.id).await? {
            found.extend(self.subject_of(follow_up).await?);
        }
        found.sort_by_key(|subject| {
            let paper = |(_, draft): &(FollowUp, Draft)| draft.channel == Channel::Paper;
            !subject.note.as_ref().is_some_and(paper)
        });
        Ok(found)
    }

    /// People who carry a tag; the event somebody was met at is one.
    pub(crate) async fn met_at(&self, event: &str) -> Result<Vec<Contact>, AppError> {
        let wanted = event.trim().to_lowercase();
        let contacts = self.store().contacts(self.scope()).await?;
        let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
        let tags = self.store().tags_of(self.scope(), &ids).await?;
        let carries = |contact: &Contact| {
            tags.get(&contact.id)
                .is_some_and(|tags| tags.iter().any(|tag| tag.to_lowercase() == wanted))
        };
        let found: Vec<Contact> = contacts.into_iter().filter(carries).collect();
        if found.is_empty() {
            return Err(AppError::not_found(
                format!("nobody was met at \"{event}\", and nobody carries that tag"),
                "see the tags: rapport tag",
            ));
        }
        Ok(found)
    }
}

fn nothing_written(name: &str) -> AppError {
    AppError::refused(
        format!("no note to {name} waits to be printed"),
        format!("see what is next: rapport show \"{name}\""),
    )
}

/// By name, each follow-up and each person once: letters and envelopes in the same order.
fn sort(subjects: &mut Vec<Subject>) {
    let key = |subject: &Subject| {
        let note = subject.note.as_ref().map(|(follow_up, _)| follow_up.id);
        (subject.contact.name.to_lowercase(), subject.contact.id, note)
    };
    subjects.sort_by_key(key);
    subjects.dedup_by_key(|subject| key(subject));
}
