//! The brief: what to read before meeting somebody, on the phone or on one page, and a line to jot
//! down what to thank them for while it happens.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use rapport_app::letters::{BriefView, PrintInput};

use super::file;
use crate::page::{self, Answer, Shell, Trouble};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::LetterWords;

/// The page.
#[derive(Template)]
#[template(path = "letters/brief.html")]
struct BriefPage {
    shell: Shell,
    words: &'static LetterWords,
    brief: BriefView,
    title: String,
}

/// `GET /brief/{id}`: by the contact's id.
pub async fn page(user: User, Path(id): Path<String>) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let brief = user.app.brief(id).await?;
    let words = &user.locale.words.letters;
    Ok(page::show(&BriefPage {
        shell: user.shell(Here::Elsewhere),
        words,
        title: (words.brief_title)(&brief.title),
        brief,
    }))
}

/// `GET /brief/{id}/page.pdf`.
pub async fn print(user: User, Path(id): Path<String>) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    Ok(file(user.app.print_brief(id, &PrintInput::default()).await?, "brief"))
}

/// `POST /brief/{id}/jot`: a fact, noted while it happens.
pub async fn jot(user: User, Path(id): Path<String>, Form(fields): Fields) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let said = field(&fields, "said").unwrap_or_default();
    user.app.add_facts(id, said).await?;
    Ok(user.back(&format!("/brief/{id}"), ""))
}
