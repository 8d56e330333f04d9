//! Events of mail services in JSON, sent as mail: notifications of Amazon SES by way of SNS, and
//! the webhook events of other services that somebody forwards to a mailbox.
//!
//! Here: which object tells of which recipient. The names of the fields differ, their meaning
//! hardly; so an object counts that has an address and, in it or around it, the name of an event.
//! Not here: the reader ([`super::json`]).

use rapport_core::classify::{BounceKind, DeliveryAction, Place, RecipientReport, Sign, SignKind};

use super::json::{self, Json};
use super::{MOST_RECIPIENTS, push_new};
use crate::evidence::refusal::{self, Refusal};
use crate::evidence::{Found, Seen, status};
use crate::message_id::id_of;

/// Characters of a text in which a nested event may be hidden as a text of its own.
const LONGEST_NESTED: usize = 1024 * 1024;

/// What happened to a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Event {
    Bounce { lasting: Option<bool> },
    Late,
    Delivered,
    Complaint,
}

/// What the objects around say.
#[derive(Clone, Copy, Debug, Default)]
struct Around<'a> {
    event: Option<Event>,
    sort: Option<&'a str>,
}

/// The recipients told of, and complaints as signs; empty if the text is no such event.
pub fn recipients(seen: &Seen<'_>, found: &mut Found) -> Vec<RecipientReport> {
    let text = seen.text.trim_start();
    if !text.starts_with(['{', '[']) {
        return Vec::new();
    }
    let Some(value) = json::read(text) else {
        return Vec::new();
    };
    // SNS carries the event as a text inside its own object.
    let value = match value.text("message") {
        Some(inner) if inner.trim_start().starts_with('{') && inner.len() < LONGEST_NESTED => {
            json::read(inner.trim_start()).unwrap_or(value)
        }
        _ => value,
    };
    let mut recipients = Vec::new();
    visit(&value, Around::default(), &mut recipients, found);
    if !recipients.is_empty() || !found.signs.iter().all(|sign| sign.kind != SignKind::Complaint) {
        original(&value, found);
    }
    recipients
}

fn visit<'a>(
    value: &'a Json,
    around: Around<'a>,
    recipients: &mut Vec<RecipientReport>,
    found: &mut Found,
) {
    if recipients.len() >= MOST_RECIPIENTS {
        return;
    }
    match value {
        Json::List(items) => {
            for item in items {
                visit(item, around, recipients, found);
            }
        }
        Json::Object(fields) => {
            let around = Around {
                event: event_of(value, around.event),
                sort: ["bounceSubType", "bounceType", "reason", "Type", "bounce_class"]
                    .iter()
                    .find_map(|name| value.text(name))
                    .or(around.sort),
            };
            if let (Some(event), Some(address)) = (around.event, address_of(value)) {
                tell(address, value, event, around.sort, recipients, found);
            }
            for (name, inner) in fields {
                // The message itself: its sender and its list of recipients are no events.
                if name.eq_ignore_ascii_case("mail") || name.eq_ignore_ascii_case("headers") {
                    continue;
                }
                if let (Json::List(items), Some(Event::Delivered)) = (inner, around.event)
                    && name.eq_ignore_ascii_case("recipients")
                {
                    for item in items {
                        if let Json::Text(address) = item {
                            tell(address, value, Event::Delivered, None, recipients, found);
                        }
                    }
                    continue;
                }
                visit(inner, around, recipients, found);
            }
        }
        Json::Text(_) | Json::Plain(_) => {}
    }
}

fn address_of(value: &Json) -> Option<&str> {
    ["emailAddress", "email", "recipient", "rcpt_to", "recipientAddress", "to"]
        .iter()
        .find_map(|name| value.text(name))
        .map(|address| address.rsplit_once('<').map_or(address, |(_, rest)| rest))
        .map(|address| address.trim().trim_end_matches('>'))
        .filter(|address| address.contains('@') && !address.contains(char::is_whitespace))
}

/// The event an object names; `around` is that of the object it stands in.
fn event_of(value: &Json, around: Option<Event>) -> Option<Event> {
    let named = ["notificationType", "eventType", "event", "RecordType", "event_type", "type"]
        .iter()
        .filter_map(|name| value.text(name))
        .find_map(named_event);
    let lasting = ["bounceType", "severity", "bounce_type", "type"]
        .iter()
        .filter_map(|name| value.text(name))
        .find_map(|word| match word.to_ascii_lowercase().as_str() {
            "permanent" | "hard" | "hardbounce" | "hard_bounce" => Some(true),
            "transient" | "temporary" | "soft" | "softbounce" | "soft_bounce" => Some(false),
            _ => None,
        });
    match (named.or(around), lasting) {
        (Some(Event::Bounce { .. }), Some(lasting)) => {
            Some(Event::Bounce { lasting: Some(lasting) })
        }
        (event, _) => event,
    }
}

