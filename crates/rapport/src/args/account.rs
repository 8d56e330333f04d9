//! `rapport account`: the mail account notes are sent from.
//!
//! A password is never an argument: other users of a machine can read arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `rapport account`.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// What is connected
    List,
    /// Connect one; a true round trip proves that it works
    Add(Box<AccountAdd>),
    /// Send a mail to yourself and see it arrive
    Test {
        /// The address it sends from
        address: String,
    },
    /// Let a stopped account go on
    Resume {
        /// The address it sends from
        address: String,
    },
    /// Disconnect one; its secrets are deleted
    Remove {
        /// The address it sends from
        address: String,
    },
    /// What a provider needs, by mail domain
    Presets {
        /// A mail address or domain; without one, all providers
        domain: Option<String>,
    },
}

/// How `account add` logs in.
#[derive(Args, Debug)]
#[group(id = "login", multiple = false)]
pub struct LoginKind {
    /// A file whose first line is the password; `-` reads stdin [default: ask]
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Sign in at Google or Microsoft instead, with your own client id
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
}

/// A mail account to connect.
#[derive(Args, Debug)]
pub struct AccountAdd {
    /// The address to send from
    pub address: String,
    /// The name to send as [default: your own]
    #[arg(long)]
    pub name: Option<String>,
    /// The name to log in with [default: the address]
    #[arg(long, value_name = "NAME")]
    pub login_name: Option<String>,
    /// How to log in
    #[command(flatten)]
    pub login: LoginKind,
    /// A file with the client secret, where the provider gave one
    #[arg(long, value_name = "FILE", requires = "client_id")]
    pub client_secret_file: Option<PathBuf>,
    /// Sign in on another device by typing a code there
    #[arg(long, requires = "client_id")]
    pub device: bool,
    /// The sign-in provider's address, where it is none of the known ones
    #[arg(long, value_name = "URL", requires = "client_id")]
    pub provider: Option<String>,
    /// The server that takes mail, as `smtp.example.org:465:tls` or `…:587:starttls`
    #[arg(long, value_name = "HOST:PORT:SECURITY")]
    pub submission: Option<String>,
    /// The server to read mail from, as `imap.example.org:993:tls`
    #[arg(long, value_name = "HOST:PORT:SECURITY")]
    pub imap: Option<String>,
    /// A file with further root certificates (PEM)
    #[arg(long, value_name = "FILE")]
    pub root_certificates: Option<PathBuf>,
    /// Also look for answers in the Junk mailbox
    #[arg(long)]
    pub read_junk: bool,
    /// Skip the round trip
    #[arg(long)]
    pub untested: bool,
}
