//! One mail: what it is, what was newly written, whom it reports on.
//!
//! Here: [`view`], which joins what `rapport-mail` reads and what the core makes of it, and
//! [`each_message`], which hands out the messages of a file, be it one mail or a mailbox. The
//! place in a thread needs the other messages of the run: see [`threads`]. Not here: any
//! judgement, and any file.

mod bounces;
mod language;
#[cfg(test)]
mod tests;
pub mod threads;

use std::io::{self, BufRead, Read};

use jiff::Timestamp;
use jiff::tz::Offset;
use rapport_core::classify::{Class, Intent, classify};
use rapport_formats::mbox;
use rapport_mail::header::Headers;
use rapport_mail::parse::{self, parse};
use serde::Serialize;

pub use bounces::BounceView;
use threads::Threads;

/// A mail, as `rapport inspect mail` prints it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MailView {
    /// The file as it was named.
    pub file: String,
    /// Of a mailbox: the line, from 1, where the message begins.
    pub line: Option<u64>,
    /// `Message-ID`, without angle brackets.
    pub message_id: Option<String>,
    /// Decoded.
    pub subject: String,
    /// The addresses of `From`, lower case.
    pub from: Vec<String>,
    /// The addresses of `To`, lower case.
    pub to: Vec<String>,
    /// The addresses of `Cc`, lower case.
    pub cc: Vec<String>,
    /// When it was written (RFC 3339), with the sender's offset where it is told.
    pub date: Option<String>,
    /// The first id of `In-Reply-To`.
    pub in_reply_to: Option<String>,
    /// The ids of `References`, nearest ancestor last.
    pub references: Vec<String>,
    /// `human`, `away`, `acknowledgement`, `bounce`, `complaint`, `opt_out`, `challenge`, `list`,
    /// `calendar`, `receipt`, `own` or `unclear`.
    pub class: &'static str,
    /// What a person, or a machine that speaks for one, wants; `None` for other classes.
    pub intent: Option<&'static str>,
    /// Of a bounce: whether an address will never be reached again.
    pub hard: Option<bool>,
    /// How sure class and intent are, 0 to 1.
    pub confidence: f64,
    /// Why, in words, weightiest first.
    pub evidence: Vec<String>,
    /// What was newly written, answers between quoted lines included, without the signature.
    pub reply_text: String,
    /// What was quoted.
    pub quoted_text: String,
    /// The signature, without its delimiter.
    pub signature: Option<String>,
    /// The day named for the return.
    pub away_until: Option<String>,
    /// Of a bounce: one entry per recipient who was not reached.
    pub bounces: Vec<BounceView>,
    /// The Message-ID of the mail a report is about.
    pub original_message_id: Option<String>,
    /// The Message-ID of the message that this one answers.
    pub parent: Option<String>,
    /// The Message-ID of the first message of its thread.
    pub thread: Option<String>,
    /// The addresses of `List-Unsubscribe` in order (RFC 2369).
    pub list_unsubscribe: Vec<String>,
    /// Whether one click suffices there (RFC 8058).
    pub one_click: bool,
    /// The language of the newly written text (ISO 639-1), where it can be told.
    pub language: Option<&'static str>,
    /// The files that came with it.
    pub attachments: Vec<AttachmentView>,
    /// What was wrong with it, in stable words.
    pub defects: Vec<&'static str>,
}

/// Where a message stands in a run.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Of a mailbox: the line, from 1, where the message begins.
    pub line: Option<u64>,
    /// Its number in the run, from 0.
    pub number: usize,
    /// All messages of the run.
    pub threads: &'a Threads,
}

/// A file that came with a mail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AttachmentView {
    /// Its name, empty without one.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Its size in bytes, transfer encoding undone.
    pub bytes: usize,
}

