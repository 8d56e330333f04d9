//! A thin dynamic layer over the two databases: values in, rows out.
//!
//! Every statement is written once, in SQL that both understand, with `$1` placeholders. This is the
//! only file that expands code over both drivers; what differs in SQL is in [`crate::dialect`].

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use rapport_core::follow_up::ContentHash;
use rapport_core::ids::{
    AccountId, AppointmentId, AttachmentId, CalendarSourceId, ContactId, DismissalId, DraftId,
    FollowUpId, ImportId, InboundId, JournalId, MessageId, OpportunityId, OrganisationId,
    OutboxItemId, ProposalId, ReferenceId, ScopeId, SuppressionId, TouchpointId,
};
use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _, SqlSafeStr, Sqlite, Transaction};
use uuid::Uuid;

use crate::dialect;
use crate::error::StoreError;
use crate::probe::{self, Side};
use crate::scope::Scope;

/// The two databases. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) enum Db {
    /// One file: many readers, one writer.
    Sqlite {
        /// Sees what was committed.
        read: SqlitePool,
        /// One connection; who holds it holds every scope.
        write: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// Whose rows a transaction sees. Every statement names its scope; this is the second wall behind that,
/// which PostgreSQL keeps (see [`crate::walls`]). A file has only the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sight {
    /// Those of one scope.
    Of(ScopeId),
    /// Those of all: for the schema, for whose scope is which, and for a new home of the data.
    All,
}

impl From<&Scope> for Sight {
    fn from(scope: &Scope) -> Self {
        Self::Of(scope.id())
    }
}

/// One value of a statement. The two databases need to know the type of a null, too.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// A list of values from anything that is one.
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::db::Value::from($value)),*] };
}
pub(crate) use values;

/// One row of an answer.
pub(crate) struct Row {
    cells: Cells,
    /// What the names of the columns begin with that are asked for; see [`Row::under`].
    prefix: &'static str,
}

enum Cells {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A write transaction. Dropped without [`Tx::commit`] it is taken back.
pub(crate) struct Tx {
    inner: Inner,
    /// A statement failed. PostgreSQL refuses everything after that by itself; SQLite may have taken
    /// the transaction back and would write what follows at once, so it is refused here.
    broken: bool,
}

enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Where a query reads: what was committed, or what a transaction sees.
pub(crate) enum Reader<'a> {
    Db(&'a Db, Sight),
    Tx(&'a mut Tx),
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $values {
            query = match value.clone() {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Db {
    /// Opens a write transaction. On SQLite it holds the writer from the first statement, so that
    /// what was read in it stays true until it commits.
    pub(crate) async fn begin(&self, sight: impl Into<Sight>) -> Result<Tx, StoreError> {
        let inner = match self {
            Self::Sqlite { write, .. } => {
                Inner::Sqlite(write.begin_with(dialect::BEGIN_WRITE).await?)
            }
            Self::Postgres(pool) => begin(pool, dialect::BEGIN, sight.into()).await?,
        };
        Ok(Tx { inner, broken: false })
    }

    /// A transaction that reads what was committed when it began, whatever is written meanwhile.
    pub(crate) async fn snapshot(&self, sight: impl Into<Sight>) -> Result<Tx, StoreError> {
        let inner = match self {
            Self::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
            Self::Postgres(pool) => begin(pool, dialect::BEGIN_SNAPSHOT, sight.into()).await?,
        };
        Ok(Tx { inner, broken: false })
    }

    /// Reads, each time what was committed by then.
    pub(crate) fn reader(&self, sight: impl Into<Sight>) -> Reader<'_> {
        Reader::Db(self, sight.into())
    }
}

/// The one place where a transaction of PostgreSQL begins, and with it what it may see.
async fn begin(pool: &PgPool, words: &str, sight: Sight) -> Result<Inner, StoreError> {
    let begin = dialect::begin_seeing(words, sight);
    // Connections are not asked beforehand whether they still live: the beginning tells. After a
    // restart of the server each idle one has to find out by itself.
    let mut tries = pool.size();
    loop {
        match pool.begin_with(AssertSqlSafe(begin.clone())).await {
            Ok(tx) => return Ok(Inner::Postgres(tx)),
            Err(error) => match StoreError::from(error) {
                StoreError::Unavailable { .. } if tries > 0 => tries -= 1,
                error => return Err(error),
            },
        }
    }
}

impl Tx {
    /// Runs a statement and gives the number of rows it changed.
    pub(crate) async fn execute(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value],
    ) -> Result<u64, StoreError> {
        self.check()?;
        let changed = match &mut self.inner {
            Inner::Sqlite(tx) => {
                bound!(sql, values).execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            Inner::Postgres(tx) => {
                bound!(sql, values).execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        };
        self.note(changed)
    }

    /// Changes one row and, only if it was there to be changed, adds another by `insert .. select ..`,
    /// both over one list of values and in one round trip. The answer is whether it was.
    pub(crate) async fn change_and_add(
        &mut self,
        change: &str,
        insert: &str,
        values: &[Value],
    ) -> Result<bool, StoreError> {
        let sql = dialect::change_and_add(self, change, insert);
        Ok(self.execute(AssertSqlSafe(sql), values).await? > 0)
    }

    /// Runs a statement and gives all rows it answers with.
    pub(crate) async fn all(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        self.check()?;
        let rows = match &mut self.inner {
            Inner::Sqlite(tx) => {
                let rows = bound!(sql, values).fetch_all(&mut **tx).await;
                rows.map(|rows| rows.into_iter().map(Row::from).collect())
            }
            Inner::Postgres(tx) => {
                let rows = bound!(sql, values).fetch_all(&mut **tx).await;
                rows.map(|rows| rows.into_iter().map(Row::from).collect())
            }
        };
        self.note(rows)
    }

    /// Runs several statements without values, as a migration is.
    pub(crate) async fn script(&mut self, sql: impl SqlSafeStr) -> Result<(), StoreError> {
        self.check()?;
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop),
            Inner::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop),
        };
        self.note(done)
    }

    const fn check(&self) -> Result<(), StoreError> {
        if self.broken { Err(StoreError::Broken) } else { Ok(()) }
    }

    fn note<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        self.broken |= outcome.is_err();
        outcome.map_err(StoreError::from)
    }

    /// The first row, if there is one.
    pub(crate) async fn maybe(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// Makes it so, durably.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.check()?;
        probe::passes(Side::Before).await;
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        probe::passes(Side::After).await;
        Ok(())
    }

    /// Reads what this transaction sees.
    pub(crate) const fn reader(&mut self) -> Reader<'_> {
        Reader::Tx(self)
    }

