//! The past of a mail account as a source of people: every mailbox that is read anyway, headers first;
//! of each correspondent one mail in full for its signature. Nothing is changed on the server.
//!
//! A lost connection is made anew, and reading goes on behind the last header. How far it is and whom
//! it found so far is kept after each few thousand headers, so that a crash costs seconds of reading
//! and not an hour: the same import goes on there.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::SignedDuration;
use rapport_store::account::{Account, MailboxRole};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use super::ImportSource;
use super::harvest::{Harvest, Harvested, Kept};
use super::reading::Sent;
use crate::app::App;
use crate::driver::imap::{ImapError, ImapSession};
use crate::error::AppError;

/// Headers asked for at a time.
const HANDFUL: usize = 200;
/// Headers between two words to the database about how far it is.
const KEPT_EVERY: u64 = 5_000;
/// Signatures that are fetched.
const MOST_SIGNATURES: usize = 2_000;
/// Bytes of a mail that are fetched for its signature.
const LONGEST: u32 = 96 * 1024;
/// Connections lost one after the other without a header in between.
const MOST_LOSSES: u32 = 3;
/// What was gathered longer ago is begun anew: mail has moved on, and nobody asked for it.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A mailbox and how far it was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Mailbox {
    name: String,
    /// The numbers of another validity are numbers of other mails (RFC 9051, section 2.3.1.1).
    uid_validity: Option<u32>,
    /// The last number that was read.
    last: u32,
}

/// A reading of an account that goes on.
struct History {
    mailboxes: Vec<Mailbox>,
    harvest: Harvest,
    /// Headers read.
    count: u64,
    /// How many they were when this was kept last.
    kept: u64,
}

/// As it is kept.
#[derive(Serialize, Deserialize)]
struct KeptHistory {
    own: BTreeSet<String>,
    mailboxes: Vec<Mailbox>,
    count: u64,
    harvest: Kept,
}

/// Whether anybody still waits for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Listener {
    There,
    Gone,
}

impl App {
    /// Reads the mailboxes of an account. Whoever waits is told now and then that it goes on; when
    /// nobody waits any more it stops.
    pub(super) async fn harvest_account(
        &self,
        account: &Account,
        own: BTreeSet<String>,
        read: &Arc<AtomicU64>,
        sender: &mpsc::Sender<Sent>,
    ) -> Result<Harvested, AppError> {
        let mut history = self.history_of(account, &own).await?;
        read.store(history.count, Ordering::Relaxed);
        let mut session = self.session_of(account).await?;
        let (mut at, mut losses, mut before) = (0, 0, history.count);
        while at < history.mailboxes.len() {
            let told =
                self.read_past_of(&mut session, account, &mut history, at, read, sender).await;
            match told {
                Ok(Listener::There) => at += 1,
                Ok(Listener::Gone) => return Ok(history.harvest.finish()),
                Err(error) => {
                    self.keep_history(account, &own, &mut history).await?;
                    losses = if history.count > before { 1 } else { losses + 1 };
                    before = history.count;
                    session = self.connected_again(session, account, losses, error).await?;
                }
            }
        }
        self.keep_history(account, &own, &mut history).await?;
        self.read_signatures(session, account, &mut history).await?;
        Ok(history.harvest.finish())
    }

    /// Reads on in one mailbox.
    async fn read_past_of(
        &self,
        session: &mut ImapSession,
        account: &Account,
        history: &mut History,
        at: usize,
        read: &Arc<AtomicU64>,
        sender: &mpsc::Sender<Sent>,
    ) -> Result<Listener, AppError> {
        let Some(mailbox) = history.mailboxes.get_mut(at) else { return Ok(Listener::There) };
        let examined = session.examine(&mailbox.name).await?;
        if mailbox.uid_validity != Some(examined.uid_validity) {
            mailbox.uid_validity = Some(examined.uid_validity);
            mailbox.last = 0;
        }
        for handful in session.uids_after(mailbox.last).await?.chunks(HANDFUL) {
            for header in session.headers(handful).await? {
                if !header.draft {
                    history.harvest.add_header(&header.raw, (at, header.uid));
                }
            }
            let many = u64::try_from(handful.len()).unwrap_or(0);
            history.count += many;
            if let (Some(mailbox), Some(last)) = (history.mailboxes.get_mut(at), handful.last()) {
                mailbox.last = *last;
            }
            read.store(history.count, Ordering::Relaxed);
            if history.count >= history.kept + KEPT_EVERY {
                let own = history.harvest.own().clone();
                self.keep_history(account, &own, history).await?;
            }
            if sender.send(Sent::Items(Vec::new())).await.is_err() {
                return Ok(Listener::Gone);
            }
        }
        Ok(Listener::There)
    }

