//! One person: who, what is next and why, and everything that happened.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_core::follow_up::{FollowUp, Hold, State};
use rapport_core::ids::FollowUpId;
use rapport_core::plan::{self, PlanLine, Planned};
use rapport_core::playbook::Playbook;
use rapport_core::touchpoint::Channel;
use rapport_store::draft::Draft;

use crate::acts::acts_of;
use crate::app::App;
use crate::content;
use crate::engine::Surroundings;
use crate::error::AppError;
use crate::findings;
use crate::profile::Profile;
use crate::view::{DraftView, FollowUpView, JournalView, PlanView, ShowView, WhyView};
use crate::words;
use crate::writer::is_approvable;

impl App {
    /// Everything of one contact.
    ///
    /// # Errors
    /// Nobody or several are called that.
    pub async fn show(&self, who: &str) -> Result<ShowView, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let mut opportunities = Vec::new();
        for opportunity in self.store().opportunities_of(self.scope(), contact.id).await? {
            opportunities.push(self.opportunity_view(opportunity.id).await?);
        }
        let mut follow_ups = Vec::new();
        let mut next = Vec::new();
        for follow_up in self.store().follow_ups_of(self.scope(), contact.id).await? {
            if follow_up.is_live() {
                next.push(self.next_sentence(&follow_up, &profile).await?);
            }
            follow_ups.push(self.follow_up_view(follow_up.id, &profile).await?);
        }
        if next.is_empty() {
            next.push(match contact.parked {
                Some(_) => "No next step: you parked them".to_owned(),
                None => "No next step. Log a meeting, start a playbook, or park them".to_owned(),
            });
        }
        let moment = self.moment(&profile);
        let history = self
            .store()
            .pace_history(self.scope(), contact.id, contact.organisation, moment)
            .await?;
        let month = self.now() - jiff::SignedDuration::from_hours(30 * 24);
        let used = history
            .notes
            .iter()
            .filter(|note| note.contact == contact.id && note.at > month)
            .count();
        Ok(ShowView {
            timeline: self.timeline(&contact, &profile).await?,
            contact: self.contact_view(&contact, &profile).await?,
            opportunities,
            follow_ups,
            next: next.join(". "),
            pace: (
                u32::try_from(used).unwrap_or(u32::MAX),
                u32::from(profile.caps.person_per_30_days),
            ),
        })
    }

    /// Why things stand as they do.
    ///
    /// # Errors
    /// Nobody or several are called that.
    pub async fn why(&self, who: &str) -> Result<WhyView, AppError> {
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let mut next = Vec::new();
        for follow_up in self.store().follow_ups_of(self.scope(), contact.id).await? {
            if follow_up.is_live() {
                next.push(self.next_sentence(&follow_up, &profile).await?);
            }
        }
        let journal = self.store().journal_of_contact(self.scope(), contact.id, 100).await?;
        Ok(WhyView {
            name: contact.name,
            next,
            journal: journal
                .into_iter()
                .map(|entry| JournalView {
                    at: entry.at.to_string(),
                    when: words::instant(entry.at, self.now(), &profile.zone),
                    actor: entry.actor.word().to_owned(),
                    event: entry.event,
                    reason: entry.reason,
                })
                .collect(),
        })
    }

    /// "Result check on Tuesday 09:10, because …": what is next and why.
    async fn next_sentence(
        &self,
        follow_up: &FollowUp,
        profile: &Profile,
    ) -> Result<String, AppError> {
        let surroundings = self.surroundings(follow_up, profile).await?;
        let Some(step) = surroundings.playbook.step(follow_up.step) else {
            return Ok(format!("{}: nothing more", surroundings.playbook.title));
        };
        let context = surroundings.context();
        let zone = &surroundings.calendar.zone;
        let planned = plan::plan_step(follow_up, step, &context);
        let (leaves, setback) = self.leaves(follow_up, Some(&planned)).await?;
        let setback = setback.as_deref();
        let now = self.now();
        let meets = surroundings.facts.next_meeting;
        let standing = words::meeting_ahead(&follow_up.state, meets, now, &profile.zone)
            .unwrap_or_else(|| {
                words::state(&follow_up.state, step.channel, leaves, setback, now, zone)
            });
        // A hold is its own reason; why the step exists would only distract.
        if matches!(follow_up.state, State::Held(_)) {
            return Ok(format!("{} {standing}", step.title));
        }
        let when = match planned {
            Planned::At(window) if matches!(follow_up.state, State::Waiting) => {
                format!("{} for {}", standing, words::instant(window.preferred, self.now(), zone))
            }
            Planned::At(window) => {
                let (best_by, _) = words::window(&window, self.now(), zone);
                format!("{standing} (best by {best_by})")
            }
            Planned::AwaitsOutcome => "waits for the outcome".to_owned(),
            Planned::LeftOut(why) => format!("is left out: {why}"),
        };
        Ok(format!("{} {when}. {}", step.title, step.why.trim_end_matches('.')))
    }

    /// A follow-up with its draft and the plan from here.
    pub(crate) async fn follow_up_view(
        &self,
        id: FollowUpId,
        profile: &Profile,
    ) -> Result<FollowUpView, AppError> {
        let follow_up = self.store().follow_up(self.scope(), id).await?;
        let surroundings = self.surroundings(&follow_up, profile).await?;
        let zone = surroundings.calendar.zone.clone();
        let step = surroundings.playbook.step(follow_up.step);
        let channel = step.map_or(Channel::Mail, |step| step.channel);
        let draft = match &surroundings.facts.draft {
            Some(draft) => Some(self.draft_view(draft).await?),
            None => None,
        };
        let journal = self.store().journal_of_follow_up(self.scope(), id, 1).await?;
        let planned = step.map(|step| plan::plan_step(&follow_up, step, &surroundings.context()));
        let (leaves, setback) = self.leaves(&follow_up, planned.as_ref()).await?;
        let now = self.now();
        let meets = surroundings.facts.next_meeting;
        let state_words = words::meeting_ahead(&follow_up.state, meets, now, &profile.zone)
            .unwrap_or_else(|| {
                words::state(&follow_up.state, channel, leaves, setback.as_deref(), now, &zone)
            });
        // A stop that was concluded is no plan any more.
        let is_stopped = matches!(&follow_up.state, State::Held(held)
            if matches!(held.hold, Hold::Stopped(_)));
        let plan = if follow_up.is_live() && !is_stopped {
            self.plan_views(&follow_up, &surroundings)
        } else {
            Vec::new()
        };
        Ok(FollowUpView {
            id: follow_up.id.to_string(),
            contact: surroundings.facts.contact.name.clone(),
            playbook: follow_up.playbook.to_string(),
            title: surroundings.playbook.title.clone(),
            version: follow_up.playbook_version,
            step: step.map_or_else(String::new, |step| step.title.clone()),
            state: match &follow_up.state {
                State::Held(held) => held.hold.word().to_owned(),
                other => other.word().to_owned(),
            },
            state_words,
            reason: journal.into_iter().next().map(|entry| entry.reason).unwrap_or_default(),
            wake_at: follow_up.wake_at.map(|at| at.to_string()),
            undo_until: match follow_up.state {
                State::Approved { until, .. } => Some(until.to_string()),
                _ => None,
            },
            acts: acts_of(
                &follow_up,
                surroundings.facts.draft.as_ref(),
                surroundings.facts.draft.as_ref().is_some_and(|it| it.channel.is_by_hand()),
            ),
            draft,
            plan,
        })
    }

    /// When the note of a step goes out, as far as the plan and the outbox say; and why it has not
    /// gone yet, where it was tried or looked at.
    async fn leaves(
        &self,
        follow_up: &FollowUp,
        planned: Option<&Planned>,
    ) -> Result<(Option<Timestamp>, Option<String>), AppError> {
        let by_plan = match planned {
            Some(Planned::At(window)) if follow_up.hurried => Some(window.opens),
            Some(Planned::At(window)) => Some(window.preferred),
            Some(Planned::AwaitsOutcome | Planned::LeftOut(_)) | None => None,
        };
        let (State::Approved { item, .. } | State::Queued { item, .. }) = follow_up.state else {
            return Ok((by_plan, None));
        };
        let items = self.store().outbox_of(self.scope(), follow_up.id).await?;
        Ok(match items.into_iter().find(|it| it.id == item) {
            Some(item) if item.last_why.is_some() => (Some(item.next_attempt_at), item.last_why),
            Some(item) => (by_plan.max(Some(item.next_attempt_at)), None),
            None => (by_plan, None),
        })
    }

    /// The plan that lies ahead, in words.
    pub(crate) fn plan_views(
        &self,
        follow_up: &FollowUp,
        surroundings: &Surroundings,
    ) -> Vec<PlanView> {
        let context = surroundings.context();
        plan::outlook(follow_up, &context)
            .iter()
            .filter_map(|line| {
                plan_view(line, &surroundings.playbook, self.now(), &surroundings.calendar.zone)
            })
            .collect()
    }

    pub(crate) async fn draft_view(&self, draft: &Draft) -> Result<DraftView, AppError> {
        let attachments = self.store().attachments(self.scope(), draft.id).await?;
        let names = attachments.into_iter().map(|attachment| attachment.name).collect();
        Ok(view_of_draft(draft, names))
    }
}

