//! Pairs of a table that may be one person or organisation, found without opening any data.

use std::io::Read;

use rapport_formats::duplicates::{Options, pairs, read_table};
use serde::Serialize;

use super::Problem;

/// A pair worth naming, as `rapport contacts duplicates` prints it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PairView {
    /// The first one: the `id` column, else the number of the row from 1.
    pub a: String,
    /// The second one.
    pub b: String,
    /// `same`, `ask` or `different`.
    pub verdict: &'static str,
    /// The estimated chance that both are one, 0 to 1.
    pub probability: f64,
    /// What speaks for and against it, weightiest first.
    pub why: Vec<String>,
}

/// All pairs of a table (CSV with a header) that are worth naming.
///
/// # Errors
/// When the table cannot be read or has no header that is known.
pub fn duplicates(input: impl Read) -> Result<Vec<PairView>, Problem> {
    let table = read_table(input)?;
    if !table.known {
        return Err(Problem::new(
            "none of its columns is known",
            "give it a header such as given_name,family_name,city,email",
        )
        .in_line(1));
    }
    Ok(pairs(&table.records, &Options::default())
        .into_iter()
        .map(|pair| PairView {
            a: table.ids[pair.a].clone(),
            b: table.ids[pair.b].clone(),
            verdict: pair.verdict.word(),
            probability: pair.probability,
            why: pair.why,
        })
        .collect())
}
