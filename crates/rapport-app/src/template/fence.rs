//! What a text may use: gaps, conditions and nothing that repeats, defines or reads.
//!
//! Without loops, definitions and repetition a text costs no more than its own length: it cannot
//! run for ever, and what it makes cannot grow but with what is filled in, which is bounded when it
//! is written. Files are out of reach twice over, because no loader is given to the engine either.

use std::io::{self, Write};

use super::TemplateError;

/// The longest text that is read, in bytes.
pub(super) const LONGEST: usize = 16 * 1024;

/// The longest note that a text may make, in bytes.
const LONGEST_NOTE: usize = 64 * 1024;

/// The words that may begin a block.
const BLOCKS: [&str; 4] = ["if", "elif", "else", "endif"];

/// Looks at a text before the engine does.
///
/// # Errors
/// The line of what may not be used.
pub(super) fn check(source: &str) -> Result<(), TemplateError> {
    if source.len() > LONGEST {
        return Err(TemplateError {
            line: None,
            message: format!("the text is longer than {LONGEST} bytes"),
            remedy: "a note has some hundred words; shorten it".to_owned(),
        });
    }
    let mut rest = source;
    let mut line = 1;
    while let Some((before, opened, closing)) = next_opening(rest) {
        line += lines(before);
        // The engine says what is not closed.
        let Some(end) = end_of(opened, closing) else { return Ok(()) };
        let (inside, after) = (&opened[..end], &opened[end + closing.len()..]);
        if closing == "%}" {
            check_block(inside, line)?;
        }
        if closing != "#}" {
            check_operators(inside, line)?;
        }
        line += lines(inside);
        rest = after;
    }
    Ok(())
}

/// The text before the next opening mark, what follows it, and the mark that closes it.
fn next_opening(text: &str) -> Option<(&str, &str, &'static str)> {
    let (at, closing) = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
        .iter()
        .filter_map(|(mark, closing)| text.find(mark).map(|at| (at, *closing)))
        .min()?;
    Some((&text[..at], &text[at + 2..], closing))
}

/// Where the closing mark stands: not within quotes, and anywhere in a remark.
fn end_of(opened: &str, closing: &str) -> Option<usize> {
    if closing == "#}" {
        return opened.find(closing);
    }
    let mut quotes = Quotes::default();
    let found = opened
        .char_indices()
        .find(|(at, letter)| quotes.is_outside(*letter) && opened[*at..].starts_with(closing));
    found.map(|(at, _)| at)
}

/// Whether letters stand within quotes, as the engine reads them.
#[derive(Default)]
struct Quotes {
    open: Option<char>,
    is_escaped: bool,
}

impl Quotes {
    /// Takes the next letter; true for one outside of quotes that is no quote itself.
    fn is_outside(&mut self, letter: char) -> bool {
        match self.open {
            Some(_) if self.is_escaped => self.is_escaped = false,
            Some(_) if letter == '\\' => self.is_escaped = true,
            Some(open) if letter == open => self.open = None,
            Some(_) => {}
            None if matches!(letter, '"' | '\'') => self.open = Some(letter),
            None => return true,
        }
        false
    }
}

fn check_block(inside: &str, line: usize) -> Result<(), TemplateError> {
    let inside = inside.trim_start_matches(['-', '+']).trim_start();
    let word: String = inside.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
    if BLOCKS.contains(&word.as_str()) {
        return Ok(());
    }
    Err(TemplateError {
        line: Some(line),
        message: format!("\u{201c}{word}\u{201d} may not be used in a text"),
        remedy: "texts know gaps and {% if %} … {% else %} … {% endif %}".to_owned(),
    })
}

/// "x" * 1000000000 is one short line.
fn check_operators(inside: &str, line: usize) -> Result<(), TemplateError> {
    let mut quotes = Quotes::default();
    if !inside.chars().any(|letter| quotes.is_outside(letter) && letter == '*') {
        return Ok(());
    }
    Err(TemplateError {
        line: Some(line),
        message: "a text may not multiply".to_owned(),
        remedy: "write the words out".to_owned(),
    })
}

fn lines(text: &str) -> usize {
    text.matches('\n').count()
}

/// A note as it is written, up to the longest.
#[derive(Default)]
pub(super) struct Sheet {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Sheet {
    /// Whether more was written than fits.
    pub(super) const fn is_full(&self) -> bool {
        self.is_full
    }

    /// What was written.
    pub(super) fn text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LONGEST_NOTE {
            self.is_full = true;
            return Err(io::Error::other("the note is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
