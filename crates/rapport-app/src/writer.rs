//! The writer: due steps become drafts, ready before the user asks.
//!
//! Scheduler and writer go round together: a follow-up whose timer rang is woken through the one
//! door, and one that is now to be written gets its draft through it too. A crash in between
//! leaves the follow-up `drafting`, and the next round writes it.

use jiff::SignedDuration;
use rapport_core::classify::Intent;
use rapport_core::decide::Event;
use rapport_core::follow_up::{FollowUp, State};
use rapport_core::ids::{DraftId, FollowUpId};
use rapport_core::lint;
use rapport_core::opportunity::Opportunity;
use rapport_core::playbook::{Step, Threading};
use rapport_core::touchpoint::{Channel, TouchpointKind};
use rapport_mail::base_subject;
use rapport_store::draft::Draft;
use rapport_store::{Actor, Facts, Outcome, Worker};

use crate::app::App;
use crate::content::{self, Content};
use crate::engine::Surroundings;
use crate::error::AppError;
use crate::findings;
use crate::own_texts;
use crate::profile::Profile;
use crate::template::{self, NoteFacts, ReferenceFacts, Rendered, TemplateError};

/// How many follow-ups one round looks at.
const ROUND: u32 = 500;

/// How many are woken in one transaction: enough that the disk is asked rarely, few enough that a press
/// on a button does not wait.
const TOGETHER: usize = 100;

/// Rounds in a row: waking leads to writing, writing to a next timer at most.
const ROUNDS: usize = 4;

/// What a thread needs of the message it goes on.
#[derive(Clone, Debug)]
pub(crate) struct Thread {
    pub(crate) subject: String,
    pub(crate) message_id: Option<String>,
}

impl App {
    /// Wakes what is due and writes what is to be written; the number of drafts written.
    pub(crate) async fn write_due(&self) -> Result<u64, AppError> {
        let mut written = 0;
        for _ in 0..ROUNDS {
            let due = self.store().due(self.scope(), self.now(), ROUND).await?;
            if due.woken.is_empty() && due.to_draft.is_empty() {
                break;
            }
            for some in due.woken.chunks(TOGETHER) {
                self.wake(some).await?;
            }
            for id in self.store().due(self.scope(), self.now(), ROUND).await?.to_draft {
                written += u64::from(self.write_draft(id).await?);
            }
        }
        Ok(written)
    }

    /// Wakes some follow-ups in one transaction. Where one of them cannot be read, each is woken alone,
    /// so that the others are not kept back.
    async fn wake(&self, ids: &[FollowUpId]) -> Result<(), AppError> {
        let worker = Actor::Worker(Worker::Scheduler);
        let profile = self.profile().await?;
        let events: Vec<_> = ids.iter().map(|id| (*id, Event::Woke)).collect();
        let woken = self
            .store()
            .transition_many(
                self.scope(),
                &events,
                self.moment(&profile),
                worker,
                |follow_up, event, facts| self.decide_on(follow_up, event, facts, &profile),
            )
            .await;
        let alone: Vec<FollowUpId> = match woken {
            Ok(outcomes) => outcomes
                .into_iter()
                .filter(|(_, outcome)| matches!(outcome, Outcome::Refused(_)))
                .map(|(id, _)| id)
                .collect(),
            Err(error) if error.is_transient() => return Err(error.into()),
            Err(_) => ids.to_vec(),
        };
        for id in alone {
            self.single_step(id, &Event::Woke, worker).await?;
        }
        Ok(())
    }

    /// Writes what an act of the user made due. The act is stored and stands, whatever happens
    /// here: on a full disk, or while the clock is in doubt, the next round writes instead.
    pub(crate) async fn write_after(&self) {
        let written = match self.require_believable_clock().await {
            Ok(()) => self.write_due().await.map(drop),
            Err(doubt) => Err(doubt),
        };
        if let Err(error) = written {
            tracing::warn!(error = %error.what, "the next draft is not written yet");
        }
    }