/// Reads a message, as one of a run. Total on any bytes.
#[must_use]
pub fn view(file: &str, place: Place<'_>, raw: &[u8]) -> MailView {
    let parsed = parse(raw);
    let placement = place.threads.placement(place.number, &parsed);
    let verdict = classify(&parsed.signs);
    // The header once more, because the parsed form joins `Sender` to `From` and `Cc` to `To`.
    let (headers, _) =
        Headers::read(&raw[..raw.len().min(parse::LONGEST_MESSAGE)], &mut Vec::new());
    let addresses = |name: &str| -> Vec<String> {
        let found = headers.addresses(name).into_iter().map(|one| one.address);
        found.filter(|address| !address.is_empty()).collect()
    };
    let (class, intent) = words(&verdict.class);
    let bounces = bounces::of(&verdict.class, &parsed.signs);
    let away_until = match verdict.class {
        Class::Away { until } | Class::LongAbsence { until } => until.map(|day| day.to_string()),
        _ => None,
    };
    MailView {
        file: file.to_owned(),
        line: place.line,
        message_id: parsed.head.message_id,
        from: addresses("from"),
        to: addresses("to"),
        cc: addresses("cc"),
        date: parsed.date.map(|date| written(date, headers.first("date").unwrap_or_default())),
        in_reply_to: parsed.in_reply_to.into_iter().next(),
        references: parsed.references,
        class,
        intent,
        hard: bounces::hard(&verdict.class, &bounces),
        confidence: f64::from(verdict.confidence) / 100.0,
        evidence: verdict.evidence,
        language: language::of(&parsed.reply_text),
        reply_text: parsed.reply_text,
        quoted_text: parsed.quoted_text,
        signature: parsed.signature,
        away_until,
        bounces,
        original_message_id: parsed.head.originals.into_iter().next(),
        parent: placement.parent,
        thread: placement.thread,
        list_unsubscribe: parsed.list_unsubscribe,
        one_click: parsed.one_click,
        attachments: parsed
            .attachments
            .into_iter()
            .map(|one| AttachmentView {
                name: one.name,
                media_type: one.media_type,
                bytes: one.bytes,
            })
            .collect(),
        subject: parsed.subject,
        defects: parsed.defects.iter().map(|defect| defect.word()).collect(),
    }
}

/// Hands out the messages of a file with the line where each begins in a mailbox: one mail, or
/// each of an mbox, which its content tells. Memory is bounded by the longest message.
///
/// # Errors
/// What reading gave, and what `each` gives.
pub fn each_message<E: From<io::Error>>(
    mut input: impl BufRead,
    mut each: impl FnMut(Option<u64>, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut message = Vec::new();
    if mbox::is_mbox(input.fill_buf()?) {
        let mut mailbox = mbox::Reader::new(input);
        while let Some(start) = mailbox.read(&mut message)? {
            each(Some(start.line), &message)?;
        }
        return Ok(());
    }
    // One byte more than is parsed, so that the parser notices what is missing.
    input.take(parse::LONGEST_MESSAGE as u64 + 1).read_to_end(&mut message)?;
    each(None, &message)
}

/// The words of a class and of what is wanted.
fn words(class: &Class) -> (&'static str, Option<&'static str>) {
    match class {
        Class::Answer(intent) => ("human", Some(intent_word(*intent))),
        Class::Acknowledgement(intent) => ("acknowledgement", Some(intent_word(*intent))),
        Class::Away { .. } | Class::LongAbsence { .. } | Class::Departed { .. } => ("away", None),
        Class::Bounce(_) => ("bounce", None),
        Class::OptOut => ("opt_out", None),
        Class::Complaint => ("complaint", None),
        Class::Challenge => ("challenge", None),
        Class::Calendar(_) => ("calendar", None),
        Class::Receipt => ("receipt", None),
        Class::Newsletter => ("list", None),
        Class::Own => ("own", None),
        Class::Unclear => ("unclear", None),
    }
}

fn intent_word(intent: Intent) -> &'static str {
    match intent {
        Intent::Plain => "none",
        other => other.word(),
    }
}

/// RFC 3339 with the offset that the `Date` field names; `Z` where it names none.
fn written(date: Timestamp, field: &str) -> String {
    let offset = field.split('(').next().and_then(|value| value.split_whitespace().last());
    match offset.and_then(offset_of) {
        Some(offset) => date.display_with_offset(offset).to_string(),
        None => date.to_string(),
    }
}

/// `+0530` → five and a half hours (RFC 5322 section 3.3).
fn offset_of(word: &str) -> Option<Offset> {
    let (sign, digits) = match word.as_bytes().first()? {
        b'+' => (1, &word[1..]),
        b'-' => (-1, &word[1..]),
        _ => return None,
    };
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    Offset::from_seconds(sign * (number / 100 * 3_600 + number % 100 * 60)).ok()
}
