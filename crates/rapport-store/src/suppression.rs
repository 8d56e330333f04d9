//! Suppressions: for ever in the scope, by address and by keyed hash of it.

use rapport_core::contact::Contact;
use rapport_core::ids::{ContactId, SuppressionId};
use rapport_core::suppression::{SuppressReason, Suppression};

use crate::db::{Reader, Row, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

impl Store {
    /// All suppressions, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn suppressions(&self, scope: &Scope) -> Result<Vec<Suppression>, StoreError> {
        let sql = "select * from suppression where scope_id = $1 order by at desc, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(suppression_of).collect()
    }

    /// Why a contact gets nothing, if so.
    ///
    /// # Errors
    /// What the database says.
    pub async fn suppressed(
        &self,
        scope: &Scope,
        contact: &Contact,
    ) -> Result<Option<SuppressReason>, StoreError> {
        of_contact(self, &mut self.db.reader(scope), scope, contact).await
    }

    /// Why an address gets nothing, if so, whoever it belongs to.
    ///
    /// # Errors
    /// What the database says.
    pub async fn address_suppressed(
        &self,
        scope: &Scope,
        address: &str,
    ) -> Result<Option<SuppressReason>, StoreError> {
        let sql = "select reason from suppression where scope_id = $1 and address_hash = $2";
        let values = values![scope.id(), (self.means.address_hash)(&address.to_lowercase())];
        let rows = self.db.reader(scope).all(sql, &values).await?;
        let reasons = rows.iter().map(|row| row.word("reason", SuppressReason::parse));
        Ok(strongest(&reasons.collect::<Result<Vec<_>, _>>()?))
    }
}

impl Door<'_> {
    /// Suppresses one address of a contact, or every one. A contact without any address is kept by
    /// identifier, so that one learned later changes nothing. The same is written once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn suppress(
        &mut self,
        contact: &Contact,
        address: Option<&str>,
        reason: SuppressReason,
        proof: &str,
    ) -> Result<(), StoreError> {
        let addresses: Vec<String> = match address {
            Some(address) => vec![address.to_lowercase()],
            None if contact.addresses.is_empty() => vec![String::new()],
            None => contact.addresses.iter().map(|address| address.to_lowercase()).collect(),
        };
        for address in addresses {
            // Without an address the hash is of the contact, so that "once" still holds.
            let named = if address.is_empty() { contact.id.to_string() } else { address.clone() };
            let sql = "insert into suppression (scope_id, id, address, address_hash, contact_id, reason, \
                at, proof) values ($1, $2, $3, $4, $5, $6, $7, $8) \
                on conflict (scope_id, address_hash, reason) do nothing";
            let values = values![
                self.scope.id(),
                self.mint(),
                address,
                (self.store.means.address_hash)(&named),
                contact.id,
                reason.word(),
                self.moment.now,
                proof,
            ];
            self.tx.execute(sql, &values).await?;
        }
        Ok(())
    }

    /// Lifts what a report of an unknown address wrote, where the report was misread. The answer is
    /// how many were lifted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn lift_unreachable(&mut self, contact: ContactId) -> Result<u64, StoreError> {
        let sql = "delete from suppression where scope_id = $1 and contact_id = $2 \
                   and reason = 'unreachable'";
        self.tx.execute(sql, &values![self.scope.id(), contact]).await
    }

    /// Lifts what the user may lift: their own word and dead addresses, never a person's own wish.
    /// The answer is how many were lifted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn lift_suppressions(&mut self, contact: ContactId) -> Result<u64, StoreError> {
        let sql = "delete from suppression where scope_id = $1 and contact_id = $2 \
                   and reason in ('user', 'unreachable')";
        self.tx.execute(sql, &values![self.scope.id(), contact]).await
    }
}

/// Why a contact gets nothing. A person's wish holds for every address they have or had; an address
/// that does not exist only counts while it is the one to write to.
pub(crate) async fn of_contact(
    store: &Store,
    reader: &mut Reader<'_>,
    scope: &Scope,
    contact: &Contact,
) -> Result<Option<SuppressReason>, StoreError> {
    let hashes = hashes(store, contact);
    let (sql, values) = dialect::with_list(
        "select reason, address_hash from suppression where scope_id = $1 \
         and (contact_id = $2 or address_hash in ({list}))",
        &values![scope.id(), contact.id],
        hashes.iter().map(|hash| Value::from(*hash)),
    );
    let rows = reader.all(sql, &values).await?;
    let found = rows
        .iter()
        .map(|row| Ok((row.word("reason", SuppressReason::parse)?, row.bytes("address_hash")?)));
    Ok(strongest_of(&found.collect::<Result<Vec<_>, StoreError>>()?, hashes.first()))
}

/// The keyed hashes of a contact's addresses, the one that is written to first.
pub(crate) fn hashes(store: &Store, contact: &Contact) -> Vec<[u8; 32]> {
    let hash = |address: &String| (store.means.address_hash)(&address.to_lowercase());
    contact.addresses.iter().map(hash).collect()
}

/// What the suppressions of a person and their addresses come to: why, and the hash of which address.
pub(crate) fn strongest_of(
    found: &[(SuppressReason, Vec<u8>)],
    first: Option<&[u8; 32]>,
) -> Option<SuppressReason> {
    let counts = |reason: &SuppressReason, hash: &[u8]| {
        reason.closes_every_channel() || first.is_some_and(|first| hash == first)
    };
    let reasons: Vec<SuppressReason> =
        found.iter().filter(|(it, hash)| counts(it, hash)).map(|(it, _)| *it).collect();
    strongest(&reasons)
}

/// The person's own wish first, the dead address last.
fn strongest(reasons: &[SuppressReason]) -> Option<SuppressReason> {
    let order = [
        SuppressReason::OptOut,
        SuppressReason::Complaint,
        SuppressReason::User,
        SuppressReason::Unreachable,
    ];
    order.into_iter().find(|reason| reasons.contains(reason))
}

fn suppression_of(row: &Row) -> Result<Suppression, StoreError> {
    Ok(Suppression {
        id: row.id::<SuppressionId>("id")?,
        address: row.text("address")?,
        contact: row.maybe_id("contact_id")?,
        reason: row.word("reason", SuppressReason::parse)?,
        at: row.at("at")?,
        proof: row.text("proof")?,
    })
}
