//! What people are written down in, read and written: cards, tables, calendars, mailboxes.
//!
//! [`card`] is the person that every reader yields and every writer takes. Readers are total: any
//! bytes give a value and a list of what was wrong, with the line. Not here: files, network, the
//! store, and what becomes of a person who is read (`rapport-app`).
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod calendar;
pub mod card;
pub mod contacts;
mod content_line;
pub mod duplicates;
pub mod email_address;
pub mod encoding;
pub mod mbox;
pub mod mbox_write;
pub mod name;
pub mod phone;
pub mod signature;
pub mod table;
pub mod vcard;
