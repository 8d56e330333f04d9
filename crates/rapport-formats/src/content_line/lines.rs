//! Physical lines of a file joined into logical ones: folding as the standards say, soft breaks of
//! quoted-printable, unfolded base64, and text that a program broke without marking it.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

use super::{split_head, split_outside_quotes};

/// The longest logical line that is kept, in bytes: a photo fits, a bomb does not.
const LONGEST: usize = 16 * 1024 * 1024;

/// A property with its continuation lines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct LogicalLine {
    /// The first line of the file that belongs to it, from 1.
    pub line: usize,
    pub bytes: Vec<u8>,
    /// A line was taken for a continuation although nothing marks it as one.
    pub repaired: bool,
    /// It was longer than what is kept.
    pub cut: bool,
}

/// Logical lines of a source, one at a time. Lines may end in LF, CR LF or a bare CR.
pub(crate) struct LogicalLines<R: Read> {
    source: BufReader<R>,
    number: usize,
    /// Lines that were looked at and belong to what comes next.
    pending: VecDeque<Physical>,
    after_return: bool,
}

struct Physical {
    line: usize,
    bytes: Vec<u8>,
    cut: bool,
}

/// How the logical line that is being read may go on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    QuotedPrintable,
    Base64,
}

impl<R: Read> LogicalLines<R> {
    pub fn new(source: R) -> Self {
        Self {
            source: BufReader::with_capacity(64 * 1024, source),
            number: 0,
            pending: VecDeque::new(),
            after_return: false,
        }
    }

    /// The next logical line, empty ones left out; `None` at the end.
    pub fn next_line(&mut self) -> io::Result<Option<LogicalLine>> {
        let first = loop {
            let Some(physical) = self.take()? else { return Ok(None) };
            if !physical.bytes.trim_ascii().is_empty() {
                break physical;
            }
        };
        let kind = kind_of(&first.bytes);
        let mut logical =
            LogicalLine { line: first.line, repaired: false, cut: first.cut, bytes: first.bytes };
        let mut last_length = logical.bytes.len();
        let mut empty_before = false;
        while let Some(next) = self.take()? {
            let length = next.bytes.len();
            let soft = kind == Kind::QuotedPrintable && logical.bytes.ends_with(b"=");
            if next.bytes.is_empty() && !soft {
                // Some files hold an empty line after every line; it ends base64 without marks.
                empty_before = true;
                continue;
            }
            if soft {
                logical.bytes.pop();
                append(&mut logical, &next.bytes, next.cut);
            } else if let Some((b' ' | b'\t', rest)) = next.bytes.split_first() {
                append(&mut logical, rest, next.cut);
            } else if is_property(&next.bytes) || self.is_folded_head(&next.bytes)? {
                self.pending.push_front(next);
                break;
            } else if kind == Kind::Base64 {
                if empty_before || !next.bytes.iter().all(|byte| is_base64(*byte)) {
                    self.pending.push_front(next);
                    break;
                }
                append(&mut logical, &next.bytes, next.cut);
            } else {
                // No mark, no property: either folded without the blank, then the line before is
                // about as long as folded lines are, or a line break within the text.
                logical.repaired = true;
                if last_length < 60 {
                    append(&mut logical, b"\\n", false);
                }
                append(&mut logical, &next.bytes, next.cut);
            }
            last_length = length;
            empty_before = false;
        }
        Ok(Some(logical))
    }

    /// Whether a line is the head of a property that was folded before its colon, as old calendar
    /// programs did: a name in capitals, alone or with parameters, and the next line goes on with
    /// a blank (after a bare name also with a colon or semicolon).
    fn is_folded_head(&mut self, bytes: &[u8]) -> io::Result<bool> {
        let line = bytes.trim_ascii_end();
        let plain = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'-';
        let name = line.iter().take_while(|byte| plain(byte)).count();
        let bare = name == line.len();
        let parameters =
            line.get(name) == Some(&b';') && (line.contains(&b'=') || line.len() == name + 1);
        if name == 0 || name > 60 || !(bare || parameters) {
            return Ok(false);
        }
        let mut at = 0;
        loop {
            if at == self.pending.len() {
                let Some(physical) = self.physical()? else { return Ok(false) };
                self.pending.push_back(physical);
            }
            let next = self.pending.get(at).map(|next| next.bytes.as_slice()).unwrap_or_default();
            if !next.is_empty() {
                return Ok(match next {
                    [b' ' | b'\t', b':' | b';', ..] => true,
                    [b' ' | b'\t', ..] => parameters,
                    _ => false,
                });
            }
            // An empty line may stand between, but not many.
            at += 1;
            if at > 3 {
                return Ok(false);
            }
        }
    }

    fn take(&mut self) -> io::Result<Option<Physical>> {
        match self.pending.pop_front() {
            Some(physical) => Ok(Some(physical)),
            None => self.physical(),
        }
    }

    /// One line of the file without its end.
    fn physical(&mut self) -> io::Result<Option<Physical>> {
        let mut bytes = Vec::new();
        let (mut cut, mut any) = (false, false);
        loop {
            let chunk = match self.source.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if self.after_return {
                // The LF of a CR LF whose CR has ended the line before.
                self.after_return = false;
                if chunk.first() == Some(&b'\n') {
                    self.source.consume(1);
                    continue;
                }
            }
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            let room = LONGEST.saturating_sub(bytes.len());
            bytes.extend_from_slice(part.get(..room).unwrap_or(part));
            cut |= part.len() > room;
            let used = part.len() + usize::from(end.is_some());
            self.after_return = end.and_then(|at| chunk.get(at)) == Some(&b'\r');
            self.source.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(Physical { line: self.number, bytes, cut }))
    }
}

fn append(logical: &mut LogicalLine, more: &[u8], cut: bool) {
    let room = LONGEST.saturating_sub(logical.bytes.len());
    logical.bytes.extend_from_slice(more.get(..room).unwrap_or(more));
    logical.cut |= cut || more.len() > room;
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b' ' | b'\t')
}

/// Whether a line begins as a property does: a name, then a colon or a semicolon, and a colon in
/// it at all. `X-` names with a blank exist in the wild.
pub(crate) fn is_property(bytes: &[u8]) -> bool {
    let extension = bytes.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"x-"));
    let name = bytes
        .iter()
        .take_while(|&&byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'-' | b'_' | b'.')
                || (extension && byte == b' ')
        })
        .count();
    match bytes.get(name) {
        Some(b':') => name > 0,
        Some(b';') => name > 0 && bytes.contains(&b':'),
        _ => false,
    }
}

fn kind_of(bytes: &[u8]) -> Kind {
    let Some((head, _)) = split_head(bytes) else { return Kind::Plain };
    let Ok(head) = std::str::from_utf8(head) else { return Kind::Plain };
    for piece in split_outside_quotes(head, ';').into_iter().skip(1) {
        let value = match piece.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("ENCODING") => value,
            Some(_) => continue,
            None => piece,
        };
        let value = value.trim_matches(['"', ' ']);
        if value.eq_ignore_ascii_case("quoted-printable") {
            return Kind::QuotedPrintable;
        }
        if value.eq_ignore_ascii_case("b") || value.eq_ignore_ascii_case("base64") {
            return Kind::Base64;
        }
    }
    Kind::Plain
}
