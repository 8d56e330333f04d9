//! The planner: from offsets to dates in the recipient's calendar, and which steps apply at all.
//!
//! Plan-time dates are advice: pace, absence and the last look may move them later, never earlier.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use crate::calendar::{SAME_DAY_END, WorkCalendar};
use crate::decide::Context;
use crate::follow_up::{Anchor, FollowUp};
use crate::grade::Grade;
use crate::ids::FollowUpId;
use crate::pace::{self, Proposed};
use crate::playbook::{Audience, Condition, Offset, Origin, Purpose, Step, Timing};
use crate::policy::Absence;
use crate::reason::SkipReason;
use crate::touchpoint::Channel;

/// When a step may, should and must happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Not before.
    pub opens: Timestamp,
    /// Best.
    pub preferred: Timestamp,
    /// Best by: past it nothing goes out by itself.
    pub closes: Timestamp,
    /// Too late after: past it the step is dropped.
    pub expires: Timestamp,
    /// Until when it may run outside working hours, on the anchor's own day.
    pub same_day_until: Option<Timestamp>,
}

impl Window {
    /// True for an instant at which a note of this step may leave (I8).
    #[must_use]
    pub fn allows(&self, at: Timestamp, belated: bool, calendar: &WorkCalendar) -> bool {
        let end = if belated { self.expires } else { self.closes };
        self.opens <= at && at <= end && may_run(at, self.same_day_until, calendar)
    }

    /// The first instant from `at` on at which a note of this step may leave, by its window and
    /// their hours; `None` when it closes before. `hurried` is as soon as manners allow, otherwise
    /// the preferred hour is waited for.
    #[must_use]
    pub fn first_from(
        &self,
        at: Timestamp,
        belated: bool,
        hurried: bool,
        calendar: &WorkCalendar,
    ) -> Option<Timestamp> {
        let wanted = if hurried { self.opens } else { self.preferred };
        let first = next_run(wanted.max(at), self.same_day_until, calendar);
        let end = if belated { self.expires } else { self.closes };
        (first <= end).then_some(first)
    }
}

/// True where a note may leave: in their working hours, and for a step flagged `same_day` on the
/// anchor's own day from the start of the working hours until 20:00, even if nobody works then.
#[must_use]
pub fn may_run(at: Timestamp, same_day_until: Option<Timestamp>, calendar: &WorkCalendar) -> bool {
    let same_day = same_day_until.is_some_and(|until| {
        let local = calendar.local(at);
        at < until
            && local.date() == calendar.local(until).date()
            && local.time() >= calendar.hours.start
    });
    same_day || calendar.is_working(at)
}

/// The instant itself if a note may leave then, else the next that allows it.
#[must_use]
pub fn next_run(
    at: Timestamp,
    same_day_until: Option<Timestamp>,
    calendar: &WorkCalendar,
) -> Timestamp {
    let Some(until) = same_day_until else {
        return calendar.next_working(at);
    };
    if may_run(at, same_day_until, calendar) {
        return at;
    }
    let next = calendar.next_working(at);
    // The morning of the anchor's own day, when the event was earlier than their hours.
    let morning = calendar.opening(calendar.local(until).date());
    if at < morning && may_run(morning, same_day_until, calendar) {
        next.min(morning)
    } else {
        next
    }
}

/// Whether a step is planned.
#[derive(Clone, PartialEq, Debug)]
pub enum Planned {
    /// It is, in this window.
    At(Window),
    /// It waits for the end of the pursuit.
    AwaitsOutcome,
    /// It is left out.
    LeftOut(SkipReason),
}

/// What the dates of a step count from.
#[derive(Clone, Copy, Debug)]
pub struct Base {
    /// The anchor of the follow-up.
    pub anchor: Anchor,
    /// When the step before it was sent.
    pub last_sent: Option<Timestamp>,
    /// When the appointment begins.
    pub appointment_start: Option<Timestamp>,
}

/// Plans the current step of a follow-up.
#[must_use]
pub fn plan_step(follow_up: &FollowUp, step: &Step, context: &Context<'_>) -> Planned {
    if let Some(why) = left_out(follow_up, step, context) {
        return Planned::LeftOut(why);
    }
    let pursuit_over = context.standing.pursuit.as_ref().is_none_or(|p| p.stage.is_closed());
    if step.origin == Origin::Outcome && !pursuit_over {
        return Planned::AwaitsOutcome;
    }
    let base = Base {
        anchor: follow_up.anchor,
        last_sent: follow_up.last_sent,
        appointment_start: context.standing.appointment_start,
    };
    let mut window = window(step, &base, follow_up.id, context.calendar);
    told_to_wait(&mut window, follow_up, step, context);
    post_earlier(&mut window, follow_up, step, context);
    if let Some(not_before) = follow_up.not_before {
        let not_before = context.calendar.next_working(not_before);
        window.opens = window.opens.max(not_before);
        window.preferred = window.preferred.max(not_before);
    }
    shift_for_absence(&mut window, step, context.absences, context.calendar);
    if let Err(cap) = shift_for_pace(&mut window, follow_up, step, context) {
        return Planned::LeftOut(SkipReason::Pace { cap });
    }
    if context.now > window.expires || window.opens > window.expires {
        return Planned::LeftOut(SkipReason::TooLate);
    }
    Planned::At(window)
}

