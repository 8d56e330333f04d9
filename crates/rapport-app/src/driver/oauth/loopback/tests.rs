//! Tests of `loopback`.

use super::*;
use proptest::prelude::*;

#[test]
fn only_the_right_state_brings_a_code() {
    let visit = |target: &str| read_visit(&format!("GET {target} HTTP/1.1\r\n\r\n"), "s1");
    assert_eq!(visit("/?code=c%2F1&state=s1"), Visit::Code("c/1".to_owned()));
    assert_eq!(visit("/?error=access_denied&state=s1"), Visit::Refused("access_denied".into()));
    for other in [
        "/?code=c",
        "/?code=c&state=s2",
        "/favicon.ico",
        "/x?code=c&state=s1",
        "/?state=s1",
        "/?code=&state=s1",
        "http://elsewhere.example/?code=c&state=s1",
    ] {
        assert_eq!(visit(other), Visit::Other, "{other}");
    }
    assert_eq!(read_visit("POST /?code=c&state=s1 HTTP/1.1\r\n\r\n", "s1"), Visit::Other);
}

#[tokio::test]
async fn the_address_carries_challenge_state_and_redirect() {
    let registration = Registration { client_id: "me".into(), client_secret: None };
    let sign_in = LoopbackSignIn::start(&Provider::google(), &registration).await.unwrap();
    let url = Url::parse(sign_in.url()).unwrap();
    let value = |wanted: &str| {
        url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    assert_eq!(value("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(value("code_challenge").unwrap().len(), 43);
    assert_eq!(value("access_type").as_deref(), Some("offline"));
    assert_eq!(value("scope").as_deref(), Some("https://mail.google.com/"));
    assert!(value("redirect_uri").unwrap().starts_with("http://127.0.0.1:"));
    assert_eq!(value("state").as_deref(), Some(sign_in.state.secret().as_str()));
}

#[tokio::test]
async fn nobody_coming_ends_in_words() {
    let registration = Registration { client_id: "me".into(), client_secret: None };
    let sign_in = LoopbackSignIn::start(&Provider::google(), &registration).await.unwrap();
    let clock = Clock::system();
    let error = sign_in.finish(Duration::from_millis(20), &clock).await.unwrap_err();
    assert!(matches!(error, OauthError::NobodyCame(_)), "{error}");
}

proptest! {
    #[test]
    fn any_request_is_read_without_a_panic(head: String) {
        prop_assert_eq!(read_visit(&head, "never guessed"), Visit::Other);
    }
}
