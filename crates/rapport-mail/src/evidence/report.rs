//! Reports of machines: delivery (RFC 3464, and prose), reading (RFC 8098), abuse (RFC 5965), and
//! what mail services write in JSON.
//!
//! Here: which part of a mail is read as what, and the signs for the verdict. Each form has a
//! file: [`delivery`], [`complaint`], [`service`] with [`json`], [`original`] for the ids of the
//! message reported on; prose is [`super::plain_bounce`].

pub mod complaint;
pub mod delivery;
pub mod json;
pub mod original;
pub mod service;

use rapport_core::classify::{
    AutoSubmitted, BounceKind, DeliveryAction, Place, RecipientReport, Sign, SignKind,
};

use self::delivery::{groups_of, recipients_of};
use super::plain_bounce::{self, Prose};
use super::{Found, Seen, refusal, status};
use crate::defects::Defect;
use crate::header::Headers;
use crate::message_id::id_of;

/// Recipients read of one report.
pub const MOST_RECIPIENTS: usize = 500;

/// Adds the signs of reports, the ids of their originals and the addresses they name.
pub fn add(seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    let mut recipients = Vec::new();
    let mut groups = Vec::new();
    let mut reported = false;
    for part in seen.parts.iter().filter(|part| !part.container) {
        match part.content.kind.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => {
                groups.extend(groups_of(&part.bytes(defects), defects));
            }
            "message/disposition-notification" | "message/global-disposition-notification" => {
                reported = true;
                let fields = groups_of(&part.bytes(defects), defects);
                match rejected(&fields, seen) {
                    Some(recipient) => recipients.push(recipient),
                    None => read_receipt(&fields, found),
                }
            }
            "message/feedback-report" => {
                reported = true;
                complaint::feedback(part, seen, found, defects);
            }
            _ => {}
        }
    }
    let is_report = is_report(seen.headers);
    if !reported && !seen.parts.is_empty() {
        complaint::in_own_form(seen, found, defects);
        reported = found.signs.iter().any(|sign| sign.kind == SignKind::Complaint);
    }
    if !reported && groups.is_empty() {
        recipients = service::recipients(seen, found);
        reported = found.signs.iter().any(|sign| sign.kind == SignKind::Complaint);
    }
    if !reported
        && recipients.is_empty()
        && (!groups.is_empty() || plain_bounce::is_candidate(seen))
    {
        let prose = Prose::read(seen);
        if groups.is_empty() && has_fields(seen.text) && plain_bounce::sender(seen).system {
            // The fields stand in the text, because the boundary is broken or was never there.
            groups = groups_of(seen.text.as_bytes(), &mut Vec::new());
        }
        recipients = recipients_of(&groups, &prose);
        if recipients.is_empty() {
            recipients = plain_bounce::recipients(seen, &prose);
        }
    }
    if !recipients.is_empty() {
        reported = true;
        delivery_sign(recipients, found);
    }
    if is_report && !reported && names_reading(seen.headers) {
        reported = true;
        found.signs.push(Sign {
            kind: SignKind::ReadReceipt,
            place: Place::Report,
            words: "report of reading".to_owned(),
        });
    }
    if (reported || is_report) && !complaint::is_about_domain(found) {
        original::add(seen, found, defects);
    }
    if is_report && found.signs.iter().all(|sign| sign.place != Place::Report) {
        // A report of another kind, such as one on transport: no person wrote it.
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

fn names_reading(headers: &Headers) -> bool {
    headers.typed("content-type").is_some_and(|content| {
        content
            .parameter("report-type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("disposition-notification"))
    })
}

/// Whether a text holds the fields of a delivery report at the beginning of lines.
fn has_fields(text: &str) -> bool {
    let starts = |name: &str| {
        text.lines().take(2_000).any(|line| {
            line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
    };
    starts("final-recipient:") && (starts("action:") || starts("status:"))
}

fn delivery_sign(recipients: Vec<RecipientReport>, found: &mut Found) {
    for recipient in &recipients {
        if recipient.action != DeliveryAction::Delivered && !recipient.address.is_empty() {
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
            format!("{} {action} ({status}) {said}", one.address).trim().to_owned()
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

/// A notification that the message was thrown away unread by a filter that says so: the refusals
/// of Sieve (RFC 5429 section 2.1.2).
fn rejected(fields: &[Headers], seen: &Seen<'_>) -> Option<RecipientReport> {
    let first = |name: &str| fields.iter().find_map(|group| group.first(name));
    let disposition = first("disposition")?.to_ascii_lowercase();
    let text = seen.text.trim();
    if !disposition.contains("mdn-sent-automatically")
        || !disposition.contains("deleted")
        || !plain_bounce::says_rejected(seen.subject, text)
    {
        return None;
    }
    let address = ["original-recipient", "final-recipient"]
        .iter()
        .filter_map(|name| first(name).map(delivery::address_of))
        .find(|address| address.contains('@'))?;
    let said: String = text.chars().take(500).collect();
    let status = status::best(None, Some(&said), "");
    let meaning = refusal::meaning(&refusal::Refusal {
        words: &said,
        code: status.as_deref(),
        ..refusal::Refusal::default()
    });
    Some(RecipientReport {
        address,
        action: DeliveryAction::Failed,
        status: status.or_else(|| meaning.code.map(str::to_owned)),
        diagnostic: Some(said.split_whitespace().collect::<Vec<_>>().join(" ")),
        // A rule of the recipient's own.
        kind: meaning.kind.or(Some(BounceKind::Blocked)),
    })
}

fn read_receipt(fields: &[Headers], found: &mut Found) {
    let first = |name: &str| fields.iter().find_map(|group| group.first(name)).map(str::to_owned);
    if let Some(id) = first("original-message-id").as_deref().and_then(id_of) {
        push_new(&mut found.originals, id);
    }
    found.signs.push(Sign {
        kind: SignKind::ReadReceipt,
        place: Place::Report,
        words: first("disposition").unwrap_or_else(|| "report of reading".to_owned()),
    });
}

/// Adds a value once, with a bound.
fn push_new(list: &mut Vec<String>, value: String) {
    if list.len() < MOST_RECIPIENTS && !list.contains(&value) {
        list.push(value);
    }
}

#[cfg(test)]
mod tests;
