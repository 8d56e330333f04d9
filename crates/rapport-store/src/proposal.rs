//! Proposals: another playbook is offered to the user and starts with a yes.

use jiff::Timestamp;
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::{ContactId, FollowUpId, OpportunityId, ProposalId, TouchpointId};
use rapport_core::playbook::PlaybookKey;
use rapport_core::touchpoint::Touchpoint;
use uuid::Uuid;

use crate::db::{Row, Tx, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// One offer that is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// Which one.
    pub id: ProposalId,
    /// The playbook offered.
    pub playbook: PlaybookKey,
    /// For whom.
    pub contact: ContactId,
    /// For what pursuit.
    pub opportunity: Option<OpportunityId>,
    /// The follow-up whose end led to it.
    pub follow_up: Option<FollowUpId>,
    /// The meeting it follows.
    pub touchpoint: Option<TouchpointId>,
    /// Since when.
    pub at: Timestamp,
}

impl Store {
    /// The open proposals, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposals(&self, scope: &Scope) -> Result<Vec<Proposal>, StoreError> {
        let sql = "select * from proposal where scope_id = $1 and answer is null order by at, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(proposal_of).collect()
    }
}

impl Door<'_> {
    /// Offers a playbook for a contact.
    ///
    /// # Errors
    /// What the database says.
    pub async fn propose(
        &mut self,
        playbook: &PlaybookKey,
        contact: ContactId,
        opportunity: Option<OpportunityId>,
    ) -> Result<(), StoreError> {
        let (scope, id, at) = (self.scope, self.mint(), self.moment.now);
        insert(&mut self.tx, &scope, id, playbook, (contact, opportunity, None), at).await
    }

    /// Offers a playbook after a meeting that was, once: an offer after an earlier meeting with the
    /// same contact that nobody answered gives way.
    ///
    /// # Errors
    /// What the database says.
    pub async fn propose_after(
        &mut self,
        playbook: &PlaybookKey,
        met: &Touchpoint,
    ) -> Result<(), StoreError> {
        let sql = "delete from proposal where scope_id = $1 and contact_id = $2 and answer is null \
                   and touchpoint_id is not null";
        self.tx.execute(sql, &values![self.scope.id(), met.contact]).await?;
        self.propose(playbook, met.contact, met.opportunity).await?;
        // Only the offer just made is about this meeting; one that was open before stays as it is.
        let sql = "update proposal set touchpoint_id = $4 where scope_id = $1 and contact_id = $2 \
                   and playbook = $3 and answer is null and follow_up_id is null and at = $5";
        let values =
            values![self.scope.id(), met.contact, playbook.as_str(), met.id, self.moment.now];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Takes the user's answer to a proposal.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it is not open any more.
    pub async fn answer_proposal(
        &mut self,
        id: ProposalId,
        accepted: bool,
    ) -> Result<Proposal, StoreError> {
        let sql = "select * from proposal where scope_id = $1 and id = $2 and answer is null";
        let row = self.tx.maybe(sql, &values![self.scope.id(), id]).await?;
        let row = row.ok_or(StoreError::NotFound { what: "this open proposal" })?;
        let proposal = proposal_of(&row)?;
        let sql = "update proposal set answer = $3 where scope_id = $1 and id = $2";
        let answer = if accepted { "accepted" } else { "declined" };
        self.tx.execute(sql, &values![self.scope.id(), id, answer]).await?;
        Ok(proposal)
    }
}

/// Offers what a decision proposes; the same offer is made once while it is open.
pub(crate) async fn of_follow_up(
    tx: &mut Tx,
    scope: &Scope,
    id: Uuid,
    playbook: &PlaybookKey,
    from: &FollowUp,
    at: Timestamp,
) -> Result<(), StoreError> {
    insert(tx, scope, id, playbook, (from.contact, from.opportunity, Some(from.id)), at).await
}

async fn insert(
    tx: &mut Tx,
    scope: &Scope,
    id: Uuid,
    playbook: &PlaybookKey,
    (contact, opportunity, from): (ContactId, Option<OpportunityId>, Option<FollowUpId>),
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "select id from proposal where scope_id = $1 and contact_id = $2 and playbook = $3 \
               and answer is null";
    if tx.maybe(sql, &values![scope.id(), contact, playbook.as_str()]).await?.is_some() {
        return Ok(());
    }
    let sql = "insert into proposal (scope_id, id, playbook, contact_id, opportunity_id, follow_up_id, at) \
               values ($1, $2, $3, $4, $5, $6, $7)";
    let values = values![scope.id(), id, playbook.as_str(), contact, opportunity, from, at];
    tx.execute(sql, &values).await.map(drop)
}

fn proposal_of(row: &Row) -> Result<Proposal, StoreError> {
    Ok(Proposal {
        id: row.id("id")?,
        playbook: row.word("playbook", PlaybookKey::parse)?,
        contact: row.id("contact_id")?,
        opportunity: row.maybe_id("opportunity_id")?,
        follow_up: row.maybe_id("follow_up_id")?,
        touchpoint: row.maybe_id("touchpoint_id")?,
        at: row.at("at")?,
    })
}
