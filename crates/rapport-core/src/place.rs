//! Countries and their subdivisions, as the rest of the core names them, and how addresses are
//! written there.
//!
//! Here: the two codes and their one way of being made; [`rules`], the countries' table; the lines
//! of an envelope in [`address`], postcodes in [`postcode`], how long a letter takes in [`postal`].
//! Not here: holidays (`calendar::holidays`), the look of an envelope (`rapport-paper`).

use std::fmt;

pub mod address;
pub mod postal;
pub mod postcode;
pub mod rules;
pub mod territories;

pub use address::{AddressParts, Envelope, envelope};
pub use postal::{PostalDays, postal_days};
pub use rules::{
    AddressRule, NameLanguage, Required, address_rule, country_name, country_of, language_of,
    state_code,
};
pub use territories::country_line;

/// An ISO 3166-1 alpha-2 country code, such as `DE`.
///
/// Only the form is checked here; whether holidays are known for it is the calendar's answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Two ASCII letters in any case. `None` for anything else.
    #[must_use]
    pub const fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() == 2 && bytes[0].is_ascii_alphabetic() && bytes[1].is_ascii_alphabetic() {
            Some(Self([bytes[0].to_ascii_uppercase(), bytes[1].to_ascii_uppercase()]))
        } else {
            None
        }
    }

    /// How many codes two letters make.
    pub(crate) const COUNT: usize = 26 * 26;

    /// The place of this code among all that two letters make, in their order.
    pub(crate) const fn index(self) -> usize {
        // Capitals by construction.
        (self.0[0] - b'A') as usize * 26 + (self.0[1] - b'A') as usize
    }

    /// The code in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // The bytes are ASCII letters by construction, so this never falls back.
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The part of an ISO 3166-2 code behind the country, such as `BY` of `DE-BY` or `ENG` of `GB-ENG`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Subdivision(String);

impl Subdivision {
    /// One to three ASCII letters or digits in any case. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| Self(text.to_ascii_uppercase()))
    }

    /// The code in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Subdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
