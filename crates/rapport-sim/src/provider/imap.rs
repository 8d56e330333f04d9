//! The mailbox (RFC 9051), as far as a reader that changes nothing asks.

use std::io;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rapport_mail::parse_headers;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};

use super::{Folder, Kept, Provider, State};

/// Serves one call until it ends.
pub(super) async fn serve(stream: DuplexStream, provider: Provider) -> io::Result<()> {
    let left = provider.state().cut_reading_after.take();
    let mut call = Call { stream: BufReader::new(stream), provider, left, opened: Opened::Nothing };
    call.write(b"* OK ready\r\n").await?;
    while let Some(line) = call.line().await? {
        if !call.answer(&line).await? {
            return Ok(());
        }
    }
    Ok(())
}

struct Call {
    stream: BufReader<DuplexStream>,
    provider: Provider,
    /// Lines until the connection is cut.
    left: Option<u32>,
    opened: Opened,
}

#[derive(Clone, Copy)]
enum Opened {
    Nothing,
    Inbox,
    Sent,
}

impl Call {
    /// Answers one command; false when the call is over.
    async fn answer(&mut self, line: &str) -> io::Result<bool> {
        let (tag, command) = line.split_once(' ').unwrap_or((line, ""));
        let upper = command.to_ascii_uppercase();
        let mut out = Vec::new();
        if upper.starts_with("CAPABILITY") {
            out.extend_from_slice(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN SPECIAL-USE\r\n");
        } else if upper.starts_with("AUTHENTICATE") {
            self.write(b"+ \r\n").await?;
            if self.line().await?.is_none() {
                return Ok(false);
            }
        } else if upper.starts_with("LIST") {
            out.extend_from_slice(b"* LIST () \"/\" INBOX\r\n* LIST (\\Sent) \"/\" Sent\r\n");
        } else if upper.starts_with("EXAMINE") {
            self.opened = if upper.contains("INBOX") { Opened::Inbox } else { Opened::Sent };
            out = self.examine();
        } else if let Some(criteria) = command.strip_prefix("UID SEARCH ") {
            let found = self.search(criteria);
            let found: Vec<String> = found.iter().map(u32::to_string).collect();
            out = format!("* SEARCH {}\r\n", found.join(" ")).into_bytes();
        } else if let Some(what) = command.strip_prefix("UID FETCH ") {
            out = self.fetch(what);
        } else if upper.starts_with("APPEND") {
            self.append(command).await?;
        } else if upper.starts_with("LOGOUT") {
            self.write(format!("* BYE\r\n{tag} OK bye\r\n").as_bytes()).await?;
            return Ok(false);
        } else {
            self.write(format!("{tag} BAD what?\r\n").as_bytes()).await?;
            return Ok(true);
        }
        out.extend_from_slice(format!("{tag} OK done\r\n").as_bytes());
        self.write(&out).await?;
        Ok(true)
    }

    fn examine(&self) -> Vec<u8> {
        let now = self.provider.clock.now();
        let mut state = self.provider.state();
        let folder = folder(&mut state, self.opened);
        folder.examined_at = Some(now);
        format!(
            "* {} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {}] x\r\n* OK [UIDNEXT {}] x\r\n",
            folder.messages.len(),
            folder.validity,
            folder.next_uid
        )
        .into_bytes()
    }

    fn search(&self, criteria: &str) -> Vec<u32> {
        let mut state = self.provider.state();
        let folder = folder(&mut state, self.opened);
        let wanted = Criteria::read(criteria);
        let mut found: Vec<u32> = folder
            .messages
            .iter()
            .filter(|message| wanted.fits(message))
            .map(|message| message.uid)
            .collect();
        // `n:*` names the last message whatever its number is.
        if wanted.first_uid.is_some()
            && found.is_empty()
            && let Some(last) = folder.messages.last()
        {
            found.push(last.uid);
        }
        found
    }

    fn fetch(&self, what: &str) -> Vec<u8> {
        let mut state = self.provider.state();
        let folder = folder(&mut state, self.opened);
        let (set, items) = what.split_once(' ').unwrap_or((what, ""));
        let whole = items.contains("BODY.PEEK[]");
        let mut out = Vec::new();
        for (index, message) in folder.messages.iter().enumerate() {
            if !in_set(set, message.uid) {
                continue;
            }
            let number = index + 1;
            if whole {
                let head = format!(
                    "* {number} FETCH (UID {} BODY[]<0> {{{}}}\r\n",
                    message.uid,
                    message.raw.len()
                );
                out.extend_from_slice(head.as_bytes());
                out.extend_from_slice(&message.raw);
            } else {
                let header = header_of(&message.raw);
                let head = format!(
                    "* {number} FETCH (UID {} FLAGS () INTERNALDATE \"{}\" RFC822.SIZE {} BODY[HEADER] {{{}}}\r\n",
                    message.uid,
                    internal_date(message.at),
                    message.raw.len(),
                    header.len()
                );
                out.extend_from_slice(head.as_bytes());
                out.extend_from_slice(header);
            }
            out.extend_from_slice(b")\r\n");
        }
        out
    }

    async fn append(&mut self, command: &str) -> io::Result<()> {
        let length = command.rsplit_once('{').map_or("", |(_, rest)| rest);
        let length: usize = length.trim_end_matches('}').parse().unwrap_or(0);
        self.write(b"+ go ahead\r\n").await?;
        let mut raw = vec![0; length];
        self.stream.read_exact(&mut raw).await?;
        let mut end = Vec::new();
        self.stream.read_until(b'\n', &mut end).await?;
        let now = self.provider.clock.now();
        self.provider.state().sent.add(now, raw);
        self.provider.fuse.line().await;
        Ok(())
    }

    /// The next line without its end; `None` when the call is over, by the caller or by a fault.
    async fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        if self.stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        self.provider.state().lines += 1;
        self.provider.fuse.line().await;
        match &mut self.left {
            Some(0) => return Ok(None),
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let stream = self.stream.get_mut();
        stream.write_all(bytes).await?;
        stream.flush().await
    }
}

const fn folder(state: &mut State, opened: Opened) -> &mut Folder {
    match opened {
        Opened::Inbox | Opened::Nothing => &mut state.inbox,
        Opened::Sent => &mut state.sent,
    }
}

/// What is searched for; all that is named must fit.
#[derive(Default)]
struct Criteria {
    first_uid: Option<u32>,
    since: Option<Date>,
    message_id: Option<String>,
    to: Option<String>,
}

impl Criteria {
    fn read(text: &str) -> Self {
        let mut criteria = Self::default();
        let mut words = text.split(' ');
        while let Some(word) = words.next() {
            match word {
                "UID" => {
                    let first = words.next().and_then(|range| range.split(':').next());
                    criteria.first_uid = first.and_then(|first| first.parse().ok());
                }
                "SINCE" => {
                    let day = words.next().unwrap_or_default();
                    criteria.since = Date::strptime("%d-%b-%Y", day).ok();
                }
                "TO" => criteria.to = words.next().map(unquoted),
                // Both headers are asked for with the same id.
                "HEADER" => {
                    words.next();
                    criteria.message_id = words.next().map(unquoted);
                }
                _ => {}
            }
        }
        criteria
    }

