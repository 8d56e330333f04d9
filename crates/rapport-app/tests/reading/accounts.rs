//! Connecting, refusing, listing, removing.

use std::sync::Mutex;

use rapport_app::app::{App, Mode};
use rapport_app::clock::Clock;
use rapport_app::error::Kind;
use rapport_app::input::{AccountInput, LoginInput};
use rapport_sandbox::MailWorld;

use crate::setting::{Installation, account, dana};

#[tokio::test]
async fn a_true_round_trip_connects_by_implicit_tls_and_by_starttls() {
    let world = MailWorld::shared();
    let user = world.new_user("connector", "alpha.test");
    let mut installation = Installation::new(Clock::system()).await;
    installation.app.met(dana()).await.unwrap();
    assert_eq!(installation.app.mode(), Mode::Practice);
    let starttls = AccountInput {
        submission: Some(format!("localhost:{}:starttls", world.submission_port)),
        imap: Some(format!("localhost:{}:starttls", world.imap_port)),
        untested: false,
        ..account(world, &user)
    };
    let implicit = AccountInput { untested: false, ..account(world, &user) };
    for (connected, input) in [starttls, implicit].into_iter().enumerate() {
        let told = Mutex::new(Vec::new());
        let view = installation
            .app
            .add_account(input, &|sentence| told.lock().unwrap().push(sentence.to_owned()))
            .await
            .unwrap();
        let told = told.into_inner().unwrap().join("\n");
        assert!(told.contains("logged in as") && told.contains("arrived in INBOX after"), "{told}");
        assert_eq!(view.address, user.address);
        assert_eq!(view.mailboxes, ["INBOX: not read yet", "Sent: not read yet"]);
        assert_eq!(world.messages_in(&user.address, "INBOX").len(), connected + 1);
    }
    assert_eq!(
        installation.app.accounts().await.unwrap().len(),
        1,
        "the same account, connected anew"
    );

    installation.reopen().await;
    assert_eq!(installation.app.mode(), Mode::Real);
    let me = installation.app.me().await.unwrap();
    assert_eq!(me.address.as_deref(), Some(user.address.as_str()));
    let contacts = installation.app.contacts(None).await.unwrap();
    assert_eq!(contacts.len(), 1, "people came along from practice mode");
    let (store, scope) = installation.store().await;
    assert!(store.live_follow_ups(&scope).await.unwrap().is_empty(), "follow-ups did not");
    store.close().await;

    installation.app.close().await;
    for entry in std::fs::read_dir(installation.folder.path()).unwrap().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        let shown = bytes.windows(user.password.len()).any(|part| part == user.password.as_bytes());
        assert!(!shown, "the password lies open in {}", entry.path().display());
    }
}

#[tokio::test]
async fn a_login_that_is_refused_stores_nothing() {
    let world = MailWorld::shared();
    let user = world.new_user("mistyped", "alpha.test");
    let installation = Installation::new(Clock::system()).await;
    let wrong = || LoginInput::Password("wrong".to_owned());
    for untested in [false, true] {
        let input = AccountInput { login: wrong(), untested, ..account(world, &user) };
        let error = installation.app.add_account(input, &|_| {}).await.unwrap_err();
        assert_eq!(error.kind, Kind::Denied, "{error:?}");
        assert!(error.what.contains("refused the login of mistyped@alpha.test"), "{error:?}");
        assert!(error.hints[0].contains("check the login name and the password"), "{error:?}");
    }
    let closed = AccountInput {
        imap: Some("localhost:1:tls".to_owned()),
        untested: false,
        ..account(world, &user)
    };
    let error = installation.app.add_account(closed, &|_| {}).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unavailable, "{error:?}");
    assert!(error.hints[0].contains("port"), "{error:?}");
    assert!(installation.app.accounts().await.unwrap().is_empty());
    assert!(world.messages(&user.address).is_empty());
}

#[tokio::test]
async fn an_account_is_tested_stopped_resumed_and_removed() {
    let world = MailWorld::shared();
    let user = world.new_user("keeper", "alpha.test");
    let installation = Installation::connected(Clock::system(), account(world, &user)).await;
    let app = &installation.app;
    app.test_account("Keeper@alpha.test", &|_| {}).await.unwrap();
    assert_eq!(world.messages_in(&user.address, "INBOX").len(), 1);

    let (store, scope) = installation.store().await;
    let id = store.accounts(&scope).await.unwrap()[0].id;
    store.pause_account(&scope, id, Some("the provider's limit")).await.unwrap();
    assert_eq!(app.accounts().await.unwrap()[0].paused.as_deref(), Some("the provider's limit"));
    app.resume_account(&user.address).await.unwrap();
    assert_eq!(app.accounts().await.unwrap()[0].paused, None);

    app.remove_account(&user.address).await.unwrap();
    assert!(app.accounts().await.unwrap().is_empty());
    assert!(store.mailboxes(&scope).await.unwrap().is_empty());
    let error = app.remove_account(&user.address).await.unwrap_err();
    assert_eq!(error.kind, Kind::NotFound);
}

#[test]
fn presets_say_what_a_provider_needs() {
    let gmail = App::presets("dana@gmail.com").unwrap();
    assert!(gmail.contains("imap.gmail.com:993") && gmail.contains("app password"), "{gmail}");
    assert!(App::presets("acme.example").is_none());
}
