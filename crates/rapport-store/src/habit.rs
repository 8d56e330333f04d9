//! Does the habit hold: how much was left over at the end of each day, and what was done in a week.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::values;
use crate::door::Worker;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What was done in a span of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Done {
    /// Notes that went out or were done by hand.
    pub notes: u32,
    /// People who were met or spoken to.
    pub met: u32,
    /// Follow-ups that an answer came to.
    pub answers: u32,
    /// Acts of the user.
    pub acts: u32,
}

impl Store {
    /// Remembers how much wants the user on a day; the last word of a day is what counts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_day(
        &self,
        scope: &Scope,
        day: Date,
        left_over: usize,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into day_left (scope_id, day, left_over, done, at) values ($1, $2, $3, 0, $4) \
            on conflict (scope_id, day) do update set left_over = excluded.left_over, at = excluded.at";
        let left_over = i64::try_from(left_over).unwrap_or(i64::MAX);
        tx.execute(sql, &values![scope.id(), day, left_over, at]).await?;
        tx.commit().await
    }

    /// Days with what was left over, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn days(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Vec<(Date, u64, Timestamp)>, StoreError> {
        let sql = "select day, left_over, at from day_left where scope_id = $1 order by day desc limit $2";
        let mut days = Vec::new();
        for row in self.db.reader(scope).all(sql, &values![scope.id(), limit]).await? {
            if let Some(day) = row.maybe_day("day")? {
                days.push((day, row.number("left_over")?, row.at("at")?));
            }
        }
        Ok(days)
    }

    /// When a worker last went round.
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_tick(
        &self,
        scope: &Scope,
        worker: Worker,
    ) -> Result<Option<Timestamp>, StoreError> {
        let sql = "select last_at from worker_tick where scope_id = $1 and worker = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), worker.word()]).await?;
        row.map(|row| row.at("last_at")).transpose()
    }

    /// What was done from one instant until before another, counted by indexes of time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn done_between(
        &self,
        scope: &Scope,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Done, StoreError> {
        let sql = "select \
            (select count(*) from note_sent where scope_id = $1 and at >= $2 and at < $3) as notes, \
            (select count(*) from touchpoint where scope_id = $1 and at >= $2 and at < $3 \
              and direction in ('in', 'both')) as met, \
            (select count(distinct follow_up_id) from journal where scope_id = $1 and at >= $2 and at < $3 \
              and event = 'answered') as answers, \
            (select count(*) from journal where scope_id = $1 and at >= $2 and at < $3 \
              and actor = 'user') as acts";
        let row = self.db.reader(scope).one(sql, &values![scope.id(), from, until]).await?;
        Ok(Done {
            notes: row.number("notes")?,
            met: row.number("met")?,
            answers: row.number("answers")?,
            acts: row.number("acts")?,
        })
    }
}
