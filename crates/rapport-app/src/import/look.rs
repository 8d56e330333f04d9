//! A dry run: batch after batch is looked at without a pen.
//!
//! Not here: writing, and what both go by (`run`).

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use rapport_core::ids::{ContactId, OrganisationId};
use rapport_store::import::RowOutcome;
use rapport_store::import::known::Known;

use super::change::{self, Imported};
use super::entry::Entry;
use super::matching::{self, Who};
use super::reading::{self, Item};
use super::run::{Terms, form, keys, met_at_event, next, told, uids};
use super::tally::Tally;
use super::{ImportInput, ImportSource, OnProgress, meetings};
use crate::app::App;
use crate::error::AppError;
use crate::view::ImportView;

/// How many entries of a source are remembered to recognise a second one, when nothing is written.
const MOST_REMEMBERED: usize = 2_000_000;

/// Looks only.
pub(super) async fn look(
    app: &App,
    source: &ImportSource,
    input: &ImportInput,
    progress: OnProgress<'_>,
) -> Result<ImportView, AppError> {
    let terms = Terms::of(app, input).await?;
    let mut stream = reading::begin(app, source, terms.reading(input)).await?;
    let form = form(&mut stream).await?;
    let mut tally = Tally::default();
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    while let Some(items) = next(&mut stream).await? {
        let known = app.store().known(app.scope(), &keys(&items)).await?;
        let at_event = met_at_event(app, &known, &terms).await?;
        let there = app.store().calendar_entries(app.scope(), &uids(&items)).await?;
        for item in items {
            tally.entries += 1;
            let mut entry = match item {
                Item::Entry(entry) => entry,
                Item::Rejected { line, why, remedy, .. } => {
                    tally.rejected(line, &why, &remedy);
                    continue;
                }
            };
            let (mut outcome, contact) = looked_at(&mut entry, &known, &mut seen, &terms);
            let now = terms.calendar.now;
            let changes = meetings::changes(&entry.meetings, contact, &there, now);
            if outcome == RowOutcome::Same && !changes.is_empty() {
                outcome = RowOutcome::Changed;
            }
            tally.met(&changes, now);
            // The tag of the event tells who was met there already; without one only news counts.
            let meets = match &terms.event {
                Some(_) => contact.is_none_or(|id| !at_event.contains(&id)),
                None => outcome != RowOutcome::Same,
            };
            let stopped = entry.addresses.iter().any(|it| known.suppressed.contains(it));
            let meets = if entry.meetings.is_empty() {
                meets
            } else {
                meetings::counted(&changes, now).0 > 0
            };
            tally.started += u64::from(terms.playbook.is_some() && meets && !stopped);
            tally.entry(&entry, outcome, contact);
        }
        told(progress, &stream, tally.entries);
    }
    app.forget_history(source).await?;
    Ok(tally.view(source, form))
}

fn looked_at(
    entry: &mut Entry,
    known: &Known,
    seen: &mut BTreeSet<u64>,
    terms: &Terms,
) -> (RowOutcome, Option<ContactId>) {
    let whole = hash(&entry.digest);
    let by_address: Vec<u64> = entry.addresses.iter().map(hash).collect();
    let was_whole = seen.contains(&whole);
    let was_address = by_address.iter().any(|address| seen.contains(address));
    if seen.len() < MOST_REMEMBERED {
        seen.insert(whole);
        seen.extend(by_address);
    }
    match matching::who(entry, known, terms.profile.country) {
        Who::Read(id) => (RowOutcome::Same, Some(id)),
        Who::Known(id) => {
            let outcome = known.contacts.get(&id).map_or(RowOutcome::Same, |contact| {
                let mut after = contact.clone();
                let place = contact
                    .organisation
                    .and_then(|id| known.organisation_names.get(&id))
                    .map(String::as_str);
                let organisation = entry.organisation.as_ref().map(|name| {
                    let fresh = OrganisationId::new(uuid::Uuid::nil());
                    known.organisations.get(&name.to_lowercase()).copied().unwrap_or(fresh)
                });
                let undo = change::apply(
                    entry,
                    &mut after,
                    place,
                    organisation,
                    &Imported::default(),
                    terms.profile.country,
                );
                if undo.changes_contact() { RowOutcome::Changed } else { RowOutcome::Same }
            });
            (outcome, Some(id))
        }
        Who::New if was_whole => (RowOutcome::Same, None),
        Who::New if was_address => (RowOutcome::Changed, None),
        Who::New => (RowOutcome::New, None),
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
