//! Batch after batch, each written through a door of its own. What only looks is in `look`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::Timestamp;
use rapport_core::contact::{Basis, BasisKind, Contact};
use rapport_core::follow_up::Anchor;
use rapport_core::ids::{CalendarSourceId, ContactId, ImportId, OrganisationId, TouchpointId};
use rapport_core::organisation::Organisation;
use rapport_core::playbook::Playbook;
use rapport_core::touchpoint::{Direction, Touchpoint, TouchpointKind};
use rapport_store::Door;
use rapport_store::calendar::{CalendarEntry, MeetingKey};
use rapport_store::contact::phone_tail;
use rapport_store::import::known::{Keys, Known};
use rapport_store::import::{Batch, Counts, Import, ImportRow, ImportState, RowOutcome};

use super::calendar;
use super::change::{self, Imported, Undo};
use super::entry::Entry;
use super::matching::{self, Who};
use super::meetings::{self, Change, Writing};
use super::reading::{self, Item, Reading, Sent, Stream};
use super::tally::{Form, Tally};
use super::{ImportInput, ImportProgress, ImportSource, MOST_SHOWN, OnProgress};
use crate::app::App;
use crate::capture::channel_of;
use crate::contacts::public_domain;
use crate::doubt::Doubt;
use crate::engine::live;
use crate::error::AppError;
use crate::profile::Profile;
use crate::view::ImportView;

/// How many entries are written at once: few enough that nobody waits long for the database.
const AT_ONCE: usize = 500;
/// With a playbook each entry is a follow-up to plan as well.
const AT_ONCE_WITH_PLAYBOOK: usize = 50;
/// What holds for all entries of an import.
pub(super) struct Terms {
    pub(super) profile: Profile,
    /// Tags for everybody.
    tags: Vec<String>,
    pub(super) event: Option<String>,
    pub(super) playbook: Option<Arc<Playbook>>,
    /// When they were met.
    at: Timestamp,
    pub(super) calendar: calendar::Reader,
}

impl Terms {
    pub(super) async fn of(app: &App, input: &ImportInput) -> Result<Self, AppError> {
        let profile = app.profile().await?;
        let playbook = match input.playbook.as_deref() {
            Some(key) if key != "none" => Some(app.newest_playbook(key).await?),
            _ => None,
        };
        let at = input.when.as_deref().map_or(Ok(app.now()), |text| app.past(text, &profile))?;
        let event = input.event.as_deref().map(crate::bulk::checked_tag).transpose()?;
        let calendar = calendar::Reader {
            now: app.now(),
            zone: profile.zone.clone(),
            own: app.own_mailboxes(&profile).await?,
        };
        Ok(Self { tags: super::tags(input)?, event, playbook, at, calendar, profile })
    }

    pub(super) fn reading(&self, input: &ImportInput) -> Reading {
        Reading {
            columns: input.columns.clone(),
            country: self.profile.country,
            at_once: if self.playbook.is_some() { AT_ONCE_WITH_PLAYBOOK } else { AT_ONCE },
            calendar: self.calendar.clone(),
        }
    }
}

pub(super) async fn form(stream: &mut Stream) -> Result<Form, AppError> {
    match stream.batches.recv().await {
        Some(Sent::Form { kind, columns }) => Ok(Form { kind, columns }),
        Some(Sent::Failed(error)) => Err(error),
        // A thread that ended without a word had nothing to read.
        _ => Ok(Form { kind: "table", columns: Vec::new() }),
    }
}

pub(super) async fn next(stream: &mut Stream) -> Result<Option<Vec<Item>>, AppError> {
    match stream.batches.recv().await {
        Some(Sent::Items(items)) => Ok(Some(items)),
        Some(Sent::Failed(error)) => Err(error),
        Some(Sent::Form { .. }) | None => Ok(None),
    }
}

pub(super) fn keys(items: &[Item]) -> Keys {
    let mut keys = Keys::default();
    for item in items {
        if let Item::Entry(entry) = item {
            entry.add_keys(&mut keys);
        }
    }
    keys
}

