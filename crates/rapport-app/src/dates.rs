//! Dates as typed, read with the user's own zone and working days.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::app::App;
use crate::error::AppError;
use crate::natural_date::{self, DateError, When};
use crate::profile::Profile;

/// What a day without an hour means for something that shall come back: nine in the morning.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// One of the two readers: questions that lean ahead, and those that lean back.
type Reader = fn(&str, &jiff::Zoned, &dyn Fn(Date) -> bool) -> Result<When, DateError>;

impl App {
    /// A moment to come, such as "tomorrow 9am"; a day alone means nine in the morning.
    pub(crate) fn future(&self, text: &str, profile: &Profile) -> Result<Timestamp, AppError> {
        let when = self.read(text, profile, natural_date::parse)?;
        when.instant(MORNING).ok_or_else(|| unplaceable(text))
    }

    /// What a date field means as typed so far; `past` for one that has happened.
    ///
    /// # Errors
    /// It is no date, or lies on the wrong side of now.
    pub async fn read_date(&self, text: &str, past: bool) -> Result<Timestamp, AppError> {
        let profile = self.profile().await?;
        if past { self.past(text, &profile) } else { self.future(text, &profile) }
    }

    /// A day to come, such as "friday".
    pub(crate) fn future_day(&self, text: &str, profile: &Profile) -> Result<Date, AppError> {
        Ok(self.read(text, profile, natural_date::parse)?.date)
    }

    /// A moment that has been, such as "yesterday 15:00"; a day alone means noon, today means now.
    pub(crate) fn past(&self, text: &str, profile: &Profile) -> Result<Timestamp, AppError> {
        let when = self.read(text, profile, natural_date::parse_past)?;
        let noon = Time::constant(12, 0, 0, 0);
        let at = when.instant(noon).ok_or_else(|| unplaceable(text))?;
        let is_today = when.date == self.now().to_zoned(profile.zone.clone()).date();
        if at > self.now() {
            if is_today && when.time.is_none() {
                return Ok(self.now());
            }
            return Err(AppError::usage(
                format!("\"{text}\" has not happened yet"),
                "log a meeting when it is over, or enter it: rapport appointments add",
            ));
        }
        Ok(at)
    }

    fn read(&self, text: &str, profile: &Profile, reader: Reader) -> Result<When, AppError> {
        let now = self.now().to_zoned(profile.zone.clone());
        let calendar = profile.own_calendar();
        reader(text, &now, &|date| calendar.is_business_day(date)).map_err(|error| {
            let words = error.to_string();
            match words.split_once(": ") {
                Some((what, hint)) => AppError::usage(what, hint),
                None => AppError::usage(words, "write it like friday, tomorrow 9am, or 2026-12-01"),
            }
        })
    }
}

fn unplaceable(text: &str) -> AppError {
    AppError::usage(format!("\"{text}\" is no date that can be used"), "name a day of these years")
}
