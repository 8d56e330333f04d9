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
    /// Telephone numbers: valid or not, of which country and kind
    Phone(PhoneInput),
    /// Names: their parts, person or organisation, one person or two
    Name(NameInput),
    /// Addresses in parts: the lines of an envelope, what is missing
    Address(AddressInput),
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

/// A number, or `-` for one a line.
#[derive(Args, Debug)]
pub struct PhoneInput {
    /// The number; with `-` one a line from stdin, plain or as {"phone", "country"}
    #[arg(required = true, num_args = 1.., value_name = "NUMBER|-")]
    pub number: Vec<String>,
    /// Where it was written down, two letters; without it only +… can be valid
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
}

/// A name, or `-` for one a line.
#[derive(Args, Debug)]
pub struct NameInput {
    /// The name; with `-` one a line from stdin, plain or as {"name", "other"} or {"name", "email"}
    #[arg(required = true, num_args = 1.., value_name = "NAME|-")]
    pub name: Vec<String>,
}

/// Addresses, one a line.
#[derive(Args, Debug)]
pub struct AddressInput {
    /// `-`: addresses from stdin, one a line, as {"road", "house_number", "postcode", "city", …}
    #[arg(value_name = "-")]
    pub parts: String,
    /// The country that the mail is posted in, two letters
    #[arg(long, value_name = "CODE")]
    pub from: Option<String>,
}