    /// Writes the draft of one follow-up; `false` when it no longer wants one.
    async fn write_draft(&self, id: FollowUpId) -> Result<bool, AppError> {
        let profile = self.profile().await?;
        let follow_up = self.store().follow_up(self.scope(), id).await?;
        if !matches!(follow_up.state, State::Drafting) {
            return Ok(false);
        }
        let surroundings = self.surroundings(&follow_up, &profile).await?;
        let Some(step) = surroundings.playbook.step(follow_up.step).cloned() else {
            return Ok(false);
        };
        let draft = self.compose(&follow_up, &step, &surroundings, &profile).await?;
        let worker = Actor::Worker(Worker::Writer);
        let mut door = self.store().door(self.scope(), self.moment(&profile), worker).await?;
        door.save_draft(&draft).await?;
        let decision = self.step(&mut door, id, &Event::DraftWritten { draft: draft.id }).await?;
        let wanted = decision.next.draft() == Some(draft.id);
        door.commit().await?;
        Ok(wanted)
    }

    /// Text, sender block, findings and hash of a step.
    async fn compose(
        &self,
        follow_up: &FollowUp,
        step: &Step,
        surroundings: &Surroundings,
        profile: &Profile,
    ) -> Result<Draft, AppError> {
        let contact = &surroundings.facts.contact;
        let language = contact.language.clone().unwrap_or_else(|| profile.language.clone());
        let thread = match step.threading {
            Threading::SameThread => self.thread_of(follow_up).await?,
            Threading::Fresh => None,
        };
        let facts =
            self.note_facts(follow_up, surroundings, profile, &language, thread.as_ref()).await?;
        let variant = variant(follow_up, surroundings);
        let rendered = match &step.template {
            Some(name) => self.written(name, &language, variant, &facts).await?.note,
            None => Rendered { subject: step.title.clone(), body: step.why.clone() },
        };
        let subject = match &thread {
            Some(thread) => format!("Re: {}", base_subject(&thread.subject)),
            None => rendered.subject,
        };
        let mut draft = Draft {
            id: DraftId::new(self.clock().mint()),
            follow_up: follow_up.id,
            ordinal: follow_up.ordinal,
            step: step.key.clone(),
            channel: step.channel,
            purpose: step.purpose,
            recipient: if step.channel == Channel::Mail {
                contact.address().unwrap_or_default().to_owned()
            } else {
                String::new()
            },
            subject,
            body: rendered.body,
            sender: template::sender_block(&profile.sender(), &language),
            in_reply_to: thread.and_then(|thread| thread.message_id),
            findings: String::new(),
            template: step.template.clone().unwrap_or_default(),
            language,
            hash: rapport_core::follow_up::ContentHash([0; 32]),
            version: 1,
            written_at: self.now(),
        };
        self.judge(&mut draft, follow_up, surroundings, profile, &[]).await?;
        Ok(draft)
    }

    /// Findings and hash of a draft as it stands, its attachments given.
    pub(crate) async fn judge(
        &self,
        draft: &mut Draft,
        follow_up: &FollowUp,
        surroundings: &Surroundings,
        profile: &Profile,
        attachments: &[rapport_store::draft::Attachment],
    ) -> Result<(), AppError> {
        let step = surroundings.playbook.step(follow_up.step);
        let found = match step.filter(|step| step.template.is_some()) {
            Some(step) => {
                let (plain, trouble) =
                    self.plain_text(draft, follow_up, surroundings, profile).await?;
                let around = self.around(follow_up, draft.id, surroundings).await?;
                let mut found = findings::check(&findings::Subject {
                    draft,
                    attachments: attachments.len(),
                    step,
                    surroundings,
                    profile,
                    plain: &plain,
                    around: &around,
                });
                found.extend(trouble.map(|it| own_texts::finding(&draft.template, &it)));
                found
            }
            None => Vec::new(),
        };
        let dismissed = self.dismissed_in(draft.id).await?;
        let found: Vec<_> = found.into_iter().filter(|it| !dismissed.holds(it)).collect();
        draft.findings = findings::to_text(&found);
        draft.hash = hash_of(draft, attachments);
        Ok(())
    }

    /// What anybody would have got, the measure of D1; and the trouble with a text of the user's.
    async fn plain_text(
        &self,
        draft: &Draft,
        follow_up: &FollowUp,
        surroundings: &Surroundings,
        profile: &Profile,
    ) -> Result<(String, Option<TemplateError>), AppError> {
        if draft.template.is_empty() {
            return Ok((String::new(), None));
        }
        let facts =
            self.note_facts(follow_up, surroundings, profile, &draft.language, None).await?;
        let variant = variant(follow_up, surroundings);
        let (name, language) = (&draft.template, &draft.language);
        // The text may fail for what the meeting did not say, or for what is left out of it.
        let trouble = self.written(name, language, variant, &facts).await?.trouble;
        let plain = self.written(name, language, variant, &facts.without_meeting()).await?;
        Ok((plain.note.body, trouble))
    }

