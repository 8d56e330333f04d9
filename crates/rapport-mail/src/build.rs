//! The one message that goes out: its final bytes, built once and stored before dialling.
//!
//! Here: [`build()`], the order of the fields and the shape of the parts: text with a modest HTML
//! alternative, and files beside it. Encodings of fields are in [`encode`], the HTML in
//! [`alternative`]. The same input gives the same bytes: boundaries come from the Message-ID.
//! Exactly one recipient, never a `Bcc`, nothing that tracks.
//! Not here: minting the id, signing, sending.

pub mod alternative;
pub mod encode;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use encode::{Fields, base64_lines, quoted_printable};

/// An address with the name to show beside it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mailbox {
    /// The display name; empty for none.
    pub name: String,
    /// `local@domain`; a domain in other scripts is written in its ASCII form (RFC 5891).
    pub address: String,
}

/// A file that goes along.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Attachment {
    /// The file name to show.
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// How a recipient of commercial mail says no (RFC 2369, RFC 8058).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OptOut {
    /// The address a no can be mailed to, without `mailto:`; a query such as `?subject=…` may follow.
    pub mailto: String,
    /// A one-click address, where the installation is reachable by https.
    pub https: Option<String>,
}

/// Everything one message is built from.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    /// Minted before, without angle brackets.
    pub message_id: &'a str,
    /// The moment of writing.
    pub date: Timestamp,
    /// The sender's zone, for the offset in `Date`.
    pub zone: &'a TimeZone,
    /// The identity of the mail account.
    pub from: Mailbox,
    /// The one recipient.
    pub to: Mailbox,
    /// Where answers go, if not to `from`.
    pub reply_to: Option<Mailbox>,
    /// The subject.
    pub subject: &'a str,
    /// The body, signature included.
    pub text: &'a str,
    /// The language tag of the text (RFC 3282), such as `en` or `de-AT`.
    pub language: Option<&'a str>,
    /// The id this answers, without angle brackets.
    pub in_reply_to: Option<&'a str>,
    /// The ancestors, nearest last, without angle brackets.
    pub references: &'a [String],
    /// The files.
    pub attachments: Vec<Attachment>,
    /// Only for commercial mail; personal notes carry no list headers.
    pub opt_out: Option<OptOut>,
    /// Set for mail that nobody released by hand (RFC 3834 section 5).
    pub auto_generated: bool,
}

/// Why a message cannot be built. Every one names the field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BuildError {
    /// A line end or a zero byte in a header field: somebody tries to add fields of their own.
    LineBreak {
        /// The field.
        field: &'static str,
    },
    /// No valid address.
    Address {
        /// The field.
        field: &'static str,
        /// What stood there.
        value: String,
    },
    /// A local part outside ASCII, which needs SMTPUTF8 (RFC 6531) at every server on the way.
    NeedsSmtpUtf8 {
        /// The field.
        field: &'static str,
        /// What stood there.
        value: String,
    },
    /// A value that cannot stand in its field, such as an id with a blank.
    Value {
        /// The field.
        field: &'static str,
        /// What stood there.
        value: String,
    },
    /// A date that mail cannot express.
    Date,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LineBreak { field } => {
                write!(f, "{field} holds a line break, which a mail header must not")
            }
            Self::Address { field, value } => write!(f, "{field} is not a mail address: {value}"),
            Self::NeedsSmtpUtf8 { field, value } => write!(
                f,
                "{field} has letters outside ASCII before the @, which needs SMTPUTF8: {value}"
            ),
            Self::Value { field, value } => write!(f, "{field} cannot be written: {value}"),
            Self::Date => f.write_str("Date lies outside the years that mail can express"),
        }
    }
}

impl std::error::Error for BuildError {}

/// Builds the bytes. Lines end in CR LF and are at most 998 bytes long (RFC 5322 section 2.1.1).
///
/// # Errors
///
/// [`BuildError`] names the field that cannot be written; nothing is repaired silently.
pub fn build(outgoing: &Outgoing<'_>) -> Result<Vec<u8>, BuildError> {
    let mut fields = Fields::default();
    fields.plain("Date", &date_in(outgoing.date, outgoing.zone)?)?;
    fields.mailbox("From", &outgoing.from)?;
    if let Some(reply_to) = &outgoing.reply_to {
        fields.mailbox("Reply-To", reply_to)?;
    }
    fields.mailbox("To", &outgoing.to)?;
    fields.unstructured("Subject", outgoing.subject)?;
    fields.ids("Message-ID", &[outgoing.message_id])?;
    if let Some(parent) = outgoing.in_reply_to {
        fields.ids("In-Reply-To", &[parent])?;
    }
    if !outgoing.references.is_empty() {
        let references: Vec<&str> = outgoing.references.iter().map(String::as_str).collect();
        fields.ids("References", &references)?;
    }
    if let Some(language) = outgoing.language {
        let valid =
            !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !valid {
            return Err(refusal("Content-Language", language));
        }
        fields.plain("Content-Language", language)?;
    }
    if let Some(opt_out) = &outgoing.opt_out {
        add_opt_out(&mut fields, opt_out)?;
    }
    if outgoing.auto_generated {
        fields.plain("Auto-Submitted", "auto-generated")?;
    }
    fields.plain("MIME-Version", "1.0")?;

    let text = normalise(outgoing.text);
    let alternative = alternative_part(outgoing, &text);
    if outgoing.attachments.is_empty() {
        let mut out = fields.into_bytes();
        out.extend_from_slice(&alternative);
        return Ok(out);
    }
    let boundary = boundary_of(outgoing.message_id, "mixed");
    let mut out = fields.into_bytes();
    out.extend_from_slice(
        format!("Content-Type: multipart/mixed;\r\n boundary=\"{boundary}\"\r\n\r\n").as_bytes(),
    );
    out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
    out.extend_from_slice(&alternative);
    for attachment in &outgoing.attachments {
        out.extend_from_slice(format!("\r\n--{boundary}\r\n").as_bytes());
        out.extend_from_slice(&attachment_part(attachment)?);
    }
    out.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    Ok(out)
}

