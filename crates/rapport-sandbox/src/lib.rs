//! Real servers on loopback, for tests only: the product never depends on this crate.
//!
//! What is here:
//!
//! - [`MailWorld`]: Exim and Dovecot with Sieve, run by `testing/mail-sandbox.sh`;
//!   submission, delivery, bounces and out-of-office answers are the real thing.
//! - [`Postgres`]: a cluster of its own, a fresh database for each test.
//! - [`FakeSmtp`]: a scripted submission server for what a real one will not do on
//!   request: answer 421, drop the line after 354, lose its 250, replace the Message-ID.
//! - [`FaultProxy`]: a byte proxy before any TCP server: cut, silent, slow.
//! - [`OauthMock`]: the npm package `oauth2-mock-server`, with device code, refresh
//!   tokens and `invalid_grant` on request.
//! - [`NameServer`]: dnsmasq, for what a domain says about its mail.
//! - [`Browser`]: Chromium, steered by ChromeDriver; axe-core in its pages.
//!
//! What is not here: simulated peers (those live with the tests of their crate), and
//! any rule of the product.
//!
//! Manner: every function here either does what it says or fails the test with a sentence
//! that names the remedy; nothing is ever skipped. All calls block, except those whose
//! name ends in `_async`: a test on a single-threaded runtime must use these while the
//! code under test shares its runtime. Servers end with the test process, however it
//! ends: see [`watchdog`] for how.

#![expect(clippy::disallowed_methods, reason = "a crate for tests alone: deadlines need the clock")]

pub mod browser;
mod certificate;
mod dialogue;
mod fake_smtp;
mod fault_proxy;
mod mail_world;
mod name_server;
mod oauth_mock;
mod port;
pub mod postgres;
mod project;
mod wait;
pub mod watchdog;

pub use browser::Browser;
pub use certificate::{Certificate, Flaw};
pub use dialogue::deliver_by_smtp;
pub use fake_smtp::{AcceptedMail, Delays, FakeSmtp, MessageIds, Rule, Security, Stage};
pub use fault_proxy::{FaultProxy, ProxyMode};
pub use mail_world::{MailWorld, Mailbox};
pub use name_server::NameServer;
pub use oauth_mock::OauthMock;
pub use port::{Dice, free_port};
pub use postgres::Postgres;
pub use project::project_root;
pub use wait::{wait_until, wait_until_async};
