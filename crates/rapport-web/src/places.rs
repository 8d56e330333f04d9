//! The places one can go to: one line each, in the order of the rail.
//!
//! To add a page, add a [`Here`], a line to [`PLACES`] and its symbol to `page/icons.html`. Rail,
//! bottom bar, palette and the `g` keys are made from this table.

use crate::words::ShellWords;

/// Which place a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Here {
    /// Today.
    Today,
    /// The inbox.
    Inbox,
    /// Capture.
    Capture,
    /// People.
    People,
    /// Opportunities.
    Opportunities,
    /// Playbooks.
    Playbooks,
    /// Letters.
    Letters,
    /// Health.
    Health,
    /// Settings, with sessions, passwords and users.
    Settings,
    /// What the bar under a thumb has no room for.
    More,
    /// A page outside the rail.
    Elsewhere,
}

/// One place.
#[derive(Debug)]
pub struct Place {
    /// Which.
    pub here: Here,
    /// Its address.
    pub href: &'static str,
    /// The symbol in `page/icons.html`, without `i-`.
    pub icon: &'static str,
    /// The letter after `g`; empty for none.
    pub key: &'static str,
    /// In the bar under a thumb, which has room for four beside "More".
    pub in_bar: bool,
    /// The first of those at the foot of the rail.
    pub at_foot: bool,
    /// Its name.
    pub name: fn(&ShellWords) -> &'static str,
}

/// All places, in the order of the rail.
pub const PLACES: &[Place] = &[
    Place {
        here: Here::Today,
        href: "/",
        icon: "today",
        key: "t",
        in_bar: true,
        at_foot: false,
        name: |words| words.today,
    },
    Place {
        here: Here::Inbox,
        href: "/inbox",
        icon: "inbox",
        key: "i",
        in_bar: true,
        at_foot: false,
        name: |words| words.inbox,
    },
    Place {
        here: Here::Capture,
        href: "/capture",
        icon: "capture",
        key: "",
        in_bar: true,
        at_foot: false,
        name: |words| words.capture,
    },
    Place {
        here: Here::People,
        href: "/people",
        icon: "people",
        key: "p",
        in_bar: true,
        at_foot: false,
        name: |words| words.people,
    },
    Place {
        here: Here::Opportunities,
        href: "/opportunities",
        icon: "opps",
        key: "o",
        in_bar: false,
        at_foot: false,
        name: |words| words.opportunities,
    },
    Place {
        here: Here::Playbooks,
        href: "/playbooks",
        icon: "playbooks",
        key: "b",
        in_bar: false,
        at_foot: false,
        name: |words| words.playbooks,
    },
    Place {
        here: Here::Letters,
        href: "/letters",
        icon: "letters",
        key: "l",
        in_bar: false,
        at_foot: false,
        name: |words| words.letters,
    },
    Place {
        here: Here::Settings,
        href: "/settings",
        icon: "settings",
        key: "s",
        in_bar: false,
        at_foot: true,
        name: |words| words.settings,
    },
    Place {
        here: Here::Health,
        href: "/health/page",
        icon: "health",
        key: "h",
        in_bar: false,
        at_foot: false,
        name: |words| words.health,
    },
];
