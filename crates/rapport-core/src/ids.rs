//! Identifiers: one distinct type per noun, each 16 bytes.
//!
//! Ids are minted in the application (UUIDv7, so that they sort by time) and handed to the core;
//! nothing here reads a clock or a random source.

use std::fmt;

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an identifier minted elsewhere.
            #[must_use]
            pub const fn new(value: Uuid) -> Self {
                Self(value)
            }

            /// From the 16 bytes kept in the database; `None` for another length.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                Uuid::from_slice(bytes).ok().map(Self)
            }

            /// From the hyphenated form a person may paste; `None` if it is not one.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }

            /// The 16 bytes, big-endian, as stored.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The identifier without its type.
            #[must_use]
            pub const fn uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )+};
}

ids! {
    /// Whose data this is: one user.
    ScopeId;
    /// A person one keeps in touch with.
    ContactId;
    /// An employer, company, school or client firm.
    OrganisationId;
    /// What is pursued: a job, a sale, a grant, a flat.
    OpportunityId;
    /// A meeting that is planned.
    AppointmentId;
    /// A dated contact that happened.
    TouchpointId;
    /// Somebody who vouches for the user on one opportunity.
    ReferenceId;
    /// One running playbook for one contact.
    FollowUpId;
    /// Unapproved content for a step.
    DraftId;
    /// A file that goes out with a note.
    AttachmentId;
    /// Approved content, waiting or in delivery.
    OutboxItemId;
    /// One message kept, in or out.
    MessageId;
    /// Credentials and settings to send and read.
    AccountId;
    /// One mail as it came, kept before anything is thought about it.
    InboundId;
    /// One playbook that is offered.
    ProposalId;
    /// The lasting rule that an address gets nothing.
    SuppressionId;
    /// A finding that is not to be shown again.
    DismissalId;
    /// One entry of the journal.
    JournalId;
    /// One import of one source.
    ImportId;
    /// A calendar that is read again and again.
    CalendarSourceId;
}
