//! `rapport letters`: the queue on paper, files to print, and the tick that a letter was posted.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use rapport_app::app::App;
use rapport_app::error::{AppError, Kind};
use rapport_app::letters::{
    BriefView, LARGEST, LayoutView, LetterView, PictureKind, PrintInput, Printed, PrintedView,
    PrinterInput, PrinterView,
};
use serde::Serialize;

use crate::args::{CardArgs, LabelArgs, LettersCommand, PictureArgs, PrintArgs};
use crate::failure::Failure;
use crate::output::{Output, follow_up};

/// What a printing verb says in JSON.
#[derive(Serialize)]
struct Written {
    file: String,
    #[serde(flatten)]
    view: PrintedView,
}

pub async fn run(app: &App, command: LettersCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        LettersCommand::List => output.list(&app.letters().await?, print_queue),
        LettersCommand::Print(args) => {
            let printed = app.print_letters(&input(&args)).await?;
            write(&args.to, printed, POSTED, output)
        }
        LettersCommand::Envelopes(args) => {
            let printed = app.print_envelopes(&input(&args)).await?;
            write(&args.to, printed, POSTED, output)
        }
        LettersCommand::Labels(LabelArgs { print, used }) => {
            let input = PrintInput { used, ..input(&print) };
            write(&print.to, app.print_labels(&input).await?, POSTED, output)
        }
        LettersCommand::Cards(args) => cards(app, args, output).await,
        LettersCommand::Brief { who, to: None, .. } => {
            output.one(&app.brief(&who).await?, print_brief)
        }
        LettersCommand::Brief { who, to: Some(to), layout } => {
            let input = PrintInput { layout, ..PrintInput::default() };
            write(&to, app.print_brief(&who, &input).await?, READ, output)
        }
        LettersCommand::TestPage { to, layout, printer } => {
            let input = PrintInput { layout, printer, ..PrintInput::default() };
            write(&to, app.print_test_page(&input).await?, MEASURED, output)
        }
        LettersCommand::Posted { who, when } => {
            for who in who {
                let done = app.letter_posted(&who, when.as_deref()).await?;
                output.one(&done, follow_up::print_act)?;
            }
            Ok(())
        }
        LettersCommand::Layouts { choose: Some(name), .. } => {
            let chosen = app.choose_layout(&name).await?;
            output.said(&format!("{} is the usual {} from now on", chosen.name, chosen.kind))
        }
        LettersCommand::Layouts { copy: Some(name), .. } => {
            Ok(output.raw(app.layout_text(&name).await?.as_bytes())?)
        }
        LettersCommand::Layouts { .. } => output.list(&app.layouts().await?, print_layouts),
        LettersCommand::Letterhead(args) => {
            picture(app, PictureKind::Letterhead, args, output).await
        }
        LettersCommand::Signature(args) => picture(app, PictureKind::Signature, args, output).await,
        LettersCommand::Printers => output.list(&app.printers().await?, print_printers),
        LettersCommand::Printer { name, remove: true, .. } => {
            app.remove_printer(&name).await?;
            output.said(&format!("{name} is forgotten"))
        }
        LettersCommand::Printer { name, right, down, turn, .. } => {
            let printer = app.set_printer(&PrinterInput { name, right, down, turn }).await?;
            output.one(&printer, |output, printer| {
                output.text(
                    0,
                    &format!(
                        "{} moves everything {} mm to the right and {} mm down, envelopes turned: {}",
                        printer.name, printer.right, printer.down, printer.turn
                    ),
                )
            })
        }
    }
}

async fn picture(
    app: &App,
    kind: PictureKind,
    args: PictureArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let word = kind.word();
    if args.remove {
        app.remove_picture(kind).await?;
        return output.said(&format!("The {word} is taken out"));
    }
    let kept = match args.file {
        Some(file) => app.set_picture(kind, &read(&file)?).await?,
        None => app.picture(kind).await?,
    };
    output.one(&kept, |output, kept| match kept.bytes {
        Some(bytes) => output.text(0, &format!("The {word} is kept, {bytes} bytes")),
        None => output.text(0, &format!("No {word} is kept: rapport letters {word} FILE")),
    })
}

/// A file, no longer than what would be kept.
fn read(file: &Path) -> Result<Vec<u8>, AppError> {
    let unreadable = |error: std::io::Error| {
        AppError::new(
            Kind::Data,
            format!("{} cannot be read: {error}", file.display()),
            "name a PNG, JPEG or SVG file",
        )
    };
    let mut bytes = Vec::new();
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    fs::File::open(file)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    Ok(bytes)
}

