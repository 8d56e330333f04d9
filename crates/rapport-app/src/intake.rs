//! Intake: kept mail is read, matched, classified, and told to the person's follow-ups, once.
//!
//! Keeping came first (the collector, or practice mode); what is done here can be repeated: a mail
//! is marked as processed in the same transaction as everything it causes. Nothing is sent while
//! kept mail is unprocessed.

use rapport_core::classify::{Class, Intent, SignKind, Verdict, classify, worst_report};
use rapport_core::ids::{ContactId, MessageId};
use rapport_core::matching::{Head, Match, match_message};
use rapport_core::person::PersonEvent;
use rapport_mail::parse::{Parsed, parse};
use rapport_store::inbound::Inbound;
use rapport_store::message::{Message, MessageDirection};
use rapport_store::{Actor, Door, Worker};

use crate::app::App;
use crate::error::{AppError, Kind};
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
        let verdict = classify(&parsed.signs);
        let profile = self.profile().await?;
        let actor = Actor::Worker(Worker::Collector);
        let mut door = self.store().door(self.scope(), self.moment(&profile), actor).await?;
        if !door.mark_processed(inbound.id).await? {
            return Ok(false);
        }
        let candidates = door.candidates(&parsed.head).await?;
        let mut repair = None;
        let owner = match_message(&parsed.head, &candidates);
        match &owner {
            Match::Own { contacts } => {
                self.own_mail(&mut door, inbound, &parsed, contacts).await?;
            }
            Match::Contact { contact, follow_up, .. } => {
                let mut message = self.message_of(&door, inbound, &parsed, Some(&verdict));
                message.contact = Some(*contact);
                message.follow_up = *follow_up;
                door.save_message(&message).await?;
                let event = received(&verdict, &parsed);
                repair = self.hear(&mut door, *contact, &event, message.id).await?;
            }
            Match::Suggestion { opportunity, why } => {
                let mut message = self.message_of(&door, inbound, &parsed, Some(&verdict));
                message.suggested = Some(*opportunity);
                message.suggestion = Some(why.clone());
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

    /// Tells a person's follow-ups and remembers which message the reply clock runs on. The answer
    /// is what has to be repaired on our side, if anything.
    async fn hear(
        &self,
        door: &mut Door<'_>,
        contact: ContactId,
        event: &PersonEvent,
        message: MessageId,
    ) -> Result<Option<String>, AppError> {
        let decision = self.apply_person_event(door, contact, event, Some(message)).await?;
        Ok(decision.pause_account)
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
                ..self.message_of(door, inbound, parsed, None)
            };
            door.save_message(&message).await?;
            self.apply_person_event(door, *contact, &PersonEvent::WroteByHand, None).await?;
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

    /// The user corrects what a message was taken for; the follow-ups hear it as it should have
    /// been.
    ///
    /// # Errors
    /// No such message, or no such class.
    pub async fn reclassify(
        &self,
        which: &str,
        class: &str,
    ) -> Result<Vec<crate::view::FollowUpView>, AppError> {
        let class = parse_class(class)?;
        let mut message = self.message_named(which).await?;
        let Some(contact) = message.contact else {
            return Err(AppError::refused(
                "this message belongs to nobody yet",
                "say whose it is first: rapport confirm MESSAGE NAME",
            ));
        };
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        message.class = Some(class.word().to_owned());
        message.confidence = Some(100);
        message.evidence.insert(0, "you said so".to_owned());
        door.save_message(&message).await?;
        // What the wrong reading held goes on first, then the right one is heard.
        for follow_up in crate::engine::live(door.follow_ups_of(contact).await?) {
            let concluded = matches!(&follow_up.state, rapport_core::follow_up::State::Held(held)
                if held.hold.is_concluded());
            if concluded {
                self.step(&mut door, follow_up.id, &rapport_core::decide::Event::Resumed).await?;
            }
        }
        door.set_turn(contact, rapport_core::turn::Turn::Nobody, None).await?;
        let event = PersonEvent::Received {
            class,
            address: None,
            words: words::shortened(&message.text, 200),
        };
        self.hear(&mut door, contact, &event, message.id).await?;
        door.commit().await?;
        self.write_after().await;
        let mut views = Vec::new();
        for follow_up in self.store().follow_ups_of(self.scope(), contact).await? {
            if follow_up.is_live() {
                views.push(self.follow_up_view(follow_up.id, &profile).await?);
            }
        }
        Ok(views)
    }

    /// The user says whose a suggested message is; its sender is known from now on.
    ///
    /// # Errors
    /// No such message, or nobody is called that.
    pub async fn confirm_suggestion(&self, which: &str, who: &str) -> Result<(), AppError> {
        let mut message = self.message_named(which).await?;
        let contact = self.contact_named(who).await?;
        let Some(inbound) = message.inbound else {
            return Err(AppError::refused(
                "this message was not received",
                "see the timeline: rapport show NAME",
            ));
        };
        let parsed = parse(&self.store().inbound(self.scope(), inbound).await?.raw);
        let verdict = classify(&parsed.signs);
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        message.contact = Some(contact.id);
        message.suggestion = None;
        door.save_message(&message).await?;
        let event = received(&verdict, &parsed);
        self.hear(&mut door, contact.id, &event, message.id).await?;
        door.commit().await?;
        Ok(())
    }

    /// A message by its id, or the latest one from a contact.
    async fn message_named(&self, which: &str) -> Result<Message, AppError> {
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

/// The event of a classified message.
fn received(verdict: &Verdict, parsed: &Parsed) -> PersonEvent {
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
    PersonEvent::Received { class: verdict.class.clone(), address, words }
}

fn failed(head: &Head) -> Option<&String> {
    head.failed_recipients.first()
}

fn cut(text: &str) -> String {
    text.trim().chars().take(TIMELINE_TEXT).collect()
}

/// The class a user names.
fn parse_class(word: &str) -> Result<Class, AppError> {
    use rapport_core::classify::BounceKind;
    Ok(match word {
        "answer" => Class::Answer(Intent::Plain),
        "question" => Class::Answer(Intent::Question),
        "decline" => Class::Answer(Intent::Decline),
        "away" => Class::Away { until: None },
        "bounce" | "bounce-hard" => Class::Bounce(BounceKind::Invalid),
        "bounce-soft" => Class::Bounce(BounceKind::Soft),
        "opt-out" => Class::OptOut,
        "complaint" => Class::Complaint,
        "newsletter" => Class::Newsletter,
        _ => {
            return Err(AppError::usage(
                format!("\"{word}\" is no class of message"),
                "one of: answer, question, decline, away, bounce, bounce-soft, opt-out, complaint, newsletter",
            ));
        }
    })
}
