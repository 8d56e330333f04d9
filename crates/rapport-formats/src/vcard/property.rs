//! One property put into the card: which field it belongs to, and what is kept because it belongs
//! to none.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::civil::Date;

use super::kept::{self, CONNECTED_ON, USER_LABEL, WRAPPED, WRAPPED_NAME};
use super::{birthday, labels};
use crate::card::{Card, Defect, Labelled, PostalAddress};
use crate::content_line::{ContentLine, escape, split_unescaped, unescape};

/// Base64 as programs write it: padding or not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A card while its properties come in.
#[derive(Default)]
pub(crate) struct Building {
    pub card: Card,
    /// The role came from ROLE and gives way to a TITLE.
    role_is_weak: bool,
    /// A field has been filled from this property already.
    has_name: bool,
    has_name_parts: bool,
    has_organisation: bool,
    /// Values in groups, which a user's label may name.
    grouped: Vec<(String, Place)>,
    /// User's labels that came: group and text.
    user_labels: Vec<(String, String)>,
    preferred: [bool; 4],
}

/// A labelled value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Email(usize),
    Phone(usize),
    Address(usize),
    Url(usize),
}

impl Building {
    /// Puts one property where it belongs.
    pub fn add(&mut self, line: &ContentLine) {
        let taken = self.take(line);
        let spoken_for =
            line.parameters.iter().all(|parameter| kept::is_spoken_for(line, &parameter.name));
        if !taken || !spoken_for {
            self.keep(line);
        }
    }

    /// Puts it into a field, if there is one; what is empty is taken and forgotten.
    fn take(&mut self, line: &ContentLine) -> bool {
        let text = || unescape(&line.value).trim().to_owned();
        if is_blank(&line.value) {
            return true;
        }
        let card = &mut self.card;
        match line.name.as_str() {
            "VERSION" | "BEGIN" | "END" => line.name == "VERSION",
            "FN" => {
                let derived = line
                    .parameter("DERIVED")
                    .is_some_and(|value| value.eq_ignore_ascii_case("true"));
                if self.has_name {
                    return false;
                }
                if !derived {
                    self.has_name = true;
                    card.name = text();
                }
                true
            }
            "N" => !std::mem::replace(&mut self.has_name_parts, true) && take_name(card, line),
            "NICKNAME" => {
                let names: Vec<String> = list(&line.value);
                if !card.nickname.is_empty() && !names.is_empty() {
                    card.nickname.push_str(", ");
                }
                card.nickname.push_str(&names.join(", "));
                true
            }
            "ORG" => {
                if std::mem::replace(&mut self.has_organisation, true) {
                    return false;
                }
                let mut units = split_unescaped(&line.value, ';').into_iter().map(plain);
                card.organisation = units.next().unwrap_or_default();
                let further: Vec<String> = units.filter(|unit| !unit.is_empty()).collect();
                card.department = further.join(", ");
                true
            }
            "TITLE" => {
                if card.role.is_empty() || self.role_is_weak {
                    let weak = std::mem::replace(&mut card.role, text());
                    if self.role_is_weak {
                        card.kept.push(("ROLE".to_owned(), escape(&weak)));
                    }
                    self.role_is_weak = false;
                    return true;
                }
                false
            }
            "ROLE" => {
                if !card.role.is_empty() {
                    return false;
                }
                card.role = text();
                self.role_is_weak = true;
                true
            }
            "EMAIL" | "TEL" | "URL" | "ADR" => self.take_labelled(line),
            "BDAY" => {
                let found = birthday::parse(&line.value, line.parameter("X-APPLE-OMIT-YEAR"));
                match found {
                    Some((day, more)) if card.birthday.is_empty() => {
                        card.birthday = day;
                        !more
                    }
                    _ => false,
                }
            }
            "NOTE" => {
                if !card.notes.is_empty() {
                    card.notes.push_str("\n\n");
                }
                card.notes.push_str(&text());
                true
            }
            "CATEGORIES" => {
                for tag in list(&line.value) {
                    if !card.tags.contains(&tag) {
                        card.tags.push(tag);
                    }
                }
                true
            }
            "PHOTO" => match photo(line) {
                Some(bytes) if card.photo.is_none() => {
                    card.photo = Some(bytes);
                    true
                }
                _ => false,
            },
            "UID" => {
                let first = card.uid.is_empty();
                if first {
                    card.uid = text();
                }
                first
            }
            CONNECTED_ON => match (card.connected_on, line.value.trim().parse::<Date>()) {
                (None, Ok(day)) => {
                    card.connected_on = Some(day);
                    true
                }
                _ => false,
            },
            WRAPPED => match line.parameter(WRAPPED_NAME) {
                Some(name) => {
                    card.kept.push((name.to_owned(), unescape(&line.value)));
                    true
                }
                None => false,
            },
            USER_LABEL if !line.group.is_empty() => {
                self.user_labels.push((line.group.clone(), text()));
                true
            }
            _ => false,
        }
    }

