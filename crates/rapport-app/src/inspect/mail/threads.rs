//! Who answers whom among the messages of a run.
//!
//! Here: [`Threads`], filled with the headers of a first pass and asked in a second one, so that
//! a mailbox of any size is never in memory as a whole. Of each message only ids and a subject are
//! kept. Not here: what a header says (`rapport_mail`).

use std::collections::BTreeMap;

use jiff::Timestamp;
use rapport_mail::parse::{Parsed, parse_headers};
use rapport_mail::{base_subject, is_reply_subject};

/// The longest chain of answers that is followed; ids may form a ring.
const LONGEST_CHAIN: usize = 1_000;

/// The place of a message in its thread; ids without angle brackets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relation {
    /// The message that this one answers, whether or not it was read.
    pub parent: Option<String>,
    /// The first message of its thread.
    pub thread: Option<String>,
}

/// What is kept of a message.
#[derive(Debug, Default)]
struct Kept {
    parent: Option<String>,
    /// The furthest ancestor that it names.
    furthest: Option<String>,
    /// For an answer without ids: the subject it answers.
    answers: Option<String>,
}

/// The messages of a run.
#[derive(Debug, Default)]
pub struct Threads {
    by_id: BTreeMap<String, Kept>,
    /// The earliest message of each subject; without a date the first one read.
    earliest: BTreeMap<String, (Option<Timestamp>, Option<String>)>,
}

impl Threads {
    /// Adds a message by its header; the rest of it is not looked at.
    pub fn add(&mut self, raw: &[u8]) {
        let parsed = parse_headers(raw);
        let subject = base_subject(&parsed.subject).to_lowercase();
        if !subject.is_empty() {
            let this = (parsed.date, parsed.head.message_id.clone());
            let earliest = self.earliest.entry(subject).or_insert_with(|| this.clone());
            if parsed.date.zip(earliest.0).is_some_and(|(this, other)| this < other) {
                *earliest = this;
            }
        }
        if let Some(id) = parsed.head.message_id.clone() {
            self.by_id.entry(id).or_insert_with(|| kept(&parsed));
        }
    }

    /// The relation of a message to those that were added.
    #[must_use]
    pub fn relation(&self, message: &Parsed) -> Relation {
        let own = message.head.message_id.as_ref();
        let this = kept(message);
        let parent = self.parent(&this, own);
        let mut thread = this.furthest.or_else(|| parent.clone()).or_else(|| own.cloned());
        for _ in 0..LONGEST_CHAIN {
            let Some((id, further)) = thread.as_ref().and_then(|id| self.by_id.get_key_value(id))
            else {
                break;
            };
            match further.furthest.clone().or_else(|| self.parent(further, Some(id))) {
                Some(next) if Some(&next) != own => thread = Some(next),
                _ => break,
            }
        }
        Relation { parent, thread }
    }

    fn parent(&self, kept: &Kept, own: Option<&String>) -> Option<String> {
        if kept.parent.is_some() {
            return kept.parent.clone();
        }
        let (_, earliest) = self.earliest.get(kept.answers.as_ref()?)?;
        earliest.clone().filter(|id| Some(id) != own)
    }
}

fn kept(parsed: &Parsed) -> Kept {
    Kept {
        parent: parsed.head.ancestors.last().cloned(),
        furthest: parsed.head.ancestors.first().cloned(),
        answers: is_reply_subject(&parsed.subject)
            .then(|| base_subject(&parsed.subject).to_lowercase())
            .filter(|subject| !subject.is_empty() && parsed.head.ancestors.is_empty()),
    }
}
