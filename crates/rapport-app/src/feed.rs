//! What is planned, as entries of a calendar: due steps with a reminder, and appointments.
//!
//! Here: the entries, which an export and the secret feed share.

use jiff::{SignedDuration, Timestamp};
use rapport_core::follow_up::{FollowUp, Hold, State};
use rapport_core::plan::{self, Planned};
use rapport_formats::calendar::{Alarm, FeedEntry, FeedTime};

use crate::app::App;
use crate::error::AppError;

/// So many follow-ups are shown, those whose timer rings first.
const MOST_FOLLOW_UPS: usize = 500;
/// Minutes that acting on a step is given in a calendar.
const STEP_MINUTES: u32 = 15;
/// Minutes before a step that its reminder rings.
const STEP_ALARM: u32 = 10;
/// Minutes before an appointment that its reminder rings.
const APPOINTMENT_ALARM: u32 = 30;

impl App {
    /// The steps that lie ahead and the appointments to come, in the order of time. What is past is
    /// dropped: a calendar is for what can still be done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn plan_entries(&self) -> Result<Vec<FeedEntry>, AppError> {
        let mut entries = Vec::new();
        let mut follow_ups = self.store().live_follow_ups(self.scope()).await?;
        follow_ups.sort_by_key(|follow_up| (follow_up.wake_at, follow_up.id));
        let profile = self.profile().await?;
        for follow_up in follow_ups.iter().take(MOST_FOLLOW_UPS) {
            self.step_entries(follow_up, &profile, &mut entries).await?;
        }
        for appointment in self.store().appointments(self.scope(), self.now()).await? {
            if self.store().is_from_calendar(self.scope(), appointment.id).await? {
                // It stands in the calendar already.
                continue;
            }
            let contact = self.store().contact(self.scope(), appointment.contact).await?;
            let lasts = appointment.ends.duration_since(appointment.starts).as_mins();
            entries.push(FeedEntry {
                uid: format!("appointment-{}@rapport", appointment.id),
                is_task: false,
                summary: format!("{} with {}", appointment.title, contact.name),
                description: String::new(),
                location: String::new(),
                url: String::new(),
                time: FeedTime::Instant(appointment.starts),
                minutes: u32::try_from(lasts).unwrap_or(0),
                categories: vec!["Rapport".to_owned()],
                alarms: vec![Alarm { minutes_before: APPOINTMENT_ALARM }],
                changed: made_at(appointment.id.as_bytes()),
                revision: u32::from(appointment.cancelled),
                cancelled: appointment.cancelled,
            });
        }
        entries.sort_by_key(|entry| match entry.time {
            FeedTime::Instant(at) => at,
            FeedTime::Day(_) => Timestamp::MAX,
        });
        Ok(entries)
    }

    async fn step_entries(
        &self,
        follow_up: &FollowUp,
        profile: &crate::profile::Profile,
        entries: &mut Vec<FeedEntry>,
    ) -> Result<(), AppError> {
        // A stop that was concluded is no plan any more; what is in the outbox needs nobody.
        let is_stopped = matches!(&follow_up.state, State::Held(held)
            if matches!(held.hold, Hold::Stopped(_)));
        if is_stopped {
            return Ok(());
        }
        let in_outbox = matches!(follow_up.state, State::Approved { .. } | State::Queued { .. });
        let surroundings = self.surroundings(follow_up, profile).await?;
        let journal = self.store().journal_of_follow_up(self.scope(), follow_up.id, 1).await?;
        let changed = journal.first().map_or(follow_up.anchor.at, |entry| entry.at);
        let contact = &surroundings.facts.contact;
        let organisation = surroundings.facts.organisation.as_ref();
        let whom = match organisation {
            Some(organisation) => format!("{} ({})", contact.name, organisation.name),
            None => contact.name.clone(),
        };
        for line in plan::outlook(follow_up, &surroundings.context()) {
            let Some(step) = surroundings.playbook.step(line.step) else { continue };
            if in_outbox && line.step == follow_up.step {
                continue;
            }
            let Planned::At(window) = &line.planned else { continue };
            // The best hour, and the last good one for what waits beyond it.
            let times = [window.preferred, window.closes, window.expires];
            let ahead = times.into_iter().find(|at| *at > self.now());
            let Some(at) = ahead else { continue };
            let at = follow_up.not_before.map_or(at, |not_before| at.max(not_before));
            entries.push(FeedEntry {
                uid: format!("step-{}-{}@rapport", follow_up.id, step.key),
                is_task: false,
                summary: format!("{}: {whom}", step.title),
                description: format!("{}\n\n{}", surroundings.playbook.title, step.why),
                location: String::new(),
                url: String::new(),
                time: FeedTime::Instant(at),
                minutes: STEP_MINUTES,
                categories: vec!["Rapport".to_owned(), step.channel.word().to_owned()],
                alarms: vec![Alarm { minutes_before: STEP_ALARM }],
                changed,
                revision: u32::try_from(follow_up.version).unwrap_or(u32::MAX),
                cancelled: false,
            });
        }
        Ok(())
    }
}

/// When an identifier was made: the milliseconds that begin a UUID of version 7 (RFC 9562).
fn made_at(id: &[u8; 16]) -> Timestamp {
    let mut millis = [0_u8; 8];
    millis[2..].copy_from_slice(&id[..6]);
    let millis = i64::try_from(u64::from_be_bytes(millis)).unwrap_or(0);
    Timestamp::UNIX_EPOCH.saturating_add(SignedDuration::from_millis(millis)).unwrap_or_default()
}
