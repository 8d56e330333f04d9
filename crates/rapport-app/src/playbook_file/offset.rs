//! Offsets as they are typed: `+2h`, `+30m`, `+1bd`, `-2bd`, `0bd`.
//!
//! Here: reading, printing, and which of two offsets comes first.
//! Not here: what date an offset gives on a calendar (`rapport_core::plan`).

use rapport_core::playbook::Offset;

/// The longest distance a file may name: four years of minutes or of business days.
const MINUTES_MAX: i64 = 4 * 366 * 24 * 60;
/// See [`MINUTES_MAX`].
const BUSINESS_DAYS_MAX: i64 = 4 * 262;

/// Reads an offset; `None` when it is not one.
///
/// A sign, digits and a unit without blanks: `m` minutes, `h` hours, `bd` business days of the
/// recipient. The sign may be left out for zero only, because `2bd` reads like a duration.
#[must_use]
pub fn parse_offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => (0, text),
    };
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = rest.split_at(digits);
    let number: i64 = number.parse().ok()?;
    if sign == 0 && number != 0 {
        return None;
    }
    let number = number.checked_mul(if sign < 0 { -1 } else { 1 })?;
    let minutes = |factor: i64| {
        let minutes = number.checked_mul(factor)?;
        (minutes.abs() <= MINUTES_MAX).then_some(())?;
        i32::try_from(minutes).ok().map(Offset::Minutes)
    };
    match unit {
        "m" => minutes(1),
        "h" => minutes(60),
        "bd" if number.abs() <= BUSINESS_DAYS_MAX => {
            i16::try_from(number).ok().map(Offset::BusinessDays)
        }
        _ => None,
    }
}

/// Prints an offset as it is typed in a file.
#[must_use]
pub fn offset_text(offset: Offset) -> String {
    let (number, unit) = match offset {
        Offset::Minutes(minutes) if minutes != 0 && minutes % 60 == 0 => (minutes / 60, "h"),
        Offset::Minutes(minutes) => (minutes, "m"),
        Offset::BusinessDays(days) => (i32::from(days), "bd"),
    };
    if number == 0 { format!("0{unit}") } else { format!("{number:+}{unit}") }
}

/// True when `first` lies after `second` on every calendar that matters.
///
/// Two offsets of one unit compare as numbers.
/// Minutes and business days compare by whole days of 24 hours, because within one day nobody can
/// say which comes first before the calendar is known: `+2h` may follow or precede `0bd`.
pub(super) fn is_after(first: Offset, second: Offset) -> bool {
    match (first, second) {
        (Offset::Minutes(first), Offset::Minutes(second)) => first > second,
        _ => days(first) > days(second),
    }
}

/// The whole days an offset spans, rounded down.
pub(super) fn days(offset: Offset) -> i32 {
    match offset {
        Offset::Minutes(minutes) => minutes.div_euclid(24 * 60),
        Offset::BusinessDays(days) => i32::from(days),
    }
}

#[cfg(test)]
mod tests;
