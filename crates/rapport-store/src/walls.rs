//! Walls: PostgreSQL shows a transaction the rows of the scope it was begun for, and no others.
//!
//! Every statement of ours names its scope (I11); this is the second wall, for the day on which one
//! forgets it. It holds against the owner of the tables, too, but not against a superuser: Rapport
//! wants a role of its own there, and `doctor` says so.
//!
//! The walls are put up after the schema steps, at every table that has a scope and none yet, so that
//! a table added later has one without anybody remembering it. What a transaction sees is said where
//! it begins, in `db`; a file of SQLite has one wall only.

use sqlx::AssertSqlSafe;

use crate::db::{Db, Sight};
use crate::error::StoreError;
use crate::open::Store;

/// Tables with a scope that have no wall, or one that its owner could step over.
const WITHOUT: &str = "select c.relname::text as name, \
    (select a.attname::text from pg_attribute a where a.attrelid = c.oid and not a.attisdropped \
        and a.attname = case when c.relname = 'scope' then 'id' else 'scope_id' end) as scope \
    from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace \
    and (c.relname = 'scope' or exists (select 1 from pg_attribute a where a.attrelid = c.oid \
        and a.attname = 'scope_id' and not a.attisdropped)) \
    and not (c.relrowsecurity and c.relforcerowsecurity \
        and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'wall')) \
    order by c.relname";

/// Puts up what is missing. Asked for in sub-selects, which PostgreSQL answers once per statement and
/// not once per row.
pub(crate) async fn put_up(db: &Db) -> Result<(), StoreError> {
    if !matches!(db, Db::Postgres(_)) || db.reader(Sight::All).maybe(WITHOUT, &[]).await?.is_none()
    {
        return Ok(());
    }
    let mut tx = db.begin(Sight::All).await?;
    crate::migrate::hold(&mut tx).await?;
    for row in tx.all(WITHOUT, &[]).await? {
        let (table, scope) = (row.text("name")?, row.text("scope")?);
        // Both names come from the database itself.
        let sql = format!(
            "drop policy if exists wall on {table}; \
             create policy wall on {table} using ( \
             {scope} = (select decode(nullif(current_setting('rapport.scope', true), 'all'), 'hex')) \
             or (select current_setting('rapport.scope', true) = 'all')); \
             alter table {table} enable row level security; \
             alter table {table} force row level security"
        );
        tx.script(AssertSqlSafe(sql)).await?;
    }
    tx.commit().await
}

impl Store {
    /// Whether the second wall stands: on PostgreSQL, unless Rapport signs in there as somebody whom
    /// no wall stops. `None` for a file, which has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_walls(&self) -> Result<Option<bool>, StoreError> {
        if !self.has_nodes() {
            return Ok(None);
        }
        let sql = "select case when rolsuper or rolbypassrls then 1::bigint else 0 end as passes \
                   from pg_roles where rolname = current_user";
        Ok(Some(!self.db.reader(Sight::All).one(sql, &[]).await?.flag("passes")?))
    }
}