async fn cards(app: &App, args: CardArgs, output: &mut Output) -> Result<(), Failure> {
    let input = PrintInput {
        layout: args.layout,
        printer: args.printer,
        without_code: args.no_code,
        ..PrintInput::default()
    };
    let printed = app.print_cards(&input, &args.about, args.sheets).await?;
    write(&args.to, printed, CUT, output)
}

fn input(args: &PrintArgs) -> PrintInput {
    PrintInput {
        who: args.who.clone(),
        event: args.event.clone(),
        layout: args.layout.clone(),
        envelope: args.envelope.clone(),
        with_envelopes: args.with_envelopes,
        printer: args.printer.clone(),
        anyway: args.anyway,
        used: 0,
        without_code: args.no_code,
    }
}

/// What to do with a sheet that is posted.
const POSTED: &str = "Print at 100 %; what you posted: rapport letters posted NAME";
/// What to do with a sheet that is cut.
const CUT: &str = "Print at 100 % and cut along the marks";
/// What to do with a sheet that is read.
const READ: &str = "Print it, or read it here: rapport letters brief NAME";
/// What to do with the test page.
const MEASURED: &str = "Print at 100 % and measure from the edges of the sheet to both rulers; keep 20 mm \
                        minus that: rapport letters printer NAME --right MM --down MM";

fn write(to: &Path, printed: Printed, next: &str, output: &mut Output) -> Result<(), Failure> {
    put(to, &printed.pdf).map_err(|error| {
        AppError::new(
            Kind::Data,
            format!("{} cannot be written: {error}", to.display()),
            "name another file with --to",
        )
    })?;
    let written = Written { file: to.display().to_string(), view: printed.view };
    output.one(&written, |output, written| {
        let view = &written.view;
        let pages = if view.pages == 1 { "1 page".into() } else { format!("{} pages", view.pages) };
        output.text(0, &format!("{} has {pages} ({})", written.file, view.layouts.join(", ")))?;
        for name in &view.names {
            output.text(2, name)?;
        }
        for sentence in view.sentences.iter().chain(&view.left_out) {
            output.text(0, sentence)?;
        }
        output.faint(0, next)
    })
}

/// Beside the file first, then in its place: a full disk leaves no half PDF.
fn put(to: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut beside = to.as_os_str().to_owned();
    beside.push(".part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // Names and addresses are in it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, to)
}

fn print_queue(output: &mut Output, letters: &[LetterView]) -> std::io::Result<()> {
    if letters.is_empty() {
        return output.text(0, "Nothing waits to be printed");
    }
    for (index, letter) in letters.iter().enumerate() {
        let place = letter.organisation.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
        output.numbered(index + 1, &format!("{}{place}: {}", letter.name, letter.title))?;
        if let Some(by) = &letter.post_by_words {
            output.text(
                4,
                &format!("post by {by}; about {} there, in {}", letter.arrives, letter.days),
            )?;
        }
        for line in letter.too_late.iter().chain(&letter.obstacle).chain(&letter.remedy) {
            output.text(4, line)?;
        }
        match (&letter.printed, letter.changed) {
            (Some(_), true) => output.text(4, "changed since it was printed")?,
            (Some(when), false) => output.faint(4, &format!("printed {when}, not posted yet"))?,
            (None, _) => {}
        }
    }
    Ok(())
}

fn print_brief(output: &mut Output, brief: &BriefView) -> std::io::Result<()> {
    output.heading(&brief.title)?;
    if let Some(subtitle) = &brief.subtitle {
        output.text(0, subtitle)?;
    }
    for section in &brief.sections {
        output.gap()?;
        output.heading(&section.heading)?;
        for line in &section.lines {
            output.text(2, line)?;
        }
    }
    Ok(())
}

fn print_layouts(output: &mut Output, layouts: &[LayoutView]) -> std::io::Result<()> {
    let row = |layout: &LayoutView| {
        let usual = if layout.is_usual { "usual" } else { "" };
        let title = match layout.faults.first() {
            Some(fault) => format!("broken: {fault}"),
            None => layout.title.clone(),
        };
        vec![layout.kind.clone(), layout.name.clone(), usual.to_owned(), title]
    };
    output.table(&["Kind", "Name", "", "Title"], layouts.iter().map(row).collect())
}

fn print_printers(output: &mut Output, printers: &[PrinterView]) -> std::io::Result<()> {
    if printers.is_empty() {
        return output.text(0, "No printer was measured: rapport letters test-page --to FILE.pdf");
    }
    let row = |printer: &PrinterView| {
        vec![
            printer.name.clone(),
            format!("{} mm", printer.right),
            format!("{} mm", printer.down),
            printer.turn.clone(),
            if printer.is_usual { "usual" } else { "" }.to_owned(),
        ]
    };
    output.table(&["Name", "Right", "Down", "Envelopes", ""], printers.iter().map(row).collect())
}
