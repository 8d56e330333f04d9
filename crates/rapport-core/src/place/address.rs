//! An address in parts, and the block of lines that an envelope carries.
//!
//! Parts are named as map services name them. [`envelope`] lays them out by the order of their
//! country (`rules.txt`); it changes no part but white space, the blanks of postcodes and words
//! of administration (`Town of …`). Letters and envelopes print the lines, `rapport inspect
//! address` shows them.

use std::collections::BTreeMap;

use super::Country;
use super::postcode;
use super::rules::{
    AddressRule, NameLanguage, NumberPlace, Required, address_rule, country_name, country_of,
    state_code,
};
use super::territories::{country_line, has_line_of_its_own, is_part_of, own_country};

mod parts;

pub use parts::AddressParts;

/// What becomes of an address on an envelope.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Envelope {
    /// The lines in order, without the country.
    pub lines: Vec<String>,
    /// The country in capitals in the sender's language; `None` for mail inside the country.
    pub country_line: Option<String>,
    /// What the country requires and the parts lack.
    pub missing: Vec<Required>,
    /// Does the postcode fit its country? `None` without a postcode or a known pattern.
    pub postcode_valid: Option<bool>,
    /// The country, where it is known.
    pub country: Option<Country>,
    /// Names of parts that stand in no line.
    pub unused: Vec<String>,
    /// What is doubtful, a sentence each.
    pub findings: Vec<String>,
}

/// Lays an address out for the post. `from` is the sender's country.
#[must_use]
pub fn envelope(parts: &AddressParts, from: Option<Country>) -> Envelope {
    let country = parts.country();
    let rule = address_rule(country);
    let block = Block { parts, rule, country };
    let lines = block.lines();
    let missing = missing(parts, rule);
    let postcode = parts.get(&["postcode"]);
    let postcode_valid = match (postcode, rule.postcode) {
        (Some(postcode), Some(pattern)) => Some(postcode::fits(pattern, postcode)),
        _ => None,
    };
    let country_line = match (country, block.named_sovereign()) {
        (_, Some(sovereign)) => country_line(sovereign, from),
        (Some(country), None) => country_line(country, from),
        (None, None) => None,
    };
    let unused = block.unused(&lines);
    let findings = findings(parts, rule, country, &missing, postcode_valid);
    Envelope { lines, country_line, missing, postcode_valid, country, unused, findings }
}

fn missing(parts: &AddressParts, rule: &AddressRule) -> Vec<Required> {
    rule.required
        .iter()
        .copied()
        .filter(|required| match required {
            Required::Street => {
                parts.get(&STREET).is_none() && parts.get(&["house", "building", "name"]).is_none()
            }
            Required::City => parts.get(&CITY).is_none(),
            Required::State => parts.get(&["state", "state_code", "region", "island"]).is_none(),
            Required::Postcode => parts.get(&["postcode"]).is_none(),
            Required::District => parts.get(&["city_district", "district", "suburb"]).is_none(),
        })
        .collect()
}

fn findings(
    parts: &AddressParts,
    rule: &AddressRule,
    country: Option<Country>,
    missing: &[Required],
    postcode_valid: Option<bool>,
) -> Vec<String> {
    let mut findings = Vec::new();
    let place = country
        .and_then(|country| country_name(country, NameLanguage::English))
        .unwrap_or("this country");
    match (country, parts.get(&["country", "country_code"])) {
        (None, Some(written)) => findings.push(format!("no country is called {written}")),
        (None, None) => findings.push("the country is missing".to_owned()),
        (Some(_), _) => {}
    }
    for required in missing {
        findings.push(format!("{place} needs the {}", required.word()));
    }
    if let (Some(false), Some(written), Some(pattern)) =
        (postcode_valid, parts.get(&["postcode"]), rule.postcode)
    {
        findings.push(match postcode::tidy(pattern, written) {
            Some(better) => format!("the postcode is written {better} in {place}"),
            None => format!("no postcode in {place} looks like {written}"),
        });
    }
    findings
}

/// What a street may be called.
const STREET: [&str; 9] =
    ["road", "street", "pedestrian", "footway", "residential", "square", "place", "path", "hamlet"];

/// What a town may be called, what is surest first.
const CITY: [&str; 6] = ["city", "town", "village", "municipality", "hamlet", "locality"];

/// One address being laid out.
struct Block<'a> {
    parts: &'a AddressParts,
    rule: &'a AddressRule,
    country: Option<Country>,
}

