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

/// A statement about the contacts with the tag `$2`, or all where it is empty, and with none of a
/// list of others.
macro_rules! without_tags {
    ($what:literal, $behind:literal) => {
        concat!(
            "select ",
            $what,
            " from contact c where c.scope_id = $1 and ($2 = '' or c.id in (select t.contact_id \
             from contact_tag t where t.scope_id = $1 and t.tag_folded = $2)) \
             and c.id not in (select t.contact_id from contact_tag t where t.scope_id = $1 \
             and t.tag_folded in ({list})) ",
            $behind
        )
    };
}

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
                 order by contact_id, tag_folded"
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

    /// Those who carry none of these tags, by name and at most so many, and how many there are in
    /// all: the people with one tag, or everybody.
    ///
    /// # Errors
    /// What the database says.
    pub async fn without_tags(
        &self,
        scope: &Scope,
        of: Option<&str>,
        none_of: &[&str],
        at_most: u32,
    ) -> Result<(Vec<ContactId>, u64), StoreError> {
        let of = of.map(str::to_lowercase).unwrap_or_default();
        let folded = || none_of.iter().map(|tag| Value::from(tag.to_lowercase().as_str()));
        let reader = &mut self.db.reader(scope);
        let sql = without_tags!("count(*) as n", "");
        let (sql, values) = dialect::with_list(sql, &values![scope.id(), of.as_str()], folded());
        let in_all: u64 = reader.one(sql, &values).await?.number("n")?;
        let sql = without_tags!("c.id", "order by c.name_folded, c.id limit $3");
        let bound = values![scope.id(), of.as_str(), at_most];
        let (sql, values) = dialect::with_list(sql, &bound, folded());
        let rows = reader.all(sql, &values).await?;
        let ids = rows.iter().map(|row| row.id("id")).collect::<Result<_, _>>()?;
        Ok((ids, in_all))
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
