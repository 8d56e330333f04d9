//! `rapport check`: spelling, grammar, tone and names of a text.
//!
//! Without `--to` none of the user's data is opened. The keys of the JSON are a promise and
//! described in `docs/inspect.md`.

use std::io::Read;
use std::path::Path;

use rapport_app::app::App;
use rapport_app::check::{Addressee, Asked, CheckView, check};
use rapport_app::error::{AppError, Kind};

use crate::args::CheckArgs;
use crate::failure::Failure;
use crate::output::Output;

/// Bytes of a text that are read: no note is longer.
const LONGEST: u64 = 4 * 1024 * 1024;

/// Checks a text for nobody in particular.
pub fn run(args: &CheckArgs, output: &mut Output) -> Result<(), Failure> {
    print(args, None, output)
}

/// Checks a text for somebody.
pub async fn run_to(app: &App, args: CheckArgs, output: &mut Output) -> Result<(), Failure> {
    let addressee = match &args.to {
        Some(who) => Some(app.addressee(who).await?),
        None => None,
    };
    print(&args, addressee.as_ref(), output)
}

fn print(args: &CheckArgs, to: Option<&Addressee>, output: &mut Output) -> Result<(), Failure> {
    if let Some(language) = &args.language
        && !rapport_app::check::LANGUAGES.contains(&language.as_str())
    {
        return Err(AppError::usage(
            format!("\"{language}\" is no language that can be checked"),
            "one of: en, de, fr, es",
        )
        .into());
    }
    let text = read(&args.file)?;
    let asked = Asked { language: args.language.as_deref(), all: args.all, dictionaries: None };
    output.one(&check(&text, to, &asked), people)
}

fn people(output: &mut Output, view: &CheckView) -> std::io::Result<()> {
    if view.findings.is_empty() {
        return output.text(0, "Nothing to mend.");
    }
    for finding in &view.findings {
        let place = format!("{}:{}", finding.line, finding.column);
        let meant = finding.suggestions.join(", ");
        let better = if meant.is_empty() { String::new() } else { format!(" -> {meant}") };
        output.labelled(0, &place, 8, &format!("\"{}\"{better}", finding.text))?;
        output.text(8, &finding.why)?;
    }
    if view.hidden > 0 {
        output.text(0, &format!("and {} more: rapport check --all", view.hidden))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| {
        let what = format!("{} cannot be read: {error}", file.display());
        AppError::new(Kind::NotFound, what, "check the name and its permissions")
    };
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(LONGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        let open = std::fs::File::open(file).map_err(unreadable)?;
        open.take(LONGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
