//! Right names (D2): the greeting fits the recipient, and nobody else's name is left over.
//!
//! A given name that many contacts bear, or a name that is also a word ("Mark", "Koch"), is only
//! recognised as part of a full name; a false alarm on each "may" would teach people to look away.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{TITLES, Text, Word, fold, same_spelling, slips};
use super::words::{WORDS_TOO, holds};
use super::{Checked, Finding, Part, Rule, Severity};

/// Openings of a greeting, longest first where one begins another.
const GREETINGS: &[&[&str]] = &[
    &["sehr", "geehrte", "damen", "und", "herren"],
    &["sehr", "geehrte"],
    &["sehr", "geehrter"],
    &["guten", "tag"],
    &["guten", "morgen"],
    &["guten", "abend"],
    &["good", "morning"],
    &["good", "afternoon"],
    &["good", "evening"],
    &["dear"],
    &["hello"],
    &["hi"],
    &["hey"],
    &["greetings"],
    &["hallo"],
    &["liebe"],
    &["lieber"],
    &["liebes"],
    &["werte"],
    &["werter"],
    &["grüezi"],
    &["servus"],
    &["moin"],
    &["bonjour"],
];

/// Words of a greeting that mean several people or nobody.
const CROWD: &[&str] = &[
    "all",
    "everyone",
    "everybody",
    "team",
    "both",
    "colleagues",
    "folks",
    "friends",
    "guys",
    "alle",
    "zusammen",
    "beide",
    "kollegen",
    "kolleginnen",
    "kolleg",
    "freunde",
    "runde",
    "damen",
    "herren",
    "ladies",
    "gentlemen",
];

/// Words of a greeting that name an office instead of a person.
const OFFICES: &[&str] =
    &["sir", "madam", "manager", "recruiter", "recruitment", "department", "committee"];

/// Particles that belong to many surnames.
const PARTICLES: &[&str] = &[
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le",
    "ten", "ter", "zu", "zur", "vom", "al", "el", "bin", "ibn", "y", "e", "mc", "mac", "o", "st",
    "jr", "sr", "ii", "iii",
];

/// True for a folded name that is a word as well.
pub(super) fn is_word_too(folded: &str) -> bool {
    holds(WORDS_TOO, folded)
}

/// The words of the greeting line, after its opening.
pub(super) struct Greeting {
    /// The characters of the whole line.
    pub line: (usize, usize),
    /// The words after the opening, as indices.
    pub names: std::ops::Range<usize>,
    /// "Dear", "Sehr geehrte": a name must follow.
    pub needs_name: bool,
}

/// The greeting, when the first line that holds anything is one.
pub(super) fn greeting(body: &Text) -> Option<Greeting> {
    let line = *body.lines().first()?;
    let words = body.words_within(line);
    let low: Vec<&str> = body.words[words.clone()].iter().map(|word| word.low.as_str()).collect();
    let opening = GREETINGS.iter().find(|opening| low.starts_with(opening))?;
    let crowd = opening.len() == 5;
    let first = words.start + if crowd { 2 } else { opening.len() };
    // A greeting on the same line as the text ends at its comma.
    let mut last = first;
    while last < words.end {
        let end = body.words[last].end;
        last += 1;
        if matches!(body.chars.get(end), Some(',' | '!' | ':' | ';' | '–' | '—')) {
            break;
        }
        if body.chars.get(end) == Some(&'.') && !TITLES.contains(&body.words[last - 1].low.as_str())
        {
            break;
        }
    }
    let needs_name =
        matches!(opening[0], "dear" | "sehr" | "liebe" | "lieber" | "liebes" | "werte" | "werter");
    Some(Greeting { line, names: first..last, needs_name })
}

pub(super) fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let greeting = greeting(&checked.body);
    match &greeting {
        Some(greeting) => check_greeting(checked, greeting, findings),
        None if checked.body.words.is_empty() => {}
        None => findings.push(checked.finding(
            Rule::Greeting,
            Severity::Warn,
            Part::Body,
            checked.body.lines().first().copied().unwrap_or((0, 0)),
            "It does not greet anybody.",
            Some(proper_greeting(checked)),
        )),
    }
    let text_from = greeting.map_or(0, |greeting| greeting.names.end);
    check_recipient_in_text(checked, text_from, findings);
    check_left_over(checked, text_from, findings);
}

