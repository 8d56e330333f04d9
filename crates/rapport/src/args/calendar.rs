//! `rapport calendar`.

use clap::Subcommand;

/// `rapport calendar`.
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// Read a calendar by its secret address, now and every half hour
    Add {
        /// Its iCal address; it is kept sealed and not shown again
        #[arg(value_name = "URL")]
        address: String,
        /// What to call it [default: the host of the address]
        #[arg(long)]
        name: Option<String>,
        /// It is served on this very machine: loopback addresses will do, and http
        #[arg(long)]
        on_this_machine: bool,
    },
    /// The calendars that are read
    List,
    /// Read one no more; what it told stays
    Remove {
        /// Its id or name
        which: String,
    },
    /// Read all of them now
    Poll,
}
