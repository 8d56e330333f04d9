//! Names of people and organisations: their parts, whose they are, how to greet.
//!
//! [`parts`] cuts a name into its parts without changing a letter. [`kind()`] tells a person from an
//! organisation, [`is_same_person`] whether two names can be one person's, [`fits_mailbox`] whether a
//! mail address can be theirs. [`repair_case`] is only for those who ask for it.
//!
//! Cultures differ and a name does not say which it follows: the rules here are the commonest ones
//! (given name first outside the scripts of East Asia and Hungarian names; particles belong to the
//! family name), and nothing is ever guessed about a gender.

mod case;
mod eastern;
pub mod fold;
mod kind;
mod known;
mod legal_forms;
mod mailbox;
mod nicknames;
mod nicks_in_text;
mod parts;
mod same;
mod words;

#[cfg(test)]
mod tests;

pub use case::repair_case;
pub use kind::{NameKind, kind};
pub use known::{is_family as is_known_family, is_given as is_known_given};
pub use mailbox::fits_mailbox;
pub(crate) use nicknames::same_folded as fold_nickname;
pub use nicknames::{may_be_short_for, same_given_name};
pub use parts::parts;
pub use same::is_same_person;

/// The parts of one name, cut out of the input; a part that is missing is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NameParts {
    /// Titles as written, such as `Prof. Dr.`.
    pub title: String,
    /// The given name; an initial where no more is known.
    pub given: String,
    /// Further given names and initials.
    pub middle: String,
    /// The family name with its particles (`van der Berg`).
    pub family: String,
    /// What follows the name, such as `Jr.` or `PhD`.
    pub suffix: String,
    /// What friends say: what stood in quotation marks or brackets.
    pub nickname: String,
    /// The family name at birth (`née Jones`).
    pub born: String,
}

impl NameParts {
    /// Given, middle and family name, as one reads them aloud.
    #[must_use]
    pub fn full(&self) -> String {
        let mut full = String::new();
        for part in [&self.given, &self.middle, &self.family] {
            if !part.is_empty() {
                if !full.is_empty() {
                    full.push(' ');
                }
                full.push_str(part);
            }
        }
        full
    }

    /// How to begin a letter in English: by the full name, since nothing here guesses a gender.
    ///
    /// A title that was written down is used: with the family name where it is one for addressing
    /// people (`Dear Dr. King`), else the full name stays. `None` without any name.
    #[must_use]
    pub fn salutation(&self) -> Option<String> {
        let first = self.title.split_whitespace().next().unwrap_or_default();
        let addressing = words::FORMAL_TITLES.contains(fold::key(first).as_str());
        if addressing && !self.family.is_empty() {
            return Some(format!("Dear {} {}", self.title, self.family));
        }
        let full = if self.given.is_empty() || self.family.is_empty() {
            self.full()
        } else {
            format!("{} {}", self.given, self.family)
        };
        (!full.is_empty()).then(|| format!("Dear {full}"))
    }
}
