//! The timeline of one contact: touchpoints, messages, appointments, steps done by hand.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_core::contact::Contact;
use rapport_core::touchpoint::{Appointment, Channel, Touchpoint, TouchpointKind};
use rapport_store::message::{Message, TimelineEntry};

use crate::app::App;
use crate::error::AppError;
use crate::profile::Profile;
use crate::view::TimelineView;
use crate::words;

/// Entries of each kind that a timeline shows.
const LIMIT: u32 = 200;

impl App {
    pub(crate) async fn timeline(
        &self,
        contact: &Contact,
        profile: &Profile,
    ) -> Result<Vec<TimelineView>, AppError> {
        let entries = self.store().timeline(self.scope(), contact.id, LIMIT).await?;
        let (now, zone) = (self.now(), &profile.zone);
        Ok(entries
            .iter()
            .map(|entry| match entry {
                TimelineEntry::Touchpoint(touchpoint) => touchpoint_view(touchpoint, now, zone),
                TimelineEntry::Message(message) => message_view(message, now, zone),
                TimelineEntry::Appointment(appointment) => appointment_view(appointment, now, zone),
                TimelineEntry::ByHand { at, channel, purpose, .. } => TimelineView {
                    at: at.to_string(),
                    when: words::instant(*at, now, zone),
                    kind: "by-hand".to_owned(),
                    direction: Some("out".to_owned()),
                    title: format!("{} by {}", purpose.word(), channel.word()),
                    text: String::new(),
                    why: None,
                    message: None,
                },
            })
            .collect())
    }
}

/// A touchpoint as one line.
pub(crate) fn touchpoint_view(
    touchpoint: &Touchpoint,
    now: Timestamp,
    zone: &TimeZone,
) -> TimelineView {
    let mut title = match (touchpoint.kind, touchpoint.channel) {
        (TouchpointKind::Meeting, Channel::Call) => "phone call",
        (TouchpointKind::Mail, Channel::Paper) => "letter",
        (TouchpointKind::Mail, Channel::Message) => "message",
        (kind, _) => kind.noun(),
    }
    .to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    TimelineView {
        at: touchpoint.at.to_string(),
        when: words::instant(touchpoint.at, now, zone),
        kind: "touchpoint".to_owned(),
        direction: Some(touchpoint.direction.word().to_owned()),
        title,
        text: touchpoint.facts.join("; "),
        why: touchpoint.memo.clone(),
        message: None,
    }
}

fn message_view(message: &Message, now: Timestamp, zone: &TimeZone) -> TimelineView {
    let why = message.class.as_ref().map(|class| {
        let confidence = message.confidence.unwrap_or(0);
        let evidence = message.evidence.join("; ");
        format!("taken for: {class} ({confidence} %), because {evidence}")
    });
    TimelineView {
        at: message.at.to_string(),
        when: words::instant(message.at, now, zone),
        kind: "message".to_owned(),
        direction: Some(message.direction.word().to_owned()),
        title: message.subject.clone(),
        text: message.text.clone(),
        why,
        message: Some(message.id.to_string()),
    }
}

fn appointment_view(appointment: &Appointment, now: Timestamp, zone: &TimeZone) -> TimelineView {
    TimelineView {
        at: appointment.starts.to_string(),
        when: words::instant(appointment.starts, now, zone),
        kind: "appointment".to_owned(),
        direction: None,
        title: appointment.title.clone(),
        text: if appointment.cancelled { "called off".to_owned() } else { String::new() },
        why: None,
        message: None,
    }
}
