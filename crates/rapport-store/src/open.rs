//! Opening: where the database is, what is wrong with it, and what the program brings along.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use uuid::Uuid;

use crate::db::{Db, Sight, values};
use crate::error::StoreError;
use crate::{dialect, migrate};

/// Where the data is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A file, made if it is missing; its folder must exist.
    Sqlite(PathBuf),
    /// A server, as a `postgres://` address.
    Postgres(String),
}

impl Place {
    /// A `postgres://` or `postgresql://` address is a server, anything else a file.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Self::Postgres(text.to_owned())
        } else {
            Self::Sqlite(PathBuf::from(text))
        }
    }
}

/// What the store needs of the program around it, because it has neither clock nor chance nor key.
#[derive(Clone)]
pub struct Means {
    /// Makes a fresh identifier, UUIDv7, so that rows sort by time.
    pub mint: Arc<dyn Fn() -> Uuid + Send + Sync>,
    /// A keyed hash of a lower-case address, by which a suppression outlives an erasure.
    pub address_hash: Arc<AddressHash>,
}

/// From a lower-case address to a hash that only the holder of the key can make.
pub type AddressHash = dyn Fn(&str) -> [u8; 32] + Send + Sync;

impl fmt::Debug for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Means")
    }
}

/// The open database. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) file: Option<PathBuf>,
    pub(crate) means: Means,
}

/// How long a writer waits for another process.
const PATIENCE: Duration = Duration::from_secs(10);

/// A node that stops in the middle of a transaction must not hold a scope for ever: PostgreSQL ends its
/// session then. No transaction of ours waits for anything but the database and a little thinking.
const ABANDONED: &str = "30s";

/// How long PostgreSQL lets a statement wait for a row that another node holds: longer than
/// [`ABANDONED`], so that whoever waits gets it.
const WAIT: &str = "40s";

impl Store {
    /// Opens the database, makes or migrates it, and starts a new epoch if it was restored or copied
    /// since it was last opened: then sending is held until [`Store::release_epoch`].
    ///
    /// # Errors
    /// Every way in which a file or server can be unfit has a [`StoreError`] of its own.
    pub async fn open(place: &Place, means: Means, now: Timestamp) -> Result<Self, StoreError> {
        let (db, file) = match place {
            Place::Sqlite(path) => {
                preflight(path)?;
                (open_file(path).await?, Some(path.clone()))
            }
            Place::Postgres(address) => (open_server(address).await?, None),
        };
        let store = Self { db, file, means };
        store.refuse_foreign().await?;
        migrate::migrate(&store.db, store.file.as_deref(), now).await?;
        store.notice_new_home().await?;
        Ok(store)
    }

    /// Closes all connections; on SQLite this folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }

    /// The SQLite file, if it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// `sqlite` or `postgresql`, for `doctor`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.db {
            Db::Sqlite { .. } => "sqlite",
            Db::Postgres(_) => "postgresql",
        }
    }

    /// Lets the SQLite file grow no further than so many pages, as a full disk would.
    ///
    /// For tests of that situation only.
    ///
    /// # Errors
    /// What the database says.
    #[doc(hidden)]
    pub async fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        if let Db::Sqlite { write, .. } = &self.db {
            let sql = sqlx::AssertSqlSafe(format!("pragma max_page_count = {pages}"));
            sqlx::raw_sql(sql).execute(write).await?;
        }
        Ok(())
    }

    pub(crate) fn mint(&self) -> Uuid {
        (self.means.mint)()
    }

    /// A database with tables but without our mark is some other program's.
    async fn refuse_foreign(&self) -> Result<(), StoreError> {
        let Some(path) = &self.file else {
            return Ok(());
        };
        let sql = "select (select count(*) from sqlite_master) as tables, \
                   (select application_id from pragma_application_id) as mark";
        let row = self.db.reader(Sight::All).one(sql, &[]).await?;
        if row.int("tables")? > 0 && row.int("mark")? != dialect::APPLICATION_ID {
            return Err(StoreError::NotOurs { path: path.clone() });
        }
        Ok(())
    }

    /// Compares where the database is with where it was. A restored or copied one may not know what
    /// was sent since the copy was made, so every scope starts a new epoch with sending held.
    async fn notice_new_home(&self) -> Result<(), StoreError> {
        let Some(place) = self.home().await? else {
            return Ok(());
        };
        let known = self.db.reader(Sight::All).maybe("select place from home", &[]).await?;
        if known.as_ref().map(|row| row.text("place")).transpose()?.as_ref() == Some(&place) {
            return Ok(());
        }
        let mut tx = self.db.begin(Sight::All).await?;
        if known.is_some() {
            tx.execute("update scope set epoch = epoch + 1, epoch_held = 1", &[]).await?;
        }
        let sql = "insert into home (only_one, place) values (1, $1) \
                   on conflict (only_one) do update set place = excluded.place";
        tx.execute(sql, &values![place]).await?;
        tx.commit().await
    }

    /// What tells this database from a copy of it: the birth of the file, or the server's own numbers.
    async fn home(&self) -> Result<Option<String>, StoreError> {
        match (&self.db, &self.file) {
            (Db::Sqlite { .. }, Some(path)) => Ok(Some(birth_mark(path)?)),
            (Db::Sqlite { .. }, None) => Ok(None),
            (Db::Postgres(_), _) => {
                let sql = "select system_identifier::text || '/' || \
                           (select oid::text from pg_database where datname = current_database()) as place \
                           from pg_control_system()";
                Ok(Some(self.db.reader(Sight::All).one(sql, &[]).await?.text("place")?))
            }
        }
    }
}

