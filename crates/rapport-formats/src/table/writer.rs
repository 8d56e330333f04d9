//! Tables written: our own with every field, and those that Thunderbird and Google Contacts take.

use crate::card::{Card, Labelled};

/// Whose table is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TableStyle {
    /// Our own: every field but the photo; reading it gives the same cards.
    #[default]
    Rapport,
    /// Google Contacts, headers of 2024.
    Google,
    /// Thunderbird's address book.
    Thunderbird,
}

/// Writes a table row by row, once it is known how many values the cards have at most.
#[derive(Clone, Debug)]
pub struct TableWriter {
    style: TableStyle,
    emails: usize,
    phones: usize,
    addresses: usize,
    urls: usize,
}

/// The whole table.
#[must_use]
pub fn write_table(cards: &[Card], style: TableStyle) -> String {
    let writer = TableWriter::new(cards, style);
    let mut text = writer.header();
    for card in cards {
        text.push_str(&writer.row(card));
    }
    text
}

impl TableWriter {
    /// A writer for these cards: the most values of a kind decide how many columns there are.
    pub fn new<'a>(cards: impl IntoIterator<Item = &'a Card>, style: TableStyle) -> Self {
        let mut writer = Self { style, emails: 1, phones: 1, addresses: 1, urls: 1 };
        for card in cards {
            writer.emails = writer.emails.max(card.emails.len());
            writer.phones = writer.phones.max(card.phones.len());
            writer.addresses = writer.addresses.max(card.addresses.len());
            writer.urls = writer.urls.max(card.urls.len());
        }
        writer
    }

    /// The line of headers.
    #[must_use]
    pub fn header(&self) -> String {
        match self.style {
            TableStyle::Thunderbird => line(THUNDERBIRD.iter().map(|header| (*header).to_owned())),
            style => line(self.columns(style).into_iter().map(|(header, _)| header)),
        }
    }

    /// The line of a card.
    #[must_use]
    pub fn row(&self, card: &Card) -> String {
        match self.style {
            TableStyle::Thunderbird => line(thunderbird(card).into_iter()),
            style => line(self.columns(style).into_iter().map(|(_, part)| part.of(card))),
        }
    }

    fn columns(&self, style: TableStyle) -> Vec<(String, Part)> {
        let own = style == TableStyle::Rapport;
        let mut columns: Vec<(String, Part)> = Vec::new();
        let singles: &[(&str, &str, Single)] = &[
            ("uid", "", |card| card.uid.clone()),
            ("full name", "", |card| card.name.clone()),
            ("prefix", "Name Prefix", |card| card.prefix.clone()),
            ("given name", "First Name", |card| card.given.clone()),
            ("middle name", "Middle Name", |card| card.middle.clone()),
            ("family name", "Last Name", |card| card.family.clone()),
            ("suffix", "Name Suffix", |card| card.suffix.clone()),
            ("nickname", "Nickname", |card| card.nickname.clone()),
            ("organisation", "Organization Name", |card| card.organisation.clone()),
            ("department", "Organization Department", |card| card.department.clone()),
            ("role", "Organization Title", |card| card.role.clone()),
            ("birthday", "Birthday", |card| card.birthday.clone()),
            ("notes", "Notes", |card| card.notes.clone()),
            ("connected on", "", |card| {
                card.connected_on.map_or(String::new(), |day| day.to_string())
            }),
        ];
        for &(ours, google, part) in singles {
            let header = if own { ours } else { google };
            if !header.is_empty() {
                columns.push((header.to_owned(), Part::Single(part)));
            }
        }
        let tags = if own { "tags" } else { "Labels" };
        columns.push((tags.to_owned(), Part::Tags(own)));
        let kinds: [(&str, &str, usize, Values); 3] = [
            ("email", "E-mail", self.emails, |card| &card.emails),
            ("phone", "Phone", self.phones, |card| &card.phones),
            ("url", "Website", self.urls, |card| &card.urls),
        ];
        for (ours, google, count, values) in kinds {
            for at in 0..count {
                let number = at + 1;
                let (value, label) = if own {
                    (format!("{ours} {number} value"), format!("{ours} {number} label"))
                } else {
                    (format!("{google} {number} - Value"), format!("{google} {number} - Label"))
                };
                columns.push((label, Part::Label(values, at)));
                columns.push((value, Part::Value(values, at)));
            }
        }
        for at in 0..self.addresses {
            for (ours, google, part) in ADDRESS {
                let number = at + 1;
                let header = if own {
                    format!("address {number} {ours}")
                } else {
                    format!("Address {number} - {google}")
                };
                columns.push((header, Part::Address(*part, at)));
            }
        }
        if own {
            columns.push(("kept by rapport".to_owned(), Part::Kept));
        }
        columns
    }
}

type Single = fn(&Card) -> String;
type Values = fn(&Card) -> &Vec<Labelled>;
type AddressPart = fn(&crate::card::PostalAddress) -> &String;

/// What a column of ours or Google's holds.
enum Part {
    Single(Single),
    Label(Values, usize),
    Value(Values, usize),
    Address(AddressPart, usize),
    /// Tags, in our own form or Google's.
    Tags(bool),
    Kept,
}

impl Part {
    fn of(&self, card: &Card) -> String {
        match self {
            Self::Single(part) => part(card),
            Self::Label(values, at) => {
                values(card).get(*at).map_or(String::new(), |value| value.label.clone())
            }
            Self::Value(values, at) => {
                values(card).get(*at).map_or(String::new(), |value| value.value.clone())
            }
            Self::Address(part, at) => {
                card.addresses.get(*at).map_or(String::new(), |address| part(address).clone())
            }
            Self::Tags(true) if card.tags.len() == 1 => format!("{} :::", card.tags.join("")),
            Self::Tags(_) => card.tags.join(" ::: "),
            Self::Kept => write_kept(&card.kept),
        }
    }
}

