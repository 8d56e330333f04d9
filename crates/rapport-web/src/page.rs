//! The sheet every page is printed on: [`Shell`] for the user's pages, [`Sheet`] for bare ones.
//!
//! `layout.html` prints the whole page or, when the script asks for a fragment, `<main>` alone;
//! `bare.html` is for those who are not signed in. An error of the application becomes a page by
//! [`Trouble`].

mod undo;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use rapport_app::error::{AppError, Kind};

use crate::actions::{Action, actions};
use crate::assets::{self, Assets};
use crate::places::{Here, PLACES, Place};
use crate::web::User;
use crate::words::{ENGLISH, Locale, ShellWords, When};

pub use undo::UndoBar;

/// What a handler answers with: a page, or the application's error as one.
pub type Answer = Result<Response, Trouble>;

/// A sentence about what was just done.
#[derive(Clone, Debug)]
pub struct Flash {
    /// The sentence.
    pub sentence: String,
}

/// What the layout needs to know around a page of a signed-in user.
pub struct Shell {
    /// Addresses of style, script and icon.
    pub assets: &'static Assets,
    /// The words around pages.
    pub words: &'static ShellWords,
    /// Language and order of dates.
    pub locale: Locale,
    /// The places of the rail.
    pub places: &'static [Place],
    /// Which of them this page belongs to.
    pub here: Here,
    /// Only `<main>` is wanted.
    pub is_fragment: bool,
    /// What was just done.
    pub flash: Option<Flash>,
    /// Practice mode: what its clock says.
    pub practice: Option<When>,
    /// Nothing goes out.
    pub is_stopped: bool,
    /// The signed-in user's name, when it is not the only one's.
    pub user: Option<String>,
    /// Palette and keys.
    pub actions: Vec<Action>,
    /// Path and query of this page.
    pub address: String,
}

impl Shell {
    /// For that user's page at that place.
    pub fn new(user: &User, here: Here) -> Self {
        let words = &user.locale.words.shell;
        let practice = user.is_practice().then(|| user.locale.moment(user.now, &user.zone));
        let name = &user.signed_in.user;
        Self {
            assets: assets::all(),
            words,
            locale: user.locale,
            places: PLACES,
            here,
            is_fragment: user.is_fragment,
            flash: user.flash().cloned(),
            practice,
            is_stopped: user.me.stopped,
            user: (name != rapport_app::users::FIRST_USER).then(|| name.clone()),
            actions: if user.is_fragment {
                Vec::new()
            } else {
                actions(words, user.signed_in.runs_server)
            },
            address: user.address().to_owned(),
        }
    }

    /// `aria-current` for a place.
    pub fn current(&self, place: &Place) -> bool {
        place.here == self.here
    }

    /// The page is one that the bar under a thumb keeps behind "More".
    pub fn is_more(&self) -> bool {
        let in_bar = |place: &Place| place.in_bar && place.here == self.here;
        self.here != Here::Elsewhere && !self.places.iter().any(in_bar)
    }
}

/// What the bar under a thumb has no room for, as a page.
#[derive(Template)]
#[template(path = "page/more.html")]
struct More {
    shell: Shell,
}

/// `GET /more`.
pub async fn more(user: User) -> Response {
    show(&More { shell: user.shell(Here::More) })
}

/// What the layout needs around a bare page.
pub struct Sheet {
    /// Addresses of style, script and icon.
    pub assets: &'static Assets,
    /// Its words.
    pub words: &'static ShellWords,
}

/// The sheet of bare pages. Strangers have no locale yet.
pub fn sheet() -> Sheet {
    Sheet { assets: assets::all(), words: &ENGLISH.shell }
}

/// A bare page with one sentence.
#[derive(Template)]
#[template(path = "page/message.html")]
struct Message<'a> {
    sheet: Sheet,
    title: &'a str,
    sentence: &'a str,
    hints: &'a [String],
    way_back: bool,
}

/// Prints a template with 200.
pub fn show(template: &impl Template) -> Response {
    print(StatusCode::OK, template)
}

