//! Mailboxes in one file (mbox, RFC 4155), cut into messages as they stream by.
//!
//! Here: [`is_mbox`], which recognises the format by its first bytes, and [`Reader`], which yields
//! one message after the other from any [`BufRead`] in constant memory. A message begins at a line
//! `From sender date` at the start or after an empty line; the date tells it from a person's
//! sentence that begins with "From". `Content-Length` is ignored, because it lies as soon as
//! somebody has edited the file. Lines that were protected as `>From ` get one `>` less (the
//! variant mboxrd; for mboxo the same lines come out right unless they were quotes).
//!
//! Not here: what a message says (`rapport-mail`), and folders with one file a message (Maildir),
//! which need no reader. The file knows nothing but the standard library.

// Named, because a measurement of `rapport-mail` takes this file as it is.
#[cfg(test)]
#[path = "mbox/tests.rs"]
mod tests;

use std::io::{self, BufRead, Read};

/// Bytes kept of one message; what follows is passed over and [`Start::truncated`] is set.
pub const LONGEST_MESSAGE: usize = 64 * 1024 * 1024;

/// Bytes of a line that are looked at to tell what it is.
const LONGEST_SEPARATOR: usize = 1024;

/// Whether a file that begins with these bytes is an mbox: its first line that is not empty is a
/// separator. A hundred bytes are enough; more do no harm.
#[must_use]
pub fn is_mbox(beginning: &[u8]) -> bool {
    let first = beginning
        .split(|byte| *byte == b'\n')
        .find(|line| !line.strip_suffix(b"\r").unwrap_or(line).is_empty());
    first.is_some_and(is_separator)
}

/// Where a message stood and whether it is whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Start {
    /// The line of its separator in the file, from 1.
    pub line: u64,
    /// It was longer than [`LONGEST_MESSAGE`]; the rest is left out.
    pub truncated: bool,
}

/// Reads messages from a mailbox, front to back.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    /// The number of the line that is read next.
    next_line: u64,
    /// The line of the separator that was read ahead.
    separator: Option<u64>,
    line: Vec<u8>,
}

impl<R: BufRead> Reader<R> {
    /// Reads from the beginning of a file.
    pub fn new(input: R) -> Self {
        Self { input, next_line: 1, separator: None, line: Vec::new() }
    }

    /// Puts the next message into `message`, without its separator line and without the empty line
    /// that ends it; `None` at the end of the file. Text before the first separator is passed
    /// over. Total on any bytes; fails only when the input does.
    ///
    /// # Errors
    /// What reading the input gave.
    pub fn read(&mut self, message: &mut Vec<u8>) -> io::Result<Option<Start>> {
        message.clear();
        let mut after_empty = self.next_line == 1;
        while self.separator.is_none() {
            let Some(whole) = self.read_line()? else {
                return Ok(None);
            };
            if after_empty && is_separator(&self.line) {
                self.separator = Some(self.next_line - 1);
            }
            after_empty = is_empty(&self.line);
            if !whole {
                self.pass_over_line()?;
            }
        }
        let Some(line) = self.separator.take() else {
            return Ok(None);
        };
        let mut start = Start { line, truncated: false };
        let mut after_empty = true;
        // The empty line before a separator belongs to the separator, so it waits.
        let mut held = 0;
        while let Some(mut whole) = self.read_line()? {
            if after_empty && is_separator(&self.line) {
                self.separator = Some(self.next_line - 1);
                if !whole {
                    self.pass_over_line()?;
                }
                break;
            }
            if held > 0 {
                put(message, if held == 2 { b"\r\n" } else { b"\n" }, &mut start);
                held = 0;
            }
            after_empty = is_empty(&self.line);
            if after_empty {
                held = self.line.len();
                continue;
            }
            put(message, unescaped(&self.line), &mut start);
            while !whole {
                whole = match self.read_line()? {
                    Some(whole) => whole,
                    None => break,
                };
                // The rest of a long line is no line of its own.
                self.next_line -= 1;
                put(message, &self.line, &mut start);
            }
        }
        Ok(Some(start))
    }

    /// Reads a line or, of a long one, its beginning; whether it is whole, `None` at the end.
    fn read_line(&mut self) -> io::Result<Option<bool>> {
        const PIECE: u64 = 64 * 1024;
        self.line.clear();
        let read = (&mut self.input).take(PIECE).read_until(b'\n', &mut self.line)?;
        if read == 0 {
            return Ok(None);
        }
        self.next_line += 1;
        // Short of the piece means that the file ended.
        Ok(Some(self.line.ends_with(b"\n") || (read as u64) < PIECE))
    }

    fn pass_over_line(&mut self) -> io::Result<()> {
        while let Some(whole) = self.read_line()? {
            self.next_line -= 1;
            if whole {
                break;
            }
        }
        Ok(())
    }
}

fn put(message: &mut Vec<u8>, bytes: &[u8], start: &mut Start) {
    let room = LONGEST_MESSAGE.saturating_sub(message.len());
    start.truncated |= bytes.len() > room;
    message.extend_from_slice(&bytes[..bytes.len().min(room)]);
}

fn is_empty(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

/// `>>From ` → `>From `.
fn unescaped(line: &[u8]) -> &[u8] {
    let content = line.iter().position(|byte| *byte != b'>').unwrap_or(line.len());
    if content > 0 && line[content..].starts_with(b"From ") { &line[1..] } else { line }
}

/// `From `, somebody, and a date as `asctime` writes it: a time with colons, and a year.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let rest = &rest[..rest.len().min(LONGEST_SEPARATOR)];
    let words = || rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words().any(is_time) && words().any(is_year)
}

/// `9:00`, `09:00:00`.
fn is_time(word: &[u8]) -> bool {
    let parts = word.split(|byte| *byte == b':');
    let all_numbers = parts
        .clone()
        .all(|part| (1..=2).contains(&part.len()) && part.iter().all(u8::is_ascii_digit));
    all_numbers && (2..=3).contains(&parts.count())
}

fn is_year(word: &[u8]) -> bool {
    word.len() == 4 && word.iter().all(u8::is_ascii_digit) && matches!(word[0], b'1' | b'2')
}
