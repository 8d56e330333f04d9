//! Does the habit hold: the streak of days with nothing left over, the week in numbers, and what came up
//! while the machine was off.

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span, Timestamp};
use rapport_core::calendar::WorkCalendar;

use crate::app::App;
use crate::error::AppError;
use crate::profile::Profile;
use crate::view::{CatchUpView, HabitView, WeekView};
use crate::words;

/// A streak longer than this is said as this long.
const LONGEST: u32 = 400;

/// A gap shorter than this is a cup of coffee, not a machine that was off.
const SHORTEST_GAP: SignedDuration = SignedDuration::from_hours(1);

/// How long after the machine is back Today says what came up meanwhile.
const CATCH_UP: SignedDuration = SignedDuration::from_hours(24);

/// What came up in the gap is written by the first rounds after it.
const CATCHING_UP: SignedDuration = SignedDuration::from_mins(10);

impl App {
    /// Whether the habit holds.
    ///
    /// # Errors
    /// What the database says.
    pub async fn habit(&self) -> Result<HabitView, AppError> {
        let profile = self.profile().await?;
        let left = self.left_over().await?;
        self.habit_at(self.now(), left, &profile).await
    }

    pub(crate) async fn habit_at(
        &self,
        now: Timestamp,
        left: usize,
        profile: &Profile,
    ) -> Result<HabitView, AppError> {
        let today = now.to_zoned(profile.zone.clone()).date();
        let known = self.store().days(self.scope(), LONGEST).await?;
        let known: Vec<(Date, bool)> = known
            .into_iter()
            .filter(|(day, ..)| *day < today)
            .map(|(day, left_over, _)| (day, left_over == 0))
            .collect();
        let calendar = profile.own_calendar();
        let (days, weeks) = streak(&known, today, left == 0, &calendar);
        let monday = monday_of(today);
        let before = monday.checked_sub(Span::new().days(7)).unwrap_or(monday);
        let sentence = match days {
            0 | 1 => String::new(),
            _ if weeks >= 2 => format!("{weeks} weeks in a row with nothing left over"),
            _ => format!("{days} days in a row with nothing left over"),
        };
        Ok(HabitView {
            days,
            weeks,
            clear: left == 0,
            sentence,
            week: self.week(monday, &calendar).await?,
            last_week: self.week(before, &calendar).await?,
        })
    }

    async fn week(&self, monday: Date, calendar: &WorkCalendar) -> Result<WeekView, AppError> {
        let midnight = jiff::civil::Time::midnight();
        let next = monday.checked_add(Span::new().days(7)).unwrap_or(monday);
        let (from, until) = (calendar.instant(monday, midnight), calendar.instant(next, midnight));
        let done = self.store().done_between(self.scope(), from, until).await?;
        Ok(WeekView {
            from: monday.to_string(),
            notes: done.notes,
            met: done.met,
            answers: done.answers,
            acts: done.acts,
        })
    }

    /// Remembers how much is left over today; the last word of a day is what counts.
    pub(crate) async fn remember_day(&self, left: usize) -> Result<(), AppError> {
        let zone = self.profile().await?.zone;
        let today = self.now().to_zoned(zone).date();
        let known = self.store().days(self.scope(), 1).await?;
        let same = known.first().is_some_and(|(day, left_over, _)| {
            *day == today && usize::try_from(*left_over).ok() == Some(left)
        });
        // A page that is looked at again and again writes nothing.
        if !same {
            self.store().save_day(self.scope(), today, left, self.now()).await?;
        }
        Ok(())
    }

    /// The same from the workers, for a day on which nobody looks; no more often than said.
    pub(crate) async fn look_at_day(&self, pause: SignedDuration) -> Result<(), AppError> {
        let zone = self.profile().await?.zone;
        let (now, last) = (self.now(), self.store().days(self.scope(), 1).await?);
        let today = now.to_zoned(zone).date();
        let is_recent = last.first().is_some_and(|(day, _, at)| {
            *day == today && *at <= now && now.duration_since(*at) < pause
        });
        if is_recent {
            return Ok(());
        }
        let left = self.left_over().await?;
        Ok(self.store().save_day(self.scope(), today, left, now).await?)
    }

