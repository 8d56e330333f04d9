//! The parts of a message (RFC 2046), as a flat list in the order they stand in.
//!
//! Here: cutting multiparts at their boundaries, with a bound on depth, number and therefore
//! work: each byte is looked at once per level. An enclosed message (`message/rfc822`) is one
//! part and is not entered; only its header is ever needed. Not here: which parts are text to
//! read ([`mod@crate::parse`]).

use std::borrow::Cow;

use crate::defects::{Defect, note};
use crate::header::{Headers, Typed};
use crate::text::{decode_charset, decode_transfer};

/// Multiparts inside multiparts that are entered.
const DEEPEST: usize = 12;
/// Parts that are read of one message.
const MOST_PARTS: usize = 400;

/// One part: a leaf, or the multipart around others.
#[derive(Debug)]
pub struct Part<'a> {
    /// Its own header; for the outermost part the header of the message.
    pub headers: Headers,
    /// Its content type; `text/plain` where none is given (RFC 2045 section 5.2).
    pub content: Typed,
    /// Its `Content-Disposition`, if there is one.
    pub disposition: Option<Typed>,
    /// Its bytes, still in their transfer encoding.
    pub body: &'a [u8],
    /// The multipart it stands in, by its place in the list.
    pub parent: Option<usize>,
    /// Whether other parts of the list stand in it.
    pub container: bool,
}

impl Part<'_> {
    /// Its bytes with the transfer encoding undone.
    pub fn bytes(&self, defects: &mut Vec<Defect>) -> Cow<'_, [u8]> {
        decode_transfer(self.body, self.headers.first("content-transfer-encoding"), defects)
    }

    /// Its characters, for text parts.
    pub fn text(&self, defects: &mut Vec<Defect>) -> String {
        let bytes = self.bytes(defects);
        decode_charset(&bytes, self.content.parameter("charset"), defects)
    }

    /// The file name it is to have, if it names one.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        let named = self
            .disposition
            .as_ref()
            .and_then(|disposition| disposition.parameter("filename"))
            .or_else(|| self.content.parameter("name"))?;
        // Many programs put encoded words where RFC 2231 belongs.
        let name = crate::header::decode_words(named);
        (!name.is_empty()).then_some(name)
    }

    /// Whether the sender marked it as a file rather than as text to read.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.disposition.as_ref().is_some_and(|disposition| disposition.kind == "attachment")
            || (self.file_name().is_some() && !self.content.kind.starts_with("multipart/"))
    }
}

/// Cuts a message into its parts; the first one is the message itself.
pub fn parts<'a>(raw: &'a [u8], defects: &mut Vec<Defect>) -> Vec<Part<'a>> {
    let mut found: Vec<Part<'a>> = Vec::new();
    // Bytes still to be cut, innermost first, with parent, depth and the type to assume.
    let mut waiting: Vec<(&'a [u8], Option<usize>, usize, &'static str)> =
        vec![(raw, None, 0, "text/plain")];
    while let Some((bytes, parent, depth, assumed)) = waiting.pop() {
        if found.len() >= MOST_PARTS {
            note(defects, Defect::TooManyParts);
            break;
        }
        let (headers, body) = if parent.is_none() {
            Headers::read(bytes, defects)
        } else {
            Headers::read_part(bytes, defects)
        };
        let content = headers
            .typed("content-type")
            .filter(|content| content.kind.contains('/') || content.kind == "text")
            .unwrap_or_else(|| Typed { kind: assumed.to_owned(), parameters: Vec::new() });
        let disposition = headers.typed("content-disposition");
        let place = found.len();
        let mut part = Part { headers, content, disposition, body, parent, container: false };
        if part.content.kind.starts_with("multipart/") {
            let boundary = part.content.parameter("boundary").unwrap_or_default().to_owned();
            let pieces = if depth >= DEEPEST {
                note(defects, Defect::TooDeep);
                Vec::new()
            } else {
                cut(body, boundary.as_bytes(), defects)
            };
            if pieces.is_empty() {
                // What cannot be cut is at least readable.
                part.content.kind = "text/plain".to_owned();
            } else {
                let inner = if part.content.kind == "multipart/digest" {
                    "message/rfc822"
                } else {
                    "text/plain"
                };
                part.container = true;
                waiting.extend(
                    pieces.into_iter().rev().map(|piece| (piece, Some(place), depth + 1, inner)),
                );
            }
        }
        found.push(part);
    }
    found
}

/// The pieces between the delimiter lines (RFC 2046 section 5.1.1).
fn cut<'a>(body: &'a [u8], boundary: &[u8], defects: &mut Vec<Defect>) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    let boundary = boundary.trim_ascii_end();
    if boundary.is_empty() {
        note(defects, Defect::NoBoundary);
        return pieces;
    }
    let mut start: Option<usize> = None;
    let mut position = 0;
    let mut closed = false;
    while position < body.len() {
        let end = body[position..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(body.len(), |end| position + end + 1);
        let line = body[position..end].trim_ascii_end();
        let after = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary));
        if let Some(after) = after
            && (after.is_empty() || after == b"--")
        {
            if let Some(start) = start {
                pieces.push(without_line_end(&body[start..position]));
            }
            if after == b"--" {
                closed = true;
                break;
            }
            start = Some(end);
            if pieces.len() >= MOST_PARTS {
                note(defects, Defect::TooManyParts);
                closed = true;
                break;
            }
        }
        position = end;
    }
    if !closed {
        match start {
            Some(start) if start <= body.len() => {
                pieces.push(&body[start..]);
                note(defects, Defect::NoClosingBoundary);
            }
            _ => note(defects, Defect::NoBoundary),
        }
    }
    pieces
}

/// The line end before a delimiter belongs to the delimiter.
fn without_line_end(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}

#[cfg(test)]
mod tests;
