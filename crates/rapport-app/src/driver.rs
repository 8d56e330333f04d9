//! Everything that talks to mail servers, below any use case.
//!
//! | file | what |
//! |---|---|
//! | [`connect`] | TCP and TLS, by implicit TLS or STARTTLS; certificate faults in words |
//! | [`network`] | the machine's network, or pipes in a simulated world |
//! | [`smtp`] | one message to one recipient, with the point of no return |
//! | [`imap`] | reading a mailbox without changing it; the copy in Sent; IDLE |
//! | [`oauth`] | sign-in with Google and Microsoft, refresh |
//! | [`presets`] | what each big provider needs, as data |
//! | [`round_trip`] | send to self and see it arrive |
//!
//! What is not here: when to send, what a reply means, retries. A driver does one thing once
//! and reports what happened in a type that a use case can act on. Each error is a sentence
//! (`Display`) and has a remedy beside it. Nothing here logs, and no `Debug` shows a secret.
//!
//! There is no clear text: a connection is encrypted before a login or a message crosses it,
//! or it is not made (RFC 8314).

pub mod connect;
pub mod imap;
pub mod network;
pub mod oauth;
pub mod presets;
pub mod round_trip;
pub mod smtp;

mod starttls;
mod wire;

use std::time::Duration;

use secrecy::SecretString;

use network::Network;

/// One server of a mail account and how to log in there.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Host name; the certificate must be for it.
    pub host: String,
    /// Port: 465 or 587 for submission, 993 or 143 for IMAP.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// Who logs in.
    pub login: Login,
    /// Certificates (PEM) trusted besides those of the machine: for a server with an
    /// authority of its own, such as a bridge on this machine.
    pub extra_root_pem: Option<Vec<u8>>,
    /// How long to wait for what.
    pub deadlines: Deadlines,
    /// By what it is reached.
    pub network: Network,
}

impl MailServer {
    /// A server with the usual deadlines and the machine's certificates.
    #[must_use]
    pub fn new(host: impl Into<String>, port: u16, security: Security, login: Login) -> Self {
        Self {
            host: host.into(),
            port,
            security,
            login,
            extra_root_pem: None,
            deadlines: Deadlines::default(),
            network: Network::Machine,
        }
    }
}

/// How a connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte: ports 465 and 993 (RFC 8314, preferred).
    ImplicitTls,
    /// Clear text until STARTTLS, then TLS: ports 587 and 143. Never falls back.
    StartTls,
}

/// What a server is shown to prove who we are.
#[derive(Clone, Debug)]
pub enum Login {
    /// A password or an app password: PLAIN (RFC 4616), or LOGIN where there is no PLAIN.
    Password {
        /// Login name, usually the address.
        user: String,
        /// The password.
        secret: SecretString,
    },
    /// An OAuth 2.0 access token, by XOAUTH2.
    Token {
        /// Login name, usually the address.
        user: String,
        /// A token that has not expired; see [`oauth::refresh`].
        access_token: SecretString,
    },
}

impl Login {
    /// The login name.
    #[must_use]
    pub fn user(&self) -> &str {
        match self {
            Self::Password { user, .. } | Self::Token { user, .. } => user,
        }
    }
}

/// How long a server may take. A server that says nothing must not hold a worker for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// For TCP to connect, for each address of the host, and for the TLS handshake.
    pub connect: Duration,
    /// For the answer to each command.
    pub command: Duration,
    /// For a whole message: sending its body and getting the final answer (RFC 5321, section
    /// 4.5.3.2.6, asks for ten minutes), or fetching one.
    pub body: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(120),
            body: Duration::from_secs(600),
        }
    }
}

#[cfg(test)]
mod tests;
