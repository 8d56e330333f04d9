//! Finding out what became of uncertain items, by looking where their traces would be.
//!
//! A note whose delivery nobody can vouch for is looked for among the sent mail, and in INBOX for a
//! report or an answer that names it. What is found is sent; what is not found stays a question to
//! the user. Nothing here sends anything.
//!
//! | file | what |
//! |---|---|
//! | `search` | the traces of one item in a mailbox |
//! | `copies` | the copy in Sent, where the server keeps none |
//! | `epoch` | after a restore: what the lost database had sent |
//!
//! What is not here: what a found or lost item means for its follow-up (the core decides).

mod copies;
mod epoch;
mod search;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rapport_core::decide::Event;
use rapport_core::ids::AccountId;
use rapport_core::matching::Head;
use rapport_store::Outcome;
use rapport_store::account::{Account, MailboxRole};
use rapport_store::outbox::OutboxItem;

use crate::accounts::settings::{AccountSettings, CopyRule};
use crate::app::App;
use crate::driver::imap::ImapSession;
use crate::error::{AppError, Kind};
use search::{Found, Wanted};

/// How the word begins under which the last search for an uncertain item is remembered.
const SEARCHED: &str = "searched ";

/// The shortest and the longest time between two searches for the same item.
const OFTEN: SignedDuration = SignedDuration::from_secs(30);
const SELDOM: SignedDuration = SignedDuration::from_hours(1);

impl App {
    /// Looks for every uncertain item; the number of those that are certain now. A server that
    /// cannot be asked leaves the question open.
    ///
    /// # Errors
    /// What the database says.
    pub async fn resolve_uncertain(&self) -> Result<u64, AppError> {
        let now = self.now();
        let mut items = self.store().uncertain_items(self.scope()).await?;
        items.retain(|item| is_due(item, now));
        let mut settled = 0;
        for (account, items) in self.by_account(items).await? {
            let mut session = match self.session_of(&account).await {
                Ok(session) => session,
                Err(error) => {
                    tracing::debug!(account = %account.id, why = %error.what, "no search was possible");
                    for item in &items {
                        self.note_searched(item, now).await?;
                    }
                    continue;
                }
            };
            for item in items {
                match self.traces_of(&mut session, &account, &item).await {
                    Ok(Some((found, among_sent))) => {
                        settled += u64::from(
                            self.settle_found(&account, &item, &found, among_sent).await?,
                        );
                    }
                    Ok(None) => self.note_searched(&item, now).await?,
                    Err(error) if error.kind == Kind::Data => return Err(error),
                    // The mailbox is asked again; until then it is a question.
                    Err(error) => {
                        tracing::debug!(item = %item.id, why = %error.what, "no search was possible");
                        self.note_searched(&item, now).await?;
                    }
                }
            }
            if session.is_open() {
                session.close().await;
            }
        }
        Ok(settled)
    }

    /// A search in vain counts as one also where the server failed: it is given a pause.
    async fn note_searched(&self, item: &OutboxItem, now: Timestamp) -> Result<(), AppError> {
        let word = format!("{SEARCHED}{now}");
        Ok(self.store().set_sent_copy(self.scope(), item.id, &word).await?)
    }

