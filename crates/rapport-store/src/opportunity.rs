//! Opportunities and their people in the order met, and who vouches for the user there.

use rapport_core::ids::{ContactId, OpportunityId};
use rapport_core::opportunity::{Fit, Opportunity, OpportunityKind, Stage};
use rapport_core::touchpoint::Reference;

use crate::db::{Reader, Row, Tx, values, wrong};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

impl Store {
    /// One opportunity with its people.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn opportunity(
        &self,
        scope: &Scope,
        id: OpportunityId,
    ) -> Result<Opportunity, StoreError> {
        load(&mut self.db.reader(scope), scope, id).await
    }

    /// All opportunities by title.
    ///
    /// # Errors
    /// What the database says.
    pub async fn opportunities(&self, scope: &Scope) -> Result<Vec<Opportunity>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let sql = "select * from opportunity where scope_id = $1 order by title, id";
        let rows = reader.all(sql, &values![scope.id()]).await?;
        let mut opportunities = rows.iter().map(opportunity_of).collect::<Result<Vec<_>, _>>()?;
        let sql = "select opportunity_id, contact_id from opportunity_contact where scope_id = $1 order by position";
        let mut people = std::collections::BTreeMap::<OpportunityId, Vec<ContactId>>::new();
        for row in reader.all(sql, &values![scope.id()]).await? {
            people.entry(row.id("opportunity_id")?).or_default().push(row.id("contact_id")?);
        }
        for opportunity in &mut opportunities {
            opportunity.contacts = people.remove(&opportunity.id).unwrap_or_default();
        }
        Ok(opportunities)
    }

    /// The opportunities a contact is part of, open ones first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn opportunities_of(
        &self,
        scope: &Scope,
        contact: ContactId,
    ) -> Result<Vec<Opportunity>, StoreError> {
        of_contact(&mut self.db.reader(scope), scope, contact).await
    }

    /// Who vouches for the user on an opportunity.
    ///
    /// # Errors
    /// What the database says.
    pub async fn references(
        &self,
        scope: &Scope,
        opportunity: OpportunityId,
    ) -> Result<Vec<Reference>, StoreError> {
        let sql = "select * from reference_contact where scope_id = $1 and opportunity_id = $2 order by id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), opportunity]).await?;
        rows.iter().map(reference_of).collect()
    }

    /// Everyone who vouches for the user anywhere.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all_references(&self, scope: &Scope) -> Result<Vec<Reference>, StoreError> {
        let sql = "select * from reference_contact where scope_id = $1 order by id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(reference_of).collect()
    }
}

impl Door<'_> {
    /// One opportunity, as this transaction sees it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn opportunity(&mut self, id: OpportunityId) -> Result<Opportunity, StoreError> {
        let scope = self.scope;
        load(&mut self.tx.reader(), &scope, id).await
    }

    /// The opportunities a contact is part of, as this transaction sees them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn opportunities_of(
        &mut self,
        contact: ContactId,
    ) -> Result<Vec<Opportunity>, StoreError> {
        let scope = self.scope;
        of_contact(&mut self.tx.reader(), &scope, contact).await
    }

    /// Writes an opportunity, new or changed, with its people in the order given.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_opportunity(&mut self, opportunity: &Opportunity) -> Result<(), StoreError> {
        let scope = self.scope;
        save(&mut self.tx, &scope, opportunity).await
    }

    /// Writes who vouches for the user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_reference(&mut self, reference: &Reference) -> Result<(), StoreError> {
        let sql = "insert into reference_contact (scope_id, id, contact_id, opportunity_id, talking_points) \
            values ($1, $2, $3, $4, $5) on conflict (scope_id, id) do update set \
            contact_id = excluded.contact_id, opportunity_id = excluded.opportunity_id, \
            talking_points = excluded.talking_points";
        let values = values![
            self.scope.id(),
            reference.id,
            reference.contact,
            reference.opportunity,
            reference.talking_points.join("\n"),
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }
}