impl Block<'_> {
    fn is_in(&self, codes: &[&str]) -> bool {
        self.country.is_some_and(|country| codes.contains(&country.as_str()))
    }

    fn lines(&self) -> Vec<String> {
        // Every other piece between quotation marks is text as it stands.
        let whole_block =
            self.rule.lines.split('\'').step_by(2).any(|signs| signs.contains(['A', 'H', 'W']));
        let mut templates: Vec<&str> = Vec::new();
        if self.reads_from_the_largest() {
            templates.extend(["P", "TCSQWU", "H"]);
        } else {
            if !whole_block {
                templates.extend(["H", "A"]);
            }
            templates.extend(self.rule.lines.split('/'));
        }
        let mut lines: Vec<String> = Vec::new();
        for template in templates {
            let line = if template == "H" { self.houses() } else { vec![self.line(template)] };
            for line in line {
                if !line.is_empty() && !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        if self.is_only_a_place()
            && let Some(state) = self.parts.get(&["state"])
            && !lines.iter().any(|line| line.contains(state))
        {
            lines.push(state.to_owned());
        }
        if self.named_sovereign().is_some()
            && let Some(name) =
                self.country.and_then(|country| country_name(country, NameLanguage::English))
            && !lines.iter().any(|line| line == name)
        {
            lines.push(name.to_owned());
        }
        lines
    }

    /// Neither street nor postcode says where the town is: its state has to.
    fn is_only_a_place(&self) -> bool {
        self.street().is_none()
            && self.parts.get(&["postcode"]).is_none()
            && self.parts.get(&["house", "building", "name", "organisation"]).is_none()
            && self.city().is_some()
            && !self.rule.lines.contains(['D', 'T', 'L', 'G', 'K'])
    }

    /// The country that is written where the code is that of a part of it which has its own line on
    /// an envelope: both are printed then.
    fn named_sovereign(&self) -> Option<Country> {
        let country = self.country?;
        let written = self.parts.get(&["country"]).and_then(country_of)?;
        (written != country
            && self.parts.get(&["country_code"]).and_then(country_of) == Some(country)
            && has_line_of_its_own(country)
            && is_part_of(country, written))
        .then_some(written)
    }

    /// In the characters of East Asia an address begins with what is largest.
    fn reads_from_the_largest(&self) -> bool {
        self.is_in(&["JP", "CN", "TW"])
            && self
                .parts
                .get(&["city", "state", "town", "village"])
                .is_some_and(|text| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
    }

    /// Name, organisation and house, a line each.
    fn houses(&self) -> Vec<String> {
        let mut houses = Vec::new();
        for key in ["name", "organisation", "house", "building", "public_building"] {
            let Some(value) = self.parts.get(&[key]) else { continue };
            let web = value.contains("://");
            let number = key == "name" && value.chars().all(|c| c.is_ascii_digit());
            if !web && !number && !houses.iter().any(|house| house == value) {
                houses.push(value.to_owned());
            }
        }
        houses
    }

    /// One line of the table's signs with the parts put in.
    fn line(&self, template: &str) -> String {
        let mut line = String::new();
        let mut group: Option<(usize, bool)> = None;
        let mut quoted = false;
        for sign in template.chars() {
            if quoted && sign != '\'' {
                line.push(sign);
                continue;
            }
            match sign {
                '\'' => quoted = !quoted,
                '_' => line.push(' '),
                '{' => group = Some((line.len(), false)),
                '}' => {
                    if let Some((start, filled)) = group.take()
                        && !filled
                    {
                        line.truncate(start);
                    }
                }
                _ if sign.is_ascii_uppercase() => {
                    let value = self.part(sign);
                    if !value.is_empty()
                        && let Some((_, filled)) = &mut group
                    {
                        *filled = true;
                    }
                    line.push_str(&value);
                }
                _ => line.push(sign),
            }
        }
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        line.trim_matches([' ', ',', '-']).to_owned()
    }

    fn part(&self, sign: char) -> String {
        let get = |keys: &[&str]| self.parts.get(keys).unwrap_or_default().to_owned();
        match sign {
            'A' => self.street_line(),
            'W' => self.street().unwrap_or_default(),
            'U' => self.number().unwrap_or_default(),
            'C' => self.city().unwrap_or_default(),
            'P' => self.postcode(),
            'T' => {
                let state = get(&["state"]);
                let beside = self.rule.lines.contains("{,_") || self.rule.lines.starts_with("T/");
                let same = Some(&state) == self.city().as_ref() && !beside;
                if same { String::new() } else { state }
            }
            'K' => self.state_code(),
            'S' => self.clean(&get(&[
                "suburb",
                "borough",
                "neighbourhood",
                "quarter",
                "city_district",
                "district",
            ])),
            'N' => get(&["neighbourhood", "suburb"]),
            'D' => {
                let county = get(&["county", "state_district", "district"]);
                let repeats = self.city().is_some_and(|city| county.contains(&city));
                if repeats { String::new() } else { county }
            }
            'Q' if self.is_in(&["IQ"]) => get(&["city_district"]),
            'Q' => {
                if self.is_in(&["IE"])
                    && self.city().as_deref() == self.parts.get(&["city_district"])
                {
                    String::new()
                } else {
                    get(&["city_district", "district", "borough", "suburb", "neighbourhood"])
                }
            }
            'I' => get(&["island", "archipelago"]),
            'G' => get(&["region", "state"]),
            'L' => get(&["state_district", "region"]),
            'E' if self.parts.get(&["road", "street", "pedestrian"]).is_some() => {
                get(&["residential"])
            }
            'X' => get(&["quarter"]),
            _ => String::new(),
        }
    }

    fn number(&self) -> Option<String> {
        let name =
            self.parts.get(&["name"]).filter(|name| name.chars().all(|c| c.is_ascii_digit()));
        self.parts.get(&["house_number"]).or(name).map(str::to_owned)
    }

    /// The street, or what stands for it where there is none.
    fn street(&self) -> Option<String> {
        let street =
            self.parts.get(&["road", "street", "pedestrian", "footway", "square", "place", "path"]);
        let city = self.city();
        let other = |keys: &[&str]| {
            keys.iter()
                .filter_map(|key| self.parts.get(&[key]))
                .find(|value| city.as_deref() != Some(*value))
        };
        let stand_in = || {
            other(&["residential", "hamlet"]).or_else(|| {
                let english = self.is_in(&["GB", "CA", "US", "AU", "NZ", "IE"]);
                if self.number().is_some() && self.parts.get(&["house_number"]).is_some() || english
                {
                    other(&["neighbourhood", "suburb"]).filter(|_| !self.is_in(&["KW"]))
                } else {
                    None
                }
            })
        };
        let stand_in = if self.is_in(&["GB", "CA", "IE"]) && self.number().is_none() {
            let suburb: &[&str] =
                if self.parts.get(&["city"]).is_some() { &["suburb"] } else { &[] };
            other(&["residential", "hamlet"]).or_else(|| other(suburb))
        } else {
            stand_in()
        };
        street.or(stand_in).map(str::to_owned)
    }

    fn street_line(&self) -> String {
        let street = self.street().unwrap_or_default();
        let Some(number) = self.number() else { return street };
        if street.is_empty() {
            return if self.is_in(&["AQ"]) { String::new() } else { number };
        }
        match self.rule.number {
            NumberPlace::After => format!("{street} {number}"),
            NumberPlace::Before => format!("{number} {street}"),
            NumberPlace::AfterComma => format!("{street}, {number}"),
            NumberPlace::BeforeComma => format!("{number}, {street}"),
        }
    }

    /// The town that the post knows. A village inside a town without a city is the better name; in
    /// Britain a town is the post town even where a city is named.
    fn city(&self) -> Option<String> {
        let chain: &[&str] = if self.is_in(&["GB"]) && self.parts.get(&["city"]).is_some() {
            &["town", "city"]
        } else {
            &["city", "village", "town", "municipality", "hamlet", "locality"]
        };
        let fallback: &[&str] = if self.is_in(&["AU", "NZ"]) {
            &["suburb", "county", "state_district"]
        } else if self.is_in(&["CU"]) {
            &["state"]
        } else if self.is_in(&["IE"]) {
            &["suburb"]
        } else if self.is_in(&["KW", "SG", "HK", "KR", "IN", "PH"]) {
            &[]
        } else if self.is_in(&["TH", "AE"]) {
            &["state"]
        } else {
            &["county", "state_district", "region", "state", "city_district"]
        };
        let city = self.parts.get(chain).or_else(|| self.parts.get(fallback))?;
        // A city that is a state is the post town of all that lies in it.
        let city = match self.parts.get(&["state"]) {
            Some(state) if self.is_city_state(state) => state.to_owned(),
            _ => self.clean(city),
        };
        let is_country = self
            .country
            .and_then(|country| country_name(country, NameLanguage::English))
            .is_some_and(|name| name == city);
        let repeats_country = is_country && self.is_in(&["SG", "HK", "GI", "MC", "VA", "SX"]);
        (!repeats_country).then_some(city)
    }

    fn is_city_state(&self, state: &str) -> bool {
        match self.country.as_ref().map(Country::as_str) {
            Some("DE") => matches!(state, "Berlin" | "Hamburg"),
            Some("AT") => matches!(state, "Wien" | "Vienna"),
            _ => false,
        }
    }

    /// A town's name without the words of its administration.
    fn clean(&self, name: &str) -> String {
        let prefixes: &[&str] = match self.country.as_ref().map(Country::as_str) {
            Some("US") => &["Town of ", "City of ", "Village of ", "Township of ", "Borough of "],
            Some("GB") => &["City of ", "Borough of ", "Royal Borough of "],
            Some("CO") => &["Localidad "],
            Some("BO") => &["Municipio Nuestra Senora de ", "Municipio de "],
            Some("SK") => &["District of "],
            Some("IE") => &["The Metropolitan District of ", "The Municipal District of "],
            _ => &[],
        };
        let mut clean = name;
        for prefix in prefixes {
            clean = clean.strip_prefix(prefix).unwrap_or(clean);
        }
        if self.is_in(&["IE"]) {
            clean = clean.strip_suffix(" City").unwrap_or(clean);
        }
        if self.is_in(&["GB"]) && name == "City of Westminster" {
            return "London".to_owned();
        }
        if self.is_in(&["US"]) && state_code_of_capital(clean) {
            return "Washington".to_owned();
        }
        if self.is_in(&["FR"])
            && let Some((town, rest)) = clean.split_once(' ')
            && rest.ends_with("Arrondissement")
        {
            return town.to_owned();
        }
        clean.to_owned()
    }

    /// The postcode as its country writes it.
    fn postcode(&self) -> String {
        let Some(postcode) = self.parts.get(&["postcode"]) else { return String::new() };
        // Zeros alone are how a form is filled in where there is no postcode.
        if self.rule.postcode.is_none() && postcode.trim_start_matches('0').is_empty() {
            return String::new();
        }
        self.rule
            .postcode
            .and_then(|pattern| postcode::tidy(pattern, postcode))
            .unwrap_or_else(|| postcode.to_owned())
    }

    /// The state's code beside a postcode, else its name.
    fn state_code(&self) -> String {
        let state = self.parts.get(&["state"]);
        if self.parts.get(&["postcode"]).is_none() && !self.is_in(&["BR", "IT"]) {
            let state = state.unwrap_or_default();
            return if state_code_of_capital(state) { "DC".to_owned() } else { state.to_owned() };
        }
        if self.is_in(&["IT"]) {
            return self.parts.get(&["county_code", "state_code"]).unwrap_or_default().to_owned();
        }
        let given = self.parts.get(&["state_code"]).map(str::to_owned);
        let known = || {
            let country = self.country?;
            state_code(country, state?).map(str::to_owned)
        };
        given.or_else(known).or_else(|| state.map(str::to_owned)).unwrap_or_default()
    }

    fn unused(&self, lines: &[String]) -> Vec<String> {
        let compact = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
        };
        let printed = compact(&lines.concat());
        self.parts
            .iter()
            .filter(|(key, value)| {
                let shown = printed.contains(&compact(&self.clean(value)))
                    || matches!(*key, "country" | "country_code" | "state_code" | "county_code")
                    || *key == "state"
                        && self.rule.lines.contains('K')
                        && !self.state_code().is_empty();
                !shown
            })
            .map(|(key, _)| key.to_owned())
            .collect()
    }
}

fn state_code_of_capital(state: &str) -> bool {
    matches!(
        state,
        "Washington DC" | "Washington, D.C." | "Washington D.C." | "District of Columbia"
    )
}

/// The parts by their names, in order of the names.
pub(crate) type PartMap = BTreeMap<String, String>;

/// The country that a part names: by its code first.
pub(crate) fn country_of_parts(values: &PartMap) -> Option<Country> {
    values
        .get("country_code")
        .and_then(|code| country_of(code))
        .or_else(|| values.get("country").and_then(|name| country_of(name)))
        .map(|country| own_country(country, values.get("state").map(String::as_str)))
}

#[cfg(test)]
mod tests;
