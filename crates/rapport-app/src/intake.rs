//! Intake: kept mail is read, matched, classified, and told to the person's follow-ups, once.
//!
//! Keeping came first (the collector, or practice mode); what is done here can be repeated: a mail
//! is marked as processed in the same transaction as everything it causes. Nothing is sent while
//! kept mail is unprocessed.
//!
//! Not here: what the user says of a message afterwards (`corrections`, `application_mail`).

use rapport_core::classify::{Class, SignKind, Verdict, classify, worst_report};
use rapport_core::ids::{ContactId, MessageId};
use rapport_core::matching::{Head, Match, match_hinted};
use rapport_core::person::PersonEvent;
use rapport_mail::is_reply_subject;
use rapport_mail::parse::{Parsed, parse};
use rapport_mail::subject::thread_subject;
use rapport_store::inbound::Inbound;
use rapport_store::message::{Message, MessageDirection};
use rapport_store::{Actor, Door, Worker};

use crate::app::{App, Mode};
use crate::application_mail::{hints, suggestion_of};
use crate::error::{AppError, Kind};
use crate::profile::PRACTICE_ADDRESS;
use crate::sender_habits::with_habits;
use crate::words;

/// Mails that one round processes at most.
const ROUND: u32 = 500;

/// How much of a text stands on the timeline; the raw mail is kept whole.
const TIMELINE_TEXT: usize = 20_000;

impl App {
    /// Processes kept mail; the number of mails from others.
    pub(crate) async fn process_kept(&self) -> Result<u64, AppError> {
        let mut from_others = 0;
        loop {
            let kept = self.store().unprocessed(self.scope(), ROUND).await?;
            let mut is_stuck = true;
            for inbound in &kept {
                match self.process(inbound).await {
                    Ok(from_other) => {
                        is_stuck = false;
                        from_others += u64::from(from_other);
                    }
                    Err(error) if matches!(error.kind, Kind::Data | Kind::Unavailable) => {
                        return Err(error);
                    }
                    // It stays unprocessed, so nothing is sent; the others are read all the same.
                    Err(error) => {
                        tracing::warn!(mail = %inbound.id, why = %error.what, "a mail could not be processed");
                    }
                }
            }
            if is_stuck {
                return Ok(from_others);
            }
        }
    }

    /// One mail; whether somebody else wrote it.
    async fn process(&self, inbound: &Inbound) -> Result<bool, AppError> {
        let parsed = parse(&inbound.raw);
        self.settle_named(&parsed.head).await?;
        let habits = self.store().habits_of_senders(self.scope(), &parsed.head.from).await?;
        let verdict = classify(&with_habits(&parsed, &habits));
        let profile = self.profile().await?;
        let actor = Actor::Worker(Worker::Collector);
        let mut door = self.store().door(self.scope(), self.moment(&profile), actor).await?;
        if !door.mark_processed(inbound.id).await? {
            return Ok(false);
        }
        let mut candidates = door.candidates(&parsed.head).await?;
        if self.mode() == Mode::Practice {
            candidates.own_addresses.push(PRACTICE_ADDRESS.to_owned());
        }
        let mut repair = None;
        let owner = match_hinted(&parsed.head, &hints(&parsed, &habits), &candidates);
        match &owner {
            Match::Own { contacts } => {
                self.own_mail(&mut door, inbound, &parsed, contacts).await?;
            }
            Match::Contact { contact, follow_up, .. } => {
                let mut message = self.message_of(&door, inbound, &parsed, Some(&verdict));
                message.contact = Some(*contact);
                message.follow_up = *follow_up;
                message.thread = thread_with(&mut door, *contact, &parsed).await?;
                door.save_message(&message).await?;
                let event = received(&verdict, &parsed, follow_up.is_some());
                let decision =
                    self.apply_person_event(&mut door, *contact, &event, Some(&message)).await?;
                repair = decision.pause_account;
                if let Some(stage) = decision.announces {
                    self.ask_about_stage(&mut door, &mut message, *contact, stage).await?;
                }
            }
            Match::Suggestion { .. } if is_no_news(&verdict, &parsed) => {}
            Match::Suggestion { opportunity, why } => {
                let mut message = self.message_of(&door, inbound, &parsed, Some(&verdict));
                message.suggested = Some(*opportunity);
                message.suggestion = Some(suggestion_of(&verdict.class, why));
                door.save_message(&message).await?;
            }
            Match::Stranger => {}
        }
        door.commit().await?;
        if let Some(what) = repair {
            self.pause_accounts(&what).await?;
        }
        Ok(!matches!(owner, Match::Own { .. }))
    }

    /// A report says that our own account was refused: every account waits for its repair.
    async fn pause_accounts(&self, what: &str) -> Result<(), AppError> {
        for account in self.store().accounts(self.scope()).await? {
            self.store().pause_account(self.scope(), account.id, Some(what)).await?;
        }
        Ok(())
    }

