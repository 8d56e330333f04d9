//! EXAMINE, SEARCH and FETCH: everything that reads, nothing that writes.

use std::collections::BTreeMap;

use async_imap::imap_proto::{
    AttributeValue, MailboxDatum, MessageSection, Response, ResponseCode, SectionPath, Status,
};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{ImapError, ImapSession, quoted};

/// A mailbox as EXAMINE describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// UIDs are valid only together with this number (RFC 9051, section 2.3.1.1). When it
    /// differs from the one kept, every UID kept for the mailbox is void.
    pub uid_validity: u32,
    /// The UID that the next message will get, where the server says so.
    pub uid_next: Option<u32>,
    /// How many messages there are.
    pub exists: u32,
}

/// The outside of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    /// Its UID in the mailbox.
    pub uid: u32,
    /// Size of the whole message in bytes, as the server counts.
    pub size: u32,
    /// When the server received it, if it said so in a readable way.
    pub internal_date: Option<Timestamp>,
    /// Whether somebody has read it, on whatever device.
    pub seen: bool,
    /// Whether it is unfinished (`\Draft`). Where one mailbox holds everything, drafts are in it.
    pub draft: bool,
    /// The header, as it was sent, up to and with the empty line.
    pub raw: Vec<u8>,
}

impl ImapSession {
    /// Opens a mailbox for reading only.
    ///
    /// # Errors
    ///
    /// When the mailbox does not exist, has no lasting UIDs, or the connection is lost.
    pub async fn examine(&mut self, mailbox: &str) -> Result<Examined, ImapError> {
        let doing = "opening the mailbox";
        let command = format!("EXAMINE {}", quoted(mailbox)?);
        let (mut uid_validity, mut uid_next, mut exists) = (None, None, 0);
        let wait = self.deadlines.command;
        self.transact(doing, &command, wait, |response| match response {
            Response::MailboxData(MailboxDatum::Exists(count)) => exists = *count,
            Response::Data { status: Status::Ok, outcome } => match outcome.code {
                Some(ResponseCode::UidValidity(number)) => uid_validity = Some(number),
                Some(ResponseCode::UidNext(number)) => uid_next = Some(number),
                _ => {}
            },
            _ => {}
        })
        .await?;
        // The count above is where we begin, not news.
        self.news = false;
        let answer = "the mailbox has no lasting message numbers (UIDVALIDITY)".to_owned();
        let uid_validity = uid_validity.ok_or(ImapError::Refused { doing, answer })?;
        Ok(Examined { uid_validity, uid_next, exists })
    }

    /// UIDs above `uid`, in rising order. Needs an examined mailbox, as do all below.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn uids_after(&mut self, uid: u32) -> Result<Vec<u32>, ImapError> {
        let Some(first) = uid.checked_add(1) else {
            return Ok(Vec::new());
        };
        // `n:*` always names the last message, even when its UID is below n.
        let mut found = self.search(&format!("UID {first}:*")).await?;
        found.retain(|found| *found > uid);
        Ok(found)
    }

    /// UIDs of what the server received on or after `date`, which is read in the server's own
    /// zone: ask for a day more than needed.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn uids_since(&mut self, date: Date) -> Result<Vec<u32>, ImapError> {
        self.search(&format!("SINCE {}", search_date(date))).await
    }

    /// UIDs of messages with this Message-ID, with or without angle brackets. Also finds a
    /// message whose id a Microsoft server has replaced, by the header in which it keeps the
    /// one that we gave.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn uids_of_message_id(&mut self, id: &str) -> Result<Vec<u32>, ImapError> {
        let id = quoted(id.trim().trim_start_matches('<').trim_end_matches('>'))?;
        let original = "HEADER X-Microsoft-Original-Message-ID";
        self.search(&format!("OR HEADER Message-ID {id} {original} {id}")).await
    }

    /// UIDs of messages to this address since `date`: the last resort for finding a sent
    /// message whose id was replaced. The caller compares subject and time.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn uids_to(&mut self, address: &str, date: Date) -> Result<Vec<u32>, ImapError> {
        self.search(&format!("SINCE {} TO {}", search_date(date), quoted(address)?)).await
    }

    async fn search(&mut self, criteria: &str) -> Result<Vec<u32>, ImapError> {
        let command = format!("UID SEARCH {criteria}");
        let mut found = Vec::new();
        let wait = self.deadlines.command;
        self.transact("searching the mailbox", &command, wait, |response| {
            if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                found.extend_from_slice(uids);
            }
        })
        .await?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Headers, date, size and read mark of some messages, in the order of their UIDs. A
    /// message that is gone is left out. Ask for at most a hundred or so at a time.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn headers(&mut self, uids: &[u32]) -> Result<Vec<Headers>, ImapError> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let command = format!(
            "UID FETCH {} (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])",
            uid_set(uids)
        );
        let mut found = Vec::new();
        let wait = self.deadlines.body;
        self.transact("reading headers", &command, wait, |response| {
            if let Response::Fetch(_, attributes) = response {
                found.extend(read_headers(attributes));
            }
        })
        .await?;
        // Other messages may be mentioned in passing, when somebody reads them elsewhere.
        found.retain(|headers| uids.contains(&headers.uid));
        found.sort_unstable_by_key(|headers| headers.uid);
        found.dedup_by_key(|headers| headers.uid);
        Ok(found)
    }

    /// A whole message, as it was sent, cut after `limit` bytes; `None` when it is gone.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn raw(&mut self, uid: u32, limit: u32) -> Result<Option<Vec<u8>>, ImapError> {
        let command = format!("UID FETCH {uid} (UID BODY.PEEK[]<0.{limit}>)");
        let mut found = None;
        let wait = self.deadlines.body;
        self.transact("reading a message", &command, wait, |response| {
            if let Response::Fetch(_, attributes) = response
                && attributes.contains(&AttributeValue::Uid(uid))
            {
                for attribute in attributes {
                    if let AttributeValue::BodySection { section: None, data: Some(data), .. } =
                        attribute
                    {
                        found = Some(data.to_vec());
                    }
                }
            }
        })
        .await?;
        Ok(found)
    }
}

