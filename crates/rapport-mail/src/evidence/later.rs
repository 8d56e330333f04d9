//! "Not now": what puts an answer off, and until when.
//!
//! Here: phrases of another time ("not before", "try me again") with the day named in the same
//! sentence ([`times`]). A day beside a yes is an appointment and no "later"; "call me tomorrow" is
//! a wish to talk. Not here: days of return from an absence ([`super::return_date`]).

pub(super) mod times;

use jiff::civil::Date;
use rapport_core::classify::{Intent, Place, Sign, SignKind};

use super::intent::Phrases;
use super::intent::matcher::Hit;
use super::intent::scope::Standing;
use super::intent::tables::Says;
use times::{Time, times};

/// Points of a day that somebody names for another try.
const OUTRIGHT: u8 = 4;
/// "Call me", "let us talk" within these days is a wish to talk now.
const SOON_DAYS: i32 = 12;
/// "Reach out again" on the same or the next day is no putting off.
const NEXT_DAYS: i32 = 2;
/// Points of the phrases that say "again", and not only "call".
const SAYS_AGAIN: u8 = 2;

/// The signs of putting off, at most one for each phrase.
pub(super) fn signs(found: &Phrases<'_>, sent_on: Option<Date>) -> Vec<Sign> {
    let puts_off: Vec<&Hit> = found
        .saying(Says::Later)
        .filter(|hit| !matches!(found.standing(hit), Standing::Supposed))
        .collect();
    let again: Vec<&Hit> = found.saying(Says::Again).collect();
    if puts_off.is_empty() && again.is_empty() {
        return Vec::new();
    }
    let named = sent_on.map(|day| (day, times(&found.reading, day)));
    let dated = named.as_ref().and_then(|(day, times)| {
        times.iter().find(|time| is_for_later(found, time, *day, &puts_off, &again))
    });
    let mut signs = Vec::new();
    if let Some(time) = dated {
        let kind = SignKind::Leaning { intent: Intent::Later(Some(time.day)), points: OUTRIGHT };
        let words = sentence_of(found, time);
        signs.push(Sign { kind, place: Place::Text, words });
    }
    let mut seen: Vec<usize> = Vec::new();
    for hit in puts_off {
        if !seen.contains(&hit.phrase) {
            seen.push(hit.phrase);
            let kind = SignKind::Leaning { intent: Intent::Later(None), points: hit.points };
            signs.push(Sign { kind, place: Place::Text, words: found.words(hit) });
        }
    }
    signs
}

/// Whether a time is named for another try.
fn is_for_later(
    found: &Phrases<'_>,
    time: &Time,
    sent_on: Date,
    puts_off: &[&Hit],
    again: &[&Hit],
) -> bool {
    let ahead = time.day.since(sent_on).map_or(0, |span| span.get_days());
    let same_sentence = |hit: &Hit| near(found, hit, time);
    let yes = found.saying(Says::Interested).any(|hit| {
        hit.points >= OUTRIGHT && same_sentence(hit) && found.standing(hit) == Standing::Said
    });
    if puts_off.iter().any(|hit| hit.points >= OUTRIGHT && same_sentence(hit)) {
        return ahead >= 1;
    }
    again.iter().any(|hit| {
        same_sentence(hit)
            && found.standing(hit) != Standing::Denied
            && ahead >= if hit.points >= SAYS_AGAIN && !yes { NEXT_DAYS } else { SOON_DAYS }
    })
}

/// Whether a phrase and a time stand in one sentence.
fn near(found: &Phrases<'_>, hit: &Hit, time: &Time) -> bool {
    if time.words.is_empty() || hit.words.is_empty() {
        let (first, last) =
            (hit.bytes.start.min(time.bytes.start), hit.bytes.start.max(time.bytes.start));
        let between = found.reading.text.get(first..last).unwrap_or_default();
        return !between.contains(['。', '！', '？', '\n']) && between.len() < 200;
    }
    let sentence = |place: usize| found.reading.words.get(place).map(|word| word.sentence);
    sentence(hit.words.start) == sentence(time.words.start)
}

fn sentence_of(found: &Phrases<'_>, time: &Time) -> String {
    let sentence = found.reading.sentence_of(time.words.start).filter(|_| !time.words.is_empty());
    let words = sentence.map_or_else(
        || found.reading.text.get(time.bytes.clone()).unwrap_or_default(),
        |sentence| found.reading.slice(sentence.words.start, sentence.words.end),
    );
    super::intent::shown(words)
}

#[cfg(test)]
mod tests;