    /// True on PostgreSQL.
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self.inner, Inner::Postgres(_))
    }
}

impl Reader<'_> {
    /// True on PostgreSQL.
    pub(crate) const fn is_postgres(&self) -> bool {
        match self {
            Self::Db(db, _) => matches!(db, Db::Postgres(_)),
            Self::Tx(tx) => tx.is_postgres(),
        }
    }

    /// All rows of a query.
    pub(crate) async fn all(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Self::Db(Db::Sqlite { read, .. }, _) => {
                let rows = bound!(sql, values).fetch_all(read).await?;
                rows.into_iter().map(Row::from).collect()
            }
            // Taken back when it is dropped, while nobody waits for that.
            Self::Db(db @ Db::Postgres(_), sight) => {
                return db.begin(*sight).await?.all(sql, values).await;
            }
            Self::Tx(tx) => return tx.all(sql, values).await,
        })
    }

    /// The first row, if there is one.
    pub(crate) async fn maybe(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// The one row of a query that always has one, such as a count.
    pub(crate) async fn one(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value],
    ) -> Result<Row, StoreError> {
        self.maybe(sql, values).await?.ok_or(StoreError::NotFound { what: "the answer" })
    }
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Self {
        Self { cells: Cells::Sqlite(row), prefix: "" }
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Self {
        Self { cells: Cells::Postgres(row), prefix: "" }
    }
}

/// A cell by its full name, as the type that is asked for.
macro_rules! cell {
    ($row:expr, $column:expr) => {{
        let column = $row.full_name($column);
        match &$row.cells {
            Cells::Sqlite(row) => row.try_get(&*column)?,
            Cells::Postgres(row) => row.try_get(&*column)?,
        }
    }};
}

