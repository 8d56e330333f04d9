//! A row made into a card by a mapping.

use jiff::civil::Date;

use super::dates::parse_date;
use super::field::{Field, Target};
use super::guess::{Mapping, is_address};
use super::rows::Row;
use crate::card::{Card, Defect, Found, Labelled, PostalAddress};

/// What stands between several values in one cell of one large address book.
const BETWEEN: &str = " ::: ";

/// The values of one row on their way into a card.
#[derive(Default)]
struct Assembly {
    card: Card,
    particle: String,
    birth: [Option<i16>; 3],
    /// Numbers of values and addresses, in the order of the card's lists.
    emails: Vec<u16>,
    phones: Vec<u16>,
    urls: Vec<u16>,
    addresses: Vec<(u16, String)>,
    /// Whole addresses in one cell, with their header.
    address_texts: Vec<(u16, String, String)>,
    labels: Vec<(Field, u16, String)>,
}

/// The card of a row, or why there is none.
pub(super) fn card(row: &Row, mapping: &Mapping) -> Found {
    let mut assembly = Assembly::default();
    assembly.card.line = row.line;
    for (at, cell) in row.cells.iter().enumerate() {
        let text = cell.trim();
        if text.is_empty() {
            continue;
        }
        match mapping.columns.get(at) {
            Some(column) => {
                if !assembly.put(&column.target, text, mapping) {
                    assembly.keep(&column.header, text);
                }
            }
            None => assembly.keep(&format!("column {}", at + 1), text),
        }
    }
    let mut card = assembly.finish();
    if row.repaired {
        card.defects.push(Defect::at(
            row.line,
            "A quote in this row is never closed; the row was read as one line.",
            "Compare the row with its source, and double quotes inside of quotes.",
        ));
    }
    let names = [&card.name, &card.given, &card.family, &card.nickname];
    let somebody = names.iter().any(|name| !name.is_empty())
        || !card.emails.is_empty()
        || !card.phones.is_empty();
    if somebody {
        return Found::Card(Box::new(card));
    }
    let message = "The row has no name, no mail address and no telephone number.";
    let remedy = "Fill one of them in, or map another column to it.";
    Found::Rejected(Defect::at(row.line, message, remedy))
}

impl Assembly {
    fn keep(&mut self, header: &str, text: &str) {
        self.card.kept.push((header.trim().to_owned(), text.to_owned()));
    }

    /// Puts a cell into its field; `false` if the field is taken or the text does not fit it.
    fn put(&mut self, target: &Target, text: &str, mapping: &Mapping) -> bool {
        let card = &mut self.card;
        let number = target.number;
        let single = match target.field {
            Field::Name => &mut card.name,
            Field::Given => &mut card.given,
            Field::Middle => &mut card.middle,
            Field::Particle => &mut self.particle,
            Field::Family => &mut card.family,
            Field::Prefix => &mut card.prefix,
            Field::Suffix => &mut card.suffix,
            Field::Nickname => &mut card.nickname,
            Field::Organisation if number <= 1 => &mut card.organisation,
            Field::Department if number <= 1 => &mut card.department,
            Field::Role if number <= 1 => &mut card.role,
            Field::Uid => &mut card.uid,
            Field::Organisation | Field::Department | Field::Role | Field::Keep => return false,
            Field::Ignore => return true,
            Field::Notes => {
                if !card.notes.is_empty() {
                    card.notes.push_str("\n\n");
                }
                card.notes.push_str(text);
                return true;
            }
            Field::Email => return put_values(&mut card.emails, &mut self.emails, target, text),
            Field::Phone => return put_values(&mut card.phones, &mut self.phones, target, text),
            Field::Url => return put_values(&mut card.urls, &mut self.urls, target, text),
            Field::EmailLabel | Field::PhoneLabel | Field::UrlLabel | Field::AddressLabel => {
                self.labels.push((target.field, number, text.to_owned()));
                return true;
            }
            Field::AddressText => {
                let label = target.label.clone();
                self.address_texts.push((number, label, text.to_owned()));
                return true;
            }
            field if is_address(field) => {
                self.put_address(target, text);
                return true;
            }
            Field::Birthday => {
                // One mail program writes zeros where it knows no day.
                if !text.contains(|digit: char| ('1'..='9').contains(&digit)) {
                    return true;
                }
                let day = crate::vcard::birthday_text(text)
                    .or_else(|| Some(parse_date(text, mapping.day_order)?.to_string()));
                return match day {
                    Some(day) if card.birthday.is_empty() => {
                        card.birthday = day;
                        true
                    }
                    _ => false,
                };
            }
            Field::BirthYear => return put_number(&mut self.birth[0], text),
            Field::BirthMonth => return put_number(&mut self.birth[1], text),
            Field::BirthDay => return put_number(&mut self.birth[2], text),
            Field::ConnectedOn => {
                let day = parse_date(text, mapping.day_order);
                let fits = day.is_some() && card.connected_on.is_none();
                card.connected_on = card.connected_on.or(day);
                return fits;
            }
            Field::Tags => {
                for tag in split_tags(text) {
                    if !card.tags.contains(&tag) {
                        card.tags.push(tag);
                    }
                }
                return true;
            }
            Field::Kept => {
                card.kept.extend(super::writer::read_kept(text));
                return true;
            }
            _ => return false,
        };
        if single.is_empty() {
            *single = text.to_owned();
            return true;
        }
        single == text
    }

