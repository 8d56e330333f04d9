//! Mail of the mail world: put in place, read back, awaited, marked as read.
//!
//! Reading goes to the Maildir files and not through IMAP, so that looking changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::MailWorld;
use crate::dialogue::{deliver_by_lmtp, deliver_by_smtp};
use crate::wait::{wait_until, wait_until_async};

impl MailWorld {
    /// Puts a message into the mailbox of `to` at once, by LMTP, past Exim and its policy.
    /// Sieve runs. Lines may end in LF.
    #[track_caller]
    pub fn deliver(&self, from: &str, to: &str, raw: &[u8]) {
        if let Err(error) = deliver_by_lmtp(self.lmtp_port, from, &[to], raw) {
            panic!("LMTP delivery from {from} to {to}: {error}");
        }
    }

    /// Sends a message as a stranger's server would, to Exim's MX port: policy, bounces and
    /// redirects apply, and it arrives a little later.
    #[track_caller]
    pub fn send(&self, from: &str, to: &str, raw: &[u8]) {
        if let Err(error) = deliver_by_smtp(self.mx_port, from, &[to], raw) {
            panic!("SMTP delivery from {from} to {to}: {error}");
        }
    }

    /// Files a message in a folder of the user by IMAP APPEND, as another client does with
    /// `Sent`. `flags` for instance `\Seen`.
    #[track_caller]
    pub fn append(&self, address: &str, folder: &str, flags: &str, raw: &[u8]) {
        let literal = String::from_utf8_lossy(raw).replace("\r\n", "\n").replace('\n', "\r\n");
        let command = format!("APPEND {folder} ({flags}) {{{}+}}\r\n{literal}", literal.len());
        self.imap(address, &[&command]);
    }

    /// The raw messages of the user in all folders, oldest first.
    #[track_caller]
    #[must_use]
    pub fn messages(&self, address: &str) -> Vec<Vec<u8>> {
        self.read(address, None)
    }

    /// The raw messages of the user in one folder (`INBOX`, `Sent`), oldest first.
    #[track_caller]
    #[must_use]
    pub fn messages_in(&self, address: &str, folder: &str) -> Vec<Vec<u8>> {
        self.read(address, Some(folder))
    }

    /// Waits until the user has a message that satisfies `wanted`, and gives it. Blocks.
    #[track_caller]
    pub fn wait_for_message(
        &self,
        address: &str,
        mut wanted: impl FnMut(&str) -> bool,
        limit: Duration,
    ) -> Vec<u8> {
        let what = format!("a message to {address}");
        wait_until(&what, limit, || self.find(address, &mut wanted))
    }

    /// As [`MailWorld::wait_for_message`] for tests whose runtime also runs the code under test.
    ///
    /// # Panics
    ///
    /// After `limit`.
    pub async fn wait_for_message_async(
        &self,
        address: &str,
        mut wanted: impl FnMut(&str) -> bool,
        limit: Duration,
    ) -> Vec<u8> {
        let what = format!("a message to {address}");
        wait_until_async(&what, limit, || self.find(address, &mut wanted)).await
    }

    /// Marks the messages in INBOX with this Message-ID (with its angle brackets) as read,
    /// as a phone would; all of them where the id is empty.
    #[track_caller]
    pub fn mark_seen(&self, address: &str, message_id: &str) {
        for number in self.search(address, message_id) {
            self.imap(
                address,
                &["SELECT INBOX", &format!("STORE {number} +FLAGS.SILENT (\\Seen)")],
            );
        }
    }

    /// Whether a message in INBOX with this Message-ID carries `\Seen`. Looking changes nothing.
    #[track_caller]
    #[must_use]
    pub fn is_seen(&self, address: &str, message_id: &str) -> bool {
        self.search(address, message_id).iter().any(|number| {
            self.imap(address, &["EXAMINE INBOX", &format!("FETCH {number} (FLAGS)")])
                .iter()
                .any(|line| line.contains("FETCH") && line.contains("\\Seen"))
        })
    }

