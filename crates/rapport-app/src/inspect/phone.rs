//! A telephone number, and what its country's plan says of it.

use rapport_core::place::Country;
use rapport_formats::phone;
use serde::Serialize;

use super::Problem;

/// A number, as `rapport inspect phone` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PhoneView {
    /// As it came.
    pub input: String,
    /// The plan of its country has it.
    pub valid: bool,
    /// At least its length can be right.
    pub possible: bool,
    /// ITU-T E.164 without extension; of a valid number.
    pub e164: Option<String>,
    /// As written abroad.
    pub international: Option<String>,
    /// As written at home.
    pub national: Option<String>,
    /// Its country, two letters.
    pub country: Option<String>,
    /// What it is for.
    pub kind: &'static str,
    /// The extension.
    pub extension: Option<String>,
    /// What is wrong with it.
    pub why: Option<String>,
}

/// Looks at a number that was written down in `country`; without one, only international forms
/// can be valid.
///
/// # Errors
/// When the country is no code of two letters.
pub fn phone(input: &str, country: Option<&str>) -> Result<PhoneView, Problem> {
    let country = country.map(country_code).transpose()?;
    let phone = phone::read(input, country);
    Ok(PhoneView {
        input: input.to_owned(),
        valid: phone.valid,
        possible: phone.possible,
        e164: phone.e164,
        international: phone.international,
        national: phone.national,
        country: phone.country.map(|country| country.to_string()),
        kind: phone.kind.word(),
        extension: phone.extension,
        why: phone.why,
    })
}

/// A country code that was typed.
///
/// # Errors
/// When it is not two letters.
pub fn country_code(code: &str) -> Result<Country, Problem> {
    Country::parse(code.trim()).ok_or_else(|| {
        Problem::new(
            format!("`{code}` is no country code"),
            "name a country by two letters, for example DE or GB",
        )
    })
}
