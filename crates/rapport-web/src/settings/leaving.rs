//! What leaves: calendar feed, card, mail to oneself, everything as files.

use std::io::Read as _;

use askama::Template;
use axum::Form;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use futures_util::{StreamExt as _, stream};
use rapport_app::digest::DigestView;
use rapport_app::error::{AppError, Kind};
use rapport_app::links::LinkView;

use super::{Tab, Tabs};
use crate::page::{self, Answer, Shell, sentence_of};
use crate::places::Here;
use crate::today::{Fields, field};
use crate::web::User;
use crate::words::{LeavingWords, SettingsWords};

/// Where this page is.
const HERE: &str = "/settings/leaving";

/// The page.
#[derive(Template)]
#[template(path = "settings/leaving.html")]
struct LeavingPage {
    shell: Shell,
    settings: &'static SettingsWords,
    words: &'static LeavingWords,
    tabs: Tabs,
    trouble: Option<String>,
    /// The address of a link that was just made; it is not shown again.
    made: Option<String>,
    feeds: Vec<LinkView>,
    cards: Vec<LinkView>,
    digest: DigestView,
}

impl LeavingPage {
    async fn of(user: &User) -> Result<Self, AppError> {
        Ok(Self {
            shell: user.shell(Here::Settings),
            settings: &user.locale.words.settings,
            words: &user.locale.words.leaving,
            tabs: Tabs::of(user, Tab::Leaving),
            trouble: None,
            made: None,
            feeds: user.app.feeds().await?,
            cards: user.app.cards().await?,
            digest: user.app.digest_settings().await?,
        })
    }

    fn has_day(&self, day: &str) -> bool {
        self.digest.days.iter().any(|known| known == day)
    }

    fn is_week(&self, day: &str) -> bool {
        self.digest.week.as_deref() == Some(day)
    }
}

/// `GET /settings/leaving`.
pub async fn page(user: User) -> Answer {
    Ok(page::show(&LeavingPage::of(&user).await?))
}

/// Shows the address this once, in the page and not in its address.
async fn made(user: &User, address: &str) -> Answer {
    let mut page = LeavingPage::of(user).await?;
    page.made = Some((page.words.made)(address));
    Ok(page::show(&page))
}

async fn refused(user: &User, error: AppError) -> Answer {
    if error.kind != Kind::Usage {
        return Err(error.into());
    }
    let mut page = LeavingPage::of(user).await?;
    page.trouble = Some(sentence_of(&error.what));
    Ok(page::print(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// `POST /settings/feed`: a new one, or `close` one.
pub async fn feed(user: User, Form(fields): Fields) -> Answer {
    if let Some(id) = field(&fields, "close") {
        user.app.revoke_feed(id).await?;
        return Ok(user.back(HERE, user.locale.words.leaving.closed));
    }
    let link = user.app.new_feed(field(&fields, "name").unwrap_or_default()).await?;
    made(&user, &link.address).await
}

/// `POST /settings/card`: a new one with the chosen fields, or `close` one.
pub async fn card(user: User, Form(fields): Fields) -> Answer {
    if let Some(id) = field(&fields, "close") {
        user.app.revoke_card(id).await?;
        return Ok(user.back(HERE, user.locale.words.leaving.closed));
    }
    let chosen: Vec<String> =
        fields.iter().filter(|(name, _)| name == "field").map(|(_, value)| value.clone()).collect();
    match user.app.new_card(&chosen).await {
        Ok(link) => made(&user, &link.address).await,
        Err(error) => refused(&user, error).await,
    }
}

/// `POST /settings/digest`.
pub async fn digest(user: User, Form(fields): Fields) -> Answer {
    let days: Vec<String> =
        fields.iter().filter(|(name, _)| name == "day").map(|(_, value)| value.clone()).collect();
    let at = field(&fields, "at");
    let week = field(&fields, "week").unwrap_or_default();
    match user.app.set_digest(Some(&days), at, Some(week)).await {
        Ok(_) => Ok(user.back(HERE, user.locale.words.leaving.saved)),
        Err(error) => refused(&user, error).await,
    }
}

/// `POST /settings/export`: everything as one file.
pub async fn export(user: User) -> Answer {
    let (file, length) = user.app.export_file().await?;
    let day = user.now.to_zoned(user.zone.clone()).date();
    let pieces = stream::unfold(Some(file), |file| async move {
        let mut file = file?;
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; 128 * 1024];
            let read = file.read(&mut piece);
            (read.map(|length| Bytes::copy_from_slice(&piece[..length])), file)
        });
        match read.await {
            Ok((Ok(piece), _)) if piece.is_empty() => None,
            Ok((Ok(piece), file)) => Some((Ok(piece), Some(file))),
            Ok((Err(error), _)) => Some((Err(error), None)),
            Err(error) => Some((Err(std::io::Error::other(error)), None)),
        }
    });
    // Whoever packs it on the way asks once more after its end.
    let pieces = pieces.fuse();
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"rapport-{day}.tar\"")),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}