    /// The items of each account that is still connected.
    async fn by_account(
        &self,
        items: Vec<OutboxItem>,
    ) -> Result<Vec<(Account, Vec<OutboxItem>)>, AppError> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let mut grouped: BTreeMap<AccountId, Vec<OutboxItem>> = BTreeMap::new();
        for item in items {
            if let Some(account) = item.account {
                grouped.entry(account).or_default().push(item);
            }
        }
        let accounts = self.store().accounts(self.scope()).await?;
        Ok(accounts
            .into_iter()
            .filter_map(|account| grouped.remove(&account.id).map(|items| (account, items)))
            .collect())
    }

    /// The name of an account's mailbox for a purpose, if it is read.
    async fn mailbox_of(
        &self,
        account: AccountId,
        role: MailboxRole,
    ) -> Result<Option<String>, AppError> {
        let mailboxes = self.store().mailboxes(self.scope()).await?;
        Ok(mailboxes
            .into_iter()
            .find(|mailbox| mailbox.account == account && mailbox.role == role)
            .map(|mailbox| mailbox.name))
    }

    /// What is found of an item, and whether it lies among the sent mail.
    async fn traces_of(
        &self,
        session: &mut ImapSession,
        account: &Account,
        item: &OutboxItem,
    ) -> Result<Option<(Found, bool)>, AppError> {
        let Some(wanted) = Wanted::of(item) else {
            return Ok(None);
        };
        if let Some(sent) = self.mailbox_of(account.id, MailboxRole::Sent).await?
            && let Some(found) = search::among_sent(session, &sent, &wanted).await?
        {
            return Ok(Some((found, true)));
        }
        if let Some(inbox) = self.mailbox_of(account.id, MailboxRole::Inbox).await?
            && let Some(found) = search::among_received(session, &inbox, &wanted).await?
        {
            return Ok(Some((found, false)));
        }
        Ok(None)
    }

    /// A mail that names a note in doubt could only be written by somebody who has it: the note went
    /// out. Told before the mail itself is, so that what the mail means finds the doubt settled.
    pub(crate) async fn settle_named(&self, head: &Head) -> Result<(), AppError> {
        if head.ancestors.is_empty() && head.originals.is_empty() {
            return Ok(());
        }
        for item in self.store().uncertain_items(self.scope()).await? {
            let ids = [&item.message_id, &item.replaced_message_id];
            let is_named = |id: &String| head.ancestors.contains(id) || head.originals.contains(id);
            if ids.into_iter().flatten().any(is_named) {
                let event = Event::Sent {
                    ordinal: item.ordinal,
                    at: item.next_attempt_at.min(self.now()),
                    found: true,
                };
                self.settle_item(&item, &event).await?;
            }
        }
        Ok(())
    }

    async fn settle_found(
        &self,
        account: &Account,
        item: &OutboxItem,
        found: &Found,
        among_sent: bool,
    ) -> Result<bool, AppError> {
        self.keep_replaced_id(item, found).await?;
        let event = Event::Sent {
            ordinal: item.ordinal,
            at: found.at.unwrap_or(item.next_attempt_at).min(self.now()),
            found: true,
        };
        let outcome = self.settle_item(item, &event).await?;
        if among_sent && outcome.is_some() {
            self.store().set_sent_copy(self.scope(), item.id, copies::BY_SERVER).await?;
            self.learn(account, CopyRule::ByServer).await?;
        }
        Ok(matches!(outcome, Some(Outcome::Decided(_))))
    }

    /// Tells what was found out about an item; `None` when it is not in doubt any more.
    async fn settle_item(
        &self,
        item: &OutboxItem,
        event: &Event,
    ) -> Result<Option<Outcome>, AppError> {
        let profile = self.profile().await?;
        let moment = self.moment(&profile);
        let outcome = self
            .store()
            .resolve(self.scope(), item.id, event, moment, |follow_up, facts| {
                self.decide_on(follow_up, event, facts, &profile)
            })
            .await?;
        Ok(outcome)
    }

    /// Keeps the Message-ID that the copy carries, where a server has put its own in our place:
    /// answers will name that one.
    async fn keep_replaced_id(&self, item: &OutboxItem, found: &Found) -> Result<(), AppError> {
        if let Some(id) = &found.message_id
            && item.message_id.as_ref() != Some(id)
            && item.replaced_message_id.as_ref() != Some(id)
        {
            self.store().set_replaced_message_id(self.scope(), item.id, id).await?;
        }
        Ok(())
    }

    /// Remembers who keeps the copy in Sent. What was learned first stays: later copies may be
    /// ours.
    async fn learn(&self, account: &Account, rule: CopyRule) -> Result<(), AppError> {
        // The row is read anew, because a token may have been renewed since.
        let account = self.store().account(self.scope(), account.id).await?;
        let mut settings = AccountSettings::read(&account)?;
        if settings.sent_copy != CopyRule::Unknown {
            return Ok(());
        }
        settings.sent_copy = rule;
        let text = settings.to_text()?;
        Ok(self.store().set_account_settings(self.scope(), account.id, &text).await?)
    }
}

/// A new doubt is looked into at once, an old one less and less often.
fn is_due(item: &OutboxItem, now: Timestamp) -> bool {
    let searched = item.sent_copy.as_deref().and_then(|word| word.strip_prefix(SEARCHED));
    let Some(searched) = searched.and_then(|text| text.parse::<Timestamp>().ok()) else {
        return true;
    };
    let age = now.duration_since(item.next_attempt_at);
    now.duration_since(searched) >= (age / 10).clamp(OFTEN, SELDOM)
}

#[cfg(test)]
mod tests;
