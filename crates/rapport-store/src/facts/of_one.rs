//! The facts of one follow-up with two questions: what is one row, and what may be several.
//!
//! Every transition asks this, and each question to a database costs as much as answering it, so all that
//! a decision may depend on is joined into one row; lists are the rows of one union behind it.
//! Many follow-ups at once are in [`super::of_rows`].

use std::sync::LazyLock;

use rapport_core::follow_up::FollowUp;
use rapport_core::grade::Grade;
use rapport_core::ids::{ContactId, FollowUpId};
use rapport_core::pace::{PaceHistory, PastNote};
use rapport_core::policy::Absence;
use rapport_core::suppression::SuppressReason;

use super::{Facts, PERSON, STATUS, concerns, earlier, note_of};
use crate::contact::contact_of;
use crate::db::{Reader, Row, Value, values};
use crate::dialect;
use crate::door::{Door, Moment};
use crate::draft::draft_of;
use crate::error::StoreError;
use crate::follow_up::row::follow_up_of;
use crate::open::Store;
use crate::opportunity::opportunity_of;
use crate::organisation::organisation_of;
use crate::scope::Scope;
use crate::touchpoint::appointment_of;
use crate::{contact, draft, opportunity, organisation, suppression, touchpoint};

/// The row of a follow-up `f` and of all that it points at. `$3` is now, `$4` the start of the user's day.
fn joined(follow_up: &str, source: &str) -> String {
    let parts = [
        ("c", contact::COLUMNS),
        ("g", organisation::COLUMNS),
        ("p", opportunity::COLUMNS),
        ("a", touchpoint::APPOINTMENT_COLUMNS),
        ("d", draft::COLUMNS),
    ];
    let columns: Vec<String> = parts
        .iter()
        .flat_map(|(table, columns)| {
            columns.iter().map(move |column| format!("{table}.{column} as {table}_{column}"))
        })
        .collect();
    let heard = heard_classes!();
    format!(
        "select {follow_up}{}, y.toml as playbook_toml, \
        (select string_agg(e.address, '\n' order by e.position) from contact_address e \
          where e.scope_id = $1 and e.contact_id = f.contact_id) as addresses, \
        (select count(*) from note_sent where scope_id = $1 and at >= $4) as notes_today, \
        (select count(distinct n.contact_id) from note_sent n where n.scope_id = $1 and n.at >= $4 \
          and not exists (select 1 from note_sent e where e.scope_id = $1 \
          and e.contact_id = n.contact_id and e.at < $4)) as first_notes_today, \
        (select max(at) from message where scope_id = $1 and contact_id = f.contact_id \
          and direction = 'in' and class in ({heard})) as wrote, \
        (select max(at) from touchpoint where scope_id = $1 and contact_id = f.contact_id \
          and direction in ('in', 'both') and at <= $3) as spoke, \
        (select min(starts) from appointment where scope_id = $1 and contact_id = f.contact_id \
          and starts > $3 and cancelled = 0) as next_meeting, \
        case when f.opportunity_id is null then (select min(tag_folded) from contact_tag \
          where scope_id = $1 and contact_id = f.contact_id and tag_folded in ('a', 'b', 'c')) \
          end as grade, \
        (select count(*) from outbox_item where scope_id = $1 and follow_up_id = f.id \
          and ordinal = f.ordinal and state in ('committed', 'uncertain')) as in_flight \
        from {source} \
        join contact c on c.scope_id = $1 and c.id = f.contact_id \
        left join organisation g on g.scope_id = $1 and g.id = f.organisation_id \
        left join opportunity p on p.scope_id = $1 and p.id = f.opportunity_id \
        left join appointment a on a.scope_id = $1 and a.id = f.anchor_appointment_id \
        left join draft d on d.scope_id = $1 and d.id = f.draft_id \
        left join playbook y on y.scope_id = $1 and y.key = f.playbook \
          and y.version = f.playbook_version",
        columns.join(", ")
    )
}