/// The bare window of a step, before absence and pace.
#[must_use]
pub fn window(step: &Step, base: &Base, id: FollowUpId, calendar: &WorkCalendar) -> Window {
    let origin = match step.origin {
        // Each time is counted from the last, or from the slot that was let pass.
        _ if step.repeats => base.last_sent.max(Some(base.anchor.at)).unwrap_or(base.anchor.at),
        Origin::Anchor | Origin::Outcome => base.anchor.at,
        Origin::Previous => base.last_sent.unwrap_or(base.anchor.at),
        Origin::Appointment => base.appointment_start.unwrap_or(base.anchor.at),
    };
    let origin = Start { at: origin, day: calendar.local(origin).date() };
    let (timing, from) = match (step.promised, base.anchor.promised) {
        // The promised day itself is theirs: count from its end. A promise older than the event was
        // the promise of an earlier round.
        (Some(timing), Some(day)) if day >= calendar.local(base.anchor.at).date() => {
            (timing, Start { at: calendar.closing(day), day })
        }
        _ => (step.timing, origin),
    };
    let same_day_until = step.same_day.then(|| calendar.same_day_end(base.anchor.at));
    let mut window = place(timing, from, same_day_until, id, calendar);
    if step.gap > 0
        && let Some(last) = base.last_sent
    {
        let earliest = calendar.business_days_after(last, step.gap);
        window.opens = window.opens.max(earliest);
        window.preferred = window.preferred.max(window.opens);
    }
    window.expires = end_of(step.expiry, origin, None, calendar).max(window.closes);
    window
}

/// An instant that offsets count from, with its day in the recipient's calendar.
#[derive(Clone, Copy)]
struct Start {
    at: Timestamp,
    day: Date,
}

fn place(
    timing: Timing,
    from: Start,
    same_day_until: Option<Timestamp>,
    id: FollowUpId,
    calendar: &WorkCalendar,
) -> Window {
    let opens = start_of(timing.earliest, from, same_day_until, calendar);
    let noon = Time::constant(12, 0, 0, 0);
    let preferred = match timing.preferred {
        Offset::Minutes(_) => start_of(timing.preferred, from, same_day_until, calendar),
        // Mid-morning, spread by the follow-up's own id so that notes do not leave in step.
        Offset::BusinessDays(_) => {
            start_of(timing.preferred, from, same_day_until, calendar) + spread(id)
        }
    };
    let mut preferred = next_run(preferred.max(opens), same_day_until, calendar);
    let mut closes = end_of(timing.latest, from, same_day_until, calendar);
    let evening = same_day_until.filter(|until| opens < *until && *until <= preferred);
    if closes < preferred && evening.is_some() {
        // The hour meant lies behind the evening, but the day is not over: better today (B1), and
        // what is not approved tonight is still fresh the next working morning.
        closes = calendar.instant(calendar.local(preferred).date(), noon).max(preferred);
        preferred = opens;
    } else if closes < preferred {
        // The day is over already: the next working morning is still fresh.
        closes = calendar.instant(calendar.local(preferred).date(), noon).max(preferred);
    }
    Window { opens, preferred, closes, expires: closes, same_day_until }
}

fn start_of(
    offset: Offset,
    from: Start,
    same_day_until: Option<Timestamp>,
    calendar: &WorkCalendar,
) -> Timestamp {
    match offset {
        Offset::Minutes(minutes) => {
            let at = from.at + SignedDuration::from_mins(i64::from(minutes));
            next_run(at, same_day_until, calendar)
        }
        Offset::BusinessDays(days) => {
            let date = calendar.add_business_days(from.day, i32::from(days));
            let opening = calendar.opening(date);
            // On the day itself not before the event; a preparation may well be before.
            match same_day_until {
                _ if days != 0 => opening,
                None => calendar.next_working(opening.max(from.at)),
                Some(_) => next_run(from.at, same_day_until, calendar),
            }
        }
    }
}

fn end_of(
    offset: Offset,
    from: Start,
    same_day_until: Option<Timestamp>,
    calendar: &WorkCalendar,
) -> Timestamp {
    match offset {
        Offset::Minutes(minutes) => from.at + SignedDuration::from_mins(i64::from(minutes)),
        Offset::BusinessDays(0) if same_day_until.is_some() => {
            calendar.instant(from.day, SAME_DAY_END) - SignedDuration::from_mins(1)
        }
        Offset::BusinessDays(days) => {
            calendar.closing(calendar.add_business_days(from.day, i32::from(days)))
        }
    }
}

