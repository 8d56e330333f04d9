//! Two contacts that become one, and part again: rows move from one identifier to the other and back.
//!
//! Which tables name a contact is asked of the database, so that none is forgotten. What a merged
//! contact looks like is the application's; follow-ups move through their own door
//! ([`crate::follow_up`]).

use jiff::Timestamp;
use rapport_core::ids::ContactId;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::archive::{Cell, Cells, Table, tables_of, value_of};
use crate::db::{Row, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// One row of the contact that is gone, as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MovedRow {
    /// Its table.
    pub table: String,
    /// The row before it moved.
    pub row: Cells,
    /// False where the other contact had the same already: then it was taken away.
    pub stays: bool,
}

/// Two contacts that became one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MergeRow {
    /// Which merge.
    pub id: Uuid,
    /// The one that stayed.
    pub kept: ContactId,
    /// The one that is part of it now.
    pub gone: ContactId,
    /// When.
    pub at: Timestamp,
    /// What the application wrote down to part them.
    pub record: String,
}

impl Store {
    /// Merges that can be taken back, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn merges(&self, scope: &Scope) -> Result<Vec<MergeRow>, StoreError> {
        let sql = "select * from contact_merge where scope_id = $1 order by at desc, id desc";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(merge_of).collect()
    }

    /// Pairs that the user said are two, the smaller identifier first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn different(
        &self,
        scope: &Scope,
    ) -> Result<Vec<(ContactId, ContactId)>, StoreError> {
        let sql = "select one_id, other_id from contact_different where scope_id = $1";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(|row| Ok((row.id("one_id")?, row.id("other_id")?))).collect()
    }
}

