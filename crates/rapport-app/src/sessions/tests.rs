//! Links, cookies, their ends, and sentences that only we can make.

use jiff::SignedDuration;

use crate::app::{App, Mode, OpenOptions};
use crate::clock::Clock;

async fn open(folder: &tempfile::TempDir) -> (App, Clock) {
    let clock = Clock::virtual_at("2026-11-24T10:00:00Z".parse().unwrap());
    let app = App::open(OpenOptions {
        data: folder.path().join("data"),
        database: None,
        serve: false,
        mode: Some(Mode::Practice),
        clock: clock.clone(),
    })
    .await
    .unwrap();
    (app, clock)
}

#[tokio::test]
async fn a_link_lets_in_once_and_within_an_hour() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = open(&folder).await;
    let word = app.entry_word("me").await.unwrap();
    let first = app.enter_by_word(&word, "Test").await.unwrap().unwrap();
    assert_ne!(first, word, "the cookie is a new word");
    assert!(app.enter_by_word(&word, "Test").await.unwrap().is_none());
    let late = app.entry_word("me").await.unwrap();
    clock.advance(SignedDuration::from_mins(61));
    assert!(app.enter_by_word(&late, "Test").await.unwrap().is_none());
    assert!(app.entry_word("nobody").await.is_err());
}

#[tokio::test]
async fn a_session_ends_when_it_is_revoked_or_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let (app, clock) = open(&folder).await;
    let word = app.entry_word("me").await.unwrap();
    let cookie = app.enter_by_word(&word, "Test\nBrowser").await.unwrap().unwrap();
    clock.advance(SignedDuration::from_hours(24 * 29));
    assert!(app.signed_in(&cookie).await.unwrap().is_some());
    let sessions = app.sessions().await.unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].browser, "TestBrowser");
    assert_eq!(sessions[0].seen, app.machine_now().to_string(), "seen just now");
    clock.advance(SignedDuration::from_hours(24 * 31));
    assert!(app.signed_in(&cookie).await.unwrap().is_none(), "unused for a month");

    let word = app.entry_word("me").await.unwrap();
    let cookie = app.enter_by_word(&word, "Test").await.unwrap().unwrap();
    let id = app.sessions().await.unwrap()[0].id.clone();
    app.add_user("anna", None).await.unwrap();
    let anna = app.for_user("anna").await.unwrap();
    assert!(!anna.revoke_session(&id).await.unwrap(), "not hers");
    assert!(app.signed_in(&cookie).await.unwrap().is_some());
    assert!(app.revoke_session(&id).await.unwrap());
    assert!(app.signed_in(&cookie).await.unwrap().is_none());
}

#[tokio::test]
async fn moving_the_practice_clock_signs_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = open(&folder).await;
    let word = app.entry_word("me").await.unwrap();
    let cookie = app.enter_by_word(&word, "Test").await.unwrap().unwrap();
    let before = app.pulse().await.unwrap();
    app.practice_clock("+60d").await.unwrap();
    let moved = app.for_user("me").await.unwrap();
    assert_eq!(moved.now().duration_since(app.now()), SignedDuration::from_hours(24 * 60));
    assert!(moved.signed_in(&cookie).await.unwrap().is_some());
    assert_ne!(moved.pulse().await.unwrap().desk, before.desk, "pages look anew");
}

#[tokio::test]
async fn a_sealed_sentence_is_ours_and_for_one_user() {
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = open(&folder).await;
    let word = app.seal_sentence("Dana’s note leaves at 9:30");
    assert_eq!(app.open_sentence(&word).unwrap(), "Dana’s note leaves at 9:30");
    app.add_user("anna", None).await.unwrap();
    assert!(app.for_user("anna").await.unwrap().open_sentence(&word).is_none());
    for forged in ["", ".", "abc", "YWJj.aaaaaaaaaaaaaaaaaaaa", &word.replace('.', "x.")] {
        assert!(app.open_sentence(forged).is_none(), "{forged}");
    }
}
