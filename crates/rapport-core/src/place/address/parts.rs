//! The parts of one address, by the names that map services use.

use super::super::Country;
use super::{PartMap, country_of_parts};

/// The parts of one address. Empty values count as missing; white space is made single.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AddressParts {
    values: PartMap,
}

impl AddressParts {
    /// From pairs of name and value, such as `road` and `High Street`.
    #[must_use]
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut parts = Self::default();
        for (key, value) in pairs {
            parts.set(key, value);
        }
        parts
    }

    /// From the fields of an address book: the street with its number as it stands.
    #[must_use]
    pub fn from_fields(
        name: &str,
        organisation: &str,
        street: &str,
        city: &str,
        state: &str,
        postcode: &str,
        country: &str,
    ) -> Self {
        let mut parts = Self::from_pairs([
            ("name", name),
            ("organisation", organisation),
            ("city", city),
            ("state", state),
            ("postcode", postcode),
            ("country", country),
        ]);
        let mut lines = street.lines().map(str::trim).filter(|line| !line.is_empty());
        parts.set("road", lines.next().unwrap_or_default());
        parts.set("suburb", &lines.collect::<Vec<_>>().join(", "));
        parts
    }

    /// Sets one part; an empty value takes it away.
    pub fn set(&mut self, key: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = value.trim_end_matches(',').to_owned();
        if value.is_empty() {
            self.values.remove(key);
        } else {
            self.values.insert(key.to_owned(), value);
        }
    }

    /// The first of the named parts that is there.
    #[must_use]
    pub fn get(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.values.get(*key)).map(String::as_str)
    }

    /// The country by its code, else by its name.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        country_of_parts(&self.values)
    }

    /// All parts, in order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}