impl ImapSession {
    /// Some whole messages by one command, each cut after `limit` bytes, in the order of their UIDs.
    /// One that is gone is left out. All are held at once: ask for small ones.
    ///
    /// # Errors
    ///
    /// When the server refuses or the connection is lost.
    pub async fn raws(
        &mut self,
        uids: &[u32],
        limit: u32,
    ) -> Result<Vec<(u32, Vec<u8>)>, ImapError> {
        let mut found = BTreeMap::new();
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let command = format!("UID FETCH {} (UID BODY.PEEK[]<0.{limit}>)", uid_set(uids));
        let wait = self.deadlines.body;
        self.transact("reading messages", &command, wait, |response| {
            if let Response::Fetch(_, attributes) = response
                && let Some((uid, raw)) = read_raw(attributes)
                && uids.contains(&uid)
            {
                found.insert(uid, raw);
            }
        })
        .await?;
        Ok(found.into_iter().collect())
    }
}

/// The number and the bytes of a message that was fetched.
fn read_raw(attributes: &[AttributeValue<'_>]) -> Option<(u32, Vec<u8>)> {
    let (mut uid, mut raw) = (None, None);
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(number) => uid = Some(*number),
            AttributeValue::BodySection { section: None, data: Some(data), .. } => {
                raw = Some(data.to_vec());
            }
            _ => {}
        }
    }
    Some((uid?, raw?))
}

/// One FETCH answer; `None` if it is about something else, such as a changed flag.
fn read_headers(attributes: &[AttributeValue<'_>]) -> Option<Headers> {
    let (mut uid, mut raw) = (None, None);
    let (mut size, mut internal_date) = (0, None);
    let (mut seen, mut draft) = (false, false);
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(number) => uid = Some(*number),
            AttributeValue::Rfc822Size(bytes) => size = *bytes,
            AttributeValue::InternalDate(text) => internal_date = read_internal_date(text),
            AttributeValue::Flags(flags) => {
                let has = |wanted: &str| flags.iter().any(|flag| flag.eq_ignore_ascii_case(wanted));
                seen = has("\\Seen");
                draft = has("\\Draft");
            }
            AttributeValue::BodySection {
                section: Some(SectionPath::Full(MessageSection::Header)),
                data: Some(data),
                ..
            } => raw = Some(data.to_vec()),
            _ => {}
        }
    }
    Some(Headers { uid: uid?, size, internal_date, seen, draft, raw: raw? })
}

/// `"22-Nov-2026 10:00:00 +0100"`; a day below ten is padded with a space.
fn read_internal_date(text: &str) -> Option<Timestamp> {
    Timestamp::strptime("%d-%b-%Y %H:%M:%S %z", text.trim()).ok()
}

/// `22-Nov-2026` (RFC 9051, `date`).
fn search_date(date: Date) -> String {
    date.strftime("%-d-%b-%Y").to_string()
}

/// `1:3,7`: runs are shortened, because servers limit the length of a command.
fn uid_set(uids: &[u32]) -> String {
    let mut uids = uids.to_vec();
    uids.sort_unstable();
    uids.dedup();
    let runs: Vec<String> = uids
        .chunk_by(|before, after| before + 1 == *after)
        .map(|run| match run {
            [one] => one.to_string(),
            [first, .., last] => format!("{first}:{last}"),
            [] => String::new(),
        })
        .collect();
    runs.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uid_sets_are_short() {
        assert_eq!(uid_set(&[7, 3, 1, 2, 2]), "1:3,7");
        assert_eq!(uid_set(&[u32::MAX]), u32::MAX.to_string());
        assert_eq!(uid_set(&[u32::MAX, u32::MAX - 1]), "4294967294:4294967295");
    }

    #[test]
    fn dates_are_written_and_read_as_imap_has_them() {
        assert_eq!(search_date(jiff::civil::date(2026, 2, 3)), "3-Feb-2026");
        let read = read_internal_date(" 3-Feb-2026 09:08:07 +0100").unwrap();
        assert_eq!(read, "2026-02-03T08:08:07Z".parse().unwrap());
        assert_eq!(read_internal_date("yesterday"), None);
    }
}
