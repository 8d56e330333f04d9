//! What machines answer: absences, departures, acknowledgements, requests to prove oneself.
//!
//! Here: the order in which the newest text is asked for these, and which words count in which
//! bearing. A header that says "automatic" makes every phrase of absence believable; without one
//! a text has to speak like a machine, because people talk about holidays, too. The tables are in
//! `phrases`, their search in [`wording`]; subjects in [`super::away`], days in
//! [`super::return_date`], people named in [`super::deputy`]. Not here: delivery reports, and the
//! verdict.

pub(super) mod phrases;
pub mod wording;

#[cfg(test)]
mod tests;

use rapport_core::classify::{AutoSubmitted, Place, Sign, SignKind};

use self::wording::{Hit, Topic, hits, plain};
use super::away::{self, SubjectSays};
use super::departed::text_sign;
use super::{Found, Seen, acknowledgement, challenge, departed, deputy, return_date};
use crate::subject::is_reply_subject;

/// Bytes of a text in which a machine has said what it has to say.
const LONGEST_NOTICE: usize = 8_000;
/// Bytes of a notice that has no header to show for itself.
const LONGEST_BARE_NOTICE: usize = 1_000;
/// Bytes within which such a notice comes to the point.
const OPENING: usize = 400;

/// The newest text in the form for comparing, and the phrases found in it.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// The text by [`plain`].
    pub text: String,
    hits: Vec<Hit>,
}

impl Wording {
    /// Reads a text, or the first part of a long one.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = plain(&text[..text.floor_char_boundary(LONGEST_NOTICE)]);
        let hits = hits(&text);
        Self { text, hits }
    }

    /// The first phrase about a topic.
    #[must_use]
    pub fn first(&self, topic: Topic) -> Option<&'static str> {
        self.hits.iter().find(|hit| hit.topic == topic).map(|hit| hit.phrase)
    }

    /// Whether a topic is spoken of.
    #[must_use]
    pub fn has(&self, topic: Topic) -> bool {
        self.first(topic).is_some()
    }

    /// How many different phrases about a topic there are.
    #[must_use]
    pub fn count(&self, topic: Topic) -> usize {
        let mut phrases: Vec<&str> =
            self.hits.iter().filter(|hit| hit.topic == topic).map(|hit| hit.phrase).collect();
        phrases.sort_unstable();
        phrases.dedup();
        phrases.len()
    }

    /// The formulas of notices it uses, beside the absence itself.
    fn formulas(&self) -> Vec<&'static str> {
        [Topic::Access, Topic::Return, Topic::Urgent, Topic::Automated, Topic::Thanks]
            .into_iter()
            .filter_map(|topic| self.first(topic))
            .collect()
    }
}

/// What the header says of the sender, as far as it matters here.
#[derive(Clone, Copy, Debug)]
struct Bearing {
    /// It says that this is an automatic reply.
    replied: bool,
    /// Nothing else than a machine sends such a header.
    automatic: bool,
    /// Nobody reads mail to this sender.
    robot: bool,
    /// It went over a list.
    list: bool,
    /// It answers something.
    answers: bool,
}

impl Bearing {
    fn of(seen: &Seen<'_>, signs: &[Sign]) -> Self {
        let has = |wanted: fn(&SignKind) -> bool| signs.iter().any(|sign| wanted(&sign.kind));
        let replied = has(|kind| {
            matches!(
                kind,
                SignKind::AutoSubmitted(AutoSubmitted::Replied) | SignKind::AutoReplyHeader
            )
        });
        Self {
            replied,
            automatic: replied
                || has(|kind| {
                    matches!(kind, SignKind::AutoSubmitted(_) | SignKind::NullReturnPath)
                }),
            robot: has(|kind| matches!(kind, SignKind::RobotSender)),
            list: has(|kind| matches!(kind, SignKind::ListMail)),
            answers: ["in-reply-to", "references"]
                .iter()
                .any(|name| seen.headers.first(name).is_some_and(|value| !value.trim().is_empty()))
                || is_reply_subject(seen.subject),
        }
    }
}

