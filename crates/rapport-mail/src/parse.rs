//! Any bytes to one readable message.
//!
//! Here: [`Parsed`] and the order in which the other modules fill it. Total: any bytes give a
//! value, with bounded work, and what was wrong with them is listed. Not here: how a message is
//! cut ([`crate::mime`]) and what is looked for in it ([`crate::evidence`]).

use jiff::Timestamp;
use jiff::civil::Date;
use mail_parser::DateTime;
use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;
use rapport_core::classify::Sign;
use rapport_core::matching::Head;

use crate::defects::{Defect, note};
use crate::evidence::{self, Seen};
use crate::header::Headers;
use crate::html;
use crate::message_id::{ancestors, id_of, ids_of};
use crate::mime::{Part, parts};
use crate::reply_text;
use crate::subject::is_forward_subject;

/// Bytes read of one message: 50 MB, more than any provider delivers.
pub const LONGEST_MESSAGE: usize = 50 * 1024 * 1024;
/// Bytes of text kept of one message.
const LONGEST_TEXT: usize = 2 * 1024 * 1024;
/// Bytes of one HTML part that are turned into text.
const LONGEST_HTML: usize = 8 * 1024 * 1024;

/// A file that came with a message; only described, never opened.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AttachmentInfo {
    /// Its decoded name; empty if it has none.
    pub name: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// Its size in bytes, transfer encoding undone.
    pub bytes: usize,
}

/// What was read of a message.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Parsed {
    /// What matching needs.
    pub head: Head,
    /// The sender's display name, empty if there is none.
    pub from_name: String,
    /// `Cc` in lower case; these addresses are in `head.to` too.
    pub cc: Vec<String>,
    /// When the sender's clock says it was written.
    pub date: Option<Timestamp>,
    /// The day of the same moment on the sender's own calendar.
    pub sent_on: Option<Date>,
    /// The decoded subject.
    pub subject: String,
    /// The ids in `In-Reply-To`, without angle brackets.
    pub in_reply_to: Vec<String>,
    /// The ids in `References`, without angle brackets, nearest ancestor last.
    pub references: Vec<String>,
    /// The whole readable text; of HTML its words, quotes marked by `>`.
    pub text: String,
    /// The newest text: without quotes, introductions of quotes, and signature. Short quotes
    /// that stand between answers are kept with their `>`.
    pub reply_text: String,
    /// The newest text without any quote: the words in which wishes are looked for.
    pub own_text: String,
    /// The older messages that were cut off, with what introduces them.
    pub quoted_text: String,
    /// Whether the sender passes on somebody else's message: by a line such as "Begin forwarded
    /// message:", by the subject above an original, or as an attached message.
    pub forwarded: bool,
    /// Message-IDs of attached messages (`message/rfc822` outside of reports), without angle
    /// brackets.
    pub embedded_ids: Vec<String>,
    /// The signature, without its delimiter.
    pub signature: Option<String>,
    /// The files.
    pub attachments: Vec<AttachmentInfo>,
    /// The evidence.
    pub signs: Vec<Sign>,
    /// The addresses of `List-Unsubscribe` in order (RFC 2369).
    pub list_unsubscribe: Vec<String>,
    /// Whether one click suffices there (RFC 8058).
    pub one_click: bool,
    /// Our Message-ID where a submission server put its own in its place
    /// (`X-Microsoft-Original-Message-ID`), without angle brackets.
    pub replaced_id: Option<String>,
    /// The first `Content-Language` (RFC 3282), lower case.
    pub language: Option<String>,
    /// The `report-type` of a `multipart/report` (RFC 6522), lower case: tells from the header
    /// alone that the body is worth fetching.
    pub report_type: Option<String>,
    /// The iCalendar text of a calendar part.
    pub calendar: Option<String>,
    /// What was wrong.
    pub defects: Vec<Defect>,
}

