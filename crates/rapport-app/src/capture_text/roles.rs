//! What is pursued: the role after "interview for", the thing after "quote for", what was bought.

use super::Field;
use super::contact_fields::holds;
use super::desk::{Desk, Taken};
use super::vocabulary::POSITIONS;

/// Kinds whose "for" names a pursuit.
const PURSUITS: &str = "interview phone-screen application rejection inquiry proposal";

/// Words that end a role.
const ENDS: &str = "at with from mit bei von by who and und yesterday today gestern heute to an in where because she he they";

/// Words that close a role and are no part of it.
const ROLE_WORDS: &str = "role position job opening vacancy stelle posten seat";

/// Words that are left out before a role.
const OPENERS: &str = "the a an eine einen ein der die das den my our his her their als as";

/// Takes the role.
pub(super) fn take(desk: &mut Desk<'_>) {
    let kind =
        desk.chips().iter().find(|chip| chip.field == Field::Kind).map(|chip| chip.value.clone());
    let kind = kind.unwrap_or_default();
    if labelled(desk) || named_by_word(desk) {
        return;
    }
    if kind == "inquiry" {
        after_frame(desk, &["about", "for", "in", "nach", "für"]);
        if desk.has(Field::Role) {
            return;
        }
    }
    if kind == "proposal" {
        after_frame(desk, &["pitched", "proposed"]);
        if desk.has(Field::Role) {
            return;
        }
    }
    if kind == "delivery" {
        before_participle(desk);
        if desk.has(Field::Role) {
            return;
        }
    }
    if holds(PURSUITS, &kind) {
        for at in 0..desk.words.len() {
            let is_opener = desk.words[at].is_free()
                && holds("for as als für about regarding about wegen auf um", desk.lower(at))
                && behind_kind(desk, at, &kind);
            if is_opener
                && (holds("for as als für", desk.lower(at))
                    || matches!(kind.as_str(), "inquiry" | "proposal" | "application"))
                && run(desk, at, at + 1)
            {
                return;
            }
        }
    }
    if kind == "delivery" {
        after_frame(
            desk,
            &[
                "bought",
                "sold",
                "purchased",
                "ordered",
                "delivered",
                "the",
                "over",
                "installed",
                "repaired",
            ],
        );
    }
}

/// "Role: staff engineer".
fn labelled(desk: &mut Desk<'_>) -> bool {
    for at in 0..desk.words.len().saturating_sub(2) {
        if desk.words[at].is_free()
            && holds("role position job stelle projekt project", desk.lower(at))
            && desk.words[at + 1].text == ":"
        {
            let end = desk.clause_end(at + 2);
            desk.take(at, at + 2, Taken::Frame);
            return run_to(desk, at + 2, end);
        }
    }
    false
}

/// "the platform lead role", "Stelle als Entwicklerin".
fn named_by_word(desk: &mut Desk<'_>) -> bool {
    for at in 0..desk.words.len() {
        if !desk.words[at].is_free()
            || !holds("role position job opening vacancy stelle", desk.lower(at))
        {
            continue;
        }
        if holds("als as of", desk.lower(at + 1)) {
            desk.take(at, at + 1, Taken::Frame);
            return run(desk, at + 1, at + 2);
        }
        let start = desk.clause_start(at);
        let is_whole = start < at
            && (start..at).all(|index| desk.words[index].is_free())
            && (start..at).any(|index| holds(POSITIONS, desk.lower(index)))
            && desk.clause_end(at) == at + 1;
        if is_whole {
            desk.take(at, at + 1, Taken::Frame);
            return run_to(desk, start, at);
        }
        let opener = (start..at).rev().find(|index| {
            holds("the a an for about as their für die eine als der", desk.lower(*index))
                && desk.words[*index].state != Taken::Chip
        });
        if let Some(opener) = opener
            && at > opener + 1
            && (opener + 1..at).all(|index| desk.words[index].is_free())
        {
            desk.take(at, at + 1, Taken::Frame);
            return run_to(desk, opener + 1, at) && frame_back(desk, opener, start);
        }
    }
    false
}

