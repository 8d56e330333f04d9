//! The lines of a mail and what each of them is.
//!
//! Here: a line with what surrounds its words taken off, and the kinds into which the passes sort
//! the lines. Not here: the passes ([`super::quotes`], [`super::originals`],
//! [`super::introductions`], [`super::signatures`]).

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Written by the sender, or empty.
    Text,
    /// Of an older message.
    Quoted,
    /// A quote that stays, because the sender's own lines around it answer it.
    Context,
    /// The line above a quote: "On … wrote:".
    Introduction,
    /// The head of an original, or the marker above it.
    Head,
    /// Of the signature, a notice below it, or the line a telephone adds.
    Signature,
    /// Below the line a telephone adds: mostly no words of the sender, but nobody can be sure.
    BelowDevice,
    /// The `-- ` line itself.
    Delimiter,
}

/// A line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// As it stands.
    pub whole: &'a str,
    /// Without white space and invisible marks at its ends.
    pub bare: &'a str,
}

impl<'a> Line<'a> {
    /// Reads a line.
    #[must_use]
    pub fn new(whole: &'a str) -> Self {
        Self { whole, bare: bare(whole) }
    }

    /// Whether nothing can be seen on it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bare.is_empty()
    }

    /// Whether it starts with the mark of a quote.
    #[must_use]
    pub fn has_quote_mark(&self) -> bool {
        self.bare.starts_with(['>', '＞'])
    }
}

/// A text without white space and invisible marks (byte order, direction) at its ends.
#[must_use]
pub fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    })
}

/// The words of a quoted line, its marks taken off.
#[must_use]
pub fn unquoted(text: &str) -> &str {
    bare(
        text.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '>' | '＞' | '\u{feff}')
        }),
    )
}

/// Whether this is so long and so built that it is a sentence rather than part of an address.
#[must_use]
pub fn is_sentence(bare: &str) -> bool {
    let words = bare.split_whitespace().take(12).count();
    words >= 12
        || words >= 5 && bare.ends_with(['.', '!', '?'])
        || bare.ends_with(['。', '！', '？']) && bare.chars().take(8).count() >= 8
}