/// Reads a message. Total on any bytes.
#[must_use]
pub fn parse(raw: &[u8]) -> Parsed {
    let mut defects = Vec::new();
    let raw = if raw.len() > LONGEST_MESSAGE {
        note(&mut defects, Defect::Truncated);
        &raw[..LONGEST_MESSAGE]
    } else {
        raw
    };
    let parts = parts(raw, &mut defects);
    let Some(top) = parts.first() else {
        // The list always has the message itself; this only spares an index.
        return Parsed::default();
    };
    let text = readable_text(&parts, &mut defects);
    let mut parsed = from_headers(&top.headers, &mut defects);
    let answer = reply_text::split(&text);
    parsed.reply_text = answer.reply;
    parsed.own_text = answer.own;
    parsed.quoted_text = answer.quoted;
    parsed.signature = answer.signature;
    parsed.embedded_ids = embedded_ids(&parts, &mut defects);
    parsed.forwarded = answer.forwarded
        || has_embedded(&parts)
        || is_forward_subject(&parsed.subject) && !parsed.quoted_text.is_empty();
    parsed.attachments = attachments(&parts, &mut defects);
    parsed.calendar = parts
        .iter()
        .find(|part| part.content.kind == "text/calendar")
        .map(|part| shorten(part.text(&mut defects), LONGEST_TEXT));
    parsed.text = text;
    finish(parsed, &top.headers, &parts, defects)
}

/// Reads the header of a message alone, for an intake that fetches headers first; what follows
/// the header is not looked at. The signs are those of the header.
#[must_use]
pub fn parse_headers(raw: &[u8]) -> Parsed {
    let mut defects = Vec::new();
    let raw = &raw[..raw.len().min(LONGEST_MESSAGE)];
    let (headers, _) = Headers::read(raw, &mut defects);
    of_headers(&headers, defects)
}

/// As [`parse_headers`], of a header that was read before.
#[must_use]
pub fn parse_read_headers(headers: &Headers) -> Parsed {
    of_headers(headers, Vec::new())
}

fn of_headers(headers: &Headers, mut defects: Vec<Defect>) -> Parsed {
    let parsed = from_headers(headers, &mut defects);
    finish(parsed, headers, &[], defects)
}

/// What stands below a message as its signature, and nothing else: no evidence is gathered, which is
/// most of the work of [`parse`]. Total on any bytes.
#[must_use]
pub fn signature_of(raw: &[u8]) -> Option<String> {
    let mut defects = Vec::new();
    let parts = parts(&raw[..raw.len().min(LONGEST_MESSAGE)], &mut defects);
    let text = readable_text(&parts, &mut defects);
    reply_text::split(&text).signature
}