const ADDRESS: &[(&str, &str, AddressPart)] = &[
    ("label", "Label", |address| &address.label),
    ("street", "Street", |address| &address.street),
    ("city", "City", |address| &address.city),
    ("state", "Region", |address| &address.state),
    ("postal code", "Postal Code", |address| &address.postcode),
    ("country", "Country", |address| &address.country),
];

const THUNDERBIRD: &[&str] = &[
    "First Name",
    "Last Name",
    "Display Name",
    "Nickname",
    "Primary Email",
    "Secondary Email",
    "Screen Name",
    "Work Phone",
    "Home Phone",
    "Fax Number",
    "Pager Number",
    "Mobile Number",
    "Home Address",
    "Home Address 2",
    "Home City",
    "Home State",
    "Home ZipCode",
    "Home Country",
    "Work Address",
    "Work Address 2",
    "Work City",
    "Work State",
    "Work ZipCode",
    "Work Country",
    "Job Title",
    "Department",
    "Organization",
    "Web Page 1",
    "Web Page 2",
    "Birth Year",
    "Birth Month",
    "Birth Day",
    "Custom 1",
    "Custom 2",
    "Custom 3",
    "Custom 4",
    "Notes",
];

/// A card in Thunderbird's columns; what they cannot hold stands in the notes.
fn thunderbird(card: &Card) -> Vec<String> {
    let mut notes = card.notes.clone();
    let mut phones: Vec<Option<&Labelled>> = card.phones.iter().map(Some).collect();
    let mut phone = |wanted: &[&str]| {
        let found = phones.iter_mut().find(|slot| {
            slot.is_some_and(|phone| {
                wanted.is_empty() || wanted.iter().any(|word| phone.label.contains(word))
            })
        });
        found.and_then(Option::take).map_or(String::new(), |phone| phone.value.clone())
    };
    let (fax, pager, mobile) = (phone(&["fax"]), phone(&["pager"]), phone(&["cell", "mobile"]));
    let (home, work) = (phone(&["home"]), phone(&["work"]));
    let work = if work.is_empty() { phone(&[]) } else { work };
    let home_number = if home.is_empty() { phone(&["other", "main"]) } else { home };
    let mut left: Vec<String> = phones.iter().flatten().map(|phone| phone.value.clone()).collect();
    let mut addresses = [None, None];
    for address in &card.addresses {
        let slot = usize::from(!address.label.contains("home"));
        let slot = if addresses.get(slot).is_some_and(Option::is_some) { 1 - slot } else { slot };
        match addresses.get_mut(slot) {
            Some(free @ None) => *free = Some(address),
            _ => left.push(format!(
                "{}, {} {}, {}",
                address.street.replace('\n', ", "),
                address.postcode,
                address.city,
                address.country
            )),
        }
    }
    left.extend(card.emails.iter().skip(2).map(|email| email.value.clone()));
    left.extend(card.urls.iter().skip(2).map(|url| url.value.clone()));
    for more in left {
        notes = format!("{notes}\n{more}").trim().to_owned();
    }
    let value = |values: &[Labelled], at: usize| {
        values.get(at).map_or(String::new(), |labelled| labelled.value.clone())
    };
    let mut cells = vec![
        card.given.clone(),
        card.family.clone(),
        card.display_name(),
        card.nickname.clone(),
        value(&card.emails, 0),
        value(&card.emails, 1),
        String::new(),
        work,
        home_number,
        fax,
        pager,
        mobile,
    ];
    for address in addresses {
        let street = address.map_or("", |address| address.street.as_str());
        let (first, second) = street.split_once('\n').unwrap_or((street, ""));
        cells.extend([first.to_owned(), second.replace('\n', ", ")]);
        let parts: [AddressPart; 4] = [
            |address| &address.city,
            |address| &address.state,
            |address| &address.postcode,
            |address| &address.country,
        ];
        cells.extend(parts.map(|part| address.map_or(String::new(), |it| part(it).clone())));
    }
    cells.extend([card.role.clone(), card.department.clone(), card.organisation.clone()]);
    cells.extend([value(&card.urls, 0), value(&card.urls, 1)]);
    let (year, rest) = match card.birthday.strip_prefix("--") {
        Some(rest) => ("", rest),
        None => card.birthday.split_once('-').unwrap_or(("", "")),
    };
    let (month, day) = rest.split_once('-').unwrap_or(("", ""));
    cells.extend([year, month, day, "", "", "", ""].map(str::to_owned));
    cells.push(notes);
    cells
}

/// Cells as one line; quotes where a cell needs them (RFC 4180).
fn line(cells: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        let padded = cell.trim() != cell;
        if padded || cell.contains([',', '"', '\n', '\r', ';', '\t', '|']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
    text
}

/// Kept entries in one cell, one a line: name, equals sign, text; backslashes guard both.
fn write_kept(kept: &[(String, String)]) -> String {
    let guard = |text: &str| text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    let lines: Vec<String> = kept
        .iter()
        .map(|(name, text)| format!("{}={}", guard(name).replace('=', "\\e"), guard(text)))
        .collect();
    lines.join("\n")
}

/// The entries of such a cell.
pub(super) fn read_kept(cell: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        let mut plain = String::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            match (character, character == '\\') {
                (_, true) => plain.push(match characters.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some('e') => '=',
                    Some(other) => other,
                    None => '\\',
                }),
                (other, false) => plain.push(other),
            }
        }
        plain
    };
    cell.lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, text)| (plain(name), plain(text)))
        .collect()
}
