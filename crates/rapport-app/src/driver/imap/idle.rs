//! Waiting for news by IDLE (RFC 2177).
//!
//! IDLE is re-issued every [`RE_ISSUE`], however chatty the server is meanwhile: some
//! providers close a connection after ten minutes of it. It is ended by async-imap's stop
//! source and DONE, never by dropping the future, which would leave the connection in a state
//! that nobody knows.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use async_imap::extensions::idle::{Handle, IdleResponse};
use async_imap::imap_proto::{MailboxDatum, Response, Status};
use async_imap::types::UnsolicitedResponse;
use async_imap::{Session, error::Error};
use tokio::time::{sleep, timeout};

use super::super::wire::Wire;
use super::{ImapError, ImapSession, lost};

/// How long one IDLE lasts at most. RFC 2177 allows 29 minutes; Gmail does not.
pub const RE_ISSUE: Duration = Duration::from_secs(9 * 60);

const DOING: &str = "waiting for new mail";

/// How waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// The mailbox has new messages.
    News,
    /// The caller's `stop` came.
    Stopped,
}

/// Why one round of waiting ended.
enum Woken {
    News,
    Nothing,
    Stopped,
    ReIssue,
}

impl ImapSession {
    /// Waits until the examined mailbox has new messages or `stop` completes.
    ///
    /// News that the server mentioned in passing since [`ImapSession::examine`] count and end
    /// the wait at once. `re_issue` is [`RE_ISSUE`] outside tests.
    ///
    /// # Errors
    ///
    /// [`ImapError::NotOffered`] when the server knows no IDLE; poll then. Otherwise the
    /// connection is lost.
    pub async fn idle(
        &mut self,
        re_issue: Duration,
        stop: impl Future<Output = ()> + Send,
    ) -> Result<Idle, ImapError> {
        if !self.can("IDLE") {
            return Err(ImapError::NotOffered("IDLE"));
        }
        let mut stop = pin!(stop);
        loop {
            let session = self
                .session
                .take()
                .ok_or_else(|| ImapError::closed(DOING))?;
            if std::mem::take(&mut self.news) || mentioned(&session) {
                self.session = Some(session);
                return Ok(Idle::News);
            }
            // On any error below the session stays away: the connection is of no more use.
            let mut handle = session.idle();
            within(self.deadlines.command, handle.init()).await?;
            let mut timer = pin!(sleep(re_issue));
            let woken = loop {
                match wait(&mut handle, stop.as_mut(), timer.as_mut()).await? {
                    Woken::Nothing => {}
                    woken => break woken,
                }
            };
            let session = within(self.deadlines.command, handle.done()).await?;
            let news = mentioned(&session);
            self.session = Some(session);
            match woken {
                _ if news => return Ok(Idle::News),
                Woken::News => return Ok(Idle::News),
                Woken::Stopped => return Ok(Idle::Stopped),
                Woken::ReIssue | Woken::Nothing => {}
            }
        }
    }
}

/// One answer of the server, or the end of waiting.
async fn wait(
    handle: &mut Handle<Wire>,
    stop: std::pin::Pin<&mut (impl Future<Output = ()> + Send)>,
    timer: std::pin::Pin<&mut tokio::time::Sleep>,
) -> Result<Woken, ImapError> {
    // The timer decides; this deadline only has to be later.
    let (answer, interrupt) = handle.wait_with_timeout(Duration::from_secs(29 * 60));
    let mut answer = pin!(answer);
    let (woken, ended) = tokio::select! {
        biased;
        ended = answer.as_mut() => (None, ended),
        () = stop => {
            drop(interrupt);
            (Some(Woken::Stopped), answer.await)
        }
        () = timer => {
            drop(interrupt);
            (Some(Woken::ReIssue), answer.await)
        }
    };
    match (ended.map_err(|error| lost(DOING, &error))?, woken) {
        (IdleResponse::NewData(answer), woken) => match answer.parsed() {
            Response::MailboxData(MailboxDatum::Exists(_)) => Ok(Woken::News),
            Response::Data {
                status: Status::Bye,
                outcome,
            } => {
                let detail = outcome
                    .information
                    .as_deref()
                    .unwrap_or("the server hung up");
                Err(ImapError::Lost {
                    doing: DOING,
                    detail: detail.to_owned(),
                })
            }
            // A flag was changed or a message deleted on another device.
            _ => Ok(woken.unwrap_or(Woken::Nothing)),
        },
        (IdleResponse::ManualInterrupt | IdleResponse::Timeout, Some(woken)) => Ok(woken),
        (IdleResponse::Timeout, None) => Ok(Woken::ReIssue),
        // async-imap reports the end of the stream as an interrupt; nobody interrupted.
        (IdleResponse::ManualInterrupt, None) => Err(ImapError::Lost {
            doing: DOING,
            detail: "the server hung up".to_owned(),
        }),
    }
}

/// Whether the server spoke of messages outside the answers that we read.
fn mentioned(session: &Session<Wire>) -> bool {
    let mut news = false;
    while let Ok(response) = session.unsolicited_responses.try_recv() {
        news |= matches!(response, UnsolicitedResponse::Exists(_));
    }
    news
}

async fn within<T>(
    waited: Duration,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, ImapError> {
    match timeout(waited, step).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(lost(DOING, &error)),
        Err(_) => Err(ImapError::Stalled {
            doing: DOING,
            waited,
        }),
    }
}
