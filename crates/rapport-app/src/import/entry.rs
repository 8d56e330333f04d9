//! One entry of a source, read and checked, before anybody asks who it is.

use rapport_core::place::{Country, country_of};
use rapport_formats::card::Card;
use rapport_formats::name;
use rapport_formats::vcard::{VcardVersion, write};
use rapport_store::contact::phone_tail;
use rapport_store::import::EntryDigest;
use rapport_store::import::known::Keys;
use sha2::{Digest as _, Sha256};

use super::calendar::Meeting;
use crate::bulk::checked_tag;
use crate::doubt::{self, Doubt, Number};

/// The longest text of a field that goes into the address book; the whole is in the origin.
const LONGEST: usize = 4_000;

/// A person or organisation as a source gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// Which entry of the source, from 1.
    pub(crate) number: u64,
    pub(crate) line: u64,
    pub(crate) name: String,
    pub(crate) organisation: Option<String>,
    pub(crate) role: Option<String>,
    /// Lower case; mail can go there as far as the form tells.
    pub(crate) addresses: Vec<String>,
    pub(crate) phones: Vec<Number>,
    pub(crate) postal_address: Option<String>,
    pub(crate) country: Option<Country>,
    pub(crate) memo: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) uid: Option<String>,
    /// All that the source said, as a vCard.
    pub(crate) card: String,
    pub(crate) digest: EntryDigest,
    pub(crate) doubts: Vec<Doubt>,
    /// Of a calendar: when the user met or will meet them.
    pub(crate) meetings: Vec<Meeting>,
}

impl Entry {
    /// Checks a card. `own` is the user's country.
    pub(crate) fn of(number: u64, card: &Card, own: Country) -> Self {
        let mut doubts = Vec::new();
        let shown = shown_name(card);
        doubts.extend(doubt::name(&shown));
        let mut addresses = Vec::new();
        for written in &card.emails {
            let checked = doubt::mail_address(&written.value);
            doubts.extend(checked.doubts);
            addresses.extend(checked.value.filter(|address| !addresses.contains(address)));
        }
        let (postal_address, mut country, found) = match card.addresses.first() {
            Some(address) => doubt::postal_address(address, own),
            None => (None, None, Vec::new()),
        };
        doubts.extend(found);
        if country.is_none() {
            let mut named = card.addresses.iter().map(|address| address.country.as_str());
            country = named.find_map(country_of);
        }
        let mut phones: Vec<Number> = Vec::new();
        for written in &card.phones {
            let checked = doubt::number(&written.value, country.unwrap_or(own));
            doubts.extend(checked.doubts);
            let fresh = checked.value.filter(|number| {
                phones.iter().all(|known| {
                    known.shown != number.shown
                        && (known.e164.is_none() || known.e164 != number.e164)
                })
            });
            phones.extend(fresh);
        }
        doubts.extend(card.defects.iter().map(|defect| {
            let plain = |text: &str| text.trim_end_matches('.').to_owned();
            Doubt::about("source", shown.as_str(), plain(&defect.message), plain(&defect.remedy))
        }));
        let text = write(card, VcardVersion::V4);
        Self {
            number,
            line: u64::try_from(card.line).unwrap_or(0),
            organisation: one_line(&card.organisation),
            role: one_line(&card.role),
            addresses,
            phones,
            postal_address,
            country,
            memo: cut(&card.notes),
            tags: card.tags.iter().filter_map(|tag| checked_tag(tag).ok()).collect(),
            uid: one_line(&card.uid),
            digest: digest(&text),
            card: text,
            name: shown,
            doubts,
            meetings: Vec::new(),
        }
    }

    /// Adds what this entry is recognised by.
    pub(crate) fn add_keys(&self, keys: &mut Keys) {
        keys.digests.push(self.digest);
        keys.uids.extend(self.uid.clone());
        keys.addresses.extend(self.addresses.iter().cloned());
        keys.tails.extend(self.phones.iter().filter_map(|number| phone_tail(&number.shown)));
        keys.names.push(self.name.to_lowercase());
        keys.organisations.extend(self.organisation.as_deref().map(str::to_lowercase));
    }
}

