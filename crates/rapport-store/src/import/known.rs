//! Who an entry may be: everybody who shares something with a batch of entries, asked for at once.

use std::collections::{BTreeMap, BTreeSet};

use rapport_core::contact::Contact;
use rapport_core::ids::{ContactId, OrganisationId};

use super::EntryDigest;
use crate::contact::with_addresses;
use crate::db::{Reader, Row, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// How many values one statement asks for.
const AT_ONCE: usize = 200;
/// More people of one name are not looked at one by one.
const MOST_OF_A_NAME: usize = 2_000;

/// What a batch of entries is recognised by. Doubles do no harm.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Keys {
    /// Of whole entries.
    pub digests: Vec<EntryDigest>,
    /// Identifiers in the source.
    pub uids: Vec<String>,
    /// Lower-case mail addresses.
    pub addresses: Vec<String>,
    /// Of numbers, as [`crate::contact::phone_tail`] makes them.
    pub tails: Vec<String>,
    /// Lower-case names.
    pub names: Vec<String>,
    /// Lower-case names of organisations.
    pub organisations: Vec<String>,
}

/// Everybody who shares something with a batch.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Known {
    /// By the content of an entry.
    pub by_digest: BTreeMap<EntryDigest, ContactId>,
    /// By the identifier in a source, the newest entry that had it.
    pub by_uid: BTreeMap<String, ContactId>,
    /// By mail address.
    pub by_address: BTreeMap<String, ContactId>,
    /// By the last digits of a number.
    pub by_tail: BTreeMap<String, Vec<ContactId>>,
    /// By lower-case name.
    pub by_name: BTreeMap<String, Vec<ContactId>>,
    /// By lower-case name.
    pub organisations: BTreeMap<String, OrganisationId>,
    /// Everybody named above.
    pub contacts: BTreeMap<ContactId, Contact>,
    /// The lower-case names of their organisations.
    pub organisation_names: BTreeMap<OrganisationId, String>,
    /// Addresses of the batch that get nothing, for ever or for now.
    pub suppressed: BTreeSet<String>,
}

impl Store {
    /// Everybody who shares something with a batch, as it was committed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn known(&self, scope: &Scope, keys: &Keys) -> Result<Known, StoreError> {
        find(self, &mut self.db.reader(scope), scope, keys).await
    }
}

impl Door<'_> {
    /// Everybody who shares something with a batch, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn known(&mut self, keys: &Keys) -> Result<Known, StoreError> {
        let scope = self.scope;
        find(self.store, &mut self.tx.reader(), &scope, keys).await
    }
}

async fn find(
    store: &Store,
    reader: &mut Reader<'_>,
    scope: &Scope,
    keys: &Keys,
) -> Result<Known, StoreError> {
    let mut known = Known::default();
    let digests = keys.digests.iter().map(|digest| Value::from(digest.as_slice()));
    let sql = "select r.digest, r.contact_id from import_row r join contact c \
               on c.scope_id = r.scope_id and c.id = r.contact_id \
               where r.scope_id = $1 and r.digest in ({list})";
    for row in listed(reader, scope, sql, digests).await? {
        if let Ok(digest) = row.bytes("digest")?.try_into() {
            known.by_digest.insert(digest, row.id("contact_id")?);
        }
    }
    let sql = "select r.uid, r.contact_id from import_row r join contact c \
               on c.scope_id = r.scope_id and c.id = r.contact_id \
               where r.scope_id = $1 and r.uid in ({list}) order by r.import_id";
    for row in listed(reader, scope, sql, texts(&keys.uids)).await? {
        known.by_uid.insert(row.text("uid")?, row.id("contact_id")?);
    }
    let sql = "select address, contact_id from contact_address where scope_id = $1 \
               and address in ({list})";
    for row in listed(reader, scope, sql, texts(&keys.addresses)).await? {
        known.by_address.insert(row.text("address")?, row.id("contact_id")?);
    }
    let sql = "select tail, contact_id from contact_phone where scope_id = $1 and tail in ({list})";
    for row in listed(reader, scope, sql, texts(&keys.tails)).await? {
        known.by_tail.entry(row.text("tail")?).or_default().push(row.id("contact_id")?);
    }
    let sql = "select name_folded, id from contact where scope_id = $1 and name_folded in ({list}) \
               order by name_folded, id";
    for row in listed(reader, scope, sql, texts(&keys.names)).await? {
        let same = known.by_name.entry(row.text("name_folded")?).or_default();
        if same.len() < MOST_OF_A_NAME {
            same.push(row.id("id")?);
        }
    }
    let sql = "select name_folded, id from organisation where scope_id = $1 \
               and name_folded in ({list}) order by id desc";
    for row in listed(reader, scope, sql, texts(&keys.organisations)).await? {
        known.organisations.insert(row.text("name_folded")?, row.id("id")?);
    }
    let hashes: BTreeMap<Vec<u8>, &String> = keys
        .addresses
        .iter()
        .map(|address| ((store.means.address_hash)(address).to_vec(), address))
        .collect();
    let sql =
        "select address_hash from suppression where scope_id = $1 and address_hash in ({list})";
    let listed_hashes = hashes.keys().map(|hash| Value::from(hash.as_slice()));
    for row in listed(reader, scope, sql, listed_hashes).await? {
        if let Some(address) = hashes.get(&row.bytes("address_hash")?) {
            known.suppressed.insert((*address).clone());
        }
    }
    people(reader, scope, &mut known).await?;
    Ok(known)
}

/// Loads everybody who was found, and where they work.
async fn people(
    reader: &mut Reader<'_>,
    scope: &Scope,
    known: &mut Known,
) -> Result<(), StoreError> {
    let single = known.by_digest.values().chain(known.by_uid.values());
    let mut ids: Vec<ContactId> = single
        .chain(known.by_address.values())
        .chain(known.by_tail.values().flatten())
        .chain(known.by_name.values().flatten())
        .copied()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    for some in ids.chunks(AT_ONCE) {
        let sql = "select * from contact where scope_id = $1 and id in ({list})";
        let rows = listed(reader, scope, sql, some.iter().map(|id| Value::from(*id))).await?;
        for contact in with_addresses(reader, scope, &rows).await? {
            known.contacts.insert(contact.id, contact);
        }
    }
    let mut places: Vec<OrganisationId> =
        known.contacts.values().filter_map(|contact| contact.organisation).collect();
    places.sort_unstable();
    places.dedup();
    let sql = "select id, name_folded from organisation where scope_id = $1 and id in ({list})";
    for row in listed(reader, scope, sql, places.iter().map(|id| Value::from(*id))).await? {
        known.organisation_names.insert(row.id("id")?, row.text("name_folded")?);
    }
    Ok(())
}

fn texts(texts: &[String]) -> impl Iterator<Item = Value> {
    texts.iter().map(|text| Value::from(text.as_str()))
}

/// A question about a list of any length, in pieces.
async fn listed(
    reader: &mut Reader<'_>,
    scope: &Scope,
    sql: &'static str,
    list: impl Iterator<Item = Value>,
) -> Result<Vec<Row>, StoreError> {
    let list: Vec<Value> = list.collect();
    let mut rows = Vec::new();
    for some in list.chunks(AT_ONCE) {
        let (sql, values) = dialect::with_list(sql, &values![scope.id()], some.iter().cloned());
        rows.extend(reader.all(sql, &values).await?);
    }
    Ok(rows)
}
