//! Reports of machines in the form the standards give them: delivery (RFC 3464), reading
//! (RFC 8098), abuse (RFC 5965).
//!
//! Here: the fields of the report parts, and the originals enclosed with them. Not here: servers
//! that write prose ([`super::plain_bounce`]), and codes ([`super::status`]).

use rapport_core::classify::{
    AutoSubmitted, DeliveryAction, Place, RecipientReport, Sign, SignKind,
};

use super::{Found, Seen, plain_bounce, status};
use crate::defects::Defect;
use crate::header::Headers;
use crate::message_id::{id_of, ids_of};
use crate::mime::Part;

/// Recipients read of one report.
const MOST_RECIPIENTS: usize = 500;

/// Adds the signs of reports, the ids of their originals and the addresses they name.
pub fn add(seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let mut recipients = Vec::new();
    let mut reported = false;
    for part in seen.parts.iter().filter(|part| !part.container) {
        match part.content.kind.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => {
                reported = true;
                let groups = groups_of(&part.bytes(defects), defects);
                recipients.extend(recipients_of(&groups, seen.text));
            }
            "message/disposition-notification" | "message/global-disposition-notification" => {
                reported = true;
                read_receipt(part, found, defects);
            }
            "message/feedback-report" => {
                reported = true;
                complaint(part, found, defects);
            }
            _ => {}
        }
    }
    if recipients.is_empty() {
        recipients = plain_bounce::recipients(seen);
    }
    if !recipients.is_empty() {
        reported = true;
        for recipient in &recipients {
            if recipient.action != DeliveryAction::Delivered {
                push_new(&mut found.failed_recipients, recipient.address.clone());
            }
        }
        let words = recipients
            .iter()
            .map(|one| {
                let action = match one.action {
                    DeliveryAction::Failed => "failed",
                    DeliveryAction::Delayed => "delayed",
                    DeliveryAction::Delivered => "delivered",
                };
                let status = one.status.as_deref().unwrap_or("no code");
                let said = one.diagnostic.as_deref().unwrap_or_default();
                let said: String = said.chars().take(200).collect();
                format!("{} {action} ({status}) {said}", one.address).trim_end().to_owned()
            })
            .take(5)
            .collect::<Vec<_>>()
            .join("; ");
        found.signs.push(Sign {
            kind: SignKind::DeliveryReport(recipients),
            place: Place::Report,
            words,
        });
    }
    let is_report = is_report(seen.headers);
    if reported || is_report {
        originals(seen, found, defects);
    }
    if is_report && found.signs.iter().all(|sign| sign.place != Place::Report) {
        // A report of another kind, on authentication or on transport: no person wrote it.
        found.signs.push(Sign {
            kind: SignKind::AutoSubmitted(AutoSubmitted::Other),
            place: Place::Header("Content-Type".to_owned()),
            words: seen
                .headers
                .first("content-type")
                .unwrap_or_default()
                .chars()
                .take(120)
                .collect(),
        });
    }
}

/// Whether the header says that this is a report of any kind (RFC 6522).
#[must_use]
pub fn is_report(headers: &Headers) -> bool {
    headers.typed("content-type").is_some_and(|content| content.kind == "multipart/report")
        || headers.first("x-failed-recipients").is_some()
}

