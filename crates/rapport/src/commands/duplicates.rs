//! `rapport contacts duplicates`, `merge` and `unmerge`: one person, once. Pairs of a table are found
//! without opening any data.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use rapport_app::app::App;
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

/// Pairs among the user's own contacts.
pub async fn of_contacts(app: &App, output: &mut Output) -> Result<(), Failure> {
    let pairs = app.duplicates().await?;
    output.list(&pairs, |output, pairs| {
        if pairs.is_empty() {
            return output.text(0, "No two contacts look like one");
        }
        pairs.iter().try_for_each(|pair| {
            let percent = pair.probability * 100.0;
            let (a, b, verdict) = (&pair.a_name, &pair.b_name, &pair.verdict);
            output.text(0, &format!("{a} and {b}: {verdict}, {percent:.1} %"))?;
            output.faint(2, &pair.why.join(", "))?;
            output.faint(2, &format!("rapport contacts merge {} {}", pair.a, pair.b))?;
            output.faint(2, &format!("rapport contacts different {} {}", pair.a, pair.b))
        })
    })
}

/// Makes one of every pair that is surely one.
pub async fn merge_sure(app: &App, output: &mut Output) -> Result<(), Failure> {
    let merges = app.merge_sure_pairs().await?;
    output.list(&merges, |output, merges| {
        if merges.is_empty() {
            return output.text(0, "No two contacts are surely one");
        }
        merges.iter().try_for_each(|merge| {
            output.text(0, &format!("{} is one with {} now", merge.gone_name, merge.name))?;
            output.faint(2, &format!("Take it back: rapport contacts unmerge {}", merge.id))
        })
    })
}

/// Switches what an import does by itself.
pub async fn by_itself(app: &App, on: bool, output: &mut Output) -> Result<(), Failure> {
    app.set_merges_by_itself(on).await?;
    output.said(if on {
        "Sure pairs become one after an import; each merge can be taken back"
    } else {
        "You are asked about every pair"
    })
}

/// Makes one of two.
pub async fn merge(app: &App, a: &str, b: &str, output: &mut Output) -> Result<(), Failure> {
    let merge = app.merge(a, b).await?;
    output.one(&merge, |output, merge| {
        output.text(0, &format!("{} is one with {} now", merge.gone_name, merge.name))?;
        merge.sentences.iter().try_for_each(|sentence| output.text(0, sentence))?;
        output.faint(0, &format!("Take it back: rapport contacts unmerge {}", merge.id))
    })
}

/// Merges that can be taken back.
pub async fn merges(app: &App, output: &mut Output) -> Result<(), Failure> {
    let merges = app.merges().await?;
    output.list(&merges, |output, merges| {
        if merges.is_empty() {
            return output.text(0, "No merges to take back");
        }
        merges.iter().try_for_each(|merge| {
            output.text(0, &format!("{}  {} and {}", merge.id, merge.name, merge.gone_name))
        })
    })
}
