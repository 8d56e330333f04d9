//! The serve lock: one `serve` per SQLite file.
//!
//! A file beside the database is locked for as long as the process lives and names who holds it. The
//! operating system frees the lock when the process dies, however it dies. Other commands open the
//! database without it and wait for the writer where they must.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::open::Store;

/// Held by the process that serves this file; dropping it lets another serve.
#[derive(Debug)]
pub struct ServeLock {
    _file: Option<File>,
}

impl Store {
    /// Takes the right to serve. PostgreSQL allows several nodes and always says yes.
    ///
    /// # Errors
    /// [`StoreError::AlreadyServed`] with host and process of the holder.
    pub fn lock_for_serving(&self) -> Result<ServeLock, StoreError> {
        self.file.as_deref().map_or(Ok(ServeLock { _file: None }), lock)
    }
}

/// Locks the file beside a database.
pub(crate) fn lock(database: &Path) -> Result<ServeLock, StoreError> {
    let path = beside(database);
    let cannot = |error: std::io::Error| StoreError::CannotOpen {
        path: path.clone(),
        why: error.to_string(),
    };
    let mut file = File::options()
        .create(true)
        .read(true)
        .write(true)
        .truncate(false)
        .open(&path)
        .map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Who holds it is a courtesy; an unreadable name does not change the answer.
            let _ = file.read_to_string(&mut holder);
            let (process, host) =
                holder.trim().split_once(' ').unwrap_or(("unknown", "this machine"));
            return Err(StoreError::AlreadyServed {
                path: database.to_owned(),
                host: host.to_owned(),
                process: process.to_owned(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(cannot(error)),
    }
    file.set_len(0).map_err(cannot)?;
    file.rewind().map_err(cannot)?;
    writeln!(file, "{} {}", std::process::id(), host_name()).map_err(cannot)?;
    file.flush().map_err(cannot)?;
    Ok(ServeLock { _file: Some(file) })
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".serve");
    PathBuf::from(name)
}

fn host_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| std::fs::read_to_string("/etc/hostname"))
        .map_or_else(|_| "this machine".to_owned(), |name| name.trim().to_owned())
}
