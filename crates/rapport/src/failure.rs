//! The one error of the binary: what happened, what to do, and the exit code.
//!
//! Use cases fail with [`AppError`], which passes through untouched; what goes wrong in here (a
//! file that cannot be read, a closed pipe) joins it. `error:` says what happened, each `hint:`
//! what to do, both on stderr.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use owo_colors::OwoColorize;
use rapport_app::error::{AppError, Kind};

/// Why a verb did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// The application, or something like it in here, says why.
    App(AppError),
    /// stdout cannot be written; a closed pipe is nothing to complain about.
    Output(io::Error),
    /// Everything is said already; only the exit code is left.
    Said(Kind),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// Only writing to stdout uses this; files say their name with [`unreadable`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl Failure {
    /// Says it on stderr and gives the exit code.
    pub fn report(&self) -> ExitCode {
        match self {
            Self::App(error) => {
                say(&error.what, &error.hints);
                ExitCode::from(error.kind.exit_code())
            }
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                say(format!("the answer could not be printed: {error}"), &[]);
                ExitCode::FAILURE
            }
            Self::Said(kind) => ExitCode::from(kind.exit_code()),
        }
    }
}

/// A file that was named and cannot be read.
pub fn unreadable(file: &Path, error: &io::Error) -> AppError {
    let kind = if error.kind() == io::ErrorKind::NotFound { Kind::NotFound } else { Kind::Data };
    AppError {
        kind,
        what: format!("{} cannot be read: {error}", file.display()),
        hints: vec!["check the name and the permissions of the file".to_owned()],
    }
}

/// A file that cannot be written.
pub fn unwritable(file: &Path, error: &io::Error) -> AppError {
    AppError::new(
        Kind::Data,
        format!("{} cannot be written: {error}", file.display()),
        "check the permissions of its folder and the space on the disk",
    )
}

/// `error:` and `hint:` lines. When even stderr is closed nothing can be said.
fn say(what: impl Display, hints: &[String]) {
    let mut stderr = anstream::stderr();
    let _ = writeln!(stderr, "{} {what}", "error:".red().bold());
    for hint in hints.iter().filter(|hint| !hint.is_empty()) {
        let _ = writeln!(stderr, "{} {hint}", "hint:".cyan().bold());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_not_found_and_a_forbidden_one_is_bad_data() {
        let missing = unreadable(Path::new("a"), &io::ErrorKind::NotFound.into());
        assert_eq!(missing.kind.exit_code(), 3);
        let forbidden = unreadable(Path::new("a"), &io::ErrorKind::PermissionDenied.into());
        assert_eq!(forbidden.kind.exit_code(), 6);
        assert!(forbidden.what.starts_with("a cannot be read"));
    }
}
