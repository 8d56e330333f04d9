//! A name: its parts, whose it is, and whether another name or a mailbox can be the same person's.

use rapport_formats::name::{self, NameKind};
use serde::Serialize;

/// A name, as `rapport inspect name` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NameView {
    /// As it came.
    pub input: String,
    /// `person`, `organisation` or `unclear`.
    pub kind: &'static str,
    /// Titles.
    pub title: Option<String>,
    /// The given name.
    pub given: Option<String>,
    /// Further given names.
    pub middle: Option<String>,
    /// The family name with its particles.
    pub family: Option<String>,
    /// What follows the name.
    pub suffix: Option<String>,
    /// What friends say.
    pub nickname: Option<String>,
    /// How to begin a letter to this person, in English.
    pub salutation: Option<String>,
    /// Whether the other name can be the same person's; nothing if none was given.
    pub same: Option<bool>,
    /// Whether the mail address can be this person's; nothing if none was given.
    pub email_fits: Option<bool>,
    /// Why it is taken for a person or an organisation.
    pub why: &'static str,
}

/// Looks at a name; `other` is another name, `email` a mail address that may be the same person's.
#[must_use]
pub fn name(input: &str, other: Option<&str>, email: Option<&str>) -> NameView {
    let parts = name::parts(input);
    let (kind, why) = name::kind(input);
    let salutation = if kind == NameKind::Organisation { None } else { parts.salutation() };
    let part = |text: String| Some(text).filter(|text| !text.is_empty());
    NameView {
        input: input.to_owned(),
        kind: kind.word(),
        title: part(parts.title),
        given: part(parts.given),
        middle: part(parts.middle),
        family: part(parts.family),
        suffix: part(parts.suffix),
        nickname: part(parts.nickname),
        salutation,
        same: other.map(|other| name::is_same_person(input, other)),
        email_fits: email.map(|email| name::fits_mailbox(email, input)),
        why,
    }
}
