//! `rapport edit`: change a draft by flags, or in the user's editor.

use std::io::Write;
use std::process::Command;

use rapport_app::app::App;
use rapport_app::error::{AppError, Kind};
use rapport_app::input::{Act, DraftInput};
use rapport_app::view::DraftView;

use super::typed;
use crate::args::EditArgs;
use crate::failure::{Failure, unwritable};
use crate::output::{Output, follow_up, note};

pub async fn run(app: &App, args: EditArgs, output: &mut Output) -> Result<(), Failure> {
    let who = args.who.clone();
    let input = if args.wants_editor() { in_editor(app, &who).await? } else { by_flags(args)? };
    let Some(input) = input else {
        return output.said("Nothing was changed");
    };
    let act = app.act(&who, Act::Edit(input)).await?;
    output.one(&act, |output, act| {
        follow_up::print_act(output, act)?;
        if let Some(draft) = &act.follow_up.draft {
            note::print(output, 0, draft)?;
        }
        follow_up::print_next(output, &who)
    })
}

fn by_flags(args: EditArgs) -> Result<Option<DraftInput>, AppError> {
    let body = match &args.body_file {
        Some(file) => Some(typed::text_of(file)?),
        None => args.body,
    };
    Ok(Some(DraftInput { subject: args.subject, body, attach: args.attach, detach: args.detach }))
}

/// Opens the draft in `$VISUAL` or `$EDITOR`; `None` when it came back unchanged.
async fn in_editor(app: &App, who: &str) -> Result<Option<DraftInput>, AppError> {
    let draft = draft_of(app, who).await?;
    let folder = app.data();
    // Beside the data, because a note is private and other users can list /tmp.
    let mut file = tempfile::Builder::new()
        .prefix("draft-")
        .suffix(".txt")
        .tempfile_in(folder)
        .map_err(|error| unwritable(folder, &error))?;
    let before = to_text(&draft);
    file.write_all(before.as_bytes()).map_err(|error| unwritable(file.path(), &error))?;
    open_editor(file.path())?;
    let after = typed::text_of(file.path())?;
    if after == before {
        return Ok(None);
    }
    Ok(Some(from_text(&after)))
}

/// The one draft that may be changed.
async fn draft_of(app: &App, who: &str) -> Result<DraftView, AppError> {
    let running = app.in_review(who).await?;
    running.draft.ok_or_else(|| {
        AppError::not_found(
            format!("there is no draft for {}", running.contact),
            format!("see what is planned: {}", follow_up::show_command(who)),
        )
    })
}

/// The subject on the first line, then an empty one, then the text.
fn to_text(draft: &DraftView) -> String {
    format!("Subject: {}\n\n{}\n", draft.subject, draft.body.trim_end())
}

fn from_text(text: &str) -> DraftInput {
    let (subject, body) = match text.strip_prefix("Subject:") {
        Some(rest) => {
            let (subject, body) = rest.split_once('\n').unwrap_or((rest, ""));
            (Some(subject.trim().to_owned()), body)
        }
        None => (None, text),
    };
    DraftInput { subject, body: Some(body.trim().to_owned()), ..DraftInput::default() }
}

fn open_editor(file: &std::path::Path) -> Result<(), AppError> {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor =
        variable("VISUAL").or_else(|| variable("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    // "code --wait" is common: the shell splits words as it does for everybody else.
    let status =
        Command::new("sh").args(["-c", &format!("{editor} \"$1\""), "rapport"]).arg(file).status();
    let instead = "name another one with EDITOR, or give the text: rapport edit WHO --body TEXT";
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(AppError::new(
            Kind::Unavailable,
            format!("the editor `{editor}` failed ({status}), so the draft stays as it was"),
            instead,
        )),
        Err(error) => Err(AppError::new(
            Kind::Unavailable,
            format!("the editor `{editor}` did not start: {error}"),
            instead,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_is_the_first_line_where_it_says_so() {
        let input = from_text("Subject: Thank you\n\nDear Dana,\n\nhello\n");
        assert_eq!(input.subject.as_deref(), Some("Thank you"));
        assert_eq!(input.body.as_deref(), Some("Dear Dana,\n\nhello"));
    }

    #[test]
    fn a_text_without_subject_keeps_the_old_one() {
        let input = from_text("Dear Dana,\nhello");
        assert_eq!(input.subject, None);
        assert_eq!(input.body.as_deref(), Some("Dear Dana,\nhello"));
        assert_eq!(from_text("Subject: x").body.as_deref(), Some(""));
    }
}
