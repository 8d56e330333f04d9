//! Encodings of outgoing mail: fields (RFC 5322, RFC 2047, RFC 2231) and bodies (RFC 2045).
//!
//! Here: each field is checked for line ends before anything is written, so that no value can add
//! a field. Lines are folded at 76 characters where they can be. Not here: which fields there are
//! ([`super::build`]).

use super::{BuildError, Mailbox, wire_address};

/// RFC 5322 section 2.1.1 recommends 78; encoded words are bounded to 76 by RFC 2047.
const WIDTH: usize = 76;
/// Bytes of UTF-8 that fit one base64 encoded word with its frame.
const WORD_BYTES: usize = 45;

/// The header in the making.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    out: String,
}

impl Fields {
    /// A field whose value is ASCII and short.
    ///
    /// # Errors
    ///
    /// If the value holds a line end, or cannot stand as it is.
    pub fn plain(&mut self, name: &'static str, value: &str) -> Result<(), BuildError> {
        refuse_breaks(name, value)?;
        if !value.is_ascii() || value.len() > 900 {
            return Err(BuildError::Value { field: name, value: value.to_owned() });
        }
        self.folded(name, value);
        Ok(())
    }

    /// A field whose value was folded and checked by the caller.
    pub fn folded(&mut self, name: &'static str, value: &str) {
        self.out.push_str(name);
        self.out.push_str(": ");
        self.out.push_str(value);
        self.out.push_str("\r\n");
    }

    /// A field of free text, such as the subject.
    ///
    /// # Errors
    ///
    /// If it holds a line end or a zero byte.
    pub fn unstructured(&mut self, name: &'static str, value: &str) -> Result<(), BuildError> {
        refuse_breaks(name, value)?;
        let value = value.trim();
        let plain = value.chars().all(|c| (' '..='~').contains(&c)) && !value.contains("=?");
        let folded = if plain && value.split(' ').all(|word| word.len() < 900) {
            fold_words(name.len() + 2, value)
        } else {
            encoded_words(name.len() + 2, value)
        };
        self.folded(name, &folded);
        Ok(())
    }

    /// A field with one mailbox.
    ///
    /// # Errors
    ///
    /// If the name holds a line end, or the address is none.
    pub fn mailbox(&mut self, field: &'static str, mailbox: &Mailbox) -> Result<(), BuildError> {
        refuse_breaks(field, &mailbox.name)?;
        let address = wire_address(field, &mailbox.address)?;
        let name = mailbox.name.trim();
        if name.is_empty() {
            self.folded(field, &address);
            return Ok(());
        }
        let shown = phrase(field.len() + 2, name);
        let last = shown.rsplit("\r\n").next().unwrap_or_default().len();
        let before = if shown.contains("\r\n") { last } else { field.len() + 2 + last };
        let join = if before + address.len() + 3 > WIDTH { "\r\n " } else { " " };
        self.folded(field, &format!("{shown}{join}<{address}>"));
        Ok(())
    }

    /// A field of Message-IDs, one to a line.
    ///
    /// # Errors
    ///
    /// If an id holds white space, brackets or anything outside ASCII.
    pub fn ids(&mut self, field: &'static str, ids: &[&str]) -> Result<(), BuildError> {
        for id in ids {
            refuse_breaks(field, id)?;
            let valid = !id.is_empty()
                && id.len() <= 900
                && id.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'));
            if !valid {
                return Err(BuildError::Value { field, value: (*id).to_owned() });
            }
        }
        let value = ids.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join("\r\n ");
        self.folded(field, &value);
        Ok(())
    }

