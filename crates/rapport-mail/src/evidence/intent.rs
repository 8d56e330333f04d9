//! What a person's answer wants, by the phrases of fifteen languages.
//!
//! Here: the text is read once (`reading`), all phrases are found in one pass (`matcher`), and
//! what is said outright, denied or only supposed (`scope`) becomes signs with points; the core
//! weighs them. Every phrase is a line of `tables/*.txt`: no model, nothing learnt, and "why?" can
//! be answered with the words themselves. Beside it: dates of "later" (`later`), people
//! named instead (`referral`), application mail (`application`), wishes to stop
//! ([`super::phrases`]).

pub(super) mod matcher;
pub(super) mod reading;
pub(super) mod scope;
mod slips;
pub(super) mod tables;

use rapport_core::classify::{Intent, Place, Sign, SignKind};

use super::{Seen, application, later, phrases, referral};
use matcher::Hit;
use reading::Reading;
use scope::{Standing, standing};
use tables::Says;

/// Characters of the words that a sign shows.
const SHOWN: usize = 200;
/// Points of a hint; several of a kind count as one.
const HINT: u8 = 1;
/// Signs of one intent that are listed; more would add nothing.
const MOST_OF_A_KIND: usize = 6;

/// A text with the phrases in it.
pub(super) struct Phrases<'a> {
    /// The text as words.
    pub reading: Reading<'a>,
    /// What was found, in the order of the text.
    pub hits: Vec<Hit>,
}

impl<'a> Phrases<'a> {
    /// Reads a text and finds its phrases.
    pub fn of(text: &'a str) -> Self {
        let reading = Reading::new(text);
        let hits = matcher::hits(&reading);
        Phrases { reading, hits }
    }

    /// How a phrase stands in its sentence.
    pub fn standing(&self, hit: &Hit) -> Standing {
        standing(&self.reading, &self.hits, hit)
    }

    /// The phrases that say this.
    pub fn saying(&self, says: Says) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.says == says)
    }

    /// The words of a phrase as they stand, on one line.
    pub fn words(&self, hit: &Hit) -> String {
        shown(self.reading.text.get(hit.bytes.clone()).unwrap_or_default())
    }

    /// Whether the sentence of a phrase ends in a question mark.
    pub fn asks(&self, hit: &Hit) -> bool {
        self.reading.sentence_of(hit.words.start).is_some_and(|sentence| sentence.asks)
    }
}

/// Words of a text on one line, at most as many as a sign shows.
pub(super) fn shown(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect()
}

/// The signs in the newest text and, for mail of applications, in the subject.
#[must_use]
pub fn signs(seen: &Seen<'_>, search: &str) -> Vec<Sign> {
    let found = Phrases::of(search);
    let mut signs = Vec::new();
    if let Some(sign) = in_reply(seen) {
        signs.push(sign);
    }
    signs.extend(phrases::stop(&found));
    signs.extend(people(&found));
    signs.extend(later::signs(&found, seen.sent_on));
    signs.extend(referral::signs(&found, seen));
    signs.extend(application::signs(&found, seen));
    signs.extend(phrases::question(&found));
    signs.extend(phrases::human_text(search));
    signs
}

/// That the mail answers another one.
fn in_reply(seen: &Seen<'_>) -> Option<Sign> {
    ["in-reply-to", "references"].into_iter().find_map(|name| {
        let value = seen.headers.first(name).filter(|value| value.contains('@'))?;
        let shown = if name == "references" { "References" } else { "In-Reply-To" };
        Some(Sign {
            kind: SignKind::InReply,
            place: Place::Header(shown.to_owned()),
            words: value.chars().take(SHOWN).collect(),
        })
    })
}

/// Yes, no, orders, problems, requests.
fn people(found: &Phrases<'_>) -> Vec<Sign> {
    let mut said: Vec<(usize, Sign)> = Vec::new();
    for hit in &found.hits {
        let Some((intent, points)) = leaning(found, hit) else { continue };
        let same = |(_, sign): &&(usize, Sign)| match sign.kind {
            SignKind::Leaning { intent: other, .. } => other.is_same_kind(intent),
            _ => false,
        };
        // Said twice is said once.
        let again = said.iter().any(|(phrase, _)| *phrase == hit.phrase);
        // "Sorry" and "unfortunately" together are still only a hint.
        let hints = points == HINT && said.iter().filter(same).any(|(_, sign)| is_hint(sign));
        if !again && !hints && said.iter().filter(same).count() < MOST_OF_A_KIND {
            let kind = SignKind::Leaning { intent, points };
            said.push((hit.phrase, Sign { kind, place: Place::Text, words: found.words(hit) }));
        }
    }
    said.into_iter().map(|(_, sign)| sign).collect()
}

fn is_hint(sign: &Sign) -> bool {
    matches!(sign.kind, SignKind::Leaning { points: HINT, .. })
}

/// What a phrase of a person speaks for where it stands, and how much.
fn leaning(found: &Phrases<'_>, hit: &Hit) -> Option<(Intent, u8)> {
    let intent = match hit.says {
        Says::Decline => Intent::Decline,
        Says::Interested => Intent::Interested,
        Says::Order => Intent::Order,
        Says::Problem => Intent::Problem,
        Says::Question => Intent::Question,
        _ => return None,
    };
    match (found.standing(hit), intent) {
        (Standing::Supposed, Intent::Question | Intent::Problem) => {}
        (Standing::Supposed, _) => return None,
        // "Not excited" is a no; that somebody is not disinterested is no yes yet.
        (Standing::Denied, Intent::Interested) if hit.points > 2 => {
            return Some((Intent::Decline, 2));
        }
        (Standing::Denied, Intent::Question) => {}
        (Standing::Denied, _) => return None,
        (Standing::Said | Standing::AfterCondition, _) => {}
    }
    let about_reader = is_about_reader(&found.reading, hit);
    let of_writer = matches!(intent, Intent::Interested | Intent::Decline);
    (!(of_writer && about_reader)).then_some((intent, hit.points))
}

/// "You are not interested" tells nothing of the writer.
fn is_about_reader(reading: &Reading<'_>, hit: &Hit) -> bool {
    let first = hit.words.start;
    let Some(before) = first.checked_sub(1) else { return false };
    let same_clause = reading
        .words
        .get(before)
        .zip(reading.words.get(first))
        .is_some_and(|(before, word)| before.clause == word.clause);
    let word = reading.word(before);
    let thanked =
        before.checked_sub(1).is_some_and(|place| reading.word(place).starts_with("thank"));
    same_clause
        && !thanked
        && matches!(word, "you" | "youre" | "youd" | "you'll" | "youll" | "sie" | "vous" | "usted")
        && hit.points < 4
}

#[cfg(test)]
mod tests;
