//! (header to come)
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod app;
pub mod clock;
pub mod driver;
pub mod error;
pub mod input;
pub mod natural_date;
pub mod playbook_file;
pub mod secret;
pub mod template;
pub mod view;
