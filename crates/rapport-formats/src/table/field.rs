//! What a column of a table can mean, and how the user names it: `email:work`, `city:home`, `keep`.

use std::fmt;
use std::str::FromStr;

/// The field of a contact that a column fills.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// The whole name.
    Name,
    /// Given name.
    Given,
    /// Further given names.
    Middle,
    /// What stands before the family name and belongs to it (`van der`).
    Particle,
    /// Family name.
    Family,
    /// Title before the name.
    Prefix,
    /// What follows the name.
    Suffix,
    /// What friends say.
    Nickname,
    /// Organisation.
    Organisation,
    /// Unit of the organisation.
    Department,
    /// What they do there.
    Role,
    /// A mail address.
    Email,
    /// The label of the mail address with the same number.
    EmailLabel,
    /// A telephone number.
    Phone,
    /// The label of the number with the same number.
    PhoneLabel,
    /// A web address.
    Url,
    /// The label of the web address with the same number.
    UrlLabel,
    /// Street; several columns become several lines.
    Street,
    /// Post-office box, a line of the street.
    PostBox,
    /// Town.
    City,
    /// State or region.
    State,
    /// Postcode.
    Postcode,
    /// Country.
    Country,
    /// The label of the address with the same number.
    AddressLabel,
    /// A whole address in one cell, used where its parts are empty.
    AddressText,
    /// Day of birth.
    Birthday,
    /// Year of birth.
    BirthYear,
    /// Month of birth.
    BirthMonth,
    /// Day of the month of birth.
    BirthDay,
    /// Free text.
    Notes,
    /// Categories and groups.
    Tags,
    /// The day of a connection on a network.
    ConnectedOn,
    /// The identifier in the source.
    Uid,
    /// What our own table holds of things without a column.
    Kept,
    /// No field: kept under its header.
    Keep,
    /// Left out on purpose.
    Ignore,
}

/// Every field with the name the user gives it.
const NAMES: &[(&str, Field)] = &[
    ("name", Field::Name),
    ("given", Field::Given),
    ("middle", Field::Middle),
    ("particle", Field::Particle),
    ("family", Field::Family),
    ("prefix", Field::Prefix),
    ("suffix", Field::Suffix),
    ("nickname", Field::Nickname),
    ("organisation", Field::Organisation),
    ("department", Field::Department),
    ("role", Field::Role),
    ("email", Field::Email),
    ("email-label", Field::EmailLabel),
    ("phone", Field::Phone),
    ("phone-label", Field::PhoneLabel),
    ("url", Field::Url),
    ("url-label", Field::UrlLabel),
    ("street", Field::Street),
    ("post-box", Field::PostBox),
    ("city", Field::City),
    ("state", Field::State),
    ("postcode", Field::Postcode),
    ("country", Field::Country),
    ("address-label", Field::AddressLabel),
    ("address", Field::AddressText),
    ("birthday", Field::Birthday),
    ("birth-year", Field::BirthYear),
    ("birth-month", Field::BirthMonth),
    ("birth-day", Field::BirthDay),
    ("notes", Field::Notes),
    ("tags", Field::Tags),
    ("connected-on", Field::ConnectedOn),
    ("uid", Field::Uid),
    ("kept", Field::Kept),
    ("keep", Field::Keep),
    ("ignore", Field::Ignore),
];

impl Field {
    /// Its name, as the user writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("keep", |(name, _)| name)
    }

    /// The names of all fields.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

/// What a column means: a field, of which value of its kind, with which label.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// The field.
    pub field: Field,
    /// Which of several: ties a label to its value and the parts of an address together; 0 where
    /// the table does not number them.
    pub number: u16,
    /// Such as `work`; empty if there is none.
    pub label: String,
}

impl Target {
    /// A field without number and label.
    #[must_use]
    pub fn of(field: Field) -> Self {
        Self { field, number: 0, label: String::new() }
    }
}

/// `field`, `field#2`, `field:label`, `field#2:label`.
impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.field.name())?;
        if self.number > 0 {
            write!(formatter, "#{}", self.number)?;
        }
        if !self.label.is_empty() {
            write!(formatter, ":{}", self.label)?;
        }
        Ok(())
    }
}

impl FromStr for Target {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (rest, label) = text.trim().split_once(':').unwrap_or((text.trim(), ""));
        let (name, number) = rest.split_once('#').unwrap_or((rest, "0"));
        let name = name.trim().to_lowercase().replace([' ', '_'], "-");
        let found = NAMES.iter().find(|(known, _)| *known == name).ok_or(())?;
        Ok(Self {
            field: found.1,
            number: number.trim().parse().map_err(|_| ())?,
            label: label.trim().to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_text_that_says_it() {
        for (name, field) in NAMES {
            for target in [
                Target::of(*field),
                Target { field: *field, number: 2, label: "work fax".to_owned() },
            ] {
                assert_eq!(target.to_string().parse(), Ok(target), "{name}");
            }
        }
        assert_eq!("Birth Year".parse(), Ok(Target::of(Field::BirthYear)));
        assert_eq!("surname".parse::<Target>(), Err(()));
    }
}
