//! Small makers of test values, shared by the tests of this crate.
//!
//! People are invented. "Now" is always an argument here too.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::calendar::{Hours, WorkCalendar};
use crate::decide::{Context, Pursuit, Standing};
use crate::follow_up::{Anchor, ContentHash, FollowUp, State};
use crate::ids::{ContactId, FollowUpId, OpportunityId, OrganisationId, TouchpointId};
use crate::opportunity::Stage;
use crate::pace::PaceHistory;
use crate::place::Country;
use crate::playbook::{
    Audience, Condition, Offset, OnAnswer, Origin, Playbook, PlaybookKey, Purpose, Step, Threading,
    Timing,
};
use crate::policy::{Absence, Policy};
use crate::touchpoint::Channel;

/// A distinct identifier for each number.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// An instant from its RFC 3339 form.
pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A calendar with the hours of the house.
pub fn calendar(zone: &str, country: &str) -> WorkCalendar {
    WorkCalendar {
        zone: TimeZone::get(zone).unwrap(),
        country: Country::parse(country).unwrap(),
        subdivision: None,
        hours: Hours::DEFAULT,
        assumed: false,
    }
}

/// New York.
pub fn new_york() -> WorkCalendar {
    calendar("America/New_York", "US")
}

/// The content a test approves.
pub const HASH: ContentHash = ContentHash([7; 32]);

/// Business days.
pub const fn days(earliest: i16, preferred: i16, latest: i16) -> Timing {
    Timing {
        earliest: Offset::BusinessDays(earliest),
        preferred: Offset::BusinessDays(preferred),
        latest: Offset::BusinessDays(latest),
    }
}

/// Minutes until the hour meant, then business days.
pub const fn minutes(earliest: i32, preferred: i32, latest: i16) -> Timing {
    Timing {
        earliest: Offset::Minutes(earliest),
        preferred: Offset::Minutes(preferred),
        latest: Offset::BusinessDays(latest),
    }
}

/// A step by mail, with nothing special about it.
pub fn step(key: &str, purpose: Purpose, timing: Timing, expiry: i16) -> Step {
    Step {
        key: key.to_owned(),
        title: format!("The {key}"),
        purpose,
        channel: Channel::Mail,
        audience: Audience::Each,
        threading: Threading::Fresh,
        origin: Origin::Anchor,
        timing,
        promised: None,
        expiry: Offset::BusinessDays(expiry),
        same_day: false,
        gap: 0,
        drop_if_previous_after: None,
        repeats: false,
        conditions: Vec::new(),
        words: None,
        template: None,
        why: String::new(),
        sources: Vec::new(),
    }
}

/// A playbook with nothing special about it.
pub fn playbook(key: &str, steps: Vec<Step>) -> Playbook {
    Playbook {
        key: PlaybookKey::parse(key).unwrap(),
        version: 1,
        title: format!("Playbook {key}"),
        anchor: "the event".to_owned(),
        commercial: false,
        proposed_only: false,
        asked_first: false,
        exempt_from_caps: false,
        unanswered_after_first: 2,
        on_answer: OnAnswer::Hold,
        for_ruled_out: false,
        steps,
    }
}

/// Like PB01: thanks, a short one where they decide today, a card, a check, a month note.
pub fn interview() -> Playbook {
    let mut thanks = step("thanks", Purpose::Thanks, days(0, 1, 2), 5);
    thanks.timing.earliest = Offset::Minutes(120);
    thanks.conditions = vec![Condition::DecisionLater];
    let mut today = step("thanks-today", Purpose::Thanks, minutes(30, 120, 0), 1);
    today.same_day = true;
    today.conditions = vec![Condition::DecisionSameDay];
    let mut card = step("card", Purpose::Thanks, days(0, 0, 1), 2);
    card.channel = Channel::Paper;
    card.same_day = true;
    card.conditions =
        vec![Condition::Keen, Condition::DecisionAtLeast(5), Condition::PostalAddress];
    let mut check = step("check", Purpose::StatusCheck, days(6, 7, 10), 25);
    check.audience = Audience::Main;
    check.promised = Some(days(1, 2, 5));
    let mut month = step("month-note", Purpose::KeepInTouch, days(12, 18, 22), 30);
    month.audience = Audience::Main;
    month.gap = 7;
    month.drop_if_previous_after = Some(15);
    playbook("PB01", vec![thanks, today, card, check, month])
}

/// Like PB02: thanks before the day ends, then a check.
pub fn phone_call() -> Playbook {
    let mut thanks = step("thanks", Purpose::Thanks, minutes(30, 120, 0), 1);
    thanks.same_day = true;
    playbook("PB02", vec![thanks, step("check", Purpose::StatusCheck, days(5, 6, 8), 20)])
}

