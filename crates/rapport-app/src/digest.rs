//! Mail to oneself: what wants the user this morning, and what the week was, on the days they chose.
//!
//! It goes through the user's own account to their own address, once per day and kind and never twice:
//! as with notes, the point of no return is a committed row between the server's 354 and the first
//! byte of the body, and what got that far is not tried again. It is no note to anybody, so it counts
//! to no cap.

use jiff::SignedDuration;
use jiff::civil::{Date, Time, Weekday};
use rapport_mail::build::{Mailbox, Outgoing, build};
use rapport_store::digest::Digest;
use serde::Serialize;

use crate::app::{App, Mode};
use crate::driver::smtp::{self, Delivery};
use crate::error::AppError;
use crate::profile::Profile;

const DAYS: &str = "digest.days";
const AT: &str = "digest.at";
const WEEK: &str = "digest.week";

/// When a digest is sent unless the user says otherwise.
const DEFAULT_AT: &str = "07:30";

/// So long after its hour a digest of the morning is still one.
const MORNING: SignedDuration = SignedDuration::from_hours(4);

/// The pause after a setback.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// Rows that a digest names; the others are counted.
const ROWS: usize = 12;

/// When digests are sent.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DigestView {
    /// The days of the morning's digest: `mon`, `tue`, …; none means that none is sent.
    pub days: Vec<String>,
    /// The hour, `07:30`.
    pub at: String,
    /// The day of the weekly summary, if one is sent.
    pub week: Option<String>,
    /// What became of the last one.
    pub last: Option<String>,
}

/// A digest as it would be sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DigestText {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

const WEEK_DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

impl App {
    /// When digests are sent.
    ///
    /// # Errors
    /// What the database says.
    pub async fn digest_settings(&self) -> Result<DigestView, AppError> {
        let get = async |key: &str| self.store().setting(self.scope(), key).await;
        let days = get(DAYS).await?.unwrap_or_default();
        let last = self.store().digests(self.scope(), 1).await?.into_iter().next();
        Ok(DigestView {
            days: days.split_whitespace().map(str::to_owned).collect(),
            at: get(AT).await?.unwrap_or_else(|| DEFAULT_AT.to_owned()),
            week: get(WEEK).await?,
            last: last.map(|digest| match digest.why {
                Some(why) => format!("{} {}: {why}", digest.day, digest.state),
                None => format!("{} {}", digest.day, digest.state),
            }),
        })
    }

    /// Says when digests are sent: the days of the morning's one (none for none), the hour, the day
    /// of the weekly one (empty for none). `None` leaves a thing as it is.
    ///
    /// # Errors
    /// A day or hour that is none.
    pub async fn set_digest(
        &self,
        days: Option<&[String]>,
        at: Option<&str>,
        week: Option<&str>,
    ) -> Result<DigestView, AppError> {
        let set = async |key: &str, value: &str| {
            self.store().set_setting(self.scope(), key, (!value.is_empty()).then_some(value)).await
        };
        let days = days
            .map(|days| days.iter().map(|day| day_word(day)).collect::<Result<Vec<_>, _>>())
            .transpose()?;
        let at = at.map(clock_word).transpose()?;
        let week = match week.map(str::trim) {
            None => None,
            Some("") => Some(""),
            Some(day) => Some(day_word(day)?),
        };
        if let Some(mut days) = days {
            days.sort_by_key(|day| WEEK_DAYS.iter().position(|(word, _)| word == day));
            days.dedup();
            set(DAYS, &days.join(" ")).await?;
        }
        if let Some(at) = at {
            set(AT, &at).await?;
        }
        if let Some(week) = week {
            set(WEEK, week).await?;
        }
        self.digest_settings().await
    }

