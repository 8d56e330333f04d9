//! What a user does with a follow-up: approve, edit, put off, take back.
//!
//! Each act is one event through the one door; whether it is legal is the core's answer.

use std::path::Path;

use rapport_core::decide::{Decision, Event};
use rapport_core::follow_up::{FollowUp, Hold, State};
use rapport_core::ids::{AttachmentId, OutboxItemId};
use rapport_store::Actor;
use rapport_store::draft::{Attachment, Draft};

use crate::app::App;
use crate::content;
use crate::error::{AppError, Kind};
use crate::findings;
use crate::input::{Act, DraftInput};
use crate::profile::Profile;
use crate::view::ActView;
use crate::writer::{hash_of, is_approvable};

/// Attachments of one note together; the usual limits of providers lie between 20 and 25 MB, and
/// base64 adds a third.
const ATTACHMENT_LIMIT: usize = 10 * 1024 * 1024;

impl App {
    /// Does something with a follow-up.
    ///
    /// # Errors
    /// Nobody or several are meant, or the rules say no: then nothing was changed.
    pub async fn act(&self, who: &str, act: Act) -> Result<ActView, AppError> {
        let profile = self.profile().await?;
        let follow_up = self.follow_up_named(who, meant_for(&act)).await?;
        let decision = match act {
            Act::Edit(input) => self.edit(&follow_up, input, &profile).await?,
            Act::Approve { seen, now } => {
                let event = self.approval(&follow_up, seen.as_deref(), now).await?;
                self.single_step(follow_up.id, &event, Actor::User).await?
            }
            Act::Snooze(when) => {
                let until = self.future(&when, &profile)?;
                self.single_step(follow_up.id, &Event::Snoozed { until }, Actor::User).await?
            }
            Act::Done(when) => {
                let at = when.map_or(Ok(self.now()), |text| self.past(&text, &profile))?;
                self.single_step(follow_up.id, &Event::Ticked { at }, Actor::User).await?
            }
            Act::Skip => self.single_step(follow_up.id, &Event::Skipped, Actor::User).await?,
            Act::Undo => self.single_step(follow_up.id, &Event::TakenBack, Actor::User).await?,
            Act::Belated => {
                self.single_step(follow_up.id, &Event::SendBelated, Actor::User).await?
            }
            Act::Resume => self.single_step(follow_up.id, &Event::Resumed, Actor::User).await?,
            Act::ConfirmStop => {
                self.single_step(follow_up.id, &Event::StopConfirmed, Actor::User).await?
            }
            Act::Arrived(arrived) => {
                let event = Event::ArrivalKnown { arrived };
                self.single_step(follow_up.id, &event, Actor::User).await?
            }
            Act::End => self.single_step(follow_up.id, &Event::EndedByUser, Actor::User).await?,
        };
        self.acted(&decision, &profile).await
    }

    /// Writes what an act made due, and says what it led to.
    pub(crate) async fn acted(
        &self,
        decision: &Decision,
        profile: &Profile,
    ) -> Result<ActView, AppError> {
        self.write_after().await;
        let view = self.follow_up_view(decision.next.id, profile).await?;
        let can_be_taken_back =
            matches!(decision.next.state, State::Approved { .. } | State::Queued { .. });
        Ok(ActView {
            name: view.contact.clone(),
            reason: decision.reason.to_string(),
            undo: can_be_taken_back.then(|| format!("rapport undo \"{}\"", view.contact)),
            undo_until: view.undo_until.clone(),
            follow_up: view,
        })
    }

    /// Approves every draft in review that nothing blocks, one by one.
    ///
    /// # Errors
    /// What the database says; what was approved before stays so.
    pub async fn approve_all(&self) -> Result<Vec<ActView>, AppError> {
        let mut approved = Vec::new();
        for row in self.store().agenda(self.scope()).await? {
            let State::InReview { draft } = row.follow_up.state else {
                continue;
            };
            let draft = self.store().draft(self.scope(), draft).await?;
            if draft.channel.is_by_hand() || !is_approvable(&draft) {
                continue;
            }
            let act = Act::Approve { seen: Some(content::hex(&draft.hash)), now: false };
            match self.act(&row.follow_up.id.to_string(), act).await {
                Ok(view) => approved.push(view),
                // One note that may not go does not keep the others back.
                Err(error) if error.kind == Kind::Refused => {}
                Err(error) => return Err(error),
            }
        }
        Ok(approved)
    }

