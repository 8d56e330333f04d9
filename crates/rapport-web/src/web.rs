//! What every request can reach, and the one who asks: [`Web`] and the [`User`] extractor.
//!
//! A handler that takes a [`User`] is only reached by somebody who is signed in, and gets the
//! application as that user sees it: no other scope can be named. Who is not signed in is sent to
//! the door; a fragment or a form gets 401.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_app::app::{App, Mode};
use rapport_app::error::{AppError, Kind};
use rapport_app::profile::MeView;
use rapport_app::sessions::SignedIn;
use tokio::sync::watch;

use crate::entry::{self, Door};
use crate::hosts::Hosts;
use crate::page::{self, Answer, Flash, Shell};
use crate::places::Here;
use crate::settings::Trials;
use crate::words::{Locale, When};

/// What every request can reach. Nothing in it is about one user.
#[derive(Clone)]
pub struct Web {
    /// The application in the first user's scope: for the public routes only.
    app: App,
    /// Under which names pages may be asked for.
    pub hosts: Hosts,
    /// How one signs in here.
    pub door: Arc<Door>,
    /// Turns true when the server is asked to stop.
    pub stop: watch::Receiver<bool>,
    /// Mail accounts that are being tried right now.
    pub trials: Arc<Trials>,
}

impl Web {
    /// The state of a router.
    pub fn new(app: App, hosts: Hosts, door: Door, stop: watch::Receiver<bool>) -> Self {
        Self { app, hosts, door: Arc::new(door), stop, trials: Arc::default() }
    }
}

impl FromRef<Web> for App {
    fn from_ref(web: &Web) -> Self {
        web.app.clone()
    }
}

/// Somebody who is signed in, with the application as they see it.
#[derive(Clone)]
pub struct User {
    /// The application in this user's scope.
    pub app: App,
    /// Name, zone, language, switches.
    pub me: MeView,
    /// The session and whether they run the server.
    pub signed_in: SignedIn,
    /// Words and the form of dates.
    pub locale: Locale,
    /// The user's zone.
    pub zone: TimeZone,
    /// The present, on the user's clock.
    pub now: Timestamp,
    /// The script asks for `<main>` only (`X-Fragment`).
    pub is_fragment: bool,
    flash: Option<Flash>,
    address: String,
}

impl User {
    /// What stands around a page of this user.
    pub fn shell(&self, here: Here) -> Shell {
        Shell::new(self, here)
    }

    /// After a form was taken: back to a page (RFC 9110, 303), with a sentence on top of it.
    pub fn back(&self, path: &str, sentence: &str) -> Response {
        Redirect::to(&self.with_sentence(path, sentence)).into_response()
    }

    /// What was typed cannot be kept. The script shows the sentence above the form, which stays as
    /// it is; without it the page is shown again with the sentence on top.
    pub fn refused(&self, path: &str, error: AppError) -> Answer {
        let is_theirs = matches!(error.kind, Kind::Usage | Kind::Refused);
        if self.is_fragment || !is_theirs {
            return Err(error.into());
        }
        Ok(self.back(path, &page::sentence_of(&error.what)))
    }

    /// `path` with the sentence sealed into its query.
    pub fn with_sentence(&self, path: &str, sentence: &str) -> String {
        if sentence.is_empty() {
            return path.to_owned();
        }
        let (path, anchor) = match path.split_once('#') {
            Some((path, anchor)) => (path, format!("#{anchor}")),
            None => (path, String::new()),
        };
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}said={}{anchor}", self.app.seal_sentence(sentence))
    }

    /// An instant of the application's (RFC 3339) as people say it, in the user's zone.
    pub fn when(&self, at: &str) -> Option<When> {
        Some(self.locale.when(at.parse().ok()?, self.now, &self.zone))
    }

    /// The sentence that the last request left.
    pub fn flash(&self) -> Option<&Flash> {
        self.flash.as_ref()
    }

    /// Path and query of this request, without the sentence.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Nothing leaves the machine.
    pub fn is_practice(&self) -> bool {
        self.app.mode() == Mode::Practice
    }
}

impl FromRequestParts<Web> for User {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let is_fragment = parts.headers.contains_key("x-fragment");
        let cookie = entry::cookie(&parts.headers, web.door.is_secure());
        let signed_in = match cookie {
            Some(cookie) => {
                web.app.signed_in(cookie).await.map_err(|error| page::trouble(&error))?
            }
            None => None,
        };
        let Some(signed_in) = signed_in else {
            return Err(to_the_door(parts, is_fragment));
        };
        let app = web.app.for_user(&signed_in.user).await.map_err(|error| page::trouble(&error))?;
        let me = app.me().await.map_err(|error| page::trouble(&error))?;
        let (address, said) = without_sentence(parts);
        let flash =
            said.and_then(|word| app.open_sentence(&word)).map(|sentence| Flash { sentence });
        Ok(Self {
            locale: Locale::of(&me.language, &me.country),
            zone: TimeZone::get(&me.zone).unwrap_or(TimeZone::UTC),
            now: app.now(),
            app,
            me,
            signed_in,
            is_fragment,
            flash,
            address,
        })
    }
}

/// Where who is not signed in goes: pages that are read lead to the door and back again.
fn to_the_door(parts: &Parts, is_fragment: bool) -> Response {
    let reads_a_page = parts.method == Method::GET && !is_fragment && takes_html(&parts.headers);
    if !reads_a_page {
        return entry::refused(StatusCode::UNAUTHORIZED);
    }
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let door = if path == "/" {
        "/login".to_owned()
    } else {
        format!("/login?next={}", page::encoded(path))
    };
    Redirect::to(&door).into_response()
}

fn takes_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_none_or(|accept| accept.contains("html") || accept.contains("*/*"))
}

/// Path and query without the sentence, and the sentence's word.
fn without_sentence(parts: &Parts) -> (String, Option<String>) {
    let mut said = None;
    let query: Vec<&str> = parts
        .uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| match pair.strip_prefix("said=") {
            Some(word) => {
                said = Some(word.to_owned());
                false
            }
            None => !pair.is_empty(),
        })
        .collect();
    let path = parts.uri.path();
    let address =
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) };
    (address, said)
}