fn proper_greeting(checked: &Checked<'_>) -> String {
    format!("{} {},", checked.words("Guten Tag", "Dear"), checked.facts.greeting_name)
}

fn check_greeting(checked: &Checked<'_>, greeting: &Greeting, findings: &mut Vec<Finding>) {
    let facts = checked.facts;
    let words = &checked.body.words[greeting.names.clone()];
    let mut push = |rule, severity, place, why: String| {
        let better = Some(proper_greeting(checked));
        findings.push(checked.finding(rule, severity, Part::Body, place, why, better));
    };
    let known: Vec<Word> = [facts.recipient_name, facts.greeting_name]
        .iter()
        .flat_map(|name| Text::new(name).words)
        .collect();
    let is_known = |word: &Word| known.iter().any(|name| same_spelling(&name.raw, word.bare()));
    let named: Vec<&Word> = words
        .iter()
        .filter(|word| !TITLES.contains(&word.low.as_str()) || is_known(word))
        .collect();
    if named.is_empty() && words.is_empty() {
        let (severity, why) = if greeting.needs_name {
            (Severity::Block, "The name is missing from the greeting.")
        } else {
            (Severity::Warn, "The greeting has no name.")
        };
        push(Rule::Greeting, severity, greeting.line, why.to_owned());
        return;
    }
    let crowd = words.iter().any(|word| !is_known(word) && CROWD.contains(&word.low.as_str()));
    let several = words.iter().enumerate().any(|(index, word)| {
        index > 0
            && index + 1 < words.len()
            && matches!(word.low.as_str(), "and" | "und")
            && !is_known(word)
    });
    if crowd || several {
        push(
            Rule::GroupMail,
            Severity::Block,
            greeting.line,
            "It greets several people. Each person gets a note of their own; they compare them."
                .to_owned(),
        );
        return;
    }
    if words.iter().any(|word| !is_known(word) && OFFICES.contains(&word.low.as_str())) {
        push(
            Rule::WrongName,
            Severity::Block,
            greeting.line,
            format!("It greets an office, and you know the name: {}.", facts.recipient_name),
        );
        return;
    }
    for word in named {
        if is_known(word) {
            continue;
        }
        let folded = word.folded.clone();
        let near = known.iter().find(|name| {
            let name = fold(&name.raw);
            name == folded
                || slips(&name, &folded).is_some_and(|slips| slips * 3 <= name.chars().count())
        });
        let only_case =
            near.is_some_and(|name| name.raw.to_lowercase() == word.bare().to_lowercase());
        let (severity, why) = match near {
            Some(name) if only_case => {
                (Severity::Warn, format!("The name is written {} in your contacts.", name.raw))
            }
            Some(name) => (
                Severity::Block,
                format!("The name is spelled {} in your contacts, not {}.", name.raw, word.bare()),
            ),
            None => (
                Severity::Block,
                format!(
                    "It greets {}, and the note goes to {}.",
                    word.bare(),
                    facts.recipient_name
                ),
            ),
        };
        push(Rule::WrongName, severity, (word.start, word.end), why);
    }
}

/// Slips in the recipient's name within the text.
fn check_recipient_in_text(checked: &Checked<'_>, from: usize, findings: &mut Vec<Finding>) {
    let names: Vec<(String, String)> = Text::new(checked.facts.recipient_name)
        .words
        .into_iter()
        .map(|word| (word.raw.clone(), fold(&word.raw)))
        .filter(|(_, folded)| folded.chars().count() >= 3)
        .collect();
    let known_words = mentioned(checked);
    let words = &checked.body.words;
    for (index, word) in words.iter().enumerate().skip(from) {
        if !word.is_capitalised() {
            continue;
        }
        let folded = word.folded.clone();
        if known_words.contains(&folded) && !names.iter().any(|(_, name)| *name == folded) {
            continue;
        }
        let length = folded.chars().count();
        let Some((raw, _)) = names.iter().find(|(raw, name)| {
            !same_spelling(raw, word.bare())
                && raw.to_lowercase() != word.bare().to_lowercase()
                && length >= 3
                && slips(name, &folded).is_some_and(|slips| {
                    slips == 0 || (slips == 1 && name.chars().next() == folded.chars().next())
                })
        }) else {
            continue;
        };
        let beside = |other: Option<&Word>| {
            other.is_some_and(|other| {
                other.sentence == word.sentence
                    && (names.iter().any(|(raw, _)| raw == other.bare())
                        || (TITLES.contains(&other.low.as_str()) && other.end <= word.start))
            })
        };
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        let certain = beside(before) || beside(words.get(index + 1));
        let likely = length >= 6 && !checked.is_german();
        if certain || likely {
            findings.push(checked.finding(
                Rule::WrongName,
                if certain { Severity::Block } else { Severity::Warn },
                Part::Body,
                (word.start, word.end),
                format!("The name is spelled {raw} in your contacts."),
                Some(raw.clone()),
            ));
        }
    }
}