impl Door<'_> {
    /// Remembers that two contacts are two.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_different(
        &mut self,
        one: ContactId,
        other: ContactId,
    ) -> Result<(), StoreError> {
        let (one, other) = (one.min(other), one.max(other));
        let sql = "insert into contact_different (scope_id, one_id, other_id, at) \
                   values ($1, $2, $3, $4) on conflict (scope_id, one_id, other_id) do nothing";
        let values = values![self.scope.id(), one, other, self.moment.now];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// The row of a contact as it is, with its table.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn contact_row(&mut self, id: ContactId) -> Result<(Table, Cells), StoreError> {
        let tables = tables_of(&mut self.tx).await?;
        let missing = StoreError::NotFound { what: "this contact" };
        let Some(table) = tables.into_iter().find(|table| table.name() == "contact") else {
            return Err(missing);
        };
        let sql = "select * from contact where scope_id = $1 and id = $2";
        let row = self.tx.maybe(sql, &values![self.scope.id(), id]).await?.ok_or(missing)?;
        let cells = table.read(&row)?;
        Ok((table, cells))
    }

    /// The row of a follow-up as it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn follow_up_row(
        &mut self,
        id: rapport_core::ids::FollowUpId,
    ) -> Result<Cells, StoreError> {
        let missing = StoreError::NotFound { what: "this follow-up" };
        let tables = tables_of(&mut self.tx).await?;
        let table = tables.iter().find(|table| table.name() == "follow_up");
        let sql = "select * from follow_up where scope_id = $1 and id = $2";
        match (table, self.tx.maybe(sql, &values![self.scope.id(), id]).await?) {
            (Some(table), Some(row)) => table.read(&row),
            _ => Err(missing),
        }
    }

    /// The tables of a scope.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tables(&mut self) -> Result<Vec<Table>, StoreError> {
        tables_of(&mut self.tx).await
    }

    /// Moves every row of one contact to another, and takes the emptied contact away.
    ///
    /// # Errors
    /// What the database says.
    pub async fn move_rows(
        &mut self,
        gone: ContactId,
        kept: ContactId,
    ) -> Result<Vec<MovedRow>, StoreError> {
        let mut moved = Vec::new();
        for table in tables_of(&mut self.tx).await? {
            let Some(place) = table.place_of("contact_id") else { continue };
            let sql =
                format!("select * from {} where scope_id = $1 and contact_id = $2", table.name());
            let rows = self.tx.all(AssertSqlSafe(sql), &values![self.scope.id(), gone]).await?;
            for row in rows {
                let row = table.read(&row)?;
                let mut next = row.clone();
                next[place] = Cell::Bytes(kept.as_bytes().to_vec());
                let stays = self.replace_row(&table, &row, &next).await?;
                moved.push(MovedRow { table: table.name().to_owned(), row, stays });
            }
        }
        self.rename_in_follow_ups(gone, kept).await?;
        let sql = "delete from contact where scope_id = $1 and id = $2";
        self.tx.execute(sql, &values![self.scope.id(), gone]).await?;
        Ok(moved)
    }

    /// Puts the contact that was gone back, and every row that is still the other's.
    ///
    /// # Errors
    /// What the database says.
    pub async fn part_rows(
        &mut self,
        contact: &Cells,
        moved: &[MovedRow],
        kept: ContactId,
    ) -> Result<(), StoreError> {
        let tables = tables_of(&mut self.tx).await?;
        let table_called = |name: &str| tables.iter().find(|table| table.name() == name);
        let home = table_called("contact").ok_or(StoreError::NotFound { what: "this contact" })?;
        self.insert_row(home, contact).await?;
        for one in moved {
            let (Some(table), false) = (table_called(&one.table), one.row.is_empty()) else {
                continue;
            };
            let Some(place) = table.place_of("contact_id") else { continue };
            if !one.stays {
                if !self.is_there(table, &one.row).await? {
                    self.insert_row(table, &one.row).await?;
                }
                continue;
            }
            let mut now = one.row.clone();
            now[place] = Cell::Bytes(kept.as_bytes().to_vec());
            if self.is_there(table, &now).await? {
                self.replace_row(table, &now, &one.row).await?;
            }
        }
        Ok(())
    }

    /// Writes down how to part two contacts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_merge(&mut self, merge: &MergeRow) -> Result<(), StoreError> {
        let sql = "insert into contact_merge (scope_id, id, kept_id, gone_id, at, record) \
                   values ($1, $2, $3, $4, $5, $6)";
        let record = merge.record.as_str();
        let values = values![self.scope.id(), merge.id, merge.kept, merge.gone, merge.at, record];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Takes out what was written down; the answer is it, if it was there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_merge(&mut self, id: Uuid) -> Result<Option<MergeRow>, StoreError> {
        let values = values![self.scope.id(), id];
        let sql = "select * from contact_merge where scope_id = $1 and id = $2";
        let row = self.tx.maybe(sql, &values).await?.as_ref().map(merge_of).transpose()?;
        let sql = "delete from contact_merge where scope_id = $1 and id = $2";
        self.tx.execute(sql, &values).await?;
        Ok(row)
    }

    /// Gives a row its other contact. Rows whose key names the contact, and those whose words are
    /// searched by triggers on coming and going, are written anew; true if the row is there then
    /// by this, false if the other had one like it.
    async fn replace_row(
        &mut self,
        table: &Table,
        row: &Cells,
        next: &Cells,
    ) -> Result<bool, StoreError> {
        let in_key = table.key_of(row) != table.key_of(next);
        if in_key || table.name() == "contact_address" {
            let (sql, values) = by_key(table, &self.scope, row, "delete from");
            self.tx.execute(AssertSqlSafe(sql), &values).await?;
            if in_key && self.is_there(table, next).await? {
                return Ok(false);
            }
            self.insert_row(table, next).await?;
            return Ok(true);
        }
        let place = table.place_of("contact_id").and_then(|place| next.get(place));
        if table.name() == "follow_up" {
            self.give_follow_up(table.key_of(row).first(), place).await?;
            return Ok(true);
        }
        let (sql, mut values) = by_key(table, &self.scope, row, "");
        values.push(value_of(place));
        let sql = format!(
            "update {} set contact_id = ${} {}",
            table.name(),
            values.len(),
            sql.split_once(" where").map_or(String::new(), |(_, rest)| format!("where{rest}"))
        );
        self.tx.execute(AssertSqlSafe(sql), &values).await?;
        Ok(true)
    }

    async fn is_there(&mut self, table: &Table, row: &Cells) -> Result<bool, StoreError> {
        let (sql, values) = by_key(table, &self.scope, row, "select 1 as there from");
        Ok(self.tx.maybe(AssertSqlSafe(sql), &values).await?.is_some())
    }

    async fn insert_row(&mut self, table: &Table, row: &Cells) -> Result<(), StoreError> {
        let mut columns = vec!["scope_id"];
        let mut values = values![self.scope.id()].to_vec();
        for (column, cell) in table.columns().iter().zip(row) {
            if *cell != Cell::Null {
                columns.push(column.name());
                values.push(value_of(Some(cell)));
            }
        }
        let sql = format!(
            "insert into {} ({}) values ({})",
            table.name(),
            columns.join(", "),
            dialect::list(1, values.len())
        );
        self.tx.execute(AssertSqlSafe(sql), &values).await.map(drop)
    }
}

/// A statement about the one row with that key. All names come from the database.
fn by_key(table: &Table, scope: &Scope, row: &Cells, verb: &str) -> (String, Vec<Value>) {
    let mut values = values![scope.id()].to_vec();
    let mut text = format!("{verb} {} where scope_id = $1", table.name());
    for place in table.key() {
        values.push(value_of(row.get(*place)));
        text.push_str(&format!(" and {} = ${}", table.columns()[*place].name(), values.len()));
    }
    (text, values)
}

fn merge_of(row: &Row) -> Result<MergeRow, StoreError> {
    Ok(MergeRow {
        id: Uuid::from_slice(&row.bytes("id")?).map_err(|_| crate::db::wrong("id"))?,
        kept: row.id("kept_id")?,
        gone: row.id("gone_id")?,
        at: row.at("at")?,
        record: row.text("record")?,
    })
}
