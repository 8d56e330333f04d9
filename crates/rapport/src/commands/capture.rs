//! `rapport capture`: a meeting in the user's own words.

use std::io::{self, Read as _};

use rapport_app::app::App;
use rapport_app::capture_text::Field;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::CaptureText;
use rapport_app::view::ReadingView;

use crate::args::CaptureArgs;
use crate::failure::Failure;
use crate::output::{Output, act, follow_up, record};

/// Longer than any note about a meeting.
const LONGEST: u64 = 1 << 20;

pub async fn run(app: &App, args: CaptureArgs, output: &mut Output) -> Result<(), Failure> {
    let text = text_of(&args.text)?;
    if args.dry_run {
        let reading = app.read_capture(&text, args.typed_at.as_deref()).await?;
        return output.one(&reading, print_reading);
    }
    let input = CaptureText { text, event: args.event, key: args.key, typed_at: args.typed_at };
    let captured = app.capture_text(input).await?;
    output.one(&captured, |output, captured| {
        if captured.replayed {
            output.text(0, "This was recorded before; nothing was written now")?;
        }
        for met in &captured.people {
            let is_new = if met.new_contact { "new contact" } else { "known already" };
            output.text(0, &format!("{} ({is_new})", record::headline(&met.contact)))?;
            match (&met.follow_up, &met.not_started) {
                (Some(running), _) => follow_up::print_dates(output, running)?,
                (None, Some(why)) => output.text(2, &format!("Nothing started: {why}"))?,
                (None, None) => {}
            }
            met.advice.iter().try_for_each(|advice| output.faint(2, advice))?;
            output.faint(2, &act::command("show", &met.contact.name))?;
        }
        Ok(())
    })
}

fn text_of(words: &[String]) -> Result<String, AppError> {
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    let mut text = String::new();
    io::stdin().lock().take(LONGEST).read_to_string(&mut text).map_err(|error| {
        AppError::new(Kind::Usage, format!("stdin cannot be read: {error}"), "send text in UTF-8")
    })?;
    Ok(text)
}

/// What was read, a line for each chip, with what else it may be.
fn print_reading(output: &mut Output, view: &ReadingView) -> io::Result<()> {
    for chip in &view.reading.chips {
        let doubt = if chip.sure { "" } else { "?" };
        let label = format!("{}{doubt}", label(chip.field));
        output.labelled(0, &label, 14, &chip.value)?;
        if !chip.alternatives.is_empty() {
            output.faint(15, &format!("or {}", chip.alternatives.join(", ")))?;
        }
    }
    for known in view.known.iter().filter(|known| known.taken) {
        output.labelled(0, "known", 14, &known.name)?;
    }
    if !view.reading.memo.is_empty() {
        output.labelled(0, "memo", 14, &view.reading.memo.replace('\n', "; "))?;
    }
    let guess = &view.reading.guess;
    output.labelled(0, "playbook", 14, &format!("{}: {}", guess.playbook, guess.why))?;
    view.reading.hints.iter().try_for_each(|hint| output.faint(0, hint))
}

/// The word shown before a chip.
const fn label(field: Field) -> &'static str {
    match field {
        Field::Person => "person",
        Field::Organisation => "at",
        Field::Position => "position",
        Field::Address => "mail",
        Field::Phone => "phone",
        Field::When => "when",
        Field::Kind => "kind",
        Field::Channel => "by",
        Field::Role => "for",
        Field::Fact => "fact",
        Field::Decides => "decides",
        Field::ToldToWait => "they call",
        Field::Fit => "fit",
        Field::Event => "event",
        Field::Promise => "you promised",
        Field::Link => "link",
    }
}