/// Half a SHA-256.
fn digest(text: &str) -> EntryDigest {
    let whole = Sha256::digest(text.as_bytes());
    let mut half = EntryDigest::default();
    half.copy_from_slice(&whole[..16]);
    half
}

/// What stands before a name in a letter and is no part of it; a title such as Dr. is one.
const FORMS_OF_ADDRESS: [&str; 27] = [
    "mr", "mrs", "ms", "miss", "mx", "herr", "herrn", "hr", "frau", "fr", "m", "mme", "mlle",
    "monsieur", "madame", "sr", "sra", "señor", "señora", "sig", "signor", "signora", "dhr",
    "mevr", "mevrouw", "pan", "pani",
];

/// What to call them; a form of address in a column of its own is left out.
fn called(card: &Card) -> String {
    let prefix = card.prefix.trim().trim_end_matches('.').to_lowercase();
    if card.name.is_empty() && FORMS_OF_ADDRESS.contains(&prefix.as_str()) {
        let parts = [&card.given, &card.middle, &card.family, &card.suffix];
        let parts: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            return parts.join(" ");
        }
    }
    card.display_name()
}

/// The name as people say it: a family name that comes first with a comma goes to its place.
fn shown_name(card: &Card) -> String {
    let shown = one_line(&called(card)).unwrap_or_default();
    if card.name.contains(',') && name::kind(&shown).0 == name::NameKind::Person {
        let full = name::parts(&shown).full();
        if !full.is_empty() {
            return full;
        }
    }
    shown
}

/// A text in one line without signs that print nothing; none if nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|sign: char| sign.is_whitespace() || sign.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    cut(&line)
}

fn cut(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(LONGEST).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_formats::vcard::read;

    fn entry(text: &str) -> Entry {
        let cards = read(text.as_bytes()).cards;
        Entry::of(1, &cards[0], Country::parse("DE").unwrap())
    }

    #[test]
    fn a_card_becomes_an_entry_with_its_doubts() {
        let entry = entry(
            "BEGIN:VCARD\nVERSION:3.0\nFN:Berg, Anna\nORG:Acme Robotics;Sales\nTITLE:CTO\n\
             EMAIL:Anna@Example.ORG\nEMAIL:anna@example.org\nEMAIL:no address\nTEL:030 123456\n\
             TEL:+49 30 123456\nADR:;;Hauptstr. 5;Bonn;;53111;Germany\nUID:u-1\nEND:VCARD\n",
        );
        assert_eq!(entry.name, "Anna Berg");
        assert_eq!(entry.addresses, ["anna@example.org"]);
        assert_eq!(entry.phones.len(), 1);
        assert_eq!(entry.country, Country::parse("DE"));
        assert_eq!(entry.doubts.len(), 1, "{:?}", entry.doubts);
        let mut keys = Keys::default();
        entry.add_keys(&mut keys);
        assert_eq!(keys.organisations, ["acme robotics"]);
        assert_eq!(keys.tails, ["30123456"]);
    }

    #[test]
    fn a_form_of_address_is_no_part_of_a_name_and_a_title_is() {
        let of = |prefix: &str, family: &str| Card {
            prefix: prefix.to_owned(),
            given: "Jürgen".to_owned(),
            family: family.to_owned(),
            ..Card::default()
        };
        assert_eq!(shown_name(&of("Herr", "Müßig")), "Jürgen Müßig");
        assert_eq!(shown_name(&of("M.", "Müßig")), "Jürgen Müßig");
        assert_eq!(shown_name(&of("Dr.", "Müßig")), "Dr. Jürgen Müßig");
    }

    #[test]
    fn the_digest_is_of_the_content_and_not_of_the_place() {
        let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEND:VCARD\n";
        let below = entry(&format!("\n\n{card}"));
        assert_eq!(entry(card).digest, below.digest);
        assert_ne!(entry(&card.replace("Anna", "Anne")).digest, below.digest);
    }
}
