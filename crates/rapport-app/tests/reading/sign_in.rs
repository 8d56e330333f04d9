//! Sign-in with a provider: connected by browser, renewed when the token ends, stopped when the
//! provider wants to see the user again.

use rapport_app::clock::Clock;
use rapport_app::error::Kind;
use rapport_app::input::{AccountInput, LoginInput};
use rapport_sandbox::{MailWorld, OauthMock};

use crate::setting::{Installation, LIMIT, account};

/// Signs in as the user's browser would: follows the page that is shown.
async fn add(installation: &Installation, input: AccountInput) {
    let open = |sentence: &str| {
        let Some((_, url)) = sentence.split_once("in the browser of this machine: ") else {
            return;
        };
        let url = url.to_owned();
        tokio::spawn(async move {
            let _ = rustls::crypto::ring::default_provider().install_default();
            reqwest::get(url).await.unwrap().text().await.unwrap()
        });
    };
    installation.app.add_account(input, &open).await.unwrap();
}

#[tokio::test]
async fn a_token_is_renewed_by_itself_and_a_dead_sign_in_stops_the_account() {
    let world = MailWorld::shared();
    let user = world.new_user("signer", "alpha.test");
    let mock = OauthMock::start();
    mock.trusted_by(world);
    mock.set_user(&user.address);
    let input = AccountInput {
        login: LoginInput::SignIn {
            client_id: "mine".to_owned(),
            client_secret: Some("hush".to_owned()),
            device: false,
        },
        provider: Some(mock.issuer()),
        ..account(world, &user)
    };
    let mut installation = Installation::new(Clock::system()).await;
    // So short-lived that it has ended before it is used a second time.
    mock.set_lifetime(61);
    add(&installation, input.clone()).await;
    installation.reopen().await;
    assert_eq!(installation.app.accounts().await.unwrap()[0].login, "sign-in");

    mock.set_lifetime(1);
    let (store, scope) = installation.store().await;
    let before = store.accounts(&scope).await.unwrap()[0].secrets.clone();
    let renewed = async {
        while !mock.requests().contains("refresh_token") {
            installation.app.collect().await.unwrap();
        }
    };
    tokio::time::timeout(LIMIT, renewed)
        .await
        .expect("the token ends after a second and is renewed");
    let after = store.accounts(&scope).await.unwrap()[0].secrets.clone();
    assert_ne!(before, after, "the renewed token is stored");
    mock.set_lifetime(3600);
    let collected = installation.app.collect().await.unwrap();
    assert_eq!(collected.errors, Vec::<String>::new(), "the renewed token opens the mailbox");

    // The long-lived one is thrown away by signing in anew with a short one, then access ends.
    mock.set_lifetime(1);
    add(&installation, input.clone()).await;
    mock.refuse_grants(true);
    let collected = installation.app.collect().await.unwrap();
    assert!(collected.errors[0].contains("sign in again"), "{collected:?}");
    let paused = installation.app.accounts().await.unwrap()[0].paused.clone().unwrap();
    assert!(paused.starts_with("sign in again"), "{paused}");
    let asked = mock.requests();
    installation.app.collect().await.unwrap();
    assert_eq!(mock.requests(), asked, "nobody is asked again before the user has signed in");
    let error = installation.app.test_account(&user.address, &|_| {}).await.unwrap_err();
    assert_eq!(error.kind, Kind::Denied);
    assert!(error.hints[0].contains("rapport account add"), "{error:?}");

    mock.refuse_grants(false);
    mock.set_lifetime(3600);
    add(&installation, input).await;
    assert_eq!(installation.app.accounts().await.unwrap()[0].paused, None);
    assert_eq!(installation.app.collect().await.unwrap().errors, Vec::<String>::new());
}
