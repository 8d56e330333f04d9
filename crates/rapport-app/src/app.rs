//! The application: one open database, one scope, one clock.
//!
//! Every use case is a method of [`App`], one file per subject. Commands and pages call these and
//! nothing below; see [`crate::today`], [`crate::acts`], [`crate::capture`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::clock::Clock;
use crate::error::AppError;

/// Whether mail leaves this machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Nothing leaves: approved notes land in the practice mailbox.
    Practice,
    /// A mail account is connected.
    Real,
}

impl Mode {
    /// The word printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Real => "real",
        }
    }
}

/// How to open the data.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The folder of the data: database, key, backups.
    pub data: PathBuf,
    /// A PostgreSQL address instead of the embedded SQLite file.
    pub database: Option<String>,
    /// Whose data; the name of the user, `me` by default.
    pub user: String,
    /// Run as the one server of this data: takes the lock.
    pub serve: bool,
    /// The scope to work in; `None` is the real one once an account is connected.
    pub mode: Option<Mode>,
    /// The clock.
    pub clock: Clock,
}
