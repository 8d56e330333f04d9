//! Policy: the figures of the house that are not a playbook's: lead time, undo, patience.

use jiff::{SignedDuration, Timestamp};

use crate::pace::Caps;

/// Figures that a user may change within reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// The caps.
    pub caps: Caps,
    /// How early a draft is made before it is due, so that it is ready before the user asks.
    pub lead_time: SignedDuration,
    /// How long an approval can be taken back before it reaches the outbox.
    pub undo: SignedDuration,
    /// After how long a stop that a machine concluded is final.
    pub stop_final: SignedDuration,
    /// How old the last reading of the mailbox may be when something is sent.
    pub mailbox_limit: SignedDuration,
}

impl Policy {
    /// The defaults of the house.
    pub const DEFAULT: Self = Self {
        caps: Caps::DEFAULT,
        lead_time: SignedDuration::from_hours(48),
        undo: SignedDuration::from_secs(30),
        stop_final: SignedDuration::from_hours(30 * 24),
        mailbox_limit: SignedDuration::from_mins(10),
    };
}

/// A time in which the user is away and nothing goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Absence {
    /// From this instant.
    pub from: Timestamp,
    /// Until this one.
    pub until: Timestamp,
}

impl Absence {
    /// The end of the absence that covers an instant, if one does; absences that touch are one.
    #[must_use]
    pub fn end_at(absences: &[Self], at: Timestamp) -> Option<Timestamp> {
        let mut end = at;
        loop {
            let next = absences
                .iter()
                .filter(|absence| absence.from <= end && end < absence.until)
                .map(|absence| absence.until)
                .max();
            match next {
                Some(until) => end = until,
                None => break,
            }
        }
        (end > at).then_some(end)
    }
}