fn named_event(word: &str) -> Option<Event> {
    let plain: String =
        word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    Some(match plain.as_str() {
        "bounce" | "bounced" | "failed" | "failure" | "dropped" | "drop" | "outofband"
        | "rejected" | "reject" | "blocked" | "invalid" | "policyrejection"
        | "generationfailure" | "invalidemail" | "error" | "permfail" => {
            Event::Bounce { lasting: None }
        }
        "hardbounce" | "badmailbox" | "permanentfailure" => Event::Bounce { lasting: Some(true) },
        "softbounce" | "temporaryfailure" => Event::Bounce { lasting: Some(false) },
        "deferred" | "deferral" | "delay" | "delayed" | "deliverydelay" => Event::Late,
        "delivery" | "delivered" => Event::Delivered,
        "complaint" | "complained" | "spam" | "spamreport" | "spamcomplaint" => Event::Complaint,
        _ => return None,
    })
}

fn tell(
    address: &str,
    value: &Json,
    event: Event,
    sort: Option<&str>,
    recipients: &mut Vec<RecipientReport>,
    found: &mut Found,
) {
    let address = address.to_lowercase();
    if event == Event::Complaint {
        push_new(&mut found.failed_recipients, address.clone());
        if found.signs.iter().all(|sign| sign.kind != SignKind::Complaint) {
            found.signs.push(Sign {
                kind: SignKind::Complaint,
                place: Place::Report,
                words: format!("complaint of {address}"),
            });
        }
        return;
    }
    if recipients.iter().any(|known| known.address == address) {
        return;
    }
    let said = [
        "diagnosticCode",
        "raw_reason",
        "reason",
        "response",
        "smtpResponse",
        "details",
        "description",
        "message",
        "bounce_description",
        "diag",
        "error",
    ]
    .iter()
    .find_map(|name| value.text(name))
    .or_else(|| {
        let status = value.get("delivery-status").or_else(|| value.get("deliverystatus"))?;
        ["message", "description"]
            .iter()
            .find_map(|name| status.text(name).filter(|text| !text.is_empty()))
    })
    .unwrap_or_default();
    let field = ["status", "enhancedStatusCode", "error_code", "code"]
        .iter()
        .find_map(|name| value.text(name).and_then(status::enhanced));
    let written = status::best(field.as_deref(), Some(said), "");
    let words = if said.is_empty() { sort.unwrap_or_default() } else { said };
    let meaning = refusal::meaning(&Refusal {
        words,
        around: sort.unwrap_or_default(),
        code: written.as_deref(),
        ..Refusal::default()
    });
    let (action, by_event) = match event {
        Event::Bounce { lasting } => (DeliveryAction::Failed, lasting),
        Event::Late => (DeliveryAction::Delayed, None),
        Event::Delivered | Event::Complaint => (DeliveryAction::Delivered, None),
    };
    let kind = meaning.kind.or(match (by_event, written.as_deref().is_some_and(is_exact)) {
        (Some(true), false) => Some(BounceKind::Invalid),
        (Some(false), false) => Some(BounceKind::Soft),
        _ => None,
    });
    recipients.push(RecipientReport {
        address,
        action,
        status: written.or_else(|| meaning.code.map(str::to_owned)),
        diagnostic: Some(words.to_owned()).filter(|words| !words.is_empty()),
        kind: kind.filter(|_| action == DeliveryAction::Failed),
    });
}

fn is_exact(code: &str) -> bool {
    !code.ends_with(".0")
}

/// The id the message had: the services keep its header or name it.
fn original(value: &Json, found: &mut Found) {
    let mail = value.get("mail");
    let common = mail.and_then(|mail| mail.get("commonHeaders"));
    let headers = value
        .get("event-data")
        .unwrap_or(value)
        .get("message")
        .and_then(|message| message.get("headers"));
    let listed = mail.and_then(|mail| mail.get("headers")).and_then(|headers| match headers {
        Json::List(items) => items
            .iter()
            .find(|item| {
                item.text("name").is_some_and(|name| name.eq_ignore_ascii_case("message-id"))
            })
            .and_then(|item| item.text("value")),
        _ => None,
    });
    let single = match value {
        Json::List(items) => items.first(),
        other => Some(other),
    };
    let named = single.and_then(|event| {
        ["smtp-id", "message-id", "Message-Id"].iter().find_map(|name| event.text(name))
    });
    for id in [
        listed,
        common.and_then(|common| common.text("messageId")),
        headers.and_then(|headers| headers.text("message-id")),
        named,
    ]
    .into_iter()
    .flatten()
    .filter_map(id_of)
    {
        push_new(&mut found.originals, id);
    }
}
