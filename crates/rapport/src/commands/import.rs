//! `rapport import`: look, ask, write, or take back; `rapport imports`.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use rapport_app::app::App;
use rapport_app::import::{ImportInput, ImportSource};
use rapport_app::view::{ImportView, UndoneView};

use crate::args::{ImportArgs, ImportsArgs};
use crate::failure::Failure;
use crate::output::progress::Bar;
use crate::output::{Output, import};

pub async fn run(app: &App, args: ImportArgs, output: &mut Output) -> Result<(), Failure> {
    if let Some(id) = &args.undo {
        let undone = app.undo_import(id).await?;
        return output.one(&undone, print_undone);
    }
    let input = ImportInput {
        event: args.event,
        playbook: args.playbook,
        when: args.when,
        grade: args.grade,
        columns: args.map,
    };
    let how = (args.dry_run, args.yes);
    if let Some(address) = &args.account {
        return source(app, &ImportSource::account(address), &input, how, output).await;
    }
    for file in &args.files {
        one(app, file, &input, how, output).await?;
    }
    Ok(())
}

async fn one(
    app: &App,
    file: &Path,
    input: &ImportInput,
    (only_look, yes): (bool, bool),
    output: &mut Output,
) -> Result<(), Failure> {
    if super::leaving::is_export(file) {
        if only_look {
            tell("This is an export of Rapport. It is put back into data that holds nothing yet.");
            return Ok(());
        }
        return super::leaving::restore(app, file, output).await;
    }
    source(app, &ImportSource::file(file), input, (only_look, yes), output).await
}

async fn source(
    app: &App,
    source: &ImportSource,
    input: &ImportInput,
    (only_look, yes): (bool, bool),
    output: &mut Output,
) -> Result<(), Failure> {
    if !yes {
        let bar = Bar::begin(&format!("reading {}", source.name));
        let looked =
            app.look_at_import(source, input, &|at| bar.at(at.read, at.size, at.entries)).await?;
        drop(bar);
        let asks = !only_look && io::stdin().is_terminal() && !output.is_json();
        if !asks || !has_news(&looked) {
            output.one(&looked, import::print)?;
            if !only_look {
                tell(if has_news(&looked) {
                    "Nothing was written. Write it with --yes."
                } else {
                    "There is nothing to write."
                });
            }
            return Ok(());
        }
        output.one(&looked, import::print)?;
        if !said_yes(&looked) {
            tell("Nothing was written.");
            return Ok(());
        }
    }
    let bar = Bar::begin(&format!("importing {}", source.name));
    let done = app.import(source, input, &|at| bar.at(at.read, at.size, at.entries)).await?;
    drop(bar);
    output.one(&done, import::print)
}

/// Whether writing would change anything.
fn has_news(looked: &ImportView) -> bool {
    looked.new + looked.changed + looked.started > 0
}

fn tell(sentence: &str) {
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(anstream::stderr(), "{sentence}");
}

fn said_yes(looked: &ImportView) -> bool {
    let people = looked.new + looked.changed;
    let _ = write!(anstream::stderr(), "Write these {people} people? [y/N] ");
    let _ = anstream::stderr().flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

pub async fn list(app: &App, args: ImportsArgs, output: &mut Output) -> Result<(), Failure> {
    match args.id {
        Some(id) => output.one(&app.import_of(&id).await?, import::print),
        None => output.list(&app.imports().await?, import::print_list),
    }
}

fn print_undone(output: &mut Output, undone: &UndoneView) -> io::Result<()> {
    output.text(0, &format!("The import of {} is taken back", undone.source))?;
    let contacts = if undone.removed == 1 { "contact" } else { "contacts" };
    output
        .text(2, &format!("{} {contacts} removed, {} restored", undone.removed, undone.restored))?;
    if undone.kept_in_all > 0 {
        let names = undone.kept.join(", ");
        let more = undone.kept_in_all - undone.kept.len() as u64;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        output.text(
            2,
            &format!("They stay, because they were used or changed since: {names}{more}"),
        )?;
    }
    Ok(())
}
