//! The verbs by which data leaves: export, feeds, cards, digests.

use std::path::PathBuf;

use clap::{Args, Subcommand};

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

/// `rapport feed`.
#[derive(Debug, Subcommand)]
pub enum FeedCommand {
    /// Make one; its address is shown this once
    New {
        /// What to call it, such as the calendar it is for
        #[arg(default_value = "calendar")]
        name: String,
    },
    /// The feeds that open
    List,
    /// Close one for ever
    Revoke {
        /// Its id or name
        which: String,
    },
}

/// `rapport card`.
#[derive(Debug, Subcommand)]
pub enum CardCommand {
    /// Make one; its address is shown this once
    New {
        /// What it shows beside your name: mail, mobile, landline, postal, link
        #[arg(default_values = ["mail", "mobile", "link"])]
        fields: Vec<String>,
    },
    /// The cards that open
    List,
    /// Close one for ever
    Revoke {
        /// Its id, or `card` for all
        which: String,
    },
}

/// `rapport digest`; without flags it shows when digests are sent.
#[derive(Args, Debug)]
pub struct DigestArgs {
    /// The days of the morning's digest, such as mon,tue,fri; none for none
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    pub days: Vec<String>,
    /// The hour
    #[arg(long, value_name = "HH:MM")]
    pub at: Option<String>,
    /// The day of the weekly summary, or none
    #[arg(long, value_name = "DAY")]
    pub week: Option<String>,
    /// Show what a digest would say now; nothing is sent
    #[arg(long)]
    pub show: bool,
}
