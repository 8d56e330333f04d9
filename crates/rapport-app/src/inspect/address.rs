//! The parts of an address, and the lines that an envelope carries.

use rapport_core::place::{AddressParts, envelope};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Problem;
use super::phone::country_code;

/// An address laid out, as `rapport inspect address` prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AddressView {
    /// The lines in the order of the country, without it.
    pub lines: Vec<String>,
    /// The country's line for mail from abroad.
    pub country_line: Option<String>,
    /// What the country requires and is not there.
    pub missing: Vec<&'static str>,
    /// Whether the postcode fits the country.
    pub postcode_valid: Option<bool>,
    /// The country, two letters.
    pub country: Option<String>,
    /// Names of parts that stand in no line.
    pub unused: Vec<String>,
    /// What is doubtful.
    pub findings: Vec<String>,
}

/// Lays out the parts of one address for mail that is posted in `from`.
///
/// # Errors
/// When `from` is no country code.
pub fn address(parts: &Map<String, Value>, from: Option<&str>) -> Result<AddressView, Problem> {
    let from = from.map(country_code).transpose()?;
    let mut address = AddressParts::default();
    for (key, value) in parts {
        match value {
            Value::String(text) => address.set(key, text),
            Value::Number(number) => address.set(key, &number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {}
        }
    }
    let envelope = envelope(&address, from);
    Ok(AddressView {
        lines: envelope.lines,
        country_line: envelope.country_line,
        missing: envelope.missing.iter().map(|required| required.word()).collect(),
        postcode_valid: envelope.postcode_valid,
        country: envelope.country.map(|country| country.to_string()),
        unused: envelope.unused,
        findings: envelope.findings,
    })
}
