//! Reading a mailbox, without changing it.
//!
//! An [`ImapSession`] opens mailboxes with EXAMINE and fetches with `BODY.PEEK`, so no message
//! is ever marked as read, moved or flagged (RFC 9051, sections 6.3.3 and 6.4.5). The one thing
//! it writes is the copy of a sent message ([`ImapSession::append_sent`]).
//!
//! async-imap carries the protocol. Its readers take a refused FETCH or SEARCH for an empty
//! one, and the end of the connection for the end of the list; here that would mean "no
//! reply has come", so each command is read by one function (`transact`), which insists on
//! the server's OK. Every wait has a deadline; after a lost or late answer the session is
//! closed, because nobody knows any more which answer belongs to which command.
//!
//! | file | what |
//! |---|---|
//! | `mailboxes` | LIST, which mailbox is Sent, Junk or All |
//! | `read` | EXAMINE, SEARCH, FETCH |
//! | `append` | the copy in Sent |
//! | `idle` | waiting for news |
//!
//! What is not here: which messages are wanted, what they mean, when to poll.

mod append;
mod error;
mod idle;
mod login;
mod mailboxes;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::time::Duration;

use async_imap::Session;
use async_imap::imap_proto::{Capability, MailboxDatum, Response, ResponseCode, Status};
use tokio::time::timeout;

pub use error::ImapError;
pub use idle::{Idle, RE_ISSUE};
pub use mailboxes::{Mailbox, SpecialUse, find};
pub use read::{Examined, Headers};

use super::connect::{self, ConnectError};
use super::starttls::Protocol;
use super::wire::Wire;
use super::{Deadlines, MailServer};

/// A logged-in IMAP connection.
#[derive(Debug)]
pub struct ImapSession {
    /// `None` once the connection is lost.
    session: Option<Session<Wire>>,
    capabilities: BTreeSet<String>,
    deadlines: Deadlines,
    /// The server mentioned new mail since the last EXAMINE or IDLE.
    news: bool,
}

impl ImapSession {
    /// Connects and logs in.
    ///
    /// # Errors
    ///
    /// [`ImapError::Connect`] says why there is no session.
    pub async fn open(server: &MailServer) -> Result<Self, ImapError> {
        let wire = connect::dial(server, Protocol::Imap).await?;
        let wait = server.deadlines.command;
        let session = match timeout(wait, login::log_in(wire, server)).await {
            Ok(session) => session?,
            Err(_) => return Err(connect::stalled(server, "the login", wait).into()),
        };
        let mut opened = Self::over(session, server.deadlines);
        opened.read_capabilities().await?;
        Ok(opened)
    }

    fn over(session: Session<Wire>, deadlines: Deadlines) -> Self {
        Self { session: Some(session), capabilities: BTreeSet::new(), deadlines, news: false }
    }

    async fn read_capabilities(&mut self) -> Result<(), ImapError> {
        let mut found = BTreeSet::new();
        let wait = self.deadlines.command;
        self.transact("asking what the server can do", "CAPABILITY", wait, |response| {
            if let Response::Capabilities(list) = response {
                found.extend(list.iter().map(capability_name));
            }
        })
        .await?;
        self.capabilities = found;
        Ok(())
    }

    /// Whether the server announced this capability, such as `IDLE` or `SPECIAL-USE`.
    #[must_use]
    pub fn can(&self, capability: &str) -> bool {
        self.capabilities.contains(&capability.to_ascii_uppercase())
    }

    /// What the server announced after login, in upper case and sorted.
    pub fn capabilities(&self) -> impl Iterator<Item = &str> {
        self.capabilities.iter().map(String::as_str)
    }

    /// Whether the connection can still be used.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.session.is_some()
    }

    /// Says goodbye; how that ends does not matter.
    pub async fn close(mut self) {
        if let Some(mut session) = self.session.take() {
            let _ = timeout(Duration::from_secs(2), session.logout()).await;
        }
    }

    /// Runs one command, gives each untagged answer to `each`, and returns the code of the
    /// final OK.
    async fn transact(
        &mut self,
        doing: &'static str,
        command: &str,
        wait: Duration,
        mut each: impl FnMut(&Response<'_>) + Send,
    ) -> Result<Option<(u32, u32)>, ImapError> {
        let session = self.session.as_mut().ok_or_else(|| ImapError::closed(doing))?;
        let news = &mut self.news;
        let dialogue = async {
            let tag = session.run_command(command).await.map_err(|error| lost(doing, &error))?;
            let mut goodbye = None;
            loop {
                let answer = session.read_response().await;
                let Some(answer) = answer.map_err(|error| lost(doing, &error.into()))? else {
                    let detail = goodbye.unwrap_or_else(|| "the server hung up".to_owned());
                    return Err(ImapError::Lost { doing, detail });
                };
                match answer.parsed() {
                    Response::Done { tag: ended, status, outcome } if *ended == tag => {
                        let text = outcome.information.as_deref().unwrap_or("no reason given");
                        return match status {
                            Status::Ok => Ok(appended(outcome.code.as_ref())),
                            _ => Err(ImapError::Refused { doing, answer: text.to_owned() }),
                        };
                    }
                    Response::Data { status: Status::Bye, outcome } => {
                        goodbye = outcome.information.as_deref().map(str::to_owned);
                    }
                    answer => {
                        if let Response::MailboxData(MailboxDatum::Exists(_)) = answer {
                            *news = true;
                        }
                        each(answer);
                    }
                }
            }
        };
        let ended = match timeout(wait, dialogue).await {
            Ok(ended) => ended,
            Err(_) => Err(ImapError::Stalled { doing, waited: wait }),
        };
        if matches!(ended, Err(ImapError::Lost { .. } | ImapError::Stalled { .. })) {
            self.session = None;
        }
        ended
    }
}

/// UIDVALIDITY and UID of an appended message, where the server says so (RFC 4315).
fn appended(code: Option<&ResponseCode<'_>>) -> Option<(u32, u32)> {
    use async_imap::imap_proto::rfc4315::UidSetMember;
    let Some(ResponseCode::AppendUid(validity, uids)) = code else {
        return None;
    };
    match uids.first()? {
        UidSetMember::Uid(uid) => Some((*validity, *uid)),
        UidSetMember::UidRange(range) => Some((*validity, *range.start())),
    }
}

/// The connection's own errors, without the bytes that async-imap puts into some of them:
/// those may be somebody's mail.
fn lost(doing: &'static str, error: &async_imap::error::Error) -> ImapError {
    let detail = match error {
        async_imap::error::Error::Io(error) if error.kind() == std::io::ErrorKind::Other => {
            "the answer could not be understood".to_owned()
        }
        async_imap::error::Error::Io(error) => error.to_string(),
        async_imap::error::Error::ConnectionLost => "the server hung up".to_owned(),
        _ => "the answer could not be understood".to_owned(),
    };
    ImapError::Lost { doing, detail }
}

fn capability_name(capability: &Capability<'_>) -> String {
    match capability {
        Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
        Capability::Auth(name) => format!("AUTH={}", name.to_ascii_uppercase()),
        Capability::Atom(name) => name.to_ascii_uppercase(),
    }
}

/// A quoted string (RFC 9051, section 4.3). What cannot be one is refused, so that no search
/// word can become a command.
fn quoted(text: &str) -> Result<String, ImapError> {
    if text.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
        return Err(ImapError::Unsendable { text: text.escape_debug().to_string() });
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

impl From<ConnectError> for ImapError {
    fn from(error: ConnectError) -> Self {
        Self::Connect(error)
    }
}