/// 20 to 59 minutes, the same for one follow-up always.
fn spread(id: FollowUpId) -> SignedDuration {
    let sum: u32 = id.as_bytes().iter().map(|byte| u32::from(*byte)).sum();
    SignedDuration::from_mins(20 + i64::from(sum % 40))
}

/// While the user is away nothing goes out. Checks and reminders move with their whole window;
/// thanks keep theirs, because late thanks need other words.
fn shift_for_absence(
    window: &mut Window,
    step: &Step,
    absences: &[Absence],
    calendar: &WorkCalendar,
) {
    let mut back = window.preferred;
    // The first working morning after one absence may lie in the next.
    for _ in 0..=absences.len() {
        match Absence::end_at(absences, back) {
            Some(end) => back = calendar.next_working(end),
            None => break,
        }
    }
    if back == window.preferred {
        return;
    }
    if step.purpose.is_chase() {
        let lost = calendar.business_days_between(
            calendar.local(window.preferred).date(),
            calendar.local(back).date(),
        );
        let lost = i32::try_from(lost).unwrap_or(i32::MAX);
        for edge in [&mut window.closes, &mut window.expires] {
            let date = calendar.local(*edge).date();
            *edge = calendar.closing(calendar.add_business_days(date, lost)).max(*edge);
        }
    }
    window.preferred = window.preferred.max(back);
    window.opens = window.opens.max(back);
}

/// The proposal of a step as pace sees it.
#[must_use]
pub fn proposed<'a>(follow_up: &FollowUp, step: &Step, context: &Context<'a>) -> Proposed<'a> {
    Proposed {
        contact: follow_up.contact,
        organisation: follow_up.organisation,
        purpose: step.purpose,
        follow_up: follow_up.id,
        touchpoint: follow_up.anchor.touchpoint,
        asked_first: context.playbook.asked_first || follow_up.anchor.promised.is_some(),
        exempt: context.playbook.exempt_from_caps,
        commercial: context.playbook.commercial,
        unanswered_after_first: context.playbook.unanswered_after_first,
        calendar: context.calendar,
    }
}

/// Moves a window behind the caps; the cap itself when no waiting lifts it.
///
/// Both the preferred and the first allowed instant are looked at, because a hurried note leaves
/// at the first. The window keeps its end: what pace moves past "best by" becomes a question.
fn shift_for_pace(
    window: &mut Window,
    follow_up: &FollowUp,
    step: &Step,
    context: &Context<'_>,
) -> Result<(), pace::Cap> {
    let proposed = proposed(follow_up, step, context);
    let caps = &context.policy.caps;
    let day = |at| context.calendar.local(at).date();
    // Today's count says nothing of a later day, and mostly today is far from full.
    let full = pace::is_day_full(context.history, caps);
    for edge in [&mut window.opens, &mut window.preferred] {
        let at = (*edge).max(context.now);
        let blocked = if full && day(*edge) <= day(context.now) {
            pace::check(&proposed, at, context.history, caps)
        } else {
            pace::check_ahead(&proposed, at, context.history, caps)
        };
        if let Err(block) = blocked {
            let until = context.calendar.next_working(block.until.ok_or(block.cap)?);
            *edge = (*edge).max(until);
        }
    }
    window.preferred = window.preferred.max(window.opens);
    Ok(())
}

/// A letter is due earlier by the days it is under way, but not before what it answers to. The
/// window of a step on paper says when it should be there; a preparation stays at home until then.
/// When it is too late stays as it is: a late letter is better than none.
fn post_earlier(window: &mut Window, follow_up: &FollowUp, step: &Step, context: &Context<'_>) {
    let days = i32::from(context.standing.postal_days);
    if step.channel != Channel::Paper || step.purpose == Purpose::Preparation || days == 0 {
        return;
    }
    let calendar = context.calendar;
    let back = |at: Timestamp| calendar.add_business_days(calendar.local(at).date(), -days);
    let event = next_run(follow_up.anchor.at, window.same_day_until, calendar);
    window.opens = window.opens.min(calendar.opening(back(window.opens)).max(event));
    let wanted = calendar.opening(back(window.preferred)) + spread(follow_up.id);
    window.preferred = window.preferred.min(wanted.max(window.opens));
    let first_day = calendar.closing(calendar.local(window.preferred).date());
    let first_day = first_day.max(window.preferred);
    window.closes = window.closes.min(calendar.closing(back(window.closes)).max(first_day));
}