fn finish(
    mut parsed: Parsed,
    headers: &Headers,
    parts: &[Part<'_>],
    mut defects: Vec<Defect>,
) -> Parsed {
    let found = evidence::list(
        &Seen {
            headers,
            parts,
            subject: &parsed.subject,
            text: &parsed.text,
            reply_text: &parsed.own_text,
            sent_on: parsed.sent_on,
            from: &parsed.head.from,
            to: &parsed.head.to,
        },
        &mut defects,
    );
    parsed.signs = found.signs;
    parsed.head.originals = found.originals;
    parsed.head.failed_recipients = found.failed_recipients;
    parsed.defects = defects;
    parsed
}

fn from_headers(headers: &Headers, defects: &mut Vec<Defect>) -> Parsed {
    if headers.fields.is_empty() {
        note(defects, Defect::NoHeader);
    }
    let senders = headers.addresses("from");
    let addresses = |name: &str| -> Vec<String> {
        headers.addresses(name).into_iter().map(|one| one.address).collect()
    };
    let mut from: Vec<String> = senders.iter().map(|one| one.address.clone()).collect();
    if from.is_empty() {
        note(defects, Defect::NoSender);
    }
    for sender in addresses("sender") {
        if !from.contains(&sender) {
            from.push(sender);
        }
    }
    let cc = addresses("cc");
    let mut to = addresses("to");
    to.extend(cc.iter().cloned());
    let written = headers.first("date").and_then(date_of);
    let date = written.and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    if date.is_none() {
        note(defects, Defect::NoDate);
    }
    let message_id = headers.first("message-id").and_then(id_of);
    if message_id.is_none() {
        note(defects, Defect::NoMessageId);
    }
    let subject = headers.decoded("subject").unwrap_or_default();
    let content = headers.typed("content-type").unwrap_or_default();
    let own = message_id.clone();
    let mut line = ancestors(headers.first("references"), headers.first("in-reply-to"));
    line.retain(|id| Some(id) != own.as_ref());
    Parsed {
        head: Head {
            message_id,
            ancestors: line,
            originals: Vec::new(),
            failed_recipients: Vec::new(),
            from,
            to,
            subject: subject.clone(),
        },
        from_name: senders
            .into_iter()
            .map(|one| one.name)
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        cc,
        date,
        sent_on: written.and_then(day_of),
        subject,
        in_reply_to: headers.first("in-reply-to").map(ids_of).unwrap_or_default(),
        references: headers.first("references").map(ids_of).unwrap_or_default(),
        list_unsubscribe: headers.all("list-unsubscribe").flat_map(unsubscribe_addresses).collect(),
        one_click: headers
            .first("list-unsubscribe-post")
            .is_some_and(|value| value.to_ascii_lowercase().contains("one-click")),
        replaced_id: headers.first("x-microsoft-original-message-id").and_then(id_of),
        language: headers
            .first("content-language")
            .and_then(|value| value.split([',', ';']).next())
            .map(|tag| tag.trim().to_ascii_lowercase())
            .filter(|tag| !tag.is_empty()),
        report_type: (content.kind == "multipart/report")
            .then(|| content.parameter("report-type").unwrap_or_default().to_ascii_lowercase()),
        ..Parsed::default()
    }
}

fn date_of(value: &str) -> Option<DateTime> {
    let line = format!("{value}\r\n");
    match MessageStream::new(line.as_bytes()).parse_date() {
        HeaderValue::DateTime(date) if date.is_valid() => Some(date),
        _ => None,
    }
}

fn day_of(date: DateTime) -> Option<Date> {
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}

/// The addresses in angle brackets; text around them is comment (RFC 2369 section 2).
fn unsubscribe_addresses(value: &str) -> Vec<String> {
    value
        .split('<')
        .skip(1)
        .filter_map(|piece| piece.split_once('>'))
        .map(|(address, _)| address.chars().filter(|c| !c.is_whitespace()).collect::<String>())
        .filter(|address| !address.is_empty())
        .take(20)
        .collect()
}

/// The text of a message: of alternatives the plain one if it says anything, else the HTML.
fn readable_text(parts: &[Part<'_>], defects: &mut Vec<Defect>) -> String {
    let mut text = String::new();
    let mut done: Vec<usize> = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if !is_body(parts, place) || text.len() >= LONGEST_TEXT {
            continue;
        }
        let piece = match alternative_of(parts, place) {
            Some(choice) if done.contains(&choice) => continue,
            Some(choice) => {
                done.push(choice);
                alternative_text(parts, choice, defects)
            }
            None => text_of(part, defects),
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&piece);
    }
    if text.len() > LONGEST_TEXT {
        note(defects, Defect::LongText);
    }
    shorten(text, LONGEST_TEXT)
}

fn alternative_text(parts: &[Part<'_>], choice: usize, defects: &mut Vec<Defect>) -> String {
    let members: Vec<&Part<'_>> = (choice..parts.len())
        .filter(|place| is_body(parts, *place) && alternative_of(parts, *place) == Some(choice))
        .map(|place| &parts[place])
        .collect();
    let joined = |wanted_html: bool, defects: &mut Vec<Defect>| {
        members
            .iter()
            .filter(|part| (part.content.kind == "text/html") == wanted_html)
            .map(|part| text_of(part, defects))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let plain = joined(false, defects);
    if plain.trim().is_empty() { joined(true, defects) } else { plain }
}

fn text_of(part: &Part<'_>, defects: &mut Vec<Defect>) -> String {
    let text = part.text(defects);
    let text = if part.content.kind == "text/html" {
        if text.len() > LONGEST_HTML {
            note(defects, Defect::LongText);
        }
        html::to_text(&shorten(text, LONGEST_HTML))
    } else {
        let text =
            if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        if part
            .content
            .parameter("format")
            .is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
        {
            unflow(
                &text,
                part.content.parameter("delsp").is_some_and(|yes| yes.eq_ignore_ascii_case("yes")),
            )
        } else {
            text
        }
    };
    // A zero byte is no text, and databases refuse it.
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

/// Joins the soft line ends of `format=flowed` (RFC 3676), quotes level by level.
fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open_depth: Option<usize> = None;
    for line in text.split('\n') {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let content = &line[depth..];
        // A stuffed space protects lines that start with a space, `>` or "From ".
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_delimiter = content == "-- ";
        match open_depth {
            Some(open) if open == depth && !is_delimiter => {}
            _ => {
                if !out.is_empty() {
                    out.push('\n');
                }
                if depth > 0 {
                    out.push_str(&">".repeat(depth));
                    out.push(' ');
                }
            }
        }
        let flows = content.ends_with(' ') && !is_delimiter;
        if flows {
            out.push_str(if delete_space { &content[..content.len() - 1] } else { content });
            open_depth = Some(depth);
        } else {
            out.push_str(content);
            open_depth = None;
        }
    }
    out
}

/// Whether a part is text to read: not a file, and of a report only the part for people.
fn is_body(parts: &[Part<'_>], place: usize) -> bool {
    let part = &parts[place];
    let kind = part.content.kind.as_str();
    if part.container
        || !matches!(kind, "text/plain" | "text/html" | "text" | "text/enriched" | "text/markdown")
    {
        return false;
    }
    if let Some(parent) = part.parent
        && parts[parent].content.kind == "multipart/report"
    {
        let first = parts.iter().position(|other| other.parent == Some(parent));
        return first == Some(place);
    }
    // A lone text is read whatever it calls itself.
    parts.len() == 1 || !part.is_file()
}

/// The innermost `multipart/alternative` around a part.
fn alternative_of(parts: &[Part<'_>], place: usize) -> Option<usize> {
    let mut around = parts[place].parent;
    while let Some(parent) = around {
        if parts[parent].content.kind == "multipart/alternative" {
            return Some(parent);
        }
        around = parts[parent].parent;
    }
    None
}

/// The attached messages that were passed on; of a report the message is evidence, not content.
fn embedded<'a, 'b>(parts: &'a [Part<'b>]) -> impl Iterator<Item = &'a Part<'b>> {
    parts.iter().enumerate().filter_map(|(place, part)| {
        let in_report =
            part.parent.is_some_and(|parent| parts[parent].content.kind == "multipart/report");
        (place > 0 && part.content.kind == "message/rfc822" && !in_report).then_some(part)
    })
}

fn has_embedded(parts: &[Part<'_>]) -> bool {
    embedded(parts).next().is_some()
}

fn embedded_ids(parts: &[Part<'_>], defects: &mut Vec<Defect>) -> Vec<String> {
    embedded(parts)
        .take(20)
        .filter_map(|part| {
            let bytes = part.bytes(defects);
            // Only the header is of interest; what is wrong with it is not this message's fault.
            let head = &bytes[..bytes.len().min(64 * 1024)];
            Headers::read_part(head, &mut Vec::new()).0.first("message-id").and_then(id_of)
        })
        .collect()
}

fn attachments(parts: &[Part<'_>], defects: &mut Vec<Defect>) -> Vec<AttachmentInfo> {
    let in_report = |part: &Part<'_>| {
        part.parent.is_some_and(|parent| parts[parent].content.kind == "multipart/report")
    };
    parts
        .iter()
        .enumerate()
        .filter(|(place, part)| !part.container && !is_body(parts, *place) && !in_report(part))
        .map(|(_, part)| AttachmentInfo {
            name: part.file_name().unwrap_or_default(),
            media_type: part.content.kind.clone(),
            bytes: part.bytes(defects).len(),
        })
        .collect()
}

fn shorten(mut text: String, longest: usize) -> String {
    if text.len() > longest {
        text.truncate(text.floor_char_boundary(longest));
    }
    text
}

#[cfg(test)]
mod tests;
