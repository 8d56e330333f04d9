//! What was wrong with a message that was read all the same.
//!
//! Here: the closed list. Not here: what to do about it; a defect never stops the reading, it
//! only tells why something may be missing.

use std::fmt;

/// One departure from the mail standards, or one bound of this program that was reached.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Defect {
    /// The message was longer than [`crate::parse::LONGEST_MESSAGE`]; the rest was not read.
    Truncated,
    /// No header field at all.
    NoHeader,
    /// A line among the header fields that is none; the body was taken to start there.
    BrokenHeader,
    /// More header fields than are read; the rest was left out.
    TooManyHeaders,
    /// A header field longer than is read; it was cut.
    LongHeader,
    /// `Date` is missing or is no date.
    NoDate,
    /// `From` is missing or holds no address.
    NoSender,
    /// `Message-ID` is missing.
    NoMessageId,
    /// A multipart whose boundary is missing or never occurs; it was read as text.
    NoBoundary,
    /// A multipart that ends without its closing boundary.
    NoClosingBoundary,
    /// Parts nested deeper than is read; the inner ones were taken as they stand.
    TooDeep,
    /// More parts than are read; the rest was left out.
    TooManyParts,
    /// A transfer encoding that this program does not know, or bytes that do not fit it.
    BadEncoding,
    /// Text in a character set that is unknown or does not fit its bytes.
    BadCharset,
    /// Text longer than is read for evidence; it was cut.
    LongText,
}

impl Defect {
    /// The word printed for it; stable.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::NoHeader => "no-header",
            Self::BrokenHeader => "broken-header",
            Self::TooManyHeaders => "too-many-headers",
            Self::LongHeader => "long-header",
            Self::NoDate => "no-date",
            Self::NoSender => "no-sender",
            Self::NoMessageId => "no-message-id",
            Self::NoBoundary => "no-boundary",
            Self::NoClosingBoundary => "no-closing-boundary",
            Self::TooDeep => "too-deep",
            Self::TooManyParts => "too-many-parts",
            Self::BadEncoding => "bad-encoding",
            Self::BadCharset => "bad-charset",
            Self::LongText => "long-text",
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Adds a defect once.
pub(crate) fn note(defects: &mut Vec<Defect>, defect: Defect) {
    if !defects.contains(&defect) {
        defects.push(defect);
    }
}
