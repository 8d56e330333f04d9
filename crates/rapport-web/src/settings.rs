//! Settings: you and your sender block, sending, mail accounts, do not contact, this server.
//!
//! | where | what |
//! |---|---|
//! | `you` | the sender block and working hours; its form is asked for in the first run, too |
//! | `sending` | undo, stop all, away, the practice clock, caps |
//! | `accounts`, `trial` | mail accounts; one being tried, step by step |
//! | `calendars` | calendars that are read by their secret address |
//! | `paper` | logo and signature of letters |
//! | `leaving` | calendar feed, card, digests, export |
//! | `no_contact` | addresses that get nothing |
//! | `findings` | what is not to be shown again in notes |
//! | `server` | backup and public address, for whoever runs the server |
//!
//! Sessions, passwords and users stand under the same tabs, in [`crate::access`].

pub mod accounts;
pub mod calendars;
pub mod findings;
pub mod leaving;
pub mod no_contact;
pub mod paper;
pub mod sending;
pub mod server;
mod trial;
pub mod you;

#[cfg(test)]
mod tests;

use crate::web::User;

pub use trial::Trials;

/// A section.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tab {
    /// Sender block and working hours.
    You,
    /// Undo, stop, away, clock, caps.
    Sending,
    /// Mail accounts.
    Accounts,
    /// Calendars that are read.
    Calendars,
    /// Logo and signature of letters.
    Paper,
    /// Calendar feed, card, digests, export.
    Leaving,
    /// Addresses that get nothing.
    NoContact,
    /// What is not to be shown again in notes.
    Findings,
    /// Sessions and users.
    Access,
    /// Backup and public address.
    Server,
}

/// The sections as links: `settings/tabs.html` prints them.
pub struct Tabs {
    pub label: &'static str,
    pub all: Vec<Link>,
}

/// One section's link.
pub struct Link {
    pub href: &'static str,
    pub name: &'static str,
    pub is_here: bool,
}

impl Tabs {
    /// The sections that this user has, of which one is here.
    pub fn of(user: &User, here: Tab) -> Self {
        let words = &user.locale.words.settings;
        let mut all = vec![
            (Tab::You, "/settings", words.tab_you),
            (Tab::Sending, "/settings/sending", words.tab_sending),
            (Tab::Accounts, "/settings/accounts", words.tab_accounts),
            (Tab::Calendars, "/settings/calendars", user.locale.words.calendars.tab),
            (Tab::Paper, "/settings/paper", user.locale.words.paper.tab),
            (Tab::Leaving, "/settings/leaving", user.locale.words.leaving.tab),
            (Tab::NoContact, "/settings/no-contact", words.tab_no_contact),
            (Tab::Findings, "/settings/findings", words.tab_findings),
            (Tab::Access, "/access", words.tab_access),
        ];
        if user.signed_in.runs_server {
            all.push((Tab::Server, "/settings/server", words.tab_server));
        }
        let link = |(tab, href, name)| Link { href, name, is_here: tab == here };
        Self { label: words.sections, all: all.into_iter().map(link).collect() }
    }
}
