//! An export put back: rows into a scope that holds nothing yet, all of them or none.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::ScopeId;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{Cell, ColumnKind, Table, schema, value_of};
use crate::db::{Sight, Tx, Value, values};
use crate::dialect;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::{Scope, ScopeKind};

/// What makes an installation more than freshly made.
const MARKS_OF_LIFE: [&str; 8] = [
    "contact",
    "organisation",
    "opportunity",
    "follow_up",
    "message",
    "inbound",
    "account",
    "suppression",
];

/// Why an account does not run after it was put back.
const PAUSED: &str = "the password did not travel with the export; enter it again";

/// Rows on their way into a scope. Dropped without [`Restoring::finish`] nothing was put back.
pub struct Restoring<'a> {
    store: &'a Store,
    tx: Tx,
    scope: ScopeId,
    kind: ScopeKind,
    tables: BTreeMap<String, Table>,
}

impl Store {
    /// Begins to put an export back into the scope of that kind of a user, made if it is not there.
    /// What it holds already must be no more than settings and playbooks; the export's replace
    /// them. The scope takes the identifier it had, unless that is taken: links in notes that were
    /// sent name it.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`].
    pub async fn restoring(
        &self,
        user: &str,
        kind: ScopeKind,
        had: Uuid,
        now: Timestamp,
    ) -> Result<Restoring<'_>, StoreError> {
        let scope = self.ensure_scope_of(user, kind, now).await?;
        // The scope may change its identifier, so one wall would be in the way.
        let mut tx = self.db.begin(Sight::All).await?;
        dialect::lock_scope(&mut tx, scope.id()).await?;
        let tables = schema::tables(&mut tx).await?;
        for table in MARKS_OF_LIFE {
            let sql = format!("select 1 as there from {table} where scope_id = $1 limit 1");
            if tx.maybe(AssertSqlSafe(sql), &values![scope.id()]).await?.is_some() {
                return Err(StoreError::NotEmpty);
            }
        }
        let mut names: Vec<&str> = tables.iter().rev().map(Table::name).collect();
        names.extend(super::LEFT_OUT.iter().map(|(name, _)| *name));
        for name in names {
            let sql = format!("delete from {name} where scope_id = $1");
            tx.execute(AssertSqlSafe(sql), &values![scope.id()]).await?;
        }
        let taken = "select id from scope where id = $1";
        let mut id = scope.id();
        if tx.maybe(taken, &values![had]).await?.is_none() {
            let sql = "update scope set id = $2 where id = $1";
            tx.execute(sql, &values![scope.id(), had]).await?;
            id = ScopeId::new(had);
        }
        let tables = tables.into_iter().map(|table| (table.name().to_owned(), table)).collect();
        Ok(Restoring { store: self, tx, scope: id, kind, tables })
    }
}

impl Restoring<'_> {
    /// The columns of a table, to read a row by; none for a table that no export holds.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }

    /// Puts one row back. Columns that are not named get what the table gives by itself.
    ///
    /// # Errors
    /// [`StoreError::ForeignRow`] for one that the database does not take.
    pub async fn insert(
        &mut self,
        table: &str,
        row: Vec<(String, Cell)>,
    ) -> Result<(), StoreError> {
        let foreign = |why: String| StoreError::ForeignRow { table: table.to_owned(), why };
        let known = self.tables.get(table).ok_or_else(|| foreign("no such table".to_owned()))?;
        let mut columns = vec!["scope_id".to_owned()];
        let mut values = values![self.scope].to_vec();
        for (name, cell) in &row {
            let column = known.columns().iter().find(|column| column.name() == name);
            let column = column.ok_or_else(|| foreign(format!("no column {name}")))?;
            let fits = match cell {
                Cell::Null => true,
                Cell::Int(_) => column.kind() == ColumnKind::Int,
                Cell::Text(_) => column.kind() == ColumnKind::Text,
                Cell::Bytes(_) => column.kind() == ColumnKind::Bytes,
            };
            if !fits || columns.contains(name) {
                return Err(foreign(format!("the column {name} holds something else")));
            }
            columns.push(name.clone());
            values.push(match (cell, column.kind()) {
                (Cell::Null, ColumnKind::Int) => Value::Int(None),
                (Cell::Null, ColumnKind::Bytes) => Value::Bytes(None),
                // PostgreSQL takes no text with this character in it.
                (Cell::Text(text), _) if self.tx.is_postgres() => {
                    Value::Text(Some(text.replace('\0', "")))
                }
                (cell, _) => value_of(Some(cell)),
            });
        }
        if table == "account" {
            columns.extend(["secrets".to_owned(), "paused".to_owned()]);
            values.extend([Value::Bytes(Some(Vec::new())), Value::from(PAUSED)]);
        }
        if table == "suppression" {
            self.hash_anew(&row, &columns, &mut values);
        }
        // Every name is one that the database gave.
        let sql = format!(
            "insert into {table} ({}) values ({})",
            columns.join(", "),
            dialect::list(1, values.len())
        );
        match self.tx.execute(AssertSqlSafe(sql), &values).await {
            Ok(_) => Ok(()),
            Err(StoreError::Database(sqlx::Error::Database(error))) => {
                Err(StoreError::ForeignRow { table: table.to_owned(), why: error.to_string() })
            }
            Err(other) => Err(other),
        }
    }

    /// Another installation has another key: a suppression holds there by the hash its key makes.
    /// Of somebody erased only the hash is left, which means something to the old key alone.
    fn hash_anew(&self, row: &[(String, Cell)], columns: &[String], values: &mut [Value]) {
        let cell = |name: &str| row.iter().find(|(column, _)| column == name).map(|(_, cell)| cell);
        let named = match (cell("address"), cell("contact_id")) {
            (Some(Cell::Text(address)), _) if !address.is_empty() => address.to_lowercase(),
            (_, Some(Cell::Bytes(id))) => match Uuid::from_slice(id) {
                Ok(id) => id.to_string(),
                Err(_) => return,
            },
            _ => return,
        };
        if let Some(place) = columns.iter().position(|column| column == "address_hash") {
            values[place] = Value::from((self.store.means.address_hash)(&named));
        }
    }

    /// Makes it so. As after any restore, sending waits until the sent mail was searched.
    ///
    /// # Errors
    /// What the database says; then nothing was put back.
    pub async fn finish(mut self, clock_offset: SignedDuration) -> Result<Scope, StoreError> {
        let offset = match self.kind {
            ScopeKind::Practice => i64::try_from(clock_offset.as_micros()).unwrap_or(0),
            ScopeKind::Real => 0,
        };
        let held = self.kind == ScopeKind::Real;
        let sql = "update scope set clock_offset = $2, epoch = epoch + 1, epoch_held = $3 \
                   where id = $1";
        self.tx.execute(sql, &values![self.scope, offset, held]).await?;
        self.tx.commit().await?;
        let (_, scope) = self
            .store
            .scope_with_id(self.scope)
            .await?
            .ok_or(StoreError::NotFound { what: "this scope" })?;
        Ok(scope)
    }
}
