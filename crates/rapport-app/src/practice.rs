//! Practice mode: a peer that answers, bounces and is away, on a clock that can be moved.
//!
//! What the peer produces are real RFC 5322 messages, kept and processed as what IMAP brings. So a
//! newcomer lives a whole month of follow-ups in two minutes, and learns the real thing.

use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::AccountId;
use rapport_mail::practice::{self, Occasion};
use rapport_store::inbound::Origin;
use rapport_store::message::TimelineEntry;
use uuid::Uuid;

use crate::app::{App, Mode};
use crate::error::{AppError, Kind};
use crate::input::PracticeAct;
use crate::natural_date;
use crate::view::TimelineView;
use crate::words;

/// What the peer says when the user gives no words.
const ANSWER: &str =
    "Thank you for your note. Could you send me two dates for a second talk next week?";

/// Stops that one move of the clock makes at most; a year of forty contacts has fewer.
const STOPS: usize = 2000;

/// The one mailbox of practice mode.
const MAILBOX: &str = "Practice";

/// The account that stands in the place of one in practice mode.
pub(crate) const fn practice_account() -> AccountId {
    AccountId::new(Uuid::nil())
}

impl App {
    /// Plays a contact: answer, be away, bounce, decline, opt out.
    ///
    /// # Errors
    /// It is not practice mode, or nothing was sent to that contact yet.
    pub async fn practice(&self, who: &str, act: PracticeAct) -> Result<String, AppError> {
        self.only_in_practice()?;
        let profile = self.profile().await?;
        let contact = self.contact_named(who).await?;
        let sent = self.last_sent_to(&contact.name, contact.id).await?;
        let message_id = format!("{}@practice.example", self.clock().mint());
        let calendar = profile.calendar(&contact, None);
        let occasion = Occasion {
            sent: &sent,
            date: self.now(),
            zone: &calendar.zone,
            message_id: &message_id,
        };
        let (raw, what) = match act {
            PracticeAct::Answer(words) => {
                let words = words.unwrap_or_else(|| ANSWER.to_owned());
                (practice::answer(&occasion, &words), format!("{} answered", contact.name))
            }
            PracticeAct::Away(until) => {
                let until = match until {
                    Some(text) => Some(self.future_day(&text, &profile)?),
                    None => None,
                };
                (practice::away_notice(&occasion, until), format!("{} is away", contact.name))
            }
            PracticeAct::Bounce => {
                (practice::bounce(&occasion), format!("your note to {} came back", contact.name))
            }
            PracticeAct::Decline => {
                (practice::decline(&occasion), format!("{} said no", contact.name))
            }
            PracticeAct::OptOut => {
                (practice::opt_out(&occasion), format!("{} asked to be left alone", contact.name))
            }
        };
        let raw = raw.map_err(|error| {
            AppError::new(Kind::Data, error.to_string(), "check the address of the contact")
        })?;
        self.practice_keep(&raw).await?;
        self.process_kept().await?;
        self.write_after().await;
        Ok(what)
    }

    /// Puts a mail into the practice mailbox as if it had come, whoever it is from.
    ///
    /// # Errors
    /// It is not practice mode.
    pub async fn practice_receive(&self, raw: &[u8]) -> Result<(), AppError> {
        self.only_in_practice()?;
        self.practice_keep(raw).await?;
        self.process_kept().await?;
        self.write_after().await;
        Ok(())
    }

    async fn practice_keep(&self, raw: &[u8]) -> Result<(), AppError> {
        let origin = Origin {
            account: practice_account(),
            mailbox: MAILBOX.to_owned(),
            uidvalidity: 1,
            // Any number not used before; what counts is the content.
            uid: u32::from_be_bytes(crate::clock::random_bytes::<4>()),
        };
        self.store().keep_inbound(self.scope(), &origin, raw, self.now()).await?;
        Ok(())
    }