    /// The follow-up whose draft waits for a yes, to look at before changing it.
    ///
    /// # Errors
    /// Nobody or several are meant.
    pub async fn in_review(&self, who: &str) -> Result<crate::view::FollowUpView, AppError> {
        let waits = |follow_up: &FollowUp| matches!(follow_up.state, State::InReview { .. });
        let follow_up = self.follow_up_named(who, waits).await?;
        self.follow_up_view(follow_up.id, &self.profile().await?).await
    }

    pub(crate) async fn approval(
        &self,
        follow_up: &FollowUp,
        seen: Option<&str>,
        hurried: bool,
    ) -> Result<Event, AppError> {
        let item = OutboxItemId::new(self.clock().mint());
        let Some(draft) = follow_up.draft() else {
            // The core says what is wrong with approving nothing.
            let nothing = rapport_core::follow_up::ContentHash([0; 32]);
            return Ok(Event::Approved {
                seen: nothing,
                stored: nothing,
                blocked: None,
                item,
                hurried,
            });
        };
        let draft = self.store().draft(self.scope(), draft).await?;
        let attachments = self.store().attachments(self.scope(), draft.id).await?;
        // What would go out is hashed anew: a row changed behind our back voids the yes.
        let stored = hash_of(&draft, &attachments);
        let seen = match seen {
            Some(text) if text != content::hex(&stored) => {
                rapport_core::follow_up::ContentHash([0; 32])
            }
            _ => draft.hash,
        };
        Ok(Event::Approved { seen, stored, blocked: findings::blocking(&draft), item, hurried })
    }

    async fn edit(
        &self,
        follow_up: &FollowUp,
        input: DraftInput,
        profile: &Profile,
    ) -> Result<Decision, AppError> {
        let Some(id) = follow_up.draft() else {
            let event =
                Event::Edited { draft: rapport_core::ids::DraftId::new(self.clock().mint()) };
            return self.single_step(follow_up.id, &event, Actor::User).await;
        };
        let mut draft = self.store().draft(self.scope(), id).await?;
        if let Some(subject) = input.subject {
            draft.subject = one_line(&subject)?;
        }
        if let Some(body) = input.body {
            draft.body = body.replace("\r\n", "\n").trim_end().to_owned();
        }
        let mut added = Vec::new();
        for path in &input.attach {
            added.push(self.read_attachment(&draft, path)?);
        }
        self.save_edited(follow_up, draft, Some(input.detach), &added, profile).await
    }

    /// Writes a changed draft with new findings and a new hash, and voids an approval of the old.
    /// `detach` takes the attachments away; `None` is a change that is not the user's.
    pub(crate) async fn save_edited(
        &self,
        follow_up: &FollowUp,
        mut draft: Draft,
        detach: Option<bool>,
        added: &[Attachment],
        profile: &Profile,
    ) -> Result<Decision, AppError> {
        let mut door = self.user_door(profile).await?;
        let mut attachments = door.attachments(draft.id).await?;
        if detach == Some(true) {
            for attachment in attachments.drain(..) {
                door.detach(attachment.id).await?;
            }
        }
        for attachment in added {
            door.attach(attachment).await?;
            attachments.push(attachment.clone());
        }
        let total: usize = attachments.iter().map(|attachment| attachment.bytes.len()).sum();
        if total > ATTACHMENT_LIMIT {
            return Err(AppError::refused(
                format!(
                    "the attachments are {} MB together, and 10 MB may go out",
                    total / 1_048_576
                ),
                "send a link instead, or a smaller file",
            ));
        }
        draft.version += 1;
        draft.written_at = self.now();
        let current = door.follow_up(follow_up.id).await?;
        let surroundings = self.surroundings_in(&mut door, &current, profile).await?;
        self.judge(&mut draft, &current, &surroundings, profile, &attachments).await?;
        door.save_draft(&draft).await?;
        let decision =
            self.step(&mut door, follow_up.id, &Event::Edited { draft: draft.id }).await?;
        door.commit().await?;
        Ok(decision)
    }

