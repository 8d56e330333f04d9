//! How single words of the command line become values of the core.
//!
//! The words themselves belong to the core's enums; clap learns them from there, so that
//! `--help`, completions and error messages list the same ones.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use rapport_core::contact::BasisKind;
use rapport_core::opportunity::{OpportunityKind, Stage};
use rapport_core::touchpoint::{Channel, TouchpointKind};

/// `--kind` of a meeting.
pub fn touchpoint_kind() -> impl TypedValueParser<Value = TouchpointKind> {
    one_of(TouchpointKind::ALL.map(TouchpointKind::word).to_vec(), TouchpointKind::parse)
}

/// `--channel`, `--by`.
pub fn channel() -> impl TypedValueParser<Value = Channel> {
    one_of(Channel::ALL.map(Channel::word).to_vec(), Channel::parse)
}

/// `--kind` of an opportunity.
pub fn opportunity_kind() -> impl TypedValueParser<Value = OpportunityKind> {
    one_of(OpportunityKind::ALL.map(OpportunityKind::word).to_vec(), OpportunityKind::parse)
}

/// The stage of an opportunity.
pub fn stage() -> impl TypedValueParser<Value = Stage> {
    one_of(Stage::ALL.map(Stage::word).to_vec(), Stage::parse)
}

/// Why a contact may be written to.
pub fn basis() -> impl TypedValueParser<Value = BasisKind> {
    one_of(BasisKind::ALL.map(BasisKind::word).to_vec(), BasisKind::parse)
}

fn one_of<T: Clone + Send + Sync + 'static>(
    words: Vec<&'static str>,
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words)
        .try_map(move |word| parse(&word).ok_or_else(|| format!("`{word}` is not known")))
}
