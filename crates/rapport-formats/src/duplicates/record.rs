//! Records made ready to be compared: folded, cut, counted.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::compare::{family, given, names};
use super::marks::{Counts, Numbers};
use super::similarity::letter_pairs;
use crate::card::Card;
use crate::email_address::EmailAddress;
use crate::name::fold::{fold, fold_letters, latinise};

/// One record of a list, as text; a field that is missing is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Record {
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// What follows the name, such as `Jr.`; titles and degrees are not looked at.
    pub suffix: String,
    /// Organisation.
    pub organisation: String,
    /// Street and number.
    pub street: String,
    /// The second line of the address.
    pub address_2: String,
    /// Town.
    pub city: String,
    /// Postcode.
    pub postcode: String,
    /// State.
    pub state: String,
    /// Birthday in digits, in whatever order with year first (`1980-03-22`).
    pub birthday: String,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// Web address.
    pub website: String,
}

impl Record {
    /// From a table's row: header and cell. Headers are folded and looked up in the names that
    /// `import` uses; what is not known is left out.
    #[must_use]
    pub fn from_columns<'a>(columns: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut record = Self::default();
        for (header, cell) in columns {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            let header = fold(header).replace([' ', '-'], "_");
            let field = match header.as_str() {
                "given_name" | "given" | "first_name" | "firstname" | "forename" => {
                    &mut record.given
                }
                "family_name" | "family" | "surname" | "last_name" | "lastname" => {
                    &mut record.family
                }
                "name" | "full_name" => {
                    let parts = crate::name::parts(cell);
                    if record.given.is_empty() && record.family.is_empty() {
                        if crate::name::kind(cell).0 == crate::name::NameKind::Organisation {
                            record.organisation = cell.to_owned();
                        } else {
                            record.given =
                                format!("{} {}", parts.given, parts.middle).trim().to_owned();
                            record.family = parts.family;
                            record.suffix = parts.suffix;
                        }
                    }
                    continue;
                }
                "suffix" | "name_suffix" | "generation" => &mut record.suffix,
                "organisation" | "organization" | "company" | "company_name" | "org"
                | "employer" => &mut record.organisation,
                "street" | "address" | "address_1" | "street_address" | "addr" => {
                    &mut record.street
                }
                "address_2" | "address2" | "street_2" => &mut record.address_2,
                "city" | "town" | "suburb" => &mut record.city,
                "postcode" | "zip" | "zip_code" | "postal_code" | "plz" => &mut record.postcode,
                "state" | "region" | "province" => &mut record.state,
                "birthday" | "date_of_birth" | "dob" | "birth_date" => &mut record.birthday,
                "website" | "url" | "web" | "homepage" => &mut record.website,
                "middle_name" => {
                    record.given = format!("{} {cell}", record.given).trim().to_owned();
                    continue;
                }
                _ if header.starts_with("phone")
                    || header.starts_with("mobile")
                    || header.starts_with("tel")
                    || header == "fax" =>
                {
                    record.phones.push(cell.to_owned());
                    continue;
                }
                _ if header.starts_with("email")
                    || header.starts_with("e_mail")
                    || header == "mail" =>
                {
                    record.emails.push(cell.to_owned());
                    continue;
                }
                _ => continue,
            };
            cell.clone_into(field);
        }
        record
    }
}

impl From<&Card> for Record {
    fn from(card: &Card) -> Self {
        let named = !card.given.is_empty() || !card.family.is_empty();
        let parts =
            if named { crate::name::NameParts::default() } else { crate::name::parts(&card.name) };
        let organisation_card =
            !named && !card.organisation.is_empty() && card.organisation == card.name;
        let choose = |own: &str, cut: &str| {
            if named {
                own.to_owned()
            } else if organisation_card {
                String::new()
            } else {
                cut.to_owned()
            }
        };
        let address = card.addresses.first().cloned().unwrap_or_default();
        Self {
            given: [choose(&card.given, &parts.given), choose(&card.middle, &parts.middle)]
                .join(" ")
                .trim()
                .to_owned(),
            family: choose(&card.family, &parts.family),
            suffix: choose(&card.suffix, &parts.suffix),
            organisation: card.organisation.clone(),
            street: address.street,
            address_2: String::new(),
            city: address.city,
            postcode: address.postcode,
            state: address.state,
            birthday: card.birthday.clone(),
            phones: card.phones.iter().map(|phone| phone.value.clone()).collect(),
            emails: card.emails.iter().map(|email| email.value.clone()).collect(),
            website: card.urls.first().map(|url| url.value.clone()).unwrap_or_default(),
        }
    }
}

