//! Moments and lengths as calendars write them (RFC 5545, sections 3.3.4 to 3.3.6).

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};

use super::zone::Zone;

/// A moment as written, before its zone is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct RawTime {
    pub wall: DateTime,
    pub whole_day: bool,
    pub utc: bool,
}

impl RawTime {
    /// The last wall time that this moment includes: a day includes all of it.
    pub fn last_wall(&self) -> DateTime {
        if self.whole_day {
            self.wall.date().to_datetime(Time::constant(23, 59, 59, 0))
        } else {
            self.wall
        }
    }
}

/// Reads `20260305`, `20260305T090000` or `20260305T090000Z`; hyphens and colons are tolerated.
pub(crate) fn parse_time(text: &str, whole_day: bool) -> Option<RawTime> {
    let text = text.trim();
    let (date, time) = match text.find(['T', 't']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text.strip_suffix('Z').unwrap_or(text), ""),
    };
    let date: String = date.chars().filter(|character| *character != '-').collect();
    if date.len() != 8 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let date = Date::new(
        date.get(..4)?.parse().ok()?,
        date.get(4..6)?.parse().ok()?,
        date.get(6..)?.parse().ok()?,
    )
    .ok()?;
    if time.is_empty() || whole_day {
        return Some(RawTime {
            wall: date.to_datetime(Time::midnight()),
            whole_day: true,
            utc: false,
        });
    }
    let (time, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(rest) => (rest, true),
        None => (time, false),
    };
    let digits: String = time.chars().filter(|character| *character != ':').collect();
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let second: i8 =
        digits.get(4..).filter(|text| !text.is_empty()).map_or(Ok(0), str::parse).ok()?;
    let time = Time::new(
        digits.get(..2)?.parse().ok()?,
        digits.get(2..4)?.parse().ok()?,
        // A leap second is the second before.
        second.min(59),
        0,
    )
    .ok()?;
    Some(RawTime { wall: date.to_datetime(time), whole_day: false, utc })
}

/// A length of time: whole days keep the wall time, seconds are exact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Length {
    pub days: i64,
    pub seconds: i64,
}

/// Reads `P1DT2H`, `-PT15M`, `P2W`.
pub(crate) fn parse_length(text: &str) -> Option<Length> {
    let text = text.trim();
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let rest = rest.strip_prefix(['P', 'p'])?;
    let mut length = Length::default();
    let (mut number, mut any) = (String::new(), false);
    for character in rest.chars() {
        if character.is_ascii_digit() {
            number.push(character);
            continue;
        }
        if matches!(character, 'T' | 't') && number.is_empty() {
            continue;
        }
        let value: i64 = number.parse().ok().filter(|value| *value < 10_000_000_000)?;
        number.clear();
        any = true;
        match character.to_ascii_uppercase() {
            'W' => length.days += value * 7,
            'D' => length.days += value,
            'H' => length.seconds += value * 3600,
            'M' => length.seconds += value * 60,
            'S' => length.seconds += value,
            _ => return None,
        }
    }
    if negative {
        length = Length { days: -length.days, seconds: -length.seconds };
    }
    (any && number.is_empty()).then_some(length)
}

/// In which zone a moment is told.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// In none: the same wall time everywhere.
    Floating,
    Utc,
    In(Arc<Zone>),
}

/// A moment of a calendar: a whole day, a floating wall time, or one in a zone.
#[derive(Clone, Debug)]
pub struct EventTime {
    pub(crate) wall: DateTime,
    pub(crate) whole_day: bool,
    pub(crate) place: Place,
}

impl EventTime {
    /// The wall time in its own zone; midnight for a whole day.
    #[must_use]
    pub fn wall(&self) -> DateTime {
        self.wall
    }

    /// Whether it is a day and not a moment in it.
    #[must_use]
    pub fn is_whole_day(&self) -> bool {
        self.whole_day
    }

    /// The zone's name: `UTC`, the name in the file, or nothing for floating times and days.
    #[must_use]
    pub fn zone(&self) -> Option<&str> {
        match &self.place {
            Place::Floating => None,
            Place::Utc => Some("UTC"),
            Place::In(zone) => Some(zone.name()),
        }
    }

    /// Seconds since 1970 in UTC; `None` for floating times and days.
    #[must_use]
    pub fn instant(&self) -> Option<i64> {
        let pretended = seconds(self.wall)?;
        match &self.place {
            _ if self.whole_day => None,
            Place::Floating => None,
            Place::Utc => Some(pretended),
            Place::In(zone) => Some(pretended - zone.offset_at_wall(self.wall)),
        }
    }

    /// The same place with another wall time. A wall time that the zone's clocks leave out stays as
    /// it is and has the offset before the gap (RFC 5545, section 3.3.5).
    pub(crate) fn at(&self, wall: DateTime) -> Self {
        Self { wall, whole_day: self.whole_day, place: self.place.clone() }
    }

    /// The wall time that this moment has in the place of another.
    pub(crate) fn wall_in(&self, other: &Self) -> DateTime {
        if other.whole_day || self.whole_day {
            return self.wall;
        }
        match (&other.place, self.instant()) {
            (Place::Utc, Some(instant)) => datetime(instant).unwrap_or(self.wall),
            (Place::In(zone), Some(instant)) => {
                datetime(instant + zone.offset_at_instant(instant)).unwrap_or(self.wall)
            }
            _ => self.wall,
        }
    }

    /// This moment and a length after it.
    pub(crate) fn plus(&self, length: Length) -> Self {
        let days = jiff::Span::new().try_days(length.days).ok();
        let later = days.and_then(|days| self.wall.checked_add(days).ok());
        let days_on = self.at(later.unwrap_or(self.wall));
        if length.seconds == 0 {
            return days_on;
        }
        let wall = match (&days_on.place, days_on.instant()) {
            (Place::In(zone), Some(instant)) => {
                let instant = instant + length.seconds;
                datetime(instant + zone.offset_at_instant(instant))
            }
            _ => seconds(days_on.wall).and_then(|second| datetime(second + length.seconds)),
        };
        Self { wall: wall.unwrap_or(days_on.wall), ..days_on }
    }
}

/// RFC 3339: a date, a date and time, with `Z` or an offset where there is a zone.
impl fmt::Display for EventTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.whole_day {
            return write!(formatter, "{}", self.wall.date());
        }
        let wall = self.wall;
        write!(
            formatter,
            "{}T{:02}:{:02}:{:02}",
            wall.date(),
            wall.hour(),
            wall.minute(),
            wall.second()
        )?;
        match &self.place {
            Place::Floating => Ok(()),
            Place::Utc => formatter.write_str("Z"),
            Place::In(zone) => {
                let offset = zone.offset_at_wall(wall);
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.abs() / 60;
                write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// Seconds since 1970 of a wall time as if it were UTC.
pub(crate) fn seconds(wall: DateTime) -> Option<i64> {
    jiff::tz::TimeZone::UTC.to_timestamp(wall).ok().map(|instant| instant.as_second())
}

/// The other way.
pub(crate) fn datetime(second: i64) -> Option<DateTime> {
    let instant = jiff::Timestamp::from_second(second).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(instant))
}