impl Row {
    /// The part of a joined row whose columns were named with a prefix, to be read by whatever reads
    /// such a row alone. The empty prefix is the whole.
    pub(crate) fn under(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    fn full_name<'a>(&self, column: &'a str) -> Cow<'a, str> {
        if self.prefix.is_empty() {
            Cow::Borrowed(column)
        } else {
            Cow::Owned([self.prefix, column].concat())
        }
    }

    /// A number that may be missing.
    pub(crate) fn maybe_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(cell!(self, column))
    }

    /// A text that may be missing.
    pub(crate) fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(cell!(self, column))
    }

    /// Bytes that may be missing.
    pub(crate) fn maybe_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(cell!(self, column))
    }

    /// A number.
    pub(crate) fn int(&self, column: &str) -> Result<i64, StoreError> {
        self.maybe_int(column)?.ok_or_else(|| wrong(column))
    }

    /// A number in the range of its type.
    pub(crate) fn number<N: TryFrom<i64>>(&self, column: &str) -> Result<N, StoreError> {
        N::try_from(self.int(column)?).map_err(|_| wrong(column))
    }

    /// Yes or no.
    pub(crate) fn flag(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    /// A text.
    pub(crate) fn text(&self, column: &str) -> Result<String, StoreError> {
        self.maybe_text(column)?.ok_or_else(|| wrong(column))
    }

    /// The lines of a text; none for an empty one.
    pub(crate) fn lines(&self, column: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.text(column)?.lines().map(str::to_owned).collect())
    }

    /// Bytes.
    pub(crate) fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        self.maybe_bytes(column)?.ok_or_else(|| wrong(column))
    }

    /// An instant.
    pub(crate) fn at(&self, column: &str) -> Result<Timestamp, StoreError> {
        self.maybe_at(column)?.ok_or_else(|| wrong(column))
    }

    /// An instant that may be missing.
    pub(crate) fn maybe_at(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        self.maybe_int(column)?
            .map(|micros| Timestamp::from_microsecond(micros).map_err(|_| wrong(column)))
            .transpose()
    }

    /// A day that may be missing.
    pub(crate) fn maybe_day(&self, column: &str) -> Result<Option<Date>, StoreError> {
        self.maybe_text(column)?.map(|text| text.parse().map_err(|_| wrong(column))).transpose()
    }

    /// An identifier.
    pub(crate) fn id<I: Id>(&self, column: &str) -> Result<I, StoreError> {
        self.maybe_id(column)?.ok_or_else(|| wrong(column))
    }

    /// An identifier that may be missing.
    pub(crate) fn maybe_id<I: Id>(&self, column: &str) -> Result<Option<I>, StoreError> {
        self.maybe_bytes(column)?
            .map(|bytes| I::from_bytes(&bytes).ok_or_else(|| wrong(column)))
            .transpose()
    }

    /// A content hash.
    pub(crate) fn hash(&self, column: &str) -> Result<ContentHash, StoreError> {
        self.maybe_hash(column)?.ok_or_else(|| wrong(column))
    }

    /// A content hash that may be missing.
    pub(crate) fn maybe_hash(&self, column: &str) -> Result<Option<ContentHash>, StoreError> {
        self.maybe_bytes(column)?
            .map(|bytes| bytes.try_into().map(ContentHash).map_err(|_| wrong(column)))
            .transpose()
    }

    /// A word of an enumeration.
    pub(crate) fn word<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        parse(&self.text(column)?).ok_or_else(|| wrong(column))
    }

    /// A word of an enumeration that may be missing.
    pub(crate) fn maybe_word<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        self.maybe_text(column)?.map(|text| parse(&text).ok_or_else(|| wrong(column))).transpose()
    }
}

/// The column holds something that this program does not understand.
pub(crate) fn wrong(column: &str) -> StoreError {
    StoreError::Value { column: column.to_owned() }
}

/// Identifiers: sixteen bytes in the database, a type of their own in the program.
pub(crate) trait Id: Sized {
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

macro_rules! identifiers {
    ($($name:ty),+ $(,)?) => {$(
        impl Id for $name {
            fn from_bytes(bytes: &[u8]) -> Option<Self> {
                Self::from_slice(bytes)
            }
        }
        impl From<$name> for Value {
            fn from(id: $name) -> Self {
                Self::Bytes(Some(id.as_bytes().to_vec()))
            }
        }
        impl From<Option<$name>> for Value {
            fn from(id: Option<$name>) -> Self {
                Self::Bytes(id.map(|id| id.as_bytes().to_vec()))
            }
        }
    )+};
}
identifiers!(
    AccountId,
    AppointmentId,
    AttachmentId,
    CalendarSourceId,
    ContactId,
    DismissalId,
    DraftId,
    FollowUpId,
    ImportId,
    JournalId,
    MessageId,
    OpportunityId,
    OrganisationId,
    OutboxItemId,
    ReferenceId,
    ScopeId,
    SuppressionId,
    TouchpointId,
    InboundId,
    ProposalId,
);

macro_rules! value_from {
    ($($from:ty => $variant:ident, $convert:expr;)+) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                let convert: fn($from) -> _ = $convert;
                Self::$variant(Some(convert(value)))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map($convert))
            }
        }
    )+};
}
value_from! {
    i64 => Int, |number| number;
    u8 => Int, i64::from;
    u16 => Int, i64::from;
    u32 => Int, i64::from;
    bool => Int, i64::from;
    Timestamp => Int, Timestamp::as_microsecond;
    String => Text, |text| text;
    Date => Text, |day| day.to_string();
    Vec<u8> => Bytes, |bytes| bytes;
    ContentHash => Bytes, |hash| hash.0.to_vec();
    [u8; 32] => Bytes, |hash| hash.to_vec();
    Uuid => Bytes, |id| id.as_bytes().to_vec();
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        // Versions and sizes; more than 2^63 of anything does not happen.
        Self::Int(Some(i64::try_from(value).unwrap_or(i64::MAX)))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}
