//! Who owes whom: they wait for the user, the user waits for them, who is away, what is put off.
//!
//! The turn itself is kept by the core's rules as mail comes and goes; this lists it. One thread
//! with everything in it is the person's timeline (`show`).

use jiff::Timestamp;
use rapport_core::follow_up::{Hold, State};
use rapport_store::agenda::AgendaRow;
use rapport_store::turn::TurnRow;

use crate::app::App;
use crate::error::AppError;
use crate::view::{TurnView, TurnsView};
use crate::words;

/// Rows of one group that are shown.
const ROWS: u32 = 100;

/// Letters of what they asked.
const WORDS: usize = 160;

impl App {
    /// The groups of the inbox.
    ///
    /// # Errors
    /// What the database says.
    pub async fn turns(&self) -> Result<TurnsView, AppError> {
        let profile = self.profile().await?;
        let now = self.now();
        let (mine, mine_in_all) = self.store().turn_rows(self.scope(), "mine", ROWS).await?;
        let (theirs, theirs_in_all) = self.store().turn_rows(self.scope(), "theirs", ROWS).await?;
        let held = |row: AgendaRow| {
            let words = match &row.follow_up.state {
                State::Held(held) => words::hold(&held.hold, now, &profile.zone),
                _ => String::new(),
            };
            let at = row.follow_up.wake_at;
            TurnView {
                contact: row.follow_up.contact.to_string(),
                name: row.name,
                organisation: row.organisation,
                at: at.map(|at| at.to_string()),
                length: at.filter(|at| *at > now).map(|at| words::duration(at.duration_since(now))),
                words,
                message: None,
                follow_up: Some(row.follow_up.id.to_string()),
            }
        };
        let away = Hold::Away { until: None };
        let away = self.store().agenda_in_hold(self.scope(), &away, ROWS).await?;
        let snoozed = Hold::Snoozed { until: now };
        let snoozed = self.store().agenda_in_hold(self.scope(), &snoozed, ROWS).await?;
        let rows = |rows: Vec<TurnRow>| rows.into_iter().map(|row| turn_view(row, now)).collect();
        Ok(TurnsView {
            mine: rows(mine),
            mine_in_all,
            theirs: rows(theirs),
            theirs_in_all,
            away: away.rows.into_iter().map(held).collect(),
            snoozed: snoozed.rows.into_iter().map(held).collect(),
        })
    }
}

fn turn_view(row: TurnRow, now: Timestamp) -> TurnView {
    TurnView {
        contact: row.contact.to_string(),
        name: row.name,
        organisation: row.organisation,
        at: row.since.map(|at| at.to_string()),
        length: row.since.map(|at| words::duration(now.duration_since(at))),
        words: row.words.map(|text| words::asked(&text, WORDS)).or(row.subject).unwrap_or_default(),
        message: row.message.map(|id| id.to_string()),
        follow_up: None,
    }
}
