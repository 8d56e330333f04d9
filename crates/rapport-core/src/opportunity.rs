//! Opportunities: what is pursued, where it stands, and whether the user still wants it.

use jiff::civil::Date;

use crate::ids::{ContactId, OpportunityId, OrganisationId};

/// What kind of pursuit it is (C6: any pursuit counts).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OpportunityKind {
    /// A post.
    Job,
    /// A sale or a commission.
    Sale,
    /// A pitch to an editor or an investor.
    Pitch,
    /// A grant.
    Grant,
    /// A flat or a house.
    Home,
    /// A school or a course.
    School,
    /// Anything else.
    Other,
}

impl OpportunityKind {
    /// All kinds, in the order shown.
    pub const ALL: [Self; 7] =
        [Self::Job, Self::Sale, Self::Pitch, Self::Grant, Self::Home, Self::School, Self::Other];

    /// The word stored, typed and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Sale => "sale",
            Self::Pitch => "pitch",
            Self::Grant => "grant",
            Self::Home => "home",
            Self::School => "school",
            Self::Other => "other",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where a pursuit stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Going on.
    Open,
    /// The user has an offer.
    Offered,
    /// It worked.
    Won,
    /// They said no.
    Rejected,
    /// The user stepped back.
    Withdrawn,
}

impl Stage {
    /// All stages, in the order shown.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Offered, Self::Won, Self::Rejected, Self::Withdrawn];

    /// The word stored, typed and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Offered => "offered",
            Self::Won => "won",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// True when nothing more is pursued.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Won | Self::Rejected | Self::Withdrawn)
    }
}

/// The user's own judgement of the employer or client (B7), from 0 to 5.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fit(u8);

impl Fit {
    /// 0 rules the place out: nothing goes there but a polite withdrawal.
    pub const RULED_OUT: Self = Self(0);

    /// From 0 to 5, `None` for more.
    #[must_use]
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 5 { Some(Self(value)) } else { None }
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }

    /// True for a place the user would not go to.
    #[must_use]
    pub const fn is_ruled_out(self) -> bool {
        self.0 == 0
    }

    /// True when the user really wants it; cards and letters are kept for these.
    #[must_use]
    pub const fn is_keen(self) -> bool {
        self.0 >= 4
    }
}

/// What is pursued: a job, a sale, a grant, a flat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opportunity {
    /// Which one.
    pub id: OpportunityId,
    /// What kind of pursuit.
    pub kind: OpportunityKind,
    /// The role, the project, the flat: its name.
    pub title: String,
    /// Where it is.
    pub organisation: Option<OrganisationId>,
    /// Where it stands.
    pub stage: Stage,
    /// The user's judgement; `None` until rated.
    pub fit: Option<Fit>,
    /// The day they said they would decide.
    pub decides: Option<Date>,
    /// They said "we will contact you": one check only, and late.
    pub told_to_wait: bool,
    /// The people of it in the order met; the first is the main contact, who gets the result check.
    pub contacts: Vec<ContactId>,
}

impl Opportunity {
    /// Who gets the result check.
    #[must_use]
    pub fn main_contact(&self) -> Option<ContactId> {
        self.contacts.first().copied()
    }
}
