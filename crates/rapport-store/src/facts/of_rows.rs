//! The facts of the rows of a list, each kind with one query for all of them.
//!
//! A page of fifty rows asks a dozen questions this way instead of six hundred, and so does a round of
//! the scheduler. What only an act asks (the playbook's file, whether an item is in flight) is left out
//! for a list that is only shown.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rapport_core::contact::Contact;
use rapport_core::follow_up::FollowUp;
use rapport_core::grade::Grade;
use rapport_core::ids::{
    AppointmentId, ContactId, DraftId, FollowUpId, OpportunityId, OrganisationId,
};
use rapport_core::opportunity::Opportunity;
use rapport_core::organisation::Organisation;
use rapport_core::pace::{PaceHistory, PastNote};
use rapport_core::playbook::Purpose;
use rapport_core::touchpoint::Appointment;

use super::{CommonFacts, Facts, PERSON, STATUS, earlier, note_of};
use crate::contact::with_addresses;
use crate::db::{Id, Reader, Row, Value, values};
use crate::dialect;
use crate::door::{Door, Moment};
use crate::draft::{Draft, draft_of};
use crate::error::StoreError;
use crate::open::Store;
use crate::opportunity::opportunity_of;
use crate::organisation::organisation_of;
use crate::scope::Scope;
use crate::touchpoint::appointment_of;
use crate::{playbook, suppression};

/// One kind of thing by its identifiers.
type Many<I, T> = BTreeMap<I, T>;

impl Store {
    /// The facts of some follow-ups that are only shown, in their order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn facts_of_rows(
        &self,
        scope: &Scope,
        follow_ups: &[&FollowUp],
        moment: Moment,
        common: &CommonFacts,
    ) -> Result<Vec<Facts>, StoreError> {
        of_rows(self, &mut self.db.reader(scope), scope, follow_ups, moment, common).await
    }

    /// The names of the files attached to some drafts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn attachment_names(
        &self,
        scope: &Scope,
        drafts: &[DraftId],
    ) -> Result<BTreeMap<DraftId, Vec<String>>, StoreError> {
        let sql = "select draft_id, name from attachment where scope_id = $1 and draft_id in ({list}) \
                   order by draft_id, id";
        let rows = listed(&mut self.db.reader(scope), scope, sql, drafts.iter().copied()).await?;
        let mut names: BTreeMap<DraftId, Vec<String>> = BTreeMap::new();
        for row in rows {
            names.entry(row.id("draft_id")?).or_default().push(row.text("name")?);
        }
        Ok(names)
    }
}

async fn of_rows(
    store: &Store,
    reader: &mut Reader<'_>,
    scope: &Scope,
    follow_ups: &[&FollowUp],
    moment: Moment,
    common: &CommonFacts,
) -> Result<Vec<Facts>, StoreError> {
    let opportunities =
        opportunities(reader, scope, follow_ups.iter().filter_map(|it| it.opportunity)).await?;
    let main = opportunities.values().filter_map(Opportunity::main_contact);
    let ids = follow_ups.iter().map(|it| it.contact).chain(main);
    let contacts = contacts(reader, scope, ids).await?;
    let organisations =
        organisations(reader, scope, follow_ups.iter().filter_map(|it| it.organisation)).await?;
    let drafts = drafts(reader, scope, follow_ups.iter().filter_map(|it| it.draft())).await?;
    let appointments =
        appointments(reader, scope, follow_ups.iter().filter_map(|it| it.anchor.appointment))
            .await?;
    let meetings =
        next_meetings(reader, scope, follow_ups.iter().map(|it| it.contact), moment).await?;
    let grades = grades(reader, scope, follow_ups.iter().copied()).await?;
    let mut histories = histories(reader, scope, follow_ups, moment, common).await?;
    let mut all = Vec::with_capacity(follow_ups.len());
    for follow_up in follow_ups {
        let contact = contacts.get(&follow_up.contact).cloned();
        let contact = contact.ok_or(StoreError::NotFound { what: "this contact" })?;
        let opportunity = follow_up.opportunity.and_then(|id| opportunities.get(&id)).cloned();
        let main = opportunity.as_ref().and_then(Opportunity::main_contact);
        all.push(Facts {
            moment,
            main_contact: main.and_then(|id| contacts.get(&id)).map(|it| it.name.clone()),
            organisation: follow_up.organisation.and_then(|id| organisations.get(&id)).cloned(),
            opportunity,
            appointment: follow_up.anchor.appointment.and_then(|id| appointments.get(&id)).cloned(),
            grade: grades.get(&follow_up.contact).copied(),
            next_meeting: meetings.get(&follow_up.contact).copied(),
            playbook: None,
            history: histories.remove(&follow_up.id).unwrap_or_default(),
            // Mostly nobody is suppressed, and then nobody is asked about.
            suppressed: if common.any_suppressed {
                suppression::of_contact(store, reader, scope, &contact).await?
            } else {
                None
            },
            absences: common.absences.clone(),
            draft: follow_up.draft().and_then(|id| drafts.get(&id)).cloned(),
            in_flight: false,
            contact,
        });
    }
    Ok(all)
}