/// A renamed file keeps its inode and its time of birth; a copy has others. The inode alone does not
/// suffice, because a new file may get the number of one that was just removed.
fn birth_mark(path: &Path) -> Result<String, StoreError> {
    let metadata = std::fs::metadata(path)?;
    let born =
        metadata.created().ok().and_then(|born| born.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(format!("file {} {}", inode(&metadata), born.map_or(0, |born| born.as_nanos())))
}

#[cfg(unix)]
fn inode(metadata: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_metadata: &std::fs::Metadata) -> u64 {
    0
}

/// What can be told of a file before SQLite touches it, because SQLite's own words are less clear.
pub(crate) fn preflight(path: &Path) -> Result<(), StoreError> {
    use std::io::Read as _;
    let cannot = |why: std::io::Error| StoreError::CannotOpen {
        path: path.to_owned(),
        why: why.to_string(),
    };
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            if folder.is_some_and(|folder| !folder.is_dir()) {
                return Err(cannot(error));
            }
            return Ok(());
        }
        Err(error) => return Err(cannot(error)),
    };
    if metadata.is_dir() {
        return Err(StoreError::CannotOpen {
            path: path.to_owned(),
            why: "it is a folder".to_owned(),
        });
    }
    if metadata.permissions().readonly() {
        return Err(StoreError::ReadOnly);
    }
    let mut head = Vec::new();
    let file = std::fs::File::open(path).map_err(cannot)?;
    file.take(16).read_to_end(&mut head).map_err(cannot)?;
    // An empty file is what a crash before the first write leaves; SQLite takes it as new.
    if !head.is_empty() && head != b"SQLite format 3\0" {
        return Err(StoreError::NotADatabase { path: path.to_owned() });
    }
    Ok(())
}

/// The options that reader and writer share.
pub(crate) fn file_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .optimize_on_close(false, None)
}

/// Makes an empty file that only its owner may read; one that exists stays as it is. SQLite takes
/// it as new, and gives the files beside it the same permissions.
pub(crate) fn make_private(path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::CannotOpen { path: path.to_owned(), why: error.to_string() }),
    }
}

/// Pages that the writer keeps in memory, in KiB where negative: a batch of an import touches a page of
/// every index for each contact, and with the two megabytes of the default each of them is read and
/// written several times.
const WRITER_CACHE: &str = "-24576";

/// Pages in the log before they are copied into the file (32 MB): what several batches change is copied
/// once.
const PAGES_IN_LOG: &str = "8192";

async fn open_file(path: &Path) -> Result<Db, StoreError> {
    make_private(path)?;
    let write = file_options(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", WRITER_CACHE)
        .pragma("wal_autocheckpoint", PAGES_IN_LOG);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        // A connection to a file does not go stale, and each ping costs as much as a query.
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(fit_for_use(connection)))
        .connect_with(write)
        .await
        .map_err(|error| about(path, error.into()))?;
    // Readers come when they are needed and go when nobody asks for a while.
    let read = SqlitePoolOptions::new()
        .max_connections(4)
        .test_before_acquire(false)
        .acquire_timeout(PATIENCE)
        .idle_timeout(Some(Duration::from_secs(60)))
        .connect_lazy_with(file_options(path).pragma("query_only", "on"));
    Ok(Db::Sqlite { read, write })
}

/// A full disk makes SQLite take a transaction back by itself. The driver then still believes in it,
/// so such a connection is closed and the next writer opens another.
async fn fit_for_use(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // The answer comes behind whatever the transaction left to be done.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// "unable to open database file" gets the name of the file.
fn about(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Unavailable { why } => StoreError::CannotOpen { path: path.to_owned(), why },
        other => other,
    }
}

async fn open_server(address: &str) -> Result<Db, StoreError> {
    let options = PgConnectOptions::from_str(address)?
        .application_name("rapport")
        .options([("idle_in_transaction_session_timeout", ABANDONED), ("lock_timeout", WAIT)]);
    // One connection outside the pool first: the pool would go on trying where nobody listens, and
    // then say no more than that it took too long.
    PgConnection::connect_with(&options).await?.close().await?;
    let pool = PgPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(PATIENCE)
        // A transaction that cannot begin tells as much, and each question costs a round trip.
        .test_before_acquire(false);
    Ok(Db::Postgres(pool.connect_with(options).await?))
}

/// Runs one statement without answer on a file of its own, outside the pools.
pub(crate) async fn on_file(path: &Path, sql: &'static str) -> Result<(), StoreError> {
    let pool = lone(path).await?;
    let done = sqlx::raw_sql(sql).execute(&pool).await;
    pool.close().await;
    done.map(drop).map_err(StoreError::from)
}

/// A single connection to an existing file.
pub(crate) async fn lone(path: &Path) -> Result<SqlitePool, StoreError> {
    let options = file_options(path);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
    pool.map_err(|error| about(path, error.into()))
}
