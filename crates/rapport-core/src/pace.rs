//! Pace: the thin line between persistence and nuisance (E1), held across all playbooks.
//!
//! The caps count mail, letters and calls alike. They are advice when a plan is made and law when
//! a note is sent. The figures are defaults that may be lowered freely and raised with a reason;
//! three touches in all rest on reply rates falling after the second reminder (Belkins 2023/24).

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::calendar::WorkCalendar;
use crate::ids::{ContactId, FollowUpId, OrganisationId, TouchpointId};
use crate::playbook::Purpose;
use crate::touchpoint::Channel;

/// The caps. Days are business days of the recipient where the name says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Caps {
    /// Least business days between any two notes to one person.
    pub distance_days: u16,
    /// Least business days after an unanswered note to one person.
    pub unanswered_days: u16,
    /// The same where they asked first or named a date.
    pub unanswered_days_asked: u16,
    /// Notes to one person in 30 days.
    pub person_per_30_days: u16,
    /// Notes to one person in 365 days without any answer.
    pub person_per_year: u16,
    /// Business days between status questions to one organisation, over all its people.
    pub status_days: u16,
    /// Thank-you notes to one customer in 365 days.
    pub thanks_per_year: u16,
    /// Ignored notes in a row after which a person is left alone for 365 days.
    pub ignored_before_sleep: u16,
    /// First notes to new people in one day.
    pub first_notes_per_day: u16,
    /// Notes of all kinds in one day.
    pub notes_per_day: u16,
}

impl Caps {
    /// The defaults of the house.
    pub const DEFAULT: Self = Self {
        distance_days: 3,
        unanswered_days: 5,
        unanswered_days_asked: 3,
        person_per_30_days: 4,
        person_per_year: 8,
        status_days: 5,
        thanks_per_year: 2,
        ignored_before_sleep: 3,
        first_notes_per_day: 15,
        notes_per_day: 40,
    };
}

/// One note or call of the past, to this person or to somebody of the same organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastNote {
    /// When it went out or took place.
    pub at: Timestamp,
    /// To whom.
    pub contact: ContactId,
    /// Where they work.
    pub organisation: Option<OrganisationId>,
    /// By what means.
    pub channel: Channel,
    /// What for.
    pub purpose: Purpose,
    /// Which follow-up it belonged to.
    pub follow_up: Option<FollowUpId>,
    /// Which meeting it followed; a card and a mail of one thank-you count as one.
    pub touchpoint: Option<TouchpointId>,
}

/// What was sent so far, and what came back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PaceHistory {
    /// Notes to the person and to the organisation, newest first or last: order does not matter.
    pub notes: Vec<PastNote>,
    /// When the person last wrote or spoke.
    pub last_heard: Option<Timestamp>,
    /// Notes sent today by the user to anybody, in the user's own day.
    pub notes_today: u16,
    /// First notes to new people sent today.
    pub first_notes_today: u16,
}

/// The note that wants to go out.
#[derive(Clone, Copy, Debug)]
pub struct Proposed<'a> {
    /// To whom.
    pub contact: ContactId,
    /// Where they work.
    pub organisation: Option<OrganisationId>,
    /// What for.
    pub purpose: Purpose,
    /// Which follow-up.
    pub follow_up: FollowUpId,
    /// Which meeting it follows.
    pub touchpoint: Option<TouchpointId>,
    /// They asked first, or named a date.
    pub asked_first: bool,
    /// Exempt from the caps per person (references while the process is live).
    pub exempt: bool,
    /// Commercial notes count against the thanks per year.
    pub commercial: bool,
    /// Unanswered messages allowed after the first in the thread.
    pub unanswered_after_first: u8,
    /// The recipient's calendar.
    pub calendar: &'a WorkCalendar,
}

/// Which cap is reached.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cap {
    /// Too soon after the last note.
    Distance,
    /// The last note is still unanswered.
    Unanswered,
    /// Enough unanswered in this thread.
    Thread,
    /// Enough in 30 days.
    Month,
    /// Enough in a year without answer.
    Year,
    /// Three ignored: leave them alone for a year.
    Sleep,
    /// A status question to this organisation is too fresh.
    Status,
    /// Thanked often enough.
    Thanks,
    /// One greeting a year.
    Greeting,
    /// Enough new people today.
    FirstNotes,
    /// Enough for today.
    Day,
}