/// Like PB04: a reference is warned, and hears how it ended.
pub fn reference() -> Playbook {
    let mut alert = step("alert", Purpose::Alert, minutes(0, 60, 0), 2);
    alert.same_day = true;
    let mut outcome = step("outcome", Purpose::Report, days(0, 1, 5), 15);
    outcome.origin = Origin::Outcome;
    Playbook { exempt_from_caps: true, ..playbook("PB04", vec![alert, outcome]) }
}

/// Like PB07: the same again and again.
pub fn long_game() -> Playbook {
    let mut note = step("note", Purpose::KeepInTouch, days(60, 62, 65), 97);
    note.repeats = true;
    playbook("PB07", vec![note])
}

/// Like PB11: three nudges, each counted from the one before it.
pub fn proposal() -> Playbook {
    let mut again = step("question", Purpose::Nudge, days(4, 5, 7), 12);
    again.origin = Origin::Previous;
    let mut last = step("closing", Purpose::Closing, days(5, 8, 10), 15);
    last.origin = Origin::Previous;
    let first = step("angle", Purpose::Nudge, days(3, 4, 5), 8);
    Playbook { asked_first: true, ..playbook("PB11", vec![first, again, last]) }
}

/// Like the polite withdrawal: the one note for a place that was ruled out.
pub fn withdrawal() -> Playbook {
    let steps = vec![step("note", Purpose::Withdrawal, days(0, 0, 2), 5)];
    let book = playbook("WITHDRAW", steps);
    Playbook { proposed_only: true, for_ruled_out: true, on_answer: OnAnswer::End, ..book }
}

/// Everything a decision needs, owned, so that a test changes one thing.
pub struct World {
    pub now: Timestamp,
    pub calendar: WorkCalendar,
    pub playbook: Playbook,
    pub policy: Policy,
    pub history: PaceHistory,
    pub standing: Standing,
    pub absences: Vec<Absence>,
    pub in_flight: bool,
}

impl World {
    /// New York, a main contact who can be reached by every means, an open pursuit, nothing sent.
    pub fn new(playbook: Playbook, now: &str) -> Self {
        Self {
            now: at(now),
            calendar: new_york(),
            playbook,
            policy: Policy::DEFAULT,
            history: PaceHistory::default(),
            standing: Standing {
                name: "Dana Whitfield".to_owned(),
                has_mail: true,
                has_postal_address: true,
                has_phone: true,
                suppressed: None,
                consent_missing: None,
                pursuit: Some(Pursuit {
                    stage: Stage::Open,
                    ruled_out: false,
                    keen: false,
                    told_to_wait: false,
                    is_main: true,
                    main_name: "Dana Whitfield".to_owned(),
                }),
                appointment_start: None,
                next_meeting: None,
                grade: None,
                postal_days: 0,
            },
            absences: Vec::new(),
            in_flight: false,
        }
    }

    /// What `decide` is given.
    pub fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            calendar: &self.calendar,
            playbook: &self.playbook,
            policy: &self.policy,
            history: &self.history,
            standing: &self.standing,
            absences: &self.absences,
            in_flight: self.in_flight,
        }
    }

    /// The pursuit, to change it.
    pub fn pursuit(&mut self) -> &mut Pursuit {
        self.standing.pursuit.as_mut().unwrap()
    }

    /// A follow-up of this playbook that waits at its first step, anchored at an instant.
    pub fn follow_up(&self, anchor: Timestamp) -> FollowUp {
        FollowUp {
            id: FollowUpId::new(id(1)),
            contact: ContactId::new(id(2)),
            organisation: Some(OrganisationId::new(id(3))),
            opportunity: Some(OpportunityId::new(id(4))),
            playbook: self.playbook.key.clone(),
            playbook_version: self.playbook.version,
            anchor: Anchor {
                at: anchor,
                touchpoint: Some(TouchpointId::new(id(5))),
                appointment: None,
                promised: None,
            },
            step: 0,
            ordinal: 0,
            revision: 0,
            state: State::Waiting,
            wake_at: None,
            last_sent: None,
            soft_bounces: 0,
            chase_held: None,
            belated: false,
            hurried: false,
            not_before: None,
            version: 0,
        }
    }

    /// The same with a day on which they promised to decide.
    pub fn promised(&self, anchor: Timestamp, promised: Date) -> FollowUp {
        let mut follow_up = self.follow_up(anchor);
        follow_up.anchor.promised = Some(promised);
        follow_up
    }
}