/// The identifiers of all meetings of a batch.
pub(super) fn uids(items: &[Item]) -> Vec<String> {
    let mut uids: Vec<String> = items
        .iter()
        .filter_map(|item| match item {
            Item::Entry(entry) => Some(&entry.meetings),
            Item::Rejected { .. } => None,
        })
        .flatten()
        .map(|meeting| meeting.uid.clone())
        .collect();
    uids.sort_unstable();
    uids.dedup();
    uids
}

pub(super) fn told(progress: OnProgress<'_>, stream: &Stream, entries: u64) {
    let read = stream.read.load(Ordering::Relaxed);
    progress(ImportProgress { read, size: stream.size, entries });
}

/// Those of the people known who carry the tag of the event.
pub(super) async fn met_at_event(
    app: &App,
    known: &Known,
    terms: &Terms,
) -> Result<BTreeSet<ContactId>, AppError> {
    let Some(event) = terms.event.as_ref().map(|event| event.to_lowercase()) else {
        return Ok(BTreeSet::new());
    };
    let ids: Vec<ContactId> = known.contacts.keys().copied().collect();
    let tags = app.store().tags_of(app.scope(), &ids).await?;
    let is_event = |tags: &Vec<String>| tags.iter().any(|tag| tag.to_lowercase() == event);
    Ok(tags.into_iter().filter(|(_, tags)| is_event(tags)).map(|(id, _)| id).collect())
}

/// Writes.
pub(super) async fn write(
    app: &App,
    source: &ImportSource,
    input: &ImportInput,
    progress: OnProgress<'_>,
) -> Result<ImportView, AppError> {
    let terms = Terms::of(app, input).await?;
    let options = serde_json::to_string(input).unwrap_or_default();
    let digest = source.digest().await?;
    let mut stream = reading::begin(app, source, terms.reading(input)).await?;
    let form = form(&mut stream).await?;
    let calendar = source.calendar();
    // What may have changed meanwhile is compared as a whole with what is there.
    let interrupted = if source.changes_meanwhile() {
        None
    } else {
        app.store().running_import(app.scope(), &digest, &options).await?
    };
    let resumed = interrupted.is_some();
    let mut run = Run {
        app,
        is_begun: resumed,
        import: interrupted.unwrap_or_else(|| Import {
            id: ImportId::new(app.clock().mint()),
            kind: form.kind.to_owned(),
            source: source.name.clone(),
            digest,
            options,
            state: ImportState::Running,
            position: 0,
            counts: Counts::default(),
            began_at: app.now(),
            ended_at: None,
        }),
        terms,
        tally: Tally::default(),
        waiting: Vec::new(),
        calendar,
        told: BTreeSet::new(),
    };
    run.tally.counts = run.import.counts;
    while let Some(mut items) = next(&mut stream).await? {
        items.retain(|item| item.number() > run.import.position);
        if !items.is_empty() {
            run.batch(items).await?;
        }
        told(progress, &stream, run.import.position);
    }
    run.end().await?;
    run.withdraw_untold().await?;
    app.forget_history(source).await?;
    let (id, import, is_begun) = (run.import.id, run.import, run.is_begun);
    let mut view = run.tally.view(source, form);
    view.state = ImportState::Done.word().to_owned();
    view.resumed = resumed;
    if is_begun {
        view.id = Some(id.to_string());
        view.began_at = Some(import.began_at.to_string());
        view.ended_at = import.ended_at.map(|at| at.to_string());
    }
    Ok(view)
}

struct Run<'a> {
    app: &'a App,
    import: Import,
    /// The import has a row of its own. One that changes nothing leaves none.
    is_begun: bool,
    terms: Terms,
    tally: Tally,
    /// Rows of what was rejected before anything was written.
    waiting: Vec<ImportRow>,
    /// The calendar this is a version of, if it is read again and again.
    calendar: Option<CalendarSourceId>,
    /// All meetings that it tells of.
    told: BTreeSet<MeetingKey>,
}

/// A batch on its way into the database.
struct Pending {
    known: Known,
    batch: Batch,
    /// New contacts of this batch by their place in it.
    fresh: BTreeMap<ContactId, usize>,
    /// Known contacts that changed.
    changed: BTreeMap<ContactId, Contact>,
    /// Whom the playbook is for.
    met: Vec<ContactId>,
    /// Meetings that are there.
    there: BTreeMap<MeetingKey, CalendarEntry>,
    /// What is new of meetings: with whom, and whether a follow-up may be offered.
    changes: Vec<(ContactId, Vec<Change>, bool)>,
}

