//! `rapport inspect`: what the readers make of one thing, without opening any data.
//!
//! Here: the list of kinds, one file each below. A kind that lies in files uses [`files`], one
//! that is typed or piped in uses [`lines`]; both print an object per thing or, where something
//! could not be read, an object that says so, and end with exit code 3 then. The keys are
//! described in `docs/inspect.md`. Not here: the reading itself (`rapport_app::inspect`).

mod address;
mod calendar;
mod contacts;
mod files;
mod lines;
mod mail;
mod name;
mod phone;

use rapport_app::error::Kind;

use crate::args::InspectCommand;
use crate::failure::Failure;
use crate::output::Output;

pub fn run(command: &InspectCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        InspectCommand::Mail(what) => mail::run(&what.files, output),
        InspectCommand::Contacts(what) => contacts::run(what, output),
        InspectCommand::Calendar(what) => calendar::run(what, output),
        InspectCommand::Phone(what) => phone::run(what, output),
        InspectCommand::Name(what) => name::run(what, output),
        InspectCommand::Address(what) => address::run(what, output),
    }
}

/// The end of a run: whether everything could be read.
fn ended(all_read: bool) -> Result<(), Failure> {
    if all_read { Ok(()) } else { Err(Failure::Said(Kind::NotFound)) }
}
