//! Whose message is this? Matches an inbound message to a contact and, where it can, to a step.
//!
//! Order: our Message-ID among the references, the original named by a delivery report, a known
//! address, then hints that only ever *suggest* (same organisation by domain, or its name in the
//! subject). The store loads the candidates first; nothing here does I/O.

use crate::ids::{ContactId, FollowUpId, OpportunityId, OrganisationId};

mod pursuit;

pub use pursuit::Hints;

/// What matching needs of an inbound message. Addresses are lower case, Message-IDs without
/// angle brackets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The message's own Message-ID.
    pub message_id: Option<String>,
    /// `In-Reply-To` and `References` (RFC 5322 section 3.6.4), nearest ancestor last.
    pub ancestors: Vec<String>,
    /// Message-IDs of originals embedded in a delivery report.
    pub originals: Vec<String>,
    /// Addresses that a delivery report says were not reached.
    pub failed_recipients: Vec<String>,
    /// `From` and `Sender`.
    pub from: Vec<String>,
    /// `To` and `Cc`.
    pub to: Vec<String>,
    /// The decoded subject.
    pub subject: String,
}

/// One of our own messages that an inbound one may answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SentReference {
    /// The Message-ID we minted, or the one the server put in its place.
    pub message_id: String,
    /// To whom it went.
    pub contact: ContactId,
    /// The follow-up it belonged to; `None` for mail the user wrote by hand.
    pub follow_up: Option<FollowUpId>,
}

/// An address the user knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownAddress {
    /// Lower case.
    pub address: String,
    /// Whose it is.
    pub contact: ContactId,
}

/// An organisation of an open opportunity, for suggestions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenOrganisation {
    /// Which one.
    pub organisation: OrganisationId,
    /// The pursuit that is open there.
    pub opportunity: OpportunityId,
    /// Its name as it spells itself.
    pub name: String,
    /// Mail domains seen there, lower case.
    pub domains: Vec<String>,
    /// Words of the role that is pursued, empty if none.
    pub role: String,
}

/// Everything a message may belong to, loaded before matching.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Candidates {
    /// Ours, by Message-ID.
    pub sent: Vec<SentReference>,
    /// People, by address.
    pub addresses: Vec<KnownAddress>,
    /// Open pursuits.
    pub organisations: Vec<OpenOrganisation>,
    /// The user's own addresses.
    pub own_addresses: Vec<String>,
}

/// Why a message was matched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Via {
    /// It names one of our Message-IDs.
    OurMessage,
    /// A delivery report embeds one of our messages.
    DeliveryReport,
    /// It comes from, or for own mail goes to, a known address.
    Address,
}

/// The outcome of matching.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Match {
    /// It is this contact's.
    Contact {
        /// Whose it is.
        contact: ContactId,
        /// The follow-up it answers, when our Message-ID says so.
        follow_up: Option<FollowUpId>,
        /// How we know.
        via: Via,
    },
    /// The user wrote it, to these contacts: a touchpoint, never a reply.
    Own {
        /// The known recipients.
        contacts: Vec<ContactId>,
    },
    /// It may belong to an open pursuit; the user decides.
    Suggestion {
        /// The pursuit.
        opportunity: OpportunityId,
        /// What it was seen by, in words.
        why: String,
    },
    /// Nobody we know.
    Stranger,
}

/// Matches one message by its head alone. Total and deterministic.
#[must_use]
pub fn match_message(head: &Head, candidates: &Candidates) -> Match {
    match_hinted(head, &Hints::default(), candidates)
}

/// Matches one message by its head and what else it says of itself; the hints only ever suggest.
#[must_use]
pub fn match_hinted(head: &Head, hints: &Hints, candidates: &Candidates) -> Match {
    if head.from.iter().any(|from| candidates.own_addresses.contains(from)) {
        let contacts = contacts_of(&head.to, candidates);
        return if contacts.is_empty() { Match::Stranger } else { Match::Own { contacts } };
    }
    // The nearest ancestor is the message that is answered.
    let by_id = |ids: &[String]| {
        ids.iter()
            .rev()
            .find_map(|id| candidates.sent.iter().find(|sent| sent.message_id == *id))
            .cloned()
    };
    if let Some(sent) = by_id(&head.originals) {
        return Match::Contact {
            contact: sent.contact,
            follow_up: sent.follow_up,
            via: Via::DeliveryReport,
        };
    }
    if let Some(sent) = by_id(&head.ancestors) {
        return Match::Contact {
            contact: sent.contact,
            follow_up: sent.follow_up,
            via: Via::OurMessage,
        };
    }
    if let Some(contact) = contacts_of(&head.failed_recipients, candidates).first() {
        return Match::Contact { contact: *contact, follow_up: None, via: Via::DeliveryReport };
    }
    if let Some(contact) = contacts_of(&head.from, candidates).first() {
        return Match::Contact { contact: *contact, follow_up: None, via: Via::Address };
    }
    pursuit::likeliest(head, hints, &candidates.organisations).map_or(
        Match::Stranger,
        |(open, why)| Match::Suggestion { opportunity: open.opportunity, why },
    )
}

fn contacts_of(addresses: &[String], candidates: &Candidates) -> Vec<ContactId> {
    let mut found = Vec::new();
    for address in addresses {
        for known in &candidates.addresses {
            if same_mailbox(&known.address, address) && !found.contains(&known.contact) {
                found.push(known.contact);
            }
        }
    }
    found
}

/// Equal up to a subaddress (RFC 5233): `dana+jobs@acme.example` is Dana's too.
#[must_use]
pub fn same_mailbox(left: &str, right: &str) -> bool {
    fn plain(address: &str) -> Option<(&str, &str)> {
        let (local, domain) = address.rsplit_once('@')?;
        let local = local.split_once('+').map_or(local, |(base, _)| base);
        Some((local, domain))
    }
    left == right || plain(left).is_some_and(|left| Some(left) == plain(right))
}

/// Whole words only, and nothing shorter than four letters: "Ace" is in "interface".
fn names_it(subject: &str, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    if name.chars().count() < 4 {
        return false;
    }
    subject.match_indices(&name).any(|(start, found)| {
        let before = subject[..start].chars().next_back();
        let after = subject[start + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests;