/// A draft as it would arrive, with the names of its files.
pub(crate) fn view_of_draft(draft: &Draft, attachments: Vec<String>) -> DraftView {
    let sentences = draft.body.lines().skip(1);
    DraftView {
        id: draft.id.to_string(),
        to: draft.recipient.clone(),
        subject: draft.subject.clone(),
        body: draft.body.clone(),
        sender: draft.sender.clone(),
        language: draft.language.clone(),
        attachments,
        findings: findings::from_text(&draft.findings),
        approvable: is_approvable(draft),
        words: sentences.flat_map(str::split_whitespace).count(),
        hash: content::hex(&draft.hash),
    }
}

/// One line of a plan, in words.
pub(crate) fn plan_view(
    line: &PlanLine,
    playbook: &Playbook,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<PlanView> {
    let step = playbook.step(line.step)?;
    let window = match &line.planned {
        Planned::At(window) => Some(window),
        Planned::AwaitsOutcome | Planned::LeftOut(_) => None,
    };
    let when = match &line.planned {
        Planned::At(window) => words::instant(window.preferred, now, zone),
        Planned::AwaitsOutcome => "when the outcome is known".to_owned(),
        Planned::LeftOut(why) => format!("left out: {why}"),
    };
    Some(PlanView {
        step: step.key.clone(),
        title: step.title.clone(),
        channel: step.channel.word().to_owned(),
        opens: window.map(|it| it.opens.to_string()),
        preferred: window.map(|it| it.preferred.to_string()),
        best_by: window.map(|it| words::instant(it.closes, now, zone)),
        too_late_after: window.map(|it| words::instant(it.expires, now, zone)),
        closes: window.map(|it| it.closes.to_string()),
        expires: window.map(|it| it.expires.to_string()),
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        when,
        why: step.why.clone(),
        sources: step.sources.clone(),
    })
}
