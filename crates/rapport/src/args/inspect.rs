//! `rapport inspect`: one thing read and shown; needs no data.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What is inspected.
#[derive(Debug, Subcommand)]
pub enum InspectCommand {
    /// Mails: what each is, what was newly written, whom it reports on
    Mail(Files),
}

/// Files to read, for every kind of thing that lies in files.
#[derive(Args, Debug)]
pub struct Files {
    /// Files, or folders to read with all below them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}