/// A follow-up as it is kept, with its facts.
static KEPT: LazyLock<String> =
    LazyLock::new(|| joined("f.*, ", "follow_up f") + " where f.scope_id = $1 and f.id = $2");

/// The facts of a follow-up as the caller has it, kept or not.
static GIVEN: LazyLock<String> = LazyLock::new(|| {
    joined(
        "",
        "(select $2 as id, $5 as ordinal, $6 as contact_id, $7 as organisation_id, \
        $8 as opportunity_id, $9 as anchor_appointment_id, $10 as draft_id, $11 as playbook, \
        $12 as playbook_version) f",
    )
});

/// Whatever may be several, each row with the name of its part. A note has the columns of its table; of the
/// other parts the comments say what stands where.
const LISTS: &str = "\
    select 'note' as part, at, at as until, contact_id, organisation_id, channel, purpose, follow_up_id, \
      touchpoint_id from note_sent where scope_id = $1 and contact_id = $2 and at > $5 \
    union all select 'note', at, at, contact_id, organisation_id, channel, purpose, follow_up_id, \
      touchpoint_id from note_sent where scope_id = $1 and organisation_id = $3 and at > $6 \
      and contact_id <> $2 and purpose = 'status-check' \
    union all select 'flying', i.next_attempt_at, null, f.contact_id, f.organisation_id, d.channel, \
      d.purpose, f.id, f.anchor_touchpoint_id from outbox_item i \
      join follow_up f on f.scope_id = i.scope_id and f.id = i.follow_up_id \
      join draft d on d.scope_id = i.scope_id and d.id = i.draft_id \
      where i.scope_id = $1 and i.state in ('committed', 'uncertain') \
    union all select 'absence', begins, until, null, null, null, null, null, null \
      from absence where scope_id = $1 and until > $7 \
    union all select 'person', n.position, null, n.contact_id, null, c.name, null, null, null \
      from opportunity_contact n join contact c on c.scope_id = n.scope_id and c.id = n.contact_id \
      where n.scope_id = $1 and n.opportunity_id = $4 \
    union all select 'suppression', null, null, address_hash, null, reason, null, null, null \
      from suppression where scope_id = $1 and (contact_id = $2 or address_hash in ({list}))";

/// The rows of [`LISTS`], told apart.
#[derive(Default)]
struct Lists {
    notes: Vec<PastNote>,
    flying: Vec<PastNote>,
    absences: Vec<Absence>,
    /// Those of the pursuit, by their place in it.
    people: Vec<(i64, ContactId, String)>,
    /// Why, and the hash of the address.
    suppressions: Vec<(SuppressReason, Vec<u8>)>,
}

impl Lists {
    fn of(rows: &[Row]) -> Result<Self, StoreError> {
        let mut lists = Self::default();
        for row in rows {
            match row.text("part")?.as_str() {
                "note" => lists.notes.push(note_of(row)?),
                "flying" => lists.flying.push(note_of(row)?),
                "absence" => {
                    lists.absences.push(Absence { from: row.at("at")?, until: row.at("until")? });
                }
                "person" => {
                    let person = (row.int("at")?, row.id("contact_id")?, row.text("channel")?);
                    lists.people.push(person);
                }
                _ => {
                    let reason = row.word("channel", SuppressReason::parse)?;
                    lists.suppressions.push((reason, row.bytes("contact_id")?));
                }
            }
        }
        lists.absences.sort_by_key(|absence| absence.from);
        lists.people.sort_by_key(|(position, contact, _)| (*position, *contact));
        Ok(lists)
    }
}

impl Door<'_> {
    /// One follow-up with its facts, as this transaction sees them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn follow_up_with_facts(
        &mut self,
        id: FollowUpId,
    ) -> Result<(FollowUp, Facts), StoreError> {
        let (store, scope, moment) = (self.store, self.scope, self.moment);
        let reader = &mut self.tx.reader();
        let values = values![scope.id(), id, moment.now, moment.day_start];
        let row = reader.maybe(KEPT.as_str(), &values).await?;
        let row = row.ok_or(StoreError::NotFound { what: "this follow-up" })?;
        let follow_up = follow_up_of(&row)?;
        let facts = of_row(store, reader, &scope, &follow_up, moment, row).await?;
        Ok((follow_up, facts))
    }
}

