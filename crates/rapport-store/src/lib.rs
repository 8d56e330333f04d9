//! The only SQL of Rapport: one body of portable statements for SQLite and PostgreSQL.
//!
//! | where | what |
//! |---|---|
//! | [`open`], [`serve_lock`], [`backup`] | the file or server itself: opening, one `serve` per file, copies |
//! | `migrate`, `db`, `dialect` | schema steps; values in and rows out; what the two databases say differently |
//! | [`user`], [`session`] | who may sign in and where they have; the only rows that belong to no scope |
//! | [`scope`] | whose data it is; every query takes a [`Scope`] and no row leaves without it (I11) |
//! | `walls` | PostgreSQL keeps the scopes apart a second time |
//! | [`door`], [`follow_up`], [`facts`] | the one door: load, decide, write, all under the lock of the scope |
//! | [`node`] | which of several servers works on a scope |
//! | [`outbox`] | lease, point of no return, fencing, what became of an item |
//! | [`contact`], [`organisation`], [`opportunity`], [`touchpoint`], [`draft`], [`playbook`], [`proposal`] | the nouns |
//! | [`archive`], [`erasure`] | everything a scope holds, out and back in; one person, gone |
//! | [`merge`], [`secret_link`], [`digest`] | two contacts that are one; links that open without a sign-in; mail to oneself |
//! | [`search`], [`people`], [`tag`], [`captured`], [`dismissed`] | everything by its words, the address book page by page, tags, captures that are recorded once, findings not to be shown again |
//! | [`import`] | where people come from: imports, their rows, and how they are taken back |
//! | [`letter`], [`greeting`] | printers as they were measured, what was printed; holiday notes |
//! | [`inbound`], [`message`], [`turn`], [`matching`], [`account`] | mail as it came, the timeline, whose turn it is, whose message it is, how far was read |
//! | [`suppression`], [`journal`], [`agenda`], [`health`], [`pulse`], [`absence`] | for ever, why, what wants the user, is it running, did anything move |
//!
//! What is not here: rules (they are in `rapport_core`, and the door calls them as closures), clocks,
//! chance and keys (they come in as values and [`Means`]), and any network but the database's.
//!
//! A write goes through a [`Door`]; reads are on [`Store`]. The door holds the only writer of an
//! SQLite file: finish it before calling a writing function of [`Store`], or that call waits for
//! nothing until it gives up with [`StoreError::Busy`].
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod absence;
pub mod account;
mod account_history;
pub mod agenda;
pub mod archive;
pub mod backup;
pub mod calendar;
pub mod captured;
pub mod contact;
mod db;
mod dialect;
pub mod digest;
pub mod dismissed;
pub mod door;
pub mod draft;
pub mod erasure;
pub mod error;
pub mod exchange;
pub mod facts;
pub mod follow_up;
pub mod greeting;
pub mod habit;
pub mod health;
pub mod import;
pub mod inbound;
pub mod journal;
pub mod letter;
pub mod mail_domain;
pub mod matching;
pub mod merge;
pub mod message;
mod migrate;
pub mod node;
pub mod open;
pub mod opportunity;
pub mod organisation;
pub mod outbox;
pub mod people;
pub mod playbook;
#[doc(hidden)]
pub mod probe;
pub mod proposal;
pub mod pulse;
pub mod scope;
pub mod search;
pub mod secret_link;
pub mod sender_habit;
pub mod serve_lock;
pub mod session;
pub mod suppression;
pub mod tag;
pub mod touchpoint;
pub mod turn;
pub mod user;
mod walls;

pub use contact::Found;
pub use door::{Actor, Door, Moment, Worker};
pub use error::StoreError;
pub use facts::Facts;
pub use follow_up::Outcome;
pub use open::{Means, Place, Store};
pub use scope::{Scope, ScopeKind};
