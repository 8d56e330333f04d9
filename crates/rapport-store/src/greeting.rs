//! Holiday notes: which day somebody keeps, what was planned, and what weighs for and against.
//!
//! Who is greeted is the core's answer (`rapport_core::greeting`); here are rows.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rapport_core::ids::{ContactId, FollowUpId};
use rapport_core::playbook::Purpose;

use crate::db::{Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What is known of one person when greetings are planned.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GreetingStanding {
    /// The key of the day they keep, or `none`, as the user entered it.
    pub preference: Option<String>,
    /// Nothing may go to them.
    pub is_stopped: bool,
    /// When something negative last came from them.
    pub negative_at: Option<Timestamp>,
    /// The last note of any kind that went to them.
    pub last_note: Option<Timestamp>,
    /// The last greeting that went to them.
    pub last_greeting: Option<Timestamp>,
    /// The greeting that is planned, and its day.
    pub planned: Option<(FollowUpId, String)>,
}

impl Store {
    /// What is known of everybody who has anything to be known of. `negative` are the classes of
    /// messages that count as negative remarks.
    ///
    /// # Errors
    /// What the database says.
    pub async fn greeting_standings(
        &self,
        scope: &Scope,
        negative: &[&str],
    ) -> Result<BTreeMap<ContactId, GreetingStanding>, StoreError> {
        let mut all: BTreeMap<ContactId, GreetingStanding> = BTreeMap::new();
        let reader = &mut self.db.reader(scope);
        let of_scope = values![scope.id()];
        let sql = "select contact_id, day from greeting_preference where scope_id = $1";
        for row in reader.all(sql, &of_scope).await? {
            all.entry(row.id("contact_id")?).or_default().preference = Some(row.text("day")?);
        }
        let sql = "select distinct contact_id from suppression \
                   where scope_id = $1 and contact_id is not null and reason <> 'unreachable'";
        for row in reader.all(sql, &of_scope).await? {
            all.entry(row.id("contact_id")?).or_default().is_stopped = true;
        }
        let words: Vec<Value> = negative.iter().map(|word| Value::from(*word)).collect();
        let (sql, values) = dialect::with_list(
            "select contact_id, max(at) as at from message where scope_id = $1 \
             and direction = 'in' and contact_id is not null and class in ({list}) \
             group by contact_id",
            &of_scope,
            words,
        );
        for row in reader.all(sql, &values).await? {
            all.entry(row.id("contact_id")?).or_default().negative_at = row.maybe_at("at")?;
        }
        let sql = "select contact_id, max(at) as at from touchpoint \
                   where scope_id = $1 and kind = 'rejection' group by contact_id";
        for row in reader.all(sql, &of_scope).await? {
            let standing = all.entry(row.id("contact_id")?).or_default();
            standing.negative_at = standing.negative_at.max(row.maybe_at("at")?);
        }
        let sql = "select contact_id, max(at) as last, \
                   max(case when purpose = $2 then at end) as greeted \
                   from note_sent where scope_id = $1 group by contact_id";
        let of_greetings = values![scope.id(), Purpose::Greeting.word()];
        for row in reader.all(sql, &of_greetings).await? {
            let standing = all.entry(row.id("contact_id")?).or_default();
            standing.last_note = row.maybe_at("last")?;
            standing.last_greeting = row.maybe_at("greeted")?;
        }
        let sql = "select g.contact_id, g.follow_up_id, g.day from greeting g join follow_up f \
                   on f.scope_id = g.scope_id and f.id = g.follow_up_id \
                   where g.scope_id = $1 and f.state <> 'ended'";
        for row in reader.all(sql, &of_scope).await? {
            all.entry(row.id("contact_id")?).or_default().planned =
                Some((row.id("follow_up_id")?, row.text("day")?));
        }
        Ok(all)
    }

    /// The key of the day that a follow-up greets on; `None` for any other follow-up.
    ///
    /// # Errors
    /// What the database says.
    pub async fn greeting_day(
        &self,
        scope: &Scope,
        follow_up: FollowUpId,
    ) -> Result<Option<String>, StoreError> {
        let sql = "select day from greeting where scope_id = $1 and follow_up_id = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), follow_up]).await?;
        row.map(|row| row.text("day")).transpose()
    }
}

impl Door<'_> {
    /// Keeps which day somebody is greeted on; `None` forgets it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn prefer_greeting(
        &mut self,
        contact: ContactId,
        day: Option<&str>,
    ) -> Result<(), StoreError> {
        let sql = "delete from greeting_preference where scope_id = $1 and contact_id = $2";
        self.tx.execute(sql, &values![self.scope.id(), contact]).await?;
        if let Some(day) = day {
            let sql = "insert into greeting_preference (scope_id, contact_id, day) \
                       values ($1, $2, $3)";
            self.tx.execute(sql, &values![self.scope.id(), contact, day]).await?;
        }
        Ok(())
    }

    /// Keeps which day a follow-up greets on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_greeting(
        &mut self,
        follow_up: FollowUpId,
        contact: ContactId,
        day: &str,
    ) -> Result<(), StoreError> {
        let sql = "insert into greeting (scope_id, follow_up_id, contact_id, day) \
                   values ($1, $2, $3, $4)";
        self.tx.execute(sql, &values![self.scope.id(), follow_up, contact, day]).await?;
        Ok(())
    }
}
