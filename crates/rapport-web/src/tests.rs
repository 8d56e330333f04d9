//! Whose is it: every route, asked by the other user with the first one's ids, by a stranger, and
//! from another site.
//!
//! The rows are in `table`, one for each route at least; the routes themselves are read from
//! `lib.rs`, so that a route without a row fails here. `world` is what the first user has.

mod table;
mod world;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{StatusCode, header};

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
    let (method, _) = row.route.split_once(' ').unwrap();
    let request = pages
        .request(method, &world.filled(row.asks))
        .header(header::CONTENT_TYPE, FORM)
        .header(header::ORIGIN, format!("http://{OWN}"))
        .header("sec-fetch-site", site);
    let request = request.body(Body::from(world.filled(row.sends))).unwrap();
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
        let leads_on = answer.header("location").starts_with('/') && row.gets != Gets::Open;
        if answer.status == StatusCode::SEE_OTHER && leads_on {
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
    let pages = Pages::new().await;
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
    let pages = Pages::new().await;
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
    let pages = Pages::new().await;
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
