//! Small signs: a fit, a tag, and that they said they would make contact.

use super::Field;
use super::desk::{Desk, Taken};

/// They said that they would make contact, in the words of both languages; `*` ends a stem.
const TOLD_TO_WAIT: &[&[&str]] = &[
    &["they", "will", "call", "me"],
    &["they'll", "call", "me"],
    &["they", "will", "contact", "me"],
    &["they'll", "contact", "me"],
    &["they", "will", "be", "in", "touch"],
    &["they'll", "be", "in", "touch"],
    &["she", "will", "be", "in", "touch"],
    &["she'll", "be", "in", "touch"],
    &["he", "will", "be", "in", "touch"],
    &["he'll", "be", "in", "touch"],
    &["will", "get", "back", "to", "me"],
    &["they'll", "get", "back", "to", "me"],
    &["she'll", "get", "back", "to", "me"],
    &["he'll", "get", "back", "to", "me"],
    &["don't", "call", "us"],
    &["do", "not", "call", "us"],
    &["told", "me", "to", "wait"],
    &["melden", "sich"],
    &["meldet", "sich"],
    &["sie", "rufen", "mich", "an"],
    &["ruft", "mich", "an"],
    &["ich", "soll", "warten"],
    &["soll", "warten"],
];

/// Takes fit, tags and "they will be in touch".
pub(super) fn take(desk: &mut Desk<'_>) {
    let mut index = 0;
    while index < desk.words.len() {
        if let Some((value, end)) = fit(desk, index) {
            desk.chip(Field::Fit, value.to_string(), index, end);
            index = end;
            continue;
        }
        if let Some(tag) = desk.words[index]
            .text
            .strip_prefix('#')
            .filter(|tag| tag.chars().next().is_some_and(char::is_alphabetic))
        {
            let tag = tag.to_owned();
            desk.chip(Field::Event, tag, index, index + 1);
        }
        if let Some(phrase) = TOLD_TO_WAIT.iter().find(|phrase| desk.says(index, phrase)) {
            desk.chip(Field::ToldToWait, "yes", index, index + phrase.len());
        }
        index += 1;
    }
}

/// "fit 4", "fit: 4/5", "fit 4 of 5", "Passung 4", "4/5", four stars.
fn fit(desk: &mut Desk<'_>, at: usize) -> Option<(u8, usize)> {
    let word = &desk.words[at];
    if word.state != Taken::No {
        return None;
    }
    let stars = word.text.chars().filter(|letter| *letter == '★').count();
    if stars > 0 && word.text.chars().all(|letter| matches!(letter, '★' | '☆')) {
        return Some((u8::try_from(stars.min(5)).unwrap_or(5), at + 1));
    }
    let is_label = matches!(word.lower.as_str(), "fit" | "passung" | "rating");
    let figure = if is_label {
        let next = if desk.lower(at + 1) == ":" { at + 2 } else { at + 1 };
        desk.words.get(next).map(|_| next)?
    } else {
        at
    };
    let text = desk.words[figure].text;
    let (digit, rest) = text.split_at_checked(1)?;
    let value: u8 = digit.parse().ok().filter(|value| *value <= 5)?;
    let mut end = figure + 1;
    match rest {
        "/5" => return Some((value, end)),
        "" if is_label => {}
        _ => return None,
    }
    if matches!(desk.lower(end), "of" | "von") && desk.lower(end + 1) == "5" {
        end += 2;
    }
    Some((value, end))
}
