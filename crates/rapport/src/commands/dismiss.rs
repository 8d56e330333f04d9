//! `rapport dismiss`: leave what was found in a note as it is, see what was left, take it back.

use rapport_app::app::App;
use rapport_app::dismissals::Reach;
use rapport_app::error::AppError;
use rapport_app::input::DraftInput;
use rapport_app::view::FindingView;

use crate::args::DismissArgs;
use crate::failure::Failure;
use crate::output::{Output, note, record};

pub async fn run(app: &App, args: DismissArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(id) = &args.take_back {
        app.take_back_dismissal(id).await?;
        return output.said("It is shown again where it is next found");
    }
    let (Some(who), Some(wanted)) = (&args.who, &args.finding) else {
        let all = app.dismissals().await?;
        return output.list(&all, record::print_dismissals);
    };
    let input = DraftInput::default();
    let read = app.read_draft(who, &input).await?;
    let index = place_of(&read.findings, wanted).ok_or_else(|| {
        AppError::not_found(
            format!("nothing like \"{wanted}\" was found in the note"),
            format!("see what was found: rapport show \"{who}\""),
        )
    })?;
    let reach = if args.for_good { Reach::ForGood } else { Reach::Note };
    let text = read.findings[index].text.clone();
    let draft = app.dismiss(who, &input, index, &text, reach).await?;
    output.one(&draft, |output, draft| note::print(output, 0, draft))
}

/// The finding that is meant by its number from 1, its words or its rule.
fn place_of(findings: &[FindingView], wanted: &str) -> Option<usize> {
    let folded = wanted.to_lowercase();
    findings
        .iter()
        .position(|it| it.text.to_lowercase() == folded)
        .or_else(|| wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < findings.len()))
        .or_else(|| findings.iter().position(|it| it.rule == folded))
}
