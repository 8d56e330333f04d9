//! `rapport import` and `rapport imports`.

use std::path::PathBuf;

use clap::Args;

/// `rapport import`.
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["files", "account", "undo"])))]
pub struct ImportArgs {
    /// vCards, tables (CSV), calendars (iCalendar), mailboxes (mbox), folders of mail (Maildir)
    /// and photos of business cards
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The past of a mail account: with whom you wrote, by their headers
    #[arg(long, value_name = "ADDRESS", conflicts_with = "files")]
    pub account: Option<String>,
    /// Only show what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// Write without asking
    #[arg(long, short, conflicts_with = "dry_run")]
    pub yes: bool,
    /// The event these people were met at: becomes a tag
    #[arg(long)]
    pub event: Option<String>,
    /// A playbook to start for each of them, such as PB08
    #[arg(long, value_name = "KEY")]
    pub playbook: Option<String>,
    /// When they were met, where a playbook is started [default: now]
    #[arg(long, requires = "playbook")]
    pub when: Option<String>,
    /// How much you want to know them: A, B or C; becomes a tag
    #[arg(long)]
    pub grade: Option<String>,
    /// What a column of a table means, such as "Telefon=phone:work"; may be given several times
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<String>,
    /// Take an import back: its id, or `last`
    #[arg(long, value_name = "ID", conflicts_with = "files")]
    pub undo: Option<String>,
}

/// `rapport imports`.
#[derive(Args, Debug)]
pub struct ImportsArgs {
    /// One of them with its entries worth a look: its id, or `last`
    pub id: Option<String>,
}
