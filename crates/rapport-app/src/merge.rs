//! One person, once: pairs that may be one, two contacts that become one and part again.
//!
//! A merge loses nothing: where both say something else, the other's word is kept in the memo; what
//! each was before is written down, so that [`App::unmerge`] gives both back. A stop of either
//! holds for both, because suppressions move with their contact and a person's wish closes every
//! address they have.
//!
//! Which pairs are worth a look is `rapport_formats::duplicates`; the rows move in the store.

mod sure;

use std::collections::{BTreeMap, BTreeSet};

use rapport_core::contact::Contact;
use rapport_core::decide::Event;
use rapport_core::follow_up::{FollowUp, State};
use rapport_core::ids::{ContactId, FollowUpId, ImportId};
use rapport_core::reason::Reason;
use rapport_formats::duplicates::{Options, Record, Verdict, pairs};
use rapport_store::Door;
use rapport_store::archive::{Cells, Table};
use rapport_store::journal::Entry;
use rapport_store::merge::{MergeRow, MovedRow};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::app::App;
use crate::engine::live;
use crate::error::{AppError, Kind};
use crate::export::{people, restore, whole};
use crate::view::ContactView;

/// Two contacts that may be one person.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DuplicateView {
    /// The id of the one.
    pub a: String,
    /// The id of the other.
    pub b: String,
    /// The name of the one.
    pub a_name: String,
    /// The name of the other.
    pub b_name: String,
    /// `same`, `ask` or `different`.
    pub verdict: String,
    /// The estimated chance that both are one, 0 to 1.
    pub probability: f64,
    /// What speaks for and against it.
    pub why: Vec<String>,
}

/// Two contacts that became one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MergeView {
    /// What takes it back: `rapport contacts unmerge ID`.
    pub id: String,
    /// The id of the one that stayed.
    pub kept: String,
    /// Its name.
    pub name: String,
    /// The name of the one that is part of it now.
    pub gone_name: String,
    /// When.
    pub at: String,
    /// What happened beside, in sentences.
    pub sentences: Vec<String>,
}

/// What is written down to part them.
#[derive(Serialize, Deserialize)]
struct MergeRecord {
    /// The import that found the pair, if it was not the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    import: Option<String>,
    kept_name: String,
    gone_name: String,
    /// The rows of both contacts before, and of the one that stayed afterwards.
    gone: Map<String, Value>,
    before: Map<String, Value>,
    after: Map<String, Value>,
    /// The addresses of the one that stayed, before.
    addresses: Vec<String>,
    moved: Vec<MovedLine>,
    stopped: Vec<StoppedLine>,
}

#[derive(Serialize, Deserialize)]
struct MovedLine {
    table: String,
    row: Map<String, Value>,
    stays: bool,
}

/// A follow-up that the merge ended or held: its row before, and its version afterwards.
#[derive(Serialize, Deserialize)]
struct StoppedLine {
    id: String,
    row: Map<String, Value>,
    version: u64,
}