    fn read_attachment(&self, draft: &Draft, path: &Path) -> Result<Attachment, AppError> {
        let unreadable = |error: &dyn std::fmt::Display| {
            AppError::new(
                Kind::NotFound,
                format!("{} cannot be attached: {error}", path.display()),
                "check the path and that the file may be read",
            )
        };
        let size = std::fs::metadata(path).map_err(|error| unreadable(&error))?.len();
        if size > u64::try_from(ATTACHMENT_LIMIT).unwrap_or(u64::MAX) {
            return Err(AppError::refused(
                format!("{} has {} MB, and 10 MB may go out", path.display(), size / 1_048_576),
                "send a link instead, or a smaller file",
            ));
        }
        let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
        let name =
            path.file_name().and_then(|name| name.to_str()).unwrap_or("attachment").to_owned();
        Ok(Attachment {
            id: AttachmentId::new(self.clock().mint()),
            draft: draft.id,
            media_type: media_type(&name).to_owned(),
            name,
            bytes,
        })
    }
}

/// Which follow-up an act is for when a name fits several.
fn meant_for(act: &Act) -> fn(&FollowUp) -> bool {
    fn held(follow_up: &FollowUp, wanted: fn(&Hold) -> bool) -> bool {
        matches!(&follow_up.state, State::Held(held) if wanted(&held.hold))
    }
    match act {
        Act::Approve { .. } => |it| matches!(it.state, State::InReview { .. }),
        Act::Edit(_) => |it| it.is_live() && it.draft().is_some(),
        Act::Undo => |it| {
            matches!(it.state, State::Approved { .. } | State::Queued { .. })
                || held(it, |hold| matches!(hold, Hold::Snoozed { .. }))
        },
        Act::Belated => |it| held(it, |hold| matches!(hold, Hold::TooLate)),
        Act::Resume => |it| held(it, |_| true),
        Act::ConfirmStop => |it| held(it, |hold| matches!(hold, Hold::Stopped(_))),
        Act::Arrived(_) => |it| held(it, |hold| matches!(hold, Hold::Uncertain { .. })),
        Act::Snooze(_) | Act::Skip | Act::Done(_) => |it| {
            matches!(it.state, State::InReview { .. })
                || held(it, |hold| matches!(hold, Hold::TooLate))
        },
        Act::End => FollowUp::is_live,
    }
}

pub(crate) fn one_line(subject: &str) -> Result<String, AppError> {
    let subject = subject.trim();
    if subject.chars().any(char::is_control) {
        return Err(AppError::usage("a subject is one line", "leave out line breaks"));
    }
    Ok(subject.to_owned())
}

/// The media type by the ending of a name, for the few kinds that people attach.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        Some("pdf") => "application/pdf",
        Some("txt" | "md") => "text/plain",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("doc") => "application/msword",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("odt") => "application/vnd.oasis.opendocument.text",
        Some("vcf") => "text/vcard",
        Some("ics") => "text/calendar",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Whether a view shows a follow-up with a draft that may be approved.
pub(crate) fn acts_of(follow_up: &FollowUp, draft: Option<&Draft>, by_hand: bool) -> Vec<String> {
    let words: &[&str] = match &follow_up.state {
        State::InReview { .. } if by_hand => &["done", "edit", "snooze", "skip", "why"],
        State::InReview { .. } if draft.is_some_and(is_approvable) => {
            &["approve", "edit", "snooze", "skip", "why"]
        }
        State::InReview { .. } => &["edit", "snooze", "skip", "why"],
        State::Approved { .. } | State::Queued { .. } => &["undo", "why"],
        State::Held(held) => match &held.hold {
            Hold::Stopped(_) => &["stop", "resume", "why"],
            Hold::TooLate => &["belated", "skip", "done", "why"],
            Hold::Uncertain { .. } => &["arrived", "why"],
            Hold::Away { .. } | Hold::Snoozed { .. } => &["resume", "skip", "why"],
            Hold::Undeliverable { .. }
            | Hold::Unclear
            | Hold::WroteByHand
            | Hold::MeetingOff
            | Hold::NoAddress
            | Hold::NoBasis { .. } => &["resume", "skip", "end", "why"],
            Hold::RuledOut => &["end", "why"],
        },
        State::Waiting | State::Drafting => &["done", "skip", "why"],
        State::Ended { .. } => &[],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}