async fn of_contact(
    reader: &mut Reader<'_>,
    scope: &Scope,
    contact: ContactId,
) -> Result<Vec<Opportunity>, StoreError> {
    let sql = "select o.id from opportunity_contact oc join opportunity o \
        on o.scope_id = oc.scope_id and o.id = oc.opportunity_id \
        where oc.scope_id = $1 and oc.contact_id = $2 \
        order by case when o.stage in ('open', 'offered') then 0 else 1 end, o.id desc";
    let mut opportunities = Vec::new();
    for row in reader.all(sql, &values![scope.id(), contact]).await? {
        opportunities.push(load(reader, scope, row.id("id")?).await?);
    }
    Ok(opportunities)
}

/// Loads one opportunity with its people.
pub(crate) async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: OpportunityId,
) -> Result<Opportunity, StoreError> {
    let sql = "select * from opportunity where scope_id = $1 and id = $2";
    let row = reader.maybe(sql, &values![scope.id(), id]).await?;
    let row = row.ok_or(StoreError::NotFound { what: "this opportunity" })?;
    let mut opportunity = opportunity_of(&row)?;
    let sql = "select contact_id from opportunity_contact where scope_id = $1 and opportunity_id = $2 \
               order by position, contact_id";
    for row in reader.all(sql, &values![scope.id(), id]).await? {
        opportunity.contacts.push(row.id("contact_id")?);
    }
    Ok(opportunity)
}

async fn save(tx: &mut Tx, scope: &Scope, opportunity: &Opportunity) -> Result<(), StoreError> {
    let sql = "insert into opportunity (scope_id, id, kind, title, organisation_id, stage, fit, decides, \
        told_to_wait) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
        on conflict (scope_id, id) do update set kind = excluded.kind, title = excluded.title, \
        organisation_id = excluded.organisation_id, stage = excluded.stage, fit = excluded.fit, \
        decides = excluded.decides, told_to_wait = excluded.told_to_wait";
    let values = values![
        scope.id(),
        opportunity.id,
        opportunity.kind.word(),
        opportunity.title.as_str(),
        opportunity.organisation,
        opportunity.stage.word(),
        opportunity.fit.map(Fit::value),
        opportunity.decides,
        opportunity.told_to_wait,
    ];
    tx.execute(sql, &values).await?;
    let sql = "delete from opportunity_contact where scope_id = $1 and opportunity_id = $2";
    tx.execute(sql, &values![scope.id(), opportunity.id]).await?;
    for (position, contact) in (0_u32..).zip(&opportunity.contacts) {
        let sql = "insert into opportunity_contact (scope_id, opportunity_id, position, contact_id) \
                   values ($1, $2, $3, $4) on conflict (scope_id, opportunity_id, contact_id) do nothing";
        tx.execute(sql, &values![scope.id(), opportunity.id, position, *contact]).await?;
    }
    Ok(())
}

/// What [`opportunity_of`] reads.
pub(crate) const COLUMNS: &[&str] =
    &["fit", "id", "kind", "title", "organisation_id", "stage", "decides", "told_to_wait"];

pub(crate) fn opportunity_of(row: &Row) -> Result<Opportunity, StoreError> {
    let fit = row
        .maybe_int("fit")?
        .map(|fit| u8::try_from(fit).ok().and_then(Fit::new).ok_or_else(|| wrong("fit")));
    Ok(Opportunity {
        id: row.id("id")?,
        kind: row.word("kind", OpportunityKind::parse)?,
        title: row.text("title")?,
        organisation: row.maybe_id("organisation_id")?,
        stage: row.word("stage", Stage::parse)?,
        fit: fit.transpose()?,
        decides: row.maybe_day("decides")?,
        told_to_wait: row.flag("told_to_wait")?,
        contacts: Vec::new(),
    })
}

fn reference_of(row: &Row) -> Result<Reference, StoreError> {
    Ok(Reference {
        id: row.id("id")?,
        contact: row.id("contact_id")?,
        opportunity: row.id("opportunity_id")?,
        talking_points: row.lines("talking_points")?,
    })
}