    /// Mail the user wrote by hand is a touchpoint and never a reply.
    async fn own_mail(
        &self,
        door: &mut Door<'_>,
        inbound: &Inbound,
        parsed: &Parsed,
        contacts: &[ContactId],
    ) -> Result<(), AppError> {
        // Our own notes turn up among the sent mail, too; they are on the timeline already.
        for id in parsed.head.message_id.iter().chain(parsed.replaced_id.iter()) {
            if door.has_message(id).await? {
                return Ok(());
            }
        }
        for contact in contacts {
            let message = Message {
                direction: MessageDirection::Out,
                contact: Some(*contact),
                evidence: vec!["found among your sent mail".to_owned()],
                thread: thread_with(door, *contact, parsed).await?,
                ..self.message_of(door, inbound, parsed, None)
            };
            door.save_message(&message).await?;
            let event = PersonEvent::WroteByHand;
            self.apply_person_event(door, *contact, &event, Some(&message)).await?;
        }
        Ok(())
    }

    /// A kept mail as it stands on the timeline; the user's own has no verdict.
    fn message_of(
        &self,
        door: &Door<'_>,
        inbound: &Inbound,
        parsed: &Parsed,
        verdict: Option<&Verdict>,
    ) -> Message {
        let now = door.moment().now;
        Message {
            id: MessageId::new(self.clock().mint()),
            direction: MessageDirection::In,
            contact: None,
            thread: parsed
                .head
                .ancestors
                .first()
                .cloned()
                .or_else(|| parsed.head.message_id.clone()),
            message_id: parsed.head.message_id.clone(),
            subject: parsed.subject.clone(),
            text: cut(&parsed.reply_text),
            // A date in the future is a wrong clock at the other end.
            at: parsed.date.unwrap_or(now).min(now),
            class: verdict.map(|verdict| verdict.class.word().to_owned()),
            confidence: verdict.map(|verdict| verdict.confidence),
            evidence: verdict.map(|verdict| verdict.evidence.clone()).unwrap_or_default(),
            follow_up: None,
            suggested: None,
            suggestion: None,
            inbound: Some(inbound.id),
        }
    }

    /// A message by its id, or the latest one from a contact.
    pub(crate) async fn message_named(&self, which: &str) -> Result<Message, AppError> {
        if let Some(id) = MessageId::parse(which.trim()) {
            return Ok(self.store().message(self.scope(), id).await?);
        }
        let contact = self.contact_named(which).await?;
        self.store().last_received(self.scope(), contact.id).await?.ok_or_else(|| {
            AppError::not_found(
                format!("nothing came from {} yet", contact.name),
                "see the timeline: rapport show NAME",
            )
        })
    }
}

/// The thread of a mail with a contact: by what it refers to, else, for an answer of a program that
/// names nothing, by its subject; else it starts one.
async fn thread_with(
    door: &mut Door<'_>,
    contact: ContactId,
    parsed: &Parsed,
) -> Result<Option<String>, AppError> {
    if let Some(thread) = door.thread_of_ancestors(&parsed.head.ancestors).await? {
        return Ok(Some(thread));
    }
    if is_reply_subject(&parsed.subject) {
        let subject = thread_subject(&parsed.subject);
        let recent = door.recent_threads(contact).await?;
        let same = recent.into_iter().find(|(other, _)| thread_subject(other) == subject);
        if let Some((_, thread)) = same {
            return Ok(Some(thread));
        }
    }
    Ok(parsed.head.message_id.clone())
}

/// The event of a classified message; `ours` if it refers to a mail of ours.
pub(crate) fn received(verdict: &Verdict, parsed: &Parsed, ours: bool) -> PersonEvent {
    let report = parsed.signs.iter().find_map(|sign| match &sign.kind {
        SignKind::DeliveryReport(recipients) => worst_report(recipients),
        _ => None,
    });
    let words = match report {
        Some(report) => report.diagnostic.clone().unwrap_or_else(|| parsed.subject.clone()),
        None => words::shortened(&parsed.reply_text, 200),
    };
    let address = report
        .map(|report| report.address.clone())
        .filter(|address| !address.is_empty())
        .or_else(|| failed(&parsed.head).cloned());
    PersonEvent::Received { class: verdict.class.clone(), address, words, ours }
}

/// A newsletter of an employer is not about the application there.
fn is_no_news(verdict: &Verdict, parsed: &Parsed) -> bool {
    let about_application =
        parsed.signs.iter().any(|sign| matches!(sign.kind, SignKind::ApplicationTalk));
    matches!(verdict.class, Class::Newsletter | Class::Receipt) && !about_application
}

fn failed(head: &Head) -> Option<&String> {
    head.failed_recipients.first()
}

fn cut(text: &str) -> String {
    text.trim().chars().take(TIMELINE_TEXT).collect()
}
