//! Mail accounts, with sealed secrets, and the mailboxes that are read.

use jiff::Timestamp;
use rapport_core::ids::AccountId;

use crate::db::{Reader, Row, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// Credentials and settings to send and read.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Which one.
    pub id: AccountId,
    /// What the user calls it.
    pub name: String,
    /// The address it sends from, lower case.
    pub address: String,
    /// Servers, identity, budget: written and read by the application.
    pub settings: String,
    /// Passwords and tokens, sealed by the application.
    pub secrets: Vec<u8>,
    /// Why it is stopped, with what to repair; `None` while it runs.
    pub paused: Option<String>,
    /// Since when it is connected. Mail is taken in from 30 days before.
    pub connected_at: Timestamp,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("paused", &self.paused)
            .finish_non_exhaustive()
    }
}

/// What a mailbox is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailboxRole {
    /// Where mail arrives.
    Inbox,
    /// Where the user's own mail is kept.
    Sent,
    /// Everything, where the server has such a mailbox and the user agreed.
    All,
    /// Spam, where the user agreed: answers end up there, too.
    Junk,
}

impl MailboxRole {
    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Sent => "sent",
            Self::All => "all",
            Self::Junk => "junk",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Inbox, Self::Sent, Self::All, Self::Junk]
            .into_iter()
            .find(|role| role.word() == word)
    }
}

/// A mailbox that is read, and how far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    /// Of which account.
    pub account: AccountId,
    /// Its name on the server.
    pub name: String,
    /// What it is for.
    pub role: MailboxRole,
    /// RFC 3501 UIDVALIDITY; `None` until first opened.
    pub uidvalidity: Option<u32>,
    /// The highest UID looked at.
    pub last_uid: u32,
    /// When it was last read to its end.
    pub read_at: Option<Timestamp>,
    /// Why it could not be read the last time.
    pub error: Option<String>,
}