    fn fits(&self, message: &Kept) -> bool {
        if self.first_uid.is_some_and(|first| message.uid < first) {
            return false;
        }
        let day = message.at.to_zoned(TimeZone::UTC).date();
        if self.since.is_some_and(|since| day < since) {
            return false;
        }
        if self.message_id.is_none() && self.to.is_none() {
            return true;
        }
        let parsed = parse_headers(&message.raw);
        if let Some(wanted) = &self.message_id {
            let ids = parsed.head.message_id.iter().chain(&parsed.replaced_id);
            if !ids.into_iter().any(|id| id == wanted) {
                return false;
            }
        }
        self.to.as_ref().is_none_or(|to| parsed.head.to.iter().any(|other| other == to))
    }
}

fn unquoted(word: &str) -> String {
    word.trim_matches('"').to_owned()
}

fn in_set(set: &str, uid: u32) -> bool {
    set.split(',').any(|part| {
        let (first, last) = part.split_once(':').unwrap_or((part, part));
        let bound = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        (bound(first)..=bound(last)).contains(&uid)
    })
}

fn header_of(raw: &[u8]) -> &[u8] {
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n").map_or(raw.len(), |at| at + 4);
    &raw[..end]
}

fn internal_date(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%d-%b-%Y %H:%M:%S +0000").to_string()
}