/// The facts of a follow-up that was read already, or is not kept at all.
pub(super) async fn load(
    store: &Store,
    reader: &mut Reader<'_>,
    scope: &Scope,
    follow_up: &FollowUp,
    moment: Moment,
) -> Result<Facts, StoreError> {
    let values = values![
        scope.id(),
        follow_up.id,
        moment.now,
        moment.day_start,
        follow_up.ordinal,
        follow_up.contact,
        follow_up.organisation,
        follow_up.opportunity,
        follow_up.anchor.appointment,
        follow_up.draft(),
        follow_up.playbook.as_str(),
        follow_up.playbook_version,
    ];
    let row = reader.maybe(GIVEN.as_str(), &values).await?;
    let row = row.ok_or(StoreError::NotFound { what: "this contact" })?;
    of_row(store, reader, scope, follow_up, moment, row).await
}

async fn of_row(
    store: &Store,
    reader: &mut Reader<'_>,
    scope: &Scope,
    follow_up: &FollowUp,
    moment: Moment,
    row: Row,
) -> Result<Facts, StoreError> {
    let playbook = row.maybe_text("playbook_toml")?;
    let addresses = row.maybe_text("addresses")?.unwrap_or_default();
    let today: (u16, u16) = (row.number("notes_today")?, row.number("first_notes_today")?);
    let last_heard = row.maybe_at("wrote")?.max(row.maybe_at("spoke")?);
    let next_meeting = row.maybe_at("next_meeting")?;
    let grade = row.maybe_word("grade", Grade::parse)?;
    let in_flight = row.int("in_flight")? > 0;
    let row = row.under("c_");
    let mut contact = contact_of(&row)?;
    contact.addresses = addresses.lines().map(str::to_owned).collect();
    let row = row.under("g_");
    let organisation = is_there(&row)?.then(|| organisation_of(&row)).transpose()?;
    let row = row.under("p_");
    let mut opportunity = is_there(&row)?.then(|| opportunity_of(&row)).transpose()?;
    let row = row.under("a_");
    let appointment = is_there(&row)?.then(|| appointment_of(&row)).transpose()?;
    let row = row.under("d_");
    let draft = is_there(&row)?.then(|| draft_of(&row)).transpose()?;

    let hashes = suppression::hashes(store, &contact);
    let (sql, values) = dialect::with_list(
        LISTS,
        &values![
            scope.id(),
            contact.id,
            follow_up.organisation,
            follow_up.opportunity,
            earlier(moment.now, PERSON),
            earlier(moment.now, STATUS),
            moment.now,
        ],
        hashes.iter().map(|hash| Value::from(*hash)),
    );
    let mut lists = Lists::of(&reader.all(sql, &values).await?)?;
    if let Some(opportunity) = &mut opportunity {
        opportunity.contacts = lists.people.iter().map(|(_, contact, _)| *contact).collect();
    }
    let more = u16::try_from(lists.flying.len()).unwrap_or(u16::MAX);
    lists.flying.retain(|note| concerns(note, contact.id, follow_up.organisation));
    lists.notes.append(&mut lists.flying);
    Ok(Facts {
        moment,
        organisation,
        opportunity,
        main_contact: lists.people.into_iter().next().map(|(_, _, name)| name),
        appointment,
        next_meeting,
        grade,
        playbook,
        history: PaceHistory {
            notes: lists.notes,
            last_heard,
            notes_today: today.0.saturating_add(more),
            first_notes_today: today.1,
        },
        suppressed: suppression::strongest_of(&lists.suppressions, hashes.first()),
        absences: lists.absences,
        draft,
        in_flight,
        contact,
    })
}

/// Whether what a row was joined with exists.
fn is_there(row: &Row) -> Result<bool, StoreError> {
    row.maybe_bytes("id").map(|id| id.is_some())
}
