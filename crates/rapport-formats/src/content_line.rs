//! The lines that cards and calendars share (RFC 6350 and RFC 5545, section 3): `group.NAME;
//! PARAMETER=value:text`, folded over several lines of a file.
//!
//! [`LogicalLines`] joins what was folded, also where a program folded it wrongly, and
//! [`ContentLine::parse`] takes one apart. Both are total. What a property means is in
//! [`crate::vcard`] and [`crate::calendar`].

mod lines;

use encoding_rs::Encoding;

pub(crate) use lines::{LogicalLine, LogicalLines};

use crate::encoding::decode;

/// A parameter with its values, quotes and carets (RFC 6868) undone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Parameter {
    /// Upper case.
    pub name: String,
    pub values: Vec<String>,
}

/// One property.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct ContentLine {
    /// The line of the file, from 1.
    pub line: usize,
    /// Lower case; empty if there is none.
    pub group: String,
    /// Upper case.
    pub name: String,
    pub parameters: Vec<Parameter>,
    /// Characters decoded, backslashes as written.
    pub value: String,
}

impl ContentLine {
    /// Takes a logical line apart; `None` if it is no property. Bytes that are not UTF-8 and name
    /// no character set are read as `otherwise`.
    pub fn parse(logical: &LogicalLine, otherwise: &'static Encoding) -> Option<Self> {
        let (head, value) = split_head(&logical.bytes)?;
        let head = without_controls(decode(head, otherwise));
        let mut pieces = split_outside_quotes(&head, ';').into_iter();
        let full = pieces.next()?.trim();
        let (group, name) = full.split_once('.').unwrap_or(("", full));
        if name.is_empty() {
            return None;
        }
        let mut parameters: Vec<Parameter> = Vec::new();
        for piece in pieces {
            add_parameter(&mut parameters, piece);
        }
        let mut line = Self {
            line: logical.line,
            group: group.to_ascii_lowercase(),
            name: name.to_ascii_uppercase(),
            parameters,
            value: String::new(),
        };
        let encoding = line
            .parameter("CHARSET")
            .and_then(|label| Encoding::for_label(label.as_bytes()))
            .unwrap_or(otherwise);
        line.value = without_controls(if line.is_quoted_printable() {
            decode(&unquote_printable(value), encoding)
        } else {
            decode(value, encoding)
        });
        Some(line)
    }

    /// The first value of a parameter, by its upper-case name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|parameter| parameter.name == name)?;
        found.values.first().map(String::as_str)
    }

    /// All values of a parameter, in whatever number of places they stand.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let same = self.parameters.iter().filter(move |parameter| parameter.name == name);
        same.flat_map(|parameter| parameter.values.iter().map(String::as_str))
    }

    pub fn is_quoted_printable(&self) -> bool {
        self.all("ENCODING").any(|value| value.eq_ignore_ascii_case("quoted-printable"))
    }

    pub fn is_base64(&self) -> bool {
        let is =
            |value: &str| value.eq_ignore_ascii_case("b") || value.eq_ignore_ascii_case("base64");
        self.all("ENCODING").any(is)
    }

    /// Name, group and parameters as they would be written, without those that only say how the
    /// value was encoded.
    pub fn head(&self) -> String {
        let mut head = String::new();
        if !self.group.is_empty() {
            head.push_str(&self.group);
            head.push('.');
        }
        head.push_str(&self.name);
        for parameter in &self.parameters {
            if matches!(parameter.name.as_str(), "ENCODING" | "CHARSET") {
                continue;
            }
            head.push(';');
            head.push_str(&parameter.name);
            head.push('=');
            let values: Vec<String> =
                parameter.values.iter().map(|value| parameter_value(value)).collect();
            head.push_str(&values.join(","));
        }
        head
    }
}

/// A parameter's value as it is written: in quotes where it needs them, carets by RFC 6868.
pub(crate) fn parameter_value(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '^' => text.push_str("^^"),
            '"' => text.push_str("^'"),
            '\n' => text.push_str("^n"),
            '\r' => {}
            other => text.push(other),
        }
    }
    let plain = text.chars().all(|character| {
        character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '/' | '^' | '+')
    });
    if plain && !text.is_empty() { text } else { format!("\"{text}\"") }
}

