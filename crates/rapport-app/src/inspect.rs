//! What `rapport inspect` shows: one thing read, as an object with fixed keys.
//!
//! Here: the views and the functions that fill them, one file per kind of thing: [`mail`],
//! [`contacts`], [`calendar`], [`phone`], [`name`], [`address`], [`duplicates`].
//! They are functions of bytes and words. Nothing here opens the user's data, and nothing reads a
//! folder: the command line walks the files and prints.
//!
//! The keys are a promise to scripts and described in `docs/inspect.md`: every key is always
//! there, keys may be added, none is renamed.

pub mod address;
pub mod calendar;
pub mod contacts;
pub mod duplicates;
pub mod mail;
pub mod name;
pub mod phone;

use serde::Serialize;

/// What is printed in place of a thing that could not be read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UnreadView {
    /// The file as it was named.
    pub file: String,
    /// Why not.
    pub error: Problem,
}

/// Why something could not be read, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// The line, from 1, where that is known.
    pub line: Option<u64>,
    /// What happened, without full stop.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// A problem with a file or input as a whole.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line: None, message: message.into(), remedy: remedy.into() }
    }

    /// The same, in this line (from 1).
    #[must_use]
    pub fn in_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        let remedy = match error.kind() {
            std::io::ErrorKind::NotFound => "check the name",
            std::io::ErrorKind::PermissionDenied => "check the permissions of the file",
            _ => "check the file and the disk it is on",
        };
        Self::new(format!("it cannot be read: {error}"), remedy)
    }
}
