//! Nodes: which of several servers on one database works on a scope.
//!
//! The node that holds a scope watches its mailboxes and goes the rounds; the others stand by. A hold
//! is a lease by the clock of the database, the only clock that all nodes share, and it has to be
//! renewed. Whoever takes over gets a higher fencing number, and in the same transaction everything
//! that the former holder had under way is taken out of its hands: what it still tries at the outbox
//! is refused by the fence of the item, what had passed the point of no return becomes a question.
//!
//! A file of SQLite has one server, which [`crate::serve_lock`] keeps; nothing is leased there.
//! Not here: how often a hold is renewed, and how a node tells that another is gone (the application).

use std::time::Duration;

use crate::db::{Db, values};
use crate::dialect;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// Who holds a scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    /// The name of the node.
    pub owner: String,
    /// Grows with each change of holder.
    pub fence: u64,
    /// The lease has not ended.
    pub is_current: bool,
}

/// What came of asking for a scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hold {
    /// It is held, under this fencing number.
    Held {
        /// The same for as long as nobody else held it in between.
        fence: u64,
        /// Whose it was before, where it was taken over.
        from: Option<String>,
    },
    /// Another node holds it.
    Elsewhere,
}

impl Store {
    /// Whether several servers may work on this database at once.
    #[must_use]
    pub const fn has_nodes(&self) -> bool {
        matches!(self.db, Db::Postgres(_))
    }

    /// Who holds a scope, or held it last.
    ///
    /// # Errors
    /// What the database says.
    pub async fn holder(&self, scope: &Scope) -> Result<Option<Holder>, StoreError> {
        if !self.has_nodes() {
            return Ok(None);
        }
        let sql = by_the_servers_clock(
            "select owner, fence, case when until > {now} then 1::bigint else 0 end as is_current \
             from scope_lease where scope_id = $1",
        );
        let row = self.db.reader(scope).maybe(sql, &values![scope.id()]).await?;
        row.map(|row| {
            Ok(Holder {
                owner: row.text("owner")?,
                fence: row.number("fence")?,
                is_current: row.flag("is_current")?,
            })
        })
        .transpose()
    }

    /// Holds a scope for `lease` from now, or renews the hold. `gone` names a holder that is known to
    /// have ended, whose lease need not be waited for.
    ///
    /// # Errors
    /// What the database says; then nothing is held.
    pub async fn hold_scope(
        &self,
        scope: &Scope,
        owner: &str,
        gone: Option<&str>,
        lease: Duration,
    ) -> Result<Hold, StoreError> {
        if !self.has_nodes() {
            return Ok(Hold::Held { fence: 0, from: None });
        }
        let micros = i64::try_from(lease.as_micros()).unwrap_or(i64::MAX);
        let mut tx = self.db.begin(scope).await?;
        let sql = "select owner, fence from scope_lease where scope_id = $1 for update";
        let before = tx.maybe(sql, &values![scope.id()]).await?;
        let before = before.map(|row| row.text("owner")).transpose()?;
        let sql = by_the_servers_clock(
            "insert into scope_lease (scope_id, owner, fence, until) values ($1, $2, 1, {now} + $3) \
             on conflict (scope_id) do update set owner = excluded.owner, until = excluded.until, \
             fence = scope_lease.fence + case when scope_lease.owner = excluded.owner then 0 else 1 end \
             where scope_lease.owner = excluded.owner or scope_lease.until <= {now} \
             or scope_lease.owner = $4 returning fence",
        );
        let values = values![scope.id(), owner, micros, gone];
        let Some(row) = tx.maybe(sql, &values).await? else {
            return Ok(Hold::Elsewhere);
        };
        let fence = row.number("fence")?;
        let from = before.filter(|before| before != owner);
        if let Some(from) = &from {
            // Ended for every clock, whatever the nodes believe the time to be.
            let sql = "update outbox_item set lease_until = 0, \
                fence = fence + case when state = 'sending' then 1 else 0 end \
                where scope_id = $1 and lease_owner = $2 and state in ('sending', 'committed')";
            tx.execute(sql, &values![scope.id(), from.as_str()]).await?;
        }
        tx.commit().await?;
        Ok(Hold::Held { fence, from })
    }

    /// Lets go of a scope, so that another node need not wait for the lease to end. A hold that
    /// was lost already stays lost.
    ///
    /// # Errors
    /// What the database says; then the lease ends by itself.
    pub async fn let_go_of_scope(
        &self,
        scope: &Scope,
        owner: &str,
        fence: u64,
    ) -> Result<(), StoreError> {
        if !self.has_nodes() {
            return Ok(());
        }
        let mut tx = self.db.begin(scope).await?;
        let sql =
            "update scope_lease set until = 0 where scope_id = $1 and owner = $2 and fence = $3";
        tx.execute(sql, &values![scope.id(), owner, fence]).await?;
        tx.commit().await
    }
}

/// The statement with the clock of the database in the place of `{now}`.
fn by_the_servers_clock(sql: &str) -> sqlx::AssertSqlSafe<String> {
    sqlx::AssertSqlSafe(sql.replace("{now}", dialect::SERVER_MICROS))
}
