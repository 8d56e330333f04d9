//! Bytes of a text part to characters: transfer encodings and character sets.
//!
//! Here: lenient base64 and quoted-printable (RFC 2045), and character sets by way of
//! `mail-parser`. Nothing here fails; what does not fit becomes a replacement character and a
//! defect. Not here: HTML ([`crate::html`]).

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

use crate::defects::{Defect, note};

/// UTF-8 where it is, else Windows-1252, which is what unlabelled bytes mostly are.
#[must_use]
pub fn decode_lenient(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => match charset_decoder(b"windows-1252") {
            Some(decode) => Cow::Owned(decode(bytes)),
            None => String::from_utf8_lossy(bytes),
        },
    }
}

/// The characters of a decoded text part, by the charset it names.
pub fn decode_charset(bytes: &[u8], charset: Option<&str>, defects: &mut Vec<Defect>) -> String {
    let label = charset.unwrap_or("us-ascii").trim().to_ascii_lowercase();
    if matches!(label.as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii" | "") {
        if std::str::from_utf8(bytes).is_err() {
            note(defects, Defect::BadCharset);
        }
        return decode_lenient(bytes).into_owned();
    }
    if let Some(decode) = charset_decoder(label.as_bytes()) {
        return decode(bytes);
    }
    note(defects, Defect::BadCharset);
    decode_lenient(bytes).into_owned()
}

/// Undoes a `Content-Transfer-Encoding` (RFC 2045 section 6).
pub fn decode_transfer<'a>(
    bytes: &'a [u8],
    encoding: Option<&str>,
    defects: &mut Vec<Defect>,
) -> Cow<'a, [u8]> {
    let name = encoding.unwrap_or("7bit").trim().to_ascii_lowercase();
    match name.trim_matches('"') {
        "base64" => Cow::Owned(decode_base64(bytes, defects)),
        "quoted-printable" => Cow::Owned(decode_quoted_printable(bytes)),
        "7bit" | "8bit" | "binary" | "" => Cow::Borrowed(bytes),
        _ => {
            note(defects, Defect::BadEncoding);
            Cow::Borrowed(bytes)
        }
    }
}

/// Base64 that skips what is not of its alphabet, as RFC 2045 section 6.8 asks.
fn decode_base64(bytes: &[u8], defects: &mut Vec<Defect>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // Padding ends a group; some programs join several padded texts.
                (held, bits) = (0, 0);
                continue;
            }
            b'\r' | b'\n' | b' ' | b'\t' => continue,
            _ => {
                note(defects, Defect::BadEncoding);
                continue;
            }
        };
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    out
}

fn decode_quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let ended = line.ends_with(b"\n");
        let end: &[u8] = if line.ends_with(b"\r\n") {
            b"\r\n"
        } else if ended {
            b"\n"
        } else {
            b""
        };
        // White space at the end of a line was added on the way (RFC 2045 section 6.7 rule 3).
        let content = line.trim_ascii_end();
        let (content, soft) = match content.strip_suffix(b"=") {
            Some(content) => (content, true),
            None => (content, false),
        };
        let mut rest = content;
        while let Some((first, tail)) = rest.split_first() {
            let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
            if *first == b'='
                && let [high, low, after @ ..] = tail
                && let (Some(high), Some(low)) = (hex(*high), hex(*low))
            {
                out.push(high << 4 | low);
                rest = after;
            } else {
                out.push(*first);
                rest = tail;
            }
        }
        if !soft {
            out.extend_from_slice(end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(raw: &str, encoding: &str) -> (String, Vec<Defect>) {
        let mut defects = Vec::new();
        let out = decode_transfer(raw.as_bytes(), Some(encoding), &mut defects).into_owned();
        (String::from_utf8_lossy(&out).into_owned(), defects)
    }

    #[test]
    fn base64_skips_line_ends_and_stray_bytes() {
        assert_eq!(transfer("SGVs\r\nbG8=", "BASE64"), ("Hello".to_owned(), vec![]));
        assert_eq!(
            transfer("SG!Vsb G8", "base64"),
            ("Hello".to_owned(), vec![Defect::BadEncoding])
        );
    }

    #[test]
    fn quoted_printable_joins_soft_lines_and_keeps_what_is_broken() {
        assert_eq!(transfer("a=3D=\r\nb  \r\nc=Zz=", "quoted-printable").0, "a=b\r\nc=Zz");
    }

    #[test]
    fn charsets_by_label_and_by_guess() {
        let mut defects = Vec::new();
        assert_eq!(decode_charset(b"Gr\xfc\xdfe", Some("ISO-8859-1"), &mut defects), "Grüße");
        assert_eq!(defects, []);
        assert_eq!(decode_charset(b"Gr\xfc\xdfe", None, &mut defects), "Grüße");
        assert_eq!(defects, [Defect::BadCharset]);
        assert_eq!(decode_charset(b"x", Some("x-no-such"), &mut defects), "x");
    }
}
