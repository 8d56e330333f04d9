//! Contacts: the people one keeps in touch with, and how they may be written to.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::ids::{ContactId, OrganisationId};
use crate::place::{Country, Subdivision};

/// A person one keeps in touch with.
#[derive(Clone, PartialEq, Debug)]
pub struct Contact {
    /// Which one.
    pub id: ContactId,
    /// The full name as the person writes it; never split by force.
    pub name: String,
    /// How to address them in a greeting, when that is not the full name.
    pub greeting: Option<String>,
    /// Where they work.
    pub organisation: Option<OrganisationId>,
    /// What they do there.
    pub role: Option<String>,
    /// Lower-case mail addresses, the one to write to first.
    pub addresses: Vec<String>,
    /// Phone numbers as typed.
    pub phones: Vec<String>,
    /// The postal address as typed, one line per line.
    pub postal_address: Option<String>,
    /// The language of notes to them, as a BCP 47 primary tag; `None` is the user's own.
    pub language: Option<String>,
    /// Their country; `None` is the user's own, shown as assumed.
    pub country: Option<Country>,
    /// The part of the country, where holidays depend on it.
    pub subdivision: Option<Subdivision>,
    /// Their time zone; `None` is the user's own, shown as assumed.
    pub zone: Option<TimeZone>,
    /// Why they may be written to.
    pub basis: Option<Basis>,
    /// The user's own remark.
    pub memo: Option<String>,
    /// Left without a next step on purpose.
    pub parked: Option<Parked>,
}

impl Contact {
    /// The name to greet with.
    #[must_use]
    pub fn greeting_name(&self) -> &str {
        self.greeting.as_deref().unwrap_or(&self.name)
    }

    /// The mail address to write to.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.addresses.first().map(String::as_str)
    }
}

/// A contact left without next step on purpose (A1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parked {
    /// When to come back to them; `None` is until the user says so.
    pub until: Option<Date>,
}

/// Why a contact may be written to. Commercial playbooks check it before each send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Basis {
    /// The kind of relation.
    pub kind: BasisKind,
    /// Since when.
    pub since: Date,
    /// The particulars: the event, the referrer, the wording of the consent.
    pub detail: String,
}

/// The kinds of relation that allow a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BasisKind {
    /// They met in person or spoke.
    Met,
    /// The user applied there.
    Applied,
    /// They bought something.
    Customer,
    /// They asked first.
    Inquiry,
    /// They said yes to commercial mail.
    Consent,
    /// Somebody introduced them.
    Referral,
}

impl BasisKind {
    /// All kinds, in the order shown.
    pub const ALL: [Self; 6] =
        [Self::Met, Self::Applied, Self::Customer, Self::Inquiry, Self::Consent, Self::Referral];

    /// The word stored, typed and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Applied => "applied",
            Self::Customer => "customer",
            Self::Inquiry => "inquiry",
            Self::Consent => "consent",
            Self::Referral => "referral",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
