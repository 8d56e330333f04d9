//! One mailbox, from where it was left to its end.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_core::matching::Head;
use rapport_mail::{Parsed, parse_headers};
use rapport_store::StoreError;
use rapport_store::account::Mailbox;
use rapport_store::inbound::Origin;
use sha2::{Digest, Sha256};

use super::candidate::{IntakeFacts, is_candidate};
use crate::app::App;
use crate::driver::imap::{Headers, ImapError, ImapSession};
use crate::error::AppError;

/// Headers asked for at a time.
const HANDFUL: usize = 500;

/// Bytes fetched of one message; what is beyond is attachments.
const LONGEST: u32 = 25 * 1024 * 1024;

/// Bytes of messages that are fetched together.
const PARCEL: u64 = 2 * 1024 * 1024;

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
        let uidvalidity = mailbox.uidvalidity.unwrap_or(0);
        let origin = |uid| Origin {
            account: mailbox.account,
            mailbox: mailbox.name.clone(),
            uidvalidity,
            uid,
        };
        let uids: Vec<u32> = headers.iter().map(|header| header.uid).collect();
        let (store, scope) = (self.store(), self.scope());
        let seen =
            store.seen_among(scope, mailbox.account, &mailbox.name, uidvalidity, &uids).await?;
        let new = headers.iter().filter(|header| !seen.contains(&header.uid));
        let new: Vec<(&Headers, Parsed)> =
            new.map(|header| (header, parse_headers(&header.raw))).collect();
        let (may_be_wanted, mut unwanted): (Vec<_>, Vec<_>) =
            new.into_iter().partition(|(header, parsed)| is_recent(header, parsed, intake));
        let heads: Vec<&Head> = may_be_wanted.iter().map(|(_, parsed)| &parsed.head).collect();
        let candidates = store.candidates_of_all(scope, &heads).await?;
        let facts = IntakeFacts { candidates: &candidates, sent_subjects: &intake.sent_subjects };
        let (wanted, strangers): (Vec<_>, Vec<_>) =
            may_be_wanted.into_iter().partition(|(_, parsed)| is_candidate(parsed, &facts));
        unwanted.extend(strangers);
        let wanted: Vec<&Headers> = wanted.into_iter().map(|(header, _)| header).collect();
        let passed = |header: &Headers| {
            let hash = Sha256::digest(&header.raw).into();
            (origin(header.uid), Some(hash))
        };
        let mut passed_over: Vec<_> = unwanted.iter().map(|(header, _)| passed(header)).collect();
        let mut kept = 0;
        for parcel in parcels(&wanted) {
            let uids: Vec<u32> = parcel.iter().map(|header| header.uid).collect();
            let came = session.raws(&uids, LONGEST).await?;
            // One that vanished meanwhile is passed over as what was not wanted.
            for header in parcel.iter().filter(|it| !came.iter().any(|(uid, _)| *uid == it.uid)) {
                passed_over.push(passed(header));
            }
            let mails: Vec<_> = came.into_iter().map(|(uid, raw)| (origin(uid), raw)).collect();
            kept += store.keep_all_inbound(scope, &mails, self.now()).await?;
        }
        if !passed_over.is_empty() {
            store.pass_over(scope, &passed_over).await?;
        }
        Ok(kept)
    }
}

/// Whether the message may be kept at all, whoever wrote it.
fn is_recent(header: &Headers, parsed: &Parsed, intake: &Intake) -> bool {
    // What is being written is no touchpoint yet; once sent it has another number.
    if header.draft {
        return false;
    }
    // Without either date it is taken for new: better one mail too many than an answer missed.
    let came = header.internal_date.or(parsed.date);
    came.is_none_or(|came| came >= intake.begins)
}

/// Messages that are fetched by one command and kept in one transaction: together no larger than one
/// may be alone in memory without anybody noticing.
fn parcels<'a>(wanted: &'a [&'a Headers]) -> Vec<&'a [&'a Headers]> {
    let mut parcels = Vec::new();
    let (mut begin, mut bytes) = (0, 0_u64);
    for (at, header) in wanted.iter().enumerate() {
        let size = u64::from(header.size.min(LONGEST));
        if at > begin && bytes + size > PARCEL {
            parcels.push(&wanted[begin..at]);
            (begin, bytes) = (at, 0);
        }
        bytes += size;
    }
    if begin < wanted.len() {
        parcels.push(&wanted[begin..]);
    }
    parcels
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
