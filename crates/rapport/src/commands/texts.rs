//! `rapport texts`: the words that notes begin with, the user's own in the place of built-in ones.

use rapport_app::app::App;
use rapport_app::own_texts;
use serde_json::json;

use super::typed;
use crate::args::TextsCommand;
use crate::failure::Failure;
use crate::output::Output;

pub async fn run(app: &App, command: TextsCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        TextsCommand::List => {
            let texts = app.texts().await?;
            output.list(&texts, |output, texts| {
                let rows = texts.iter().map(|it| {
                    let whose = if it.is_own { "your own" } else { "built-in" };
                    vec![it.name.clone(), it.language.to_owned(), whose.to_owned()]
                });
                output.table(&["name", "language", "whose"], rows.collect())
            })
        }
        TextsCommand::Show { name, language } => {
            let text = app.text(&name, &language).await?;
            if output.is_json() {
                return output.json(&json!({ "name": name, "language": language, "text": text }));
            }
            Ok(output.raw(text.as_bytes())?)
        }
        TextsCommand::Check { file, language } => {
            own_texts::check_text(&typed::text_of(&file)?, &language)?;
            output.said("The text can be used")
        }
        TextsCommand::Set { name, file, language } => {
            app.set_text(&name, &language, &typed::text_of(&file)?).await?;
            output.said(&format!("{name} is your own text from now on"))
        }
        TextsCommand::Reset { name, language } => {
            app.forget_text(&name, &language).await?;
            output.said(&format!("{name} is the built-in text again"))
        }
    }
}
