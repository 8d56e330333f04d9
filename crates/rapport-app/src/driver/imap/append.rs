//! The copy of a sent message, put into Sent where the provider does not do so itself.

use async_imap::imap_proto::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use super::{ImapError, ImapSession, lost, quoted};

impl ImapSession {
    /// Adds `message` to `mailbox`, marked as read, dated `sent_at`. Answers its UIDVALIDITY
    /// and UID where the server says them (RFC 4315).
    ///
    /// Search for its Message-ID first: providers that keep a copy of their own would show two.
    ///
    /// # Errors
    ///
    /// When the server refuses (no such mailbox, no room) or the connection is lost; after a
    /// loss the copy may be there all the same.
    pub async fn append_sent(
        &mut self,
        mailbox: &str,
        message: &[u8],
        sent_at: Timestamp,
    ) -> Result<Option<(u32, u32)>, ImapError> {
        let doing = "storing the copy of a sent message";
        let date = sent_at.to_zoned(TimeZone::UTC).strftime("%d-%b-%Y %H:%M:%S +0000");
        let length = message.len();
        let command = format!("APPEND {} (\\Seen) \"{date}\" {{{length}}}", quoted(mailbox)?);
        let wait = self.deadlines.body;
        match timeout(wait, self.announce_literal(doing, &command)).await {
            Ok(announced) => announced?,
            Err(_) => {
                self.session = None;
                return Err(ImapError::Stalled { doing, waited: wait });
            }
        }
        self.send_literal(doing, message).await
    }

    /// Sends the command up to its literal and waits for the server to ask for it.
    async fn announce_literal(
        &mut self,
        doing: &'static str,
        command: &str,
    ) -> Result<(), ImapError> {
        let session = self.session.as_mut().ok_or_else(|| ImapError::closed(doing))?;
        let ended = async {
            let tag = session.run_command(command).await.map_err(|error| lost(doing, &error))?;
            loop {
                let answer = session.read_response().await;
                let answer = answer.map_err(|error| lost(doing, &error.into()))?;
                let answer = answer.ok_or_else(|| ImapError::closed(doing))?;
                match answer.parsed() {
                    Response::Continue(_) => return Ok(()),
                    Response::Done { tag: ended, outcome, .. } if *ended == tag => {
                        let text = outcome.information.as_deref().unwrap_or("no reason given");
                        return Err(ImapError::Refused { doing, answer: text.to_owned() });
                    }
                    _ => {}
                }
            }
        }
        .await;
        if matches!(ended, Err(ImapError::Lost { .. })) {
            self.session = None;
        }
        ended
    }

    /// Sends the literal and reads the end of the command. The tag is the one that was sent
    /// last, because one command runs at a time.
    async fn send_literal(
        &mut self,
        doing: &'static str,
        message: &[u8],
    ) -> Result<Option<(u32, u32)>, ImapError> {
        let wait = self.deadlines.body;
        let session = self.session.as_mut().ok_or_else(|| ImapError::closed(doing))?;
        let dialogue = async {
            let wire = session.as_mut();
            let written = async {
                wire.write_all(message).await?;
                wire.write_all(b"\r\n").await?;
                wire.flush().await
            };
            written.await.map_err(|error| lost(doing, &error.into()))?;
            loop {
                let answer = session.read_response().await;
                let answer = answer.map_err(|error| lost(doing, &error.into()))?;
                let answer = answer.ok_or_else(|| ImapError::closed(doing))?;
                if let Response::Done { status, outcome, .. } = answer.parsed() {
                    let text = outcome.information.as_deref().unwrap_or("no reason given");
                    return match status {
                        async_imap::imap_proto::Status::Ok => {
                            Ok(super::appended(outcome.code.as_ref()))
                        }
                        _ => Err(ImapError::Refused { doing, answer: text.to_owned() }),
                    };
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