/// Fields whose values are counted.
pub(super) const COUNTED: usize = 9;
pub(super) const GIVEN: usize = 0;
pub(super) const FAMILY: usize = 1;
pub(super) const BIRTHDAY: usize = 2;
pub(super) const STREET: usize = 3;
pub(super) const ADDRESS_2: usize = 4;
pub(super) const CITY: usize = 5;
pub(super) const POSTCODE: usize = 6;
pub(super) const STATE: usize = 7;
pub(super) const ORGANISATION: usize = 8;

/// Which bearer of a name somebody is, by what follows the name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Generation {
    /// The name does not say.
    #[default]
    Untold,
    /// `Sr.`
    Elder,
    /// `Jr.`, `II`
    Younger,
    /// `III`, `Neto`
    Third,
    /// `IV`
    Fourth,
}

impl Generation {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "sr" | "snr" | "senior" | "pere" | "aine" => Self::Elder,
            "jr" | "jnr" | "junior" | "ii" | "2nd" | "fils" | "cadet" | "filho" | "hijo" => {
                Self::Younger
            }
            "iii" | "3rd" | "neto" => Self::Third,
            "iv" | "4th" => Self::Fourth,
            _ => return None,
        })
    }

    /// Both names say it, and they say it of two.
    pub fn contradicts(self, other: Self) -> bool {
        self != other && self != Self::Untold && other != Self::Untold
    }
}

/// The family name without what follows it, and what that says.
fn generation(family: &str, suffix: &str) -> (String, Generation) {
    let family = words(family);
    let told = words(suffix).split(' ').find_map(Generation::of);
    match family.rsplit_once(' ') {
        Some((rest, last)) if let Some(own) = Generation::of(last) => {
            (rest.to_owned(), told.unwrap_or(own))
        }
        _ => (family, told.unwrap_or_default()),
    }
}

/// One mail address cut up.
#[derive(Clone, Debug)]
pub(super) struct Mailbox {
    /// What two spellings have in common.
    pub key: Box<str>,
    /// What stands before the `@`.
    pub local: Box<str>,
    /// Nobody in particular reads it.
    pub role: bool,
}

/// A record ready to be compared. All text is folded.
#[derive(Clone, Debug, Default)]
pub(super) struct Prepared {
    /// The first given name, further ones behind it; letters and blanks.
    pub given: Box<str>,
    /// The first given name alone.
    pub first: Box<str>,
    /// Letters only.
    pub family: Box<str>,
    /// The family name's pieces, where it has more than one.
    pub family_pieces: Box<[Box<str>]>,
    /// How both names sound.
    pub given_sound: Box<str>,
    pub family_sound: Box<str>,
    /// Letters and blanks, forms of law gone.
    pub organisation: Box<str>,
    /// Its letter pairs.
    pub organisation_pairs: Box<[u16]>,
    /// Letters and digits of the whole line.
    pub street: Box<str>,
    /// The first number in it.
    pub house_number: Box<str>,
    /// The line without that number and without the words for ways.
    pub street_name: Box<str>,
    pub address_2: Box<str>,
    /// Letter pairs of street and second line together.
    pub address_pairs: Box<[u16]>,
    pub city: Box<str>,
    pub postcode: Box<str>,
    pub state: Box<str>,
    /// Eight digits, or fewer where some are missing.
    pub birthday: Box<str>,
    /// The last nine digits of each number.
    pub phones: Box<[Box<str>]>,
    pub mailboxes: Box<[Mailbox]>,
    pub website: Box<str>,
    /// Numbers of the counted values; 0 where one is missing.
    pub values: [u32; COUNTED],
    /// Father or son, where the name says it.
    pub generation: Generation,
}

