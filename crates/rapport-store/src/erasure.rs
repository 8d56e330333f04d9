//! One person erased: every row that is about them goes, and of a suppression only the keyed hash
//! of the address stays, so that nobody writes to them again by mistake.
//!
//! The journal keeps that something happened and when, without name and words. Backups are files of
//! their own and are not reached from here.

use rapport_core::contact::Contact;
use sqlx::AssertSqlSafe;

use crate::archive::tables_of;
use crate::db::{Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;

/// What is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Erased {
    /// Rows about them.
    pub rows: u64,
    /// Addresses that are known by their hash from now on.
    pub hashes: u64,
}

/// Rows that belong to the rows of a person and do not name the person themselves.
const BELONGINGS: [&str; 12] = [
    // Old mail that is being read is begun anew, without them.
    "delete from account_history where scope_id = $1 and $2 = $2",
    // A domain may name its owner; for somebody else it is asked for again.
    "delete from mail_domain where scope_id = $1 and exists (select 1 from contact_address a \
        where a.scope_id = $1 and a.contact_id = $2 and a.address like '%@' || mail_domain.domain)",
    "delete from attachment where scope_id = $1 and draft_id in (select d.id from draft d \
        join follow_up f on f.scope_id = d.scope_id and f.id = d.follow_up_id \
        where d.scope_id = $1 and f.contact_id = $2)",
    "delete from outbox_item where scope_id = $1 and follow_up_id in \
        (select id from follow_up where scope_id = $1 and contact_id = $2)",
    "delete from dismissed where scope_id = $1 and draft_id in (select d.id from draft d \
        join follow_up f on f.scope_id = d.scope_id and f.id = d.follow_up_id \
        where d.scope_id = $1 and f.contact_id = $2)",
    "delete from draft where scope_id = $1 and follow_up_id in \
        (select id from follow_up where scope_id = $1 and contact_id = $2)",
    "delete from sender_habit where scope_id = $1 and (address in \
        (select address from contact_address where scope_id = $1 and contact_id = $2) \
        or message_id in (select id from message where scope_id = $1 and contact_id = $2))",
    "delete from inbound where scope_id = $1 and id in \
        (select inbound_id from message where scope_id = $1 and contact_id = $2) \
        and not exists (select 1 from message other where other.scope_id = $1 \
        and other.inbound_id = inbound.id and other.contact_id is not null \
        and other.contact_id <> $2)",
    "delete from contact_merge where scope_id = $1 and (kept_id = $2 or gone_id = $2)",
    "delete from contact_different where scope_id = $1 and (one_id = $2 or other_id = $2)",
    "delete from touchpoint_fact where scope_id = $1 and touchpoint_id in \
        (select id from touchpoint where scope_id = $1 and contact_id = $2)",
    "delete from touchpoint_event where scope_id = $1 and touchpoint_id in \
        (select id from touchpoint where scope_id = $1 and contact_id = $2)",
];

