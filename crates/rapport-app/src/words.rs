//! Words for people: instants as one says them, states and holds as sentences.
//!
//! Pages and the terminal show these; the exact instant stands beside them in every view.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_core::follow_up::{EndReason, Held, Hold, State, StopCause};
use rapport_core::plan::Window;
use rapport_core::touchpoint::Channel;

/// "today 14:10", "tomorrow 09:10", "Thursday 09:10" within six days, else "Thursday 26 November
/// 09:10", with the year when it is another one.
#[must_use]
pub fn instant(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    let time = local.strftime("%H:%M");
    format!("{} {time}", day(local.date(), now.to_zoned(zone.clone()).date()))
}

/// "today", "tomorrow", "yesterday", "Thursday" within six days, else "Thursday 26 November".
#[must_use]
pub fn day(date: Date, today: Date) -> String {
    let distance = today.until(date).map_or(i32::MAX, |span| span.get_days());
    match distance {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2..=6 => date.strftime("%A").to_string(),
        _ if date.year() == today.year() => date.strftime("%A %-d %B").to_string(),
        _ => date.strftime("%A %-d %B %Y").to_string(),
    }
}

/// "3 hours", "2 days": the largest whole unit, never zero.
#[must_use]
pub fn duration(length: SignedDuration) -> String {
    let minutes = length.as_mins().max(1);
    let (count, unit) = match minutes {
        1..60 => (minutes, "minute"),
        60..2880 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

/// Where a follow-up stands, as a clause: "waits for your yes". `leaves` is when its note goes
/// out, `setback` why it has not yet.
#[must_use]
pub fn state(
    state: &State,
    channel: Channel,
    leaves: Option<Timestamp>,
    setback: Option<&str>,
    now: Timestamp,
    zone: &TimeZone,
) -> String {
    match state {
        State::Waiting => "is planned".to_owned(),
        State::Drafting => "is being written".to_owned(),
        State::InReview { .. } if channel.is_by_hand() => "is yours to do by hand".to_owned(),
        State::InReview { .. } => "waits for your yes".to_owned(),
        State::Approved { .. } | State::Queued { .. } => match leaves {
            Some(at) if at > now => match setback {
                Some(why) => format!("is approved, tried again {}: {why}", instant(at, now, zone)),
                None => format!("is approved and goes out {}", instant(at, now, zone)),
            },
            _ => match setback {
                Some(why) => format!("is approved, tried again with the next round: {why}"),
                None => "is approved and goes out with the next round".to_owned(),
            },
        },
        State::Held(held) => hold(&held.hold, now, zone),
        State::Ended { reason } => format!("is over: {}", end(*reason)),
    }
}

/// Why it waits, as a clause.
#[must_use]
pub fn hold(hold: &Hold, now: Timestamp, zone: &TimeZone) -> String {
    let today = now.to_zoned(zone.clone()).date();
    match hold {
        Hold::Stopped(cause) => format!("is stopped: {}", stop(*cause)),
        Hold::Away { until: Some(until) } => {
            format!("waits, they are away until {}", day(*until, today))
        }
        Hold::Away { until: None } => "waits, they are away".to_owned(),
        Hold::TooLate => "is past its best-by time".to_owned(),
        Hold::Uncertain { .. } => {
            "is in doubt: nobody knows whether the last note arrived".to_owned()
        }
        Hold::Undeliverable { why } => format!("could not be delivered: {why}"),
        Hold::Unclear => "waits: something unclear came in".to_owned(),
        Hold::WroteByHand => "waits: you wrote to them yourself".to_owned(),
        Hold::MeetingOff => "waits: the meeting does not take place as planned".to_owned(),
        Hold::Snoozed { until } => format!("is put off until {}", instant(*until, now, zone)),
        Hold::NoAddress => "waits for an address".to_owned(),
        Hold::NoBasis { why } => format!("may not go yet: {why}"),
        Hold::RuledOut => "waits: you ruled this place out".to_owned(),
    }
}

/// Why it waits, where it waits for a meeting that is still to come, as a clause.
#[must_use]
pub fn meeting_ahead(
    state: &State,
    meets: Option<Timestamp>,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<String> {
    let State::Held(Held { hold: Hold::Stopped(StopCause::MeetingArranged), .. }) = state else {
        return None;
    };
    let date = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let (meets, today) = (date(meets?), date(now));
    let on = if meets <= today.tomorrow().unwrap_or(today) { "" } else { "on " };
    let when = day(meets, today);
    Some(format!("waits: you meet {on}{when}, nothing that asks goes out before"))
}

/// What a machine concluded, as a clause.
#[must_use]
pub const fn stop(cause: StopCause) -> &'static str {
    match cause {
        StopCause::Answered => "they answered",
        StopCause::Declined => "they said no",
        StopCause::ColleagueAnswered(_) => "somebody else of the same opportunity answered",
        StopCause::Unreachable => "the address does not exist",
        StopCause::MeetingArranged => "a meeting was arranged",
    }
}

/// Why it is over, as a clause.
#[must_use]
pub const fn end(reason: EndReason) -> &'static str {
    match reason {
        EndReason::Completed => "every step is done",
        EndReason::Answered => "they answered",
        EndReason::Declined => "they said no",
        EndReason::ColleagueAnswered => "somebody else of the same opportunity answered",
        EndReason::Unreachable => "the address does not exist",
        EndReason::OptedOut => "they asked to be left alone",
        EndReason::Complained => "they reported a message as spam",
        EndReason::OpportunityClosed(_) => "the opportunity is closed",
        EndReason::EndedByUser => "you ended it",
        EndReason::Parked => "you parked the contact",
        EndReason::RuledOut => "you ruled the place out",
        EndReason::AppointmentCancelled => "the appointment was called off",
        EndReason::MeetingArranged => "a meeting was arranged",
    }
}

/// "best by tomorrow 17:29, too late after Friday 27 November 17:29", in the recipient's zone.
#[must_use]
pub fn window(window: &Window, now: Timestamp, zone: &TimeZone) -> (String, String) {
    (instant(window.closes, now, zone), instant(window.expires, now, zone))
}

/// The first sentence or line, at most so many characters.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    if line.chars().count() <= most {
        return line.to_owned();
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// What a message asks: its first question, else its first line.
#[must_use]
pub fn asked(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let question = flat
        .split_inclusive(['.', '!', '?'])
        .map(str::trim)
        .find(|sentence| sentence.ends_with('?'));
    shortened(question.unwrap_or(text), most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_said_as_people_say_them() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now: Timestamp = "2026-11-22T09:00:00Z".parse().unwrap();
        for (at, words) in [
            ("2026-11-22T13:10:00Z", "today 14:10"),
            ("2026-11-23T08:10:00Z", "tomorrow 09:10"),
            ("2026-11-21T08:10:00Z", "yesterday 09:10"),
            ("2026-11-26T08:10:00Z", "Thursday 09:10"),
            ("2026-12-03T08:10:00Z", "Thursday 3 December 09:10"),
            ("2027-01-04T08:10:00Z", "Monday 4 January 2027 09:10"),
        ] {
            assert_eq!(instant(at.parse().unwrap(), now, &zone), words);
        }
    }

    #[test]
    fn lengths_use_the_largest_whole_unit() {
        assert_eq!(duration(SignedDuration::from_secs(5)), "1 minute");
        assert_eq!(duration(SignedDuration::from_mins(61)), "1 hour");
        assert_eq!(duration(SignedDuration::from_hours(50)), "2 days");
    }

    #[test]
    fn the_question_is_what_is_shown() {
        let text = "Lovely to meet you.\nCould you send\nyour dates? Thanks.";
        assert_eq!(asked(text, 80), "Could you send your dates?");
        assert_eq!(asked("Thanks.\nBye", 80), "Thanks.");
    }

    #[test]
    fn a_short_form_never_cuts_a_character() {
        assert_eq!(shortened("\n  Grüße aus Köln", 40), "Grüße aus Köln");
        assert_eq!(shortened("ääääää", 4), "äää…");
    }
}
