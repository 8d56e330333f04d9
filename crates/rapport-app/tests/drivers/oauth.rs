//! Sign-in with a real OAuth provider; its tokens open the real mailbox.

use std::time::Duration;

use rapport_app::clock::Clock;
use rapport_app::driver::Security;
use rapport_app::driver::imap::ImapSession;
use rapport_app::driver::oauth::{
    LoopbackSignIn, OauthError, Provider, RedirectHost, Registration, Tokens, refresh, start_device,
};
use rapport_app::driver::smtp::check_login;
use rapport_sandbox::{MailWorld, OauthMock};
use secrecy::ExposeSecret;

use crate::setting::{LIMIT, server, token};

fn provider(mock: &OauthMock) -> Provider {
    let issuer = mock.issuer();
    Provider {
        name: "Test".to_owned(),
        authorization_url: format!("{issuer}/authorize"),
        token_url: format!("{issuer}/token"),
        device_url: Some(format!("{issuer}/device_authorization")),
        scopes: vec!["mail".to_owned()],
        extra: Vec::new(),
        redirect_host: RedirectHost::Address,
    }
}

fn registration() -> Registration {
    Registration { client_id: "mine".to_owned(), client_secret: Some("hush".into()) }
}

/// The user's browser: follows the provider's redirect back to us.
async fn browse(url: String) -> String {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

async fn opens_the_mailbox(world: &MailWorld, user: &str, tokens: &Tokens) -> bool {
    let login = token(user, tokens.access.expose_secret());
    let reading = server(world.imaps_port, Security::ImplicitTls, login, &world.ca_pem);
    ImapSession::open(&reading).await.is_ok()
}

#[tokio::test]
async fn by_browser_by_code_and_by_refresh_the_tokens_open_the_mailbox() {
    let world = MailWorld::shared();
    let mock = OauthMock::start();
    mock.trusted_by(world);
    let clock = Clock::system();

    let sign_in = LoopbackSignIn::start(&provider(&mock), &registration()).await.unwrap();
    let browser = tokio::spawn(browse(sign_in.url().to_owned()));
    let tokens = sign_in.finish(LIMIT, &clock).await.unwrap();
    assert!(browser.await.unwrap().contains("You are signed in"));
    assert!(tokens.is_fresh(clock.now()));
    assert!(opens_the_mailbox(world, &world.alice, &tokens).await);
    let login = token(&world.alice, tokens.access.expose_secret());
    check_login(&server(world.submission_port, Security::StartTls, login, &world.ca_pem))
        .await
        .unwrap();

    let device = start_device(&provider(&mock), &registration(), &clock).await.unwrap();
    assert!(!device.code().is_empty() && device.page().starts_with("http"));
    assert!(device.expires_at() > clock.now());
    mock.approve_device();
    let tokens = tokio::time::timeout(LIMIT, device.finish(&clock)).await.unwrap().unwrap();
    assert!(opens_the_mailbox(world, &world.alice, &tokens).await);

    let old = mock.refresh_token().into();
    let tokens = refresh(&provider(&mock), &registration(), &old, &clock).await.unwrap();
    assert!(tokens.refresh.is_some(), "the refresh token is kept or replaced");
    assert!(opens_the_mailbox(world, &world.alice, &tokens).await);

    mock.set_lifetime(-60);
    let expired = Tokens { access: mock.access_token().into(), refresh: None, expires_at: None };
    assert!(!opens_the_mailbox(world, &world.alice, &expired).await);
}

#[tokio::test]
async fn refusals_end_in_words() {
    let mock = OauthMock::start();
    let clock = Clock::system();
    let unknown = "no such token".into();
    let error = refresh(&provider(&mock), &registration(), &unknown, &clock).await.unwrap_err();
    assert!(matches!(error, OauthError::SignInAgain { .. }), "{error:?}");
    assert!(error.remedy().contains("sign in again"));
    let good = mock.refresh_token().into();
    mock.refuse_grants(true);
    let error = refresh(&provider(&mock), &registration(), &good, &clock).await.unwrap_err();
    assert!(matches!(error, OauthError::SignInAgain { .. }), "{error:?}");
    mock.refuse_grants(false);

    mock.deny_access(true);
    let device = start_device(&provider(&mock), &registration(), &clock).await.unwrap();
    let error = tokio::time::timeout(LIMIT, device.finish(&clock)).await.unwrap().unwrap_err();
    assert_eq!(error, OauthError::Denied);
    mock.deny_access(false);

    let mut nowhere = provider(&mock);
    nowhere.device_url = None;
    let error = start_device(&nowhere, &registration(), &clock).await.unwrap_err();
    assert_eq!(error, OauthError::NoDeviceCode);
    nowhere.token_url = "http://127.0.0.1:1/token".to_owned();
    let error = refresh(&nowhere, &registration(), &good, &clock).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    nowhere.token_url = "http://id.example/token".to_owned();
    let error = refresh(&nowhere, &registration(), &good, &clock).await.unwrap_err();
    assert!(matches!(error, OauthError::UnusableEndpoint { .. }), "{error:?}");
}

#[tokio::test]
async fn a_visit_with_a_wrong_state_changes_nothing() {
    let mock = OauthMock::start();
    let clock = Clock::system();
    let sign_in = LoopbackSignIn::start(&provider(&mock), &registration()).await.unwrap();
    let url = url::Url::parse(sign_in.url()).unwrap();
    let redirect = url
        .query_pairs()
        .find_map(|(name, value)| (name == "redirect_uri").then(|| value.into_owned()))
        .unwrap();
    let forger = tokio::spawn(browse(format!("{redirect}?code=forged&state=guessed")));
    let error = sign_in.finish(Duration::from_millis(700), &clock).await.unwrap_err();
    assert!(matches!(error, OauthError::NobodyCame(_)), "{error:?}");
    assert!(forger.await.unwrap().contains("Nothing here"));
    assert_eq!(mock.requests(), "[]", "the forged code was never shown to the provider");
}