impl App {
    /// Pairs of contacts that may be one person, the surest first. Pairs that the user called two
    /// are left out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn duplicates(&self) -> Result<Vec<DuplicateView>, AppError> {
        let contacts = self.store().contacts(self.scope()).await?;
        let names = people::organisation_names(self).await?;
        let records: Vec<Record> = contacts
            .iter()
            .map(|contact| {
                let organisation = people::organisation_of(contact, &names);
                Record::from(&people::card(contact, organisation, Vec::new()))
            })
            .collect();
        let refused: BTreeSet<(ContactId, ContactId)> =
            self.store().different(self.scope()).await?.into_iter().collect();
        // Comparing many thousands takes seconds, in which others must be served.
        let found = tokio::task::spawn_blocking(move || pairs(&records, &Options::default()))
            .await
            .map_err(|error| {
                AppError::new(
                    Kind::Unavailable,
                    format!("the comparison ended early: {error}"),
                    "try again",
                )
            })?;
        let mut views: Vec<DuplicateView> = found
            .into_iter()
            .filter(|pair| pair.verdict != Verdict::Different)
            .filter_map(|pair| {
                let (a, b) = (contacts.get(pair.a)?, contacts.get(pair.b)?);
                let known = refused.contains(&(a.id.min(b.id), a.id.max(b.id)));
                (!known).then(|| DuplicateView {
                    a: a.id.to_string(),
                    b: b.id.to_string(),
                    a_name: a.name.clone(),
                    b_name: b.name.clone(),
                    verdict: pair.verdict.word().to_owned(),
                    probability: pair.probability,
                    why: pair.why,
                })
            })
            .collect();
        views.sort_by(|one, other| other.probability.total_cmp(&one.probability));
        Ok(views)
    }

    /// Says that two contacts are two: they are never asked about again.
    ///
    /// # Errors
    /// One of them is not known, or both are the same.
    pub async fn different(&self, a: &str, b: &str) -> Result<(), AppError> {
        let (a, b) = self.two(a, b).await?;
        let mut door = self.user_door(&self.profile().await?).await?;
        door.save_different(a.id, b.id).await?;
        Ok(door.commit().await?)
    }

    /// Makes one contact of two; the first stays. Nothing is lost, and `unmerge` parts them.
    ///
    /// # Errors
    /// One of them is not known, both are the same, or a note to one is going out this moment.
    pub async fn merge(&self, a: &str, b: &str) -> Result<MergeView, AppError> {
        self.merge_two(a, b, None).await
    }

    async fn merge_two(
        &self,
        a: &str,
        b: &str,
        import: Option<ImportId>,
    ) -> Result<MergeView, AppError> {
        let (kept, gone) = self.two(a, b).await?;
        let mut door = self.user_door(&self.profile().await?).await?;
        let (kept, gone) = (door.contact(kept.id).await?, door.contact(gone.id).await?);
        for one in [&kept, &gone] {
            if door.is_going_out(one).await? {
                return Err(AppError::new(
                    Kind::Unavailable,
                    format!("a note to {} is going out this moment", one.name),
                    "try again in a minute",
                ));
            }
        }
        let stopped = match self.store().suppressed(self.scope(), &kept).await? {
            Some(reason) if reason.closes_every_channel() => Some(reason),
            _ => match self.store().suppressed(self.scope(), &gone).await? {
                Some(reason) if reason.closes_every_channel() => Some(reason),
                _ => None,
            },
        };
        let (table, before) = door.contact_row(kept.id).await?;
        let (_, gone_row) = door.contact_row(gone.id).await?;
        let tables = by_name(door.tables().await?);
        let mut rows: BTreeMap<FollowUpId, Map<String, Value>> = BTreeMap::new();
        for follow_up in self.live_of_both(&mut door, kept.id, gone.id).await? {
            let row = door.follow_up_row(follow_up.id).await?;
            if let Some(known) = tables.get("follow_up") {
                rows.insert(follow_up.id, whole::object(known, &row));
            }
        }
        let moved = door.move_rows(gone.id, kept.id).await?;
        door.save_contact(&joined(&kept, &gone)).await?;
        let threads = door.thread_turns(kept.id).await?;
        door.set_thread_turns(kept.id, &threads).await?;
        let (_, after) = door.contact_row(kept.id).await?;
        let mut sentences = Vec::new();
        let mut changed = Vec::new();
        for (id, event, sentence) in self.stops(&mut door, kept.id, stopped.is_some()).await? {
            self.step(&mut door, id, &event).await?;
            let version = door.follow_up(id).await?.version;
            if let Some(row) = rows.remove(&id) {
                changed.push(StoppedLine { id: id.to_string(), row, version });
            }
            sentences.push(sentence);
        }
        let record = MergeRecord {
            import: import.map(|id| id.to_string()),
            kept_name: kept.name.clone(),
            gone_name: gone.name.clone(),
            gone: whole::object(&table, &gone_row),
            before: whole::object(&table, &before),
            after: whole::object(&table, &after),
            addresses: kept.addresses.clone(),
            moved: moved
                .into_iter()
                .filter_map(|one| {
                    let row = whole::object(tables.get(&one.table)?, &one.row);
                    Some(MovedLine { table: one.table, row, stays: one.stays })
                })
                .collect(),
            stopped: changed,
        };
        let merge = MergeRow {
            id: self.clock().mint(),
            kept: kept.id,
            gone: gone.id,
            at: self.now(),
            record: serde_json::to_string(&record).map_err(std::io::Error::from)?,
        };
        door.save_merge(&merge).await?;
        let reason = Reason::Replanned { what: format!("{} is one with {}", gone.name, kept.name) };
        door.journal(&Entry {
            event: "merged",
            reason: &reason,
            follow_up: None,
            contact: Some(kept.id),
            state: None,
        })
        .await?;
        door.commit().await?;
        Ok(view(&merge, &record, sentences))
    }

    /// Merges that can be taken back, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn merges(&self) -> Result<Vec<MergeView>, AppError> {
        let rows = self.store().merges(self.scope()).await?;
        rows.iter().map(|row| Ok(view(row, &record_of(row)?, Vec::new()))).collect()
    }

    /// Parts two contacts again, each with what was theirs; the answer is the one that was gone.
    ///
    /// # Errors
    /// There is no such merge, or a later one has to be taken back first.
    pub async fn unmerge(&self, id: &str) -> Result<ContactView, AppError> {
        let unknown = || {
            AppError::not_found(
                format!("there is no merge {id}"),
                "list them: rapport contacts unmerge",
            )
        };
        let id: Uuid = id.trim().parse().map_err(|_| unknown())?;
        let mut door = self.user_door(&self.profile().await?).await?;
        let merge = door.take_merge(id).await?.ok_or_else(unknown)?;
        let record = record_of(&merge)?;
        let kept = door.contact(merge.kept).await.map_err(|_| {
            AppError::refused(
                format!("{} became part of another contact since", record.kept_name),
                "take the later merge back first: rapport contacts unmerge",
            )
        })?;
        let tables = by_name(door.tables().await?);
        let cells = |name: &str, row: &Map<String, Value>| -> Result<Cells, AppError> {
            let table = tables.get(name).ok_or_else(unreadable)?;
            cells_of(table, row)
        };
        let mut back = Vec::new();
        for one in &record.stopped {
            let follow_up: FollowUpId = FollowUpId::parse(&one.id).ok_or_else(unreadable)?;
            // What the user did with it since is theirs.
            if door.follow_up(follow_up).await.is_ok_and(|now| now.version == one.version) {
                back.push(one);
            }
        }
        let mut moved = Vec::new();
        for one in &record.moved {
            let row = cells(&one.table, &one.row)?;
            moved.push(MovedRow { table: one.table.clone(), row, stays: one.stays });
        }
        let gone = cells("contact", &record.gone)?;
        let kept = self.parted(&mut door, &tables, kept, &record, &gone, &moved).await?;
        for one in back {
            let table = tables.get("follow_up").ok_or_else(unreadable)?;
            let named: Vec<_> = table
                .columns()
                .iter()
                .map(|column| column.name().to_owned())
                .zip(cells_of(table, &one.row)?)
                .collect();
            door.put_follow_up_back(&named, one.version).await?;
        }
        for contact in [kept, merge.gone] {
            let threads = door.thread_turns(contact).await?;
            door.set_thread_turns(contact, &threads).await?;
        }
        door.save_different(kept, merge.gone).await?;
        door.commit().await?;
        let contact = self.store().contact(self.scope(), merge.gone).await?;
        self.contact_view(&contact, &self.profile().await?).await
    }

    /// Gives both their fields and rows back. What the user changed on the one that stayed is kept.
    async fn parted(
        &self,
        door: &mut Door<'_>,
        tables: &BTreeMap<String, Table>,
        mut kept: Contact,
        record: &MergeRecord,
        gone: &Cells,
        moved: &[MovedRow],
    ) -> Result<ContactId, AppError> {
        let table = tables.get("contact").ok_or_else(unreadable)?;
        let id = kept.id;
        let theirs: BTreeSet<String> = moved
            .iter()
            .filter(|one| one.table == "contact_address")
            .filter_map(|one| match one.row.get(tables.get(&one.table)?.place_of("address")?) {
                Some(rapport_store::archive::Cell::Text(address)) => Some(address.clone()),
                _ => None,
            })
            .collect();
        door.part_rows(gone, moved, id).await?;
        let (_, now) = door.contact_row(id).await?;
        let now = whole::object(table, &now);
        let unchanged = |field: &str| now.get(field) == record.after.get(field);
        let text =
            |field: &str| record.before.get(field).and_then(Value::as_str).map(str::to_owned);
        if unchanged("role") {
            kept.role = text("role");
        }
        if unchanged("memo") {
            kept.memo = text("memo");
        }
        if unchanged("greeting") {
            kept.greeting = text("greeting");
        }
        if unchanged("postal_address") {
            kept.postal_address = text("postal_address");
        }
        if unchanged("language") {
            kept.language = text("language");
        }
        if unchanged("phones") {
            let phones = text("phones").unwrap_or_default();
            kept.phones = phones.lines().map(str::to_owned).collect();
        }
        // Where the other's place was taken over, the row from before says whose it was.
        let was_empty = |field: &str| unchanged(field) && !record.before.contains_key(field);
        if was_empty("organisation_id") {
            kept.organisation = None;
        }
        if was_empty("country") {
            kept.country = None;
        }
        if was_empty("subdivision") {
            kept.subdivision = None;
        }
        if was_empty("zone") {
            kept.zone = None;
        }
        if was_empty("basis_kind") {
            kept.basis = None;
        }
        kept.addresses.retain(|address| !theirs.contains(address));
        door.save_contact(&kept).await?;
        Ok(id)
    }

    async fn two(&self, a: &str, b: &str) -> Result<(Contact, Contact), AppError> {
        let (a, b) = (self.contact_named(a).await?, self.contact_named(b).await?);
        if a.id == b.id {
            return Err(AppError::usage(
                format!("{} is one contact already", a.name),
                "name two of them, by id if their names are alike",
            ));
        }
        Ok((a, b))
    }

    async fn live_of_both(
        &self,
        door: &mut Door<'_>,
        kept: ContactId,
        gone: ContactId,
    ) -> Result<Vec<FollowUp>, AppError> {
        let mut all = live(door.follow_ups_of(kept).await?);
        all.extend(live(door.follow_ups_of(gone).await?));
        Ok(all)
    }

    /// What must stop because two are one: everything, if either may not be written to; else the
    /// later of two follow-ups that do the same.
    async fn stops(
        &self,
        door: &mut Door<'_>,
        contact: ContactId,
        suppressed: bool,
    ) -> Result<Vec<(FollowUpId, Event, String)>, AppError> {
        let mut all = live(door.follow_ups_of(contact).await?);
        all.sort_by_key(|follow_up| follow_up.id);
        let mut stops = Vec::new();
        let mut seen: Vec<(String, Option<rapport_core::ids::OpportunityId>)> = Vec::new();
        for follow_up in all {
            let key = (follow_up.playbook.to_string(), follow_up.opportunity);
            if suppressed {
                let sentence = format!("{} ended: one of the two may not be written to", key.0);
                stops.push((follow_up.id, Event::EndedByUser, sentence));
            } else if seen.contains(&key) {
                let is_written = !matches!(follow_up.state, State::Waiting | State::Held(_));
                if is_written {
                    let sentence = format!("{} runs twice: is the later one still needed?", key.0);
                    stops.push((follow_up.id, Event::WroteByHand, sentence));
                } else if matches!(follow_up.state, State::Waiting) {
                    let sentence = format!("{} ran twice: the later one ended", key.0);
                    stops.push((follow_up.id, Event::EndedByUser, sentence));
                }
            } else {
                seen.push(key);
            }
        }
        Ok(stops)
    }
}

