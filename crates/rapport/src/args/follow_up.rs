//! The verbs that act on a follow-up or on a contact's silence.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use rapport_core::touchpoint::Channel;

use super::values;

/// `rapport approve`.
#[derive(Args, Debug)]
pub struct ApproveArgs {
    /// Whom, or `all` for every draft that may go; may be left away where only one waits
    pub who: Option<String>,
    /// As soon as manners allow, instead of the best hour, and without the seconds to take it back
    #[arg(long)]
    pub now: bool,
}

/// `rapport undo`.
#[derive(Args, Debug)]
pub struct UndoArgs {
    /// Whom, or `all` for every approval that is not in the outbox yet
    pub who: String,
}

/// `rapport edit`.
#[derive(Args, Debug)]
pub struct EditArgs {
    /// Whom
    pub who: String,
    /// The new subject
    #[arg(long)]
    pub subject: Option<String>,
    /// The new greeting and text
    #[arg(long, value_name = "TEXT", conflicts_with = "body_file")]
    pub body: Option<String>,
    /// A file with the new greeting and text; `-` reads stdin
    #[arg(long, value_name = "FILE")]
    pub body_file: Option<PathBuf>,
    /// A file to attach; may be given several times
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
    /// Take all attachments away
    #[arg(long)]
    pub detach: bool,
}

impl EditArgs {
    /// Nothing to change was given: the user wants an editor.
    pub fn wants_editor(&self) -> bool {
        self.subject.is_none()
            && self.body.is_none()
            && self.body_file.is_none()
            && self.attach.is_empty()
            && !self.detach
    }
}

/// `rapport arrived WHO yes|no`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Arrived {
    /// It arrived
    Yes,
    /// It did not
    No,
}

/// `rapport log`.
#[derive(Args, Debug)]
pub struct LogArgs {
    /// Whom
    pub who: String,
    /// By what means
    #[arg(long, value_parser = values::channel())]
    pub by: Channel,
    /// What was said; several facts parted by semicolons
    #[arg(long, value_name = "FACTS")]
    pub said: Option<String>,
    /// When it was [default: now]
    #[arg(long)]
    pub when: Option<String>,
}

/// `rapport offers`.
#[derive(Debug, Subcommand)]
pub enum OfferCommand {
    /// Start the playbook that is offered
    Accept {
        /// Whom
        who: String,
    },
    /// Leave it
    Decline {
        /// Whom
        who: String,
    },
}

/// `rapport dismiss`.
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["who", "list", "take_back"])))]
pub struct DismissArgs {
    /// Whom the note is for
    #[arg(requires = "finding")]
    pub who: Option<String>,
    /// The words it is about, or its number from 1 in the note as `show` prints it
    #[arg(value_name = "FINDING")]
    pub finding: Option<String>,
    /// In every note, not only in this one
    #[arg(long, requires = "who")]
    pub for_good: bool,
    /// Show what was dismissed
    #[arg(long)]
    pub list: bool,
    /// Show a finding again
    #[arg(long, value_name = "ID")]
    pub take_back: Option<String>,
}

/// `rapport suppress`.
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["who", "list", "lift"])))]
pub struct SuppressArgs {
    /// Whom, or a mail address
    #[arg(value_name = "WHO|ADDRESS")]
    pub who: Option<String>,
    /// Show all suppressed addresses
    #[arg(long)]
    pub list: bool,
    /// Let notes go to this address again, where the person did not ask for silence
    #[arg(long, value_name = "ADDRESS")]
    pub lift: Option<String>,
}
