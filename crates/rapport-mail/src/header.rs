//! Header fields: cut, unfolded and decoded (RFC 5322, RFC 2047, RFC 2231).
//!
//! Here: the block of fields of a message, a part, or a group of a delivery report. Values are
//! decoded by `mail-parser`; cutting is done here so that the work is bounded and nothing is lost
//! that stands before the first broken line. Not here: the body ([`crate::mime`]).

use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;

use crate::defects::{Defect, note};
use crate::text::decode_lenient;

/// Fields read per block; a real message has fewer than a hundred.
const MOST_FIELDS: usize = 1_000;
/// Bytes read of one field's value.
const LONGEST_VALUE: usize = 64 * 1024;

/// One field as it stands: name, and value unfolded but not decoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Lower case.
    pub name: String,
    /// Without the line ends of folding, trimmed; not yet decoded by RFC 2047.
    pub value: String,
}

/// A block of header fields in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Headers {
    /// The fields, first one first.
    pub fields: Vec<Field>,
}

/// An address with the name beside it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    /// The decoded display name, empty if there is none.
    pub name: String,
    /// The address in lower case.
    pub address: String,
}

/// A `Content-Type` or `Content-Disposition` with its parameters (RFC 2045, RFC 2183).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Typed {
    /// `text/plain`, `attachment`; lower case.
    pub kind: String,
    /// Name (lower case) and decoded value.
    pub parameters: Vec<(String, String)>,
}

impl Typed {
    /// The value of a parameter, by its lower-case name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

impl Headers {
    /// Cuts the block off the front of `bytes`; the rest is the body. Empty lines before the first
    /// field are skipped.
    pub fn read<'a>(bytes: &'a [u8], defects: &mut Vec<Defect>) -> (Self, &'a [u8]) {
        Self::cut(bytes, true, defects)
    }

    /// As [`Headers::read`] for a part of a multipart, where an empty first line means that there
    /// is no field (RFC 2046 section 5.1).
    pub fn read_part<'a>(bytes: &'a [u8], defects: &mut Vec<Defect>) -> (Self, &'a [u8]) {
        Self::cut(bytes, false, defects)
    }

    fn cut<'a>(bytes: &'a [u8], skip_empty: bool, defects: &mut Vec<Defect>) -> (Self, &'a [u8]) {
        let mut fields: Vec<Field> = Vec::new();
        let mut position = 0;
        let mut leading = true;
        while position < bytes.len() {
            let (line, next) = line_at(bytes, position);
            if line.is_empty() {
                if leading && skip_empty {
                    // Empty lines before the first field are an old habit of mail stores.
                    position = next;
                    continue;
                }
                position = next;
                break;
            }
            if matches!(line.first(), Some(b' ' | b'\t')) {
                if let Some(field) = fields.last_mut() {
                    if line.iter().all(u8::is_ascii_whitespace) {
                        // Some programs "fold" with an empty line; nothing to add.
                    } else if field.value.len() < LONGEST_VALUE {
                        field.value.push(' ');
                        field.value.push_str(decode_lenient(line).trim());
                    } else {
                        note(defects, Defect::LongHeader);
                    }
                    position = next;
                    continue;
                }
                if leading && line.iter().all(u8::is_ascii_whitespace) {
                    position = next;
                    continue;
                }
            }
            let Some((name, value)) = field_of(line) else {
                if leading && (line.starts_with(b"From ") || line.starts_with(b">From ")) {
                    // The separator line of an mbox file.
                    position = next;
                    continue;
                }
                note(defects, Defect::BrokenHeader);
                break;
            };
            leading = false;
            position = next;
            if fields.len() >= MOST_FIELDS {
                note(defects, Defect::TooManyHeaders);
                continue;
            }
            let value = if value.len() > LONGEST_VALUE {
                note(defects, Defect::LongHeader);
                &value[..LONGEST_VALUE]
            } else {
                value
            };
            fields.push(Field { name, value: decode_lenient(value).trim().to_owned() });
        }
        (Self { fields }, bytes.get(position..).unwrap_or_default())
    }

    /// The raw values of all fields of this (lower-case) name, first one first.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |field| field.name == name).map(|field| field.value.as_str())
    }

    /// The raw value of the first field of this (lower-case) name.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
    }

    /// The first field of this name with its encoded words decoded (RFC 2047).
    #[must_use]
    pub fn decoded(&self, name: &str) -> Option<String> {
        self.first(name).map(decode_words)
    }

    /// The addresses of all fields of this name.
    #[must_use]
    pub fn addresses(&self, name: &str) -> Vec<Named> {
        self.all(name).flat_map(addresses_of).collect()
    }

    /// A field such as `Content-Type`, with its parameters.
    #[must_use]
    pub fn typed(&self, name: &str) -> Option<Typed> {
        self.first(name).and_then(typed_of)
    }
}

fn line_at(bytes: &[u8], start: usize) -> (&[u8], usize) {
    let rest = &bytes[start..];
    let (line, next) = match rest.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&rest[..end], start + end + 1),
        None => (rest, bytes.len()),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), next)
}

fn field_of(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    let name = name.trim_ascii_end();
    // RFC 5322 section 2.2: printable ASCII without the colon.
    let valid = !name.is_empty() && name.len() <= 128 && name.iter().all(u8::is_ascii_graphic);
    valid.then(|| (String::from_utf8_lossy(name).to_ascii_lowercase(), value))
}

/// Decodes the encoded words of a value (RFC 2047).
#[must_use]
pub fn decode_words(value: &str) -> String {
    if !value.contains("=?") {
        return collapse(value);
    }
    let line = format!("{value}\r\n");
    match MessageStream::new(line.as_bytes()).parse_unstructured() {
        HeaderValue::Text(text) => collapse(&text),
        HeaderValue::TextList(list) => collapse(&list.join(" ")),
        _ => collapse(value),
    }
}

fn collapse(value: &str) -> String {
    // Control characters in a decoded subject would let it forge lines elsewhere.
    let clean: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.trim().to_owned()
}

/// The addresses of one value, groups flattened.
#[must_use]
pub fn addresses_of(value: &str) -> Vec<Named> {
    let line = format!("{value}\r\n");
    let mut found = Vec::new();
    if let HeaderValue::Address(address) = MessageStream::new(line.as_bytes()).parse_address() {
        for entry in address.iter() {
            let Some(address) = entry.address.as_deref() else {
                continue;
            };
            let address = address.trim().trim_matches(|c| c == '<' || c == '>').to_lowercase();
            if address.is_empty() || found.len() >= 500 {
                continue;
            }
            found
                .push(Named { name: collapse(entry.name.as_deref().unwrap_or_default()), address });
        }
    }
    found
}

/// The kind and parameters of one value.
#[must_use]
pub fn typed_of(value: &str) -> Option<Typed> {
    let line = format!("{value}\r\n");
    let HeaderValue::ContentType(parsed) = MessageStream::new(line.as_bytes()).parse_content_type()
    else {
        return None;
    };
    let kind = match parsed.c_subtype.as_deref() {
        Some(subtype) => format!("{}/{subtype}", parsed.c_type),
        None => parsed.c_type.to_string(),
    };
    let parameters = parsed
        .attributes
        .unwrap_or_default()
        .into_iter()
        .map(|attribute| (attribute.name.to_lowercase(), collapse(&attribute.value)))
        .collect();
    Some(Typed {
        // A forgotten semicolon leaves the next parameter behind a blank.
        kind: kind.split_whitespace().next().unwrap_or_default().to_lowercase(),
        parameters,
    })
}

#[cfg(test)]
mod tests;