impl Door<'_> {
    /// Whether something of a person's is between the point of no return and the server's answer,
    /// when its row must stay.
    ///
    /// # Errors
    /// What the database says.
    pub async fn is_going_out(&mut self, contact: &Contact) -> Result<bool, StoreError> {
        let sql = "select 1 as there from outbox_item o join follow_up f \
            on f.scope_id = o.scope_id and f.id = o.follow_up_id \
            where o.scope_id = $1 and f.contact_id = $2 and o.state = 'committed' limit 1";
        Ok(self.tx.maybe(sql, &values![self.scope.id(), contact.id]).await?.is_some())
    }

    /// Erases a person. Suppress them first: their suppressions are what stays, by hash.
    ///
    /// # Errors
    /// What the database says.
    pub async fn erase_contact(&mut self, contact: &Contact) -> Result<Erased, StoreError> {
        if !self.tx.is_postgres() {
            // What was written there is overwritten, not only given free.
            self.tx.maybe("pragma secure_delete = on", &[]).await?;
        }
        let mut erased = Erased::default();
        let named = values![self.scope.id(), contact.id];
        self.silence_journal(contact).await?;
        erased.hashes = self.keep_hashes(contact).await?;
        let anywhere = dialect::like_anywhere(&contact.id.to_string());
        let sql = "delete from capture_done where scope_id = $1 and answer like $2 escape '\\'";
        erased.rows += self.tx.execute(sql, &values![self.scope.id(), anywhere]).await?;
        for sql in BELONGINGS {
            erased.rows += self.tx.execute(sql, &named).await?;
        }
        // Whatever table names a person, also one that was added later, those that refer to others
        // before those.
        for table in tables_of(&mut self.tx).await?.iter().rev() {
            let kept = matches!(table.name(), "journal" | "suppression");
            if !kept && table.place_of("contact_id").is_some() {
                let name = table.name();
                let sql = format!("delete from {name} where scope_id = $1 and contact_id = $2");
                erased.rows += self.tx.execute(AssertSqlSafe(sql), &named).await?;
            }
        }
        let sql = "delete from contact where scope_id = $1 and id = $2";
        erased.rows += self.tx.execute(sql, &named).await?;
        Ok(erased)
    }

    /// The journal says that something happened, no longer with whom or what; a name that stands
    /// in what happened to others goes, too.
    async fn silence_journal(&mut self, contact: &Contact) -> Result<(), StoreError> {
        let sql = "update journal set reason = 'erased', contact_id = null \
            where scope_id = $1 and (contact_id = $2 or follow_up_id in \
            (select id from follow_up where scope_id = $1 and contact_id = $2))";
        self.tx.execute(sql, &values![self.scope.id(), contact.id]).await?;
        let words = std::iter::once(contact.name.as_str());
        for word in words.chain(contact.addresses.iter().map(String::as_str)) {
            let sql =
                "select id, reason from journal where scope_id = $1 and reason like $2 escape '\\'";
            let anywhere = dialect::like_anywhere(word);
            for row in self.tx.all(sql, &values![self.scope.id(), anywhere]).await? {
                let reason = without(&row.text("reason")?, word);
                let sql = "update journal set reason = $3 where scope_id = $1 and id = $2";
                self.tx.execute(sql, &values![self.scope.id(), row.bytes("id")?, reason]).await?;
            }
        }
        Ok(())
    }

    async fn keep_hashes(&mut self, contact: &Contact) -> Result<u64, StoreError> {
        let mut hashes: Vec<Value> = Vec::new();
        for address in &contact.addresses {
            hashes.push(Value::from((self.store.means.address_hash)(&address.to_lowercase())));
        }
        // A suppression without address was of the person alone; nobody is left to hold it for.
        let sql =
            "delete from suppression where scope_id = $1 and contact_id = $2 and address = ''";
        self.tx.execute(sql, &values![self.scope.id(), contact.id]).await?;
        let (sql, values) = dialect::with_list(
            "update suppression set address = '', contact_id = null, proof = 'erased' \
             where scope_id = $1 and (contact_id = $2 or address_hash in ({list}))",
            &values![self.scope.id(), contact.id],
            hashes,
        );
        self.tx.execute(sql, &values).await
    }

    /// Lifts the user's own word about an address of which only the hash was kept; the answer is
    /// how many were lifted. A person's own wish stays.
    ///
    /// # Errors
    /// What the database says.
    pub async fn lift_erased(&mut self, address: &str) -> Result<u64, StoreError> {
        let hash = (self.store.means.address_hash)(&address.to_lowercase());
        let sql = "delete from suppression where scope_id = $1 and address_hash = $2 \
            and contact_id is null and reason in ('user', 'unreachable')";
        self.tx.execute(sql, &values![self.scope.id(), hash]).await
    }
}

/// A sentence without a name, where it stands as a word of its own: "Al" is in "also", too.
fn without(sentence: &str, name: &str) -> String {
    let mut rest = sentence;
    let mut clean = String::with_capacity(sentence.len());
    while let Some(at) = rest.find(name).filter(|_| !name.is_empty()) {
        let (before, from) = rest.split_at(at);
        let after = &from[name.len()..];
        let inside = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let is_word = !inside(before.chars().next_back().or(clean.chars().next_back()))
            && !inside(after.chars().next());
        clean.push_str(before);
        clean.push_str(if is_word { "somebody" } else { name });
        rest = after;
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn a_name_goes_as_a_word_and_stays_as_a_part_of_one() {
        assert_eq!(without("Al answered; also Al", "Al"), "somebody answered; also somebody");
        assert_eq!(without("AlAl", "Al"), "AlAl");
        assert_eq!(without("Nothing", ""), "Nothing");
    }
}
