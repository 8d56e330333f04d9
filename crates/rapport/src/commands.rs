//! What each verb does: one file per group, dispatched here.
//!
//! Three kinds of verbs: those that need no data (holidays, manual, checks of files), those that
//! open the application for a moment, and those that serve. Only the last build a runtime with
//! several threads.

mod account;
mod acts;
mod appointments;
mod approve;
mod backup;
mod book;
mod calendar;
mod capture;
mod check;
mod check_online;
mod contacts;
mod dismiss;
mod doctor;
mod duplicates;
mod edit;
mod grade;
mod greetings;
mod holidays;
mod import;
mod inbox;
mod inspect;
mod leaving;
mod letters;
mod manual;
mod me;
mod met;
mod opportunities;
mod playbooks;
mod practice;
mod references;
mod restraint;
mod run;
mod serve;
mod show;
mod texts;
mod today;
mod typed;
mod user;
mod why;

use std::future::Future;

use rapport_app::app::App;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::BulkAct;
use tokio::runtime::{Builder, Runtime};

use crate::args::{
    AccountCommand, Command, ContactCommand, GlobalArgs, GreetingsCommand, LettersCommand,
    PlaybookCommand, TextsCommand,
};
use crate::failure::Failure;
use crate::output::Output;
use crate::settings::Settings;

/// Does what was typed.
pub fn run(command: Command, global: GlobalArgs, output: &mut Output) -> Result<(), Failure> {
    if let Command::Contacts(contacts) = &command
        && let ContactCommand::Duplicates { from: Some(from), .. } = &**contacts
    {
        return duplicates::of_table(from, output);
    }
    match command {
        Command::Holidays(command) => holidays::run(&command, output),
        Command::Inspect(command) => inspect::run(&command, output),
        Command::Check(args) if args.to.is_none() => check::run(&args, output),
        Command::Completions { shell } => manual::completions(shell, output),
        Command::Man { dir } => manual::man(dir.as_deref(), output),
        Command::Playbooks(PlaybookCommand::Check { files }) => playbooks::check(&files, output),
        Command::Account(AccountCommand::Presets { domain }) => {
            account::presets(domain.as_deref(), output)
        }
        Command::Restore { file } => {
            let settings = Settings::resolve(global)?;
            block_on(backup::restore(&settings, &file, output))
        }
        Command::Serve(args) => {
            let settings = Settings::resolve(global)?;
            several_threads()?.block_on(serve::serve(&settings, &args, output))
        }
        Command::Start(args) => {
            let settings = Settings::resolve(global)?;
            several_threads()?.block_on(serve::start(settings, &args, output))
        }
        command => {
            let settings = Settings::resolve(global)?;
            block_on(async {
                let app = settings.open().await?;
                with_app(&app, command, output).await
            })
        }
    }
}

/// The verbs that open the application for a moment.
async fn with_app(app: &App, command: Command, output: &mut Output) -> Result<(), Failure> {
    match command {
        Command::Check(args) => check::run_to(app, args, output).await,
        Command::Met(args) => met::run(app, *args, output).await,
        Command::Capture(args) => capture::run(app, args, output).await,
        Command::Find(args) => book::find(app, args, output).await,
        Command::People(args) => book::people(app, args, output).await,
        Command::Tag(args) => book::tag(app, args, output).await,
        Command::Grade(args) => grade::run(app, args, output).await,
        Command::Untag { tag, who } => book::bulk(app, &BulkAct::Untag(tag), &who, output).await,
        Command::Bulk(command) => book::many(app, command, output).await,
        Command::Today => today::run(app, output).await,
        Command::Show { who } => show::run(app, &who, output).await,
        Command::Why { who } => why::run(app, &who, output).await,
        Command::Approve(args) => approve::run(app, args, output).await,
        Command::Request { who, step } => acts::request(app, &who, step.as_deref(), output).await,
        Command::Undo(args) if args.who == "all" => approve::undo_all(app, output).await,
        Command::Edit(args) => edit::run(app, args, output).await,
        Command::Log(args) => acts::log(app, &args, output).await,
        Command::Answered { who } => acts::answered(app, &who, output).await,
        Command::Settle { who } => acts::settle(app, &who, output).await,
        Command::Inbox(args) => inbox::run(app, args, output).await,
        Command::Reclassify { message, class } => {
            acts::reclassify(app, &message, &class, output).await
        }
        Command::Confirm { message, no: true, .. } => {
            acts::confirm_not(app, &message, output).await
        }
        Command::Confirm { message, who, .. } => {
            acts::confirm(app, &message, who.as_deref(), output).await
        }
        Command::Offers(command) => acts::offers(app, &command, output).await,
        Command::Contacts(command) => contacts::run(app, *command, output).await,
        Command::Import(args) => import::run(app, *args, output).await,
        Command::Imports(args) => import::list(app, args, output).await,
        Command::Park { who, until } => contacts::park(app, &who, &until, output).await,
        Command::Unpark { who } => contacts::unpark(app, &who, output).await,
        Command::Suppress(args) => restraint::suppress(app, args, output).await,
        Command::StopAll { lift } => restraint::stop_all(app, lift, output).await,
        Command::Away(args) => restraint::away(app, args, output).await,
        Command::Dismiss(args) => dismiss::run(app, args, output).await,
        Command::Opportunities(command) => opportunities::run(app, *command, output).await,
        Command::Appointments(command) => appointments::run(app, command, output).await,
        Command::Calendar(command) => calendar::run(app, command, output).await,
        Command::Letters { command } => {
            let command = command.map_or(LettersCommand::List, |command| *command);
            letters::run(app, command, output).await
        }
        Command::Greetings { command } => {
            let command = command.unwrap_or(GreetingsCommand::List { all: false });
            greetings::run(app, command, output).await
        }
        Command::References(command) => references::run(app, command, output).await,
        Command::Playbooks(command) => playbooks::run(app, command, output).await,
        Command::Texts { command } => {
            texts::run(app, command.unwrap_or(TextsCommand::List), output).await
        }
        Command::Me(args) => me::run(app, *args, output).await,
        Command::Account(command) => account::run(app, command, output).await,
        Command::Practice(command) => practice::run(app, command, output).await,
        Command::Run { clock_is_right } => run::run(app, clock_is_right, output).await,
        Command::User(command) => user::run(app, command, output).await,
        Command::Link { user } => user::link(app, user.as_deref(), output).await,
        Command::Doctor => doctor::run(app, output).await,
        Command::Backup { file } => backup::backup(app, file.as_deref(), output).await,
        Command::Feed(command) => leaving::feed(app, command, output).await,
        Command::Card(command) => leaving::card(app, command, output).await,
        Command::Digest(args) => leaving::digest(app, args, output).await,
        Command::Export(args) => leaving::export(app, args, output).await,
        Command::Erase { who, yes } => leaving::erase(app, &who, yes, output).await,
        // What is left is an act on one follow-up; the verbs without data were taken before.
        command => match acts::typed(command) {
            Some((who, act)) => acts::run(app, &who, act, output).await,
            None => Ok(()),
        },
    }
}

fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    Builder::new_current_thread().enable_all().build().map_err(no_runtime)?.block_on(work)
}

fn several_threads() -> Result<Runtime, Failure> {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(no_runtime)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn no_runtime(error: std::io::Error) -> Failure {
    let what = format!("the system gave no threads or timers: {error}");
    AppError::new(Kind::Unavailable, what, "close other programs, then try again").into()
}
