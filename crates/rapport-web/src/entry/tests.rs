//! The door: links, passwords, cookies, and who stays outside.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use std::net::IpAddr;

use super::{cookie, may_listen, set_cookie};
use crate::testing::{Answer, Pages};

const PASSWORD: &str = "four words are long";

fn cookie_of(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    let (_, rest) = set.split_once('=').unwrap();
    rest.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn strangers_are_led_to_the_door_and_back() {
    let pages = Pages::new().await.as_stranger();
    let answer = pages.get("/access?x=1").await;
    answer.is(303);
    assert_eq!(answer.header("location"), "/login?next=/access%3Fx%3D1");
    pages.follow(&answer).await.is(200).has("name=\"next\" value=\"/access?x=1\"");
    assert_eq!(pages.get("/").await.header("location"), "/login");
    pages.form("/stop-all", &[("on", "yes")]).await.is(401);
    pages.fragment("/").await.is(401);
    assert!(!pages.app.me().await.unwrap().stopped);
}

#[tokio::test]
async fn a_link_lets_in_once_with_a_cookie_that_was_never_seen_before() {
    let pages = Pages::new().await;
    let stranger = pages.as_stranger();
    let word = pages.app.entry_word("me").await.unwrap();
    // Whoever planted a cookie beforehand knows nothing afterwards.
    let path = format!("/enter/{word}");
    let planted = stranger.request("GET", &path).header(header::COOKIE, "rapport=planted");
    let answer = stranger.ask(planted.body(Body::empty()).unwrap()).await;
    answer.is(200).has("http-equiv=\"refresh\"");
    let set = answer.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(set.contains(part), "{set}");
    }
    let fresh = cookie_of(&answer);
    assert!(fresh != "planted" && fresh != word && fresh.len() > 40, "{fresh}");
    let mut inside = pages.as_stranger();
    inside.cookie = fresh;
    inside.get("/").await.is(200);
    inside.cookie = "planted".to_owned();
    inside.get("/").await.is(303);
    stranger.get(&path).await.is(410).has("rapport link");
}

#[tokio::test]
async fn a_password_lets_in_and_goes_on_only_to_our_own_pages() {
    let pages = Pages::new().await;
    pages.app.set_password("me", Some(PASSWORD), None).await.unwrap();
    let stranger = pages.as_stranger();
    let wrong = stranger.form("/login", &[("name", "me"), ("password", "not that one")]).await;
    wrong.is(401).has("do not fit").lacks("not that one");
    assert_eq!(wrong.header("set-cookie"), "");
    for (next, onward) in
        [("/access", "/access"), ("//evil.example", "/"), ("https://e.example", "/")]
    {
        let fields = [("name", "Me"), ("password", PASSWORD), ("next", next)];
        let answer = stranger.form("/login", &fields).await;
        answer.is(303);
        assert_eq!(answer.header("location"), onward);
    }
    stranger.get("/login?next=//evil.example").await.lacks("evil.example");
}

#[tokio::test]
async fn guessing_is_slow() {
    let pages = Pages::new().await;
    pages.app.set_password("me", Some(PASSWORD), None).await.unwrap();
    let stranger = pages.as_stranger();
    let fields = [("name", "me"), ("password", "a guess of ten")];
    let mut tries = 0;
    let refused = loop {
        let answer = stranger.form("/login", &fields).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break answer;
        }
        tries += 1;
        assert!(tries < 20, "guessing was never slowed down");
    };
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    // Even the right one waits now, or the answer would tell.
    let right = [("name", "me"), ("password", PASSWORD)];
    stranger.form("/login", &right).await.is(429);
    pages.clock.advance(jiff::SignedDuration::from_mins(10));
    stranger.form("/login", &right).await.is(303);
}

#[tokio::test]
async fn leaving_ends_the_session_itself() {
    let pages = Pages::new().await;
    let answer = pages.form("/logout", &[]).await;
    answer.is(303);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    // The old cookie is worth nothing, even to who copied it.
    pages.get("/").await.is(303);
}

#[test]
fn a_cookie_that_comes_twice_counts_for_nothing() {
    let mut headers = HeaderMap::new();
    headers.append(header::COOKIE, HeaderValue::from_static("a=b; rapport=word; c=d"));
    assert_eq!(cookie(&headers, false), Some("word"));
    assert_eq!(cookie(&headers, true), None, "TLS has a name of its own");
    headers.append(header::COOKIE, HeaderValue::from_static("rapport=planted"));
    assert_eq!(cookie(&headers, false), None);
}

#[test]
fn cookies_for_tls_are_bound_to_it() {
    let set = set_cookie("word", true, 60);
    assert!(set.starts_with("__Host-rapport=word; Path=/;") && set.ends_with("; Secure"), "{set}");
    assert!(!set_cookie("word", false, 60).contains("Secure"));
}

#[test]
fn beyond_this_machine_only_with_passwords_and_tls() {
    let loopback = IpAddr::from([127, 0, 0, 1]);
    let all = IpAddr::from([0, 0, 0, 0]);
    assert!(may_listen(loopback, false, false, false).is_ok());
    assert!(may_listen(all, false, false, true).is_err(), "no TLS");
    assert!(may_listen(all, true, false, false).is_err(), "no password");
    assert!(may_listen(all, true, false, true).is_ok());
    assert!(may_listen(loopback, false, true, false).is_err(), "the proxy is reached by others");
    assert!(may_listen(all, false, true, true).is_ok());
}
