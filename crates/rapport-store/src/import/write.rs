//! A batch of entries written at once: new contacts with all that belongs to them, and the rows that
//! say where it came from.
//!
//! Many rows go with one statement. Addresses, tags and numbers of a new contact are written before
//! the contact where the database lets keys wait: the triggers of the search then see it once.

use rapport_core::contact::Contact;
use rapport_core::ids::{ContactId, ImportId, OrganisationId};
use rapport_core::organisation::Organisation;

use super::ImportRow;
use crate::contact;
use crate::db::{Tx, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;

/// What a batch of entries leads to. Who is new has no row in the database yet; who is changed is
/// written through [`Door::save_contact`].
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Batch {
    /// Organisations that are new.
    pub organisations: Vec<Organisation>,
    /// Mail domains seen at organisations; known ones do no harm.
    pub domains: Vec<(OrganisationId, String)>,
    /// Contacts that are new.
    pub contacts: Vec<Contact>,
    /// Tags to put on contacts, as typed; those that are there stay.
    pub tags: Vec<(ContactId, String)>,
    /// What became of the entries.
    pub rows: Vec<ImportRow>,
}

impl Door<'_> {
    /// Writes a batch.
    ///
    /// # Errors
    /// What the database says; an address of a new contact that is somebody else's is one of these.
    pub async fn write_batch(&mut self, import: ImportId, batch: &Batch) -> Result<(), StoreError> {
        let scope = self.scope;
        let organisations = batch.organisations.iter().map(|organisation| {
            values![
                scope.id(),
                organisation.id,
                organisation.name.as_str(),
                organisation.name.to_lowercase(),
                organisation.country.as_ref().map(rapport_core::place::Country::as_str),
            ]
        });
        let sql = "insert into organisation (scope_id, id, name, name_folded, country) values ";
        many(&mut self.tx, sql, "", organisations.collect()).await?;
        let domains = batch
            .domains
            .iter()
            .map(|(organisation, domain)| values![scope.id(), *organisation, domain.as_str()]);
        let sql = "insert into organisation_domain (scope_id, organisation_id, domain) values ";
        let end = " on conflict (scope_id, organisation_id, domain) do nothing";
        many(&mut self.tx, sql, end, domains.collect()).await?;
        let early = dialect::let_keys_wait(&mut self.tx).await?;
        if !early {
            self.write_contacts(&batch.contacts).await?;
        }
        self.write_around(batch).await?;
        if early {
            self.write_contacts(&batch.contacts).await?;
        }
        let rows = batch.rows.iter().map(|row| {
            values![
                scope.id(),
                import,
                row.number,
                row.line,
                row.outcome.word(),
                row.contact,
                row.name.as_str(),
                row.digest.map(|digest| digest.to_vec()),
                row.uid.as_deref(),
                row.card.as_str(),
                row.doubts.as_str(),
                row.is_doubtful,
                row.undo.as_deref(),
            ]
        });
        let sql = "insert into import_row (scope_id, import_id, number, line, outcome, contact_id, \
                   name, digest, uid, card, doubts, doubtful, undo) values ";
        many(&mut self.tx, sql, "", rows.collect()).await
    }

    async fn write_contacts(&mut self, contacts: &[Contact]) -> Result<(), StoreError> {
        let scope = self.scope;
        let rows = contacts.iter().map(|contact| contact::row_values(&scope, contact));
        many(&mut self.tx, contact::INSERT, "", rows.collect()).await
    }

    /// Addresses, numbers and tags.
    async fn write_around(&mut self, batch: &Batch) -> Result<(), StoreError> {
        let scope = self.scope;
        let addresses = batch.contacts.iter().flat_map(|contact| {
            (0_u32..).zip(&contact.addresses).map(move |(position, address)| {
                values![scope.id(), address.to_lowercase(), contact.id, position]
            })
        });
        let sql = "insert into contact_address (scope_id, address, contact_id, position) values ";
        many(&mut self.tx, sql, "", addresses.collect()).await?;
        let phones = batch.contacts.iter().flat_map(|contact| {
            let tails = contact.phones.iter().filter_map(|phone| contact::phone_tail(phone));
            tails.map(move |tail| values![scope.id(), tail, contact.id])
        });
        let sql = "insert into contact_phone (scope_id, tail, contact_id) values ";
        many(&mut self.tx, sql, " on conflict do nothing", phones.collect()).await?;
        let tags = batch
            .tags
            .iter()
            .map(|(contact, tag)| values![scope.id(), *contact, tag.to_lowercase(), tag.as_str()]);
        let sql = "insert into contact_tag (scope_id, contact_id, tag_folded, tag) values ";
        let end = " on conflict (scope_id, contact_id, tag_folded) do nothing";
        many(&mut self.tx, sql, end, tags.collect()).await
    }
}

/// How many values go with one statement. On PostgreSQL reading a place takes the longer the more there
/// are, so that few large statements are slower than more of middle size.
const VALUES_AT_ONCE: usize = 400;

/// Inserts rows, many with one statement.
async fn many<const N: usize>(
    tx: &mut Tx,
    sql: &'static str,
    end: &'static str,
    rows: Vec<[Value; N]>,
) -> Result<(), StoreError> {
    let at_once = (VALUES_AT_ONCE / N).max(1);
    let mut held: Vec<Value> = Vec::with_capacity(at_once * N);
    for row in rows {
        held.extend(row);
        if held.len() == at_once * N {
            let statement = dialect::with_rows(tx, sql, end, N, at_once);
            tx.execute(statement, &held).await?;
            held.clear();
        }
    }
    if held.is_empty() {
        return Ok(());
    }
    let statement = dialect::with_rows(tx, sql, end, N, held.len() / N);
    tx.execute(statement, &held).await.map(drop)
}
