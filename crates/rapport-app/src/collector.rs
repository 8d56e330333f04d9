//! Reading mail: one round over every account and mailbox, headers first.
//!
//! Everything here is read-only (EXAMINE, `BODY.PEEK`). A candidate is kept whole and committed
//! before anything is made of it; of the rest a number and a hash remain. How far a mailbox was read
//! is stored after each handful of messages, so that a round that breaks goes on where it was; that
//! it was read *to its end* only at its end, because sending waits for that.
//!
//! | file | what |
//! |---|---|
//! | `candidate` | which mail is kept |
//! | `mailbox` | one mailbox, from where it was left to its end |
//! | `watch` | waiting for news by IDLE |
//!
//! What is not here: what a message means (`intake`), the protocol ([`crate::driver::imap`]).

mod candidate;
mod mailbox;
mod watch;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use rapport_store::account::{Account, Mailbox};

use crate::app::App;
use crate::driver::imap::ImapSession;
use crate::error::AppError;

/// Intake begins this long before the account was connected; older mail is the user's to import.
const BEFORE_CONNECTING: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What one round of reading did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Collected {
    /// Mails that are new and were kept whole.
    pub kept: u64,
    /// Which mailboxes could not be read, and why: one sentence each.
    pub errors: Vec<String>,
}

impl App {
    /// Reads every mailbox of this scope to its end. A mailbox that cannot be read is told of, in
    /// the answer and in its row; sending waits for it by itself.
    ///
    /// # Errors
    /// What the database says.
    pub async fn collect(&self) -> Result<Collected, AppError> {
        let accounts = self.store().accounts(self.scope()).await?;
        let mailboxes = self.store().mailboxes(self.scope()).await?;
        // One server that does not answer must not keep the others' mail waiting.
        let rounds = accounts.iter().map(|account| {
            let own = mailboxes.iter().filter(|mailbox| mailbox.account == account.id);
            self.collect_account(account, own.cloned().collect())
        });
        let mut collected = Collected::default();
        for round in join_all(rounds).await {
            let round = round?;
            collected.kept += round.kept;
            collected.errors.extend(round.errors);
        }
        Ok(collected)
    }

    async fn collect_account(
        &self,
        account: &Account,
        mailboxes: Vec<Mailbox>,
    ) -> Result<Collected, AppError> {
        let mut collected = Collected::default();
        let mut session = match self.session_of(account).await {
            Ok(session) => session,
            Err(error) => {
                collected
                    .errors
                    .push(format!("{} cannot be read: {}", account.address, error.what));
                for mailbox in mailboxes {
                    self.note_error(mailbox, &error.what).await?;
                }
                return Ok(collected);
            }
        };
        let intake = self.intake_of(account).await?;
        for mailbox in mailboxes {
            let name = mailbox.name.clone();
            match self.read_mailbox(&mut session, mailbox, &intake).await {
                Ok(kept) => collected.kept += kept,
                Err(mailbox::Unread::Store(error)) => return Err(error),
                Err(mailbox::Unread::Server { mailbox, error }) => {
                    collected
                        .errors
                        .push(format!("{name} of {} cannot be read: {error}", account.address));
                    self.note_error(mailbox, &error.to_string()).await?;
                }
            }
        }
        if session.is_open() {
            session.close().await;
        }
        Ok(collected)
    }

    /// A logged-in connection of an account.
    pub(crate) async fn session_of(&self, account: &Account) -> Result<ImapSession, AppError> {
        let open = self.open_account(account).await?;
        Ok(ImapSession::open(&open.imap).await?)
    }

    /// Keeps why a mailbox could not be read; when it was last read stays, and ages.
    async fn note_error(&self, mailbox: Mailbox, error: &str) -> Result<(), AppError> {
        if mailbox.error.as_deref() != Some(error) {
            let mailbox = Mailbox { error: Some(error.to_owned()), ..mailbox };
            self.store().save_mailbox(self.scope(), &mailbox).await?;
        }
        Ok(())
    }

    async fn intake_of(&self, account: &Account) -> Result<mailbox::Intake, AppError> {
        let begins =
            account.connected_at.saturating_sub(BEFORE_CONNECTING).unwrap_or(Timestamp::MIN);
        let recently = self.now().saturating_sub(BEFORE_CONNECTING).unwrap_or(Timestamp::MIN);
        let subjects = self.store().sent_subjects(self.scope(), recently).await?;
        Ok(mailbox::Intake {
            begins,
            sent_subjects: subjects.iter().map(|it| candidate::folded_subject(it)).collect(),
        })
    }
}
