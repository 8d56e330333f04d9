//! A scripted submission server on loopback: it speaks ESMTP with STARTTLS or implicit TLS
//! and AUTH, and misbehaves by [`Rule`]. What it takes is kept in memory, or handed on to
//! a real MX port while the client still waits, so that "accepted" means delivered.
//!
//! Here: the server and its switches. The rules are in [`script`](self::script), the
//! dialogue with one client in [`session`](self::session), its bytes in
//! [`wire`](self::wire). One thread for each connection, no runtime: a stalled client
//! stalls nobody else.

mod script;
mod session;
mod wire;

use std::collections::BTreeMap;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::ServerConfig;

use crate::certificate::{Certificate, Flaw};
use crate::wait::{wait_until, wait_until_async};

pub use script::{Delays, Rule, Stage};

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Neither TLS nor STARTTLS: a client must refuse to log in here.
    Plain,
    /// STARTTLS, and no AUTH before it.
    StartTls,
    /// TLS from the first byte.
    Implicit,
}

/// What becomes of the Message-ID of a mail that is taken. Some submission services
/// replace it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageIds {
    /// It stays.
    #[default]
    Keep,
    /// It is replaced, the old one is lost.
    Replace,
    /// It is replaced, the old one stays in `X-Microsoft-Original-Message-ID`.
    ReplaceKeepingOriginal,
}

/// A mail that the server has taken responsibility for, whether or not it said so.
#[derive(Clone, Debug)]
pub struct AcceptedMail {
    /// The connection, counted from 1.
    pub connection: u32,
    /// Who was logged in.
    pub user: Option<String>,
    /// MAIL FROM, without brackets.
    pub sender: String,
    /// RCPT TO, without brackets, those that were taken.
    pub recipients: Vec<String>,
    /// The bytes, dots un-doubled, CR LF, Message-ID perhaps replaced.
    pub bytes: Vec<u8>,
    /// The Message-ID that the client wrote, with its brackets; empty without one.
    pub client_message_id: String,
}

/// The running server; dropping it closes all connections.
#[derive(Debug)]
pub struct FakeSmtp {
    port: u16,
    certificate: Certificate,
    shared: Arc<Shared>,
}

/// What all connections see.
#[derive(Debug)]
struct Shared {
    security: Security,
    tls: Arc<ServerConfig>,
    ended: AtomicBool,
    connections: AtomicU32,
    settings: Mutex<Settings>,
    accepted: Mutex<Vec<AcceptedMail>>,
    transcript: Mutex<Vec<(u32, String)>>,
}

/// The switches, which may be turned while the server runs.
#[derive(Debug, Default)]
struct Settings {
    rules: Vec<Rule>,
    delays: Option<Delays>,
    passwords: BTreeMap<String, String>,
    tokens: BTreeMap<String, String>,
    message_ids: MessageIds,
    forward: Option<u16>,
}

impl FakeSmtp {
    /// Starts a well-behaved server that lets anybody log in.
    #[track_caller]
    #[must_use]
    pub fn start(security: Security) -> Self {
        Self::start_with(security, Flaw::None)
    }

    /// As [`FakeSmtp::start`], with something wrong in its certificate.
    #[track_caller]
    #[must_use]
    pub fn start_with(security: Security, flaw: Flaw) -> Self {
        let certificate = Certificate::make(flaw);
        let listener = match TcpListener::bind(("127.0.0.1", crate::port::free_port())) {
            Ok(listener) => listener,
            Err(error) => panic!("no port for the scripted SMTP server: {error}"),
        };
        let port = match listener.local_addr() {
            Ok(address) => address.port(),
            Err(error) => panic!("no port for the scripted SMTP server: {error}"),
        };
        let shared = Arc::new(Shared {
            security,
            tls: certificate.server(),
            ended: AtomicBool::new(false),
            connections: AtomicU32::new(0),
            settings: Mutex::default(),
            accepted: Mutex::default(),
            transcript: Mutex::default(),
        });
        let seen = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if seen.ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let number = seen.connections.fetch_add(1, Ordering::SeqCst) + 1;
                let shared = Arc::clone(&seen);
                thread::spawn(move || session::serve(&shared, stream, number));
            }
        });
        Self { port, certificate, shared }
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The authority a client has to trust, as PEM.
    #[must_use]
    pub fn ca_pem(&self) -> PathBuf {
        self.certificate.ca_pem()
    }

    /// Adds a rule. Of several that fit, the first added wins, until it is used up.
    pub fn rule(&self, rule: Rule) {
        lock(&self.shared.settings).rules.push(rule);
    }

    /// Forgets all rules and delays.
    pub fn behave(&self) {
        let mut settings = lock(&self.shared.settings);
        settings.rules.clear();
        settings.delays = None;
    }

    /// Waits a random while before each answer from now on.
    pub fn delays(&self, delays: Delays) {
        lock(&self.shared.settings).delays = Some(delays);
    }

    /// From now on only users that were named log in: this one by PLAIN and LOGIN.
    pub fn set_password(&self, user: &str, password: &str) {
        lock(&self.shared.settings).passwords.insert(user.to_owned(), password.to_owned());
    }

    /// From now on only users that were named log in: this one by XOAUTH2 with this token,
    /// instead of any token it had before.
    pub fn set_token(&self, user: &str, token: &str) {
        lock(&self.shared.settings).tokens.insert(user.to_owned(), token.to_owned());
    }

    /// Sets what becomes of Message-IDs.
    pub fn message_ids(&self, policy: MessageIds) {
        lock(&self.shared.settings).message_ids = policy;
    }

    /// Hands each mail on to an MX port before the client gets its 250. What the MX port
    /// refuses, the client hears, and it does not count as accepted.
    pub fn forward_to(&self, mx_port: u16) {
        lock(&self.shared.settings).forward = Some(mx_port);
    }

    /// The mails taken so far, also those whose 250 was lost on purpose.
    #[must_use]
    pub fn accepted(&self) -> Vec<AcceptedMail> {
        lock(&self.shared.accepted).clone()
    }

    /// Waits until at least `count` mails were taken, and gives them. Blocks.
    #[track_caller]
    pub fn wait_for_accepted(&self, count: usize, limit: Duration) -> Vec<AcceptedMail> {
        let what = format!("{count} mails at the scripted SMTP server");
        wait_until(&what, limit, || self.accepted_if(count))
    }

    /// As [`FakeSmtp::wait_for_accepted`], for a test that shares its runtime.
    ///
    /// # Panics
    ///
    /// After `limit`.
    pub async fn wait_for_accepted_async(
        &self,
        count: usize,
        limit: Duration,
    ) -> Vec<AcceptedMail> {
        let what = format!("{count} mails at the scripted SMTP server");
        wait_until_async(&what, limit, || self.accepted_if(count)).await
    }

    fn accepted_if(&self, count: usize) -> Option<Vec<AcceptedMail>> {
        let accepted = lock(&self.shared.accepted);
        (accepted.len() >= count).then(|| accepted.clone())
    }

    /// How many connections were made so far.
    #[must_use]
    pub fn connections(&self) -> u32 {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// The command lines of all clients with the number of their connection, without the
    /// mails themselves and without secrets.
    #[must_use]
    pub fn transcript(&self) -> Vec<(u32, String)> {
        lock(&self.shared.transcript).clone()
    }
}

impl Drop for FakeSmtp {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the listening thread, which then sees that it is over.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// A lock that a panicking test elsewhere cannot spoil.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
