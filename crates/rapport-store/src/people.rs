//! The address book page by page: filtered, in order, each page from where the last one ended.
//!
//! A page is found in the index of names alone; only what it shows is read. With a hundred thousand
//! contacts that is the difference between milliseconds and a coffee.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rapport_core::contact::Contact;
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::{ContactId, OrganisationId};
use rapport_core::opportunity::Stage;
use sqlx::AssertSqlSafe;

use crate::contact::with_addresses;
use crate::db::{Value, values};
use crate::dialect;
use crate::error::StoreError;
use crate::follow_up::row::follow_up_of;
use crate::open::Store;
use crate::scope::Scope;
use crate::search;

/// How somebody stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// A follow-up runs.
    InPlay,
    /// Left without a next step on purpose.
    Parked,
    /// Nothing may be sent.
    Stopped,
    /// None of these.
    None,
}

impl Standing {
    /// All of them, in the order shown.
    pub const ALL: [Self; 4] = [Self::InPlay, Self::Parked, Self::Stopped, Self::None];

    /// The word typed and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InPlay => "in-play",
            Self::Parked => "parked",
            Self::Stopped => "stopped",
            Self::None => "none",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.word() == word)
    }
}

/// Who is wanted; `None` leaves a question out.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Words of the contact begin so.
    pub text: Option<String>,
    /// A tag, whatever its capitals.
    pub tag: Option<String>,
    /// Where they work.
    pub organisation: Option<OrganisationId>,
    /// A pursuit of theirs stands there.
    pub stage: Option<Stage>,
    /// How they stand.
    pub standing: Option<Standing>,
    /// The newest first instead of by name.
    pub newest: bool,
}

/// Where a page ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageEnd {
    /// The name of its last contact, as it is sorted by.
    pub name_folded: String,
    /// Its identifier.
    pub id: ContactId,
}

/// One page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PeoplePage {
    /// Its contacts in order.
    pub contacts: Vec<Contact>,
    /// Where the next page goes on; `None` where there is none.
    pub end: Option<PageEnd>,
}

/// What a row says beside the contact.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Beside {
    /// Live follow-ups, by contact.
    pub follow_ups: BTreeMap<ContactId, Vec<FollowUp>>,
    /// When somebody was last heard of or written to.
    pub last: BTreeMap<ContactId, Timestamp>,
    /// Names of organisations.
    pub organisations: BTreeMap<OrganisationId, String>,
}

impl Store {
    /// A page of contacts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn people(
        &self,
        scope: &Scope,
        filter: &PeopleFilter,
        after: Option<&PageEnd>,
        limit: u32,
        today: Date,
    ) -> Result<PeoplePage, StoreError> {
        let reader = &mut self.db.reader(scope);
        let (sql, values) = page(scope, filter, after, limit, today, reader);
        let found = reader.all(AssertSqlSafe(sql), &values).await?;
        let ids = found.iter().map(|row| row.id("id")).collect::<Result<Vec<ContactId>, _>>()?;
        let more = ids.len() > limit as usize;
        let shown = &ids[..ids.len().min(limit as usize)];
        let end = match shown.last().filter(|_| more) {
            Some(id) => {
                let row = &found[shown.len() - 1];
                Some(PageEnd { name_folded: row.text("name_folded")?, id: *id })
            }
            None => None,
        };
        let (sql, values) = dialect::with_list(
            "select * from contact where scope_id = $1 and id in ({list})",
            &values![scope.id()],
            shown.iter().map(|id| Value::from(*id)),
        );
        let rows = reader.all(sql, &values).await?;
        let mut contacts = with_addresses(reader, scope, &rows).await?;
        let place: BTreeMap<ContactId, usize> =
            shown.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        contacts.sort_by_key(|contact| place.get(&contact.id).copied());
        Ok(PeoplePage { contacts, end })
    }

    /// What the rows of a page say beside their contacts, each with one query for all.
    ///
    /// # Errors
    /// What the database says.
    pub async fn beside(&self, scope: &Scope, contacts: &[Contact]) -> Result<Beside, StoreError> {
        let reader = &mut self.db.reader(scope);
        let ids = || contacts.iter().map(|contact| Value::from(contact.id));
        let mut beside = Beside::default();
        // Ordered by the person first: else SQLite walks all follow-ups in the order of their ids.
        let (sql, values) = dialect::with_list(
            "select * from follow_up where scope_id = $1 and contact_id in ({list}) \
             and state <> 'ended' order by contact_id, id",
            &values![scope.id()],
            ids(),
        );
        for row in reader.all(sql, &values).await? {
            let follow_up = follow_up_of(&row)?;
            beside.follow_ups.entry(follow_up.contact).or_default().push(follow_up);
        }
        for sql in [
            "select contact_id, max(at) as at from touchpoint where scope_id = $1 \
             and contact_id in ({list}) group by contact_id",
            "select contact_id, max(at) as at from message where scope_id = $1 \
             and contact_id in ({list}) group by contact_id",
        ] {
            let (sql, values) = dialect::with_list(sql, &values![scope.id()], ids());
            for row in reader.all(sql, &values).await? {
                let at = row.at("at")?;
                let last = beside.last.entry(row.id("contact_id")?).or_insert(at);
                *last = at.max(*last);
            }
        }
        let organisations: std::collections::BTreeSet<OrganisationId> =
            contacts.iter().filter_map(|contact| contact.organisation).collect();
        let (sql, values) = dialect::with_list(
            "select id, name from organisation where scope_id = $1 and id in ({list})",
            &values![scope.id()],
            organisations.into_iter().map(Value::from),
        );
        for row in reader.all(sql, &values).await? {
            beside.organisations.insert(row.id("id")?, row.text("name")?);
        }
        Ok(beside)
    }
}

