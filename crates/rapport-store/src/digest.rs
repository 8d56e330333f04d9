//! Digests: what the user is told by mail to themselves, once a day of each kind and never twice.
//!
//! As with notes, there is a point of no return: the row turns to `committed` in a transaction of its
//! own, after the server asked for the body and before its first byte. A digest that got that far is
//! never tried again.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::{Row, values};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// One digest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digest {
    /// Of which day of the user.
    pub day: Date,
    /// `morning` or `week`.
    pub kind: String,
    /// `nothing`, `deferred`, `committed`, `sent`, `uncertain`, `failed`.
    pub state: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// When a deferred one is tried again.
    pub next_at: Option<Timestamp>,
    /// When it came to this state.
    pub at: Timestamp,
    /// Why it is deferred or failed.
    pub why: Option<String>,
}

impl Store {
    /// The digest of a day, if one was begun.
    ///
    /// # Errors
    /// What the database says.
    pub async fn digest(
        &self,
        scope: &Scope,
        day: Date,
        kind: &str,
    ) -> Result<Option<Digest>, StoreError> {
        let sql = "select * from digest where scope_id = $1 and day = $2 and kind = $3";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), day, kind]).await?;
        row.as_ref().map(digest_of).transpose()
    }

    /// The newest digests, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn digests(&self, scope: &Scope, limit: u32) -> Result<Vec<Digest>, StoreError> {
        let sql = "select * from digest where scope_id = $1 order by at desc, kind limit $2";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), limit]).await?;
        rows.iter().map(digest_of).collect()
    }

    /// Writes how a digest stands unless it passed the point of no return; false if it did.
    ///
    /// # Errors
    /// What the database says.
    pub async fn put_digest(&self, scope: &Scope, digest: &Digest) -> Result<bool, StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into digest (scope_id, day, kind, state, subject, text, next_at, at, why) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (scope_id, day, kind) do update \
            set state = excluded.state, subject = excluded.subject, text = excluded.text, \
            next_at = excluded.next_at, at = excluded.at, why = excluded.why \
            where digest.state = 'deferred'";
        let values = values![
            scope.id(),
            digest.day,
            digest.kind.as_str(),
            digest.state.as_str(),
            digest.subject.as_str(),
            digest.text.as_str(),
            digest.next_at,
            digest.at,
            digest.why.as_deref(),
        ];
        let changed = tx.execute(sql, &values).await?;
        tx.commit().await?;
        Ok(changed > 0)
    }

    /// Writes what became of a digest that passed the point.
    ///
    /// # Errors
    /// What the database says.
    pub async fn finish_digest(
        &self,
        scope: &Scope,
        digest: &Digest,
        state: &str,
        why: Option<&str>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update digest set state = $4, why = $5, at = $6 where scope_id = $1 and day = $2 \
                   and kind = $3 and state = 'committed'";
        let values = values![scope.id(), digest.day, digest.kind.as_str(), state, why, at];
        tx.execute(sql, &values).await?;
        tx.commit().await
    }
}

fn digest_of(row: &Row) -> Result<Digest, StoreError> {
    Ok(Digest {
        day: row.word("day", |text| text.parse().ok())?,
        kind: row.text("kind")?,
        state: row.text("state")?,
        subject: row.text("subject")?,
        text: row.text("text")?,
        next_at: row.maybe_at("next_at")?,
        at: row.at("at")?,
        why: row.maybe_text("why")?,
    })
}