    /// Names and notes that must not stand in this one.
    async fn around(
        &self,
        follow_up: &FollowUp,
        draft: DraftId,
        surroundings: &Surroundings,
    ) -> Result<findings::Around, AppError> {
        let since = self.now() - SignedDuration::from_hours(60 * 24);
        let mut around = findings::Around::default();
        let pursuit = surroundings.facts.opportunity.as_ref();
        for other in self.store().recent_notes(self.scope(), since, 50).await? {
            if other.follow_up == follow_up.id || other.draft == draft {
                continue;
            }
            if other.opportunity.is_some() && other.opportunity == follow_up.opportunity {
                around.earlier_notes.push(other.body);
            }
            let took_part =
                pursuit.is_some_and(|pursuit| pursuit.contacts.contains(&other.contact));
            if other.contact != follow_up.contact && !took_part {
                around.people.push(other.name);
            }
            // What the note is about may be named, too: a reference reads of the employer.
            if let Some((id, name)) = other.organisation
                && Some(id) != follow_up.organisation
                && Some(id) != pursuit.and_then(|pursuit| pursuit.organisation)
            {
                around.organisations.push(name);
            }
        }
        if let Some(organisation) = follow_up.organisation {
            for colleague in
                self.store().contacts_of_organisation(self.scope(), organisation).await?
            {
                // Those who took part in the same talks may be mentioned.
                let took_part = surroundings
                    .facts
                    .opportunity
                    .as_ref()
                    .is_some_and(|opportunity| opportunity.contacts.contains(&colleague.id));
                if colleague.id != surroundings.facts.contact.id && !took_part {
                    around.people.push(colleague.name);
                }
            }
        }
        around.people.sort();
        around.people.dedup();
        around.organisations.sort();
        around.organisations.dedup();
        if let Some(touchpoint) = follow_up.anchor.touchpoint {
            around.facts = self.store().touchpoint(self.scope(), touchpoint).await?.facts;
        }
        let later = self.store().touchpoints(self.scope(), follow_up.contact, 5).await?;
        around.facts.extend(later.into_iter().flat_map(|it| it.facts));
        if let Some(reference) = self.reference_facts(follow_up, surroundings).await? {
            around.facts.extend(reference.talking_points);
        }
        Ok(around)
    }

    /// The message that a step goes on: the last one of this follow-up, else their last one.
    pub(crate) async fn thread_of(&self, follow_up: &FollowUp) -> Result<Option<Thread>, AppError> {
        if let Some(sent) =
            self.store().sent_of(self.scope(), follow_up.id).await?.into_iter().next()
        {
            return Ok(Some(Thread { subject: sent.subject, message_id: Some(sent.message_id) }));
        }
        // A playbook whose first step answers goes on in the thread of what started it.
        if follow_up.last_sent.is_some() {
            return Ok(None);
        }
        let theirs = self.store().last_received(self.scope(), follow_up.contact).await?;
        let person =
            theirs.filter(|message| message.class.as_deref().and_then(Intent::parse).is_some());
        Ok(person
            .map(|message| Thread { subject: message.subject, message_id: message.message_id }))
    }

    async fn note_facts(
        &self,
        follow_up: &FollowUp,
        surroundings: &Surroundings,
        profile: &Profile,
        language: &str,
        thread: Option<&Thread>,
    ) -> Result<NoteFacts, AppError> {
        let facts = &surroundings.facts;
        let touchpoint = match follow_up.anchor.touchpoint {
            Some(id) => Some(self.store().touchpoint(self.scope(), id).await?),
            None => None,
        };
        let met_on = surroundings.calendar.local(follow_up.anchor.at).date();
        let kind = touchpoint.as_ref().map_or(TouchpointKind::Meeting, |it| it.kind);
        let later = self.store().touchpoints(self.scope(), follow_up.contact, 5).await?;
        let news = later
            .iter()
            .filter(|it| it.at > follow_up.anchor.at && Some(it.id) != follow_up.anchor.touchpoint)
            .find_map(|it| it.facts.first().cloned());
        let organisation = facts.organisation.as_ref().map(|it| it.name.clone());
        let opportunity = facts.opportunity.as_ref();
        let reference = self.reference_facts(follow_up, surroundings).await?;
        let title = opportunity.and_then(|it| telling_title(it, facts));
        Ok(NoteFacts {
            contact_name: facts.contact.name.clone(),
            greeting_name: facts.contact.greeting_name().to_owned(),
            // A reference is told of the employer, not of where they work themselves.
            organisation: reference.as_ref().map_or(organisation, |it| it.organisation.clone()),
            role: opportunity
                .filter(|it| it.kind == rapport_core::opportunity::OpportunityKind::Job)
                .and(title.clone()),
            opportunity_title: title,
            opportunity_kind: opportunity.map(|it| it.kind),
            touchpoint_kind: kind,
            met_on: lint::date_in_words(met_on, language),
            facts: touchpoint.map(|it| it.facts).unwrap_or_default(),
            decides: follow_up.anchor.promised.map(|date| lint::date_in_words(date, language)),
            sender_name: profile.name.clone(),
            previous_subject: thread.map(|thread| base_subject(&thread.subject).to_string()),
            reference,
            news,
            event: match follow_up.anchor.touchpoint {
                Some(id) => self.store().event_of(self.scope(), id).await?,
                None => None,
            },
            wish: self.wish_of(follow_up, language).await?,
        })
    }

