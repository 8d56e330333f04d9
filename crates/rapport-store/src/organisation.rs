//! Organisations and the mail domains seen there.

use rapport_core::ids::OrganisationId;
use rapport_core::organisation::Organisation;
use rapport_core::place::Country;

use crate::db::{Reader, Row, Tx, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

impl Store {
    /// One organisation.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn organisation(
        &self,
        scope: &Scope,
        id: OrganisationId,
    ) -> Result<Organisation, StoreError> {
        load(&mut self.db.reader(scope), scope, id).await
    }

    /// All organisations by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn organisations(&self, scope: &Scope) -> Result<Vec<Organisation>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let sql = "select * from organisation where scope_id = $1 order by name_folded, id";
        let rows = reader.all(sql, &values![scope.id()]).await?;
        let mut organisations = rows.iter().map(organisation_of).collect::<Result<Vec<_>, _>>()?;
        let sql = "select organisation_id, domain from organisation_domain where scope_id = $1 order by domain";
        let mut domains = std::collections::BTreeMap::<OrganisationId, Vec<String>>::new();
        for row in reader.all(sql, &values![scope.id()]).await? {
            domains.entry(row.id("organisation_id")?).or_default().push(row.text("domain")?);
        }
        for organisation in &mut organisations {
            organisation.domains = domains.remove(&organisation.id).unwrap_or_default();
        }
        Ok(organisations)
    }

    /// The organisation of a name, without regard to capitals.
    ///
    /// # Errors
    /// What the database says.
    pub async fn organisation_by_name(
        &self,
        scope: &Scope,
        name: &str,
    ) -> Result<Option<Organisation>, StoreError> {
        by_name(&mut self.db.reader(scope), scope, name).await
    }
}

impl Door<'_> {
    /// One organisation, as this transaction sees it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn organisation(&mut self, id: OrganisationId) -> Result<Organisation, StoreError> {
        let scope = self.scope;
        load(&mut self.tx.reader(), &scope, id).await
    }

    /// The organisation of a name, without regard to capitals, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn organisation_by_name(
        &mut self,
        name: &str,
    ) -> Result<Option<Organisation>, StoreError> {
        let scope = self.scope;
        by_name(&mut self.tx.reader(), &scope, name).await
    }

    /// Writes an organisation, new or changed, with all its domains.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_organisation(
        &mut self,
        organisation: &Organisation,
    ) -> Result<(), StoreError> {
        let scope = self.scope;
        save(&mut self.tx, &scope, organisation).await
    }
}

async fn by_name(
    reader: &mut Reader<'_>,
    scope: &Scope,
    name: &str,
) -> Result<Option<Organisation>, StoreError> {
    let sql = "select id from organisation where scope_id = $1 and name_folded = $2 order by id";
    match reader.maybe(sql, &values![scope.id(), name.trim().to_lowercase()]).await? {
        Some(row) => load(reader, scope, row.id("id")?).await.map(Some),
        None => Ok(None),
    }
}

/// Loads one organisation.
pub(crate) async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: OrganisationId,
) -> Result<Organisation, StoreError> {
    let sql = "select * from organisation where scope_id = $1 and id = $2";
    let row = reader.maybe(sql, &values![scope.id(), id]).await?;
    let row = row.ok_or(StoreError::NotFound { what: "this organisation" })?;
    let mut organisation = organisation_of(&row)?;
    let sql = "select domain from organisation_domain where scope_id = $1 and organisation_id = $2 order by domain";
    for row in reader.all(sql, &values![scope.id(), id]).await? {
        organisation.domains.push(row.text("domain")?);
    }
    Ok(organisation)
}

async fn save(tx: &mut Tx, scope: &Scope, organisation: &Organisation) -> Result<(), StoreError> {
    let sql = "insert into organisation (scope_id, id, name, name_folded, country) \
        values ($1, $2, $3, $4, $5) on conflict (scope_id, id) do update set name = excluded.name, \
        name_folded = excluded.name_folded, country = excluded.country";
    let values = values![
        scope.id(),
        organisation.id,
        organisation.name.as_str(),
        organisation.name.to_lowercase(),
        organisation.country.as_ref().map(Country::as_str),
    ];
    tx.execute(sql, &values).await?;
    let sql = "delete from organisation_domain where scope_id = $1 and organisation_id = $2";
    tx.execute(sql, &values![scope.id(), organisation.id]).await?;
    for domain in &organisation.domains {
        let sql = "insert into organisation_domain (scope_id, organisation_id, domain) values ($1, $2, $3) \
                   on conflict (scope_id, organisation_id, domain) do nothing";
        tx.execute(sql, &values![scope.id(), organisation.id, domain.to_lowercase()]).await?;
    }
    Ok(())
}

/// What [`organisation_of`] reads.
pub(crate) const COLUMNS: &[&str] = &["id", "name", "country"];

pub(crate) fn organisation_of(row: &Row) -> Result<Organisation, StoreError> {
    Ok(Organisation {
        id: row.id("id")?,
        name: row.text("name")?,
        domains: Vec::new(),
        country: row.maybe_word("country", Country::parse)?,
    })
}
