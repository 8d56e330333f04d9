//! What a person should know before printing, in sentences.

use std::collections::BTreeSet;
use std::fmt;

/// Something that does not fit or cannot be printed as it was meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Trouble {
    /// No font has these letters; they are left out.
    NoFont {
        /// The letters, in the order of their code points.
        letters: String,
    },
    /// A block had to be set smaller than its layout allows, or was cut.
    TooMuch {
        /// Which block, such as `address`.
        block: &'static str,
        /// The words of it that were left out, empty if all are there in small print.
        left_out: String,
    },
    /// The layout names a font that is not there; a shipped one is used.
    NoSuchFamily {
        /// The name of the family.
        family: String,
    },
    /// A card's data are too long for a QR code, which is left out.
    CodeTooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The layout is of another kind, such as an envelope for a letter; nothing is drawn.
    WrongKind {
        /// The layout's name.
        layout: String,
        /// The kind that is needed.
        needed: &'static str,
    },
    /// A page could not hold everything and some was left out.
    PageFull {
        /// How many things there was no room for.
        left_out: usize,
    },
}

impl Trouble {
    /// Whether something that was to be printed is missing on the page.
    ///
    /// The others are about how it looks.
    #[must_use]
    pub fn loses_words(&self) -> bool {
        match self {
            Self::NoFont { .. } | Self::WrongKind { .. } | Self::PageFull { .. } => true,
            Self::TooMuch { left_out, .. } => !left_out.is_empty(),
            Self::NoSuchFamily { .. } | Self::CodeTooLong { .. } => false,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFont { letters } => write!(
                f,
                "no font has {letters}, so it is left out: put a font with these letters into the \
                 font folder"
            ),
            Self::TooMuch { block, left_out } if left_out.is_empty() => write!(
                f,
                "the {block} is set smaller than the layout asks, because it does not fit otherwise"
            ),
            Self::TooMuch { block, left_out } => {
                write!(f, "the {block} does not fit; left out: {left_out}")
            }
            Self::NoSuchFamily { family } => write!(
                f,
                "there is no font called {family}, so Source Serif 4 or Source Sans 3 is used: put \
                 it into the font folder or change the layout"
            ),
            Self::CodeTooLong { bytes } => write!(
                f,
                "{bytes} bytes are too many for a QR code, so there is none: shorten the card"
            ),
            Self::WrongKind { layout, needed } => {
                write!(f, "the layout {layout} is not one for {needed}: choose another")
            }
            Self::PageFull { left_out } => {
                write!(f, "the page is full; {left_out} things found no room on it")
            }
        }
    }
}

/// Collects troubles while a document is set; each is told once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Troubles {
    told: BTreeSet<Trouble>,
    letters: BTreeSet<char>,
}

impl Troubles {
    pub(crate) fn tell(&mut self, trouble: Trouble) {
        self.told.insert(trouble);
    }

    pub(crate) fn no_font(&mut self, letters: &str) {
        self.letters.extend(letters.chars());
    }

    /// Takes over what another collection holds.
    pub(crate) fn take(&mut self, other: Self) {
        self.told.extend(other.told);
        self.letters.extend(other.letters);
    }

    pub(crate) fn into_list(self) -> Vec<Trouble> {
        let mut list: Vec<Trouble> = self.told.into_iter().collect();
        if !self.letters.is_empty() {
            list.push(Trouble::NoFont { letters: self.letters.into_iter().collect() });
        }
        list.sort();
        list
    }
}
