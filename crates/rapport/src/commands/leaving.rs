//! `rapport export` and `rapport erase`.

use rapport_app::app::App;
use rapport_app::error::AppError;

use crate::args::ExportArgs;
use crate::failure::Failure;
use crate::output::Output;
use crate::output::progress::Progress;

/// Everything, or everything about one person, into a folder; or back.
pub async fn export(app: &App, args: ExportArgs, output: &mut Output) -> Result<(), Failure> {
    let progress = Progress::begin("writing");
    let tell = |what: &str, done: u64, of: u64| progress.count(what, done, of);
    if args.restore {
        let restored = app.restore_export(&args.folder, &tell).await;
        drop(progress);
        return output.one(&restored?, |output, view| {
            view.sentences.iter().try_for_each(|sentence| output.text(0, sentence))
        });
    }
    let written = match &args.contact {
        Some(who) => app.export_contact(who, &args.folder).await,
        None => app.export(&args.folder, &tell).await,
    };
    drop(progress);
    output.one(&written?, |output, view| {
        output.text(0, &format!("The export is {}", view.folder))?;
        output.text(
            0,
            &format!(
                "{} contacts, {} opportunities, {} touchpoints, {} mails",
                view.contacts, view.opportunities, view.touchpoints, view.mails
            ),
        )?;
        output.faint(0, "It holds names and mail: keep it where only you can read it")
    })
}

/// One person, gone.
pub async fn erase(app: &App, who: &str, yes: bool, output: &mut Output) -> Result<(), Failure> {
    let contact = app.contact(who).await?;
    if !yes {
        let hint = format!("say so: rapport erase {} --yes", contact.id);
        let what = format!(
            "erasing {} cannot be undone: contact, notes, mail and what was planned are gone",
            contact.name
        );
        return Err(AppError::refused(what, hint).into());
    }
    let erased = app.erase(&contact.id).await?;
    output.one(&erased, |output, view| {
        view.sentences.iter().try_for_each(|sentence| output.text(0, sentence))
    })
}
