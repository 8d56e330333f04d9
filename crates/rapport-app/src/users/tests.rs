//! Names, passwords and who is shut out.

use crate::app::{App, Mode, OpenOptions};
use crate::clock::Clock;
use crate::error::Kind;

async fn open(folder: &tempfile::TempDir) -> App {
    App::open(OpenOptions {
        data: folder.path().join("data"),
        database: None,
        serve: false,
        mode: Some(Mode::Practice),
        clock: Clock::virtual_at("2026-11-24T10:00:00Z".parse().unwrap()),
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_user_has_a_name_a_password_and_a_scope() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    assert!(!app.all_have_passwords().await.unwrap(), "the first user has none");
    app.add_user("Anna", Some("four words are long")).await.unwrap();
    assert!(app.is_password("anna", "four words are long").await.unwrap());
    assert!(!app.is_password("anna", "four words are lonG").await.unwrap());
    assert!(!app.is_password("nobody", "four words are long").await.unwrap());
    let again = app.add_user("anna", None).await.unwrap_err();
    assert_eq!(again.kind, Kind::Refused);
    for (name, password) in [("", None), ("a b", None), ("bob", Some("short"))] {
        let error = app.add_user(name, password).await.unwrap_err();
        assert_eq!(error.kind, Kind::Usage, "{name}");
    }
    let anna = app.for_user("anna").await.unwrap();
    assert_ne!(anna.scope(), app.scope());
    assert!(!anna.playbooks().await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_is_disabled_is_out_and_whoever_runs_the_server_stays() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    app.add_user("anna", Some("four words are long")).await.unwrap();
    let cookie =
        app.enter_by_password("anna", "four words are long", "Test").await.unwrap().unwrap();
    assert_eq!(app.signed_in(&cookie).await.unwrap().unwrap().user, "anna");
    app.disable_user("anna", true).await.unwrap();
    assert!(app.signed_in(&cookie).await.unwrap().is_none());
    assert!(!app.is_password("anna", "four words are long").await.unwrap());
    assert_eq!(app.disable_user("me", true).await.unwrap_err().kind, Kind::Refused);
    assert_eq!(app.disable_user("nobody", true).await.unwrap_err().kind, Kind::NotFound);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    let word = app.entry_word("me").await.unwrap();
    let kept = app.enter_by_word(&word, "Kept").await.unwrap().unwrap();
    let word = app.entry_word("me").await.unwrap();
    let other = app.enter_by_word(&word, "Other").await.unwrap().unwrap();
    let keep = app.signed_in(&kept).await.unwrap().unwrap().session;
    app.set_password("me", Some("four words are long"), Some(keep)).await.unwrap();
    assert!(app.signed_in(&kept).await.unwrap().is_some());
    assert!(app.signed_in(&other).await.unwrap().is_none());
}
