//! What the database says about its own tables: names, columns, keys, and which refers to which.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cells, FORGOTTEN_COLUMNS, LEFT_OUT};
use crate::db::Tx;
use crate::error::StoreError;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// Numbers, instants, yes and no.
    Int,
    /// Text.
    Text,
    /// Identifiers, hashes, mail.
    Bytes,
}

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    name: String,
    kind: ColumnKind,
}

impl Column {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it holds.
    #[must_use]
    pub const fn kind(&self) -> ColumnKind {
        self.kind
    }

    /// Whether it holds identifiers of sixteen bytes.
    #[must_use]
    pub fn is_identifier(&self) -> bool {
        self.kind == ColumnKind::Bytes && (self.name == "id" || self.name.ends_with("_id"))
    }
}

/// One table whose rows belong to a scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    name: String,
    /// Without the scope, and without what no export holds.
    columns: Vec<Column>,
    /// Places of the key's columns in `columns`, in the order of the key.
    key: Vec<usize>,
}

impl Table {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its columns without the scope.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The place of a column, if the table has it.
    #[must_use]
    pub fn place_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// What tells a row from all others of its table.
    #[must_use]
    pub fn key_of(&self, row: &Cells) -> Cells {
        self.key.iter().filter_map(|place| row.get(*place).cloned()).collect()
    }

    pub(crate) fn key(&self) -> &[usize] {
        &self.key
    }

    /// The columns of the key as SQL; texts by their bytes, as SQLite sorts them anyway.
    pub(crate) fn key_order(&self, postgres: bool) -> String {
        let column = |place: &usize| {
            let column = &self.columns[*place];
            if postgres && column.kind == ColumnKind::Text {
                format!("{} collate \"C\"", column.name)
            } else {
                column.name.clone()
            }
        };
        if self.key.is_empty() {
            return "scope_id".to_owned();
        }
        self.key.iter().map(column).collect::<Vec<_>>().join(", ")
    }

    /// How many rows to read at once: few where one may be a whole mail.
    pub(crate) fn page(&self) -> usize {
        let heavy = |column: &Column| {
            column.kind == ColumnKind::Bytes
                && !column.is_identifier()
                && !column.name.contains("hash")
                && !matches!(column.name.as_str(), "sha256" | "digest")
        };
        if self.columns.iter().any(heavy) { 4 } else { 250 }
    }
}

const SQLITE_COLUMNS: &str = "select m.name as table_name, p.name as column_name, \
    lower(p.type) as kind, p.pk as place from sqlite_master m, pragma_table_info(m.name) p \
    where m.type = 'table' order by m.name, p.cid";

const SQLITE_REFERENCES: &str = "select distinct m.name as child, lower(f.\"table\") as parent \
    from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'";

const POSTGRES_COLUMNS: &str = "select c.table_name::text as table_name, \
    c.column_name::text as column_name, c.data_type::text as kind, \
    coalesce(k.ordinal_position, 0)::bigint as place \
    from information_schema.columns c \
    join information_schema.tables t on t.table_schema = c.table_schema \
        and t.table_name = c.table_name and t.table_type = 'BASE TABLE' \
    left join (select u.table_name, u.column_name, u.ordinal_position \
        from information_schema.key_column_usage u \
        join information_schema.table_constraints p on p.constraint_name = u.constraint_name \
            and p.table_schema = u.table_schema and p.table_name = u.table_name \
        where p.constraint_type = 'PRIMARY KEY' and u.table_schema = current_schema()) k \
        on k.table_name = c.table_name and k.column_name = c.column_name \
    where c.table_schema = current_schema() order by c.table_name, c.ordinal_position";

const POSTGRES_REFERENCES: &str = "select distinct child.relname::text as child, \
    parent.relname::text as parent from pg_constraint f \
    join pg_class child on child.oid = f.conrelid \
    join pg_class parent on parent.oid = f.confrelid \
    join pg_namespace n on n.oid = f.connamespace \
    where f.contype = 'f' and n.nspname = current_schema()";

/// The tables of a scope, each after those it refers to, else by name.
pub(crate) async fn tables(tx: &mut Tx) -> Result<Vec<Table>, StoreError> {
    let (columns, references) = if tx.is_postgres() {
        (POSTGRES_COLUMNS, POSTGRES_REFERENCES)
    } else {
        (SQLITE_COLUMNS, SQLITE_REFERENCES)
    };
    let mut found: BTreeMap<String, Vec<(Column, i64)>> = BTreeMap::new();
    let mut scoped = BTreeSet::new();
    for row in tx.all(columns, &[]).await? {
        let table = row.text("table_name")?;
        let name = row.text("column_name")?;
        if LEFT_OUT.iter().any(|(out, _)| *out == table) {
            continue;
        }
        if name == "scope_id" {
            scoped.insert(table);
            continue;
        }
        if FORGOTTEN_COLUMNS.iter().any(|(of, column, _)| *of == table && *column == name) {
            continue;
        }
        let kind = match row.text("kind")?.as_str() {
            "integer" | "bigint" => ColumnKind::Int,
            "text" => ColumnKind::Text,
            "blob" | "bytea" => ColumnKind::Bytes,
            // Tables that are not ours to export have types of their own.
            _ => continue,
        };
        found.entry(table).or_default().push((Column { name, kind }, row.int("place")?));
    }
    found.retain(|table, _| scoped.contains(table));
    let mut waits_for: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in tx.all(references, &[]).await? {
        let (child, parent) = (row.text("child")?, row.text("parent")?);
        if child != parent && found.contains_key(&child) && found.contains_key(&parent) {
            waits_for.entry(child).or_default().insert(parent);
        }
    }
    let mut order = Vec::new();
    let mut left: Vec<String> = found.keys().cloned().collect();
    while !left.is_empty() {
        let ready = |name: &String| {
            waits_for.get(name).is_none_or(|parents| parents.iter().all(|it| order.contains(it)))
        };
        // Tables that refer to each other in a ring would wait for ever; by name is as good then.
        let next = left.iter().position(ready).unwrap_or(0);
        order.push(left.remove(next));
    }
    Ok(order
        .into_iter()
        .filter_map(|name| found.remove(&name).map(|columns| table(name, columns)))
        .collect())
}

fn table(name: String, columns: Vec<(Column, i64)>) -> Table {
    let mut key: Vec<(i64, usize)> = columns
        .iter()
        .enumerate()
        .filter(|(_, (_, place))| *place > 0)
        .map(|(index, (_, place))| (*place, index))
        .collect();
    key.sort_unstable();
    Table {
        name,
        key: key.into_iter().map(|(_, index)| index).collect(),
        columns: columns.into_iter().map(|(column, _)| column).collect(),
    }
}
