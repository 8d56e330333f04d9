//! What becomes of the meetings that a calendar tells of: a past one is a touchpoint, one to come an
//! appointment, a moved one moves it, one that is called off withdraws it.
//!
//! A meeting is recognised by the identifier in its calendar, the instance of its series and the
//! contact, so that the same calendar twice changes nothing. No playbook starts by itself: after a
//! meeting that was recently, one is offered. Not here: reading a calendar (`calendar`), and meetings
//! that end while the calendar is kept (`crate::calendars`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rapport_core::contact::Contact;
use rapport_core::decide::Event;
use rapport_core::decide::meeting::is_fresh;
use rapport_core::follow_up::{Anchor, FollowUp};
use rapport_core::ids::{AppointmentId, CalendarSourceId, ContactId, ImportId, TouchpointId};
use rapport_core::playbook::Playbook;
use rapport_core::touchpoint::{Appointment, Direction, Touchpoint, TouchpointKind};
use rapport_store::Door;
use rapport_store::calendar::{CalendarEntry, MeetingKey, MeetingState};
use rapport_store::touchpoint::LocalTime;

use super::calendar::Meeting;
use crate::app::App;
use crate::capture::channel_of;
use crate::engine::live;
use crate::error::AppError;

/// What a calendar says that is not so yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// A meeting nobody knew.
    New(Meeting),
    /// A known one at another time, under another name, or back again.
    Moved(Meeting, CalendarEntry),
    /// A known one that does not take place.
    Withdrawn(CalendarEntry),
}

/// What of some meetings is news. `contact` is whose they are, if that is known.
pub(super) fn changes(
    meetings: &[Meeting],
    contact: Option<ContactId>,
    known: &BTreeMap<MeetingKey, CalendarEntry>,
    now: Timestamp,
) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    for meeting in meetings {
        if !seen.insert((&meeting.uid, &meeting.instance)) {
            continue;
        }
        let entry = contact.and_then(|contact| {
            known.get(&(meeting.uid.clone(), meeting.instance.clone(), contact))
        });
        let change = match entry {
            None if meeting.is_cancelled => None,
            None => Some(Change::New(meeting.clone())),
            Some(entry) => match entry.state {
                MeetingState::Over => None,
                MeetingState::Planned if meeting.is_cancelled => {
                    Some(Change::Withdrawn(entry.clone()))
                }
                MeetingState::Planned => {
                    let said = (meeting.starts, meeting.ends, &meeting.title);
                    let is_same = said == (entry.starts, entry.ends, &entry.title);
                    (!is_same).then(|| Change::Moved(meeting.clone(), entry.clone()))
                }
                MeetingState::Withdrawn => (!meeting.is_cancelled && meeting.starts > now)
                    .then(|| Change::Moved(meeting.clone(), entry.clone())),
            },
        };
        changes.extend(change);
    }
    changes
}

/// How many of some changes are meetings that were, and how many are to come.
pub(super) fn counted(changes: &[Change], now: Timestamp) -> (u64, u64) {
    let new = changes.iter().filter_map(|change| match change {
        Change::New(meeting) if meeting.kind == TouchpointKind::Mail => None,
        Change::New(meeting) => Some(meeting.ends <= now),
        Change::Moved(..) | Change::Withdrawn(_) => None,
    });
    new.fold(
        (0, 0),
        |(were, come), is_over| {
            if is_over { (were + 1, come) } else { (were, come + 1) }
        },
    )
}

/// Where meetings come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct From {
    pub(super) import: ImportId,
    pub(super) source: Option<CalendarSourceId>,
}

/// What is written for the meetings of one contact.
#[derive(Debug, Default)]
pub(super) struct Writing {
    entries: Vec<CalendarEntry>,
    touchpoints: Vec<Touchpoint>,
    appointments: Vec<(Appointment, Option<LocalTime>)>,
    moved: Vec<(Meeting, CalendarEntry)>,
    withdrawn: Vec<CalendarEntry>,
    /// The last meeting that was, fresh enough to be followed up.
    offer: Option<Touchpoint>,
    pub(super) follow_up: Option<FollowUp>,
}

impl Writing {
    /// Whether it offers a follow-up.
    pub(super) const fn offers(&self) -> bool {
        self.offer.is_some()
    }
}