impl Prepared {
    fn new(record: &Record) -> Self {
        let given = words(&record.given);
        let first = given.split(' ').next().unwrap_or_default().to_owned();
        let (family_words, generation) = generation(&record.family, &record.suffix);
        let family = letters(&family_words);
        let pieces = words(&family_words);
        let pieces: Vec<Box<str>> =
            pieces.split(' ').filter(|piece| piece.len() > 2).map(Into::into).collect();
        let organisation = organisation_key(&record.organisation);
        let street = letters(&record.street);
        let (house_number, street_name) = cut_street(&record.street);
        let address_2 = letters(&record.address_2);
        let address_pairs = letter_pairs(&format!("{street}{address_2}"));
        Self {
            given_sound: sound(&first),
            family_sound: sound(&family),
            given: given.into(),
            first: first.into(),
            family_pieces: if pieces.len() > 1 { pieces.into() } else { Box::default() },
            family: family.into(),
            organisation_pairs: letter_pairs(&organisation),
            organisation: organisation.into(),
            street: street.into(),
            house_number: house_number.into(),
            street_name: street_name.into(),
            address_2: address_2.into(),
            address_pairs,
            city: letters(&record.city).into(),
            postcode: letters(&record.postcode).into(),
            state: letters(&record.state).into(),
            birthday: birthday_digits(&record.birthday).into(),
            phones: record.phones.iter().filter_map(|phone| phone_key(phone)).collect(),
            mailboxes: record.emails.iter().filter_map(|email| mailbox(email)).collect(),
            website: website_key(&record.website).into(),
            values: [0; COUNTED],
            generation,
        }
    }

    fn counted(&self) -> [&str; COUNTED] {
        [
            &self.first,
            &self.family,
            &self.birthday,
            &self.street,
            &self.address_2,
            &self.city,
            &self.postcode,
            &self.state,
            &self.organisation,
        ]
    }

    /// A record of an organisation: no person is named.
    pub fn is_organisation(&self) -> bool {
        self.family.is_empty() && self.given.is_empty() && !self.organisation.is_empty()
    }
}

/// The whole list, ready, with how often each value stands in it.
pub(super) struct Book {
    pub prepared: Vec<Prepared>,
    /// Per field, by the number of the value.
    counts: [Counts; COUNTED],
    /// How many records have a value in the field.
    filled: [u32; COUNTED],
    /// Who names each mailbox and each telephone.
    mailboxes: HashMap<u64, Crowd>,
    phones: HashMap<u64, Crowd>,
}

/// Those who name one mailbox or telephone.
#[derive(Clone, Copy, Debug)]
struct Crowd {
    /// The first of them.
    first: u32,
    /// How many they are.
    count: u32,
    /// One of the others has another name than the first.
    shared: bool,
}

impl Book {
    pub fn new(records: &[Record]) -> Self {
        let mut numbers: [Numbers; COUNTED] = Default::default();
        let mut filled = [0; COUNTED];
        let mut mailboxes: HashMap<u64, Crowd> = HashMap::new();
        let mut phones: HashMap<u64, Crowd> = HashMap::new();
        let mut prepared: Vec<Prepared> = Vec::with_capacity(records.len());
        for record in records {
            let mut one = Prepared::new(record);
            let mut values = [0; COUNTED];
            for (field, value) in one.counted().into_iter().enumerate() {
                if value.is_empty() {
                    continue;
                }
                values[field] = numbers[field].of(value);
                filled[field] += 1;
            }
            one.values = values;
            let own = u32::try_from(prepared.len()).unwrap_or(u32::MAX);
            for mailbox in &one.mailboxes {
                join_crowd(&mut mailboxes, &mailbox.key, own, |first| {
                    // Whoever marries keeps the mailbox and gives up the family name.
                    names(&prepared[first], &one).0 == given::OTHER
                });
            }
            for phone in &one.phones {
                join_crowd(&mut phones, phone, own, |first| {
                    let (given, family) = names(&prepared[first], &one);
                    given == given::OTHER || family == family::OTHER
                });
            }
            prepared.push(one);
        }
        let counts = numbers.map(Numbers::into_counts);
        Self { prepared, counts, filled, mailboxes, phones }
    }

    /// How often the value stands in the list, and how many records have one.
    pub fn count(&self, field: usize, value: u32) -> (u32, u32) {
        (self.counts[field].count(value), self.filled[field])
    }

    /// How many records name the mailbox.
    pub fn mailbox_count(&self, key: &str) -> u32 {
        self.mailboxes.get(&hash_of(key)).map_or(0, |crowd| crowd.count)
    }

    /// People of other names are reached there, too.
    pub fn is_shared_mailbox(&self, key: &str) -> bool {
        self.mailboxes.get(&hash_of(key)).is_some_and(|crowd| crowd.shared)
    }

    /// People of other names are called there, too.
    pub fn is_shared_phone(&self, key: &str) -> bool {
        self.phones.get(&hash_of(key)).is_some_and(|crowd| crowd.shared)
    }
}

