//! What can go wrong between the product and its database, each with what to do about it.
//!
//! `Display` says what happened; [`StoreError::remedy`] says what to do, apart, as pages and the
//! terminal show it. Nothing here carries names, addresses or text of the user at any length.

use std::path::PathBuf;

use rapport_core::outbox::ItemState;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such row in this scope.
    #[error("{what} is not known here")]
    NotFound {
        /// What was looked for, such as "this follow-up".
        what: &'static str,
    },
    /// Somebody else changed the follow-up between reading and writing; read again.
    #[error("it was changed meanwhile by something else")]
    Conflict,
    /// A statement of this transaction failed before, so nothing of it is written.
    #[error("an earlier part of the change failed, so all of it was taken back")]
    Broken,
    /// A mail address belongs to one contact only.
    #[error("{address} already belongs to {name}")]
    AddressTaken {
        /// The address.
        address: String,
        /// Whose it is.
        name: String,
    },
    /// A step may have one accepted delivery, and an earlier attempt is not settled.
    #[error("an earlier attempt of this note is {}", state.word())]
    EarlierAttempt {
        /// Where the earlier attempt stands.
        state: ItemState,
    },
    /// The database was written by a newer version of this program.
    #[error("the database has schema {found}, and this program knows schemas up to {known}")]
    NewerSchema {
        /// The schema found.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// A migration that was applied once is not the one in this program.
    #[error("schema step {version} of the database is not the one this program carries")]
    MigrationChanged {
        /// Which one.
        version: i64,
    },
    /// A migration failed half-way; the database is as it was before.
    #[error("schema step {version} failed and was taken back: {why}")]
    MigrationFailed {
        /// Which one.
        version: i64,
        /// The database's words.
        why: String,
        /// The copy made before it, beside the file.
        backup: Option<PathBuf>,
    },
    /// The file is no SQLite database.
    #[error("{} is not a database", path.display())]
    NotADatabase {
        /// Which file.
        path: PathBuf,
    },
    /// The file is a database of some other program.
    #[error("{} is a database of another program", path.display())]
    NotOurs {
        /// Which file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("the database is damaged: {why}")]
    Corrupt {
        /// What is wrong.
        why: String,
    },
    /// The file or its folder may not be written.
    #[error("the database may not be written to")]
    ReadOnly,
    /// The disk is full, or the file may not grow any more.
    #[error("the disk is full; nothing was changed")]
    DiskFull,
    /// The file or its folder could not be reached.
    #[error("{}: {why}", path.display())]
    CannotOpen {
        /// Which file.
        path: PathBuf,
        /// The system's words.
        why: String,
    },
    /// A file of ours could not be read or written.
    #[error("the disk said: {why}")]
    Disk {
        /// The system's words.
        why: String,
    },
    /// Another `serve` works on this file.
    #[error("{} is already served by process {process} on {host}", path.display())]
    AlreadyServed {
        /// Which file.
        path: PathBuf,
        /// On which machine.
        host: String,
        /// By which process.
        process: String,
    },
    /// Another process writes and did not finish in time.
    #[error("the database is busy with another change")]
    Busy,
    /// The database server could not be reached, or cut the connection.
    #[error("the database server cannot be reached: {why}")]
    Unavailable {
        /// The system's words.
        why: String,
    },
    /// A file given to restore is not a whole backup.
    #[error("{} is not a whole backup: {why}", path.display())]
    BackupNotWhole {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// An export is put back into an installation that holds nothing yet.
    #[error("there are people or mail in this installation already")]
    NotEmpty,
    /// A row of an export is not what this program writes.
    #[error("a row of {table} is not what this program writes: {why}")]
    ForeignRow {
        /// Of which table it should be.
        table: String,
        /// What is wrong with it.
        why: String,
    },
    /// PostgreSQL is backed up with its own tools.
    #[error("a PostgreSQL database is backed up with its own tools")]
    BackupElsewhere,
    /// A stored value does not mean anything to this program.
    #[error("the column {column} holds something this program does not understand")]
    Value {
        /// Which column.
        column: String,
    },
    /// Anything else that the database said.
    #[error("the database said: {0}")]
    Database(sqlx::Error),
}

impl StoreError {
    /// True where trying again soon, without any repair, is worth it.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Unavailable { .. } | Self::Conflict)
    }

    /// What the user can do about it, as a sentence without full stop.
    #[must_use]
    pub fn remedy(&self) -> Option<String> {
        let words = match self {
            Self::NewerSchema { .. } => {
                "install the newest version of rapport, or `rapport restore` a backup from before"
                    .to_owned()
            }
            Self::MigrationChanged { .. } => {
                "use the version of rapport that wrote this database, or `rapport restore` a backup"
                    .to_owned()
            }
            Self::MigrationFailed { backup: Some(backup), .. } => format!(
                "go on with the version you had; a copy from before is in {}",
                backup.display()
            ),
            Self::MigrationFailed { backup: None, .. } => {
                "go on with the version you had, the database is unchanged".to_owned()
            }
            Self::NotADatabase { .. } | Self::NotOurs { .. } => {
                "choose another place with --data, or move that file away".to_owned()
            }
            Self::Corrupt { .. } => {
                "`rapport restore` the newest backup; the damaged file is kept beside it".to_owned()
            }
            Self::ReadOnly => "make the file and its folder writable for this user".to_owned(),
            Self::DiskFull => "free some space, then try again".to_owned(),
            Self::CannotOpen { .. } => {
                "check that the folder exists and belongs to this user".to_owned()
            }
            Self::AlreadyServed { .. } => {
                "use the one that runs, or stop it first; other commands work beside it".to_owned()
            }
            Self::Busy => "try again in a moment".to_owned(),
            Self::Disk { .. } => "check that the folder is there and may be written".to_owned(),
            Self::Unavailable { .. } => {
                "check that the database server runs and the address is right".to_owned()
            }
            Self::BackupNotWhole { .. } => "choose another backup".to_owned(),
            Self::BackupElsewhere => {
                "use `pg_dump --format=custom` and `pg_restore` as a superuser of the server"
                    .to_owned()
            }
            Self::AddressTaken { .. } => "give one of the two another address".to_owned(),
            Self::EarlierAttempt { .. } => {
                "say whether it arrived; until then nothing goes out for this step".to_owned()
            }
            Self::NotEmpty => {
                "put the export back into a new data folder: --data DIR names one".to_owned()
            }
            Self::ForeignRow { .. } => {
                "take the export as it was written, or make a new one".to_owned()
            }
            Self::Conflict => "look again, then decide".to_owned(),
            Self::Value { .. } => "run `rapport doctor`".to_owned(),
            Self::NotFound { .. } | Self::Broken | Self::Database(_) => return None,
        };
        Some(words)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::Io(inner) if is_full(inner) => Self::DiskFull,
            sqlx::Error::Io(inner) => Self::Unavailable { why: inner.to_string() },
            sqlx::Error::Tls(inner) => Self::Unavailable { why: inner.to_string() },
            sqlx::Error::Protocol(why) => Self::Unavailable { why: why.clone() },
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unavailable { why: error.to_string() }
            }
            sqlx::Error::ColumnDecode { index, .. } => Self::Value { column: index.clone() },
            sqlx::Error::ColumnNotFound(column) => Self::Value { column: column.clone() },
            sqlx::Error::Database(inner) => {
                let code = inner.code().unwrap_or_default().into_owned();
                let why = inner.message().to_owned();
                match code.parse::<u32>() {
                    // SQLite codes have up to five digits but never the five of an SQLSTATE with
                    // these meanings; the low byte of an extended code is the primary one.
                    Ok(number) if code.len() < 5 => from_sqlite(number, why, error),
                    _ => from_postgres(&code, why, error),
                }
            }
            _ => Self::Database(error),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if is_full(&error) {
            return Self::DiskFull;
        }
        match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly
            }
            _ => Self::Disk { why: error.to_string() },
        }
    }
}

