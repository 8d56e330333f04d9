//! When the user is away and nothing goes out.

use jiff::Timestamp;
use rapport_core::policy::Absence;

use crate::db::{Reader, Row, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

impl Store {
    /// Absences that are not over, soonest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn absences(
        &self,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<Vec<Absence>, StoreError> {
        load(&mut self.db.reader(scope), scope, now).await
    }
}

impl Door<'_> {
    /// The user will be away.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add_absence(&mut self, absence: Absence) -> Result<(), StoreError> {
        let sql = "insert into absence (scope_id, begins, until) values ($1, $2, $3) \
                   on conflict (scope_id, begins, until) do nothing";
        let values = values![self.scope.id(), absence.from, absence.until];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// The user is back: every absence that has begun or is planned is taken away.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clear_absences(&mut self) -> Result<u64, StoreError> {
        let sql = "delete from absence where scope_id = $1 and until > $2";
        self.tx.execute(sql, &values![self.scope.id(), self.moment.now]).await
    }
}

/// Absences that are not over, soonest first.
pub(crate) async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    now: Timestamp,
) -> Result<Vec<Absence>, StoreError> {
    let sql =
        "select begins, until from absence where scope_id = $1 and until > $2 order by begins";
    let rows = reader.all(sql, &values![scope.id(), now]).await?;
    rows.iter()
        .map(|row: &Row| Ok(Absence { from: row.at("begins")?, until: row.at("until")? }))
        .collect()
}
