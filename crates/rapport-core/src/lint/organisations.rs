//! Right places (D2): the organisation as it spells itself, and no other organisation or role.

use super::names::is_word_too;
use super::text::{Text, fold, same_spelling, slips};
use super::{Checked, Finding, Part, Rule, Severity};

/// Legal forms that people leave out when they write.
const LEGAL_FORMS: &[&str] = &[
    "gmbh",
    "ag",
    "se",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "mbh",
    "ev",
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "sa",
    "sas",
    "sarl",
    "bv",
    "nv",
    "spa",
    "srl",
    "oy",
    "ab",
    "as",
    "aps",
    "pty",
];

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        let own = checked.facts.organisation.map(core_words).unwrap_or_default();
        if !own.is_empty() {
            check_spelling(checked, part, text, &own, findings);
        }
        for other in checked.facts.other_organisations {
            check_other(checked, part, text, &own, other, findings);
        }
        for other in checked.facts.other_roles {
            check_role(checked, part, text, other, findings);
        }
    }
}

/// The words of a name without its legal form, as written.
fn core_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Text::new(name).words.into_iter().map(|word| word.raw).collect();
    while words.len() > 1
        && words.last().is_some_and(|last| LEGAL_FORMS.contains(&fold(last).as_str()))
    {
        words.pop();
    }
    words
}

fn check_spelling(
    checked: &Checked<'_>,
    part: Part,
    text: &Text,
    own: &[String],
    findings: &mut Vec<Finding>,
) {
    let wanted: String = own.concat();
    let folded = fold(&wanted);
    let long_enough = folded.chars().count() >= 6;
    let facts_text: String = checked.facts.facts.join(" ");
    for first in 0..text.words.len() {
        for count in own.len().saturating_sub(1).max(1)..=own.len() + 1 {
            let Some(words) = text.words.get(first..first + count) else {
                continue;
            };
            let Some((last, before)) = words.split_last() else {
                continue;
            };
            let mut written: String = before.iter().map(|word| word.raw.as_str()).collect();
            written.push_str(last.bare());
            let spelled_right = count == own.len()
                && before
                    .iter()
                    .map(|word| word.raw.as_str())
                    .chain([last.bare()])
                    .zip(own)
                    .all(|(written, own)| same_spelling(written, own));
            let written_folded = fold(&written);
            let same_letters = written_folded == folded;
            let slip = long_enough
                && slips(&written_folded, &folded) == Some(1)
                && words.iter().all(|word| word.is_capitalised())
                && written_folded.chars().next() == folded.chars().next()
                && (own.len() > 1 || !facts_text.contains(&written));
            // A plain word in lower case is only taken for the name when the name has several.
            let is_the_name =
                same_letters && (own.len() > 1 || words.iter().any(|word| word.is_capitalised()));
            if spelled_right || !(is_the_name || slip) {
                continue;
            }
            // "Acme Robotics is" must not be a slip of "Acme Robotics" with a word added.
            if slip && count != own.len() && !same_letters {
                continue;
            }
            let place = (words[0].start, last.start + last.bare().chars().count());
            if same_letters
                && text.slice(place.0, place.1).replace(['-', ' '], "") == wanted
                && count == own.len()
            {
                continue;
            }
            let name = checked.facts.organisation.unwrap_or_default();
            findings.push(checked.finding(
                Rule::WrongOrganisation,
                Severity::Warn,
                part,
                place,
                format!("They spell themselves {name}."),
                Some(own.join(" ")),
            ));
        }
    }
    check_short_form(checked, part, text, own, findings);
}

/// "ACME" for "Acme Robotics": the first word alone, in the wrong case.
fn check_short_form(
    checked: &Checked<'_>,
    part: Part,
    text: &Text,
    own: &[String],
    findings: &mut Vec<Finding>,
) {
    let Some(first) = own.first().filter(|first| own.len() > 1 && first.chars().count() >= 3)
    else {
        return;
    };
    for (index, word) in text.words.iter().enumerate() {
        let shouted = word.is_capitalised()
            && word.bare() != first
            && word.bare().to_lowercase() == first.to_lowercase();
        // The full name has been looked at already.
        let alone = text
            .words
            .get(index + 1)
            .is_none_or(|next| own.get(1).is_none_or(|second| fold(second) != next.folded));
        if shouted && alone {
            findings.push(checked.finding(
                Rule::WrongOrganisation,
                Severity::Warn,
                part,
                (word.start, word.start + word.bare().chars().count()),
                format!(
                    "They spell themselves {}.",
                    checked.facts.organisation.unwrap_or_default()
                ),
                Some(first.clone()),
            ));
        }
    }
}