/// Blocks of fields with empty lines between them (RFC 3464 section 2.1).
fn groups_of(bytes: &[u8], defects: &mut Vec<Defect>) -> Vec<Headers> {
    let mut groups = Vec::new();
    let mut rest = bytes;
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

fn recipients_of(groups: &[Headers], text: &str) -> Vec<RecipientReport> {
    let named: Vec<&Headers> = groups
        .iter()
        .filter(|group| {
            ["final-recipient", "original-recipient", "action"]
                .iter()
                .any(|name| group.first(name).is_some())
        })
        .collect();
    // With one recipient the prose of the report is about this one.
    let around = if named.len() == 1 { plain_bounce::before_copy(text) } else { "" };
    named.into_iter().filter_map(|group| recipient_of(group, around)).collect()
}

fn recipient_of(group: &Headers, around: &str) -> Option<RecipientReport> {
    let address = ["original-recipient", "final-recipient", "x-actual-recipient"]
        .iter()
        .filter_map(|name| group.first(name))
        .map(address_of)
        .find(|address| address.contains('@'))
        .or_else(|| group.first("final-recipient").map(address_of))?;
    let status_field = group.first("status");
    let diagnostic = group
        .decoded("diagnostic-code")
        .map(|text| text.split_once(';').map_or(text.clone(), |(_, said)| said.trim().to_owned()));
    let code = status::best(status_field, diagnostic.as_deref(), around);
    let action = group.first("action").unwrap_or_default().trim().to_ascii_lowercase();
    let action = if action.starts_with("fail") {
        DeliveryAction::Failed
    } else if action.starts_with("delay") {
        DeliveryAction::Delayed
    } else if ["deliver", "relay", "expand"].iter().any(|word| action.starts_with(word)) {
        DeliveryAction::Delivered
    } else {
        match status_field.unwrap_or_default().trim().chars().next() {
            Some('2') => DeliveryAction::Delivered,
            Some('4') => DeliveryAction::Delayed,
            _ => DeliveryAction::Failed,
        }
    };
    Some(RecipientReport {
        address,
        action,
        status: code,
        diagnostic: diagnostic.filter(|text| !text.is_empty()),
        kind: None,
    })
}

/// `rfc822; <Dana@acme.example>` → `dana@acme.example`.
fn address_of(value: &str) -> String {
    let value = value.split_once(';').map_or(value, |(_, address)| address);
    let value = match (value.find('<'), value.rfind('>')) {
        (Some(open), Some(close)) if open < close => &value[open + 1..close],
        _ => value,
    };
    value.trim().trim_matches(|c| matches!(c, '<' | '>' | '"' | '\'' | ',')).to_lowercase()
}

fn read_receipt(part: &Part<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let groups = groups_of(&part.bytes(defects), defects);
    let first = |name: &str| groups.iter().find_map(|group| group.first(name)).map(str::to_owned);
    if let Some(id) = first("original-message-id").as_deref().and_then(id_of) {
        push_new(&mut found.originals, id);
    }
    found.signs.push(Sign {
        kind: SignKind::ReadReceipt,
        place: Place::Report,
        words: first("disposition").unwrap_or_else(|| "report of reading".to_owned()),
    });
}

/// Abuse and its kin are complaints; `not-spam` is the contrary and `auth-failure` (RFC 6591) is
/// about our domain, not from the recipient.
fn complaint(part: &Part<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let groups = groups_of(&part.bytes(defects), defects);
    let first = |name: &str| groups.iter().find_map(|group| group.first(name)).map(str::to_owned);
    let kind = first("feedback-type").unwrap_or_else(|| "abuse".to_owned()).to_ascii_lowercase();
    if matches!(kind.trim(), "not-spam" | "auth-failure") {
        return;
    }
    for name in ["original-rcpt-to", "removal-recipient"] {
        for value in groups.iter().flat_map(|group| group.all(name)) {
            let address = address_of(value);
            if address.contains('@') {
                push_new(&mut found.failed_recipients, address);
            }
        }
    }
    found.signs.push(Sign {
        kind: SignKind::Complaint,
        place: Place::Report,
        words: format!("Feedback-Type: {kind}"),
    });
}

/// The ids of enclosed originals: whole, headers only, or quoted in the prose.
fn originals(seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    for part in seen.parts.iter().filter(|part| !part.container) {
        let enclosed = matches!(
            part.content.kind.as_str(),
            "message/rfc822"
                | "message/global"
                | "message/rfc822-headers"
                | "message/global-headers"
                | "text/rfc822-headers"
                | "text/rfc822-header"
                | "text/rfc822"
        );
        if !enclosed {
            continue;
        }
        // The original's own faults are not this message's.
        let mut ignored = Vec::new();
        let bytes = part.bytes(defects);
        let (headers, _) = Headers::read(&bytes, &mut ignored);
        for name in ["message-id", "x-microsoft-original-message-id"] {
            if let Some(id) = headers.first(name).and_then(id_of) {
                push_new(&mut found.originals, id);
            }
        }
    }
    if found.originals.is_empty() {
        for line in seen.text.lines().take(5_000) {
            let line = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            if name.trim().eq_ignore_ascii_case("message-id") {
                for id in ids_of(value).into_iter().take(1) {
                    push_new(&mut found.originals, id);
                }
            }
        }
    }
}

fn push_new(list: &mut Vec<String>, value: String) {
    if list.len() < MOST_RECIPIENTS && !list.contains(&value) {
        list.push(value);
    }
}

#[cfg(test)]
mod tests;
