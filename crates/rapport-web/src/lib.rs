//! The pages of Rapport, their door, and the few routes for strangers.
//!
//! A page is a folder: handlers, view model, template, tests (`today` is the model to copy).
//!
//! | where | what |
//! |---|---|
//! | `web` | `web::Web`, the state; `web::User`, the extractor that only lets signed-in people in |
//! | `page` | the sheet: `Shell`, `Answer`, `Trouble`, `UndoBar`; `layout.html`, `bare.html`, `icons.html` |
//! | `places`, `actions`, `words` | tables: the rail, palette and keys, every string and every date |
//! | `assets` | style in parts and the one script, under fingerprinted addresses |
//! | `guard`, `hosts`, `entry`, `server` | headers, names, origin; the door; sockets and TLS |
//! | `events` | server-sent events: pages move by themselves |
//! | `today`, `letters`, `greetings`, `grades`, `switches`, `access`, `settings`, `welcome`, `health`, `opt_out`, `merging` | pages |
//! | `links` | what opens by a secret link: a calendar feed, a card |
//! | `tests` | every route, asked by the other user, by a stranger, and from another site |
//!
//! Not here: rules and data. Pages call [`App`] and hold nothing between two requests.
//!
//! # How to add a page
//!
//! 1. `src/people.rs` with handlers, `src/people/view.rs`, `src/people/page.html`,
//!    `src/people/tests.rs`, `src/words/people.rs`; a line in `words.rs`, in `PLACES` (with a
//!    symbol in `page/icons.html`), in `pages` below; its style in `assets/` as a part.
//! 2. Read: `pub async fn page(user: User, Query(asked): Query<Asked>) -> Answer` with
//!    `Ok(page::show(&PeoplePage::of(&user, view)))`. `user.app` is the application of exactly this
//!    user; `?` turns its errors into pages (404, 409, 422, 503). Name things by id: what belongs
//!    to another user is not there. State belongs in the address.
//! 3. The view: `#[derive(Template)] #[template(path = "people/page.html")]` with fields
//!    `shell: user.shell(Here::People)` and `words: &user.locale.words.people`; dates are
//!    `words::When` (`user.when(rfc3339)`), printed by `{{ when }}` as a whole `<time>`.
//! 4. The template: `{% extends "page/layout.html" %}` with blocks `title`, `main` and, if needed,
//!    `main_class` and `head`. No inline style or script: the policy forbids both. Pictures are SVG.
//! 5. Fragments come for free: with the header `X-Fragment` the layout prints `<main>` alone. A
//!    form or link with `data-swap` is asked for in place and replaces `<main>`, or the elements it
//!    names (`data-swap="#list #undo"`). Without script the same form and link just work.
//! 6. Write: `pub async fn save(user: User, Form(fields): Fields) -> Answer`, then
//!    `Ok(user.back("/people", "Saved."))`: 303 with a sealed sentence on top of the next page. What
//!    was typed wrongly is shown again with 422 and the trouble beside the field.
//! 7. Script by attributes, see the head of `assets/rapport.js`: `data-key` (pressed by a key),
//!    `data-row`/`data-open` (j, k, Enter), `data-read` + `data-target` (read while one types),
//!    `data-date` (hint of a natural date), `data-live="desk"` with an id (moves by itself),
//!    `data-sure` (asks first). A new key is a line in `actions.rs`.
//! 8. Larger bodies than a form: `guard::takes(post(handler), bytes)`.
//! 9. Tests: `let pages = Pages::new().await;` is signed in as the first user: `pages.get(path)`,
//!    `pages.form(path, &[("name", "value")])`, `pages.as_user("anna").await` for a second user,
//!    `pages.follow(&answer)` reads what a redirect leads to.
//! 10. Every route has a row in `tests/table.rs` that says whose it is; without one the tests fail.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod access;
mod actions;
mod approve;
mod assets;
mod capture;
pub mod entry;
mod events;
mod grades;
mod greetings;
mod guard;
mod health;
mod hosts;
mod import;
mod inbox;
mod letters;
mod links;
mod mail;
mod merging;
mod message;
mod note;
mod opportunities;
mod opt_out;
mod page;
mod people;
mod person;
mod places;
mod playbooks;
mod server;
mod settings;
mod switches;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod today;
mod web;
mod welcome;
mod words;

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use rapport_app::app::App;
use tokio::net::TcpListener;
use tokio::sync::watch;

use entry::Door;
use web::Web;

pub use hosts::Hosts;
pub use server::read_tls;

