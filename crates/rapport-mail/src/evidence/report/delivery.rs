//! The fields of a delivery report (RFC 3464), one group for each recipient.
//!
//! Here: cutting the groups, with patience for servers that forget an empty line, fold without a
//! space or put one where none belongs, and reading one recipient out of each. Not here: which
//! part of a mail holds the fields ([`super`]), and prose ([`crate::evidence::plain_bounce`]).

use rapport_core::classify::{BounceKind, DeliveryAction, RecipientReport};

use super::MOST_RECIPIENTS;
use crate::defects::Defect;
use crate::evidence::plain_bounce::Prose;
use crate::evidence::refusal::{self, Refusal, command};
use crate::evidence::{fold, status};
use crate::header::{Field, Headers};
use crate::text::decode_charset;

/// Fields that stand in the group of a recipient.
const OF_RECIPIENT: &[&str] = &["final-recipient", "original-recipient", "action"];

/// Blocks of fields with empty lines between them (RFC 3464 section 2.1).
#[must_use]
pub fn groups_of(bytes: &[u8], defects: &mut Vec<Defect>) -> Vec<Headers> {
    let mended = mend(bytes);
    let mut groups = Vec::new();
    let mut rest = mended.as_slice();
    while !rest.is_empty() && groups.len() <= MOST_RECIPIENTS {
        let before = rest.len();
        let (group, after) = Headers::read(rest, defects);
        if group.fields.is_empty() {
            // A line that is no field; leave it out and go on behind it.
            let skip =
                after.iter().position(|byte| *byte == b'\n').map_or(after.len(), |end| end + 1);
            rest = &after[skip..];
        } else {
            groups.push(group);
            rest = after;
        }
        if rest.len() >= before {
            break;
        }
    }
    groups
}

/// Lines that are no fields continue the one before: some servers give replies of several lines
/// as they came.
fn mend(bytes: &[u8]) -> Vec<u8> {
    // Reports in Japanese carry their escapes into the fields.
    let decoded = bytes
        .windows(2)
        .any(|pair| pair == b"\x1b$")
        .then(|| decode_charset(bytes, Some("iso-2022-jp"), &mut Vec::new()).into_bytes());
    let bytes = decoded.as_deref().unwrap_or(bytes);
    let mut out = Vec::with_capacity(bytes.len() + 64);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let name =
            line.iter().position(|byte| *byte == b':').map_or(&line[..0], |end| &line[..end]);
        let is_field = name.first().is_some_and(u8::is_ascii_alphabetic)
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if !out.is_empty() && !line.trim_ascii().is_empty() && !is_field {
            out.push(b' ');
        }
        out.extend_from_slice(line);
    }
    out
}

/// The recipients of a report; `prose` is its text for people.
#[must_use]
pub fn recipients_of(groups: &[Headers], prose: &Prose<'_>) -> Vec<RecipientReport> {
    let groups = by_recipient(groups);
    let single = groups.len() == 1;
    groups
        .iter()
        .filter_map(|group| recipient_of(group, prose, single))
        .take(MOST_RECIPIENTS)
        .collect()
}

/// One group for each recipient: groups that hold two are cut, groups cut in two are joined.
fn by_recipient(groups: &[Headers]) -> Vec<Headers> {
    let mut found: Vec<Headers> = Vec::new();
    for group in groups {
        let named = OF_RECIPIENT.iter().any(|name| group.first(name).is_some());
        if !named {
            let tells =
                ["status", "diagnostic-code"].iter().any(|name| group.first(name).is_some());
            if tells && let Some(last) = found.last_mut().filter(|last| lacks_status(last)) {
                last.fields.extend(group.fields.iter().cloned());
            }
            continue;
        }
        let only_action =
            group.first("final-recipient").is_none() && group.first("original-recipient").is_none();
        if only_action && let Some(last) = found.last_mut().filter(|last| lacks_status(last)) {
            last.fields.extend(group.fields.iter().cloned());
            continue;
        }
        let mut current = Headers::default();
        for field in &group.fields {
            if starts_another(&current, field) {
                found.push(std::mem::take(&mut current));
            }
            current.fields.push(field.clone());
        }
        found.push(current);
    }
    found
}

fn lacks_status(group: &Headers) -> bool {
    group.first("action").is_none() && group.first("status").is_none()
}

fn starts_another(current: &Headers, field: &Field) -> bool {
    match field.name.as_str() {
        "final-recipient" => current.first("final-recipient").is_some(),
        "original-recipient" => {
            current.first("final-recipient").is_some()
                && current.first("action").is_some()
                && current.first("original-recipient").is_some()
        }
        _ => false,
    }
}

