//! The past of a mail account as a source of people: every mailbox that is read anyway, headers first;
//! of each correspondent one mail in full for its signature. Nothing is changed on the server.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rapport_store::account::{Account, MailboxRole};
use tokio::sync::mpsc;

use super::harvest::{Harvest, Harvested};
use super::reading::Sent;
use crate::app::App;
use crate::driver::imap::ImapSession;
use crate::error::AppError;

/// Headers asked for at a time.
const HANDFUL: usize = 200;
/// Signatures that are fetched.
const MOST_SIGNATURES: usize = 2_000;
/// Bytes of a mail that are fetched for its signature.
const LONGEST: u32 = 96 * 1024;

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
        let mailboxes = self.store().mailboxes(self.scope()).await?;
        let names: Vec<String> = mailboxes
            .into_iter()
            .filter(|mailbox| mailbox.account == account.id && mailbox.role != MailboxRole::Junk)
            .map(|mailbox| mailbox.name)
            .collect();
        let mut session = self.session_of(account).await?;
        let mut harvest = Harvest::new(own);
        for (number, name) in names.iter().enumerate() {
            session.examine(name).await?;
            for handful in session.uids_after(0).await?.chunks(HANDFUL) {
                for header in session.headers(handful).await? {
                    if !header.draft {
                        harvest.add_header(&header.raw, (number, header.uid));
                    }
                }
                let many = u64::try_from(handful.len()).unwrap_or(0);
                read.fetch_add(many, Ordering::Relaxed);
                if sender.send(Sent::Items(Vec::new())).await.is_err() {
                    return Ok(harvest.finish());
                }
            }
        }
        read_signatures(&mut session, &names, &mut harvest).await?;
        session.close().await;
        Ok(harvest.finish())
    }
}

async fn read_signatures(
    session: &mut ImapSession,
    names: &[String],
    harvest: &mut Harvest,
) -> Result<(), AppError> {
    let mut examined = None;
    for (key, (mailbox, uid)) in harvest.unsigned().into_iter().take(MOST_SIGNATURES) {
        let Some(name) = names.get(mailbox) else { continue };
        if examined != Some(mailbox) {
            session.examine(name).await?;
            examined = Some(mailbox);
        }
        if let Some(raw) = session.raw(uid, LONGEST).await? {
            harvest.sign(&key, &raw);
        }
    }
    Ok(())
}
