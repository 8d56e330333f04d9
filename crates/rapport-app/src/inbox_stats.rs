//! How long people wait for an answer, per week, in the user's own working hours.
//!
//! Computed from what went to and fro each time it is asked, so that a corrected class corrects the
//! past. Several questions in a row are one; away notices and lists are none; an answer counts by
//! whatever program or way it was given.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use rapport_core::calendar::WorkCalendar;
use rapport_core::ids::{ContactId, ScopeId};
use rapport_core::turn::waits::{Wait, WaitEnd, percentile, waits};
use serde::Serialize;

use crate::app::App;
use crate::corrections::said;
use crate::error::AppError;

/// Weeks before the first one shown that are read, too: a wait that began there is no new one.
const WARM_UP: i64 = 4;

/// Weeks that can be asked for.
const MOST_WEEKS: u16 = 520;

/// So many mails are counted anew at each look; of more, the figures of the last hour do.
const FEW: u32 = 2_000;

/// How long the figures of a busy mailbox stay as they were counted.
const STAYS: SignedDuration = SignedDuration::from_hours(1);

/// What was counted last in each scope, when, and over how many weeks.
#[derive(Default)]
pub(crate) struct Counted {
    by_scope: Mutex<BTreeMap<ScopeId, (Timestamp, u16, WaitsView)>>,
}

impl Counted {
    fn get(&self, scope: ScopeId, weeks: u16, now: Timestamp) -> Option<WaitsView> {
        let by_scope = self.by_scope.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, of, view) = by_scope.get(&scope)?;
        // A practice clock may have been moved either way.
        let is_fresh = *at <= now && now.duration_since(*at) < STAYS;
        (is_fresh && *of == weeks).then(|| view.clone())
    }

    fn set(&self, scope: ScopeId, weeks: u16, now: Timestamp, view: &WaitsView) {
        let mut by_scope = self.by_scope.lock().unwrap_or_else(PoisonError::into_inner);
        by_scope.insert(scope, (now, weeks, view.clone()));
    }
}

/// The figures.
#[derive(Clone, Debug, Serialize)]
pub struct InboxStatsView {
    /// One entry for each ISO week, the oldest first; weeks without mail are there, too.
    pub weeks: Vec<WaitsView>,
    /// The same over all of them.
    pub all: WaitsView,
}

/// The waits that began in a time.
#[derive(Clone, Debug, Serialize)]
pub struct WaitsView {
    /// The ISO week (`2026-W47`), or `all`.
    pub week: String,
    /// Its Monday.
    pub begins: String,
    /// How often somebody began to wait.
    pub asked: usize,
    /// How often the user wrote back.
    pub answered: usize,
    /// How often a talk or the user's word settled it.
    pub settled: usize,
    /// How many still wait.
    pub unanswered: usize,
    /// The median of the answered ones, in working minutes.
    pub median_minutes: Option<i64>,
    /// Nine of ten were answered within so many working minutes.
    pub ninetieth_minutes: Option<i64>,
    /// The median in words, as `3 h 20 min`.
    pub median: Option<String>,
    /// The 90th percentile in words.
    pub ninetieth: Option<String>,
}

impl App {
    /// The figures of the last weeks, the current one included.
    ///
    /// # Errors
    /// What the database says.
    pub async fn inbox_stats(&self, weeks: u16) -> Result<InboxStatsView, AppError> {
        let weeks = i64::from(weeks.clamp(1, MOST_WEEKS));
        let profile = self.profile().await?;
        let calendar = profile.own_calendar();
        let (first, since) = self.weeks_back(weeks, &calendar);
        let exchanges = self.store().exchanges_since(self.scope(), since).await?;
        let mine: BTreeSet<ContactId> =
            self.store().contacts_on_my_turn(self.scope()).await?.into_iter().collect();
        let mut by_week: BTreeMap<Date, Vec<Wait>> = BTreeMap::new();
        for group in exchanges.chunk_by(|one, next| one.contact == next.contact) {
            let mut found = waits(group.iter().filter_map(said));
            if let Some(last) = found.last_mut()
                && last.end == WaitEnd::Open
                && !mine.contains(&group[0].contact)
            {
                // The user said that nothing is owed.
                last.end = WaitEnd::Settled;
            }
            for wait in found {
                by_week.entry(monday(calendar.local(wait.since).date())).or_default().push(wait);
            }
        }
        let mut views = Vec::new();
        let mut all = Vec::new();
        for index in 0..weeks {
            let begins = first.saturating_add(index.weeks());
            let found = by_week.remove(&begins).unwrap_or_default();
            views.push(view(week_word(begins), begins, &found, &calendar));
            all.extend(found);
        }
        Ok(InboxStatsView { weeks: views, all: view("all".to_owned(), first, &all, &calendar) })
    }

    /// The figures over the last weeks for a page that is looked at all day: as they are now, or with
    /// thousands of mails as they were within the hour.
    ///
    /// # Errors
    /// What the database says.
    pub async fn inbox_figures(&self, weeks: u16) -> Result<WaitsView, AppError> {
        let calendar = self.profile().await?.own_calendar();
        let (_, since) = self.weeks_back(i64::from(weeks), &calendar);
        if !self.store().has_messages_since(self.scope(), since, FEW).await? {
            return Ok(self.inbox_stats(weeks).await?.all);
        }
        let (scope, now) = (self.scope().id(), self.now());
        if let Some(view) = self.counted().get(scope, weeks, now) {
            return Ok(view);
        }
        let view = self.inbox_stats(weeks).await?.all;
        self.counted().set(scope, weeks, now, &view);
        Ok(view)
    }

    /// The Monday of the first of the last weeks, and since when is read.
    fn weeks_back(&self, weeks: i64, calendar: &WorkCalendar) -> (Date, Timestamp) {
        let this_week = monday(calendar.local(self.now()).date());
        let first = this_week.saturating_sub((weeks - 1).weeks());
        (first, calendar.instant(first.saturating_sub(WARM_UP.weeks()), jiff::civil::Time::MIN))
    }
}

fn view(week: String, begins: Date, found: &[Wait], calendar: &WorkCalendar) -> WaitsView {
    let lengths: Vec<SignedDuration> = found
        .iter()
        .filter_map(|wait| match wait.end {
            WaitEnd::Answered(at) => Some(calendar.working_time(wait.since, at)),
            WaitEnd::Open | WaitEnd::Settled => None,
        })
        .collect();
    let median = percentile(&lengths, 50);
    let ninetieth = percentile(&lengths, 90);
    WaitsView {
        week,
        begins: begins.to_string(),
        asked: found.len(),
        answered: lengths.len(),
        settled: found.iter().filter(|wait| wait.end == WaitEnd::Settled).count(),
        unanswered: found.iter().filter(|wait| wait.end == WaitEnd::Open).count(),
        median_minutes: median.map(|length| length.as_mins()),
        ninetieth_minutes: ninetieth.map(|length| length.as_mins()),
        median: median.map(length_words),
        ninetieth: ninetieth.map(length_words),
    }
}

/// The Monday of the ISO week of a day.
fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

fn week_word(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

fn length_words(length: SignedDuration) -> String {
    let minutes = length.as_mins();
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