/// The statement of one page, and what it binds. The text is made of constants and numbers only.
fn page(
    scope: &Scope,
    filter: &PeopleFilter,
    after: Option<&PageEnd>,
    limit: u32,
    today: Date,
    reader: &crate::db::Reader<'_>,
) -> (String, Vec<Value>) {
    let mut values = Vec::from(values![scope.id(), limit.saturating_add(1)]);
    // On SQLite the plus keeps the planner on the index of names: it walks that in order and asks the
    // set for each, instead of fetching and sorting the whole set for one page.
    let id = if reader.is_postgres() { "c.id" } else { "+c.id" };
    let mut wanted = vec!["c.scope_id = $1".to_owned()];
    let mut bind = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if let Some(text) = &filter.text {
        let terms = search::terms(text);
        let question = bind(Value::from(search::question(&terms, reader)));
        let found = if reader.is_postgres() {
            format!(
                "select s.id from search_text s where s.words @@ to_tsquery('simple', search_letters({question})) \
                 and s.scope_id = $1 and s.kind = 'contact' \
                 and s.kind in ('contact', 'organisation', 'opportunity')"
            )
        } else {
            // A cross join is read in the order it is written: the words first, not all rows.
            format!(
                "select s.id from search_names w cross join search_text s on s.row_number = w.rowid \
                 where search_names match {question} and s.scope_id = $1 and s.kind = 'contact'"
            )
        };
        if terms.is_empty() {
            // Only marks were typed: every word begins with nothing, so everybody fits.
            values.pop();
        } else {
            wanted.push(format!("{id} in ({found})"));
        }
    }
    let mut bind = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if let Some(tag) = &filter.tag {
        let tag = bind(Value::from(tag.to_lowercase()));
        wanted.push(format!(
            "{id} in (select t.contact_id from contact_tag t where t.scope_id = $1 and t.tag_folded = {tag})"
        ));
    }
    if let Some(organisation) = filter.organisation {
        let organisation = bind(Value::from(organisation));
        wanted.push(format!("c.organisation_id = {organisation}"));
    }
    if let Some(stage) = filter.stage {
        let stage = bind(Value::from(stage.word()));
        wanted.push(format!(
            "{id} in (select p.contact_id from opportunity o join opportunity_contact p \
             on p.scope_id = o.scope_id and p.opportunity_id = o.id \
             where o.scope_id = $1 and o.stage = {stage})"
        ));
    }
    // In the words of the index of live ones, which answers it alone.
    let runs =
        "(select f.contact_id from follow_up f where f.scope_id = $1 and f.state <> 'ended')";
    let stopped = "(select s.contact_id from suppression s where s.scope_id = $1 and s.contact_id is not null \
         union select a.contact_id from suppression s join contact_address a \
         on a.scope_id = s.scope_id and a.address = s.address where s.scope_id = $1)";
    match filter.standing {
        Some(Standing::InPlay) => wanted.push(format!("{id} in {runs}")),
        Some(Standing::Parked) => {
            let today = bind(Value::from(today));
            wanted.push(format!(
                "c.parked = 1 and (c.parked_until is null or c.parked_until > {today})"
            ));
        }
        Some(Standing::Stopped) => wanted.push(format!("{id} in {stopped}")),
        Some(Standing::None) => {
            wanted.push(format!("{id} not in {runs} and {id} not in {stopped} and c.parked = 0"));
        }
        None => {}
    }
    if let Some(after) = after {
        if filter.newest {
            let last = bind(Value::from(after.id));
            wanted.push(format!("c.id < {last}"));
        } else {
            let name = bind(Value::from(after.name_folded.as_str()));
            let last = bind(Value::from(after.id));
            wanted.push(format!("(c.name_folded, c.id) > ({name}, {last})"));
        }
    }
    let order = if filter.newest { "c.id desc" } else { "c.name_folded, c.id" };
    let sql = format!(
        "select c.id, c.name_folded from contact c where {} order by {order} limit $2",
        wanted.join(" and ")
    );
    (sql, values)
}
