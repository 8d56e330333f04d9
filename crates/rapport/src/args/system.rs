//! The verbs about running: serve, absences, practice mode, holidays.

use clap::{Args, Subcommand};
use jiff::civil::Date;

/// `rapport serve` and `rapport start`.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// The address of the pages [default: 127.0.0.1:7217]
    #[arg(long, value_name = "ADDRESS:PORT", env = "RAPPORT_LISTEN")]
    pub listen: Option<std::net::SocketAddr>,
    /// The https address by which a proxy passes strangers on to the opt-out page; kept until it
    /// is changed, an empty text takes it away
    #[arg(long, value_name = "URL", env = "RAPPORT_PUBLIC_ADDRESS")]
    pub public_address: Option<String>,
    /// The address by which users reach their pages from other machines, such as
    /// `https://desk.example.org`; may be given several times
    #[arg(long, value_name = "URL", env = "RAPPORT_PAGES_AT", value_delimiter = ',')]
    pub pages_at: Vec<String>,
    /// The certificate chain (PEM), to speak TLS
    #[arg(long, value_name = "FILE", requires = "key", env = "RAPPORT_CERTIFICATE")]
    pub certificate: Option<std::path::PathBuf>,
    /// The key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "certificate", env = "RAPPORT_CERTIFICATE_KEY")]
    pub key: Option<std::path::PathBuf>,
    /// A proxy of yours that speaks TLS stands before Rapport; its X-Forwarded-For counts
    #[arg(long, env = "RAPPORT_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Where several nodes share one PostgreSQL: seconds of silence after which another node takes
    /// over what this one works on
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = rapport_app::node::LEASE.as_secs(),
        value_parser = clap::value_parser!(u64).range(rapport_app::node::SHORTEST_LEASE.as_secs()..=3600),
        env = "RAPPORT_NODE_LEASE"
    )]
    pub node_lease: u64,
}

/// `rapport away`.
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["days", "list", "clear"])))]
pub struct AwayArgs {
    /// The first and the last day
    #[arg(num_args = 2, value_names = ["FROM", "TO"])]
    pub days: Vec<String>,
    /// Show the absences
    #[arg(long)]
    pub list: bool,
    /// Forget all of them
    #[arg(long)]
    pub clear: bool,
}

/// `rapport practice`.
#[derive(Debug, Subcommand)]
pub enum PersonaCommand {
    /// They answer
    Answer(PersonaText),
    /// They are away; TEXT is until when
    Away(PersonaText),
    /// Your mail comes back
    Bounce(PersonaText),
    /// They say no
    Decline(PersonaText),
    /// They ask to be left alone
    OptOut(PersonaText),
    /// Move the clock of practice mode
    Clock {
        /// How far, such as +2d or +3h
        #[arg(allow_hyphen_values = true)]
        by: String,
    },
    /// What has landed in the practice mailbox
    Mailbox,
}

/// As whom, and what they write.
#[derive(Args, Debug)]
pub struct PersonaText {
    /// As whom
    pub who: String,
    /// Their words
    #[arg(num_args = 0..)]
    pub text: Vec<String>,
}

/// `rapport holidays`; needs no data.
#[derive(Debug, Subcommand)]
pub enum HolidayCommand {
    /// The public holidays of a country in a year
    List {
        /// The country's code, such as DE
        country: String,
        /// The year
        year: i16,
        /// A part of the country, such as BY
        #[arg(long, value_name = "CODE")]
        subdivision: Option<String>,
    },
    /// The N-th business day after a date
    After {
        /// The date, such as 2026-12-23
        date: Date,
        /// How many business days
        business_days: u32,
        /// The country's code, such as DE
        country: String,
        /// A part of the country, such as BY
        #[arg(long, value_name = "CODE")]
        subdivision: Option<String>,
    },
}
