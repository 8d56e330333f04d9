//! Where the reading of the past of a mail account stands: kept after each few thousand headers, gone
//! with the end of the import.
//!
//! What the bytes mean is the application's.

use jiff::Timestamp;
use rapport_core::ids::AccountId;

use crate::db::values;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

impl Store {
    /// What was gathered of an account at that time or later.
    ///
    /// # Errors
    /// What the database says.
    pub async fn account_history(
        &self,
        scope: &Scope,
        account: AccountId,
        since: Timestamp,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "select gathered from account_history where scope_id = $1 and account_id = $2 \
                   and kept_at >= $3";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), account, since]).await?;
        row.map(|row| row.bytes("gathered")).transpose()
    }

    /// Keeps what was gathered, in the place of what was kept before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_account_history(
        &self,
        scope: &Scope,
        account: AccountId,
        gathered: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into account_history (scope_id, account_id, gathered, kept_at) \
                   values ($1, $2, $3, $4) on conflict (scope_id, account_id) \
                   do update set gathered = excluded.gathered, kept_at = excluded.kept_at";
        tx.execute(sql, &values![scope.id(), account, gathered, now]).await?;
        tx.commit().await
    }

    /// Forgets it: the reading is over.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_account_history(
        &self,
        scope: &Scope,
        account: AccountId,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "delete from account_history where scope_id = $1 and account_id = $2";
        tx.execute(sql, &values![scope.id(), account]).await?;
        tx.commit().await
    }
}