/// "hat ein Kajak gekauft": the thing stands before the verb.
fn before_participle(desk: &mut Desk<'_>) {
    for verb in 1..desk.words.len() {
        if !holds("gekauft verkauft bestellt geliefert ausgeliefert repariert", desk.lower(verb)) {
            continue;
        }
        let start = desk.clause_start(verb);
        let opener = (start..verb).rev().find(|index| {
            holds(
                "ein eine einen zwei drei vier fünf hat habe haben wurde wurden den die das der",
                desk.lower(*index),
            )
        });
        if let Some(opener) = opener.filter(|opener| opener + 1 < verb)
            && run_to(desk, opener + 1, verb)
        {
            desk.take(opener, opener + 1, Taken::Frame);
            return;
        }
    }
}

/// Small words before a role belong to the sentence: "about the".
fn frame_back(desk: &mut Desk<'_>, mut at: usize, start: usize) -> bool {
    while at + 1 > start
        && holds("the a an for about as their für die eine als der regarding wegen", desk.lower(at))
    {
        desk.take(at, at + 1, Taken::Frame);
        if at == 0 {
            break;
        }
        at -= 1;
    }
    true
}

/// A word of the kind stands before, in the same sentence; for a sale in the same clause.
fn behind_kind(desk: &Desk<'_>, at: usize, kind: &str) -> bool {
    let sentence = (0..at)
        .rev()
        .find(|index| matches!(desk.words[*index].text, "." | "!" | "?" | "\n" | ";"))
        .map_or(0, |index| index + 1);
    let is_sale = matches!(kind, "inquiry" | "proposal");
    let start = if is_sale { desk.clause_start(at) } else { sentence };
    (start..at).any(|index| super::kinds::is_kind(desk, index))
}

/// Takes the words behind a preposition as the role.
fn run(desk: &mut Desk<'_>, opener: usize, from: usize) -> bool {
    let end = (from..desk.clause_end(from))
        .find(|index| {
            (holds(ENDS, desk.lower(*index))
                || (holds("for für", desk.lower(*index))
                    && desk
                        .words
                        .get(index + 1)
                        .is_some_and(|next| next.is_capital() && holds("for", desk.lower(*index)))))
                && *index > from
                || desk.words[*index].state == Taken::Chip
                || (desk.words[*index].state == Taken::Frame && *index > from)
                || matches!(desk.words[*index].text, "(" | ")")
        })
        .unwrap_or_else(|| desk.clause_end(from));
    if !run_to(desk, from, end) {
        return false;
    }
    desk.take(opener, from, Taken::Frame);
    true
}

/// Takes words as the role, without what leads and closes it.
fn run_to(desk: &mut Desk<'_>, mut from: usize, mut to: usize) -> bool {
    let first = from;
    while from < to && holds(OPENERS, desk.lower(from)) {
        from += 1;
    }
    let last = to;
    while to > from && (holds(ROLE_WORDS, desk.lower(to - 1)) || desk.words[to - 1].is_mark()) {
        to -= 1;
    }
    let is_free = (from..to).all(|index| desk.words[index].state != Taken::Chip);
    if from >= to || to - from > 8 || !is_free {
        return false;
    }
    // "for me", "for an hour", "for lunch" are no roles.
    if holds(
        "me us him them her an hour hours minutes week lunch coffee once now half advice",
        desk.lower(from),
    ) || desk.words[from].state == Taken::Frame
    {
        return false;
    }
    let value = desk.slice(from, to).to_owned();
    desk.take(first, from, Taken::Frame);
    desk.take(to, last, Taken::Frame);
    desk.chip(Field::Role, value, from, to);
    let is_position = (from..to).any(|index| holds(POSITIONS, desk.lower(index)));
    if let Some(chip) = desk.last() {
        chip.sure = is_position;
    }
    true
}

/// Takes what stands behind the words of the kind: "bought [two chairs]", "asked about [prices]".
fn after_frame(desk: &mut Desk<'_>, last_words: &[&str]) {
    for at in 0..desk.words.len() {
        let word = &desk.words[at];
        if word.state == Taken::Frame
            && last_words.contains(&word.lower.as_str())
            && desk.words.get(at + 1).is_some_and(super::desk::Word::is_free)
        {
            // "bought from Mia" names nobody's thing.
            if holds("from to by at for with", desk.lower(at + 1)) {
                continue;
            }
            if run(desk, at + 1, at + 1) {
                return;
            }
        }
    }
}