/// A cap that is reached, and when it no longer is; `None` is not without an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PaceBlock {
    /// Which one.
    pub cap: Cap,
    /// From when it is kept again.
    pub until: Option<Timestamp>,
}

/// Whether as many notes went out today as may in a day, of all kinds or to new people.
#[must_use]
pub const fn is_day_full(history: &PaceHistory, caps: &Caps) -> bool {
    history.notes_today >= caps.notes_per_day
        || history.first_notes_today >= caps.first_notes_per_day
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Checks a proposed note at an instant against every cap; the one that blocks longest answers.
///
/// # Errors
/// The cap that is reached.
pub fn check(
    proposed: &Proposed<'_>,
    at: Timestamp,
    history: &PaceHistory,
    caps: &Caps,
) -> Result<(), PaceBlock> {
    let mut strongest = Strongest::default();
    day_caps(proposed, at, history, caps, &mut strongest);
    later_caps(proposed, at, history, caps, strongest)
}

/// The same for an instant on a later day, for which today's count says nothing.
///
/// # Errors
/// The cap that is reached.
pub fn check_ahead(
    proposed: &Proposed<'_>,
    at: Timestamp,
    history: &PaceHistory,
    caps: &Caps,
) -> Result<(), PaceBlock> {
    later_caps(proposed, at, history, caps, Strongest::default())
}

/// Of all caps that are reached, the one that blocks longest.
#[derive(Default)]
struct Strongest(Option<PaceBlock>);

impl Strongest {
    fn push(&mut self, block: PaceBlock) {
        // A block without an end is the strongest; among the others the latest end.
        let rank = |block: &PaceBlock| (block.until.is_none(), block.until, block.cap);
        if self.0.is_none_or(|known| rank(&known) <= rank(&block)) {
            self.0 = Some(block);
        }
    }
}

fn later_caps(
    proposed: &Proposed<'_>,
    at: Timestamp,
    history: &PaceHistory,
    caps: &Caps,
    mut strongest: Strongest,
) -> Result<(), PaceBlock> {
    // Acts that reach nobody (a preparation) are not notes.
    if proposed.purpose == Purpose::Preparation {
        return Ok(());
    }
    status_cap(proposed, at, history, caps, &mut strongest);
    if !proposed.exempt {
        person_caps(proposed, at, history, caps, &mut strongest);
    }
    strongest.0.map_or(Ok(()), Err)
}

fn day_caps(
    proposed: &Proposed<'_>,
    at: Timestamp,
    history: &PaceHistory,
    caps: &Caps,
    blocks: &mut Strongest,
) {
    let tomorrow = Some(proposed.calendar.next_working_day_start(at));
    if history.notes_today >= caps.notes_per_day {
        blocks.push(PaceBlock { cap: Cap::Day, until: tomorrow });
    }
    let is_first = !history.notes.iter().any(|note| note.contact == proposed.contact);
    if is_first && history.first_notes_today >= caps.first_notes_per_day {
        blocks.push(PaceBlock { cap: Cap::FirstNotes, until: tomorrow });
    }
}

fn status_cap(
    proposed: &Proposed<'_>,
    at: Timestamp,
    history: &PaceHistory,
    caps: &Caps,
    blocks: &mut Strongest,
) {
    if proposed.purpose != Purpose::StatusCheck || proposed.organisation.is_none() {
        return;
    }
    let last = history
        .notes
        .iter()
        .filter(|note| {
            note.organisation == proposed.organisation && note.purpose == Purpose::StatusCheck
        })
        .map(|note| note.at)
        .max();
    if let Some(last) = last {
        let day = proposed.calendar.local(last).date();
        push_until(proposed, at, day, caps.status_days, Cap::Status, blocks);
    }
}

fn person_caps(
    proposed: &Proposed<'_>,
    at: Timestamp,
    history: &PaceHistory,
    caps: &Caps,
    blocks: &mut Strongest,
) {
    let notes = distinct_notes(proposed, history);
    let Some(last) = notes.first().map(|note| note.at) else {
        return;
    };
    let heard_since = |note: Timestamp| history.last_heard.is_some_and(|heard| heard >= note);
    if heard_since(last) {
        // An answer came after the last note: only the number in 30 days still counts.
    } else {
        let day = proposed.calendar.local(last).date();
        push_until(proposed, at, day, caps.distance_days, Cap::Distance, blocks);
        let days =
            if proposed.asked_first { caps.unanswered_days_asked } else { caps.unanswered_days };
        push_until(proposed, at, day, days, Cap::Unanswered, blocks);
    }
    let all = notes.iter().map(|note| note.at);
    count_cap(at, all.clone(), 30, caps.person_per_30_days, Cap::Month, blocks);
    if history.last_heard.is_none_or(|heard| heard < at - DAY * 365) {
        count_cap(at, all, 365, caps.person_per_year, Cap::Year, blocks);
    }
    let unanswered = || notes.iter().filter(|note| !heard_since(note.at));
    let in_thread = unanswered().filter(|note| note.follow_up == Some(proposed.follow_up)).count();
    if in_thread > usize::from(proposed.unanswered_after_first) {
        blocks.push(PaceBlock { cap: Cap::Thread, until: None });
    }
    // A running playbook may finish its own allowance; a new one meets the sleep.
    if in_thread == 0 && unanswered().count() >= usize::from(caps.ignored_before_sleep) {
        let wakes = last + DAY * 365;
        if wakes > at {
            blocks.push(PaceBlock { cap: Cap::Sleep, until: Some(wakes) });
        }
    }
    let of = |purpose| notes.iter().filter(move |note| note.purpose == purpose).map(|note| note.at);
    if proposed.commercial && proposed.purpose == Purpose::Thanks {
        count_cap(at, of(Purpose::Thanks), 365, caps.thanks_per_year, Cap::Thanks, blocks);
    }
    if proposed.purpose == Purpose::Greeting {
        count_cap(at, of(Purpose::Greeting), 365, 1, Cap::Greeting, blocks);
    }
}

/// Notes to this person, newest first; the card and the mail of one thank-you are one note, and a
/// part of the very thank-you that is proposed does not stand in its own way.
fn distinct_notes<'a>(proposed: &Proposed<'_>, history: &'a PaceHistory) -> Vec<&'a PastNote> {
    let mut kept: Vec<&PastNote> = Vec::new();
    let theirs =
        |note: &&PastNote| note.contact == proposed.contact && note.purpose != Purpose::Preparation;
    for note in history.notes.iter().filter(theirs) {
        let thanks = note.purpose == Purpose::Thanks && note.touchpoint.is_some();
        let same_as_proposed =
            thanks && proposed.purpose == Purpose::Thanks && note.touchpoint == proposed.touchpoint;
        let counted = kept.iter().any(|other| {
            thanks && other.purpose == Purpose::Thanks && other.touchpoint == note.touchpoint
        });
        if !same_as_proposed && !counted {
            kept.push(note);
        }
    }
    kept.sort_by_key(|note| std::cmp::Reverse((note.at, note.follow_up)));
    kept
}

/// At most `cap` notes, newest first, in any `days` days: blocked until the oldest that counts falls
/// out.
fn count_cap(
    at: Timestamp,
    notes: impl Iterator<Item = Timestamp> + Clone,
    days: i32,
    cap: u16,
    which: Cap,
    blocks: &mut Strongest,
) {
    let span = DAY * days;
    let mut inside = notes.filter(|note| *note + span > at);
    if inside.clone().count() >= usize::from(cap) {
        // Newest first: the one at `cap - 1` has to leave.
        let leaving = inside.nth(usize::from(cap).saturating_sub(1));
        blocks.push(PaceBlock { cap: which, until: leaving.map(|note| note + span) });
    }
}

/// Blocked until work starts so many business days after the day of a note.
fn push_until(
    proposed: &Proposed<'_>,
    at: Timestamp,
    day: Date,
    days: u16,
    cap: Cap,
    blocks: &mut Strongest,
) {
    let calendar = proposed.calendar;
    let until = calendar.opening(calendar.add_business_days(day, i32::from(days)));
    if at < until {
        blocks.push(PaceBlock { cap, until: Some(until) });
    }
}

#[cfg(test)]
mod tests;
