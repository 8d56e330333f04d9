//! `rapport met`: everything that can be said about a meeting in one line.

use clap::Args;
use rapport_core::touchpoint::{Channel, TouchpointKind};

use super::values;

/// A meeting that was.
#[derive(Args, Debug)]
pub struct MetArgs {
    /// The person's full name
    pub name: String,
    /// Their organisation
    #[arg(long, value_name = "ORGANISATION")]
    pub at: Option<String>,
    /// Their mail address
    #[arg(long, alias = "mail", value_name = "ADDRESS")]
    pub email: Option<String>,
    /// What kind of meeting; picks the playbook
    #[arg(long, value_parser = values::touchpoint_kind())]
    pub kind: Option<TouchpointKind>,
    /// The role or project that is pursued
    #[arg(long)]
    pub role: Option<String>,
    /// What only this meeting produced; several facts parted by semicolons
    #[arg(long, value_name = "FACTS")]
    pub said: Option<String>,
    /// When they decide
    #[arg(long, value_name = "WHEN")]
    pub decides: Option<String>,
    /// It was the meeting noted last: same time, organisation, role and kind
    #[arg(long)]
    pub same_meeting: bool,
    /// When it was [default: now]
    #[arg(long, value_name = "WHEN")]
    pub when: Option<String>,
    /// Their phone number
    #[arg(long, value_name = "NUMBER")]
    pub phone: Option<String>,
    /// What they do there, such as "CTO"
    #[arg(long)]
    pub position: Option<String>,
    /// How much you want it, from 0 (not at all: nothing goes there) to 5
    #[arg(long, value_name = "0-5", value_parser = clap::value_parser!(u8).range(0..=5))]
    pub fit: Option<u8>,
    /// They said that they would be in touch
    #[arg(long)]
    pub told_to_wait: bool,
    /// The language of notes to them, such as `de`
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Their country, such as `GB`
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// Their time zone, such as `Europe/London`
    #[arg(long)]
    pub zone: Option<String>,
    /// Their postal address; lines parted by line ends or semicolons
    #[arg(long, value_name = "ADDRESS")]
    pub postal: Option<String>,
    /// Your own remark, never sent
    #[arg(long)]
    pub memo: Option<String>,
    /// Another playbook than the one of the kind; `none` starts none
    #[arg(long, value_name = "KEY")]
    pub playbook: Option<String>,
    /// By what means, where it differs from the kind's own
    #[arg(long, value_parser = values::channel())]
    pub channel: Option<Channel>,
}
