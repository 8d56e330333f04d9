//! Touchpoints: dated contacts that happened, and appointments: those that are planned.

use jiff::Timestamp;

use crate::ids::{AppointmentId, ContactId, OpportunityId, ReferenceId, TouchpointId};

/// By what means people meet or a note travels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Channel {
    /// Electronic mail.
    Mail,
    /// A letter or a card.
    Paper,
    /// A phone or video call.
    Call,
    /// Face to face.
    InPerson,
    /// A message in some network, written by hand there.
    Message,
}

impl Channel {
    /// All channels, in the order shown.
    pub const ALL: [Self; 5] = [Self::Mail, Self::Paper, Self::Call, Self::InPerson, Self::Message];

    /// The word stored, typed and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Paper => "paper",
            Self::Call => "call",
            Self::InPerson => "in-person",
            Self::Message => "message",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }

    /// True where the user acts and ticks; only mail leaves by itself.
    #[must_use]
    pub const fn is_by_hand(self) -> bool {
        !matches!(self, Self::Mail)
    }
}

/// What kind of meeting it was; it picks the playbook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TouchpointKind {
    /// A job interview in person or by video (PB01).
    Interview,
    /// A first contact by phone (PB02).
    PhoneScreen,
    /// An application handed in (PB03).
    Application,
    /// A rejection received (PB05).
    Rejection,
    /// An event, a fair (PB08).
    Event,
    /// An advice or informational meeting (PB09).
    Advice,
    /// They asked first (PB10).
    Inquiry,
    /// A proposal or quote sent (PB11).
    Proposal,
    /// Something delivered or finished for a customer (PB12).
    Delivery,
    /// Any other meeting or talk; starts the long game (PB07).
    Meeting,
    /// A mail the user wrote or received outside any playbook.
    Mail,
}

impl TouchpointKind {
    /// All kinds, in the order shown.
    pub const ALL: [Self; 11] = [
        Self::Interview,
        Self::PhoneScreen,
        Self::Application,
        Self::Rejection,
        Self::Event,
        Self::Advice,
        Self::Inquiry,
        Self::Proposal,
        Self::Delivery,
        Self::Meeting,
        Self::Mail,
    ];

    /// The word stored, typed and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::PhoneScreen => "phone-screen",
            Self::Application => "application",
            Self::Rejection => "rejection",
            Self::Event => "event",
            Self::Advice => "advice",
            Self::Inquiry => "inquiry",
            Self::Proposal => "proposal",
            Self::Delivery => "delivery",
            Self::Meeting => "meeting",
            Self::Mail => "mail",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The built-in playbook that such a meeting starts, if any.
    #[must_use]
    pub const fn playbook(self) -> Option<&'static str> {
        match self {
            Self::Interview => Some("PB01"),
            Self::PhoneScreen => Some("PB02"),
            Self::Application => Some("PB03"),
            Self::Rejection => Some("PB05"),
            Self::Meeting => Some("PB07"),
            Self::Event => Some("PB08"),
            Self::Advice => Some("PB09"),
            Self::Inquiry => Some("PB10"),
            Self::Proposal => Some("PB11"),
            Self::Delivery => Some("PB12"),
            Self::Mail => None,
        }
    }

    /// "interview" or "a phone call": the words in a sentence such as "Interview yesterday".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::PhoneScreen => "phone call",
            Self::Application => "application",
            Self::Rejection => "rejection",
            Self::Event => "event",
            Self::Advice => "advice meeting",
            Self::Inquiry => "inquiry",
            Self::Proposal => "proposal",
            Self::Delivery => "delivery",
            Self::Meeting => "meeting",
            Self::Mail => "mail",
        }
    }
}

/// Who reached out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// They wrote or called.
    In,
    /// The user did.
    Out,
    /// They met.
    Both,
}

impl Direction {
    /// The word stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Both => "both",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::In, Self::Out, Self::Both].into_iter().find(|direction| direction.word() == word)
    }
}

/// A dated contact that happened, in either direction, on any channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Touchpoint {
    /// Which one.
    pub id: TouchpointId,
    /// With whom.
    pub contact: ContactId,
    /// For what pursuit.
    pub opportunity: Option<OpportunityId>,
    /// What kind of meeting.
    pub kind: TouchpointKind,
    /// By what means.
    pub channel: Channel,
    /// Who reached out.
    pub direction: Direction,
    /// When it ended.
    pub at: Timestamp,
    /// What only this meeting produced, one fact each (D1).
    pub facts: Vec<String>,
    /// The user's own remark.
    pub memo: Option<String>,
}

/// Splits what the user typed after `--said` into facts: one per semicolon or line.
#[must_use]
pub fn facts_of(said: &str) -> Vec<String> {
    said.split([';', '\n'])
        .map(str::trim)
        .filter(|fact| !fact.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A meeting that is planned.
#[derive(Clone, PartialEq, Debug)]
pub struct Appointment {
    /// Which one.
    pub id: AppointmentId,
    /// With whom.
    pub contact: ContactId,
    /// For what pursuit.
    pub opportunity: Option<OpportunityId>,
    /// What it is called.
    pub title: String,
    /// When it starts.
    pub starts: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// Called off.
    pub cancelled: bool,
    /// "Really want it": the envelope is prepared beforehand (PB00).
    pub keen: bool,
}

/// Somebody who vouches for the user on one opportunity (B6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// Which one.
    pub id: ReferenceId,
    /// Who vouches.
    pub contact: ContactId,
    /// For what pursuit.
    pub opportunity: OpportunityId,
    /// What they may stress.
    pub talking_points: Vec<String>,
}
