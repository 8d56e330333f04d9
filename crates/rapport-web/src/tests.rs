//! Whose is it: every route, asked by the other user with the first one's ids, by a stranger, from
//! another site, and with a script in each field.
//!
//! The rows are in `table`, one for each route at least; the routes themselves are read from
//! `lib.rs`, so that a route without a row fails here. `world` is what the first user has.

mod mailbox;
mod table;
mod world;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{StatusCode, header};

use crate::page::encoded;
use crate::testing::{Answer, FORM, OWN, Pages};
use table::{Gets, ROWS, Row};
use world::World;

/// The routes as `lib.rs` declares them: "GET /people", "POST /people/act".
fn declared() -> BTreeSet<String> {
    let source = include_str!("lib.rs");
    let source = source.split_once("fn pages()").unwrap().1.split_once("fn routes(").unwrap().0;
    let mut all = BTreeSet::new();
    for call in source.split(".route(").skip(1) {
        let (_, rest) = call.split_once('"').unwrap();
        let (path, rest) = rest.split_once('"').unwrap();
        // The call ends where its parentheses close.
        let mut depth = 1;
        let within = rest.split_inclusive(['(', ')']).take_while(|piece| {
            let is_within = depth > 0;
            depth += if piece.ends_with('(') { 1 } else { -1 };
            is_within
        });
        let within: String = within.collect();
        for (word, method) in [("get(", "GET"), ("post(", "POST")] {
            if within.contains(word) {
                all.insert(format!("{method} {path}"));
            }
        }
    }
    all
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let declared = declared();
    assert!(declared.len() > 100, "the routes are read from the source: {declared:#?}");
    let rows: BTreeSet<String> = ROWS.iter().map(|row| row.route.to_owned()).collect();
    let without: Vec<_> = declared.difference(&rows).collect();
    assert!(without.is_empty(), "say in tests/table.rs whose these are: {without:#?}");
    let gone: Vec<_> = rows.difference(&declared).collect();
    assert!(gone.is_empty(), "no such route any more: {gone:#?}");
}

/// Asks as a row says, as a browser on `site` would.
async fn ask(pages: &Pages, world: &World, row: &Row, site: &str) -> Answer {
    let (path, form) = (world.filled(row.asks), world.filled(row.sends));
    ask_with(pages, row, &path, form, site).await
}

async fn ask_with(pages: &Pages, row: &Row, path: &str, form: String, site: &str) -> Answer {
    let (method, _) = row.route.split_once(' ').unwrap();
    let request = pages
        .request(method, path)
        .header(header::CONTENT_TYPE, FORM)
        .header(header::ORIGIN, format!("http://{OWN}"))
        .header("sec-fetch-site", site);
    let request = request.body(Body::from(form)).unwrap();
    if row.gets == Gets::Stream {
        // It never ends: its head is enough.
        let response = pages.response(request).await;
        let (status, headers) = (response.status(), response.headers().clone());
        return Answer { status, headers, text: String::new() };
    }
    pages.ask(request).await
}

fn is_a_form(row: &Row) -> bool {
    row.route.starts_with("POST ")
}

/// Asks these rows as the other user; what was not as it should be.
async fn as_the_other(world: &World, rows: &[Row]) -> Vec<String> {
    let anna = &world.other;
    let mut wrong = Vec::new();
    for row in rows {
        let said = format!("{} as the other: {} {}", row.route, row.asks, row.sends);
        let mut answer = ask(anna, world, row, "same-origin").await;
        let goes_on = answer.header("location").starts_with('/') && row.gets != Gets::Open;
        if answer.status == StatusCode::SEE_OTHER && goes_on {
            let told = anna.follow(&answer).await;
            answer.text.push_str(&told.text);
        }
        let status = answer.status;
        let is_right = match row.gets {
            Gets::NotHere | Gets::NeverHere => status == 404,
            Gets::Own | Gets::Each | Gets::Open | Gets::Stream => !status.is_server_error(),
        };
        if !is_right {
            wrong.push(format!("{said}: {status}"));
        }
        for mark in world::MARKS.into_iter().filter(|mark| answer.text.contains(mark)) {
            wrong.push(format!("{said}: tells {mark}"));
        }
    }
    wrong
}