/// Both in one: what the first does not say, the second does; where both speak, the other's word is
/// in the memo.
fn joined(kept: &Contact, gone: &Contact) -> Contact {
    let mut one = kept.clone();
    let mut lost = Vec::new();
    let mut take =
        |field: &mut Option<String>, other: &Option<String>, what: &str| match (&field, other) {
            (None, Some(_)) => field.clone_from(other),
            (Some(mine), Some(theirs)) if mine != theirs => lost.push(format!("{what}: {theirs}")),
            _ => {}
        };
    take(&mut one.role, &gone.role, "role");
    take(&mut one.greeting, &gone.greeting, "greeting");
    take(&mut one.postal_address, &gone.postal_address, "address");
    take(&mut one.language, &gone.language, "language");
    if kept.name != gone.name {
        lost.insert(0, format!("name: {}", gone.name));
    }
    one.organisation = one.organisation.or(gone.organisation);
    if one.country.is_none() {
        one.country = gone.country;
        one.subdivision.clone_from(&gone.subdivision);
    }
    one.zone = one.zone.or_else(|| gone.zone.clone());
    one.basis = one.basis.or_else(|| gone.basis.clone());
    for phone in &gone.phones {
        crate::contacts::add_phone(&mut one, phone);
    }
    for address in &gone.addresses {
        if !one.addresses.contains(address) {
            one.addresses.push(address.clone());
        }
    }
    // A pause on purpose was about the person, whichever card it stood on.
    one.parked = one.parked.or(gone.parked);
    let mut memo: Vec<String> = kept.memo.iter().chain(&gone.memo).cloned().collect();
    if !lost.is_empty() {
        memo.push(format!("Also known by ({})", lost.join("; ")));
    }
    one.memo = (!memo.is_empty()).then(|| memo.join("\n"));
    one
}

fn by_name(tables: Vec<Table>) -> BTreeMap<String, Table> {
    tables.into_iter().map(|table| (table.name().to_owned(), table)).collect()
}

fn cells_of(table: &Table, row: &Map<String, Value>) -> Result<Cells, AppError> {
    table
        .columns()
        .iter()
        .map(|column| match row.get(column.name()) {
            None => Ok(rapport_store::archive::Cell::Null),
            Some(value) => restore::cell(table, column.name(), value).map_err(|_| unreadable()),
        })
        .collect()
}

fn record_of(row: &MergeRow) -> Result<MergeRecord, AppError> {
    serde_json::from_str(&row.record).map_err(|_| unreadable())
}

fn unreadable() -> AppError {
    AppError::new(
        Kind::Data,
        "what was written down about this merge cannot be read",
        "run rapport doctor",
    )
}

fn view(row: &MergeRow, record: &MergeRecord, sentences: Vec<String>) -> MergeView {
    MergeView {
        id: row.id.to_string(),
        kept: row.kept.to_string(),
        name: record.kept_name.clone(),
        gone_name: record.gone_name.clone(),
        at: row.at.to_string(),
        sentences,
    }
}
