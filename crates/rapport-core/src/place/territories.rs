//! What the last line of an envelope says: the country, or whose post serves a territory.
//!
//! Here: the table of `territories.txt`, the country line, and a state that has a country code of
//! its own. Not here: the lines above it ([`super::address`]) and countries' names
//! ([`super::rules`]).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Country;
use super::rules::{NameLanguage, country_name, country_of, data_lines, language_of};

/// One line of the table.
struct Territory {
    sovereign: Country,
    prefix: &'static str,
    is_inland: bool,
}

static TERRITORIES: LazyLock<BTreeMap<Country, Territory>> = LazyLock::new(|| {
    data_lines(include_str!("territories.txt"))
        .filter_map(|line| {
            let mut cells = line.split('|');
            let code = Country::parse(cells.next()?)?;
            let sovereign = Country::parse(cells.next()?)?;
            let prefix = cells.next()?;
            let is_inland = cells.next()? == "inland";
            Some((code, Territory { sovereign, prefix, is_inland }))
        })
        .collect()
});

/// Constituent countries that maps name as a state of the whole.
const PARTS_OF: [(&str, &[&str]); 5] = [
    ("NL", &["AW", "CW", "SX"]),
    ("US", &["AS", "GU", "MP", "PR", "VI"]),
    ("FR", &["GF", "GP", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"]),
    ("DK", &["FO", "GL"]),
    ("CN", &["HK", "MO"]),
];

/// The country in capitals, in the language of the sender's country; `None` for mail inside it, and
/// for a code without a name. Mail to a territory names the country whose post serves it.
#[must_use]
pub fn country_line(country: Country, from: Option<Country>) -> Option<String> {
    let language = from.map_or(NameLanguage::English, language_of);
    let Some(territory) = TERRITORIES.get(&country) else {
        return (from != Some(country))
            .then(|| country_name(country, language).map(str::to_uppercase))
            .flatten();
    };
    if from == Some(country) || territory.is_inland && from == Some(territory.sovereign) {
        return None;
    }
    let sovereign = country_name(territory.sovereign, language)?;
    let line = if territory.prefix.is_empty() {
        sovereign.to_owned()
    } else {
        format!("{}, {sovereign}", territory.prefix)
    };
    Some(line.to_uppercase())
}

/// The country of a state that has a code of its own (`Aruba` in `Netherlands`), else `country`.
#[must_use]
pub fn own_country(country: Country, state: Option<&str>) -> Country {
    PARTS_OF
        .iter()
        .find(|(whole, _)| *whole == country.as_str())
        .and_then(|(_, parts)| {
            let named = country_of(state?)?;
            parts.contains(&named.as_str()).then_some(named)
        })
        .unwrap_or(country)
}

/// Is `part` a territory with a code of its own inside `whole`?
#[must_use]
pub fn is_part_of(part: Country, whole: Country) -> bool {
    PARTS_OF.iter().any(|(of, parts)| *of == whole.as_str() && parts.contains(&part.as_str()))
        || TERRITORIES.get(&part).is_some_and(|territory| territory.sovereign == whole)
}

/// Does the post of `country` know the territory by its own name on the country line?
#[must_use]
pub fn has_line_of_its_own(country: Country) -> bool {
    !TERRITORIES.contains_key(&country)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(to: &str, from: &str) -> Option<String> {
        country_line(Country::parse(to).unwrap(), Country::parse(from))
    }

    #[test]
    fn every_line_of_the_table_is_read_and_named() {
        assert_eq!(TERRITORIES.len(), data_lines(include_str!("territories.txt")).count());
        for (code, territory) in TERRITORIES.iter() {
            assert!(country_name(*code, NameLanguage::English).is_some(), "{code}");
            assert!(country_name(territory.sovereign, NameLanguage::English).is_some(), "{code}");
            assert!(is_part_of(*code, territory.sovereign), "{code}");
        }
    }

    #[test]
    fn a_territory_names_whose_post_serves_it() {
        assert_eq!(line("MQ", "DE").as_deref(), Some("MARTINIQUE, FRANKREICH"));
        assert_eq!(line("GU", "GB").as_deref(), Some("UNITED STATES OF AMERICA"));
        assert_eq!(line("GU", "US"), None);
        assert_eq!(line("TK", "NZ").as_deref(), Some("TOKELAU, NEW ZEALAND"));
        assert_eq!(line("FR", "FR"), None);
        assert_eq!(line("FR", "DE").as_deref(), Some("FRANKREICH"));
    }

    #[test]
    fn a_state_may_have_a_code_of_its_own() {
        let (whole, part) = (Country::parse("NL").unwrap(), Country::parse("AW").unwrap());
        assert_eq!(own_country(whole, Some("Aruba")), part);
        assert_eq!(own_country(whole, Some("Utrecht")), whole);
        assert_eq!(own_country(whole, None), whole);
        assert!(is_part_of(part, whole) && !is_part_of(whole, part));
        assert!(has_line_of_its_own(part));
    }
}
