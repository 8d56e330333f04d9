//! `rapport user` and `rapport link`: who may sign in to the pages.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `rapport user`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Who may sign in
    List,
    /// Add one, with people and notes of their own
    Add(UserPassword),
    /// Let one sign in no longer; what they have stays
    Disable {
        /// Their name
        name: String,
    },
    /// Let a disabled one sign in again
    Enable {
        /// Their name
        name: String,
    },
    /// Set a password, or take it away and print a one-time link; their sessions end
    Reset(UserPassword),
}

/// Whom, and with what password.
#[derive(Args, Debug)]
pub struct UserPassword {
    /// Their name
    pub name: String,
    /// Ask for a password
    #[arg(long, conflicts_with = "password_file")]
    pub password: bool,
    /// A file whose first line is the password; `-` reads stdin
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}
