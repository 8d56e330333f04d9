//! Everything a scope holds, table by table, as one moment saw it: what an export is made of.
//!
//! The tables and their columns are asked of the database itself, so that a table added later is
//! part of every export without anybody remembering it. What does not travel stands in `LEFT_OUT`
//! and `FORGOTTEN_COLUMNS`, each with its reason. Rows come a few at a time in the order of their
//! key, which is the same on both databases.
//!
//! Where next: `restoring` puts the rows back, `whole_mail` gives mail as bytes. What a file of
//! them looks like is the application's business.

mod restoring;
mod schema;
mod whole_mail;

use rapport_core::contact::Contact;
use rapport_core::ids::{ContactId, TouchpointId};
use rapport_core::touchpoint::Touchpoint;
use sqlx::AssertSqlSafe;

pub use restoring::Restoring;
pub(crate) use schema::tables as tables_of;
pub use schema::{Column, ColumnKind, Table};
pub use whole_mail::{WholeMail, WhoseMail};

use crate::db::{Row, Sight, Tx, Value, values};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// Tables of a scope that no export holds.
pub(crate) const LEFT_OUT: &[(&str, &str)] = &[
    ("account_history", "where a reading of old mail stands just now; it can be read again"),
    ("calendar_source", "its address is a secret that leaves this installation in no form"),
    ("search_text", "made from the other rows when they are written"),
    ("worker_tick", "when this machine last went round"),
    ("scope_lease", "which machine works on it just now"),
];

/// Columns that no export holds.
pub(crate) const FORGOTTEN_COLUMNS: &[(&str, &str, &str)] = &[
    ("account", "secrets", "a password leaves this installation in no form"),
    ("account", "paused", "without its password every account is paused"),
];

/// One value of a row.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A number, an instant in microseconds, yes or no.
    Int(i64),
    /// A text.
    Text(String),
    /// An identifier, a hash, mail.
    Bytes(Vec<u8>),
}

/// One row: a cell for each column of its [`Table`], in that order.
pub type Cells = Vec<Cell>;

/// A scope as one moment saw it. What is written meanwhile is not in it.
pub struct Archive {
    tx: Tx,
    scope: Scope,
    tables: Vec<Table>,
}

impl Store {
    /// Looks at a scope as it is now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn archive(&self, scope: &Scope) -> Result<Archive, StoreError> {
        let mut tx = self.db.snapshot(scope).await?;
        let tables = schema::tables(&mut tx).await?;
        Ok(Archive { tx, scope: *scope, tables })
    }

    /// The number of the newest schema step that was applied.
    ///
    /// # Errors
    /// What the database says.
    pub async fn schema_version(&self) -> Result<i64, StoreError> {
        let applied = crate::migrate::applied(&mut self.db.reader(Sight::All)).await?;
        Ok(applied.last().map_or(0, |(version, _)| *version))
    }
}

