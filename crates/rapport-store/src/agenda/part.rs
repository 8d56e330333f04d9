//! Parts of the agenda: the rows of each group that are shown first, and how many there are in all.
//!
//! A day's work is fifty rows, whatever the size of the address book. Each part is found by an index in
//! the order in which it is shown, so that the rows behind the fiftieth are counted and not read.

use jiff::Timestamp;
use rapport_core::follow_up::Hold;
use rapport_core::ids::{ContactId, MessageId};
use rapport_core::playbook::PlaybookKey;
use sqlx::SqlSafeStr;

use super::{AgendaRow, agenda_row_of};
use crate::db::{Reader, values};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// The rows shown first, and the number of all.
#[derive(Clone, PartialEq, Debug)]
pub struct Part<T> {
    /// At most as many as were asked for, in order.
    pub rows: Vec<T>,
    /// All there are.
    pub total: usize,
}

/// Somebody who waits for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Who.
    pub contact: ContactId,
    /// The person's name.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// The text of what they wrote.
    pub words: Option<String>,
}

/// An open offer with the person's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// For whom.
    pub contact: ContactId,
    /// The person's name.
    pub name: String,
    /// The playbook.
    pub playbook: PlaybookKey,
    /// Since when.
    pub at: Timestamp,
    /// The meeting that it follows: when it was.
    pub met: Option<Timestamp>,
}

/// A message that may belong to somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggested {
    /// Which one.
    pub message: MessageId,
    /// Its subject.
    pub subject: String,
    /// Why it was seen.
    pub why: String,
    /// The pursuit it may be about.
    pub title: Option<String>,
    /// Who wrote it, if that is known: then only what it says of the pursuit is asked.
    pub from: Option<(ContactId, String)>,
    /// When it came.
    pub at: Timestamp,
}

/// The columns of a row, in the words of the agenda.
const COLUMNS: &str = "f.*, c.name as of_name, g.name as of_organisation, o.title as of_opportunity, \
    t.kind as met_kind, t.at as met_at, d.channel as of_channel, d.findings as of_findings, \
    i.state as of_item, i.last_why as of_why, i.next_attempt_at as of_attempt, i.closes as of_closes";

/// What a row is joined with, once the rows are chosen. `cross join` keeps SQLite from beginning with all
/// follow-ups and looking for each among the chosen ones.
const AROUND: &str = "cross join follow_up f \
    join contact c on c.scope_id = f.scope_id and c.id = f.contact_id \
    left join organisation g on g.scope_id = f.scope_id and g.id = f.organisation_id \
    left join opportunity o on o.scope_id = f.scope_id and o.id = f.opportunity_id \
    left join touchpoint t on t.scope_id = f.scope_id and t.id = f.anchor_touchpoint_id \
    left join draft d on d.scope_id = f.scope_id and d.id = f.draft_id \
    left join outbox_item i on i.scope_id = f.scope_id and i.id = f.item_id \
    where f.scope_id = $1 and f.id = p.id";

/// Holds that put a question on Today, those in doubt and those that are late first. The others resolve
/// themselves, or the answer that caused them is a row of its own.
const ASKING: [(&str, u8); 12] = [
    ("uncertain", 0),
    ("too-late", 0),
    ("declined", 1),
    ("unreachable", 1),
    ("meeting-arranged", 1),
    ("undeliverable", 1),
    ("unclear", 1),
    ("wrote-by-hand", 1),
    ("meeting-off", 1),
    ("no-address", 1),
    ("no-basis", 1),
    ("ruled-out", 1),
];

impl Store {
    /// Drafts in review, those whose window ends first on top; sent ones or those done by hand.
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda_in_review(
        &self,
        scope: &Scope,
        by_hand: bool,
        limit: u32,
    ) -> Result<Part<AgendaRow>, StoreError> {
        let chosen = in_review(if by_hand { "<>" } else { "=" });
        let first = first_by_wake(&chosen, limit);
        self.part(scope, first, format!("select count(*) as n {chosen}"), limit).await
    }

