//! Somebody is gone for good, or for months.
//!
//! Here: the signs that an address leads nowhere any more ("no longer works here", "this mailbox is
//! no longer monitored") and that an absence is one of months (parental leave, a sabbatical). Not
//! here: who is named instead ([`super::deputy`]).

use rapport_core::classify::{Place, Sign, SignKind};

use super::machine::Wording;
use super::machine::wording::Topic;

/// The signs of a text. `automatic`: whether a machine sent it; the vaguer phrases only count
/// then. `returns`: whether it names a day of return, which who has left does not.
#[must_use]
pub fn signs(wording: &Wording, automatic: bool, returns: bool) -> Vec<Sign> {
    let mut signs = Vec::new();
    let absent = wording.first(Topic::Absent).or_else(|| wording.first(Topic::Long));
    let vague = || {
        (automatic && absent.is_none())
            .then(|| wording.first(Topic::PerhapsDeparted).or_else(|| wording.first(Topic::Unread)))
            .flatten()
    };
    let departed = wording.first(Topic::Departed).filter(|_| absent.is_none() || !returns);
    if let Some(phrase) = departed.or_else(vague) {
        signs.push(text_sign(SignKind::Departed, phrase));
    }
    if let Some(phrase) = wording.first(Topic::Long)
        && signs.is_empty()
    {
        signs.push(text_sign(SignKind::LongAbsence, phrase));
    }
    signs
}

/// A sign in the text.
pub(super) fn text_sign(kind: SignKind, words: &str) -> Sign {
    Sign { kind, place: Place::Text, words: words.trim_end_matches('~').to_owned() }
}