impl Store {
    /// All accounts, the one connected first on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn accounts(&self, scope: &Scope) -> Result<Vec<Account>, StoreError> {
        let sql = "select * from account where scope_id = $1 order by connected_at, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(account_of).collect()
    }

    /// One account.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn account(&self, scope: &Scope, id: AccountId) -> Result<Account, StoreError> {
        let sql = "select * from account where scope_id = $1 and id = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), id]).await?;
        row.as_ref().map_or(Err(StoreError::NotFound { what: "this account" }), account_of)
    }

    /// Writes an account, new or changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_account(&self, scope: &Scope, account: &Account) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into account (scope_id, id, name, address, settings, secrets, paused, connected_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (scope_id, id) do update set \
            name = excluded.name, address = excluded.address, settings = excluded.settings, \
            secrets = excluded.secrets, paused = excluded.paused";
        let values = values![
            scope.id(),
            account.id,
            account.name.as_str(),
            account.address.to_lowercase(),
            account.settings.as_str(),
            account.secrets.as_slice(),
            account.paused.as_deref(),
            account.connected_at,
        ];
        tx.execute(sql, &values).await?;
        tx.commit().await
    }

    /// Stops an account with what to repair, or lets it run again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pause_account(
        &self,
        scope: &Scope,
        id: AccountId,
        why: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update account set paused = $3 where scope_id = $1 and id = $2";
        tx.execute(sql, &values![scope.id(), id, why]).await?;
        tx.commit().await
    }

    /// Writes sealed secrets, as after a token was refreshed, without touching anything else.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_secrets(
        &self,
        scope: &Scope,
        id: AccountId,
        secrets: &[u8],
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update account set secrets = $3 where scope_id = $1 and id = $2";
        tx.execute(sql, &values![scope.id(), id, secrets]).await?;
        tx.commit().await
    }

    /// Writes settings, as after something was learned about the server, without touching secrets
    /// or a pause that another worker may have changed meanwhile.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_account_settings(
        &self,
        scope: &Scope,
        id: AccountId,
        settings: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin(scope).await?;
        let sql = "update account set settings = $3 where scope_id = $1 and id = $2";
        tx.execute(sql, &values![scope.id(), id, settings]).await?;
        tx.commit().await
    }

    /// Forgets an account and how far its mailboxes were read. Messages stay.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_account(&self, scope: &Scope, id: AccountId) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        for sql in [
            "delete from mailbox where scope_id = $1 and account_id = $2",
            "delete from seen_uid where scope_id = $1 and account_id = $2",
            "delete from account where scope_id = $1 and id = $2",
        ] {
            tx.execute(sql, &values![scope.id(), id]).await?;
        }
        tx.commit().await
    }

    /// The mailboxes that are read, by account and name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn mailboxes(&self, scope: &Scope) -> Result<Vec<Mailbox>, StoreError> {
        let sql = "select * from mailbox where scope_id = $1 order by account_id, role, name";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(mailbox_of).collect()
    }

    /// Writes a mailbox, new or read further. Whoever read less far than somebody else did meanwhile
    /// takes nothing back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_mailbox(&self, scope: &Scope, mailbox: &Mailbox) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into mailbox (scope_id, account_id, name, role, uidvalidity, last_uid, read_at, \
            error) values ($1, $2, $3, $4, $5, $6, $7, $8) \
            on conflict (scope_id, account_id, name) do update set role = excluded.role, \
            uidvalidity = excluded.uidvalidity, \
            last_uid = case when mailbox.uidvalidity = excluded.uidvalidity \
            and mailbox.last_uid > excluded.last_uid then mailbox.last_uid else excluded.last_uid end, \
            read_at = excluded.read_at, error = excluded.error";
        let values = values![
            scope.id(),
            mailbox.account,
            mailbox.name.as_str(),
            mailbox.role.word(),
            mailbox.uidvalidity,
            mailbox.last_uid,
            mailbox.read_at,
            mailbox.error.as_deref(),
        ];
        tx.execute(sql, &values).await?;
        tx.commit().await
    }

    /// Stops reading a mailbox.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_mailbox(
        &self,
        scope: &Scope,
        account: AccountId,
        name: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "delete from mailbox where scope_id = $1 and account_id = $2 and name = $3";
        tx.execute(sql, &values![scope.id(), account, name]).await?;
        tx.commit().await
    }
}

impl Door<'_> {
    /// Stops an account with what to repair, together with what made it so.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pause_account(&mut self, id: AccountId, why: &str) -> Result<(), StoreError> {
        let sql = "update account set paused = $3 where scope_id = $1 and id = $2";
        let values = values![self.scope.id(), id, why];
        self.tx.execute(sql, &values).await.map(drop)
    }
}

/// The account of an item: the one it was built for, else the one connected first.
pub(crate) async fn for_item(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: Option<AccountId>,
) -> Result<Option<Account>, StoreError> {
    let row = match id {
        Some(id) => {
            let sql = "select * from account where scope_id = $1 and id = $2";
            reader.maybe(sql, &values![scope.id(), id]).await?
        }
        None => {
            let sql = "select * from account where scope_id = $1 order by connected_at, id limit 1";
            reader.maybe(sql, &values![scope.id()]).await?
        }
    };
    row.as_ref().map(account_of).transpose()
}

fn account_of(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.id("id")?,
        name: row.text("name")?,
        address: row.text("address")?,
        settings: row.text("settings")?,
        secrets: row.bytes("secrets")?,
        paused: row.maybe_text("paused")?,
        connected_at: row.at("connected_at")?,
    })
}

fn mailbox_of(row: &Row) -> Result<Mailbox, StoreError> {
    Ok(Mailbox {
        account: row.id("account_id")?,
        name: row.text("name")?,
        role: row.word("role", MailboxRole::parse)?,
        uidvalidity: row.maybe_int("uidvalidity")?.and_then(|number| u32::try_from(number).ok()),
        last_uid: row.number("last_uid")?,
        read_at: row.maybe_at("read_at")?,
        error: row.maybe_text("error")?,
    })
}