impl Door<'_> {
    /// The facts of some follow-ups to decide about, in their order, as this transaction sees them.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn facts_of_many(
        &mut self,
        follow_ups: &[&FollowUp],
    ) -> Result<Vec<Facts>, StoreError> {
        let (store, scope, moment) = (self.store, self.scope, self.moment);
        let reader = &mut self.tx.reader();
        let common = super::common(reader, &scope, moment).await?;
        let mut all = of_rows(store, reader, &scope, follow_ups, moment, &common).await?;
        let mut playbooks = BTreeMap::new();
        // An item of an earlier step says nothing about this one.
        let sql = "select follow_up_id, ordinal from outbox_item where scope_id = $1 \
                   and follow_up_id in ({list}) and state in ('committed', 'uncertain')";
        let mut in_flight = BTreeSet::new();
        for row in listed(reader, &scope, sql, follow_ups.iter().map(|it| it.id)).await? {
            in_flight
                .insert((row.id::<FollowUpId>("follow_up_id")?, row.number::<u32>("ordinal")?));
        }
        for (follow_up, facts) in follow_ups.iter().zip(&mut all) {
            let (key, version) = (&follow_up.playbook, follow_up.playbook_version);
            facts.playbook = match playbooks.entry((key, version)) {
                Entry::Occupied(known) => Option::<String>::clone(known.get()),
                Entry::Vacant(place) => {
                    let text = playbook::text(reader, &scope, key, version).await?;
                    place.insert(text).clone()
                }
            };
            facts.in_flight = in_flight.contains(&(follow_up.id, follow_up.ordinal));
        }
        Ok(all)
    }
}

/// The rows of a statement with one list of identifiers; none where the list is empty.
async fn listed<I: Id + Ord + Copy + Into<Value>>(
    reader: &mut Reader<'_>,
    scope: &Scope,
    sql: &'static str,
    ids: impl Iterator<Item = I>,
) -> Result<Vec<Row>, StoreError> {
    let ids: BTreeSet<I> = ids.collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, values) =
        dialect::with_list(sql, &values![scope.id()], ids.into_iter().map(Into::into));
    reader.all(sql, &values).await
}

async fn contacts(
    reader: &mut Reader<'_>,
    scope: &Scope,
    ids: impl Iterator<Item = ContactId>,
) -> Result<Many<ContactId, Contact>, StoreError> {
    let sql = "select * from contact where scope_id = $1 and id in ({list})";
    let rows = listed(reader, scope, sql, ids).await?;
    let contacts = with_addresses(reader, scope, &rows).await?;
    Ok(contacts.into_iter().map(|contact| (contact.id, contact)).collect())
}

async fn organisations(
    reader: &mut Reader<'_>,
    scope: &Scope,
    ids: impl Iterator<Item = OrganisationId>,
) -> Result<Many<OrganisationId, Organisation>, StoreError> {
    // Domains are asked for by matching only.
    let sql = "select * from organisation where scope_id = $1 and id in ({list})";
    let rows = listed(reader, scope, sql, ids).await?;
    rows.iter().map(|row| organisation_of(row).map(|it| (it.id, it))).collect()
}

async fn opportunities(
    reader: &mut Reader<'_>,
    scope: &Scope,
    ids: impl Iterator<Item = OpportunityId>,
) -> Result<Many<OpportunityId, Opportunity>, StoreError> {
    let ids: Vec<OpportunityId> = ids.collect();
    let sql = "select * from opportunity where scope_id = $1 and id in ({list})";
    let rows = listed(reader, scope, sql, ids.iter().copied()).await?;
    let mut all: Many<OpportunityId, Opportunity> = rows
        .iter()
        .map(|row| opportunity_of(row).map(|it| (it.id, it)))
        .collect::<Result<_, _>>()?;
    let sql = "select opportunity_id, contact_id from opportunity_contact where scope_id = $1 \
               and opportunity_id in ({list}) order by position, contact_id";
    for row in listed(reader, scope, sql, ids.into_iter()).await? {
        if let Some(opportunity) = all.get_mut(&row.id("opportunity_id")?) {
            opportunity.contacts.push(row.id("contact_id")?);
        }
    }
    Ok(all)
}

async fn drafts(
    reader: &mut Reader<'_>,
    scope: &Scope,
    ids: impl Iterator<Item = DraftId>,
) -> Result<Many<DraftId, Draft>, StoreError> {
    let sql = "select * from draft where scope_id = $1 and id in ({list})";
    let rows = listed(reader, scope, sql, ids).await?;
    rows.iter().map(|row| draft_of(row).map(|it| (it.id, it))).collect()
}

