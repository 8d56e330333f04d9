//! `rapport texts`: the words that notes begin with.

use std::path::PathBuf;

use clap::Subcommand;

/// What can be done with texts.
#[derive(Subcommand, Debug)]
pub enum TextsCommand {
    /// All of them; also what `texts` alone prints
    List,
    /// One as a file, to copy and change
    Show {
        /// Its name, such as pb01/thanks
        name: String,
        /// en or de
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Look for mistakes in a file
    Check {
        /// The file; `-` reads stdin
        file: PathBuf,
        /// en or de
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Use your own text in the place of the built-in one
    Set {
        /// Its name, such as pb01/thanks
        name: String,
        /// The file; `-` reads stdin
        file: PathBuf,
        /// en or de
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Use the built-in text again
    Reset {
        /// Its name, such as pb01/thanks
        name: String,
        /// en or de
        #[arg(long, default_value = "en")]
        language: String,
    },
}