#[tokio::test]
async fn the_ids_of_one_user_are_nothing_to_another() {
    let pages = World::pages().await;
    let world = World::of(&pages).await;
    let before = world.state().await;
    let mut wrong = Vec::new();
    let page = |row: &Row| row.asks.split(['/', '?']).nth(1).unwrap_or_default();
    for rows in ROWS.chunk_by(|one, next| page(one) == page(next)) {
        wrong.extend(as_the_other(&world, rows).await);
        assert_eq!(world.state().await, before, "/{} changed something", page(&rows[0]));
    }
    // The same ids are somebody's: their owner finds what they name.
    for row in ROWS.iter().filter(|row| row.gets == Gets::NotHere) {
        let answer = ask(&world.owner, &world, row, "same-origin").await;
        if answer.status == 404 || answer.status.is_server_error() {
            let said = format!("{} as the owner: {} {}", row.route, row.asks, row.sends);
            wrong.push(format!("{said}: {}", answer.status));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_stranger_stands_at_the_door_of_every_page() {
    let pages = World::pages().await;
    let world = World::of(&pages).await;
    let before = world.state().await;
    let stranger = pages.as_stranger();
    for row in ROWS {
        let answer = ask(&stranger, &world, row, "same-origin").await;
        let said = format!("{}: {} {}\n{}", row.route, row.asks, row.sends, answer.text);
        for mark in world::MARKS {
            assert!(!answer.text.contains(mark), "{said} tells {mark}");
        }
        if row.gets == Gets::Open {
            assert!(!answer.status.is_server_error(), "{said}");
        } else if is_a_form(row) {
            assert_eq!(answer.status, 401, "{said}");
        } else {
            assert_eq!(answer.status, 303, "{said}");
            assert!(answer.header("location").starts_with("/login"), "{said}");
        }
    }
    assert_eq!(world.state().await, before);
}

#[tokio::test]
async fn no_form_is_taken_from_another_site() {
    let pages = World::pages().await;
    let world = World::of(&pages).await;
    let before = world.state().await;
    for row in ROWS.iter().filter(|row| is_a_form(row) && !row.route.starts_with("POST /o/")) {
        for site in ["cross-site", "same-site"] {
            let answer = ask(&world.owner, &world, row, site).await;
            assert_eq!(answer.status, 403, "{} from a {site} page\n{}", row.route, answer.text);
        }
    }
    assert_eq!(world.state().await, before);
}

/// Words that would be an element if a page took them for markup.
const SCRIPT: &str = "\"'><script>hit()</script>";

/// `name=value&…` with the value at that place replaced by a script; none when there are fewer.
fn with_script(pairs: &str, at: usize) -> Option<String> {
    let mut all: Vec<String> = pairs.split('&').map(str::to_owned).collect();
    let (name, _) = all.get(at)?.split_once('=')?;
    all[at] = format!("{name}={}", encoded(SCRIPT));
    Some(all.join("&"))
}

#[tokio::test]
async fn no_word_of_a_request_comes_back_as_markup() {
    let pages = World::pages().await;
    let world = World::of(&pages).await;
    let owner = &world.owner;
    let lacks = |answer: &Answer, said: &str| {
        assert!(!answer.status.is_server_error(), "{said}\n{}", answer.text);
        // A printed page holds words as they are: nothing in it is markup.
        let kind = answer.header("content-type");
        let is_markup = kind.contains("html") || kind.contains("svg");
        assert!(!is_markup || !answer.text.contains("<script>hit"), "{said}\n{}", answer.text);
    };
    // Each field once, in the address and in the form; what is taken stays, for the round below.
    for row in ROWS.iter().filter(|row| row.gets != Gets::Stream && row.route != "POST /logout") {
        let (path, query) = row.asks.split_once('?').unwrap_or((row.asks, ""));
        let path = world.filled(path);
        let in_query = (0..).map_while(|at| with_script(query, at));
        let in_form = (0..).map_while(|at| with_script(row.sends, at));
        let asked = in_query
            .map(|query| (format!("{path}?{}", world.filled(&query)), String::new()))
            .chain(in_form.map(|form| (path.clone(), world.filled(&form))));
        for (path, form) in asked {
            let said = format!("{} {path} {form}", row.route);
            let answer = ask_with(owner, row, &path, form, "same-origin").await;
            lacks(&answer, &said);
            if answer.status == StatusCode::SEE_OTHER && answer.header("location").starts_with('/')
            {
                lacks(&owner.follow(&answer).await, &said);
            }
        }
    }
    for row in ROWS.iter().filter(|row| row.route.starts_with("GET ")) {
        lacks(&ask(owner, &world, row, "same-origin").await, row.route);
    }
}