/// No text holds control characters but tabs and line ends (RFC 6350 and RFC 5545, section 3.1).
fn without_controls(mut text: String) -> String {
    let foreign =
        |byte: u8| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f;
    if text.bytes().any(foreign) {
        text.retain(|character| u8::try_from(character).map_or(true, |byte| !foreign(byte)));
    }
    text
}

/// Where the value begins: after the first colon outside quotes; if the quotes are unbalanced,
/// after the first one at all.
fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut quoted = false;
    let outside = bytes.iter().position(|&byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    });
    let at = outside.or_else(|| bytes.iter().position(|&byte| byte == b':'))?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

/// The pieces of a text between separators that stand outside double quotes.
pub(crate) fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|character: char| {
        quoted ^= character == '"';
        character == separator && !quoted
    })
    .collect()
}

fn add_parameter(parameters: &mut Vec<Parameter>, piece: &str) {
    let piece = piece.trim();
    if piece.is_empty() {
        return;
    }
    let (name, text) = match piece.split_once('=') {
        Some((name, text)) => (name.trim().to_ascii_uppercase(), text),
        // vCard 2.1 writes kinds and encodings without a name.
        None if is_encoding(piece) => ("ENCODING".to_owned(), piece),
        None => ("TYPE".to_owned(), piece),
    };
    let mut values: Vec<String> =
        split_outside_quotes(text, ',').into_iter().map(|value| unquote(value.trim())).collect();
    if name == "TYPE" {
        // Some programs put a whole list of kinds into one pair of quotes.
        values = values.iter().flat_map(|value| value.split(',')).map(str::to_owned).collect();
    }
    match parameters.iter_mut().find(|parameter| parameter.name == name) {
        Some(same) => same.values.append(&mut values),
        None => parameters.push(Parameter { name, values }),
    }
}

fn is_encoding(word: &str) -> bool {
    ["quoted-printable", "base64", "8bit", "7bit"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

fn unquote(value: &str) -> String {
    let inner = value.strip_prefix('"').unwrap_or(value);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars().peekable();
    while let Some(character) = characters.next() {
        let replaced = match (character, characters.peek()) {
            ('^', Some('n')) => '\n',
            ('^', Some('^')) => '^',
            ('^', Some('\'')) => '"',
            _ => {
                text.push(character);
                continue;
            }
        };
        characters.next();
        text.push(replaced);
    }
    text
}

/// Undoes quoted-printable (RFC 2045, section 6.7); what is no code stays as it is.
pub(crate) fn unquote_printable(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'=').then(|| hex_pair(bytes.get(at + 1), bytes.get(at + 2))).flatten();
        plain.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    plain
}

fn hex_pair(high: Option<&u8>, low: Option<&u8>) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high?)? * 16 + digit(low?)?).ok()
}

/// Undoes the backslashes of a text value (RFC 6350, section 3.4); what is no escape stays.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some('n' | 'N')) => plain.push('\n'),
            ('\\', Some(&next @ (',' | ';' | ':' | '\\' | '"'))) => plain.push(next),
            ('\r', Some('\n')) => continue,
            ('\r', _) => {
                plain.push('\n');
                continue;
            }
            (other, _) => {
                plain.push(other);
                continue;
            }
        }
        characters.next();
    }
    plain
}

/// Splits at separators that no backslash guards; the pieces keep their backslashes.
pub(crate) fn split_unescaped(text: &str, separator: char) -> Vec<&str> {
    let mut guarded = false;
    text.split(|character: char| {
        let splits = character == separator && !guarded;
        guarded = character == '\\' && !guarded;
        splits
    })
    .collect()
}

/// Guards a text value with backslashes (RFC 6350, section 3.4; RFC 5545, section 3.3.11).
pub(crate) fn escape(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | ',' | ';' => {
                guarded.push('\\');
                guarded.push(character);
            }
            '\n' => guarded.push_str("\\n"),
            '\r' => {}
            other => guarded.push(other),
        }
    }
    guarded
}

/// Writes one logical line in pieces of at most 75 octets, never inside a character.
pub(crate) fn fold_into(output: &mut String, line: &str) {
    let mut room = 75;
    for character in line.chars() {
        let length = character.len_utf8();
        if length > room {
            output.push_str("\r\n ");
            room = 74;
        }
        output.push(character);
        room -= length;
    }
    output.push_str("\r\n");
}

#[cfg(test)]
mod tests;
