//! `rapport contacts duplicates --from`: pairs of a table, without opening any data.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use rapport_app::error::AppError;
use rapport_app::inspect::Problem;
use rapport_app::inspect::duplicates::{PairView, duplicates};

use crate::failure::Failure;
use crate::output::Output;

/// Finds the pairs of a table and prints them.
pub fn of_table(file: &Path, output: &mut Output) -> Result<(), Failure> {
    let pairs = File::open(file)
        .map_err(Problem::from)
        .and_then(|source| duplicates(BufReader::new(source)))
        .map_err(|problem| {
            AppError::refused(
                format!("{}: {}.", file.display(), problem.message),
                format!("{}.", problem.remedy),
            )
        })?;
    if !output.is_json() && pairs.is_empty() {
        return output.said("No two rows look like one person or organisation");
    }
    for pair in &pairs {
        output.one(pair, print)?;
    }
    Ok(())
}

/// The gist for people.
fn print(output: &mut Output, pair: &PairView) -> io::Result<()> {
    let percent = pair.probability * 100.0;
    output.text(0, &format!("{} and {}: {}, {percent:.1} %", pair.a, pair.b, pair.verdict))?;
    output.faint(2, &pair.why.join(", "))
}