fn check_other(
    checked: &Checked<'_>,
    part: Part,
    text: &Text,
    own: &[String],
    other: &str,
    findings: &mut Vec<Finding>,
) {
    let wanted: Vec<String> = core_words(other).iter().map(|word| fold(word)).collect();
    let found = places(text, &wanted);
    if found.is_empty() {
        return;
    }
    let own: Vec<String> = own.iter().map(|word| fold(word)).collect();
    let too_short = wanted.len() == 1 && wanted.iter().all(|word| word.chars().count() < 3);
    if wanted.is_empty() || too_short || contains(&own, &wanted) || allowed(checked, &wanted) {
        return;
    }
    for (first, opens) in found {
        let words = &text.words[first..first + wanted.len()];
        if !words[0].is_capitalised() || within_own(text, first, &own, &wanted) {
            continue;
        }
        let exact = core_words(other)
            .iter()
            .zip(words)
            .all(|(written, word)| same_spelling(written, word.bare()));
        // At the start of a sentence a capital does not make a word a name; nor does it where the
        // name is a word as well.
        let may_be_a_word = wanted.len() == 1 && (opens || !exact || is_word_too(&wanted[0]));
        findings.push(checked.finding(
            Rule::LeftOverOrganisation,
            if may_be_a_word { Severity::Warn } else { Severity::Block },
            part,
            text.span(first, first + wanted.len() - 1),
            format!(
                "{other} is another organisation. If it belongs here, add it to what you noted of \
                 the meeting."
            ),
            checked.facts.organisation.map(str::to_owned),
        ));
    }
}

fn check_role(
    checked: &Checked<'_>,
    part: Part,
    text: &Text,
    other: &str,
    findings: &mut Vec<Finding>,
) {
    let wanted: Vec<String> =
        Text::new(other).words.iter().map(|word| word.folded.clone()).collect();
    let found = places(text, &wanted);
    if found.is_empty() {
        return;
    }
    let own: Vec<String> = checked
        .facts
        .role
        .map(|role| Text::new(role).words.iter().map(|word| word.folded.clone()).collect())
        .unwrap_or_default();
    if wanted.len() < 2 || contains(&own, &wanted) || allowed(checked, &wanted) {
        return;
    }
    for (first, _) in found {
        if within_own(text, first, &own, &wanted) {
            continue;
        }
        findings.push(checked.finding(
            Rule::LeftOverRole,
            Severity::Block,
            part,
            text.span(first, first + wanted.len() - 1),
            format!("{other} is the role of another opportunity."),
            checked.facts.role.map(str::to_owned),
        ));
    }
}

/// Where the words stand one after the other, and whether they open a sentence.
fn places(text: &Text, wanted: &[String]) -> Vec<(usize, bool)> {
    let Some(first_wanted) = wanted.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (first, word) in text.words.iter().enumerate() {
        if word.folded != *first_wanted {
            continue;
        }
        let fits = wanted.iter().enumerate().all(|(offset, wanted)| {
            text.words.get(first + offset).is_some_and(|word| word.folded == *wanted)
        });
        if fits {
            found.push((first, word.opens));
        }
    }
    found
}

/// The words found are a piece of one's own name, as "Acme" in "Acme Robotics".
fn within_own(text: &Text, first: usize, own: &[String], wanted: &[String]) -> bool {
    (0..own.len()).any(|offset| {
        own[offset..].starts_with(wanted)
            && first >= offset
            && own.iter().enumerate().all(|(index, own)| {
                text.words.get(first - offset + index).is_some_and(|word| word.folded == *own)
            })
    })
}

fn contains(whole: &[String], piece: &[String]) -> bool {
    whole.windows(piece.len().max(1)).any(|window| window == piece)
}

/// The facts of the meeting, the recipient's name, the role and the sender may mention it.
fn allowed(checked: &Checked<'_>, wanted: &[String]) -> bool {
    let facts = checked.facts;
    let sender = facts.sender.iter().map(|detail| detail.value);
    facts
        .facts
        .iter()
        .map(String::as_str)
        .chain([facts.recipient_name])
        .chain(facts.role)
        .chain(facts.organisation)
        .chain(sender)
        .any(|text| !places(&Text::new(text), wanted).is_empty())
}
