//! The table of `rules.txt`, read once: how each country writes addresses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Country;

/// Where the house number stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberPlace {
    /// `Hauptstraße 5`.
    After,
    /// `5 High Street`.
    Before,
    /// `Calle Mayor, 5`.
    AfterComma,
    /// `5, Old Road`.
    BeforeComma,
}

/// What a country may require of an address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Required {
    /// Street or what stands for it.
    Street,
    /// Town.
    City,
    /// State, province, prefecture.
    State,
    /// Postcode.
    Postcode,
    /// A district of the town.
    District,
}

impl Required {
    /// The word of the documented JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Street => "street",
            Self::City => "city",
            Self::State => "state",
            Self::Postcode => "postcode",
            Self::District => "district",
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct AddressRule {
    /// Where the house number stands.
    pub number: NumberPlace,
    /// The lines behind name and street, in the signs of `rules.txt`.
    pub lines: &'static str,
    /// What the country requires; empty where nothing is known to be.
    pub required: Vec<Required>,
    /// The pattern of its postcodes; `None` where there are none or none is known.
    pub postcode: Option<&'static str>,
}

/// Of a country that is not in the table: number first, town and postcode.
static UNKNOWN: AddressRule = AddressRule {
    number: NumberPlace::Before,
    lines: "S/C_P/T",
    required: Vec::new(),
    postcode: None,
};

static RULES: LazyLock<BTreeMap<Country, AddressRule>> =
    LazyLock::new(|| data_lines(include_str!("rules.txt")).filter_map(parse).collect());

/// English, German, French, Spanish.
static NAMES: LazyLock<BTreeMap<Country, [&'static str; 4]>> = LazyLock::new(|| {
    data_lines(include_str!("names.txt"))
        .filter_map(|line| {
            let mut cells = line.split('|');
            let country = Country::parse(cells.next()?)?;
            Some((country, [cells.next()?, cells.next()?, cells.next()?, cells.next()?]))
        })
        .collect()
});

/// Country, code, names.
static STATES: LazyLock<Vec<(Country, &'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    data_lines(include_str!("states.txt"))
        .filter_map(|line| {
            let (country, rest) = line.split_once(' ')?;
            let (code, names) = rest.split_once(' ')?;
            Some((Country::parse(country)?, code, names.split(';').collect()))
        })
        .collect()
});

pub(super) fn data_lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn parse(line: &'static str) -> Option<(Country, AddressRule)> {
    let mut cells = line.split_whitespace();
    let country = Country::parse(cells.next()?)?;
    let number = match cells.next()? {
        "a" => NumberPlace::After,
        "b" => NumberPlace::Before,
        "c" => NumberPlace::AfterComma,
        "d" => NumberPlace::BeforeComma,
        _ => return None,
    };
    let lines = cells.next()?;
    let required = cells
        .next()?
        .chars()
        .filter_map(|letter| match letter {
            'A' => Some(Required::Street),
            'C' => Some(Required::City),
            'S' => Some(Required::State),
            'Z' => Some(Required::Postcode),
            'D' => Some(Required::District),
            _ => None,
        })
        .collect();
    let postcode = cells.next().filter(|pattern| *pattern != "-");
    Some((country, AddressRule { number, lines, required, postcode }))
}

/// The rule of a country; a plain one for a country that is not in the table.
#[must_use]
pub fn address_rule(country: Option<Country>) -> &'static AddressRule {
    country.and_then(|country| RULES.get(&country)).unwrap_or(&UNKNOWN)
}

/// Is the country in the table?
#[must_use]
pub fn is_known(country: Country) -> bool {
    RULES.contains_key(&country)
}

/// All countries of the table, in order.
pub fn countries() -> impl Iterator<Item = Country> {
    RULES.keys().copied()
}

/// A language that country names are known in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameLanguage {
    /// Also for every country whose language is not here.
    English,
    /// German.
    German,
    /// French, the language of the post between countries.
    French,
    /// Spanish.
    Spanish,
}

/// The language in which somebody in `from` names another country on an envelope.
#[must_use]
pub fn language_of(from: Country) -> NameLanguage {
    match from.as_str() {
        "DE" | "AT" | "CH" | "LI" => NameLanguage::German,
        "FR" | "BE" | "LU" | "MC" | "BJ" | "BF" | "BL" | "CD" | "CF" | "CG" | "CI" | "CM"
        | "DJ" | "DZ" | "GA" | "GF" | "GN" | "GP" | "HT" | "MA" | "MF" | "MG" | "ML" | "MQ"
        | "NC" | "NE" | "PF" | "PM" | "RE" | "SN" | "TD" | "TG" | "TN" | "WF" | "YT" => {
            NameLanguage::French
        }
        "ES" | "AR" | "BO" | "CL" | "CO" | "CR" | "CU" | "DO" | "EC" | "GQ" | "GT" | "HN"
        | "MX" | "NI" | "PA" | "PE" | "PY" | "SV" | "UY" | "VE" => NameLanguage::Spanish,
        _ => NameLanguage::English,
    }
}

