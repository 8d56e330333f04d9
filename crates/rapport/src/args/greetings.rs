//! `rapport greetings`: holiday notes.

use clap::Subcommand;

/// What can be done about holiday notes.
#[derive(Subcommand, Debug)]
pub enum GreetingsCommand {
    /// Who would be greeted on which day; also what `greetings` alone prints
    List {
        /// Also those who get none, with the reason
        #[arg(long)]
        all: bool,
    },
    /// Plan the greetings of the season; each waits for its yes
    Plan {
        /// Only these
        who: Vec<String>,
        /// Everybody but these
        #[arg(long, value_name = "WHO", num_args = 1..)]
        without: Vec<String>,
    },
    /// Say which day somebody keeps; nothing is concluded from a name or a country
    Prefer {
        /// Who
        who: String,
        /// The word of a day (see `greetings days`), `none`, or `usual` for New Year
        day: String,
    },
    /// The days that can be greeted, with their next dates
    Days,
}
