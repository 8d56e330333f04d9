//! The pulse: one small question that tells whether a page would look different now.

use crate::db::values;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What a listener compares. Equal values mean that nothing worth a new look has happened.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pulse {
    /// The newest entries of journal, timeline and mail, and how far the practice clock was moved.
    pub desk: String,
    /// The newest round of the workers, in microseconds.
    pub workers: i64,
}

impl Store {
    /// The pulse of a scope: five look-ups by key, whatever the size of the data.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pulse(&self, scope: &Scope) -> Result<Pulse, StoreError> {
        let sql = "select clock_offset, \
            (select id from journal where scope_id = $1 order by id desc limit 1) as journal, \
            (select id from message where scope_id = $1 order by id desc limit 1) as message, \
            (select id from inbound where scope_id = $1 order by id desc limit 1) as inbound, \
            (select id from touchpoint where scope_id = $1 order by id desc limit 1) as touchpoint, \
            (select count(*) from setting where scope_id = $1) as settings, \
            (select max(last_at) from worker_tick where scope_id = $1) as workers \
            from scope where id = $1";
        let row = self.db.reader(scope).one(sql, &values![scope.id()]).await?;
        let mut desk = format!("{}/{}", row.int("clock_offset")?, row.int("settings")?);
        for column in ["journal", "message", "inbound", "touchpoint"] {
            desk.push('/');
            for byte in row.maybe_bytes(column)?.unwrap_or_default() {
                desk.push_str(&format!("{byte:02x}"));
            }
        }
        Ok(Pulse { desk, workers: row.maybe_int("workers")?.unwrap_or_default() })
    }
}
