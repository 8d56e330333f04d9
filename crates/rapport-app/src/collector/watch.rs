//! Waiting for news: one task per account holds an IDLE on its INBOX.
//!
//! News only wakes the worker that reads; a missed one costs minutes, because mailboxes are polled
//! as well. An IDLE is always ended by its own stop, never dropped: the connection would be left in
//! the middle of a command.

use std::collections::BTreeMap;
use std::time::Duration;

use rapport_core::ids::AccountId;
use rapport_store::account::{Account, MailboxRole};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::app::App;
use crate::driver::imap::{Idle, ImapError, RE_ISSUE};
use crate::error::AppError;

/// How often the list of accounts is looked at, and mailboxes are polled as the net under IDLE.
const POLL: Duration = Duration::from_secs(120);

/// The first pause after a lost connection; it doubles with each failure.
const FIRST_PAUSE: Duration = Duration::from_secs(5);

/// The longest pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

impl App {
    /// Watches every account until told to stop; says `()` on `wake` when something may be new.
    pub async fn watch(&self, wake: mpsc::Sender<()>, mut stop: watch::Receiver<bool>) {
        let mut tasks = JoinSet::new();
        // Dropping a sender tells its task that the account is gone.
        let mut running: BTreeMap<AccountId, watch::Sender<()>> = BTreeMap::new();
        while !*stop.borrow() {
            // A database that is busy now is asked again; the tasks go on meanwhile.
            if let Ok(accounts) = self.store().accounts(self.scope()).await {
                running.retain(|id, _| accounts.iter().any(|account| account.id == *id));
                for account in accounts {
                    running.entry(account.id).or_insert_with(|| {
                        let (alive, gone) = watch::channel(());
                        let (app, wake, stop) = (self.clone(), wake.clone(), stop.clone());
                        tasks.spawn(
                            async move { app.watch_account(account, wake, stop, gone).await },
                        );
                        alive
                    });
                }
            }
            tokio::select! {
                () = sleep(POLL) => {}
                _ = stop.wait_for(|stop| *stop) => break,
            }
            // Somebody may be woken already, which is as good.
            let _ = wake.try_send(());
        }
        drop(running);
        while tasks.join_next().await.is_some() {}
    }

    /// Connects again and again until told to stop.
    async fn watch_account(
        &self,
        account: Account,
        wake: mpsc::Sender<()>,
        stop: watch::Receiver<bool>,
        gone: watch::Receiver<()>,
    ) {
        let mut failures = 0;
        loop {
            let ended = self.hold_idle(&account, &wake, &stop, &gone, &mut failures).await;
            let pause = match ended {
                Ok(()) => return,
                Err(why) => {
                    failures += 1;
                    tracing::debug!(account = %account.id, failures, why = %why.what, "watching was interrupted");
                    pause(failures, account.id)
                }
            };
            tokio::select! {
                () = sleep(pause) => {}
                () = over(stop.clone(), gone.clone()) => return,
            }
        }
    }

    /// One connection: ends well when told to stop, badly when it is lost.
    async fn hold_idle(
        &self,
        account: &Account,
        wake: &mpsc::Sender<()>,
        stop: &watch::Receiver<bool>,
        gone: &watch::Receiver<()>,
        failures: &mut u32,
    ) -> Result<(), AppError> {
        // The row may have changed since: a new password, a renewed token.
        let account = self.store().account(self.scope(), account.id).await?;
        let inbox =
            self.store().mailboxes(self.scope()).await?.into_iter().find(|mailbox| {
                mailbox.account == account.id && mailbox.role == MailboxRole::Inbox
            });
        let inbox = inbox.map_or_else(|| "INBOX".to_owned(), |mailbox| mailbox.name);
        let mut session = self.session_of(&account).await?;
        session.examine(&inbox).await?;
        *failures = 0;
        // Something may have come while nobody watched.
        let _ = wake.try_send(());
        loop {
            match session.idle(RE_ISSUE, over(stop.clone(), gone.clone())).await {
                Ok(Idle::News) => {
                    let _ = wake.try_send(());
                }
                Ok(Idle::Stopped) => {
                    session.close().await;
                    return Ok(());
                }
                Err(ImapError::NotOffered(_)) => {
                    // Polling does it alone here.
                    session.close().await;
                    over(stop.clone(), gone.clone()).await;
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Completes when the server is to stop or the account is gone.
async fn over(mut stop: watch::Receiver<bool>, mut gone: watch::Receiver<()>) {
    tokio::select! {
        _ = stop.wait_for(|stop| *stop) => {}
        _ = gone.changed() => {}
    }
}

/// Doubles up to the longest; spread by the account, so that several do not come back in step.
fn pause(failures: u32, account: AccountId) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1 << failures.saturating_sub(1).min(10));
    let spread = u64::from(account.as_bytes()[15]).wrapping_mul(u64::from(failures)) % 1000;
    doubled.min(LONGEST_PAUSE - Duration::from_secs(1)) + Duration::from_millis(spread)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes_and_are_spread() {
        let account = AccountId::new(Uuid::from_u128(77));
        let seconds: Vec<u64> =
            (1..=9).map(|failures| pause(failures, account).as_secs()).collect();
        assert_eq!(seconds[..4], [5, 10, 20, 40]);
        assert!(seconds.iter().all(|pause| *pause <= 300), "{seconds:?}");
        assert!(pause(u32::MAX, account) <= LONGEST_PAUSE);
        assert_ne!(pause(1, account), pause(1, AccountId::new(Uuid::from_u128(78))));
    }

    #[tokio::test]
    async fn an_account_that_is_gone_ends_its_task_as_a_stop_does() {
        let (stopping, stop) = watch::channel(false);
        let (alive, gone) = watch::channel(());
        drop(alive);
        over(stop.clone(), gone).await;
        let (_alive, gone) = watch::channel(());
        stopping.send(true).unwrap();
        over(stop, gone).await;
        assert!(*stopping.borrow());
    }
}