impl Archive {
    /// The tables, each after those it refers to.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// How many rows a table has in this scope.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&mut self, table: &Table) -> Result<u64, StoreError> {
        // The name comes from the database itself.
        let sql = format!("select count(*) as n from {} where scope_id = $1", table.name());
        let row = self.tx.all(AssertSqlSafe(sql), &values![self.scope.id()]).await?;
        row.first().map_or(Ok(0), |row| row.number("n"))
    }

    /// The next rows of a table after that one; none at the end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn rows(
        &mut self,
        table: &Table,
        after: Option<&Cells>,
    ) -> Result<Vec<Cells>, StoreError> {
        if table.key().is_empty() && after.is_some() {
            // The scope alone is the key: there is one row at most.
            return Ok(Vec::new());
        }
        let (sql, values) = page(table, &self.scope, after, self.tx.is_postgres());
        let rows = self.tx.all(AssertSqlSafe(sql), &values).await?;
        rows.iter().map(|row| table.read(row)).collect()
    }

    /// All rows of a table whose column holds that identifier: what belongs to one person.
    ///
    /// # Errors
    /// What the database says; a column that the table does not have.
    pub async fn rows_with(
        &mut self,
        table: &Table,
        column: &str,
        id: &[u8],
    ) -> Result<Vec<Cells>, StoreError> {
        let known = table.columns().iter().find(|known| known.name() == column);
        let column = known.ok_or_else(|| crate::db::wrong(column))?.name();
        let order = table.key_order(self.tx.is_postgres());
        let sql = format!(
            "select * from {} where scope_id = $1 and {column} = $2 order by {order}",
            table.name()
        );
        let rows = self.tx.all(AssertSqlSafe(sql), &values![self.scope.id(), id]).await?;
        rows.iter().map(|row| table.read(row)).collect()
    }

    /// The next contacts after that one, by identifier; none at the end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts(&mut self, after: Option<ContactId>) -> Result<Vec<Contact>, StoreError> {
        let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
        let sql = "select * from contact where scope_id = $1 and id > $2 order by id limit 150";
        let rows = self.tx.all(sql, &values![self.scope.id(), after]).await?;
        let scope = self.scope;
        crate::contact::with_addresses(&mut self.tx.reader(), &scope, &rows).await
    }

    /// The tags of a few contacts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tags(
        &mut self,
        contacts: &[ContactId],
    ) -> Result<Vec<(ContactId, String)>, StoreError> {
        let (sql, values) = crate::dialect::with_list(
            "select contact_id, tag from contact_tag where scope_id = $1 \
             and contact_id in ({list}) order by tag_folded",
            &values![self.scope.id()],
            contacts.iter().map(|id| Value::from(*id)),
        );
        let rows = self.tx.all(sql, &values).await?;
        rows.iter().map(|row| Ok((row.id("contact_id")?, row.text("tag")?))).collect()
    }

    /// The next touchpoints after that one, by identifier, each with the name of its contact and
    /// the event it was at; none at the end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn touchpoints(
        &mut self,
        after: Option<TouchpointId>,
    ) -> Result<Vec<(Touchpoint, String, Option<String>)>, StoreError> {
        let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
        let sql = "select t.id, c.name, e.event from touchpoint t \
            join contact c on c.scope_id = t.scope_id and c.id = t.contact_id \
            left join touchpoint_event e on e.scope_id = t.scope_id and e.touchpoint_id = t.id \
            where t.scope_id = $1 and t.id > $2 order by t.id limit 100";
        let rows = self.tx.all(sql, &values![self.scope.id(), after]).await?;
        let scope = self.scope;
        let mut page = Vec::with_capacity(rows.len());
        for row in rows {
            let id = row.id("id")?;
            let touchpoint = crate::touchpoint::load(&mut self.tx.reader(), &scope, id).await?;
            page.push((touchpoint, row.text("name")?, row.maybe_text("event")?));
        }
        Ok(page)
    }

    /// Ends the look.
    ///
    /// # Errors
    /// What the database says.
    pub async fn close(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }
}

/// The question for the next rows.
fn page(
    table: &Table,
    scope: &Scope,
    after: Option<&Cells>,
    postgres: bool,
) -> (String, Vec<Value>) {
    let mut values = values![scope.id()].to_vec();
    let order = table.key_order(postgres);
    let mut beyond = String::new();
    if let Some(last) = after {
        let mut marks = Vec::new();
        for index in table.key() {
            values.push(value_of(last.get(*index)));
            marks.push(format!("${}", values.len()));
        }
        beyond = format!(" and ({order}) > ({})", marks.join(", "));
    }
    let limit = table.page();
    let name = table.name();
    (
        format!("select * from {name} where scope_id = $1{beyond} order by {order} limit {limit}"),
        values,
    )
}

pub(crate) fn value_of(cell: Option<&Cell>) -> Value {
    match cell {
        None | Some(Cell::Null) => Value::Text(None),
        Some(Cell::Int(number)) => Value::Int(Some(*number)),
        Some(Cell::Text(text)) => Value::Text(Some(text.clone())),
        Some(Cell::Bytes(bytes)) => Value::Bytes(Some(bytes.clone())),
    }
}

impl Table {
    /// One row as cells.
    pub(crate) fn read(&self, row: &Row) -> Result<Cells, StoreError> {
        let cell = |column: &Column| {
            Ok(match column.kind() {
                ColumnKind::Int => row.maybe_int(column.name())?.map_or(Cell::Null, Cell::Int),
                ColumnKind::Text => row.maybe_text(column.name())?.map_or(Cell::Null, Cell::Text),
                ColumnKind::Bytes => {
                    row.maybe_bytes(column.name())?.map_or(Cell::Null, Cell::Bytes)
                }
            })
        };
        self.columns().iter().map(cell).collect()
    }
}