    /// The digest of this moment; `None` when nothing wants the user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn morning_digest(&self) -> Result<Option<DigestText>, AppError> {
        let today = self.peek_today().await?;
        if today.rows.is_empty() || today.away.is_some() {
            return Ok(None);
        }
        let mut text = format!("{}.\n\n", today.summary);
        for row in today.rows.iter().take(ROWS) {
            let whom = match &row.organisation {
                Some(organisation) => format!("{} ({organisation})", row.name),
                None => row.name.clone(),
            };
            text.push_str(&format!("- {whom}: {}", row.title));
            if let Some(best_by) = &row.best_by {
                text.push_str(&format!(", best by {best_by}"));
            }
            text.push('\n');
        }
        let more = (today.rows.len() + today.more).saturating_sub(ROWS);
        if more > 0 {
            text.push_str(&format!("- and {more} more\n"));
        }
        text.push_str(&format!("\n{}\n", self.serving_at().await?));
        Ok(Some(DigestText { subject: today.summary, text }))
    }

    /// What this week was and what the next seven days bring.
    ///
    /// # Errors
    /// What the database says.
    pub async fn week_digest(&self) -> Result<DigestText, AppError> {
        let habit = self.habit().await?;
        let week = &habit.week;
        let mut text = format!(
            "This week: {} notes sent, {} people met, {} answers.\n",
            week.notes, week.met, week.answers
        );
        if !habit.sentence.is_empty() {
            text.push_str(&format!("{}.\n", habit.sentence));
        }
        let until = self.now() + SignedDuration::from_hours(7 * 24);
        let ahead = self.plan_entries().await?;
        let ahead = ahead.iter().filter(|entry| match entry.time {
            rapport_formats::calendar::FeedTime::Instant(at) => at <= until,
            rapport_formats::calendar::FeedTime::Day(_) => false,
        });
        let ahead: Vec<&str> = ahead.map(|entry| entry.summary.as_str()).collect();
        if !ahead.is_empty() {
            text.push_str("\nThe next seven days:\n");
            for summary in ahead.iter().take(ROWS) {
                text.push_str(&format!("- {summary}\n"));
            }
            if ahead.len() > ROWS {
                text.push_str(&format!("- and {} more\n", ahead.len() - ROWS));
            }
        }
        text.push_str(&format!("\n{}\n", self.serving_at().await?));
        let subject = match habit.sentence.as_str() {
            "" => format!("Your week: {} notes, {} answers", week.notes, week.answers),
            sentence => format!("Your week: {sentence}"),
        };
        Ok(DigestText { subject, text })
    }

    /// Sends what is due now.
    pub(crate) async fn send_digests(&self) -> Result<(), AppError> {
        let settings = self.digest_settings().await?;
        if settings.days.is_empty() && settings.week.is_none() {
            return Ok(());
        }
        let profile = self.profile().await?;
        let local = self.now().to_zoned(profile.zone.clone());
        let today = word_of(local.date());
        let begins = settings.at.parse::<Time>().unwrap_or_else(|_| Time::constant(7, 30, 0, 0));
        let Ok(begins) = local.date().to_datetime(begins).to_zoned(profile.zone.clone()) else {
            return Ok(());
        };
        let since = self.now().duration_since(begins.timestamp());
        if since.is_negative() || since > MORNING {
            return Ok(());
        }
        // A copied or restored database does not know what was sent meanwhile.
        if self.store().scope_state(self.scope()).await?.epoch_held || profile.stop_all {
            return Ok(());
        }
        if settings.days.iter().any(|day| day == today) {
            self.send_digest(local.date(), "morning", &profile).await?;
        }
        if settings.week.as_deref() == Some(today) {
            self.send_digest(local.date(), "week", &profile).await?;
        }
        Ok(())
    }

    async fn send_digest(&self, day: Date, kind: &str, profile: &Profile) -> Result<(), AppError> {
        let now = self.now();
        match self.store().digest(self.scope(), day, kind).await? {
            None => {}
            Some(known)
                if known.state == "deferred" && known.next_at.is_none_or(|at| at <= now) => {}
            Some(_) => return Ok(()),
        }
        let text = match kind {
            "week" => Some(self.week_digest().await?),
            _ => self.morning_digest().await?,
        };
        let mut digest = Digest {
            day,
            kind: kind.to_owned(),
            state: "nothing".to_owned(),
            subject: String::new(),
            text: String::new(),
            next_at: None,
            at: now,
            why: None,
        };
        let Some(text) = text else {
            self.store().put_digest(self.scope(), &digest).await?;
            return Ok(());
        };
        digest.subject.clone_from(&text.subject);
        digest.text.clone_from(&text.text);
        if self.mode() == Mode::Practice {
            // The practice mailbox is this database: written is arrived.
            "sent".clone_into(&mut digest.state);
            self.store().put_digest(self.scope(), &digest).await?;
            return Ok(());
        }
        let (state, why) = match self.hand_digest_over(&digest, profile).await? {
            Delivery::Withheld => return Ok(()),
            Delivery::Accepted { .. } => ("sent", None),
            Delivery::Uncertain { why } => ("uncertain", Some(why.to_string())),
            Delivery::Deferred { why } => return self.defer(digest, why.to_string()).await,
            Delivery::NoConnection { why } => return self.defer(digest, why.to_string()).await,
            Delivery::Failed { why } => {
                // Before the point nothing is written yet, after it the row waits for its end.
                "failed".clone_into(&mut digest.state);
                digest.why = Some(why.to_string());
                self.store().put_digest(self.scope(), &digest).await?;
                ("failed", Some(why.to_string()))
            }
        };
        self.store()
            .finish_digest(self.scope(), &digest, state, why.as_deref(), self.now())
            .await?;
        Ok(())
    }

    async fn defer(&self, mut digest: Digest, why: String) -> Result<(), AppError> {
        "deferred".clone_into(&mut digest.state);
        digest.next_at = Some(self.now() + PAUSE);
        digest.why = Some(why);
        self.store().put_digest(self.scope(), &digest).await?;
        Ok(())
    }

    /// Hands a digest to the first account that runs.
    async fn hand_digest_over(
        &self,
        digest: &Digest,
        profile: &Profile,
    ) -> Result<Delivery, AppError> {
        let accounts = self.store().accounts(self.scope()).await?;
        let Some(account) = accounts.iter().find(|account| account.paused.is_none()) else {
            // Nobody to send it; the health page says that the account stands still.
            return Ok(Delivery::Withheld);
        };
        let open = self.open_account(account).await?;
        let own = open.identity(profile);
        let domain = own.address.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned();
        let message_id = format!(
            "{}@{domain}",
            self.key()
                .seal("digest", &format!("{} {} {}", self.scope().id(), digest.day, digest.kind))
        );
        let outgoing = Outgoing {
            message_id: &message_id,
            date: self.now(),
            zone: &profile.zone,
            from: own.clone(),
            to: Mailbox { name: own.name.clone(), address: own.address.clone() },
            reply_to: None,
            subject: &digest.subject,
            text: &digest.text,
            language: Some("en"),
            in_reply_to: None,
            references: &[],
            attachments: Vec::new(),
            opt_out: None,
            auto_generated: true,
        };
        let wire = build(&outgoing).map_err(|error| {
            AppError::refused(error.to_string(), "check your address and name under Settings")
        })?;
        let committed = Digest { state: "committed".to_owned(), at: self.now(), ..digest.clone() };
        let point = async || {
            // An error here leaves it open whether the row is there: nothing is sent then.
            self.store().put_digest(self.scope(), &committed).await.unwrap_or(false)
        };
        Ok(smtp::deliver(&open.submission, &own.address, &own.address, &wire, point).await)
    }
}

fn word_of(day: Date) -> &'static str {
    let weekday = day.weekday();
    WEEK_DAYS.iter().find(|(_, known)| *known == weekday).map_or("", |(word, _)| word)
}

fn day_word(text: &str) -> Result<&'static str, AppError> {
    let folded = text.trim().to_lowercase();
    let short: String = folded.chars().take(3).collect();
    let full = |weekday: Weekday| format!("{weekday:?}").to_lowercase();
    WEEK_DAYS
        .iter()
        .find(|(word, weekday)| folded == *word || (short == *word && full(*weekday) == folded))
        .map(|(word, _)| *word)
        .ok_or_else(|| {
            AppError::usage(
                format!("\"{text}\" is no day of the week"),
                "write mon, tue, wed, thu, fri, sat or sun",
            )
        })
}

fn clock_word(text: &str) -> Result<String, AppError> {
    let time: Time = text.trim().parse().map_err(|_| {
        AppError::usage(format!("\"{text}\" is no time of day"), "write it like 07:30")
    })?;
    Ok(format!("{:02}:{:02}", time.hour(), time.minute()))
}
