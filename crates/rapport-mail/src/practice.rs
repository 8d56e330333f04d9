//! The inbound mail of practice mode: real messages, so that practice runs the same way as life.
//!
//! Here: an answer, a decline, an opt-out, an away notice and a bounce to one of our own sent
//! messages, as RFC 5322 bytes. Ids and dates come in as arguments. Not here: when they arrive;
//! the practice peer of `rapport-app` decides.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::build::encode::{Fields, base64_lines};
use crate::build::{BuildError, Mailbox, Outgoing, boundary_of, build};
use crate::parse::{Parsed, parse};
use crate::subject::is_reply_subject;

/// What is common to all practice messages.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// The sent message that is answered, as stored.
    pub sent: &'a [u8],
    /// When the answer is written.
    pub date: Timestamp,
    /// The zone of the one who answers.
    pub zone: &'a TimeZone,
    /// The id of the answer, without angle brackets.
    pub message_id: &'a str,
}

/// A person's answer with these words and the original quoted below.
///
/// # Errors
///
/// If the sent message has no recipient, or a value cannot be written.
pub fn answer(occasion: &Occasion<'_>, words: &str) -> Result<Vec<u8>, BuildError> {
    let sent = parse(occasion.sent);
    let quoted: String = sent.text.trim_end().lines().map(|line| format!("> {line}\n")).collect();
    let day = sent.date.unwrap_or(occasion.date).to_zoned(occasion.zone.clone());
    let writer = if sent.from_name.is_empty() {
        sent.head.from.first().cloned().unwrap_or_default()
    } else {
        sent.from_name.clone()
    };
    let text = format!(
        "{}\n\nOn {}, {writer} wrote:\n\n{quoted}",
        words.trim_end(),
        day.strftime("%a, %d %b %Y at %H:%M"),
    );
    let subject = reply_subject("Re: ", &sent);
    reply(occasion, &sent, &subject, &text)
}

/// A no without a wish to stop.
///
/// # Errors
///
/// As [`answer`].
pub fn decline(occasion: &Occasion<'_>) -> Result<Vec<u8>, BuildError> {
    answer(occasion, "Thank you for your note. We have decided not to go ahead.\n\nAll the best")
}

/// A wish to get nothing any more.
///
/// # Errors
///
/// As [`answer`].
pub fn opt_out(occasion: &Occasion<'_>) -> Result<Vec<u8>, BuildError> {
    answer(occasion, "Please do not contact me again.")
}

/// An away notice by RFC 3834, with a day of return if one is given.
///
/// # Errors
///
/// As [`answer`].
pub fn away_notice(occasion: &Occasion<'_>, until: Option<Date>) -> Result<Vec<u8>, BuildError> {
    let sent = parse(occasion.sent);
    let named = until.map_or_else(String::new, |day| day.strftime(" until %-d %B %Y").to_string());
    let text = format!(
        "Thank you for your message. I am out of the office{named}.\n\nI will answer when I return.\n"
    );
    let subject = reply_subject("Automatic reply: ", &sent);
    let body = reply(occasion, &sent, &subject, &text)?;
    let mut out = b"Return-Path: <>\r\nAuto-Submitted: auto-replied\r\n".to_vec();
    out.extend_from_slice(&body);
    Ok(out)
}

/// A bounce by RFC 3464: the recipient does not exist. The header of the original is enclosed.
///
/// # Errors
///
/// If the sent message has no recipient, or a value cannot be written.
pub fn bounce(occasion: &Occasion<'_>) -> Result<Vec<u8>, BuildError> {
    let sent = parse(occasion.sent);
    let recipient = sent.head.to.first().cloned().ok_or_else(no_recipient)?;
    let sender = sent.head.from.first().cloned().unwrap_or_default();
    let domain = recipient.rsplit_once('@').map_or("example.org", |(_, domain)| domain);
    let boundary = boundary_of(occasion.message_id, "report");
    let date = occasion
        .date
        .to_zoned(occasion.zone.clone())
        .strftime("%a, %d %b %Y %H:%M:%S %z")
        .to_string();

    let mut fields = Fields::default();
    fields.plain("Return-Path", "<>")?;
    fields.plain("Date", &date)?;
    fields.mailbox(
        "From",
        &Mailbox {
            name: "Mail Delivery System".to_owned(),
            address: format!("mailer-daemon@mx.{domain}"),
        },
    )?;
    fields.mailbox("To", &Mailbox { name: String::new(), address: sender })?;
    fields.plain("Subject", "Undelivered Mail Returned to Sender")?;
    fields.ids("Message-ID", &[occasion.message_id])?;
    fields.plain("Auto-Submitted", "auto-replied")?;
    fields.plain("MIME-Version", "1.0")?;
    let mut out = fields.into_bytes();
    out.extend_from_slice(
        format!(
            "Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"{boundary}\"\r\n\r\n\
             --{boundary}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
             Your message could not be delivered to this address:\r\n\r\n<{recipient}>: no such user here\r\n\r\n\
             --{boundary}\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.{domain}\r\nArrival-Date: {date}\r\n\r\n\
             Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: no such user here\r\n\r\n\
             --{boundary}\r\nContent-Type: text/rfc822-headers; charset=us-ascii\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n"
        )
        .as_bytes(),
    );
    out.extend_from_slice(base64_lines(header_block(occasion.sent)).as_bytes());
    out.extend_from_slice(format!("\r\n\r\n--{boundary}--\r\n").as_bytes());
    Ok(out)
}

fn reply(
    occasion: &Occasion<'_>,
    sent: &Parsed,
    subject: &str,
    text: &str,
) -> Result<Vec<u8>, BuildError> {
    let recipient = crate::header::Headers::read(occasion.sent, &mut Vec::new())
        .0
        .addresses("to")
        .into_iter()
        .next()
        .ok_or_else(no_recipient)?;
    let mut references = sent.head.ancestors.clone();
    references.extend(sent.head.message_id.clone());
    build(&Outgoing {
        message_id: occasion.message_id,
        date: occasion.date,
        zone: occasion.zone,
        from: Mailbox { name: recipient.name, address: recipient.address },
        to: Mailbox {
            name: sent.from_name.clone(),
            address: sent.head.from.first().cloned().unwrap_or_default(),
        },
        reply_to: None,
        subject,
        text,
        language: None,
        in_reply_to: sent.head.message_id.as_deref(),
        references: &references,
        attachments: Vec::new(),
        opt_out: None,
        auto_generated: false,
    })
}

fn reply_subject(prefix: &str, sent: &Parsed) -> String {
    if prefix == "Re: " && is_reply_subject(&sent.subject) {
        sent.subject.clone()
    } else {
        format!("{prefix}{}", sent.subject)
    }
}

fn no_recipient() -> BuildError {
    BuildError::Address { field: "To", value: String::new() }
}

/// The bytes of a message up to its empty line.
fn header_block(raw: &[u8]) -> &[u8] {
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n").map_or(raw.len(), |end| end + 2);
    &raw[..end]
}

#[cfg(test)]
mod tests;
