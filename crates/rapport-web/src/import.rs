//! Import: a file is sent, looked at, written after a yes, taken back; and what of everybody is
//! doubtful.
//!
//! The file waits beside the data under an identifier of its own; how it is to be imported is in the
//! address, so that looking again is a link. Not here: what an import does (`rapport_app::import`).

mod view;

#[cfg(test)]
mod tests;

use axum::extract::{Form, Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rapport_app::error::AppError;
use rapport_app::import::{ImportInput, UploadState};

use crate::page::{self, Answer, Trouble, encoded};
use crate::today::{Fields, field};
use crate::web::User;
use view::{CheckPage, ImportPage, UploadPage};

/// Where the page is.
const HERE: &str = "/people/import";

/// The options of a form, by their names.
const OPTIONS: [&str; 4] = ["event", "playbook", "when", "grade"];

/// `GET /people/import`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&ImportPage::of(&user, None).await?))
}

/// `POST /people/import`: the file comes in piece by piece.
pub async fn take(user: User, mut parts: Multipart) -> Answer {
    let mut kept = None;
    let mut options = Vec::new();
    while let Some(mut part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = part.file_name().unwrap_or_default().to_owned();
            if file_name.is_empty() || kept.is_some() {
                continue;
            }
            let mut upload = user.app.keep_upload(&file_name).await?;
            loop {
                match part.chunk().await {
                    Ok(Some(piece)) => upload.write(&piece).await?,
                    Ok(None) => break,
                    Err(error) => {
                        upload.drop_it().await;
                        return Err(broken(&error));
                    }
                }
            }
            kept = Some(upload.finish().await?);
        } else if OPTIONS.contains(&name.as_str()) {
            let value = part.text().await.map_err(|error| broken(&error))?;
            if !value.trim().is_empty() {
                options.push(format!("{name}={}", encoded(value.trim())));
            }
        }
    }
    let Some(id) = kept else {
        let trouble = user.locale.words.import.no_file.to_owned();
        let page = ImportPage::of(&user, Some(trouble)).await?;
        return Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    Ok(Redirect::to(&format!("{HERE}/{id}?{}", options.join("&"))).into_response())
}

fn broken(error: &axum::extract::multipart::MultipartError) -> Trouble {
    tracing::debug!(%error, "an upload broke off");
    let hint = "send it again; files of more than 64 MB go in with rapport import FILE";
    Trouble::from(AppError::usage("the file did not arrive as a whole", hint))
}

/// `GET /people/import/{id}`: what the file would do, does or did.
pub async fn look(
    user: User,
    Path(id): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Answer {
    let id = own(&id)?;
    let input = input_of(&asked);
    let state = user.app.upload_state(id).await?;
    if state != UploadState::Waiting {
        return Ok(page::show(&UploadPage::of(&user, id, &input, state, None).await?));
    }
    let source = user.app.upload(id).await?;
    match user.app.look_at_import(&source, &input, &|_| {}).await {
        Ok(looked) => {
            let state = UploadState::Done(Box::new(looked));
            Ok(page::show(&UploadPage::of(&user, id, &input, state, None).await?))
        }
        Err(error) => Ok(failed(&user, id, &input, error).await?),
    }
}

async fn failed(
    user: &User,
    id: &str,
    input: &ImportInput,
    error: AppError,
) -> Result<Response, Trouble> {
    let name = user.app.upload(id).await?.name;
    let state = UploadState::Failed(error.what, error.hints);
    let page = UploadPage::of(user, id, input, state, Some(name)).await?;
    Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// `POST /people/import/{id}`: the yes.
pub async fn write(user: User, Path(id): Path<String>, Form(fields): Fields) -> Answer {
    let id = own(&id)?;
    user.app.import_upload(id, input_of(&fields)).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}

/// `POST /people/import/account`: the past of a mail account, read while the page looks on.
pub async fn account(user: User, Form(fields): Fields) -> Answer {
    let id = user.app.import_account(field(&fields, "account").unwrap_or_default()).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}")).into_response())
}

/// `POST /people/import/undo`.
pub async fn undo(user: User, Form(fields): Fields) -> Answer {
    let id = own(field(&fields, "import").unwrap_or_default())?;
    let undone = user.app.undo_import(id).await?;
    let words = &user.locale.words.import;
    let sentence = (words.undone)(undone.removed, undone.restored, undone.kept_in_all);
    Ok(user.back(HERE, &sentence))
}

/// `GET /people/check`.
pub async fn check(user: User) -> Answer {
    let doubts = user.app.doubtful_fields().await?;
    Ok(page::show(&CheckPage::of(&user, doubts)))
}

fn own(id: &str) -> Result<&str, Trouble> {
    page::id(id).ok_or_else(Trouble::not_here)
}

/// Options and columns (`map-3` is the third) of a form or an address.
fn input_of(asked: &[(String, String)]) -> ImportInput {
    let given = |name| field(asked, name).map(str::to_owned);
    let columns = asked.iter().filter_map(|(name, value)| {
        let number: usize = name.strip_prefix("map-")?.parse().ok()?;
        (!value.trim().is_empty()).then(|| format!("{number}={}", value.trim()))
    });
    ImportInput {
        event: given("event"),
        playbook: given("playbook"),
        when: given("when"),
        grade: given("grade"),
        columns: columns.collect(),
    }
}
