//! The copy of a sent note in Sent: some servers keep one by themselves, with others one is put
//! there.
//!
//! Searched for first, up to three times within about a minute, and only then appended, so that
//! nobody finds two. What is learned is remembered for the account.

use jiff::{SignedDuration, Timestamp};
use rapport_store::account::{Account, MailboxRole};
use rapport_store::outbox::OutboxItem;

use super::search::{Wanted, among_sent};
use crate::accounts::settings::{AccountSettings, CopyRule};
use crate::app::App;
use crate::driver::imap::{ImapError, ImapSession};
use crate::error::{AppError, Kind};

/// The server keeps the copy.
pub(super) const BY_SERVER: &str = "by-server";

/// We put it there.
const APPENDED: &str = "appended";

/// There is nothing to be done: no Sent mailbox, or the server refused.
const NONE: &str = "none";

/// How the word of a copy that is still awaited begins; behind it stand the searches so far and the
/// time of the last one.
const PENDING: &str = "pending";

/// Between two searches for the same copy.
const BETWEEN: SignedDuration = SignedDuration::from_secs(25);

/// From then on a copy that is not there is not coming.
const ENOUGH: SignedDuration = SignedDuration::from_secs(60);

/// A server that is known to keep copies gets longer.
const LATE: SignedDuration = SignedDuration::from_mins(30);

/// Whoever could not be asked for so long is not asked any more.
const GIVE_UP: SignedDuration = SignedDuration::from_hours(48);

impl App {
    /// Accounts for the copies of what went out lately; the number of those that are accounted for
    /// now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn settle_sent_copies(&self) -> Result<u64, AppError> {
        let now = self.now();
        let mut items = self.store().pending_sent_copies(self.scope()).await?;
        items.retain(|item| Progress::of(item).is_due(now));
        let mut settled = 0;
        for (account, items) in self.by_account(items).await? {
            let Some(sent) = self.mailbox_of(account.id, MailboxRole::Sent).await? else {
                for item in items {
                    self.store().set_sent_copy(self.scope(), item.id, NONE).await?;
                }
                continue;
            };
            let Ok(mut session) = self.session_of(&account).await else {
                for item in &items {
                    self.put_off(item, now).await?;
                }
                continue;
            };
            for item in items {
                match self.settle_copy(&mut session, &account, &sent, &item, now).await {
                    Ok(done) => settled += u64::from(done),
                    Err(error) if error.kind == Kind::Data => return Err(error),
                    Err(error) => {
                        tracing::debug!(item = %item.id, why = %error.what, "the copy was not accounted for");
                        self.put_off(&item, now).await?;
                    }
                }
            }
            if session.is_open() {
                session.close().await;
            }
        }
        Ok(settled)
    }

    async fn settle_copy(
        &self,
        session: &mut ImapSession,
        account: &Account,
        sent: &str,
        item: &OutboxItem,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        let (Some(wanted), Some(wire), Some(sent_at)) =
            (Wanted::of(item), &item.wire, item.sent_at)
        else {
            self.store().set_sent_copy(self.scope(), item.id, NONE).await?;
            return Ok(true);
        };
        let found = among_sent(session, sent, &wanted).await?;
        if let Some(found) = found {
            self.keep_replaced_id(item, &found).await?;
            self.store().set_sent_copy(self.scope(), item.id, BY_SERVER).await?;
            self.learn(account, CopyRule::ByServer).await?;
            return Ok(true);
        }
        // The row is read anew: an item before this one may have taught something.
        let rule = AccountSettings::read(&self.store().account(self.scope(), account.id).await?)?
            .sent_copy;
        let progress = Progress::of(item);
        match next(rule, progress.searches + 1, now.duration_since(sent_at)) {
            Next::SearchAgain => {
                let word = format!("{PENDING} {} {now}", progress.searches + 1);
                self.store().set_sent_copy(self.scope(), item.id, &word).await?;
                Ok(false)
            }
            Next::Append => {
                // Learned first: should the answer get lost, our own copy must not be taken for one
                // of the server's.
                self.learn(account, CopyRule::Append).await?;
                self.append(session, sent, item, (wire, sent_at)).await?;
                Ok(true)
            }
            Next::Leave => {
                self.store().set_sent_copy(self.scope(), item.id, NONE).await?;
                Ok(true)
            }
        }
    }

    async fn append(
        &self,
        session: &mut ImapSession,
        sent: &str,
        item: &OutboxItem,
        (wire, sent_at): (&[u8], Timestamp),
    ) -> Result<(), AppError> {
        let word = match session.append_sent(sent, wire, sent_at).await {
            Ok(_) => APPENDED,
            Err(error @ ImapError::Refused { .. }) if !error.is_transient() => {
                tracing::warn!(item = %item.id, "the server does not take the copy of a sent note");
                NONE
            }
            // It may be there all the same: it is searched for before the next try.
            Err(error) => return Err(error.into()),
        };
        Ok(self.store().set_sent_copy(self.scope(), item.id, word).await?)
    }

    /// The server failed: it is asked again after a pause, but not for ever.
    async fn put_off(&self, item: &OutboxItem, now: Timestamp) -> Result<(), AppError> {
        let old = item.sent_at.is_none_or(|at| now.duration_since(at) > GIVE_UP);
        let word = if old {
            NONE.to_owned()
        } else {
            format!("{PENDING} {} {now}", Progress::of(item).searches)
        };
        Ok(self.store().set_sent_copy(self.scope(), item.id, &word).await?)
    }
}

/// What is known of a copy that is awaited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Progress {
    searches: u32,
    last: Option<Timestamp>,
}

impl Progress {
    fn of(item: &OutboxItem) -> Self {
        Self::read(item.sent_copy.as_deref().unwrap_or_default())
    }

    fn read(word: &str) -> Self {
        let mut parts = word.split(' ').skip(1);
        let searches = parts.next().and_then(|count| count.parse().ok()).unwrap_or(0);
        Self { searches, last: parts.next().and_then(|at| at.parse().ok()) }
    }

    fn is_due(self, now: Timestamp) -> bool {
        self.last.is_none_or(|last| now.duration_since(last).abs() >= BETWEEN)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Next {
    SearchAgain,
    Append,
    Leave,
}

/// What to do about a copy that was not found in `searches` searches, `age` after it was sent.
fn next(rule: CopyRule, searches: u32, age: SignedDuration) -> Next {
    match rule {
        CopyRule::Append => Next::Append,
        // One search right after sending says little, a second one after a minute says enough.
        CopyRule::Unknown if searches >= 3 || (searches >= 2 && age >= ENOUGH) => Next::Append,
        CopyRule::Unknown => Next::SearchAgain,
        CopyRule::ByServer if age >= LATE => Next::Leave,
        CopyRule::ByServer => Next::SearchAgain,
    }
}

#[cfg(test)]
mod tests;
