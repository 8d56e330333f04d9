//! The key file: 32 random bytes that only their owner may read.
//!
//! A missing file is made, atomically, so that two processes starting at once end with the
//! same key. A file that is there is never changed and never replaced: an installation whose
//! key was swapped could not read its own secrets any more.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{InstanceKey, hex};
use crate::clock::random_bytes;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file is not there, and the caller did not want a new one.
    #[error("there is no key file at {}", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// Other users of the machine can read it.
    #[error("the key file {} can be read by others (mode {mode:03o})", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It does not hold exactly 32 bytes.
    #[error("the key file {} holds {length} bytes instead of 32", path.display())]
    WrongLength {
        /// The file.
        path: PathBuf,
        /// How much it holds.
        length: u64,
    },
    /// It is a folder, a socket or the like.
    #[error("{} is not a file", path.display())]
    NotAFile {
        /// What was found there.
        path: PathBuf,
    },
    /// Reading or writing failed.
    #[error("the key file {} could not be {verb}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// `read` or `written`.
        verb: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl KeyError {
    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Missing { path } => format!(
                "put the key file of this database back at {}, from your backup",
                path.display()
            ),
            Self::Exposed { path, .. } => format!(
                "run: chmod 600 '{}' (and change your mail passwords if others use this machine)",
                path.display()
            ),
            Self::WrongLength { .. } => {
                "put the file back from your backup; if there is none, move it away and enter \
                 the mail passwords again"
                    .to_owned()
            }
            Self::NotAFile { path } => {
                format!("move {} away, or name another data folder", path.display())
            }
            Self::Io { path, .. } => format!(
                "check that the folder of {} exists, has room and belongs to you",
                path.display()
            ),
        }
    }
}

impl InstanceKey {
    /// Reads the key file, or makes one when there is none.
    ///
    /// # Errors
    ///
    /// When the file is there but unusable, or cannot be made.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyError> {
        match Self::load(path) {
            Err(KeyError::Missing { .. }) => {
                create(path).map_err(|source| KeyError::Io {
                    path: path.to_owned(),
                    verb: "written",
                    source,
                })?;
                // Whoever came first has made the key; everybody reads that one.
                Self::load(path)
            }
            loaded => loaded,
        }
    }

    /// Reads the key file and never makes one: for a database that already holds secrets.
    ///
    /// # Errors
    ///
    /// When the file is missing, others can read it, or it does not hold 32 bytes.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let unreadable = |source| KeyError::Io { path: path.to_owned(), verb: "read", source };
        let mut file = match fs::File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyError::Missing { path: path.to_owned() });
            }
            Err(error) => return Err(unreadable(error)),
        };
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(KeyError::NotAFile { path: path.to_owned() });
        }
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::Exposed { path: path.to_owned(), mode });
        }
        if metadata.len() != 32 {
            return Err(KeyError::WrongLength { path: path.to_owned(), length: metadata.len() });
        }
        let mut bytes = Zeroizing::new([0; 32]);
        file.read_exact(&mut *bytes).map_err(unreadable)?;
        Ok(Self { bytes })
    }
}

/// Writes a whole file beside `path` and gives it its name only when it is on disk and the
/// name is still free.
fn create(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let draft = folder.join(format!(".key-{}", hex(&random_bytes::<8>())));
    let written = write_new(&draft).and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Some file systems know no hard links; a plain exclusive write has to do there.
        Err(_) => match write_new(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        },
        Ok(()) => Ok(()),
    });
    // A draft that stays behind is harmless: a random key that nothing uses.
    let _ = fs::remove_file(&draft);
    written?;
    fs::File::open(folder)?.sync_all()
}

fn write_new(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let bytes = Zeroizing::new(random_bytes::<32>());
    file.write_all(&*bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests;
