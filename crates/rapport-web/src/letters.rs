//! Letters: what waits to be printed and posted, as it will lie on the paper.
//!
//! The preview is the page that is printed, drawn as SVG by the same typesetter. Files are made for
//! the one who asks and kept nowhere. Also here: the brief before a meeting.

mod brief;
mod view;

#[cfg(test)]
mod tests;

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rapport_app::error::AppError;
use rapport_app::letters::{PreviewView, PrintInput, Printed, PrinterInput};
use serde::Deserialize;

use crate::page::{self, Answer, Trouble};
use crate::today::{Fields, back, field};
use crate::web::User;
use view::LettersPage;

pub use brief::{jot, page as brief, print as print_brief};

/// What the address says.
#[derive(Deserialize, Default)]
pub struct Asked {
    /// The follow-up that is chosen.
    pub at: Option<String>,
    /// The letter's layout.
    pub layout: Option<String>,
    /// The envelope's layout.
    pub envelope: Option<String>,
    /// Which page, from 0.
    pub page: Option<usize>,
}

impl Asked {
    fn input(&self) -> PrintInput {
        let given = |value: &Option<String>| value.clone().filter(|it| !it.is_empty());
        PrintInput {
            layout: given(&self.layout),
            envelope: given(&self.envelope),
            ..PrintInput::default()
        }
    }
}

/// `GET /letters`.
pub async fn page(user: User, Query(asked): Query<Asked>) -> Answer {
    let letters = user.app.letters().await?;
    // A note meant for mail can be asked for by its own page; what belongs to nobody is not here.
    let chosen = match asked.at.as_deref().filter(|at| !at.is_empty()) {
        Some(at) => Some(page::id(at).ok_or_else(Trouble::not_here)?.to_owned()),
        None => letters.first().map(|it| it.follow_up.clone()),
    };
    let preview = match &chosen {
        Some(at) => Some(user.app.preview_letter(at, &asked.input(), 0, true).await),
        None => None,
    };
    let to = match &chosen {
        Some(at) => {
            let beside = user.app.beside(at).await?;
            (beside.name, beside.contact)
        }
        None => Default::default(),
    };
    let (layouts, printers) = (user.app.layouts().await?, user.app.printers().await?);
    let page = LettersPage::of(&user, &asked, letters, chosen, to, preview, layouts, printers);
    Ok(page::show(&page))
}

/// `GET /letters/{id}/page.svg`: the letter as it will be printed.
pub async fn letter_picture(
    user: User,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    let page = asked.page.unwrap_or_default();
    Ok(picture(user.app.preview_letter(id, &asked.input(), page, true).await?))
}

/// `GET /letters/{id}/envelope.svg`.
pub async fn envelope_picture(
    user: User,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = page::id(&id).ok_or_else(Trouble::not_here)?;
    Ok(picture(user.app.preview_envelope(id, &asked.input(), true).await?))
}

/// `POST /letters/print`: a PDF of what is named, or of all that wait.
pub async fn print(user: User, Form(fields): Fields) -> Answer {
    let given = |name: &str| field(&fields, name).filter(|it| !it.is_empty()).map(str::to_owned);
    let input = PrintInput {
        who: ids(&fields)?,
        event: given("event"),
        layout: given("layout"),
        envelope: given("envelope"),
        with_envelopes: field(&fields, "envelopes").is_some(),
        printer: given("printer"),
        anyway: field(&fields, "anyway").is_some(),
        used: number(&fields, "used")?.unwrap_or_default(),
        without_code: field(&fields, "no-code").is_some(),
    };
    let (printed, name) = match field(&fields, "what") {
        Some("envelopes") => (user.app.print_envelopes(&input).await?, "envelopes"),
        Some("labels") => {
            let input = PrintInput { layout: None, ..input };
            (user.app.print_labels(&input).await?, "labels")
        }
        _ => (user.app.print_letters(&input).await?, "letters"),
    };
    Ok(file(printed, name))
}

/// `POST /letters/posted`: the tick by which it counts as sent.
pub async fn posted(user: User, Form(fields): Fields) -> Answer {
    let mut names = Vec::new();
    for id in ids(&fields)? {
        let when = field(&fields, "when").filter(|when| !when.is_empty());
        names.push(user.app.letter_posted(&id, when).await?.name);
    }
    let said = (user.locale.words.letters.was_posted)(&names.join(", "));
    Ok(user.back(back(&fields), &said))
}

/// `POST /letters/printer`: what was measured.
pub async fn printer(user: User, Form(fields): Fields) -> Answer {
    let millimetres = |name: &str| match field(&fields, name).map(str::trim) {
        None | Some("") => Ok(None),
        // A decimal comma is as good.
        Some(text) => text.replace(',', ".").parse::<f64>().map(Some).map_err(|_| {
            Trouble::from(AppError::usage(
                format!("\"{text}\" is no length in millimetres"),
                "write it like 1.5 or -0.5",
            ))
        }),
    };
    let input = PrinterInput {
        name: field(&fields, "name").unwrap_or_default().to_owned(),
        right: millimetres("right")?,
        down: millimetres("down")?,
        turn: field(&fields, "turn").filter(|turn| !turn.is_empty()).map(str::to_owned),
    };
    let printer = user.app.set_printer(&input).await?;
    Ok(user.back(back(&fields), &(user.locale.words.letters.measured)(&printer.name)))
}

/// `GET /letters/test-page.pdf`.
pub async fn test_page(user: User, Query(asked): Query<Asked>) -> Answer {
    Ok(file(user.app.print_test_page(&asked.input()).await?, "test-page"))
}

/// `GET /letters/cards.pdf`.
pub async fn cards(user: User) -> Answer {
    Ok(file(user.app.print_cards(&PrintInput::default(), &[], 1).await?, "cards"))
}

fn ids(fields: &[(String, String)]) -> Result<Vec<String>, Trouble> {
    fields
        .iter()
        .filter(|(name, _)| name == "who")
        .map(|(_, id)| page::id(id).map(str::to_owned).ok_or_else(Trouble::not_here))
        .collect()
}

fn number(fields: &[(String, String)], name: &str) -> Result<Option<usize>, Trouble> {
    match field(fields, name).map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| {
            Trouble::from(AppError::usage(
                format!("\"{text}\" is no number"),
                "say how many labels of the first sheet are gone",
            ))
        }),
    }
}

fn picture(preview: PreviewView) -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml")], preview.svg).into_response()
}

/// A PDF under a name; it is made for this one request.
fn file(printed: Printed, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.pdf\"")),
    ];
    (headers, printed.pdf).into_response()
}