/// "We will contact you": the one check waits for the end of its window.
fn told_to_wait(window: &mut Window, follow_up: &FollowUp, step: &Step, context: &Context<'_>) {
    let told = context.standing.pursuit.as_ref().is_some_and(|pursuit| pursuit.told_to_wait);
    if told && step.purpose == Purpose::StatusCheck {
        let last_day = context.calendar.local(window.closes).date();
        let morning = context.calendar.opening(last_day) + spread(follow_up.id);
        window.opens = window.opens.max(context.calendar.opening(last_day));
        window.preferred = window.preferred.max(morning);
    }
}

/// Why a step does not apply, if it does not.
fn left_out(follow_up: &FollowUp, step: &Step, context: &Context<'_>) -> Option<SkipReason> {
    let pursuit = context.standing.pursuit.as_ref();
    if step.audience == Audience::Main
        && let Some(pursuit) = pursuit
        && !pursuit.is_main
    {
        return Some(SkipReason::CoveredBy { name: pursuit.main_name.clone() });
    }
    if let (Some(limit), Some(last)) = (step.drop_if_previous_after, follow_up.last_sent) {
        let anchor = context.calendar.local(follow_up.anchor.at).date();
        let sent = context.calendar.local(last).date();
        if context.calendar.business_days_between(anchor, sent) > u32::from(limit) {
            return Some(SkipReason::PreviousTooLate);
        }
    }
    // "We will contact you": one check is all, so what follows a check is left out.
    if pursuit.is_some_and(|p| p.told_to_wait)
        && step.purpose.is_chase()
        && chased(follow_up, context)
    {
        return Some(SkipReason::ToldToWait);
    }
    // What goes by post has to be there before they decide.
    if step.channel == Channel::Paper
        && step.purpose != Purpose::Preparation
        && context.standing.postal_days > 0
        && let Some(why) =
            unmet(Condition::DecisionAtLeast(context.standing.postal_days), follow_up, context)
    {
        return Some(why);
    }
    step.conditions.iter().find_map(|condition| unmet(*condition, follow_up, context))
}

fn chased(follow_up: &FollowUp, context: &Context<'_>) -> bool {
    context
        .history
        .notes
        .iter()
        .any(|note| note.follow_up == Some(follow_up.id) && note.purpose.is_chase())
}

fn unmet(condition: Condition, follow_up: &FollowUp, context: &Context<'_>) -> Option<SkipReason> {
    let anchor = || context.calendar.local(follow_up.anchor.at).date();
    let promised = follow_up.anchor.promised;
    match condition {
        Condition::Keen => {
            let keen = context.standing.pursuit.as_ref().is_some_and(|p| p.keen)
                || context.standing.grade.is_some_and(Grade::is_keen);
            (!keen).then_some(SkipReason::NotKeen)
        }
        Condition::DecisionAtLeast(days) => {
            let soon = promised.is_some_and(|date| {
                context.calendar.business_days_between(anchor(), date) < u32::from(days)
            });
            soon.then_some(SkipReason::DecisionTooSoon)
        }
        Condition::DecisionSameDay => {
            promised.is_none_or(|date| date != anchor()).then_some(SkipReason::DecisionNotSameDay)
        }
        Condition::DecisionLater => {
            promised.is_some_and(|date| date == anchor()).then_some(SkipReason::DecisionSameDay)
        }
        Condition::PostalAddress => {
            (!context.standing.has_postal_address).then_some(SkipReason::NoPostalAddress)
        }
        Condition::OnRequest => Some(SkipReason::OnRequest),
    }
}

/// One line of a dated plan.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanLine {
    /// The index of the step.
    pub step: u16,
    /// When, or why not.
    pub planned: Planned,
}

/// The whole plan that lies ahead, each step counted as if the one before it ran at its preferred
/// time. What `rapport playbooks plan` prints; nothing is stored.
#[must_use]
pub fn outlook(follow_up: &FollowUp, context: &Context<'_>) -> Vec<PlanLine> {
    let mut lines = Vec::new();
    let mut ahead = follow_up.clone();
    let mut history = context.history.clone();
    for (index, step) in context.playbook.steps.iter().enumerate().skip(usize::from(follow_up.step))
    {
        ahead.step = u16::try_from(index).unwrap_or(u16::MAX);
        let planned = plan_step(&ahead, step, &Context { history: &history, ..context.clone() });
        if let Planned::At(window) = &planned {
            ahead.last_sent = Some(window.preferred);
            history.notes.push(pace::PastNote {
                at: window.preferred,
                contact: ahead.contact,
                organisation: ahead.organisation,
                channel: step.channel,
                purpose: step.purpose,
                follow_up: Some(ahead.id),
                touchpoint: ahead.anchor.touchpoint,
            });
        }
        lines.push(PlanLine { step: ahead.step, planned });
        ahead.not_before = None;
    }
    lines
}

#[cfg(test)]
mod tests;