    /// A session in the place of one that was lost. What the server refused stays refused.
    async fn connected_again(
        &self,
        lost: ImapSession,
        account: &Account,
        losses: u32,
        error: AppError,
    ) -> Result<ImapSession, AppError> {
        if lost.is_open() || losses > MOST_LOSSES {
            return Err(error);
        }
        tracing::info!(losses, "the connection was lost while old mail was read; it is made anew");
        self.session_of(account).await
    }

    /// Reads one mail of each correspondent for what stands below it.
    async fn read_signatures(
        &self,
        mut session: ImapSession,
        account: &Account,
        history: &mut History,
    ) -> Result<(), AppError> {
        let unsigned = history.harvest.unsigned();
        let (mut examined, mut losses) = (None, 0);
        for (key, (mailbox, uid)) in unsigned.into_iter().take(MOST_SIGNATURES) {
            let Some(name) = history.mailboxes.get(mailbox).map(|it| it.name.clone()) else {
                continue;
            };
            loop {
                match mail_at(&mut session, &name, examined != Some(mailbox), uid).await {
                    Ok(raw) => {
                        examined = Some(mailbox);
                        if let Some(raw) = raw {
                            history.harvest.sign(&key, &raw);
                        }
                        break;
                    }
                    Err(error) => {
                        losses += 1;
                        examined = None;
                        session =
                            self.connected_again(session, account, losses, error.into()).await?;
                    }
                }
            }
        }
        session.close().await;
        Ok(())
    }

    /// Where an earlier reading of this account stands, or the beginning.
    async fn history_of(
        &self,
        account: &Account,
        own: &BTreeSet<String>,
    ) -> Result<History, AppError> {
        let mailboxes = self.store().mailboxes(self.scope()).await?.into_iter();
        let wanted = mailboxes
            .filter(|mailbox| mailbox.account == account.id && mailbox.role != MailboxRole::Junk);
        let names: Vec<String> = wanted.map(|mailbox| mailbox.name).collect();
        let since = self.now().saturating_sub(KEPT_FOR).unwrap_or(self.now());
        let kept = self.store().account_history(self.scope(), account.id, since).await?;
        let kept = kept.and_then(|bytes| serde_json::from_slice::<KeptHistory>(&bytes).ok());
        // Places name mailboxes by their order, and who is the user decides who is not.
        let fits = |kept: &KeptHistory| {
            kept.own == *own && kept.mailboxes.iter().map(|it| &it.name).eq(&names)
        };
        if let Some(kept) = kept.filter(fits) {
            return Ok(History {
                mailboxes: kept.mailboxes,
                harvest: kept.harvest.harvest(own.clone()),
                count: kept.count,
                kept: kept.count,
            });
        }
        let new = |name| Mailbox { name, uid_validity: None, last: 0 };
        Ok(History {
            mailboxes: names.into_iter().map(new).collect(),
            harvest: Harvest::new(own.clone()),
            count: 0,
            kept: 0,
        })
    }

    async fn keep_history(
        &self,
        account: &Account,
        own: &BTreeSet<String>,
        history: &mut History,
    ) -> Result<(), AppError> {
        let kept = KeptHistory {
            own: own.clone(),
            mailboxes: history.mailboxes.clone(),
            count: history.count,
            harvest: Kept::of(&history.harvest),
        };
        let bytes = serde_json::to_vec(&kept).unwrap_or_default();
        let now = self.now();
        self.store().keep_account_history(self.scope(), account.id, &bytes, now).await?;
        history.kept = history.count;
        Ok(())
    }

    /// An import or a look at one came to its end: where the reading stood is of no use any more.
    pub(super) async fn forget_history(&self, source: &ImportSource) -> Result<(), AppError> {
        if let Some(address) = source.account_address() {
            let (scope, account) = self.account_named(address).await?;
            self.store().forget_account_history(&scope, account.id).await?;
        }
        Ok(())
    }
}

/// One mail of a mailbox, as far as it is fetched.
async fn mail_at(
    session: &mut ImapSession,
    mailbox: &str,
    opens: bool,
    uid: u32,
) -> Result<Option<Vec<u8>>, ImapError> {
    if opens {
        session.examine(mailbox).await?;
    }
    session.raw(uid, LONGEST).await
}
