//! The use cases of Rapport and the workers that carry them out.
//!
//! | where | what |
//! |---|---|
//! | [`app`] | one open installation; every use case is a method of [`app::App`] |
//! | `capture`, [`capture_text`], `captures`, `acts`, [`approvals`], `bulk`, `contacts`, `opportunities`, `appointments`, `references`, [`playbooks`], `settings`, `welcome` | what the user does |
//! | `today`, `show`, `timeline`, `people`, `search`, `habit`, `health` | what the user sees; [`view`] is its form, [`input`] what is typed |
//! | `beside`, `messages`, `turns`, [`proofreading`] | what stands beside a note, one message as it came, who owes whom, a draft read while it is written |
//! | [`import`], [`doubt`], [`contact_check`] | people out of files: read, checked, recognised, written, taken back; what of everybody is doubtful |
//! | [`mail_domains`] | whether the domains of addresses take mail, asked of a name server |
//! | `engine` | facts → context → decision, through the one door |
//! | `writer`, `courier`, `collector`, `intake`, `resolver`, `workers` | drafts, delivery, reading, what it means, what became of it |
//! | [`node`] | which of several servers works on a scope, and when another takes over |
//! | `accounts`, [`driver`], [`secret`] | mail accounts, servers, secrets at rest |
//! | [`users`], [`sessions`] | who may sign in, passwords; links that let in once, browsers that were let in |
//! | `practice` | a peer to play with, on a clock that can be moved |
//! | [`template`], [`own_texts`], `findings`, [`playbook_file`], [`natural_date`], `words` | texts, checks, files, dates, sentences |
//! | [`links`], [`share_card`], [`digest`] | secret calendar feeds, the user's own card, mail to oneself |
//! | [`merge`] | one person, once: duplicates, merge and unmerge |
//! | [`export`], [`erase`], [`feed`] | everything out and back in, one person gone; what is planned, for calendars |
//! | [`greetings`] | holiday notes: who gets one, planned once for many |
//! | [`letters`] | letters, envelopes, labels, cards and briefs on paper, posted by hand |
//! | [`inspect`] | one thing read, shown with fixed keys; opens no data |
//! | [`check`], [`dictionaries`], [`dismissals`] | spelling, grammar and tone of any text; what is not to be shown again |
//! | [`clock`] | the only clock and the only chance |
//!
//! What is not here: rules (they are in `rapport_core`), SQL (in `rapport_store`), HTTP and clap.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod accounts;
mod acts;
pub mod app;
mod application_mail;
mod appointments;
pub mod approvals;
pub mod backup;
mod beside;
mod bulk;
pub mod calendars;
pub mod caps;
mod capture;
pub mod capture_text;
mod captures;
pub mod check;
pub mod clock;
mod clock_doubt;
mod collector;
pub mod contact_check;
mod contacts;
mod content;
mod corrections;
mod courier;
mod dates;
pub mod dictionaries;
pub mod digest;
pub mod dismissals;
pub mod doubt;
pub mod driver;
mod engine;
pub mod erase;
pub mod error;
pub mod export;
pub mod feed;
mod findings;
pub mod grades;
pub mod greetings;
mod habit;
mod health;
pub mod import;
pub mod inbox;
pub mod inbox_stats;
pub mod input;
pub mod inspect;
mod intake;
pub mod letters;
mod library;
pub mod links;
pub mod mail_domains;
pub mod merge;
mod messages;
pub mod named;
mod naming;
pub mod natural_date;
pub mod node;
mod opportunities;
pub mod opt_out;
pub mod own_texts;
mod people;
pub mod playbook_file;
pub mod playbooks;
mod practice;
pub mod profile;
pub mod proofreading;
mod references;
mod requests;
mod resolver;
mod search;
pub mod secret;
pub mod sender_habits;
pub mod sessions;
mod settings;
pub mod share_card;
mod show;
pub mod template;
mod timeline;
mod today;
mod turns;
pub mod users;
pub mod view;
mod welcome;
mod words;
mod workers;
mod writer;

pub use workers::RunView;
