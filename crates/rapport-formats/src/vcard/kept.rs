//! What has no field of [`Card`](crate::card::Card): how it is named while it is kept, and when it
//! may be written as the property it was.
//!
//! A kept entry is the head of a property (`item1.X-ABDATE;TYPE=work`) with its value, backslashes
//! as written. Entries that come from elsewhere (columns of a table), and those that would be read
//! into a field again, are written as [`WRAPPED`] with their name as a parameter.

use crate::card::Card;
use crate::content_line::ContentLine;

/// The property that carries a kept entry which cannot stand under its own name.
pub(crate) const WRAPPED: &str = "X-RAPPORT-KEPT";
/// The parameter of [`WRAPPED`] that holds the entry's name.
pub(crate) const WRAPPED_NAME: &str = "X-NAME";
/// The property for the day of a connection on a network.
pub(crate) const CONNECTED_ON: &str = "X-RAPPORT-CONNECTED-ON";
/// The name of a user's own kind of value.
pub(crate) const USER_LABEL: &str = "X-ABLABEL";

/// Parameters that the fields speak for; any other makes the property be kept as well.
pub(crate) fn is_spoken_for(line: &ContentLine, parameter: &str) -> bool {
    match parameter {
        "ENCODING" | "CHARSET" | "PREF" | "VALUE" => true,
        "TYPE" => {
            matches!(line.name.as_str(), "TEL" | "EMAIL" | "ADR" | "URL" | "PHOTO")
                || line.all("TYPE").all(|kind| {
                    kind.eq_ignore_ascii_case("pref") || kind.eq_ignore_ascii_case("internet")
                })
        }
        "MEDIATYPE" => line.name == "PHOTO",
        "X-APPLE-OMIT-YEAR" => line.name == "BDAY",
        "DERIVED" => line.name == "FN",
        WRAPPED_NAME => line.name == WRAPPED,
        _ => false,
    }
}

/// Whether an entry, written as a property of its own name beside the fields of `card`, would be
/// kept again when read, and not become a field.
pub(crate) fn may_stand(head: &str, value: &str, card: &Card) -> bool {
    if value.trim() != value || value.is_empty() || value.contains(['\n', '\r']) {
        return false;
    }
    let full = head.split(';').next().unwrap_or_default();
    let (group, name) = full.split_once('.').unwrap_or(("", full));
    let plain = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let upper = name == name.to_ascii_uppercase() && group == group.to_ascii_lowercase();
    if name.is_empty() || !plain(name) || !plain(group) || !upper {
        return false;
    }
    // The head must be read as it is written.
    let logical = crate::content_line::LogicalLine {
        line: 1,
        bytes: format!("{head}:{value}").into_bytes(),
        ..Default::default()
    };
    let again = ContentLine::parse(&logical, encoding_rs::UTF_8);
    let Some(line) = again.filter(|line| line.head() == head && line.value == value) else {
        return false;
    };
    let single = full == head;
    match name {
        "BEGIN" | "END" | "VERSION" | "TEL" | "EMAIL" | "ADR" | "URL" | "NOTE" | "NICKNAME"
        | "CATEGORIES" | "N" | "UID" | WRAPPED | CONNECTED_ON => false,
        "FN" => single && !card.name.is_empty(),
        "ORG" => single && (!card.organisation.is_empty() || !card.department.is_empty()),
        "ROLE" | "TITLE" => single && !card.role.is_empty(),
        "BDAY" => card.birthday.is_empty() && !super::property::is_birthday(&line),
        "PHOTO" => card.photo.is_some() || super::property::photo(&line).is_none(),
        _ => true,
    }
}

/// Whether any part of the name is known.
pub(crate) fn has_name_parts(card: &Card) -> bool {
    [&card.given, &card.middle, &card.family, &card.prefix, &card.suffix]
        .iter()
        .any(|part| !part.is_empty())
}
