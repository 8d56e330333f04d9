//! AUTH (RFC 4954): XOAUTH2 for tokens; PLAIN, or LOGIN where there is no PLAIN, for passwords.
//!
//! The connection is always encrypted here. Done with our own commands, because lettre takes
//! the challenge with which a server explains a refused token for a mistake of the caller.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use secrecy::ExposeSecret;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::super::connect::{ConnectError, LoginRefused};
use super::super::{Login, MailServer};
use super::outcome::Setback;
use super::refusal::Stage;
use super::{Unopened, code};

/// Logs in with what the account has and the server takes.
pub(super) async fn log_in(
    connection: &mut AsyncSmtpConnection,
    server: &MailServer,
) -> Result<(), Unopened> {
    let offers = |mechanism| connection.server_info().supports_auth_mechanism(mechanism);
    match &server.login {
        Login::Token { user, access_token } if offers(Mechanism::Xoauth2) => {
            let token = access_token.expose_secret();
            let line = encode("AUTH XOAUTH2 ", &xoauth2(user, token));
            // A refused token is explained in a challenge, to be answered by an empty line.
            dialogue(
                connection,
                server,
                vec![line, Zeroizing::new("\r\n".to_owned())],
            )
            .await
        }
        Login::Password { user, secret } if offers(Mechanism::Plain) => {
            let plain = Zeroizing::new(format!("\0{user}\0{}", secret.expose_secret()));
            dialogue(connection, server, vec![encode("AUTH PLAIN ", &plain)]).await
        }
        Login::Password { user, secret } if offers(Mechanism::Login) => {
            let lines = vec![
                Zeroizing::new("AUTH LOGIN\r\n".to_owned()),
                encode("", user),
                encode("", secret.expose_secret()),
            ];
            dialogue(connection, server, lines).await
        }
        login => Err(Unopened::Connect(ConnectError::NoMechanism {
            host: server.host.clone(),
            offered: offered(connection),
            with_token: matches!(login, Login::Token { .. }),
        })),
    }
}

/// The SASL response of XOAUTH2, as Google and Microsoft document it.
pub(in crate::driver) fn xoauth2(user: &str, token: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("user={user}\x01auth=Bearer {token}\x01\x01"))
}

/// Sends line after line as long as the server asks for more.
async fn dialogue(
    connection: &mut AsyncSmtpConnection,
    server: &MailServer,
    lines: Vec<Zeroizing<String>>,
) -> Result<(), Unopened> {
    let waited = server.deadlines.command;
    for line in lines {
        match timeout(waited, connection.command(line.as_str())).await {
            Ok(Ok(response)) if code(&response) / 100 == 2 => return Ok(()),
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                return Err(refused(server, Setback::from_error(Stage::Login, &error)));
            }
            Err(_) => {
                let stage = Stage::Login;
                return Err(Unopened::Setback(Setback::Stalled { stage, waited }));
            }
        }
    }
    let detail = "the server asked for more than the login has".to_owned();
    Err(Unopened::Setback(Setback::Lost {
        stage: Stage::Login,
        detail,
    }))
}

fn refused(server: &MailServer, setback: Setback) -> Unopened {
    match setback {
        Setback::Refused(refusal) if refusal.is_permanent() => {
            Unopened::Connect(ConnectError::Login {
                host: server.host.clone(),
                refusal: LoginRefused {
                    user: server.login.user().to_owned(),
                    answer: refusal.answer(),
                    with_token: matches!(server.login, Login::Token { .. }),
                },
            })
        }
        setback => Unopened::Setback(setback),
    }
}

fn encode(verb: &str, response: &str) -> Zeroizing<String> {
    let encoded = Zeroizing::new(STANDARD.encode(response));
    Zeroizing::new(format!("{verb}{}\r\n", encoded.as_str()))
}

/// Which of the mechanisms that lettre knows the server has, for the error's sentence.
fn offered(connection: &AsyncSmtpConnection) -> String {
    let known = [Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2];
    let names: Vec<_> = known
        .into_iter()
        .filter(|mechanism| connection.server_info().supports_auth_mechanism(*mechanism))
        .map(|mechanism| mechanism.to_string())
        .collect();
    if names.is_empty() {
        "none of ours".to_owned()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
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
        let mut connection = AsyncSmtpConnection::connect_with_transport(wire, &name)
            .await
            .unwrap();
        let server = MailServer::new("mail.example", 465, Security::ImplicitTls, login);
        let outcome = log_in(&mut connection, &server).await;
        drop(connection);
        let mut said = String::new();
        far.read_to_string(&mut said).await.unwrap();
        (outcome, said.split_once("\r\n").unwrap().1.to_owned())
    }

    fn password() -> Login {
        Login::Password {
            user: "u".into(),
            secret: "p".into(),
        }
    }

    fn token() -> Login {
        Login::Token {
            user: "u".into(),
            access_token: "t".into(),
        }
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
        for (login, offer) in [
            (token(), "AUTH PLAIN LOGIN"),
            (password(), "AUTH GSSAPI XOAUTH2"),
        ] {
            let (outcome, said) = against(login, offer, &[]).await;
            assert!(matches!(
                outcome,
                Err(Unopened::Connect(ConnectError::NoMechanism { .. }))
            ));
            assert_eq!(said, "");
        }
    }

    #[tokio::test]
    async fn a_server_that_asks_for_ever_is_given_up() {
        let script = ["334 ", "334 ", "334 ", "334 "];
        let (outcome, _) = against(password(), "AUTH LOGIN", &script).await;
        assert!(matches!(
            outcome,
            Err(Unopened::Setback(Setback::Lost { .. }))
        ));
    }

    #[test]
    fn responses_are_encoded_as_documented() {
        assert_eq!(
            encode("AUTH PLAIN ", "\0u\0p").as_str(),
            "AUTH PLAIN AHUAcA==\r\n"
        );
        assert_eq!(
            xoauth2("u", "t").as_str(),
            "user=u\u{1}auth=Bearer t\u{1}\u{1}"
        );
    }
}
