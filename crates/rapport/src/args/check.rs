//! `rapport check`: a text read as a careful friend would.

use std::path::PathBuf;

use clap::Args;

/// The text, and for whom it is.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The file of the text, or - for what comes in
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// For whom it is: their name is watched, and all names you know are right words
    #[arg(long, value_name = "CONTACT")]
    pub to: Option<String>,
    /// The language: en, de, fr or es [default: told from the text]
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Show every finding, not only the five weightiest
    #[arg(long)]
    pub all: bool,
}
