//! A plan as days, one line each: windows as tubes, the best day as a dot, days off hatched.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use rapport_app::view::{HolidayView, PlanView};

/// More lines than this are no preview; a step further away stands alone.
const MOST: i32 = 400;

/// A run of at least so many days without anything to say is one line.
const QUIET: usize = 6;

/// One line.
pub struct Line {
    /// The first day of it.
    pub date: Date,
    /// How many days it stands for; one, but for quiet runs.
    pub days: i32,
    /// `best`, `span`, `off` or nothing.
    pub mark: &'static str,
    /// Nothing leaves because of this holiday.
    pub holiday: Option<String>,
    /// Steps whose best day it is, by their place in the plan.
    pub steps: Vec<usize>,
}

fn day(at: Option<&str>, zone: &TimeZone) -> Option<Date> {
    let at: Timestamp = at?.parse().ok()?;
    Some(at.to_zoned(zone.clone()).date())
}

/// The zone of a plan: the recipient's.
pub fn zone(plan: &[PlanView]) -> TimeZone {
    plan.first().and_then(|line| TimeZone::get(&line.zone).ok()).unwrap_or(TimeZone::UTC)
}

/// The first and the last day of a plan; today, where it has none.
pub fn reach(plan: &[PlanView], now: Timestamp) -> (Date, Date) {
    let zone = zone(plan);
    let today = now.to_zoned(zone.clone()).date();
    let all = plan.iter().flat_map(|line| {
        [&line.opens, &line.preferred, &line.closes, &line.expires]
            .into_iter()
            .filter_map(|at| day(at.as_deref(), &zone))
            .collect::<Vec<_>>()
    });
    let (mut from, mut to) = (today, today);
    for date in all {
        from = from.min(date);
        to = to.max(date);
    }
    let most = from.checked_add(MOST.days()).unwrap_or(to);
    (from, to.min(most))
}

/// The lines of a plan.
pub fn lines(plan: &[PlanView], holidays: &[HolidayView], now: Timestamp) -> Vec<Line> {
    let zone = zone(plan);
    let (from, to) = reach(plan, now);
    let today = now.to_zoned(zone.clone()).date();
    let mut lines: Vec<Line> = Vec::new();
    let mut date = from;
    while date <= to {
        let holiday = holidays.iter().find(|it| it.date.parse().is_ok_and(|day: Date| day == date));
        let steps: Vec<usize> = plan
            .iter()
            .enumerate()
            .filter(|(_, line)| day(line.preferred.as_deref(), &zone) == Some(date))
            .map(|(at, _)| at)
            .collect();
        let within = plan.iter().any(|line| {
            let opens = day(line.opens.as_deref(), &zone);
            let expires = day(line.expires.as_deref(), &zone);
            opens.is_some_and(|opens| opens <= date) && expires.is_some_and(|it| date <= it)
        });
        let is_off = holiday.is_some() || date.weekday().to_monday_zero_offset() >= 5;
        let mark = if !steps.is_empty() {
            "best"
        } else if is_off {
            "off"
        } else if within {
            "span"
        } else {
            ""
        };
        let holiday = holiday.map(|it| it.name.clone());
        lines.push(Line { date, days: 1, mark, holiday, steps });
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    joined(lines, today)
}

/// Runs of days on which nothing is to be said become one line.
fn joined(lines: Vec<Line>, today: Date) -> Vec<Line> {
    let is_quiet = |line: &Line| {
        matches!(line.mark, "" | "off") && line.holiday.is_none() && line.date != today
    };
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut run: Vec<Line> = Vec::new();
    let flush = |run: &mut Vec<Line>, joined: &mut Vec<Line>| {
        let has_work = run.iter().any(|line| line.mark.is_empty());
        if run.len() >= QUIET && has_work {
            let days = i32::try_from(run.len()).unwrap_or(i32::MAX);
            let date = run[0].date;
            joined.push(Line { date, days, mark: "", holiday: None, steps: Vec::new() });
            run.clear();
        } else {
            joined.append(run);
        }
    };
    for line in lines {
        if is_quiet(&line) {
            run.push(line);
        } else {
            flush(&mut run, &mut joined);
            joined.push(line);
        }
    }
    flush(&mut run, &mut joined);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(opens: &str, preferred: &str, expires: &str) -> PlanView {
        PlanView {
            step: "thanks".to_owned(),
            title: "Thank-you note".to_owned(),
            channel: "mail".to_owned(),
            opens: Some(opens.to_owned()),
            preferred: Some(preferred.to_owned()),
            best_by: None,
            too_late_after: None,
            closes: Some(expires.to_owned()),
            expires: Some(expires.to_owned()),
            zone: "Europe/London".to_owned(),
            when: String::new(),
            why: String::new(),
            sources: Vec::new(),
        }
    }

    #[test]
    fn days_off_are_hatched_and_quiet_weeks_are_one_line() {
        let now: Timestamp = "2026-12-21T10:00:00Z".parse().unwrap();
        let plan = [
            step("2026-12-21T12:00:00Z", "2026-12-22T09:00:00Z", "2026-12-23T16:00:00Z"),
            step("2027-01-18T09:00:00Z", "2027-01-18T09:00:00Z", "2027-01-20T16:00:00Z"),
        ];
        let holidays =
            [HolidayView { date: "2026-12-25".to_owned(), name: "Christmas Day".to_owned() }];
        let lines = lines(&plan, &holidays, now);
        let marks: Vec<(String, i32, &str)> =
            lines.iter().map(|line| (line.date.to_string(), line.days, line.mark)).collect();
        assert_eq!(marks[1], ("2026-12-22".to_owned(), 1, "best"));
        assert_eq!(lines[1].steps, [0]);
        assert_eq!(marks[2], ("2026-12-23".to_owned(), 1, "span"));
        assert_eq!(marks[4], ("2026-12-25".to_owned(), 1, "off"));
        assert_eq!(marks[5], ("2026-12-26".to_owned(), 23, ""), "{marks:?}");
        assert_eq!(marks[6], ("2027-01-18".to_owned(), 1, "best"));
    }

    #[test]
    fn a_plan_without_dates_is_today_and_a_far_one_ends() {
        let now: Timestamp = "2026-12-21T10:00:00Z".parse().unwrap();
        assert_eq!(lines(&[], &[], now).len(), 1);
        let far = [step("2026-12-21T12:00:00Z", "9999-01-01T09:00:00Z", "9999-01-02T16:00:00Z")];
        assert!(lines(&far, &[], now).len() <= 401);
    }
}
