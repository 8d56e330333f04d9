//! Completions and manual pages, made from the same description as `--help`.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::failure::{Failure, unwritable};
use crate::output::Output;

/// Prints the script for a shell.
pub fn completions(shell: Shell, output: &mut Output) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "rapport", &mut script);
    Ok(output.raw(&script)?)
}

/// Prints the manual page of `rapport`, or writes one for each verb into the folder.
pub fn man(folder: Option<&Path>, output: &mut Output) -> Result<(), Failure> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        return Ok(output.raw(&page)?);
    };
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(|error| unwritable(folder, &error))?;
    Ok(())
}