    fn put_address(&mut self, target: &Target, text: &str) {
        let key = (target.number, target.label.clone());
        for (copy, part) in text.split(BETWEEN).enumerate() {
            // A second value in the cell is of a second address under the same number.
            let mut seen = 0;
            let known = self.addresses.iter().position(|known| {
                seen += usize::from(*known == key);
                *known == key && seen == copy + 1
            });
            let at = known.unwrap_or_else(|| {
                self.addresses.push(key.clone());
                let label = target.label.clone();
                self.card.addresses.push(PostalAddress { label, ..PostalAddress::default() });
                self.addresses.len() - 1
            });
            let Some(address) = self.card.addresses.get_mut(at) else { continue };
            let (field, between) = match target.field {
                Field::City => (&mut address.city, ", "),
                Field::State => (&mut address.state, ", "),
                Field::Postcode => (&mut address.postcode, " "),
                Field::Country => (&mut address.country, ", "),
                _ => (&mut address.street, "\n"),
            };
            if !field.is_empty() {
                field.push_str(between);
            }
            field.push_str(part.trim());
        }
    }

    fn finish(mut self) -> Card {
        for (number, label, text) in std::mem::take(&mut self.address_texts) {
            if self.addresses.iter().any(|known| known.0 == number && known.1 == label) {
                self.keep("formatted address", &text);
            } else {
                let target = Target { field: Field::Street, number, label };
                self.put_address(&target, &text);
            }
        }
        for (field, number, text) in std::mem::take(&mut self.labels) {
            match field {
                Field::EmailLabel => {
                    label_values(&mut self.card.emails, &mut self.emails, number, &text)
                }
                Field::PhoneLabel => {
                    label_values(&mut self.card.phones, &mut self.phones, number, &text)
                }
                Field::UrlLabel => label_values(&mut self.card.urls, &mut self.urls, number, &text),
                _ => {
                    let labels = text.split(BETWEEN).chain(std::iter::repeat(""));
                    let of_number = self.addresses.iter().zip(&mut self.card.addresses);
                    let same = of_number.filter(|(known, _)| known.0 == number);
                    for ((_, address), label) in same.zip(labels) {
                        address.label = plain_label(label).0;
                    }
                }
            }
        }
        let card = &mut self.card;
        if !self.particle.is_empty() {
            card.family = format!("{} {}", self.particle, card.family).trim().to_owned();
        }
        match self.birth {
            [None, None, None] => {}
            [year, Some(month), Some(day)] if card.birthday.is_empty() => {
                let (month, day) = (i8::try_from(month).ok(), i8::try_from(day).ok());
                let date = month
                    .zip(day)
                    .and_then(|(month, day)| Date::new(year.unwrap_or(2000), month, day).ok());
                card.birthday = date.map_or(String::new(), |date| match year {
                    Some(_) => date.to_string(),
                    None => format!("--{:02}-{:02}", date.month(), date.day()),
                });
            }
            parts => {
                let text: Vec<String> = parts
                    .iter()
                    .map(|part| part.map_or("-".to_owned(), |n| n.to_string()))
                    .collect();
                card.kept.push(("birthday".to_owned(), text.join(" ")));
            }
        }
        card.addresses.retain(|address| !address.is_empty());
        self.card
    }
}

