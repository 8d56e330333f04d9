//! The traces of one note in a mailbox: its copy among the sent mail, a report or an answer that
//! names it.
//!
//! Servers search headers by substring and some put ids of their own into them, so whatever a search
//! brings is read and compared before it counts.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_core::matching::same_mailbox;
use rapport_mail::{Parsed, parse, parse_headers};
use rapport_store::outbox::OutboxItem;

use crate::driver::imap::{Headers, ImapError, ImapSession};

/// Headers asked for at a time.
const HANDFUL: usize = 100;

/// Messages looked at in one search, the newest first.
const MOST: usize = 1000;

/// Bytes of a report that are read; the id stands near its beginning.
const LONGEST_REPORT: u32 = 1024 * 1024;

/// How far the date of a copy may be from the one we wrote: servers that replace an id keep the date,
/// or write their own within moments.
const SAME_TIME: SignedDuration = SignedDuration::from_mins(5);

/// What is looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wanted {
    /// Our Message-ID, without angle brackets.
    pub(super) message_id: String,
    /// To whom it went.
    pub(super) recipients: Vec<String>,
    /// Its subject.
    pub(super) subject: String,
    /// The date in its header.
    pub(super) date: Option<Timestamp>,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    /// When it went out, as far as the copy says.
    pub(super) at: Option<Timestamp>,
    /// The Message-ID of the copy; `None` where only its effect was seen.
    pub(super) message_id: Option<String>,
}

impl Wanted {
    /// From the bytes as they went out; `None` for an item that never had any.
    pub(super) fn of(item: &OutboxItem) -> Option<Self> {
        let message_id = item.message_id.clone()?;
        let parsed = parse_headers(item.wire.as_deref()?);
        Some(Self {
            message_id,
            recipients: parsed.head.to,
            subject: parsed.subject,
            date: parsed.date,
        })
    }

    /// Whether this header is the copy: by our id, by the header that keeps it where the server
    /// replaced it, or else by date, recipient and subject together.
    fn is_copy(&self, copy: &Parsed) -> bool {
        let named = copy.head.message_id.iter().chain(&copy.replaced_id);
        if named.into_iter().any(|id| *id == self.message_id) {
            return true;
        }
        let (Some(written), Some(date)) = (self.date, copy.date) else {
            return false;
        };
        let same_time = written.duration_since(date).abs() <= SAME_TIME;
        let same_people = !self.recipients.is_empty()
            && self
                .recipients
                .iter()
                .all(|recipient| copy.head.to.iter().any(|to| same_mailbox(to, recipient)));
        same_time && same_people && copy.subject.trim() == self.subject.trim()
    }

    /// Whether this message could only have been written by somebody who has ours.
    fn is_named_in(&self, received: &Parsed) -> bool {
        let head = &received.head;
        head.ancestors.iter().chain(&head.originals).any(|id| *id == self.message_id)
    }

    /// The first day on which a trace may lie, a day early for servers in other zones.
    fn since(&self) -> Option<jiff::civil::Date> {
        let day_before = self.date?.saturating_sub(SignedDuration::from_hours(24)).ok()?;
        Some(day_before.to_zoned(TimeZone::UTC).date())
    }
}

/// The copy of a note among the sent mail.
pub(super) async fn among_sent(
    session: &mut ImapSession,
    mailbox: &str,
    wanted: &Wanted,
) -> Result<Option<Found>, ImapError> {
    session.examine(mailbox).await?;
    let by_id = session.uids_of_message_id(&wanted.message_id).await?;
    if let Some(found) = first_copy(session, &by_id, wanted).await? {
        return Ok(Some(found));
    }
    let (Some(since), Some(recipient)) = (wanted.since(), wanted.recipients.first()) else {
        return Ok(None);
    };
    let by_recipient = match session.uids_to(recipient, since).await {
        // An address beyond ASCII cannot be searched for; the whole day can.
        Err(ImapError::Unsendable { .. }) => session.uids_since(since).await?,
        found => found?,
    };
    first_copy(session, &by_recipient, wanted).await
}

async fn first_copy(
    session: &mut ImapSession,
    uids: &[u32],
    wanted: &Wanted,
) -> Result<Option<Found>, ImapError> {
    for handful in newest(uids).chunks(HANDFUL) {
        for header in session.headers(handful).await? {
            let copy = parse_headers(&header.raw);
            if wanted.is_copy(&copy) {
                let at = when(&header, &copy);
                return Ok(Some(Found { at, message_id: copy.head.message_id }));
            }
        }
    }
    Ok(None)
}

/// A delivery report or an answer that names a note: somebody has it.
pub(super) async fn among_received(
    session: &mut ImapSession,
    mailbox: &str,
    wanted: &Wanted,
) -> Result<Option<Found>, ImapError> {
    let Some(since) = wanted.since() else {
        return Ok(None);
    };
    session.examine(mailbox).await?;
    let uids = session.uids_since(since).await?;
    for handful in newest(&uids).chunks(HANDFUL) {
        for header in session.headers(handful).await? {
            let mut received = parse_headers(&header.raw);
            if received.report_type.is_some()
                && let Some(raw) = session.raw(header.uid, LONGEST_REPORT).await?
            {
                received = parse(&raw);
            }
            if wanted.is_named_in(&received) {
                return Ok(Some(Found { at: wanted.date, message_id: None }));
            }
        }
    }
    Ok(None)
}

/// When a copy says that it was written, else when the server got it.
pub(super) fn when(header: &Headers, copy: &Parsed) -> Option<Timestamp> {
    copy.date.or(header.internal_date)
}

/// The newest first, and not more than can be looked at.
fn newest(uids: &[u32]) -> Vec<u32> {
    uids.iter().rev().take(MOST).copied().collect()
}

#[cfg(test)]
mod tests;
