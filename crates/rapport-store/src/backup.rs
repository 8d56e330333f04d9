//! Backup while running, and restore that refuses what is not whole.
//!
//! A backup is one SQLite file, written under a temporary name, checked, flushed and then renamed, so
//! that a file with the final name is always whole. PostgreSQL has its own tools for this.

use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::sqlite::SqlitePool;

use crate::db::{Db, Reader, Sight};
use crate::error::StoreError;
use crate::open::{self, Store};
use crate::{dialect, migrate, serve_lock};

/// How long daily backups are kept.
const KEEP_DAYS: i32 = 7;

impl Store {
    /// Writes a whole copy of the database to `path`, which is replaced if it exists.
    ///
    /// # Errors
    /// [`StoreError::BackupElsewhere`] on PostgreSQL; what the disk says otherwise.
    pub async fn backup(&self, path: &Path) -> Result<(), StoreError> {
        let Some(file) = &self.file else {
            return Err(StoreError::BackupElsewhere);
        };
        // A name of its own, so that two processes that copy at once do not share a file.
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.part", self.mint()));
        let part = PathBuf::from(name);
        // A connection of its own: a long copy must not keep the writer from its work.
        let source = open::lone(file).await?;
        let copied = vacuum_into(&source, &part).await;
        source.close().await;
        let checked = match copied {
            Ok(()) => whole(&part).await,
            Err(error) => Err(error),
        };
        if let Err(error) = checked {
            remove_if_there(&part)?;
            return Err(error);
        }
        settle(&part, path)
    }

    /// Writes the backup of the day into `folder` and removes those older than a week.
    /// `None` when today's exists already, or on PostgreSQL.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub async fn daily_backup(
        &self,
        now: Timestamp,
        folder: &Path,
    ) -> Result<Option<PathBuf>, StoreError> {
        if self.file.is_none() {
            return Ok(None);
        }
        let today = now.to_zoned(TimeZone::UTC).date();
        let path = folder.join(format!("rapport-{today}.db"));
        if path.exists() {
            return Ok(None);
        }
        std::fs::create_dir_all(folder)?;
        self.backup(&path).await?;
        for entry in std::fs::read_dir(folder)?.flatten() {
            let name = entry.file_name();
            let day = name.to_str().and_then(day_of);
            if day.is_some_and(|day| (today - day).get_days() > KEEP_DAYS) {
                remove_if_there(&entry.path())?;
            }
        }
        Ok(Some(path))
    }

    /// Reads the whole database and says whether it hangs together.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the first thing that is wrong.
    pub async fn check_integrity(&self) -> Result<(), StoreError> {
        match (&self.db, &self.file) {
            (Db::Sqlite { .. }, Some(path)) => {
                // A connection that searched before may hold the shape of the word index as it was then,
                // and finds fault with what was written since: a new one holds nothing.
                let pool = open::lone(path).await?;
                let db = Db::Sqlite { read: pool.clone(), write: pool.clone() };
                let looked = integrity(&mut db.reader(Sight::All)).await;
                pool.close().await;
                looked
            }
            (Db::Sqlite { .. }, None) => integrity(&mut self.db.reader(Sight::All)).await,
            (Db::Postgres(_), _) => Ok(()),
        }
    }
}

