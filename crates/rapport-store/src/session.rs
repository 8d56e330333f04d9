//! Sessions: the browsers that were let in, and the links that let in once.
//!
//! Of a cookie and of a link only the SHA-256 is kept: a copy of the database lets nobody in.
//! Whether a session is too old is the application's question.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{Row, Sight, values, wrong};
use crate::error::StoreError;
use crate::open::Store;

/// A browser that was let in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Its id, as listed; it lets nobody in.
    pub id: Uuid,
    /// Whose.
    pub user: String,
    /// Its user may add, disable and reset the others.
    pub runs_server: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last asked for something, to five minutes or so.
    pub last_seen_at: Timestamp,
    /// What the browser calls itself.
    pub user_agent: String,
}

impl Store {
    /// Keeps a link that lets in once, and forgets those that are over.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_entry_link(
        &self,
        token_hash: [u8; 32],
        user: &str,
        expires: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        tx.execute("delete from entry_link where expires_at < $1", &values![now]).await?;
        let sql = "insert into entry_link (token_hash, user_name, expires_at) values ($1, $2, $3)";
        tx.execute(sql, &values![token_hash, user, expires]).await?;
        tx.commit().await
    }

    /// Takes a link: whose it is, if it is there, not over, and its user may sign in. It is gone
    /// afterwards, for everybody.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_entry_link(
        &self,
        token_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "delete from entry_link where token_hash = $1 returning user_name, expires_at";
        let Some(row) = tx.maybe(sql, &values![token_hash]).await? else {
            return Ok(None);
        };
        let (user, expires) = (row.text("user_name")?, row.at("expires_at")?);
        let sql = "select name from login_user where name = $1 and disabled_at is null";
        let may = tx.maybe(sql, &values![user.as_str()]).await?.is_some();
        tx.commit().await?;
        Ok((may && now <= expires).then_some(user))
    }

    /// Keeps a new session.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_session(
        &self,
        session: &Session,
        token_hash: [u8; 32],
    ) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "insert into session (id, token_hash, user_name, created_at, last_seen_at, \
                   user_agent) values ($1, $2, $3, $4, $5, $6)";
        let values = values![
            session.id,
            token_hash,
            session.user.as_str(),
            session.created_at,
            session.last_seen_at,
            session.user_agent.as_str()
        ];
        tx.execute(sql, &values).await?;
        tx.commit().await
    }

    /// The session of a cookie, if it was not revoked and its user may sign in.
    ///
    /// # Errors
    /// What the database says.
    pub async fn session(&self, token_hash: [u8; 32]) -> Result<Option<Session>, StoreError> {
        let sql = "select session.id, session.user_name, session.created_at, \
                   session.last_seen_at, session.user_agent, login_user.runs_server \
                   from session join login_user on login_user.name = session.user_name \
                   where session.token_hash = $1 and session.revoked_at is null \
                   and login_user.disabled_at is null";
        let row = self.db.reader(Sight::All).maybe(sql, &values![token_hash]).await?;
        row.as_ref().map(read_session).transpose()
    }

    /// The sessions of a user that were not revoked, the one seen last on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sessions_of(&self, user: &str) -> Result<Vec<Session>, StoreError> {
        let sql = "select session.id, session.user_name, session.created_at, \
                   session.last_seen_at, session.user_agent, login_user.runs_server \
                   from session join login_user on login_user.name = session.user_name \
                   where session.user_name = $1 and session.revoked_at is null \
                   order by session.last_seen_at desc limit 200";
        self.db
            .reader(Sight::All)
            .all(sql, &values![user])
            .await?
            .iter()
            .map(read_session)
            .collect()
    }

    /// Notes that a session asked for something.
    ///
    /// # Errors
    /// What the database says.
    pub async fn touch_session(&self, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "update session set last_seen_at = $2 where id = $1 and last_seen_at < $2";
        tx.execute(sql, &values![id, now]).await?;
        tx.commit().await
    }

    /// Ends a session of that user; false when it is not theirs or already over.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_session(
        &self,
        user: &str,
        id: Uuid,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "update session set revoked_at = $3 \
                   where user_name = $1 and id = $2 and revoked_at is null";
        let changed = tx.execute(sql, &values![user, id, now]).await?;
        tx.commit().await?;
        Ok(changed == 1)
    }
}

fn read_session(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        id: Uuid::from_slice(&row.bytes("id")?).map_err(|_| wrong("id"))?,
        user: row.text("user_name")?,
        runs_server: row.flag("runs_server")?,
        created_at: row.at("created_at")?,
        last_seen_at: row.at("last_seen_at")?,
        user_agent: row.text("user_agent")?,
    })
}
