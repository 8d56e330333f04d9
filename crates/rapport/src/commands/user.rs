//! `rapport user` and `rapport link`: who may sign in to the pages, and the links that let in once.

use rapport_app::app::App;
use rapport_app::users::UserView;
use serde_json::json;

use super::typed;
use crate::args::{UserCommand, UserPassword};
use crate::failure::Failure;
use crate::output::Output;

pub async fn run(app: &App, command: UserCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        UserCommand::List => {
            let users = app.users().await?;
            output.list(&users, |output, users| {
                users.iter().try_for_each(|user| output.text(0, &line(user)))
            })
        }
        UserCommand::Add(args) => {
            let password = password(&args)?;
            let user = app.add_user(&args.name, password.as_deref()).await?;
            if password.is_some() {
                return output.said(&format!("{} may sign in", user.name));
            }
            link(app, Some(&user.name), output).await
        }
        UserCommand::Disable { name } => {
            app.disable_user(&name, true).await?;
            output.said(&format!("{name} may not sign in any more"))
        }
        UserCommand::Enable { name } => {
            app.disable_user(&name, false).await?;
            output.said(&format!("{name} may sign in again"))
        }
        UserCommand::Reset(args) => {
            let password = password(&args)?;
            app.set_password(&args.name, password.as_deref(), None).await?;
            if password.is_some() {
                return output.said(&format!("{} has a new password", args.name));
            }
            link(app, Some(&args.name), output).await
        }
    }
}

/// `rapport link`: lets that user in once, within an hour.
pub async fn link(app: &App, name: Option<&str>, output: &mut Output) -> Result<(), Failure> {
    let name = name.unwrap_or_else(|| app.user());
    let link = format!("{}enter/{}", app.serving_at().await?, app.entry_word(name).await?);
    output.one(&json!({ "user": name, "link": link }), |output, _| {
        output.text(0, "This lets in once, within an hour:")?;
        // Not wrapped: it is there to be copied.
        output.raw(format!("{link}\n").as_bytes())
    })
}

fn password(args: &UserPassword) -> Result<Option<String>, Failure> {
    if let Some(file) = &args.password_file {
        return Ok(Some(typed::secret_of(file)?));
    }
    if !args.password {
        return Ok(None);
    }
    let first = typed::secret_asked(&format!("Password for {}: ", args.name))?;
    if typed::secret_asked("Once more: ")? != first {
        return Err(rapport_app::error::AppError::usage(
            "the two passwords differ",
            "type the same one twice",
        )
        .into());
    }
    Ok(Some(first))
}

fn line(user: &UserView) -> String {
    let mut line = user.name.clone();
    for (is_so, words) in [
        (user.runs_server, "runs this server"),
        (!user.has_password, "no password"),
        (user.disabled, "may not sign in"),
    ] {
        if is_so {
            line.push_str(", ");
            line.push_str(words);
        }
    }
    line
}
