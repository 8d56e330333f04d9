//! Captures that are recorded once, and the event a touchpoint happened at.
//!
//! A phone without network sends what it kept when the network is back, perhaps twice. The key it made
//! up is looked for in the transaction that records, so that the second time finds the first.

use jiff::Timestamp;
use rapport_core::ids::{FollowUpId, TouchpointId};

use crate::db::{Reader, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// A capture that was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Captured {
    /// SHA-256 over what was sent.
    pub digest: [u8; 32],
    /// What was recorded, as the application wrote it down.
    pub answer: String,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// The event a touchpoint happened at.
    ///
    /// # Errors
    /// What the database says.
    pub async fn event_of(
        &self,
        scope: &Scope,
        touchpoint: TouchpointId,
    ) -> Result<Option<String>, StoreError> {
        let sql = "select event from touchpoint_event where scope_id = $1 and touchpoint_id = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), touchpoint]).await?;
        row.map(|row| row.text("event")).transpose()
    }

    /// The follow-up that counts from a touchpoint, the newest if there are several.
    ///
    /// # Errors
    /// What the database says.
    pub async fn follow_up_of_touchpoint(
        &self,
        scope: &Scope,
        touchpoint: TouchpointId,
    ) -> Result<Option<FollowUpId>, StoreError> {
        let sql = "select f.id from touchpoint t join follow_up f on f.scope_id = t.scope_id \
                   and f.contact_id = t.contact_id and f.anchor_touchpoint_id = t.id \
                   where t.scope_id = $1 and t.id = $2";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), touchpoint]).await?;
        // A person has few; asked for the newest, SQLite would walk everybody's in that order.
        let ids = rows.iter().map(|row| row.id("id")).collect::<Result<Vec<FollowUpId>, _>>()?;
        Ok(ids.into_iter().max())
    }
}

impl Door<'_> {
    /// What was recorded under a key, if anything was.
    ///
    /// # Errors
    /// What the database says.
    pub async fn captured(&mut self, key: &str) -> Result<Option<Captured>, StoreError> {
        let scope = self.scope;
        load(&mut self.tx.reader(), &scope, key).await
    }

    /// Remembers what was recorded under a key, in the transaction that records it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_captured(
        &mut self,
        key: &str,
        captured: &Captured,
    ) -> Result<(), StoreError> {
        let sql = "insert into capture_done (scope_id, key, digest, answer, at) values ($1, $2, $3, $4, $5)";
        let values = values![
            self.scope.id(),
            key,
            captured.digest.to_vec(),
            captured.answer.as_str(),
            captured.at
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Notes the event a touchpoint happened at.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_event(
        &mut self,
        touchpoint: TouchpointId,
        event: &str,
    ) -> Result<(), StoreError> {
        let sql = "insert into touchpoint_event (scope_id, touchpoint_id, event) values ($1, $2, $3) \
                   on conflict (scope_id, touchpoint_id) do update set event = excluded.event";
        self.tx.execute(sql, &values![self.scope.id(), touchpoint, event]).await.map(drop)
    }
}

async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    key: &str,
) -> Result<Option<Captured>, StoreError> {
    let sql = "select digest, answer, at from capture_done where scope_id = $1 and key = $2";
    let Some(row) = reader.maybe(sql, &values![scope.id(), key]).await? else {
        return Ok(None);
    };
    Ok(Some(Captured {
        digest: row.hash("digest")?.0,
        answer: row.text("answer")?,
        at: row.at("at")?,
    }))
}
