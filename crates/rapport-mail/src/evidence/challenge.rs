//! Machines that ask to prove that a person wrote.
//!
//! Here: challenge-response systems, known by their names or by asking for an act *and* saying
//! that the message waits for it. One of the two is no challenge: every shop asks to confirm an
//! address, every filter speaks of held mail. The link in it is never followed. Not here: what to
//! do about it.

use rapport_core::classify::{Place, Sign, SignKind};

use super::Seen;
use super::departed::text_sign;
use super::machine::Wording;
use super::machine::phrases::PROVER;
use super::machine::wording::{Topic, plain};
use crate::words::words;

/// Subjects of such programs, by [`plain`]; `^` at the start binds to the start.
const SUBJECTS: &str = "
    ^verify# | ^[verify# | please confirm your message | please verify your message | [boxbe] | boxbe
    ^action required: your message to | confirm your email to | confirm your message to
    your message to * requires | sender verification | sender confirmation | message verification
    verification of your message | antispam uol | anti-spam uol | verification required for message
    awaiting your verification | your email requires verification | confirmation required for message
    delivery confirmation required | your message is awaiting | message requires your confirmation
    challenge: | authentication of your message | demande d'authentification | please authenticate
    email requires confirmation | your mail requires | you are not on my | spam arrest
    bitte bestätigen sie ihre nachricht | confirme seu e-mail | confirmação de mensagem
    [confirm] | confirm#
";
/// Headers that such programs write.
const HEADERS: &[&str] = &[
    "x-tmda-confirm-address",
    "x-tmda-fingerprint",
    "x-boxtrapper",
    "x-boxtrapper-queue",
    "x-challenge",
    "x-spamarrest",
    "x-boxbe-challenge",
    "x-uol-antispam",
];
/// Bytes of a text that only asks for proof.
const LONGEST_CHALLENGE: usize = 6_000;

/// The sign of a challenge. `automatic`: whether header or sender say that a machine wrote.
#[must_use]
pub fn sign(seen: &Seen<'_>, wording: &Wording, automatic: bool) -> Option<Sign> {
    let header = HEADERS
        .iter()
        .find(|name| seen.headers.first(name).is_some() && **name != "x-tmda-fingerprint");
    if let Some(name) = header {
        return Some(Sign {
            kind: SignKind::Challenge,
            place: Place::Header((*name).to_owned()),
            words: seen.headers.first(name).unwrap_or_default().chars().take(120).collect(),
        });
    }
    let subject = plain(seen.subject);
    if subject.starts_with("verify#") || subject.starts_with("[verify#") {
        return Some(Sign {
            kind: SignKind::Challenge,
            place: Place::Subject,
            words: seen.subject.chars().take(120).collect(),
        });
    }
    let prove = wording.first(Topic::Prove)?;
    if wording.text.len() > LONGEST_CHALLENGE || !waits(&wording.text) {
        return None;
    }
    let held = wording.has(Topic::Held);
    let guarded = wording.has(Topic::Guarded);
    let from = plain(&seen.headers.decoded("from").unwrap_or_default());
    let named = wording.has(Topic::Prover) || names_prover(&from, &subject);
    let certain = match (named, is_subject(&subject)) {
        (true, true) => true,
        (true, false) | (false, true) => held || guarded,
        (false, false) => {
            // Two ways of saying that it waits, or two of asking; one more if a person might
            // have written it.
            let said = wording.count(Topic::Held)
                + wording.count(Topic::Prove)
                + wording.count(Topic::Guarded);
            held && said >= if automatic { 3 } else { 4 }
        }
    };
    certain.then(|| text_sign(SignKind::Challenge, prove))
}

/// Whether the text says that the very message it answers waits.
fn waits(text: &str) -> bool {
    const WAITS: &str = "
        your message | your email | your e-mail | your mail | the message you sent | ihre nachricht
        ihre e-mail | votre message | votre email | votre e-mail | sua mensagem | su mensaje
        tuo messaggio | suo messaggio | uw bericht
    ";
    words(WAITS).any(|words| text.contains(words))
}

fn is_subject(subject: &str) -> bool {
    words(SUBJECTS).any(|words| {
        let words = plain(words);
        if let Some(start) = words.strip_prefix('^') {
            return subject.starts_with(start);
        }
        match words.split_once('*') {
            Some((first, second)) => subject
                .split_once(first.trim())
                .is_some_and(|(_, rest)| rest.contains(second.trim())),
            None => subject.contains(words.as_str()),
        }
    })
}

/// Whether such a program names itself as the sender or in the subject.
fn names_prover(from: &str, subject: &str) -> bool {
    words(PROVER).any(|name| from.contains(name) || subject.contains(name))
}
