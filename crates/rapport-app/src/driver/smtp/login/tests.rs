//! Tests of `login`.

use std::net::Ipv4Addr;

use lettre::transport::smtp::extension::ClientId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::super::super::Security;
use super::super::super::wire::Wire;
use super::*;

/// Logs in to a server that offers `offer` and gives the answers of `script`, one for
/// each line; answers the outcome and the lines after EHLO.
async fn against(login: Login, offer: &str, script: &[&str]) -> (Result<(), Unopened>, String) {
    let (near, mut far) = tokio::io::duplex(4096);
    let mut answers = format!("220 hello\r\n250-here\r\n250 {offer}\r\n");
    for answer in script {
        answers.push_str(&format!("{answer}\r\n"));
    }
    far.write_all(answers.as_bytes()).await.unwrap();
    let wire = Box::new(Wire::new(near));
    let name = ClientId::Ipv4(Ipv4Addr::LOCALHOST);
    let mut connection = AsyncSmtpConnection::connect_with_transport(wire, &name).await.unwrap();
    let server = MailServer::new("mail.example", 465, Security::ImplicitTls, login);
    let outcome = log_in(&mut connection, &server).await;
    drop(connection);
    let mut said = String::new();
    far.read_to_string(&mut said).await.unwrap();
    (outcome, said.split_once("\r\n").unwrap().1.to_owned())
}

fn password() -> Login {
    Login::Password { user: "u".into(), secret: "p".into() }
}

fn token() -> Login {
    Login::Token { user: "u".into(), access_token: "t".into() }
}

#[tokio::test]
async fn a_password_goes_by_plain_and_by_login_where_there_is_no_plain() {
    let (outcome, said) = against(password(), "AUTH LOGIN PLAIN", &["235 in"]).await;
    assert!(outcome.is_ok());
    assert_eq!(said, "AUTH PLAIN AHUAcA==\r\n");
    let script = ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 in"];
    let (outcome, said) = against(password(), "AUTH LOGIN", &script).await;
    assert!(outcome.is_ok());
    assert_eq!(said, "AUTH LOGIN\r\ndQ==\r\ncA==\r\n");
}

#[tokio::test]
async fn a_refused_token_is_explained_after_an_empty_line() {
    let script = ["334 eyJzdGF0dXMiOiI0MDAifQ==", "535 5.7.8 expired"];
    let (outcome, said) = against(token(), "AUTH XOAUTH2", &script).await;
    assert!(said.ends_with("\r\n\r\n"), "{said:?}");
    let Err(Unopened::Connect(ConnectError::Login { refusal, .. })) = outcome else {
        panic!("no login error");
    };
    assert_eq!(refusal.answer, "535 5.7.8 expired");
    assert!(refusal.with_token);
}

#[tokio::test]
async fn a_server_that_knows_no_way_of_ours_hears_no_secret() {
    for (login, offer) in [(token(), "AUTH PLAIN LOGIN"), (password(), "AUTH GSSAPI XOAUTH2")] {
        let (outcome, said) = against(login, offer, &[]).await;
        assert!(matches!(outcome, Err(Unopened::Connect(ConnectError::NoMechanism { .. }))));
        assert_eq!(said, "");
    }
}

#[tokio::test]
async fn a_server_that_asks_for_ever_is_given_up() {
    let script = ["334 ", "334 ", "334 ", "334 "];
    let (outcome, _) = against(password(), "AUTH LOGIN", &script).await;
    assert!(matches!(outcome, Err(Unopened::Setback(Setback::Lost { .. }))));
}

#[test]
fn responses_are_encoded_as_documented() {
    assert_eq!(encode("AUTH PLAIN ", "\0u\0p").as_str(), "AUTH PLAIN AHUAcA==\r\n");
    assert_eq!(xoauth2("u", "t").as_str(), "user=u\u{1}auth=Bearer t\u{1}\u{1}");
}