    fn take_labelled(&mut self, line: &ContentLine) -> bool {
        let label = labels::from_types(line.all("TYPE"));
        let card = &mut self.card;
        let value = unescape(&line.value).trim().to_owned();
        if value.eq_ignore_ascii_case("mailto:") || value.eq_ignore_ascii_case("tel:") {
            return true;
        }
        let preferred = line.parameter("PREF").is_some_and(|value| value == "1")
            || line.all("TYPE").any(|kind| kind.eq_ignore_ascii_case("pref"));
        let place = match line.name.as_str() {
            "ADR" => {
                let Some(address) = address(line, label) else { return true };
                let at = front(&mut self.preferred[0], preferred, card.addresses.len());
                card.addresses.insert(at, address);
                Place::Address(at)
            }
            "EMAIL" => {
                let value = without_scheme(&value, "mailto:").to_owned();
                let at = front(&mut self.preferred[1], preferred, card.emails.len());
                card.emails.insert(at, Labelled { value, label });
                Place::Email(at)
            }
            "TEL" => {
                let value = without_scheme(&value, "tel:").to_owned();
                let at = front(&mut self.preferred[2], preferred, card.phones.len());
                card.phones.insert(at, Labelled { value, label });
                Place::Phone(at)
            }
            _ => {
                let at = front(&mut self.preferred[3], preferred, card.urls.len());
                card.urls.insert(at, Labelled { value, label });
                Place::Url(at)
            }
        };
        for (_, other) in &mut self.grouped {
            other.make_room(place);
        }
        if !line.group.is_empty() {
            self.grouped.push((line.group.clone(), place));
        }
        true
    }

    /// Keeps the property whole.
    fn keep(&mut self, line: &ContentLine) {
        if is_blank(&line.value) {
            return;
        }
        let value = line.value.trim();
        let value = if line.is_base64() {
            let mut uri = format!("data:{};base64,", media_type_of(line));
            uri.extend(value.chars().filter(|character| !character.is_whitespace()));
            uri
        } else {
            value.replace("\r\n", "\\n").replace(['\r', '\n'], "\\n")
        };
        self.card.kept.push((line.head(), value));
    }

    /// The card, once its last property is in.
    pub fn finish(mut self) -> Card {
        for (group, text) in std::mem::take(&mut self.user_labels) {
            let places: Vec<Place> = self
                .grouped
                .iter()
                .filter(|(name, _)| *name == group)
                .map(|(_, place)| *place)
                .collect();
            for place in &places {
                if let Some(label) = place.label(&mut self.card) {
                    let user = labels::from_user(&text);
                    *label = match label.as_str() {
                        "" => user,
                        kinds => format!("{kinds} {user}"),
                    };
                }
            }
            let prefix = format!("{group}.");
            let others = self.card.kept.iter().any(|(name, _)| name.starts_with(&prefix));
            if places.is_empty() || others {
                self.card.kept.push((format!("{group}.{USER_LABEL}"), escape(&text)));
            }
        }
        self.card
    }

    /// Notes something wrong.
    pub fn defect(&mut self, line: usize, message: &str, remedy: &str) {
        if self.card.defects.len() < 100 {
            self.card.defects.push(Defect::at(line, message, remedy));
        }
    }
}

impl Place {
    /// The place moves when another of its kind is put before it.
    fn make_room(&mut self, new: Self) {
        match (self, new) {
            (Self::Email(at), Self::Email(new))
            | (Self::Phone(at), Self::Phone(new))
            | (Self::Address(at), Self::Address(new))
            | (Self::Url(at), Self::Url(new))
                if new <= *at =>
            {
                *at += 1;
            }
            _ => {}
        }
    }

