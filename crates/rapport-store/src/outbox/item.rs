//! What is known of an outbox item, and the answers a courier gets.

use jiff::{SignedDuration, Timestamp};
use rapport_core::follow_up::{ContentHash, FollowUp};
use rapport_core::ids::{AccountId, ContactId, DraftId, FollowUpId, OutboxItemId};
use rapport_core::outbox::{Item, ItemState};
use rapport_core::reason::Reason;

use crate::account::Account;
use crate::db::Row;
use crate::error::StoreError;
use crate::facts::Facts;

/// An outbox item with everything a courier, a resolver or a page needs of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutboxItem {
    /// Which one.
    pub id: OutboxItemId,
    /// Which follow-up it carries a step of.
    pub follow_up: FollowUpId,
    /// Which of its steps.
    pub ordinal: u32,
    /// Which attempt at that step.
    pub revision: u32,
    /// Which draft it is.
    pub draft: DraftId,
    /// By which account it goes or went.
    pub account: Option<AccountId>,
    /// Where it stands.
    pub state: ItemState,
    /// What the user approved.
    pub approved: ContentHash,
    /// The Message-ID, once the bytes are built.
    pub message_id: Option<String>,
    /// What the server put in its place.
    pub replaced_message_id: Option<String>,
    /// The bytes as they go out, built and stored once.
    pub wire: Option<Vec<u8>>,
    /// Not before.
    pub not_before: Timestamp,
    /// Not after.
    pub closes: Timestamp,
    /// Until when it may run outside working hours.
    pub same_day_until: Option<Timestamp>,
    /// When it is tried next.
    pub next_attempt_at: Timestamp,
    /// Attempts so far.
    pub attempts: u32,
    /// Why it waits or what became of it, in words.
    pub last_why: Option<String>,
    /// When the server took it.
    pub sent_at: Option<Timestamp>,
    /// What is known of the copy among the sent mail, in the application's words.
    pub sent_copy: Option<String>,
    /// The fencing number of the latest lease.
    pub fence: i64,
}

/// The right to try one item until the lease ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeasedItem {
    /// The item, in state `sending`.
    pub item: OutboxItem,
    /// The fencing number to show at each step.
    pub fence: i64,
}

/// Everything the database knows at the last look. The application adds calendars and rules.
#[derive(Clone, PartialEq, Debug)]
pub struct LastLook {
    /// The item as the core sees it.
    pub item: Item,
    /// The item as it is kept.
    pub kept: OutboxItem,
    /// The follow-up as it is now.
    pub follow_up: FollowUp,
    /// All that a decision may depend on.
    pub facts: Facts,
    /// The follow-up's state still carries this very item.
    pub still_queued: bool,
    /// Everything is stopped by the user.
    pub stop_all: bool,
    /// When every watched mailbox was last read to its end; `None` if one never was, or none is there.
    pub mailbox_read_at: Option<Timestamp>,
    /// Kept mail that was not yet processed.
    pub unprocessed: u32,
    /// The account it goes by.
    pub account: Option<Account>,
    /// Items that this account sent since the user's day began.
    pub account_sent_today: u32,
    /// When this account last sent something.
    pub account_last_sent: Option<Timestamp>,
    /// A restored database holds sending until Sent was searched.
    pub epoch_held: bool,
    /// A practice clock offset is set.
    pub clock_offset: SignedDuration,
}

/// The answer at the point of no return.
#[derive(Clone, PartialEq, Debug)]
pub enum Commit {
    /// The item is committed: its body may leave, once, now.
    Go,
    /// Not yet; the item is back in the outbox until then.
    Wait {
        /// When to look again.
        until: Timestamp,
        /// Why.
        reason: Reason,
    },
    /// Not at all: report `Event::Barred` with this reason through [`crate::Store::finish`].
    Never {
        /// Why.
        reason: Reason,
    },
    /// The lease is not held any more, or the item was taken back. Nothing may leave.
    Lost,
}

/// What [`crate::Store::expire_leases`] found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Expired {
    /// Back in the outbox: nothing of them had left.
    pub requeued: Vec<OutboxItemId>,
    /// Past the point of no return: nobody knows.
    pub uncertain: Vec<OutboxItemId>,
}

/// Reads one item.
pub(crate) fn item_of(row: &Row) -> Result<OutboxItem, StoreError> {
    Ok(OutboxItem {
        id: row.id("id")?,
        follow_up: row.id("follow_up_id")?,
        ordinal: row.number("ordinal")?,
        revision: row.number("revision")?,
        draft: row.id("draft_id")?,
        account: row.maybe_id("account_id")?,
        state: row.word("state", ItemState::parse)?,
        approved: row.hash("approved_hash")?,
        message_id: row.maybe_text("message_id")?,
        replaced_message_id: row.maybe_text("replaced_message_id")?,
        wire: row.maybe_bytes("wire")?,
        not_before: row.at("not_before")?,
        closes: row.at("closes")?,
        same_day_until: row.maybe_at("same_day_until")?,
        next_attempt_at: row.at("next_attempt_at")?,
        attempts: row.number("attempts")?,
        last_why: row.maybe_text("last_why")?,
        sent_at: row.maybe_at("sent_at")?,
        sent_copy: row.maybe_text("sent_copy")?,
        fence: row.int("fence")?,
    })
}

/// Who the item goes to, for pages that show the outbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutboxRow {
    /// The item, without its bytes.
    pub item: OutboxItem,
    /// To whom.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// Its subject.
    pub subject: String,
}