    /// For notes to references: what they vouch for.
    async fn reference_facts(
        &self,
        follow_up: &FollowUp,
        surroundings: &Surroundings,
    ) -> Result<Option<ReferenceFacts>, AppError> {
        let Some(opportunity) = &surroundings.facts.opportunity else {
            return Ok(None);
        };
        let references = self.store().references(self.scope(), opportunity.id).await?;
        let Some(reference) = references.into_iter().find(|it| it.contact == follow_up.contact)
        else {
            return Ok(None);
        };
        let organisation = match opportunity.organisation {
            Some(id) => Some(self.store().organisation(self.scope(), id).await?.name),
            None => None,
        };
        Ok(Some(ReferenceFacts {
            role: telling_title(opportunity, &surroundings.facts),
            organisation,
            talking_points: reference.talking_points,
        }))
    }

    /// The sender block changed: every draft in review gets the new one and a new look.
    pub(crate) async fn rewrite_sender_blocks(&self) -> Result<(), AppError> {
        let profile = self.profile().await?;
        for follow_up in self.store().live_follow_ups(self.scope()).await? {
            let (State::InReview { draft } | State::Approved { draft, .. }) = follow_up.state
            else {
                continue;
            };
            let mut draft = self.store().draft(self.scope(), draft).await?;
            let sender = template::sender_block(&profile.sender(), &draft.language);
            if sender == draft.sender {
                continue;
            }
            draft.sender = sender;
            self.save_edited(&follow_up, draft, None, &[], &profile).await?;
        }
        Ok(())
    }
}

/// The hash over all that goes out with a draft.
pub(crate) fn hash_of(
    draft: &Draft,
    attachments: &[rapport_store::draft::Attachment],
) -> rapport_core::follow_up::ContentHash {
    let files: Vec<content::AttachedFile<'_>> = attachments
        .iter()
        .map(|file| content::AttachedFile {
            name: &file.name,
            media_type: &file.media_type,
            bytes: &file.bytes,
        })
        .collect();
    content::hash(&Content {
        recipient: &draft.recipient,
        subject: &draft.subject,
        body: &draft.body,
        sender: &draft.sender,
        in_reply_to: draft.in_reply_to.as_deref(),
        attachments: &files,
    })
}

/// The position of the person among those of the opportunity: each gets other words.
fn variant(follow_up: &FollowUp, surroundings: &Surroundings) -> u8 {
    let position = surroundings.facts.opportunity.as_ref().and_then(|opportunity| {
        opportunity.contacts.iter().position(|contact| *contact == follow_up.contact)
    });
    u8::try_from(position.unwrap_or(0) % 250).unwrap_or(0)
}

/// Whether the findings of a draft, as stored, let it be approved.
pub(crate) fn is_approvable(draft: &Draft) -> bool {
    !findings::from_text(&draft.findings)
        .iter()
        .any(|finding| finding.severity == lint::Severity::Block.word())
}

/// The title, where the user gave one. An opportunity that was opened without a role is called
/// after its organisation or its first contact, and nobody applies for "the Dana Whitfield
/// position".
fn telling_title(opportunity: &Opportunity, facts: &Facts) -> Option<String> {
    let name = &opportunity.title;
    let stands_in = name == &facts.contact.name
        || facts.main_contact.as_ref() == Some(name)
        || facts.organisation.as_ref().is_some_and(|organisation| &organisation.name == name);
    (!stands_in).then(|| name.clone())
}
