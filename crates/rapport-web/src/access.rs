//! Access: the browsers that are signed in, the password, and the users of this server.
//!
//! Part of Settings; whoever runs the server also adds, disables and resets users here.

mod view;

#[cfg(test)]
mod tests;

use axum::Form;
use axum::http::{HeaderMap, header};
use rapport_app::error::{AppError, Kind};

use crate::page::{self, Answer, Trouble};
use crate::today::{Fields, field};
use crate::web::User;
use view::AccessPage;

/// Where this page is.
const HERE: &str = "/access";

/// `GET /access`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&AccessPage::of(&user, None).await?))
}

/// `POST /access/end`: ends the session `id`.
pub async fn end(user: User, Form(fields): Fields) -> Answer {
    if !user.app.revoke_session(field(&fields, "id").unwrap_or_default()).await? {
        return Err(Trouble::not_here());
    }
    Ok(user.back(HERE, user.locale.words.access.ended))
}

/// `POST /access/password`: sets `new`, after `current` where there is one.
pub async fn password(user: User, Form(fields): Fields) -> Answer {
    let words = &user.locale.words.access;
    let name = &user.signed_in.user;
    // A password is taken as typed: spaces at its ends belong to it.
    let typed = |key: &str| {
        fields.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.as_str())
    };
    let new = typed("new");
    if !user.app.may_change_password(typed("current")).await? {
        return again(&user, words.password_wrong.to_owned()).await;
    }
    match user.app.set_password(name, Some(new), Some(user.signed_in.session)).await {
        Ok(()) => Ok(user.back(HERE, words.password_set)),
        Err(error) if error.kind == Kind::Usage => {
            again(&user, page::sentence_of(&error.what)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /access/users`: `do` is `add`, `disable`, `enable` or `reset`, for `name`.
pub async fn users(user: User, headers: HeaderMap, Form(fields): Fields) -> Answer {
    if !user.signed_in.runs_server {
        // Somebody else's page: it is not there.
        return Err(Trouble::not_here());
    }
    let words = &user.locale.words.access;
    let name = field(&fields, "name").unwrap_or_default();
    let sentence = match field(&fields, "do").unwrap_or_default() {
        "add" => match user.app.add_user(name, None).await {
            Ok(added) => {
                let link = link(&user, &headers, &added.name).await?;
                (words.added)(&added.name, &link)
            }
            Err(error) if matches!(error.kind, Kind::Usage | Kind::Refused) => {
                return again(&user, page::sentence_of(&error.what)).await;
            }
            Err(error) => return Err(error.into()),
        },
        "disable" => {
            user.app.disable_user(name, true).await?;
            (words.was_disabled)(name)
        }
        "enable" => {
            user.app.disable_user(name, false).await?;
            (words.was_enabled)(name)
        }
        "reset" => {
            user.app.set_password(name, None, Some(user.signed_in.session)).await?;
            let link = link(&user, &headers, name).await?;
            (words.was_reset)(name, &link)
        }
        _ => return Err(Trouble::not_here()),
    };
    // A link that lets somebody in must not travel in an address: it is shown once, here.
    let page = AccessPage::of(&user, Some(sentence)).await?;
    Ok(page::show(&page))
}

async fn again(user: &User, trouble: String) -> Answer {
    let page = AccessPage::of(user, Some(trouble)).await?;
    Ok(page::print(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// A one-time link for that user, under the name by which this page was asked for.
async fn link(user: &User, headers: &HeaderMap, name: &str) -> Result<String, AppError> {
    let word = user.app.entry_word(name).await?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let origin = origin.filter(|origin| origin.starts_with("http"));
    let base = origin.map_or_else(|| format!("http://{host}"), str::to_owned);
    Ok(format!("{base}/enter/{word}"))
}