/// Folded words that may stand in the note: of the recipient, the place, the facts, the sender.
fn mentioned(checked: &Checked<'_>) -> BTreeSet<String> {
    let facts = checked.facts;
    let mut texts: Vec<&str> = vec![facts.recipient_name, facts.greeting_name];
    texts.extend(facts.organisation);
    texts.extend(facts.role);
    texts.extend(facts.facts.iter().map(String::as_str));
    texts.extend(facts.sender.iter().map(|detail| detail.value));
    texts.iter().flat_map(|text| Text::new(text).words).map(|word| word.folded.clone()).collect()
}

fn check_left_over(checked: &Checked<'_>, text_from: usize, findings: &mut Vec<Finding>) {
    let allowed = mentioned(checked);
    for part in [Part::Subject, Part::Body] {
        let Some(text) = checked.text(part) else {
            continue;
        };
        let from = if part == Part::Body { text_from } else { 0 };
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, word) in text.words.iter().enumerate().skip(from) {
            if word.is_capitalised() {
                places.entry(word.folded.clone()).or_default().push(index);
            }
        }
        if places.is_empty() {
            continue;
        }
        let mut bearers: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for name in checked.facts.other_people {
            // Of ten thousand contacts hardly one shares a word with the note.
            let shares_a_word = name
                .split(|c: char| {
                    !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}'))
                })
                .any(|word| places.contains_key(&fold(word)));
            if !shares_a_word {
                continue;
            }
            let tokens: Vec<String> = Text::new(name)
                .words
                .iter()
                .map(|word| word.folded.clone())
                .filter(|token| !TITLES.contains(&token.as_str()))
                .collect();
            if tokens.iter().all(|token| allowed.contains(token)) {
                continue;
            }
            if tokens.len() >= 2 && full_name(checked, part, text, &places, &tokens, name, findings)
            {
                continue;
            }
            let solo: BTreeSet<&String> = tokens.first().into_iter().chain(tokens.last()).collect();
            for token in solo {
                let may_count = token.chars().count() >= 3
                    && places.contains_key(token)
                    && !allowed.contains(token)
                    && !is_word_too(token)
                    && !PARTICLES.contains(&token.as_str());
                if may_count {
                    let entry = bearers.entry(token.clone()).or_insert((0, (*name).to_owned()));
                    entry.0 += 1;
                }
            }
        }
        for (token, (count, name)) in bearers {
            for index in places.get(&token).into_iter().flatten() {
                let Some(word) = text.words.get(*index) else {
                    continue;
                };
                let certain = count == 1 && !word.opens;
                findings.push(left_over(
                    checked,
                    part,
                    (word.start, word.end),
                    if certain { Severity::Block } else { Severity::Warn },
                    &name,
                ));
            }
        }
    }
}

fn full_name(
    checked: &Checked<'_>,
    part: Part,
    text: &Text,
    places: &BTreeMap<String, Vec<usize>>,
    tokens: &[String],
    name: &str,
    findings: &mut Vec<Finding>,
) -> bool {
    let mut found = false;
    let starts = tokens.first().and_then(|token| places.get(token));
    for start in starts.into_iter().flatten() {
        let fits = tokens.iter().enumerate().all(|(offset, token)| {
            text.words.get(start + offset).is_some_and(|word| word.folded == *token)
        });
        if fits {
            found = true;
            let place = text.span(*start, start + tokens.len() - 1);
            findings.push(left_over(checked, part, place, Severity::Block, name));
        }
    }
    found
}

fn left_over(
    checked: &Checked<'_>,
    part: Part,
    place: (usize, usize),
    severity: Severity,
    name: &str,
) -> Finding {
    checked.finding(
        Rule::LeftOverName,
        severity,
        part,
        place,
        format!(
            "{name} is another contact of yours, and this note goes to {}. If the name belongs here, \
             add it to what you noted of the meeting.",
            checked.facts.recipient_name
        ),
        None,
    )
}
