//! Bytes to mail and back.
//!
//! Here: [`parse()`](parse::parse) reads any bytes into a [`Parsed`] message with the evidence that
//! `rapport-core` weighs, and [`build()`](build::build) writes the one message that goes out.
//! [`practice`] writes the inbound mail of practice mode. Everything is a function of its
//! arguments: no socket, no clock, no randomness.
//!
//! Not here: what a message *means* ([`rapport_core::classify`]), whose it is
//! ([`rapport_core::matching`]), and how bytes travel (the courier and the collector of
//! `rapport-app`).
//!
//! Reading, from the bytes up:
//!
//! 1. [`header`] and [`mime`] cut a message into fields and parts, with bounds on everything.
//! 2. [`text`](mod@text) and [`html`] make readable text of the parts.
//! 3. [`reply_text`] finds what was newly written.
//! 4. [`evidence`] lists the signs, [`message_id`], [`subject`] and [`thread`] what joins messages.
//!
//! Strangers' bytes never fail: what is wrong with them is listed as [`Defect`]s.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod build;
pub mod defects;
pub mod evidence;
pub mod header;
pub mod html;
pub mod message_id;
pub mod mime;
pub mod parse;
pub mod practice;
pub mod reply_text;
pub mod subject;
pub mod text;
pub mod thread;
mod words;

pub use build::{Attachment, BuildError, Mailbox, OptOut, Outgoing, build};
pub use defects::Defect;
pub use parse::{AttachmentInfo, Parsed, parse, parse_headers, parse_read_headers, signature_of};
pub use reply_text::{Answer, split as split_reply};
pub use subject::{base_subject, is_reply_subject};

#[cfg(test)]
mod fuzz_tests;
