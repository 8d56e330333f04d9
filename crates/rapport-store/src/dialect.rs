//! What the two databases say differently, and nothing else.

use rapport_core::ids::ScopeId;
use sqlx::AssertSqlSafe;

use crate::db::{Sight, Tx, Value, values};
use crate::error::StoreError;

/// SQLite takes the write lock when the transaction begins: a transaction that reads first and asks
/// for the lock later may be refused without waiting.
pub(crate) const BEGIN_WRITE: &str = "begin immediate";

/// PostgreSQL shows each statement the newest rows unless it is told to stay at one moment; a reader
/// of SQLite's log does so by itself.
pub(crate) const BEGIN_SNAPSHOT: &str = "begin isolation level repeatable read read only";

/// An ordinary transaction of PostgreSQL.
pub(crate) const BEGIN: &str = "begin";

/// The words that begin a transaction of PostgreSQL, and say in the same breath what it sees.
pub(crate) fn begin_seeing(words: &str, sight: Sight) -> String {
    let seen = match sight {
        Sight::Of(scope) => scope.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect(),
        Sight::All => "all".to_owned(),
    };
    format!("{words}; set local rapport.scope = '{seen}'")
}

/// The present of a PostgreSQL server in microseconds. Everywhere else an instant comes in as a value;
/// leases between nodes are the exception, because the clocks of two machines differ.
pub(crate) const SERVER_MICROS: &str = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

/// Marks a file as ours: "RPRT" in the header of the database file.
pub(crate) const APPLICATION_ID: i64 = 0x5250_5254;

/// Holds the scope until the transaction ends. On SQLite the one writer already does, and what is written
/// for a scope that is not there has no row to belong to.
pub(crate) async fn lock_scope(tx: &mut Tx, scope: ScopeId) -> Result<(), StoreError> {
    if !tx.is_postgres() {
        return Ok(());
    }
    // A statement of its own: what is read behind it sees what the holder before wrote.
    let sql = "select id from scope where id = $1 for update";
    let found = tx.maybe(sql, &values![scope]).await?;
    found.map(drop).ok_or(StoreError::NotFound { what: "this scope" })
}

/// What makes concurrent claims pass over each other's rows instead of waiting for them.
pub(crate) const fn claim_suffix(tx: &Tx) -> &'static str {
    if tx.is_postgres() { " for update skip locked" } else { "" }
}

/// What keeps a node that lost a scope from taking up more of it: true of the scope `$1` and the node
/// `$3` unless another one holds it. A file has one node.
pub(crate) fn unless_held_by_another(tx: &Tx) -> String {
    if !tx.is_postgres() {
        return String::new();
    }
    format!(
        "and not exists (select 1 from scope_lease where scope_id = $1 and owner <> $3 \
         and until > {SERVER_MICROS})"
    )
}

/// `$3, $4, $5` for a list, with the values to bind. The text is made of numbers only, which is what
/// allows [`AssertSqlSafe`] around a statement that contains it.
pub(crate) fn list(first: usize, length: usize) -> String {
    (first..first + length).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// A statement with one list in the place of `{list}`, bound after the values given.
pub(crate) fn with_list(
    sql: &'static str,
    values: &[Value],
    listed: impl IntoIterator<Item = Value>,
) -> (AssertSqlSafe<String>, Vec<Value>) {
    let mut all = values.to_vec();
    all.extend(listed);
    // `in ()` is no SQL; a null equals nothing.
    let text = match all.len() - values.len() {
        0 => "null".to_owned(),
        length => list(values.len() + 1, length),
    };
    (AssertSqlSafe(sql.replace("{list}", &text)), all)
}

/// A `like` pattern that finds the text itself anywhere, with `escape '\'`.
pub(crate) fn like_anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// An `insert` of several rows of the same width between its beginning and its end. The text added is
/// made of numbers and marks only.
///
/// SQLite gets places without a number: of each one with a number it looks the name up in a list of all
/// of them, which for a few hundred costs more than the rows.
pub(crate) fn with_rows(
    tx: &Tx,
    beginning: &'static str,
    end: &'static str,
    width: usize,
    rows: usize,
) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("{beginning}{}{end}", self::rows(tx, width, rows)))
}

/// The places of rows of the same width: `($1, $2), ($3, $4)`, or `(?, ?), (?, ?)`; see [`with_rows`].
pub(crate) fn rows(tx: &Tx, width: usize, rows: usize) -> String {
    let place = |row: usize| match tx.is_postgres() {
        true => format!("({})", list(row * width + 1, width)),
        false => format!("({})", vec!["?"; width].join(", ")),
    };
    let rows: Vec<String> = (0..rows).map(place).collect();
    rows.join(", ")
}

/// Lets references point at rows that follow until this transaction ends, where the database can: the
/// answer is whether it does.
pub(crate) async fn let_keys_wait(tx: &mut Tx) -> Result<bool, StoreError> {
    if tx.is_postgres() {
        return Ok(false);
    }
    tx.execute("pragma defer_foreign_keys = on", &[]).await?;
    Ok(true)
}

/// The statement behind [`Tx::change_and_add`].
pub(crate) fn change_and_add(tx: &Tx, change: &str, insert: &str) -> String {
    if tx.is_postgres() {
        format!("with changed as ({change} returning 1) {insert} from changed")
    } else {
        format!("{change}; {insert} where changes() > 0")
    }
}