    /// Holds that only the user can lift: those in doubt and those that are late first, then the oldest.
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda_held(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Part<AgendaRow>, StoreError> {
        // Each kind is in the order of its index; together they are few.
        let each: Vec<String> = ASKING
            .iter()
            .map(|(hold, urgency)| {
                format!(
                    "select * from (select f.id, {urgency} as urgency, f.hold_since as time \
                     from follow_up f where f.scope_id = $1 and f.state = 'held' and f.hold = '{hold}' \
                     order by f.hold_since limit {limit}) as of_{}",
                    hold.replace('-', "_")
                )
            })
            .collect();
        let first = format!(
            "select id, urgency, time from ({}) as asking order by urgency, time, id limit {limit}",
            each.join(" union all ")
        );
        let holds: Vec<String> = ASKING.iter().map(|(hold, _)| format!("'{hold}'")).collect();
        let count = format!(
            "select count(*) as n from follow_up f where f.scope_id = $1 and f.state = 'held' \
             and f.hold in ({})",
            holds.join(", ")
        );
        self.part(scope, first, count, limit).await
    }

    /// Holds of one kind, the oldest on top; the particulars of `hold` do not matter.
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda_in_hold(
        &self,
        scope: &Scope,
        hold: &Hold,
        limit: u32,
    ) -> Result<Part<AgendaRow>, StoreError> {
        // The word is one of the core's: letters and hyphens.
        let chosen = format!(
            "from follow_up f where f.scope_id = $1 and f.state = 'held' and f.hold = '{}'",
            hold.word()
        );
        let first = format!(
            "select f.id, 0 as urgency, f.hold_since as time {chosen} order by f.hold_since, f.id limit {limit}"
        );
        self.part(scope, first, format!("select count(*) as n {chosen}"), limit).await
    }

    /// Notes in the outbox whose best-by time ends before an instant, the first on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda_closing(
        &self,
        scope: &Scope,
        before: Timestamp,
        limit: u32,
    ) -> Result<Part<AgendaRow>, StoreError> {
        let chosen = format!(
            "from outbox_item x join follow_up f on f.scope_id = x.scope_id and f.id = x.follow_up_id \
             and f.item_id = x.id where x.scope_id = $1 and x.state in ('queued', 'sending', 'deferred') \
             and f.state = 'queued' and x.closes < {}",
            before.as_microsecond()
        );
        let first = format!(
            "select f.id, 0 as urgency, x.closes as time {chosen} order by x.closes, f.id limit {limit}"
        );
        self.part(scope, first, format!("select count(*) as n {chosen}"), limit).await
    }

    /// The rows that are shown, then the number of all. The statements are made of constants and numbers.
    async fn part(
        &self,
        scope: &Scope,
        first: String,
        count: String,
        limit: u32,
    ) -> Result<Part<AgendaRow>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let sql = sqlx::AssertSqlSafe(shown(&first));
        let rows = reader.all(sql, &values![scope.id()]).await?;
        let rows = rows.iter().map(agenda_row_of).collect::<Result<Vec<_>, _>>()?;
        let total = total(reader, scope, rows.len(), limit, sqlx::AssertSqlSafe(count)).await?;
        Ok(Part { rows, total })
    }

    /// Those who wait for the user, the longest-waiting on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda_turns(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Part<Waiting>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let sql = "select t.contact_id, t.since, c.name, m.text from \
            (select contact_id, since, message_id from turn where scope_id = $1 and turn = 'mine' \
              and since is not null order by since, contact_id limit $2) t \
            join contact c on c.scope_id = $1 and c.id = t.contact_id \
            left join message m on m.scope_id = $1 and m.id = t.message_id order by t.since, c.name";
        let mut rows = Vec::new();
        for row in reader.all(sql, &values![scope.id(), limit]).await? {
            rows.push(Waiting {
                contact: row.id("contact_id")?,
                name: row.text("name")?,
                since: row.at("since")?,
                words: row.maybe_text("text")?,
            });
        }
        let sql = "select count(*) as n from turn where scope_id = $1 and turn = 'mine' and since is not null";
        let total = total(reader, scope, rows.len(), limit, sql).await?;
        Ok(Part { rows, total })
    }

    /// Open offers, the oldest on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda_offers(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Part<Offered>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let sql = "select p.contact_id, p.playbook, p.at, c.name, t.at as met from proposal p \
            join contact c on c.scope_id = p.scope_id and c.id = p.contact_id \
            left join touchpoint t on t.scope_id = p.scope_id and t.id = p.touchpoint_id \
            where p.scope_id = $1 and p.answer is null order by p.at, p.id limit $2";
        let mut rows = Vec::new();
        for row in reader.all(sql, &values![scope.id(), limit]).await? {
            rows.push(Offered {
                contact: row.id("contact_id")?,
                name: row.text("name")?,
                playbook: row.word("playbook", PlaybookKey::parse)?,
                at: row.at("at")?,
                met: row.maybe_at("met")?,
            });
        }
        let sql = "select count(*) as n from proposal where scope_id = $1 and answer is null";
        let total = total(reader, scope, rows.len(), limit, sql).await?;
        Ok(Part { rows, total })
    }

    /// Messages that may belong to somebody, the oldest on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda_suggestions(
        &self,
        scope: &Scope,
        limit: u32,
    ) -> Result<Part<Suggested>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let mut rows = Vec::new();
        for row in reader.all(SUGGESTIONS, &values![scope.id(), limit]).await? {
            rows.push(Suggested {
                message: row.id("id")?,
                subject: row.text("subject")?,
                why: row.maybe_text("suggestion")?.unwrap_or_default(),
                title: row.maybe_text("title")?,
                from: row.maybe_id("contact_id")?.zip(row.maybe_text("name")?),
                at: row.at("at")?,
            });
        }
        let total = total(reader, scope, rows.len(), limit, SUGGESTED).await?;
        Ok(Part { rows, total })
    }
}