    /// The bytes so far.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

fn refuse_breaks(field: &'static str, value: &str) -> Result<(), BuildError> {
    // Other control characters are not allowed in a field either, and U+2028 is a line end to some.
    if value.contains(|c: char| c.is_control() && c != '\t' || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(BuildError::LineBreak { field });
    }
    Ok(())
}

/// A display name: as it stands, quoted, or encoded (RFC 5322 section 3.2.5, RFC 2047 section 5).
fn phrase(used: usize, name: &str) -> String {
    let atoms = name.split(' ').all(|word| {
        !word.is_empty()
            && word.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
    });
    if name.contains("=?") || !name.chars().all(|c| (' '..='~').contains(&c)) || name.len() > 200 {
        return encoded_words(used, name);
    }
    if atoms {
        return fold_words(used, name);
    }
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Folds at single blanks; the text is the same when unfolded.
fn fold_words(used: usize, value: &str) -> String {
    let mut out = String::new();
    let mut column = used;
    for (number, word) in value.split(' ').enumerate() {
        if number > 0 {
            // Only before a real word, so that no line is blank.
            if column + 1 + word.len() > WIDTH
                && !word.is_empty()
                && !out.ends_with(' ')
                && !out.is_empty()
            {
                out.push_str("\r\n ");
                column = 1;
            } else {
                out.push(' ');
                column += 1;
            }
        }
        out.push_str(word);
        column += word.len();
    }
    out
}

/// Base64 encoded words, cut between characters (RFC 2047 section 5).
fn encoded_words(used: usize, value: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut chunk = String::new();
    // The first word shares its line with the field name.
    let mut room = WORD_BYTES.saturating_sub(used.min(36)).max(9);
    for c in value.chars() {
        if chunk.len() + c.len_utf8() > room && !chunk.is_empty() {
            words.push(format!("=?utf-8?B?{}?=", base64(chunk.as_bytes())));
            chunk.clear();
            room = WORD_BYTES;
        }
        chunk.push(c);
    }
    words.push(format!("=?utf-8?B?{}?=", base64(chunk.as_bytes())));
    words.join("\r\n ")
}

/// A parameter with the separator before it: quoted, or by RFC 2231 in pieces.
#[must_use]
pub fn parameter(name: &str, value: &str) -> String {
    let plain = value.chars().all(|c| (' '..='~').contains(&c) && !matches!(c, '"' | '\\'))
        && value.len() <= 60;
    if plain {
        return format!(";\r\n {name}=\"{value}\"");
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::from("utf-8''");
    for c in value.chars() {
        let mut bytes = [0; 4];
        let encoded: String = c
            .encode_utf8(&mut bytes)
            .bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
        if piece.len() + encoded.len() > 54 {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push_str(&encoded);
    }
    pieces.push(piece);
    if pieces.len() == 1 {
        return format!(";\r\n {name}*={}", pieces[0]);
    }
    pieces
        .iter()
        .enumerate()
        .map(|(number, piece)| format!(";\r\n {name}*{number}*={piece}"))
        .collect()
}

/// Quoted-printable of text whose lines end in CR LF (RFC 2045 section 6.7).
#[must_use]
pub fn quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let text = text.strip_suffix("\r\n").unwrap_or(text);
    for (number, line) in text.split("\r\n").enumerate() {
        if number > 0 {
            out.push_str("\r\n");
        }
        let mut column = 0;
        let bytes = line.as_bytes();
        for (place, byte) in bytes.iter().enumerate() {
            let last = place + 1 == bytes.len();
            // "From " and a lone point at the start of a line are changed by old servers.
            let fragile = column == 0 && (*byte == b'.' || bytes[place..].starts_with(b"From "));
            let literal =
                matches!(byte, b'!'..=b'<' | b'>'..=b'~') || matches!(byte, b' ' | b'\t') && !last;
            let piece = if literal && !fragile {
                char::from(*byte).to_string()
            } else {
                format!("={byte:02X}")
            };
            if column + piece.len() > WIDTH - 1 {
                out.push_str("=\r\n");
                column = 0;
            }
            column += piece.len();
            out.push_str(&piece);
        }
    }
    out
}

/// Base64 in lines of 76.
#[must_use]
pub fn base64_lines(bytes: &[u8]) -> String {
    // 57 bytes make 76 characters.
    bytes.chunks(57).map(base64).collect::<Vec<_>>().join("\r\n")
}

/// Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let held = group
            .iter()
            .enumerate()
            .fold(0_u32, |held, (place, byte)| held | u32::from(*byte) << (16 - 8 * place));
        for place in 0..4 {
            if place <= group.len() {
                let value = (held >> (18 - 6 * place) & 0x3f) as usize;
                out.push(char::from(ALPHABET[value]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_standard() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert!(base64_lines(&[0; 500]).lines().all(|line| line.len() <= 76));
    }

    #[test]
    fn quoted_printable_keeps_lines_short_and_protects_them() {
        let long = format!("Grüße {}\r\n.\r\nFrom here\r\n-- \r\nx \r\n", "a".repeat(200));
        let out = quoted_printable(&long);
        assert!(out.split("\r\n").all(|line| line.len() <= 76), "{out}");
        assert!(out.starts_with("Gr=C3=BC=C3=9Fe a"));
        assert!(out.contains("\r\n=2E\r\n=46rom here\r\n--=20\r\nx=20"));
    }

    #[test]
    fn parameters_in_pieces() {
        assert_eq!(parameter("filename", "cv.pdf"), ";\r\n filename=\"cv.pdf\"");
        assert_eq!(parameter("filename", "für.pdf"), ";\r\n filename*=utf-8''f%C3%BCr.pdf");
        let long = parameter("filename", &"é".repeat(40));
        assert!(long.contains("filename*0*=utf-8''%C3%A9") && long.contains("filename*2*="));
        assert!(long.split("\r\n").all(|line| line.len() <= 78));
    }
}
