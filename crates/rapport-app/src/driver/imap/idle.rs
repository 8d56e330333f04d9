//! Waiting for news by IDLE (RFC 2177).
//!
//! IDLE is re-issued every [`RE_ISSUE`], however chatty the server is meanwhile: some
//! providers close a connection after ten minutes of it. It always ends by DONE and the
//! server's answer to it, so that the connection stays in a known state; the one thing that is
//! ever given up half-way is the wait for the next answer, which loses no byte, because what
//! has been read stays in the session's buffer.
//!
//! async-imap has an IDLE of its own. It panics on a bare `BAD`, reports a hung-up server as an
//! interrupt, and restarts its timer with each keep-alive; so it is not used here.

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use async_imap::Session;
use async_imap::imap_proto::{MailboxDatum, RequestId, Response, Status};
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

impl ImapSession {
    /// Waits until the examined mailbox has new messages or `stop` completes.
    ///
    /// News that the server mentioned in passing since [`ImapSession::examine`] count and end
    /// the wait at once. `re_issue` is [`RE_ISSUE`] outside tests. Stop it by `stop`: a future
    /// that is dropped instead leaves the session in the middle of IDLE.
    ///
    /// # Errors
    ///
    /// [`ImapError::NotOffered`] when the server knows no IDLE; poll then.
    /// [`ImapError::Refused`] when it does not want it now. Otherwise the connection is lost.
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
            if std::mem::take(&mut self.news) {
                return Ok(Idle::News);
            }
            let ended = self.idle_once(re_issue, stop.as_mut()).await;
            if matches!(ended, Err(ImapError::Lost { .. } | ImapError::Stalled { .. })) {
                self.session = None;
            }
            if ended? && !self.news {
                return Ok(Idle::Stopped);
            }
        }
    }

    /// One IDLE from its command to the answer to DONE; whether `stop` ended it.
    async fn idle_once(
        &mut self,
        re_issue: Duration,
        mut stop: Pin<&mut (impl Future<Output = ()> + Send)>,
    ) -> Result<bool, ImapError> {
        let wait = self.deadlines.command;
        let session = self.session.as_mut().ok_or_else(|| ImapError::closed(DOING))?;
        let news = &mut self.news;
        let tag = within(wait, async {
            let tag = session.run_command("IDLE").await.map_err(|error| lost(DOING, &error))?;
            while !next(session, |answer| accepted(answer, &tag, news)).await? {}
            Ok(tag)
        })
        .await?;
        let mut timer = pin!(sleep(re_issue));
        let mut stopped = false;
        while !*news {
            tokio::select! {
                biased;
                () = stop.as_mut() => {
                    stopped = true;
                    break;
                }
                () = timer.as_mut() => break,
                noted = next(session, |answer| note(answer, news)) => noted?,
            }
        }
        within(wait, async {
            let done = session.run_command_untagged("DONE").await;
            done.map_err(|error| lost(DOING, &error))?;
            while !next(session, |answer| ended(answer, &tag, news)).await? {}
            Ok(())
        })
        .await?;
        Ok(stopped)
    }
}

/// Whether this answer to the IDLE command is the go-ahead.
fn accepted(answer: &Response<'_>, tag: &RequestId, news: &mut bool) -> Result<bool, ImapError> {
    match answer {
        Response::Continue(_) => Ok(true),
        Response::Done { tag: ended, outcome, .. } if ended == tag => {
            let answer = outcome.information.as_deref().unwrap_or("no reason given");
            Err(ImapError::Refused { doing: DOING, answer: answer.to_owned() })
        }
        answer => note(answer, news).map(|()| false),
    }
}

/// Whether this is the answer to DONE.
fn ended(answer: &Response<'_>, tag: &RequestId, news: &mut bool) -> Result<bool, ImapError> {
    match answer {
        Response::Done { tag: ended, .. } if ended == tag => Ok(true),
        answer => note(answer, news).map(|()| false),
    }
}

/// What `read` makes of the next answer. May be given up and asked again: nothing is lost.
async fn next<T>(
    session: &mut Session<Wire>,
    read: impl FnOnce(&Response<'_>) -> Result<T, ImapError>,
) -> Result<T, ImapError> {
    let answer = session.read_response().await;
    let answer = answer.map_err(|error| lost(DOING, &error.into()))?;
    read(answer.ok_or_else(|| hung_up("the server hung up"))?.parsed())
}

/// What an answer between the lines says: new mail, a goodbye, or nothing that concerns us (a
/// flag changed or a message deleted on another device).
fn note(answer: &Response<'_>, news: &mut bool) -> Result<(), ImapError> {
    match answer {
        Response::MailboxData(MailboxDatum::Exists(_)) => *news = true,
        Response::Data { status: Status::Bye, outcome } => {
            return Err(hung_up(outcome.information.as_deref().unwrap_or("it said goodbye")));
        }
        _ => {}
    }
    Ok(())
}

fn hung_up(detail: &str) -> ImapError {
    ImapError::Lost { doing: DOING, detail: detail.to_owned() }
}

async fn within<T>(
    waited: Duration,
    step: impl Future<Output = Result<T, ImapError>>,
) -> Result<T, ImapError> {
    match timeout(waited, step).await {
        Ok(ended) => ended,
        Err(_) => Err(ImapError::Stalled { doing: DOING, waited }),
    }
}
