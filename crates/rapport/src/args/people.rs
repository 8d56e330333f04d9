//! The verbs about people: contacts, and the user.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use rapport_core::contact::BasisKind;

use super::values;

/// `rapport contacts`.
#[derive(Debug, Subcommand)]
pub enum ContactCommand {
    /// Everybody, or those that fit
    List {
        /// A part of a name, an address or an organisation
        filter: Option<String>,
        /// In what order
        #[arg(long, value_enum, default_value_t = ContactSort::Name)]
        sort: ContactSort,
    },
    /// The data of one contact
    Show {
        /// Whom
        who: String,
    },
    /// Enter somebody without a meeting
    Add {
        /// The full name
        name: String,
        /// What else is known
        #[command(flatten)]
        fields: ContactFields,
    },
    /// Change the data of a contact; an empty text clears a field
    Edit {
        /// Whom
        who: String,
        /// The new full name
        #[arg(long)]
        name: Option<String>,
        /// What changes
        #[command(flatten)]
        fields: ContactFields,
    },
    /// What is doubtful and what to do about it; of one contact every field, with its source
    Check {
        /// Whom [default: everybody, doubtful fields only]
        who: Option<String>,
        /// Ask a name server first whether the domains of the addresses take mail
        #[arg(long)]
        online: bool,
        /// The name server to ask [default: the machine's own]
        #[arg(long, value_name = "ADDRESS:PORT", requires = "online")]
        resolver: Option<std::net::SocketAddr>,
        /// Whether an import asks by itself: on or off
        #[arg(long, value_name = "on|off", conflicts_with = "who")]
        online_at_import: Option<OnOff>,
    },
    /// Pairs that may be one person or organisation
    Duplicates {
        /// A table (CSV with a header) to look at instead; opens no data of yours
        #[arg(long, value_name = "CSV")]
        from: Option<PathBuf>,
        /// Make one contact of every pair that is surely one; each merge can be taken back
        #[arg(long, conflicts_with = "from")]
        merge_sure: bool,
        /// Whether an import does that by itself: on or off
        #[arg(long, value_name = "on|off", conflicts_with_all = ["from", "merge_sure"])]
        by_itself: Option<OnOff>,
    },
    /// Make one contact of two; the first stays, nothing is lost
    Merge {
        /// The one that stays
        a: String,
        /// The one that becomes part of it
        b: String,
    },
    /// Part two merged contacts again; without an id it lists the merges
    Unmerge {
        /// The id of the merge
        id: Option<String>,
    },
    /// Say that two contacts are two; they are never asked about again
    Different {
        /// The one
        a: String,
        /// The other
        b: String,
    },
}

/// A switch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum OnOff {
    /// It is done.
    On,
    /// It is not.
    Off,
}

/// The order of a list of contacts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ContactSort {
    /// By name
    Name,
    /// By organisation, then name
    Organisation,
}

/// What is known about a contact.
#[derive(Args, Debug)]
pub struct ContactFields {
    /// How to address them, where that is not the full name
    #[arg(long)]
    pub greeting: Option<String>,
    /// Their organisation
    #[arg(long, value_name = "ORGANISATION")]
    pub at: Option<String>,
    /// What they do there, such as "CTO"
    #[arg(long)]
    pub position: Option<String>,
    /// A mail address; may be given several times, the first is the one to write to
    #[arg(long, alias = "mail", value_name = "ADDRESS")]
    pub email: Vec<String>,
    /// A mail address to take away
    #[arg(long, value_name = "ADDRESS")]
    pub remove_email: Vec<String>,
    /// A phone number; may be given several times
    #[arg(long, value_name = "NUMBER")]
    pub phone: Vec<String>,
    /// The postal address; lines parted by line ends or semicolons
    #[arg(long, value_name = "ADDRESS")]
    pub postal: Option<String>,
    /// The language of notes to them, such as `de`
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Their country, such as `GB`
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// The part of the country, such as `SCT`
    #[arg(long, value_name = "CODE")]
    pub subdivision: Option<String>,
    /// Their time zone, such as `Europe/London`
    #[arg(long)]
    pub zone: Option<String>,
    /// Why they may be written to
    #[arg(long, value_parser = values::basis())]
    pub basis: Option<BasisKind>,
    /// Particulars of it: the event, the referrer, the wording of the consent
    #[arg(long, value_name = "TEXT")]
    pub basis_detail: Option<String>,
    /// Your own remark, never sent
    #[arg(long)]
    pub memo: Option<String>,
}

/// `rapport me`.
#[derive(Args, Debug)]
pub struct MeArgs {
    /// The name notes are signed with
    #[arg(long)]
    pub name: Option<String>,
    /// The mail address in the sender block
    #[arg(long, alias = "mail", value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Mobile number
    #[arg(long, value_name = "NUMBER")]
    pub mobile: Option<String>,
    /// Landline number
    #[arg(long, value_name = "NUMBER")]
    pub landline: Option<String>,
    /// Postal address; lines parted by line ends or semicolons
    #[arg(long, value_name = "ADDRESS")]
    pub postal: Option<String>,
    /// A web address
    #[arg(long, value_name = "URL")]
    pub link: Option<String>,
    /// A line of your own below the name
    #[arg(long, value_name = "TEXT")]
    pub signature: Option<String>,
    /// Your country, such as `GB`
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// The part of the country, such as `SCT`
    #[arg(long, value_name = "CODE")]
    pub subdivision: Option<String>,
    /// Your time zone, such as `Europe/London`
    #[arg(long)]
    pub zone: Option<String>,
    /// Your language, such as `en`
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Your working hours, such as `08:30-17:30`
    #[arg(long, value_name = "FROM-TO")]
    pub hours: Option<String>,
    /// How long an approval rests before it reaches the outbox [default: 30]
    #[arg(long, value_name = "SECONDS")]
    pub undo_seconds: Option<u32>,
}
