//! Contacts of a file, one object for each card or row.
//!
//! Here: [`ContactView`] and [`each_contact`], which reads cards or a table, whichever the file
//! holds. Numbers are read by `rapport_formats::phone`. Not here: whether a contact is known.

use std::collections::BTreeMap;
use std::io::{self, Read};

use rapport_core::place::Country;
use rapport_formats::card::{Card, Defect, Found, Labelled};
use rapport_formats::contacts::ContactReader;
use rapport_formats::phone;
use serde::Serialize;

use super::Problem;

/// How many rejected rows are named one by one.
const MOST_NAMED: usize = 1_000;

/// A contact, as `rapport inspect contacts` prints it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ContactView {
    /// The file as it was named.
    pub file: String,
    /// The line where the card or row begins, from 1.
    pub line: usize,
    /// The display name as written.
    pub name: Option<String>,
    /// Given name.
    pub given: Option<String>,
    /// Further given names.
    pub middle: Option<String>,
    /// Family name with its particles.
    pub family: Option<String>,
    /// Title before the name.
    pub prefix: Option<String>,
    /// What follows the name.
    pub suffix: Option<String>,
    /// What friends say.
    pub nickname: Option<String>,
    /// The organisation, its first unit.
    pub organisation: Option<String>,
    /// Its further units.
    pub department: Option<String>,
    /// What they do there.
    pub role: Option<String>,
    /// Mail addresses, the preferred one first.
    pub emails: Vec<ValueView>,
    /// Telephone numbers, the preferred one first.
    pub phones: Vec<PhoneView>,
    /// Postal addresses.
    pub addresses: Vec<AddressView>,
    /// `1980-03-22`, `--03-22` without the year, or the text as written where it is no day.
    pub birthday: Option<String>,
    /// Web addresses.
    pub urls: Vec<ValueView>,
    /// Free text.
    pub notes: Option<String>,
    /// The day a network export gives for the connection.
    pub connected_on: Option<String>,
    /// Categories and groups.
    pub tags: Vec<String>,
    /// The uid in the source.
    pub uid: Option<String>,
    /// The size of the photo.
    pub photo_bytes: Option<usize>,
    /// What has no field: property or column, and its text, or its texts if it comes several times.
    pub kept: BTreeMap<String, KeptView>,
    /// What was wrong with it.
    pub defects: Vec<Problem>,
}

/// A value with its label.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ValueView {
    /// As written.
    pub value: String,
    /// Such as `work`.
    pub label: Option<String>,
}

/// A telephone number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PhoneView {
    /// As written.
    pub value: String,
    /// E.164, if it is a valid number: international, or of the country that was named.
    pub e164: Option<String>,
    /// The extension.
    pub extension: Option<String>,
    /// Such as `work` or `cell`.
    pub label: Option<String>,
}

/// A postal address.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AddressView {
    /// Street with number; further lines after line breaks.
    pub street: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State or region.
    pub state: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// The country as written.
    pub country: Option<String>,
    /// Such as `home`.
    pub label: Option<String>,
}

/// One kept text, or several of one name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum KeptView {
    /// The only one.
    One(String),
    /// In the order of the file.
    Several(Vec<String>),
}

/// What of a file became no contact.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RejectedView {
    /// The file as it was named.
    pub file: String,
    /// The first of them, or how many there are.
    pub error: Problem,
    /// The first thousand, each with its line.
    pub defects: Vec<Problem>,
}

/// What reading a file yields.
#[derive(Clone, PartialEq, Debug)]
pub enum Answer {
    /// A contact.
    Contact(Box<ContactView>),
    /// At the end of the file, if anything was rejected.
    Rejected(RejectedView),
}

/// How a file is read.
#[derive(Clone, Debug, Default)]
pub struct Reading<'a> {
    /// Where national telephone numbers belong.
    pub country: Option<Country>,
    /// Columns set by the user, `column=field` each.
    pub columns: &'a [String],
}

/// Reads the contacts of a file one by one, with bounded memory. The answer is whether there was
/// anything but rejects.
///
/// # Errors
/// What reading gave, a column that cannot be set so, and what `each` gives.
pub fn each_contact<E: From<io::Error> + From<Problem>>(
    file: &str,
    input: impl Read,
    reading: &Reading<'_>,
    mut each: impl FnMut(Answer) -> Result<(), E>,
) -> Result<bool, E> {
    let mut reader = ContactReader::new(input)?;
    if let ContactReader::Table(table) = &mut reader {
        for column in reading.columns {
            let set = table.mapping_mut().set(column);
            set.map_err(|error| Problem::new(error.message, error.remedy))?;
        }
    }
    let (mut contacts, mut rejected) = (0_usize, 0_usize);
    let mut defects: Vec<Problem> = Vec::new();
    for found in reader {
        match found? {
            Found::Card(card) => {
                contacts += 1;
                each(Answer::Contact(Box::new(view(file, &card, reading.country))))?;
            }
            Found::Rejected(defect) => {
                rejected += 1;
                if defects.len() < MOST_NAMED {
                    defects.push(problem(&defect));
                }
            }
        }
    }
    if let Some(first) = defects.first() {
        let mut error = first.clone();
        if rejected > 1 {
            error.message = format!("{rejected} rows or lines became no contact");
        }
        each(Answer::Rejected(RejectedView { file: file.to_owned(), error, defects }))?;
    }
    Ok(contacts > 0 || rejected == 0)
}