/// Where and how to serve.
#[derive(Debug)]
pub struct Serving {
    /// The socket.
    pub listener: TcpListener,
    /// Under which names.
    pub hosts: Hosts,
    /// Certificate and key, to speak TLS ourselves.
    pub tls: Option<Arc<rustls::ServerConfig>>,
    /// A proxy that speaks TLS stands before us, and its word on who asks counts.
    pub behind_proxy: bool,
}

/// Everything behind the door. One block per page.
fn pages() -> Router<Web> {
    let today = Router::new()
        .route("/", get(today::page))
        .route("/today/act", post(today::act))
        .route("/today/approve", post(today::approve))
        .route("/undo", post(today::undo));
    let approve = Router::new()
        .route("/approve", get(approve::page))
        .route("/approve/read", post(approve::read))
        .route("/approve/save", post(approve::save));
    let person = Router::new()
        .route("/inbox", get(inbox::page))
        .route("/person/{id}", get(person::page))
        .route("/person/{id}/edit", post(person::save))
        .route("/person/{id}/log", post(person::log))
        .route("/person/{id}/facts", post(person::facts))
        .route("/person/{id}/act", post(person::act))
        .route("/person/{id}/play", post(person::play))
        .route("/message/{id}", get(message::page))
        .route("/message/{id}/raw", get(message::raw))
        .route("/message/{id}/class", post(message::class));
    let capture = Router::new()
        .route("/capture", get(capture::page).post(capture::keep))
        .route("/capture/read", post(capture::read))
        .route("/capture/send", post(capture::send))
        .route("/capture/done", get(capture::done));
    let people = Router::new()
        .route("/people", get(people::page))
        .route("/people/edit", post(people::edit))
        .route("/people/act", post(people::act))
        .route(
            "/people/import",
            guard::takes(get(import::page).post(import::take), guard::UPLOAD_LIMIT),
        )
        .route("/people/import/account", post(import::account))
        .route("/people/import/undo", post(import::undo))
        .route("/people/import/{id}", get(import::look).post(import::write))
        .route("/people/grade", get(grades::page).post(grades::grade))
        .route("/people/check", get(import::check))
        .route("/people/found", get(people::found))
        .route("/people/twice", get(merging::page).post(merging::act))
        .route("/people/merge", get(merging::pair).post(merging::merge));
    let opportunities = Router::new()
        .route("/opportunities", get(opportunities::page).post(opportunities::add))
        .route("/opportunities/save", post(opportunities::save))
        .route("/opportunities/stage", post(opportunities::stage))
        .route("/opportunities/start", post(opportunities::start));
    let playbooks = Router::new()
        .route("/playbooks", get(playbooks::list))
        .route("/playbooks/check", post(playbooks::check))
        .route("/playbooks/new", get(playbooks::blank))
        .route("/playbooks/save", post(playbooks::save))
        .route("/playbooks/{key}", get(playbooks::plan))
        .route("/playbooks/{key}/start", post(playbooks::start))
        .route("/playbooks/{key}/file", get(playbooks::file))
        .route("/playbooks/{key}/form", get(playbooks::form).post(playbooks::save_form));
    let letters = Router::new()
        .route("/letters", get(letters::page))
        .route("/letters/print", post(letters::print))
        .route("/letters/posted", post(letters::posted))
        .route("/letters/printer", post(letters::printer))
        .route("/letters/test-page.pdf", get(letters::test_page))
        .route("/letters/cards.pdf", get(letters::cards))
        .route("/letters/{id}/page.svg", get(letters::letter_picture))
        .route("/letters/{id}/envelope.svg", get(letters::envelope_picture))
        .route("/greetings", get(greetings::page))
        .route("/greetings/plan", post(greetings::plan))
        .route("/greetings/prefer", post(greetings::prefer))
        .route("/brief/{id}", get(letters::brief))
        .route("/brief/{id}/page.pdf", get(letters::print_brief))
        .route("/brief/{id}/jot", post(letters::jot));
    let switches = Router::new()
        .route("/stop-all", post(switches::stop_all))
        .route("/away", post(switches::away))
        .route("/back", post(switches::here_again))
        .route("/practice/clock", post(switches::practice_clock))
        .route("/dates", post(switches::dates));
    let access = Router::new()
        .route("/access", get(access::page))
        .route("/access/end", post(access::end))
        .route("/access/password", post(access::password))
        .route("/access/users", post(access::users));
    let welcome = Router::new()
        .route("/welcome", get(welcome::who).post(welcome::tell))
        .route("/welcome/from", get(welcome::sending).post(welcome::choose))
        .route("/welcome/account", get(welcome::account))
        .route("/welcome/after", get(welcome::after).post(welcome::finish))
        .route("/welcome/later", post(welcome::later));
    let settings = Router::new()
        .route("/settings", get(settings::you::page).post(settings::you::save))
        .route("/settings/block", post(settings::you::block))
        .route("/settings/sending", get(settings::sending::page))
        .route("/settings/undo", post(settings::sending::undo))
        .route("/settings/caps", post(settings::sending::caps))
        .route("/settings/accounts", get(settings::accounts::page).post(settings::accounts::add))
        .route("/settings/accounts/preset", post(settings::accounts::preset))
        .route("/settings/accounts/act", post(settings::accounts::act))
        .route("/settings/accounts/trial", get(settings::accounts::trial))
        .route("/settings/calendars", get(settings::calendars::page))
        .route("/settings/calendars", post(settings::calendars::change))
        .route("/settings/paper", get(settings::paper::page))
        .route("/settings/paper/remove", post(settings::paper::remove))
        .route("/settings/paper/{name}", get(settings::paper::picture))
        .route(
            "/settings/paper/{name}",
            guard::takes(post(settings::paper::keep), settings::paper::LARGEST_BODY),
        )
        .route("/settings/leaving", get(settings::leaving::page))
        .route("/settings/feed", post(settings::leaving::feed))
        .route("/settings/card", post(settings::leaving::card))
        .route("/settings/digest", post(settings::leaving::digest))
        .route("/settings/export", post(settings::leaving::export))
        .route("/settings/findings", get(settings::findings::page))
        .route("/settings/findings", post(settings::findings::change))
        .route("/settings/no-contact", get(settings::no_contact::page))
        .route("/settings/no-contact", post(settings::no_contact::change))
        .route("/settings/server", get(settings::server::page))
        .route("/settings/backup", post(settings::server::backup))
        .route("/settings/public", post(settings::server::public_address));
    let health = Router::new().route("/health/page", get(health::page));
    let events =
        Router::new().route("/events", get(events::events)).route("/more", get(page::more));
    let desk = today.merge(capture).merge(people).merge(opportunities).merge(playbooks);
    desk.merge(approve)
        .merge(person)
        .merge(letters)
        .merge(switches)
        .merge(access)
        .merge(health)
        .merge(events)
        .merge(welcome)
        .merge(settings)
}