    fn label(self, card: &mut Card) -> Option<&mut String> {
        match self {
            Self::Email(at) => card.emails.get_mut(at).map(|value| &mut value.label),
            Self::Phone(at) => card.phones.get_mut(at).map(|value| &mut value.label),
            Self::Url(at) => card.urls.get_mut(at).map(|value| &mut value.label),
            Self::Address(at) => card.addresses.get_mut(at).map(|value| &mut value.label),
        }
    }
}

/// Whether a value says nothing: blanks and escaped line breaks.
fn is_blank(value: &str) -> bool {
    let value = value.trim_start();
    value.is_empty() || (value.starts_with('\\') && unescape(value).trim().is_empty())
}

/// Where the next value goes: the first preferred one to the front, others to the end.
fn front(had_preferred: &mut bool, preferred: bool, length: usize) -> usize {
    if preferred && !std::mem::replace(had_preferred, true) { 0 } else { length }
}

fn plain(piece: &str) -> String {
    unescape(piece).trim().to_owned()
}

/// The entries of a list between commas, empty ones left out.
fn list(value: &str) -> Vec<String> {
    split_unescaped(value, ',').into_iter().map(plain).filter(|entry| !entry.is_empty()).collect()
}

fn without_scheme<'a>(value: &'a str, scheme: &str) -> &'a str {
    match value.get(..scheme.len()) {
        Some(start) if start.eq_ignore_ascii_case(scheme) => {
            value.get(scheme.len()..).unwrap_or_default().trim()
        }
        _ => value,
    }
}

fn take_name(card: &mut Card, line: &ContentLine) -> bool {
    let mut parts = split_unescaped(&line.value, ';').into_iter();
    let mut next = |between: &str| parts.next().map(|part| list(part).join(between));
    card.family = next(" ").unwrap_or_default();
    card.given = next(" ").unwrap_or_default();
    card.middle = next(" ").unwrap_or_default();
    card.prefix = next(" ").unwrap_or_default();
    card.suffix = next(", ").unwrap_or_default();
    true
}

fn address(line: &ContentLine, label: String) -> Option<PostalAddress> {
    let mut parts = split_unescaped(&line.value, ';').into_iter().map(|part| list(part).join(", "));
    let mut next = || parts.next().unwrap_or_default();
    let (post_box, extended, street) = (next(), next(), next());
    let mut lines = vec![street, extended];
    let digits = !post_box.is_empty() && post_box.bytes().all(|byte| byte.is_ascii_digit());
    lines.push(if digits { format!("PO Box {post_box}") } else { post_box });
    lines.retain(|line| !line.is_empty());
    let address = PostalAddress {
        street: lines.join("\n"),
        city: next(),
        state: next(),
        postcode: next(),
        country: next(),
        label,
    };
    (!address.is_empty()).then_some(address)
}

/// Whether a BDAY says a day that the birthday field can hold.
pub(crate) fn is_birthday(line: &ContentLine) -> bool {
    birthday::parse(&line.value, line.parameter("X-APPLE-OMIT-YEAR")).is_some()
}

/// The picture's bytes, if the property holds them and not only says where they are.
pub(crate) fn photo(line: &ContentLine) -> Option<Vec<u8>> {
    let text = match line.value.trim().get(..5) {
        Some(start) if start.eq_ignore_ascii_case("data:") => {
            let uri = unescape(&line.value);
            uri.split_once("base64,")?.1.to_owned()
        }
        _ if line.is_base64() => line.value.clone(),
        _ => return None,
    };
    let compact: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(compact).ok().filter(|bytes| !bytes.is_empty())
}

/// What kind of data an embedded value is, by its parameters.
fn media_type_of(line: &ContentLine) -> String {
    if let Some(media_type) = line.parameter("MEDIATYPE") {
        return media_type.to_ascii_lowercase();
    }
    let kind = line.parameter("TYPE").unwrap_or_default().to_ascii_lowercase();
    match (line.name.as_str(), kind.as_str()) {
        (_, kind) if kind.contains('/') => kind.to_owned(),
        ("PHOTO" | "LOGO", "") | ("KEY" | "SOUND", _) => "application/octet-stream".to_owned(),
        ("PHOTO" | "LOGO", "jpg") => "image/jpeg".to_owned(),
        ("PHOTO" | "LOGO", kind) => format!("image/{kind}"),
        _ => "application/octet-stream".to_owned(),
    }
}