/// One card as it is shown.
#[must_use]
pub fn view(file: &str, card: &Card, country: Option<Country>) -> ContactView {
    let kept_birthday = || {
        let kept = card.kept.iter().find(|(name, _)| {
            name.split(';').next().is_some_and(|name| name.eq_ignore_ascii_case("BDAY"))
        });
        kept.map(|(_, text)| text.clone())
    };
    let mut kept: BTreeMap<String, KeptView> = BTreeMap::new();
    for (name, text) in &card.kept {
        kept.entry(name.clone())
            .and_modify(|known| known.add(text.clone()))
            .or_insert_with(|| KeptView::One(text.clone()));
    }
    ContactView {
        file: file.to_owned(),
        line: card.line,
        name: some(&card.name),
        given: some(&card.given),
        middle: some(&card.middle),
        family: some(&card.family),
        prefix: some(&card.prefix),
        suffix: some(&card.suffix),
        nickname: some(&card.nickname),
        organisation: some(&card.organisation),
        department: some(&card.department),
        role: some(&card.role),
        emails: card.emails.iter().map(value).collect(),
        phones: card.phones.iter().map(|number| phone_view(number, country)).collect(),
        addresses: card
            .addresses
            .iter()
            .map(|address| AddressView {
                street: some(&address.street),
                city: some(&address.city),
                state: some(&address.state),
                postcode: some(&address.postcode),
                country: some(&address.country),
                label: some(&address.label),
            })
            .collect(),
        birthday: some(&card.birthday).or_else(kept_birthday),
        urls: card.urls.iter().map(value).collect(),
        notes: some(&card.notes),
        connected_on: card.connected_on.map(|day| day.to_string()),
        tags: card.tags.clone(),
        uid: some(&card.uid),
        photo_bytes: card.photo.as_ref().map(Vec::len),
        kept,
        defects: card.defects.iter().map(problem).collect(),
    }
}

impl KeptView {
    fn add(&mut self, text: String) {
        match self {
            Self::One(first) => *self = Self::Several(vec![std::mem::take(first), text]),
            Self::Several(all) => all.push(text),
        }
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn value(labelled: &Labelled) -> ValueView {
    ValueView { value: labelled.value.clone(), label: some(&labelled.label) }
}

fn phone_view(labelled: &Labelled, country: Option<Country>) -> PhoneView {
    let read = phone::read(&labelled.value, country);
    PhoneView {
        value: labelled.value.clone(),
        e164: read.e164,
        extension: read.extension,
        label: some(&labelled.label),
    }
}

/// A reader's defect in the form of this folder: no full stop, no line where none is meant.
pub(super) fn problem(defect: &Defect) -> Problem {
    let plain = |text: &str| text.trim_end_matches('.').to_owned();
    Problem {
        line: u64::try_from(defect.line).ok().filter(|line| *line > 0),
        message: plain(&defect.message),
        remedy: plain(&defect.remedy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(text: &str, columns: &[String]) -> Result<(Vec<Answer>, bool), Problem> {
        let mut answers = Vec::new();
        let reading = Reading { country: Country::parse("DE"), columns };
        let any = each_contact("f", text.as_bytes(), &reading, |answer| {
            answers.push(answer);
            Ok::<(), Problem>(())
        })?;
        Ok((answers, any))
    }

    #[test]
    fn a_card_is_shown_with_its_numbers_read() {
        let text = "BEGIN:VCARD\nVERSION:3.0\nN:Groß;Zoë;;;\nFN:Zoë Groß\nTEL;TYPE=work:030 123456\n\
            X-A:1\nX-A:2\nBDAY:circa 1800\nEND:VCARD\n";
        let (answers, any) = answers(text, &[]).unwrap();
        let Some(Answer::Contact(zoe)) = answers.first() else { panic!("{answers:?}") };
        assert!(any);
        assert_eq!(zoe.phones[0].e164.as_deref(), Some("+4930123456"));
        assert_eq!(zoe.phones[0].label.as_deref(), Some("work"));
        assert_eq!(zoe.birthday.as_deref(), Some("circa 1800"));
        assert_eq!(zoe.kept["X-A"], KeptView::Several(vec!["1".to_owned(), "2".to_owned()]));
        assert_eq!(zoe.organisation, None);
    }

    #[test]
    fn rejected_rows_come_at_the_end_and_columns_can_be_set() {
        let text = "Wer,Wo\nAna,Bonn\n,Köln\n";
        let (found, any) = answers(text, &["Wer=given".to_owned(), "2=city".to_owned()]).unwrap();
        assert!(any && found.len() == 2);
        let Answer::Rejected(rejected) = &found[1] else { panic!("{found:?}") };
        assert_eq!(rejected.defects[0].line, Some(3));
        assert!(answers(text, &["Was=given".to_owned()]).is_err());
        let (_, any) = answers("a,b\n1,2\n", &[]).unwrap();
        assert!(!any);
    }
}
