//! Submission (RFC 6409): one message to one recipient on one connection.
//!
//! [`deliver`] holds the point of no return. The server's 354 is the last answer before the
//! message itself; then the caller's `commit` runs, and only if it says yes does the first
//! byte of the body leave. What is lost before that is deferred and may be tried again; what
//! is lost after it is uncertain and must not be, because nobody knows whether the server has
//! the message. A clear answer to the body, be it yes or no, is never uncertain.
//!
//! lettre's connection speaks the commands and does the dot-stuffing (RFC 5321, section
//! 4.5.2). Logging in is our own (`login`): XOAUTH2 for tokens, PLAIN and LOGIN for
//! passwords. There is no SCRAM: lettre has none, and inside TLS PLAIN gives nothing away that
//! the server does not store anyway.
//!
//! What is not here: building the message, retries, pacing, the copy in Sent.

pub(super) mod login;
mod outcome;
mod refusal;

use std::future::Future;
use std::net::Ipv4Addr;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

pub use outcome::{Delivery, Doubt, Setback};
pub use refusal::{Refusal, Stage, Whose};

use super::connect::{self, ConnectError};
use super::starttls::Protocol;
use super::{MailServer, Security};

/// How long a server may take to say goodbye; the outcome is known by then.
const FAREWELL: Duration = Duration::from_secs(2);

/// Hands one message to the submission server for one recipient.
///
/// `message` are the finished bytes, lines ended by CRLF. `commit` is called at most once,
/// after the server's 354 and before the first byte of the body; when it answers `false` the
/// connection is cut without one byte of the message. It is never cut short by a deadline,
/// because half a commit would be worse than a late one.
pub async fn deliver<F, Fut>(
    server: &MailServer,
    envelope_from: &str,
    recipient: &str,
    message: &[u8],
    commit: F,
) -> Delivery
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = bool>,
{
    let envelope = match Envelope::new(envelope_from, recipient, message) {
        Ok(envelope) => envelope,
        Err(why) => return Delivery::Failed { why },
    };
    let mut connection = match open(server).await {
        Ok(connection) => connection,
        Err(Unopened::Connect(why)) => return Delivery::NoConnection { why },
        Err(Unopened::Setback(why)) => return Delivery::Deferred { why },
    };
    if let Err(stopped) = announce(&mut connection, &envelope, server.deadlines.command).await {
        // A server that hung up or fell silent would only cost more time.
        if !matches!(
            stopped,
            Delivery::Deferred { why: Setback::Lost { .. } | Setback::Stalled { .. } }
        ) {
            farewell(&mut connection).await;
        }
        return stopped;
    }
    if !commit().await {
        // The server waits for the message now: a QUIT would be taken for its first line.
        // Closing without the final dot makes it forget the whole (RFC 5321, section 4.1.1.5).
        drop(connection);
        return Delivery::Withheld;
    }
    let delivery = hand_over(&mut connection, message, server.deadlines.body).await;
    if !matches!(delivery, Delivery::Uncertain { .. }) {
        farewell(&mut connection).await;
    }
    delivery
}

/// Connects, logs in and leaves: whether this account could send.
///
/// # Errors
///
/// The same reasons for which [`deliver`] would not get to the message.
pub async fn check_login(server: &MailServer) -> Result<(), ConnectError> {
    let host = server.host.clone();
    match open(server).await {
        Ok(mut connection) => {
            farewell(&mut connection).await;
            Ok(())
        }
        Err(Unopened::Connect(why)) => Err(why),
        Err(Unopened::Setback(Setback::Refused(refusal))) => {
            Err(ConnectError::TurnedAway { host, answer: refusal.answer() })
        }
        Err(Unopened::Setback(Setback::Lost { detail, .. })) => {
            Err(ConnectError::Lost { host, detail })
        }
        Err(Unopened::Setback(Setback::Stalled { waited, .. })) => {
            Err(ConnectError::TimedOut { host, waiting_for: "the login", waited })
        }
    }
}

/// What is checked before dialling.
struct Envelope {
    from: Address,
    recipient: Address,
    /// The message holds bytes beyond ASCII.
    eight_bit: bool,
}

impl Envelope {
    fn new(from: &str, recipient: &str, message: &[u8]) -> Result<Self, Refusal> {
        let own = |whose, text: String| Refusal::our_own(Stage::BeforeDialling, whose, text);
        let from = from.parse().map_err(|_| {
            own(Whose::OurSide, format!("the sender address {from} is not an address"))
        })?;
        let recipient = recipient.parse().map_err(|_| {
            own(Whose::Recipient, format!("the address {recipient} is not an address"))
        })?;
        // Servers disagree about a lone CR or LF, which lets a second message hide inside one
        // ("SMTP smuggling"); RFC 5321, section 2.3.8, forbids sending any.
        if has_bare_line_end(message) {
            let text = "the message has line ends other than CRLF".to_owned();
            return Err(own(Whose::Content, text));
        }
        Ok(Self { from, recipient, eight_bit: !message.is_ascii() })
    }
}

fn has_bare_line_end(message: &[u8]) -> bool {
    message.iter().enumerate().any(|(at, byte)| match byte {
        b'\n' => at == 0 || message[at - 1] != b'\r',
        b'\r' => message.get(at + 1) != Some(&b'\n'),
        _ => false,
    })
}

/// Why there is no logged-in connection.
enum Unopened {
    Connect(ConnectError),
    Setback(Setback),
}