    /// The bytes of the latest note to a contact.
    async fn last_sent_to(
        &self,
        name: &str,
        contact: rapport_core::ids::ContactId,
    ) -> Result<Vec<u8>, AppError> {
        let mut latest: Option<(Timestamp, Vec<u8>)> = None;
        for follow_up in self.store().follow_ups_of(self.scope(), contact).await? {
            for item in self.store().outbox_of(self.scope(), follow_up.id).await? {
                if let (Some(at), Some(wire)) = (item.sent_at, item.wire)
                    && latest.as_ref().is_none_or(|(newest, _)| at > *newest)
                {
                    latest = Some((at, wire));
                }
            }
        }
        latest.map(|(_, wire)| wire).ok_or_else(|| {
            AppError::refused(
                format!("nothing was sent to {name} yet, so there is nothing to answer"),
                "approve a note, move the clock (rapport practice clock +1d), then rapport run",
            )
        })
    }

    /// Moves the practice clock and lets everything happen that is due by then.
    ///
    /// # Errors
    /// It is not practice mode, or no length of time was given.
    pub async fn practice_clock(&self, by: &str) -> Result<String, AppError> {
        self.only_in_practice()?;
        let by = natural_date::parse_duration(by).map_err(|error| {
            AppError::usage(error.to_string(), "write it like +2d, +36h or +1w")
        })?;
        let mut moved = self.clone();
        let target = self.now() + by;
        // Time is lived through, not jumped over: what falls due on the way happens on its day.
        for _ in 0..STOPS {
            let next = moved.next_stop().await?.filter(|next| *next < target);
            let Some(next) = next else { break };
            // A stop that is already past moves on by a minute, so that the walk ends.
            let next = next.max(moved.now() + SignedDuration::from_mins(1));
            moved = moved.moved_to(next).await?;
            moved.round(true).await?;
        }
        moved = moved.moved_to(target).await?;
        moved.round(true).await?;
        let profile = moved.profile().await?;
        let local = moved.now().to_zoned(profile.zone);
        Ok(format!("the practice clock says {}", local.strftime("%A %-d %B %Y, %H:%M")))
    }

    /// When something falls due next: a timer, or a note in the outbox.
    async fn next_stop(&self) -> Result<Option<Timestamp>, AppError> {
        let wake = self.store().next_wake(self.scope()).await?;
        let attempt = self.store().next_attempt(self.scope()).await?;
        Ok([wake, attempt].into_iter().flatten().min())
    }

    async fn moved_to(&self, at: Timestamp) -> Result<Self, AppError> {
        let offset = self.clock_offset() + at.duration_since(self.now());
        self.store().set_clock_offset(self.scope(), offset).await?;
        self.reopened().await
    }

    /// What landed in the practice mailbox, newest first.
    ///
    /// # Errors
    /// It is not practice mode.
    pub async fn practice_mailbox(&self) -> Result<Vec<TimelineView>, AppError> {
        self.only_in_practice()?;
        let profile = self.profile().await?;
        let mut views = Vec::new();
        for contact in self.store().contacts(self.scope()).await? {
            for entry in self.store().timeline(self.scope(), contact.id, 50).await? {
                if let TimelineEntry::Message(message) = entry {
                    views.push((
                        message.at,
                        TimelineView {
                            at: message.at.to_string(),
                            when: words::instant(message.at, self.now(), &profile.zone),
                            kind: "message".to_owned(),
                            direction: Some(message.direction.word().to_owned()),
                            title: format!("{}: {}", contact.name, message.subject),
                            text: message.text.clone(),
                            why: message.class.clone(),
                            message: Some(message.id.to_string()),
                        },
                    ));
                }
            }
        }
        for digest in self.store().digests(self.scope(), 50).await? {
            if digest.state == "sent" {
                let view = TimelineView {
                    at: digest.at.to_string(),
                    when: words::instant(digest.at, self.now(), &profile.zone),
                    kind: "message".to_owned(),
                    direction: Some("out".to_owned()),
                    title: format!("You: {}", digest.subject),
                    text: digest.text,
                    why: Some(digest.kind),
                    message: None,
                };
                views.push((digest.at, view));
            }
        }
        views.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(views.into_iter().map(|(_, view)| view).collect())
    }

    fn only_in_practice(&self) -> Result<(), AppError> {
        if self.mode() == Mode::Practice {
            return Ok(());
        }
        Err(AppError::refused(
            "a real mail account is connected, so there is nobody to play",
            "add --practice to work in the practice data",
        ))
    }
}