/// 64 bits that stand for a text.
pub(super) fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn join_crowd(
    crowds: &mut HashMap<u64, Crowd>,
    key: &str,
    own: u32,
    is_other: impl Fn(usize) -> bool,
) {
    match crowds.get_mut(&hash_of(key)) {
        Some(crowd) => {
            crowd.count += 1;
            crowd.shared = crowd.shared || crowd.first != own && is_other(crowd.first as usize);
        }
        None => {
            crowds.insert(hash_of(key), Crowd { first: own, count: 1, shared: false });
        }
    }
}

// ---------------------------------------------------------------- folding

fn letters(text: &str) -> String {
    latinise(&fold_letters(text))
}

/// Folded words with one blank between them.
fn words(text: &str) -> String {
    latinise(&fold(text))
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How a word sounds, by the double metaphone of the letters of Latin.
fn sound(word: &str) -> Box<str> {
    if word.is_empty() {
        return Box::default();
    }
    if !word.is_ascii() {
        return word.chars().take(4).collect::<String>().into();
    }
    use rphonetic::Encoder;
    let code = rphonetic::DoubleMetaphone::default().encode(word);
    if code.is_empty() { word.chars().take(4).collect::<String>().into() } else { code.into() }
}

/// Words that say of what form a body is, not which one.
const FORMS: [&str; 40] = [
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "ev",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "as",
    "aps",
    "oy",
    "sl",
    "slu",
    "ltda",
    "pty",
    "pte",
    "kk",
    "the",
    "and",
    "und",
    "et",
    "mbh",
];

fn organisation_key(text: &str) -> String {
    let words = words(text);
    let kept: Vec<&str> = words.split(' ').filter(|word| !FORMS.contains(word)).collect();
    if kept.is_empty() { words } else { kept.join(" ") }
}

/// The house number and the name of the street, words for ways gone.
fn cut_street(street: &str) -> (String, String) {
    let words = words(street);
    let number = words
        .split(' ')
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or_default();
    let name: String =
        words.split(' ').filter(|word| *word != number && !WAYS.contains(word)).collect();
    (number.to_owned(), name)
}

const WAYS: [&str; 40] = [
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "av",
    "lane",
    "ln",
    "drive",
    "dr",
    "court",
    "ct",
    "place",
    "pl",
    "circuit",
    "cct",
    "crescent",
    "cres",
    "close",
    "cl",
    "way",
    "boulevard",
    "blvd",
    "square",
    "sq",
    "terrace",
    "tce",
    "parade",
    "pde",
    "strasse",
    "str",
    "weg",
    "allee",
    "platz",
    "rue",
    "via",
    "calle",
    "rua",
    "highway",
];

/// Eight digits with the year first; what is not there stays away.
fn birthday_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        // Day or month first.
        [a, b, year] if year.len() == 4 && a.len() <= 2 && b.len() <= 2 => {
            format!("{year}{b:0>2}{a:0>2}")
        }
        [year, b, c] if year.len() == 4 && b.len() <= 2 && c.len() <= 2 => {
            format!("{year}{b:0>2}{c:0>2}")
        }
        _ => digits.chars().take(8).collect(),
    }
}

/// The last nine digits, enough to tell numbers apart and free of codes and zeros in front.
fn phone_key(phone: &str) -> Option<Box<str>> {
    let phone = phone.split(['x', 'X', ';']).next().unwrap_or(phone);
    let digits: String = phone
        .chars()
        .filter_map(|c| c.to_digit(10))
        .filter_map(|d| char::from_digit(d, 10))
        .collect();
    let digits = digits.trim_start_matches('0');
    (digits.len() >= 5).then(|| digits[digits.len().saturating_sub(9)..].into())
}

fn mailbox(email: &str) -> Option<Mailbox> {
    let Ok(address) = EmailAddress::parse(email) else {
        // A broken address still says something.
        let text = email.trim().to_lowercase();
        let local = text.split('@').next().unwrap_or_default().to_owned();
        return (local.chars().count() > 2).then(|| Mailbox {
            key: text.clone().into(),
            local: local.into(),
            role: false,
        });
    };
    let key = address.mailbox_key();
    let local = key.rsplit_once('@').map_or("", |(local, _)| local);
    Some(Mailbox { local: local.into(), role: address.is_role(), key: key.clone().into() })
}

fn website_key(website: &str) -> String {
    let text = website.trim().to_lowercase();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let text = text.strip_prefix("www.").unwrap_or(text);
    text.trim_end_matches('/').to_owned()
}
