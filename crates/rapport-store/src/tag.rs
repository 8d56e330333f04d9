//! Tags on contacts: a word of the user's own, or the event somebody was met at.
//!
//! A tag is the same whatever its capitals; it is shown as it was typed first.

use std::collections::BTreeMap;

use rapport_core::ids::ContactId;

use crate::db::{Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

impl Store {
    /// Every tag with the number of its contacts, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tags(&self, scope: &Scope) -> Result<Vec<(String, u32)>, StoreError> {
        let sql = "select min(tag) as tag, count(*) as n from contact_tag where scope_id = $1 \
                   group by tag_folded order by tag_folded";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(|row| Ok((row.text("tag")?, row.number("n")?))).collect()
    }

    /// The tags of some contacts, each by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tags_of(
        &self,
        scope: &Scope,
        contacts: &[ContactId],
    ) -> Result<BTreeMap<ContactId, Vec<String>>, StoreError> {
        // A list of thousands is asked for as a whole; a statement binds only so many values.
        let few = contacts.len() <= 500;
        let (sql, values) = dialect::with_list(
            if few {
                "select contact_id, tag from contact_tag where scope_id = $1 and contact_id in ({list}) \
                 order by tag_folded"
            } else {
                "select contact_id, tag from contact_tag where scope_id = $1 order by tag_folded"
            },
            &values![scope.id()],
            contacts.iter().take(if few { usize::MAX } else { 0 }).map(|id| Value::from(*id)),
        );
        let mut tags: BTreeMap<ContactId, Vec<String>> = BTreeMap::new();
        for row in self.db.reader(scope).all(sql, &values).await? {
            tags.entry(row.id("contact_id")?).or_default().push(row.text("tag")?);
        }
        Ok(tags)
    }
}

impl Door<'_> {
    /// Puts a tag on a contact; one that is there stays as it was typed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tag(&mut self, contact: ContactId, tag: &str) -> Result<(), StoreError> {
        let sql = "insert into contact_tag (scope_id, contact_id, tag_folded, tag) values ($1, $2, $3, $4) \
                   on conflict (scope_id, contact_id, tag_folded) do nothing";
        let values = values![self.scope.id(), contact, tag.to_lowercase(), tag];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Takes a tag off a contact; true if it was there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn untag(&mut self, contact: ContactId, tag: &str) -> Result<bool, StoreError> {
        let sql =
            "delete from contact_tag where scope_id = $1 and contact_id = $2 and tag_folded = $3";
        let values = values![self.scope.id(), contact, tag.to_lowercase()];
        Ok(self.tx.execute(sql, &values).await? > 0)
    }
}
