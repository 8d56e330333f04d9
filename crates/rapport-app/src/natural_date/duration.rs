//! Lengths of time as typed: `+2d`, `+36h`, `+1w`, `-1d`, `+1d12h`, `2 days`.
//!
//! Here: the shift of the practice clock. A day is 24 hours and a week seven of them; months and
//! business days have no fixed length and are refused.

use jiff::SignedDuration;

use super::words::{Unit, number};
use super::{DateError, shown};

/// Ten years, the furthest the practice clock is moved at once.
const LONGEST_MINUTES: i64 = 10 * 366 * 24 * 60;

/// Reads a length of time; without a sign it is ahead.
///
/// # Errors
/// [`DateError::NotADuration`], or [`DateError::TooFar`] past ten years.
pub fn parse_duration(text: &str) -> Result<SignedDuration, DateError> {
    let not_one = || DateError::NotADuration { text: shown(text) };
    let lower = text.trim().to_lowercase();
    let (sign, rest) = match lower.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    let minutes = minutes(rest).ok_or_else(not_one)?;
    if minutes > LONGEST_MINUTES {
        return Err(DateError::TooFar { text: shown(text) });
    }
    Ok(SignedDuration::from_mins(sign * minutes))
}

/// The minutes of parts such as `1d12h` or `2 days 3 hours`; `None` when a part is not one.
fn minutes(text: &str) -> Option<i64> {
    let mut rest = text.trim_start();
    let mut total = 0_i64;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (count, after) = rest.split_at(end);
        let after = after.trim_start();
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let factor = match Unit::parse(unit)? {
            Unit::Minutes => 1,
            Unit::Hours => 60,
            Unit::Days => 24 * 60,
            Unit::Weeks => 7 * 24 * 60,
            Unit::BusinessDays | Unit::Months | Unit::Years => return None,
        };
        // At most six digits, so nothing can overflow before the bound is looked at.
        total = total.checked_add(number(count)? * factor)?;
        rest = after.trim_start();
        if rest.is_empty() {
            return Some(total);
        }
    }
}