/// The country's name, in its usual case; `None` for a code that is not in the table.
#[must_use]
pub fn country_name(country: Country, language: NameLanguage) -> Option<&'static str> {
    let [english, german, french, spanish] = NAMES.get(&country)?;
    Some(match language {
        NameLanguage::English => english,
        NameLanguage::German => german,
        NameLanguage::French => french,
        NameLanguage::Spanish => spanish,
    })
}

/// The country that a word names: a code of two letters, or its name in a language of the table.
/// Case, white space and a leading article aside.
#[must_use]
pub fn country_of(text: &str) -> Option<Country> {
    let text = text.trim();
    if text.len() == 2
        && let Some(country) = Country::parse(text)
        && is_known(country)
    {
        return Some(country);
    }
    let lower = text.to_lowercase();
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let other = match lower {
        "usa" | "u.s.a." | "us" | "u.s." | "united states" | "vereinigte staaten"
        | "états-unis" | "estados unidos" => "US",
        "uk" | "u.k." | "great britain" | "england" | "scotland" | "wales" | "northern ireland"
        | "großbritannien" => "GB",
        "holland" | "nederland" => "NL",
        "czechia" | "česko" | "česká republika" => "CZ",
        "suisse" | "svizzera" | "schweiz/suisse" => "CH",
        "turkey" => "TR",
        "macedonia" => "MK",
        "swaziland" => "SZ",
        "cabo verde" => "CV",
        "ivory coast" => "CI",
        "korea" | "republic of korea" => "KR",
        "russian federation" => "RU",
        "viet nam" => "VN",
        "burma" => "MM",
        "east timor" => "TL",
        "italia" => "IT",
        "brasil" => "BR",
        "danmark" => "DK",
        "norge" => "NO",
        "sverige" => "SE",
        "suomi" => "FI",
        "polska" => "PL",
        "magyarország" => "HU",
        "belgië" => "BE",
        "deutschland (brd)" | "brd" => "DE",
        "uae" => "AE",
        _ => "",
    };
    Country::parse(other).or_else(|| {
        NAMES
            .iter()
            .find(|(_, names)| names.iter().any(|name| name.to_lowercase() == lower))
            .map(|(country, _)| *country)
    })
}

/// The code of a state where the country's envelopes carry codes (`California`: `CA`).
#[must_use]
pub fn state_code(country: Country, state: &str) -> Option<&'static str> {
    let state = state.trim();
    STATES
        .iter()
        .filter(|(of, _, _)| *of == country)
        .find(|(_, code, names)| {
            code.eq_ignore_ascii_case(state)
                || names.iter().any(|name| name.to_lowercase() == state.to_lowercase())
        })
        .map(|(_, code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        let count = |text: &'static str| data_lines(text).count();
        assert_eq!(RULES.len(), count(include_str!("rules.txt")));
        assert_eq!(NAMES.len(), count(include_str!("names.txt")));
        assert_eq!(STATES.len(), count(include_str!("states.txt")));
        for (country, rule) in RULES.iter() {
            assert!(NAMES.contains_key(country), "{country} has a rule and no name");
            assert!(
                rule.lines
                    .chars()
                    .all(|c| "CPTKSNDQIGLAHUWEX_/{},-'".contains(c) || rule.lines.contains('\'')),
                "{country}"
            );
        }
        assert_eq!(NAMES.len(), RULES.len());
    }

    #[test]
    fn names_are_found_in_every_language() {
        let germany = Country::parse("DE").unwrap();
        for name in ["Germany", "Deutschland", "ALLEMAGNE", "Alemania", "de"] {
            assert_eq!(country_of(name), Some(germany), "{name}");
        }
        assert_eq!(country_of("The Bahamas"), Country::parse("BS"));
        assert_eq!(country_of("Nowhere"), None);
        assert_eq!(country_of("QX"), None);
        let country = Country::parse("US").unwrap();
        assert_eq!(state_code(country, "california"), Some("CA"));
        assert_eq!(state_code(country, "tx"), Some("TX"));
        assert_eq!(state_code(country, "Bavaria"), None);
    }
}
