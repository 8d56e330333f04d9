//! `rapport playbooks`: list, read, check, plan, start.

use std::path::{Path, PathBuf};

use rapport_app::app::App;
use rapport_app::error::{AppError, Kind};
use rapport_app::playbook_file::{self, FileError};
use rapport_app::view::PlaybookView;
use serde_json::{Value, json};

use super::typed;
use crate::args::PlaybookCommand;
use crate::failure::Failure;
use crate::output::{Output, follow_up};

pub async fn run(app: &App, command: PlaybookCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        PlaybookCommand::List => {
            let playbooks = app.playbooks().await?;
            output.list(&playbooks, print)
        }
        PlaybookCommand::Show { key } => {
            let text = app.playbook_text(&key).await?;
            if output.is_json() {
                return output.json(&json!({ "key": key, "toml": text }));
            }
            Ok(output.raw(text.as_bytes())?)
        }
        PlaybookCommand::Add { file } => {
            let text = typed::text_of(&file)?;
            let problems = playbook_file::parse(&text).err().unwrap_or_default();
            if !problems.is_empty() {
                return Err(not_whole(&file, &problems).into());
            }
            let added = app.add_playbook(&text).await?;
            output.one(&added, |output, added| {
                let (key, version, title) = (&added.key, added.version, &added.title);
                output.text(0, &format!("{key} \"{title}\" is there, version {version}"))
            })
        }
        PlaybookCommand::Plan { key, who } => {
            let plan = app.plan(&key, &who).await?;
            output.list(&plan, follow_up::print_plan)
        }
        PlaybookCommand::Start { key, who } => {
            let started = app.start_playbook(&key, &who).await?;
            output.one(&started, |output, started| {
                follow_up::print(output, started)?;
                follow_up::print_dates(output, started)
            })
        }
        PlaybookCommand::Check { files } => check(&files, output),
    }
}

/// `rapport playbooks check`: needs no data. Every file is read, also behind a broken one.
pub fn check(files: &[PathBuf], output: &mut Output) -> Result<(), Failure> {
    let mut worst: Option<Kind> = None;
    for file in files {
        let name = file.display().to_string();
        let text = match typed::text_of(file) {
            Ok(text) => text,
            Err(error) if files.len() == 1 => return Err(error.into()),
            Err(error) => {
                worst = Some(error.kind);
                let problem = json!({ "line": null, "column": null, "message": error.what, "remedy": error.hints.join("; ") });
                output.one(&report(&name, &[problem]), |output, _| output.text(0, &error.what))?;
                continue;
            }
        };
        match playbook_file::parse(&text) {
            Ok(playbook) => output.one(&report(&name, &[]), |output, _| {
                let steps = playbook.steps.len();
                output.text(0, &format!("{name}: good, {steps} steps"))
            })?,
            Err(problems) => {
                worst = worst.or(Some(Kind::Usage));
                let all: Vec<Value> = problems.iter().map(problem).collect();
                output.one(&report(&name, &all), |output, _| {
                    for problem in &problems {
                        let (line, column) = (problem.line, problem.column);
                        output.text(0, &format!("{name}:{line}:{column}: {}", problem.message))?;
                        output.text(4, &problem.remedy)?;
                    }
                    Ok(())
                })?;
            }
        }
    }
    worst.map_or(Ok(()), |kind| Err(Failure::Said(kind)))
}

fn report(file: &str, problems: &[Value]) -> Value {
    json!({ "file": file, "good": problems.is_empty(), "problems": problems })
}

fn problem(error: &FileError) -> Value {
    json!({
        "line": error.line,
        "column": error.column,
        "message": error.message,
        "remedy": error.remedy,
    })
}

fn not_whole(file: &Path, problems: &[FileError]) -> AppError {
    AppError {
        kind: Kind::Usage,
        what: format!("{} has mistakes, so it was not added", file.display()),
        hints: problems.iter().take(5).map(ToString::to_string).collect(),
    }
}

fn print(output: &mut Output, playbooks: &[PlaybookView]) -> std::io::Result<()> {
    let rows = playbooks.iter().map(|playbook| {
        vec![
            playbook.key.clone(),
            playbook.title.clone(),
            playbook.version.to_string(),
            playbook.source.clone(),
            playbook.steps.join(" · "),
        ]
    });
    output.table(&["key", "title", "version", "from", "steps"], rows.collect())
}
