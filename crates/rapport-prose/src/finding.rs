//! What was found, and where.

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A word that no dictionary has.
    Spelling,
    /// A rule of the language.
    Grammar,
    /// A word that is one slip away from a name the user knows.
    Name,
}

impl Kind {
    /// The word printed for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spelling => "spelling",
            Self::Grammar => "grammar",
            Self::Name => "name",
        }
    }
}

/// One place of a text with what is wrong there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What it is about.
    pub kind: Kind,
    /// The rule's own name, such as `doubled-word`.
    pub rule: &'static str,
    /// Where it begins, in characters of the whole text.
    pub start: usize,
    /// Where it ends, in characters; the first one after it.
    pub end: usize,
    /// The words concerned.
    pub text: String,
    /// What was probably meant, best first.
    pub suggestions: Vec<String>,
    /// Why, in a sentence.
    pub why: String,
}