/// Adds the signs of machines' answers. `search` is the newest text without quotes.
pub fn add(seen: &Seen<'_>, search: &str, found: &mut Found) {
    let reported = found.signs.iter().any(|sign| {
        matches!(
            sign.kind,
            SignKind::DeliveryReport(_) | SignKind::Complaint | SignKind::ReadReceipt
        )
    });
    if reported {
        return;
    }
    let bearing = Bearing::of(seen, &found.signs);
    // Some programs put the whole notice where quotes are cut off.
    let search = if search.trim().is_empty() && bearing.automatic { seen.text } else { search };
    let wording = Wording::of(search);
    let challenge = (!bearing.list)
        .then(|| challenge::sign(seen, &wording, bearing.automatic || bearing.robot))
        .flatten();
    if let Some(sign) = challenge {
        found.signs.push(sign);
        return;
    }
    let subject = subject_sign(seen, search, &wording, bearing);
    let says_absent = matches!(subject, Some(Sign { kind: SignKind::AwaySubject, .. }));
    let automated = wording.first(Topic::Automated).filter(|_| !bearing.list);
    let machine = bearing.automatic
        || subject.is_some()
        || automated.is_some()
        || bearing.robot && bearing.answers;
    found.signs.extend(subject);
    if let Some(phrase) = automated {
        found.signs.push(text_sign(SignKind::AutoReplySubject, phrase));
    }
    let phrases = away_phrases(seen, search, &wording, bearing, machine);
    let absent = says_absent || !phrases.is_empty();
    let notice = machine || phrases.len() > 1;
    found.signs.extend(phrases);
    // "We will answer until Friday" names no return.
    let silent = bearing.replied && !wording.has(Topic::Received);
    let returns = (absent || silent)
        .then(|| return_date::sign(seen, search))
        .flatten()
        .filter(|_| absent || !wording.has(Topic::Departed));
    let gone = if machine || !bearing.robot {
        departed::signs(&wording, machine, returns.is_some() && absent)
    } else {
        Vec::new()
    };
    let departed = gone.iter().any(|sign| sign.kind == SignKind::Departed);
    if !departed {
        found.signs.extend(returns);
    }
    found.signs.extend(gone);
    if notice && (absent || departed || silent) {
        found.signs.extend(deputy::signs(seen, search, departed));
    }
    found.signs.extend(acknowledgement::signs(seen, &wording, machine));
}

/// Takes away suggestions of somebody who is suggested already: a notice and a person's hint use
/// the same words.
pub fn drop_repeated_suggestions(signs: &mut Vec<Sign>) {
    let mut known: Vec<(Option<String>, Option<String>)> = Vec::new();
    signs.retain(|sign| {
        let SignKind::Suggestion(one) = &sign.kind else { return true };
        let repeated = known.iter().any(|(name, address)| match (&one.address, address) {
            (Some(one), Some(other)) => one == other,
            _ => one.name == *name || one.address.is_none(),
        });
        known.push((one.name.clone(), one.address.clone()));
        !repeated
    });
}

/// The sign of the subject, if it is one that only machines write, or if the rest agrees.
fn subject_sign(
    seen: &Seen<'_>,
    search: &str,
    wording: &Wording,
    bearing: Bearing,
) -> Option<Sign> {
    let (says, certain, answered) = away::subject(seen.subject)?;
    let speaks = wording.has(Topic::Absent)
        || wording.has(Topic::Long)
        || wording.has(Topic::Automated)
        || wording.has(Topic::Departed)
        || wording.has(Topic::Access);
    let believed = if bearing.automatic {
        true
    } else if bearing.list {
        false
    } else if answered {
        // People answer away notices: "Re: Automatic reply: Test rig".
        speaks && wording.formulas().len() >= 2 && !has_quotes(seen, wording)
    } else {
        // Without its text the subject decides whether the text is worth fetching.
        let asks = search.contains(['?', '？']);
        certain || speaks && !asks && opens(wording) || seen.parts.is_empty()
    };
    let kind = match says {
        SubjectSays::Away => SignKind::AwaySubject,
        SubjectSays::Automatic => SignKind::AutoReplySubject,
    };
    believed.then(|| Sign {
        kind,
        place: Place::Subject,
        words: seen.subject.chars().take(200).collect(),
    })
}

/// Phrases of absence: none, one, or two of different kinds where a text speaks like a notice.
fn away_phrases(
    seen: &Seen<'_>,
    search: &str,
    wording: &Wording,
    bearing: Bearing,
    machine: bool,
) -> Vec<Sign> {
    let absent = wording.first(Topic::Absent).or_else(|| wording.first(Topic::Long));
    let formulas = wording.formulas();
    let Some(absent) = absent else {
        let hint = wording.first(Topic::Access).or_else(|| wording.first(Topic::Return));
        let hint = hint.filter(|_| bearing.automatic && !wording.has(Topic::Departed));
        return hint.map(|phrase| text_sign(SignKind::AwayPhrase, phrase)).into_iter().collect();
    };
    let speaks_like_one = !bearing.list
        && opens(wording)
        && formulas.len() >= 2
        && (bearing.answers || wording.has(Topic::Thanks))
        && wording.text.len() <= LONGEST_BARE_NOTICE
        && !search.contains(['?', '？'])
        && !has_quotes(seen, wording);
    if bearing.robot && !machine && !speaks_like_one {
        // Newsletters speak of holidays.
        return Vec::new();
    }
    let mut signs = vec![text_sign(SignKind::AwayPhrase, absent)];
    if speaks_like_one && let Some(formula) = formulas.first() {
        signs.push(text_sign(SignKind::AwayPhrase, formula));
    }
    signs
}

/// Whether the text comes to the point at once.
fn opens(wording: &Wording) -> bool {
    wording.hits.iter().any(|hit| {
        hit.from < OPENING
            && matches!(
                hit.topic,
                Topic::Absent | Topic::Long | Topic::Automated | Topic::Departed | Topic::Access
            )
    })
}

/// Whether more than the newest text stands in the message: people quote, notices seldom do.
fn has_quotes(seen: &Seen<'_>, wording: &Wording) -> bool {
    seen.text.len() > wording.text.len() * 2 + 400
}
