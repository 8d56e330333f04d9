//! `rapport inspect`: one thing read and shown; needs no data.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What is inspected.
#[derive(Debug, Subcommand)]
pub enum InspectCommand {
    /// Mails: what each is, what was newly written, whom it reports on
    Mail(Files),
    /// Cards and tables of contacts: every person, every field, every defect
    Contacts(ContactFiles),
    /// Calendars: every entry with the occurrences of its series
    Calendar(CalendarFiles),
}

/// Files to read, for every kind of thing that lies in files.
#[derive(Args, Debug)]
pub struct Files {
    /// Files, or folders to read with all below them
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Files of contacts, and how they are read.
#[derive(Args, Debug)]
pub struct ContactFiles {
    #[command(flatten)]
    pub files: Files,
    /// Country of numbers without a country code, two letters
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// What a column of a table means, as COLUMN=FIELD; may be given several times
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    pub columns: Vec<String>,
}

/// Calendar files, and how many occurrences are listed.
#[derive(Args, Debug)]
pub struct CalendarFiles {
    #[command(flatten)]
    pub files: Files,
    /// How many occurrences of an entry are listed at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub occurrences: usize,
}
