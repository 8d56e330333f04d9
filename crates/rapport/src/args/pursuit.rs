//! The verbs about what is pursued: opportunities, appointments, references, playbooks.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use rapport_core::opportunity::{OpportunityKind, Stage};

use super::values;

/// `rapport opportunities`.
#[derive(Debug, Subcommand)]
pub enum OpportunityCommand {
    /// All of them
    List,
    /// Enter one
    Add {
        /// The role, the project, the flat: its name
        name: String,
        /// What else is known
        #[command(flatten)]
        fields: OpportunityFields,
    },
    /// Change one
    Edit {
        /// Its name or id
        name: String,
        /// A new name
        #[arg(long, value_name = "NAME")]
        title: Option<String>,
        /// What changes
        #[command(flatten)]
        fields: OpportunityFields,
    },
    /// Say how much you want it
    Rate {
        /// Its name or id
        name: String,
        /// From 0 (not at all: nothing goes there but a polite withdrawal) to 5
        #[arg(value_parser = clap::value_parser!(u8).range(0..=5))]
        fit: u8,
    },
    /// Say where it stands
    Stage {
        /// Its name or id
        name: String,
        /// The stage
        #[arg(value_parser = values::stage())]
        stage: Stage,
    },
}

/// What is known about an opportunity.
#[derive(Args, Debug)]
pub struct OpportunityFields {
    /// What kind of pursuit
    #[arg(long, value_parser = values::opportunity_kind())]
    pub kind: Option<OpportunityKind>,
    /// Where
    #[arg(long, value_name = "ORGANISATION")]
    pub at: Option<String>,
    /// The day they decide
    #[arg(long, value_name = "WHEN")]
    pub decides: Option<String>,
    /// They said that they would be in touch: `yes` or `no`
    #[arg(long, value_name = "yes|no", value_parser = clap::builder::BoolishValueParser::new())]
    pub told_to_wait: Option<bool>,
    /// Somebody who belongs to it; may be given several times
    #[arg(long = "with", value_name = "WHO")]
    pub contacts: Vec<String>,
}

/// `rapport appointments`.
#[derive(Debug, Subcommand)]
pub enum AppointmentCommand {
    /// Those to come
    List,
    /// Enter one
    Add(AppointmentAdd),
    /// Call one off
    Cancel {
        /// Its title or id
        appointment: String,
    },
}

/// A meeting that is planned.
#[derive(Args, Debug)]
pub struct AppointmentAdd {
    /// With whom
    pub who: String,
    /// When it starts
    #[arg(required = true, num_args = 1.., value_name = "WHEN")]
    pub when: Vec<String>,
    /// What it is called
    #[arg(long, default_value = "Meeting")]
    pub title: String,
    /// How long it takes
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=10_080))]
    pub minutes: u32,
    /// The opportunity it belongs to
    #[arg(long, value_name = "NAME")]
    pub opportunity: Option<String>,
    /// You really want it: the card is prepared beforehand
    #[arg(long)]
    pub keen: bool,
}

/// `rapport references`.
#[derive(Debug, Subcommand)]
pub enum ReferenceCommand {
    /// All of them
    List,
    /// Somebody vouches for you; starts the notes that keep them informed
    Add(ReferenceAdd),
}

/// Somebody who vouches for the user.
#[derive(Args, Debug)]
pub struct ReferenceAdd {
    /// Who
    pub who: String,
    /// For what opportunity
    #[arg(long = "for", value_name = "NAME")]
    pub opportunity: String,
    /// What they may stress; several points parted by semicolons
    #[arg(long, value_name = "POINTS")]
    pub stress: Option<String>,
}

/// `rapport playbooks`.
#[derive(Debug, Subcommand)]
pub enum PlaybookCommand {
    /// All of them, built in and your own
    List,
    /// One as a file
    Show {
        /// Its key, such as PB01
        key: String,
    },
    /// Look for mistakes in playbook files
    Check {
        /// The files; `-` reads stdin
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Add a playbook of your own, or a new version of it
    Add {
        /// The file
        file: PathBuf,
    },
    /// What would happen when, and why then
    Plan {
        /// Its key
        key: String,
        /// For whom
        #[arg(long = "for", value_name = "WHO")]
        who: String,
    },
    /// Start it
    Start {
        /// Its key
        key: String,
        /// For whom
        #[arg(long = "for", value_name = "WHO")]
        who: String,
    },
}