/// A connection that is encrypted, greeted and logged in.
async fn open(server: &MailServer) -> Result<AsyncSmtpConnection, Unopened> {
    let wire = match connect::dial(server, Protocol::Smtp).await {
        Ok(wire) => wire,
        Err(ConnectError::TurnedAway { answer, .. }) if answer.starts_with('4') => {
            let refusal = Refusal::from_answer(Stage::Greeting, &answer);
            return Err(Unopened::Setback(Setback::Refused(refusal)));
        }
        Err(why) => return Err(Unopened::Connect(why)),
    };
    let wire = match server.security {
        Security::ImplicitTls => wire,
        Security::StartTls => wire.replaying(b"220 greeted before STARTTLS\r\n".to_vec()),
    };
    // An address literal is what a client without a public name gives (RFC 5321, section
    // 4.1.4), and the loopback one tells nobody the name of the user's machine.
    let name = ClientId::Ipv4(Ipv4Addr::LOCALHOST);
    let wait = server.deadlines.command;
    let greeted = AsyncSmtpConnection::connect_with_transport(Box::new(wire), &name);
    let mut connection = match timeout(wait, greeted).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return Err(not_greeted(server, &error)),
        Err(_) => {
            return Err(Unopened::Connect(connect::stalled(server, "a greeting", wait)));
        }
    };
    match login::log_in(&mut connection, server).await {
        Ok(()) => Ok(connection),
        Err(unopened) => {
            if matches!(unopened, Unopened::Connect(_)) {
                farewell(&mut connection).await;
            }
            Err(unopened)
        }
    }
}

fn not_greeted(server: &MailServer, error: &SmtpError) -> Unopened {
    let setback = Setback::from_error(Stage::Greeting, error);
    match setback {
        Setback::Refused(refusal) if refusal.is_permanent() => {
            let answer = refusal.answer();
            Unopened::Connect(ConnectError::TurnedAway { host: server.host.clone(), answer })
        }
        setback => Unopened::Setback(setback),
    }
}

/// MAIL, RCPT and DATA: everything up to the server's 354.
async fn announce(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
    wait: Duration,
) -> Result<(), Delivery> {
    let parameters = mail_parameters(connection, envelope)?;
    let mail = Mail::new(Some(envelope.from.clone()), parameters).to_string();
    command(connection, Stage::Sender, mail, 2, wait).await?;
    let rcpt = Rcpt::new(envelope.recipient.clone(), Vec::new()).to_string();
    command(connection, Stage::Recipient, rcpt, 2, wait).await?;
    command(connection, Stage::Data, Data.to_string(), 3, wait).await
}

fn mail_parameters(
    connection: &AsyncSmtpConnection,
    envelope: &Envelope,
) -> Result<Vec<MailParameter>, Delivery> {
    let offers = |extension| connection.server_info().supports_feature(extension);
    let mut parameters = Vec::new();
    let addresses = [&envelope.from, &envelope.recipient];
    if addresses.iter().any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
        if !offers(Extension::SmtpUtfEight) {
            let text = "the mail server takes no addresses with letters beyond ASCII".to_owned();
            let why = Refusal::our_own(Stage::Sender, Whose::OurSide, text);
            return Err(Delivery::Failed { why });
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if envelope.eight_bit {
        if !offers(Extension::EightBitMime) {
            let text = "the mail server takes no messages with letters beyond ASCII".to_owned();
            let why = Refusal::our_own(Stage::Sender, Whose::Content, text);
            return Err(Delivery::Failed { why });
        }
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(parameters)
}

/// One command and its answer, which must begin with the digit `wanted`.
async fn command(
    connection: &mut AsyncSmtpConnection,
    stage: Stage,
    line: String,
    wanted: u16,
    wait: Duration,
) -> Result<(), Delivery> {
    match timeout(wait, connection.command(line)).await {
        Ok(Ok(response)) if code(&response) / 100 == wanted => Ok(()),
        Ok(Ok(response)) => {
            let detail = format!("unexpected answer {}", code(&response));
            Err(Delivery::Deferred { why: Setback::Lost { stage, detail } })
        }
        Ok(Err(error)) => Err(match Setback::from_error(stage, &error) {
            Setback::Refused(why) if why.is_permanent() => Delivery::Failed { why },
            why => Delivery::Deferred { why },
        }),
        Err(_) => Err(Delivery::Deferred { why: Setback::Stalled { stage, waited: wait } }),
    }
}

/// The body and the final answer: from here on a loss is uncertain.
async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    message: &[u8],
    wait: Duration,
) -> Delivery {
    // lettre ends the body with a line end of its own.
    let body = message.strip_suffix(b"\r\n").unwrap_or(message);
    match timeout(wait, connection.message(body)).await {
        Ok(Ok(response)) if code(&response) / 100 == 2 => {
            let text: Vec<_> = response.message().collect();
            let response = format!("{} {}", code(&response), text.join(" "));
            Delivery::Accepted { response: refusal::printable(&response) }
        }
        Ok(Ok(response)) => {
            let detail = format!("unexpected answer {}", code(&response));
            Delivery::Uncertain { why: Doubt::Lost { detail } }
        }
        Ok(Err(error)) => match Setback::from_error(Stage::Body, &error) {
            Setback::Refused(why) if why.is_permanent() => Delivery::Failed { why },
            why @ Setback::Refused(_) => Delivery::Deferred { why },
            Setback::Lost { detail, .. } => Delivery::Uncertain { why: Doubt::Lost { detail } },
            Setback::Stalled { waited, .. } => {
                Delivery::Uncertain { why: Doubt::Stalled { waited } }
            }
        },
        Err(_) => Delivery::Uncertain { why: Doubt::Stalled { waited: wait } },
    }
}

/// QUIT, politely but briefly; how it ends changes nothing.
async fn farewell(connection: &mut AsyncSmtpConnection) {
    let _ = timeout(FAREWELL, connection.quit()).await;
}

fn code(response: &Response) -> u16 {
    response.code().into()
}

#[cfg(test)]
mod tests;