/// The statement that reads the rows which `first` chooses, in their order.
fn shown(first: &str) -> String {
    format!(
        "with p as materialized ({first}) select {COLUMNS} from p {AROUND} \
         order by p.urgency, p.time, p.id"
    )
}

/// Notes in review; those sent by mail with `=`, those done by hand with `<>`.
fn in_review(is: &str) -> String {
    format!(
        "from follow_up f join draft d on d.scope_id = f.scope_id and d.id = f.draft_id \
         where f.scope_id = $1 and f.state = 'in-review' and d.channel {is} 'mail'"
    )
}

/// The first of those that were chosen, by when their window ends.
fn first_by_wake(chosen: &str, limit: u32) -> String {
    format!(
        "select f.id, 0 as urgency, f.wake_at as time {chosen} order by f.wake_at, f.id limit {limit}"
    )
}

/// Mail that may be somebody's: the first of it, and how much there is.
const SUGGESTIONS: &str = "select m.id, m.subject, m.suggestion, m.at, m.contact_id, o.title, c.name from message m \
    left join contact c on c.scope_id = m.scope_id and c.id = m.contact_id \
    left join opportunity o on o.scope_id = m.scope_id and o.id = m.suggested_opportunity_id \
    where m.scope_id = $1 and m.suggestion is not null order by m.at, m.id limit $2";
const SUGGESTED: &str =
    "select count(*) as n from message where scope_id = $1 and suggestion is not null";

/// How many there are in all: as many as were read, unless the limit cut them off.
async fn total(
    reader: &mut Reader<'_>,
    scope: &Scope,
    read: usize,
    limit: u32,
    count: impl SqlSafeStr,
) -> Result<usize, StoreError> {
    if read < limit as usize {
        return Ok(read);
    }
    reader.one(count, &values![scope.id()]).await?.number("n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::tests::plan;
    use crate::db::Value;

    /// A scope, and one more than the page shows.
    const VALUES: [Value; 2] = [Value::Bytes(None), Value::Int(Some(51))];

    /// Mail of years is not read to find the one that waits for a word: the planner has two indexes that
    /// begin alike, and the wrong one reads everything.
    #[tokio::test]
    async fn suggestions_are_found_by_their_own_index() {
        for sql in [SUGGESTIONS, SUGGESTED] {
            let plan = plan(sql, &VALUES).await;
            assert!(plan[0].contains("message_suggested"), "{plan:?}");
            assert!(plan.iter().all(|line| line.starts_with("SEARCH")), "not sorted: {plan:?}");
        }
    }

    /// The rows are chosen by an index in their order, and only then is each looked up.
    #[tokio::test]
    async fn rows_are_chosen_before_anything_about_them_is_read() {
        let first = first_by_wake(&in_review("="), 51);
        let chosen = plan(&first, &VALUES).await;
        assert!(chosen[0].contains("follow_up_in_review"), "{chosen:?}");
        assert!(chosen.iter().all(|line| line.starts_with("SEARCH")), "not sorted: {chosen:?}");
        let plan = plan(&shown(&first), &VALUES).await;
        let scans: Vec<&String> = plan.iter().filter(|line| line.starts_with("SCAN")).collect();
        assert_eq!(scans, ["SCAN p"], "{plan:?}");
        assert!(plan.iter().all(|line| !line.contains("AUTOMATIC")), "{plan:?}");
    }
}
