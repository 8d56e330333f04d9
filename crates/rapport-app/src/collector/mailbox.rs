//! One mailbox, from where it was left to its end.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_mail::{Parsed, parse_headers};
use rapport_store::StoreError;
use rapport_store::account::Mailbox;
use rapport_store::inbound::{Kept, Origin};
use sha2::{Digest, Sha256};

use super::candidate::{IntakeFacts, is_candidate};
use crate::app::App;
use crate::driver::imap::{Headers, ImapError, ImapSession};
use crate::error::AppError;

/// Headers asked for at a time.
const HANDFUL: usize = 100;

/// Bytes fetched of one message; what is beyond is attachments.
const LONGEST: u32 = 25 * 1024 * 1024;

/// What intake needs besides the header.
pub(super) struct Intake {
    /// Older mail is passed over.
    pub(super) begins: Timestamp,
    /// Subjects of ours, folded.
    pub(super) sent_subjects: Vec<String>,
}

/// Why a mailbox was not read to its end.
pub(super) enum Unread {
    /// The database failed, which concerns everything.
    Store(AppError),
    /// The server did, which concerns this mailbox.
    Server {
        /// The mailbox, as far as it was read.
        mailbox: Mailbox,
        /// Why.
        error: ImapError,
    },
}

impl App {
    /// Reads a mailbox to its end; the number of mails that are new and were kept.
    pub(super) async fn read_mailbox(
        &self,
        session: &mut ImapSession,
        mut mailbox: Mailbox,
        intake: &Intake,
    ) -> Result<u64, Unread> {
        // What came after the reading began may not be in it, however long it took.
        let began = self.now();
        let read = self.read_on(session, &mut mailbox, intake).await;
        match read {
            Ok(kept) => {
                mailbox.read_at = Some(began);
                mailbox.error = None;
                self.store().save_mailbox(self.scope(), &mailbox).await.map_err(store)?;
                Ok(kept)
            }
            Err(Failed::Store(error)) => Err(Unread::Store(error)),
            Err(Failed::Server(error)) => Err(Unread::Server { mailbox, error }),
        }
    }

    async fn read_on(
        &self,
        session: &mut ImapSession,
        mailbox: &mut Mailbox,
        intake: &Intake,
    ) -> Result<u64, Failed> {
        let examined = session.examine(&mailbox.name).await?;
        if mailbox.uidvalidity != Some(examined.uid_validity) {
            // RFC 9051, section 2.3.1.1: every number known so far is void. Reading begins anew,
            // and what was kept before is recognised by its content.
            mailbox.uidvalidity = Some(examined.uid_validity);
            mailbox.last_uid = 0;
        }
        let end = examined.uid_next.map(|next| next.saturating_sub(1));
        if end == Some(mailbox.last_uid) {
            return Ok(0);
        }
        let uids = if mailbox.last_uid == 0 {
            session.uids_since(search_day(intake.begins)).await?
        } else {
            session.uids_after(mailbox.last_uid).await?
        };
        let mut kept = 0;
        for handful in uids.chunks(HANDFUL) {
            let headers = session.headers(handful).await?;
            kept += self.take_in(session, mailbox, intake, &headers).await?;
            let last = handful.last().copied().unwrap_or(0);
            mailbox.last_uid = mailbox.last_uid.max(last);
            self.store().save_mailbox(self.scope(), mailbox).await?;
        }
        // What came while this was read has a higher number than the end as it was announced.
        mailbox.last_uid = mailbox.last_uid.max(end.unwrap_or(0));
        Ok(kept)
    }

    /// Keeps the candidates among some headers and passes over the rest.
    async fn take_in(
        &self,
        session: &mut ImapSession,
        mailbox: &Mailbox,
        intake: &Intake,
        headers: &[Headers],
    ) -> Result<u64, Failed> {
        let mut kept = 0;
        let mut passed_over = Vec::new();
        for header in headers {
            let origin = Origin {
                account: mailbox.account,
                mailbox: mailbox.name.clone(),
                uidvalidity: mailbox.uidvalidity.unwrap_or(0),
                uid: header.uid,
            };
            if self.store().was_seen(self.scope(), &origin).await? {
                continue;
            }
            let parsed = parse_headers(&header.raw);
            let raw = if self.is_wanted(header, &parsed, intake).await? {
                session.raw(header.uid, LONGEST).await?
            } else {
                None
            };
            match raw {
                Some(raw) => {
                    let answer = self.store().keep_inbound(self.scope(), &origin, &raw, self.now());
                    kept += u64::from(matches!(answer.await?, Kept::New(_)));
                }
                None => passed_over.push((origin, Some(Sha256::digest(&header.raw).into()))),
            }
        }
        if !passed_over.is_empty() {
            self.store().pass_over(self.scope(), &passed_over).await?;
        }
        Ok(kept)
    }

    async fn is_wanted(
        &self,
        header: &Headers,
        parsed: &Parsed,
        intake: &Intake,
    ) -> Result<bool, Failed> {
        // What is being written is no touchpoint yet; once sent it has another number.
        if header.draft {
            return Ok(false);
        }
        // Without either date it is taken for new: better one mail too many than an answer missed.
        let came = header.internal_date.or(parsed.date);
        if came.is_some_and(|came| came < intake.begins) {
            return Ok(false);
        }
        let candidates = self.store().candidates(self.scope(), &parsed.head).await?;
        let facts = IntakeFacts { candidates: &candidates, sent_subjects: &intake.sent_subjects };
        Ok(is_candidate(parsed, &facts))
    }
}

/// IMAP compares days in the server's own zone, so a day more is asked for.
fn search_day(begins: Timestamp) -> jiff::civil::Date {
    let earlier = begins.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(begins);
    earlier.to_zoned(TimeZone::UTC).date()
}

enum Failed {
    Store(AppError),
    Server(ImapError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

impl From<ImapError> for Failed {
    fn from(error: ImapError) -> Self {
        Self::Server(error)
    }
}

fn store(error: StoreError) -> Unread {
    Unread::Store(error.into())
}