/// Puts a backup in the place of `database`. The file that was there is moved aside, and its new
/// name is the answer. The next [`Store::open`] starts a new epoch: sending is held until the Sent
/// mailbox was searched.
///
/// # Errors
/// [`StoreError::BackupNotWhole`] for anything but a whole database of a schema known here,
/// [`StoreError::AlreadyServed`] while a `serve` works on the file.
pub async fn restore(
    database: &Path,
    from: &Path,
    now: Timestamp,
) -> Result<Option<PathBuf>, StoreError> {
    let refuse =
        |why: &str| StoreError::BackupNotWhole { path: from.to_owned(), why: why.to_owned() };
    match open::preflight(from) {
        Err(StoreError::NotADatabase { .. }) => return Err(refuse("it is not a database")),
        // A backup on a medium that cannot be written is as good as any.
        Ok(()) | Err(StoreError::ReadOnly) => {}
        Err(other) => return Err(other),
    }
    if !from.metadata().is_ok_and(|metadata| metadata.len() > 0) {
        return Err(refuse("it is missing or empty"));
    }
    let _lock = serve_lock::lock(database)?;
    let mut name = database.as_os_str().to_owned();
    name.push(".restoring");
    let part = PathBuf::from(name);
    remove_if_there(&part)?;
    // A copy that `cp` made while the program ran has part of its data in the log beside it.
    let wal = with_suffix(from, "-wal");
    if wal.exists() {
        std::fs::copy(&wal, with_suffix(&part, "-wal"))?;
    }
    std::fs::copy(from, &part)?;
    writable(&part)?;
    if let Err(error) = whole(&part).await {
        remove_if_there(&part)?;
        remove_if_there(&with_suffix(&part, "-wal"))?;
        remove_if_there(&with_suffix(&part, "-shm"))?;
        return Err(match error {
            StoreError::Corrupt { why } | StoreError::Unavailable { why } => refuse(&why),
            StoreError::NotADatabase { .. } | StoreError::NotOurs { .. } => {
                refuse("it is no backup of rapport")
            }
            other => other,
        });
    }
    // Whatever the file system says of the copy, the next opening finds it in a new home.
    open::on_file(&part, "update home set place = 'a backup'").await?;
    let aside = move_aside(database, now)?;
    settle(&part, database)?;
    Ok(aside)
}

/// Copies a whole database into a new file.
pub(crate) async fn vacuum_into(source: &SqlitePool, path: &Path) -> Result<(), StoreError> {
    let Some(text) = path.to_str() else {
        let why = "the name is not readable as text".to_owned();
        return Err(StoreError::CannotOpen { path: path.to_owned(), why });
    };
    // An empty file is as good as none to SQLite, and this one is not for others to read.
    open::make_private(path)?;
    sqlx::query("vacuum into $1").bind(text).execute(source).await?;
    Ok(())
}

/// Opens a file, folds its log into it, and looks at everything a restored database must be.
async fn whole(path: &Path) -> Result<(), StoreError> {
    let pool = open::lone(path).await?;
    let db = Db::Sqlite { read: pool.clone(), write: pool.clone() };
    let looked = look_whole(&db, path).await;
    pool.close().await;
    looked
}

async fn look_whole(db: &Db, path: &Path) -> Result<(), StoreError> {
    let mut reader = db.reader(Sight::All);
    integrity(&mut reader).await?;
    let mark = reader.one("select application_id as mark from pragma_application_id", &[]).await?;
    if mark.int("mark")? != dialect::APPLICATION_ID {
        return Err(StoreError::NotOurs { path: path.to_owned() });
    }
    if migrate::check_sqlite(&migrate::applied(&mut reader).await?)? == 0 {
        return Err(StoreError::NotOurs { path: path.to_owned() });
    }
    Ok(())
}

async fn integrity(reader: &mut Reader<'_>) -> Result<(), StoreError> {
    let row = reader.one("pragma integrity_check(1)", &[]).await?;
    match row.text("integrity_check")? {
        words if words == "ok" => Ok(()),
        why => Err(StoreError::Corrupt { why }),
    }
}

/// Flushes a finished file and gives it its final name.
fn settle(part: &Path, path: &Path) -> Result<(), StoreError> {
    File::open(part)?.sync_all()?;
    std::fs::rename(part, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    // The new name is durable once the folder is; systems without that answer with an error.
    if let Ok(folder) = File::open(folder.unwrap_or_else(|| Path::new("."))) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn move_aside(database: &Path, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
    if !database.exists() {
        return Ok(None);
    }
    let stamp = now.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%S").to_string();
    let aside = with_suffix(database, &format!(".replaced-{stamp}"));
    for suffix in ["-wal", "-shm", ""] {
        let from = with_suffix(database, suffix);
        if from.exists() {
            std::fs::rename(&from, with_suffix(&aside, suffix))?;
        }
    }
    Ok(Some(aside))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn day_of(name: &str) -> Option<Date> {
    name.strip_prefix("rapport-")?.strip_suffix(".db")?.parse().ok()
}

fn writable(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}
