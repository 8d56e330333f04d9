//! "Met Dana Whitfield at Acme yesterday, interview for staff engineer": a sentence about a meeting,
//! read into chips that the page shows and the user corrects.
//!
//! [`read`] is total and says the same about the same text: tables and rules, nothing learnt, no
//! database. Each [`Chip`] names the characters it was read from. What no rule wanted is the memo,
//! so nothing that was typed is lost.
//!
//! The stages, each in a file, take words off the desk in this order: `contact_fields` (addresses,
//! numbers, links), `small_signs` (fit, tags, who shall write next), `dates` (until when they decide,
//! when it was), `kinds` (what kind of meeting, by what means), `roles` (what is pursued), `people`
//! (who, where, as what; `names`, `places`, `owners` beside it), `leftovers` (facts, promises, the memo). `signature` looks at blocks of
//! short lines. English and German are understood.
//!
//! Not here: writing anything ([`crate::app::App::capture`] does), dates themselves
//! ([`crate::natural_date`]).

mod contact_fields;
mod dates;
mod desk;
mod kinds;
mod leftovers;
mod names;
mod owners;
mod people;
mod places;
mod roles;
mod signature;
mod small_signs;
mod vocabulary;

pub(crate) use kinds::of_title as kind_of_title;

#[cfg(test)]
mod tests;

use jiff::Zoned;
use jiff::civil::Date;
use rapport_core::touchpoint::TouchpointKind;
use serde::{Deserialize, Serialize};

use desk::Desk;

/// Longer texts are a letter, not a note about a meeting; the rest of one stays in the memo unread.
const LONGEST: usize = 20_000;

/// What a sentence is read with.
pub struct Around<'a> {
    /// The present, in the zone of the one who types.
    pub now: &'a Zoned,
    /// Whether people work on a day.
    pub is_business_day: &'a dyn Fn(Date) -> bool,
}

/// What a chip fills in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// A person who was met.
    Person,
    /// Where they work.
    Organisation,
    /// What they do there.
    Position,
    /// Their mail address.
    Address,
    /// Their phone number.
    Phone,
    /// When it was, as [`crate::natural_date::parse_past`] reads it.
    When,
    /// What kind of meeting: the word of a `TouchpointKind`.
    Kind,
    /// By what means: the word of a `Channel`.
    Channel,
    /// The role or project that is pursued.
    Role,
    /// Something only this meeting produced.
    Fact,
    /// The day they decide, as an ISO date.
    Decides,
    /// They said that they would make contact.
    ToldToWait,
    /// The user's judgement, 0 to 5.
    Fit,
    /// The event it was at: a tag on each contact.
    Event,
    /// What the user promised; it stays in the memo.
    Promise,
    /// A web address; it stays in the memo.
    Link,
}

/// Characters of the text, the first one and the one behind the last, as pages count them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
}

/// One thing that was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Chip {
    /// What it fills in.
    pub field: Field,
    /// The value as the form takes it.
    pub value: String,
    /// Where it stands in the text; several where words lie apart, none where it was concluded.
    pub spans: Vec<Span>,
    /// Which person it belongs to, counted from 0; `None` for all of them.
    pub person: Option<usize>,
    /// No other reading is likely.
    pub sure: bool,
    /// Other readings, the likeliest first, in the form of `value`.
    pub alternatives: Vec<String>,
    /// Why it was read so, for the tooltip; empty where it is plain.
    pub why: String,
}

/// A playbook that fits, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Guess {
    /// The key, `none` where nothing starts.
    pub playbook: String,
    /// Why: the word that says so.
    pub why: String,
    /// Keys of others that may be meant.
    pub alternatives: Vec<String>,
}

/// A sentence, read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// In the order of the text, concluded ones last.
    pub chips: Vec<Chip>,
    /// What no chip holds, line by line.
    pub memo: String,
    /// The playbook that would start.
    pub guess: Guess,
    /// It looks like a pasted signature or card rather than like a sentence.
    pub is_signature: bool,
    /// What the user should know before it is recorded: nobody is named, the day lies ahead.
    pub hints: Vec<String>,
}

/// Reads a text. Any text gives an answer.
#[must_use]
pub fn read(text: &str, around: &Around<'_>) -> Reading {
    let cut = text.char_indices().nth(LONGEST).map_or(text.len(), |(index, _)| index);
    let (text, rest) = text.split_at(cut);
    let mut desk = Desk::new(text);
    let is_signature = signature::looks_like_one(text);
    contact_fields::take(&mut desk);
    small_signs::take(&mut desk);
    let hints = if is_signature {
        signature::take(&mut desk);
        Vec::new()
    } else {
        let hints = dates::take(&mut desk, around);
        kinds::take(&mut desk);
        roles::take(&mut desk);
        people::take(&mut desk);
        hints
    };
    owners::conclude(&mut desk);
    let mut memo = leftovers::take(&mut desk, is_signature);
    if !rest.trim().is_empty() {
        memo = format!("{memo}\n{rest}").trim().to_owned();
    }
    let guess = guess(&desk);
    let mut reading = Reading { chips: desk.into_chips(), memo, guess, is_signature, hints };
    if reading.values(Field::Person).next().is_none() {
        reading.hints.push("nobody is named: who was it?".to_owned());
    }
    reading
}

impl Reading {
    /// The values of one kind of chip, in the order of the text.
    pub fn values(&self, field: Field) -> impl Iterator<Item = &str> {
        self.chips.iter().filter(move |chip| chip.field == field).map(|chip| chip.value.as_str())
    }
}

/// The playbook of the kind that was read.
fn guess(desk: &Desk<'_>) -> Guess {
    let kind = desk.placed().map(|(_, chip)| chip).find(|chip| chip.field == Field::Kind);
    let read = kind.and_then(|chip| TouchpointKind::parse(&chip.value));
    let playbook = |kind: TouchpointKind| kind.playbook().unwrap_or("none").to_owned();
    let (key, why) = match (read, kind) {
        (Some(read), Some(chip)) => (playbook(read), chip.why.clone()),
        _ => (
            playbook(TouchpointKind::Meeting),
            "nothing says what kind of meeting it was".to_owned(),
        ),
    };
    let mut alternatives: Vec<String> = kind
        .into_iter()
        .flat_map(|chip| &chip.alternatives)
        .filter_map(|word| TouchpointKind::parse(word))
        .map(playbook)
        .collect();
    alternatives.extend(["PB01", "PB07", "PB08", "none"].map(str::to_owned));
    let mut seen = vec![key.clone()];
    alternatives.retain(|other| {
        let is_new = !seen.contains(other);
        seen.push(other.clone());
        is_new
    });
    Guess { playbook: key, why, alternatives }
}