fn put_number(slot: &mut Option<i16>, text: &str) -> bool {
    match text.trim_start_matches('0').parse() {
        Ok(number) if slot.is_none() => {
            *slot = Some(number);
            true
        }
        _ => text.chars().all(|digit| digit == '0'),
    }
}

/// Adds the values of a cell.
fn put_values(
    values: &mut Vec<Labelled>,
    numbers: &mut Vec<u16>,
    target: &Target,
    text: &str,
) -> bool {
    let whole = [text];
    let parts: Vec<&str> = if text.contains(BETWEEN.trim()) {
        text.split(BETWEEN.trim()).collect()
    } else if target.field == Field::Email && text.matches('@').count() > 1 {
        text.split([';', ',', ' ']).collect()
    } else {
        whole.to_vec()
    };
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let known = values.iter().any(|known| known.value == part && known.label == target.label);
        // Without a column of labels the same value twice says nothing new.
        if known && target.number == 0 {
            continue;
        }
        values.push(Labelled { value: part.to_owned(), label: target.label.clone() });
        numbers.push(target.number);
    }
    true
}

/// Gives the values with a number their label; the preferred one moves to the front.
fn label_values(values: &mut Vec<Labelled>, numbers: &mut Vec<u16>, number: u16, text: &str) {
    let mut labels = text.split(BETWEEN);
    let mut last = "";
    let mut front = None;
    for (at, (value, of)) in values.iter_mut().zip(numbers.iter()).enumerate() {
        if *of != number {
            continue;
        }
        last = labels.next().unwrap_or(last);
        let (label, preferred) = plain_label(last);
        value.label = label;
        if preferred && front.is_none() {
            front = Some(at);
        }
    }
    if let Some(at) = front.filter(|at| *at > 0) {
        let value = values.remove(at);
        values.insert(0, value);
        let number = numbers.remove(at);
        numbers.insert(0, number);
    }
}

/// A label without the star of the preferred value, and whether it had one.
fn plain_label(text: &str) -> (String, bool) {
    let text = text.trim();
    let (text, preferred) = match text.strip_prefix('*') {
        Some(rest) => (rest.trim(), true),
        None => (text, false),
    };
    let lower = text.to_lowercase();
    let label = match lower.as_str() {
        "mobile" => "cell",
        "obsolete" | "internet" => "",
        "home" | "work" | "other" | "cell" | "main" | "pager" | "home fax" | "work fax" | "fax"
        | "profile" | "blog" | "home page" | "custom" => lower.as_str(),
        _ => text,
    };
    (label.to_owned(), preferred)
}

/// Groups and categories of one cell.
fn split_tags(text: &str) -> Vec<String> {
    let parts: Vec<&str> = if text.contains(BETWEEN.trim()) {
        text.split(BETWEEN.trim()).collect()
    } else {
        text.split([';', ',']).collect()
    };
    let plain = |part: &str| part.trim().trim_start_matches("* ").trim().to_owned();
    parts.into_iter().map(plain).filter(|tag| !tag.is_empty()).collect()
}
