//! The rules of Rapport: who is due, what may be sent, what stops.
//!
//! The core does no I/O and reads no clock, so it cannot fail; it can only refuse. Time, zones and
//! identifiers are arguments, the next wake-up is part of the answer, and the same question always
//! gets the same answer. It knows nothing of SQL, HTTP, MIME, files or async; keep it so, because
//! that is why a rule can be read, changed and tested in seconds.
//!
//! Read in this order:
//!
//! 1. [`follow_up`] — the states a follow-up can be in.
//! 2. [`decide`] — one event, one decision; its rows by origin: the user, the clock, delivery, mail.
//! 3. [`person`] — what comes in belongs to a person first, and yields one event per follow-up.
//! 4. [`plan`] and [`calendar`] — offsets become dates in the recipient's working days.
//! 5. [`outbox`] — the last look before a note leaves; [`pace`], [`consent`] and [`suppression`]
//!    are what it asks.
//! 6. [`matching`], [`classify`], [`turn`] — whose message it is, what it means, who writes next.
//! 7. [`greeting`] — who is wished well on a holiday.
//! 8. [`agenda`], [`lint`], [`reason`] — what the user sees.
//!
//! The nouns: [`contact`], [`organisation`], [`opportunity`], [`touchpoint`] (with appointments and
//! references), [`playbook`].
//!
//! Invariants that live here, each a property with its number in the name: I1 every live follow-up
//! is attended, I3 nothing is queued whose approval does not fit its content, I6 a suppressed
//! address receives nothing, I8 every send instant lies in the window and in working hours (or, for
//! a step flagged `same_day`, before 20:00 of the anchor's day), I12 every decision has a reason.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod agenda;
pub mod calendar;
pub mod classify;
pub mod consent;
pub mod contact;
pub mod decide;
pub mod follow_up;
pub mod grade;
pub mod greeting;
pub mod ids;
pub mod lint;
pub mod matching;
pub mod opportunity;
pub mod organisation;
pub mod outbox;
pub mod pace;
pub mod person;
pub mod place;
pub mod plan;
pub mod playbook;
pub mod policy;
pub mod reason;
pub mod suppression;
pub mod touchpoint;
pub mod turn;

#[cfg(test)]
mod testing;
