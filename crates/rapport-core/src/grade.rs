//! Grades: how much the user wants to know somebody after an event, given in a quick pass over the
//! cards that came home.
//!
//! Somebody graded A gets what is only for the one or two of each event (the suggestion of a talk,
//! PB08), B the friendly note alone, and C is kept and not written to. A grade is stored as a tag.
//! Not here: giving it (the application), and what a step asks for ([`crate::plan`]).

/// How much the user wants to know somebody.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Grade {
    /// One of the few: the talk is suggested, too.
    A,
    /// Good to have met: the friendly note alone.
    B,
    /// Kept in the book, not written to.
    C,
}

impl Grade {
    /// All grades, the best first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// The letter that is stored as a tag and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    /// Reads [`Self::word`] in either case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::ALL.into_iter().find(|grade| grade.word().eq_ignore_ascii_case(word))
    }

    /// Whether somebody of this grade is really wanted, as an opportunity of fit 4 or 5 is.
    #[must_use]
    pub const fn is_keen(self) -> bool {
        matches!(self, Self::A)
    }

    /// Whether notes after an event go to somebody of this grade.
    #[must_use]
    pub const fn is_written_to(self) -> bool {
        !matches!(self, Self::C)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_is_its_letter_in_either_case() {
        for grade in Grade::ALL {
            assert_eq!(Grade::parse(grade.word()), Some(grade));
            assert_eq!(Grade::parse(&format!(" {} ", grade.word().to_lowercase())), Some(grade));
        }
        assert_eq!((Grade::parse("D"), Grade::parse(""), Grade::parse("AB")), (None, None, None));
    }

    #[test]
    fn only_a_is_keen_and_only_c_is_left_alone() {
        assert_eq!(Grade::ALL.map(Grade::is_keen), [true, false, false]);
        assert_eq!(Grade::ALL.map(Grade::is_written_to), [true, true, false]);
    }
}