    /// Which rows came up while nothing ran, by when each came up.
    pub(crate) async fn catch_up(
        &self,
        came: Vec<Option<Timestamp>>,
        profile: &Profile,
    ) -> Result<Option<CatchUpView>, AppError> {
        let now = self.now();
        let Some((from, to)) = self.last_gap().await? else {
            return Ok(None);
        };
        let is_over = now < to || now.duration_since(to) > CATCH_UP;
        if is_over || to.duration_since(from) < SHORTEST_GAP {
            return Ok(None);
        }
        let rows: Vec<usize> = came
            .iter()
            .enumerate()
            .filter(|(_, at)| at.is_some_and(|at| from < at && at <= to + CATCHING_UP))
            .map(|(index, _)| index + 1)
            .collect();
        if rows.is_empty() {
            return Ok(None);
        }
        let (began, ended) =
            (words::instant(from, now, &profile.zone), words::instant(to, now, &profile.zone));
        let count = match rows.len() {
            1 => "1 of these came due".to_owned(),
            several => format!("{several} of these came due"),
        };
        Ok(Some(CatchUpView {
            sentence: format!("{count} while the machine was off, from {began} to {ended}"),
            from: from.to_string(),
            to: to.to_string(),
            rows,
        }))
    }
}

/// Whether a short gap must not take the place of the one that is known: after a night one opens the
/// lid, closes it for a coffee, and still wants to know what the night brought.
pub(crate) fn still_told(known: (Timestamp, Timestamp), new: (Timestamp, Timestamp)) -> bool {
    let length = |(from, to): (Timestamp, Timestamp)| to.duration_since(from);
    length(known) >= SHORTEST_GAP
        && length(new) < SHORTEST_GAP
        && known.1 <= new.0
        && new.1.duration_since(known.1) <= CATCH_UP
}

/// Working days in a row at whose end nothing was left over, and weeks without a day that was not so.
/// Days off, and days on which nothing ran, neither count nor break the row. `known` is of days before
/// today, the newest first.
fn streak(
    known: &[(Date, bool)],
    today: Date,
    is_clear: bool,
    calendar: &WorkCalendar,
) -> (u32, u32) {
    let mut days = u32::from(is_clear && calendar.is_business_day(today));
    let mut first = today;
    for (day, was_clear) in known {
        if !calendar.is_business_day(*day) {
            continue;
        }
        if !was_clear || days >= LONGEST {
            break;
        }
        days += 1;
        first = *day;
    }
    let weeks = monday_of(first).until(monday_of(today)).map_or(0, |span| span.get_days() / 7);
    // The week in which the row began counts if it began on its first working day.
    let whole = (0..7)
        .filter_map(|back| monday_of(first).checked_add(Span::new().days(back)).ok())
        .find(|day| calendar.is_business_day(*day))
        .is_some_and(|day| first <= day);
    let weeks = u32::try_from(weeks).unwrap_or(0) + u32::from(whole && days > 0);
    (days, if days == 0 { 0 } else { weeks })
}

fn monday_of(day: Date) -> Date {
    let back = i64::from(Weekday::Monday.until(day.weekday()));
    day.checked_sub(Span::new().days(back)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;
    use rapport_core::calendar::Hours;
    use rapport_core::place::Country;

    use super::*;

    fn calendar() -> WorkCalendar {
        WorkCalendar {
            zone: TimeZone::UTC,
            country: Country::parse("DE").unwrap(),
            subdivision: None,
            hours: Hours::DEFAULT,
            assumed: false,
        }
    }

    /// Days before Tuesday 17 November 2026, the newest first, clear or not.
    fn before(days: &str) -> Vec<(Date, bool)> {
        days.chars()
            .zip(1..)
            .filter(|(mark, _)| *mark != '?')
            .map(|(mark, back)| {
                (date(2026, 11, 17).checked_sub(Span::new().days(back)).unwrap(), mark == '+')
            })
            .collect()
    }

    #[test]
    fn a_streak_counts_working_days_and_neither_weekends_nor_days_off_break_it() {
        let today = date(2026, 11, 17);
        for (days, is_clear, expected) in [
            ("", true, (1, 0)),
            ("", false, (0, 0)),
            // Monday, then Sunday and Saturday with something left, then the week before.
            ("+--+++++", true, (7, 2)),
            ("+--+-+++", true, (3, 1)),
            ("+", true, (2, 1)),
            ("-", true, (1, 0)),
            ("+", false, (1, 1)),
            // The machine was off on Monday.
            ("???+++++", true, (6, 2)),
        ] {
            assert_eq!(streak(&before(days), today, is_clear, &calendar()), expected, "{days}");
        }
    }

    #[test]
    fn a_short_gap_hides_a_long_one_for_a_day_only() {
        let at = |hours: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let minutes = SignedDuration::from_mins(10);
        let night = (at(0), at(12));
        assert!(still_told(night, (at(13), at(13) + minutes)), "the lid was closed for a coffee");
        assert!(!still_told(night, (at(13), at(15))), "a meeting is a gap of its own");
        assert!(!still_told(night, (at(40), at(40) + minutes)), "the night is no news any more");
        assert!(!still_told((at(0), at(0) + minutes), (at(1), at(1) + minutes)), "the newer one");
    }
}
