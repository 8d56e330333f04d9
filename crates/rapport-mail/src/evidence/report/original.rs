//! The ids of the message that a report is about.
//!
//! Here: every place where servers leave it: enclosed as a message, as headers only, as a text or
//! a file that begins with header fields, as a field of the report, quoted in the prose, or in
//! `In-Reply-To` and `References` of the report itself. Not here: whose message it is
//! ([`rapport_core::matching`]).

use super::push_new;
use crate::defects::Defect;
use crate::evidence::{Found, Seen};
use crate::header::Headers;
use crate::message_id::{id_of, ids_of};
use crate::mime::Part;

/// Lines of text that are searched.
const MOST_LINES: usize = 5_000;
/// Bytes of a part that are looked at for a header.
const LONGEST_HEAD: usize = 256 * 1024;

/// Fields that hold an id of the original in its own header, the sender's own one first.
const OWN_FIELDS: &[&str] = &["message-id", "x-microsoft-original-message-id"];
/// Fields of reports that hold the id of the original.
const REPORT_FIELDS: &[&str] =
    &["original-message-id", "x-original-message-id", "x-original-messageid"];
/// What stands before an id in prose, folded.
const IN_PROSE: &[&str] = &[
    "message-id",
    "message id",
    "messageid",
    "message identifier",
    "nachrichten-id",
    "nachrichtenkennung",
    "id du message",
    "identificateur du message",
    "id. de mensaje",
    "id de mensaje",
    "id del messaggio",
    "id da mensagem",
    "bericht-id",
    "meddelande-id",
    "идентификатор сообщения",
    "メッセージid",
    "メッセージ id",
    "邮件id",
    "邮件 id",
    "訊息識別碼",
];

/// Adds the ids of the originals, nearest evidence first.
pub fn add(seen: &Seen<'_>, found: &mut Found, defects: &mut Vec<Defect>) {
    for part in seen.parts.iter().filter(|part| !part.container) {
        if let Some(head) = enclosed(part, seen, defects) {
            for name in OWN_FIELDS {
                if let Some(id) = head.first(name).and_then(id_of) {
                    push_new(&mut found.originals, id);
                }
            }
        }
    }
    if found.originals.is_empty() {
        for name in REPORT_FIELDS {
            for id in seen.headers.all(name).filter_map(id_of) {
                push_new(&mut found.originals, id);
            }
        }
        in_text(seen.text, found);
    }
    if found.originals.is_empty() {
        // Exchange and some robots answer the message they report on.
        for name in ["in-reply-to", "references"] {
            if let Some(id) = seen.headers.first(name).and_then(|value| ids_of(value).pop()) {
                push_new(&mut found.originals, id);
            }
        }
    }
}

/// The header of an enclosed message, whatever the part calls itself.
fn enclosed(part: &Part<'_>, seen: &Seen<'_>, defects: &mut Vec<Defect>) -> Option<Headers> {
    let kind = part.content.kind.as_str();
    let declared = matches!(
        kind,
        "message/rfc822"
            | "message/global"
            | "message/rfc822-headers"
            | "message/global-headers"
            | "message/partial"
            | "message/news"
            | "text/rfc822-headers"
            | "text/rfc822-header"
            | "text/rfc822"
            | "text/message-headers"
            | "text/x-message-headers"
    );
    // A text or file that stands behind another part may be the original under a false name.
    let later = part.parent.is_some()
        && seen.parts.len() > 2
        && (kind.starts_with("text/") || kind == "application/octet-stream")
        && !kind.ends_with("html");
    if !declared && !later {
        return None;
    }
    // The original's own faults are not this message's.
    let mut ignored = Vec::new();
    let bytes = part.bytes(defects);
    let head = &bytes[..bytes.len().min(LONGEST_HEAD)];
    let (headers, _) = Headers::read(head, &mut ignored);
    let known = |name: &str| headers.first(name).is_some();
    (declared || known("message-id") && (known("from") || known("received") || known("subject")))
        .then_some(headers)
}

/// The id in a text: a field of the quoted header, or what the prose calls the id.
fn in_text(text: &str, found: &mut Found) {
    let mut lines = text.lines().take(MOST_LINES).peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_start_matches(|c: char| c == '>' || c == '|' || c.is_whitespace());
        let short = &line[..line.floor_char_boundary(2_000)];
        let lower = short.to_lowercase();
        let Some((place, name)) = IN_PROSE
            .iter()
            .filter_map(|name| lower.find(name).map(|place| (place, name)))
            .min_by_key(|(place, _)| *place)
        else {
            continue;
        };
        // Lower case may be longer than what it was made of.
        let behind = short.get(place + name.len()..).unwrap_or_default();
        let is_field = place == 0 && behind.trim_start().starts_with([':', '：']);
        let id = ids_of(behind).into_iter().find(|id| id.contains('@')).or_else(|| {
            let next = lines.peek().filter(|_| is_field && behind.trim().len() <= 2)?;
            ids_of(next).into_iter().find(|id| id.contains('@'))
        });
        if let Some(id) = id {
            push_new(&mut found.originals, id);
        }
    }
}
