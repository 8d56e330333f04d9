//! The door: one-time links, passwords, the session cookie.
//!
//! On loopback a link printed by `rapport serve` lets in once; with a password one signs in from
//! anywhere. Whoever enters gets a new cookie, whatever they brought along: HttpOnly, SameSite=Strict
//! and, where TLS is spoken, Secure with the `__Host-` prefix (RFC 6265bis, section 4.1.3.2).
//!
//! Not here: what a session or a password is; that is `rapport_app`.

mod limit;
#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use rapport_app::error::{AppError, Kind};
use serde::Deserialize;

use crate::page::{self, Answer, Sheet, sheet};
use crate::server::Peer;
use crate::web::{User, Web};
use crate::words::{ENGLISH, EntryWords};
use limit::Limit;

/// How one signs in here.
#[derive(Debug)]
pub struct Door {
    secure: bool,
    behind_proxy: bool,
    limit: Limit,
    links: Limit,
}

impl Default for Door {
    fn default() -> Self {
        Self::new(false, false)
    }
}

impl Door {
    /// `secure`: browsers speak TLS with us or with the proxy before us. `behind_proxy`: the
    /// proxy's word counts for who asks.
    pub fn new(secure: bool, behind_proxy: bool) -> Self {
        Self {
            secure: secure || behind_proxy,
            behind_proxy,
            limit: Limit::default(),
            links: Limit::of_links(),
        }
    }

    /// Takes one look at a secret link; false when there were too many. Counted for who asks.
    pub fn may_look(&self, peer: Peer, headers: &HeaderMap, now: Duration) -> bool {
        let who = self.who_tries(peer, headers);
        self.links.take(who, &format!("{who:?}"), now).is_ok()
    }

    /// Cookies are only for TLS.
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Who tries, for the limit: the connection's address, or the last hop a trusted proxy names.
    fn who_tries(&self, peer: Peer, headers: &HeaderMap) -> Option<IpAddr> {
        if !self.behind_proxy {
            return peer.0;
        }
        let hops = headers.get("x-forwarded-for").and_then(|hops| hops.to_str().ok());
        hops.and_then(|hops| hops.rsplit(',').next()?.trim().parse().ok()).or(peer.0)
    }
}

/// Serving beyond this machine, or through a proxy, asks for passwords; and beyond this machine for
/// TLS. The reason against it, else nothing.
///
/// # Errors
/// What is missing, with how to get it.
pub fn may_listen(
    address: IpAddr,
    tls: bool,
    behind_proxy: bool,
    all_have_passwords: bool,
) -> Result<(), AppError> {
    let beyond = !address.is_loopback();
    if beyond && !tls && !behind_proxy {
        return Err(AppError::new(
            Kind::Refused,
            format!("{address} can be reached from other machines, and nothing encrypts the way"),
            "add --certificate FILE --key FILE, or listen on 127.0.0.1 behind a proxy that speaks \
             TLS and add --behind-proxy",
        ));
    }
    if (beyond || behind_proxy) && !all_have_passwords {
        return Err(AppError::new(
            Kind::Refused,
            "somebody who may sign in has no password, and other machines can reach this server",
            "set one: rapport user reset NAME --password",
        ));
    }
    Ok(())
}

/// The page with name and password.
#[derive(Template)]
#[template(path = "entry/page.html")]
struct DoorPage<'a> {
    sheet: Sheet,
    words: &'static EntryWords,
    next: &'a str,
    name: &'a str,
    trouble: Option<String>,
    says: Option<&'static str>,
}

/// The page after a link: it goes on by itself. A redirect would be part of the journey that began
/// elsewhere, and SameSite=Strict cookies stay at home then.
#[derive(Template)]
#[template(path = "entry/inside.html")]
struct InsidePage {
    sheet: Sheet,
    words: &'static EntryWords,
}

/// Where to go after the door.
#[derive(Deserialize)]
pub struct Next {
    next: Option<String>,
    out: Option<String>,
}

/// What the door's form carries.
#[derive(Deserialize)]
pub struct Typed {
    name: String,
    password: String,
    next: Option<String>,
}

/// `GET /login`.
pub async fn door(Query(next): Query<Next>) -> Response {
    let words = &ENGLISH.entry;
    page::show(&DoorPage {
        sheet: sheet(),
        words,
        next: page::local(next.next.as_deref()),
        name: "",
        trouble: None,
        says: next.out.map(|_| words.out),
    })
}

/// `POST /login`.
pub async fn enter(
    State(web): State<Web>,
    State(app): State<rapport_app::app::App>,
    peer: Peer,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Answer {
    let words = &ENGLISH.entry;
    let next = page::local(typed.next.as_deref());
    let again = |status, trouble: String| {
        let page = DoorPage {
            sheet: sheet(),
            words,
            next,
            name: &typed.name,
            trouble: Some(trouble),
            says: None,
        };
        page::print(status, &page)
    };
    let who = web.door.who_tries(peer, &headers);
    if let Err(wait) = web.door.limit.take(who, &typed.name, app.monotonic()) {
        let seconds = wait.as_secs().max(1);
        let answer = again(StatusCode::TOO_MANY_REQUESTS, (words.slow)(seconds));
        return Ok(page::with_header(answer, header::RETRY_AFTER, &seconds.to_string()));
    }
    let agent = agent(&headers);
    match app.enter_by_password(&typed.name, &typed.password, agent).await? {
        Some(word) => {
            web.door.limit.forgive(who, &typed.name);
            Ok(web.let_in(Redirect::to(next).into_response(), &word))
        }
        None => Ok(again(StatusCode::UNAUTHORIZED, words.wrong.to_owned())),
    }
}

/// `GET /enter/{word}`: a one-time link.
pub async fn enter_by_link(
    State(web): State<Web>,
    State(app): State<rapport_app::app::App>,
    headers: HeaderMap,
    Path(word): Path<String>,
) -> Answer {
    let words = &ENGLISH.entry;
    match app.enter_by_word(&word, agent(&headers)).await? {
        Some(cookie) => Ok(web.let_in(page::show(&InsidePage { sheet: sheet(), words }), &cookie)),
        None => Ok(page::message(StatusCode::GONE, words.spent, words.spent_sentence)),
    }
}

/// `POST /logout`.
pub async fn leave(State(web): State<Web>, user: User) -> Answer {
    user.app.revoke_session(&user.signed_in.session.to_string()).await?;
    let gone = set_cookie("", web.door.is_secure(), 0);
    let answer = Redirect::to("/login?out=1").into_response();
    Ok(page::with_header(answer, header::SET_COOKIE, &gone))
}

/// For who is not signed in and asked for something that is no page.
pub fn refused(status: StatusCode) -> Response {
    page::message(status, ENGLISH.entry.title, ENGLISH.entry.intro)
}

impl Web {
    fn let_in(&self, response: Response, word: &str) -> Response {
        // As long as a session may last; the server's own limits are shorter where it matters.
        let cookie = set_cookie(word, self.door.is_secure(), 180 * 86_400);
        page::with_header(response, header::SET_COOKIE, &cookie)
    }
}

fn set_cookie(word: &str, secure: bool, seconds: u32) -> String {
    let name = cookie_name(secure);
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={word}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
}

const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-rapport" } else { "rapport" }
}

/// The word of our cookie, if the request carries exactly one.
pub fn cookie(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let name = cookie_name(secure);
    let mut words = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(known, _)| *known == name)
        .map(|(_, word)| word);
    let word = words.next()?;
    // A second one was planted by somebody; then neither counts.
    words.next().is_none().then_some(word)
}

fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}
