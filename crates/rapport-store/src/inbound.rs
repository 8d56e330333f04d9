//! Mail as it came: kept first and once, thought about later.
//!
//! Only candidates are kept whole; of the rest a number and a hash. Keeping is idempotent: the same
//! bytes are one row, whichever mailbox they came from.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rapport_core::ids::{AccountId, InboundId};
use sha2::{Digest as _, Sha256};

use crate::db::{Row, Tx, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// Where a mail was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// In which account.
    pub account: AccountId,
    /// In which mailbox.
    pub mailbox: String,
    /// RFC 3501 UIDVALIDITY of that mailbox.
    pub uidvalidity: u32,
    /// RFC 3501 UID.
    pub uid: u32,
}

/// A mail as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inbound {
    /// Which one.
    pub id: InboundId,
    /// In which account it was found, if in one.
    pub account: Option<AccountId>,
    /// In which mailbox.
    pub mailbox: String,
    /// The bytes.
    pub raw: Vec<u8>,
    /// When it was kept.
    pub kept_at: Timestamp,
}

/// Whether a mail was there before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// It is new and has to be processed.
    New(InboundId),
    /// The same bytes were kept before.
    Known(InboundId),
}

impl Store {
    /// Keeps a mail, committed when it returns. From here on nothing goes out until it was processed.
    ///
    /// # Errors
    /// What the database says; then the mail has to be fetched again.
    pub async fn keep_inbound(
        &self,
        scope: &Scope,
        origin: &Origin,
        raw: &[u8],
        now: Timestamp,
    ) -> Result<Kept, StoreError> {
        let mut tx = self.write(scope).await?;
        let kept = keep(self, &mut tx, scope, origin, raw, now).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// Keeps some mails at once, committed when it returns; how many of them are new.
    ///
    /// # Errors
    /// What the database says; then all of them have to be fetched again.
    pub async fn keep_all_inbound(
        &self,
        scope: &Scope,
        mails: &[(Origin, Vec<u8>)],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut tx = self.write(scope).await?;
        let mut new = 0;
        for (origin, raw) in mails {
            let kept = keep(self, &mut tx, scope, origin, raw, now).await?;
            new += u64::from(matches!(kept, Kept::New(_)));
        }
        tx.commit().await?;
        Ok(new)
    }

    /// Notes that a mail was looked at and is not ours to keep.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pass_over(
        &self,
        scope: &Scope,
        origins: &[(Origin, Option<[u8; 32]>)],
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        mark_seen(&mut tx, scope, origins).await?;
        tx.commit().await
    }

    /// True for a mail that was kept or passed over before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn was_seen(&self, scope: &Scope, origin: &Origin) -> Result<bool, StoreError> {
        let sql = "select uid from seen_uid where scope_id = $1 and account_id = $2 and mailbox = $3 \
                   and uidvalidity = $4 and uid = $5";
        let values = values![
            scope.id(),
            origin.account,
            origin.mailbox.as_str(),
            origin.uidvalidity,
            origin.uid,
        ];
        Ok(self.db.reader(scope).maybe(sql, &values).await?.is_some())
    }

    /// Those numbers of one mailbox that were kept or passed over before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn seen_among(
        &self,
        scope: &Scope,
        account: AccountId,
        mailbox: &str,
        uidvalidity: u32,
        uids: &[u32],
    ) -> Result<BTreeSet<u32>, StoreError> {
        let (sql, values) = dialect::with_list(
            "select uid from seen_uid where scope_id = $1 and account_id = $2 and mailbox = $3 \
             and uidvalidity = $4 and uid in ({list})",
            &values![scope.id(), account, mailbox, uidvalidity],
            uids.iter().map(|uid| Value::from(*uid)),
        );
        let rows = self.db.reader(scope).all(sql, &values).await?;
        rows.iter().map(|row| row.number("uid")).collect()
    }

    /// Kept mail that was not yet processed, in the order kept.
    ///
    /// # Errors
    /// What the database says.
    pub async fn unprocessed(&self, scope: &Scope, limit: u32) -> Result<Vec<Inbound>, StoreError> {
        let sql = "select * from inbound where scope_id = $1 and processed_at is null \
                   order by kept_at, id limit $2";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), limit]).await?;
        rows.iter().map(inbound_of).collect()
    }

    /// One kept mail, to show it or to think about it again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn inbound(&self, scope: &Scope, id: InboundId) -> Result<Inbound, StoreError> {
        let sql = "select * from inbound where scope_id = $1 and id = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), id]).await?;
        row.as_ref().map_or(Err(StoreError::NotFound { what: "this mail" }), inbound_of)
    }
}

impl Door<'_> {
    /// The mail was processed, in the same transaction as all that it caused. The answer is false
    /// when it was processed before: then nothing may be caused again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn mark_processed(&mut self, id: InboundId) -> Result<bool, StoreError> {
        let sql = "update inbound set processed_at = $3 where scope_id = $1 and id = $2 \
                   and processed_at is null";
        Ok(self.tx.execute(sql, &values![self.scope.id(), id, self.moment.now]).await? == 1)
    }
}

async fn keep(
    store: &Store,
    tx: &mut Tx,
    scope: &Scope,
    origin: &Origin,
    raw: &[u8],
    now: Timestamp,
) -> Result<Kept, StoreError> {
    let hash: [u8; 32] = Sha256::digest(raw).into();
    let id = InboundId::new(store.mint());
    let sql = "insert into inbound (scope_id, id, sha256, account_id, mailbox, uid, raw, kept_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (scope_id, sha256) do nothing";
    let values = values![
        scope.id(),
        id,
        hash,
        origin.account,
        origin.mailbox.as_str(),
        origin.uid,
        raw,
        now,
    ];
    let kept = if tx.execute(sql, &values).await? == 1 {
        Kept::New(id)
    } else {
        let sql = "select id from inbound where scope_id = $1 and sha256 = $2";
        let row = tx.reader().one(sql, &values![scope.id(), hash]).await?;
        Kept::Known(row.id("id")?)
    };
    mark_seen(tx, scope, &[(origin.clone(), Some(hash))]).await?;
    Ok(kept)
}

/// Rows of one statement.
const TOGETHER: usize = 200;

async fn mark_seen(
    tx: &mut Tx,
    scope: &Scope,
    origins: &[(Origin, Option<[u8; 32]>)],
) -> Result<(), StoreError> {
    for some in origins.chunks(TOGETHER) {
        let rows: Vec<_> =
            some.iter().map(|(origin, hash)| seen_values(scope, origin, *hash)).collect();
        let statement = dialect::with_rows(
            tx,
            "insert into seen_uid (scope_id, account_id, mailbox, uidvalidity, uid, sha256) values ",
            " on conflict (scope_id, account_id, mailbox, uidvalidity, uid) do nothing",
            SEEN,
            rows.len(),
        );
        tx.execute(statement, rows.as_flattened()).await?;
    }
    Ok(())
}

/// How many values a mail that was seen has.
const SEEN: usize = 6;

fn seen_values(scope: &Scope, origin: &Origin, hash: Option<[u8; 32]>) -> [Value; SEEN] {
    values![
        scope.id(),
        origin.account,
        origin.mailbox.as_str(),
        origin.uidvalidity,
        origin.uid,
        hash,
    ]
}

fn inbound_of(row: &Row) -> Result<Inbound, StoreError> {
    Ok(Inbound {
        id: row.id("id")?,
        account: row.maybe_id("account_id")?,
        mailbox: row.text("mailbox")?,
        raw: row.bytes("raw")?,
        kept_at: row.at("kept_at")?,
    })
}
