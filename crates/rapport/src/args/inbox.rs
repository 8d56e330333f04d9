//! The verbs about what came back: the inbox and its figures.

use clap::{Args, Subcommand};

/// `rapport inbox`.
#[derive(Args, Debug)]
pub struct InboxArgs {
    /// What about it; without one the inbox is printed
    #[command(subcommand)]
    pub command: Option<InboxCommand>,
}

/// What can be asked of the inbox.
#[derive(Subcommand, Debug)]
pub enum InboxCommand {
    /// How long people wait for your answers, per week, in your working hours
    Stats {
        /// How many weeks, this one included
        #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=520))]
        weeks: u16,
    },
    /// Take up whom a message names to write to instead
    Take {
        /// The id of the message, or who wrote it
        message: String,
    },
    /// What you taught about senders
    Habits,
    /// Forget what you taught about a sender
    Forget {
        /// The id, as `rapport inbox habits` prints it
        habit: String,
    },
}
