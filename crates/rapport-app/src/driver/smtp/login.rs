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
            dialogue(connection, server, vec![line, Zeroizing::new("\r\n".to_owned())]).await
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
    Err(Unopened::Setback(Setback::Lost { stage: Stage::Login, detail }))
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
    if names.is_empty() { "none of ours".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests;
