//! Whether the machine's clock can be believed, before a round acts on it.
//!
//! A clock that stands a year ahead would drop every note as too late, and one that stands a year
//! behind would date mail wrongly; both come from a flat battery or a slip of the hand. So a round
//! compares the present with the last time it was seen, and where the two are too far apart it
//! refuses until the user says that the clock is right. Nothing is sent or dropped meanwhile.
//!
//! A clock that a test moves by hand is believed; practice mode is compared without its offset.

use jiff::{SignedDuration, Timestamp};

use crate::app::App;
use crate::error::AppError;
use crate::words;

/// Where the last time that was seen is remembered.
const SEEN_SETTING: &str = "clock.seen";

/// A machine that was off for longer is asked whether its clock is right.
const LONGEST_ABSENCE: SignedDuration = SignedDuration::from_hours(45 * 24);

/// Somebody who sets the clock by the wrong time zone is never further back than this.
const FURTHEST_BACK: SignedDuration = SignedDuration::from_hours(26);

/// It is written once in a while, not in each round.
const REMEMBER_EVERY: SignedDuration = SignedDuration::from_hours(1);

impl App {
    /// Refuses while the clock is in doubt, else remembers what it says.
    pub(crate) async fn require_believable_clock(&self) -> Result<(), AppError> {
        if !self.clock().is_of_machine() {
            return Ok(());
        }
        if let Some(what) = self.clock_doubt().await? {
            let hint =
                "set the clock of this machine; if it is right: rapport run --clock-is-right";
            return Err(AppError::refused(what, hint));
        }
        let now = self.clock_of_the_world().now();
        let seen = self.clock_seen().await?;
        if seen.is_none_or(|seen| now.duration_since(seen).abs() > REMEMBER_EVERY) {
            self.believe_clock().await?;
        }
        Ok(())
    }

    /// The user says that the clock of this machine is right.
    ///
    /// # Errors
    /// What the database says.
    pub async fn believe_clock(&self) -> Result<(), AppError> {
        let now = self.clock_of_the_world().now().to_string();
        Ok(self.store().set_setting(self.scope(), SEEN_SETTING, Some(&now)).await?)
    }

    /// Why the clock of this machine is not believed, if it is not.
    pub(crate) async fn clock_doubt(&self) -> Result<Option<String>, AppError> {
        let Some(seen) = self.clock_seen().await? else {
            return Ok(None);
        };
        let now = self.clock_of_the_world().now();
        if !self.clock().is_of_machine() || !is_doubtful(seen, now) {
            return Ok(None);
        }
        let zone = self.profile().await?.zone;
        let direction = if now > seen { "after" } else { "before" };
        Ok(Some(format!(
            "the clock of this machine says {}, {} {direction} it was last seen; \
             nothing is sent and nothing expires until that is clear",
            words::instant(now, seen, &zone),
            words::duration(now.duration_since(seen).abs()),
        )))
    }

    async fn clock_seen(&self) -> Result<Option<Timestamp>, AppError> {
        let seen = self.store().setting(self.scope(), SEEN_SETTING).await?;
        Ok(seen.and_then(|text| text.parse().ok()))
    }
}

fn is_doubtful(seen: Timestamp, now: Timestamp) -> bool {
    let gone = now.duration_since(seen);
    gone > LONGEST_ABSENCE || gone < -FURTHEST_BACK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_away_is_believed_and_a_year_is_not() {
        let seen: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        for (hours, doubtful) in
            [(0, false), (30 * 24, false), (366 * 24, true), (-20, false), (-30, true)]
        {
            let now = seen + SignedDuration::from_hours(hours);
            assert_eq!(is_doubtful(seen, now), doubtful, "{hours} hours");
        }
    }
}