/// Checks an address and gives it in the form that goes on the wire, for envelope and header.
///
/// # Errors
///
/// If it is no address, or needs SMTPUTF8.
pub fn wire_address(field: &'static str, address: &str) -> Result<String, BuildError> {
    if address.contains(['\r', '\n', '\0']) {
        return Err(BuildError::LineBreak { field });
    }
    let wrong = || BuildError::Address { field, value: address.to_owned() };
    let (local, domain) = address.trim().rsplit_once('@').ok_or_else(wrong)?;
    if !local.is_ascii() {
        return Err(BuildError::NeedsSmtpUtf8 { field, value: address.to_owned() });
    }
    let domain = if domain.is_ascii() {
        domain.to_owned()
    } else {
        url::Host::parse(domain).map_err(|_| wrong())?.to_string()
    };
    let wire = format!("{local}@{domain}");
    if wire.len() > 254 || wire.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(wrong());
    }
    // What the courier will have to accept as an envelope recipient.
    lettre::Address::from_str(&wire).map_err(|_| wrong())?;
    Ok(wire)
}

fn refusal(field: &'static str, value: &str) -> BuildError {
    if value.contains(['\r', '\n', '\0']) {
        BuildError::LineBreak { field }
    } else {
        BuildError::Value { field, value: value.to_owned() }
    }
}

fn date_in(date: Timestamp, zone: &TimeZone) -> Result<String, BuildError> {
    let zoned = date.to_zoned(zone.clone());
    // RFC 5322 section 3.3 knows years of four figures from 1900 on.
    if !(1900..=9999).contains(&zoned.year()) {
        return Err(BuildError::Date);
    }
    Ok(zoned.strftime("%a, %d %b %Y %H:%M:%S %z").to_string())
}

fn add_opt_out(fields: &mut Fields, opt_out: &OptOut) -> Result<(), BuildError> {
    let field = "List-Unsubscribe";
    let usable = |value: &str| {
        value.len() <= 900
            && value.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ','))
    };
    let address = opt_out.mailto.split('?').next().unwrap_or_default();
    wire_address(field, address)?;
    if !usable(&opt_out.mailto) {
        return Err(refusal(field, &opt_out.mailto));
    }
    let mut value = format!("<mailto:{}>", opt_out.mailto);
    if let Some(https) = &opt_out.https {
        if !usable(https) || !https.starts_with("https://") {
            return Err(refusal(field, https));
        }
        value.push_str(&format!(",\r\n <{https}>"));
    }
    fields.folded(field, &value);
    if opt_out.https.is_some() {
        fields.plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?;
    }
    Ok(())
}

/// CR LF everywhere, no control characters but tabs, no white space at the end, one line end last.
fn normalise(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.trim_end().split('\n') {
        // The delimiter of a signature ends in a blank by its definition.
        let kept = if line == "-- " { line } else { line.trim_end() };
        out.extend(kept.chars().filter(|c| !c.is_control() || *c == '\t'));
        out.push_str("\r\n");
    }
    out
}

fn alternative_part(outgoing: &Outgoing<'_>, text: &str) -> Vec<u8> {
    let boundary = boundary_of(outgoing.message_id, "alternative");
    let html = alternative::html_of(text, outgoing.language, outgoing.subject);
    let mut out =
        format!("Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n\r\n")
            .into_bytes();
    for (kind, content) in [("plain", text), ("html", html.as_str())] {
        out.extend_from_slice(
            format!(
                "--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n\
                 Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            )
            .as_bytes(),
        );
        out.extend_from_slice(quoted_printable(content).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    out
}

fn attachment_part(attachment: &Attachment) -> Result<Vec<u8>, BuildError> {
    let field = "Content-Disposition";
    if attachment.name.chars().any(char::is_control) || attachment.name.len() > 400 {
        return Err(refusal(field, &attachment.name));
    }
    let kind = attachment.media_type.trim();
    let token = |part: &str| {
        !part.is_empty()
            && part.len() <= 127
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    let valid = kind.split_once('/').is_some_and(|(main, sub)| {
        // A file is opaque: as multipart or message it would need another encoding.
        token(main) && token(sub) && !matches!(main, "multipart" | "message")
    });
    if !valid {
        return Err(refusal("Content-Type", kind));
    }
    let mut out = format!("Content-Type: {kind}").into_bytes();
    out.extend_from_slice(encode::parameter("name", &attachment.name).as_bytes());
    out.extend_from_slice(b"\r\nContent-Disposition: attachment");
    out.extend_from_slice(encode::parameter("filename", &attachment.name).as_bytes());
    out.extend_from_slice(b"\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    out.extend_from_slice(base64_lines(&attachment.bytes).as_bytes());
    Ok(out)
}

/// A boundary that is the same for the same message and cannot stand in its content: both
/// encodings in use never make a line that starts with `--=_`, because quoted-printable writes
/// `=` only before two figures or at the end of a line.
pub(crate) fn boundary_of(message_id: &str, role: &str) -> String {
    // FNV-1a, twice with different starts; it only has to differ, not to resist anybody.
    let hash = |start: u64| {
        message_id
            .bytes()
            .chain(role.bytes())
            .fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    format!("=_{role}_{:016x}{:016x}", hash(0xcbf2_9ce4_8422_2325), hash(0x8422_2325_cbf2_9ce4))
}

#[cfg(test)]
mod tests;
