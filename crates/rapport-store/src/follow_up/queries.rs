//! Reading follow-ups.

use jiff::Timestamp;
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::{ContactId, FollowUpId, OpportunityId};

use super::row::follow_up_of;
use crate::db::{Reader, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What has to be done about follow-ups now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Due {
    /// Their timer rang, the one that rang first on top.
    pub woken: Vec<FollowUpId>,
    /// A draft is to be written, oldest first.
    pub to_draft: Vec<FollowUpId>,
}

/// An approval that can still be taken back without anything having reached the outbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resting {
    /// Which follow-up.
    pub follow_up: FollowUpId,
    /// Whom the note goes to.
    pub name: String,
    /// The end of the rest.
    pub until: Timestamp,
}

impl Store {
    /// Approvals that rest, the one whose rest ends first on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn resting(&self, scope: &Scope) -> Result<Vec<Resting>, StoreError> {
        let sql = "select f.id, c.name, f.take_back_until from follow_up f \
                   join contact c on c.scope_id = f.scope_id and c.id = f.contact_id \
                   where f.scope_id = $1 and f.state = 'approved' order by f.take_back_until, f.id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        let resting = |row: &crate::db::Row| {
            Ok(Resting {
                follow_up: row.id("id")?,
                name: row.text("name")?,
                until: row.at("take_back_until")?,
            })
        };
        rows.iter().map(resting).collect()
    }

    /// One follow-up.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn follow_up(&self, scope: &Scope, id: FollowUpId) -> Result<FollowUp, StoreError> {
        load(&mut self.db.reader(scope), scope, id).await
    }

    /// What has to be done now, at most `limit` of each.
    ///
    /// # Errors
    /// What the database says.
    pub async fn due(&self, scope: &Scope, now: Timestamp, limit: u32) -> Result<Due, StoreError> {
        let reader = &mut self.db.reader(scope);
        let sql = "select id from follow_up where scope_id = $1 and wake_at is not null and wake_at <= $2 \
                   order by wake_at, id limit $3";
        let rows = reader.all(sql, &values![scope.id(), now, limit]).await?;
        let woken = rows.iter().map(|row| row.id("id")).collect::<Result<_, _>>()?;
        let sql = "select id from follow_up where scope_id = $1 and state = 'drafting' order by id limit $2";
        let rows = reader.all(sql, &values![scope.id(), limit]).await?;
        let to_draft = rows.iter().map(|row| row.id("id")).collect::<Result<_, _>>()?;
        Ok(Due { woken, to_draft })
    }

    /// When the next timer rings.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next_wake(&self, scope: &Scope) -> Result<Option<Timestamp>, StoreError> {
        let sql =
            "select min(wake_at) as at from follow_up where scope_id = $1 and wake_at is not null";
        self.db.reader(scope).one(sql, &values![scope.id()]).await?.maybe_at("at")
    }

    /// Live follow-ups whose timer rings next, soonest first: "what is planned".
    ///
    /// # Errors
    /// What the database says.
    pub async fn upcoming(&self, scope: &Scope, limit: u32) -> Result<Vec<FollowUp>, StoreError> {
        let sql = "select * from follow_up where scope_id = $1 and wake_at is not null and state <> 'ended' \
                   order by wake_at, id limit $2";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), limit]).await?;
        rows.iter().map(follow_up_of).collect()
    }

    /// All live follow-ups, for replanning after a change that touches many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn live_follow_ups(&self, scope: &Scope) -> Result<Vec<FollowUp>, StoreError> {
        let sql = "select * from follow_up where scope_id = $1 and state <> 'ended' order by id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(follow_up_of).collect()
    }

    /// The follow-ups of a contact, live ones first, then the newest.
    ///
    /// # Errors
    /// What the database says.
    pub async fn follow_ups_of(
        &self,
        scope: &Scope,
        contact: ContactId,
    ) -> Result<Vec<FollowUp>, StoreError> {
        of_contact(&mut self.db.reader(scope), scope, contact).await
    }

    /// The follow-ups of an opportunity, live ones first, then the newest.
    ///
    /// # Errors
    /// What the database says.
    pub async fn follow_ups_of_opportunity(
        &self,
        scope: &Scope,
        opportunity: OpportunityId,
    ) -> Result<Vec<FollowUp>, StoreError> {
        of_opportunity(&mut self.db.reader(scope), scope, opportunity).await
    }
}

impl Door<'_> {
    /// The follow-ups of a contact, as this transaction sees them, live ones first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn follow_ups_of(&mut self, contact: ContactId) -> Result<Vec<FollowUp>, StoreError> {
        let scope = self.scope;
        of_contact(&mut self.tx.reader(), &scope, contact).await
    }

    /// The follow-ups of an opportunity, as this transaction sees them, live ones first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn follow_ups_of_opportunity(
        &mut self,
        opportunity: OpportunityId,
    ) -> Result<Vec<FollowUp>, StoreError> {
        let scope = self.scope;
        of_opportunity(&mut self.tx.reader(), &scope, opportunity).await
    }

    /// All live follow-ups, as this transaction sees them: for "stop everything".
    ///
    /// # Errors
    /// What the database says.
    pub async fn live_follow_ups(&mut self) -> Result<Vec<FollowUp>, StoreError> {
        let sql = "select * from follow_up where scope_id = $1 and state <> 'ended' order by id";
        let rows = self.tx.all(sql, &values![self.scope.id()]).await?;
        rows.iter().map(follow_up_of).collect()
    }
}

/// Loads one follow-up.
pub(crate) async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: FollowUpId,
) -> Result<FollowUp, StoreError> {
    let sql = "select * from follow_up where scope_id = $1 and id = $2";
    let row = reader.maybe(sql, &values![scope.id(), id]).await?;
    row.as_ref().map_or(Err(StoreError::NotFound { what: "this follow-up" }), follow_up_of)
}

async fn of_contact(
    reader: &mut Reader<'_>,
    scope: &Scope,
    contact: ContactId,
) -> Result<Vec<FollowUp>, StoreError> {
    let sql = "select * from follow_up where scope_id = $1 and contact_id = $2 \
               order by case when state = 'ended' then 1 else 0 end, id desc";
    let rows = reader.all(sql, &values![scope.id(), contact]).await?;
    rows.iter().map(follow_up_of).collect()
}

async fn of_opportunity(
    reader: &mut Reader<'_>,
    scope: &Scope,
    opportunity: OpportunityId,
) -> Result<Vec<FollowUp>, StoreError> {
    let sql = "select * from follow_up where scope_id = $1 and opportunity_id = $2 \
               order by case when state = 'ended' then 1 else 0 end, id desc";
    let rows = reader.all(sql, &values![scope.id(), opportunity]).await?;
    rows.iter().map(follow_up_of).collect()
}
