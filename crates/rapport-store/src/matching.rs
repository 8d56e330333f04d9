//! Candidates for matching: everything a message may belong to, loaded before the core decides.

use std::collections::BTreeSet;

use rapport_core::ids::OpportunityId;
use rapport_core::matching::{Candidates, Head, KnownAddress, OpenOrganisation, SentReference};

use crate::db::{Reader, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

impl Store {
    /// What a message with this head may belong to.
    ///
    /// # Errors
    /// What the database says.
    pub async fn candidates(&self, scope: &Scope, head: &Head) -> Result<Candidates, StoreError> {
        load(&mut self.db.reader(scope), scope, &[head]).await
    }

    /// What any of several messages may belong to, asked for together: matching looks up what one head
    /// names, so what belongs to another does not disturb it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn candidates_of_all(
        &self,
        scope: &Scope,
        heads: &[&Head],
    ) -> Result<Candidates, StoreError> {
        load(&mut self.db.reader(scope), scope, heads).await
    }
}

impl Door<'_> {
    /// What a message with this head may belong to, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn candidates(&mut self, head: &Head) -> Result<Candidates, StoreError> {
        let scope = self.scope;
        load(&mut self.tx.reader(), &scope, &[head]).await
    }
}

/// More identifiers than any honest mail carries; the rest is left unread, nearest ancestors first.
const MOST: usize = 200;

/// Identifiers in one question: databases bound how many values a statement may have.
const TOGETHER: usize = 2_000;

async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    heads: &[&Head],
) -> Result<Candidates, StoreError> {
    let mut candidates = lasting(reader, scope).await?;
    let ids: BTreeSet<&str> = heads.iter().flat_map(|head| ids_of(head)).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    for ids in ids.chunks(TOGETHER) {
        sent(reader, scope, ids, &mut candidates).await?;
    }
    let wanted: BTreeSet<String> = heads.iter().flat_map(|head| addresses_of(head)).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    for wanted in wanted.chunks(TOGETHER) {
        addresses(reader, scope, wanted, &mut candidates).await?;
    }
    Ok(candidates)
}

/// The messages that a head names.
fn ids_of(head: &Head) -> impl Iterator<Item = &str> {
    head.originals.iter().chain(head.ancestors.iter().rev()).take(MOST).map(String::as_str)
}

/// The mailboxes that a head names, and what they are without a subaddress.
fn addresses_of(head: &Head) -> Vec<String> {
    let mut wanted = Vec::new();
    for address in head.from.iter().chain(&head.to).chain(&head.failed_recipients).take(MOST) {
        let address = address.to_lowercase();
        // `dana+jobs@acme.example` is Dana's, too (RFC 5233).
        if let Some((local, domain)) = address.rsplit_once('@')
            && let Some((base, _)) = local.split_once('+')
        {
            wanted.push(format!("{base}@{domain}"));
        }
        wanted.push(address);
    }
    wanted
}

async fn lasting(reader: &mut Reader<'_>, scope: &Scope) -> Result<Candidates, StoreError> {
    let mut candidates = Candidates::default();
    organisations(reader, scope, &mut candidates).await?;
    let sql = "select address from account where scope_id = $1 order by address";
    for row in reader.all(sql, &values![scope.id()]).await? {
        candidates.own_addresses.push(row.text("address")?);
    }
    Ok(candidates)
}

async fn sent(
    reader: &mut Reader<'_>,
    scope: &Scope,
    ids: &[&str],
    candidates: &mut Candidates,
) -> Result<(), StoreError> {
    // An item in doubt counts as well: an answer to it is the best proof that it arrived.
    for sql in [
        "select i.message_id as named, f.contact_id, f.id as follow_up_id from outbox_item i \
         join follow_up f on f.scope_id = i.scope_id and f.id = i.follow_up_id \
         where i.scope_id = $1 and i.message_id in ({list})",
        "select i.replaced_message_id as named, f.contact_id, f.id as follow_up_id from outbox_item i \
         join follow_up f on f.scope_id = i.scope_id and f.id = i.follow_up_id \
         where i.scope_id = $1 and i.replaced_message_id in ({list})",
        "select message_id as named, contact_id, follow_up_id from message \
         where scope_id = $1 and direction = 'out' and contact_id is not null and message_id in ({list})",
    ] {
        let listed = ids.iter().map(|id| Value::from(*id));
        let (sql, values) = dialect::with_list(sql, &values![scope.id()], listed);
        for row in reader.all(sql, &values).await? {
            let found = SentReference {
                message_id: row.text("named")?,
                contact: row.id("contact_id")?,
                follow_up: row.maybe_id("follow_up_id")?,
            };
            if !candidates.sent.contains(&found) {
                candidates.sent.push(found);
            }
        }
    }
    Ok(())
}

async fn addresses(
    reader: &mut Reader<'_>,
    scope: &Scope,
    wanted: &[String],
    candidates: &mut Candidates,
) -> Result<(), StoreError> {
    let (sql, values) = dialect::with_list(
        "select address, contact_id from contact_address where scope_id = $1 and address in ({list}) \
         order by address",
        &values![scope.id()],
        wanted.iter().map(|address| Value::from(address.as_str())),
    );
    for row in reader.all(sql, &values).await? {
        candidates
            .addresses
            .push(KnownAddress { address: row.text("address")?, contact: row.id("contact_id")? });
    }
    Ok(())
}

/// The organisations of open pursuits, each with the domains seen there.
async fn organisations(
    reader: &mut Reader<'_>,
    scope: &Scope,
    candidates: &mut Candidates,
) -> Result<(), StoreError> {
    let sql = "select o.id as opportunity_id, o.title, g.id as organisation_id, g.name, d.domain \
        from opportunity o join organisation g on g.scope_id = o.scope_id and g.id = o.organisation_id \
        left join organisation_domain d on d.scope_id = g.scope_id and d.organisation_id = g.id \
        where o.scope_id = $1 and o.stage in ('open', 'offered') order by o.id, d.domain";
    for row in reader.all(sql, &values![scope.id()]).await? {
        let opportunity: OpportunityId = row.id("opportunity_id")?;
        let domain = row.maybe_text("domain")?;
        match candidates.organisations.last_mut() {
            Some(open) if open.opportunity == opportunity => open.domains.extend(domain),
            _ => candidates.organisations.push(OpenOrganisation {
                organisation: row.id("organisation_id")?,
                opportunity,
                name: row.text("name")?,
                domains: domain.into_iter().collect(),
                role: row.text("title")?,
            }),
        }
    }
    Ok(())
}
