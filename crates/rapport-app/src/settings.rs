//! Switches over everything: stop all, and away.

use rapport_core::decide::Event;
use rapport_core::policy::Absence;
use rapport_store::scope::STOP_ALL;

use crate::app::App;
use crate::error::AppError;
use crate::words;

impl App {
    /// Nothing goes out until it is lifted; what was approved needs a new yes.
    ///
    /// # Errors
    /// What the database says.
    pub async fn stop_all(&self, on: bool) -> Result<String, AppError> {
        if !on {
            self.store().set_setting(self.scope(), STOP_ALL, None).await?;
            self.write_after().await;
            return Ok("Notes may go out again, each with your yes".to_owned());
        }
        // The switch first: from here on no last look passes.
        self.store().set_setting(self.scope(), STOP_ALL, Some("1")).await?;
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        for follow_up in door.live_follow_ups().await? {
            self.step(&mut door, follow_up.id, &Event::StopAll).await?;
        }
        door.commit().await?;
        Ok("Everything is stopped. Nothing goes out until rapport stop-all --lift".to_owned())
    }

    /// The user is away: nothing goes out, and plans move.
    ///
    /// # Errors
    /// Dates that are none, or in the wrong order.
    pub async fn add_absence(&self, from: &str, to: &str) -> Result<String, AppError> {
        let profile = self.profile().await?;
        let today = self.now().to_zoned(profile.zone.clone()).date();
        let first = if from.trim().eq_ignore_ascii_case("today") {
            today
        } else {
            self.future_day(from, &profile)?
        };
        let last = self.future_day(to, &profile)?;
        if last < first {
            return Err(AppError::usage(
                "the absence ends before it begins",
                "rapport away 2026-12-21 2027-01-03",
            ));
        }
        let calendar = profile.own_calendar();
        let midnight = jiff::civil::Time::midnight();
        let absence = Absence {
            from: calendar.instant(first, midnight),
            until: calendar.instant(last.tomorrow().unwrap_or(last), midnight),
        };
        let mut door = self.user_door(&profile).await?;
        door.add_absence(absence).await?;
        door.commit().await?;
        self.replan_all("you will be away").await?;
        Ok(format!(
            "Away from {} to {}: nothing goes out, and plans moved",
            words::day(first, today),
            words::day(last, today)
        ))
    }

    /// Absences that are not over.
    ///
    /// # Errors
    /// What the database says.
    pub async fn absences(&self) -> Result<Vec<String>, AppError> {
        let profile = self.profile().await?;
        let absences = self.store().absences(self.scope(), self.now()).await?;
        let date = |at: jiff::Timestamp| at.to_zoned(profile.zone.clone()).date();
        Ok(absences
            .into_iter()
            .map(|absence| {
                let last = date(absence.until - jiff::SignedDuration::from_secs(1));
                format!("{} to {last}", date(absence.from))
            })
            .collect())
    }

    /// Forgets absences that are not over: the user is here.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_absences(&self) -> Result<(), AppError> {
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        door.clear_absences().await?;
        door.commit().await?;
        self.replan_all("you are back").await
    }
}
