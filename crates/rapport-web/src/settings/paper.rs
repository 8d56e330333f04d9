//! Logo and signature: sent as a file, shown as they are printed, taken out.
//!
//! What is shown is written anew from what was read (`rapport_app::letters`), so that nothing else
//! that a file held reaches a browser.

#[cfg(test)]
mod tests;

use askama::Template;
use axum::Form;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use rapport_app::error::{AppError, Kind};
use rapport_app::letters::{LARGEST, PictureKind};

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, Trouble, sentence_of};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{PaperWords, SettingsWords};

/// Where this page is.
const HERE: &str = "/settings/paper";

/// What the route takes: more than is kept, so that a file somewhat too large gets a sentence on
/// the page it came from.
pub const LARGEST_BODY: usize = 4 * LARGEST;

/// The page.
#[derive(Template)]
#[template(path = "settings/paper.html")]
struct PaperPage {
    shell: Shell,
    settings: &'static SettingsWords,
    words: &'static PaperWords,
    tabs: Tabs,
    trouble: Option<String>,
    pictures: Vec<Entry>,
}

/// One of the pictures.
struct Entry {
    word: &'static str,
    name: &'static str,
    help: &'static str,
    is_kept: bool,
}

impl PaperPage {
    async fn of(user: &User, trouble: Option<String>) -> Result<Self, AppError> {
        let words = &user.locale.words.paper;
        let mut pictures = Vec::new();
        for kind in [PictureKind::Letterhead, PictureKind::Signature] {
            let help = match kind {
                PictureKind::Letterhead => words.letterhead_help,
                PictureKind::Signature => words.signature_help,
            };
            let is_kept = user.app.picture(kind).await?.bytes.is_some();
            pictures.push(Entry { word: kind.word(), name: name_of(kind, words), help, is_kept });
        }
        Ok(Self {
            shell: user.shell(Here::Settings),
            settings: &user.locale.words.settings,
            words,
            tabs: Tabs::of(user, Tab::Paper),
            trouble,
            pictures,
        })
    }
}

fn name_of(kind: PictureKind, words: &PaperWords) -> &'static str {
    match kind {
        PictureKind::Letterhead => words.letterhead,
        PictureKind::Signature => words.signature,
    }
}

fn kind_of(word: &str) -> Result<PictureKind, Trouble> {
    PictureKind::of_word(word).ok_or_else(Trouble::not_here)
}

/// `GET /settings/paper`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&PaperPage::of(&user, None).await?))
}

/// `GET /settings/paper/{name}`: the picture as it is printed.
pub async fn picture(user: User, Path(name): Path<String>) -> Answer {
    match user.app.picture_file(kind_of(&name)?).await {
        Ok(file) => Ok(([(header::CONTENT_TYPE, file.media_type)], file.bytes).into_response()),
        Err(error) if error.kind == Kind::NotFound => Err(Trouble::not_here()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /settings/paper/{name}`: a file takes the place of the picture.
pub async fn keep(user: User, Path(name): Path<String>, mut parts: Multipart) -> Answer {
    let kind = kind_of(&name)?;
    let words = &user.locale.words.paper;
    let mut bytes = Vec::new();
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        if part.name() != Some("file") || !bytes.is_empty() {
            continue;
        }
        while let Some(piece) = part.chunk().await.map_err(|error| broken(&error))? {
            bytes.extend_from_slice(&piece);
        }
    }
    let refused = if bytes.is_empty() {
        words.no_file.to_owned()
    } else {
        match user.app.set_picture(kind, &bytes).await {
            Ok(_) => return Ok(user.back(HERE, &(words.kept)(name_of(kind, words)))),
            Err(error) if error.kind == Kind::Usage => sentence_of(&error.what),
            Err(error) => return Err(error.into()),
        }
    };
    let page = PaperPage::of(&user, Some(refused)).await?;
    Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn broken(error: &MultipartError) -> Trouble {
    tracing::debug!(%error, "an upload broke off");
    Trouble::from(AppError::usage("the file did not arrive as a whole", "send it again"))
}

/// `POST /settings/paper/remove`.
pub async fn remove(user: User, Form(fields): Fields) -> Answer {
    let kind = kind_of(field(&fields, "name").unwrap_or_default())?;
    match user.app.remove_picture(kind).await {
        Ok(()) => {
            let words = &user.locale.words.paper;
            Ok(user.back(HERE, &(words.removed)(name_of(kind, words))))
        }
        Err(error) if error.kind == Kind::NotFound => Err(Trouble::not_here()),
        Err(error) => Err(error.into()),
    }
}
