//! `rapport export`, `erase`, `feed`, `card` and `digest`.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use rapport_app::app::App;
use rapport_app::error::AppError;
use rapport_app::links::{LinkView, NewLinkView};

use crate::args::{CardCommand, DigestArgs, ExportArgs, FeedCommand};
use crate::failure::Failure;
use crate::output::Output;
use crate::output::progress::Progress;

/// Everything, or everything about one person, into a folder; or back.
pub async fn export(app: &App, args: ExportArgs, output: &mut Output) -> Result<(), Failure> {
    let progress = Progress::begin("writing");
    let tell = |what: &str, done: u64, of: u64| progress.count(what, done, of);
    if args.restore {
        drop(progress);
        return restore(app, &args.folder, output).await;
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

/// An export put back.
pub async fn restore(app: &App, from: &Path, output: &mut Output) -> Result<(), Failure> {
    let progress = Progress::begin("putting back");
    let tell = |what: &str, done: u64, of: u64| progress.count(what, done, of);
    let restored = app.restore_export(from, &tell).await;
    drop(progress);
    output.one(&restored?, |output, view| {
        view.sentences.iter().try_for_each(|sentence| output.text(0, sentence))
    })
}

/// Whether a file is the one of an export that holds everything, or a folder with it.
pub fn is_export(path: &Path) -> bool {
    let file = if path.is_dir() { path.join("whole.jsonl") } else { path.to_owned() };
    let mut beginning = Vec::new();
    let read = File::open(file).and_then(|file| file.take(4096).read_to_end(&mut beginning));
    read.is_ok() && rapport_app::export::is_whole(&beginning)
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

/// `rapport feed`.
pub async fn feed(app: &App, command: FeedCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        FeedCommand::New { name } => print_new(&app.new_feed(&name).await?, output),
        FeedCommand::List => print_links(&app.feeds().await?, "feed", output),
        FeedCommand::Revoke { which } => {
            app.revoke_feed(&which).await?;
            output.said("That feed is closed for ever")
        }
    }
}

/// `rapport card`.
pub async fn card(app: &App, command: CardCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        CardCommand::New { fields } => print_new(&app.new_card(&fields).await?, output),
        CardCommand::List => print_links(&app.cards().await?, "card", output),
        CardCommand::Revoke { which } => {
            app.revoke_card(&which).await?;
            output.said("That card is closed for ever")
        }
    }
}

fn print_new(link: &NewLinkView, output: &mut Output) -> Result<(), Failure> {
    output.one(link, |output, link| {
        output.text(0, &link.address)?;
        output.faint(0, "Whoever has this address sees what it shows. It is not shown again")?;
        output.faint(0, "It opens while `rapport serve` runs")
    })
}

fn print_links(links: &[LinkView], word: &str, output: &mut Output) -> Result<(), Failure> {
    output.list(links, |output, links| {
        if links.is_empty() {
            return output.text(0, &format!("None. Make one: rapport {word} new"));
        }
        links.iter().try_for_each(|link| {
            output.text(0, &format!("{}  {} {}", link.id, link.name, link.fields.join(", ")))?;
            let read = link.read.as_deref().unwrap_or("never");
            output.faint(2, &format!("asked for: {read}"))
        })
    })
}

/// `rapport digest`.
pub async fn digest(app: &App, args: DigestArgs, output: &mut Output) -> Result<(), Failure> {
    if args.show {
        let morning = app.morning_digest().await?;
        let week = app.week_digest().await?;
        let texts: Vec<_> = morning.into_iter().chain([week]).collect();
        return output.list(&texts, |output, texts| {
            texts.iter().try_for_each(|digest| {
                output.heading(&digest.subject)?;
                digest.text.lines().try_for_each(|line| output.text(0, line))
            })
        });
    }
    let none = |text: &str| text.eq_ignore_ascii_case("none");
    let days = if args.days.iter().any(|day| none(day)) { Some(Vec::new()) } else { None };
    let days = days.or_else(|| (!args.days.is_empty()).then(|| args.days.clone()));
    let week = args.week.as_deref().map(|day| if none(day) { "" } else { day });
    let view = app.set_digest(days.as_deref(), args.at.as_deref(), week).await?;
    output.one(&view, |output, view| {
        let days = if view.days.is_empty() { "no day".to_owned() } else { view.days.join(", ") };
        output.text(0, &format!("In the morning: {days}, at {}", view.at))?;
        output.text(0, &format!("The week: {}", view.week.as_deref().unwrap_or("never")))?;
        view.last.iter().try_for_each(|last| output.faint(0, &format!("The last one: {last}")))
    })
}