/// The door itself, and what monitors ask.
fn door() -> Router<Web> {
    Router::new()
        .route("/login", get(entry::door).post(entry::enter))
        .route("/enter/{word}", get(entry::enter_by_link))
        .route("/logout", post(entry::leave))
        .route("/health", get(health::json))
        .route("/manifest.webmanifest", get(capture::offline::manifest))
        .route("/worker.js", get(capture::offline::worker))
        .route("/capture/offline", get(capture::offline::page))
}

/// What strangers may see, under any of our names.
fn public() -> Router<Web> {
    Router::new()
        .route("/o/{token}", get(opt_out::ask).post(opt_out::take))
        .route("/feed/{file}", get(links::feed))
        .route("/card/{word}", get(links::card))
        .route("/a/{file}", get(assets::file))
}

/// All routes with the protection around them.
fn routes(web: Web) -> Router {
    let own = guard::only_own_hosts(pages().merge(door()), web.hosts.clone());
    let all = own
        .merge(public())
        .fallback(page::not_found)
        .method_not_allowed_fallback(page::wrong_method);
    guard::around(all, web.hosts.clone()).with_state(web)
}

/// Answers requests until `stop` turns true; what is being answered is finished first.
///
/// # Errors
/// Serving like this is not safe ([`entry::may_listen`]), or the socket has no address.
pub async fn serve(app: App, serving: Serving, stop: watch::Receiver<bool>) -> io::Result<()> {
    let Serving { listener, hosts, tls, behind_proxy } = serving;
    let all_have_passwords = app.all_have_passwords().await.map_err(io::Error::other)?;
    let address = listener.local_addr()?.ip();
    entry::may_listen(address, tls.is_some(), behind_proxy, all_have_passwords)
        .map_err(io::Error::other)?;
    let door = Door::new(tls.is_some(), behind_proxy);
    let router = routes(Web::new(app, hosts, door, stop.clone()));
    server::run(router, listener, tls, server::Limits::of(behind_proxy), stop).await
}
