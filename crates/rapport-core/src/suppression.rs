//! Suppressions: the lasting rule that an address gets nothing, with reason and proof (E6).

use jiff::Timestamp;

use crate::ids::{ContactId, SuppressionId};

/// Why an address gets nothing any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SuppressReason {
    /// The person asked for it. For ever, across all playbooks.
    OptOut,
    /// The person reported a message as spam. For ever.
    Complaint,
    /// The address does not exist; lifted when the user corrects it.
    Unreachable,
    /// The user said so.
    User,
}

impl SuppressReason {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::OptOut, Self::Complaint, Self::Unreachable, Self::User];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OptOut => "opt-out",
            Self::Complaint => "complaint",
            Self::Unreachable => "unreachable",
            Self::User => "user",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// True where not even the user may lift it: the person's own wish.
    #[must_use]
    pub const fn is_for_ever(self) -> bool {
        matches!(self, Self::OptOut | Self::Complaint)
    }

    /// True where every channel is closed, paper and calls included; an address that does not
    /// exist only closes mail.
    #[must_use]
    pub const fn closes_every_channel(self) -> bool {
        !matches!(self, Self::Unreachable)
    }
}

/// One suppressed address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppression {
    /// Which one.
    pub id: SuppressionId,
    /// Lower case; empty when only the keyed hash was kept after an erasure.
    pub address: String,
    /// Whose it was.
    pub contact: Option<ContactId>,
    /// Why.
    pub reason: SuppressReason,
    /// Since when.
    pub at: Timestamp,
    /// The words or the message that prove it.
    pub proof: String,
}
