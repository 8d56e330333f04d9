//! Users: who may sign in. One exists from the start; whoever runs the server adds others.
//!
//! These rows belong to no scope, because they decide which scope a request sees. Passwords are
//! hashed by the application; here they are text.

use jiff::Timestamp;

use crate::db::{Row, Sight, values};
use crate::error::StoreError;
use crate::open::Store;

/// Somebody who may sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The name they sign in with; scopes are named by it.
    pub name: String,
    /// Argon2id in PHC form; none while only a one-time link lets in.
    pub password_hash: Option<String>,
    /// May add, disable and reset the others.
    pub runs_server: bool,
    /// Since when they may not sign in any more.
    pub disabled_at: Option<Timestamp>,
    /// Since when they exist.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Store {
    /// Everybody, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        let sql = "select name, password_hash, runs_server, disabled_at, created_at \
                   from login_user order by name";
        self.db.reader(Sight::All).all(sql, &[]).await?.iter().map(read_user).collect()
    }

    /// The user of that name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn user(&self, name: &str) -> Result<Option<User>, StoreError> {
        let sql = "select name, password_hash, runs_server, disabled_at, created_at \
                   from login_user where name = $1";
        let row = self.db.reader(Sight::All).maybe(sql, &values![name]).await?;
        row.as_ref().map(read_user).transpose()
    }

    /// Adds a user; false when the name is taken.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_user(&self, user: &User) -> Result<bool, StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "insert into login_user (name, password_hash, runs_server, created_at) \
                   values ($1, $2, $3, $4) on conflict (name) do nothing";
        let values = values![
            user.name.as_str(),
            user.password_hash.as_deref(),
            user.runs_server,
            user.created_at
        ];
        let added = tx.execute(sql, &values).await?;
        tx.commit().await?;
        Ok(added == 1)
    }

    /// Sets or takes away a password, and ends every session and link of that user but `keep`:
    /// whoever knew the old one is out. False when there is no such user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_password(
        &self,
        name: &str,
        password_hash: Option<&str>,
        keep: Option<uuid::Uuid>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "update login_user set password_hash = $2 where name = $1";
        let changed = tx.execute(sql, &values![name, password_hash]).await?;
        end_entries(&mut tx, name, keep, now).await?;
        tx.commit().await?;
        Ok(changed == 1)
    }

    /// Lets a user sign in no longer, or again. False when there is no such user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_disabled(
        &self,
        name: &str,
        disabled: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "update login_user set disabled_at = $2 where name = $1";
        let changed = tx.execute(sql, &values![name, disabled.then_some(now)]).await?;
        if disabled {
            end_entries(&mut tx, name, None, now).await?;
        }
        tx.commit().await?;
        Ok(changed == 1)
    }
}

/// Ends sessions and links of a user.
async fn end_entries(
    tx: &mut crate::db::Tx,
    name: &str,
    keep: Option<uuid::Uuid>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let keep = keep.unwrap_or(uuid::Uuid::nil());
    let sql = "update session set revoked_at = $3 \
               where user_name = $1 and id <> $2 and revoked_at is null";
    tx.execute(sql, &values![name, keep, now]).await?;
    tx.execute("delete from entry_link where user_name = $1", &values![name]).await?;
    Ok(())
}

fn read_user(row: &Row) -> Result<User, StoreError> {
    Ok(User {
        name: row.text("name")?,
        password_hash: row.maybe_text("password_hash")?,
        runs_server: row.flag("runs_server")?,
        disabled_at: row.maybe_at("disabled_at")?,
        created_at: row.at("created_at")?,
    })
}
