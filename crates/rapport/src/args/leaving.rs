//! The verbs by which data leaves: export.

use std::path::PathBuf;

use clap::Args;

/// `rapport export`.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// The folder to write; with --restore the one to read, or its whole.jsonl
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Only what is known about this person
    #[arg(long, value_name = "WHO", conflicts_with = "restore")]
    pub contact: Option<String>,
    /// Put an export back into an installation that holds nothing yet
    #[arg(long)]
    pub restore: bool,
}