async fn appointments(
    reader: &mut Reader<'_>,
    scope: &Scope,
    ids: impl Iterator<Item = AppointmentId>,
) -> Result<Many<AppointmentId, Appointment>, StoreError> {
    let sql = "select * from appointment where scope_id = $1 and id in ({list})";
    let rows = listed(reader, scope, sql, ids).await?;
    rows.iter().map(|row| appointment_of(row).map(|it| (it.id, it))).collect()
}

/// How much the user wants to know each person whose follow-up has no opportunity that says it.
async fn grades(
    reader: &mut Reader<'_>,
    scope: &Scope,
    follow_ups: impl Iterator<Item = &FollowUp>,
) -> Result<Many<ContactId, Grade>, StoreError> {
    let ids = follow_ups.filter(|it| it.opportunity.is_none()).map(|it| it.contact);
    // The worst first, so that of two the better one stays.
    let sql = "select contact_id, tag_folded from contact_tag where scope_id = $1 \
               and contact_id in ({list}) and tag_folded in ('a', 'b', 'c') \
               order by tag_folded desc";
    let mut all = Many::new();
    for row in listed(reader, scope, sql, ids).await? {
        all.insert(row.id("contact_id")?, row.word("tag_folded", Grade::parse)?);
    }
    Ok(all)
}

/// When the next meeting with each person begins that is still to come and not called off.
async fn next_meetings(
    reader: &mut Reader<'_>,
    scope: &Scope,
    ids: impl Iterator<Item = ContactId>,
    moment: Moment,
) -> Result<Many<ContactId, Timestamp>, StoreError> {
    let ids: BTreeSet<ContactId> = ids.collect();
    if ids.is_empty() {
        return Ok(Many::new());
    }
    let sql = "select contact_id, min(starts) as at from appointment where scope_id = $1 \
               and starts > $2 and cancelled = $3 and contact_id in ({list}) group by contact_id";
    let (sql, values) = dialect::with_list(
        sql,
        &values![scope.id(), moment.now, false],
        ids.into_iter().map(Into::into),
    );
    let rows = reader.all(sql, &values).await?;
    rows.iter().map(|row| Ok((row.id("contact_id")?, row.at("at")?))).collect()
}

/// What was sent to each person, what was asked of their organisations, when they were last heard from.
async fn histories(
    reader: &mut Reader<'_>,
    scope: &Scope,
    follow_ups: &[&FollowUp],
    moment: Moment,
    common: &CommonFacts,
) -> Result<Many<FollowUpId, PaceHistory>, StoreError> {
    let people = || follow_ups.iter().map(|it| it.contact);
    let mut notes: Vec<PastNote> = Vec::new();
    let sql = "select * from note_sent where scope_id = $1 and contact_id in ({list})";
    let since = earlier(moment.now, PERSON);
    for row in listed(reader, scope, sql, people()).await? {
        notes.push(note_of(&row)?);
    }
    notes.retain(|note| note.at > since);
    let sql = "select * from note_sent where scope_id = $1 and organisation_id in ({list}) \
               and purpose = 'status-check'";
    let since = earlier(moment.now, STATUS);
    let mut asked: Vec<PastNote> = Vec::new();
    for row in
        listed(reader, scope, sql, follow_ups.iter().filter_map(|it| it.organisation)).await?
    {
        asked.push(note_of(&row)?);
    }
    asked.retain(|note| note.at > since);
    let mut heard = BTreeMap::new();
    for (sql, limit) in [
        (
            concat!(
                "select contact_id, max(at) as at from message where scope_id = $1 \
                 and contact_id in ({list}) and direction = 'in' and class in (",
                heard_classes!(),
                ") group by contact_id"
            ),
            None,
        ),
        (
            "select contact_id, at from touchpoint where scope_id = $1 and contact_id in ({list}) \
             and direction in ('in', 'both') order by at",
            Some(moment.now),
        ),
    ] {
        for row in listed(reader, scope, sql, people()).await? {
            let at = row.at("at")?;
            if limit.is_some_and(|limit| at > limit) {
                continue;
            }
            let last = heard.entry(row.id::<ContactId>("contact_id")?).or_insert(at);
            *last = at.max(*last);
        }
    }
    let (notes_today, first_notes_today) = common.today;
    let mut all = BTreeMap::new();
    for follow_up in follow_ups {
        let same_place = |note: &&PastNote| {
            note.purpose == Purpose::StatusCheck
                && follow_up.organisation.is_some()
                && note.organisation == follow_up.organisation
        };
        let own = notes.iter().filter(|note| note.contact == follow_up.contact);
        let others =
            asked.iter().filter(|note| note.contact != follow_up.contact).filter(same_place);
        let flying = common
            .on_their_way
            .iter()
            .filter(|note| note.contact == follow_up.contact || same_place(note));
        let history = PaceHistory {
            notes: own.chain(others).chain(flying).cloned().collect(),
            last_heard: heard.get(&follow_up.contact).copied(),
            notes_today,
            first_notes_today,
        };
        all.insert(follow_up.id, history);
    }
    Ok(all)
}