impl App {
    /// Plans what to write. With a playbook it counts from the last meeting that was; without one a
    /// follow-up is offered, unless nothing may go to the contact.
    pub(super) fn plan_meetings(
        &self,
        contact: &Contact,
        changes: Vec<Change>,
        from: From,
        playbook: Option<&Playbook>,
        may_offer: bool,
    ) -> Writing {
        let now = self.now();
        let mut writing = Writing::default();
        let mut last: Option<(Timestamp, Touchpoint)> = None;
        for change in changes {
            let meeting = match change {
                Change::New(meeting) => meeting,
                Change::Moved(meeting, entry) => {
                    writing.moved.push((meeting, entry));
                    continue;
                }
                Change::Withdrawn(entry) => {
                    writing.withdrawn.push(entry);
                    continue;
                }
            };
            let mut entry = CalendarEntry {
                uid: meeting.uid,
                instance: meeting.instance,
                contact: contact.id,
                source: from.source,
                import: Some(from.import),
                title: meeting.title,
                kind: meeting.kind,
                starts: meeting.starts,
                ends: meeting.ends,
                state: MeetingState::Planned,
                appointment: None,
                touchpoint: None,
            };
            if entry.ends <= now {
                let touchpoint = Touchpoint {
                    channel: meeting.channel,
                    direction: meeting.direction,
                    ..self.touchpoint_of(&entry)
                };
                entry.state = MeetingState::Over;
                entry.touchpoint = Some(touchpoint.id);
                let is_talk = entry.kind != TouchpointKind::Mail;
                if is_talk && last.as_ref().is_none_or(|(ends, _)| *ends < entry.ends) {
                    last = Some((entry.ends, touchpoint.clone()));
                }
                writing.touchpoints.push(touchpoint);
            } else {
                let appointment = appointment_of(&entry, AppointmentId::new(self.clock().mint()));
                entry.appointment = Some(appointment.id);
                writing.appointments.push((appointment, meeting.typed));
            }
            writing.entries.push(entry);
        }
        if let Some((ended, touchpoint)) = last.filter(|_| may_offer) {
            match playbook {
                Some(playbook) => {
                    let anchor = Anchor {
                        at: touchpoint.at,
                        touchpoint: Some(touchpoint.id),
                        appointment: None,
                        promised: None,
                    };
                    writing.follow_up = Some(self.new_follow_up(contact, None, playbook, anchor));
                }
                None if is_fresh(ended, now) => {
                    writing.offer = Some(touchpoint);
                }
                None => {}
            }
        }
        writing
    }

    /// Writes it through a door. The follow-up is begun by the caller.
    pub(super) async fn write_meetings(
        &self,
        door: &mut Door<'_>,
        writing: &Writing,
    ) -> Result<(), AppError> {
        for touchpoint in &writing.touchpoints {
            door.save_touchpoint(touchpoint).await?;
        }
        for (appointment, typed) in &writing.appointments {
            door.save_appointment(appointment, typed.as_ref()).await?;
            self.tell_of_appointment(door, appointment).await?;
        }
        for entry in &writing.entries {
            door.save_calendar_entry(entry).await?;
        }
        for (meeting, entry) in &writing.moved {
            self.move_meeting(door, meeting, entry.clone()).await?;
        }
        for entry in &writing.withdrawn {
            self.withdraw_meeting(door, entry.clone()).await?;
        }
        if let Some(met) = &writing.offer {
            self.offer_after(door, met).await?;
        }
        Ok(())
    }

    /// Offers the playbook of a meeting that was, unless it runs for that contact.
    pub(crate) async fn offer_after(
        &self,
        door: &mut Door<'_>,
        met: &Touchpoint,
    ) -> Result<(), AppError> {
        let Some(key) = met.kind.playbook() else { return Ok(()) };
        let playbook = self.newest_playbook(key).await?;
        let runs = live(door.follow_ups_of(met.contact).await?)
            .into_iter()
            .any(|follow_up| follow_up.playbook == playbook.key);
        if !runs {
            door.propose_after(&playbook.key, met).await?;
        }
        Ok(())
    }

    /// The touchpoint of a meeting that was.
    pub(crate) fn touchpoint_of(&self, entry: &CalendarEntry) -> Touchpoint {
        Touchpoint {
            id: TouchpointId::new(self.clock().mint()),
            contact: entry.contact,
            opportunity: None,
            kind: entry.kind,
            channel: channel_of(entry.kind),
            direction: Direction::Both,
            at: entry.starts,
            facts: Vec::new(),
            memo: Some(entry.title.clone()),
        }
    }

    async fn move_meeting(
        &self,
        door: &mut Door<'_>,
        meeting: &Meeting,
        mut entry: CalendarEntry,
    ) -> Result<(), AppError> {
        entry.title.clone_from(&meeting.title);
        entry.kind = meeting.kind;
        entry.starts = meeting.starts;
        entry.ends = meeting.ends;
        entry.state = MeetingState::Planned;
        let id = entry.appointment.unwrap_or_else(|| AppointmentId::new(self.clock().mint()));
        entry.appointment = Some(id);
        let mut appointment = appointment_of(&entry, id);
        // What the user said about it stays.
        if let Ok(before) = self.store().appointment(self.scope(), id).await {
            appointment.opportunity = before.opportunity;
            appointment.keen = before.keen;
        }
        door.save_appointment(&appointment, meeting.typed.as_ref()).await?;
        self.tell_of_appointment(door, &appointment).await?;
        door.save_calendar_entry(&entry).await?;
        Ok(())
    }

    /// Calls off what a meeting became; what prepared it ends.
    pub(crate) async fn withdraw_meeting(
        &self,
        door: &mut Door<'_>,
        mut entry: CalendarEntry,
    ) -> Result<(), AppError> {
        entry.state = MeetingState::Withdrawn;
        if let Some(id) = entry.appointment {
            let before = self.store().appointment(self.scope(), id).await?;
            let called_off = Appointment { cancelled: true, ..before };
            door.save_appointment(&called_off, None).await?;
            self.tell_of_appointment(door, &called_off).await?;
            for follow_up in live(door.follow_ups_of(entry.contact).await?) {
                if follow_up.anchor.appointment == Some(id) {
                    self.step(door, follow_up.id, &Event::AppointmentCancelled).await?;
                }
            }
        }
        door.save_calendar_entry(&entry).await?;
        Ok(())
    }
}

fn appointment_of(entry: &CalendarEntry, id: AppointmentId) -> Appointment {
    Appointment {
        id,
        contact: entry.contact,
        opportunity: None,
        title: entry.title.clone(),
        starts: entry.starts,
        ends: entry.ends,
        cancelled: false,
        keen: false,
    }
}
