//! From a fresh connection to a logged-in session.
//!
//! The greeting and the first CAPABILITY are read by hand: async-imap cannot list capabilities
//! before login, and trying mechanisms one after the other would count as failed logins with
//! the provider.

use async_imap::error::Error;
use async_imap::{Authenticator, Client, Session};
use secrecy::ExposeSecret;
use tokio::io::AsyncWriteExt;
use zeroize::Zeroizing;

use super::super::connect::{ConnectError, LoginRefused};
use super::super::starttls::read_line;
use super::super::wire::Wire;
use super::super::{Login, MailServer, Security};

/// Longest capability answer, in lines.
const MOST_LINES: usize = 50;

pub(super) async fn log_in(
    mut wire: Wire,
    server: &MailServer,
) -> Result<Session<Wire>, ConnectError> {
    if server.security == Security::ImplicitTls {
        read_greeting(&mut wire, server).await?;
    }
    let offered = ask_capabilities(&mut wire).await.map_err(|error| lost(server, &error))?;
    let offers = |word: &str| offered.split_ascii_whitespace().any(|one| one == word);
    let client = Client::new(wire);
    let ended = match &server.login {
        Login::Token { user, access_token } if offers("AUTH=XOAUTH2") => {
            let token = access_token.expose_secret();
            let response = super::super::smtp::login::xoauth2(user, token);
            client.authenticate("XOAUTH2", Once(Some(response))).await
        }
        // AUTHENTICATE carries any password; a quoted string of LOGIN only ASCII.
        Login::Password { user, secret } if offers("AUTH=PLAIN") => {
            let response = Zeroizing::new(format!("\0{user}\0{}", secret.expose_secret()));
            client.authenticate("PLAIN", Once(Some(response))).await
        }
        Login::Password { user, secret } if !offers("LOGINDISABLED") => {
            client.login(user, secret.expose_secret()).await
        }
        login => {
            return Err(ConnectError::NoMechanism {
                host: server.host.clone(),
                offered: offered
                    .split_ascii_whitespace()
                    .filter(|word| word.starts_with("AUTH=") || *word == "LOGINDISABLED")
                    .collect::<Vec<_>>()
                    .join(", "),
                with_token: matches!(login, Login::Token { .. }),
            });
        }
    };
    ended.map_err(|(error, _client)| refused(server, &error))
}

async fn read_greeting(wire: &mut Wire, server: &MailServer) -> Result<(), ConnectError> {
    let greeting = read_line(wire).await.map_err(|error| lost(server, &error))?;
    let host = server.host.clone();
    let word = greeting.strip_prefix("* ").and_then(|rest| rest.split_ascii_whitespace().next());
    match word.map(str::to_ascii_uppercase).as_deref() {
        Some("OK") => Ok(()),
        Some("BYE") => Err(ConnectError::TurnedAway { host, answer: greeting }),
        _ => Err(ConnectError::NotAMailServer { host, port: server.port, answer: greeting }),
    }
}

/// The capabilities before login, in upper case, in one line.
async fn ask_capabilities(wire: &mut Wire) -> std::io::Result<String> {
    wire.write_all(b"c1 CAPABILITY\r\n").await?;
    wire.flush().await?;
    let mut offered = String::new();
    for _ in 0..MOST_LINES {
        let line = read_line(wire).await?.to_ascii_uppercase();
        if line.starts_with("C1 ") {
            return Ok(offered);
        }
        if let Some(list) = line.strip_prefix("* CAPABILITY ") {
            offered = list.to_owned();
        }
    }
    Err(std::io::Error::other("no end to the list of capabilities"))
}

/// A SASL response that is given once; a further challenge explains a refusal and gets an
/// empty line.
struct Once(Option<Zeroizing<String>>);

impl Authenticator for Once {
    type Response = Zeroizing<Vec<u8>>;

    fn process(&mut self, _challenge: &[u8]) -> Self::Response {
        let response = self.0.take();
        Zeroizing::new(response.map(|text| text.as_bytes().to_vec()).unwrap_or_default())
    }
}

fn refused(server: &MailServer, error: &Error) -> ConnectError {
    let host = server.host.clone();
    match error {
        Error::No(text) | Error::Bad(text) => {
            let answer = words(text);
            // RFC 5530: the server cannot check passwords just now.
            if ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]"].iter().any(|code| answer.contains(code)) {
                return ConnectError::TurnedAway { host, answer: format!("* NO {answer}") };
            }
            ConnectError::Login {
                host,
                refusal: LoginRefused {
                    user: server.login.user().to_owned(),
                    answer,
                    with_token: matches!(server.login, Login::Token { .. }),
                },
            }
        }
        Error::Validate(_) => ConnectError::Login {
            host,
            refusal: LoginRefused {
                user: server.login.user().to_owned(),
                answer: "name or password contains a line break".to_owned(),
                with_token: false,
            },
        },
        Error::Io(error) => lost(server, error),
        _ => ConnectError::Lost { host, detail: "the server hung up".to_owned() },
    }
}

/// The server's words inside async-imap's `code: …, info: Some("…")`.
fn words(text: &str) -> String {
    let inner = text.split_once("info: Some(\"").map_or(text, |(_, rest)| rest);
    let inner = inner.strip_suffix("\")").unwrap_or(inner);
    inner.chars().filter(|letter| !letter.is_control()).take(500).collect()
}

fn lost(server: &MailServer, error: &std::io::Error) -> ConnectError {
    ConnectError::Lost { host: server.host.clone(), detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_words_are_found() {
        let text = "code: None, info: Some(\"[AUTHENTICATIONFAILED] Authentication failed.\")";
        assert_eq!(words(text), "[AUTHENTICATIONFAILED] Authentication failed.");
        assert_eq!(words("plain"), "plain");
    }

    #[test]
    fn a_response_is_given_once() {
        let mut once = Once(Some(Zeroizing::new("secret".to_owned())));
        assert_eq!(*once.process(b""), b"secret");
        assert!(once.process(b"{}").is_empty());
    }
}
