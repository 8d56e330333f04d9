//! In which order a sender writes the numbers of a date.
//!
//! Here: day first, month first or unknown, by the language of the text, `Content-Language`, the
//! sender's top-level domain and the zone of the date. Not here: reading dates.

use super::super::Seen;
use super::super::machine::wording::plain;
use crate::words::Words;

/// The order of day and month where both are small numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    /// 5/3 is the fifth of March.
    DayFirst,
    /// 5/3 is the third of May.
    MonthFirst,
    /// Either.
    Unknown,
}

/// Frequent English words that are none in other languages.
static ENGLISH: Words = Words::of(
    "
    the | will | and | you | your | my | this | please | with | office | email | until | back | are | out | for | have
",
);
/// Top-level domains of countries where English is written with the day first.
static DAY_FIRST: Words = Words::of(
    "
    uk | ie | au | nz | in | za | sg | hk | my | eu | de | fr | es | it | pt | nl | be | at | ch | se | dk
    no | fi | pl | cz | ru | tr | br | mx | ar | gr | ro | hu | il | ae | ke | ng
",
);
/// Top-level domains that only the United States have.
static MONTH_FIRST: Words = Words::of("us | gov | mil | edu");
/// Words looked at.
const MOST_WORDS: usize = 200;

/// The order a message is written in.
#[must_use]
pub fn of(seen: &Seen<'_>, text: &str) -> DateOrder {
    if text
        .chars()
        .take(2_000)
        .any(|c| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c))
    {
        return DateOrder::MonthFirst;
    }
    let language = seen.headers.first("content-language").unwrap_or_default().to_ascii_lowercase();
    match language.split([',', ';']).next().unwrap_or_default().trim() {
        "en-us" => {
            // Outlook writes this on everything unless told otherwise.
            if !is_english(text) {
                return DateOrder::DayFirst;
            }
        }
        "" | "en" => {
            if !is_english(text) {
                return DateOrder::DayFirst;
            }
        }
        _ => return DateOrder::DayFirst,
    }
    let domain = seen.from.first().and_then(|from| from.rsplit_once('.'));
    let domain = domain.map(|(_, last)| last).unwrap_or_default();
    if DAY_FIRST.has(domain) {
        return DateOrder::DayFirst;
    }
    if MONTH_FIRST.has(domain) {
        return DateOrder::MonthFirst;
    }
    match zone_hours(seen.headers.first("date").unwrap_or_default()) {
        Some(-10..=-4) => DateOrder::MonthFirst,
        // A server's UTC tells nothing.
        None | Some(0) if language.starts_with("en-us") => DateOrder::MonthFirst,
        None | Some(0) => DateOrder::Unknown,
        Some(_) => DateOrder::DayFirst,
    }
}

fn is_english(text: &str) -> bool {
    let folded = plain(&text[..text.floor_char_boundary(4_000)]);
    let (mut english, mut all) = (0_usize, 0_usize);
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        all += 1;
        english += usize::from(ENGLISH.has(word));
        if all >= MOST_WORDS {
            break;
        }
    }
    english * 8 >= all
}

/// The hours of the zone at the end of a `Date` field (RFC 5322 section 3.3).
fn zone_hours(date: &str) -> Option<i32> {
    let place = date.rfind(['+', '-'])?;
    let hours: i32 = date.get(place + 1..place + 3)?.parse().ok()?;
    (hours <= 14).then_some(if date[place..].starts_with('-') { -hours } else { hours })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_languages() {
        assert_eq!(zone_hours("Thu, 5 Mar 2026 09:00:00 -0500 (EST)"), Some(-5));
        assert_eq!(zone_hours("Thu, 5 Mar 2026 09:00:00 +0100"), Some(1));
        assert_eq!(zone_hours("nonsense"), None);
        assert!(is_english("I am out of the office until 3/12."));
        assert!(!is_english("Je suis absent jusqu'au 3/12 et je vous remercie de votre message."));
    }
}
