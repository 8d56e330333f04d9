//! Cards written: vCard 4.0 by RFC 6350, and 3.0 by RFC 2426 for programs that know no newer one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::kept::{self, CONNECTED_ON, WRAPPED, WRAPPED_NAME};
use super::labels;
use crate::card::{Card, Labelled, PostalAddress};
use crate::content_line::{escape, fold_into, parameter_value};

/// Which vCard is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum VcardVersion {
    /// RFC 2426.
    V3,
    /// RFC 6350.
    #[default]
    V4,
}

/// All cards as one text.
#[must_use]
pub fn write_all<'a>(cards: impl IntoIterator<Item = &'a Card>, version: VcardVersion) -> String {
    let mut text = String::new();
    for card in cards {
        text.push_str(&write(card, version));
    }
    text
}

/// One card. Reading it gives [`Card::content`] of what was written, as long as its texts are
/// trimmed as a reader trims them.
#[must_use]
pub fn write(card: &Card, version: VcardVersion) -> String {
    let mut writer = Writer { text: String::new(), card, version, group: first_free_group(card) };
    writer.all();
    writer.text
}

struct Writer<'a> {
    text: String,
    card: &'a Card,
    version: VcardVersion,
    /// The number of the next group for a label of the user's own.
    group: usize,
}

impl Writer<'_> {
    fn all(&mut self) {
        let card = self.card;
        self.line("BEGIN:VCARD");
        self.line(match self.version {
            VcardVersion::V3 => "VERSION:3.0",
            VcardVersion::V4 => "VERSION:4.0",
        });
        self.single("UID", &card.uid);
        if card.name.is_empty() {
            // Every card needs an FN; RFC 9554 says how to tell that it was made up.
            self.line(&format!("FN;DERIVED=TRUE:{}", escape(&card.display_name())));
        } else {
            self.single("FN", &card.name);
        }
        if kept::has_name_parts(card) || self.version == VcardVersion::V3 {
            let parts = [&card.family, &card.given, &card.middle, &card.prefix, &card.suffix];
            let parts: Vec<String> = parts.iter().map(|part| escape(part)).collect();
            self.line(&format!("N:{}", parts.join(";")));
        }
        self.single("NICKNAME", &card.nickname);
        if !card.organisation.is_empty() || !card.department.is_empty() {
            let mut units = escape(&card.organisation);
            if !card.department.is_empty() {
                units.push(';');
                units.push_str(&escape(&card.department));
            }
            self.line(&format!("ORG:{units}"));
        }
        self.single("TITLE", &card.role);
        self.labelled("EMAIL", &card.emails);
        self.labelled("TEL", &card.phones);
        self.addresses();
        self.labelled("URL", &card.urls);
        self.birthday();
        self.single("NOTE", &card.notes);
        if !card.tags.is_empty() {
            let tags: Vec<String> = card.tags.iter().map(|tag| escape(tag)).collect();
            self.line(&format!("CATEGORIES:{}", tags.join(",")));
        }
        if let Some(day) = card.connected_on {
            self.line(&format!("{CONNECTED_ON}:{day}"));
        }
        self.photo();
        for (name, value) in &card.kept {
            if kept::may_stand(name, value, card) {
                self.line(&format!("{name}:{value}"));
            } else {
                let parameter = parameter_value(name);
                self.line(&format!("{WRAPPED};{WRAPPED_NAME}={parameter}:{}", escape(value)));
            }
        }
        self.line("END:VCARD");
    }

    fn line(&mut self, line: &str) {
        fold_into(&mut self.text, line);
    }

    fn single(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(&format!("{name}:{}", escape(value)));
        }
    }

    fn labelled(&mut self, name: &str, values: &[Labelled]) {
        for (at, labelled) in values.iter().enumerate() {
            let preferred = at == 0 && values.len() > 1;
            self.with_label(name, &labelled.label, preferred, &escape(&labelled.value));
        }
    }

    /// The first of several is the preferred one: readers may change the order.
    fn with_label(&mut self, name: &str, label: &str, preferred: bool, value: &str) {
        let mut kinds: Vec<&str> = labels::to_types(label).unwrap_or_default();
        let user = kinds.is_empty() && !label.is_empty();
        let mut parameters = String::new();
        if preferred && self.version == VcardVersion::V3 {
            kinds.push("pref");
        }
        if !kinds.is_empty() {
            parameters.push_str(&format!(";TYPE={}", kinds.join(",")));
        }
        if preferred && self.version == VcardVersion::V4 {
            parameters.push_str(";PREF=1");
        }
        if user {
            let group = self.group;
            self.group += 1;
            self.line(&format!("item{group}.{name}{parameters}:{value}"));
            self.line(&format!("item{group}.X-ABLabel:{}", escape(label)));
        } else {
            self.line(&format!("{name}{parameters}:{value}"));
        }
    }

    fn addresses(&mut self) {
        for (at, address) in self.card.addresses.iter().enumerate() {
            let preferred = at == 0 && self.card.addresses.len() > 1;
            let PostalAddress { street, city, state, postcode, country, label } = address;
            let parts: Vec<String> =
                [street, city, state, postcode, country].iter().map(|part| escape(part)).collect();
            self.with_label("ADR", label, preferred, &format!(";;{}", parts.join(";")));
        }
    }

    fn birthday(&mut self) {
        let day = &self.card.birthday;
        if day.is_empty() {
            return;
        }
        let compact = day.replace('-', "");
        let line = match (self.version, day.strip_prefix("--")) {
            (VcardVersion::V4, Some(_)) => format!("BDAY:--{compact}"),
            (VcardVersion::V4, None) => format!("BDAY:{compact}"),
            (VcardVersion::V3, Some(rest)) => format!("BDAY;X-APPLE-OMIT-YEAR=1604:1604-{rest}"),
            (VcardVersion::V3, None) => format!("BDAY:{day}"),
        };
        self.line(&line);
    }

    fn photo(&mut self) {
        let Some(photo) = &self.card.photo else { return };
        let data = STANDARD.encode(photo);
        let (media_type, kind) = media_type(photo);
        let line = match self.version {
            VcardVersion::V4 => format!("PHOTO:data:{media_type};base64,{data}"),
            VcardVersion::V3 => format!("PHOTO;ENCODING=b{kind}:{data}"),
        };
        self.line(&line);
    }
}

/// What a picture is, by its first bytes.
fn media_type(photo: &[u8]) -> (&'static str, &'static str) {
    match photo {
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", ";TYPE=JPEG"),
        [0x89, b'P', b'N', b'G', ..] => ("image/png", ";TYPE=PNG"),
        [b'G', b'I', b'F', b'8', ..] => ("image/gif", ";TYPE=GIF"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            ("image/webp", ";TYPE=WEBP")
        }
        _ => ("application/octet-stream", ""),
    }
}

/// One more than the highest `itemN` among what is kept.
fn first_free_group(card: &Card) -> usize {
    let numbers = card.kept.iter().filter_map(|(name, _)| {
        let (group, _) = name.split_once('.')?;
        group.strip_prefix("item")?.parse::<usize>().ok()
    });
    numbers.filter(|number| *number < 1_000_000).max().map_or(1, |number| number + 1)
}
