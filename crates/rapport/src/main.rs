//! The binary `rapport`: reads the command line, opens the application, prints what it answers.
//!
//! The way through: [`args`] is what was typed, [`overview`] how `--help` lists it;
//! [`settings`] is what it means; [`commands`] has one file per group of verbs, each of which calls
//! [`rapport_app::app::App`] and prints with [`output`]; [`failure`] turns every error into sentences
//! and an exit code.
//!
//! Not here: any rule about follow-ups, mail or dates. Nothing heavy is built before a verb needs
//! it: holidays, completions and the manual open no database and start no runtime.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod args;
mod commands;
mod failure;
mod output;
mod overview;
mod settings;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything that may speak TLS. It only fails when a provider is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = match overview::read() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version arrive here, too; a closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    // A fault of ours is said by the panic hook and ends with the code that is promised for it.
    match panic::catch_unwind(AssertUnwindSafe(|| run(cli))) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => failure.report(),
        Err(_) => ExitCode::FAILURE,
    }
}

fn run(cli: args::Cli) -> Result<(), failure::Failure> {
    if cli.global.no_color {
        anstream::ColorChoice::Never.write_global();
    }
    settings::log_to_stderr(cli.global.verbose);
    let mut output = output::Output::to_stdout(cli.global.json);
    let command = cli.command.unwrap_or(args::Command::Today);
    commands::run(command, cli.global, &mut output)
}