fn recipient_of(group: &Headers, prose: &Prose<'_>, single: bool) -> Option<RecipientReport> {
    let address = ["original-recipient", "final-recipient", "x-actual-recipient"]
        .iter()
        .filter_map(|name| group.first(name))
        .map(address_of)
        .find(|address| address.contains('@'))
        .or_else(|| group.first("final-recipient").map(address_of))
        .filter(|address| !address.is_empty())?;
    let field = group.first("status");
    let diagnostic = group.decoded("diagnostic-code").map(|text| without_type(&text).to_owned());
    let final_address = group.first("final-recipient").map(address_of).unwrap_or_default();
    // With one recipient all of the prose is about this one.
    let around = match prose.about(&[&address, &final_address]) {
        Some(about) => about,
        None if single => prose.text.to_owned(),
        None => String::new(),
    };
    let written = status::best(field, diagnostic.as_deref(), &around);
    let words = match &diagnostic {
        Some(words) if !words.is_empty() => words.as_str(),
        // Some put the words behind the code.
        _ => field.and_then(|field| field.split_once('(')).map_or("", |(_, words)| words),
    };
    let meaning = refusal::meaning(&Refusal {
        words,
        around: &around,
        code: written.as_deref(),
        field_class: field.and_then(|field| field.trim().chars().next()),
        command: command_of(&around, words, prose, &final_address),
    });
    Some(RecipientReport {
        address,
        action: action_of(group.first("action"), field),
        status: written.or_else(|| meaning.code.map(str::to_owned)),
        diagnostic: diagnostic.filter(|text| !text.is_empty()).or_else(|| shown(&around)),
        kind: meaning.kind.or_else(|| category(group)),
    })
}

fn command_of(
    around: &str,
    words: &str,
    prose: &Prose<'_>,
    address: &str,
) -> Option<refusal::Command> {
    command::in_transcript(&prose.transcript, address)
        .or_else(|| command::of(&fold(words)))
        .or_else(|| command::of(&fold(around)))
}

/// The words around as the reason to show, on one line.
fn shown(around: &str) -> Option<String> {
    let line = around.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then(|| line.chars().take(500).collect())
}

fn action_of(action: Option<&str>, status: Option<&str>) -> DeliveryAction {
    let action = action.unwrap_or_default().trim().to_ascii_lowercase();
    if action.starts_with("fail") {
        DeliveryAction::Failed
    } else if action.starts_with("delay") {
        DeliveryAction::Delayed
    } else if ["deliver", "relay", "expand"].iter().any(|word| action.starts_with(word))
        && !action.contains("fail")
        && !action.contains("error")
    {
        DeliveryAction::Delivered
    } else {
        match status.unwrap_or_default().trim().chars().next() {
            Some('2') => DeliveryAction::Delivered,
            Some('4') => DeliveryAction::Delayed,
            _ => DeliveryAction::Failed,
        }
    }
}

/// PowerMTA sorts refusals itself; its word counts where the server's words are not known here.
fn category(group: &Headers) -> Option<BounceKind> {
    match group.first("x-powermta-bouncecategory")?.trim().to_ascii_lowercase().as_str() {
        "bad-mailbox" | "inactive-mailbox" | "bad-domain" => Some(BounceKind::Invalid),
        "quota-issues"
        | "message-expired"
        | "no-answer-from-host"
        | "routing-errors"
        | "bad-connection"
        | "protocol-errors" => Some(BounceKind::Soft),
        "spam-related" | "policy-related" | "relaying-issues" | "invalid-sender"
        | "bad-configuration" => Some(BounceKind::Blocked),
        "content-related" | "virus-related" => Some(BounceKind::Content),
        _ => None,
    }
}

/// `smtp; 550 no` → `550 no`; a text without a type stays whole.
fn without_type(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, said))
            if kind.trim().len() <= 20
                && kind.trim().bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') =>
        {
            said.trim()
        }
        _ => value.trim(),
    }
}

/// `rfc822; <Dana@acme.example>` → `dana@acme.example`.
#[must_use]
pub fn address_of(value: &str) -> String {
    let value = value.split_once(';').map_or(value, |(_, address)| address);
    let value = match (value.find('<'), value.rfind('>')) {
        (Some(open), Some(close)) if open < close => &value[open + 1..close],
        _ => value,
    };
    let value =
        value.trim().trim_matches(|c| matches!(c, '<' | '>' | '"' | '\'' | ',' | '(' | ')'));
    let value = value.split_whitespace().next().unwrap_or_default();
    let lower = value.to_lowercase();
    ["smtp:", "rfc822:", "mailto:", "smtp="]
        .iter()
        .find_map(|kind| lower.strip_prefix(kind))
        .map_or_else(|| lower.clone(), str::to_owned)
}
