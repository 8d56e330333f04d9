//! What the agenda is made of, each kind with one indexed query.
//!
//! The core ranks and words the rows; here they are only gathered.

mod part;

use jiff::Timestamp;
use rapport_core::follow_up::FollowUp;
use rapport_core::outbox::ItemState;
use rapport_core::touchpoint::{Channel, TouchpointKind};

use crate::db::{Row, values};
use crate::error::StoreError;
use crate::follow_up::row::follow_up_of;
use crate::journal::{JournalEntry, entry_of};
use crate::open::Store;
use crate::scope::Scope;

pub use part::{Offered, Part, Suggested, Waiting};

/// A live follow-up that may want the user, with what a row needs to say who and why now.
#[derive(Clone, PartialEq, Debug)]
pub struct AgendaRow {
    /// The follow-up.
    pub follow_up: FollowUp,
    /// The person's name.
    pub name: String,
    /// Where they work.
    pub organisation: Option<String>,
    /// What is pursued.
    pub opportunity: Option<String>,
    /// What kind of meeting it counts from, and when that was.
    pub met: Option<(TouchpointKind, Timestamp)>,
    /// The draft of the current step.
    pub draft: Option<AgendaDraft>,
    /// The outbox item: where it stands, why it waits, when it is tried next.
    pub item: Option<(ItemState, Option<String>, Timestamp)>,
    /// When the item's best-by time ends.
    pub closes: Option<Timestamp>,
}

/// What a row shows of a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgendaDraft {
    /// By what means it goes.
    pub channel: Channel,
    /// Its findings, as the application wrote them down.
    pub findings: String,
}

impl Store {
    /// Follow-ups in review, approved, in the outbox or held. Those that only wait for their day are
    /// left out; see [`Store::upcoming`].
    ///
    /// # Errors
    /// What the database says.
    pub async fn agenda(&self, scope: &Scope) -> Result<Vec<AgendaRow>, StoreError> {
        let rows = self.db.reader(scope).all(AGENDA, &values![scope.id()]).await?;
        rows.iter().map(agenda_row_of).collect()
    }

    /// What happened without the user since an instant, newest first, with the person's name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn news(
        &self,
        scope: &Scope,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<(JournalEntry, Option<String>)>, StoreError> {
        let sql = "select j.*, c.name from journal j \
            left join contact c on c.scope_id = j.scope_id and c.id = j.contact_id \
            where j.scope_id = $1 and j.is_news = 1 and j.at > $2 order by j.at desc, j.id desc limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), since, limit]).await?;
        rows.iter().map(|row| Ok((entry_of(row)?, row.maybe_text("name")?))).collect()
    }
}

const AGENDA: &str = "select f.*, c.name as of_name, g.name as of_organisation, o.title as of_opportunity, \
    t.kind as met_kind, t.at as met_at, \
    d.channel as of_channel, d.findings as of_findings, i.state as of_item, i.last_why as of_why, \
    i.next_attempt_at as of_attempt, i.closes as of_closes \
    from follow_up f \
    join contact c on c.scope_id = f.scope_id and c.id = f.contact_id \
    left join organisation g on g.scope_id = f.scope_id and g.id = f.organisation_id \
    left join opportunity o on o.scope_id = f.scope_id and o.id = f.opportunity_id \
    left join touchpoint t on t.scope_id = f.scope_id and t.id = f.anchor_touchpoint_id \
    left join draft d on d.scope_id = f.scope_id and d.id = f.draft_id \
    left join outbox_item i on i.scope_id = f.scope_id and i.id = f.item_id \
    where f.scope_id = $1 and f.state in ('drafting', 'in-review', 'approved', 'queued', 'held') \
    order by f.id";

fn agenda_row_of(row: &Row) -> Result<AgendaRow, StoreError> {
    let met = match (row.maybe_word("met_kind", TouchpointKind::parse)?, row.maybe_at("met_at")?) {
        (Some(kind), Some(at)) => Some((kind, at)),
        _ => None,
    };
    let draft = match row.maybe_word("of_channel", Channel::parse)? {
        Some(channel) => Some(AgendaDraft { channel, findings: row.text("of_findings")? }),
        None => None,
    };
    let item = match row.maybe_word("of_item", ItemState::parse)? {
        Some(state) => Some((state, row.maybe_text("of_why")?, row.at("of_attempt")?)),
        None => None,
    };
    Ok(AgendaRow {
        follow_up: follow_up_of(row)?,
        name: row.text("of_name")?,
        organisation: row.maybe_text("of_organisation")?,
        opportunity: row.maybe_text("of_opportunity")?,
        met,
        draft,
        item,
        closes: row.maybe_at("of_closes")?,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::db::{Sight, Value};
    use crate::{Means, Place};

    /// How SQLite would answer, a line for each table.
    pub(super) async fn plan(sql: &str, values: &[Value]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("rapport.db"));
        let means = Means {
            mint: Arc::new(|| uuid::Uuid::from_u128(1)),
            address_hash: Arc::new(|_| [0; 32]),
        };
        let store = Store::open(&place, means, Timestamp::UNIX_EPOCH).await.unwrap();
        let sql = sqlx::AssertSqlSafe(format!("explain query plan {sql}"));
        let plan = store.db.reader(Sight::All).all(sql, values).await.unwrap();
        plan.iter().map(|row| row.text("detail").unwrap()).collect()
    }

    /// Today has to come up at once with ten thousand people, so nothing may be read as a whole.
    #[tokio::test]
    async fn the_agenda_reads_no_table_as_a_whole() {
        let plan = plan(AGENDA, &[Value::Bytes(None)]).await;
        assert!(!plan.is_empty());
        assert!(plan.iter().all(|line| !line.starts_with("SCAN")), "{plan:?}");
    }
}
