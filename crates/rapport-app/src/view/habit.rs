//! What is said beside the rows of Today: approvals that rest, many acts at once, the streak, the morning
//! after.

use serde::Serialize;

/// An approval that rests before it reaches the outbox.
#[derive(Clone, Debug, Serialize)]
pub struct RestingView {
    /// The follow-up's id.
    pub follow_up: String,
    /// Whom the note goes to.
    pub name: String,
    /// The end of the rest.
    pub undo_until: String,
    /// Seconds until then; 0 once it is over and the next round takes it up.
    pub seconds_left: i64,
}

/// What became of one of several things that were asked for at once.
#[derive(Clone, Debug, Serialize)]
pub struct BatchView {
    /// What was named, as it was named.
    pub who: String,
    /// It was done.
    pub done: bool,
    /// What happened, or why not.
    pub sentence: String,
    /// What to do where it was not done.
    pub hints: Vec<String>,
    /// Until when it can be taken back for certain, for approvals.
    pub undo_until: Option<String>,
}

/// What came up while nothing ran.
#[derive(Clone, Debug, Serialize)]
pub struct CatchUpView {
    /// "3 of these came due while the machine was off, from Friday 18:00 to today 08:30".
    pub sentence: String,
    /// From when, RFC 3339.
    pub from: String,
    /// Until when, RFC 3339.
    pub to: String,
    /// The numbers of the rows.
    pub rows: Vec<usize>,
}

/// Whether the habit holds: days with nothing left over, and what was done.
#[derive(Clone, Debug, Serialize)]
pub struct HabitView {
    /// Working days in a row at whose end nothing was left over; today counts once it is clear.
    pub days: u32,
    /// Weeks in a row without a day on which something was left over.
    pub weeks: u32,
    /// Nothing is left over now.
    pub clear: bool,
    /// "12 days in a row with nothing left over", empty where there is no row of days.
    pub sentence: String,
    /// This week.
    pub week: WeekView,
    /// The week before.
    pub last_week: WeekView,
}

/// What was done in a week.
#[derive(Clone, Debug, Serialize)]
pub struct WeekView {
    /// Its Monday.
    pub from: String,
    /// Notes that went out or were done by hand.
    pub notes: u32,
    /// People who were met or spoken to.
    pub met: u32,
    /// Follow-ups that an answer came to.
    pub answers: u32,
    /// Acts of the user.
    pub acts: u32,
}