impl Run<'_> {
    async fn batch(&mut self, items: Vec<Item>) -> Result<(), AppError> {
        let app = self.app;
        let mut door = app.user_door(&self.terms.profile).await?;
        let mut pending = Pending {
            known: door.known(&keys(&items)).await?,
            batch: Batch::default(),
            fresh: BTreeMap::new(),
            changed: BTreeMap::new(),
            met: Vec::new(),
            there: door.calendar_entries(&uids(&items)).await?,
            changes: Vec::new(),
        };
        let last = items.last().map_or(self.import.position, Item::number);
        for item in items {
            match item {
                Item::Entry(entry) => self.entry(&mut door, &mut pending, *entry).await?,
                Item::Rejected { number, line, why, remedy } => {
                    self.tally.rejected(line, &why, &remedy);
                    pending.batch.rows.push(super::rejected_row(number, line, &why, &remedy));
                }
            }
        }
        let Pending { mut batch, changed, met, changes, .. } = pending;
        self.import.position = last;
        self.import.counts = self.tally.counts;
        let is_empty = batch.rows.iter().all(|row| row.outcome == RowOutcome::Rejected);
        if !self.is_begun && is_empty {
            // Nothing was learned yet: nothing is written, or the same file twice would leave a trace.
            let room = MOST_SHOWN.saturating_sub(self.waiting.len());
            self.waiting.extend(batch.rows.into_iter().take(room));
            return Ok(());
        }
        if !self.is_begun {
            batch.rows.splice(0..0, self.waiting.drain(..));
        }
        let meetings = self.meetings(&mut door, &mut batch, &met).await?;
        let writings = self.writings(&mut door, &mut batch, changes).await?;
        door.save_import(&self.import).await?;
        door.write_batch(self.import.id, &batch).await?;
        for contact in changed.values() {
            door.save_contact(contact).await?;
        }
        for (contact, touchpoint, follow_up) in meetings {
            door.save_touchpoint(&touchpoint).await?;
            if let Some(event) = &self.terms.event {
                door.save_event(touchpoint.id, event).await?;
            }
            if let Some(follow_up) = follow_up {
                let back = door.contact(contact).await?;
                if back.parked.is_some() {
                    door.save_contact(&Contact { parked: None, ..back }).await?;
                }
                app.begin(&mut door, follow_up).await?;
                self.tally.started += 1;
            }
        }
        for mut writing in writings {
            app.write_meetings(&mut door, &writing).await?;
            self.tally.offered += u64::from(writing.offers());
            if let Some(follow_up) = writing.follow_up.take() {
                app.begin(&mut door, follow_up).await?;
                self.tally.started += 1;
            }
        }
        door.commit().await?;
        self.is_begun = true;
        Ok(())
    }

    /// What to write for meetings, noted in the rows they belong to.
    async fn writings(
        &self,
        door: &mut Door<'_>,
        batch: &mut Batch,
        changes: Vec<(ContactId, Vec<Change>, bool)>,
    ) -> Result<Vec<Writing>, AppError> {
        let from = meetings::From { import: self.import.id, source: self.calendar };
        let mut writings = Vec::with_capacity(changes.len());
        for (id, changes, may_offer) in changes {
            let contact = match batch.contacts.iter().find(|contact| contact.id == id) {
                Some(contact) => contact.clone(),
                None => door.contact(id).await?,
            };
            let running: Vec<_> = live(door.follow_ups_of(id).await?)
                .into_iter()
                .map(|follow_up| follow_up.playbook)
                .collect();
            let playbook = self.terms.playbook.as_deref();
            let runs = playbook.is_some_and(|playbook| running.contains(&playbook.key));
            let may_offer = may_offer && !runs;
            let writing = self.app.plan_meetings(&contact, changes, from, playbook, may_offer);
            if let Some(follow_up) = &writing.follow_up {
                note_in_row(batch, id, |undo| undo.follow_up = Some(follow_up.id.to_string()));
            }
            writings.push(writing);
        }
        Ok(writings)
    }

    /// Withdraws the meetings to come that a calendar told of and tells of no more.
    async fn withdraw_untold(&mut self) -> Result<(), AppError> {
        let Some(source) = self.calendar else { return Ok(()) };
        let mut door = self.app.user_door(&self.terms.profile).await?;
        for entry in door.planned_of(source, self.terms.calendar.now).await? {
            if !self.told.contains(&entry.key()) {
                self.app.withdraw_meeting(&mut door, entry).await?;
            }
        }
        door.commit().await?;
        Ok(())
    }

    async fn entry(
        &mut self,
        door: &mut Door<'_>,
        pending: &mut Pending,
        mut entry: Entry,
    ) -> Result<(), AppError> {
        let own = self.terms.profile.country;
        let now = self.terms.calendar.now;
        let who = matching::who(&mut entry, &pending.known, own);
        let stopped = entry.addresses.iter().any(|it| pending.known.suppressed.contains(it));
        if who == Who::New && stopped && self.calendar.is_some() {
            // Somebody who was erased does not come back because a calendar goes on naming them.
            return Ok(());
        }
        let known = match who {
            Who::Read(id) | Who::Known(id) => Some(id),
            Who::New => None,
        };
        let changes = meetings::changes(&entry.meetings, known, &pending.there, now);
        self.tally.met(&changes, now);
        let (mut outcome, contact, undo) = match who {
            Who::Read(id) => {
                let tags = self.missing_tags(id).await?;
                if tags.is_empty() && changes.is_empty() {
                    self.tell(id, &entry);
                    // Read before, with all its tags: there is nothing to write down.
                    self.tally.entry(&entry, RowOutcome::Same, Some(id));
                    return Ok(());
                }
                (RowOutcome::Same, id, Undo { tags, ..Undo::default() })
            }
            Who::Known(id) => {
                let mut undo = self.change(door, pending, &mut entry, id).await?;
                undo.tags = self.missing_tags(id).await?;
                let changed = undo.changes_contact();
                (if changed { RowOutcome::Changed } else { RowOutcome::Same }, id, undo)
            }
            Who::New => {
                let (id, undo) = self.add(pending, &entry);
                (RowOutcome::New, id, undo)
            }
        };
        let is_new = outcome == RowOutcome::New;
        if outcome == RowOutcome::Same && !changes.is_empty() {
            outcome = RowOutcome::Changed;
        }
        self.tell(contact, &entry);
        let of_calendar = !entry.meetings.is_empty();
        if !changes.is_empty() {
            pending.changes.push((contact, changes, !stopped));
        }
        let own_tags = entry.tags.iter().filter(|_| is_new);
        let tags: Vec<String> = own_tags.chain(&undo.tags).cloned().collect();
        pending.batch.tags.extend(tags.into_iter().map(|tag| (contact, tag)));
        if stopped {
            entry.doubts.push(Doubt::about(
                "email",
                entry.addresses.join(", "),
                "nothing is sent there any more",
                "see why: rapport suppress --list",
            ));
        }
        // With an event its tag tells who was met there already; without one only news counts.
        let meets = match &self.terms.event {
            Some(event) => is_new || undo.tags.contains(event),
            None => outcome != RowOutcome::Same,
        };
        let wanted = self.terms.playbook.is_some() && meets && !stopped && !of_calendar;
        if wanted && !pending.met.contains(&contact) {
            pending.met.push(contact);
        }
        self.tally.entry(&entry, outcome, Some(contact));
        pending.batch.rows.push(ImportRow {
            number: entry.number,
            line: entry.line,
            outcome,
            contact: Some(contact),
            name: entry.name,
            digest: Some(entry.digest),
            uid: entry.uid,
            card: entry.card,
            is_doubtful: !entry.doubts.is_empty(),
            doubts: serde_json::to_string(&entry.doubts).unwrap_or_default(),
            undo: serde_json::to_string(&undo).ok(),
        });
        pending.known.by_digest.insert(entry.digest, contact);
        Ok(())
    }

    /// Remembers what a calendar that is read again and again tells of.
    fn tell(&mut self, contact: ContactId, entry: &Entry) {
        if self.calendar.is_none() {
            return;
        }
        let meetings = entry.meetings.iter().filter(|meeting| !meeting.is_cancelled);
        let keys = meetings.map(|it| (it.uid.clone(), it.instance.clone(), contact));
        self.told.extend(keys);
    }

    /// Tags of this import that a contact does not have yet.
    async fn missing_tags(&self, contact: ContactId) -> Result<Vec<String>, AppError> {
        if self.terms.tags.is_empty() {
            return Ok(Vec::new());
        }
        let store = self.app.store();
        let mut there = store.tags_of(self.app.scope(), &[contact]).await?;
        let there = there.remove(&contact).unwrap_or_default();
        let is_there =
            |tag: &String| there.iter().any(|known| known.to_lowercase() == tag.to_lowercase());
        Ok(self.terms.tags.iter().filter(|tag| !is_there(tag)).cloned().collect())
    }

    /// Brings an entry to somebody known.
    async fn change(
        &mut self,
        door: &mut Door<'_>,
        pending: &mut Pending,
        entry: &mut Entry,
        id: ContactId,
    ) -> Result<Undo, AppError> {
        let own = self.terms.profile.country;
        let Some(mut contact) = pending.known.contacts.get(&id).cloned() else {
            return Ok(Undo::default());
        };
        let names = &pending.known.organisation_names;
        let place = contact.organisation.and_then(|id| names.get(&id)).cloned();
        let imported = if change::differs(entry, &contact, place.as_deref()) {
            Imported::of(door.origin_cards(id).await?, own)
        } else {
            Imported::default()
        };
        let (organisation, made) = self.organisation(pending, entry);
        let mut undo =
            change::apply(entry, &mut contact, place.as_deref(), organisation, &imported, own);
        undo.organisation = made.map(|id| id.to_string());
        if undo.changes_contact() {
            learn(&mut pending.known, &contact, entry);
            match pending.fresh.get(&id).and_then(|at| pending.batch.contacts.get_mut(*at)) {
                Some(fresh) => *fresh = contact.clone(),
                None => {
                    pending.changed.insert(id, contact.clone());
                }
            }
            pending.known.contacts.insert(id, contact);
        }
        Ok(undo)
    }

    /// Somebody new.
    fn add(&mut self, pending: &mut Pending, entry: &Entry) -> (ContactId, Undo) {
        let (organisation, made) = self.organisation(pending, entry);
        let basis = self.terms.event.as_ref().map(|event| Basis {
            kind: BasisKind::Met,
            since: self.terms.at.to_zoned(self.terms.profile.zone.clone()).date(),
            detail: event.clone(),
        });
        let basis = basis.or_else(|| self.met_at(entry));
        let contact = Contact {
            id: ContactId::new(self.app.clock().mint()),
            name: entry.name.clone(),
            greeting: None,
            organisation,
            role: entry.role.clone(),
            addresses: entry.addresses.clone(),
            phones: entry.phones.iter().map(|number| number.shown.clone()).collect(),
            postal_address: entry.postal_address.clone(),
            language: None,
            country: entry.country,
            subdivision: None,
            zone: None,
            basis,
            memo: entry.memo.clone(),
            parked: None,
        };
        if let (Some(organisation), Some(address)) = (organisation, contact.address())
            && let Some((_, domain)) = address.rsplit_once('@')
            && !public_domain(domain)
        {
            pending.batch.domains.push((organisation, domain.to_owned()));
        }
        let undo = Undo {
            made: Some(change::fingerprint(&contact)),
            organisation: made.map(|id| id.to_string()),
            tags: self.terms.tags.clone(),
            ..Undo::default()
        };
        learn(&mut pending.known, &contact, entry);
        if let Some(uid) = &entry.uid {
            pending.known.by_uid.insert(uid.clone(), contact.id);
        }
        let id = contact.id;
        pending.fresh.insert(id, pending.batch.contacts.len());
        pending.batch.contacts.push(contact.clone());
        pending.known.contacts.insert(id, contact);
        (id, undo)
    }

    /// The first meeting of a calendar with somebody, which is why the user may write to them.
    fn met_at(&self, entry: &Entry) -> Option<Basis> {
        let now = self.terms.calendar.now;
        // To have written to somebody is not to have met them.
        let talks = entry.meetings.iter().filter(|it| it.kind != TouchpointKind::Mail);
        let past = talks.filter(|it| !it.is_cancelled && it.ends <= now);
        let first = past.min_by_key(|meeting| meeting.starts)?;
        Some(Basis {
            kind: BasisKind::Met,
            since: first.starts.to_zoned(self.terms.profile.zone.clone()).date(),
            detail: first.title.clone(),
        })
    }

    /// The organisation an entry names, made when it is new: the second answer is the one made.
    fn organisation(
        &self,
        pending: &mut Pending,
        entry: &Entry,
    ) -> (Option<OrganisationId>, Option<OrganisationId>) {
        let Some(name) = &entry.organisation else { return (None, None) };
        let folded = name.to_lowercase();
        if let Some(id) = pending.known.organisations.get(&folded) {
            return (Some(*id), None);
        }
        let id = OrganisationId::new(self.app.clock().mint());
        pending.batch.organisations.push(Organisation {
            id,
            name: name.clone(),
            domains: Vec::new(),
            country: None,
        });
        pending.known.organisations.insert(folded.clone(), id);
        pending.known.organisation_names.insert(id, folded);
        (Some(id), Some(id))
    }

    /// The meetings of a batch with their follow-ups, noted in the rows they belong to.
    async fn meetings(
        &self,
        door: &mut Door<'_>,
        batch: &mut Batch,
        met: &[ContactId],
    ) -> Result<Vec<(ContactId, Touchpoint, Option<rapport_core::follow_up::FollowUp>)>, AppError>
    {
        let Some(playbook) = &self.terms.playbook else { return Ok(Vec::new()) };
        let mut meetings = Vec::with_capacity(met.len());
        for id in met {
            let kind = TouchpointKind::Event;
            let touchpoint = Touchpoint {
                id: TouchpointId::new(self.app.clock().mint()),
                contact: *id,
                opportunity: None,
                kind,
                channel: channel_of(kind),
                direction: Direction::Both,
                at: self.terms.at,
                facts: Vec::new(),
                memo: None,
            };
            let runs = live(door.follow_ups_of(*id).await?)
                .into_iter()
                .any(|follow_up| follow_up.playbook == playbook.key);
            let contact = batch.contacts.iter().find(|contact| contact.id == *id).cloned();
            let contact = match contact {
                Some(contact) => contact,
                None => door.contact(*id).await?,
            };
            let anchor = Anchor {
                at: touchpoint.at,
                touchpoint: Some(touchpoint.id),
                appointment: None,
                promised: None,
            };
            let follow_up =
                (!runs).then(|| self.app.new_follow_up(&contact, None, playbook, anchor));
            note_in_row(batch, *id, |undo| {
                undo.touchpoint = Some(touchpoint.id.to_string());
                undo.follow_up = follow_up.as_ref().map(|it| it.id.to_string());
            });
            meetings.push((*id, touchpoint, follow_up));
        }
        Ok(meetings)
    }

    async fn end(&mut self) -> Result<(), AppError> {
        if !self.is_begun {
            return Ok(());
        }
        self.import.state = ImportState::Done;
        self.import.ended_at = Some(self.app.now());
        self.import.counts = self.tally.counts;
        let mut door = self.app.user_door(&self.terms.profile).await?;
        door.save_import(&self.import).await?;
        door.commit().await?;
        Ok(())
    }
}

/// Notes something to take back in the row of an entry: the last one that names this contact.
fn note_in_row(batch: &mut Batch, contact: ContactId, note: impl FnOnce(&mut Undo)) {
    let Some(row) = batch.rows.iter_mut().rev().find(|row| row.contact == Some(contact)) else {
        return;
    };
    let mut undo: Undo =
        row.undo.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    note(&mut undo);
    row.undo = serde_json::to_string(&undo).ok();
}

/// Makes a contact of this batch known to the entries that follow.
fn learn(known: &mut Known, contact: &Contact, entry: &Entry) {
    for address in &contact.addresses {
        known.by_address.insert(address.clone(), contact.id);
    }
    for tail in entry.phones.iter().filter_map(|number| phone_tail(&number.shown)) {
        let same = known.by_tail.entry(tail).or_default();
        if !same.contains(&contact.id) {
            same.push(contact.id);
        }
    }
    let same = known.by_name.entry(contact.name.to_lowercase()).or_default();
    if !same.contains(&contact.id) {
        same.push(contact.id);
    }
}
