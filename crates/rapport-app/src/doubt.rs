//! What of a field is doubtful, and what to do about it: the checks at the door.
//!
//! Each check looks at one field as it was written and gives what can be used of it, with a sentence
//! where a look is worth it. Nothing is repaired without being asked. Not here: the network (whether a
//! domain takes mail), and who an entry is.

use rapport_core::place::Country;
use rapport_core::place::address::{AddressParts, Envelope, envelope};
use rapport_formats::card::PostalAddress;
use rapport_formats::email_address::EmailAddress;
use rapport_formats::name::repair_case;
use rapport_formats::phone;
use serde::{Deserialize, Serialize};

/// Something of a contact that is worth a look.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Doubt {
    /// Which field: name, email, phone, address, organisation, role.
    pub field: String,
    /// What was written.
    pub value: String,
    /// What is doubtful: a sentence without full stop.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

impl Doubt {
    /// A doubt about a field.
    pub(crate) fn about(
        field: &str,
        value: impl Into<String>,
        why: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            field: field.to_owned(),
            value: value.into(),
            why: why.into(),
            remedy: remedy.into(),
        }
    }
}

/// A field that was looked at: what can be used of it, and what is doubtful.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Checked<T> {
    /// What can be used.
    pub(crate) value: Option<T>,
    /// What is doubtful.
    pub(crate) doubts: Vec<Doubt>,
}

/// A number as it is shown, and the form by which two spellings are told to be one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Number {
    pub(crate) shown: String,
    pub(crate) e164: Option<String>,
}

/// A mail address: lower case if mail can go there, with the domain that was probably meant.
pub(crate) fn mail_address(written: &str) -> Checked<String> {
    let written = written.trim();
    let refused = |why: String| Checked {
        value: None,
        doubts: vec![Doubt::about("email", written, why, "write it like dana@acme.example")],
    };
    let parsed = match EmailAddress::parse(written) {
        Ok(parsed) => parsed,
        Err(why) => return refused(why),
    };
    let address = format!("{}@{}", parsed.local, parsed.domain).to_lowercase();
    if address.parse::<lettre::Address>().is_err() {
        return refused("mail cannot be sent to an address of this form".to_owned());
    }
    let doubts = parsed.suggestion().map(|meant| {
        let why = format!("{} looks like a slip of the finger", parsed.domain);
        Doubt::about("email", written, why, format!("perhaps it is {meant}"))
    });
    Checked { value: Some(address), doubts: doubts.into_iter().collect() }
}

/// A telephone number, written as abroad where it is valid; as it was written otherwise.
pub(crate) fn number(written: &str, country: Country) -> Checked<Number> {
    let shown = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if shown.is_empty() {
        return Checked { value: None, doubts: Vec::new() };
    }
    let read = phone::read(&shown, Some(country));
    match (read.valid, read.international) {
        (true, Some(international)) => Checked {
            value: Some(Number { shown: international, e164: read.e164 }),
            doubts: Vec::new(),
        },
        _ => {
            let why = read.why.unwrap_or_else(|| "it is no number of its country".to_owned());
            let why = why.trim_end_matches('.').to_owned();
            let remedy = "write it with its country, like +49 30 123456";
            Checked {
                doubts: vec![Doubt::about("phone", shown.as_str(), why, remedy)],
                value: Some(Number { shown, e164: None }),
            }
        }
    }
}

/// A postal address laid out for the post; a country that is not named is the user's own.
pub(crate) fn postal_address(
    address: &PostalAddress,
    own: Country,
) -> (Option<String>, Option<Country>, Vec<Doubt>) {
    if address.is_empty() {
        return (None, None, Vec::new());
    }
    let mut parts = AddressParts::from_fields(
        "",
        "",
        &address.street,
        &address.city,
        &address.state,
        &address.postcode,
        &address.country,
    );
    if address.country.trim().is_empty() {
        parts.set("country_code", own.as_str());
    }
    let Envelope { mut lines, country_line, country, findings, .. } = envelope(&parts, Some(own));
    lines.extend(country_line);
    let text = lines.join("\n");
    let shown = text.replace('\n', ", ");
    let doubts = findings
        .into_iter()
        .map(|why| {
            Doubt::about("address", shown.as_str(), why, "add what is missing, or correct it")
        })
        .collect();
    let named = country.filter(|_| !address.country.trim().is_empty());
    ((!text.is_empty()).then_some(text), named, doubts)
}

/// A name: capitals only are worth a look, nothing else is.
pub(crate) fn name(written: &str) -> Option<Doubt> {
    let letters = written.chars().filter(|letter| letter.is_alphabetic()).count();
    let has = |is: fn(char) -> bool| written.chars().any(is);
    // A word alone may be an abbreviation, and scripts without capitals are neither.
    if letters < 4 || !written.contains(' ') || has(char::is_uppercase) == has(char::is_lowercase) {
        return None;
    }
    let better = repair_case(written);
    (better != written).then(|| {
        let why = if has(char::is_uppercase) {
            "the name is in capitals"
        } else {
            "the name has no capitals"
        };
        Doubt::about("name", written, why, format!("perhaps it is {better}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn germany() -> Country {
        Country::parse("DE").unwrap()
    }

    #[test]
    fn slips_are_kept_and_told_what_is_no_address_is_not_kept() {
        let slip = mail_address(" Anna@Gmial.com ");
        assert_eq!(slip.value.as_deref(), Some("anna@gmial.com"));
        assert!(slip.doubts[0].remedy.contains("gmail.com"), "{slip:?}");
        let none = mail_address("anna at example.org");
        assert_eq!((none.value, none.doubts.len()), (None, 1));
        assert!(mail_address("anna@example.org").doubts.is_empty());
    }

    #[test]
    fn numbers_get_their_country_and_wrong_ones_stay_as_written() {
        let good = number("030 123456", germany());
        assert_eq!(good.value.unwrap().e164.as_deref(), Some("+4930123456"));
        assert!(good.doubts.is_empty());
        let bad = number("0000", germany());
        assert_eq!(bad.value.unwrap().shown, "0000");
        assert_eq!(bad.doubts.len(), 1);
    }

    #[test]
    fn addresses_are_laid_out_for_their_country_and_gaps_are_told() {
        let address = PostalAddress {
            street: "Hauptstraße 5".to_owned(),
            city: "Bonn".to_owned(),
            postcode: "53111".to_owned(),
            ..PostalAddress::default()
        };
        let (text, country, doubts) = postal_address(&address, germany());
        assert_eq!(text.as_deref(), Some("Hauptstraße 5\n53111 Bonn"));
        assert_eq!((country, doubts.len()), (None, 0));
        let gap = PostalAddress { postcode: String::new(), ..address };
        assert!(!postal_address(&gap, germany()).2.is_empty());
    }

    #[test]
    fn only_names_without_a_case_are_doubted() {
        assert!(name("ANNA BERG").is_some() && name("anna berg").is_some());
        assert!(name("Anna Berg").is_none() && name("IBM").is_none() && name("安娜 李").is_none());
    }
}