    /// Speaks IMAP as the user in one connection; gives the untagged lines of all commands.
    #[track_caller]
    pub fn imap(&self, address: &str, commands: &[&str]) -> Vec<String> {
        let dialogue = || -> Result<Vec<String>> {
            let mut server = self.login(address)?;
            let mut lines = Vec::new();
            for command in commands {
                lines.extend(server.imap(command)?);
            }
            Ok(lines)
        };
        match dialogue() {
            Ok(lines) => lines,
            Err(error) => panic!("IMAP as {address}: {error}"),
        }
    }

    #[track_caller]
    fn search(&self, address: &str, message_id: &str) -> Vec<u32> {
        let query = if message_id.is_empty() {
            "SEARCH ALL".to_owned()
        } else {
            format!("SEARCH HEADER Message-ID \"{message_id}\"")
        };
        self.imap(address, &["EXAMINE INBOX", &query])
            .iter()
            .filter_map(|line| line.strip_prefix("* SEARCH"))
            .flat_map(str::split_whitespace)
            .filter_map(|number| number.parse().ok())
            .collect()
    }

    fn find(&self, address: &str, wanted: &mut impl FnMut(&str) -> bool) -> Option<Vec<u8>> {
        self.read(address, None).into_iter().find(|raw| wanted(&String::from_utf8_lossy(raw)))
    }

    #[track_caller]
    fn read(&self, address: &str, folder: Option<&str>) -> Vec<Vec<u8>> {
        let maildir = self.home(address).join("Maildir");
        // Dovecot moves files from `new` to `cur` while we read: then we look again.
        for _ in 0..100 {
            match read_maildir(&maildir, folder) {
                Ok(messages) => return messages,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => panic!("reading the mail of {address}: {error}"),
            }
        }
        panic!("the mail of {address} never stood still")
    }
}

/// All messages below a Maildir by time of arrival; an error `NotFound` when a file moved away.
fn read_maildir(maildir: &Path, folder: Option<&str>) -> Result<Vec<Vec<u8>>> {
    // Keyed by arrival and by the name up to the flags: a file that moved while we
    // listed is seen once.
    let mut found: BTreeMap<((u64, u64), String), PathBuf> = BTreeMap::new();
    for place in folders(maildir, folder)? {
        for part in ["new", "cur"] {
            for entry in list(&place.join(part))? {
                let name = entry.file_name().unwrap_or_default().to_string_lossy();
                let name = name.split(":2,").next().unwrap_or_default().to_owned();
                let key = format!("{}/{name}", place.display());
                found.insert((arrival(&name), key), entry);
            }
        }
    }
    found.into_values().map(fs::read).collect()
}

/// INBOX is the Maildir itself, a folder `Sent` is `.Sent` within it.
fn folders(maildir: &Path, folder: Option<&str>) -> Result<Vec<PathBuf>> {
    match folder {
        Some("INBOX") => Ok(vec![maildir.to_path_buf()]),
        Some(name) => Ok(vec![maildir.join(format!(".{}", name.replace('/', ".")))]),
        None => {
            let mut all = vec![maildir.to_path_buf()];
            all.extend(list(maildir)?.into_iter().filter(|entry| {
                entry.is_dir()
                    && entry
                        .file_name()
                        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
            }));
            Ok(all)
        }
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        // No mail yet.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// A Maildir name begins `SECONDS.MmicrosecondsP...`.
fn arrival(name: &str) -> (u64, u64) {
    let mut parts = name.splitn(2, '.');
    let seconds = parts.next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let micros: String = parts
        .next()
        .and_then(|rest| rest.strip_prefix('M'))
        .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect())
        .unwrap_or_default();
    (seconds, micros.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::arrival;

    #[test]
    fn the_name_of_a_message_tells_when_it_came() {
        assert_eq!(arrival("1700000000.M42P7.host,S=1"), (1_700_000_000, 42));
        assert!(arrival("1700000000.M42P7.h") < arrival("1700000000.M123456P1.h"));
        assert_eq!(arrival("odd"), (0, 0));
    }
}