/// No space, over quota, or over the largest size a file may have.
fn is_full(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge
    )
}

/// <https://sqlite.org/rescode.html>
fn from_sqlite(code: u32, why: String, error: sqlx::Error) -> StoreError {
    /// The write, the truncation or the flush failed: in practice no space, or a limit on the size.
    const WRITE_FAILED: [u32; 7] = [778, 1034, 1290, 1546, 4618, 4874, 5386];
    match code {
        _ if WRITE_FAILED.contains(&code) => StoreError::DiskFull,
        _ => match code & 0xff {
            5 | 6 => StoreError::Busy,
            8 => StoreError::ReadOnly,
            10 | 11 | 26 => StoreError::Corrupt { why },
            13 => StoreError::DiskFull,
            14 => StoreError::Unavailable { why },
            _ => StoreError::Database(error),
        },
    }
}

/// The classes of SQLSTATE: 08 connection, 40 rollback, 53 resources, 57P shutdown, 28 and 3D access.
fn from_postgres(code: &str, why: String, error: sqlx::Error) -> StoreError {
    match code {
        "53100" => StoreError::DiskFull,
        "25006" => StoreError::ReadOnly,
        "XX001" | "XX002" => StoreError::Corrupt { why },
        "55P03" => StoreError::Busy,
        // The session was ended because it stood still in a transaction.
        "25P03" => StoreError::Unavailable { why },
        _ if code.starts_with("40") => StoreError::Busy,
        _ if ["08", "53", "57P", "28", "3D"].iter().any(|class| code.starts_with(class)) => {
            StoreError::Unavailable { why }
        }
        _ => StoreError::Database(error),
    }
}