/// Prints a template.
pub fn print(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be printed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A bare page that says a sentence.
pub fn message(status: StatusCode, title: &str, sentence: &str) -> Response {
    let sheet = sheet();
    print(status, &Message { sheet, title, sentence, hints: &[], way_back: false })
}

/// There is no such page; the same words whatever was asked for.
pub async fn not_found() -> Response {
    let words = &ENGLISH.shell;
    message(StatusCode::NOT_FOUND, words.not_here, words.not_here_sentence)
}

/// The address exists and takes another method.
pub async fn wrong_method() -> Response {
    let words = &ENGLISH.shell;
    message(StatusCode::METHOD_NOT_ALLOWED, words.not_so, words.not_so_sentence)
}

/// The application's error as a page: status by its kind, what happened, what to do.
#[derive(Debug)]
pub struct Trouble(AppError);

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl Trouble {
    /// Nothing is there, whoever asks: also the answer for what belongs to somebody else.
    pub fn not_here() -> Self {
        Self(AppError::not_found(ENGLISH.shell.not_here_sentence.trim_end_matches('.'), ""))
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        trouble(&self.0)
    }
}

/// The status of a kind of error.
pub const fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::Usage => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Refused => StatusCode::CONFLICT,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Data => StatusCode::INTERNAL_SERVER_ERROR,
        Kind::Denied => StatusCode::FORBIDDEN,
    }
}

/// [`Trouble`] for a borrowed error.
pub fn trouble(error: &AppError) -> Response {
    let status = status_of(error.kind);
    if status.is_server_error() {
        tracing::warn!(%error, "a page could not be made");
    }
    let words = &ENGLISH.shell;
    let title = match error.kind {
        Kind::NotFound => words.not_here,
        Kind::Usage | Kind::Refused | Kind::Denied => words.refused,
        Kind::Unavailable | Kind::Data => words.broken,
    };
    let sentence = sentence_of(&error.what);
    let hints: Vec<String> =
        error.hints.iter().filter(|hint| !hint.is_empty()).map(|hint| sentence_of(hint)).collect();
    let page =
        Message { sheet: sheet(), title, sentence: &sentence, hints: &hints, way_back: true };
    print(status, &page)
}

/// The application's words stand within sentences, too; here they are one.
pub fn sentence_of(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let ended = text.ends_with(['.', '!', '?', '"', ':']);
    first.chain(letters).chain((!ended && !text.is_empty()).then_some('.')).collect()
}

/// "DW" for "Dana Whitfield".
pub fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|it| it.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A text as part of an address's query (RFC 3986, section 3.4).
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// An id as the application writes it, or nothing: addresses name things by id alone.
pub fn id(text: &str) -> Option<&str> {
    let shape = |(at, letter): (usize, u8)| match at {
        8 | 13 | 18 | 23 => letter == b'-',
        _ => letter.is_ascii_hexdigit(),
    };
    (text.len() == 36 && text.bytes().enumerate().all(shape)).then_some(text)
}

/// A path of ours that a request named, or `/`: never an address elsewhere.
pub fn local(path: Option<&str>) -> &str {
    let is_local = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && !path.chars().any(char::is_control)
    };
    path.filter(is_local).unwrap_or("/")
}

/// A header that is made of our own letters.
pub fn with_header(mut response: Response, name: header::HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_followed() {
        for ours in ["/", "/people?x=1", "/a/b#c"] {
            assert_eq!(local(Some(ours)), ours);
        }
        for not_ours in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"] {
            assert_eq!(local(Some(not_ours)), "/", "{not_ours:?}");
        }
        assert_eq!(local(None), "/");
    }

    #[test]
    fn names_have_initials() {
        assert_eq!(initials("Dana Whitfield"), "DW");
        assert_eq!(initials("Ana María de la Cruz"), "AC");
        assert_eq!(initials("plato"), "P");
        assert_eq!(initials("  "), "");
    }

    #[test]
    fn words_become_sentences() {
        assert_eq!(sentence_of("the rules say no"), "The rules say no.");
        assert_eq!(sentence_of("Did it arrive?"), "Did it arrive?");
        assert_eq!(sentence_of(""), "");
    }
}
