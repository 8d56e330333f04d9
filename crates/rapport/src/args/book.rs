//! The verbs of the address book: capture in plain language, search, pages, tags, many at once.

use clap::{Args, Subcommand};

/// `rapport capture`.
#[derive(Args, Debug)]
pub struct CaptureArgs {
    /// What happened, in your own words; `-` reads stdin
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// The event it was at: a tag on each person
    #[arg(long)]
    pub event: Option<String>,
    /// Only show what is read
    #[arg(long)]
    pub dry_run: bool,
    /// A key of your own: what is sent twice with it is recorded once
    #[arg(long, conflicts_with = "dry_run")]
    pub key: Option<String>,
    /// When it was typed, as an RFC 3339 instant; "yesterday" counts from there
    #[arg(long, value_name = "INSTANT")]
    pub typed_at: Option<String>,
}

/// `rapport find`.
#[derive(Args, Debug)]
pub struct FindArgs {
    /// Beginnings of words, all of which must be there
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// Only this: contact, organisation, opportunity, touchpoint or message
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// The page, from 0
    #[arg(long, value_name = "NUMBER")]
    pub page: Option<u32>,
}

/// `rapport people`.
#[derive(Args, Debug)]
pub struct PeopleArgs {
    /// Beginnings of words: name, organisation, role, address, tag, remark
    #[arg(num_args = 0.., value_name = "TEXT")]
    pub text: Vec<String>,
    /// With this tag
    #[arg(long)]
    pub tag: Option<String>,
    /// Who work there
    #[arg(long, value_name = "ORGANISATION")]
    pub at: Option<String>,
    /// With a pursuit at this stage
    #[arg(long)]
    pub stage: Option<String>,
    /// Who stand so: in-play, parked, stopped or none
    #[arg(long)]
    pub state: Option<String>,
    /// By `name` or the `newest` first
    #[arg(long)]
    pub order: Option<String>,
    /// The page that begins here, as the page before said
    #[arg(long, value_name = "MARK")]
    pub after: Option<String>,
    /// How many
    #[arg(long, value_name = "NUMBER")]
    pub limit: Option<u32>,
}

/// `rapport tag`.
#[derive(Args, Debug)]
pub struct TagArgs {
    /// The tag; without one all tags are shown
    pub tag: Option<String>,
    /// Whom
    #[arg(num_args = 0.., requires = "tag")]
    pub who: Vec<String>,
}

/// `rapport grade`.
#[derive(Args, Debug)]
pub struct GradeArgs {
    /// Whom; without one you go through all who have no grade, one key each
    pub contact: Option<String>,
    /// A (want to know them), B (good to have met), C (keep, do not write) or none
    #[arg(requires = "contact")]
    pub grade: Option<String>,
    /// Only those met at this event
    #[arg(long, conflicts_with = "contact")]
    pub event: Option<String>,
}

/// `rapport bulk`.
#[derive(Debug, Subcommand)]
pub enum BulkCommand {
    /// Leave them without next step on purpose
    Park {
        /// Whom
        #[arg(required = true, num_args = 1..)]
        who: Vec<String>,
        /// Until when
        #[arg(long, value_name = "WHEN")]
        until: Option<String>,
    },
    /// Take them up again
    Unpark {
        /// Whom
        #[arg(required = true, num_args = 1..)]
        who: Vec<String>,
    },
    /// Start a playbook for each
    Start {
        /// Its key, such as PB07
        playbook: String,
        /// Whom
        #[arg(required = true, num_args = 1..)]
        who: Vec<String>,
    },
    /// End what runs for each
    Stop {
        /// Whom
        #[arg(required = true, num_args = 1..)]
        who: Vec<String>,
    },
}
